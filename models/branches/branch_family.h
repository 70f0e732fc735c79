// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch.h"

#include <QStringList>

namespace orrery::models {

/// The branches that were made from this one, and from those, and so on; nearest first, by name within a generation.
QStringList descendantsOf(const QList<api::Branch> &branches, const QString &name);

} // namespace orrery::models
