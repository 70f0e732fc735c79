// SPDX-License-Identifier: GPL-3.0-or-later
// Schemas as they were at some moment; a statement that several of them share is kept once.
#include "models/schema/kept_snapshots.h"

#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"

namespace orrery::models::kept_snapshots {

using namespace Qt::StringLiterals;

DatabaseTables databaseTables()
{
    DatabaseTables tables;
    tables.feature = u"schema_snapshots"_s;
    tables.firstTable = u"schema_snapshot"_s;
    tables.steps = {
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
    };
    tables.forgetAccount = &forgetAccount;
    tables.hideAccount = [](QSqlDatabase &database, const QString &account) {
        return hideRows(database, u"schema_snapshot"_s, {u"account"_s}, {notNull(account)});
    };
    return tables;
}

} // namespace orrery::models::kept_snapshots
