// SPDX-License-Identifier: GPL-3.0-or-later
// The collector against a service that answers as scripted: what it asks for, how often, and what it keeps.
#include "models/storage/sources/collector.h"

#include "models/storage/history/history.h"
#include "tests/models/manual_timer.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray v1 = "GET /v1/organizations";
const QByteArray databases = v1 + "/acme/databases";

QByteArray page(const QByteArray &rows)
{
    return "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[" + rows + "]}";
}

QByteArray branchPath(const QByteArray &database, const QByteArray &branch = "main")
{
    return databases + "/" + database + "/branches/" + branch;
}

QByteArray branchRow(const QByteArray &kind, const QByteArray &more = {})
{
    return "{\"id\":\"b1\",\"name\":\"main\",\"kind\":\"" + kind + "\",\"production\":true" + more + "}";
}

/// Two shards of a keyspace at one moment.
QByteArray tabletSeries(qint64 at)
{
    const QByteArray time = QByteArray::number(at);
    const auto curve = [&time](const QByteArray &metric, const QByteArray &shard, const QByteArray &value) {
        return "{\"type\":\"TimeSeries\",\"metric\":\"" + metric
            + "\",\"label\":\"\",\"labels\":{\"keyspace\":\"commerce\",\"shard\":\"" + shard + "\"},\"points\":[["
            + time + "," + value + "]]}";
    };
    return "{\"type\":\"MetricSeries\",\"interval\":300,\"series\":[" + curve("shard_storage_usage", "-80", "75") + ","
        + curve("shard_storage_available", "-80", "25000000000") + "," + curve("shard_storage_usage", "80-", "60") + ","
        + curve("shard_storage_available", "80-", "40000000000") + "]}";
}

struct Fixture : test::ServiceFixture
{
    StorageHistory history{&database, &clock};
    OrganizationList organizations{context(), organizationListSpec(context())};
    test::ManualTimer *timer = nullptr;
    std::unique_ptr<StorageCollector> collector;

    Fixture()
    {
        peer.set(v1, 200, page("{\"id\":\"o1\",\"name\":\"acme\"}"));
        peer.set(databases, 200, page("{\"id\":\"d1\",\"name\":\"shop\"}"));
        peer.set(databases + "/shop/branches", 200, page(branchRow("mysql")));
        peer.set(branchPath("shop") + "/metrics/tablets", 200, tabletSeries(clock.now().toSecsSinceEpoch() - 60));
        peer.set(branchPath("shop") + "/metrics/keyspace-tables", 200, "{\"commerce\":{\"orders\":1048576}}");
    }
    void make()
    {
        timer = new test::ManualTimer;
        collector = std::make_unique<StorageCollector>(context(), &organizations, &history, nullptr, nullptr,
                                                       std::unique_ptr<PollTimer>(timer));
    }
    void round() { QTRY_VERIFY(!collector->isCollecting()); }
    QList<StorageReading> latest()
    {
        std::optional<QList<StorageReading>> found;
        // What is handed in is written behind; the answer comes after it.
        QTest::qWait(0);
        history.latest(u"account-1"_s, &history, [&found](const QList<StorageReading> &readings) { found = readings; });
        [&] { QTRY_VERIFY(found.has_value()); }();
        return found.value_or(QList<StorageReading>());
    }
};

} // namespace

