// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/volume.h"
#include "views/window/page.h"

#include <functional>

class QMenu;

namespace orrery::views {

/// Adds what can be done with storage beside looking at it: "Prometheus server…", "Scrape configuration…", "Inspect a
/// webhook payload…", "Export history…", "Import history…". Their dialogs open over the window of `parent`. `chosen` names
/// the volume that is current when an export begins; may be empty.
void fillStorageToolsMenu(QMenu *menu, const PageContext &context, QWidget *parent,
                          const std::function<models::StorageVolume()> &chosen = {});

} // namespace orrery::views
