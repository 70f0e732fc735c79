// SPDX-License-Identifier: GPL-3.0-or-later
// The record of actions: written before sending, completed once, there after a crash.
#include "api/core/utc.h"
#include "models/core/journal.h"
#include "models/core/journal_chain.h"
#include "models/core/journal_columns.h"
#include "models/core/journal_list.h"
#include "models/core/local_database.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

JournalEntry approve()
{
    JournalEntry entry;
    entry.account = u"account-1"_s;
    entry.object = u"acme/shop #42"_s;
    entry.title = u"Approve deploy request #42"_s;
    entry.method = u"POST"_s;
    entry.path = u"/organizations/acme/databases/shop/deploy-requests/42/reviews"_s;
    entry.body = u"{\"state\":\"approved\"}"_s;
    return entry;
}

qint64 begun(Journal &journal, const JournalEntry &entry)
{
    std::optional<qint64> id;
    journal.begin(entry, &journal, [&id](const Recorded &given) { id = given.value_or(0); });
    if (id) // must not come before begin() has returned
        return -1;
    static_cast<void>(QTest::qWaitFor([&id] { return id.has_value(); }));
    return id.value_or(0);
}

QList<JournalEntry> recent(Journal &journal, int limit = 100)
{
    std::optional<QList<JournalEntry>> entries;
    journal.recent(limit, &journal, [&entries](const QList<JournalEntry> &list) { entries = list; });
    static_cast<void>(QTest::qWaitFor([&entries] { return entries.has_value(); }));
    return entries.value_or(QList<JournalEntry>());
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void recordsAnAction_data()
    {
        QTest::addColumn<bool>("withDatabase");
        QTest::newRow("in the local database") << true;
        QTest::newRow("in memory") << false;
    }
    void recordsAnAction()
    {
        QFETCH(bool, withDatabase);
        ManualClock clock;
        LocalDatabase database(m_dir->filePath(u"orrery.sqlite"_s));
        Journal journal(withDatabase ? &database : nullptr, &clock);
        QSignalSpy changed(&journal, &Journal::changed);
        const qint64 first = begun(journal, approve());
        QVERIFY(first > 0);
        QCOMPARE(changed.size(), 1);

        JournalEntry expected = approve();
        expected.id = first;
        expected.at = QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        QCOMPARE(recent(journal), QList<JournalEntry>{expected});

        clock.advance(std::chrono::seconds(2));
        journal.end(first, JournalEntry::Outcome::Refused, 422, u"Deploy request is not open"_s, u"r-9"_s);
        QTRY_COMPARE(changed.size(), 2);
        expected.outcome = JournalEntry::Outcome::Refused;
        expected.status = 422;
        expected.detail = u"Deploy request is not open"_s;
        expected.requestId = u"r-9"_s;
        expected.endedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0, 2), orrery::kUtc);
        QCOMPARE(recent(journal), QList<JournalEntry>{expected});

        // Completed once: nothing said later changes it.
        journal.end(first, JournalEntry::Outcome::Done, 200, {}, {});
        QCOMPARE(recent(journal), QList<JournalEntry>{expected});

        const qint64 second = begun(journal, approve());
        const qint64 third = begun(journal, approve());
        const QList<JournalEntry> latest = recent(journal, 2);
        QCOMPARE(latest.size(), 2);
        QCOMPARE(latest.at(0).id, third);
        QCOMPARE(latest.at(1).id, second);
    }

    void survivesACrashBetweenBeginAndEnd()
    {
        ManualClock clock;
        const QString path = m_dir->filePath(u"orrery.sqlite"_s);
        qint64 done = 0;
        qint64 cutOff = 0;
        {
            LocalDatabase database(path);
            Journal journal(&database, &clock);
            done = begun(journal, approve());
            journal.end(done, JournalEntry::Outcome::Done, 200, {}, u"r-1"_s);
            cutOff = begun(journal, approve());
            // What a crash leaves: the files as they are now, while the program runs.
            QVERIFY(recent(journal).size() == 2);
            for (const QString &suffix : {u""_s, u"-wal"_s})
                QVERIFY(QFile::copy(path + suffix, m_dir->filePath(u"crashed.sqlite"_s) + suffix));
        }
        clock.advance(std::chrono::hours(1));
        LocalDatabase database(m_dir->filePath(u"crashed.sqlite"_s));
        QSignalSpy problems(&database, &LocalDatabase::problem);
        Journal journal(&database, &clock);
        const QList<JournalEntry> entries = recent(journal);
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.at(0).id, cutOff);
        QCOMPARE(entries.at(0).outcome, JournalEntry::Outcome::Unknown);
        QCOMPARE(entries.at(0).endedAt, QDateTime(QDate(2026, 3, 1), QTime(13, 0), orrery::kUtc));
        QCOMPARE(entries.at(1).id, done);
        QCOMPARE(entries.at(1).outcome, JournalEntry::Outcome::Done);
        QCOMPARE(problems.size(), 0);
    }

    // What is only in memory is no record: the person is asked, and sees it as long as Orrery runs.
    void nothingIsRecordedInMemory()
    {
        QFile file(m_dir->filePath(u"file"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        ManualClock clock;
        LocalDatabase database(m_dir->filePath(u"file/orrery.sqlite"_s));
        Journal journal(&database, &clock);
        std::optional<Recorded> recorded;
        journal.begin(approve(), &journal, [&recorded](const Recorded &result) { recorded = result; });
        QTRY_VERIFY(recorded.has_value());
        QVERIFY(!*recorded);
        QVERIFY2(recorded->error().detail.contains(u"keeps nothing for the next start"_s),
                 qPrintable(recorded->error().detail));
        const qint64 id = journal.beginUnrecorded(approve());
        QCOMPARE(recent(journal).size(), 1);
        journal.end(id, JournalEntry::Outcome::Done, 200, {}, {});
        QCOMPARE(recent(journal).first().outcome, JournalEntry::Outcome::Done);
        QCOMPARE(recent(journal).first().at, clock.now());
    }

    // The file was locked when it was sent and is free when the program ends, before it looks again.
    void whatWasSentWithoutARecordIsWrittenInTheEnd()
    {
        ManualClock clock;
        const QString path = m_dir->filePath(u"orrery.sqlite"_s);
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        const auto close = qScopeGuard([&other] {
            other.close();
            other = {};
            QSqlDatabase::removeDatabase(u"other"_s);
        });
        {
            LocalDatabase database(path);
            Journal journal(&database, &clock);
            begun(journal, approve());
            other.setDatabaseName(path);
            QVERIFY(other.open());
            QVERIFY(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
            const qint64 id = journal.beginUnrecorded(approve());
            journal.end(id, JournalEntry::Outcome::Refused, 422, u"Not approvable"_s, u"r-9"_s);
            QCOMPARE(recent(journal).size(), 2);
            QCOMPARE(recent(journal).first().id, id);
            QVERIFY(QSqlQuery(other).exec(u"ROLLBACK"_s));
        }
        QVERIFY(journalChain::verify(other).holds());
        LocalDatabase database(path);
        Journal journal(&database, &clock);
        const QList<JournalEntry> entries = recent(journal);
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.first().outcome, JournalEntry::Outcome::Refused);
        QCOMPARE(entries.first().detail,
                 u"It was sent without a record; this was written afterwards. Not approvable"_s);
        QCOMPARE(entries.first().requestId, u"r-9"_s);
    }

    // No answer yet when the program ends: what left the computer is on record, and its outcome is not known.
    void whatIsUnderWayInTheEndIsWritten()
    {
        ManualClock clock;
        const QString path = m_dir->filePath(u"orrery.sqlite"_s);
        {
            LocalDatabase database(path);
            Journal journal(&database, &clock);
            QVERIFY(journal.beginUnrecorded(approve()) < 0);
        }
        LocalDatabase database(path);
        Journal journal(&database, &clock);
        const QList<JournalEntry> entries = recent(journal);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().outcome, JournalEntry::Outcome::Unknown);
    }

    void theChainGoesOnInTheFileThatReplacesADamagedOne()
    {
        ManualClock clock;
        const QString path = m_dir->filePath(u"orrery.sqlite"_s);
        const CacheKey key{u"account-1"_s, u"branches"_s, u"acme/shop"_s};
        const auto isRead = [&](LocalDatabase &database) {
            bool read = false;
            database.load(key, &database, [&read](const CachedList &) { read = true; });
            return QTest::qWaitFor([&read] { return read; });
        };
        {
            LocalDatabase database(path);
            Journal journal(&database, &clock);
            QVERIFY(begun(journal, approve()) > 0);
            QList<CacheEntry> rows;
            for (int i = 0; i < 500; ++i)
                rows.append({QString::number(i), QByteArray(500, 'x')});
            database.store(
                key, [rows] { return rows; }, clock.now());
            QVERIFY(isRead(database));
        }
        QFile file(path);
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.size() > 100'000);
        QVERIFY(file.seek(60'000));
        QVERIFY(file.write(QByteArray(int(file.size()) - 60'000, '\x5a')) > 0);
        file.close();
        {
            LocalDatabase database(path);
            QSignalSpy problems(&database, &LocalDatabase::problem);
            Journal journal(&database, &clock);
            QVERIFY(isRead(database));
            QTRY_COMPARE(problems.size(), 1);
            QVERIFY(begun(journal, approve()) > 0);
            QCOMPARE(recent(journal).size(), 2);
        }
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        const auto close = qScopeGuard([&other] {
            other.close();
            other = {};
            QSqlDatabase::removeDatabase(u"other"_s);
        });
        other.setDatabaseName(path);
        QVERIFY(other.open());
        QCOMPARE(journalChain::verify(other).faults, QStringList());
    }

    // The file takes nothing else any more, and is tried for every entry all the same.
    void aFullDiskRefusesUntilThereIsRoom()
    {
        ManualClock clock;
        LocalDatabase::Options options;
        options.maximumPages = 400;
        LocalDatabase database(m_dir->filePath(u"orrery.sqlite"_s), options);
        Journal journal(&database, &clock);
        QSignalSpy problems(&database, &LocalDatabase::problem);
        begun(journal, approve());
        database.write([](QSqlDatabase &connection) {
            QSqlQuery query(connection);
            for (int row = 0; row < 4000; ++row) {
                if (!query.exec(u"INSERT INTO journal (at, account, object, title, method, path, body)"
                                " VALUES (0, '', '', '', '', '', hex(zeroblob(1000)))"_s))
                    return query.lastError();
            }
            return QSqlError();
        });
        QTRY_COMPARE(problems.size(), 1);
        JournalEntry large = approve();
        large.body = QString(8 * 1024 * 1024, u'x');
        std::optional<Recorded> recorded;
        journal.begin(large, &journal, [&recorded](const Recorded &result) { recorded = result; });
        QTRY_VERIFY(recorded.has_value());
        QVERIFY(!*recorded);
        QCOMPARE(recorded->error().reason, NotRecorded::Reason::DiskFull);
        // The file still has room for a small one.
        const qint64 id = begun(journal, approve());
        QVERIFY(id > 0);
        journal.end(id, JournalEntry::Outcome::Done, 200, {}, {});
        QTRY_COMPARE(recent(journal).first().outcome, JournalEntry::Outcome::Done);
        QCOMPARE(recent(journal).size(), 2);
    }

    void saysWhenTheFileDoesNotTakeIt()
    {
        ManualClock clock;
        const QString path = m_dir->filePath(u"orrery.sqlite"_s);
        LocalDatabase database(path);
        Journal journal(&database, &clock);
        QVERIFY(recent(journal).isEmpty());
        // Another program writes, for longer than SQLite waits.
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        other.setDatabaseName(path);
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(u"BEGIN IMMEDIATE"_s));
        QSignalSpy changed(&journal, &Journal::changed);
        std::optional<Recorded> recorded;
        journal.begin(approve(), &journal, [&recorded](const Recorded &result) { recorded = result; });
        QTRY_VERIFY(recorded.has_value());
        QVERIFY(!*recorded);
        QVERIFY(recorded->error().detail.contains(u"locked"_s));
        QCOMPARE(recorded->error().reason, NotRecorded::Reason::Other);
        QCOMPARE(changed.size(), 0);
        QVERIFY(QSqlQuery(other).exec(u"ROLLBACK"_s));
        other.close();
        other = {};
        QSqlDatabase::removeDatabase(u"other"_s);
        QVERIFY(recent(journal).isEmpty());
        // The next one is recorded as ever.
        QVERIFY(begun(journal, approve()) > 0);
    }

    void aGoneContextDoesNotStopTheRecord()
    {
        ManualClock clock;
        LocalDatabase database(m_dir->filePath(u"orrery.sqlite"_s));
        Journal journal(&database, &clock);
        bool called = false;
        auto *context = new QObject;
        journal.begin(approve(), context, [&called](const Recorded &) { called = true; });
        delete context;
        QCOMPARE(recent(journal).size(), 1);
        QVERIFY(!called);
    }

    void showsItselfAsATable()
    {
        QLocale::setDefault(QLocale::c());
        ManualClock clock;
        Journal journal(nullptr, &clock);
        JournalList list(&journal, &clock);
        const QAbstractItemModelTester tester(list.model());
        QTRY_VERIFY(list.isLoaded());
        QCOMPARE(list.model()->rowCount(), 0);
        const qint64 id = begun(journal, approve());
        QTRY_COMPARE(list.model()->rowCount(), 1);
        const QPersistentModelIndex outcome = list.model()->index(0, 3);
        QCOMPARE(outcome.data().toString(), u"Sending"_s);
        journal.end(id, JournalEntry::Outcome::Unknown, 0, u"lost"_s, {});
        QTRY_COMPARE(outcome.data().toString(), u"Unknown"_s);
        QCOMPARE(outcome.data(StateRole).value<StateWord>().tone, Tone::Critical);
        clock.advance(std::chrono::minutes(5));
        QStringList texts;
        for (int column = 0; column < list.model()->columnCount(); ++column)
            texts.append(list.model()->index(0, column).data().toString());
        QCOMPARE(texts,
                 QStringList({u"5\u00a0min ago"_s, u"Approve deploy request #42"_s, u"acme/shop #42"_s, u"Unknown"_s,
                              u"POST /organizations/acme/databases/shop/deploy-requests/42/reviews"_s, u"lost"_s}));
    }

    void namesEachOutcome()
    {
        JournalEntry entry;
        QCOMPARE(outcomeWord(entry).tone, Tone::Busy);
        entry.outcome = JournalEntry::Outcome::Done;
        QCOMPARE(outcomeWord(entry).text, u"Done"_s);
        QCOMPARE(outcomeWord(entry).tone, Tone::Ok);
        entry.outcome = JournalEntry::Outcome::Refused;
        QCOMPARE(outcomeWord(entry).text, u"Refused"_s);
        entry.outcome = JournalEntry::Outcome::Unknown;
        QCOMPARE(outcomeWord(entry).explanation,
                 u"The request was sent, but its answer never came. It may have taken effect."_s);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

ORRERY_SUITE(TestJournal)
#include "tst_journal.moc"
