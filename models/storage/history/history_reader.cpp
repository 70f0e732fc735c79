// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/history_reader.h"

#include <algorithm>

namespace orrery::models::kept_storage {

Reader::Reader(const QList<QSqlDatabase *> &connections, qint64 now) : m_now(now)
{
    for (QSqlDatabase *connection : connections)
        m_tables.emplace_back(*connection);
}

void Reader::note(const QSqlError &error)
{
    if (!m_error.isValid())
        m_error = error;
}

void Reader::merge(Series &known, const Series &later) const
{
    const bool isAhead = known.newest.at > m_now + secondsAhead && later.newest.hasValue();
    const bool isNewer = isAhead || later.newest.at >= known.newest.at;
    if (!later.role.isEmpty() && (isNewer || known.role.isEmpty()))
        known.role = later.role;
    if (later.newest.at == known.newest.at)
        known.newest = combined(known.newest, later.newest);
    else if (isNewer)
        known.newest = later.newest;
}

QList<Series> Reader::series(const Filter &filter)
{
    QList<Series> all;
    if (m_tables.size() == 1) {
        note(m_tables.front().series(filter, &all));
        return all;
    }
    QHash<StorageVolume, qsizetype> known;
    for (Tables &tables : m_tables) {
        QList<Series> found;
        note(tables.series(filter, &found));
        for (Series &each : found) {
            each.id = 0;
            const auto at = known.constFind(each.volume);
            if (at != known.cend()) {
                merge(all[*at], each);
                continue;
            }
            known.insert(each.volume, all.size());
            all.append(each);
        }
    }
    std::sort(all.begin(), all.end(),
              [](const Series &left, const Series &right) { return left.volume < right.volume; });
    return all;
}

void Reader::read(const StorageVolume &volume, qint64 from, qint64 to, int points, std::vector<KeptReading> *readings)
{
    readings->clear();
    std::vector<KeptReading> later;
    for (Tables &tables : m_tables) {
        const bool isFirst = &tables == &m_tables.front();
        std::vector<KeptReading> *found = isFirst ? readings : &later;
        found->clear();
        Series series;
        QSqlError error = tables.find(volume, &series);
        if (!error.isValid() && series.id != 0)
            error = tables.read(series, from, to, points, found);
        if (error.isValid()) {
            note(error);
            arrange(*found); // cut off in the middle
        }
        if (!isFirst && !found->empty())
            mergeInto(*readings, *found);
    }
}

} // namespace orrery::models::kept_storage
