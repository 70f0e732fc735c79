// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

namespace orrery::simulator {

/// What a volume holds at an instant.
struct StorageSample
{
    qint64 used = 0; ///< bytes
    qint64 capacity = 0; ///< bytes

    double percent() const
    {
        return capacity > 0 ? 100.0 * static_cast<double>(used) / static_cast<double>(capacity) : 0;
    }
    qint64 available() const { return capacity - used; }
};

/// A pure function of the curve and the time: the same instant always gives the same bytes, so a chart
/// fetched twice shows the same past.
StorageSample storageAt(const StorageCurve &curve, Instant now);

/// Believable noise in [-1, 1] that repeats for the same seed and time.
double noiseAt(quint32 seed, Instant now, Instant period);

} // namespace orrery::simulator
