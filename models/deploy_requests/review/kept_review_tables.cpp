// SPDX-License-Identifier: GPL-3.0-or-later
// How far a person is with the review of a deploy request, and drafts of notes.
#include "models/deploy_requests/review/kept_reviews.h"

#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"

namespace orrery::models::kept_reviews {

using namespace Qt::StringLiterals;

DatabaseTables databaseTables()
{
    DatabaseTables tables;
    tables.feature = u"reviews"_s;
    tables.firstTable = u"review"_s;
    tables.steps = {
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
    };
    tables.forgetAccount = &forgetAccount;
    tables.hideAccount = [](QSqlDatabase &database, const QString &account) {
        return hideRows(database, u"review"_s, {u"account"_s}, {notNull(account)});
    };
    return tables;
}

} // namespace orrery::models::kept_reviews
