// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/world.h"

#include "api/simulator/schema_text.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

World::World(double timeScale, quint32 seed) : m_clock(timeScale), m_random(seed) {}

QString World::newId()
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    QString id(12, u'a');
    for (qsizetype i = 0; i < 12; ++i)
        id[i] = QLatin1Char(alphabet[m_random.bounded(36u)]);
    // A counter in base 36 at the end: unique without a register of what was given out.
    quint32 counter = m_idCounter++;
    for (qsizetype i = 11; i >= 8; --i) {
        id[i] = QLatin1Char(alphabet[counter % 36]);
        counter /= 36;
    }
    return id;
}

quint32 World::random(quint32 below)
{
    return m_random.bounded(below);
}

Organization *World::organization(const QString &name) const
{
    for (const auto &candidate : organizations) {
        if (candidate->name == name)
            return candidate.get();
    }
    return nullptr;
}

const User *World::user(const QString &id) const
{
    for (const auto &candidate : users) {
        if (candidate->id == id)
            return candidate.get();
    }
    return nullptr;
}

const Region *World::region(const QString &slug) const
{
    for (const auto &candidate : regions) {
        if (candidate->slug == slug)
            return candidate.get();
    }
    return nullptr;
}

User &World::addUser(const QString &name, const QString &email)
{
    auto user = std::make_unique<User>();
    user->id = newId();
    user->name = name;
    user->email = email;
    user->createdAt = now() - 400 * kDay;
    users.push_back(std::move(user));
    return *users.back();
}

Organization &World::addOrganization(const QString &name)
{
    auto organization = std::make_unique<Organization>();
    organization->id = newId();
    organization->name = name;
    organization->billingEmail = u"billing@%1.example"_s.arg(name);
    organization->createdAt = now() - 380 * kDay;
    organization->updatedAt = now() - 3 * kDay;
    organizations.push_back(std::move(organization));
    return *organizations.back();
}

Database &World::addDatabase(Organization &organization, const QString &name, const QString &kind)
{
    auto database = std::make_unique<Database>();
    database->id = newId();
    database->name = name;
    database->kind = kind;
    database->region = regions.empty() ? nullptr : regions.front().get();
    database->createdAt = now() - 300 * kDay;
    database->updatedAt = now() - kDay;
    database->schemaUpdatedAt = now() - 2 * kDay;
    organization.databases.push_back(std::move(database));
    return *organization.databases.back();
}

Branch &World::addBranch(Database &database, const QString &name, const Branch *parent)
{
    auto branch = std::make_unique<Branch>();
    branch->id = newId();
    branch->name = name;
    branch->kind = database.kind;
    branch->region = database.region;
    branch->clusterName = parent ? u"PS_DEV"_s : u"PS_40_AWS_X86"_s;
    branch->createdAt = now() - 20 * kDay;
    branch->updatedAt = now() - kHour;
    branch->schemaUpdatedAt = now() - 5 * kHour;
    if (parent) {
        branch->parentBranch = parent->name;
        branch->schema = parent->schema;
        branch->baseSchema = parent->schema;
        branch->keyspaces = parent->keyspaces;
        for (Keyspace &keyspace : branch->keyspaces) {
            keyspace.id = newId();
            for (StorageCurve &curve : keyspace.storage) {
                // A development branch holds the schema, not the data.
                curve.capacity = 10'737'418'240;
                curve.capacityBefore = 0;
                curve.enlargedAt = 0;
                curve.percentNow = 4.0 + m_random.bounded(40) / 10.0;
                curve.percentPerDay = 0.05;
                curve.seed = m_random.generate();
            }
        }
    }
    database.branches.push_back(std::move(branch));
    return *database.branches.back();
}

Backup &World::addBackup(Database &database, const Branch &branch, const QString &name, const QString &state)
{
    auto backup = std::make_unique<Backup>();
    backup->id = newId();
    backup->name = name;
    backup->state = state;
    backup->branchId = branch.id;
    backup->schema = branch.schema;
    backup->createdAt = now();
    backup->updatedAt = now();
    database.backups.push_back(std::move(backup));
    return *database.backups.back();
}

