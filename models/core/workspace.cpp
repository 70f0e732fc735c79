// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/workspace.h"

#include "api/access/requests.h"
#include "api/organizations/requests.h"
#include "models/deploy_requests/deployment/deployment_watch.h"
#include "models/deploy_requests/review/review_store.h"

namespace orrery::models {

Workspace::Workspace(StoreContext context, AccountFacts facts, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_facts(std::move(facts)),
      m_user(new ItemStore<api::User>(m_context,
                                      {.key = {m_context.account, QStringLiteral("user"), {}},
                                       .failureTitle = tr("The signed-in user could not be loaded."),
                                       .get = [] { return api::access::currentUser(); },
                                       .encode = &api::Codec<api::User>::encode,
                                       .decode = &api::Codec<api::User>::decode,
                                       .freshFor = std::chrono::hours(1)},
                                      this)),
      m_organizations(new OrganizationList(m_context, organizationListSpec(m_context), this))
{
    // Some service tokens cannot list organizations: the one they were typed in for is read by its name then.
    connect(m_organizations, &ListStoreBase::stateChanged, this, [this]() {
        const LoadState &state = m_organizations->state();
        if (state.phase != LoadState::Phase::Failed || m_facts.organization.isEmpty() || state.hasContent)
            return;
        m_context.client->send(api::organizations::get(m_facts.organization), this)
            ->then(this, [this](const api::Result<api::Organization> &result) {
                if (result)
                    m_organizations->showSingle(*result);
            });
    });
}

Workspace::~Workspace() = default;

void Workspace::setFacts(AccountFacts facts)
{
    m_facts = std::move(facts);
    Q_EMIT factsChanged();
}

template<class Store, class Make>
Store *Workspace::storeFor(const QStringList &key, Make make)
{
    if (QObject *known = m_stores.value(key))
        return static_cast<Store *>(known);
    Store *made = make();
    m_stores.insert(key, made);
    return made;
}

DatabaseList *Workspace::databases(const QString &organization)
{
    return storeFor<DatabaseList>({QStringLiteral("databases"), organization}, [&] {
        return new DatabaseList(m_context, databaseListSpec(m_context, organization), this);
    });
}

BranchList *Workspace::branches(const QString &organization, const QString &database)
{
    return storeFor<BranchList>({QStringLiteral("branches"), organization, database}, [&] {
        return new BranchList(m_context, branchListSpec(m_context, organization, database), this);
    });
}

DeployRequestList *Workspace::deployRequests(const QString &organization, const QString &database)
{
    return storeFor<DeployRequestList>({QStringLiteral("deploy_requests"), organization, database}, [&] {
        auto &rings = m_rings[{organization, database}];
        rings = std::make_shared<ReviewCountsByNumber>();
        return new DeployRequestList(m_context, deployRequestListSpec(m_context, organization, database, rings), this);
    });
}

void Workspace::readReviewRings(const QString &organization, const QString &database)
{
    DeployRequestList *list = deployRequests(organization, database);
    ReviewStore::loadCounts(m_context, organization, database, list,
                            [list, rings = m_rings.value({organization, database})](const ReviewCountsByNumber &found) {
                                if (*rings == found)
                                    return;
                                *rings = found;
                                auto *model = list->model();
                                if (model->rowCount() > 0)
                                    Q_EMIT model->dataChanged(
                                        model->index(0, 0),
                                        model->index(model->rowCount() - 1, model->columnCount() - 1));
                            });
}

DeployQueueList *Workspace::deployQueue(const QString &organization, const QString &database)
{
    return storeFor<DeployQueueList>({QStringLiteral("deploy_queue"), organization, database}, [&] {
        return new DeployQueueList(m_context, deployQueueSpec(m_context, organization, database), this);
    });
}

DeploymentWatch *Workspace::deploymentWatch()
{
    return storeFor<DeploymentWatch>({QStringLiteral("deployment_watch")},
                                     [&] { return new DeploymentWatch(m_context, this); });
}

BackupStore *Workspace::backups(const QString &organization, const QString &database, const QString &branch)
{
    return storeFor<BackupStore>({QStringLiteral("backups"), organization, database, branch},
                                 [&] { return new BackupStore(m_context, organization, database, branch, this); });
}

SnapshotStore *Workspace::snapshots()
{
    return storeFor<SnapshotStore>({QStringLiteral("snapshots")}, [&] { return new SnapshotStore(m_context, this); });
}

const DatabaseList *Workspace::loadedDatabases(const QString &organization) const
{
    return static_cast<const DatabaseList *>(m_stores.value({QStringLiteral("databases"), organization}));
}

const BranchList *Workspace::loadedBranches(const QString &organization, const QString &database) const
{
    return static_cast<const BranchList *>(m_stores.value({QStringLiteral("branches"), organization, database}));
}

const DeployRequestList *Workspace::loadedDeployRequests(const QString &organization, const QString &database) const
{
    return static_cast<const DeployRequestList *>(
        m_stores.value({QStringLiteral("deploy_requests"), organization, database}));
}

const api::Database *Workspace::knownDatabase(const QString &organization, const QString &database)
{
    return databases(organization)->model()->find(database);
}

const api::Branch *Workspace::knownBranch(const QString &organization, const QString &database, const QString &branch)
{
    return branches(organization, database)->model()->find(branch);
}

} // namespace orrery::models
