// SPDX-License-Identifier: GPL-3.0-or-later
// What a reviewer is told of a change, what a revert would do, and why it is not instant.
#include "models/schema/create_statement_parser.h"
#include "tests/models/schema/schema_pairs.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Rule = SchemaRisk::Rule;

namespace {

QList<SchemaRisk> risksOf(const QString &before, const QString &after)
{
    const auto was = schemaObject(before);
    const auto is = schemaObject(after);
    return schemaRisks(was, is, compareObjects(was, is));
}

/// The one risk of a change of `orders`, as "title / detail".
QString wordsOf(const QString &before, const QString &after)
{
    const QList<SchemaRisk> risks = risksOf(ordersTable(before), ordersTable(after));
    return risks.size() == 1 ? risks.first().title + u" / "_s + risks.first().detail : shownRisks(risks).join(u'|');
}

} // namespace

class SchemaRisksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesTheChange_data()
    {
        QTest::addColumn<SchemaPair>("pair");
        for (const SchemaPair &pair : schemaPairs())
            QTest::newRow(qPrintable(pair.name)) << pair;
    }
    void judgesTheChange()
    {
        QFETCH(SchemaPair, pair);
        const auto was = schemaObject(pair.before);
        const auto is = schemaObject(pair.after);
        QVERIFY(was && is);
        const StructureDiff diff = compareObjects(was, is);
        QCOMPARE(shownRisks(schemaRisks(was, is, diff)), pair.risks);
        QCOMPARE(instantObstacles(was, is, diff), pair.obstacles);
        QCOMPARE(shownForecast(revertForecast(was, is, diff)), pair.revert);
    }

    void wholeTablesAndViews_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("risks");
        QTest::addColumn<QStringList>("revert");
        const QString table = ordersTable({});
        const QString child = ordersTable(u"`c` int, CONSTRAINT `f` FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s);
        QTest::newRow("a table goes") << table << u""_s << QStringList{u"!drops data"_s} << QStringList();
        QTest::newRow("a table with a foreign key goes")
            << child << u""_s << QStringList{u"!drops data"_s}
            << QStringList{u"orphans: orders comes back as it was dropped; the tables it refers to have gone on."_s};
        QTest::newRow("a table comes") << u""_s << table << QStringList()
                                       << QStringList{u"loses: Rows written to the new table orders."_s};
        QTest::newRow("a table without any key comes")
            << u""_s << u"CREATE TABLE `orders` (`id` bigint NOT NULL)"_s << QStringList{u"!no row key"_s}
            << QStringList{u"loses: Rows written to the new table orders."_s};
        QTest::newRow("a unique key stands in")
            << u""_s << u"CREATE TABLE `orders` (`id` bigint NOT NULL, UNIQUE KEY `u` (`id`))"_s
            << QStringList{u".no primary key"_s} << QStringList{u"loses: Rows written to the new table orders."_s};
        QTest::newRow("the primary key gets a new column")
            << table << ordersTable(u"`a` int NOT NULL, PRIMARY KEY (`a`)"_s)
            << QStringList{u"!no shared key"_s, u"?required without default a"_s, u"?primary key PRIMARY"_s}
            << QStringList{u"loses: What was written to the new column orders.a."_s,
                           u"may fail: Values that repeat in what unique key orders.PRIMARY covered."_s};
        QTest::newRow("a view goes") << u"CREATE VIEW `open_orders` AS SELECT 1"_s << u""_s
                                     << QStringList{u"?removes view"_s} << QStringList();
    }
    void wholeTablesAndViews()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const auto was = schemaObject(before);
        const auto is = schemaObject(after);
        QCOMPARE(was.has_value(), !before.isEmpty());
        QCOMPARE(is.has_value(), !after.isEmpty());
        const StructureDiff diff = compareObjects(was, is);
        QTEST(shownRisks(schemaRisks(was, is, diff)), "risks");
        QTEST(shownForecast(revertForecast(was, is, diff)), "revert");
    }

    void words()
    {
        const QList<SchemaRisk> risks = risksOf(ordersTable(u"`total` int"_s), ordersTable({}));
        QCOMPARE(risks.size(), 1);
        QCOMPARE(risks.first().title, u"Drops column total"_s);
        QCOMPARE(risks.first().detail, u"The column and everything in it is gone once the change is applied."_s);
        QCOMPARE(risks.first().page.toString(),
                 u"https://planetscale.com/docs/vitess/schema-changes/deploy-requests"_s);
        QCOMPARE(toneOf(risks.first().severity), Tone::Critical);
    }

    void saysWhatIsInTheRowsOfAColumnThatIsNoLongerGenerated()
    {
        const QString generated = u"`a` int GENERATED ALWAYS AS (`id` + 1) STORED"_s;
        QCOMPARE(
            wordsOf(generated, u"`a` int"_s),
            u"Column a is no longer generated / An online deployment does not copy generated columns: a is NULL in "
            "every row afterwards."_s);
        QCOMPARE(wordsOf(generated, u"`a` int NOT NULL DEFAULT '5'"_s),
                 u"Column a is no longer generated / An online deployment does not copy generated columns: a is '5' in "
                 "every row afterwards."_s);
        QCOMPARE(
            wordsOf(generated, u"`a` int NOT NULL"_s),
            u"Column a is no longer generated / An online deployment does not copy generated columns, and there is no "
            "default to use instead: it fails when the table has rows."_s);
    }

    void saysWhichOfTheTwoWaysCanFail()
    {
        const QString columns = u"`a` int, `b` int, "_s;
        QCOMPARE(
            wordsOf(columns + u"UNIQUE KEY `u` (`a`)"_s, columns + u"UNIQUE KEY `u` (`a`,`b`)"_s),
            u"Unique key u becomes looser / Values may repeat that could not before; once they do, a revert fails."_s);
        QCOMPARE(wordsOf(columns + u"UNIQUE KEY `u` (`a`,`b`), KEY `i` (`a`,`b`)"_s,
                         columns + u"UNIQUE KEY `u` (`a`), KEY `i` (`a`,`b`)"_s),
                 u"Unique key u becomes stricter / The deployment fails when values repeat in the data."_s);
        QCOMPARE(
            wordsOf(columns + u"UNIQUE KEY `u` (`a`), KEY `i` (`a`)"_s,
                    columns + u"UNIQUE KEY `u` (`b`), KEY `i` (`a`)"_s),
            u"Changes unique key u / The deployment fails when values repeat in the data. Values may repeat that could "
            "not before; once they do, a revert fails."_s);
    }

    void saysWhatAForeignKeyDoesFromThenOn()
    {
        const QString key = u"`c` int, KEY `c` (`c`), CONSTRAINT `f` FOREIGN KEY (`c`) REFERENCES `customers` (`id`)"_s;
        QCOMPARE(
            wordsOf(key, key + u" ON DELETE SET NULL ON UPDATE CASCADE"_s),
            u"Foreign key f acts differently / Deleting a row of customers sets c to NULL in the rows here that refer "
            "to it. Changing the key of a row of customers also changes c in the rows here that refer to it."_s);
        QCOMPARE(wordsOf(key + u" ON DELETE CASCADE"_s, key),
                 u"Foreign key f acts differently / Deleting a row of customers that rows here refer to fails."_s);
        QCOMPARE(
            wordsOf(key, QString(key).replace(u"customers"_s, u"buyers"_s)),
            u"Changes foreign key f / Rows that exist are not checked against buyers: those without a counterpart stay "
            "as they are. Deleting a row of buyers that rows here refer to fails."_s);
    }

    void namesFromOutsideAreMadeVisible()
    {
        const QList<SchemaRisk> risks = risksOf(u"CREATE TABLE `t` (`id` int, `a\u202eb` int, PRIMARY KEY (`id`))"_s,
                                                u"CREATE TABLE `t` (`id` int, PRIMARY KEY (`id`))"_s);
        QCOMPARE(risks.size(), 1);
        QCOMPARE(risks.first().title, u"Drops column a⟨U+202E⟩b"_s);
    }
};

ORRERY_SUITE(SchemaRisksTest)
#include "tst_schema_risks.moc"
