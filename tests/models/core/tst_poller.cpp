// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/poller.h"

#include "tests/models/manual_timer.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using test::ManualTimer;
using namespace std::chrono_literals;

namespace {

using Wait = std::optional<std::chrono::milliseconds>;

struct Setup
{
    test::ManualClock clock;
    Wait visibleWait = 4s;
    Wait hiddenWait = 15s;
    ManualTimer *timer = new ManualTimer;
    Poller poller{&clock, [this](bool visible) { return visible ? visibleWait : hiddenWait; },
                  std::unique_ptr<PollTimer>(timer)};
    QSignalSpy due{&poller, &Poller::due};
};

} // namespace

class TestPoller : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingBeforeTheFirstAnswer()
    {
        Setup s;
        s.poller.setVisible(true);
        QCOMPARE(s.timer->wait, Wait());
        s.poller.answered();
        QCOMPARE(s.timer->wait, Wait(4s));
    }

    void theWaitDependsOnWhoLooks()
    {
        Setup s;
        s.poller.answered();
        QCOMPARE(s.timer->wait, Wait(15s));
        s.clock.advance(3s);
        s.poller.setVisible(true);
        QCOMPARE(s.timer->wait, Wait(1s)); // of the four, three are gone
        s.poller.setVisible(false);
        s.clock.advance(9s);
        s.poller.setVisible(true);
        QCOMPARE(s.timer->wait, Wait(0s)); // overdue: at once
        s.timer->fire();
        QCOMPARE(s.due.count(), 1);
    }

    void goesOnWithoutAnAnswer()
    {
        Setup s;
        s.poller.answered();
        s.clock.advance(15s);
        s.timer->fire();
        QCOMPARE(s.due.count(), 1);
        QCOMPARE(s.timer->wait, Wait(15s));
    }

    void stopsWhenThereIsNothingToWaitFor()
    {
        Setup s;
        s.poller.answered();
        s.hiddenWait.reset();
        s.poller.answered();
        QCOMPARE(s.timer->wait, Wait());
    }

    void offlineIsQuiet()
    {
        Setup s;
        s.poller.answered();
        s.poller.setOnline(false);
        QCOMPARE(s.timer->wait, Wait());
        s.clock.advance(1min);
        s.poller.setOnline(true);
        QCOMPARE(s.timer->wait, Wait(0s));
    }

    void failuresSpaceOut()
    {
        Setup s;
        s.poller.setVisible(true);
        s.poller.answered(false);
        QCOMPARE(s.timer->wait, Wait(8s));
        s.poller.answered(false);
        QCOMPARE(s.timer->wait, Wait(16s));
        for (int i = 0; i < 40; ++i)
            s.poller.answered(false);
        QCOMPARE(s.timer->wait, Wait(5min));
        s.poller.answered();
        QCOMPARE(s.timer->wait, Wait(4s));
    }

    void aServiceThatCannotBeReachedIsTriedAgainSoon()
    {
        Setup s;
        s.visibleWait = 45s;
        s.poller.setVisible(true);
        LoadState failed;
        failed.phase = LoadState::Phase::Failed;
        failed.error = api::ApiError{.kind = api::ApiError::Kind::Offline};
        QList<std::chrono::milliseconds> waits;
        for (int i = 0; i < 6; ++i) {
            s.poller.answered(failed);
            waits.append(s.timer->wait.value_or(0ms));
        }
        QCOMPARE(waits, QList<std::chrono::milliseconds>({5s, 10s, 20s, 40s, 60s, 60s}));
        // One that answers, but with an error, is left alone for longer.
        failed.error = api::ApiError{.kind = api::ApiError::Kind::Server, .status = 500};
        LoadState ready;
        ready.phase = LoadState::Phase::Ready;
        s.poller.answered(ready);
        QCOMPARE(s.timer->wait, Wait(45s));
        s.poller.answered(failed);
        QCOMPARE(s.timer->wait, Wait(90s));
    }

    void aRealTimerFires()
    {
        test::ManualClock clock;
        Poller poller(&clock, [](bool) { return Wait(1ms); });
        QSignalSpy due(&poller, &Poller::due);
        poller.answered();
        QTRY_VERIFY(due.count() >= 1);
    }
};

ORRERY_SUITE(TestPoller)
#include "tst_poller.moc"
