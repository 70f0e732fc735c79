// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/storage/history/volume.h"

namespace orrery::models {

// How a volume is called in sentences, and where it is shown. All text is made visible already.

/// The part inside its branch: "commerce / -80", "postgres-0", with a table "commerce / -80 / orders"; empty for a branch
/// that has one volume without a name.
QString volumeName(const StorageVolume &volume);

/// "shop / main, commerce / -80".
QString volumePath(const StorageVolume &volume);

/// The storage tab of its branch, or the page of the last part that is known.
Location volumePlace(const StorageVolume &volume);

} // namespace orrery::models
