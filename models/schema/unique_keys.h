// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/schema/table_definition.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace orrery::models {

/// Whether rows can be told apart in both the old and the new table, which an online change needs.
/// Page: https://planetscale.com/docs/vitess/schema-changes/onlineddl-change-unique-keys
struct UniqueKeySharing
{
    bool shared = false;
    QString reason; ///< translated, one sentence; empty when shared
    QString beforeKey; ///< the key of the old table that can be used; empty when there is none
    QString afterKey; ///< the key of the new table that can be used; empty when there is none
    QStringList
        missingColumns; ///< columns of the best key that the other side does not have, which is what stands in the way
    friend bool operator==(const UniqueKeySharing &, const UniqueKeySharing &) = default;
};

/// Both tables need a unique key without NULL whose columns are in the other one too. Keys on part of a column, on an
/// expression or on a floating-point column do not tell rows apart for Vitess, and a generated column is not copied.
UniqueKeySharing uniqueKeySharing(const TableDefinition &before, const TableDefinition &after);

/// A key of one table that rows of another may break.
struct BreakableKey
{
    QString name;
    bool isNewRule = false; ///< no unique key of the other table forbids what this one forbids
    QString reason; ///< else, translated: why values that differ there can be equal here
    friend bool operator==(const BreakableKey &, const BreakableKey &) = default;
};

/// Which unique keys of `after` rows of `before` may break, in the order of the statement. A key that another one covers,
/// in whatever order of columns, forbids nothing more; one with a new column that is NULL in every row neither.
/// With the sides exchanged: which keys stand in the way of going back.
QList<BreakableKey> breakableKeys(const TableDefinition &before, const TableDefinition &after);

/// The names of the keys that tell rows apart: unique, without NULL, on whole columns. The primary key first.
QStringList rowKeys(const TableDefinition &table);

} // namespace orrery::models
