// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace orrery::models {

class FeatureRegistry;

/// What the feature brings to the models.
void contributeWebhooks(FeatureRegistry &registry);

} // namespace orrery::models
