// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/branches/branch_schema.h"
#include "models/core/database_schema.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlError>

namespace orrery::models {

/// A schema as it was at some moment, kept on this computer. Its tables are read when they are wanted.
struct SchemaSnapshot
{
    QString id;
    QString name;
    QString organization;
    QString database;
    QString branch;
    QDateTime takenAt; ///< UTC
    qint64 tables = 0;
    qint64 bytes = 0; ///< of all statements as UTF-8; texts that several snapshots share count in each

    friend bool operator==(const SchemaSnapshot &, const SchemaSnapshot &) = default;
};

} // namespace orrery::models

/// What SnapshotStore does with the tables schema_…, on the local database's worker thread. Each function returns the first
/// error; those that write expect a transaction of the caller.
namespace orrery::models::kept_snapshots {

/// All of an account, the newest first; without those that were removed.
QSqlError list(QSqlDatabase &database, const QString &account, QList<SchemaSnapshot> *snapshots);
/// A statement that is kept already is not stored again. What is kept under the id is replaced.
QSqlError add(QSqlDatabase &database, const QString &account, const SchemaSnapshot &snapshot,
              const QList<api::TableSchema> &tables);
QSqlError rename(QSqlDatabase &database, const QString &account, const QString &id, const QString &name);
/// Hidden from list() until dropRemoved(); an invalid time brings it back.
QSqlError setRemovedAt(QSqlDatabase &database, const QString &account, const QString &id, const QDateTime &at);
/// Deletes what was removed before `before`, and statements that nothing stands for any more.
QSqlError dropRemoved(QSqlDatabase &database, const QString &account, const QDateTime &before);
/// In the order they were kept in; nothing when there is no such snapshot, or one of its statements is gone.
QSqlError tables(QSqlDatabase &database, const QString &account, const QString &id,
                 std::optional<QList<api::TableSchema>> *tables);
QSqlError forgetAccount(QSqlDatabase &database, const QString &account);
/// The tables themselves.
DatabaseTables databaseTables();

} // namespace orrery::models::kept_snapshots
