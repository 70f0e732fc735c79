// SPDX-License-Identifier: GPL-3.0-or-later
// From the text of a diff to what it means, and what is said when the text cannot be understood.
#include "models/deploy_requests/table_structure.h"

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

    void whatIsNotUnderstood_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("why");
        QTest::newRow("no diff") << u"hello"_s << u"The service's text is not a diff; it is shown as it came."_s;
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

QTEST_GUILESS_MAIN(TableStructureTest)
#include "tst_table_structure.moc"
