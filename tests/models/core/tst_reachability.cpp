// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the service answers: told by requests, tried again by itself.
#include "models/core/reachability.h"
#include "tests/models/core/store_fixture.h"
#include "tests/models/manual_timer.h"
#include "tests/support/suite.h"

#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;

class TestReachability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesAwayAndComesBack()
    {
        StoreFixture f;
        const auto ask = [&f]() {
            f.client->send(api::organizations::list({}), f.client.get(), api::Priority::Background);
        };
        auto owned = std::make_unique<ManualTimer>();
        ManualTimer *timer = owned.get();
        Reachability reachability(f.client.get(), &f.clock, ask, std::move(owned));
        QSignalSpy changed(&reachability, &Reachability::changed);
        QVERIFY(reachability.isReachable());

        // An answer is one, also a refusal.
        f.peer.addHttp(403, "{}");
        ask();
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QVERIFY(reachability.isReachable());
        QCOMPARE(timer->wait, std::nullopt);

        // Dropped, also when it was tried again: gone.
        for (int i = 0; i < 8; ++i)
            f.peer.add({}, RawPeer::Then::Close);
        ask();
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QVERIFY(!reachability.isReachable());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toBool(), false);
        // Tried again by itself, more and more seldom.
        QVERIFY(timer->wait.has_value());
        const std::chrono::milliseconds first = *timer->wait;
        timer->fire();
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QVERIFY(timer->wait.has_value());
        QVERIFY(*timer->wait > first);
        QVERIFY(*timer->wait <= std::chrono::minutes(1));
    }

    void oneAnswerIsEnough()
    {
        StoreFixture f;
        f.peer.close();
        const auto ask = [&f]() {
            f.client->send(api::organizations::list({}), f.client.get(), api::Priority::Background);
        };
        Reachability reachability(f.client.get(), &f.clock, ask, std::make_unique<ManualTimer>());
        QSignalSpy changed(&reachability, &Reachability::changed);
        ask();
        QTRY_VERIFY(!reachability.isReachable());
        QTRY_COMPARE(f.client->pendingCount(), 0);
        Q_EMIT f.client->requestFinished(api::SentRequest{.status = 500});
        QVERIFY(reachability.isReachable());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(1).at(0).toBool(), true);
    }
};

ORRERY_SUITE(TestReachability)
#include "tst_reachability.moc"
