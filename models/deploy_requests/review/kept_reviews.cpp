// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/kept_reviews.h"

#include "api/core/utc.h"
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"

#include <QSqlQuery>

namespace orrery::models::kept_reviews {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 dayMs = qint64(24) * 60 * 60 * 1000;
constexpr qint64 closedKeptMs = 90 * dayMs;
/// A request nobody looked at for so long has been closed elsewhere; one with drafts stays.
constexpr qint64 unseenKeptMs = 400 * dayMs;
constexpr int fastCompression = 1;

QDateTime timeOf(const QVariant &value)
{
    return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), kUtc);
}

QVariantList valuesOf(const ReviewKey &key)
{
    return {notNull(key.account), notNull(key.organization), notNull(key.database), key.number};
}

QByteArray notNullBytes(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

/// -1 without an error: there is no such review yet.
QSqlError findReview(QSqlDatabase &database, const ReviewKey &key, qint64 *id, QString *summary = nullptr)
{
    *id = -1;
    return selectRows(database,
                      u"SELECT id, summary FROM review WHERE account = ? AND organization = ? AND database_name = ?"
                      " AND number = ?"_s,
                      valuesOf(key), [id, summary](const QSqlQuery &row) {
                          *id = row.value(0).toLongLong();
                          if (summary)
                              *summary = row.value(1).toString();
                      });
}

QString packed(const QStringList &lines)
{
    QString text = u""_s;
    for (const QString &line : lines)
        text += line + u'\n';
    return text;
}

QStringList unpacked(const QString &text)
{
    QStringList lines = text.split(u'\n');
    lines.removeLast();
    return lines;
}

QSqlError readNotes(QSqlDatabase &database, qint64 review, QList<ReviewNote> *notes)
{
    return selectRows(database,
                      u"SELECT id, kind, table_id, side, line, text, above, below, body, created_at, updated_at"
                      " FROM review_note WHERE review_id = ? ORDER BY created_at, id"_s,
                      {review}, [notes](const QSqlQuery &row) {
                          ReviewNote note;
                          note.id = row.value(0).toString();
                          note.anchor.kind = NoteAnchor::Kind(row.value(1).toInt());
                          note.anchor.table = row.value(2).toString();
                          note.anchor.side = NoteAnchor::Side(row.value(3).toInt());
                          note.anchor.line = row.value(4).toInt();
                          note.anchor.text = notNull(row.value(5).toString());
                          note.anchor.before = unpacked(row.value(6).toString());
                          note.anchor.after = unpacked(row.value(7).toString());
                          note.body = row.value(8).toString();
                          note.createdAt = timeOf(row.value(9));
                          note.updatedAt = timeOf(row.value(10));
                          notes->append(note);
                      });
}

QSqlError readVersion(QSqlDatabase &database, qint64 review, Version kind, SeenVersion *version)
{
    QSqlError error =
        selectRows(database, u"SELECT at FROM review_version WHERE review_id = ? AND kind = ?"_s, {review, int(kind)},
                   [version](const QSqlQuery &row) { version->at = timeOf(row.value(0)); });
    if (error.isValid() || !version->isValid())
        return error;
    return selectRows(database,
                      u"SELECT table_id, digest FROM review_version_table WHERE review_id = ? AND kind = ?"
                      " ORDER BY position"_s,
                      {review, int(kind)}, [version](const QSqlQuery &row) {
                          version->tables.append({row.value(0).toString(), row.value(1).toByteArray()});
                      });
}

QSqlError putVersion(QSqlDatabase &database, qint64 review, Version kind, const SeenVersion &version)
{
    SeenVersion kept;
    QSqlError error = readVersion(database, review, kind, &kept);
    if (!error.isValid()) {
        error = runStatement(database,
                             u"INSERT INTO review_version (review_id, kind, at) VALUES (?, ?, ?)"
                             " ON CONFLICT (review_id, kind) DO UPDATE SET at = excluded.at"_s,
                             {review, int(kind), version.at.toMSecsSinceEpoch()});
    }
    if (error.isValid() || kept.tables == version.tables)
        return error;
    error = runStatement(database, u"DELETE FROM review_version_table WHERE review_id = ? AND kind = ?"_s,
                         {review, int(kind)});
    if (error.isValid())
        return error;
    QSqlQuery query(database);
    query.prepare(u"INSERT INTO review_version_table (review_id, kind, position, table_id, digest)"
                  " VALUES (?, ?, ?, ?, ?)"_s);
    for (qsizetype i = 0; i < version.tables.size(); ++i) {
        query.bindValue(0, review);
        query.bindValue(1, int(kind));
        query.bindValue(2, i);
        query.bindValue(3, notNull(version.tables.at(i).id));
        query.bindValue(4, notNullBytes(version.tables.at(i).digest));
        if (!query.exec())
            return query.lastError();
    }
    return {};
}

QSqlError putTexts(QSqlDatabase &database, const QHash<QByteArray, QString> &texts)
{
    QSqlQuery known(database);
    known.prepare(u"SELECT 1 FROM review_text WHERE digest = ?"_s);
    QSqlQuery insert(database);
    insert.prepare(u"INSERT INTO review_text (digest, bytes) VALUES (?, ?)"_s);
    for (auto text = texts.cbegin(); text != texts.cend(); ++text) {
        known.bindValue(0, text.key());
        if (!known.exec())
            return known.lastError();
        const bool there = known.next();
        known.finish();
        if (there)
            continue;
        insert.bindValue(0, text.key());
        insert.bindValue(1, qCompress(text->toUtf8(), fastCompression));
        if (!insert.exec())
            return insert.lastError();
    }
    return {};
}

QSqlError putNotes(QSqlDatabase &database, qint64 review, const Changes &changes)
{
    for (auto change = changes.notes.cbegin(); change != changes.notes.cend(); ++change) {
        QSqlError error;
        if (!*change || (*change)->body.trimmed().isEmpty()) {
            error = runStatement(database, u"DELETE FROM review_note WHERE review_id = ? AND id = ?"_s,
                                 {review, notNull(change.key())});
        } else {
            const ReviewNote &note = **change;
            error = runStatement(
                database,
                u"INSERT OR REPLACE INTO review_note (review_id, id, kind, table_id, side, line, text, above,"
                " below, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                {review, notNull(note.id), int(note.anchor.kind), notNull(note.anchor.table), int(note.anchor.side),
                 note.anchor.line, notNull(note.anchor.text), packed(note.anchor.before), packed(note.anchor.after),
                 note.body, note.createdAt.toMSecsSinceEpoch(), note.updatedAt.toMSecsSinceEpoch()});
        }
        if (error.isValid())
            return error;
    }
    return {};
}