class TestStorageCollector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAskedBeforeItBegins()
    {
        Fixture f;
        f.make();
        QTest::qWait(20);
        QCOMPARE(f.peer.requests().size(), 0);
    }

    void aRoundAsksOnceForEachBranch()
    {
        Fixture f;
        f.make();
        QSignalSpy added(&f.history, &StorageHistory::added);
        f.collector->start();
        QVERIFY(f.collector->isCollecting());
        f.round();
        // Lists: organizations, databases, branches; then one request for the volumes and one for the tables.
        QCOMPARE(f.peer.requests().size(), 5);
        QCOMPARE(f.collector->requestsOfRound(), 2);
        QVERIFY(f.collector->failures().isEmpty());
        QCOMPARE(f.collector->targets()->targets().size(), 1);
        for (const auto &seen : f.peer.requests()) {
            if (seen.line == databases + "/shop/branches")
                QVERIFY2(seen.query.contains("production=true"), seen.query.constData());
            if (seen.line.endsWith("/metrics/tablets")) {
                // Nothing was ever read: as far back as the service goes.
                QVERIFY2(seen.query.contains("period=8d"), seen.query.constData());
                QVERIFY2(seen.query.contains("shard_storage_usage"), seen.query.constData());
                QVERIFY2(seen.query.contains("shard_storage_available"), seen.query.constData());
            }
        }
        QTRY_COMPARE(f.latest().size(), 2);
        const auto readings = f.latest();
        QCOMPARE(readings.size(), 2);
        QCOMPARE(readings.at(0).volume.organization, u"acme"_s);
        QCOMPARE(readings.at(0).volume.database, u"shop"_s);
        QCOMPARE(readings.at(0).volume.branch, u"main"_s);
        QCOMPARE(readings.at(0).volume.keyspace, u"commerce"_s);
        QCOMPARE(readings.at(0).volume.shard, u"-80"_s);
        QCOMPARE(*readings.at(0).point.usedPercent, 75.0);
        QCOMPARE(readings.at(0).point.source, StorageSource::BranchMetrics);
        QCOMPARE(readings.at(1).volume.shard, u"80-"_s);

        // Five minutes later: the volumes alone, and only what is new.
        QCOMPARE(*f.timer->wait, std::chrono::minutes(5));
        f.peer.forget();
        f.clock.advance(std::chrono::minutes(5));
        f.timer->fire();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        f.round();
        QVERIFY(f.peer.requests().first().line.endsWith("/metrics/tablets"));
        QVERIFY2(f.peer.requests().first().query.contains("period=1h"), f.peer.requests().first().query.constData());
    }

    void switchedOffItAsksNothingMore()
    {
        Fixture f;
        f.make();
        f.collector->start();
        f.round();
        f.collector->stop();
        f.peer.forget();
        f.clock.advance(std::chrono::minutes(10));
        f.timer->fire(); // it was set before
        QVERIFY(!f.collector->isCollecting());
        QTest::qWait(20);
        QCOMPARE(f.peer.requests().size(), 0);
        // Somebody who asks is answered all the same.
        f.collector->collect();
        QVERIFY(f.collector->isCollecting());
        f.round();
        QVERIFY(f.peer.count(branchPath("shop") + "/metrics/tablets") > 0);
    }

    void switchedOffInARoundItSendsNothingMore()
    {
        Fixture f;
        QByteArray rows;
        for (int i = 0; i < 30; ++i) {
            const QByteArray name = "db" + QByteArray::number(i);
            rows += (i == 0 ? "" : ",") + QByteArray("{\"id\":\"d") + name + "\",\"name\":\"" + name + "\"}";
            f.peer.set(databases + "/" + name + "/branches", 200, page(branchRow("mysql")));
            f.peer.set(branchPath(name) + "/metrics/tablets", test::ServiceStub::hold, {});
            f.peer.set(branchPath(name) + "/metrics/keyspace-tables", test::ServiceStub::hold, {});
        }
        f.peer.set(databases, 200, page(rows));
        f.make();
        f.collector->start();
        const auto metrics = [&f]() {
            return std::count_if(f.peer.requests().cbegin(), f.peer.requests().cend(),
                                 [](const auto &seen) { return seen.line.contains("/metrics/"); });
        };
        QTRY_VERIFY(metrics() > 0);
        f.collector->stop();
        f.round();
        const auto sent = metrics();
        QVERIFY2(sent < 30, QByteArray::number(qlonglong(sent)).constData());
        QVERIFY(!f.collector->collectedAt().isValid());
        QVERIFY(f.collector->failures().isEmpty());
        QTest::qWait(20);
        QCOMPARE(metrics(), sent);
    }

    void whatCannotBeUsedIsCounted()
    {
        Fixture f;
        f.peer.set(
            branchPath("shop") + "/metrics/tablets", 200,
            tabletSeries(f.clock.now().toSecsSinceEpoch() - 60).replace("\"75\"", "\"-3\"").replace(",75]", ",-3]"));
        f.make();
        f.collector->start();
        f.round();
        QCOMPARE(f.collector->leftOut().size(), 1);
        QCOMPARE(f.collector->leftOut().first().branch.branch, u"main"_s);
        QVERIFY(f.collector->leftOut().first().values > 0);
        f.peer.set(branchPath("shop") + "/metrics/tablets", 200, tabletSeries(f.clock.now().toSecsSinceEpoch() - 60));
        f.clock.advance(std::chrono::minutes(5));
        f.timer->fire();
        f.round();
        QVERIFY(f.collector->leftOut().isEmpty());
    }

    void whatAnEarlierRunReadIsNotAskedForAgain()
    {
        Fixture f;
        StorageReading kept;
        kept.volume.account = u"account-1"_s;
        kept.volume.organization = u"acme"_s;
        kept.volume.database = u"shop"_s;
        kept.volume.branch = u"main"_s;
        kept.volume.keyspace = u"commerce"_s;
        kept.volume.shard = u"-80"_s;
        kept.point.at = f.clock.now().addSecs(-10 * 3600);
        kept.point.usedPercent = 70;
        QSignalSpy added(&f.history, &StorageHistory::added);
        f.history.add({kept});
        QTRY_COMPARE(added.size(), 1);
        f.make();
        f.collector->start();
        f.round();
        for (const auto &seen : f.peer.requests()) {
            if (seen.line.endsWith("/metrics/tablets"))
                QVERIFY2(seen.query.contains("period=12h"), seen.query.constData());
        }
    }

    void postgresIsAskedForTheSeriesOnceAndForThePresentThen()
    {
        Fixture f;
        f.peer.set(
            databases + "/shop/branches", 200,
            page(branchRow("postgresql", ",\"maximum_storage_bytes\":128849018880,\"storage_autoscaling\":true")));
        f.peer.set(branchPath("shop") + "/metrics", 200,
                   "{\"series\":[{\"metric\":\"planetscale_volume_usage_percentages\",\"label\":\"\",\"labels\":{"
                   "\"pod\":\"postgres-0\"},"
                   "\"points\":[["
                       + QByteArray::number(f.clock.now().toSecsSinceEpoch() - 3600) + ",70.5]]}]}");
        f.peer.set(branchPath("shop") + "/metrics/instant", 200,
                   "{\"type\":\"InstantMetrics\",\"metrics\":[{\"metric\":\"planetscale_volume_usage_percentage\","
                   "\"label\":\"\","
                   "\"values\":[{\"pod\":\"postgres-0\",\"role\":\"primary\",\"value\":71.4}]}]}");
        f.peer.set(branchPath("shop") + "/metrics/tables", 200, "{}");
        f.make();
        f.collector->start();
        f.round();
        QCOMPARE(f.collector->requestsOfRound(), 3);
        QTRY_COMPARE(f.latest().value(0).role, u"primary"_s); // two answers, two writes
        const auto readings = f.latest();
        QCOMPARE(readings.size(), 1);
        QCOMPARE(readings.first().volume.pod, u"postgres-0"_s);
        QCOMPARE(*readings.first().point.usedPercent, 71.4);
        const StorageTarget &target = f.collector->targets()->targets().first();
        QCOMPARE(target.limits.autoscaling, std::optional(true));
        QCOMPARE(target.limits.maximumBytes, std::optional(128849018880.0));

        f.peer.forget();
        f.clock.advance(std::chrono::minutes(5));
        f.timer->fire();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        f.round();
        QVERIFY(f.peer.requests().first().line.endsWith("/metrics/instant"));
    }

    void aRefusedBranchIsLeftAloneForAnHour()
    {
        Fixture f;
        f.peer.set(databases + "/shop/branches", 200, page(branchRow("mysql")));
        f.peer.set(branchPath("shop") + "/metrics/tablets", 403, "{\"code\":\"forbidden\",\"message\":\"No\"}");
        f.make();
        f.collector->start();
        f.round();
        QCOMPARE(f.collector->failures().size(), 1);
        QCOMPARE(f.collector->failures().first().branch, u"main"_s);
        QCOMPARE(f.collector->failures().first().error.kind, api::ApiError::Kind::Forbidden);
        f.peer.forget();
        f.clock.advance(std::chrono::minutes(5));
        f.timer->fire();
        f.round();
        QCOMPARE(f.peer.requests().size(), 0);
        // Asked by a person, it is tried.
        f.collector->collect();
        f.round();
        QCOMPARE(f.peer.count(branchPath("shop") + "/metrics/tablets"), 1);
    }

    void aBranchThatSomebodyLooksAtIsReadAtOnce()
    {
        Fixture f;
        f.make();
        StorageTarget dev{u"acme"_s, u"shop"_s, u"dev"_s, {}, api::OpenEnum<api::DatabaseKind>::fromText(u"mysql"_s),
                          {}};
        f.peer.set(branchPath("shop", "dev") + "/metrics/tablets", 200,
                   tabletSeries(f.clock.now().toSecsSinceEpoch() - 60));
        f.peer.set(branchPath("shop", "dev") + "/metrics/keyspace-tables", 404, "{}");
        QCOMPARE(f.collector->branchState(dev).phase, LoadState::Phase::Idle);
        QSignalSpy changed(f.collector.get(), &StorageCollector::branchChanged);
        f.collector->collectBranch(dev);
        QCOMPARE(f.collector->branchState(dev).phase, LoadState::Phase::Loading);
        QTRY_COMPARE(f.collector->branchState(dev).phase, LoadState::Phase::Ready);
        // No sizes of tables: that says nothing of its volumes. And no list was asked for.
        QCOMPARE(f.peer.requests().size(), 2);
        QTRY_COMPARE(f.latest().size(), 2);
        QCOMPARE(f.latest().first().volume.branch, u"dev"_s);
        QVERIFY(!f.collector->isCollecting());

        f.peer.set(branchPath("shop", "dev") + "/metrics/tablets", 503, "Metrics service unavailable");
        f.collector->collectBranch(dev);
        QTRY_COMPARE(f.collector->branchState(dev).phase, LoadState::Phase::Failed);
        QCOMPARE(f.collector->branchState(dev).error->status, 503);
    }

    void oneFailureDoesNotStopTheOthers()
    {
        Fixture f;
        f.peer.set(databases, 200,
                   page("{\"id\":\"d1\",\"name\":\"shop\"},{\"id\":\"d2\",\"name\":\"blog\"},{\"id\":\"d3\",\"name\":"
                        "\"gone\"}"));
        f.peer.set(databases + "/blog/branches", 200, page(branchRow("mysql")));
        f.peer.set(branchPath("blog") + "/metrics/tablets", 503, "Metrics service unavailable");
        f.peer.set(databases + "/gone/branches", 404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}");
        f.make();
        f.collector->start();
        f.round();
        QTRY_COMPARE(f.latest().size(), 2);
        const auto failures = f.collector->failures();
        QCOMPARE(failures.size(), 2);
        QCOMPARE(failures.at(0).database, u"gone"_s);
        QCOMPARE(failures.at(0).branch, QString());
        QCOMPARE(failures.at(1).database, u"blog"_s);
        QCOMPARE(failures.at(1).error.status, 503);
        // The next round comes as usual: something did answer.
        QCOMPARE(*f.timer->wait, std::chrono::minutes(5));
    }

    void thirtyBranchesAreThirtyRequestsARound()
    {
        Fixture f;
        QByteArray rows;
        for (int i = 0; i < 30; ++i) {
            const QByteArray name = "db" + QByteArray::number(i);
            rows += (i ? "," : "") + QByteArray("{\"id\":\"") + name + "\",\"name\":\"" + name + "\"}";
            f.peer.set(databases + "/" + name + "/branches", 200, page(branchRow("mysql")));
            f.peer.set(branchPath(name) + "/metrics/tablets", 200, tabletSeries(f.clock.now().toSecsSinceEpoch() - 60));
            f.peer.set(branchPath(name) + "/metrics/keyspace-tables", 200, "{}");
        }
        f.peer.set(databases, 200, page(rows));
        f.make();
        f.collector->start();
        QTRY_VERIFY_WITH_TIMEOUT(!f.collector->isCollecting(), 60'000);
        QCOMPARE(f.collector->requestsOfRound(), 60);
        f.clock.advance(std::chrono::minutes(5));
        f.timer->fire();
        QTRY_VERIFY(f.collector->isCollecting());
        QTRY_VERIFY_WITH_TIMEOUT(!f.collector->isCollecting(), 60'000);
        // So 100 branches are 20 requests a minute, of the 300 that the background may take.
        QCOMPARE(f.collector->requestsOfRound(), 30);
        QTRY_COMPARE(f.latest().size(), 60);
    }
};

ORRERY_SUITE(TestStorageCollector)
#include "tst_collector.moc"
