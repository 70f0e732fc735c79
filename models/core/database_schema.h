// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QStringList>

namespace orrery::models {

/// One step of the local database's format: statements that lead from the version before to this one.
using Migration = QStringList;

/// Every step there ever was, oldest first; a released step is never changed. The format's version (PRAGMA user_version)
/// is the number of steps taken.
const QList<Migration> &databaseMigrations();

/// The version a connection's file has; -1 and `error` when it cannot be read.
int databaseVersion(QSqlDatabase &database, QSqlError *error);

/// Takes the steps a file still lacks, each in a transaction of its own: whatever stops it, the file has a whole version.
QSqlError migrateDatabase(QSqlDatabase &database, const QList<Migration> &steps = databaseMigrations());

/// Runs one statement and closes it again.
QSqlError runStatement(QSqlDatabase &database, const QString &statement);

/// A text for a NOT NULL column: Qt binds a null QString as NULL.
inline QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace orrery::models
