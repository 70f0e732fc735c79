// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/table_structure.h"

#include <QList>

namespace orrery::views {

/// What the structure view shows of a change: a row for each part that differs, below it each property that does.
struct StructureRow
{
    enum class Kind : quint8 {
        Added,
        Removed,
        Changed,
        Moved, ///< the order of all parts of a sort
        Rename, ///< looks like one: a warning in the words of `before`
        Quiet, ///< heading over what changes nothing real
    };

    Kind kind = Kind::Changed;
    QString name; ///< "email"; plain text, made visible. Of a heading and a warning: the whole text
    QString about; ///< "column · type"
    QString before; ///< made visible; empty: it was not there
    QString after;
    models::ChangedWords marks; ///< in before and after
    QList<StructureRow> rows;

    /// As it is read out: "column email, type, before varchar(100), after varchar(255)".
    [[nodiscard]] QString spoken() const;
    friend bool operator==(const StructureRow &a, const StructureRow &b);
};

/// Possible renames first, then real changes in the statement's order, then one heading over the others. A table or view
/// that is added or removed has its parts below it. Empty for a change that could not be read, or without any difference.
/// Pure.
QList<StructureRow> structureRows(const models::TableStructure &structure);

} // namespace orrery::views