QSqlError putMarks(QSqlDatabase &database, qint64 review, const Changes &changes)
{
    QSqlError error;
    for (auto mark = changes.viewed.cbegin(); mark != changes.viewed.cend() && !error.isValid(); ++mark) {
        error = *mark ? runStatement(
                    database,
                    u"INSERT OR REPLACE INTO review_viewed (review_id, table_id, digest, at)"
                    " VALUES (?, ?, ?, ?)"_s,
                    {review, notNull(mark.key()), notNullBytes((*mark)->digest), (*mark)->at.toMSecsSinceEpoch()})
                      : runStatement(database, u"DELETE FROM review_viewed WHERE review_id = ? AND table_id = ?"_s,
                                     {review, notNull(mark.key())});
    }
    for (auto item = changes.acknowledged.cbegin(); item != changes.acknowledged.cend() && !error.isValid(); ++item) {
        const QVariantList place{review, notNull(item.key().first), notNull(item.key().second)};
        error = item->isEmpty()
            ? runStatement(
                database, u"DELETE FROM review_acknowledged WHERE review_id = ? AND table_id = ? AND item = ?"_s, place)
            : runStatement(database,
                           u"INSERT OR REPLACE INTO review_acknowledged (review_id, table_id, item, digest)"
                           " VALUES (?, ?, ?, ?)"_s,
                           place + QVariantList{*item});
    }
    return error;
}

QSqlError dropUnusedTexts(QSqlDatabase &database)
{
    return runStatement(
        database,
        u"DELETE FROM review_text WHERE NOT EXISTS"
        " (SELECT 1 FROM review_viewed WHERE review_viewed.digest = review_text.digest) AND NOT EXISTS"
        " (SELECT 1 FROM review_version_table WHERE review_version_table.digest = review_text.digest)"_s,
        {});
}

