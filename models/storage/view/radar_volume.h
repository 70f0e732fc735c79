// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/risk.h"

#include <QStringList>

namespace orrery::models {

/// One followed disk, as the Storage page lists it, however many accounts and sources see it.
struct RadarVolume
{
    StorageVolume volume; ///< as one of the accounts sees it: the one whose history is shown
    QStringList accounts; ///< through which it is seen, the one of `volume` first
    QList<StorageSource> sources; ///< where its readings come from, that of `point` first
    QString role;
    StoragePoint
        point; ///< the newest reading; its capacity stays with the source that gave it, as long as that reads on
    StorageSource capacitySource = StorageSource::BranchMetrics;
    QDateTime capacityAt; ///< when that source gave it last
    DiskLimits limits;
    StorageForecast forecast;
    StorageRisk risk;
    friend bool operator==(const RadarVolume &, const RadarVolume &) = default;

    /// The volume through each of the accounts.
    [[nodiscard]] QList<StorageVolume> volumes() const;
};

/// Puts a reading into the row. Of several sources the more exact one gives the capacity, until it falls silent: two that
/// differ a little must not make it flicker.
void takeReading(RadarVolume &row, const StoragePoint &point);

} // namespace orrery::models
