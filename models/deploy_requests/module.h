// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/settings.h"

namespace orrery::models {

class FeatureRegistry;

/// Whether what happens to followed deployments is told on the desktop.
inline const Setting<bool> deploymentNotices{QLatin1String("notifications/deployments"), true};

/// Whether long lines of a change are wrapped instead of scrolled to.
inline const Setting<bool> wrapLines{QLatin1String("changes/wrap-lines"), false};

/// What the feature brings to the models.
void contributeDeployRequests(FeatureRegistry &registry);

} // namespace orrery::models
