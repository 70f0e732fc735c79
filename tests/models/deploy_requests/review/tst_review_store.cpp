// SPDX-License-Identifier: GPL-3.0-or-later
// A review in use: marks, earlier looks, acknowledgements and drafts, over runs and crashes.
#include "tests/models/deploy_requests/review/review_fixture.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Baseline = ReviewStore::Baseline;

class TestReviewStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsMarksOverRuns()
    {
        ReviewFixture fixture;
        const QList<DeployTable> tables{table(u"users"_s), table(u"orders"_s), table(u"points"_s)};
        {
            const auto store = fixture.store(tables);
            QCOMPARE(store->viewedCount(), 0);
            QCOMPARE(store->tableCount(), 3);
            QSignalSpy progress(store.get(), &ReviewStore::progressChanged);
            store->setViewed(u"shop.users"_s);
            store->setViewed(u"shop.users"_s); // is already
            store->setViewed(u"shop.orders"_s);
            store->setViewed(u"shop.nowhere"_s);
            QCOMPARE(progress.size(), 2);
            QCOMPARE(store->viewedCount(), 2);
            QCOMPARE(store->nextUnviewed(u"shop.users"_s), u"shop.points"_s);
            store->setViewed(u"shop.orders"_s, false);
            QCOMPARE(store->nextUnviewed(u"shop.users"_s), u"shop.orders"_s);
            QCOMPARE(store->nextUnviewed(u"shop.users"_s, -1), u"shop.points"_s);
            QCOMPARE(store->nextUnviewed({}), u"shop.orders"_s);
            QCOMPARE(store->keepingNotice(), QString());
        }
        fixture.restart();
        const auto store = fixture.store(tables);
        QCOMPARE(store->viewedCount(), 1);
        QCOMPARE(store->viewState(u"shop.users"_s), ViewState::Viewed);
        QCOMPARE(store->viewState(u"shop.orders"_s), ViewState::NotViewed);
        QCOMPARE(store->progress().viewed.value(u"shop.users"_s).at, noon);
        // Another person, another request: nothing of it.
        QCOMPARE(fixture.store(tables, 42, u"account-2"_s)->viewedCount(), 0);
        QCOMPARE(fixture.store(tables, 43)->viewedCount(), 0);
    }

    void aChangedDiffTakesTheMarkBack()
    {
        ReviewFixture fixture;
        fixture.store({table(u"users"_s), table(u"orders"_s)})->setViewed(u"shop.users"_s);
        const auto store = fixture.store({table(u"users"_s, u"a bigint"_s), table(u"orders"_s)});
        QCOMPARE(store->viewState(u"shop.users"_s), ViewState::ChangedSince);
        QCOMPARE(store->viewedCount(), 0);
        QCOMPARE(store->nextUnviewed({}), u"shop.users"_s);
        QCOMPARE(store->changesSince(Baseline::Viewed).changed, QStringList{u"shop.users"_s});
        // While it is on screen, too.
        store->setViewed(u"shop.users"_s);
        QCOMPARE(store->viewedCount(), 1);
        QSignalSpy progress(store.get(), &ReviewStore::progressChanged);
        store->setTables({table(u"users"_s, u"a text"_s), table(u"orders"_s)});
        QCOMPARE(progress.size(), 1);
        QCOMPARE(store->viewedCount(), 0);
        store->setTables({table(u"users"_s, u"a text"_s), table(u"orders"_s)});
        QCOMPARE(progress.size(), 1); // a poll that tells nothing new
    }

    void comparesWithWhatWasViewed()
    {
        ReviewFixture fixture;
        fixture.store({table(u"users"_s)})->setViewed(u"shop.users"_s);
        fixture.restart();
        const auto store = fixture.store({table(u"users"_s, u"a bigint"_s)});
        const auto diff = diffOf(*store, u"shop.users"_s, Baseline::Viewed);
        QVERIFY(diff);
        QCOMPARE(changedLines(diff->diff), QStringList({u"-  a int"_s, u"+  a bigint"_s}));
        QVERIFY(!diffOf(*store, u"shop.orders"_s, Baseline::Viewed));
        QVERIFY(!diffOf(*store, u"shop.users"_s, Baseline::LastLook));
    }

    void knowsWhatChangedSinceTheLastLook()
    {
        ReviewFixture fixture;
        {
            const auto store = fixture.store({table(u"users"_s), table(u"orders"_s), table(u"old"_s)});
            QVERIFY(!store->version(Baseline::LastLook).isValid());
            QVERIFY(store->changesSince(Baseline::LastLook).isEmpty());
            store->markSeen();
            QCOMPARE(store->version(Baseline::LastLook).at, noon);
        }
        fixture.restart();
        fixture.clock.advance(std::chrono::hours(2));
        const QList<DeployTable> second{table(u"users"_s, u"a bigint"_s), table(u"orders"_s), table(u"points"_s)};
        {
            const auto store = fixture.store(second);
            store->markSeen();
            // The look that is going on does not hide what it shows.
            const ChangesSince since = store->changesSince(Baseline::LastLook);
            QCOMPARE(since.changed, QStringList{u"shop.users"_s});
            QCOMPARE(since.added, QStringList{u"shop.points"_s});
            QCOMPARE(since.removed, QStringList{u"shop.old"_s});
            store->flush();
            store->setTables({table(u"users"_s, u"a text"_s), table(u"orders"_s), table(u"points"_s)});
            store->markSeen();
            store->flush();
            auto diff = diffOf(*store, u"shop.users"_s, Baseline::LastLook);
            QVERIFY(diff);
            QCOMPARE(changedLines(diff->diff), QStringList({u"-  a int"_s, u"+  a text"_s}));
            diff = diffOf(*store, u"shop.points"_s, Baseline::LastLook);
            QVERIFY(diff);
            QCOMPARE(changedLines(diff->diff), QStringList{u"+  a int"_s});
            diff = diffOf(*store, u"shop.old"_s, Baseline::LastLook);
            QVERIFY(diff);
            QCOMPARE(changedLines(diff->diff), QStringList{u"-  a int"_s});
            diff = diffOf(*store, u"shop.orders"_s, Baseline::LastLook);
            QVERIFY(diff);
            QCOMPARE(changedLines(diff->diff), QStringList());
        }
        // The latest look counts from now on, and what it replaced is dropped with the next one.
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 5);
        const auto store = fixture.store(second);
        QCOMPARE(store->changesSince(Baseline::LastLook).changed, QStringList{u"shop.users"_s});
        store->markSeen();
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_text"_s).toInt(), 4);
    }

    void seeingBeforeReadingIsNotLost()
    {
        ReviewFixture fixture;
        {
            const auto store = fixture.store({table(u"users"_s)});
            store->markSeen();
            store->setSummary(u"kept"_s);
            store->addNote({}, u"kept note"_s);
            store->setViewed(u"shop.users"_s);
        }
        ReviewStore store(fixture.context(), u"acme"_s, u"shop"_s, 42);
        store.setTables({table(u"users"_s, u"a bigint"_s)});
        store.open();
        // All this before what was kept is there.
        store.markSeen();
        store.setSummary(u"new"_s);
        store.addNote({}, u"new note"_s);
        store.setViewed(u"shop.users"_s);
        QVERIFY(!store.isLoaded());
        QTRY_VERIFY(store.isLoaded());
        QCOMPARE(store.changesSince(Baseline::LastLook).changed, QStringList{u"shop.users"_s});
        QCOMPARE(store.summary(), u"new"_s);
        QCOMPARE(store.notes().size(), 2);
        QCOMPARE(store.notes().at(0).body, u"kept note"_s);
        QCOMPARE(store.notes().at(1).body, u"new note"_s);
        QCOMPARE(store.viewState(u"shop.users"_s), ViewState::Viewed);
        QTRY_COMPARE(valueOf(*fixture.database, u"SELECT summary FROM review"_s).toString(), u"new"_s);
    }

    void remembersTheApprovedVersion()
    {
        ReviewFixture fixture;
        {
            const auto store = fixture.store({table(u"users"_s), table(u"orders"_s)});
            store->markApproved();
            QVERIFY(store->changesSince(Baseline::LastApproval).isEmpty());
        }
        {
            const auto store = fixture.store({table(u"users"_s, u"a bigint"_s), table(u"orders"_s)});
            store->markSeen();
        }
        fixture.restart();
        const auto store = fixture.store({table(u"users"_s, u"a bigint"_s), table(u"orders"_s)});
        QVERIFY(store->changesSince(Baseline::LastLook).isEmpty());
        QCOMPARE(store->changesSince(Baseline::LastApproval).changed, QStringList{u"shop.users"_s});
        const auto diff = diffOf(*store, u"shop.users"_s, Baseline::LastApproval);
        QVERIFY(diff);
        QCOMPARE(changedLines(diff->diff), QStringList({u"-  a int"_s, u"+  a bigint"_s}));
    }

    void acknowledgementsAreKeptAndBound()
    {
        ReviewFixture fixture;
        const DestructiveItem item = destructiveItems(dropping(u"orders"_s)).constFirst();
        {
            const auto store = fixture.store({dropping(u"orders"_s)});
            QCOMPARE(store->readiness().sentence,
                     u"1 table(s) with destructive changes not viewed yet: orders. "
                     "1 loss(es) not acknowledged yet: orders.total."_s);
            store->setViewed(u"shop.orders"_s);
            store->setAcknowledged(item, true);
            QVERIFY(store->readiness().isReady());
        }
        fixture.restart();
        {
            const auto store = fixture.store({dropping(u"orders"_s)});
            QVERIFY(store->isAcknowledged(item));
            QVERIFY(store->readiness().isReady());
            store->setTables({dropping(u"orders"_s, u"a bigint"_s)});
            QCOMPARE(store->readiness().sentence,
                     u"1 table(s) with destructive changes changed since you viewed them: orders. "
                     "1 loss(es) not acknowledged yet: orders.total."_s);
            store->setAcknowledged(item, false);
        }
        QVERIFY(!fixture.store({dropping(u"orders"_s)})->isAcknowledged(item));
    }

    void draftsSurviveACrash()
    {
        ReviewFixture fixture;
        const auto store = fixture.store({table(u"users"_s)});
        QSignalSpy notes(store.get(), &ReviewStore::notesChanged);
        const QString hostile = u"use `bigint`]\r\n\u202E- [shop.users] \\ '; DROP TABLE review; --\n"_s;
        const QString id = store->addNote(lineAnchor(store->tables().first(), 1));
        store->setNoteBody(id, u"u"_s);
        store->setNoteBody(id, hostile);
        store->setNoteBody(id, hostile);
        store->addNote(tableAnchor(store->tables().first()), u"who reads this?"_s);
        store->addNote({}, u" "_s); // blank ones are not kept
        store->setSummary(u"Nearly there"_s);
        QCOMPARE(notes.size(), 6);
        QCOMPARE(store->noteCount(u"shop.users"_s), 2);
        // Saved by itself, in the middle of the work.
        QTRY_COMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 2);
        QVERIFY(valueOf(*fixture.database, u"SELECT 1"_s).isValid());
        const QString crashed = fixture.dir.filePath(u"crashed.sqlite"_s);
        for (const QString &suffix : {u""_s, u"-wal"_s})
            QVERIFY(QFile::copy(fixture.path + suffix, crashed + suffix));

        ReviewFixture after;
        after.path = crashed;
        after.restart();
        const auto again = after.store({table(u"users"_s)});
        QCOMPARE(again->summary(), u"Nearly there"_s);
        QCOMPARE(again->notes().size(), 2);
        const ReviewNote *note = again->note(id);
        QVERIFY(note);
        QCOMPARE(note->body, hostile);
        QCOMPARE(note->anchor, lineAnchor(again->tables().first(), 1));
        QCOMPARE(note->createdAt, noon);
        QCOMPARE(again->placeOf(*note).number, 2);
        again->setTables({table(u"users"_s, u"a bigint"_s)});
        QCOMPARE(again->placeOf(*note).status, NotePlace::Status::Outdated);
    }

    void editsAndRemovesDrafts()
    {
        ReviewFixture fixture;
        QString kept;
        {
            const auto store = fixture.store({table(u"users"_s)});
            kept = store->addNote(tableAnchor(store->tables().first()), u"first"_s);
            const QString gone = store->addNote({}, u"second"_s);
            store->flush();
            fixture.clock.advance(std::chrono::minutes(1));
            store->setNoteBody(kept, u"first, again"_s);
            store->removeNote(gone);
            store->removeNote(gone);
            store->setNoteBody(gone, u"no such note"_s);
            QCOMPARE(store->notes().size(), 1);
        }
        const auto store = fixture.store({table(u"users"_s)});
        QCOMPARE(store->notes().size(), 1);
        QCOMPARE(store->notes().first().body, u"first, again"_s);
        QCOMPARE(store->notes().first().createdAt, noon);
        QCOMPARE(store->notes().first().updatedAt, noon.addSecs(60));
        store->setNoteBody(kept, {});
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 0);
    }

    void publishedDraftsGoButForWhatChangedMeanwhile()
    {
        ReviewFixture fixture;
        const auto store = fixture.store({table(u"users"_s)});
        store->setSummary(u"Nearly there"_s);
        store->addNote(lineAnchor(store->tables().first(), 1), u"use bigint"_s);
        const QString edited = store->addNote({}, u"all in all"_s);
        const ReviewDraft draft = store->draft();
        QCOMPARE(draft.body, u"Nearly there\n\n- [whole request] all in all\n- [shop.users \u00b7 +2] use bigint"_s);
        store->setNoteBody(edited, u"all in all, good"_s);
        const QString later = store->addNote({}, u"later"_s);
        store->discard(draft);
        QCOMPARE(store->summary(), QString());
        QCOMPARE(store->notes().size(), 2);
        QCOMPARE(store->notes().at(0).id, edited);
        QCOMPARE(store->notes().at(1).id, later);
        store->flush();
        QCOMPARE(valueOf(*fixture.database, u"SELECT count(*) FROM review_note"_s).toInt(), 2);
    }
};

ORRERY_SUITE(TestReviewStore)
#include "tst_review_store.moc"
