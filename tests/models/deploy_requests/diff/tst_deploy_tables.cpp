// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/deploy_tables.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;

namespace {

api::TableDiff diff(const QString &name, const QString &raw)
{
    api::TableDiff d;
    d.name = name;
    d.raw = raw;
    return d;
}

QString modified(const QString &table, const QString &removed = u"total int"_s)
{
    return u"--- a/%1\n+++ b/%1\n@@ -1,3 +1,3 @@\n CREATE TABLE `%1` (\n-  %2\n+  other int\n )\n"_s.arg(table,
                                                                                                         removed);
}

api::DeployOperationSummary summary(const QString &keyspace, const QString &table, const QString &name,
                                    const QString &ddl)
{
    api::DeployOperationSummary s;
    s.keyspaceName = keyspace;
    s.tableName = table;
    s.operationName = name;
    s.ddlStatement = ddl;
    s.state = api::OperationState::Pending;
    return s;
}

QStringList idsOf(const QList<DeployTable> &tables)
{
    QStringList ids;
    for (const DeployTable &table : tables)
        ids.append(table.id);
    return ids;
}

} // namespace

class TestDeployTables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digestsStandForTheTextAlone()
    {
        const QList<api::TableDiff> one{diff(u"a"_s, u"x"_s), diff(u"b"_s, u"y"_s)};
        const QList<api::TableDiff> turned{diff(u"b"_s, u"y"_s), diff(u"a"_s, u"x"_s)};
        QCOMPARE(digestOf(one), digestOf(turned));
        QVERIFY(digestOf(one) != digestOf({diff(u"a"_s, u"x"_s), diff(u"b"_s, u"z"_s)}));
        QVERIFY(digestOf(one) != digestOf({diff(u"a"_s, u"x"_s)}));
        QVERIFY(digestOf({diff(u"ab"_s, u"c"_s)}) != digestOf({diff(u"a"_s, u"bc"_s)}));
        QVERIFY(!digestOf(QList<api::TableDiff>{}).isEmpty());
        auto withHtml = one;
        withHtml[0].html = u"<b>x</b>"_s;
        QCOMPARE(digestOf(withHtml), digestOf(one));
        QCOMPARE(parseDiffs(one).digest, digestOf(one));
    }

    void whatIsKnownIsNotReadAgain()
    {
        const ParsedDiffs first =
            parseDiffs({diff(u"orders"_s, modified(u"orders"_s)), diff(u"points"_s, modified(u"points"_s))});
        QCOMPARE(first.tables.size(), 2);
        QCOMPARE(first.tables.first().diff->removed, 1);
        const ParsedDiffs second = parseDiffs(
            {diff(u"orders"_s, modified(u"orders"_s)), diff(u"points"_s, modified(u"points"_s, u"x int"_s))}, first);
        QCOMPARE(second.tables.at(0).diff.get(), first.tables.at(0).diff.get());
        QVERIFY(second.tables.at(1).diff.get() != first.tables.at(1).diff.get());
        QCOMPARE(second.tables.at(0).structure.get(), first.tables.at(0).structure.get());
        QVERIFY(second.tables.at(1).structure.get() != first.tables.at(1).structure.get());
    }

    void theTwoDefinitionsSpeakWhereTheServiceIsSilent()
    {
        const QString raw = u" CREATE TABLE `orders` (\n   `id` bigint NOT NULL,\n-  `total` int,\n"
                            "   PRIMARY KEY (`id`)\n )\n"_s;
        const ParsedDiffs parsed = parseDiffs({diff(u"commerce.orders"_s, raw)});
        QVERIFY(parsed.tables.first().structure);
        QCOMPARE(parsed.tables.first().structure->unread, QString());
        const DeployTable table = deployTables({}, parsed).first();
        QCOMPARE(table.structure.get(), parsed.tables.first().structure.get());
        QVERIFY(!table.canDropData);
        QCOMPARE(describeTableRisk(table)->text, u"Drops column total"_s);
        QCOMPARE(describeTableRisk(table)->tone, Tone::Critical);
        // What the service says comes first.
        DeployTable failed = table;
        failed.errors = u"no room"_s;
        QCOMPARE(describeTableRisk(failed)->text, u"Failed"_s);
    }

    void diffAndOperationsMakeOneRow()
    {
        api::Deployment deployment;
        auto orders = summary(u"shop"_s, u"orders"_s, u"ALTER"_s, u"ALTER TABLE `orders` DROP COLUMN `total`"_s);
        orders.canDropData = true;
        orders.removedForeignKeyNames = {u"fk_customer"_s};
        orders.shardNames = {u"-80"_s, u"80-"_s};
        orders.progressPercentage = 12.5;
        orders.tableRecentlyUsed = true;
        deployment.deployOperationSummaries = {orders};
        const auto tables = deployTables(deployment, parseDiffs({diff(u"orders"_s, modified(u"orders"_s))}));
        QCOMPARE(tables.size(), 1);
        const DeployTable &row = tables.first();
        QCOMPARE(row.id, u"shop.orders"_s);
        QCOMPARE(row.added, 1);
        QCOMPARE(row.removed, 1);
        QCOMPARE(row.dropped, QStringList{u"orders.total"_s});
        QCOMPARE(row.shards, (QStringList{u"-80"_s, u"80-"_s}));
        QCOMPARE(row.progress.value(), 12.5);
        const auto risk = describeTableRisk(row);
        QVERIFY(risk.has_value());
        QCOMPARE(risk->text, u"Drops data"_s);
        QCOMPARE(risk->explanation, u"Drops the data of orders.total. The table was used recently."_s);
        QCOMPARE(risk->tone, Tone::Critical);
    }

    void nothingIsHidden()
    {
        api::Deployment deployment;
        deployment.deployOperationSummaries = {
            summary(u"shop"_s, u"carts"_s, u"DROP"_s, u"DROP TABLE `carts`"_s),
            summary(u"audit"_s, u"events"_s, u"CREATE"_s, u"CREATE TABLE `events` (id int)"_s)};
        const auto tables = deployTables(
            deployment, parseDiffs({diff(u"orders"_s, modified(u"orders"_s)), diff(u"x"_s, u"this is no diff"_s)}));
        QCOMPARE(idsOf(tables), (QStringList{u"orders"_s, u"x"_s, u"audit.events"_s, u"shop.carts"_s}));
        QVERIFY(!tables.at(1).diff->wellFormed);
        QVERIFY(!tables.at(2).diff);
        QCOMPARE(tables.at(2).change, UnifiedDiff::Change::Added);
        QCOMPARE(tables.at(2).statements, QStringList{u"CREATE TABLE `events` (id int)"_s});
        QCOMPARE(tables.at(3).change, UnifiedDiff::Change::Deleted);
    }

    void oneNameInTwoKeyspaces()
    {
        api::Deployment deployment;
        deployment.deployOperationSummaries = {summary(u"b"_s, u"t"_s, u"ALTER"_s, u"ALTER TABLE t ADD x int"_s),
                                               summary(u"a"_s, u"t"_s, u"ALTER"_s, u"ALTER TABLE t ADD y int"_s)};
        const auto tables = deployTables(
            deployment, parseDiffs({diff(u"t"_s, modified(u"t"_s, u"1"_s)), diff(u"t"_s, modified(u"t"_s, u"2"_s))}));
        QCOMPARE(idsOf(tables), (QStringList{u"a.t"_s, u"b.t"_s}));
        QVERIFY(tables.at(0).raw.contains(u"-  2"_s));
        QVERIFY(tables.at(1).raw.contains(u"-  1"_s));
        // Without operations the service does not tell them apart; both stay.
        QCOMPARE(idsOf(deployTables({}, parseDiffs({diff(u"t"_s, u"1"_s), diff(u"t"_s, u"2"_s)}))),
                 (QStringList{u"t"_s, u"t#2"_s}));
    }

    void aNameWithItsKeyspace()
    {
        api::Deployment deployment;
        deployment.deployOperationSummaries = {
            summary(u"shop"_s, u"orders"_s, u"ALTER"_s, u"ALTER TABLE orders ADD x int"_s)};
        const auto tables = deployTables(deployment, parseDiffs({diff(u"shop.orders"_s, modified(u"orders"_s))}));
        QCOMPARE(idsOf(tables), QStringList{u"shop.orders"_s});
        QCOMPARE(tables.first().name, u"orders"_s);
    }

    void columns()
    {
        DeployTable row;
        row.name = u"or\u202eders"_s;
        row.added = 1234;
        row.removed = 3;
        DeployTableModel model(deployTableColumns(), [](const DeployTable &t) { return t.name; });
        model.upsert({row});
        QStringList shown;
        for (int column = 0; column < model.columnCount(); ++column)
            shown.append(model.index(0, column).data().toString());
        QCOMPARE(shown,
                 (QStringList{u"or⟨U+202E⟩ders"_s, QString(), u"Modified"_s, u"+1,234"_s, u"−3"_s, QString(),
                              u"Unknown"_s}));
    }
};

ORRERY_SUITE(TestDeployTables)
#include "tst_deploy_tables.moc"
