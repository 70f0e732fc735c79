// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/expiry.h"
#include "models/storage/history/rollup.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace orrery {
class Clock;
}

namespace orrery::models {

class LocalDatabase;
namespace kept_storage {
class Reader;
}

/// How large a table was over a stretch of time; the readings are real ones.
struct StorageTableSizes
{
    StorageVolume volume;
    StoragePoint first; ///< the oldest reading in the stretch
    StoragePoint last; ///< the newest one; the same where there is only one
    friend bool operator==(const StorageTableSizes &, const StorageTableSizes &) = default;
};

/// What was read of disks and tables, kept in the local database for years.
///
/// Readings stay as they were for 7 days (to the second), then those that matter of each 5 minutes for 90 days, of each hour
/// for 2 years, of each day for good: the lowest, the highest and the last, with their own times (see rollup.h).
/// Nothing is averaged, and where nothing was read there is nothing. Of tables, of which there are many, the first reading of
/// each hour is kept.
///
/// The volume and not the branch's id names a series: a branch that is renamed, or a shard that is split, begins a new one,
/// and what is gone keeps its history. Signing out forgets it with all else that was kept of the account.
///
/// On a full disk the local database says so once and goes on in memory, until the next start: what is read then and what the
/// file had before show together, and are exported together.
class StorageHistory final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive the history.
    StorageHistory(LocalDatabase *database, const Clock *clock, QObject *parent = nullptr);
    StorageHistory(LocalDatabase *database, const Clock *clock, StoragePeriods periods, QObject *parent = nullptr);
    /// Hands what still waits to the database.
    ~StorageHistory() override;

    /// Keeps readings, in whatever order; many calls in a row become one write. Of one volume and second there is one
    /// reading: what comes later counts, and an imported one only adds what a measured one does not say. What cannot be written
    /// waits and is tried again. Returns how many were left out as absurd (see whyNotKept()).
    qsizetype add(const QList<StorageReading> &readings);
    /// Where the readings of a volume came from in this run.
    [[nodiscard]] QList<StorageSource> sources(const StorageVolume &volume) const;
    /// Left out since the program began.
    [[nodiscard]] qint64 leftOut() const { return m_leftOut; }

    /// The readings of one volume between two times (invalid: without that end), oldest first, at most `maxPoints` that keep
    /// the lowest and highest of each stretch (0: all). `context` lives in this thread; without it no callback comes.
    void load(const StorageVolume &volume, const QDateTime &from, const QDateTime &to, int maxPoints, QObject *context,
              std::function<void(StorageSeries)> callback);
    /// The newest reading of every volume that was ever read (not of tables), however old it is, in the order of names.
    void latest(const QString &account, QObject *context, std::function<void(QList<StorageReading>)> callback);
    /// The same of the tables of one branch; without branch, database or organization, of all of them.
    void latestTables(const QString &account, const QString &organization, const QString &database,
                      const QString &branch, QObject *context, std::function<void(QList<StorageReading>)> callback);
    /// What a forecast needs of many volumes: everything of the last 7 days, before that the last reading of each hour.
    /// In the order of `volumes`; empty points where nothing is kept.
    void readingsSince(const QList<StorageVolume> &volumes, const QDateTime &from, QObject *context,
                       std::function<void(QList<StorageSeries>)> callback);
    /// First and last size of each table of a branch that was read in the stretch.
    void tables(const QString &account, const QString &organization, const QString &database, const QString &branch,
                const QDateTime &from, const QDateTime &to, QObject *context,
                std::function<void(QList<StorageTableSizes>)> callback);

    /// Thins what has become old, in small turns between other work. Call it once an hour or so; while it runs, another call
    /// does nothing. What a crash or the end of the program cuts off goes on at the next call.
    void compact();
    [[nodiscard]] bool isCompacting() const { return m_compacting; }

    /// Deletes everything kept of these volumes; with the last volume of a branch its tables go too. forgotten() follows, and
    /// added() for who shows them. One that is still collected comes back with its next reading.
    void forget(const QList<StorageVolume> &volumes);

    /// Of those who write to the same tables (files): announces that these volumes have other readings now.
    void announce(const QList<StorageVolume> &volumes);
    [[nodiscard]] LocalDatabase *database() const { return m_database; }
    [[nodiscard]] const Clock *clock() const { return m_clock; }
    [[nodiscard]] const StoragePeriods &periods() const { return m_periods; }

Q_SIGNALS:
    /// Readings of these volumes are written now, or are others than before.
    void added(const QList<orrery::models::StorageVolume> &volumes);
    /// Nothing is kept of these volumes and tables any more.
    void forgotten(const QList<orrery::models::StorageVolume> &volumes);
    /// compact() has gone through everything.
    void compacted();

private:
    /// False when there is nothing more to read.
    using Slice = std::function<bool(kept_storage::Reader &)>;
    void read(std::function<void(kept_storage::Reader &)> work, QObject *context, std::function<void()> done);
    void forgetNow(const QList<StorageVolume> &volumes);
    void write();
    void written(const QList<StorageVolume> &volumes, bool succeeded);
    void drop(const std::function<bool(const StorageVolume &)> &isGone);
    void compactFrom(qint64 series);
    void readInSlices(const std::shared_ptr<Slice> &slice, const QPointer<QObject> &context,
                      std::function<void()> done);

    LocalDatabase *m_database;
    const Clock *m_clock;
    Expiry m_expiry;
    const StoragePeriods m_periods;
    QList<StorageReading> m_waiting;
    QList<StorageReading> m_underWay; ///< being written
    QHash<StorageVolume, quint32> m_sources; ///< a bit for each; not of tables
    qint64 m_leftOut = 0;
    bool m_writing = false;
    bool m_scheduled = false; ///< write() comes in the next turn of the event loop
    bool m_compacting = false;
};

} // namespace orrery::models
