// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "tests/views/storage/chart/samples.h"
#include "views/storage/chart/content.h"
#include "views/storage/chart/lines.h"

#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

QList<models::StoragePoint> pointsAt(const QList<int> &seconds, double percent = 50)
{
    QList<models::StoragePoint> points;
    for (const int at : seconds)
        points.append({storageStart().addSecs(at), percent, {}, {}});
    return points;
}

QList<int> lengths(const QList<PointRun> &runs)
{
    QList<int> sizes;
    for (const PointRun &run : runs)
        sizes.append(static_cast<int>(run.size()));
    return sizes;
}

} // namespace

class StorageLinesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badReadingsArePutRight()
    {
        QList<models::StoragePoint> points = pointsAt({300, 0, 600, 300});
        points[3].usedPercent = 70; // the same moment again: the last one counts
        points[2].usedPercent = std::numeric_limits<double>::infinity();
        points.append({QDateTime(), 99, {}, {}});
        const QList<models::StoragePoint> ordered = orderedPoints(points);
        QCOMPARE(ordered.size(), 3);
        QCOMPARE(ordered.at(0).at, storageStart());
        QCOMPARE(ordered.at(1).usedPercent, std::optional<double>(70));
        QCOMPARE(ordered.at(2).usedPercent, std::optional<double>());
    }

    void goodReadingsAreNotCopied()
    {
        const QList<models::StoragePoint> points = pointsAt({0, 300, 600});
        QCOMPARE(orderedPoints(points).constData(), points.constData());
    }

    void aLineIsMadeOfOrderedReadings()
    {
        QList<models::StoragePoint> good = pointsAt({0, 300, 600});
        const auto *data = std::as_const(good).constData();
        QCOMPARE(orderedLine(good).at.size(), 3U);
        QCOMPARE(std::as_const(good).constData(), data); // not copied
        QList<models::StoragePoint> bad = pointsAt({300, 0, 600, 300});
        bad.append({QDateTime(), 99, {}, {}});
        const StorageLine line = orderedLine(bad);
        QCOMPARE(bad.size(), 3);
        QVERIFY(
            (line.at == std::vector<double>{msOf(hour(0)), msOf(hour(0).addSecs(300)), msOf(hour(0).addSecs(600))}));
        QCOMPARE(line.gapBefore.size(), 3U);
    }

    void linesBreakWhereReadingsAreMissing_data()
    {
        QTest::addColumn<QList<int>>("seconds");
        QTest::addColumn<QList<int>>("runs");
        QTest::newRow("regular") << QList<int>{0, 300, 600, 900} << QList<int>{4};
        QTest::newRow("two") << QList<int>{0, 86400} << QList<int>{2};
        QTest::newRow("an hour of five-minute readings is missing")
            << QList<int>{0, 300, 600, 4200, 4500, 4800} << QList<int>{3, 3};
        QTest::newRow("one missing reading is no gap") << QList<int>{0, 600, 1200, 2400, 3000, 3600} << QList<int>{6};
        QTest::newRow("daily, then five minutes")
            << QList<int>{0, 86400, 2 * 86400, 3 * 86400, 3 * 86400 + 300, 3 * 86400 + 600} << QList<int>{6};
        QTest::newRow("the lowest, the highest and the last of each hour")
            << QList<int>{60, 3500, 3590, 3700, 7100, 7190, 7300, 10700, 10790} << QList<int>{9};
        QTest::newRow("daily with a lost week")
            << QList<int>{0, 86400, 2 * 86400, 9 * 86400, 10 * 86400, 11 * 86400} << QList<int>{3, 3};
    }
    void linesBreakWhereReadingsAreMissing()
    {
        QFETCH(QList<int>, seconds);
        QFETCH(QList<int>, runs);
        const StorageLine line = storageLine(pointsAt(seconds));
        QCOMPARE(lengths(lineRuns(line, line.percent, line.at.front(), line.at.back(), 1000)), runs);
    }

    void thinningKeepsTheExtremes()
    {
        QList<models::StoragePoint> points;
        for (int i = 0; i < 10000; ++i)
            points.append({storageStart().addSecs(30 * i), 50.0, {}, {}});
        points[4321].usedPercent = 91;
        points[4322].usedPercent = 7;
        const StorageLine line = storageLine(points);
        const QList<PointRun> runs = lineRuns(line, line.percent, line.at.front(), line.at.back(), 100);
        QCOMPARE(runs.size(), 1);
        QVERIFY2(runs.at(0).size() <= 202, qPrintable(QString::number(runs.at(0).size())));
        QVERIFY(runs.at(0).contains(QPointF(msOf(points.at(4321).at), 91)));
        QVERIFY(runs.at(0).contains(QPointF(msOf(points.at(4322).at), 7)));
        QCOMPARE(runs.at(0).first().x(), line.at.front());
        QCOMPARE(runs.at(0).last().x(), line.at.back());
        QVERIFY(std::is_sorted(runs.at(0).cbegin(), runs.at(0).cend(),
                               [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
    }

    void aViewReachesItsEdges()
    {
        const StorageLine line = storageLine(grown(u"a"_s, 25, 0, 24).points);
        const QList<PointRun> runs = lineRuns(line, line.percent, msOf(hour(3)) + 1, msOf(hour(6)) - 1, 100);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs.at(0).first(), QPointF(msOf(hour(3)), 3));
        QCOMPARE(runs.at(0).last(), QPointF(msOf(hour(6)), 6));
    }

    void nothingIsDrawnOfNothing()
    {
        QVERIFY(lineRuns(storageLine({}), {}, 0, 1, 100).isEmpty());
        QVERIFY(capacitySteps(storageLine({}), 0, 1, 100).isEmpty());
        // Sources that differ a little draw no teeth.
        const StorageLine two = storageLine({{hour(0), 5, 1, 1000.0}, {hour(1), 5, 1, 992.0}, {hour(2), 5, 1, 1000.0}});
        const PointRun flat = capacitySteps(two, msOf(hour(0)), msOf(hour(2)), 100);
        QCOMPARE(flat, (PointRun{{msOf(hour(0)), 1000}, {msOf(hour(2)), 1000}}));
        const StorageLine zero = storageLine({{hour(0), 5, 1, 0.0}});
        QVERIFY(capacitySteps(zero, msOf(hour(0)), msOf(hour(1)), 100).isEmpty());
    }

    void sixtyFourLinesHaveFiveLooks()
    {
        QList<std::optional<double>> levels;
        for (int i = 0; i < 64; ++i)
            levels.append(i == 7 ? std::nullopt : std::optional<double>(i));
        const QList<StorageLineStyle> styles = lineStyles(levels);
        QList<int> colored;
        for (int i = 0; i < styles.size(); ++i) {
            if (!styles.at(i).isBackground())
                colored.append(i);
        }
        QCOMPARE(colored, (QList<int>{59, 60, 61, 62, 63}));
    }

    void eightLinesAllDiffer()
    {
        const QList<StorageLineStyle> styles = lineStyles(QList<std::optional<double>>(8, 50.0));
        for (int i = 0; i < styles.size(); ++i)
            QCOMPARE(styles.indexOf(styles.at(i)), i);
        QCOMPARE(styles.at(6), (StorageLineStyle{0, Qt::DotLine}));
    }
};

ORRERY_SUITE(StorageLinesTest)
#include "tst_lines.moc"
