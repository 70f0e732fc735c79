// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/diff_sides.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

class DiffSidesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sides_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("without headers") << u" CREATE TABLE `t` (\n-  `a` int\n+  `a` bigint,\n+  `b` int\n )\n"_s
                                         << u"CREATE TABLE `t` (\n  `a` int\n)"_s
                                         << u"CREATE TABLE `t` (\n  `a` bigint,\n  `b` int\n)"_s;
        QTest::newRow("one hunk")
            << u"--- a/t\n+++ b/t\n@@ -1,3 +1,3 @@\n CREATE TABLE `t` (\n-  `a` int\n+  `a` bigint\n )\n"_s
            << u"CREATE TABLE `t` (\n  `a` int\n)"_s << u"CREATE TABLE `t` (\n  `a` bigint\n)"_s;
        QTest::newRow("two hunks that touch")
            << u"@@ -1,2 +1,2 @@\n CREATE TABLE `t` (\n-  `a` int\n+  `a` bigint\n@@ -3 +3 @@\n )\n"_s
            << u"CREATE TABLE `t` (\n  `a` int\n)"_s << u"CREATE TABLE `t` (\n  `a` bigint\n)"_s;
        QTest::newRow("added") << u"--- /dev/null\n+++ b/t\n@@ -0,0 +1,3 @@\n+CREATE TABLE `t` (\n+  `a` int\n+)\n"_s
                               << u""_s << u"CREATE TABLE `t` (\n  `a` int\n)"_s;
        QTest::newRow("deleted") << u"-CREATE TABLE `t` (\n-  `a` int\n-)\n\\ No newline at end of file"_s
                                 << u"CREATE TABLE `t` (\n  `a` int\n)"_s << u""_s;
        QTest::newRow("an empty first line") << u" \n-CREATE TABLE t (a int)\n+CREATE TABLE t (b int)\n"_s
                                             << u"\nCREATE TABLE t (a int)"_s << u"\nCREATE TABLE t (b int)"_s;
    }
    void sides()
    {
        QFETCH(QString, raw);
        const std::optional<DiffSides> sides = sidesOf(parseUnifiedDiff(raw));
        QVERIFY(sides);
        QTEST(sides->before, "before");
        QTEST(sides->after, "after");
    }

    void notWhole_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::newRow("nothing") << u""_s;
        QTest::newRow("prose") << u"Table was changed"_s;
        QTest::newRow("begins later") << u"@@ -2,2 +2,2 @@\n-  `a` int\n+  `a` bigint\n )\n"_s;
        QTest::newRow("lines left out")
            << u"@@ -1,2 +1,2 @@\n CREATE TABLE `t` (\n-  `a` int,\n+  `a` bigint,\n@@ -9,2 +9,2 @@\n-  `z` int\n+  `z` bigint\n )\n"_s;
        QTest::newRow("ends early")
            << u"@@ -1,3 +1,3 @@\n CREATE TABLE `t` (\n-  `a` int,\n+  `a` bigint,\n   `b` int,\n"_s;
        QTest::newRow("ends in a string") << u" CREATE TABLE `t` (\n-  `a` int)\n+  `b` int) COMMENT 'x\n"_s;
    }
    void notWhole()
    {
        QFETCH(QString, raw);
        QVERIFY(!sidesOf(parseUnifiedDiff(raw)));
    }
};

ORRERY_SUITE(DiffSidesTest)
#include "tst_diff_sides.moc"
