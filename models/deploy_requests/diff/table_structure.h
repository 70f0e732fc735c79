// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/diff_sides.h"
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
    bool hasGaps = false; ///< unread because the diff leaves lines out: the schemas of both branches may help
    QString remark; ///< translated sentence on where the definitions are from, when they are not from the diff alone

    [[nodiscard]] bool isRead() const { return unread.isEmpty(); }
    friend bool operator==(const TableStructure &, const TableStructure &) = default;
};

/// Reads the diff of one table or view. Pure; costs about as much as parsing the two statements, so not on the UI thread
/// for a whole request. `name` is the table's as the service calls it: a diff that speaks of another one is not trusted.
std::shared_ptr<const TableStructure> readStructure(const QString &name, const UnifiedDiff &diff);

/// The same of both statements in full; an empty one stands for a table that is not there.
std::shared_ptr<const TableStructure> readStructure(const QString &name, const DiffSides &sides);

/// A branch's schema as the service gives it: the statements of all tables.
using SchemaTexts = QList<std::pair<QString, QString>>;

/// For a diff with gaps: reads the table out of the schemas of both branches, when there is exactly one of that name and
/// the diff fits them. Otherwise unread, with the reason; `hasGaps` stays.
std::shared_ptr<const TableStructure> readStructure(const QString &name, const UnifiedDiff &diff,
                                                    const SchemaTexts &before, const SchemaTexts &after);

/// The gravest risk as a chip; nothing where there is none worth one.
std::optional<StateWord> gravestRisk(const TableStructure &structure);

} // namespace orrery::models
