// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/history_tables.h"

#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"
#include "models/storage/history/packing.h"

#include <QLoggingCategory>
#include <QSqlQuery>

#include <algorithm>

namespace orrery::models::kept_storage {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(historyLog, "orrery.models.storage", QtInfoMsg)

namespace {

constexpr char findSeries[] = "SELECT id, role, at, used, capacity, percent, source FROM storage_series"
                              " WHERE account = ? AND organization = ? AND database_name = ? AND branch = ?"
                              " AND keyspace = ? AND shard = ? AND pod = ? AND table_name = ?";
constexpr char makeSeries[] =
    "INSERT INTO storage_series (account, organization, database_name, branch, keyspace, shard,"
    " pod, table_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr char setNewest[] =
    "UPDATE storage_series SET role = ?, at = ?, used = ?, capacity = ?, percent = ?, source = ?"
    " WHERE id = ?";
constexpr char followingSeries[] = "SELECT id, table_name FROM storage_series WHERE id > ? ORDER BY id LIMIT 1";
constexpr char recentOfTime[] = "SELECT at, used, capacity, percent, source FROM storage_recent"
                                " WHERE series = ? AND at = ?";
constexpr char recentBetween[] = "SELECT at, used, capacity, percent, source FROM storage_recent"
                                 " WHERE series = ? AND at BETWEEN ? AND ? ORDER BY at";
constexpr char putRecent[] = "INSERT OR REPLACE INTO storage_recent (series, at, used, capacity, percent, source)"
                             " VALUES (?, ?, ?, ?, ?, ?)";
constexpr char dropRecent[] = "DELETE FROM storage_recent WHERE series = ? AND at < ?";
constexpr char partBytes[] = "SELECT bytes FROM storage_part WHERE series = ? AND level = ? AND part = ?";
constexpr char partsBetween[] = "SELECT part, bytes FROM storage_part WHERE series = ? AND level = ?"
                                " AND part BETWEEN ? AND ? ORDER BY part";
constexpr char firstPart[] = "SELECT min(part) FROM storage_part WHERE series = ? AND level = ?";
constexpr char putPart[] = "INSERT INTO storage_part (series, level, part, bytes) VALUES (?, ?, ?, ?)"
                           " ON CONFLICT (series, level, part) DO UPDATE SET bytes = excluded.bytes";
constexpr char dropParts[] = "DELETE FROM storage_part WHERE series = ? AND level = ? AND part < ?";

constexpr qint64 lastPart = 1'000'000'000;
constexpr std::size_t denseReadings = 30'000; ///< as many as the processor's cache holds
constexpr qint64 bucketsForEachPoint = 8; ///< so that a picture of these and one of all readings are the same

/// There are many tables, and nobody looks at the hours of last year.
StoragePeriods periodsOf(const StorageVolume &volume, StoragePeriods periods)
{
    if (volume.isTable())
        periods.hourlyDays = std::min(periods.hourlyDays, periods.fiveMinuteDays);
    return periods;
}

QVariant optional(qint64 number)
{
    return number == KeptReading::none ? QVariant() : QVariant(number);
}

qint64 numberAt(const QSqlQuery &query, int column)
{
    const QVariant value = query.value(column);
    return value.isNull() ? KeptReading::none : value.toLongLong();
}

/// Columns at, used, capacity, percent, source from `first` on.
KeptReading readingAt(const QSqlQuery &query, int first)
{
    KeptReading reading;
    reading.at = query.value(first).toLongLong();
    reading.used = numberAt(query, first + 1);
    reading.capacity = numberAt(query, first + 2);
    reading.percent = numberAt(query, first + 3);
    reading.source = StorageSource(std::min(query.value(first + 4).toUInt(), uint(StorageSource::Imported)));
    return reading;
}

QVariantList valuesOf(qint64 series, const KeptReading &reading)
{
    return {series,
            reading.at,
            optional(reading.used),
            optional(reading.capacity),
            optional(reading.percent),
            int(reading.source)};
}

/// Runs a prepared statement; rows are read from it afterwards.
QSqlError run(QSqlQuery &query, const QVariantList &values)
{
    for (int i = 0; i < int(values.size()); ++i)
        query.bindValue(i, values.at(i));
    return query.exec() ? QSqlError() : query.lastError();
}

/// Runs it and closes it again.
QSqlError runOnce(QSqlQuery &query, const QVariantList &values)
{
    QSqlError error = run(query, values);
    query.finish();
    return error;
}

void unpackPart(const QByteArray &bytes, qint64 series, std::vector<KeptReading> *readings)
{
    if (!unpack(bytes, readings))
        qCWarning(historyLog, "a stored part of series %lld cannot be read", static_cast<long long>(series));
}

} // namespace

QSqlQuery &Tables::query(const char *statement, QSqlError *error)
{
    const auto known = m_queries.find(statement);
    if (known != m_queries.end())
        return known->second;
    QSqlQuery &made = m_queries.emplace(statement, QSqlQuery(m_database)).first->second;
    made.setForwardOnly(true);
    if (!made.prepare(QString::fromLatin1(statement)))
        *error = made.lastError();
    return made;
}

QSqlError Tables::series(const Filter &filter, QList<Series> *found)
{
    QString statement =
        u"SELECT id, account, organization, database_name, branch, keyspace, shard, pod, table_name, role,"
        " at, used, capacity, percent, source FROM storage_series WHERE TRUE"_s;
    QVariantList values;
    const auto narrow = [&](const char *column, const QString &value) {
        if (value.isEmpty())
            return;
        statement += u" AND %1 = ?"_s.arg(QLatin1String(column));
        values.append(value);
    };
    narrow("account", filter.account);
    narrow("organization", filter.organization);
    narrow("database_name", filter.database);
    narrow("branch", filter.branch);
    if (filter.tables)
        statement += *filter.tables ? u" AND table_name <> ''"_s : u" AND table_name = ''"_s;
    statement += u" ORDER BY account, organization, database_name, branch, keyspace, shard, pod, table_name"_s;
    return selectRows(m_database, statement, values, [found](const QSqlQuery &row) {
        found->append({.id = row.value(0).toLongLong(),
                       .volume = {.account = row.value(1).toString(),
                                  .organization = row.value(2).toString(),
                                  .database = row.value(3).toString(),
                                  .branch = row.value(4).toString(),
                                  .keyspace = row.value(5).toString(),
                                  .shard = row.value(6).toString(),
                                  .pod = row.value(7).toString(),
                                  .table = row.value(8).toString()},
                       .role = row.value(9).toString(),
                       .newest = readingAt(row, 10)});
    });
}

QSqlError Tables::find(const StorageVolume &volume, Series *series)
{
    *series = {.volume = volume, .role = {}, .newest = {}};
    QSqlError error;
    QSqlQuery &known = query(findSeries, &error);
    if (error.isValid())
        return error;
    error = run(known, namesOf(volume));
    if (!error.isValid() && known.next()) {
        series->id = known.value(0).toLongLong();
        series->role = known.value(1).toString();
        series->newest = readingAt(known, 2);
    }
    if (!error.isValid())
        error = known.lastError();
    known.finish();
    return error;
}

QSqlError Tables::nextSeries(qint64 after, Series *next)
{
    *next = {};
    QSqlError error;
    QSqlQuery &following = query(followingSeries, &error);
    if (!error.isValid())
        error = run(following, {after});
    if (!error.isValid() && following.next()) {
        next->id = following.value(0).toLongLong();
        next->volume.table = following.value(1).toString();
    }
    following.finish();
    return error;
}

QSqlError Tables::findOrMake(const StorageVolume &volume, Series *series)
{
    QSqlError error = find(volume, series);
    if (error.isValid() || series->id != 0)
        return error;
    QSqlQuery &make = query(makeSeries, &error);
    if (!error.isValid())
        error = run(make, namesOf(volume));
    if (!error.isValid())
        series->id = make.lastInsertId().toLongLong();
    make.finish();
    return error;
}

void Tables::leaveFirstOfEachHour(std::vector<KeptReading> &readings, qint64 newest)
{
    const qint64 span = bucketSpan(StorageLevel::Hour);
    // The one that is there may come again, with what it did not give before.
    std::erase_if(readings, [newest, span](const KeptReading &reading) {
        return reading.at > newest && reading.at / span == newest / span;
    });
    const auto sameHour = [span](const KeptReading &left, const KeptReading &right) {
        return left.at / span == right.at / span;
    };
    readings.erase(std::unique(readings.begin(), readings.end(), sameHour), readings.end());
}

QSqlError Tables::add(const StorageVolume &volume, const QString &role, std::vector<KeptReading> readings, qint64 now,
                      const StoragePeriods &periods)
{
    arrange(readings);
    if (readings.empty())
        return {};
    Series series;
    QSqlError error = findOrMake(volume, &series);
    if (error.isValid())
        return error;
    // A clock that was wrong for a while must not keep everything after it from being the newest.
    if (series.newest.at > now + secondsAhead)
        series.newest = {};
    if (volume.isTable()) {
        leaveFirstOfEachHour(readings, series.newest.at);
        if (readings.empty())
            return error;
    }
    KeptReading newest = readings.back();
    const bool isOlder = newest.at < series.newest.at;
    const auto firstRecent = std::lower_bound(readings.begin(), readings.end(), now - recentSeconds,
                                              [](const KeptReading &reading, qint64 at) { return reading.at < at; });
    const std::vector<KeptReading> recent(firstRecent, readings.end());
    readings.erase(firstRecent, readings.end());
    error = addOld(series.id, readings, now, periodsOf(volume, periods));
    if (!error.isValid())
        error = addRecent(series.id, recent);
    if (error.isValid())
        return error;
    if (newest.at == series.newest.at)
        newest = combined(series.newest, newest);
    // What is only a capacity is the newest of nothing.
    if (isOlder || !newest.hasValue())
        newest = series.newest;
    const QString newRole = role.isEmpty() || isOlder ? series.role : role;
    if (newest == series.newest && newRole == series.role)
        return error;
    QSqlQuery &change = query(setNewest, &error);
    if (error.isValid())
        return error;
    QVariantList values = valuesOf(series.id, newest);
    values.first() = notNull(newRole);
    values.append(series.id);
    return runOnce(change, values);
}

QSqlError Tables::addRecent(qint64 series, const std::vector<KeptReading> &readings)
{
    QSqlError error;
    if (readings.empty())
        return error;
    QSqlQuery &known = query(recentOfTime, &error);
    if (error.isValid())
        return error;
    QSqlQuery &put = query(putRecent, &error);
    if (error.isValid())
        return error;
    for (KeptReading reading : readings) {
        error = run(known, {series, reading.at});
        if (error.isValid())
            return error;
        if (known.next())
            reading = combined(readingAt(known, 0), reading);
        known.finish();
        error = runOnce(put, valuesOf(series, reading));
        if (error.isValid())
            return error;
    }
    return error;
}

QSqlError Tables::addOld(qint64 series, const std::vector<KeptReading> &readings, qint64 now,
                         const StoragePeriods &periods)
{
    QSqlError error;
    for (std::size_t from = 0; from < readings.size() && !error.isValid();) {
        const StorageLevel level = levelAt(readings[from].at, now, periods);
        const qint64 part = readings[from].at / partSpan(level);
        std::size_t to = from + 1;
        while (to < readings.size() && readings[to].at / partSpan(level) == part)
            ++to;
        error = addToPart(series, level, part,
                          {readings.begin() + std::ptrdiff_t(from), readings.begin() + std::ptrdiff_t(to)});
        from = to;
    }
    return error;
}

QSqlError Tables::addToPart(qint64 series, StorageLevel level, qint64 part, const std::vector<KeptReading> &readings)
{
    QSqlError error;
    QSqlQuery &known = query(partBytes, &error);
    if (!error.isValid())
        error = run(known, {series, int(level), part});
    if (error.isValid())
        return error;
    std::vector<KeptReading> all;
    QByteArray before;
    if (known.next()) {
        before = known.value(0).toByteArray();
        unpackPart(before, series, &all);
    }
    error = known.lastError();
    known.finish();
    if (error.isValid())
        return error;
    mergeInto(all, readings);
    thin(all, bucketSpan(level));
    const QByteArray bytes = packed(all);
    if (bytes == before)
        return error;
    QSqlQuery &put = query(putPart, &error);
    return error.isValid() ? error : runOnce(put, {series, int(level), part, bytes});
}

QSqlError Tables::read(const Series &series, qint64 from, qint64 to, int points, std::vector<KeptReading> *readings)
{
    readings->clear();
    qint64 bucket = 0;
    QSqlError error = points > 0 ? bucketFor(series, from, to, points, &bucket) : QSqlError();
    // From the coarse to the fine: where two levels know of one second, the finer one counts.
    for (const StorageLevel level :
         {StorageLevel::Day, StorageLevel::Hour, StorageLevel::FiveMinutes, StorageLevel::Raw}) {
        if (error.isValid())
            return error;
        QSqlQuery &parts = query(partsBetween, &error);
        if (!error.isValid())
            error = run(parts, {series.id, int(level), from / partSpan(level), to / partSpan(level)});
        if (error.isValid())
            return error;
        std::size_t dense = readings->size(); // what is not thinned yet begins here
        while (parts.next()) {
            const auto first = std::ptrdiff_t(readings->size());
            unpackPart(parts.value(1).toByteArray(), series.id, readings);
            // The first and the last part reach beyond what is wanted.
            if (const auto begin = readings->begin() + first;
                begin != readings->end() && (begin->at < from || readings->back().at > to)) {
                const auto isOutside = [from, to](const KeptReading &each) { return each.at < from || each.at > to; };
                readings->erase(std::remove_if(begin, readings->end(), isOutside), readings->end());
            }
            if (bucket > 1 && readings->size() - dense > denseReadings) {
                thin(*readings, bucket, dense);
                dense = readings->size();
            }
        }
        error = parts.lastError();
        parts.finish();
    }
    if (error.isValid())
        return error;
    QSqlQuery &recent = query(recentBetween, &error);
    if (!error.isValid())
        error = run(recent, {series.id, from, to});
    if (error.isValid())
        return error;
    while (recent.next())
        readings->push_back(readingAt(recent, 0));
    error = recent.lastError();
    recent.finish();
    arrange(*readings);
    return error;
}

QSqlError Tables::bucketFor(const Series &series, qint64 from, qint64 to, int points, qint64 *seconds)
{
    QSqlError error;
    qint64 begin = series.newest.at;
    for (const StorageLevel level :
         {StorageLevel::Day, StorageLevel::Hour, StorageLevel::FiveMinutes, StorageLevel::Raw}) {
        QSqlQuery &first = query(firstPart, &error);
        if (!error.isValid())
            error = run(first, {series.id, int(level)});
        if (error.isValid())
            return error;
        if (first.next() && !first.value(0).isNull())
            begin = std::min(begin, first.value(0).toLongLong() * partSpan(level));
        first.finish();
    }
    begin = std::max(begin, from);
    *seconds = (std::min(series.newest.at, to) - begin) / (qint64(points) * bucketsForEachPoint);
    return error;
}

QSqlError Tables::compact(const Series &series, qint64 now, const StoragePeriods &periods)
{
    const StoragePeriods ownPeriods = periodsOf(series.volume, periods);
    QSqlError error = moveRecent(series.id, now, ownPeriods);
    // From the fine to the coarse, so that what is very old arrives where it belongs in one go.
    for (const StorageLevel level : {StorageLevel::Raw, StorageLevel::FiveMinutes, StorageLevel::Hour}) {
        if (!error.isValid())
            error = moveParts(series.id, level, now, ownPeriods);
    }
    return error;
}

QSqlError Tables::moveRecent(qint64 series, qint64 now, const StoragePeriods &periods)
{
    QSqlError error;
    const qint64 end = now - recentSeconds;
    QSqlQuery &rows = query(recentBetween, &error);
    if (!error.isValid())
        error = run(rows, {series, 0, end - 1});
    if (error.isValid())
        return error;
    std::vector<KeptReading> old;
    while (rows.next())
        old.push_back(readingAt(rows, 0));
    error = rows.lastError();
    rows.finish();
    if (error.isValid() || old.empty())
        return error;
    error = addOld(series, old, now, periods);
    if (error.isValid())
        return error;
    QSqlQuery &drop = query(dropRecent, &error);
    return error.isValid() ? error : runOnce(drop, {series, end});
}

QSqlError Tables::moveParts(qint64 series, StorageLevel level, qint64 now, const StoragePeriods &periods)
{
    QSqlError error;
    // Parts [0, first) end in time.
    const qint64 first = levelEnd(level, now, periods) / partSpan(level);
    if (first <= 0)
        return error;
    QSqlQuery &parts = query(partsBetween, &error);
    if (!error.isValid())
        error = run(parts, {series, int(level), 0, std::min(first, lastPart) - 1});
    if (error.isValid())
        return error;
    std::vector<KeptReading> old;
    while (parts.next())
        unpackPart(parts.value(1).toByteArray(), series, &old);
    error = parts.lastError();
    parts.finish();
    if (error.isValid() || old.empty())
        return error;
    error = addOld(series, old, now, periods);
    if (error.isValid())
        return error;
    QSqlQuery &drop = query(dropParts, &error);
    return error.isValid() ? error : runOnce(drop, {series, int(level), first});
}

} // namespace orrery::models::kept_storage
