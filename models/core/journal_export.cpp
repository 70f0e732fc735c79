// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/journal_export.h"

#include "models/core/csv.h"
#include "models/core/journal_chain.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QString outcomeWord(JournalEntry::Outcome outcome)
{
    switch (outcome) {
    case JournalEntry::Outcome::Pending:
        return u"pending"_s;
    case JournalEntry::Outcome::Done:
        return u"done"_s;
    case JournalEntry::Outcome::Refused:
        return u"refused"_s;
    case JournalEntry::Outcome::Unknown:
        return u"unknown"_s;
    }
    return {};
}

QList<std::pair<QString, QString>> fieldsOf(const JournalEntry &entry)
{
    return {{u"id"_s, QString::number(entry.id)},
            {u"at"_s, timeText(entry.at)},
            {u"ended_at"_s, timeText(entry.endedAt)},
            {u"account"_s, entry.account},
            {u"object"_s, entry.object},
            {u"title"_s, entry.title},
            {u"method"_s, entry.method},
            {u"path"_s, entry.path},
            {u"body"_s, entry.body},
            {u"outcome"_s, outcomeWord(entry.outcome)},
            {u"status"_s, QString::number(entry.status)},
            {u"detail"_s, entry.detail},
            {u"request_id"_s, entry.requestId}};
}

QString csvLine(const QStringList &cells)
{
    QStringList written;
    for (const QString &cell : cells)
        written.append(csvCell(cell));
    return written.join(u',') + u"\r\n"_s;
}

QString jsonLine(const JournalEntry &entry)
{
    QJsonObject object;
    for (const auto &[name, value] : fieldsOf(entry))
        object.insert(name, value);
    object[u"id"_s] = entry.id;
    object[u"status"_s] = entry.status;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

} // namespace

QSqlError exportJournal(QSqlDatabase &database, JournalFormat format,
                        const std::function<bool(const QString &line)> &take)
{
    bool first = true;
    return readJournal(database, JournalOrder::OldestFirst, [format, &first, &take](const JournalEntry &entry) {
        if (format == JournalFormat::JsonLines)
            return take(jsonLine(entry));
        QStringList names;
        QStringList cells;
        for (const auto &[name, value] : fieldsOf(entry)) {
            names.append(name);
            cells.append(value);
        }
        return (!std::exchange(first, false) || take(csvLine(names))) && take(csvLine(cells));
    });
}

} // namespace orrery::models
