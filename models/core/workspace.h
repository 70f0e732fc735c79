// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/access/user.h"
#include "models/backups/backup_store.h"
#include "models/branches/branch_list.h"
#include "models/core/item_store.h"
#include "models/databases/database_list.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/organizations/organization_list.h"
#include "models/schema/snapshot_store.h"

#include <memory>

namespace orrery::models {

class DeploymentWatch;

/// What is shown of an account.
struct AccountFacts
{
    QString id;
    QString label; ///< "Sam Keller", "acme (service token)"
    QString description; ///< one sentence: how it is signed in and where
    QString hostNote; ///< names the host when it is not PlanetScale's own; empty otherwise
    QString organization; ///< of a service token that was typed in for one organization; empty otherwise
    bool hasUser = true; ///< GET /user answers only OAuth sign-ins
};

/// One signed-in account's desk: every list store of it, made when first asked for and kept while the account is there.
class Workspace final : public QObject
{
    Q_OBJECT
public:
    Workspace(StoreContext context, AccountFacts facts, QObject *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] const AccountFacts &facts() const { return m_facts; }
    [[nodiscard]] const StoreContext &context() const { return m_context; }
    void setFacts(AccountFacts facts);
    /// Where the account's PlanetScale is.
    [[nodiscard]] const api::Hosts &hosts() const { return m_context.client->options().hosts; }

    /// Who is signed in; its value stays empty for service tokens.
    [[nodiscard]] ItemStore<api::User> *user() const { return m_user; }
    [[nodiscard]] OrganizationList *organizations() const { return m_organizations; }
    DatabaseList *databases(const QString &organization);
    BranchList *branches(const QString &organization, const QString &database);
    DeployRequestList *deployRequests(const QString &organization, const QString &database);
    /// Reads again how far the reviews of the database's requests are, for its list.
    void readReviewRings(const QString &organization, const QString &database);
    DeployQueueList *deployQueue(const QString &organization, const QString &database);
    /// Made when first asked for, and taking up then what an earlier run followed.
    DeploymentWatch *deploymentWatch();
    BackupStore *backups(const QString &organization, const QString &database, const QString &branch);
    /// Schema snapshots of the account, kept on this computer.
    SnapshotStore *snapshots();

    // Only what was asked for already; null otherwise. Nothing is made or requested.
    [[nodiscard]] const DatabaseList *loadedDatabases(const QString &organization) const;
    [[nodiscard]] const BranchList *loadedBranches(const QString &organization, const QString &database) const;
    [[nodiscard]] const DeployRequestList *loadedDeployRequests(const QString &organization,
                                                                const QString &database) const;

    /// The database's row where it is known already (from its list), or null.
    [[nodiscard]] const api::Database *knownDatabase(const QString &organization, const QString &database);
    [[nodiscard]] const api::Branch *knownBranch(const QString &organization, const QString &database,
                                                 const QString &branch);

Q_SIGNALS:
    void factsChanged();

private:
    template<class Store, class Make>
    Store *storeFor(const QStringList &key, Make make);

    StoreContext m_context;
    AccountFacts m_facts;
    ItemStore<api::User> *m_user;
    OrganizationList *m_organizations;
    QHash<QStringList, std::shared_ptr<ReviewCountsByNumber>> m_rings; ///< by organization and database
    QHash<QStringList, QObject *> m_stores; ///< by kind and path; children of this
};

} // namespace orrery::models
