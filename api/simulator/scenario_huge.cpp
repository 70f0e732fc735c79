// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/schema_text.h"
#include "api/simulator/server.h"

#include <array>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

// 16 × 16 × 8 names: the 2,048 tables.
constexpr std::array kSubjects{u"account",  u"billing",   u"cart",     u"catalog",   u"checkout", u"customer",
                               u"delivery", u"inventory", u"loyalty",  u"marketing", u"order",    u"payment",
                               u"price",    u"return",    u"supplier", u"warehouse"};
constexpr std::array kObjects{u"address", u"audit", u"batch", u"change", u"event", u"export", u"flag", u"history",
                              u"import",  u"item",  u"label", u"link",   u"note",  u"period", u"rule", u"snapshot"};
constexpr std::array kSuffixes{u"", u"_archive", u"_daily", u"_monthly", u"_pending", u"_queue", u"_shadow", u"_v2"};

/// InnoDB takes no more columns in a table.
constexpr int kWidestTable = 1017;
/// Characters of the diff of the other deploy request's table. Its partitions are more than MySQL allows: the size is the
/// point here, and no table with so large a diff is known.
constexpr qsizetype kLargestDiff = 20'000'000;

const QString kWideTable = u"warehouse_snapshot_daily"_s;
const QString kPartitioned = u"customer_event_archive"_s;

QString keyspaceOf(std::size_t subject)
{
    return subject < 8 ? u"commerce"_s : subject < 14 ? u"ledger"_s : u"logistics"_s;
}

/// Lines of a table's column list, each as SHOW CREATE TABLE prints it, without comma.
QStringList columnsOf(World &world, const QString &subject)
{
    static const QStringList more{
        u"`status` varchar(24) NOT NULL DEFAULT 'new'"_s,
        u"`currency` char(3) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL DEFAULT 'EUR'"_s,
        u"`amount` decimal(12,2) NOT NULL DEFAULT '0.00'"_s,
        u"`payload` json DEFAULT NULL"_s,
        u"`note` varchar(255) DEFAULT NULL COMMENT 'written by people, shown nowhere'"_s,
        u"`source` enum('web','app','import','support') NOT NULL DEFAULT 'web'"_s,
        u"`attempts` tinyint unsigned NOT NULL DEFAULT '0'"_s,
        u"`due_at` datetime DEFAULT NULL"_s,
        u"`locale` varchar(10) NOT NULL DEFAULT 'en'"_s,
        u"`flags` int unsigned NOT NULL DEFAULT '0' COMMENT 'bit 0: hidden; bit 1: locked'"_s,
        u"`checksum` binary(16) DEFAULT NULL"_s,
        u"`total_gross` decimal(14,4) GENERATED ALWAYS AS ((`amount` * 1.19)) STORED"_s,
        u"`legacy_code` varchar(32) DEFAULT NULL"_s,
        u"`weight` double DEFAULT NULL"_s};
    QStringList lines{u"`id` bigint unsigned NOT NULL AUTO_INCREMENT"_s,
                      u"`%1_id` int unsigned NOT NULL"_s.arg(subject),
                      u"`amount` decimal(12,2) NOT NULL DEFAULT '0.00'"_s};
    for (const QString &line : more) {
        if (!lines.contains(line) && world.random(100) < 60)
            lines += line;
    }
    lines += u"`created_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)"_s;
    lines += u"`updated_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)"_s;
    return lines;
}

QStringList keysOf(const QString &subject, const QString &table)
{
    return {u"PRIMARY KEY (`id`)"_s, u"KEY `idx_%1_%2` (`%2_id`,`created_at`)"_s.arg(table.left(40), subject)};
}

