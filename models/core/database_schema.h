// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QStringList>

#include <functional>

namespace orrery::models {

/// One step of the local database's format: statements that lead from the version before to this one.
using Migration = QStringList;

/// The tables of one feature in the local database. Brought by the feature; core has tables of its own (what was last
/// known, the journal) and knows no others.
struct DatabaseTables
{
    QString feature; ///< "reviews"; names its version in the file, so it never changes
    /// Every step there ever was, oldest first; a released step is never changed.
    QList<Migration> steps;
    QString
        firstTable; ///< a table of the first step: files from before features had versions of their own have it already
    /// Forgets everything of an account, at its sign-out. Runs in a transaction and names its tables "main.…".
    std::function<QSqlError(QSqlDatabase &, const QString &account)> forgetAccount;
    /// Makes that nothing of the account is read from a file that refuses to forget: temporary objects only (hideRows()).
    std::function<QSqlError(QSqlDatabase &, const QString &account)> hideAccount;
};

/// Every step of core's own tables, oldest first. The number of steps taken is PRAGMA user_version.
const QList<Migration> &coreMigrations();

/// The version a connection's file has; -1 and `error` when it cannot be read.
int databaseVersion(QSqlDatabase &database, QSqlError *error);

/// Whether the file has tables of this program's version, older ones (or none), or newer ones.
enum class DatabaseAge : quint8 { Current, Older, Newer };
DatabaseAge databaseAge(QSqlDatabase &database, const QList<DatabaseTables> &features, QSqlError *error);

/// Takes the steps a file still lacks, each in a transaction of its own: whatever stops it, the file has a whole version.
QSqlError migrateDatabase(QSqlDatabase &database, const QList<Migration> &steps);
/// A column (or a whole table) that a file of this version lacks; empty: none. It says why the file cannot be used.
QString missingColumn(QSqlDatabase &database, const QList<DatabaseTables> &features);
/// Core's steps, then those of each feature.
QSqlError migrateDatabase(QSqlDatabase &database, const QList<DatabaseTables> &features);

/// Runs one statement and closes it again.
QSqlError runStatement(QSqlDatabase &database, const QString &statement);

/// A text for a NOT NULL column: Qt binds a null QString as NULL.
inline QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace orrery::models
