// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/unified_diff.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Kind = DiffLine::Kind;
using Ranges = QList<std::pair<int, int>>;

class UnifiedDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAChangedTable()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u"--- a/orders\n"
                                                  "+++ b/orders\n"
                                                  "@@ -1,4 +1,5 @@\n"
                                                  " CREATE TABLE `orders` (\n"
                                                  "-  `email` varchar(100),\n"
                                                  "+  `email` varchar(255),\n"
                                                  "+  `points` int,\n"
                                                  "   PRIMARY KEY (`id`)\n"
                                                  " )\n"_s);
        QVERIFY(diff.wellFormed);
        QCOMPARE(diff.change, UnifiedDiff::Change::Modified);
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.removed, 1);
        QCOMPARE(diff.lines.size(), 7);
        QCOMPARE(diff.lines.at(0), (DiffLine{Kind::HunkHeader, 0, 0, u"@@ -1,4 +1,5 @@"_s, {}}));
        QCOMPARE(diff.lines.at(1), (DiffLine{Kind::Context, 1, 1, u"CREATE TABLE `orders` ("_s, {}}));
        QCOMPARE(diff.lines.at(2), (DiffLine{Kind::Removed, 2, 0, u"  `email` varchar(100),"_s, {}}));
        QCOMPARE(diff.lines.at(3), (DiffLine{Kind::Added, 0, 2, u"  `email` varchar(255),"_s, {}}));
        QCOMPARE(diff.lines.at(4), (DiffLine{Kind::Added, 0, 3, u"  `points` int,"_s, {}}));
        QCOMPARE(diff.lines.at(5), (DiffLine{Kind::Context, 3, 4, u"  PRIMARY KEY (`id`)"_s, {}}));
        QCOMPARE(diff.pairs, (QList<DiffPair>{{0, 0}, {1, 1}, {2, 3}, {-1, 4}, {5, 5}, {6, 6}}));
    }

    void numbersFollowEachHunk()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u"@@ -10,2 +10,2 @@\n a\n-b\n+c\n@@ -40 +41,2 @@ KEY\n x\n+y\n"_s);
        QCOMPARE(diff.lines.at(1).oldNumber, 10);
        QCOMPARE(diff.lines.at(2).oldNumber, 11);
        QCOMPARE(diff.lines.at(3).newNumber, 11);
        QCOMPARE(diff.lines.at(5).oldNumber, 40);
        QCOMPARE(diff.lines.at(5).newNumber, 41);
        QCOMPARE(diff.lines.at(6).newNumber, 42);
    }

    void readsADiffWithoutHeaders()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u" CREATE TABLE `t` (\n-  `a` int\n+  `a` bigint\n )"_s);
        QVERIFY(diff.wellFormed);
        QCOMPARE(diff.lines.size(), 4);
        QCOMPARE(diff.lines.at(3).oldNumber, 3);
        QCOMPARE(diff.lines.at(3).newNumber, 3);
    }

    void newAndDeletedTables_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<UnifiedDiff::Change>("change");
        QTest::newRow("new, with headers")
            << u"--- /dev/null\n+++ b/t\n@@ -0,0 +1,2 @@\n+CREATE TABLE t (\n+)\n"_s << UnifiedDiff::Change::Added;
        QTest::newRow("new, bare") << u"+CREATE TABLE t (\n+)\n"_s << UnifiedDiff::Change::Added;
        QTest::newRow("deleted, with headers")
            << u"--- a/t\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-CREATE TABLE t (\n-)\n"_s << UnifiedDiff::Change::Deleted;
        QTest::newRow("deleted, bare") << u"-CREATE TABLE t (\n-)\n"_s << UnifiedDiff::Change::Deleted;
    }
    void newAndDeletedTables()
    {
        QFETCH(QString, raw);
        const UnifiedDiff diff = parseUnifiedDiff(raw);
        QVERIFY(diff.wellFormed);
        QTEST(diff.change, "change");
    }

    void removedSqlCommentIsNotAHeader()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u"@@ -1,2 +1,1 @@\n a\n--- old comment\n"_s);
        QCOMPARE(diff.removed, 1);
        QCOMPARE(diff.lines.at(2), (DiffLine{Kind::Removed, 2, 0, u"-- old comment"_s, {}}));
    }

    void windowsLineEndsAndMissingLastOne()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u"@@ -1 +1 @@\r\n-a\r\n+b\r\n\\ No newline at end of file"_s);
        QCOMPARE(diff.lines.size(), 4);
        QCOMPARE(diff.lines.at(1).text, u"a"_s);
        QCOMPARE(diff.lines.at(3), (DiffLine{Kind::Note, 0, 0, u"No newline at end of file"_s, {}}));
    }

    void marksOfAMissingLineEndStandOnTheirSide_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QList<DiffPair>>("pairs");
        const QString mark = u"\\ No newline at end of file\n"_s;
        QTest::newRow("both") << u" x\n-a\n"_s + mark + u"+b\n"_s + mark << QList<DiffPair>{{0, 0}, {1, 3}, {2, 4}};
        QTest::newRow("old") << u" x\n-a\n"_s + mark + u"+b\n"_s << QList<DiffPair>{{0, 0}, {1, 3}, {2, -1}};
        QTest::newRow("new") << u" x\n-a\n+b\n"_s + mark << QList<DiffPair>{{0, 0}, {1, 2}, {-1, 3}};
        QTest::newRow("several lines") << u"-a\n-b\n-c\n"_s + mark + u"+d\n+e\n"_s + mark
                                       << QList<DiffPair>{{0, 4}, {1, 5}, {2, -1}, {3, 6}};
        QTest::newRow("only removed") << u" x\n-a\n"_s + mark << QList<DiffPair>{{0, 0}, {1, -1}, {2, -1}};
        QTest::newRow("unchanged") << u"-a\n x\n"_s + mark << QList<DiffPair>{{0, -1}, {1, 1}, {2, 2}};
    }
    void marksOfAMissingLineEndStandOnTheirSide()
    {
        QFETCH(QString, raw);
        QTEST(parseUnifiedDiff(raw).pairs, "pairs");
    }

    void wordsAreMarkedAcrossAMissingLineEnd()
    {
        UnifiedDiff diff =
            parseUnifiedDiff(u"-) ENGINE=InnoDB\n\\ No newline at end of file\n+) ENGINE=InnoDB COMMENT='x'\n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(2).changedRanges, (Ranges{{16, 11}}));
        QVERIFY(diff.oldEndsOpen);
        QVERIFY(!diff.newEndsOpen);
    }

    void aTimeBehindTheNameOfNoFile()
    {
        QCOMPARE(parseUnifiedDiff(u"--- /dev/null\t2026-01-01 00:00:00\n+++ b/t\n@@ -0,0 +1 @@\n+a\n"_s).change,
                 UnifiedDiff::Change::Added);
        QCOMPARE(parseUnifiedDiff(u"--- a/t\n+++ /dev/null\t1970\n@@ -1 +0,0 @@\n-a\n"_s).change,
                 UnifiedDiff::Change::Deleted);
    }

    void whatIsNoDiffIsShownWhole_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<qsizetype>("lines");
        QTest::newRow("sql") << u"CREATE TABLE t (\n  id int\n)"_s << qsizetype(3);
        QTest::newRow("html") << u"<html><body>502</body></html>"_s << qsizetype(1);
        QTest::newRow("garbage after a hunk") << u"@@ -1 +1 @@\n-a\nnonsense\n"_s << qsizetype(3);
        QTest::newRow("only blanks") << u"   \n  "_s << qsizetype(2);
    }
    void whatIsNoDiffIsShownWhole()
    {
        QFETCH(QString, raw);
        const UnifiedDiff diff = parseUnifiedDiff(raw);
        QVERIFY(!diff.wellFormed);
        QTEST(diff.lines.size(), "lines");
        for (const DiffLine &line : diff.lines)
            QCOMPARE(line.kind, Kind::Note);
        QCOMPARE(diff.lines.first().text, raw.split(u'\n').first());
    }

    void emptyTextIsAnEmptyDiff() { QCOMPARE(parseUnifiedDiff({}), UnifiedDiff()); }

    void hugeHunkNumbersDoNotOverflow()
    {
        const UnifiedDiff diff = parseUnifiedDiff(u"@@ -99999999999999999999,1 +1 @@\n+a\n"_s);
        QVERIFY(!diff.wellFormed); // not a hunk header, so not a line of a diff either
        QCOMPARE(diff.lines.size(), 2);
    }

    void marksChangedWords()
    {
        UnifiedDiff diff =
            parseUnifiedDiff(u"-  `email` varchar(100) NOT NULL,\n+  `email` varchar(255) NOT NULL,\n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(0).changedRanges, (Ranges{{18, 3}}));
        QCOMPARE(diff.lines.at(1).changedRanges, (Ranges{{18, 3}}));
    }

    void marksInsertedWords()
    {
        UnifiedDiff diff = parseUnifiedDiff(u"-  `a` int,\n+  `a` int unsigned,\n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(0).changedRanges, Ranges{});
        QCOMPARE(diff.lines.at(1).changedRanges, (Ranges{{10, 8}}));
    }

    void blanksAreNoWords()
    {
        // Matched as words of their own, the many blanks would tear both lines to pieces.
        UnifiedDiff diff =
            parseUnifiedDiff(u"-  `n` int NOT NULL COMMENT 'a b c',\n+  `n` int DEFAULT NULL COMMENT 'a  b d',\n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(0).changedRanges, (Ranges{{10, 3}, {29, 1}, {32, 1}}));
        QCOMPARE(diff.lines.at(1).changedRanges, (Ranges{{10, 7}, {33, 2}, {37, 1}}));
    }

    void blanksAtTheEndAreSeen()
    {
        UnifiedDiff diff = parseUnifiedDiff(u"-  KEY `a`\n+  KEY `a`  \n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(0).changedRanges, Ranges{});
        QCOMPARE(diff.lines.at(1).changedRanges, (Ranges{{9, 2}}));
    }

    void linesWithNothingInCommonStayUnmarked()
    {
        UnifiedDiff diff = parseUnifiedDiff(u"-KEY idx_a\n+CONSTRAINT fk_b FOREIGN\n"_s);
        markChangedWords(diff);
        QCOMPARE(diff.lines.at(0).changedRanges, Ranges{});
        QCOMPARE(diff.lines.at(1).changedRanges, Ranges{});
    }

    void anEnormousLineIsMarkedInNoTime()
    {
        const QString words = u"a b c "_s.repeated(100000);
        UnifiedDiff diff = parseUnifiedDiff(u"-x"_s + words + u"\n+y"_s + words + u"z\n"_s);
        markChangedWords(diff);
        QVERIFY(diff.wellFormed);
    }
};

ORRERY_SUITE(UnifiedDiffTest)
#include "tst_unified_diff.moc"
