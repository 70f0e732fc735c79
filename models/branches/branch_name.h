// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace orrery::models {

/// Why a name cannot be a new branch's, as a sentence; empty when it can. The reference gives no rule for names, so only
/// what can never work is refused here: nothing, a name that is taken, blanks, slashes and control characters. The service
/// has the last word.
QString branchNameProblem(const QString &name, const QStringList &takenNames);

} // namespace orrery::models
