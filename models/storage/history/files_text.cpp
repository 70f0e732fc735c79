// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files_text.h"

#include "api/core/utc.h"
#include "models/core/csv.h"
#include "models/core/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orrery::models::storage_text {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageFiles)
};

constexpr std::array<const char *, columnCount> columnNames{
    "time",  "organization", "database",   "branch",         "keyspace",     "shard",  "pod",
    "table", "role",         "used_bytes", "capacity_bytes", "used_percent", "source", "readings"};

constexpr qint64 day = 86'400;
constexpr qint64 hour = 3600;
constexpr qint64 minute = 60;
constexpr int percentDigits = 4; ///< as many as are kept
constexpr int ratioDigits = 12;
constexpr qsizetype shownText = 40; ///< of what cannot be read

/// Where a volume's parts are named, in columns and labels alike.
struct Part
{
    Column column;
    QString StorageVolume::*part;
};
constexpr std::array<Part, 7> parts{{{Column::Organization, &StorageVolume::organization},
                                     {Column::Database, &StorageVolume::database},
                                     {Column::Branch, &StorageVolume::branch},
                                     {Column::Keyspace, &StorageVolume::keyspace},
                                     {Column::Shard, &StorageVolume::shard},
                                     {Column::Pod, &StorageVolume::pod},
                                     {Column::Table, &StorageVolume::table}}};

QByteArray nameOf(Column column)
{
    return columnNames.at(std::size_t(column));
}

QByteArray sourceWord(StorageSource source)
{
    switch (source) {
    case StorageSource::BranchMetrics:
        return "branch-metrics";
    case StorageSource::Scrape:
        return "scrape";
    case StorageSource::PrometheusServer:
        return "prometheus-server";
    case StorageSource::StorageCheck:
        return "storage-check";
    case StorageSource::Webhook:
        return "webhook";
    case StorageSource::Imported:
        break;
    }
    return "imported";
}

QByteArray twoDigits(qint64 number)
{
    constexpr qint64 ten = 10;
    const char digits[] = {char('0' + number / ten), char('0' + number % ten)};
    return QByteArray(digits, 2);
}

QString quoted(const QByteArray &cell)
{
    QString text = visibleText(QString::fromUtf8(cell.left(shownText)));
    if (cell.size() > shownText)
        text += u'…';
    return text;
}

/// "2026-03-01T12:00:00Z" without the detour over QString, which is most of the time a long file takes.
std::optional<qint64> readUtc(const QByteArray &cell)
{
    constexpr QLatin1String pattern("dddd-dd-ddTdd:dd:ddZ");
    if (cell.size() != pattern.size())
        return std::nullopt;
    std::array<int, 6> numbers{};
    std::size_t at = 0;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const char c = cell.at(i);
        if (pattern.at(i) == QLatin1Char('d')) {
            if (c < '0' || c > '9')
                return std::nullopt;
            numbers.at(at) = numbers.at(at) * 10 + (c - '0');
        } else {
            if (QLatin1Char(c) != pattern.at(i))
                return std::nullopt;
            at = std::min(at + 1, numbers.size() - 1);
        }
    }
    const QDate date(numbers[0], numbers[1], numbers[2]);
    if (!date.isValid() || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59)
        return std::nullopt;
    return QDate(1970, 1, 1).daysTo(date) * day + numbers[3] * hour + numbers[4] * minute + numbers[5];
}

QDateTime readTime(const QByteArray &cell)
{
    if (const std::optional<qint64> seconds = readUtc(cell))
        return QDateTime::fromSecsSinceEpoch(*seconds, kUtc);
    QDateTime time = QDateTime::fromString(QString::fromLatin1(cell), Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time = readAsUtc(time);
    return time.toUTC();
}

/// Why the names cannot be those of a volume; empty when they can.
QString whyNoVolume(const StorageVolume &volume)
{
    if (volume.organization.isEmpty() || volume.database.isEmpty() || volume.branch.isEmpty())
        return Text::tr("it does not name its organization, database and branch");
    for (const Part &part : parts) {
        if ((volume.*part.part).size() > longestName)
            return Text::tr("a name in it is too long");
    }
    return {};
}

QByteArray metricName(Metric metric)
{
    switch (metric) {
    case Metric::UsedBytes:
        return "orrery_storage_used_bytes";
    case Metric::CapacityBytes:
        return "orrery_storage_capacity_bytes";
    case Metric::UsedRatio:
        break;
    }
    return "orrery_storage_used_ratio";
}

void appendLabel(QByteArray &out, const QByteArray &name, const QString &value)
{
    if (value.isEmpty())
        return;
    if (!out.endsWith('{'))
        out += ',';
    QByteArray escaped = value.toUtf8();
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    out += name + "=\"" + escaped + '"';
}

} // namespace

