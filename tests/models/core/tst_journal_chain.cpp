// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activity/journal_word.h"
#include "models/core/journal_chain.h"
#include "models/core/local_database.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

struct Told
{
    int code = -1;
    QString out;
    QString error;
};

} // namespace

/// The journal as a chain: what is done to the file past the program is found.
class TestJournalChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(u"orrery.db"_s);
    }

    void whatOrreryWritesHolds()
    {
        writeThree();
        const auto check = verified();
        QVERIFY2(check.holds(), qPrintable(check.faults.join(u'\n')));
        QCOMPARE(check.entries, 3);
        QCOMPARE(check.links, 5); // two ended, one is under way
    }

    void whatIsDoneToItIsFound_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<QStringList>("faults");
        const QString noTriggers = u"DROP TRIGGER IF EXISTS %1"_s;
        const QStringList open{noTriggers.arg(u"journal_keeps"), noTriggers.arg(u"journal_is_completed_once"),
                               noTriggers.arg(u"journal_action_stays"), noTriggers.arg(u"journal_link_keeps"),
                               noTriggers.arg(u"journal_link_stays")};
        QTest::newRow("another body") << open + QStringList{u"UPDATE journal SET body = '{}' WHERE id = 2"_s}
                                      << QStringList{
                                             u"Entry 2 is not what was sent, or a link before it was changed."_s};
        QTest::newRow("another outcome")
            << open + QStringList{u"UPDATE journal SET outcome = 1, status = 200 WHERE id = 2"_s}
            << QStringList{u"The outcome of entry 2 is not what came, or a link before it was changed."_s};
        QTest::newRow("an outcome invented")
            << open + QStringList{u"UPDATE journal SET outcome = 1, status = 200, ended_at = 5 WHERE id = 3"_s}
            << QStringList{u"The outcome of entry 3 was not written by Orrery: it has no link."_s};
        QTest::newRow("an outcome taken back")
            << open + QStringList{u"UPDATE journal SET outcome = 0 WHERE id = 1"_s}
            << QStringList{u"The outcome of entry 1 is not what came, or a link before it was changed."_s,
                           u"The outcome of entry 1 was taken back."_s};
        QTest::newRow("an entry removed") << open + QStringList{u"DELETE FROM journal WHERE id = 1"_s}
                                          << QStringList{u"Entry 1 is gone."_s, u"Entry 1 is gone."_s};
        // What the file's own rules do not stop: no trigger fires for the row that is replaced.
        QTest::newRow("replaced within the rules")
            << QStringList{u"INSERT OR REPLACE INTO journal (id, at, account, object, title, method, path, body)"
                           " VALUES (1, 1, 'a', 'o', 't', 'GET', '/', '')"_s}
            << QStringList{u"Entry 1 is not what was sent, or a link before it was changed."_s,
                           u"The outcome of entry 1 is not what came, or a link before it was changed."_s,
                           u"The outcome of entry 1 was taken back."_s};
        QTest::newRow("an entry added within the rules")
            << QStringList{u"INSERT INTO journal (at, account, object, title, method, path, body)"
                           " VALUES (1, 'a', 'o', 't', 'GET', '/', '')"_s}
            << QStringList{u"Entry 4 was not written by Orrery: it has no link."_s};
        QTest::newRow("the end cut off") << open
                + QStringList{u"DELETE FROM journal WHERE id = 3"_s, u"DELETE FROM journal_link WHERE entry = 3"_s}
                                         << QStringList{u"1 link at the end are gone."_s};
        QTest::newRow("entry and links removed")
            << open + QStringList{u"DELETE FROM journal WHERE id = 2"_s, u"DELETE FROM journal_link WHERE entry = 2"_s}
            << QStringList{u"2 links before link 5 are gone."_s,
                           u"Entry 3 is not what was sent, or a link before it was changed."_s};
        QTest::newRow("a link changed")
            << open + QStringList{u"UPDATE journal_link SET hash = x'00' WHERE sequence = 2"_s}
            << QStringList{u"The outcome of entry 1 is not what came, or a link before it was changed."_s,
                           u"Entry 2 is not what was sent, or a link before it was changed."_s};
    }
    void whatIsDoneToItIsFound()
    {
        QFETCH(QStringList, statements);
        QFETCH(QStringList, faults);
        writeThree();
        change(statements);
        QStringList found = verified().faults;
        for (QString &each : found)
            each.replace(u"link(s)"_s, each.startsWith(u"1 "_s) ? u"link"_s : u"links"_s); // no translation here
        QCOMPARE(found, faults);
        QCOMPARE(word({u"verify"_s}).code, 1);
    }

    void entriesOfBeforeAreTakenIn()
    {
        writeThree();
        change({u"DROP TRIGGER journal_link_keeps"_s, u"DELETE FROM journal_link"_s,
                u"DELETE FROM sqlite_sequence WHERE name = 'journal_link'"_s});
        {
            LocalDatabase database(m_path);
            Journal journal(&database, &m_clock);
            settle(database);
        }
        const auto check = verified();
        QVERIFY2(check.holds(), qPrintable(check.faults.join(u'\n')));
        QCOMPARE(check.links, 6); // the one under way became Unknown at that start
    }

    void aJournalOfBefore()
    {
        writeThree();
        change({u"DROP TABLE journal_link"_s});
        const Told told = word({u"verify"_s});
        QCOMPARE(told.code, 1);
        QVERIFY2(told.error.startsWith(u"This journal was written before Orrery chained it"_s), qPrintable(told.error));
        QCOMPARE(word({u"export"_s}).code, 0);
    }

    void onlyTheOwnerCompletes()
    {
        writeThree();
        LocalDatabase database(m_path);
        Journal beside(&database, &m_clock, Journal::Owner::No);
        settle(database);
        QCOMPARE(outcomes(), (QList<int>{1, 2, 0}));
        Journal owner(&database, &m_clock);
        settle(database);
        QCOMPARE(outcomes(), (QList<int>{1, 2, 3}));
        QVERIFY(verified().holds());
    }

    void theWord()
    {
        QCOMPARE(word({u"verify"_s}).code, 1);
        QVERIFY(word({u"verify"_s}).error.startsWith(u"There is no journal in "_s));
        writeThree();
        QCOMPARE(word({}).code, 2);
        QCOMPARE(word({u"burn"_s}).error, u"The word journal wants verify or export."_s);
        QCOMPARE(word({u"verify"_s}).code, 0);
        QVERIFY(word({u"verify"_s}).out.contains(u"nothing was changed, added or removed."_s));
        const QJsonObject checked = QJsonDocument::fromJson(word({u"verify"_s}, true).out.toUtf8()).object();
        QCOMPARE(checked, (QJsonObject{{u"entries"_s, 3}, {u"links"_s, 5}, {u"holds"_s, true}, {u"faults"_s, 0}}));

        const QStringList lines = word({u"export"_s}).out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        const QJsonObject first = QJsonDocument::fromJson(lines.at(0).toUtf8()).object();
        QCOMPARE(first.value(u"id"_s).toInt(), 1);
        QCOMPARE(first.value(u"at"_s).toString(), u"2026-03-01T12:00:00.000Z"_s);
        QCOMPARE(first.value(u"title"_s).toString(), u"Say \"hi\", =1+1"_s);
        QCOMPARE(first.value(u"outcome"_s).toString(), u"done"_s);
        const QStringList cells = word({u"export"_s}, false, true).out.split(u"\r\n"_s, Qt::SkipEmptyParts);
        QCOMPARE(cells.size(), 4);
        QVERIFY(cells.at(0).startsWith(u"id,at,ended_at,account,object,title,"_s));
        QVERIFY2(cells.at(1).contains(u"\"Say \"\"hi\"\", =1+1\""_s), qPrintable(cells.at(1)));
    }

