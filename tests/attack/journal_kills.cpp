// SPDX-License-Identifier: GPL-3.0-or-later
// A program that writes journal entries as fast as it can is killed again and again, with the file locked by somebody else in
// between and too little room for it in other rounds. Every time the chain has to hold, and every entry that was told to be
// written has to be there.
//
//     orrery-attack-journal [ROUNDS]           200
//     orrery-attack-journal --write FILE PAGES     the program that is killed; PAGES: room in the file, 0 for no limit
#include "models/core/journal_chain.h"
#include "models/core/local_database.h"

#include "api/core/clock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>

#include <cstdio>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

constexpr auto connectionName = "looking";

int write(const QString &path, int pages)
{
    Clock clock;
    LocalDatabase::Options options;
    options.maximumPages = pages;
    LocalDatabase database(path, options);
    Journal journal(&database, &clock);
    JournalEntry entry;
    entry.account = u"account"_s;
    entry.object = u"acme/shop"_s;
    entry.title = u"Approve"_s;
    entry.method = u"POST"_s;
    entry.path = u"/organizations/acme"_s;
    entry.body = QString(400, u'x');
    std::function<void()> next = [&]() {
        journal.begin(entry, &journal, [&](const Recorded &recorded) {
            if (recorded) {
                std::printf("begun %lld\n", static_cast<long long>(*recorded));
                std::fflush(stdout);
                journal.end(*recorded, JournalEntry::Outcome::Done, 200, {}, u"r"_s);
            }
            next();
        });
    };
    next();
    return QCoreApplication::exec();
}

/// Null where all is well, else what is wrong.
QString look(const QString &path, const QSet<qint64> &told)
{
    QString fault;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, QLatin1String(connectionName));
        database.setDatabaseName(path);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!database.open())
            fault = database.lastError().text();
        const journalChain::Check check = fault.isEmpty() ? journalChain::verify(database) : journalChain::Check();
        if (check.error.isValid())
            fault = check.error.text();
        else if (!check.faults.isEmpty())
            fault = check.faults.first();
        QSet<qint64> missing = told;
        if (fault.isEmpty())
            readJournal(database, JournalOrder::OldestFirst, [&missing](const JournalEntry &entry) {
                missing.remove(entry.id);
                return true;
            });
        if (fault.isEmpty() && !missing.isEmpty())
            fault = u"%1 entries that were told to be written are gone"_s.arg(missing.size());
    }
    QSqlDatabase::removeDatabase(QLatin1String(connectionName));
    return fault;
}

/// Holds the file for a while, as a backup program may.
void holdFile(const QString &path)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"holding"_s);
        database.setDatabaseName(path);
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(u"BEGIN IMMEDIATE"_s))
                QThread::msleep(30);
            query.exec(u"ROLLBACK"_s);
        }
    }
    QSqlDatabase::removeDatabase(u"holding"_s);
}

int attack(int rounds)
{
    QTemporaryDir folder;
    QSet<qint64> told;
    const QString path = folder.filePath(u"orrery.db"_s);
    for (int round = 0; round < rounds; ++round) {
        // One round in four has no room for more than a few entries beyond what is there.
        const qint64 pages = QFile(path).size() / 4096;
        const bool tight = round % 4 == 3;
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {u"--write"_s, path, QString::number(tight ? pages + 2 : 0)});
        if (!writer.waitForStarted())
            return 2;
        QThread::msleep(20 + QRandomGenerator::global()->bounded(60u));
        if (round % 3 == 2)
            holdFile(path);
        writer.kill();
        writer.waitForFinished();
        if (!tight) { // what has no room in the file is in memory, and goes with the program
            const QList<QByteArray> lines = writer.readAllStandardOutput().split('\n');
            for (const QByteArray &line : lines.mid(0, lines.size() - 1)) {
                if (line.startsWith("begun "))
                    told.insert(line.mid(6).toLongLong());
            }
        }
        if (!QFile::exists(path))
            continue;
        if (const QString fault = look(path, told); !fault.isEmpty()) {
            std::printf("round %d: %s\n", round + 1, qPrintable(fault));
            return 1;
        }
    }
    std::printf("%d kills, %lld entries told, none lost; the chain held every time\n", rounds,
                static_cast<long long>(told.size()));
    return told.isEmpty() ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--write")
        return write(arguments.value(2), arguments.value(3).toInt());
    return attack(arguments.size() > 1 ? arguments.at(1).toInt() : 200);
}