QByteArray csvHeader()
{
    QByteArray line;
    for (const char *name : columnNames) {
        if (!line.isEmpty())
            line += ',';
        line += name;
    }
    return line + "\r\n";
}

CsvLines::CsvLines(const StorageVolume &volume, const QString &role)
{
    for (const Part &part : parts)
        m_names += ',' + csvCell(volume.*part.part).toUtf8();
    m_names += ',' + csvCell(role).toUtf8() + ',';
}

void CsvLines::append(const KeptReading &reading, QByteArray *out)
{
    if (const qint64 dayNumber = reading.at / day; dayNumber != m_day) {
        m_day = dayNumber;
        m_date = QDate(1970, 1, 1).addDays(dayNumber).toString(Qt::ISODate).toLatin1() + 'T';
    }
    const qint64 seconds = reading.at % day;
    *out += m_date;
    *out += twoDigits(seconds / hour) + ':' + twoDigits(seconds / minute % minute) + ':' + twoDigits(seconds % minute);
    *out += 'Z';
    *out += m_names;
    if (reading.used != KeptReading::none)
        *out += QByteArray::number(reading.used);
    *out += ',';
    if (reading.capacity != KeptReading::none)
        *out += QByteArray::number(reading.capacity);
    *out += ',';
    if (const double percent = reading.usedPercent(); percent >= 0 && percent <= mostPercent)
        *out += QByteArray::number(percent, 'f', percentDigits);
    *out += ',' + sourceWord(reading.source) + ',' + QByteArray::number(qint64(reading.dropped) + 1) + "\r\n";
}