private:
    static void settle(LocalDatabase &database)
    {
        bool done = false;
        QObject here;
        database.run([](QSqlDatabase &) {}, &here, [&done] { done = true; });
        QTRY_VERIFY(done);
    }

    /// One done, one refused, one under way.
    void writeThree()
    {
        LocalDatabase database(m_path);
        Journal journal(&database, &m_clock);
        JournalEntry entry;
        entry.account = u"account-1"_s;
        entry.object = u"acme/shop #42"_s;
        entry.title = u"Say \"hi\", =1+1"_s;
        entry.method = u"POST"_s;
        entry.path = u"/organizations/acme"_s;
        entry.body = u"{\"a\":1}"_s;
        for (int i = 0; i < 3; ++i) {
            qint64 id = 0;
            journal.begin(entry, &journal, [&id](const Recorded &given) { id = given.value_or(-1); });
            QTRY_COMPARE(id, i + 1);
            if (i == 0)
                journal.end(id, JournalEntry::Outcome::Done, 201, {}, u"r-1"_s);
            else if (i == 1)
                journal.end(id, JournalEntry::Outcome::Refused, 422, u"No"_s, u"r-2"_s);
            settle(database);
        }
    }

    template<class Use>
    void withFile(Use use)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"by hand"_s);
            database.setDatabaseName(m_path);
            QVERIFY(database.open());
            use(database);
        }
        QSqlDatabase::removeDatabase(u"by hand"_s);
    }

    void change(const QStringList &statements)
    {
        withFile([&statements](QSqlDatabase &database) {
            for (const QString &statement : statements) {
                QSqlQuery query(database);
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
            }
        });
    }

    journalChain::Check verified()
    {
        journalChain::Check check;
        withFile([&check](QSqlDatabase &database) { check = journalChain::verify(database); });
        return check;
    }

    QList<int> outcomes()
    {
        QList<int> all;
        withFile([&all](QSqlDatabase &database) {
            readJournal(database, JournalOrder::OldestFirst, [&all](const JournalEntry &entry) {
                all.append(int(entry.outcome));
                return true;
            });
        });
        return all;
    }

    Told word(const QStringList &arguments, bool json = false, bool csv = false)
    {
        Told told;
        CommandContext context;
        context.folder = m_dir->path();
        context.arguments = arguments;
        context.json = json;
        context.csv = csv;
        context.print = [&told](const QString &text) { told.out += text; };
        context.complain = [&told](const QString &text) { told.error += text; };
        told.code = journalWord().run(context);
        return told;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    ManualClock m_clock;
};

ORRERY_SUITE(TestJournalChain)
#include "tst_journal_chain.moc"
