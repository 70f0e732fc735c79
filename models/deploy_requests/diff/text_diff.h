// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/unified_diff.h"

namespace orrery::models {

/// For diffTexts(): every unchanged line is part of the diff and there are no hunk headers, as in the service's diffs.
inline constexpr int wholeContext = -1;

/// The difference of two texts by lines, with the changed words marked (as parseUnifiedDiff() and markChangedWords()
/// give it). Pure; runs anywhere; for more than a table's DDL call it from a worker thread.
///
/// `context`: unchanged lines kept around a change, each run below a hunk header; wholeContext keeps all of them.
/// An empty `before` makes an added table, an empty `after` a deleted one; equal texts have no change, and with a context
/// no line at all. Line ends (\n or \r\n, also a missing last one) are no difference.
///
/// The edit is the shortest one except where that would take more than bounded work: there, a block of lines is replaced
/// as a whole (see matchTokens() in models/core/token_match.h).
UnifiedDiff diffTexts(const QString &before, const QString &after, int context = wholeContext);

/// The same difference as a text that `patch` and git read: file headers "--- a/NAME" and "+++ b/NAME" (/dev/null where a
/// side is empty), hunk headers with the counts, `context` lines around each change, and "\ No newline at end of file" where
/// the text ends so. Empty when there is no difference.
QString asPatch(const UnifiedDiff &diff, const QString &name, int context = 3);

} // namespace orrery::models
