// SPDX-License-Identifier: GPL-3.0-or-later
// From the text of a diff to what it means, and what is said when the text cannot be understood.
#include "models/deploy_requests/diff/table_structure.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class TableStructureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const auto structure = readStructure(u"orders"_s,
                                             parseUnifiedDiff(u" CREATE TABLE `orders` (\n"
                                                              "   `id` bigint NOT NULL,\n"
                                                              "-  `email` varchar(255),\n"
                                                              "+  `email` varchar(100),\n"
                                                              "   PRIMARY KEY (`id`)\n"
                                                              " ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4\n"_s));
        QCOMPARE(structure->unread, QString());
        QCOMPARE(structure->diff.changes.size(), 1);
        QCOMPARE(structure->diff.changes.first().name, u"email"_s);
        QCOMPARE(structure->diff.changes.first().details.first().before, u"varchar(255)"_s);
        QCOMPARE(structure->diff.changes.first().details.first().after, u"varchar(100)"_s);
        QCOMPARE(structure->risks.size(), 1);
        QCOMPARE(structure->risks.first().subject, u"orders.email"_s);
        QCOMPARE(gravestRisk(*structure)->text, u"Narrows column email"_s);
        QCOMPARE(gravestRisk(*structure)->tone, Tone::Warn);
        QVERIFY(structure->revert.isClean());
        QCOMPARE(structure->instantObstacles, QStringList{u"Column email changes its type."_s});
    }

    void aNewTable()
    {
        const auto structure = readStructure(
            u"points"_s, parseUnifiedDiff(u"+CREATE TABLE `points` (\n+  `id` int,\n+  PRIMARY KEY (`id`)\n+)\n"_s));
        QCOMPARE(structure->unread, QString());
        QVERIFY(!structure->before);
        QVERIFY(structure->after.has_value());
        QCOMPARE(structure->diff.changes.size(), 1);
        QCOMPARE(structure->diff.changes.first().kind, StructureChange::Kind::Added);
        QVERIFY(!gravestRisk(*structure));
    }

    void gapsAreFilledFromTheSchemas()
    {
        // Two hunks of a longer table: lines 3 and 4 are not shown.
        const UnifiedDiff diff =
            parseUnifiedDiff(u"@@ -1,2 +1,2 @@\n CREATE TABLE `orders` (\n-  `a` int,\n+  `a` bigint,\n"
                             "@@ -5,2 +5,2 @@\n   PRIMARY KEY (`a`)\n )\n"_s);
        const QString before = u"CREATE TABLE `orders` (\n  `a` int,\n  `b` int,\n  `c` int,\n  PRIMARY KEY (`a`)\n)"_s;
        const QString after =
            u"CREATE TABLE `orders` (\n  `a` bigint,\n  `b` int,\n  `c` int,\n  PRIMARY KEY (`a`)\n)"_s;
        QVERIFY(readStructure(u"orders"_s, diff)->hasGaps);

        const auto filled =
            readStructure(u"orders"_s, diff, {{u"other"_s, u"x"_s}, {u"orders"_s, before}}, {{u"orders"_s, after}});
        QCOMPARE(filled->unread, QString());
        QVERIFY(!filled->hasGaps);
        QCOMPARE(filled->remark, u"The diff leaves lines out; the rest is read from the schemas of both branches."_s);
        QCOMPARE(filled->diff.changes.size(), 1);
        QCOMPARE(filled->diff.changes.first().name, u"a"_s);
        QCOMPARE(std::get<TableDefinition>(*filled->before).columns.size(), 3);

        // A branch that moved on does not fit what the diff shows, or differs where the diff is silent.
        const QString moved =
            u"CREATE TABLE `orders` (\n  `a` bigint,\n  `b` text,\n  `c` int,\n  PRIMARY KEY (`a`)\n)"_s;
        const auto stale = readStructure(u"orders"_s, diff, {{u"orders"_s, before}}, {{u"orders"_s, moved}});
        QVERIFY(stale->hasGaps);
        QCOMPARE(stale->unread,
                 u"The diff leaves lines out, and the schemas of the branches have moved on since; only the text is "
                 "certain."_s);
        // Deployed already: the old side has the new line.
        QVERIFY(!readStructure(u"orders"_s, diff, {{u"orders"_s, after}}, {{u"orders"_s, after}})->isRead());
        QVERIFY(!readStructure(u"orders"_s, diff, {}, {})->isRead());
        // Two keyspaces with a table of that name: neither is guessed.
        QCOMPARE(
            readStructure(u"orders"_s, diff, {{u"orders"_s, before}, {u"orders"_s, before}}, {{u"orders"_s, after}})
                ->unread,
            u"The diff leaves lines out, and the branches hold several tables called orders."_s);
    }

    void whatIsNotUnderstood_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("why");
        QTest::newRow("no diff") << u"hello"_s << u"PlanetScale's text is not a diff; it is shown as it came."_s;
        QTest::newRow("gaps") << u"@@ -1,2 +1,2 @@\n CREATE TABLE `orders` (\n-  `a` int,\n+  `a` bigint,\n"
                                 "@@ -90,2 +90,2 @@\n   PRIMARY KEY (`a`)\n )\n"_s
                              << u"The diff leaves lines out, so the whole statements are not known."_s;
        QTest::newRow("JSON") << u" {\n-  \"sharded\": false\n+  \"sharded\": true\n }\n"_s
                              << u"This is a JSON document (VSchema or routing rules); it has no columns to compare."_s;
        QTest::newRow("another table")
            << u" CREATE TABLE `customers` (\n-  `a` int,\n+  `a` bigint,\n   PRIMARY KEY (`a`)\n )\n"_s
            << u"The diff of orders speaks of customers; it is shown as text only."_s;
    }
    void whatIsNotUnderstood()
    {
        QFETCH(QString, raw);
        QFETCH(QString, why);
        const auto structure = readStructure(u"orders"_s, parseUnifiedDiff(raw));
        QCOMPARE(structure->unread, why);
        QVERIFY(structure->diff.isEmpty());
        QVERIFY(structure->risks.isEmpty());
        QVERIFY(!structure->before && !structure->after);
    }

    void aStatementThatDoesNotParseNamesSideAndLine()
    {
        const auto structure = readStructure(u"orders"_s,
                                             parseUnifiedDiff(u" CREATE TABLE `orders` (\n"
                                                              "-  `a` int,\n"
                                                              "+  `a` ,\n"
                                                              "   PRIMARY KEY (`a`)\n"
                                                              " )\n"_s));
        QVERIFY2(structure->unread.startsWith(u"New statement, line 2: "_s), qPrintable(structure->unread));
        QVERIFY(structure->unread.endsWith(u'.'));
        QVERIFY(structure->risks.isEmpty());
    }
};

ORRERY_SUITE(TableStructureTest)
#include "tst_table_structure.moc"
