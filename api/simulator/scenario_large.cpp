// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/schema_text.h"
#include "api/simulator/server.h"

#include <array>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDatabases = 120;
constexpr int kBranches = 2000;
constexpr int kDeployRequests = 10000;
/// One database as big as a long-lived monolith's; the rest share what is left.
constexpr int kMonolithBranches = 300;
constexpr int kMonolithRequests = 3000;

const QStringList &firstWords()
{
    static const QStringList words{u"amber"_s,   u"basalt"_s, u"cedar"_s,  u"delta"_s,  u"ember"_s,
                                   u"fjord"_s,   u"garnet"_s, u"harbor"_s, u"indigo"_s, u"juniper"_s,
                                   u"krypton"_s, u"lumen"_s,  u"marble"_s, u"nimbus"_s, u"onyx"_s,
                                   u"prairie"_s, u"quartz"_s, u"raven"_s,  u"summit"_s, u"tundra"_s};
    return words;
}

const QStringList &secondWords()
{
    static const QStringList words{u"accounts"_s, u"billing"_s, u"catalog"_s, u"events"_s, u"ledger"_s, u"search"_s};
    return words;
}

const QStringList &tableNames()
{
    static const QStringList words{u"users"_s,    u"orders"_s, u"items"_s,    u"invoices"_s,
                                   u"sessions"_s, u"tags"_s,   u"comments"_s, u"uploads"_s};
    return words;
}

/// A change a deploy request may carry. Texts are shared by all requests that carry it, so ten thousand
/// requests cost little.
struct Template
{
    QList<TableChange> changes;
    QList<TableOperation> operations;
    QString title;
};

QList<Template> makeTemplates(World &world, Database &database)
{
    static const std::array columns{u"`note` varchar(255) DEFAULT NULL",
                                    u"`archived_at` datetime DEFAULT NULL",
                                    u"`score` int NOT NULL DEFAULT '0'",
                                    u"`external_id` varchar(64) DEFAULT NULL",
                                    u"`flags` bigint unsigned NOT NULL DEFAULT '0'",
                                    u"`locale` varchar(10) DEFAULT NULL"};
    const Branch &main = *database.branch(u"main"_s);
    QList<Template> templates;
    for (size_t i = 0; i < 12; ++i) {
        Branch head;
        head.schema = head.baseSchema = main.schema;
        const QString table = tableNames().at(static_cast<qsizetype>(i) % tableNames().size());
        const QString column = QString::fromUtf16(columns[i % columns.size()]);
        addLine(head.schema, table, u"`state`"_s, column);
        if (i % 3 == 0)
            addLine(head.schema, tableNames().at(static_cast<qsizetype>(i + 3) % tableNames().size()), u"KEY"_s,
                    u"KEY `idx_state` (`state`)"_s);
        if (i % 5 == 0)
            removeLine(head.schema, table, u"`legacy`"_s);
        Template one;
        one.title = u"Add %1 to %2"_s.arg(column.section(u'`', 1, 1), table);
        DeployRequest scratch;
        scratch.intoBranch = u"main"_s;
        scratch.changes = changesBetween(head.baseSchema, head.schema);
        scratch.deployment.createdAt = world.now();
        world.computeOperations(database, scratch);
        one.changes = scratch.changes;
        one.operations = scratch.deployment.operations;
        templates.append(one);
    }
    return templates;
}

DeployState stateOf(int age)
{
    // Mostly history; the newest few are where work happens.
    if (age == 0)
        return DeployState::InProgress;
    if (age == 1)
        return DeployState::Queued;
    if (age < 8)
        return DeployState::Ready;
    switch (age % 20) {
    case 3:
        return DeployState::CompleteCancel;
    case 7:
        return DeployState::CompleteRevert;
    case 11:
        return DeployState::NoChanges;
    case 13:
        return DeployState::Cancelled;
    case 17:
        return DeployState::Error;
    default:
        return DeployState::Complete;
    }
}

void addRequests(World &world, Database &database, int count, const QList<const User *> &people)
{
    const QList<Template> templates = makeTemplates(world, database);
    database.deployRequests.reserve(static_cast<size_t>(count));
    for (int number = 1; number <= count; ++number) {
        const Template &pattern =
            templates.at(static_cast<qsizetype>(world.random(static_cast<quint32>(templates.size()))));
        auto request = std::make_unique<DeployRequest>();
        const int age = count - number;
        request->id = world.newId();
        request->number = number;
        request->actor = people.at(static_cast<qsizetype>(world.random(static_cast<quint32>(people.size()))))->actor();
        request->branch = u"change-%1"_s.arg(number);
        request->branchId = world.newId();
        request->intoBranch = u"main"_s;
        request->notes = pattern.title;
        request->changes = pattern.changes;
        request->createdAt = world.now() - (age + 1) * 7 * kHour - static_cast<Instant>(world.random(3600)) * kSecond;
        Deployment &deployment = request->deployment;
        deployment.id = world.newId();
        deployment.createdAt = request->createdAt + kSecond;
        deployment.operations = pattern.operations;
        for (TableOperation &operation : deployment.operations) {
            operation.id = world.newId();
            if (age == 0) {
                for (ShardCopy &copy : operation.shards)
                    copy.seconds = 7200;
            }
        }
        const DeployState state = stateOf(age);
        const bool finished = age >= 8;
        arrive(deployment, state, finished ? request->createdAt + 3 * kHour : world.now() - kMinute);
        request->updatedAt = deployment.updatedAt;
        if (deployment.queuedAt != 0)
            request->deployedBy = request->actor;
        request->approved = state == DeployState::Complete || age % 2 == 0;
        if (finished) {
            request->open = false;
            request->closedAt = deployment.updatedAt;
            request->branchDeletedAt = deployment.updatedAt;
            request->branchDeletedBy = request->actor;
            request->deployedAt = deployment.schemaApplied ? deployment.cutoverAt : 0;
        }
        DeployRequest &placed = *request;
        database.deployRequests.push_back(std::move(request));
        if (inQueue(deployment))
            world.watch(database, placed);
    }
}

} // namespace

