// SPDX-License-Identifier: GPL-3.0-or-later
// What a review says of a table: its parts that differ, and what the change does. Literal.
#include "tests/support/suite.h"
#include "views/deploy_requests/diff/structure_rows.h"
#include "views/deploy_requests/request_facts.h"
#include "views/deploy_requests/review/table_impact.h"

#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using models::Tone;

namespace {

QDateTime at(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toUTC();
}

const QDateTime noon = at(u"2026-11-21T12:00:00Z"_s);

std::shared_ptr<const models::TableStructure> structureOf(const QStringList &lines)
{
    return models::readStructure(u"orders"_s, models::parseUnifiedDiff(lines.join(u'\n') + u'\n'));
}

models::DeployTable tableOf(const QStringList &lines)
{
    models::DeployTable table;
    table.id = u"commerce.orders"_s;
    table.keyspace = u"commerce"_s;
    table.name = u"orders"_s;
    table.diff = std::make_shared<models::UnifiedDiff>(models::parseUnifiedDiff(lines.join(u'\n') + u'\n'));
    table.structure = structureOf(lines);
    return table;
}

/// The rows as they are read out, children indented.
QStringList spoken(const QList<StructureRow> &rows, const QString &indent = {})
{
    QStringList lines;
    for (const StructureRow &row : rows) {
        lines.append(indent + row.spoken());
        lines.append(spoken(row.rows, indent + u"  "_s));
    }
    return lines;
}

QStringList told(const QList<Check> &checks)
{
    QStringList lines;
    for (const Check &check : checks)
        lines.append(check.detail.isEmpty() ? check.title : check.title + u": "_s + check.detail);
    lines.replaceInStrings(QString(QChar::Nbsp), u" "_s); // between numbers and units
    return lines;
}

api::DeployRequest openRequest()
{
    api::DeployRequest request;
    request.number = 42;
    request.intoBranch = u"main"_s;
    request.state = api::DeployRequestState::Open;
    request.deploymentState = api::DeploymentState::Ready;
    request.deployment.emplace().state = api::DeploymentState::Ready;
    return request;
}

models::KnownRequest known(qint64 number, const QStringList &tables, bool open = true)
{
    models::KnownRequest request;
    request.number = number;
    request.title = u"branch-%1 → main"_s.arg(number);
    request.intoBranch = u"main"_s;
    request.open = open;
    request.tables = tables;
    return request;
}

} // namespace

class TestReviewRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aChangePartByPart()
    {
        const auto structure = structureOf(
            {u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s, u"-  `email` varchar(100) NOT NULL,"_s,
             u"+  `email` varchar(255),"_s, u"+  `note` text,"_s, u"-  PRIMARY KEY (`id`),"_s,
             u"-  KEY `by_email` (`email`)"_s, u"+  PRIMARY KEY (`id`)"_s, u" ) ENGINE=InnoDB AUTO_INCREMENT=7"_s});
        QCOMPARE(structure->unread, QString());
        const QList<StructureRow> rows = structureRows(*structure);
        QCOMPARE(spoken(rows),
                 (QStringList{u"email, column, before: varchar(100) NOT NULL, after: varchar(255)"_s,
                              u"  type, before: varchar(100), after: varchar(255)"_s,
                              u"  NULL, before: NOT NULL, after: NULL"_s, u"note, column, added, after: text"_s,
                              u"by_email, index, removed, before: KEY `by_email` (`email`)"_s}));
        QCOMPARE(rows.first().rows.first().marks.removed, (QList<std::pair<int, int>>{{8, 3}}));
        QCOMPARE(rows.first().rows.first().marks.added, (QList<std::pair<int, int>>{{8, 3}}));
    }

    void renamesWarnAndQuietChangesAreFolded()
    {
        const auto structure = structureOf(
            {u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s, u"-  `total` decimal(10,2) NOT NULL,"_s,
             u"+  `total_amount` decimal(10,2) NOT NULL,"_s, u"   PRIMARY KEY (`id`)"_s,
             u"-) ENGINE=InnoDB AUTO_INCREMENT=7"_s, u"+) ENGINE=InnoDB AUTO_INCREMENT=9"_s});
        const QList<StructureRow> rows = structureRows(*structure);
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows.at(0).kind, StructureRow::Kind::Rename);
        QCOMPARE(rows.at(0).name,
                 u"This looks like a rename of total to total_amount, but it drops the data of total."_s);
        QCOMPARE(rows.at(3).kind, StructureRow::Kind::Quiet);
        QCOMPARE(rows.at(3).name, u"No real change: 1 difference(s) of spelling, order or counters"_s);
        QCOMPARE(rows.at(3).rows.size(), 1);
    }

    void theOrderOfColumnsIsOneRow()
    {
        const auto structure =
            structureOf({u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s, u"-  `a` int,"_s,
                         u"   `b` int,"_s, u"   `c` int,"_s, u"+  `a` int,"_s, u"   PRIMARY KEY (`id`)"_s, u" )"_s});
        QCOMPARE(spoken(structureRows(*structure)),
                 QStringList{u"Order of the columns, 1 moved, moved, before: `a` after `id`, after: `a` after `c`"_s});
    }

    void aNewTableHasItsParts()
    {
        const auto structure = structureOf(
            {u"+CREATE TABLE `orders` ("_s, u"+  `id` bigint NOT NULL,"_s, u"+  PRIMARY KEY (`id`)"_s, u"+)"_s});
        QCOMPARE(spoken(structureRows(*structure)),
                 (QStringList{u"orders, table, added"_s, u"  id, column, added, after: bigint NOT NULL"_s,
                              u"  PRIMARY, index, added, after: PRIMARY KEY (`id`)"_s}));
    }

    void nothingWhereNothingIsRead() { QVERIFY(structureRows(*structureOf({u"not a diff"_s})).isEmpty()); }

    void theServiceSpeaksFirst()
    {
        models::DeployTable table = tableOf({u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s,
                                             u"-  `total` int,"_s, u"   PRIMARY KEY (`id`)"_s, u" )"_s});
        table.canDropData = true;
        table.dropped = QStringList{u"orders.total"_s};
        table.recentlyUsed = true;
        table.recentlyUsedAt = noon.addSecs(-180);
        api::DeployRequest request = openRequest();
        api::LintError lint;
        lint.tableName = u"orders"_s;
        lint.keyspaceName = u"commerce"_s;
        lint.errorDescription = u"The table has no unique key"_s;
        lint.docsUrl = u"https://planetscale.com/docs/x"_s;
        api::LintError other;
        other.tableName = u"customers"_s;
        other.errorDescription = u"Elsewhere"_s;
        request.deployment->lintErrors = {lint, other};
        const QList<Check> checks = tableImpact(table, request, noon);
        QCOMPARE(checks.at(0).title, u"The table has no unique key"_s);
        QCOMPARE(checks.at(0).linkText, u"Documentation"_s);
        QCOMPARE(checks.at(1).title, u"Danger: Drops column total"_s); // once, although both say so
        QCOMPARE(checks.at(1).tone, Tone::Critical);
        QCOMPARE(told(checks).at(2), u"Last queried 3 min ago"_s);
        QCOMPARE(checks.at(2).tone, Tone::Warn);
        QVERIFY(!told(checks).join(u'|').contains(u"Elsewhere"_s));
    }

    void theServiceDecidesWhatIsInstant()
    {
        const models::DeployTable table =
            tableOf({u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s, u"-  `total` int,"_s,
                     u"+  `total` bigint,"_s, u"   PRIMARY KEY (`id`)"_s, u" )"_s});
        api::DeployRequest request = openRequest();
        const auto said = [&] { return told(tableImpact(table, request, noon)).constLast(); };
        QCOMPARE(
            said(),
            u"Probably not instant: Column total changes its type.\nAs far as the definitions tell; PlanetScale has "
            "not said yet."_s);
        request.deployment->instantDdlEligible = false;
        QCOMPARE(said(), u"Not instant: Column total changes its type."_s);
        request.deployment->instantDdlEligible = true;
        QCOMPARE(said(), u"Can be deployed instantly: Faster, and it cannot be reverted then."_s);
    }

    void whatCannotBeReadIsSaid()
    {
        models::DeployTable table = tableOf({u"hello"_s});
        table.canDropData = true;
        table.dropped = QStringList{u"orders.total"_s};
        QCOMPARE(
            told(tableImpact(table, openRequest(), noon)),
            (QStringList{u"Danger: Drops data: orders.total"_s,
                         u"Not judged by its definitions: PlanetScale's text is not a diff; it is shown as it came."_s,
                         u"Instant or not: not known: PlanetScale has not said yet."_s}));
    }

    void longListsAreCutAndSaySo()
    {
        QStringList lines{u" CREATE TABLE `orders` ("_s, u"   `id` bigint NOT NULL,"_s};
        for (int i = 0; i < 9; ++i)
            lines.append({u"-  `c%1` varchar(10),"_s.arg(i), u"+  `c%1` varchar(20),"_s.arg(i)});
        lines.append({u"   PRIMARY KEY (`id`)"_s, u" )"_s});
        const QStringList all = told(tableImpact(tableOf(lines), openRequest(), noon));
        const QString revert = all.filter(u"A revert may fail"_s).value(0);
        QCOMPARE(revert.count(u'\n'), 5);
        QVERIFY2(revert.endsWith(u"\nand 4 more"_s), qPrintable(revert));
        QVERIFY(!revert.contains(u"orders.c0"_s));
    }

    void theFullestShardDecides()
    {
        api::StorageCheck storage;
        storage.enoughStorage = true;
        storage.storageBytesNeeded = 3000;
        const auto shard = [](qint64 needed, qint64 remaining) {
            api::ShardStorage each;
            each.storageNeeded = needed;
            each.remaining = remaining;
            return each;
        };
        api::Keyed<api::ShardStorage> shards;
        shards.entries = {{u"-80"_s, shard(1024, 1024 * 1024)}, {u"80-"_s, shard(2048, 4096)}};
        storage.storageReport.entries = {{u"commerce"_s, shards}};
        const Check check = storageCheckOf({}, storage, {});
        QCOMPARE(check.tone, Tone::Ok);
        QCOMPARE(told({check}).first(),
                 u"Enough storage on the target: 2.0 KiB needed, 4.0 KiB free on commerce/80-, "
                 "the shard with the least room"_s);
        QCOMPARE(storageCheckOf({}, std::nullopt, u"failed"_s).tone, Tone::Busy);
        // Both round to 5.0 GiB: what is short says why it does not fit. What cannot be is no fact.
        constexpr qint64 gib = 1024LL * 1024 * 1024;
        storage.enoughStorage = false;
        storage.storageBytesNeeded = -7;
        shards.entries = {{u"-80"_s, shard(5 * gib + 20 * 1024 * 1024, 5 * gib)}, {u"80-"_s, shard(-1, 10)}};
        storage.storageReport.entries = {{u"commerce"_s, shards}};
        QCOMPARE(
            told({storageCheckOf({}, storage, {})}).first(),
            u"Not enough storage on the target: 20.0 MiB too little: 5.0 GiB needed, 5.0 GiB free on commerce/-80, "
            "the shard with the least room"_s);
        storage.storageReport.entries.clear();
        QCOMPARE(told({storageCheckOf({}, storage, {})}).first(), u"Not enough storage on the target"_s);
    }

    void theQueue()
    {
        QVERIFY(!queueImpact(std::nullopt));
        QCOMPARE(queueImpact(0)->title, u"Nothing is ahead in the deploy queue"_s);
        QCOMPARE(queueImpact(2)->title, u"2 deployment(s) ahead in the queue"_s);
    }

    void whatIsShortIsNotRounded()
    {
        api::StorageCheck storage;
        storage.enoughStorage = false;
        storage.upgradeable = true;
        api::ShardStorage shard;
        shard.storageNeeded = 5LL * 1024 * 1024 * 1024;
        shard.remaining = 5LL * 1024 * 1024 * 1024 - 20LL * 1024 * 1024;
        api::Keyed<api::ShardStorage> shards;
        shards.entries = {{u"-"_s, shard}};
        storage.storageReport.entries = {{u"commerce"_s, shards}};
        const Check check = storageCheckOf({}, storage, {});
        QCOMPARE(check.tone, Tone::Critical);
        QCOMPARE(told({check}).first(),
                 u"Not enough storage on the target: 20.0 MiB too little: 5.0 GiB needed, 5.0 GiB free. "
                 "The storage can be raised first."_s);
    }

    void whoElseChangesIt()
    {
        models::DeployTable table;
        table.keyspace = u"commerce"_s;
        table.name = u"orders"_s;
        const QStringList both{u"commerce.customers"_s, u"commerce.orders"_s};
        const auto linkTo = [](qint64 number) { return QUrl(u"orrery://request/%1"_s.arg(number)); };
        models::OpenRequests::Others others;
        const auto conflicts = [&]() { return conflictImpact(table, openRequest(), others, linkTo); };
        QCOMPARE(told(conflicts()), QStringList{u"Looking through the open requests into main"_s});
        others.failed = true;
        QCOMPARE(told(conflicts()),
                 QStringList{u"Not known: whether other open requests change it: "
                             "The open deploy requests into main could not be listed."_s});
        others = {.total = 0, .checked = {}, .listed = true};
        QCOMPARE(told(conflicts()), QStringList{u"No other open requests into main"_s});
        others = {.total = 3, .checked = {known(43, {u"commerce.customers"_s})}, .listed = true};
        QCOMPARE(told(conflicts()),
                 QStringList{u"No conflicts found so far: "
                             "Checked 1 of 3 other open request(s) into main."_s});
        others.checked = {known(43, {u"commerce.customers"_s}), known(47, {}), known(48, {})};
        QCOMPARE(told(conflicts()), QStringList{u"No conflicts found in 3 open request(s)"_s});
        others.checked = {known(44, both), known(43, {u"commerce.customers"_s}), known(46, both)};
        QCOMPARE(told(conflicts()),
                 (QStringList{u"#44 changes it too: branch-44 → main"_s, u"#46 changes it too: branch-46 → main"_s,
                              u"Checked all 3 other open request(s) into main."_s}));
        // Each is a way to it.
        QCOMPARE(conflicts().first().linkText, u"Open #44"_s);
        QCOMPARE(conflicts().first().link, QUrl(u"orrery://request/44"_s));
    }

    void whenItWasDeployedBefore()
    {
        models::DeployTable table;
        table.keyspace = u"commerce"_s;
        table.name = u"orders"_s;
        models::KnownRequest past = known(30, {u"commerce.customers"_s, u"commerce.orders"_s}, false);
        past.deployed = true;
        past.finishedAt = noon.addSecs(-7200);
        past.seconds = 750;
        QCOMPARE(told(historyImpact(table, openRequest(), {past}, noon)),
                 QStringList{u"Deployed before: #30, 2 h ago, took 12 min 30 s with 2 table(s)"_s});
        QVERIFY(historyImpact(table, openRequest(), {known(44, past.tables)}, noon).isEmpty());
    }

    void afterARevertOneOutcomeStands()
    {
        api::DeployRequest request = openRequest();
        request.state = api::DeployRequestState::Closed;
        request.deployedAt = noon.addSecs(-3600);
        request.approved = true;
        request.deploymentState = api::DeploymentState::CompleteRevert;
        request.deployment->state = api::DeploymentState::CompleteRevert;
        const QList<models::StateWord> chips = requestChips(request, true);
        QCOMPARE(chips.size(), 1);
        QCOMPARE(chips.first().text, u"Reverted"_s);
    }
};

ORRERY_SUITE(TestReviewRows)
#include "tst_review_rows.moc"
