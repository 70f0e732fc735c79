// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_schema.h"

#include <QSqlQuery>

namespace orrery::models {

using namespace Qt::StringLiterals;

const QList<Migration> &coreMigrations()
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
        // 2, 3 and 4 made tables of features, which bring their own steps now.
        {},
        {},
        {},
        // 5: from here on every feature has a version of its own.
        {
            u"CREATE TABLE feature_version (feature TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"_s,
        },
        // 6: what is done to the journal past the program is found (journal_chain.h).
        {
            u"CREATE TABLE journal_link (sequence INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL,"
            " kind INTEGER NOT NULL CHECK (kind IN (0, 1)), hash BLOB NOT NULL)"_s,
            u"CREATE TRIGGER journal_link_keeps BEFORE DELETE ON journal_link"
            " BEGIN SELECT RAISE (ABORT, 'the journal is append only'); END"_s,
            u"CREATE TRIGGER journal_link_stays BEFORE UPDATE ON journal_link"
            " BEGIN SELECT RAISE (ABORT, 'the journal is append only'); END"_s,
        },
        // 7: where time stood for what removes old rows (expiry.h): one row.
        {
            u"CREATE TABLE expiry (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, since INTEGER NOT NULL,"
            " reached INTEGER NOT NULL)"_s,
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

namespace {

/// Steps taken by a feature; 0 for none, -1 and `error` when the file cannot be read.
int featureVersion(QSqlDatabase &database, const DatabaseTables &tables, QSqlError *error)
{
    QSqlQuery query(database);
    query.prepare(u"SELECT version FROM feature_version WHERE feature = ?"_s);
    query.addBindValue(tables.feature);
    if (!query.exec()) {
        *error = query.lastError();
        return -1;
    }
    if (query.next())
        return query.value(0).toInt();
    query.prepare(u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"_s);
    query.addBindValue(tables.firstTable);
    if (!query.exec()) {
        *error = query.lastError();
        return -1;
    }
    return query.next() ? 1 : 0;
}

QSqlError takeStep(QSqlDatabase &database, const Migration &step, const QString &setVersion)
{
    QSqlError error = runStatement(database, u"BEGIN IMMEDIATE"_s);
    for (const QString &statement : step) {
        if (!error.isValid())
            error = runStatement(database, statement);
    }
    if (!error.isValid())
        error = runStatement(database, setVersion);
    if (!error.isValid())
        error = runStatement(database, u"COMMIT"_s);
    if (error.isValid())
        runStatement(database, u"ROLLBACK"_s);
    return error;
}

} // namespace

DatabaseAge databaseAge(QSqlDatabase &database, const QList<DatabaseTables> &features, QSqlError *error)
{
    const int core = databaseVersion(database, error);
    if (error->isValid() || core > int(coreMigrations().size()))
        return DatabaseAge::Newer;
    if (core < int(coreMigrations().size()))
        return DatabaseAge::Older;
    DatabaseAge age = DatabaseAge::Current;
    for (const DatabaseTables &tables : features) {
        const int version = featureVersion(database, tables, error);
        if (error->isValid() || version > int(tables.steps.size()))
            return DatabaseAge::Newer;
        if (version < int(tables.steps.size()))
            age = DatabaseAge::Older;
    }
    return age;
}

QSqlError migrateDatabase(QSqlDatabase &database, const QList<Migration> &steps)
{
    QSqlError error;
    for (int version = databaseVersion(database, &error); version >= 0 && version < int(steps.size()); ++version) {
        error = takeStep(database, steps.at(version), u"PRAGMA user_version = %1"_s.arg(version + 1));
        if (error.isValid())
            return error;
    }
    return error;
}

QSqlError migrateDatabase(QSqlDatabase &database, const QList<DatabaseTables> &features)
{
    QSqlError error = migrateDatabase(database, coreMigrations());
    for (const DatabaseTables &tables : features) {
        if (error.isValid())
            return error;
        // The names of features are constants of the program.
        const QString setVersion = u"INSERT OR REPLACE INTO feature_version VALUES ('%1', %2)"_s;
        int version = featureVersion(database, tables, &error);
        if (version == int(tables.steps.size()))
            continue;
        for (; version >= 0 && version < int(tables.steps.size()) && !error.isValid(); ++version)
            error = takeStep(database, tables.steps.at(version), setVersion.arg(tables.feature).arg(version + 1));
    }
    return error;
}

QString missingColumn(QSqlDatabase &database, const QList<DatabaseTables> &features)
{
    const auto columnsOf = [](const QSqlDatabase &connection) {
        QStringList columns;
        QSqlQuery query(connection);
        query.setForwardOnly(true);
        if (query.exec(u"SELECT one.name || '.' || part.name FROM sqlite_master AS one"
                       " JOIN pragma_table_info(one.name) AS part WHERE one.type = 'table' ORDER BY 1"_s)) {
            while (query.next())
                columns.append(query.value(0).toString());
        }
        return columns;
    };
    // What the steps make is known by taking them.
    const QString name = database.connectionName() + u"-as-it-should-be"_s;
    QStringList wanted;
    {
        QSqlDatabase fresh = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        fresh.setDatabaseName(u":memory:"_s);
        if (fresh.open() && !migrateDatabase(fresh, features).isValid())
            wanted = columnsOf(fresh);
    }
    QSqlDatabase::removeDatabase(name);
    const QStringList there = columnsOf(database);
    for (const QString &each : std::as_const(wanted)) {
        if (!there.contains(each))
            return each;
    }
    return {};
}

} // namespace orrery::models
