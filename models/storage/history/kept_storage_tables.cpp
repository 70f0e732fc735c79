// SPDX-License-Identifier: GPL-3.0-or-later
// How full disks and tables were. Times in seconds, sizes in bytes; `bytes` are many readings, packed.
#include "models/storage/history/history_tables.h"

#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"

namespace orrery::models::kept_storage {

using namespace Qt::StringLiterals;

DatabaseTables databaseTables()
{
    DatabaseTables tables;
    tables.feature = u"storage_history"_s;
    tables.firstTable = u"storage_series"_s;
    tables.steps = {
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
    tables.forgetAccount = &forgetAccount;
    tables.hideAccount = &hideAccount;
    return tables;
}

} // namespace orrery::models::kept_storage