DeployRequest &World::addDeployRequest(Database &database, const Branch &branch, const QString &intoBranch, int number)
{
    auto request = std::make_unique<DeployRequest>();
    request->id = newId();
    request->number = number;
    request->branch = branch.name;
    request->branchId = branch.id;
    request->intoBranch = intoBranch;
    request->createdAt = now();
    request->updatedAt = now();
    request->changes = changesBetween(branch.baseSchema, branch.schema);
    request->deployment.id = newId();
    request->deployment.createdAt = now();
    request->deployment.updatedAt = now();
    request->deployment.since = now();
    computeOperations(database, *request);
    const auto place = std::upper_bound(database.deployRequests.begin(), database.deployRequests.end(), number,
                                        [](int wanted, const auto &other) { return wanted < other->number; });
    return **database.deployRequests.insert(place, std::move(request));
}

void World::computeOperations(Database &database, DeployRequest &request)
{
    Deployment &deployment = request.deployment;
    deployment.operations.clear();
    deployment.hasChanges = !request.changes.isEmpty();
    const Branch *into = database.branch(request.intoBranch);
    for (const TableChange &change : std::as_const(request.changes)) {
        const AlterStatement statement = alterStatement(change);
        TableOperation operation;
        operation.id = newId();
        operation.keyspace = change.keyspace;
        operation.table = change.table;
        operation.name = statement.name;
        operation.ddl = statement.ddl;
        operation.ddlHtml = schemaHtml(statement.ddl);
        operation.canDropData = statement.canDropData;
        operation.instantEligible = statement.instantEligible;
        operation.removedForeignKeys = statement.removedForeignKeys;
        if (statement.name != "CREATE"_L1)
            operation.recentlyUsedAt = deployment.createdAt - static_cast<Instant>(m_random.bounded(240)) * kMinute;
        QStringList shards{u"-"_s};
        if (into) {
            for (const Keyspace &keyspace : into->keyspaces) {
                if (keyspace.name == change.keyspace)
                    shards = keyspace.shards;
            }
        }
        for (const QString &shard : std::as_const(shards)) {
            const double seconds = statement.name == "ALTER"_L1 ? 18.0 + m_random.bounded(220) / 10.0 : 2.0;
            operation.shards.append({shard, seconds});
        }
        deployment.operations.append(operation);
    }
}

void World::removeBranch(Database &database, const QString &name)
{
    const auto found = std::find_if(database.branches.begin(), database.branches.end(),
                                    [&](const auto &branch) { return branch->name == name; });
    if (found == database.branches.end())
        return;
    m_branches.removeIf([&](const LiveBranch &live) { return live.branch == found->get(); });
    database.branches.erase(found);
}

void World::removeDatabase(Organization &organization, const QString &name)
{
    Database *database = organization.database(name);
    m_requests.removeIf([&](const LiveRequest &live) { return live.database == database; });
    m_backups.removeIf([&](const LiveBackup &live) { return live.database == database; });
    m_branches.removeIf([&](const LiveBranch &live) { return live.database == database; });
    std::erase_if(organization.databases, [&](const auto &candidate) { return candidate.get() == database; });
}

void World::record(Organization &organization, const Actor &actor, const QString &action, const QString &targetType,
                   const QString &targetId, const QString &targetName)
{
    organization.audit.append({newId(), action, actor, u"Organization"_s, organization.id, organization.name,
                               targetType, targetId, targetName, now()});
}

QList<DeployRequest *> World::queue(const Database &database, const QString &intoBranch)
{
    QList<DeployRequest *> waiting;
    for (const auto &request : database.deployRequests) {
        if ((intoBranch.isEmpty() || request->intoBranch == intoBranch) && inQueue(request->deployment))
            waiting.append(request.get());
    }
    std::stable_sort(waiting.begin(), waiting.end(), [](const DeployRequest *a, const DeployRequest *b) {
        const bool aBlocks = blocksQueue(a->deployment);
        const bool bBlocks = blocksQueue(b->deployment);
        return aBlocks != bBlocks ? aBlocks : a->deployment.queuedAt < b->deployment.queuedAt;
    });
    return waiting;
}

void World::watch(Database &database, DeployRequest &request)
{
    m_quietUntil = 0;
    for (const LiveRequest &live : std::as_const(m_requests)) {
        if (live.request == &request)
            return;
    }
    m_requests.append({&database, &request});
}

void World::watch(Database &database, Backup &backup)
{
    m_quietUntil = 0;
    m_backups.append({&database, &backup});
}

void World::watch(Database &database, Branch &branch)
{
    m_quietUntil = 0;
    m_branches.append({&database, &branch});
}

