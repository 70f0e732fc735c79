// SPDX-License-Identifier: GPL-3.0-or-later
// A review in the local database: bounded, forgotten when it should be, and there without a file.
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"
#include "tests/models/deploy_requests/review/review_fixture.h"
#include "tests/models/model_features.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Baseline = ReviewStore::Baseline;

class TestKeptReviews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ringsForAList()
    {
        ReviewFixture fixture;
        {
            const auto store = fixture.store({table(u"users"_s), table(u"orders"_s)});
            store->markSeen();
            store->setViewed(u"shop.orders"_s);
            store->addNote({}, u"hm"_s);
            fixture.store({table(u"users"_s)}, 43)->markSeen();
            QVERIFY(fixture.store({table(u"users"_s)}, 44)->isLoaded()); // opened only: no review
            fixture.store({table(u"users"_s)}, 45, u"account-2"_s)->markSeen();
        }
        std::optional<QHash<qint64, ReviewCounts>> counts;
        ReviewStore::loadCounts(fixture.context(), u"acme"_s, u"shop"_s, this,
                                [&counts](const auto &found) { counts = found; });
        QTRY_VERIFY(counts);
        QCOMPARE(*counts, (QHash<qint64, ReviewCounts>{{42, {1, 2, 1}}, {43, {0, 1, 0}}}));
        StoreContext without = fixture.context();
        without.database = nullptr;
        counts.reset();
        ReviewStore::loadCounts(without, u"acme"_s, u"shop"_s, this, [&counts](const auto &found) { counts = found; });
        QVERIFY(!counts);
        QTRY_VERIFY(counts);
        QVERIFY(counts->isEmpty());
    }

    void forgetsOldReviewsOfClosedRequests()
    {
        ReviewFixture fixture;
        const auto look = [&fixture](qint64 number, bool closed, bool draft) {
            const auto store = fixture.store({table(u"t%1"_s.arg(number))}, number);
            store->setClosedAt(closed ? noon : QDateTime());
            store->markSeen();
            if (draft)
                store->addNote({}, u"draft"_s);
        };
        look(1, true, true);
        look(2, false, true);
        look(3, false, false);
        fixture.clock.advance(std::chrono::hours(24 * 90));
        look(10, false, false);
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(number) FROM review"_s).toString(), u"1,2,3,10"_s);
        fixture.clock.advance(std::chrono::hours(1));
        look(11, false, false);
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(number) FROM review"_s).toString(), u"2,3,10,11"_s);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 1);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 4);
        // Never seen closed, and never seen again: without a draft it goes after a longer while.
        fixture.clock.advance(std::chrono::hours(24 * 311));
        look(12, false, false);
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(number) FROM review"_s).toString(), u"2,10,11,12"_s);
    }

    void aClockThatIsAheadForgetsNoReview()
    {
        ReviewFixture fixture;
        const auto start = [&fixture]() {
            LocalDatabase::Options options = allTables();
            options.clock = &fixture.clock;
            fixture.database.reset();
            fixture.database = std::make_unique<LocalDatabase>(fixture.path, options);
        };
        const auto look = [&fixture](qint64 number) {
            const auto store = fixture.store({table(u"t%1"_s.arg(number))}, number);
            store->setClosedAt(noon);
            store->markSeen();
        };
        start();
        fixture.database->store(
            {u"account-1"_s, u"branches"_s, u"acme/shop"_s}, [] { return QList<CacheEntry>(); }, noon);
        look(1);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review"_s).toInt(), 1);
        fixture.clock.advance(std::chrono::hours(10 * 365 * 24));
        start();
        look(2);
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(number) FROM review"_s).toString(), u"1,2"_s);
        // It has run for as long as closed reviews are kept.
        fixture.clock.advance(std::chrono::hours(91 * 24));
        look(3);
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(number) FROM review"_s).toString(), u"2,3"_s);
    }

    void textsAreKeptOnceAndBounded()
    {
        ReviewFixture fixture;
        fixture.store({table(u"users"_s), table(u"orders"_s)}, 1)->markSeen();
        fixture.store({table(u"users"_s), table(u"orders"_s)}, 2)->markSeen();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 2);
        // Beyond the bound the oldest reviews lose their texts, never their marks.
        fixture.clock.advance(std::chrono::hours(1));
        QSqlError error;
        kept_reviews::Changes changes;
        changes.versions.insert(kept_reviews::Version::LastSeen, {noon, {{u"shop.x"_s, "x"}}});
        changes.texts.insert("x", u"the text"_s);
        bool done = false;
        fixture.database->write(
            [&changes, &error](QSqlDatabase &connection) {
                return error = kept_reviews::apply(connection, {u"account-1"_s, u"acme"_s, u"shop"_s, 3}, changes,
                                                   noon.addSecs(3600), {}, 1);
            },
            this, [&done](const QSqlError &) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY2(!error.isValid(), qPrintable(error.text()));
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 1);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_version_table"_s).toInt(), 9);
        const auto store = fixture.store({table(u"users"_s, u"a bigint"_s), table(u"orders"_s)}, 1);
        QCOMPARE(store->changesSince(Baseline::LastLook).changed, QStringList{u"shop.users"_s});
        QVERIFY(!diffOf(*store, u"shop.users"_s, Baseline::LastLook));
    }

    void signingOutForgetsEverything()
    {
        ReviewFixture fixture;
        const auto store = fixture.store({table(u"users"_s)});
        store->markSeen();
        store->addNote({}, u"written"_s);
        store->flush();
        const auto other = fixture.store({table(u"orders"_s)}, 42, u"account-2"_s);
        other->markSeen();
        other->flush();
        store->addNote({}, u"not written yet"_s);
        QSignalSpy notes(store.get(), &ReviewStore::notesChanged);
        fixture.database->forgetAccount(u"account-1"_s);
        QCOMPARE(notes.size(), 1);
        QVERIFY(store->notes().isEmpty());
        store->addNote({}, u"after"_s);
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT group_concat(account) FROM review"_s).toString(), u"account-2"_s);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 0);
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 1);
    }

    void worksWithoutADatabase()
    {
        ManualClock clock;
        ReviewStore store({.client = nullptr, .database = nullptr, .journal = nullptr, .clock = &clock, .account = {}},
                          u"acme"_s, u"shop"_s, 42);
        QSignalSpy notice(&store, &ReviewStore::keepingNoticeChanged);
        store.setTables({dropping(u"orders"_s), table(u"users"_s)});
        store.open();
        QVERIFY(store.isLoaded());
        QCOMPARE(notice.size(), 1);
        QCOMPARE(store.keepingNotice(),
                 u"Viewed marks and drafts of this review are kept only until Orrery is closed: the local database "
                 "cannot be used."_s);
        store.markSeen();
        store.setViewed(u"shop.orders"_s);
        const QString id = store.addNote({}, u"draft"_s);
        store.flush();
        QCOMPARE(store.note(id)->body, u"draft"_s);
        store.setTables({dropping(u"orders"_s, u"a bigint"_s)});
        QCOMPARE(store.viewState(u"shop.orders"_s), ViewState::ChangedSince);
        const auto diff = diffOf(store, u"shop.orders"_s, Baseline::Viewed);
        QVERIFY(diff);
        QCOMPARE(changedLines(diff->diff), QStringList({u"-  a int"_s, u"+  a bigint"_s}));
        QCOMPARE(store.changesSince(Baseline::LastLook).removed, QStringList{u"shop.users"_s});
    }

    void aFileThatCannotBeUsedIsSaid()
    {
        ReviewFixture fixture;
        fixture.database.reset();
        // Written by a newer version: left alone, so that nothing is kept.
        QVERIFY(QFile::remove(fixture.path));
        {
            QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
            connection.setDatabaseName(fixture.path);
            QVERIFY(connection.open());
            QVERIFY(!runStatement(connection, u"PRAGMA user_version = 99"_s).isValid());
        }
        QSqlDatabase::removeDatabase(u"newer"_s);
        fixture.restart();
        const QList<DeployTable> tables{table(u"users"_s)};
        {
            const auto store = fixture.store(tables);
            QVERIFY(store->keepingNotice().startsWith(u"Viewed marks and drafts"_s));
            store->addNote({}, u"for this run"_s);
            store->setViewed(u"shop.users"_s);
        }
        // Until Orrery is closed it is there.
        const auto store = fixture.store(tables);
        QCOMPARE(store->notes().size(), 1);
        QCOMPARE(store->viewedCount(), 1);
    }

    void whatIsOnScreenSurvivesAFullDisk()
    {
        ReviewFixture fixture;
        fixture.database = std::make_unique<LocalDatabase>(
            fixture.dir.filePath(u"small.sqlite"_s),
            test::allTables(LocalDatabase::Options{.clock = nullptr, .maximumPages = 60}));
        const QList<DeployTable> tables{table(u"users"_s)};
        auto store = fixture.store(tables);
        store->addNote({}, u"small"_s);
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 1);
        QCOMPARE(store->keepingNotice(), QString());
        store->addNote({}, QString(400'000, u'x'));
        store->flush();
        QTRY_VERIFY(!store->keepingNotice().isEmpty());
        // Both are in memory now.
        QTRY_COMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 2);
        store.reset();
        QCOMPARE(fixture.store(tables)->notes().size(), 2);
    }

    void whatTheFileHasIsReadOnAFullDisk()
    {
        ReviewFixture fixture;
        fixture.path = fixture.dir.filePath(u"small.sqlite"_s);
        fixture.database = std::make_unique<LocalDatabase>(
            fixture.path, test::allTables(LocalDatabase::Options{.clock = nullptr, .maximumPages = 60}));
        const QList<DeployTable> tables{table(u"users"_s), table(u"orders"_s)};
        QString gone;
        {
            const auto store = fixture.store(tables);
            gone = store->addNote({}, u"gone"_s);
            fixture.clock.advance(std::chrono::seconds(1));
            store->addNote({}, u"stays"_s);
            store->setViewed(u"shop.users"_s);
            fixture.store(tables, 43)->setViewed(u"shop.users"_s);
        }
        QSignalSpy problems(fixture.database.get(), &LocalDatabase::problem);
        fixture.database->write([](QSqlDatabase &connection) {
            return runStatement(connection,
                                u"INSERT INTO journal (at, account, object, title, method, path, body)"
                                " VALUES (1, '', '', '', '', '', ?)"_s,
                                {QString(400'000, u'x')});
        });
        QVERIFY(problems.wait());
        {
            // The text a table was viewed with is in the file.
            const auto store = fixture.store({table(u"users"_s, u"a bigint"_s), table(u"orders"_s)});
            QVERIFY(store->keepingNotice().startsWith(u"Viewed marks and drafts"_s));
            QCOMPARE(store->notes().size(), 2);
            QCOMPARE(store->viewState(u"shop.users"_s), ViewState::ChangedSince);
            const auto diff = diffOf(*store, u"shop.users"_s, ReviewStore::Baseline::Viewed);
            QVERIFY(diff);
            QCOMPARE(changedLines(diff->diff), QStringList({u"-  a int"_s, u"+  a bigint"_s}));
        }
        {
            const auto store = fixture.store(tables);
            QCOMPARE(store->notes().size(), 2);
            store->removeNote(gone);
            store->setViewed(u"shop.users"_s, false);
            store->setViewed(u"shop.orders"_s);
        }
        // What was removed does not come back from the file, what was not touched is still there.
        const auto store = fixture.store(tables);
        QCOMPARE(store->notes().size(), 1);
        QCOMPARE(store->notes().first().body, u"stays"_s);
        QCOMPARE(store->viewState(u"shop.users"_s), ViewState::NotViewed);
        QCOMPARE(store->viewedCount(), 1);
        std::optional<QHash<qint64, ReviewCounts>> counts;
        ReviewStore::loadCounts(fixture.context(), u"acme"_s, u"shop"_s, this,
                                [&counts](const QHash<qint64, ReviewCounts> &found) { counts = found; });
        QTRY_VERIFY(counts);
        QCOMPARE(counts->value(42), (ReviewCounts{1, 2, 1}));
        QCOMPARE(counts->value(43), (ReviewCounts{1, 2, 0}));
    }

    void migratesTheFirstVersion()
    {
        ReviewFixture fixture;
        fixture.database.reset();
        QVERIFY(QFile::remove(fixture.path));
        {
            QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"first"_s);
            connection.setDatabaseName(fixture.path);
            QVERIFY(connection.open());
            QVERIFY(!migrateDatabase(connection, {coreMigrations().first()}).isValid());
            QSqlError error;
            QCOMPARE(databaseVersion(connection, &error), 1);
            QVERIFY(!runStatement(connection,
                                  u"INSERT INTO kept_list (account, kind, scope, fetched_at)"
                                  " VALUES ('account-1', 'branches', 'acme/shop', 5)"_s)
                         .isValid());
            QVERIFY(!runStatement(connection,
                                  u"INSERT INTO journal (at, account, object, title, method, path, body)"
                                  " VALUES (1, '', '', 'kept', '', '', '')"_s)
                         .isValid());
        }
        QSqlDatabase::removeDatabase(u"first"_s);
        fixture.restart();
        QSignalSpy problems(fixture.database.get(), &LocalDatabase::problem);
        const auto store = fixture.store({table(u"users"_s)});
        store->setViewed(u"shop.users"_s);
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_viewed"_s).toInt(), 1);
        QVERIFY(valueOf(*fixture.database, u"PRAGMA user_version"_s).toInt() >= 2);
        QCOMPARE(valueOf(*fixture.database, u"SELECT scope FROM kept_list"_s).toString(), u"acme/shop"_s);
        QCOMPARE(valueOf(*fixture.database, u"SELECT title FROM journal"_s).toString(), u"kept"_s);
        QVERIFY(problems.isEmpty());
    }
};

ORRERY_SUITE(TestKeptReviews)
#include "tst_kept_reviews.moc"
