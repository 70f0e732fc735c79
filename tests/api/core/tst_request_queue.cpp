// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/request_queue.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QList>
#include <QTest>

using namespace orrery::api;
using namespace std::chrono_literals;
using orrery::test::ManualClock;

namespace {

/// Takes everything that may start now.
QList<quint64> takeAll(RequestQueue &queue, const ManualClock &clock)
{
    QList<quint64> taken;
    while (const auto id = queue.takeNext(clock.monotonic()))
        taken.append(*id);
    return taken;
}

void finishAll(RequestQueue &queue, const QList<quint64> &ids)
{
    for (const quint64 id : ids)
        queue.finished(id);
}

} // namespace

class TestRequestQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foregroundGoesFirst()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        queue.add(1, Priority::Background);
        queue.add(2, Priority::Background);
        queue.add(3, Priority::Foreground);
        queue.add(4, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{3, 4, 1, 2}));
        QCOMPARE(queue.runningCount(), 4);
        QCOMPARE(queue.waitingCount(), 0);
    }

    void sixAtOnce()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        for (quint64 id = 1; id <= 8; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{1, 2, 3, 4, 5, 6}));
        QVERIFY(!queue.nextChance(clock.monotonic()));
        queue.finished(3);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{7});
    }

    void backgroundLeavesRoomForAPerson()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        for (quint64 id = 1; id <= 8; ++id)
            queue.add(id, Priority::Background);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{1, 2, 3, 4}));
        queue.add(9, Priority::Foreground);
        queue.add(10, Priority::Foreground);
        queue.add(11, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{9, 10}));
    }

    void backgroundStillRunsWithOneSlot()
    {
        ManualClock clock;
        RequestQueue queue(600, 1);
        queue.add(1, Priority::Background);
        queue.add(2, Priority::Background);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{1});
    }

    void theBudgetIsSixHundredInAnySixtySeconds()
    {
        ManualClock clock;
        RequestQueue queue(600, 1000);
        for (quint64 id = 1; id <= 700; ++id)
            queue.add(id, Priority::Foreground);
        finishAll(queue, takeAll(queue, clock));
        QCOMPARE(queue.waitingCount(), 100);
        QCOMPARE(*queue.nextChance(clock.monotonic()) - clock.monotonic(), 60s);
        clock.advance(59'999ms);
        QCOMPARE(takeAll(queue, clock).size(), 0);
        clock.advance(1ms);
        QCOMPARE(takeAll(queue, clock).size(), 100);
    }

    void theWindowSlides()
    {
        ManualClock clock;
        RequestQueue queue(4, 100);
        for (quint64 id = 1; id <= 2; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock).size(), 2);
        clock.advance(30s);
        for (quint64 id = 3; id <= 7; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{3, 4}));
        clock.advance(30s);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{5, 6}));
        QCOMPARE(*queue.nextChance(clock.monotonic()) - clock.monotonic(), 30s);
    }

    void backgroundTakesAtMostHalfOfTheBudget()
    {
        ManualClock clock;
        RequestQueue queue(10, 100);
        for (quint64 id = 1; id <= 8; ++id)
            queue.add(id, Priority::Background);
        QCOMPARE(takeAll(queue, clock).size(), 5);
        for (quint64 id = 11; id <= 20; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{11, 12, 13, 14, 15}));
        clock.advance(60s);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{16, 17, 18, 19, 20, 6, 7, 8}));
    }

    void foregroundMayTakeAllOfTheBudget()
    {
        ManualClock clock;
        RequestQueue queue(10, 100);
        for (quint64 id = 1; id <= 12; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock).size(), 10);
    }

    void aPauseStopsEverything()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        queue.add(1, Priority::Foreground);
        queue.pauseUntil(clock.monotonic() + 7s);
        queue.pauseUntil(clock.monotonic() + 3s);
        QVERIFY(!queue.takeNext(clock.monotonic()));
        QCOMPARE(*queue.nextChance(clock.monotonic()) - clock.monotonic(), 7s);
        clock.advance(7s);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{1});
    }

    void aRetryWaitsWithoutASlotAndKeepsItsPlace()
    {
        ManualClock clock;
        RequestQueue queue(600, 1);
        queue.add(1, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{1});
        queue.finished(1);
        queue.add(1, Priority::Foreground, clock.monotonic() + 500ms);
        queue.add(2, Priority::Foreground);
        queue.add(3, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{2});
        clock.advance(500ms);
        queue.finished(2);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{1});
    }

    void tellsWhenToLookAgain()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        QVERIFY(!queue.nextChance(clock.monotonic()));
        queue.add(1, Priority::Foreground, clock.monotonic() + 500ms);
        queue.add(2, Priority::Background, clock.monotonic() + 300ms);
        QCOMPARE(*queue.nextChance(clock.monotonic()) - clock.monotonic(), 300ms);
        clock.advance(1s);
        QCOMPARE(*queue.nextChance(clock.monotonic()) - clock.monotonic(), 0ms);
    }

    void prioritiesChangeAndRequestsGo()
    {
        ManualClock clock;
        RequestQueue queue(600, 6);
        queue.add(1, Priority::Background);
        queue.add(2, Priority::Background);
        queue.add(3, Priority::Background, clock.monotonic() + 1ms);
        queue.add(4, Priority::Foreground);
        queue.add(5, Priority::Foreground);
        queue.add(6, Priority::Foreground, clock.monotonic() + 1ms);
        queue.setPriority(2, Priority::Foreground);
        queue.setPriority(3, Priority::Foreground);
        queue.setPriority(5, Priority::Background);
        queue.setPriority(6, Priority::Background);
        queue.remove(4);
        queue.setPriority(4, Priority::Background); // gone: no effect
        clock.advance(1ms);
        QCOMPARE(takeAll(queue, clock), (QList<quint64>{2, 3, 1, 5, 6}));
    }

    void whatWasNotSentCostsNothing()
    {
        ManualClock clock;
        RequestQueue queue(2, 1);
        for (quint64 id = 1; id <= 3; ++id)
            queue.add(id, Priority::Foreground);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{1});
        queue.giveBack(1);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{2});
        queue.finished(2);
        QCOMPARE(takeAll(queue, clock), QList<quint64>{3});
    }
};

ORRERY_SUITE(TestRequestQueue)
#include "tst_request_queue.moc"