/// What the release does to a table's columns; most are only widened.
QStringList changed(World &world, QStringList columns, const QString &subject)
{
    const QString id = u"`%1_id` "_s.arg(subject);
    for (QString &line : columns) {
        if (line.startsWith(id))
            line = id + u"bigint unsigned NOT NULL"_s;
        else if (line.startsWith("`locale` "_L1))
            line.replace("varchar(10)"_L1, "varchar(35)"_L1);
        else if (line.startsWith("`note` "_L1) && world.random(100) < 30)
            line.replace("varchar(255)"_L1, "varchar(1000)"_L1);
    }
    if (world.random(100) < 8)
        columns.removeIf([](const QString &line) { return line.startsWith("`legacy_code` "_L1); });
    if (world.random(100) < 40)
        columns += u"`region` varchar(32) NOT NULL DEFAULT 'eu-west-1' COMMENT 'where the row was written'"_s;
    return columns;
}

QStringList wideColumns()
{
    QStringList lines{u"`id` bigint unsigned NOT NULL AUTO_INCREMENT"_s, u"`warehouse_id` int unsigned NOT NULL"_s,
                      u"`day` date NOT NULL"_s};
    for (int metric = 1; lines.size() < kWidestTable; ++metric)
        lines += u"`metric_%1` int NOT NULL DEFAULT '0'"_s.arg(metric, 4, 10, QChar(u'0'));
    return lines;
}

QStringList wideColumnsChanged()
{
    QStringList lines = wideColumns();
    for (qsizetype i = 3; i < lines.size(); ++i) {
        if (i % 3 == 0)
            lines[i].replace(" int "_L1, " bigint "_L1);
        else if (i % 50 == 7)
            lines[i].replace("NOT NULL DEFAULT '0'"_L1, "DEFAULT NULL"_L1);
    }
    lines[1] = u"`warehouse_id` bigint unsigned NOT NULL"_s;
    return lines;
}

/// Fills both schemas: `before` is what production has, `after` what the branch has.
void makeTables(World &world, Schema &before, Schema &after)
{
    int number = 0;
    for (std::size_t s = 0; s < kSubjects.size(); ++s) {
        const QString subject = QString::fromUtf16(kSubjects.at(s));
        for (const char16_t *object : kObjects) {
            for (const char16_t *suffix : kSuffixes) {
                const QString name = subject + u'_' + QString::fromUtf16(object) + QString::fromUtf16(suffix);
                const bool wide = name == kWideTable;
                const QStringList columns = wide ? wideColumns() : columnsOf(world, subject);
                const QStringList wanted = wide ? wideColumnsChanged() : changed(world, columns, subject);
                const QStringList keys = keysOf(subject, name);
                ++number;
                const bool isNew = !wide && number % 41 == 0;
                const bool isDropped = !wide && number % 97 == 0;
                if (!isNew)
                    addTable(before, keyspaceOf(s), name, (columns + keys).join(u'\n'));
                if (!isDropped) {
                    const QStringList more = number % 9 == 0
                        ? QStringList{u"KEY `idx_updated` (`updated_at`) /*!80000 INVISIBLE */"_s}
                        : QStringList();
                    addTable(after, keyspaceOf(s), name, (wanted + keys + (wide ? QStringList() : more)).join(u'\n'));
                }
            }
        }
    }
}

