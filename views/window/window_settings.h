// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/settings.h"

namespace orrery::models {
class FeatureRegistry;
}

namespace orrery::views {

/// Theme::Scheme as a number: 0 follows the system.
inline const models::Setting<int> schemeSetting{QLatin1String("window/scheme"), 0};
/// Whether closing the window leaves Orrery in the notification area.
inline const models::Setting<bool> keepInTraySetting{QLatin1String("window/keep-in-tray"), false};

/// The settings of the window itself.
void addWindowSettings(models::FeatureRegistry &registry);

} // namespace orrery::views
