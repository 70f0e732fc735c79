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
        // 2: how far a person is with the review of a deploy request, and drafts of notes.
        {
            u"CREATE TABLE review (id INTEGER PRIMARY KEY, account TEXT NOT NULL, organization TEXT NOT NULL,"
            " database_name TEXT NOT NULL, number INTEGER NOT NULL, touched_at INTEGER NOT NULL, closed_at INTEGER,"
            " summary TEXT NOT NULL DEFAULT '', viewed INTEGER NOT NULL DEFAULT 0, tables INTEGER NOT NULL DEFAULT 0,"
            " UNIQUE (account, organization, database_name, number))"_s,
            u"CREATE TABLE review_viewed (review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,"
            " table_id TEXT NOT NULL, digest BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (review_id, table_id))"
            " WITHOUT ROWID"_s,
            u"CREATE TABLE review_acknowledged (review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,"
            " table_id TEXT NOT NULL, item TEXT NOT NULL, digest BLOB NOT NULL,"
            " PRIMARY KEY (review_id, table_id, item)) WITHOUT ROWID"_s,
            u"CREATE TABLE review_note (review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,"
            " id TEXT NOT NULL, kind INTEGER NOT NULL, table_id TEXT NOT NULL, side INTEGER NOT NULL,"
            " line INTEGER NOT NULL, text TEXT NOT NULL, above TEXT NOT NULL, below TEXT NOT NULL, body TEXT NOT NULL,"
            " created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (review_id, id)) WITHOUT ROWID"_s,
            u"CREATE TABLE review_version (review_id INTEGER NOT NULL REFERENCES review (id) ON DELETE CASCADE,"
            " kind INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (review_id, kind)) WITHOUT ROWID"_s,
            u"CREATE TABLE review_version_table (review_id INTEGER NOT NULL, kind INTEGER NOT NULL,"
            " position INTEGER NOT NULL, table_id TEXT NOT NULL, digest BLOB NOT NULL,"
            " PRIMARY KEY (review_id, kind, position), FOREIGN KEY (review_id, kind)"
            " REFERENCES review_version (review_id, kind) ON DELETE CASCADE) WITHOUT ROWID"_s,
            u"CREATE TABLE review_text (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL)"_s,
            u"CREATE INDEX review_viewed_digest ON review_viewed (digest)"_s,
            u"CREATE INDEX review_version_digest ON review_version_table (digest)"_s,
        },
        // 3: schemas as they were at some moment; a statement that several of them share is kept once.
        {
            u"CREATE TABLE schema_snapshot (id INTEGER PRIMARY KEY, account TEXT NOT NULL, uid TEXT NOT NULL,"
            " name TEXT NOT NULL, organization TEXT NOT NULL, database_name TEXT NOT NULL, branch TEXT NOT NULL,"
            " taken_at INTEGER NOT NULL, tables INTEGER NOT NULL, bytes INTEGER NOT NULL, removed_at INTEGER,"
            " UNIQUE (account, uid))"_s,
            u"CREATE TABLE schema_snapshot_table ("
            "snapshot_id INTEGER NOT NULL REFERENCES schema_snapshot (id) ON DELETE CASCADE,"
            " position INTEGER NOT NULL, name TEXT NOT NULL, digest BLOB NOT NULL,"
            " PRIMARY KEY (snapshot_id, position)) WITHOUT ROWID"_s,
            u"CREATE TABLE schema_text (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL)"_s,
            u"CREATE INDEX schema_snapshot_digest ON schema_snapshot_table (digest)"_s,
        },
        // 4: how full disks and tables were. Times in seconds, sizes in bytes; `bytes` are many readings, packed.
        {
            u"CREATE TABLE storage_series (id INTEGER PRIMARY KEY, account TEXT NOT NULL, organization TEXT NOT NULL,"
            " database_name TEXT NOT NULL, branch TEXT NOT NULL, keyspace TEXT NOT NULL, shard TEXT NOT NULL,"
            " pod TEXT NOT NULL, table_name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL DEFAULT "
            "0,"
            " used INTEGER, capacity INTEGER, percent INTEGER, source INTEGER NOT NULL DEFAULT 0,"
            " UNIQUE (account, organization, database_name, branch, keyspace, shard, pod, table_name))"_s,
            u"CREATE TABLE storage_recent (series INTEGER NOT NULL REFERENCES storage_series (id) ON DELETE CASCADE,"
            " at INTEGER NOT NULL, used INTEGER, capacity INTEGER, percent INTEGER, source INTEGER NOT NULL,"
            " PRIMARY KEY (series, at)) WITHOUT ROWID"_s,
            u"CREATE TABLE storage_part (id INTEGER PRIMARY KEY,"
            " series INTEGER NOT NULL REFERENCES storage_series (id) ON DELETE CASCADE, level INTEGER NOT NULL,"
            " part INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (series, level, part))"_s,
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
