// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/storage/exposition.h"
#include "models/storage/history/rollup.h"

#include <array>

/// How the storage history reads as text. Pure.
namespace orrery::models::storage_text {

/// The columns of a CSV file, in the order in which they are written. Read in any order, by name.
enum class Column : quint8 {
    Time, ///< "time": ISO 8601; UTC where no offset is given
    Organization,
    Database,
    Branch,
    Keyspace,
    Shard,
    Pod,
    Table,
    Role,
    UsedBytes,
    CapacityBytes,
    UsedPercent, ///< 0 to 100
    Source, ///< "branch-metrics", "scrape", …; not read: what comes from a file is imported
    Readings, ///< how many readings the row stands for; 1 where it is not given
};
inline constexpr std::size_t columnCount = 14;
inline constexpr int longestName = 1000; ///< characters of an organization, a shard, …

/// Where each column stands; -1: nowhere.
using Columns = std::array<int, columnCount>;

QByteArray csvHeader();
/// Lines of one volume.
class CsvLines
{
public:
    CsvLines(const StorageVolume &volume, const QString &role);
    void append(const KeptReading &reading, QByteArray *out);

private:
    QByteArray m_names;
    qint64 m_day = -1;
    QByteArray m_date;
};

/// Whether a row names columns and has no values.
bool isCsvHeader(const QList<QByteArray> &cells);
/// Why these cells are no header; empty when they are.
QString readCsvHeader(const QList<QByteArray> &cells, Columns *columns);

/// One row of a file, or what a sample of metrics says.
struct Line
{
    StorageVolume volume;
    KeptReading reading;
    QString role;
};
/// Why the row is left out; empty when it was read. `now` decides what lies in the future.
QString readCsvRow(const QList<QByteArray> &cells, const Columns &columns, const QDateTime &now, Line *line);

/// The metrics of an OpenMetrics file: each reading is a sample in up to three of them, under the labels organization,
/// database, branch, keyspace, shard, pod, table and role.
enum class Metric : quint8 {
    UsedBytes, ///< orrery_storage_used_bytes
    CapacityBytes, ///< orrery_storage_capacity_bytes
    UsedRatio, ///< orrery_storage_used_ratio, 0 to 1
};
inline constexpr std::array allMetrics{Metric::UsedBytes, Metric::CapacityBytes, Metric::UsedRatio};

/// "# TYPE" and the like.
QByteArray metricHeader(Metric metric);
/// Name and labels of a series, as they begin each of its lines.
QByteArray metricSeries(Metric metric, const StorageVolume &volume, const QString &role);
/// One line; nothing where the reading does not give this.
void appendSample(Metric metric, const QByteArray &series, const KeptReading &reading, QByteArray *out);
/// Why the sample is left out; empty when it was read. The reading has only the one side that the sample gives.
QString readSample(const api::ExpositionSample &sample, const QDateTime &now, Line *line);

} // namespace orrery::models::storage_text
