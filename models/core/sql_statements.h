// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace orrery::models {

// Statements with values, on the local database's worker thread. Each function returns the first error.

/// Runs one statement with values in the order of its question marks.
inline QSqlError runStatement(QSqlDatabase &database, const QString &statement, const QVariantList &values)
{
    QSqlQuery query(database);
    if (!query.prepare(statement))
        return query.lastError();
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec() ? QSqlError() : query.lastError();
}

/// Calls `row(const QSqlQuery &)` for each row; an error that shows while rows are fetched counts too.
template<class Row>
QSqlError selectRows(QSqlDatabase &database, const QString &statement, const QVariantList &values, Row row)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return query.lastError();
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (query.exec()) {
        while (query.next())
            row(query);
    }
    return query.lastError();
}

/// From now on this connection does not see the rows of `table` whose `columns` are `values` (a null value: whatever it
/// is), without anything being written: a view of the table's name comes before the table. Always the same columns for a
/// table. "main." before its name still tells the table itself.
QSqlError hideRows(QSqlDatabase &database, const QString &table, const QStringList &columns,
                   const QVariantList &values);

} // namespace orrery::models
