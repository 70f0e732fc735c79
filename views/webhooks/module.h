// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace orrery::views {

class ViewRegistry;

/// What the feature brings to the window.
void contributeWebhooks(ViewRegistry &registry);

} // namespace orrery::views
