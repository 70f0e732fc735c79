// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/alerts.h"

namespace orrery::models {

/// One thing to be reported of one volume.
struct AlertItem
{
    StorageVolume volume;
    int threshold = 0; ///< as in StorageAlert
    bool inQuiet = false;
    double percent = 0;
    QString fillingText;
    const AlertInput *input = nullptr; ///< what is known now; null: the volume is not among what was read this time
};

/// "Grows by 1.4 GiB a day: 85 % in 3 days (2–5). Full in 20 days (15–31)." Empty where nothing can be said.
QString describeFilling(const AlertInput &input, const QDateTime &now);

/// One notification out of items, which are not empty and need no order.
StorageAlert alertOf(QList<AlertItem> items, const QDateTime &now);

} // namespace orrery::models
