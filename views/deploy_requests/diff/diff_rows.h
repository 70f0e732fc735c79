// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/unified_diff.h"

#include <QList>
#include <QSet>

namespace orrery::views {

/// One painted row of a diff: a line, two lines side by side, or a fold that stands for several unchanged ones.
struct DiffRow
{
    int left = -1; ///< index into UnifiedDiff::lines; -1: nothing on this side. The only line in unified mode
    int right = -1; ///< as left, for the right side; -1 in unified mode
    int hidden = 0; ///< > 0: a fold over that many lines, the first of which is `left`

    [[nodiscard]] bool isFold() const { return hidden > 0; }
    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

struct DiffRows
{
    QList<DiffRow> rows;
    QList<int> changes; ///< rows at which a run of added or removed lines starts
};

/// Unchanged lines kept on each side of a change when folding.
inline constexpr int diffContextLines = 3;
/// A shorter run of unchanged lines is not worth a fold.
inline constexpr int diffShortestFold = 4;

/// Lays the diff out in rows. `expanded` holds the first hidden line of every fold somebody opened. Pure and linear.
DiffRows layOutDiff(const models::UnifiedDiff &diff, bool sideBySide, bool folding, const QSet<int> &expanded);

} // namespace orrery::views
