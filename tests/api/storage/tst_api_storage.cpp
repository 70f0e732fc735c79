// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "api/storage/requests.h"
#include "tests/api/resource_suite.h"
#include "tests/api/storage/fixtures.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestStorage final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void metricSeries();
    void pointsOfAnotherShapeAreKept();
    void instantMetrics();
    void tableSizes();
    void tableSizesLeaveOddEntriesOut();
    void pointsInDetails();
};

void TestStorage::addNames()
{
    addFields<MetricSeries>("MetricSeries", "start_date end_date interval series");
    addFields<TimeSeries>("TimeSeries", "metric label labels points");
    addFields<InstantMetrics>("InstantMetrics", "branch metrics");
    addFields<InstantMetric>("InstantMetric", "metric label values");
    addFields<InstantValue>("InstantValue", "pod role value");
}

void TestStorage::addRequests()
{
    const QString acme = QStringLiteral("acme");
    const QString db = QStringLiteral("sprockets");
    const QString main = QStringLiteral("main");
    storage::SeriesQuery series;
    series.metrics = {QStringLiteral("planetscale_volume_usage_percentages"),
                      QStringLiteral("planetscale_storage_usage_bytes")};
    series.from = QDateTime({2026, 2, 3}, {0, 0}, orrery::kUtc);
    series.to = QDateTime({2026, 2, 4}, {0, 0}, orrery::kUtc);
    series.steps = 24;
    series.role = QStringLiteral("primary");
    series.pods = {QStringLiteral("a"), QStringLiteral("b")};
    addRequest(
        "series", storage::series({acme, db, main}, series), "GET",
        "/organizations/acme/databases/sprockets/branches/main/metrics",
        "metrics=planetscale_volume_usage_percentages%2Cplanetscale_storage_usage_bytes&from=2026-02-03T00%3A00%3A00Z&"
        "to=2026-02-04T00%3A00%3A00Z&steps=24&role=primary&pods=a%2Cb");
    storage::TabletSeriesQuery tablets;
    tablets.metrics = {QStringLiteral("shard_storage_usage"), QStringLiteral("shard_storage_available")};
    tablets.period = QStringLiteral("1h");
    tablets.steps = 24;
    tablets.keyspace = QStringLiteral("commerce");
    tablets.shard = QStringLiteral("-80");
    addRequest("tablets", storage::tablets({acme, db, main}, tablets), "GET",
               "/organizations/acme/databases/sprockets/branches/main/metrics/tablets",
               "metrics=shard_storage_usage%2Cshard_storage_available&period=1h&steps=24&keyspace=commerce&shard=-80");
    storage::InstantQuery instant;
    instant.metrics = {QStringLiteral("planetscale_volume_usage_percentage")};
    instant.role = QStringLiteral("primary");
    addRequest("instant", storage::instant({acme, db, main}, instant), "GET",
               "/organizations/acme/databases/sprockets/branches/main/metrics/instant",
               "metrics=planetscale_volume_usage_percentage&role=primary");
    storage::TabletInstantQuery tabletsInstant;
    tabletsInstant.metrics = {QStringLiteral("replication_lag")};
    tabletsInstant.keyspace = QStringLiteral("commerce");
    addRequest("tablets instant", storage::tabletsInstant({acme, db, main}, tabletsInstant), "GET",
               "/organizations/acme/databases/sprockets/branches/main/metrics/tablets-instant",
               "metrics=replication_lag&keyspace=commerce");
    addRequest("tables", storage::tables({acme, db, main}), "GET",
               "/organizations/acme/databases/sprockets/branches/main/metrics/tables");
    addRequest("keyspace tables", storage::keyspaceTables({acme, db, main}), "GET",
               "/organizations/acme/databases/sprockets/branches/main/metrics/keyspace-tables");
}