void World::settle()
{
    const Instant present = now();
    if (present < m_quietUntil)
        return;
    m_quietUntil = present + kDay;
    while (settleDeployments(present)) {}
    while (settleBackups(present)) {}
    m_branches.removeIf([this, present](const LiveBranch &live) {
        if (live.branch->readyAt == 0)
            return true;
        if (live.branch->readyAt > present) {
            m_quietUntil = std::min(m_quietUntil, live.branch->readyAt);
            return false;
        }
        live.branch->state = u"ready"_s;
        live.branch->updatedAt = live.branch->readyAt;
        live.branch->readyAt = 0;
        return true;
    });
}

// Moves the one deployment that is due first. One at a time, because a move may let another one start.
bool World::settleDeployments(Instant present)
{
    LiveRequest *due = nullptr;
    Instant dueAt = 0;
    for (LiveRequest &live : m_requests) {
        const bool head = live.request->deployment.state != DeployState::Queued
            || queue(*live.database, live.request->intoBranch).constFirst() == live.request;
        const auto at = nextStep(live.request->deployment, head);
        if (at && *at > present)
            m_quietUntil = std::min(m_quietUntil, *at);
        if (at && *at <= present && (!due || *at < dueAt)) {
            due = &live;
            dueAt = *at;
        }
    }
    if (!due)
        return false;
    Database &database = *due->database;
    DeployRequest &request = *due->request;
    Deployment &deployment = request.deployment;
    const DeployState from = deployment.state;
    // A queued one starts when the one before it left, not when it was queued.
    if (from == DeployState::Queued) {
        for (const auto &other : database.deployRequests) {
            if (other.get() != &request && other->intoBranch == request.intoBranch
                && other->deployment.updatedAt <= present && other->deployment.queuedAt != 0)
                dueAt = std::max(dueAt, other->deployment.updatedAt);
        }
    }
    takeStep(deployment, dueAt);
    moved(database, request, from, dueAt);
    return true;
}

void World::moved(Database &database, DeployRequest &request, DeployState from, Instant at)
{
    Q_UNUSED(from)
    const Deployment &deployment = request.deployment;
    request.updatedAt = at;
    request.cachedJson.clear();
    Branch *into = database.branch(request.intoBranch);
    const DeployState state = deployment.state;
    const bool applied = deployment.schemaApplied;
    if (applied && request.deployedAt == 0) {
        request.deployedAt = at;
        if (into) {
            applyChanges(into->schema, request.changes);
            into->schemaUpdatedAt = at;
        }
        if (Branch *head = database.branch(request.branch))
            head->baseSchema = head->schema;
        database.schemaUpdatedAt = at;
    }
    if (state == DeployState::CompleteRevert && into) {
        applyChanges(into->schema, reversed(request.changes));
        into->schemaUpdatedAt = at;
    }
    const bool over = state == DeployState::Complete || state == DeployState::CompleteRevert;
    if (over && request.open) {
        request.open = false;
        request.closedAt = at;
    }
    if (state == DeployState::Complete && deployment.autoDeleteBranch) {
        const Branch *head = database.branch(request.branch);
        if (head && !head->production && head->name != database.defaultBranch) {
            request.branchDeletedAt = at;
            request.branchDeletedBy = request.actor;
            removeBranch(database, request.branch);
        }
    }
    if (!inQueue(deployment) && state != DeployState::Pending)
        m_requests.removeIf([&](const LiveRequest &live) { return live.request == &request; });
}

bool World::settleBackups(Instant present)
{
    for (qsizetype i = 0; i < m_backups.size(); ++i) {
        Backup &backup = *m_backups.at(i).backup;
        if (backup.deletedAt != 0 || backup.dueAt == 0) {
            m_backups.removeAt(i);
            return true;
        }
        if (backup.dueAt > present) {
            m_quietUntil = std::min(m_quietUntil, backup.dueAt);
            continue;
        }
        const Instant at = backup.dueAt;
        backup.updatedAt = at;
        if (backup.state == u"pending") {
            backup.state = u"running"_s;
            backup.startedAt = at;
            backup.dueAt = at + 25 * kSecond;
        } else {
            backup.state = u"success"_s;
            backup.completedAt = at;
            backup.dueAt = 0;
        }
        return true;
    }
    return false;
}

} // namespace orrery::simulator
