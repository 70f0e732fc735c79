// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/core/text.h"
#include "models/storage/forecast/disk_limits.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using Engine = DiskLimits::Engine;
using Medium = DiskLimits::Medium;
using Kind = StorageRemedy::Kind;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
constexpr double tib = 1024 * gib;
const QDateTime now(QDate(2026, 11, 21), QTime(12, 0), orrery::kUtc);

DiskLimits network(Engine engine)
{
    DiskLimits limits;
    limits.engine = engine;
    limits.medium = Medium::Network;
    return limits;
}
DiskLimits postgres(std::optional<double> maximum = std::nullopt)
{
    DiskLimits limits = network(Engine::Postgres);
    limits.autoscaling = true;
    limits.shrinking = true;
    limits.maximumBytes = maximum;
    return limits;
}
DiskLimits metal(Engine engine)
{
    DiskLimits limits;
    limits.engine = engine;
    limits.medium = Medium::Metal;
    return limits;
}

const StorageVolume volume{u"a"_s, u"acme"_s, u"shop"_s, u"main"_s, {}, {}, u"postgres-0"_s, {}};

} // namespace

class DiskLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void readsABranch()
    {
        // The numbers of the webhook page's example.
        api::Branch branch;
        branch.kind = api::DatabaseKind::Postgresql;
        branch.metal = false;
        branch.minimumStorageBytes = 21474836480;
        branch.maximumStorageBytes = 3324304687104;
        branch.storageAutoscaling = true;
        branch.storageShrinking = false;
        branch.storageType = u"gp3"_s;
        branch.readOnlyAt = now;
        branch.readOnlyReason = u"disk_full"_s;
        const DiskLimits limits = diskLimits(branch);
        QCOMPARE(limits.engine, Engine::Postgres);
        QCOMPARE(limits.medium, Medium::Network);
        QCOMPARE(limits.minimumBytes, std::optional<double>(20 * gib));
        QCOMPARE(limits.maximumBytes, std::optional<double>(3096 * gib));
        QCOMPARE(limits.autoscaling, std::optional<bool>(true));
        QCOMPARE(limits.shrinking, std::optional<bool>(false));
        QCOMPARE(limits.storageType, u"gp3"_s);
        QCOMPARE(limits.readOnlySince, now);
        QCOMPARE(limits.readOnlyReason, u"disk_full"_s);
    }
    void readsWhatIsMissing()
    {
        const DiskLimits nothing = diskLimits(api::Branch());
        QCOMPARE(nothing, DiskLimits());
        QVERIFY(!canGrow(nothing, 100 * gib));
        QVERIFY(!autoscalePercent(nothing, 100 * gib));
        QVERIFY(!storageLimitBytes(nothing));
        QVERIFY(!readOnlyPercent(nothing, 100 * gib));
        QVERIFY(describeDiskLimits(nothing, 100 * gib).isEmpty());
        api::Branch branch;
        branch.maximumStorageBytes = 0; // not a limit
        branch.kind = api::OpenEnum<api::DatabaseKind>::fromText(u"cassandra"_s);
        QCOMPARE(diskLimits(branch), DiskLimits());
    }
    void aKeyspaceHasItsOwnDisk()
    {
        api::Branch branch;
        branch.kind = api::DatabaseKind::Mysql;
        branch.metal = false;
        api::Keyspace keyspace;
        QCOMPARE(diskLimits(branch, keyspace).medium, Medium::Network);
        keyspace.metal = true;
        QCOMPARE(diskLimits(branch, keyspace).medium, Medium::Metal);
        QCOMPARE(diskLimits(branch, keyspace).engine, Engine::Vitess);
    }

    void autoscalesAt_data()
    {
        QTest::addColumn<DiskLimits>("limits");
        QTest::addColumn<double>("capacity");
        QTest::addColumn<double>("percent"); // 0: never
        QTest::newRow("Postgres") << postgres() << 100 * gib << 70.0;
        QTest::newRow("Postgres, below 4 TiB") << postgres() << 4 * tib - 1 << 70.0;
        QTest::newRow("Postgres, 4 TiB") << postgres() << 4 * tib << 25.0;
        QTest::newRow("at its limit") << postgres(100 * gib) << 100 * gib << 0.0;
        QTest::newRow("a file system at its limit") << postgres(100 * gib) << 99.2 * gib << 0.0;
        QTest::newRow("below its limit") << postgres(100 * gib) << 80 * gib << 70.0;
        QTest::newRow("at the service's limit") << postgres() << 16 * tib << 0.0;
        QTest::newRow("Vitess: no page says it") << network(Engine::Vitess) << 100 * gib << 0.0;
        QTest::newRow("Metal") << metal(Engine::Postgres) << 100 * gib << 0.0;
        DiskLimits off = postgres();
        off.autoscaling = false;
        QTest::newRow("off") << off << 100 * gib << 0.0;
        off.autoscaling.reset();
        QTest::newRow("not told") << off << 100 * gib << 0.0;
        QTest::newRow("no capacity") << postgres() << 0.0 << 70.0;
    }
    void autoscalesAt()
    {
        QFETCH(DiskLimits, limits);
        QFETCH(double, capacity);
        const auto percent = autoscalePercent(limits, capacity > 0 ? std::optional<double>(capacity) : std::nullopt);
        QTEST(percent.value_or(0), "percent");
    }

    void vitessGrowsUpToItsLimit()
    {
        QVERIFY(canGrow(network(Engine::Vitess), 3e12));
        QVERIFY(!canGrow(network(Engine::Vitess), 4e12));
        QVERIFY(!canGrow(metal(Engine::Vitess), 100 * gib));
    }

    void shrinksBelow_data()
    {
        QTest::addColumn<double>("capacity");
        QTest::addColumn<double>("percent"); // 0: never
        QTest::newRow("200 GiB") << 200 * gib << 12.5;
        QTest::newRow("1 TiB") << tib << 15.0;
        QTest::newRow("2 TiB") << 2 * tib << 15.0;
        QTest::newRow("3 TiB") << 3 * tib << 25.0;
        QTest::newRow("the smallest") << 20 * gib << 0.0;
        QTest::newRow("no capacity") << 0.0 << 0.0;
    }
    void shrinksBelow()
    {
        QFETCH(double, capacity);
        DiskLimits limits = postgres();
        limits.minimumBytes = 20 * gib;
        QTEST(shrinkPercent(limits, capacity).value_or(0), "percent");
        limits.shrinking = false;
        QVERIFY(!shrinkPercent(limits, capacity));
        limits.shrinking.reset();
        QVERIFY(!shrinkPercent(limits, capacity));
    }

    void writesStopAt()
    {
        QCOMPARE(readOnlyPercent(postgres(), 100 * gib), std::optional<double>(95));
        QCOMPARE(readOnlyPercent(metal(Engine::Postgres), 1000 * gib), std::optional<double>(95));
        QCOMPARE(readOnlyPercent(metal(Engine::Postgres), 60 * gib), std::optional<double>(90)); // 6 GiB are left
        QCOMPARE(readOnlyPercent(metal(Engine::Vitess), 600 * gib), std::optional<double>(99));
        QCOMPARE(readOnlyPercent(metal(Engine::Vitess), 5 * gib), std::optional<double>(0));
        QCOMPARE(readOnlyPercent(metal(Engine::Vitess), std::nullopt), std::nullopt);
        QCOMPARE(readOnlyPercent(network(Engine::Vitess), 100 * gib), std::nullopt);
    }

    void theLimitIsReached()
    {
        StorageForecast forecast;
        forecast.verdict = StorageForecast::Verdict::Growing;
        forecast.growth = StorageGrowth{true, 2 * gib, gib, 4 * gib, now.addDays(-7), now, 100};
        const auto reached = limitForecast(postgres(120 * gib), forecast, 80 * gib, now);
        QVERIFY(reached);
        QCOMPARE(reached->expected, now.addDays(20));
        QCOMPARE(reached->earliest, now.addDays(10));
        QCOMPARE(reached->latest, std::optional<QDateTime>(now.addDays(40)));
        QCOMPARE(reached->percent, 100.0);

        QVERIFY(!limitForecast(metal(Engine::Postgres), forecast, 80 * gib, now));
        QVERIFY(!limitForecast(postgres(70 * gib), forecast, 80 * gib, now));
        forecast.growth->inBytes = false;
        QVERIFY(!limitForecast(postgres(120 * gib), forecast, 80 * gib, now));
        forecast.growth->inBytes = true;
        forecast.growth->low = -gib;
        QVERIFY(!limitForecast(postgres(120 * gib), forecast, 80 * gib, now)->latest);
        forecast.verdict = StorageForecast::Verdict::Steady;
        QVERIFY(!limitForecast(postgres(120 * gib), forecast, 80 * gib, now));
    }

    void saysWhatHolds_data()
    {
        QTest::addColumn<DiskLimits>("limits");
        QTest::addColumn<double>("capacity");
        QTest::addColumn<double>("used");
        QTest::addColumn<QStringList>("sentences");
        const QString shrinks =
            u"Below 12.5\u00A0% it is marked for shrinking; shrinking follows after a waiting time, with a short "
            "interruption."_s;
        QTest::newRow("Postgres")
            << postgres(120 * gib) << 80 * gib << 72.0
            << QStringList{
                   u"Autoscaling grows this volume at 70\u00A0% by at least half, once in several hours, up to its storage limit of 120 GiB."_s,
                   shrinks, u"Writes are stopped at about 95\u00A0%."_s};
        QTest::newRow("far above the level at which it grows")
            << postgres(120 * gib) << 80 * gib << 96.0
            << QStringList{
                   u"The volume is not growing: 96\u00A0% is used, and autoscaling acts at 70\u00A0%. Its storage limit is 120 GiB."_s,
                   shrinks, u"Writes are stopped at about 95\u00A0%."_s};
        QTest::newRow("at its limit")
            << postgres(20 * gib) << 20 * gib << 96.0
            << QStringList{u"Autoscaling has reached the storage limit of 20.0 GiB: the volume grows no further."_s,
                           shrinks, u"Writes are stopped at about 95\u00A0%."_s};
        DiskLimits off = network(Engine::Postgres);
        off.autoscaling = false;
        QTest::newRow("off") << off << 80 * gib << 50.0
                             << QStringList{u"Autoscaling is off: the volume keeps its size until it is resized."_s,
                                            u"Writes are stopped at about 95\u00A0%."_s};
        QTest::newRow("Vitess")
            << network(Engine::Vitess) << 80 * gib << 72.0
            << QStringList{u"The volume grows automatically up to 3.6 TiB. At what level is not documented."_s};
        QTest::newRow("Vitess, nearly full")
            << network(Engine::Vitess) << 80 * gib << 96.0
            << QStringList{
                   u"The volume can grow automatically up to 3.6 TiB, but is not growing: 96\u00A0% is used."_s};
        QTest::newRow("Metal") << metal(Engine::Vitess) << 600 * gib << 50.0
                               << QStringList{
                                      u"Metal: the size of the drive is fixed, a larger cluster has more."_s,
                                      u"Writes are stopped at about 99\u00A0%, at the latest when 6.0 GiB are left."_s};
        DiskLimits readOnly = metal(Engine::Postgres);
        readOnly.readOnlySince = now;
        readOnly.readOnlyReason = u"no \u202espace"_s;
        QTest::newRow("read-only") << readOnly << 600 * gib << 99.0
                                   << QStringList{
                                          u"Read-only since "_s + exactTime(now) + u": no ⟨U+202E⟩space."_s,
                                          u"Metal: the size of the drive is fixed, a larger cluster has more."_s};
    }
    void saysWhatHolds()
    {
        QFETCH(DiskLimits, limits);
        QFETCH(double, capacity);
        QFETCH(double, used);
        QTEST(describeDiskLimits(limits, capacity, used), "sentences");
    }

    void saysWhatCanBeDone_data()
    {
        QTest::addColumn<DiskLimits>("limits");
        QTest::addColumn<double>("artefacts");
        QTest::addColumn<QList<int>>("kinds");
        DiskLimits off = postgres();
        off.autoscaling = false;
        const auto kinds = [](std::initializer_list<Kind> list) {
            QList<int> numbers;
            for (const Kind kind : list)
                numbers.append(int(kind));
            return numbers;
        };
        QTest::newRow("Postgres") << postgres(120 * gib) << 0.0
                                  << kinds({Kind::RaiseLimit, Kind::GrowDisk, Kind::Vacuum});
        QTest::newRow("at its limit") << postgres(100 * gib) << 0.0 << kinds({Kind::RaiseLimit, Kind::Vacuum});
        QTest::newRow("off") << off << 0.0 << kinds({Kind::TurnOnAutoscaling, Kind::GrowDisk, Kind::Vacuum});
        QTest::newRow("Metal with left-overs")
            << metal(Engine::Vitess) << 5 * gib << kinds({Kind::DropArtefacts, Kind::Resize, Kind::Shard});
        QTest::newRow("Vitess") << network(Engine::Vitess) << 0.0 << kinds({Kind::Resize, Kind::Shard});
        QTest::newRow("unknown") << DiskLimits() << 0.0 << kinds({Kind::Resize});
    }
    void saysWhatCanBeDone()
    {
        QFETCH(DiskLimits, limits);
        QFETCH(double, artefacts);
        const QList<StorageRemedy> remedies = storageRemedies(limits, volume, 100 * gib, artefacts);
        QList<int> found;
        for (const StorageRemedy &remedy : remedies) {
            found.append(int(remedy.kind));
            QVERIFY(!remedy.text.isEmpty() && !remedy.documentation.text.isEmpty() && !remedy.dashboard.text.isEmpty());
            QCOMPARE(remedy.documentation.url.scheme(), u"https"_s);
            QCOMPARE(remedy.documentation.url.host(), u"planetscale.com"_s);
            QVERIFY(remedy.documentation.url.path().startsWith(u"/docs/"_s));
            QVERIFY(remedy.dashboard.url.toString().startsWith(u"https:"_s + u"//app.planetscale.com/acme/shop"_s));
        }
        QTEST(found, "kinds");
    }

    void namesItsPages()
    {
        const StorageRemedy raise = storageRemedies(postgres(120 * gib), volume, 80 * gib).first();
        QCOMPARE(raise.text, u"Raise the storage limit of 120 GiB"_s);
        QCOMPARE(raise.documentation.url.path(), u"/docs/postgres/cluster-configuration/cluster-storage"_s);
        QCOMPARE(raise.dashboard.url.path(), u"/acme/shop"_s);
        QCOMPARE(raise.dashboard.text, u"Clusters ▸ Storage of shop in the dashboard"_s);
        const StorageRemedy drop = storageRemedies(network(Engine::Vitess), volume, 80 * gib, 3 * gib).first();
        QCOMPARE(drop.text, u"See when the tables left over from schema changes (3.0 GiB) are removed"_s);
        QCOMPARE(drop.dashboard.url.path(), u"/acme/shop/deploy-requests"_s);
    }
    void namesLeadNowhereElse_data()
    {
        QTest::addColumn<QString>("organization");
        QTest::addColumn<QString>("path"); // encoded
        QTest::newRow("up") << u".."_s << u"/"_s;
        QTest::newRow("slash") << u"a/b"_s << u"/a%2Fb/shop"_s;
        QTest::newRow("question") << u"a?b#c"_s << u"/a%3Fb%23c/shop"_s;
        QTest::newRow("empty") << QString() << u"/"_s;
    }
    void namesLeadNowhereElse()
    {
        QFETCH(QString, organization);
        StorageVolume odd = volume;
        odd.organization = organization;
        const QUrl host(u"http:"_s + u"//127.0.0.1:8080"_s);
        const QUrl url = storageRemedies(postgres(), odd, 80 * gib, 0, host).first().dashboard.url;
        QCOMPARE(url.host(), u"127.0.0.1"_s);
        QCOMPARE(url.port(), 8080);
        QTEST(url.path(QUrl::FullyEncoded), "path");
        const QUrl script(u"javascript:x"_s);
        QVERIFY(storageRemedies(postgres(), odd, 80 * gib, 0, script).first().dashboard.url.isEmpty());
    }
};

ORRERY_SUITE(DiskLimitsTest)
#include "tst_disk_limits.moc"
