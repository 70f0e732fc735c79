// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/unified_diff.h"

#include <QString>

#include <optional>

namespace orrery::models {

/// The two texts a diff was made of. Empty on the side where a table does not exist.
struct DiffSides
{
    QString before;
    QString after;
    friend bool operator==(const DiffSides &, const DiffSides &) = default;
};

/// Both texts in full, when the diff shows every line of them: it begins with the first line on each side and no hunk
/// leaves lines out. Nothing for a text that is no diff, for a diff with gaps, and when a parenthesis is still open at the
/// end, which means that lines are missing there. A diff without hunk headers, as the service sends them, is whole.
///
/// With hunk headers, lines that are left out behind the last hunk cannot be told from none: a statement whose
/// parentheses close inside the hunk counts as whole even when PARTITION BY would follow.
std::optional<DiffSides> sidesOf(const UnifiedDiff &diff);

/// Whether the diff, gaps and all, leads from `before` to `after`: each line it shows stands in the text of its side, in
/// order, and where hunks carry line numbers, at that line. Texts that differ where the diff is silent do not fit either.
bool fits(const UnifiedDiff &diff, const DiffSides &sides);

} // namespace orrery::models
