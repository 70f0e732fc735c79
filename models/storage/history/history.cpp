// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/history.h"

#include "api/core/clock.h"
#include "models/core/local_database.h"
#include "models/storage/history/history_batch.h"
#include "models/storage/history/history_reader.h"
#include "models/storage/view/names.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace orrery::models {

namespace {

constexpr qint64 longestTurn = 40; ///< ms of work in one go on the database's thread; the disk comes on top
constexpr qsizetype largestWrite = 5000; ///< readings: as much as fits such a turn
constexpr qint64 lastSecond = 253'402'300'799; ///< 9999-12-31
constexpr qint64 hour = 3600;
constexpr std::chrono::seconds againAfter(10); ///< what could not be written
constexpr qsizetype mostWaiting = 500'000; ///< readings; the oldest go first

qint64 beginOf(const QDateTime &from)
{
    return from.isValid() ? std::max<qint64>(0, from.toSecsSinceEpoch()) : 0;
}

qint64 endOf(const QDateTime &to)
{
    return to.isValid() ? std::clamp<qint64>(to.toSecsSinceEpoch(), 0, lastSecond) : lastSecond;
}

StorageReading newestOf(const kept_storage::Series &series)
{
    return {.volume = series.volume, .point = toPoint(series.newest), .role = series.role};
}

StorageSeries seriesOf(const StorageVolume &volume, const std::vector<KeptReading> &readings)
{
    StorageSeries series;
    series.name = volumeName(volume);
    series.volume = volume;
    series.points.reserve(qsizetype(readings.size()));
    for (const KeptReading &reading : readings)
        series.points.append(toPoint(reading));
    if (!readings.empty())
        series.source = sourceName(readings.back().source);
    return series;
}

/// What was read between two times, without what only gives a capacity.
void readValues(kept_storage::Reader &reader, const StorageVolume &volume, qint64 from, qint64 to, int points,
                std::vector<KeptReading> *readings)
{
    reader.read(volume, from, to, points, readings);
    std::erase_if(*readings, [](const KeptReading &reading) { return !reading.hasValue(); });
}

QList<StorageReading> newestOfAll(kept_storage::Reader &reader, const kept_storage::Filter &filter)
{
    QList<StorageReading> newest;
    const QList<kept_storage::Series> all = reader.series(filter);
    for (const kept_storage::Series &series : all) {
        if (series.newest.hasValue())
            newest.append(newestOf(series));
    }
    return newest;
}

bool areOfOneBranch(const StorageVolume &a, const StorageVolume &b)
{
    return a.account == b.account && a.organization == b.organization && a.database == b.database
        && a.branch == b.branch;
}

/// The tables of the branches that have no other volume than `volumes`.
QList<StorageVolume> tablesThatGoAlong(kept_storage::Reader &reader, const QList<StorageVolume> &volumes)
{
    QList<StorageVolume> tables;
    QList<StorageVolume> branches; // one of each
    for (const StorageVolume &volume : volumes) {
        const auto isSame = [&volume](const StorageVolume &known) { return areOfOneBranch(known, volume); };
        if (volume.isTable() || std::any_of(branches.cbegin(), branches.cend(), isSame))
            continue;
        branches.append(volume);
        bool hasOther = false;
        QList<StorageVolume> ofBranch;
        // Where a part of the name is empty, this finds more than the branch.
        const kept_storage::Filter filter{volume.account, volume.organization, volume.database, volume.branch, {}};
        const QList<kept_storage::Series> all = reader.series(filter); // empty names: more than it
        for (const kept_storage::Series &series : all) {
            if (!areOfOneBranch(series.volume, volume) || volumes.contains(series.volume))
                continue;
            if (series.volume.isTable())
                ofBranch.append(series.volume);
            else
                hasOther = true;
        }
        if (!hasOther)
            tables += ofBranch;
    }
    return tables;
}

} // namespace

StorageHistory::StorageHistory(LocalDatabase *database, const Clock *clock, QObject *parent)
    : StorageHistory(database, clock, StoragePeriods(), parent)
{}

