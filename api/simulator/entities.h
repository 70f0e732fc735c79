// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/clock.h"
#include "api/simulator/deployment_machine.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <typeindex>
#include <vector>

namespace orrery::simulator {

/// What the `hostile` scenario does to an object's JSON after it was built: fields replaced and fields left out.
struct Quirks
{
    QJsonObject set;
    QStringList drop;

    void apply(QJsonObject &json) const;
};

/// Whoever did something: a user or a service token.
struct Actor
{
    QString id;
    QString displayName;
    QString avatarUrl;
    QString type = QStringLiteral("User");

    bool isNull() const { return id.isEmpty(); }
};

struct User
{
    QString id;
    QString name;
    QString email;
    Instant createdAt = 0;
    QString defaultOrganization; ///< name
    Quirks quirks;

    Actor actor() const;
};

struct Membership
{
    QString id;
    const User *user = nullptr;
    QString role; ///< "admin" or "member"
    Instant createdAt = 0;
};

struct Region
{
    QString id;
    QString provider;
    QString displayName;
    QString location;
    QString slug;
    QStringList addresses;
    bool currentDefault = false;
};

/// A table as SHOW CREATE TABLE prints it.
struct Table
{
    QString keyspace;
    QString name;
    QString raw;

    bool operator==(const Table &other) const = default;
};
using Schema = QList<Table>;

/// How one volume fills over time; see storage_model.h.
struct StorageCurve
{
    double percentNow = 40; ///< used share at `anchor`
    double percentPerDay = 1.0; ///< growth in points of the capacity at `anchor`
    double noise = 0.3; ///< amplitude in points
    qint64 capacity = 100'000'000'000; ///< bytes after the last enlargement
    Instant anchor = 0;
    Instant enlargedAt = 0; ///< before this instant the volume had `capacityBefore` bytes; 0 = never enlarged
    qint64 capacityBefore = 0;
    quint32 seed = 0;
};

struct Keyspace
{
    QString id;
    QString name;
    QStringList shards;
    int replicas = 2;
    QString clusterName;
    Instant createdAt = 0;
    QMap<QString, StorageCurve> storage; ///< per shard; a Postgres branch has one shard called "-"
};

struct Branch
{
    QString id;
    QString name;
    QString kind; ///< "mysql" or "postgresql"
    QString state = QStringLiteral("ready");
    QString clusterName;
    QString parentBranch;
    const Region *region = nullptr;
    Actor actor;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Instant schemaUpdatedAt = 0;
    Instant readyAt = 0; ///< while pending: when it becomes ready
    bool production = false;
    bool safeMigrations = false;
    bool deletionProtected = false;
    bool metal = false;
    Instant changeQueuedAt = 0; ///< Postgres: since when raising the storage limit by half waits; 0 = it does not
    QString restoredFromBranchId;
    QString restoredFromBranch;
    QList<Keyspace> keyspaces;
    Schema schema;
    Schema baseSchema; ///< the parent's schema when this branch was made: the diff starts there
    Quirks quirks;

