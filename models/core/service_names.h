// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace orrery::models {

// What the API calls by internal names, as the dashboard and the documentation write it.

/// "scaler_pro" → "Scaler Pro"; a name of another form stays.
QString planName(const QString &plan);
/// "PS_80_AWS_X86" → "PS-80"; `display`, where the service sends one, goes first. A name of another form stays.
QString clusterSizeName(const QString &name, const QString &display = {});

} // namespace orrery::models
