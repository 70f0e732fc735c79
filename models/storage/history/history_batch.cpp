// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/history_batch.h"

namespace orrery::models::kept_storage {

void Batch::add(const StorageVolume &volume, const KeptReading &reading, const QString &role)
{
    auto group = m_groups.find(volume);
    if (group == m_groups.end()) {
        group = m_groups.insert(volume, Group());
        m_volumes.append(volume);
    }
    group->readings.push_back(reading);
    if (!role.isEmpty() && reading.at >= group->roleAt) {
        group->role = role;
        group->roleAt = reading.at;
    }
    ++m_size;
}

QSqlError Batch::write(QSqlDatabase &database, qint64 now, const StoragePeriods &periods) const
{
    Tables tables(database);
    QSqlError error;
    for (const StorageVolume &volume : m_volumes) {
        const auto group = m_groups.constFind(volume);
        error = tables.add(volume, group->role, group->readings, now, periods);
        if (error.isValid())
            break;
    }
    return error;
}

} // namespace orrery::models::kept_storage