    int shardCount() const;
};

struct BackupPolicy
{
    QString id;
    QString displayName;
    QString target = QStringLiteral("production");
    int retentionValue = 2;
    QString retentionUnit = QStringLiteral("day");
    int frequencyValue = 12;
    QString frequencyUnit = QStringLiteral("hour");
    QString scheduleTime = QStringLiteral("03:00");
    int scheduleDay = -1;
    Instant createdAt = 0;
    Instant lastRanAt = 0;
    Instant nextRunAt = 0;
    bool required = false;
};

struct Backup
{
    QString id;
    QString name;
    QString state;
    qint64 size = 0;
    qint64 uncompressedSize = 0;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Instant startedAt = 0;
    Instant completedAt = 0;
    Instant expiresAt = 0;
    Instant deletedAt = 0;
    Instant dueAt = 0; ///< pending: when it starts; running: when it succeeds; 0 = stays
    bool isProtected = false;
    bool required = false;
    Actor actor;
    const BackupPolicy *policy = nullptr;
    QString branchId;
    QStringList restoredBranchIds;
    Schema schema;
    Quirks quirks;
};

struct Review
{
    QString id;
    QString state; ///< "commented" or "approved"
    QString body;
    Instant createdAt = 0;
    Actor actor;
    Quirks quirks;
};

/// One changed table of a deploy request. An empty `before` is a new table, an empty `after` a dropped one.
struct TableChange
{
    QString keyspace;
    QString table;
    QString before;
    QString after;
};

struct DeployRequest
{
    QString id;
    int number = 0;
    Actor actor;
    Actor closedBy;
    Actor deployedBy;
    Actor appliedBy;
    Actor canceledBy;
    QString branch;
    QString branchId;
    Instant branchDeletedAt = 0;
    Actor branchDeletedBy;
    QString intoBranch;
    QString notes;
    bool approved = false;
    bool open = true;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Instant closedAt = 0;
    Instant deployedAt = 0;
    QList<Review> reviews;
    QList<TableChange> changes;
    std::function<void(DeployRequest &)>
        largeParts; ///< makes what is too large to be made at the start; see makeLargeParts()
    QMap<QString, double> throttler; ///< per keyspace; empty = the database's
    QString deployCheckErrors;
    QList<QJsonObject> lintErrors;
    Deployment deployment;
    Quirks quirks;
    mutable QByteArray cachedJson; ///< for finished ones of `large`, which do not change any more
    mutable QByteArray cachedDiff; ///< of a large one: making its HTML takes seconds

    /// Makes the rest when somebody asks for this very request.
    void makeLargeParts();
};

/// What resources keep with an object without a member here: each type of theirs is made when it is first asked for.
class Parts
{
public:
    template<class T>
    T &get()
    {
        std::shared_ptr<void> &part = m_parts[std::type_index(typeid(T))];
        if (!part)
            part = std::make_shared<T>();
        return *static_cast<T *>(part.get());
    }

private:
    std::map<std::type_index, std::shared_ptr<void>> m_parts;
};

struct Database
{
    QString id;
    QString name;
    QString kind;
    QString state = QStringLiteral("ready");
    QString plan = QStringLiteral("scaler_pro");
    QString defaultBranch = QStringLiteral("main");
    const Region *region = nullptr;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Instant schemaUpdatedAt = 0;
    bool requireApproval = false;
    bool deletionProtected = false;
    bool allowDataBranching = false;
    bool foreignKeys = false;
    bool automaticMigrations = false;
    QString migrationFramework;
    QString migrationTable;
    bool restrictBranchRegion = false;
    bool preferInstant = false;
    bool insightsRawQueries = false;
    bool webConsole = false;
    int openRecommendations = 0;
    int issues = 0;
    QMap<QString, double> throttler; ///< per keyspace
    std::vector<std::unique_ptr<Branch>> branches;
    std::vector<std::unique_ptr<DeployRequest>> deployRequests; ///< ascending number
    std::vector<std::unique_ptr<Backup>> backups; ///< of all branches, oldest first
    std::vector<std::unique_ptr<BackupPolicy>> policies;
    Parts parts;
    Quirks quirks;

    Branch *branch(const QString &branchName) const;
    Branch *branchById(const QString &branchId) const;
    DeployRequest *deployRequest(int number) const;
    int nextNumber() const;
};

struct AuditEvent
{
    QString id;
    QString action;
    Actor actor;
    QString auditableType;
    QString auditableId;
    QString auditableName;
    QString targetType;
    QString targetId;
    QString targetName;
    Instant createdAt = 0;
};

struct Organization
{
    QString id;
    QString name;
    QString billingEmail;
    QString plan = QStringLiteral("scaler_pro");
    QString budget = QStringLiteral("500.0");
    bool sso = false;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    std::vector<Membership> members;
    std::vector<std::unique_ptr<Database>> databases;
    QList<AuditEvent> audit; ///< newest last
    Quirks quirks;

    Database *database(const QString &databaseName) const;
    const Membership *membership(const QString &userId) const;
    int adminCount() const;
};

} // namespace orrery::simulator
