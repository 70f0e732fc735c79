// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/history_tables.h"

#include <QHash>

namespace orrery::models::kept_storage {

/// Readings of many volumes that are written together.
class Batch
{
public:
    /// The role of the latest reading that gives one is the volume's.
    void add(const StorageVolume &volume, const KeptReading &reading, const QString &role);
    QSqlError write(QSqlDatabase &database, qint64 now, const StoragePeriods &periods) const;
    [[nodiscard]] const QList<StorageVolume> &volumes() const { return m_volumes; }
    [[nodiscard]] qsizetype size() const { return m_size; }

private:
    struct Group
    {
        QString role;
        qint64 roleAt = 0;
        std::vector<KeptReading> readings;
    };
    QHash<StorageVolume, Group> m_groups;
    QList<StorageVolume> m_volumes; ///< in the order in which they were first seen
    qsizetype m_size = 0;
};

} // namespace orrery::models::kept_storage
