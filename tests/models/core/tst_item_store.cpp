// SPDX-License-Identifier: GPL-3.0-or-later
// One resource: loaded, kept, and never overwritten by an older answer.
#include "models/core/item_store.h"
#include "tests/models/core/store_fixture.h"
#include "tests/models/manual_timer.h"
#include "tests/support/suite.h"

#include <QSemaphore>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using api::Organization;
using Phase = LoadState::Phase;

namespace {

using TestedStore = ItemStore<Organization>;

const CacheKey key{u"account-1"_s, u"organization"_s, u"acme"_s};

TestedStore::Spec spec()
{
    TestedStore::Spec spec;
    spec.key = key;
    spec.failureTitle = u"acme could not be loaded."_s;
    spec.get = [] { return api::organizations::get({u"acme"_s}); };
    spec.encode = &api::Codec<Organization>::encode;
    spec.decode = &api::Codec<Organization>::decode;
    return spec;
}

QByteArray acme(const QByteArray &plan)
{
    return R"({"id":"o1","name":"acme","plan":")" + plan + R"("})";
}

Organization value(const QString &plan)
{
    Organization organization;
    organization.id = u"o1"_s;
    organization.name = u"acme"_s;
    organization.plan = plan;
    return organization;
}

void keep(StoreFixture &f, const QString &plan, const QDateTime &at)
{
    f.database.store(
        key,
        [plan] {
            return QList<CacheEntry>{{u"value"_s, api::Codec<Organization>::encode(value(plan))}};
        },
        at);
}

} // namespace

class TestItemStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsAndKeeps()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("scaler_pro"));
        f.peer.addHttp(200, acme("later"), {}, RawPeer::Then::Hold);
        {
            TestedStore store(f.context(), spec());
            QSignalSpy changed(&store, &Store::stateChanged);
            QVERIFY(!store.value().has_value());
            store.open();
            QCOMPARE(store.state().phase, Phase::Loading);
            QTRY_COMPARE(store.state().phase, Phase::Ready);
            QCOMPARE(changed.size(), 2);
            QCOMPARE(store.value()->plan, u"scaler_pro"_s);
            QCOMPARE(store.state().fetchedAt, f.clock.now());
        }
        f.clock.advance(std::chrono::hours(1));
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_VERIFY(store.value().has_value());
        QCOMPARE(store.value()->plan, u"scaler_pro"_s);
        QCOMPARE(store.state().fetchedAt, f.clock.now().addSecs(-3600));
    }

    // Everything is decided before the first request leaves: the queue has one place on the wire.
    void aPageThatWasLeftLetsOthersGoFirst()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("other"));
        f.peer.addHttp(200, acme("left"));
        TestedStore store(f.context(), spec());
        store.setPollTimer(std::make_unique<ManualTimer>());
        QObject viewer;
        store.addViewer(&viewer);
        store.open();
        store.removeViewer(&viewer);
        f.client->send(api::organizations::get({u"other"_s}), &viewer);
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(store.value()->plan, u"left"_s);
        QCOMPARE(f.peer.requests().first().target, "/v1/organizations/other");
    }

    void whoLooksOrAsksAgainComesFirst_data()
    {
        QTest::addColumn<bool>("looks");
        QTest::newRow("a viewer") << true;
        QTest::newRow("a refresh by hand") << false;
    }
    void whoLooksOrAsksAgainComesFirst()
    {
        QFETCH(bool, looks);
        StoreFixture f;
        f.peer.addHttp(200, acme("wanted"));
        f.peer.addHttp(200, acme("other"));
        TestedStore store(f.context(), spec());
        store.setPollTimer(std::make_unique<ManualTimer>());
        QObject viewer;
        f.client->send(api::organizations::get({u"other"_s}), &viewer, api::Priority::Background);
        store.refresh(api::Priority::Background);
        if (looks)
            store.addViewer(&viewer);
        else
            store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(store.value()->plan, u"wanted"_s);
    }

    void aFailedRefreshKeepsTheValue()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("a"));
        f.peer.addHttp(404, R"({"code":"not_found","message":"Not Found"})");
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Failed);
        QCOMPARE(store.value()->plan, u"a"_s);
        QCOMPARE(store.state().error->kind, api::ApiError::Kind::NotFound);
        QCOMPARE(store.failureTitle(), u"acme could not be loaded."_s);
    }

    void whatWasKeptComesBehindAFailure()
    {
        StoreFixture f;
        keep(f, u"kept"_s, f.clock.now().addDays(-1));
        QSemaphore gate;
        f.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        f.peer.addHttp(500, "");
        f.peer.addHttp(403, "{}");
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Failed);
        gate.release();
        QTRY_VERIFY(store.value().has_value());
        QCOMPARE(store.state().phase, Phase::Failed);
        QVERIFY(store.state().error.has_value());
        QVERIFY(store.state().hasContent);
    }

    void whatWasKeptDoesNotOverwriteAnAnswer()
    {
        StoreFixture f;
        keep(f, u"kept"_s, f.clock.now().addDays(-1));
        QSemaphore gate;
        f.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        f.peer.addHttp(200, acme("fresh"));
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        gate.release();
        bool flushed = false;
        f.database.run([](QSqlDatabase &) {}, this, [&flushed] { flushed = true; });
        QTRY_VERIFY(flushed);
        QCOMPARE(store.value()->plan, u"fresh"_s);
        QCOMPARE(store.state().phase, Phase::Ready);
    }

    void aValueOfAnActionIsNewerThanTheLoadUnderWay()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("before"), {}, RawPeer::Then::Hold);
        f.peer.addHttp(200, acme("later"));
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        store.setValue(value(u"after"_s));
        QCOMPARE(store.state().phase, Phase::Ready);
        f.peer.release();
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(store.value()->plan, u"after"_s);
        QCOMPARE(store.state().phase, Phase::Ready);
        store.refresh();
        QTRY_COMPARE(store.value().value_or(api::Organization()).plan, u"later"_s);
    }

    void aCanceledLoadIsNotLoadingForEver()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("a"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        for (api::Job *job : store.findChildren<api::Job *>())
            job->cancel();
        QTRY_COMPARE(store.state().phase, Phase::Idle);
        QVERIFY(!store.state().error.has_value());
    }

    void openIsCheapWhileFresh()
    {
        StoreFixture f;
        f.peer.addHttp(200, acme("a"));
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        f.clock.advance(std::chrono::seconds(14));
        store.open();
        QCOMPARE(store.state().phase, Phase::Ready);
        f.clock.advance(std::chrono::seconds(1));
        store.open();
        QCOMPARE(store.state().phase, Phase::Loading);
    }

    void anUndecodableKeptValueIsNone()
    {
        StoreFixture f;
        f.database.store(
            key,
            [] {
                return QList<CacheEntry>{{u"value"_s, "not JSON"}};
            },
            f.clock.now());
        f.peer.addHttp(200, acme("fresh"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        QVERIFY(!store.value().has_value());
        QVERIFY(!store.state().hasContent);
        f.peer.release();
        QTRY_COMPARE(store.value().value_or(api::Organization()).plan, u"fresh"_s);
    }
};

ORRERY_SUITE(TestItemStore)
#include "tst_item_store.moc"