/// A table of hourly partitions, as long as the diff has to be.
void makePartitions(DeployRequest &request, quint32 seed)
{
    const QString head =
        u"CREATE TABLE `%1` (\n  `id` bigint unsigned NOT NULL,\n  `customer_id` bigint unsigned NOT NULL,\n"
        "  `payload` json DEFAULT NULL,\n  `hour` int unsigned NOT NULL,\n  PRIMARY KEY (`id`,`hour`)\n"
        ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci\n"
        "/*!50100 PARTITION BY RANGE (`hour`)\n"_s.arg(kPartitioned);
    QString before = head;
    QString after = head;
    const qsizetype wanted = kLargestDiff;
    qsizetype size = head.size();
    for (quint64 hour = 420'000, value = seed; size < wanted; ++hour) {
        value = value * 6364136223846793005ULL + 1442695040888963407ULL; // a checksum has to look like one, no more
        const QString line =
            u"%1PARTITION p%2 VALUES LESS THAN (%2) COMMENT = 's3://acme-%3/customer/events/%2.parquet "
            "rows=%4 checksum=%5' ENGINE = InnoDB,\n"_s;
        const auto text = [&](const QString &place) {
            return line.arg(QStringLiteral(" "))
                .arg(hour)
                .arg(place)
                .arg(value % 900'000)
                .arg(value, 16, 16, QChar(u'0'));
        };
        const QString old = text(u"archive"_s);
        before += old;
        size += old.size();
        // Runs of changed lines, and now and then a stretch that stays.
        if (hour % 1000 < 200 || hour % 3 == 0) {
            after += old;
        } else {
            const QString moved = text(u"archive-frankfurt"_s);
            after += moved;
            size += moved.size();
        }
    }
    const QString tail = u" PARTITION pmax VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */"_s;
    request.changes = {{u"commerce"_s, kPartitioned, before + tail, after + tail}};
}

} // namespace

/// One database whose deploy requests are as large as any may be: #1 changes 2,048 tables, one of them with 1,017 columns;
/// #2 has a diff of 20 million characters, which is made when it is first asked for.
void buildHuge(World &world)
{
    addRegions(world);
    User &sam = world.addUser(u"Sam Keller"_s, u"sam.keller@acme.example"_s);
    User &ana = world.addUser(u"Ana Ruiz"_s, u"ana.ruiz@acme.example"_s);
    sam.defaultOrganization = u"acme"_s;
    world.signedIn = &sam;
    Organization &acme = world.addOrganization(u"acme"_s);
    for (const User *person : {&sam, &ana})
        acme.members.push_back({world.newId(), person, u"admin"_s, world.now() - 100 * kDay});
    Database &database = world.addDatabase(acme, u"monolith"_s, u"mysql"_s);
    Branch &main = world.addBranch(database, u"main"_s);
    main.production = main.deletionProtected = main.safeMigrations = true;
    for (const auto &[name, shards] :
         {std::pair(u"commerce"_s, QStringList{u"-80"_s, u"80-"_s}), std::pair(u"ledger"_s, QStringList{u"-"_s}),
          std::pair(u"logistics"_s, QStringList{u"-"_s})}) {
        Keyspace keyspace = makeKeyspace(world, name, shards, main.clusterName);
        for (const QString &shard : shards)
            keyspace.storage.insert(shard, makeCurve(world, 48, 0.4, 2000));
        main.keyspaces.append(keyspace);
    }
    Schema release;
    makeTables(world, main.schema, release);
    draft(world, database,
          {.number = 1,
           .branch = u"wide-identifiers"_s,
           .author = &ana,
           .notes = u"Identifiers become bigint in every table before the shards are split."_s,
           .edit = [&](Schema &schema) { schema = std::move(release); }});

    DeployRequest &partitions =
        draft(world, database,
              {.number = 2,
               .branch = u"move-the-archive"_s,
               .author = &sam,
               .age = 2 * kHour,
               .notes = u"The archive moves to Frankfurt; only comments of partitions change."_s,
               .edit = [](Schema &schema) {
                   addLine(schema, u"customer_event_archive"_s, u"`id`"_s, u"`hour` int unsigned NOT NULL"_s);
               }});
    const quint32 seed = world.random(1'000'000'000);
    for (TableOperation &operation : partitions.deployment.operations) {
        operation.ddl = u"ALTER TABLE `%1` REORGANIZE PARTITION /* all of them */"_s.arg(kPartitioned);
        operation.ddlHtml = schemaHtml(operation.ddl);
    }
    partitions.largeParts = [seed](DeployRequest &request) { makePartitions(request, seed); };
}

} // namespace orrery::simulator
