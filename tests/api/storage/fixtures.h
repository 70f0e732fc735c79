// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// Written in the style of the reference, with values of our own.

namespace orrery::api::test {

/// Every field of MetricSeries.
inline const QByteArray metricSeriesJson = R"json({
  "type": "MetricSeries",
  "start_date": "2026-02-03T00:00:00.000Z",
  "end_date": "2026-02-03T00:02:00.000Z",
  "interval": 60,
  "series": [
    {
      "type": "TimeSeries",
      "metric": "shard_storage_usage",
      "label": "commerce/-80",
      "labels": {
        "keyspace": "commerce",
        "shard": "-80"
      },
      "points": [
        [
          1770076800,
          71.25
        ],
        [
          1770076860,
          null
        ],
        [
          1770076920,
          72
        ]
      ]
    }
  ]
})json";

/// Every field of InstantMetrics.
inline const QByteArray instantMetricsJson = R"json({
  "type": "InstantMetrics",
  "branch": {
    "id": "9j9brfbcj0g1",
    "name": "main"
  },
  "metrics": [
    {
      "metric": "planetscale_volume_usage_percentage",
      "label": "volume_usage",
      "values": [
        {
          "pod": "postgres-0",
          "role": "primary",
          "value": 71.4
        },
        {
          "pod": "postgres-1",
          "role": "replica",
          "value": 70
        }
      ]
    }
  ]
})json";

/// Every field of TableSizes.
inline const QByteArray tableSizesJson = R"json({
  "commerce": {
    "orders": 73400320,
    "users": 1048576
  },
  "customer": {
    "people": 4096
  }
})json";

} // namespace orrery::api::test
