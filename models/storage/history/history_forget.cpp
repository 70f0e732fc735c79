// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"
#include "models/storage/history/history_tables.h"

namespace orrery::models::kept_storage {

using namespace Qt::StringLiterals;

namespace {

QStringList nameColumns()
{
    return {u"account"_s,  u"organization"_s, u"database_name"_s, u"branch"_s,
            u"keyspace"_s, u"shard"_s,        u"pod"_s,           u"table_name"_s};
}

} // namespace

QVariantList namesOf(const StorageVolume &volume)
{
    return {notNull(volume.account),  notNull(volume.organization), notNull(volume.database), notNull(volume.branch),
            notNull(volume.keyspace), notNull(volume.shard),        notNull(volume.pod),      notNull(volume.table)};
}

QSqlError forget(QSqlDatabase &database, const QList<StorageVolume> &volumes)
{
    QSqlError error;
    for (const StorageVolume &volume : volumes) {
        if (!error.isValid()) {
            // Their readings follow by their foreign keys.
            error = runStatement(
                database, u"DELETE FROM main.storage_series WHERE %1 = ?"_s.arg(nameColumns().join(u" = ? AND "_s)),
                namesOf(volume));
        }
    }
    return error;
}

QSqlError hide(QSqlDatabase &database, const QList<StorageVolume> &volumes)
{
    QSqlError error;
    for (const StorageVolume &volume : volumes) {
        if (!error.isValid())
            error = hideRows(database, u"storage_series"_s, nameColumns(), namesOf(volume));
    }
    return error;
}

QSqlError forgetAccount(QSqlDatabase &database, const QString &account)
{
    return runStatement(database, u"DELETE FROM main.storage_series WHERE account = ?"_s, {notNull(account)});
}

QSqlError hideAccount(QSqlDatabase &database, const QString &account)
{
    QVariantList values(nameColumns().size());
    values.first() = notNull(account);
    return hideRows(database, u"storage_series"_s, nameColumns(), values);
}

} // namespace orrery::models::kept_storage
