// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_schema.h"

#include <QSqlQuery>

namespace orrery::models {

using namespace Qt::StringLiterals;

const QList<Migration> &databaseMigrations()
{
    static const QList<Migration> steps{
        // 1: what was last known, and the journal of actions.
        {
            u"CREATE TABLE kept_list (id INTEGER PRIMARY KEY, account TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT "
            u"NOT NULL,"
            " fetched_at INTEGER NOT NULL, UNIQUE (account, kind, scope))"_s,
            u"CREATE TABLE kept_row (position INTEGER PRIMARY KEY,"
            " list_id INTEGER NOT NULL REFERENCES kept_list (id) ON DELETE CASCADE,"
            " id TEXT NOT NULL, bytes BLOB NOT NULL, UNIQUE (list_id, id))"_s,
            u"CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, account TEXT NOT NULL,"
            " object TEXT NOT NULL, title TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,"
            " outcome INTEGER NOT NULL DEFAULT 0 CHECK (outcome BETWEEN 0 AND 3), status INTEGER NOT NULL DEFAULT 0,"
            " detail TEXT NOT NULL DEFAULT '', request_id TEXT NOT NULL DEFAULT '', ended_at INTEGER)"_s,
            // Append only, held by the file itself: an entry is completed once and never changed or removed.
            u"CREATE TRIGGER journal_keeps BEFORE DELETE ON journal"
            " BEGIN SELECT RAISE (ABORT, 'the journal is append only'); END"_s,
            u"CREATE TRIGGER journal_is_completed_once BEFORE UPDATE ON journal WHEN OLD.outcome <> 0"
            " BEGIN SELECT RAISE (ABORT, 'the entry is complete'); END"_s,
            u"CREATE TRIGGER journal_action_stays"
            " BEFORE UPDATE OF id, at, account, object, title, method, path, body ON journal"
            " BEGIN SELECT RAISE (ABORT, 'only the outcome of an entry can be written'); END"_s,
        },
    };
    return steps;
}

QSqlError runStatement(QSqlDatabase &database, const QString &statement)
{
    QSqlQuery query(database);
    return query.exec(statement) ? QSqlError() : query.lastError();
}

int databaseVersion(QSqlDatabase &database, QSqlError *error)
{
    QSqlQuery query(database);
    if (query.exec(u"PRAGMA user_version"_s) && query.next())
        return query.value(0).toInt();
    *error = query.lastError();
    return -1;
}

QSqlError migrateDatabase(QSqlDatabase &database, const QList<Migration> &steps)
{
    QSqlError error;
    for (int version = databaseVersion(database, &error); version >= 0 && version < int(steps.size()); ++version) {
        error = runStatement(database, u"BEGIN IMMEDIATE"_s);
        for (const QString &statement : steps.at(version)) {
            if (!error.isValid())
                error = runStatement(database, statement);
        }
        if (!error.isValid())
            error = runStatement(database, u"PRAGMA user_version = %1"_s.arg(version + 1));
        if (!error.isValid())
            error = runStatement(database, u"COMMIT"_s);
        if (error.isValid()) {
            runStatement(database, u"ROLLBACK"_s);
            return error;
        }
    }
    return error;
}

} // namespace orrery::models
