// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/readings.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;

StorageVolume shopMain()
{
    StorageVolume volume;
    volume.account = u"account-1"_s;
    volume.organization = u"acme"_s;
    volume.database = u"shop"_s;
    volume.branch = u"main"_s;
    return volume;
}

QDateTime noon()
{
    return QDateTime::fromString(u"2026-11-21T12:00:00Z"_s, Qt::ISODate);
}

api::VolumeSample tablet(const QString &shard, const QString &pod, double available, double capacity)
{
    api::VolumeSample sample;
    sample.volume.keyspace = u"commerce"_s;
    sample.volume.shard = shard;
    sample.volume.pod = pod;
    sample.availableBytes = available;
    sample.capacityBytes = capacity;
    return sample;
}

api::TableSample table(const QString &shard, const QString &name, double bytes, const QString &role = {})
{
    api::TableSample sample;
    sample.keyspace = u"commerce"_s;
    sample.shard = shard;
    sample.table = name;
    sample.bytes = bytes;
    sample.role = role;
    return sample;
}

} // namespace

class TestStorageReadings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFullestTabletSpeaksForItsShard()
    {
        api::ScrapedVolumes scraped;
        scraped.volumes = {tablet(u"-80"_s, u"a"_s, 60 * gib, 100 * gib), tablet(u"-80"_s, u"b"_s, 20 * gib, 100 * gib),
                           tablet(u"80-"_s, u"c"_s, 50 * gib, 100 * gib)};
        scraped.volumes.append(scraped.volumes.last());
        scraped.volumes.last().capacityBytes.reset(); // half of a pair says nothing
        const auto readings = readingsOf(shopMain(), scraped, noon());
        QCOMPARE(readings.size(), 2);
        QCOMPARE(readings.at(0).volume.shard, u"-80"_s);
        QCOMPARE(readings.at(0).volume.pod, QString());
        QCOMPARE(readings.at(0).volume.branch, u"main"_s);
        QCOMPARE(*readings.at(0).point.usedPercent, 80.0);
        QCOMPARE(*readings.at(0).point.usedBytes, 80 * gib);
        QCOMPARE(readings.at(0).point.at, noon());
        QCOMPARE(readings.at(0).point.source, StorageSource::Scrape);
        QCOMPARE(*readings.at(1).point.usedPercent, 50.0);
    }

    void aPostgresPodIsAVolumeOfItsOwn()
    {
        api::ScrapedVolumes scraped;
        api::VolumeSample sample;
        sample.volume.pod = u"postgres-1"_s;
        sample.volume.role = u"replica"_s;
        sample.availableBytes = 30 * gib;
        sample.capacityBytes = 40 * gib;
        sample.at = noon().addSecs(-60);
        scraped.volumes = {sample};
        const auto readings = readingsOf(shopMain(), scraped, noon());
        QCOMPARE(readings.size(), 1);
        QCOMPARE(readings.first().volume.pod, u"postgres-1"_s);
        QCOMPARE(readings.first().role, u"replica"_s);
        QCOMPARE(readings.first().point.at, noon().addSecs(-60));
        QCOMPARE(*readings.first().point.usedPercent, 25.0);
    }

    void capacityZeroHasNoPercentage()
    {
        api::ScrapedVolumes scraped;
        scraped.volumes = {tablet(u"-"_s, u"a"_s, 0, 0)};
        QVERIFY(!readingsOf(shopMain(), scraped, noon()).first().point.usedPercent);
    }

    void tablesAreSummedOverShards()
    {
        api::ScrapedVolumes scraped;
        scraped.tables = {table(u"-80"_s, u"orders"_s, 100, u"primary"_s),
                          table(u"-80"_s, u"orders"_s, 300, u"replica"_s),
                          table(u"80-"_s, u"orders"_s, 50, u"primary"_s), table(u"80-"_s, u"points"_s, 7),
                          table(u"80-"_s, u"points"_s, 9)};
        const auto readings = tableReadingsOf(shopMain(), scraped, noon());
        QCOMPARE(readings.size(), 2);
        QCOMPARE(readings.at(0).volume.table, u"orders"_s);
        QCOMPARE(readings.at(0).volume.shard, QString());
        QCOMPARE(*readings.at(0).point.usedBytes, 150.0);
        QVERIFY(!readings.at(0).point.usedPercent);
        QCOMPARE(readings.at(1).volume.table, u"points"_s);
        QCOMPARE(*readings.at(1).point.usedBytes, 9.0);
    }

    void tablesOfABranchWithoutKeyspaces()
    {
        api::TableBytes sizes;
        sizes.entries = {{u"orders"_s, 7}, {u"gone"_s, std::nullopt}};
        const auto readings = tableReadingsOf(shopMain(), sizes, noon());
        QCOMPARE(readings.size(), 1);
        QCOMPARE(readings.first().volume.keyspace, QString());
        QCOMPARE(readings.first().volume.table, u"orders"_s);
        QCOMPARE(*readings.first().point.usedBytes, 7.0);
    }

    void tableSizesOfTheMetricsOperation()
    {
        api::TableSizes sizes;
        api::Keyed<std::optional<qint64>> commerce;
        commerce.entries = {{u"users"_s, 1048576}, {u"gone"_s, std::nullopt}, {u"odd"_s, -1}};
        sizes.entries = {{u"commerce"_s, commerce}};
        const auto readings = tableReadingsOf(shopMain(), sizes, noon());
        QCOMPARE(readings.size(), 1);
        QCOMPARE(readings.first().volume.keyspace, u"commerce"_s);
        QCOMPARE(readings.first().volume.table, u"users"_s);
        QCOMPARE(*readings.first().point.usedBytes, 1048576.0);
        QCOMPARE(readings.first().point.source, StorageSource::BranchMetrics);
    }

    void aStorageCheckHasExactBytes()
    {
        api::ShardStorage shard;
        shard.used = qint64(90 * gib);
        shard.capacity = qint64(120 * gib);
        shard.percentageUsed = 99; // what can be computed is not believed
        api::ShardStorage percentOnly;
        percentOnly.percentageUsed = 12.5;
        api::Keyed<api::ShardStorage> shards;
        shards.entries = {{u"-80"_s, shard}, {u"80-"_s, percentOnly}, {u"nothing"_s, {}}};
        api::StorageCheck check;
        check.storageReport.entries = {{u"commerce"_s, shards}};
        const auto readings = readingsOf(shopMain(), check, noon());
        QCOMPARE(readings.size(), 2);
        QCOMPARE(*readings.at(0).point.usedPercent, 75.0);
        QCOMPARE(readings.at(0).point.source, StorageSource::StorageCheck);
        QCOMPARE(*readings.at(1).point.usedPercent, 12.5);
        QVERIFY(!readings.at(1).point.usedBytes);
    }

    void theFullestTabletSpeaksAtEachMomentOfACurve()
    {
        const auto curve = [](const QString &pod, const QList<std::pair<qint64, double>> &available) {
            api::VolumeSeries series;
            series.volume = {.branchId = u"b1"_s, .keyspace = u"commerce"_s, .shard = u"-80"_s, .pod = pod, .role = {}};
            for (const auto &[at, bytes] : available)
                series.points.append({.at = at * 1000, .availableBytes = bytes, .capacityBytes = 100 * gib});
            return series;
        };
        auto first = curve(u"a"_s, {{1000, 60 * gib}, {1300, 10 * gib}});
        const auto second = curve(u"b"_s, {{1000, 20 * gib}, {1300, 30 * gib}, {1600, 25 * gib}});
        first.points.append({.at = 1600'000, .availableBytes = 1 * gib, .capacityBytes = {}}); // half of a pair
        const auto readings = readingsOf(shopMain(), QList<api::VolumeSeries>{first, second});
        QCOMPARE(readings.size(), 3);
        QCOMPARE(readings.at(0).point.at.toSecsSinceEpoch(), 1000);
        QCOMPARE(*readings.at(0).point.usedPercent, 80.0);
        QCOMPARE(*readings.at(1).point.usedPercent, 90.0);
        QCOMPARE(*readings.at(2).point.usedPercent, 75.0);
        for (const StorageReading &reading : readings) {
            QCOMPARE(reading.volume.shard, u"-80"_s);
            QCOMPARE(reading.volume.pod, QString());
            QCOMPARE(reading.point.source, StorageSource::PrometheusServer);
        }
    }

    void aWebhookTellsEachShard()
    {
        api::WebhookStorage storage;
        storage.branch = u"main"_s;
        storage.keyspace = u"commerce"_s;
        storage.usedPercent = 44;
        storage.shards = {
            {.shard = u"-80"_s,
             .usedBytes = 60 * gib,
             .capacityBytes = 100 * gib,
             .availableBytes = {},
             .usedPercent = 61},
            {.shard = u"80-"_s,
             .usedBytes = {},
             .capacityBytes = 100 * gib,
             .availableBytes = 30 * gib,
             .usedPercent = {}},
            {.shard = u"c"_s, .usedBytes = {}, .capacityBytes = {}, .availableBytes = {}, .usedPercent = 12.5},
            {.shard = u"d"_s, .usedBytes = {}, .capacityBytes = 100 * gib, .availableBytes = {}, .usedPercent = {}}};
        const auto readings = readingsOf(shopMain(), storage, noon());
        QCOMPARE(readings.size(), 3);
        QCOMPARE(*readings.at(0).point.usedPercent, 60.0); // of the exact bytes
        QCOMPARE(*readings.at(1).point.usedBytes, 70 * gib);
        QCOMPARE(*readings.at(2).point.usedPercent, 12.5);
        QVERIFY(!readings.at(2).point.usedBytes);
        QCOMPARE(readings.at(2).volume.keyspace, u"commerce"_s);
        QCOMPARE(readings.at(2).volume.shard, u"c"_s);
        QCOMPARE(readings.at(2).point.at, noon());
        QCOMPARE(readings.at(2).point.source, StorageSource::Webhook);
        storage.shards.clear();
        QVERIFY(readingsOf(shopMain(), storage, noon()).isEmpty()); // the whole is no volume
    }
};

ORRERY_SUITE(TestStorageReadings)
#include "tst_readings.moc"
