// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/journal.h"

#include "api/core/clock.h"
#include "models/core/database_schema.h"
#include "models/core/journal_chain.h"
#include "models/core/journal_export.h"
#include "models/core/local_database.h"

#include <QHash>
#include <QPointer>
#include <QSaveFile>
#include <QSet>
#include <QSqlQuery>
#include <QTimer>
#include <QVariant>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds againAfter{10}; ///< an outcome that the file refused

QVariant timeValue(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QSqlError insertEntry(QSqlDatabase &database, const JournalEntry &entry, qint64 *id)
{
    QSqlQuery query(database);
    if (!query.prepare(
            u"INSERT INTO journal (at, account, object, title, method, path, body) VALUES (?, ?, ?, ?, ?, ?, ?)"_s))
        return query.lastError();
    query.addBindValue(timeValue(entry.at));
    for (const QString &text : {entry.account, entry.object, entry.title, entry.method, entry.path, entry.body})
        query.addBindValue(notNull(text));
    if (!query.exec())
        return query.lastError();
    *id = query.lastInsertId().toLongLong();
    JournalEntry written = entry;
    written.id = *id;
    return journalChain::append(database, journalChain::Kind::Begun, written);
}

QSqlError completeEntry(QSqlDatabase &database, const JournalEntry &entry)
{
    QSqlQuery query(database);
    query.prepare(u"UPDATE journal SET outcome = ?, status = ?, detail = ?, request_id = ?, ended_at = ?"
                  " WHERE id = ? AND outcome = 0"_s);
    query.addBindValue(int(entry.outcome));
    query.addBindValue(entry.status);
    query.addBindValue(notNull(entry.detail));
    query.addBindValue(notNull(entry.requestId));
    query.addBindValue(timeValue(entry.endedAt));
    query.addBindValue(entry.id);
    if (!query.exec())
        return query.lastError();
    // It may have been completed before: then nothing was written.
    return query.numRowsAffected() > 0 ? journalChain::append(database, journalChain::Kind::Ended, entry) : QSqlError();
}

/// An entry that was begun in memory, with its outcome if that came. Without, the next start finds that nobody knows it.
QSqlError writeWhole(QSqlDatabase &database, JournalEntry entry)
{
    const QSqlError error = insertEntry(database, entry, &entry.id);
    return error.isValid() || entry.outcome == JournalEntry::Outcome::Pending ? error : completeEntry(database, entry);
}

NotRecorded notRecorded(const QSqlError &error)
{
    return {.reason = LocalDatabase::isDiskFull(error) ? NotRecorded::Reason::DiskFull : NotRecorded::Reason::Other,
            .detail = error.text().trimmed()};
}

/// What an earlier run sent without living to see the answer: nobody knows any more.
QSqlError completeCutOff(QSqlDatabase &database, const QDateTime &now)
{
    QSqlQuery query(database);
    if (!query.exec(u"SELECT id FROM journal WHERE outcome = 0 ORDER BY id"_s))
        return query.lastError();
    QList<qint64> pending;
    while (query.next())
        pending.append(query.value(0).toLongLong());
    query.finish();
    QSqlError error;
    for (const qint64 id : std::as_const(pending)) {
        JournalEntry entry;
        entry.id = id;
        entry.outcome = JournalEntry::Outcome::Unknown;
        entry.endedAt = now;
        if (!error.isValid())
            error = completeEntry(database, entry);
    }
    return error;
}

QList<JournalEntry> readEntries(QSqlDatabase &database, int limit)
{
    QList<JournalEntry> entries;
    readJournal(database, JournalOrder::NewestFirst, [&entries, limit](const JournalEntry &entry) {
        entries.append(entry);
        return entries.size() < limit;
    });
    return entries;
}

} // namespace

class Journal::Private
{
public:
    LocalDatabase *database = nullptr;
    const Clock *clock = nullptr;
    QList<JournalEntry> entries; ///< without a database: oldest first
    qint64 lastUnrecorded = 0;
    QList<JournalEntry> unrecorded; ///< oldest first; their ids are negative
    QSet<qint64> written; ///< of them: under way to the file
    QHash<qint64, JournalEntry> endings; ///< outcomes that the file did not take so far

    JournalEntry *findUnrecorded(qint64 id)
    {
        const auto found = std::find_if(unrecorded.begin(), unrecorded.end(),
                                        [id](const JournalEntry &each) { return each.id == id; });
        return found == unrecorded.end() ? nullptr : &*found;
    }
};

Journal::Journal(LocalDatabase *database, const Clock *clock, Owner owner, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->database = database;
    d->clock = clock;
    if (database && owner == Owner::Yes) {
        database->write([now = clock->now()](QSqlDatabase &connection) {
            const QSqlError error = journalChain::adopt(connection);
            return error.isValid() ? error : completeCutOff(connection, now);
        });
    }
}

Journal::~Journal()
{
    // One last time: the file may have room again.
    for (const JournalEntry &entry : std::as_const(d->unrecorded)) {
        if (!d->written.contains(entry.id))
            d->database->record([entry](QSqlDatabase &connection) { return writeWhole(connection, entry); });
    }
    for (const JournalEntry &entry : std::as_const(d->endings))
        d->database->record([entry](QSqlDatabase &connection) { return completeEntry(connection, entry); });
}

