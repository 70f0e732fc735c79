// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/risk.h"

namespace orrery::models {

/// One followed volume, as the Storage page lists it.
struct RadarVolume
{
    StorageVolume volume;
    QString role;
    StoragePoint point; ///< the newest reading
    DiskLimits limits;
    StorageForecast forecast;
    StorageRisk risk;
    friend bool operator==(const RadarVolume &, const RadarVolume &) = default;
};

/// Identity of a volume in the radar's model.
QString radarId(const StorageVolume &volume);

} // namespace orrery::models