void TestStorage::metricSeries()
{
    CHECK_RESOURCE(MetricSeries, metricSeriesJson);
    CHECK_RESOURCE(TimeSeries,
                   bytes(objectFrom(metricSeriesJson).value(QLatin1String("series")).toArray().first().toObject()));
    const auto value = decoded<MetricSeries>(metricSeriesJson);
    QCOMPARE(value.interval, std::optional<qint64>(60));
    QCOMPARE(value.startDate, QDateTime({2026, 2, 3}, {0, 0}, orrery::kUtc));
    const TimeSeries &series = value.series.first();
    QCOMPARE(*series.labels.find(QStringLiteral("shard")), QStringLiteral("-80"));
    const QList<MetricPoint> expected{{1770076800, 71.25}, {1770076860, std::nullopt}, {1770076920, 72.0}};
    QCOMPARE(series.points, expected);
}

void TestStorage::pointsOfAnotherShapeAreKept()
{
    for (const char *points : {"[[1,2,3]]", "[[\"now\",2]]", "[1,2]", "[[1,\"much\"]]"}) {
        const auto value = decoded<TimeSeries>(QByteArray(R"({"metric":"m","points":)") + points + "}");
        QVERIFY(value.points.isEmpty());
        const QList<ExtraField> expected{{QStringLiteral("points"), points, true}};
        QCOMPARE(value.extras, expected);
    }
    const auto noLabels = decoded<TimeSeries>(R"({"metric":"m","label":"commerce/-80","labels":{},"points":[]})");
    QVERIFY(noLabels.labels.isEmpty());
    QVERIFY(noLabels.extras.isEmpty());
}

void TestStorage::instantMetrics()
{
    CHECK_RESOURCE(InstantMetrics, instantMetricsJson);
    const auto value = decoded<InstantMetrics>(instantMetricsJson);
    QCOMPARE(value.branch->name, QStringLiteral("main"));
    QCOMPARE(value.metrics.first().label, QStringLiteral("volume_usage"));
    QCOMPARE(value.metrics.first().values.at(1).pod, QStringLiteral("postgres-1"));
    QCOMPARE(value.metrics.first().values.at(0).value, std::optional(71.4));
}

void TestStorage::tableSizes()
{
    const auto value = decoded<TableSizes>(tableSizesJson);
    QCOMPARE(value.entries.size(), 2);
    QCOMPARE(value.find(QStringLiteral("commerce"))->entries.size(), 2);
    QCOMPARE(*value.find(QStringLiteral("commerce"))->find(QStringLiteral("orders")), std::optional<qint64>(73400320));
    QCOMPARE(Codec<TableSizes>::encode(value),
             QByteArray(R"({"commerce":{"orders":73400320,"users":1048576},"customer":{"people":4096}})"));
    QVERIFY(decoded<TableSizes>("{}").isEmpty());
    // Of a branch without keyspaces: by table alone.
    const auto flat = decoded<TableBytes>("{\"orders\":7}");
    QCOMPARE(flat.entries.size(), 1);
    QCOMPARE(*flat.find(QStringLiteral("orders")), std::optional<qint64>(7));
    QVERIFY(!Codec<TableSizes>::decode("[]").has_value());
}

void TestStorage::tableSizesLeaveOddEntriesOut()
{
    const auto value = decoded<TableSizes>(
        R"({"type":"TableMetrics","commerce":{"users":1048576,"odd":"much","none":null},"broken":3})");
    QCOMPARE(value.entries.size(), 1);
    QCOMPARE(value.find(QStringLiteral("commerce"))->entries.size(), 1);
}

void TestStorage::pointsInDetails()
{
    const QList<FieldValue> fields =
        describeFields(decoded<TimeSeries>(R"({"metric":"m","points":[[1770076800,71.25]]})"));
    QCOMPARE(fields.last().name, QStringLiteral("points"));
    QCOMPARE(fields.last().children.first().label, QStringLiteral("2026-02-03T00:00:00Z"));
    QCOMPARE(fields.last().children.first().value, QVariant(71.25));
}

ORRERY_SUITE(TestStorage)
#include "tst_api_storage.moc"
