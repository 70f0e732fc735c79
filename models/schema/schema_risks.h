// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"
#include "models/schema/structure_diff.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace orrery::models {

// What a change of a table may do to data, to the deployment and to the way back, told from the two definitions alone.
// Pure. What only the service knows (data in use, queue, storage) is judged elsewhere.

/// One thing a reviewer should know of a change, most of them before approving it.
struct SchemaRisk
{
    enum class Rule : quint8 {
        DropsData, ///< a table or column goes
        LosesGeneratedValues, ///< generated, then not: its values are not copied
        BecomesGenerated, ///< what was written to it is replaced
        LooksLikeRename, ///< removed and added, so the data does not move
        NoSharedKey, ///< rows of the old and new table cannot be matched: not deployable
        NoRowKey, ///< the new table has no unique key without NULL: not deployable
        UnsupportedCharset, ///< not deployable
        UnsupportedEngine,
        NarrowsType,
        ChangesCharset, ///< or the collation, of the table's columns or of those to come
        ChangesCollation, ///< of one column
        ChangesExpression, ///< of a generated column
        ChangesGeneratedStorage, ///< virtual or stored
        ComputesValues, ///< a new generated column that is stored
        BecomesRequired, ///< NOT NULL where NULL was allowed
        RequiredWithoutDefault, ///< a new NOT NULL column that has no default
        LosesDefault,
        LosesAutoIncrement,
        ChangesOnUpdate,
        ChangesVisibility, ///< of a column
        NewUniqueKey, ///< or a stricter one: fails where values repeat
        MakesValuesEqual, ///< in a unique key that stays: fails where values repeat
        NewCheck, ///< fails where rows break it
        ChangesPrimaryKey,
        RemovesUniqueKey, ///< or makes it looser
        RemovesCheck,
        RemovesForeignKey,
        ChangesForeignKey, ///< its target, or what it does
        NewForeignKey, ///< rows that are there already are not checked
        RemovesPartition,
        LeavesNoPartition, ///< for some rows, which fails
        RemovesIndex, ///< or hides it from queries
        RemovesView,
        NoPrimaryKey, ///< another unique key stands in for it
    };
    enum class Severity : quint8 {
        Note, ///< good to know
        Caution, ///< may fail, or change what queries see
        Danger, ///< loses data, or cannot be deployed
    };

    Rule rule = Rule::DropsData;
    Severity severity = Severity::Note;
    QString subject; ///< "orders.total", as written; plain text from outside
    QString title; ///< translated, short: "Drops column total"
    QString detail; ///< translated, a sentence or two
    QUrl page; ///< of PlanetScale's documentation; empty when none speaks of it

    friend bool operator==(const SchemaRisk &, const SchemaRisk &) = default;
};

/// The gravest first, in the order of the changes otherwise. Nothing on one side: the object is added or removed.
QList<SchemaRisk> schemaRisks(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff);

/// Note, Caution and Danger as the views' tones.
Tone toneOf(SchemaRisk::Severity severity);

/// What a revert within the 30 minutes would do, by the documentation page "Deploy requests". Translated sentences.
struct RevertForecast
{
    QStringList loses; ///< data that would be gone: written since the deployment, or dropped by it
    QStringList orphans; ///< rows that may not fit a foreign key afterwards
    QStringList mayFail; ///< what, written meanwhile, would make it impossible

    [[nodiscard]] bool isClean() const { return loses.isEmpty() && orphans.isEmpty() && mayFail.isEmpty(); }
    friend bool operator==(const RevertForecast &, const RevertForecast &) = default;
};
RevertForecast revertForecast(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff);

/// Why the change cannot be deployed instantly, a translated sentence each; empty when nothing stands in the way as far as
/// the documentation tells. The service's own instant_ddl_eligible has the last word.
QStringList instantObstacles(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                             const StructureDiff &diff);

} // namespace orrery::models
