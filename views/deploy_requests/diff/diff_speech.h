// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/diff_document.h"

#include <QHash>

namespace orrery::views {

// What a diff says in words, painted and read out.

/// "14 unchanged lines"
QString foldText(int hiddenLines);
/// "No differences"
QString noDifferencesText();
/// "3 lines added, 1 line removed"
QString diffSummaryText(const models::UnifiedDiff &diff);
/// A row as it is read out: "line 13, removed: email varchar(100)". `marks` by line. Empty without the row.
QString spokenRow(const DiffDocument &document, int row, const QHash<int, DiffLineMark> &marks);

} // namespace orrery::views
