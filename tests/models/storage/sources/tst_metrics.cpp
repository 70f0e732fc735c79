// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/storage/sources/metrics.h"
#include "tests/support/suite.h"

#include <QtTest>

#include <limits>

using namespace orrery;
using namespace Qt::StringLiterals;

namespace {
constexpr double gib = 1024.0 * 1024 * 1024;

api::TimeSeries curve(const QString &metric, const QString &shard, QList<api::MetricPoint> points)
{
    api::TimeSeries series;
    series.metric = metric;
    series.labels.entries = {{u"keyspace"_s, u"commerce"_s}, {u"shard"_s, shard}};
    series.points = std::move(points);
    return series;
}

api::InstantMetric instant(const QString &metric, double value)
{
    api::InstantValue reading;
    reading.pod = u"postgres-0"_s;
    reading.role = u"primary"_s;
    reading.value = value;
    api::InstantMetric result;
    result.metric = metric;
    result.values = {reading};
    return result;
}
} // namespace

class TestStorageMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentAndBytesAreToldApart()
    {
        api::MetricSeries answer;
        answer.series = {curve(u"shard_storage_usage"_s, u"-80"_s, {{1000, 75.0}}),
                         curve(u"shard_storage_available"_s, u"-80"_s, {{1000, 25 * gib}}),
                         curve(u"shard_storage_usage"_s, u"80-"_s, {{1000, 30 * gib}}),
                         curve(u"shard_storage_available"_s, u"80-"_s, {{1000, 10 * gib}})};
        const auto series = models::vitessStorageSeries(answer);
        QCOMPARE(series.size(), 2);
        QCOMPARE(series.at(0).name, u"commerce / -80"_s);
        QCOMPARE(series.at(0).points.size(), 1);
        QCOMPARE(*series.at(0).points.first().usedPercent, 75.0);
        QCOMPARE(*series.at(0).points.first().capacityBytes, 100 * gib);
        QCOMPARE(*series.at(0).points.first().usedBytes, 75 * gib);
        QCOMPARE(series.at(1).name, u"commerce / 80-"_s);
        QCOMPARE(*series.at(1).points.first().usedPercent, 75.0);
        QCOMPARE(*series.at(1).points.first().capacityBytes, 40 * gib);
    }

    void gapsAndNonsenseAreLeftOut()
    {
        api::MetricSeries answer;
        answer.series = {
            curve(u"shard_storage_usage"_s, u"-"_s,
                  {{1000, std::nullopt}, {1060, std::numeric_limits<double>::quiet_NaN()}, {1120, -1.0}, {1180, 50.0}}),
            curve(u"vttablet_cpu"_s, u"-"_s, {{1000, 3.0}})};
        const auto series = models::vitessStorageSeries(answer);
        QCOMPARE(series.size(), 1);
        QCOMPARE(series.first().points.size(), 1);
        QCOMPARE(series.first().points.first().at.toSecsSinceEpoch(), 1180);
        QVERIFY(!series.first().points.first().capacityBytes);
    }

    void aFullDiskHasNoInventedCapacity()
    {
        api::MetricSeries answer;
        answer.series = {curve(u"shard_storage_usage"_s, u"-"_s, {{1000, 100.0}}),
                         curve(u"shard_storage_available"_s, u"-"_s, {{1000, 0.0}})};
        const auto series = models::vitessStorageSeries(answer);
        QCOMPARE(*series.first().points.first().usedPercent, 100.0);
        QVERIFY(!series.first().points.first().capacityBytes);
    }

    void postgresHistoryEndsWithTodaysReading()
    {
        api::TimeSeries history;
        history.metric = u"planetscale_volume_usage_percentages"_s;
        history.labels.entries = {{u"pod"_s, u"postgres-0"_s}};
        history.points = {{1000, 60.0}, {1060, 61.0}};
        api::MetricSeries answer;
        answer.series = {history};
        api::InstantMetrics now;
        now.metrics = {instant(u"planetscale_volume_usage_percentage"_s, 62.5),
                       instant(u"planetscale_volume_capacity_bytes"_s, 80 * gib),
                       instant(u"planetscale_volume_disk_usage_bytes"_s, 50 * gib)};
        const QDateTime readAt = QDateTime::fromSecsSinceEpoch(2000, orrery::kUtc);
        const auto series = models::postgresStorageSeries(answer, now, readAt);
        QCOMPARE(series.size(), 1);
        QCOMPARE(series.first().name, u"postgres-0 (primary)"_s);
        QCOMPARE(series.first().points.size(), 3);
        QCOMPARE(series.first().points.last().at, readAt);
        QCOMPARE(*series.first().points.last().usedPercent, 62.5);
        QCOMPARE(*series.first().points.last().capacityBytes, 80 * gib);
        QVERIFY(!series.first().points.first().capacityBytes);
    }

    void nothingIsNoSeries()
    {
        QVERIFY(models::vitessStorageSeries({}).isEmpty());
        QVERIFY(models::postgresStorageSeries({}, {}, {}).isEmpty());
    }
};

ORRERY_SUITE(TestStorageMetrics)
#include "tst_metrics.moc"
