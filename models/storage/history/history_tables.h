// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/database_schema.h"
#include "models/storage/history/rollup.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <map>
#include <optional>

/// What StorageHistory does with the tables storage_…, on the local database's worker thread. Each function returns the
/// first error; those that write expect a transaction of the caller.
///
/// storage_series names each volume once and holds its newest reading; storage_recent has the readings of the last hours,
/// a row each, because they come one by one; storage_part has everything older, packed: one row for each series, level and
/// stretch of time.
namespace orrery::models::kept_storage {

/// Readings younger than this are rows.
inline constexpr qint64 recentSeconds = 24 * 3600;

struct Series
{
    qint64 id = 0;
    StorageVolume volume;
    QString role;
    KeptReading newest; ///< time 0: none yet
};

/// Which series; empty parts match everything.
struct Filter
{
    QString account;
    QString organization;
    QString database;
    QString branch;
    std::optional<bool> tables; ///< only tables, or none of them
};

/// The statements of one piece of work, prepared once each.
class Tables
{
public:
    explicit Tables(QSqlDatabase &database) : m_database(database) {}

    /// In the order of their names.
    QSqlError series(const Filter &filter, QList<Series> *found);
    /// The id stays 0 where nothing was ever kept of the volume.
    QSqlError find(const StorageVolume &volume, Series *series);
    /// The first series behind that id, only with what compact() wants to know; its id is 0 when there is none.
    QSqlError nextSeries(qint64 after, Series *next);

    /// Adds readings of one volume, in whatever order. Those of a second that is there are combined with it. Of a table the
    /// first reading of each hour is enough.
    QSqlError add(const StorageVolume &volume, const QString &role, std::vector<KeptReading> readings, qint64 now,
                  const StoragePeriods &periods);
    /// Everything kept with from <= time <= to, arranged. `points`, when there are very many and only a picture of so many
    /// points is made of them: what would not be seen in it is left out on the way.
    QSqlError read(const Series &series, qint64 from, qint64 to, int points, std::vector<KeptReading> *readings);
    /// Moves what has become too old for its place, and thins it. Cheap when nothing has.
    QSqlError compact(const Series &series, qint64 now, const StoragePeriods &periods);

private:
    QSqlQuery &query(const char *statement, QSqlError *error);
    static void leaveFirstOfEachHour(std::vector<KeptReading> &readings, qint64 newest);
    QSqlError findOrMake(const StorageVolume &volume, Series *series);
    QSqlError addRecent(qint64 series, const std::vector<KeptReading> &readings);
    QSqlError addOld(qint64 series, const std::vector<KeptReading> &readings, qint64 now,
                     const StoragePeriods &periods);
    QSqlError addToPart(qint64 series, StorageLevel level, qint64 part, const std::vector<KeptReading> &readings);
    QSqlError bucketFor(const Series &series, qint64 from, qint64 to, int points, qint64 *seconds);
    QSqlError moveRecent(qint64 series, qint64 now, const StoragePeriods &periods);
    QSqlError moveParts(qint64 series, StorageLevel level, qint64 now, const StoragePeriods &periods);

    QSqlDatabase &m_database;
    std::map<const char *, QSqlQuery> m_queries; ///< by the address of the statement's text
};

/// The parts of a volume's name as values for the columns from account to table_name.
QVariantList namesOf(const StorageVolume &volume);

/// Deletes everything that is kept of these.
QSqlError forget(QSqlDatabase &database, const QList<StorageVolume> &volumes);
QSqlError forgetAccount(QSqlDatabase &database, const QString &account);
/// The tables themselves.
DatabaseTables databaseTables();
/// Keeps it from being read on this connection, where it cannot be deleted (LocalDatabase::forget()).
QSqlError hide(QSqlDatabase &database, const QList<StorageVolume> &volumes);
QSqlError hideAccount(QSqlDatabase &database, const QString &account);

} // namespace orrery::models::kept_storage
