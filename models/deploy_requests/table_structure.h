// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/unified_diff.h"
#include "models/schema/schema_risks.h"

#include <QString>

#include <memory>
#include <optional>

namespace orrery::models {

/// What the text of a table's diff means: both definitions, what differs between them, and what a reviewer should know of
/// it. Where the text is not understood, `unread` says why and everything else is empty: nothing is guessed.
struct TableStructure
{
    std::optional<SchemaObject> before; ///< nothing: the table is new
    std::optional<SchemaObject> after; ///< nothing: the table goes
    StructureDiff diff;
    QList<SchemaRisk> risks; ///< the gravest first
    RevertForecast revert;
    QStringList instantObstacles;
    QString unread; ///< translated sentence; empty when the statements were understood

    [[nodiscard]] bool isRead() const { return unread.isEmpty(); }
    friend bool operator==(const TableStructure &, const TableStructure &) = default;
};

/// Reads the diff of one table or view. Pure; costs about as much as parsing the two statements, so not on the UI thread
/// for a whole request. `name` is the table's as the service calls it: a diff that speaks of another one is not trusted.
std::shared_ptr<const TableStructure> readStructure(const QString &name, const UnifiedDiff &diff);

/// The gravest risk as a chip; nothing where there is none worth one.
std::optional<StateWord> gravestRisk(const TableStructure &structure);

} // namespace orrery::models
