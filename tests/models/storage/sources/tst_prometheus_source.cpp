// SPDX-License-Identifier: GPL-3.0-or-later
// The user's Prometheus servers: what is asked of them, what is kept of it, and where their secrets are.
#include "models/storage/sources/prometheus_source.h"

#include "models/storage/history/history.h"
#include "models/storage/view/radar.h"
#include "tests/models/account_fixture.h"
#include "tests/models/manual_timer.h"
#include "tests/support/manual_clock.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QFutureWatcher>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QUrlQuery>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using Phase = PrometheusState::Phase;

namespace {

const QByteArray v1 = "GET /v1/organizations";
const QByteArray rangeLine = "GET /api/v1/query_range";
const QByteArray instantLine = "GET /api/v1/query";
const QByteArray password = "correct-horse-battery";

QByteArray page(const QByteArray &rows)
{
    return "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[" + rows + "]}";
}

/// One side of a tablet's volume at these moments.
QByteArray side(const QByteArray &id, const QByteArray &metric, const QByteArray &pod, const QList<qint64> &times,
                double value)
{
    QByteArray values;
    for (const qint64 time : times)
        values += (values.isEmpty() ? "[" : ",[") + QByteArray::number(time) + ",\"" + QByteArray::number(value, 'f', 0)
            + "\"]";
    return "{\"metric\":{\"__name__\":\"planetscale_vttablet_volume_" + metric
        + "_bytes\",\"planetscale_database_branch_id\":\"" + id
        + "\",\"planetscale_organization_name\":\"acme\",\"planetscale_database_name\":\"shop\","
          "\"planetscale_branch_name\":\"main\",\"planetscale_keyspace\":\"commerce\",\"planetscale_shard\":\"-\","
          "\"planetscale_pod\":\""
        + pod + "\"},\"values\":[" + values + "]}";
}

/// One shard's part of the table orders.
QByteArray table(const QByteArray &shard, double bytes, const QList<qint64> &times)
{
    return "{\"metric\":{\"__name__\":\"planetscale_vttablet_table_storage_bytes\",\"planetscale_database_branch_id\":"
           "\"b1\",\"planetscale_keyspace\":\"commerce\",\"planetscale_table\":\"orders\",\"planetscale_shard\":\""
        + shard + "\"},\"values\":[[" + QByteArray::number(times.constLast()) + ",\"" + QByteArray::number(bytes)
        + "\"]]}";
}

/// Two tablets of one shard, 60 and 80 of 100 bytes used, and one of a branch nobody knows.
QByteArray matrix(const QList<qint64> &times)
{
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + side("b1", "available", "one", times, 40) + "," + side("b1", "capacity", "one", times, 100) + ","
        + side("b1", "available", "two", times, 20) + "," + side("b1", "capacity", "two", times, 100) + ","
        + side("b7", "available", "one", times, 20) + "," + side("b7", "capacity", "one", times, 100) + ","
        + table("-80", 700, times) + "," + table("80-", 300, times) + "]}}";
}

const QByteArray nothing = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}";

/// A keychain that takes nothing.
class NoKeychain final : public api::SecretStore
{
public:
    [[nodiscard]] bool isPersistent() const override { return true; }

protected:
    void readValue(const QString &key, QObject *context, ReadDone done) override
    {
        QMetaObject::invokeMethod(
            context, [=]() { done(tl::unexpected(failure(key))); }, Qt::QueuedConnection);
    }
    void writeValue(const QString &key, const api::Secret &, QObject *context, WriteDone done) override
    {
        QMetaObject::invokeMethod(
            context, [=]() { done(tl::unexpected(failure(key))); }, Qt::QueuedConnection);
    }
    void removeValue(const QString &, QObject *context, WriteDone done) override
    {
        QMetaObject::invokeMethod(
            context, [=]() { done({}); }, Qt::QueuedConnection);
    }

private:
    static api::SecretError failure(const QString &key)
    {
        return {.kind = api::SecretError::Kind::NoKeychain, .key = key, .detail = {}};
    }
};

struct Fixture
{
    test::ServiceStub service; ///< PlanetScale
    test::ServiceStub prometheus;
    test::AccountFixture fixture;
    test::ManualClock clock;
    QSettings settings{fixture.path(u"settings.ini"_s), QSettings::IniFormat};
    StorageHistory history{&fixture.database, &clock};
    StorageRadar radar{&fixture.accounts, &history, &clock};
    test::ManualTimer *timer = nullptr;
    std::unique_ptr<PrometheusSource> source;

