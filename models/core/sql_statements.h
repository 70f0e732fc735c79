// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
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

} // namespace orrery::models
