// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/history_tables.h"

#include <deque>

namespace orrery::models::kept_storage {

/// Reads the tables of several connections (LocalDatabase::read()) as if they were one: of a volume that more than one knows
/// the readings are merged, and the newest is its newest. For one piece of work on the local database's worker thread.
///
/// A connection that cannot be read does not keep the others from being read; error() reports it.
class Reader
{
public:
    /// `connections` oldest first: of a second that two know, the later one's reading counts. `now` in seconds: a newest
    /// reading far ahead of it comes from a wrong clock, and gives way.
    Reader(const QList<QSqlDatabase *> &connections, qint64 now);

    /// In the order of their names. Their ids are 0 unless there is only one connection.
    [[nodiscard]] QList<Series> series(const Filter &filter);
    /// As Tables::read(), by name; empty where nothing was ever kept of the volume.
    void read(const StorageVolume &volume, qint64 from, qint64 to, int points, std::vector<KeptReading> *readings);
    /// The first error; invalid while everything could be read.
    [[nodiscard]] const QSqlError &error() const { return m_error; }

private:
    void note(const QSqlError &error);
    void merge(Series &known, const Series &later) const;

    std::deque<Tables> m_tables; ///< of each connection
    qint64 m_now;
    QSqlError m_error;
};

} // namespace orrery::models::kept_storage
