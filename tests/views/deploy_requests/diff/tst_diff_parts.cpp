// SPDX-License-Identifier: GPL-3.0-or-later
// What DiffView is put together from, each part by itself and without a window.
#include "tests/support/suite.h"
#include "views/deploy_requests/diff/diff_find.h"
#include "views/deploy_requests/diff/diff_metrics.h"
#include "views/deploy_requests/diff/diff_selection.h"
#include "views/deploy_requests/diff/diff_speech.h"

#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

/// A change, twenty unchanged lines, another change.
models::UnifiedDiff twoChanges()
{
    QString raw =
        u"@@ -1,23 +1,24 @@\n CREATE TABLE `orders` (\n-  `email` varchar(100),\n+  `email` varchar(255),\n"_s;
    for (int i = 0; i < 20; ++i)
        raw += u"   `column_%1` int,\n"_s.arg(i);
    raw += u"+  `points` bigint,\n )\n"_s;
    return models::parseUnifiedDiff(raw);
}

} // namespace

class DiffPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsFold()
    {
        const models::UnifiedDiff diff = twoChanges();
        const DiffRows folded = layOutDiff(diff, false, true, {});
        // header, 1 context, -, +, 3 context, fold of 14, 3 context, +, 1 context
        QCOMPARE(folded.rows.size(), 13);
        QCOMPARE(folded.rows.at(7), (DiffRow{7, -1, 14}));
        QCOMPARE(folded.changes, (QList<int>{2, 11}));
        const DiffRows whole = layOutDiff(diff, false, false, {});
        QCOMPARE(whole.rows.size(), 26);
        QCOMPARE(whole.changes, (QList<int>{2, 24}));
        QCOMPARE(layOutDiff(diff, false, true, {7}).rows.size(), 26);
    }

    void sideBySideSetsChangesAgainstEachOther()
    {
        const DiffRows rows = layOutDiff(twoChanges(), true, true, {});
        QCOMPARE(rows.rows.at(2), (DiffRow{2, 3, 0}));
        QCOMPARE(rows.rows.at(3), (DiffRow{4, 4, 0}));
        QCOMPARE(rows.rows.at(10), (DiffRow{-1, 24, 0}));
        QCOMPARE(rows.changes, (QList<int>{2, 10}));
    }

    void aMissingLineEndIsAPartOfTheChange()
    {
        const models::UnifiedDiff diff = models::parseUnifiedDiff(
            u"@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"_s);
        QCOMPARE(layOutDiff(diff, false, true, {}).changes, QList<int>{2});
        const DiffRows sides = layOutDiff(diff, true, true, {});
        QCOMPARE(sides.rows.at(2), (DiffRow{2, 4, 0}));
        QCOMPARE(sides.rows.at(3), (DiffRow{3, 5, 0}));
        QCOMPARE(sides.changes, QList<int>{2});
    }

    void shortRunsAndUnchangedTextsAreNotFolded()
    {
        QCOMPARE(
            layOutDiff(models::parseUnifiedDiff(u"-a\n b\n c\n d\n e\n f\n g\n+h\n"_s), false, true, {}).rows.size(),
            8);
        const models::UnifiedDiff same = models::parseUnifiedDiff(u"@@ -1,6 +1,6 @@\n a\n b\n c\n d\n e\n f\n"_s);
        QCOMPARE(layOutDiff(same, false, true, {}).rows.size(), 7);
    }

    void theDocumentFindsItsWay()
    {
        DiffDocument document;
        QCOMPARE(document.rowCount(), 0);
        QCOMPARE(document.showLine(0), -1);
        QCOMPARE(document.changeAt(0), -1);
        document.setDiff(twoChanges());
        QCOMPARE(document.rowCount(), 13);
        QVERIFY(document.isFold(7));
        QCOMPARE(document.lineAt(7, DiffSide::Left), -1);
        QCOMPARE(document.lineAt(2, DiffSide::Right), 2); // unified: one text
        QCOMPARE(document.changeAt(1), -1);
        QCOMPARE(document.changeAt(3), 0);
        QCOMPARE(document.changeBelow(2), 1);
        QCOMPARE(document.changeBelow(11), -1);
        QCOMPARE(document.changeAbove(2), -1);
        QCOMPARE(document.changeAbove(12), 1);
        QVERIFY(!document.openFold(6));
        QCOMPARE(document.showLine(12), 12); // its fold opens
        QCOMPARE(document.rowCount(), 26);
        document.setFolding(false);
        document.setMode(DiffMode::SideBySide);
        QCOMPARE(document.lineAt(2, DiffSide::Left), 2);
        QCOMPARE(document.lineAt(2, DiffSide::Right), 3);
        QCOMPARE(document.lineAt(document.showLine(24), DiffSide::Left), -1);
        QCOMPARE(document.highestNumber(), 24);
        QCOMPARE(document.longestLine(), 23); // "  `email` varchar(100),"
    }

    void longLinesAreCut()
    {
        DiffDocument document;
        document.setDiff(models::parseUnifiedDiff(u'+' + QString(30000, u'x') + u"\n+\ta\n"_s));
        QCOMPARE(document.shownText(0).size(), 20001);
        QVERIFY(document.shownText(0).endsWith(u'…'));
        QCOMPARE(document.longestLine(), 20000);
    }

    void metricsSayWhereThingsAre()
    {
        DiffMetrics metrics;
        metrics.setViewport({800, 400}, {0, 0});
        const DiffMetrics::Column unified = metrics.column(DiffSide::Left);
        QCOMPARE(unified.numbersX, 0);
        QCOMPARE(unified.textX, 2 * metrics.numberWidth() + DiffMetrics::signWidth);
        QCOMPARE(unified.right, 800);
        QCOMPARE(metrics.sideAt({700, 10}), DiffSide::Left);
        QCOMPARE(metrics.rowRect(0), QRect(0, 4, 800, metrics.lineHeight()));
        QCOMPARE(metrics.rowAt(4 + 3 * metrics.lineHeight(), 10), 3);
        QCOMPARE(metrics.rowAt(-100, 10), 0);
        QCOMPARE(metrics.rowAt(10000, 10), 9);
        QCOMPARE(metrics.rowAt(10000, 0), 0);
        metrics.setViewport({800, 400}, {0, 2 * metrics.lineHeight()});
        QCOMPARE(metrics.rowAt(4, 10), 2);

        metrics.setMode(DiffMode::SideBySide);
        metrics.setNoteMargin(true);
        const DiffMetrics::Column left = metrics.column(DiffSide::Left);
        const DiffMetrics::Column right = metrics.column(DiffSide::Right);
        QCOMPARE(left.numbersX, 20);
        QCOMPARE(left.right, 400);
        QCOMPARE(right.numbersX, 421);
        QCOMPARE(right.right, 800);
        QCOMPARE(metrics.sideAt({401, 10}), DiffSide::Right);
        QVERIFY(metrics.isInNoteMargin({410, 10}));
        QVERIFY(!metrics.isInNoteMargin({430, 10}));
        const int before = metrics.numberWidth();
        metrics.setHighestNumber(123456);
        QVERIFY(metrics.numberWidth() > before);
    }

    void selectsOneSide()
    {
        DiffDocument document;
        document.setDiff(twoChanges());
        DiffSelection selection(&document);
        QVERIFY(selection.isEmpty());
        selection.moveTo({3, 2}, false);
        selection.moveTo({3, 9}, true);
        QCOMPARE(selection.text(), u"`email`"_s);
        QCOMPARE(selection.rangeIn(3, DiffSide::Left, 100), (std::pair{2, 9}));
        QCOMPARE(selection.rangeIn(4, DiffSide::Left, 100), (std::pair{0, 0}));
        selection.moveTo({100, 100}, false); // the nearest there is
        QCOMPARE(selection.caret(), (DiffCaret{12, 1}));
        QVERIFY(selection.selectWord({2, 4}));
        QCOMPARE(selection.text(), u"email"_s);
        QVERIFY(!selection.selectWord({7, 0})); // a fold
        selection.selectAll();
        QCOMPARE(selection.text().count(u'\n'), 24); // folded lines too, the hunk header not
        document.setMode(DiffMode::SideBySide);
        selection.onRowsChanged();
        QVERIFY(selection.isEmpty());
        selection.setSide(DiffSide::Right);
        selection.moveTo({2, 0}, false);
        QCOMPARE(selection.line(), 3);
        selection.moveTo({2, 100}, true);
        QCOMPARE(selection.text(), u"  `email` varchar(255),"_s);
        QCOMPARE(selection.rangeIn(2, DiffSide::Left, 100), (std::pair{0, 0}));
    }

    void keysMoveTheCaret_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("control");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::newRow("down") << int(Qt::Key_Down) << false << 6 << 7;
        QTest::newRow("up") << int(Qt::Key_Up) << false << 4 << 7;
        QTest::newRow("page down") << int(Qt::Key_PageDown) << false << 15 << 7;
        QTest::newRow("page up") << int(Qt::Key_PageUp) << false << -5 << 7; // moveTo() takes the nearest
        QTest::newRow("home") << int(Qt::Key_Home) << false << 5 << 0;
        QTest::newRow("to the start") << int(Qt::Key_Home) << true << 0 << 0;
        QTest::newRow("end") << int(Qt::Key_End) << false << 5 << 20000;
        QTest::newRow("to the end") << int(Qt::Key_End) << true << 99 << 20000;
        QTest::newRow("left") << int(Qt::Key_Left) << false << 5 << 6;
        QTest::newRow("right") << int(Qt::Key_Right) << false << 5 << 8;
    }
    void keysMoveTheCaret()
    {
        QFETCH(const int, key);
        QFETCH(const bool, control);
        QFETCH(const int, row);
        QFETCH(const int, column);
        QCOMPARE(caretAfterKey(key, control, {5, 7}, 100, 10), (std::optional(DiffCaret{row, column})));
        QVERIFY(!caretAfterKey(Qt::Key_A, control, {5, 7}, 100, 10));
    }

    void findsInLines()
    {
        DiffDocument document;
        document.setDiff(twoChanges());
        DiffFind find(&document);
        const QSignalSpy found(&find, &DiffFind::found);
        find.search(u"EMAIL"_s);
        QCOMPARE(found.size(), 1);
        QCOMPARE(find.hits(), (QList<DiffFind::Hit>{{2, 3, 5}, {3, 3, 5}}));
        QCOMPARE(find.current(), -1);
        QCOMPARE(find.indexFrom(3), 1);
        QCOMPARE(find.indexFrom(9), 0); // from the top again
        find.setCurrent(1);
        QVERIFY(find.isCurrent(3, 3));
        find.search({});
        QCOMPARE(find.count(), 0);
        QCOMPARE(find.indexFrom(0), -1);
        QCOMPARE(found.size(), 2);
    }

    void saysWhatARowHolds()
    {
        DiffDocument document;
        document.setDiff(twoChanges());
        QCOMPARE(spokenRow(document, 2, {}), u"line 2, removed:   `email` varchar(100),"_s);
        QCOMPARE(spokenRow(document, 3, {{3, DiffLineMark::Draft}}),
                 u"line 2, added:   `email` varchar(255), (with a note)"_s);
        QCOMPARE(spokenRow(document, 13, {}), QString());
        document.setMode(DiffMode::SideBySide);
        QCOMPARE(spokenRow(document, 2, {}),
                 u"line 2, removed:   `email` varchar(100),; line 2, added:   `email` varchar(255),"_s);
    }
};

ORRERY_SUITE(DiffPartsTest)
#include "tst_diff_parts.moc"
