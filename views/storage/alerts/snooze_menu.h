// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QList>

class QMenu;
class QWidget;

namespace orrery {
class Clock;
}

namespace orrery::models {
class StorageWatch;
}

namespace orrery::views {

/// A menu "Snooze" that silences these volumes for an hour, until tomorrow at nine, for a week, or until they cross a higher
/// threshold (which ends every snooze), and ends that. For a button or as a part of a row's menu; `watch` and `clock` outlive
/// it, `parent` owns it.
QMenu *makeSnoozeMenu(models::StorageWatch *watch, const Clock *clock, const QList<models::StorageVolume> &volumes,
                      QWidget *parent);

/// "Snoozed until Nov 22, 2026 9:00 AM", "Snoozed until a higher threshold is crossed"; empty when it is not, or no longer.
/// `now` is any time zone's; the sentence is in the person's.
QString snoozeText(const QDateTime &until, const QDateTime &now);

} // namespace orrery::views
