// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace orrery::models {

// What differs between two tables or views, part by part, and complete enough to be applied. Pure.
//
// A difference is "real" when it changes what the table is or accepts. Not real, but reported and applied all the same:
// the AUTO_INCREMENT counter, integer display widths, utf8 for utf8mb3, a charset that is only written out, the order of
// indexes and options, USING BTREE, DEFAULT NULL that is only written out.

/// One thing that differs inside a part, for a row "varchar(100) → varchar(255)".
struct StructureDetail
{
    enum class Property : quint8 {
        Name,
        Position, ///< of a column: `subject` is the column, before and after "first" or "after `x`", translated
        Type,
        Nullable,
        Default,
        OnUpdate,
        AutoIncrement,
        Generated,
        Comment,
        Visibility,
        ColumnFormat,
        Storage,
        Kind, ///< of an index: PRIMARY KEY, UNIQUE KEY, …
        Columns, ///< of an index or foreign key
        Using,
        KeyBlockSize,
        Parser,
        References,
        OnDelete,
        Match,
        Expression,
        Enforced,
        Scheme, ///< of the partitioning
        Partition, ///< `subject` is its name; one side is empty when it was added or removed
        Value, ///< of a table option
        Attribute, ///< `subject` is the name of an option without a property of its own
        Schema,
        Temporary,
        Algorithm,
        Definer,
        Security,
        Query,
    };
    Property property = Property::Name;
    QString subject;
    QString before; ///< SQL text; empty when there was none
    QString after;
    bool real = true;
    friend bool operator==(const StructureDetail &, const StructureDetail &) = default;
};

/// "type", "default", "comment": translated, for a row's label.
QString propertyText(StructureDetail::Property property);

/// Name, schema, TEMPORARY and comment: what a table has besides its parts.
struct TableHead
{
    QString schema;
    QString name;
    bool temporary = false;
    QString comment;
    friend bool operator==(const TableHead &, const TableHead &) = default;
};

/// One side of a change, as a value. std::monostate: the part is not there on this side.
using StructurePart =
    std::variant<std::monostate, ColumnDefinition, IndexDefinition, ForeignKeyDefinition, CheckDefinition, Partitioning,
                 NamedOption, TableHead, TableDefinition, ViewDefinition>;

struct StructureChange
{
    enum class What : quint8 { Table, Column, Index, ForeignKey, Check, Partitioning, Option, View };
    /// Moved: the order of all parts of this sort, as one change; the fewest moves that make it are in `moves`.
    enum class Kind : quint8 { Added, Removed, Changed, Moved };

    /// Put `name` behind `after` (as named in the new table; empty: first).
    struct Move
    {
        QString name;
        QString after;
        friend bool operator==(const Move &, const Move &) = default;
    };

    What what = What::Table;
    Kind kind = Kind::Changed;
    QString name; ///< as it was, or as it is when it was added; empty for Moved and Partitioning
    QString beforeText; ///< the part as SQL, empty when it was not there
    QString afterText;
    QList<StructureDetail> details; ///< of Changed: at least one; of Moved: one for each move; else empty
    QList<Move> moves;
    bool real = true; ///< whether any detail is

    // For applyDiff(); also the values for rules that look closer.
    StructurePart before;
    StructurePart after;
    QString behind; ///< of Added in a list: its neighbour in the new table; empty: first

    friend bool operator==(const StructureChange &, const StructureChange &) = default;
};

/// A removed part and an added one that look like the same thing under another name.
struct PossibleRename
{
    enum class Confidence : quint8 { Possible, Likely, Certain };

    StructureChange::What what = StructureChange::What::Column; ///< Column, Index, ForeignKey or Check
    QString from;
    QString to;
    Confidence confidence = Confidence::Possible;
    QString reason; ///< translated: "same type, same place, similar name"
    /// Translated. A column: "This looks like a rename, but it drops the data of `a` and adds an empty `b`."
    QString sentence;
    bool losesData = false; ///< true for stored columns; an index, key or check that is renamed loses nothing
    friend bool operator==(const PossibleRename &, const PossibleRename &) = default;
};

struct StructureDiff
{
    QList<StructureChange> changes; ///< in the order of the statement: columns, indexes, foreign keys, checks, …
    QList<PossibleRename> possibleRenames;

    [[nodiscard]] bool isEmpty() const { return changes.isEmpty(); }
    /// Whether anything but spelling, counters and order of indexes differs.
    [[nodiscard]] bool hasRealChange() const;
    friend bool operator==(const StructureDiff &, const StructureDiff &) = default;
};

StructureDiff compareTables(const TableDefinition &before, const TableDefinition &after);
StructureDiff compareViews(const ViewDefinition &before, const ViewDefinition &after);

/// Nothing on one side: the table or view as a whole was added or removed. A table that became a view is one removed and
/// one added.
StructureDiff compareObjects(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after);

/// Exactly `after` of the comparison that made `diff`, when `before` is its `before`; changes that do not fit are left out.
TableDefinition applyDiff(const TableDefinition &before, const StructureDiff &diff);
std::optional<SchemaObject> applyDiff(const std::optional<SchemaObject> &before, const StructureDiff &diff);

} // namespace orrery::models
