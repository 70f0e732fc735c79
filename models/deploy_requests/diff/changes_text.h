// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

namespace orrery::models {

enum class ChangesFormat : quint8 {
    Ddl, ///< the statements that run
    Patch, ///< unified diffs that `patch` and git read
    Markdown, ///< a heading and a fenced diff a table, for a comment or a chat
};

/// Changed tables as a text to take elsewhere, exactly as the service sent them: nothing is made visible in it. Pure; runs
/// anywhere. A table of which the service sent no diff (or one that is none) is in a patch as a comment, not left out.
QString changesAsText(const QList<DeployTable> &tables, ChangesFormat format);

/// How often `text` stands in the lines of each table's diff, in any letter case; tables without it are left out. By id.
/// Pure; runs anywhere, and gives up when `isStale`.
QHash<QString, int> findInTables(const QList<DeployTable> &tables, const QString &text,
                                 const std::function<bool()> &isStale = {});

} // namespace orrery::models
