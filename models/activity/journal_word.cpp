// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activity/journal_word.h"

#include "models/core/journal_chain.h"
#include "models/core/journal_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(JournalWord)
};

int printJournal(QSqlDatabase &database, const CommandContext &context)
{
    const QSqlError error = exportJournal(database, context.csv ? JournalFormat::Csv : JournalFormat::JsonLines,
                                          [&context](const QString &line) {
                                              context.print(line);
                                              return true;
                                          });
    if (!error.isValid())
        return commandCode::done;
    context.complain(Words::tr("The journal could not be read: %1.").arg(error.text()));
    return commandCode::refused;
}

int verifyJournal(QSqlDatabase &database, const CommandContext &context)
{
    const journalChain::Check check = journalChain::verify(database);
    if (check.error.isValid()) {
        context.complain(Words::tr("The journal could not be read: %1.").arg(check.error.text()));
        return commandCode::refused;
    }
    if (context.json) {
        const QJsonObject object{{u"entries"_s, check.entries},
                                 {u"links"_s, check.links},
                                 {u"holds"_s, check.holds()},
                                 {u"faults"_s, check.faults.size() + check.moreFaults}};
        context.print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
    } else {
        for (const QString &fault : check.faults)
            context.print(fault + u'\n');
        if (check.moreFaults > 0)
            context.print(Words::tr("… and %Ln more", nullptr, int(check.moreFaults)) + u'\n');
        const QString size = Words::tr("%Ln entry(s)", nullptr, int(check.entries));
        context.print((check.holds() ? Words::tr("%1: nothing was changed, added or removed.").arg(size)
                                     : Words::tr("%1: not as Orrery wrote them.").arg(size))
                      + u'\n');
    }
    return check.holds() ? commandCode::done : commandCode::refused;
}

int runJournal(const CommandContext &context)
{
    const bool verify = context.arguments == QStringList{u"verify"_s};
    if (!verify && context.arguments != QStringList{u"export"_s}) {
        context.complain(Words::tr("The word journal wants verify or export."));
        return commandCode::usage;
    }
    const QString path = QDir(context.folder).filePath(u"orrery.db"_s);
    if (!QFile::exists(path)) {
        context.complain(Words::tr("There is no journal in %1.").arg(QDir::toNativeSeparators(context.folder)));
        return commandCode::refused;
    }
    const QString name = u"journal word"_s;
    int code = commandCode::refused;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(path);
        // Read-only, and beside a running Orrery: it may be about to write.
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (database.open() && verify && !database.tables().contains(u"journal_link"_s))
            context.complain(Words::tr("This journal was written before Orrery chained it: start Orrery once, then "
                                       "look again."));
        else if (database.isOpen())
            code = verify ? verifyJournal(database, context) : printJournal(database, context);
        else
            context.complain(Words::tr("The journal could not be opened: %1.").arg(database.lastError().text()));
    }
    QSqlDatabase::removeDatabase(name);
    return code;
}

} // namespace

CommandWord journalWord()
{
    return {.word = u"journal"_s,
            .usage = u"journal verify | journal export [--json|--csv]"_s,
            .text = Words::tr(
                "Checks whether the record of actions was changed outside Orrery, or prints it (JSON Lines)."),
            .run = &runJournal};
}

} // namespace orrery::models
