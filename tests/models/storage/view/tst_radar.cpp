// SPDX-License-Identifier: GPL-3.0-or-later
// Collector, history, radar and watch together, on an account whose service answers as scripted.
#include "models/deploy_requests/deploy_request_places.h"
#include "models/storage/view/radar.h"

#include "api/core/utc.h"
#include "models/storage/alerts/watch.h"
#include "models/storage/history/history.h"
#include "models/storage/view/view.h"
#include "tests/models/account_fixture.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using Level = StorageRisk::Level;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
const QByteArray v1 = "GET /v1/organizations";
const QByteArray shop = v1 + "/acme/databases/shop";
const QByteArray metrics = shop + "/branches/main/metrics";

QByteArray page(const QByteArray &rows)
{
    return "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[" + rows + "]}";
}

QByteArray curve(const QByteArray &metric, const QByteArray &shard, const QByteArray &points)
{
    return "{\"type\":\"TimeSeries\",\"metric\":\"" + metric
        + "\",\"label\":\"\",\"labels\":{\"keyspace\":\"commerce\",\"shard\":\"" + shard + "\"},\"points\":[" + points
        + "]}";
}

struct Fixture : test::AccountFixture
{
    test::ServiceStub service;
    StorageHistory history{&database, &clock};
    std::unique_ptr<StorageRadar> radar;

    Fixture()
    {
        service.set(v1, 200, page("{\"id\":\"o1\",\"name\":\"acme\"}"));
        service.set(v1 + "/acme/databases", 200, page("{\"id\":\"d1\",\"name\":\"shop\"}"));
        service.set(v1 + "/acme/metrics", 403, "{\"code\":\"forbidden\",\"message\":\"No\"}");
        service.set(shop + "/branches", 200,
                    page("{\"id\":\"b1\",\"name\":\"main\",\"kind\":\"mysql\",\"production\":true}"));
        service.set(metrics + "/keyspace-tables", 200, "{\"commerce\":{\"orders\":1048576,\"points\":2097152}}");
        answer(60, 96);
    }
    /// Two days of hourly readings: shard -80 grows up to `first`, 80- stands at `second`.
    void answer(double first, double second)
    {
        const qint64 now = clock.now().toSecsSinceEpoch() - 120;
        QByteArray grows;
        QByteArray room;
        QByteArray stands;
        for (int hour = 48; hour >= 0; --hour) {
            const QByteArray at = QByteArray::number(now - hour * 3600);
            const double percent = first - hour * 0.25; // six points a day
            const QByteArray comma = hour < 48 ? "," : "";
            grows += comma + "[" + at + "," + QByteArray::number(percent) + "]";
            room += comma + "[" + at + "," + QByteArray::number((100 - percent) * gib, 'f', 0) + "]";
            stands += comma + "[" + at + "," + QByteArray::number(second) + "]";
        }
        service.set(metrics + "/tablets", 200,
                    "{\"series\":[" + curve("shard_storage_usage", "-80", grows) + ","
                        + curve("shard_storage_available", "-80", room) + ","
                        + curve("shard_storage_usage", "80-", stands) + "]}");
    }
    void make()
    {
        signIn(service.url());
        radar = std::make_unique<StorageRadar>(&accounts, &history, &clock);
    }
    /// A shard's volume as that account would see it.
    static StorageVolume shardOf(const QString &account)
    {
        StorageVolume volume;
        volume.account = account;
        volume.organization = u"acme"_s;
        volume.database = u"shop"_s;
        volume.branch = u"main"_s;
        volume.keyspace = u"commerce"_s;
        volume.shard = u"-80"_s;
        return volume;
    }
    const RadarVolume *shard(const QString &name) const
    {
        for (const RadarVolume &row : radar->model()->rows()) {
            if (row.volume.shard == name)
                return &row;
        }
        return nullptr;
    }
};

} // namespace