QSqlError dropTextsBeyond(QSqlDatabase &database, qint64 review, qint64 mostBytes)
{
    qint64 bytes = 0;
    const auto measure = [&] {
        return selectRows(database, u"SELECT total(length(bytes)) FROM review_text"_s, {},
                          [&bytes](const QSqlQuery &row) { bytes = row.value(0).toLongLong(); });
    };
    QSqlError error = measure();
    if (error.isValid() || bytes <= mostBytes)
        return error;
    QList<qint64> oldest;
    error = selectRows(database, u"SELECT id FROM review WHERE id <> ? ORDER BY touched_at, id"_s, {review},
                       [&oldest](const QSqlQuery &row) { oldest.append(row.value(0).toLongLong()); });
    for (const qint64 each : std::as_const(oldest)) {
        if (error.isValid() || bytes <= mostBytes)
            break;
        error = runStatement(database,
                             u"DELETE FROM review_text WHERE digest IN"
                             " (SELECT digest FROM review_version_table WHERE review_id = ?"
                             " UNION SELECT digest FROM review_viewed WHERE review_id = ?)"_s,
                             {each, each});
        if (!error.isValid())
            error = measure();
    }
    return error;
}

QSqlError removeOld(QSqlDatabase &database, const QDateTime &now)
{
    const qint64 at = now.toMSecsSinceEpoch();
    return runStatement(database,
                        u"DELETE FROM review WHERE id IN (SELECT id FROM review"
                        " WHERE (closed_at IS NOT NULL AND touched_at < ?) OR (touched_at < ? AND summary = ''"
                        " AND NOT EXISTS (SELECT 1 FROM review_note WHERE review_id = review.id))"
                        " ORDER BY touched_at LIMIT max(16, (SELECT count(*) FROM review) / 2))"_s,
                        {at - closedKeptMs, at - unseenKeptMs});
}

} // namespace

bool Changes::isEmpty() const
{
    return viewed.isEmpty() && acknowledged.isEmpty() && notes.isEmpty() && !summary && versions.isEmpty()
        && texts.isEmpty() && !closedAt && !counts;
}

void Changes::add(const Changes &later)
{
    viewed.insert(later.viewed);
    acknowledged.insert(later.acknowledged);
    notes.insert(later.notes);
    versions.insert(later.versions);
    texts.insert(later.texts);
    if (later.summary)
        summary = later.summary;
    if (later.closedAt)
        closedAt = later.closedAt;
    if (later.counts)
        counts = later.counts;
}

QSqlError read(QSqlDatabase &database, const ReviewKey &key, Review *review)
{
    *review = {};
    qint64 id = -1;
    QSqlError error = findReview(database, key, &id, &review->summary);
    if (error.isValid() || id < 0)
        return error;
    error = selectRows(
        database, u"SELECT table_id, digest, at FROM review_viewed WHERE review_id = ?"_s, {id},
        [review](const QSqlQuery &row) {
            review->progress.viewed.insert(row.value(0).toString(), {row.value(1).toByteArray(), timeOf(row.value(2))});
        });
    if (!error.isValid()) {
        error = selectRows(database, u"SELECT table_id, item, digest FROM review_acknowledged WHERE review_id = ?"_s,
                           {id}, [review](const QSqlQuery &row) {
                               review->acknowledged.digests[row.value(0).toString()].insert(row.value(1).toString(),
                                                                                            row.value(2).toByteArray());
                           });
    }
    if (!error.isValid())
        error = readNotes(database, id, &review->notes);
    if (!error.isValid())
        error = readVersion(database, id, Version::LastSeen, &review->lastSeen);
    if (!error.isValid())
        error = readVersion(database, id, Version::Approved, &review->approved);
    return error;
}

