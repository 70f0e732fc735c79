// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/journal_chain.h"

#include "api/core/utc.h"
#include "models/core/database_schema.h"
#include "models/core/text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QSqlQuery>
#include <QVariant>
#include <QtEndian>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(JournalChain)
};

constexpr int mostFaults = 100;

/// Each value with its length, so that no two entries have the same bytes.
void addBytes(QCryptographicHash &hash, const QByteArray &bytes)
{
    const quint64 length = qToBigEndian(quint64(bytes.size()));
    hash.addData(QByteArray(reinterpret_cast<const char *>(&length), sizeof length));
    hash.addData(bytes);
}

void addNumber(QCryptographicHash &hash, qint64 number)
{
    addBytes(hash, QByteArray::number(number));
}

qint64 millisecondsOf(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : -1;
}

JournalEntry entryAt(const QSqlQuery &query)
{
    const auto timeOf = [](const QVariant &value) {
        return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), kUtc);
    };
    return {.id = query.value(0).toLongLong(),
            .at = timeOf(query.value(1)),
            .endedAt = timeOf(query.value(2)),
            .account = query.value(3).toString(),
            .object = query.value(4).toString(),
            .title = query.value(5).toString(),
            .method = query.value(6).toString(),
            .path = query.value(7).toString(),
            .body = query.value(8).toString(),
            .outcome = JournalEntry::Outcome(query.value(9).toInt()),
            .status = query.value(10).toInt(),
            .detail = query.value(11).toString(),
            .requestId = query.value(12).toString()};
}

} // namespace

QSqlError readJournal(QSqlDatabase &database, JournalOrder order, const std::function<bool(const JournalEntry &)> &take)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(u"SELECT id, at, ended_at, account, object, title, method, path, body, outcome, status, detail,"
                    " request_id FROM journal ORDER BY id "_s
                    + (order == JournalOrder::NewestFirst ? u"DESC"_s : u"ASC"_s)))
        return query.lastError();
    while (query.next()) {
        if (!take(entryAt(query)))
            return {};
    }
    return query.lastError();
}

namespace journalChain {

QByteArray hashOf(const QByteArray &previous, Kind kind, const JournalEntry &entry)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addBytes(hash, previous);
    addNumber(hash, int(kind));
    addNumber(hash, entry.id);
    if (kind == Kind::Begun) {
        addNumber(hash, millisecondsOf(entry.at));
        for (const QString &text : {entry.account, entry.object, entry.title, entry.method, entry.path, entry.body})
            addBytes(hash, text.toUtf8());
    } else {
        addNumber(hash, int(entry.outcome));
        addNumber(hash, entry.status);
        addNumber(hash, millisecondsOf(entry.endedAt));
        for (const QString &text : {entry.detail, entry.requestId})
            addBytes(hash, text.toUtf8());
    }
    return hash.result();
}

QSqlError append(QSqlDatabase &database, Kind kind, const JournalEntry &entry)
{
    QSqlQuery last(database);
    if (!last.exec(u"SELECT hash FROM journal_link ORDER BY sequence DESC LIMIT 1"_s))
        return last.lastError();
    const QByteArray previous = last.next() ? last.value(0).toByteArray() : QByteArray();
    last.finish();
    QSqlQuery query(database);
    query.prepare(u"INSERT INTO journal_link (entry, kind, hash) VALUES (?, ?, ?)"_s);
    query.addBindValue(entry.id);
    query.addBindValue(int(kind));
    query.addBindValue(hashOf(previous, kind, entry));
    return query.exec() ? QSqlError() : query.lastError();
}

QSqlError adopt(QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(u"SELECT 1 FROM journal_link LIMIT 1"_s))
        return query.lastError();
    if (query.next())
        return {};
    query.finish();
    QList<JournalEntry> entries;
    QSqlError error = readJournal(database, JournalOrder::OldestFirst, [&entries](const JournalEntry &entry) {
        entries.append(entry);
        return true;
    });
    for (const JournalEntry &entry : std::as_const(entries)) {
        if (!error.isValid())
            error = append(database, Kind::Begun, entry);
        if (!error.isValid() && entry.outcome != JournalEntry::Outcome::Pending)
            error = append(database, Kind::Ended, entry);
    }
    return error;
}

Check verify(QSqlDatabase &database)
{
    Check check;
    const auto fault = [&check](const QString &sentence) {
        if (check.faults.size() < mostFaults)
            check.faults.append(sentence);
        else
            ++check.moreFaults;
    };
    QHash<qint64, JournalEntry> entries;
    check.error = readJournal(database, JournalOrder::OldestFirst, [&](const JournalEntry &entry) {
        entries.insert(entry.id, entry);
        return true;
    });
    if (check.error.isValid())
        return check;
    check.entries = entries.size();

    QSqlQuery links(database);
    links.setForwardOnly(true);
    if (!links.exec(u"SELECT sequence, entry, kind, hash FROM journal_link ORDER BY sequence"_s)) {
        check.error = links.lastError();
        return check;
    }
    QHash<qint64, int> seen; // bits: 1 begun, 2 ended
    QByteArray previous;
    qint64 expected = 1;
    while (links.next()) {
        ++check.links;
        const qint64 sequence = links.value(0).toLongLong();
        const qint64 id = links.value(1).toLongLong();
        const auto kind = Kind(links.value(2).toInt());
        const QByteArray hash = links.value(3).toByteArray();
        if (sequence != expected)
            fault(Words::tr("%Ln link(s) before link %1 are gone.", nullptr, int(sequence - expected))
                      .arg(formattedCount(sequence)));
        expected = sequence + 1;
        seen[id] |= kind == Kind::Begun ? 1 : 2;
        const auto found = entries.constFind(id);
        if (found == entries.cend())
            fault(Words::tr("Entry %1 is gone.").arg(formattedCount(id)));
        else if (hashOf(previous, kind, *found) != hash)
            fault(kind == Kind::Begun ? Words::tr("Entry %1 is not what was sent, or a link before it was changed.")
                                            .arg(formattedCount(id))
                                      : Words::tr("The outcome of entry %1 is not what came, or a link before it was "
                                                  "changed.")
                                            .arg(formattedCount(id)));
        previous = hash; // one fault is told once, not at every link behind it
    }
    QSqlQuery counter(database);
    if (counter.exec(u"SELECT seq FROM sqlite_sequence WHERE name = 'journal_link'"_s) && counter.next()
        && counter.value(0).toLongLong() >= expected) {
        fault(
            Words::tr("%Ln link(s) at the end are gone.", nullptr, int(counter.value(0).toLongLong() - expected + 1)));
    }
    QList<qint64> ids = entries.keys();
    std::sort(ids.begin(), ids.end());
    for (const qint64 id : ids) {
        const JournalEntry &entry = *entries.constFind(id);
        const int bits = seen.value(id);
        if (!(bits & 1))
            fault(Words::tr("Entry %1 was not written by Orrery: it has no link.").arg(formattedCount(id)));
        else if (entry.outcome != JournalEntry::Outcome::Pending && !(bits & 2))
            fault(Words::tr("The outcome of entry %1 was not written by Orrery: it has no link.")
                      .arg(formattedCount(id)));
        else if (entry.outcome == JournalEntry::Outcome::Pending && (bits & 2))
            fault(Words::tr("The outcome of entry %1 was taken back.").arg(formattedCount(id)));
    }
    return check;
}

} // namespace journalChain

} // namespace orrery::models