    Fixture()
    {
        service.set(v1, 200, page("{\"id\":\"o1\",\"name\":\"acme\"}"));
        service.set(v1 + "/acme/databases", 200, page("{\"id\":\"d1\",\"name\":\"shop\"}"));
        service.set(v1 + "/acme/databases/shop/branches", 200,
                    page("{\"id\":\"b1\",\"name\":\"main\",\"kind\":\"mysql\",\"production\":true}"));
        const qint64 now = clock.now().toSecsSinceEpoch();
        prometheus.set(instantLine, 200, matrix({now - 5}));
        prometheus.set(rangeLine, 200, nothing);
        make();
    }
    void make()
    {
        source = std::make_unique<PrometheusSource>(&fixture.accounts, &radar, &history, &settings, &clock, nullptr,
                                                    [this]() {
                                                        auto made = std::make_unique<test::ManualTimer>();
                                                        timer = made.get();
                                                        return made;
                                                    });
    }
    [[nodiscard]] api::PrometheusServerInfo server() const
    {
        api::PrometheusServerInfo info;
        info.name = u"ours"_s;
        info.base = prometheus.url();
        info.authentication = api::PrometheusServerInfo::Authentication::Basic;
        info.user = u"grafana"_s;
        return info;
    }
    [[nodiscard]] bool isDone() const
    {
        const PrometheusState state = source->state(u"ours"_s);
        return state.phase == Phase::Idle && (state.readAt.isValid() || !state.error.isEmpty());
    }
    QList<StorageReading> latest()
    {
        std::optional<QList<StorageReading>> found;
        QTest::qWait(0);
        history.latest(fixture.accounts.workspaces().first()->facts().id, &history,
                       [&found](const QList<StorageReading> &readings) { found = readings; });
        [&] { QTRY_VERIFY(found.has_value()); }();
        return found.value_or(QList<StorageReading>());
    }
    /// When the range queries so far began, in the order they came.
    [[nodiscard]] QList<qint64> rangeStarts() const;
    QByteArray settingsFile()
    {
        settings.sync();
        QFile file(settings.fileName());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

qint64 startOf(const test::ServiceStub::Seen &seen)
{
    return QUrlQuery(QString::fromLatin1(seen.query)).queryItemValue(u"start"_s).toLongLong();
}

QList<qint64> Fixture::rangeStarts() const
{
    QList<qint64> starts;
    for (const auto &seen : prometheus.requests()) {
        if (seen.line == rangeLine)
            starts.append(startOf(seen));
    }
    return starts;
}

/// As `body`, with what a server adds to an answer that lacks something.
QByteArray with(QByteArray body, const QByteArray &member)
{
    body.chop(1);
    return body + "," + member + "}";
}

/// While it lives, what is started on other threads waits.
class BusyThreads
{
public:
    BusyThreads()
    {
        QThreadPool *pool = QThreadPool::globalInstance();
        m_threads = pool->maxThreadCount();
        pool->setMaxThreadCount(1);
        pool->start([gate = m_gate]() { gate->acquire(); });
    }
    ~BusyThreads()
    {
        m_gate->release();
        QThreadPool::globalInstance()->setMaxThreadCount(m_threads);
        QThreadPool::globalInstance()->waitForDone();
    }
    Q_DISABLE_COPY_MOVE(BusyThreads)

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
    int m_threads = 1;
};

} // namespace

class TestPrometheusSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePastIsFilledAndThenOnlyWhatIsNewIsAskedFor()
    {
        Fixture f;
        const qint64 now = f.clock.now().toSecsSinceEpoch();
        const qint64 moment = now - now % 300;
        f.prometheus.set(rangeLine, 200, matrix({moment - 300, moment}));
        f.fixture.signIn(f.service.url());
        f.source->save(f.server(), api::Secret(password));
        QCOMPARE(f.prometheus.requests().size(), 0); // not begun
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).error, QString());
        QCOMPARE(f.source->state(u"ours"_s).branches, 1);
        // 400 days in pieces, the branches there are and the tables.
        QCOMPARE(f.prometheus.count(rangeLine), 34);
        QCOMPARE(f.prometheus.count(instantLine), 2);
        for (const auto &seen : f.prometheus.requests()) {
            if (seen.line == rangeLine)
                QVERIFY2(seen.query.contains("planetscale_database_branch_id%3D%22b1%22"), seen.query.constData());
        }
        const auto readings = f.latest();
        QCOMPARE(readings.size(), 1);
        QCOMPARE(readings.first().volume.organization, u"acme"_s);
        QCOMPARE(readings.first().volume.shard, u"-"_s);
        QCOMPARE(readings.first().volume.pod, QString());
        QCOMPARE(*readings.first().point.usedPercent, 80.0); // the fuller tablet
        QCOMPARE(readings.first().point.source, StorageSource::PrometheusServer);
        QCOMPARE(readings.first().point.at.toSecsSinceEpoch(), moment);

        std::optional<QList<StorageReading>> tables;
        f.history.latestTables(f.fixture.accounts.workspaces().first()->facts().id, u"acme"_s, u"shop"_s, u"main"_s,
                               &f.history, [&tables](const QList<StorageReading> &each) { tables = each; });
        QTRY_VERIFY(tables.has_value());
        QCOMPARE(tables->size(), 1);
        QCOMPARE(tables->first().volume.table, u"orders"_s);
        QCOMPARE(*tables->first().point.usedBytes, 1000.0); // of both shards
        QCOMPARE(tables->first().point.source, StorageSource::PrometheusServer);

        // Series of branches nobody knows are counted and told.
        QCOMPARE(f.source->state(u"ours"_s).unknownSeries, 1);
        QCOMPARE(f.source->state(u"ours"_s).unknownBranches, QStringList{u"acme / shop / main"_s});

        QCOMPARE(*f.timer->wait, std::chrono::minutes(5));
        f.prometheus.forget();
        f.timer->fire();
        QTRY_COMPARE(f.prometheus.requests().size(), 1);
        QTRY_VERIFY(f.source->state(u"ours"_s).phase == Phase::Idle);
        QCOMPARE(f.prometheus.count(rangeLine), 1);
        QVERIFY(startOf(f.prometheus.requests().first()) >= now - 1200);

        // Neither does the next run ask for the past again.
        f.prometheus.forget();
        f.make();
        QCOMPARE(f.source->servers().size(), 1);
        QCOMPARE(f.source->servers().first(), f.server());
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.prometheus.count(rangeLine), 1);
    }

    void theSecretIsInTheKeychainAndNowhereElse()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.prometheus.set(rangeLine, 200, nothing);
        f.source->save(f.server(), api::Secret(password));
        std::optional<QByteArray> kept;
        f.fixture.memory.read(api::prometheusSecretEntry(f.server()), &f.history,
                              [&kept](const api::SecretStore::ReadResult &result) { kept = result->reveal(); });
        QTRY_VERIFY(kept.has_value());
        QCOMPARE(*kept, password);
        f.source->start();
        QTRY_VERIFY(f.isDone());
        const QByteArray file = f.settingsFile();
        QVERIFY(file.contains("prometheus"));
        QVERIFY(!file.contains(password));
        QVERIFY(!file.contains(password.toBase64()));
        QVERIFY(!file.contains(QByteArray("grafana:" + password).toBase64()));

        f.source->remove(u"ours"_s);
        kept.reset();
        bool gone = false;
        f.fixture.memory.read(api::prometheusSecretEntry(f.server()), &f.history,
                              [&gone](const api::SecretStore::ReadResult &result) { gone = !result; });
        QTRY_VERIFY(gone);
        QVERIFY(f.source->servers().isEmpty());
    }

    void aSecretIsNotSentToAnotherHost()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.source->save(f.server(), api::Secret(password));
        api::PrometheusServerInfo moved = f.server();
        moved.base.setPath(u"/prometheus"_s);
        QVERIFY(!f.source->needsSecret(moved));
        moved.base.setPort(f.service.serverPort());
        QVERIFY(f.source->needsSecret(moved));
        f.source->save(moved, {});
        f.source->start();
        QTRY_VERIFY(!f.source->state(u"ours"_s).error.isEmpty());
        QCOMPARE(f.source->state(u"ours"_s).error, u"Its password or token is not in the keychain. Enter it again."_s);
        std::optional<std::pair<bool, QString>> tested;
        f.source->test(moved, {}, &f.history, [&tested](bool works, const QString &sentence) {
            tested = {works, sentence};
        });
        QTRY_VERIFY(tested.has_value());
        QVERIFY(!tested->first);
        QCOMPARE(f.prometheus.requests().size(), 0);
        for (const auto &seen : f.service.requests())
            QVERIFY(!seen.line.contains("/api/v1/"));
    }

    void withoutAKeychainItLastsForThisRun()
    {
        NoKeychain none;
        Fixture f;
        Accounts accounts({.network = &f.fixture.network,
                           .clock = &f.fixture.clock,
                           .keychain = &none,
                           .memory = &f.fixture.memory,
                           .registry = &f.fixture.registry,
                           .database = &f.fixture.database,
                           .journal = &f.fixture.journal});
        StorageRadar radar(&accounts, &f.history, &f.fixture.clock);
        PrometheusSource source(&accounts, &radar, &f.history, &f.settings, &f.fixture.clock);
        accounts.addServiceToken({u"t"_s, api::Secret("t")}, {u"acme"_s}, api::Hosts::allAt(f.service.url()), true);
        QSignalSpy notice(&source, &PrometheusSource::notice);
        source.save(f.server(), api::Secret(password));
        QTRY_COMPARE(notice.size(), 1);
        QVERIFY2(notice.first().first().toString().startsWith(
                     u"You will need to enter the password or token of ours again"_s),
                 qPrintable(notice.first().first().toString()));
        QVERIFY(!notice.first().first().toString().contains(QString::fromLatin1(password)));
        QVERIFY(source.isForThisRunOnly(u"ours"_s));
        source.start();
        QTRY_COMPARE(source.state(u"ours"_s).branches, 1); // it is used all the same
        QVERIFY(!f.settingsFile().contains(password));
    }

    void whatFailedIsAskedForAgain()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.prometheus.set(rangeLine, 200, nothing);
        f.prometheus.add(rangeLine, 503, "<html>Bad gateway</html>");
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).error,
                 u"ours could not be read. It failed while answering (status 503). It said: Bad gateway"_s);
        QVERIFY(!f.source->state(u"ours"_s).readAt.isValid());
        // When one query after the other fails, the server does.
        QCOMPARE(f.prometheus.count(rangeLine), 4);
        const qint64 failed = f.rangeStarts().at(1);
        f.prometheus.set(rangeLine, 200, nothing);
        f.prometheus.forget();
        f.timer->fire();
        QTRY_VERIFY(f.source->state(u"ours"_s).readAt.isValid());
        QVERIFY(f.source->state(u"ours"_s).error.isEmpty());
        // From where it stopped, and a little before.
        const auto requests = f.prometheus.requests();
        const auto first =
            std::find_if(requests.cbegin(), requests.cend(), [](const auto &seen) { return seen.line == rangeLine; });
        QVERIFY(startOf(*first) <= failed && startOf(*first) >= failed - 3600);
    }

    void nullIsAnEmptyAnswer()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.prometheus.set(rangeLine, 200,
                         "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":null}}");
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).error, QString());
        QCOMPARE(f.prometheus.count(rangeLine), 34);
    }

    void aQueryThatFailsDoesNotEndTheRound_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("refused") << 422
                                 << QByteArray("{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many "
                                               "samples\"}");
        QTest::newRow("failed") << 500 << QByteArray("oops");
        QTest::newRow("no JSON") << 200 << QByteArray("<html>");
    }
    void aQueryThatFailsDoesNotEndTheRound()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.prometheus.add(rangeLine, 200, nothing); // behind the one there is
        f.prometheus.add(rangeLine, status, body);
        f.prometheus.add(rangeLine, 200, nothing);
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QVERIFY(!f.source->state(u"ours"_s).error.isEmpty());
        const QList<qint64> asked = f.rangeStarts();
        QCOMPARE(QSet<qint64>(asked.cbegin(), asked.cend()).size(), 34);
        QCOMPARE(f.source->state(u"ours"_s).gaps, 1);
        const qint64 failed = asked.at(2);

        // The next round has it along, also of the next run.
        f.prometheus.forget();
        f.make();
        QCOMPARE(f.source->state(u"ours"_s).gaps, 1);
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).error, QString());
        QCOMPARE(f.source->state(u"ours"_s).gaps, 0);
        QCOMPARE(f.rangeStarts().size(), 2);
        QCOMPARE(f.rangeStarts().last(), failed);
        f.prometheus.forget();
        f.timer->fire();
        QTRY_VERIFY(f.prometheus.count(rangeLine) == 1 && f.isDone());
        QVERIFY(f.rangeStarts().first() != failed);
    }

    void aServerThatLetsNobodyReadIsAskedOnce()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.prometheus.set(rangeLine, 403, "no");
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.prometheus.count(rangeLine), 1);
    }

    void timeOfWhichSomethingIsMissingIsReadAgain_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("said");
        QTest::newRow("warnings") << QByteArray("\"warnings\":[\"store 2 is away\"]") << u" It said: store 2 is away"_s;
        QTest::newRow("infos") << QByteArray("\"infos\":[\"cut\"]") << u" It said: cut"_s;
        QTest::newRow("partial") << QByteArray("\"isPartial\":true") << QString();
    }
    void timeOfWhichSomethingIsMissingIsReadAgain()
    {
        QFETCH(QByteArray, member);
        QFETCH(QString, said);
        Fixture f;
        f.fixture.signIn(f.service.url());
        const qint64 now = f.clock.now().toSecsSinceEpoch();
        const qint64 moment = now - now % 300;
        f.prometheus.add(rangeLine, 200, with(matrix({moment}), member));
        f.prometheus.add(rangeLine, 200, nothing);
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).error, QString());
        QCOMPARE(f.source->state(u"ours"_s).incomplete,
                 u"ours answers, but says that something may be missing. The missing time will be read again."_s
                     + said);
        QCOMPARE(f.rangeStarts().size(), 34);
        QCOMPARE(f.latest().size(), 1); // what came is kept
        const qint64 missing = f.rangeStarts().at(1);

        if (said != u" It said: store 2 is away"_s)
            return; // all the same from here on
        // As long as it is not whole it is asked for, with longer and longer waits.
        f.prometheus.set(rangeLine, 200, with(nothing, member));
        const auto isAsked = [&f, missing](std::chrono::minutes after) {
            f.prometheus.forget();
            f.clock.advance(after);
            f.timer->fire();
            [&] { QTRY_VERIFY(f.prometheus.count(rangeLine) > 0 && f.isDone()); }();
            return f.rangeStarts().contains(missing);
        };
        using namespace std::chrono_literals;
        QVERIFY(isAsked(5min));
        QVERIFY(!isAsked(5min));
        QVERIFY(isAsked(60min));
        QVERIFY(!isAsked(60min));
        QVERIFY(isAsked(120min));
        f.prometheus.set(rangeLine, 200, nothing);
        QVERIFY(isAsked(300min));
        QCOMPARE(f.source->state(u"ours"_s).gaps, 0);
        QCOMPARE(f.source->state(u"ours"_s).incomplete, QString());
        QVERIFY(!isAsked(1500min));
    }

    void branchesAreNotForgottenByAnAnswerThatLacksThem()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        f.prometheus.set(instantLine, 200, with(nothing, "\"isPartial\":true"));
        f.prometheus.forget();
        f.clock.advance(std::chrono::hours(2));
        f.timer->fire();
        QTRY_VERIFY(f.prometheus.count(rangeLine) > 0 && f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).branches, 1);
        QVERIFY(!f.source->state(u"ours"_s).incomplete.isEmpty());
    }

    void whatCannotBeUsedIsCounted()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        const qint64 now = f.clock.now().toSecsSinceEpoch();
        f.prometheus.set(rangeLine, 200,
                         "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                             + side("b1", "capacity", "one", {now - 300}, -5) + ",7]}}");
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.source->state(u"ours"_s).leftOut, 34 * 2 + 6); // the six of the answer about tables are no tables
    }

    void anEditWhileTablesAreReadEndsTheOldRoundOnly()
    {
        Fixture f;
        QTemporaryDir dir;
        test::ServiceStub other;
        other.set(instantLine, test::ServiceStub::hold, {});
        const StorageVolume branch = []() {
            StorageVolume volume;
            volume.account = u"a"_s;
            volume.organization = u"acme"_s;
            volume.database = u"shop"_s;
            volume.branch = u"main"_s;
            return volume;
        }();
        PrometheusFeed feed(&f.fixture.network, &f.history, &f.clock, [branch]() {
            return QList<KnownBranch>{{branch, u"b1"_s}};
        });
        api::PrometheusServerInfo info = f.server();
        info.authentication = api::PrometheusServerInfo::Authentication::None;
        std::optional<BusyThreads> busy;
        // The answer about the tables, the second of its kind, is decoded on another thread, and then on another again: only
        // the second time is the feed's own.
        class Filter final : public QObject
        {
        public:
            std::function<void()> seen;
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::FutureCallOut)
                    seen();
                return false;
            }
        } filter;
        filter.seen = [&busy, &f]() {
            if (!busy && f.prometheus.count(instantLine) == 2)
                busy.emplace();
        };
        qApp->installEventFilter(&filter);
        feed.setServer(info, {});
        feed.start();
        const auto watchers = [&feed]() { return feed.findChildren<QFutureWatcherBase *>().size(); };
        QTRY_VERIFY(busy.has_value());
        qApp->removeEventFilter(&filter);
        QTRY_COMPARE(watchers(), 1);
        info.base = other.url();
        feed.setServer(info, {});
        feed.start();
        QTRY_COMPARE(other.count(instantLine), 1);
        busy.reset();
        QTRY_COMPARE(watchers(), 0);
        QVERIFY(feed.state().phase == Phase::Reading);
        QVERIFY(!feed.state().readAt.isValid());
    }

    void ofAnAccountThatIsForgottenThePastIsReadAgain()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.source->save(f.server(), api::Secret(password));
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QCOMPARE(f.rangeStarts().size(), 34);
        f.fixture.database.forgetAccount(f.fixture.accounts.workspaces().first()->facts().id);
        f.prometheus.forget();
        f.timer->fire();
        QTRY_VERIFY(f.rangeStarts().size() == 34 && f.isDone());
    }

    void thePastCanBeLeftOut()
    {
        Fixture f;
        f.fixture.signIn(f.service.url());
        f.source->save(f.server(), api::Secret(password));
        connect(f.source.get(), &PrometheusSource::changed, f.source.get(), [&f]() {
            if (f.source->state(u"ours"_s).progress > 0)
                f.source->cancelFilling(u"ours"_s);
        });
        f.source->start();
        QTRY_VERIFY(f.isDone());
        QVERIFY2(f.prometheus.count(rangeLine) < 5, QByteArray::number(f.prometheus.count(rangeLine)).constData());
        f.prometheus.forget();
        f.timer->fire();
        QTRY_VERIFY(f.prometheus.count(rangeLine) == 1 && f.isDone());
        QVERIFY(startOf(f.prometheus.requests().first()) >= f.clock.now().toSecsSinceEpoch() - 1200);
        f.source->disconnect(f.source.get());
        f.prometheus.forget();
        QTRY_VERIFY(f.isDone());
        f.source->fillAgain(u"ours"_s);
        QTRY_COMPARE(f.prometheus.count(rangeLine), 34);
    }

    void theTestSaysWhatAnswers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("works");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("Prometheus") << 200 << QByteArray("{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\"}}")
                                    << true << u"It answers queries: version 2.42.0."_s;
        QTest::newRow("wrong password") << 401 << QByteArray("no") << false
                                        << u"It does not accept the user name, password or token. It said: no"_s;
        QTest::newRow("gone")
            << 0 << QByteArray() << false
            << u"No answer from the server. Check that it runs and that this computer can reach it."_s;
    }
    void theTestSaysWhatAnswers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, works);
        QFETCH(QString, sentence);
        Fixture f;
        f.prometheus.set("GET /api/v1/status/buildinfo", status, body);
        std::optional<std::pair<bool, QString>> tested;
        f.source->test(f.server(), api::Secret(password), &f.history, [&tested](bool ok, const QString &said) {
            tested = {ok, said};
        });
        QTRY_VERIFY(tested.has_value());
        QCOMPARE(tested->second, sentence);
        QCOMPARE(tested->first, works);
        QVERIFY(f.source->servers().isEmpty()); // nothing is kept
    }
};

ORRERY_SUITE(TestPrometheusSource)
#include "tst_prometheus_source.moc"
