// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/kept_snapshots.h"

#include "api/core/utc.h"
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"

#include <QCryptographicHash>
#include <QSqlQuery>

namespace orrery::models::kept_snapshots {

using namespace Qt::StringLiterals;

namespace {

constexpr int fastCompression = 1;

QSqlError dropUnusedTexts(QSqlDatabase &database)
{
    return runStatement(database,
                        u"DELETE FROM schema_text WHERE NOT EXISTS"
                        " (SELECT 1 FROM schema_snapshot_table AS t WHERE t.digest = schema_text.digest)"_s);
}

QSqlError addTables(QSqlDatabase &database, qint64 snapshot, const QList<api::TableSchema> &tables)
{
    QSqlQuery known(database);
    QSqlQuery text(database);
    QSqlQuery table(database);
    if (!known.prepare(u"SELECT 1 FROM schema_text WHERE digest = ?"_s))
        return known.lastError();
    if (!text.prepare(u"INSERT INTO schema_text (digest, bytes) VALUES (?, ?)"_s))
        return text.lastError();
    if (!table.prepare(u"INSERT INTO schema_snapshot_table (snapshot_id, position, name, digest)"
                       " VALUES (?, ?, ?, ?)"_s))
        return table.lastError();
    for (qsizetype i = 0; i < tables.size(); ++i) {
        const QByteArray bytes = tables.at(i).raw.toUtf8();
        const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        known.bindValue(0, digest);
        if (!known.exec())
            return known.lastError();
        const bool isKnown = known.next();
        known.finish();
        if (!isKnown) {
            text.bindValue(0, digest);
            text.bindValue(1, qCompress(bytes, fastCompression));
            if (!text.exec())
                return text.lastError();
        }
        table.bindValue(0, snapshot);
        table.bindValue(1, i);
        table.bindValue(2, notNull(tables.at(i).name));
        table.bindValue(3, digest);
        if (!table.exec())
            return table.lastError();
    }
    return {};
}

} // namespace

QSqlError list(QSqlDatabase &database, const QString &account, QList<SchemaSnapshot> *snapshots)
{
    snapshots->clear();
    return selectRows(
        database,
        u"SELECT uid, name, organization, database_name, branch, taken_at, tables, bytes"
        " FROM schema_snapshot WHERE account = ? AND removed_at IS NULL ORDER BY taken_at DESC, id DESC"_s,
        {notNull(account)}, [snapshots](const QSqlQuery &row) {
            snapshots->append({.id = row.value(0).toString(),
                               .name = row.value(1).toString(),
                               .organization = row.value(2).toString(),
                               .database = row.value(3).toString(),
                               .branch = row.value(4).toString(),
                               .takenAt = QDateTime::fromMSecsSinceEpoch(row.value(5).toLongLong(), kUtc),
                               .tables = row.value(6).toLongLong(),
                               .bytes = row.value(7).toLongLong()});
        });
}

QSqlError add(QSqlDatabase &database, const QString &account, const SchemaSnapshot &snapshot,
              const QList<api::TableSchema> &tables)
{
    QSqlError error = runStatement(database, u"DELETE FROM schema_snapshot WHERE account = ? AND uid = ?"_s,
                                   {notNull(account), notNull(snapshot.id)});
    if (error.isValid())
        return error;
    QSqlQuery query(database);
    if (!query.prepare(
            u"INSERT INTO schema_snapshot (account, uid, name, organization, database_name, branch, taken_at,"
            " tables, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s))
        return query.lastError();
    for (const QVariant &value :
         QVariantList{notNull(account), notNull(snapshot.id), notNull(snapshot.name), notNull(snapshot.organization),
                      notNull(snapshot.database), notNull(snapshot.branch), snapshot.takenAt.toMSecsSinceEpoch(),
                      snapshot.tables, snapshot.bytes})
        query.addBindValue(value);
    if (!query.exec())
        return query.lastError();
    return addTables(database, query.lastInsertId().toLongLong(), tables);
}

QSqlError rename(QSqlDatabase &database, const QString &account, const QString &id, const QString &name)
{
    return runStatement(database, u"UPDATE schema_snapshot SET name = ? WHERE account = ? AND uid = ?"_s,
                        {notNull(name), notNull(account), notNull(id)});
}

QSqlError setRemovedAt(QSqlDatabase &database, const QString &account, const QString &id, const QDateTime &at)
{
    return runStatement(database, u"UPDATE schema_snapshot SET removed_at = ? WHERE account = ? AND uid = ?"_s,
                        {at.isValid() ? QVariant(at.toMSecsSinceEpoch()) : QVariant(), notNull(account), notNull(id)});
}

QSqlError dropRemoved(QSqlDatabase &database, const QString &account, const QDateTime &before)
{
    const QSqlError error =
        runStatement(database, u"DELETE FROM schema_snapshot WHERE account = ? AND removed_at < ?"_s,
                     {notNull(account), before.toMSecsSinceEpoch()});
    return error.isValid() ? error : dropUnusedTexts(database);
}

QSqlError tables(QSqlDatabase &database, const QString &account, const QString &id,
                 std::optional<QList<api::TableSchema>> *tables)
{
    tables->reset();
    qint64 expected = -1;
    QSqlError error = selectRows(database, u"SELECT tables FROM schema_snapshot WHERE account = ? AND uid = ?"_s,
                                 {notNull(account), notNull(id)},
                                 [&expected](const QSqlQuery &row) { expected = row.value(0).toLongLong(); });
    if (error.isValid() || expected < 0)
        return error;
    QList<api::TableSchema> found;
    error = selectRows(database,
                       u"SELECT t.name, x.bytes FROM schema_snapshot AS s"
                       " JOIN schema_snapshot_table AS t ON t.snapshot_id = s.id"
                       " JOIN schema_text AS x ON x.digest = t.digest"
                       " WHERE s.account = ? AND s.uid = ? ORDER BY t.position"_s,
                       {notNull(account), notNull(id)}, [&found](const QSqlQuery &row) {
                           api::TableSchema table;
                           table.name = row.value(0).toString();
                           table.raw = QString::fromUtf8(qUncompress(row.value(1).toByteArray()));
                           found.append(table);
                       });
    // Half a schema would show the other half as deleted.
    if (!error.isValid() && found.size() == expected)
        *tables = std::move(found);
    return error;
}

QSqlError forgetAccount(QSqlDatabase &database, const QString &account)
{
    // Its tables follow by their foreign key.
    const QSqlError error =
        runStatement(database, u"DELETE FROM main.schema_snapshot WHERE account = ?"_s, {notNull(account)});
    return error.isValid() ? error : dropUnusedTexts(database);
}

} // namespace orrery::models::kept_snapshots
