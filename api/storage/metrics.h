// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/keyed.h"
#include "api/organizations/resource_reference.h"

namespace orrery::api {

/// One point of a series. The value is empty where the service had none.
struct MetricPoint
{
    double seconds = 0; ///< since the epoch, UTC
    std::optional<double> value;
    friend bool operator==(const MetricPoint &, const MetricPoint &) = default;
};

/// One curve of a metric. Which shard, pod or zone it is may stand in `labels` or only in `label`.
struct TimeSeries : Resource
{
    QString metric;
    QString label;
    Keyed<QString> labels;
    QList<MetricPoint> points;

    friend bool operator==(const TimeSeries &, const TimeSeries &) = default;

    static constexpr auto fields()
    {
        using T = TimeSeries;
        return FieldTable{
            field("metric", &T::metric, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Metric")),
            field("label", &T::label, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Label")),
            field("labels", &T::labels, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Labels")),
            field("points", &T::points, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Points")),
        };
    }
};

/// Answer of …/metrics and …/metrics/tablets. The reference types `series` as texts; real ones are objects.
struct MetricSeries : Resource
{
    QDateTime startDate;
    QDateTime endDate;
    std::optional<qint64> interval; ///< seconds between points
    QList<TimeSeries> series;

    friend bool operator==(const MetricSeries &, const MetricSeries &) = default;

    static constexpr auto fields()
    {
        using M = MetricSeries;
        return FieldTable{
            field("start_date", &M::startDate, Meaning::Time, QT_TRANSLATE_NOOP("Field", "From")),
            field("end_date", &M::endDate, Meaning::Time, QT_TRANSLATE_NOOP("Field", "To")),
            field("interval", &M::interval, Meaning::Seconds, QT_TRANSLATE_NOOP("Field", "Interval")),
            field("series", &M::series, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Series")),
        };
    }
};

/// The value of one pod.
struct InstantValue : Resource
{
    QString pod;
    QString role;
    std::optional<double> value;

    friend bool operator==(const InstantValue &, const InstantValue &) = default;

    static constexpr auto fields()
    {
        using I = InstantValue;
        return FieldTable{
            field("pod", &I::pod, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Pod")),
            field("role", &I::role, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Role")),
            field("value", &I::value, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Value")),
        };
    }
};

/// A metric's present values.
struct InstantMetric : Resource
{
    QString metric;
    QString label;
    QList<InstantValue> values;

    friend bool operator==(const InstantMetric &, const InstantMetric &) = default;

    static constexpr auto fields()
    {
        using I = InstantMetric;
        return FieldTable{
            field("metric", &I::metric, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Metric")),
            field("label", &I::label, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Label")),
            field("values", &I::values, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Values")),
        };
    }
};

/// Answer of …/metrics/instant and …/metrics/tablets-instant. The reference types `metrics` as texts; real ones are objects.
struct InstantMetrics : Resource
{
    std::optional<ResourceReference> branch;
    QList<InstantMetric> metrics;

    friend bool operator==(const InstantMetrics &, const InstantMetrics &) = default;

    static constexpr auto fields()
    {
        using I = InstantMetrics;
        return FieldTable{
            field("branch", &I::branch, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Branch")),
            field("metrics", &I::metrics, Meaning::Object, QT_TRANSLATE_NOOP("Field", "Metrics")),
        };
    }
};

/// Answer of …/metrics/tables, "keyed by table name": table → bytes. The reference gives no schema.
using TableBytes = Keyed<std::optional<qint64>>;
/// Answer of …/metrics/keyspace-tables, "keyed by keyspace and table name": keyspace → table → bytes. The reference gives no
/// schema; the official command line reads this shape.
using TableSizes = Keyed<TableBytes>;

} // namespace orrery::api
