// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

namespace orrery::simulator {

/// What turns one CREATE TABLE text into another.
struct AlterStatement
{
    QString name; ///< "ALTER", "CREATE" or "DROP"
    QString ddl;
    bool canDropData = false;
    bool instantEligible = false;
    QStringList removedForeignKeys;
};

/// The statement that makes `after` of `before`; either may be empty (new, dropped table).
AlterStatement alterStatement(const TableChange &change);

/// The tables that differ, in the order of `after` with dropped tables last.
QList<TableChange> changesBetween(const Schema &before, const Schema &after);

/// Applies changes to a schema (also backwards: swap before and after first).
void applyChanges(Schema &schema, const QList<TableChange> &changes);
QList<TableChange> reversed(const QList<TableChange> &changes);

/// A unified diff body of two texts, whole file as context, one line per line with ' ', '-' or '+' in front.
QString unifiedDiff(const QString &before, const QString &after);

/// HTML as the service renders it. It contains a harmless script and a bold word on purpose: a client that
/// shows it as rich text is caught by the eye and by the tests.
QString schemaHtml(const QString &text);

/// The lint rules the simulator knows: a table without a primary key, an invalid charset.
QList<QJsonObject> lint(const Schema &schema);

} // namespace orrery::simulator