StorageHistory::StorageHistory(LocalDatabase *database, const Clock *clock, StoragePeriods periods, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_expiry(clock), m_periods(periods)
{
    // What still waits would be written after the account was forgotten.
    connect(m_database, &LocalDatabase::accountForgotten, this, [this](const QString &account) {
        drop([&account](const StorageVolume &volume) { return volume.account == account; });
    });
}

StorageHistory::~StorageHistory()
{
    m_writing = false;
    while (!m_waiting.isEmpty()) {
        write();
        m_writing = false;
    }
}

qsizetype StorageHistory::add(const QList<StorageReading> &readings)
{
    const QDateTime now = m_clock->now();
    qsizetype absurd = 0;
    for (const StorageReading &reading : readings) {
        if (!whyNotKept(reading.point, now).isEmpty()) {
            ++absurd;
            continue;
        }
        m_waiting.append(reading);
        if (!reading.volume.isTable())
            m_sources[reading.volume] |= 1U << quint32(reading.point.source);
    }
    m_leftOut += absurd;
    if (!m_waiting.isEmpty() && !m_writing && !std::exchange(m_scheduled, true))
        QTimer::singleShot(0, this, &StorageHistory::write);
    return absurd;
}

QList<StorageSource> StorageHistory::sources(const StorageVolume &volume) const
{
    QList<StorageSource> all;
    const quint32 bits = m_sources.value(volume);
    for (quint32 source = 0; source <= quint32(StorageSource::Imported); ++source) {
        if ((bits & (1U << source)) != 0)
            all.append(StorageSource(source));
    }
    return all;
}

void StorageHistory::write()
{
    m_scheduled = false;
    if (m_writing || m_waiting.isEmpty())
        return;
    m_writing = true;
    const auto batch = std::make_shared<kept_storage::Batch>();
    const qsizetype count = std::min(m_waiting.size(), largestWrite);
    m_underWay = m_waiting.first(count);
    for (const StorageReading &reading : std::as_const(m_underWay))
        batch->add(reading.volume, toKept(reading.point), reading.role);
    m_waiting.remove(0, count);
    m_database->write([batch, now = m_clock->now().toSecsSinceEpoch(),
                       periods = m_periods](QSqlDatabase &database) { return batch->write(database, now, periods); },
                      this, [this, batch](const QSqlError &error) { written(batch->volumes(), !error.isValid()); });
}

void StorageHistory::written(const QList<StorageVolume> &volumes, bool succeeded)
{
    m_writing = false;
    const QList<StorageReading> tried = std::exchange(m_underWay, {});
    if (succeeded) {
        Q_EMIT added(volumes);
        write();
        return;
    }
    // Somebody else holds the file for a while: nothing of it is said to be kept, and nothing is lost.
    m_waiting = tried + m_waiting;
    if (m_waiting.size() > mostWaiting)
        m_waiting.remove(0, m_waiting.size() - mostWaiting);
    QTimer::singleShot(againAfter, this, &StorageHistory::write);
}

void StorageHistory::drop(const std::function<bool(const StorageVolume &)> &isGone)
{
    for (QList<StorageReading> *readings : {&m_waiting, &m_underWay})
        readings->removeIf([&isGone](const StorageReading &reading) { return isGone(reading.volume); });
    m_sources.removeIf([&isGone](QHash<StorageVolume, quint32>::iterator each) { return isGone(each.key()); });
}

void StorageHistory::load(const StorageVolume &volume, const QDateTime &from, const QDateTime &to, int maxPoints,
                          QObject *context, std::function<void(StorageSeries)> callback)
{
    const auto series = std::make_shared<StorageSeries>();
    // What a wrong clock put into the future stays out of sight.
    const qint64 last = std::min(endOf(to), m_clock->now().toSecsSinceEpoch() + secondsAhead);
    read(
        [series, volume, maxPoints, begin = beginOf(from), end = last](kept_storage::Reader &reader) {
            std::vector<KeptReading> readings;
            readValues(reader, volume, begin, end, maxPoints, &readings);
            reduceForDrawing(readings, maxPoints);
            *series = seriesOf(volume, readings);
        },
        context, [series, callback = std::move(callback)]() { callback(std::move(*series)); });
}

void StorageHistory::latest(const QString &account, QObject *context,
                            std::function<void(QList<StorageReading>)> callback)
{
    const auto found = std::make_shared<QList<StorageReading>>();
    const kept_storage::Filter filter{account, {}, {}, {}, false};
    read([found, filter](kept_storage::Reader &reader) { *found = newestOfAll(reader, filter); }, context,
         [found, callback = std::move(callback)]() { callback(std::move(*found)); });
}

void StorageHistory::latestTables(const QString &account, const QString &organization, const QString &database,
                                  const QString &branch, QObject *context,
                                  std::function<void(QList<StorageReading>)> callback)
{
    const auto found = std::make_shared<QList<StorageReading>>();
    const kept_storage::Filter filter{account, organization, database, branch, true};
    read([found, filter](kept_storage::Reader &reader) { *found = newestOfAll(reader, filter); }, context,
         [found, callback = std::move(callback)]() { callback(std::move(*found)); });
}

void StorageHistory::readingsSince(const QList<StorageVolume> &volumes, const QDateTime &from, QObject *context,
                                   std::function<void(QList<StorageSeries>)> callback)
{
    const auto found = std::make_shared<QList<StorageSeries>>();
    const qint64 now = m_clock->now().toSecsSinceEpoch();
    const auto slice =
        std::make_shared<Slice>([found, volumes, begin = beginOf(from), end = now + secondsAhead,
                                 fineFrom = levelEnd(StorageLevel::Raw, now, m_periods)](kept_storage::Reader &reader) {
            QElapsedTimer timer;
            timer.start();
            std::vector<KeptReading> readings;
            while (found->size() < volumes.size() && timer.elapsed() < longestTurn) {
                const StorageVolume &volume = volumes.at(found->size());
                readValues(reader, volume, begin, end, 0, &readings);
                thinToLast(readings, hour, fineFrom);
                found->append(seriesOf(volume, readings));
            }
            return found->size() < volumes.size();
        });
    readInSlices(slice, context, [found, callback = std::move(callback)]() { callback(std::move(*found)); });
}

void StorageHistory::tables(const QString &account, const QString &organization, const QString &database,
                            const QString &branch, const QDateTime &from, const QDateTime &to, QObject *context,
                            std::function<void(QList<StorageTableSizes>)> callback)
{
    struct Progress
    {
        std::optional<QList<kept_storage::Series>> series;
        qsizetype next = 0;
        QList<StorageTableSizes> sizes;
    };
    const auto progress = std::make_shared<Progress>();
    const kept_storage::Filter filter{account, organization, database, branch, true};
    const auto slice = std::make_shared<Slice>(
        [progress, filter, begin = beginOf(from), end = endOf(to)](kept_storage::Reader &reader) {
            QElapsedTimer timer;
            timer.start();
            if (!progress->series)
                progress->series = reader.series(filter);
            std::vector<KeptReading> readings;
            while (progress->next < progress->series->size() && timer.elapsed() < longestTurn) {
                const kept_storage::Series &series = progress->series->at(progress->next++);
                // By name: from one turn to the next the connection may be another one.
                readValues(reader, series.volume, begin, end, 0, &readings);
                if (!readings.empty())
                    progress->sizes.append({series.volume, toPoint(readings.front()), toPoint(readings.back())});
            }
            return progress->next < progress->series->size();
        });
    readInSlices(slice, context,
                 [progress, callback = std::move(callback)]() { callback(std::move(progress->sizes)); });
}

void StorageHistory::readInSlices(const std::shared_ptr<Slice> &slice, const QPointer<QObject> &context,
                                  std::function<void()> done)
{
    // A turn at a time, so that other work comes between.
    const auto more = std::make_shared<bool>(false);
    read([slice, more](kept_storage::Reader &reader) { *more = (*slice)(reader); }, this,
         [this, slice, more, context, done = std::move(done)]() {
             if (!context)
                 return;
             if (*more)
                 readInSlices(slice, context, done);
             else
                 done();
         });
}

void StorageHistory::read(std::function<void(kept_storage::Reader &)> work, QObject *context,
                          std::function<void()> done)
{
    m_database->read(
        [work = std::move(work), now = m_clock->now().toSecsSinceEpoch()](const QList<QSqlDatabase *> &connections) {
            kept_storage::Reader reader(connections, now);
            work(reader);
            return reader.error();
        },
        context, std::move(done));
}

void StorageHistory::forget(const QList<StorageVolume> &volumes)
{
    if (volumes.isEmpty())
        return;
    const auto all = std::make_shared<QList<StorageVolume>>(volumes);
    read([all](kept_storage::Reader &reader) { *all += tablesThatGoAlong(reader, *all); }, this,
         [this, all]() { forgetNow(*all); });
}

void StorageHistory::forgetNow(const QList<StorageVolume> &volumes)
{
    // What still waits would be written after it was forgotten.
    const QSet<StorageVolume> gone(volumes.cbegin(), volumes.cend());
    drop([&gone](const StorageVolume &volume) { return gone.contains(volume); });
    m_database->forget([volumes](QSqlDatabase &database) { return kept_storage::forget(database, volumes); },
                       [volumes](QSqlDatabase &database) { return kept_storage::hide(database, volumes); }, this,
                       [this, volumes]() {
                           Q_EMIT forgotten(volumes);
                           Q_EMIT added(volumes);
                       });
}

void StorageHistory::compact()
{
    if (m_compacting)
        return;
    m_compacting = true;
    compactFrom(0);
}

void StorageHistory::compactFrom(qint64 series)
{
    const auto reached = std::make_shared<qint64>(0);
    m_database->write(
        [reached, series, moment = m_expiry.moment(), periods = m_periods](QSqlDatabase &database) {
            const qint64 now = Expiry::now(database, moment).toSecsSinceEpoch();
            QElapsedTimer timer;
            timer.start();
            kept_storage::Tables tables(database);
            kept_storage::Series next{.id = series, .volume = {}, .role = {}, .newest = {}};
            QSqlError error;
            while (!error.isValid() && timer.elapsed() < longestTurn) {
                error = tables.nextSeries(next.id, &next);
                if (error.isValid() || next.id == 0)
                    break;
                error = tables.compact(next, now, periods);
            }
            *reached = next.id;
            if (error.isValid())
                *reached = 0;
            return error;
        },
        this,
        [this, reached](const QSqlError &) {
            if (*reached != 0) {
                compactFrom(*reached);
                return;
            }
            m_compacting = false;
            Q_EMIT compacted();
        });
}

void StorageHistory::announce(const QList<StorageVolume> &volumes)
{
    if (!volumes.isEmpty())
        Q_EMIT added(volumes);
}

} // namespace orrery::models