class TestStorageRadar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void collectsAndJudges()
    {
        Fixture f;
        f.make();
        QSignalSpy updated(f.radar.get(), &StorageRadar::updated);
        f.radar->start();
        QTRY_VERIFY(!updated.isEmpty());
        QTRY_COMPARE(f.radar->state().phase, LoadState::Phase::Ready);
        QCOMPARE(f.radar->model()->rows().size(), 2);
        const RadarVolume *grows = f.shard(u"-80"_s);
        QVERIFY(grows);
        QCOMPARE(*grows->point.usedPercent, 60.0);
        QCOMPARE(qRound(*grows->point.capacityBytes / gib), 100);
        QCOMPARE(grows->forecast.verdict, StorageForecast::Verdict::Growing);
        QVERIFY(grows->forecast.growth);
        QVERIFY2(std::abs(grows->forecast.growth->perDay / gib - 6) < 0.1,
                 qPrintable(QString::number(grows->forecast.growth->perDay / gib)));
        // 25 points at six a day: in four days.
        QCOMPARE(grows->risk.level, Level::Soon);
        const RadarVolume *full = f.shard(u"80-"_s);
        QCOMPARE(full->risk.level, Level::Critical);
        QVERIFY(full->risk > grows->risk);
        QCOMPARE(f.radar->attention(), 2);
        // The endpoint that may not be read is no failure: the metrics operations answered.
        QVERIFY(f.radar->failures().isEmpty());
    }

    void whatWasReadShowsWithoutTheService()
    {
        Fixture f;
        StorageReading kept;
        kept.volume.account = u"gone"_s;
        kept.point.at = f.clock.now().addSecs(-60);
        kept.point.usedPercent = 10;
        QSignalSpy added(&f.history, &StorageHistory::added);
        f.make();
        kept.volume.account = f.accounts.workspaces().first()->facts().id;
        kept.volume.organization = u"acme"_s;
        kept.volume.database = u"shop"_s;
        kept.volume.branch = u"main"_s;
        kept.volume.keyspace = u"commerce"_s;
        kept.volume.shard = u"-"_s;
        f.history.add({kept});
        QTRY_COMPARE(added.size(), 1);
        QTRY_COMPARE(f.radar->model()->rows().size(), 1);
        QCOMPARE(f.radar->state().phase, LoadState::Phase::Stale);
        QCOMPARE(f.radar->model()->rows().first().risk.level, Level::Calm);
        QCOMPARE(f.radar->attention(), 0);
        QCOMPARE(f.service.count(metrics + "/tablets"), 0);
    }

    void nothingAtAllIsAFailureThatSaysWhy()
    {
        Fixture f;
        f.service.set(metrics + "/tablets", 503, "Metrics service unavailable");
        f.make();
        f.radar->open();
        QTRY_COMPARE(f.radar->state().phase, LoadState::Phase::Failed);
        QCOMPARE(f.radar->state().error->status, 503);
        QCOMPARE(f.radar->failures().size(), 1);
        QCOMPARE(f.radar->failures().first().branch, u"main"_s);
    }

    void signingOutTakesTheRowsAway()
    {
        Fixture f;
        f.make();
        f.radar->start();
        QTRY_COMPARE(f.radar->model()->rows().size(), 2);
        f.accounts.signOut(f.accounts.workspaces().first()->facts().id);
        QTRY_COMPARE(f.radar->model()->rows().size(), 0);
        QCOMPARE(f.radar->attention(), 0);
    }

    void whatIsForgottenGoesAndComesBackWithItsNextReading()
    {
        Fixture f;
        f.make();
        f.radar->start();
        QTRY_COMPARE(f.radar->model()->rows().size(), 2);
        QTRY_COMPARE(f.radar->attention(), 2);
        QTRY_VERIFY(!f.radar->state().isLoading());
        StorageView view(&f.accounts, f.radar.get(), &f.clock);
        const StorageVolume full = f.shard(u"80-"_s)->volume;
        view.setVolume(full);
        QTRY_COMPARE(view.series().points.size(), 49);
        QTRY_COMPARE(view.tables().largest.size(), 2);
        f.history.forget({full});
        QTRY_COMPARE(f.radar->model()->rows().size(), 1);
        QCOMPARE(f.radar->model()->rows().first().volume.shard, u"-80"_s);
        QCOMPARE(f.radar->attention(), 1);
        QCOMPARE(f.radar->state().loaded, 1);
        QTRY_COMPARE(view.series().points.size(), 0);
        QCOMPARE(view.tables().largest.size(), 2); // another volume of the branch is there
        f.answer(60, 97);
        f.radar->refresh();
        QTRY_COMPARE(f.radar->model()->rows().size(), 2);
        QCOMPARE(*f.shard(u"80-"_s)->point.usedPercent, 97.0);
        QTRY_COMPARE(f.radar->attention(), 2);
        QTRY_VERIFY(!view.series().points.isEmpty());
        // With the last volume go the tables.
        f.history.forget({full, f.shard(u"-80"_s)->volume});
        QTRY_COMPARE(f.radar->model()->rows().size(), 0);
        QCOMPARE(f.radar->attention(), 0);
        QTRY_COMPARE(view.tables().largest.size(), 0);
    }

    void tellsOnceAndRemembersIt()
    {
        Fixture f;
        QSettings settings(f.path(u"settings.ini"_s), QSettings::IniFormat);
        f.make();
        int alertCount = 0;
        {
            StorageWatch watch(f.radar.get(), &f.database, &settings, &f.clock);
            QSignalSpy alerts(&watch, &StorageWatch::alert);
            f.radar->start();
            QTRY_COMPARE(alerts.size(), 1);
            const auto alert = alerts.first().first().value<StorageAlert>();
            QCOMPARE(alert.volumes.first().shard, u"80-"_s); // the worst first
            QCOMPARE(alert.threshold, 95);
            alertCount = int(alerts.size());
            f.radar->refresh();
            QTRY_VERIFY(!f.radar->state().isLoading());
            QTest::qWait(50);
            QCOMPARE(alerts.size(), alertCount);
        }
        // After a restart the same levels are no news.
        StorageWatch again(f.radar.get(), &f.database, &settings, &f.clock);
        QSignalSpy alerts(&again, &StorageWatch::alert);
        QSignalSpy updated(f.radar.get(), &StorageRadar::updated);
        f.radar->refresh();
        QTRY_VERIFY(!f.radar->state().isLoading());
        QTest::qWait(50);
        QCOMPARE(alerts.size(), 0);
    }

    void oneDiskIsOneRowHoweverManySeeIt()
    {
        Fixture f;
        f.make();
        f.signIn(f.service.url()); // a second account of the same service
        QCOMPARE(f.accounts.workspaces().size(), 2);
        const QString first = f.accounts.workspaces().first()->facts().id;
        const QString second = f.accounts.workspaces().last()->facts().id;
        QSettings settings(f.path(u"settings.ini"_s), QSettings::IniFormat);
        StorageWatch watch(f.radar.get(), &f.database, &settings, &f.clock);
        QSignalSpy alerts(&watch, &StorageWatch::alert);
        f.radar->start();
        QTRY_VERIFY(f.shard(u"-80"_s) && f.shard(u"-80"_s)->accounts.size() == 2);
        QTRY_VERIFY(f.shard(u"80-"_s)->accounts.size() == 2);
        QTRY_COMPARE(alerts.size(), 1);
        QCOMPARE(f.radar->model()->rows().size(), 2);
        QTRY_COMPARE(f.radar->attention(), 2);
        // The notification counts what the badge counts.
        QCOMPARE(alerts.first().first().value<StorageAlert>().volumes.size(), 2);

        // Whoever names it finds it, and a page of an account shows it as that account sees it.
        StorageVolume named = f.shard(u"-80"_s)->volume;
        for (const QString &account : {first, second}) {
            named.account = account;
            QVERIFY(f.radar->find(named));
            const QList<RadarVolume> rows = f.radar->ofBranch(named);
            QCOMPARE(rows.size(), 2);
            QCOMPARE(rows.first().volume.account, account);
        }

        // It stays when one of them signs out, and is not reported again.
        QSignalSpy signedOut(&f.accounts, &Accounts::signedOut);
        f.accounts.signOut(f.shard(u"-80"_s)->volume.account);
        QTRY_COMPARE(signedOut.size(), 1);
        QCOMPARE(f.radar->model()->rows().size(), 2);
        QCOMPARE(f.shard(u"-80"_s)->accounts.size(), 1);
        QCOMPARE(f.radar->attention(), 2);
        f.radar->refresh();
        QTRY_VERIFY(!f.radar->state().isLoading());
        QTest::qWait(50);
        QCOMPARE(alerts.size(), 1);
        f.accounts.signOut(f.shard(u"-80"_s)->volume.account);
        QTRY_COMPARE(signedOut.size(), 2);
        QCOMPARE(f.radar->model()->rows().size(), 0);
    }

    void anotherServiceHasOtherDisks()
    {
        Fixture f;
        f.make();
        test::ServiceStub other;
        f.signIn(other.url());
        StorageVolume here = f.shardOf(f.accounts.workspaces().first()->facts().id);
        StorageVolume there = f.shardOf(f.accounts.workspaces().last()->facts().id);
        QVERIFY(f.radar->idOf(here) != f.radar->idOf(there));
        QCOMPARE(f.radar->idOf(here), f.radar->idOf(here));
    }

    void theCapacityStaysWithTheSourceThatKnowsIt()
    {
        const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        const auto point = [&noon](int minute, StorageSource source, std::optional<double> capacity) {
            StoragePoint made;
            made.at = noon.addSecs(60 * qint64(minute));
            made.usedPercent = 50;
            made.capacityBytes = capacity;
            made.source = source;
            return made;
        };
        RadarVolume row;
        const auto capacityAfter = [&row](const StoragePoint &read) {
            takeReading(row, read);
            return row.point.capacityBytes.value_or(0);
        };
        QCOMPARE(capacityAfter(point(0, StorageSource::BranchMetrics, 98)), 98.0);
        QCOMPARE(capacityAfter(point(1, StorageSource::PrometheusServer, 100)), 100.0); // more exact
        QCOMPARE(capacityAfter(point(2, StorageSource::BranchMetrics, 98)), 100.0);
        QCOMPARE(capacityAfter(point(3, StorageSource::Webhook, std::nullopt)), 100.0);
        QCOMPARE(capacityAfter(point(4, StorageSource::StorageCheck, 101)), 100.0);
        QCOMPARE(row.point.source, StorageSource::StorageCheck); // all else is the newest reading's
        QCOMPARE(capacityAfter(point(6, StorageSource::PrometheusServer, 150)), 150.0); // it was enlarged
        QCOMPARE(capacityAfter(point(50, StorageSource::BranchMetrics, 148)), 150.0);
        QCOMPARE(capacityAfter(point(70, StorageSource::BranchMetrics, 148)), 148.0); // the other fell silent
    }

    void signingOutForgetsRulesAndWhatWasReported()
    {
        Fixture f;
        QSettings settings(f.path(u"settings.ini"_s), QSettings::IniFormat);
        f.make();
        const QString account = f.accounts.workspaces().first()->facts().id;
        const auto keptState = [&f]() {
            std::optional<CachedList> kept;
            QObject context;
            f.database.load({QString(), u"storage_alerts"_s, QString()}, &context,
                            [&kept](const CachedList &list) { kept = list; });
            [&] { QTRY_VERIFY(kept.has_value()); }();
            return kept && !kept->entries.isEmpty() ? AlertState::fromBytes(kept->entries.first().bytes) : AlertState();
        };
        StorageWatch watch(f.radar.get(), &f.database, &settings, &f.clock);
        AlertRule general;
        general.thresholds = {85};
        AlertRule own;
        own.scope.account = account;
        own.scope.organization = u"acme"_s;
        AlertSettings rules;
        rules.setRule(general);
        rules.setRule(own);
        watch.setSettings(rules);
        f.radar->start();
        QTRY_COMPARE(keptState().volumes.size(), 2);
        QSignalSpy signedOut(&f.accounts, &Accounts::signedOut);
        f.accounts.signOut(account);
        QTRY_COMPARE(signedOut.size(), 1);
        QCOMPARE(keptState().volumes.size(), 0);
        QCOMPARE(watch.settings().rules, QList<AlertRule>{general});
        QCOMPARE(AlertSettings::fromMap(settings.value(u"storage/alerts"_s).toMap()).rules, QList<AlertRule>{general});
        QCOMPARE(f.radar->model()->rows().size(), 0);
    }

    void tablesArriveAlsoWhenAnotherShardIsChosen()
    {
        Fixture f;
        f.make();
        f.radar->start();
        QTRY_COMPARE(f.radar->model()->rows().size(), 2);
        QTRY_VERIFY(!f.radar->state().isLoading());
        StorageView view(&f.accounts, f.radar.get(), &f.clock);
        view.setVolume(f.shard(u"-80"_s)->volume);
        view.setVolume(f.shard(u"80-"_s)->volume); // before the tables were read
        QTRY_COMPARE(view.tables().largest.size(), 2);
    }

    void aViewFollowsOneVolume()
    {
        Fixture f;
        f.make();
        f.service.set(
            shop + "/deploy-requests", 200,
            page("{\"id\":\"x\",\"number\":40,\"notes\":\"Add points\",\"branch\":\"points\",\"into_branch\":\"main\","
                 "\"deployed_at\":\""
                 + f.clock.now().addSecs(-7200).toString(Qt::ISODate).toUtf8() + "\"}"));
        f.service.set(shop + "/branches/main/backups", 200, page(""));
        f.radar->start();
        QTRY_VERIFY(f.shard(u"-80"_s));
        StorageView view(&f.accounts, f.radar.get(), &f.clock);
        QSignalSpy changed(&view, &StorageView::changed);
        view.setVolume(f.shard(u"-80"_s)->volume);
        QTRY_COMPARE(view.series().points.size(), 49);
        QCOMPARE(*view.series().points.last().usedPercent, 60.0);
        QCOMPARE(view.siblingCount(), 2);
        QVERIFY(view.siblings().isEmpty());
        QTRY_COMPARE(view.events().size(), 1);
        QCOMPARE(view.events().first().title, u"Deploy request #40: Add points"_s);
        QCOMPARE(requestNumberOf(view.events().first().place), 40);
        QTRY_COMPARE(view.tables().largest.size(), 2);
        QCOMPARE(view.tables().largest.first().table.table, u"points"_s);
        for (const auto &seen : f.service.requests()) {
            if (seen.line.endsWith("/deploy-requests"))
                QVERIFY2(seen.query.contains("state=deployed") && seen.query.contains("into_branch=main"),
                         seen.query.constData());
        }
        view.setSiblingsWanted(true);
        QTRY_COMPARE(view.siblings().size(), 2);
        // A shorter span leaves out what was before.
        view.setSpan(f.clock.now().addSecs(-10 * 3600), {}, 0);
        QTRY_COMPARE(view.series().points.size(), 10);
    }
};

ORRERY_SUITE(TestStorageRadar)
#include "tst_radar.moc"
