// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/server.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

struct ShardPercent
{
    QString keyspace;
    QString shard;
    double percent;
    double perDay;
    qint64 gibibytes;
};

/// A database with its production branch and, for Vitess, a protected staging branch when asked for.
Database &database(World &world, Organization &organization, const QString &name, const QString &kind,
                   const QString &region, const QList<ShardPercent> &shards, bool staging)
{
    Database &db = world.addDatabase(organization, name, kind);
    db.region = world.region(region);
    Branch &main = world.addBranch(db, u"main"_s);
    main.production = true;
    main.deletionProtected = true;
    main.schema = demoSchema(name);
    main.safeMigrations = kind == u"mysql";
    main.clusterName = kind == u"mysql" ? u"PS_80_AWS_X86"_s : u"PS_40_AWS_X86"_s;
    main.createdAt = db.createdAt;
    for (const ShardPercent &shard : shards) {
        if (main.keyspaces.isEmpty() || main.keyspaces.last().name != shard.keyspace)
            main.keyspaces.append(makeKeyspace(world, shard.keyspace, {}, main.clusterName));
        main.keyspaces.last().shards += shard.shard;
        main.keyspaces.last().storage.insert(shard.shard,
                                             makeCurve(world, shard.percent, shard.perDay, shard.gibibytes));
    }
    if (staging) {
        Branch &branch = world.addBranch(db, u"staging"_s, &main);
        branch.production = true;
        branch.safeMigrations = true;
        branch.clusterName = u"PS_10_AWS_X86"_s;
        branch.createdAt = world.now() - 120 * kDay;
    }
    auto required = std::make_unique<BackupPolicy>();
    required->id = world.newId();
    required->displayName = u"Production system backups"_s;
    required->required = true;
    required->createdAt = db.createdAt;
    required->lastRanAt = world.now() - 5 * kHour;
    required->nextRunAt = world.now() + 7 * kHour;
    db.policies.push_back(std::move(required));
    auto weekly = std::make_unique<BackupPolicy>();
    weekly->id = world.newId();
    weekly->displayName = u"Weekly, kept for a quarter"_s;
    weekly->retentionValue = 3;
    weekly->retentionUnit = u"month"_s;
    weekly->frequencyValue = 1;
    weekly->frequencyUnit = u"week"_s;
    weekly->scheduleTime = u"02:30"_s;
    weekly->scheduleDay = 0;
    weekly->createdAt = db.createdAt + 20 * kDay;
    weekly->lastRanAt = world.now() - 3 * kDay;
    weekly->nextRunAt = world.now() + 4 * kDay;
    db.policies.push_back(std::move(weekly));
    return db;
}

/// Enlarged some hours ago: the percentage fell, the bytes went on growing.
void enlarge(Database &db, const QString &shard, Instant ago, qint64 fromGibibytes)
{
    for (Keyspace &keyspace : db.branch(db.defaultBranch)->keyspaces) {
        if (keyspace.storage.contains(shard)) {
            StorageCurve &curve = keyspace.storage[shard];
            curve.enlargedAt = curve.anchor - ago;
            curve.capacityBefore = fromGibibytes * 1024 * 1024 * 1024;
        }
    }
}

Backup &backup(World &world, Database &db, const QString &name, const QString &state, Instant age, qint64 megabytes,
               const BackupPolicy *policy, const User *actor = nullptr)
{
    Backup &b = world.addBackup(db, *db.branch(db.defaultBranch), name, state);
    b.createdAt = world.now() - age;
    b.size = megabytes * 1'000'000;
    b.uncompressedSize = b.size * 3;
    b.policy = policy;
    b.required = policy && policy->required && age < kDay;
    b.expiresAt = b.createdAt + (policy ? (policy->required ? 2 * kDay : 90 * kDay) : 30 * kDay);
    b.actor = actor ? actor->actor()
                    : Actor{u"psbot0000001"_s, u"PlanetScale Bot"_s,
                            u"https://app.planetscale.com/gravatar-fallback.png"_s, u"User"_s};
    if (state != u"pending") {
        b.startedAt = b.createdAt + 30 * kSecond;
        if (state != u"running")
            b.completedAt = state == u"success" || state == u"failed" ? b.startedAt + 11 * kMinute : 0;
    }
    b.updatedAt = b.completedAt != 0 ? b.completedAt : b.createdAt;
    return b;
}