void buildLarge(World &world)
{
    addRegions(world);
    world.cacheFinished = true;
    User &sam = world.addUser(u"Sam Keller"_s, u"sam.keller@acme.example"_s);
    sam.defaultOrganization = u"acme"_s;
    world.signedIn = &sam;
    QList<const User *> people{&sam};
    for (int i = 1; i <= 25; ++i)
        people.append(&world.addUser(u"Engineer %1"_s.arg(i), u"engineer%1@acme.example"_s.arg(i)));

    const QStringList organizations{u"acme"_s, u"globex"_s, u"initech"_s};
    int databaseIndex = 0;
    int branchesLeft = kBranches;
    int requestsLeft = kDeployRequests;
    // Every fourth database is Postgres and has no deploy requests.
    int vitessLeft = kDatabases - kDatabases / 4;
    for (const QString &name : organizations) {
        Organization &organization = world.addOrganization(name);
        for (const User *person : std::as_const(people))
            organization.members.push_back({world.newId(), person,
                                            person == &sam || person == people.at(1) ? u"admin"_s : u"member"_s,
                                            world.now() - 100 * kDay});
        for (int i = 0; i < kDatabases / 3; ++i, ++databaseIndex) {
            const bool postgres = databaseIndex % 4 == 3;
            const bool monolith = databaseIndex == 0;
            const QString databaseName = monolith
                ? u"monolith"_s
                : firstWords().at(databaseIndex % 20) + u'-' + secondWords().at(databaseIndex / 20);
            Database &database = world.addDatabase(organization, databaseName, postgres ? u"postgresql"_s : u"mysql"_s);
            database.region = world.regions.at(world.random(static_cast<quint32>(world.regions.size()))).get();
            Branch &main = world.addBranch(database, u"main"_s);
            main.production = main.deletionProtected = true;
            main.safeMigrations = !postgres;
            const QString keyspaceName = postgres ? u"public"_s : databaseName;
            for (const QString &table : tableNames()) {
                addTable(
                    main.schema, keyspaceName, table,
                    u"`id` bigint unsigned NOT NULL AUTO_INCREMENT\n`name` varchar(120) NOT NULL\n`state` varchar(24) "
                    u"NOT NULL DEFAULT 'new'\n"
                    "`legacy` int DEFAULT NULL\n`created_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)\nPRIMARY KEY (`id`)\nKEY `idx_name` (`name`)"_s);
            }
            const QStringList shards =
                monolith ? QStringList{u"-40"_s, u"40-80"_s, u"80-c0"_s, u"c0-"_s} : QStringList{u"-"_s};
            Keyspace keyspace = makeKeyspace(world, keyspaceName, shards, main.clusterName);
            for (const QString &shard : shards)
                keyspace.storage.insert(
                    shard,
                    makeCurve(world, 20 + world.random(780) / 10.0, world.random(20) / 10.0, 50 + world.random(400)));
            main.keyspaces.append(keyspace);

            const int databasesLeft = kDatabases - databaseIndex;
            const int branches = monolith ? kMonolithBranches
                : databasesLeft == 1      ? branchesLeft
                                          : branchesLeft / databasesLeft;
            branchesLeft -= branches;
            for (int b = 1; b < branches; ++b) {
                Branch &branch = world.addBranch(database, u"feature-%1"_s.arg(b), &main);
                branch.actor = people.at(b % people.size())->actor();
                branch.createdAt = world.now() - static_cast<Instant>(b) * 9 * kHour;
            }
            if (!postgres) {
                const int requests = monolith ? kMonolithRequests
                    : vitessLeft == 1         ? requestsLeft
                                              : requestsLeft / vitessLeft;
                requestsLeft -= requests;
                --vitessLeft;
                addRequests(world, database, requests, people);
            }
            for (int age = 10; age >= 0; --age) {
                Backup &backup = world.addBackup(database, main, u"scheduled %1"_s.arg(age), u"success"_s);
                backup.createdAt = backup.startedAt = world.now() - age * 12 * kHour - 2 * kHour;
                backup.completedAt = backup.updatedAt = backup.createdAt + 9 * kMinute;
                backup.expiresAt = backup.createdAt + 7 * kDay;
                backup.size = 1'000'000'000LL + world.random(2'000'000'000);
                backup.uncompressedSize = backup.size * 3;
            }
        }
    }
}

} // namespace orrery::simulator