void Journal::begin(JournalEntry entry, QObject *context, std::function<void(const Recorded &)> written)
{
    entry.at = d->clock->now();
    entry.outcome = JournalEntry::Outcome::Pending;
    if (d->database) {
        auto id = std::make_shared<qint64>(0);
        d->database->record(
            [entry, id](QSqlDatabase &connection) { return insertEntry(connection, entry, id.get()); }, this,
            [this, id, guard = QPointer<QObject>(context), written = std::move(written)](const QSqlError &error) {
                const Recorded recorded = error.isValid() ? tl::unexpected(notRecorded(error)) : Recorded(*id);
                if (recorded)
                    Q_EMIT changed();
                if (guard)
                    written(recorded);
            });
        return;
    }
    entry.id = d->entries.size() + 1;
    d->entries.append(entry);
    // As with a database: nothing is called back before begin() has returned.
    QMetaObject::invokeMethod(
        this,
        [this, id = entry.id, guard = QPointer<QObject>(context), written = std::move(written)]() {
            Q_EMIT changed();
            if (guard)
                written(id);
        },
        Qt::QueuedConnection);
}

qint64 Journal::beginUnrecorded(JournalEntry entry)
{
    entry.at = d->clock->now();
    entry.outcome = JournalEntry::Outcome::Pending;
    entry.id = -++d->lastUnrecorded;
    d->unrecorded.append(entry);
    QMetaObject::invokeMethod(this, &Journal::changed, Qt::QueuedConnection);
    return entry.id;
}

void Journal::recordLate(qint64 id)
{
    const JournalEntry *entry = d->findUnrecorded(id);
    if (!entry)
        return;
    d->written.insert(id);
    d->database->record([entry = *entry](QSqlDatabase &connection) { return writeWhole(connection, entry); }, this,
                        [this, id](const QSqlError &error) {
                            d->written.remove(id);
                            if (error.isValid()) {
                                QTimer::singleShot(againAfter, this, [this, id]() { recordLate(id); });
                                return;
                            }
                            d->unrecorded.removeIf([id](const JournalEntry &each) { return each.id == id; });
                            Q_EMIT changed();
                        });
}

void Journal::end(qint64 id, JournalEntry::Outcome outcome, int status, const QString &detail, const QString &requestId)
{
    JournalEntry entry;
    entry.id = id;
    entry.outcome = outcome;
    entry.status = status;
    entry.detail = detail;
    entry.requestId = requestId;
    entry.endedAt = d->clock->now();
    if (JournalEntry *unrecorded = d->findUnrecorded(id)) {
        if (unrecorded->outcome != JournalEntry::Outcome::Pending)
            return;
        const QString late = tr("It was sent without a record; this was written afterwards.");
        unrecorded->outcome = outcome;
        unrecorded->status = status;
        unrecorded->detail = detail.isEmpty() ? late : late + u' ' + detail;
        unrecorded->requestId = requestId;
        unrecorded->endedAt = entry.endedAt;
        recordLate(id);
        QMetaObject::invokeMethod(this, &Journal::changed, Qt::QueuedConnection);
        return;
    }
    if (d->database) {
        complete(entry);
        return;
    }
    if (id < 1 || id > d->entries.size() || d->entries.at(id - 1).outcome != JournalEntry::Outcome::Pending)
        return;
    JournalEntry &kept = d->entries[id - 1];
    kept.outcome = outcome;
    kept.status = status;
    kept.detail = detail;
    kept.requestId = requestId;
    kept.endedAt = entry.endedAt;
    QMetaObject::invokeMethod(this, &Journal::changed, Qt::QueuedConnection);
}

void Journal::complete(const JournalEntry &entry)
{
    d->database->record([entry](QSqlDatabase &connection) { return completeEntry(connection, entry); }, this,
                        [this, entry](const QSqlError &error) {
                            if (error.isValid()) {
                                d->endings.insert(entry.id, entry);
                                QTimer::singleShot(againAfter, this, [this, entry]() { complete(entry); });
                                return;
                            }
                            d->endings.remove(entry.id);
                            Q_EMIT changed();
                        });
}

void Journal::recent(int limit, QObject *context, std::function<void(QList<JournalEntry>)> callback)
{
    auto entries = std::make_shared<QList<JournalEntry>>();
    const auto deliver = [entries, callback = std::move(callback)]() { callback(std::move(*entries)); };
    for (qsizetype i = d->unrecorded.size() - 1; i >= 0 && entries->size() < limit; --i)
        entries->append(d->unrecorded.at(i));
    if (d->database) {
        // Of the file where there is one: the tables in memory have a part of it, for when it is gone.
        d->database->read(
            [limit, entries](const QList<QSqlDatabase *> &connections) {
                *entries += readEntries(*connections.first(), limit - int(entries->size()));
                return QSqlError();
            },
            context, deliver);
        return;
    }
    for (qsizetype i = d->entries.size() - 1; i >= 0 && entries->size() < limit; --i)
        entries->append(d->entries.at(i));
    QMetaObject::invokeMethod(context, deliver, Qt::QueuedConnection);
}

void Journal::save(const QString &path, JournalFormat format, QObject *context,
                   std::function<void(const QString &error)> done)
{
    auto failed = std::make_shared<QString>();
    const auto deliver = [failed, done = std::move(done)]() { done(*failed); };
    if (!d->database) {
        *failed = tr("nothing is kept on this computer");
        QMetaObject::invokeMethod(context, deliver, Qt::QueuedConnection);
        return;
    }
    d->database->read(
        [path, format, failed](const QList<QSqlDatabase *> &connections) {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly)) {
                *failed = file.errorString();
                return QSqlError();
            }
            const QSqlError error = exportJournal(
                *connections.first(), format, [&file](const QString &line) { return file.write(line.toUtf8()) >= 0; });
            if (error.isValid())
                *failed = error.text();
            else if (!file.commit())
                *failed = file.errorString();
            return error;
        },
        context, deliver);
}

} // namespace orrery::models