void addBackups(World &world, Database &db, qint64 megabytes)
{
    const BackupPolicy *system = db.policies.at(0).get();
    const BackupPolicy *weekly = db.policies.at(1).get();
    for (int week = 5; week >= 1; --week)
        backup(world, db, u"weekly %1"_s.arg(isoTime(world.now() - week * 7 * kDay + 4 * kDay).left(10)), u"success"_s,
               week * 7 * kDay - 4 * kDay, megabytes - 400 * week, weekly);
    for (int half = 3; half >= 0; --half)
        backup(world, db, u"scheduled %1"_s.arg(isoTime(world.now() - half * 12 * kHour - 5 * kHour).left(16)),
               u"success"_s, half * 12 * kHour + 5 * kHour, megabytes - 20 * half, system);
}

} // namespace

void buildDemo(World &world)
{
    addRegions(world);
    User &sam = world.addUser(u"Sam Keller"_s, u"sam.keller@acme.example"_s);
    sam.defaultOrganization = u"acme"_s;
    world.signedIn = &sam;
    User &ana = world.addUser(u"Ana Ruiz"_s, u"ana.ruiz@acme.example"_s);
    User &jonas = world.addUser(u"Jonas Lindqvist"_s, u"jonas@acme.example"_s);
    User &priya = world.addUser(u"Priya Raman"_s, u"priya@acme.example"_s);
    User &mei = world.addUser(u"Mei Tanaka"_s, u"mei@northwind.example"_s);

    Organization &acme = world.addOrganization(u"acme"_s);
    acme.plan = u"scaler_pro"_s;
    acme.members.push_back({world.newId(), &sam, u"admin"_s, world.now() - 380 * kDay});
    acme.members.push_back({world.newId(), &ana, u"admin"_s, world.now() - 300 * kDay});
    acme.members.push_back({world.newId(), &jonas, u"member"_s, world.now() - 200 * kDay});
    acme.members.push_back({world.newId(), &priya, u"member"_s, world.now() - 90 * kDay});
    // In northwind Sam is the only administrator, so approving one's own request is allowed there.
    Organization &northwind = world.addOrganization(u"northwind"_s);
    northwind.members.push_back({world.newId(), &sam, u"admin"_s, world.now() - 150 * kDay});
    northwind.members.push_back({world.newId(), &mei, u"member"_s, world.now() - 120 * kDay});

    const QString mysql = u"mysql"_s;
    const QString postgres = u"postgresql"_s;
    Database &shop = database(world, acme, u"shop"_s, mysql, u"eu-central"_s,
                              {{u"commerce"_s, u"-40"_s, 62.3, 0.9, 120},
                               {u"commerce"_s, u"40-80"_s, 77.1, 1.4, 120},
                               {u"commerce"_s, u"80-c0"_s, 58.4, 0.8, 120},
                               {u"commerce"_s, u"c0-"_s, 86.2, 1.9, 160},
                               {u"lookup"_s, u"-"_s, 41.3, 0.2, 40}},
                              true);
    shop.requireApproval = true;
    shop.foreignKeys = true;
    shop.openRecommendations = 3;
    shop.issues = 1;
    enlarge(shop, u"c0-"_s, 52 * kHour, 140);
    Database &billing =
        database(world, acme, u"billing"_s, mysql, u"eu-central"_s, {{u"billing"_s, u"-"_s, 91.2, 1.1, 200}}, false);
    billing.requireApproval = true;
    database(world, acme, u"identity"_s, mysql, u"eu-west"_s,
             {{u"identity"_s, u"-80"_s, 96.1, 0.7, 80}, {u"identity"_s, u"80-"_s, 74.9, 0.6, 80}}, false);
    database(world, acme, u"inventory"_s, mysql, u"us-east"_s, {{u"inventory"_s, u"-"_s, 44.5, 0.4, 100}}, true);
    database(world, acme, u"notifications"_s, mysql, u"us-east"_s, {{u"notifications"_s, u"-"_s, 69.8, 2.4, 60}}, true);
    database(world, acme, u"support"_s, mysql, u"us-west"_s, {{u"support"_s, u"-"_s, 58.2, 0.5, 40}}, true);
    Database &analytics = database(world, acme, u"analytics"_s, postgres, u"eu-central"_s,
                                   {{u"public"_s, u"-"_s, 86.4, 1.6, 440}}, false);
    database(world, acme, u"ledger"_s, postgres, u"eu-west"_s, {{u"public"_s, u"-"_s, 77.3, 0.5, 250}}, false);
    Database &events =
        database(world, acme, u"events"_s, postgres, u"us-east"_s, {{u"public"_s, u"-"_s, 91.4, 2.2, 300}}, false);
    enlarge(events, u"-"_s, 30 * kHour, 285);
    database(world, northwind, u"orders"_s, mysql, u"us-east"_s, {{u"orders"_s, u"-"_s, 62.4, 0.8, 90}}, false);
    database(world, northwind, u"logistics"_s, mysql, u"us-west"_s, {{u"logistics"_s, u"-"_s, 35.2, 0.3, 90}}, false);
    Database &crm = database(world, northwind, u"crm"_s, postgres, u"gcp-us-central1"_s,
                             {{u"public"_s, u"-"_s, 93.4, 0.4, 120}}, false);
    crm.branch(u"main"_s)->changeQueuedAt = world.now() - 25 * kMinute; // somebody has seen it coming

    // Development branches that carry no deploy request.
    Branch &spike = world.addBranch(shop, u"spike-search"_s, shop.branch(u"main"_s));
    spike.actor = priya.actor();
    spike.state = u"sleeping"_s;
    addTable(spike.schema, u"lookup"_s, u"search_terms"_s,
             u"`term` varchar(120) NOT NULL\n`hits` bigint unsigned NOT NULL DEFAULT '0'"_s); // no key: lint finds it
    Branch &child = world.addBranch(shop, u"spike-search-facets"_s, &spike);
    child.actor = priya.actor();
    Branch &copy = world.addBranch(analytics, u"what-if"_s, analytics.branch(u"main"_s));
    copy.actor = sam.actor();
    copy.restoredFromBranchId = analytics.branch(u"main"_s)->id;
    copy.restoredFromBranch = u"main"_s;

    for (const auto &organization : world.organizations) {
        qint64 megabytes = 42000;
        for (const auto &db : organization->databases) {
            addBackups(world, *db, megabytes);
            megabytes = megabytes * 3 / 4 + 1700;
        }
    }
    // Every state a backup can have, on shop/main.
    backup(world, shop, u"before the 2.0 migration"_s, u"success"_s, 26 * kDay, 38700, nullptr, &ana).isProtected =
        true;
    backup(world, shop, u"before dropping legacy_total"_s, u"success"_s, 2 * kDay, 41900, nullptr, &sam).isProtected =
        true;
    backup(world, shop, u"nightly export"_s, u"failed"_s, 30 * kHour, 0, nullptr, &priya);
    backup(world, shop, u"taken by mistake"_s, u"canceled"_s, 28 * kHour, 0, nullptr, &jonas);
    backup(world, shop, u"scheduled during an enlargement"_s, u"ignored"_s, 52 * kHour, 0, shop.policies.at(0).get());
    Backup &running = backup(world, shop, u"ad hoc"_s, u"running"_s, 4 * kMinute, 41000, nullptr, &ana);
    running.dueAt = world.now() + 6 * kMinute;
    world.watch(shop, running);
    Backup &pending = backup(world, shop, u"before the release"_s, u"pending"_s, 20 * kSecond, 41200, nullptr, &sam);
    pending.dueAt = world.now() + 3 * kMinute;
    world.watch(shop, pending);

    for (const auto &organization : world.organizations) {
        for (const auto &db : organization->databases)
            std::sort(db->backups.begin(), db->backups.end(),
                      [](const auto &a, const auto &b) { return a->createdAt < b->createdAt; });
    }

    addDemoDeployRequests(world);
    for (const auto &organization : world.organizations) {
        for (const auto &db : organization->databases) {
            for (const auto &request : db->deployRequests) {
                world.record(*organization, request->actor, u"deploy_request.created"_s, u"DeployRequest"_s,
                             request->id, u"#%1"_s.arg(request->number));
                organization->audit.last().createdAt = request->createdAt;
            }
        }
        std::sort(organization->audit.begin(), organization->audit.end(),
                  [](const AuditEvent &a, const AuditEvent &b) { return a.createdAt < b.createdAt; });
    }
}

} // namespace orrery::simulator
