// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/kept_lists.h"

#include "api/core/utc.h"
#include "models/core/database_schema.h"

#include <QHash>
#include <QSqlQuery>
#include <QVariant>

namespace orrery::models::kept {

using namespace Qt::StringLiterals;

namespace {

/// Id of the list's row, -1 when nothing is kept under the key.
qint64 findList(QSqlDatabase &database, const CacheKey &key, QDateTime *fetchedAt, QSqlError *error)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT id, fetched_at FROM kept_list WHERE account = ? AND kind = ? AND scope = ?"_s);
    query.addBindValue(notNull(key.account));
    query.addBindValue(notNull(key.kind));
    query.addBindValue(notNull(key.scope));
    if (!query.exec()) {
        *error = query.lastError();
        return -1;
    }
    if (!query.next()) {
        *error = query.lastError(); // a damaged page shows here, not in exec()
        return -1;
    }
    if (fetchedAt)
        *fetchedAt = QDateTime::fromMSecsSinceEpoch(query.value(1).toLongLong(), kUtc);
    return query.value(0).toLongLong();
}

QSqlError putList(QSqlDatabase &database, const CacheKey &key, const QDateTime &fetchedAt, qint64 *id)
{
    QSqlError error;
    QDateTime known;
    *id = findList(database, key, &known, &error);
    if (error.isValid())
        return error;
    QSqlQuery query(database);
    if (*id < 0) {
        query.prepare(u"INSERT INTO kept_list (account, kind, scope, fetched_at) VALUES (?, ?, ?, ?)"_s);
        query.addBindValue(notNull(key.account));
        query.addBindValue(notNull(key.kind));
        query.addBindValue(notNull(key.scope));
        query.addBindValue(fetchedAt.toMSecsSinceEpoch());
        if (!query.exec())
            return query.lastError();
        *id = query.lastInsertId().toLongLong();
    } else if (known != fetchedAt) {
        query.prepare(u"UPDATE kept_list SET fetched_at = ? WHERE id = ?"_s);
        query.addBindValue(fetchedAt.toMSecsSinceEpoch());
        query.addBindValue(*id);
        if (!query.exec())
            return query.lastError();
    }
    return {};
}

QSqlError putRows(QSqlDatabase &database, qint64 list, const QList<const CacheEntry *> &entries)
{
    if (entries.isEmpty())
        return {};
    QSqlQuery query(database);
    // The position of a known row stays: the list keeps the order in which the service first told it.
    query.prepare(u"INSERT INTO kept_row (list_id, id, bytes) VALUES (?, ?, ?)"
                  " ON CONFLICT (list_id, id) DO UPDATE SET bytes = excluded.bytes"_s);
    for (const CacheEntry *entry : entries) {
        query.bindValue(0, list);
        query.bindValue(1, notNull(entry->id));
        query.bindValue(2, entry->bytes.isNull() ? QByteArray("") : entry->bytes);
        if (!query.exec())
            return query.lastError();
    }
    return {};
}

QSqlError removeRows(QSqlDatabase &database, qint64 list, const QStringList &ids)
{
    if (ids.isEmpty())
        return {};
    QSqlQuery query(database);
    query.prepare(u"DELETE FROM kept_row WHERE list_id = ? AND id = ?"_s);
    for (const QString &id : ids) {
        query.bindValue(0, list);
        query.bindValue(1, notNull(id));
        if (!query.exec())
            return query.lastError();
    }
    return {};
}

} // namespace

QSqlError read(QSqlDatabase &database, const CacheKey &key, CachedList *list)
{
    *list = {};
    QSqlError error;
    const qint64 id = findList(database, key, &list->fetchedAt, &error);
    if (id < 0)
        return error;
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT id, bytes FROM kept_row WHERE list_id = ? ORDER BY position"_s);
    query.addBindValue(id);
    if (query.exec()) {
        while (query.next())
            list->entries.append({query.value(0).toString(), query.value(1).toByteArray()});
    }
    if (query.lastError().isValid()) {
        error = query.lastError();
        *list = {}; // half a list would be taken for a whole one
    }
    return error;
}

QSqlError replace(QSqlDatabase &database, const CacheKey &key, const QList<CacheEntry> &entries,
                  const QDateTime &fetchedAt)
{
    qint64 list = -1;
    if (QSqlError error = putList(database, key, fetchedAt, &list); error.isValid())
        return error;

    QHash<QString, qsizetype> wanted;
    wanted.reserve(entries.size());
    for (qsizetype i = 0; i < entries.size(); ++i)
        wanted.insert(notNull(entries.at(i).id), i);

    QStringList gone;
    QList<bool> same(entries.size(), false);
    {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        query.prepare(u"SELECT id, bytes FROM kept_row WHERE list_id = ?"_s);
        query.addBindValue(list);
        if (query.exec()) {
            while (query.next()) {
                const QString id = query.value(0).toString();
                const auto found = wanted.constFind(id);
                if (found == wanted.cend())
                    gone.append(id);
                else if (query.value(1).toByteArray() == entries.at(*found).bytes)
                    same[*found] = true;
            }
        }
        if (query.lastError().isValid())
            return query.lastError();
    }
    QList<const CacheEntry *> differing;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (!same.at(i) && wanted.value(notNull(entries.at(i).id)) == i)
            differing.append(&entries.at(i));
    }
    if (QSqlError error = removeRows(database, list, gone); error.isValid())
        return error;
    return putRows(database, list, differing);
}

QSqlError amend(QSqlDatabase &database, const CacheKey &key, const QList<CacheEntry> &entries,
                const QStringList &removed)
{
    QSqlError error;
    const qint64 list = findList(database, key, nullptr, &error);
    if (list < 0)
        return error;
    error = removeRows(database, list, removed);
    if (error.isValid())
        return error;
    QList<const CacheEntry *> rows;
    for (const CacheEntry &entry : entries)
        rows.append(&entry);
    return putRows(database, list, rows);
}

QSqlError expire(QSqlDatabase &database, const QDateTime &before)
{
    QSqlQuery query(database);
    // The oldest half at most: what a mistake about the time costs is bounded, and the rest goes after later starts.
    query.prepare(u"DELETE FROM kept_list WHERE rowid IN (SELECT rowid FROM kept_list"
                  " WHERE fetched_at < ? AND kind <> 'new_deploy_request' ORDER BY fetched_at"
                  " LIMIT max(16, (SELECT count(*) FROM kept_list) / 2))"_s);
    query.addBindValue(before.toMSecsSinceEpoch());
    return query.exec() ? QSqlError() : query.lastError();
}

QSqlError forgetAccount(QSqlDatabase &database, const QString &account)
{
    QSqlQuery query(database);
    query.prepare(u"DELETE FROM main.kept_list WHERE account = ?"_s); // rows follow by their foreign key
    query.addBindValue(notNull(account));
    return query.exec() ? QSqlError() : query.lastError();
}

} // namespace orrery::models::kept