QSqlError apply(QSqlDatabase &database, const ReviewKey &key, const Changes &changes, const QDateTime &now,
                const std::optional<Expiry::Moment> &moment, qint64 mostBytes)
{
    QSqlError error = runStatement(database,
                                   u"INSERT INTO review (account, organization, database_name, number, touched_at)"
                                   " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account, organization, database_name, number)"
                                   " DO UPDATE SET touched_at = excluded.touched_at"_s,
                                   valuesOf(key) + QVariantList{now.toMSecsSinceEpoch()});
    qint64 id = -1;
    if (!error.isValid())
        error = findReview(database, key, &id);
    if (!error.isValid() && changes.summary)
        error =
            runStatement(database, u"UPDATE review SET summary = ? WHERE id = ?"_s, {notNull(*changes.summary), id});
    if (!error.isValid() && changes.closedAt) {
        const QVariant at = changes.closedAt->isValid() ? QVariant(changes.closedAt->toMSecsSinceEpoch()) : QVariant();
        error = runStatement(database, u"UPDATE review SET closed_at = ? WHERE id = ?"_s, {at, id});
    }
    if (!error.isValid() && changes.counts) {
        error = runStatement(database, u"UPDATE review SET viewed = ?, tables = ? WHERE id = ?"_s,
                             {changes.counts->viewed, changes.counts->tables, id});
    }
    if (!error.isValid())
        error = putMarks(database, id, changes);
    if (!error.isValid())
        error = putNotes(database, id, changes);
    for (auto version = changes.versions.cbegin(); version != changes.versions.cend() && !error.isValid(); ++version)
        error = putVersion(database, id, version.key(), *version);
    if (!error.isValid())
        error = putTexts(database, changes.texts);
    // Only what brings texts makes room: typing a note shall not search the file.
    if (error.isValid() || changes.versions.isEmpty())
        return error;
    error = removeOld(database, moment ? Expiry::now(database, *moment) : now);
    if (!error.isValid())
        error = dropUnusedTexts(database);
    return error.isValid() ? error : dropTextsBeyond(database, id, mostBytes);
}

QSqlError read(const QList<QSqlDatabase *> &connections, const ReviewKey &key, Review *review)
{
    *review = {};
    QSqlError first;
    for (auto connection = connections.crbegin(); connection != connections.crend(); ++connection) {
        qint64 id = -1;
        QSqlError error = findReview(**connection, key, &id);
        if (!error.isValid() && id >= 0)
            error = read(**connection, key, review);
        if (error.isValid() && !first.isValid())
            first = error;
        if (id >= 0)
            break;
    }
    return first;
}

QSqlError text(const QList<QSqlDatabase *> &connections, const QByteArray &digest, std::optional<QString> *text)
{
    text->reset();
    QSqlError first;
    for (QSqlDatabase *connection : connections) {
        const QSqlError error = selectRows(
            *connection, u"SELECT bytes FROM review_text WHERE digest = ?"_s, {notNullBytes(digest)},
            [text](const QSqlQuery &row) { *text = QString::fromUtf8(qUncompress(row.value(0).toByteArray())); });
        if (error.isValid() && !first.isValid())
            first = error;
        if (*text)
            break;
    }
    return first;
}

QSqlError counts(const QList<QSqlDatabase *> &connections, const QString &account, const QString &organization,
                 const QString &name, QHash<qint64, ReviewCounts> *counts)
{
    counts->clear();
    QSqlError first;
    for (QSqlDatabase *connection : connections) {
        const QSqlError error =
            selectRows(*connection,
                       u"SELECT number, viewed, tables, (SELECT count(*) FROM review_note WHERE review_id = review.id)"
                       " FROM review WHERE account = ? AND organization = ? AND database_name = ?"_s,
                       {notNull(account), notNull(organization), notNull(name)}, [counts](const QSqlQuery &row) {
                           counts->insert(row.value(0).toLongLong(),
                                          {row.value(1).toInt(), row.value(2).toInt(), row.value(3).toInt()});
                       });
        if (error.isValid() && !first.isValid())
            first = error;
    }
    return first;
}

QSqlError forgetAccount(QSqlDatabase &database, const QString &account)
{
    // Everything else follows by its foreign key.
    const QSqlError error = runStatement(database, u"DELETE FROM main.review WHERE account = ?"_s, {notNull(account)});
    return error.isValid() ? error : dropUnusedTexts(database);
}

} // namespace orrery::models::kept_reviews