bool isCsvHeader(const QList<QByteArray> &cells)
{
    const auto has = [&cells](Column column) {
        return std::any_of(cells.cbegin(), cells.cend(), [name = nameOf(column)](const QByteArray &cell) {
            return cell.size() == name.size() && cell.compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    return has(Column::Time) && has(Column::Organization) && has(Column::Database) && has(Column::Branch);
}

QString readCsvHeader(const QList<QByteArray> &cells, Columns *columns)
{
    columns->fill(-1);
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QByteArray name = cells.at(i).trimmed().toLower();
        for (std::size_t column = 0; column < columnCount; ++column) {
            if (name == columnNames.at(column) && columns->at(column) < 0)
                columns->at(column) = int(i);
        }
    }
    if (cells.size() == 1 && cells.first().toLower().contains("time;"))
        return Text::tr("The columns are separated by semicolons. Export the file with commas.");
    for (const Column needed : {Column::Time, Column::Organization, Column::Database, Column::Branch}) {
        if (columns->at(std::size_t(needed)) < 0)
            return Text::tr("The first line has to name the columns; there is none named “%1”.")
                .arg(QString::fromLatin1(nameOf(needed)));
    }
    if (columns->at(std::size_t(Column::UsedBytes)) < 0 && columns->at(std::size_t(Column::UsedPercent)) < 0)
        return Text::tr("The first line names neither of the columns “used_bytes” and “used_percent”.");
    return {};
}

QString readCsvRow(const QList<QByteArray> &cells, const Columns &columns, const QDateTime &now, Line *line)
{
    *line = {};
    const auto cell = [&cells, &columns](Column column) {
        const int place = columns.at(std::size_t(column));
        return place < 0 ? QByteArray() : cells.value(place).trimmed();
    };
    const auto name = [&cells, &columns](Column column) {
        const int place = columns.at(std::size_t(column));
        return place < 0 ? QString() : csvText(QString::fromUtf8(cells.value(place)));
    };
    for (const int place : columns) {
        if (place >= cells.size())
            return Text::tr("it has only %Ln cell(s)", nullptr, int(cells.size()));
    }
    for (const Part &part : parts)
        line->volume.*part.part = name(part.column);
    line->role = name(Column::Role).left(longestName);
    if (QString why = whyNoVolume(line->volume); !why.isEmpty())
        return why;

    StoragePoint point;
    point.source = StorageSource::Imported;
    point.at = readTime(cell(Column::Time));
    if (!point.at.isValid())
        return Text::tr("“%1” is not a time").arg(quoted(cell(Column::Time)));
    const std::array<std::pair<Column, std::optional<double> StoragePoint::*>, 3> sides{
        {{Column::UsedBytes, &StoragePoint::usedBytes},
         {Column::CapacityBytes, &StoragePoint::capacityBytes},
         {Column::UsedPercent, &StoragePoint::usedPercent}}};
    for (const auto &[column, side] : sides) {
        const QByteArray text = cell(column);
        if (text.isEmpty())
            continue;
        bool isNumber = false;
        point.*side = text.toDouble(&isNumber);
        if (!isNumber)
            return Text::tr("“%1” is not a number").arg(quoted(text));
    }
    if (QString why = whyNotKept(point, now); !why.isEmpty())
        return why;
    line->reading = toKept(point);
    // What the row stands for is a matter of record only: a number that is none is no reason to lose the reading.
    line->reading.dropped = std::max(1U, cell(Column::Readings).toUInt()) - 1;
    return {};
}

QByteArray metricHeader(Metric metric)
{
    const QByteArray name = metricName(metric);
    const QByteArray unit = metric == Metric::UsedRatio ? "ratio" : "bytes";
    const QByteArray help = metric == Metric::UsedBytes ? "Bytes in use."
        : metric == Metric::CapacityBytes               ? "Size of the volume in bytes."
                                                        : "Share of the volume that is in use.";
    return "# TYPE " + name + " gauge\n# UNIT " + name + ' ' + unit + "\n# HELP " + name + ' ' + help + '\n';
}

QByteArray metricSeries(Metric metric, const StorageVolume &volume, const QString &role)
{
    QByteArray line = metricName(metric) + '{';
    for (const Part &part : parts)
        appendLabel(line, nameOf(part.column), volume.*part.part);
    appendLabel(line, nameOf(Column::Role), role);
    return line + "} ";
}

void appendSample(Metric metric, const QByteArray &series, const KeptReading &reading, QByteArray *out)
{
    QByteArray value;
    if (metric == Metric::UsedBytes && reading.used != KeptReading::none)
        value = QByteArray::number(reading.used);
    else if (metric == Metric::CapacityBytes && reading.capacity != KeptReading::none)
        value = QByteArray::number(reading.capacity);
    else if (const double percent = reading.usedPercent();
             metric == Metric::UsedRatio && percent >= 0 && percent <= mostPercent)
        value = QByteArray::number(percent / 100, 'g', ratioDigits);
    if (!value.isEmpty())
        *out += series + value + ' ' + QByteArray::number(reading.at) + '\n';
}

QString readSample(const api::ExpositionSample &sample, const QDateTime &now, Line *line)
{
    *line = {};
    std::optional<double> StoragePoint::*side = nullptr;
    double factor = 1;
    if (sample.name == metricName(Metric::UsedBytes)) {
        side = &StoragePoint::usedBytes;
    } else if (sample.name == metricName(Metric::CapacityBytes)) {
        side = &StoragePoint::capacityBytes;
    } else if (sample.name == metricName(Metric::UsedRatio)) {
        side = &StoragePoint::usedPercent;
        factor = 100;
    } else {
        return Text::tr("the metric “%1” is not known").arg(quoted(sample.name.toByteArray()));
    }
    for (const Part &part : parts)
        line->volume.*part.part = QString::fromUtf8(sample.label(nameOf(part.column)));
    line->role = QString::fromUtf8(sample.label(nameOf(Column::Role))).left(longestName);
    if (QString why = whyNoVolume(line->volume); !why.isEmpty())
        return why;
    if (!sample.timestamp)
        return Text::tr("it has no time");

    StoragePoint point;
    point.source = StorageSource::Imported;
    point.at = QDateTime::fromMSecsSinceEpoch(*sample.timestamp, kUtc);
    point.*side = sample.value * factor;
    StoragePoint checked = point;
    // What is used stands on another line.
    if (side == &StoragePoint::capacityBytes)
        checked.usedBytes = 0;
    if (QString why = whyNotKept(checked, now); !why.isEmpty())
        return why;
    line->reading = toKept(point);
    return {};
}

} // namespace orrery::models::storage_text
