// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of other requests without asking, and the notes that came with comments.
#include "api/core/codec.h"
#include "models/core/local_database.h"
#include "models/deploy_requests/request/known_requests.h"
#include "models/deploy_requests/review/published_notes.h"
#include "models/deploy_requests/review/review_counts.h"
#include "tests/models/deploy_requests/deploy_samples.h"
#include "tests/models/model_features.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestKnownRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRequestAndItsDeployment()
    {
        api::DeployRequest request = sampleContext().request;
        KnownRequest known = knownRequest(request);
        QCOMPARE(known.number, 42);
        QCOMPARE(known.title, u"add-loyalty → main"_s);
        QVERIFY(known.open && !known.deployed && !known.seconds);
        QCOMPARE(known.tables, (QStringList{u"commerce.customers"_s, u"commerce.orders"_s, u"commerce.points"_s}));
        request.deployedAt = utc("2026-11-21T10:20:00Z");
        request.deployment->startedAt = utc("2026-11-21T10:00:00Z");
        request.deployment->cutoverAt = utc("2026-11-21T10:12:30Z");
        request.deployment->finishedAt = utc("2026-11-21T10:20:00Z");
        known = knownRequest(request);
        QCOMPARE(known.seconds, std::optional<qint64>(750));
        QCOMPARE(known.finishedAt, utc("2026-11-21T10:20:00Z"));
        // A gated one waited for a person.
        request.deployment->autoCutover = false;
        request.deployment->readyToCutoverAt = utc("2026-11-21T10:05:00Z");
        QCOMPARE(knownRequest(request).seconds, std::optional<qint64>(300));
        // A deployment of the queue that does not say whose it is tells nothing.
        QVERIFY(!knownRequest(*request.deployment));
        request.deployment->deployRequestNumber = 42;
        QCOMPARE(knownRequest(*request.deployment)->number, 42);
    }

    void readsWhatIsKept()
    {
        const QTemporaryDir folder;
        ManualClock clock;
        LocalDatabase database(folder.filePath(u"orrery.sqlite"_s), test::allTables());
        const StoreContext context{
            .client = nullptr, .database = &database, .journal = nullptr, .clock = &clock, .account = u"me"_s};
        const auto keep = [&database](const QString &account, const QString &scope, qint64 number) {
            database.store(
                {account, u"deploy_request"_s, scope},
                [number]() -> QList<CacheEntry> {
                    api::DeployRequest request = sampleContext().request;
                    request.number = number;
                    return {{u"1"_s, api::Codec<api::DeployRequest>::encode(request)}};
                },
                utc("2026-11-21T10:00:00Z").addSecs(number));
        };
        keep(u"me"_s, u"acme/shop/42"_s, 42);
        keep(u"me"_s, u"acme/shop/43"_s, 43);
        keep(u"me"_s, u"acme/shop_2/44"_s, 44); // another database; _ is no wildcard
        keep(u"me"_s, u"acme/shopX/45"_s, 45);
        keep(u"you"_s, u"acme/shop/46"_s, 46);
        std::optional<QList<KnownRequest>> found;
        QObject receiver;
        // What is stored is written behind what is read: ask until it is there.
        QTRY_VERIFY(([&]() {
            loadKnownRequests(context, u"acme"_s, u"shop"_s, &receiver,
                              [&found](const QList<KnownRequest> &known) { found = known; });
            return QTest::qWaitFor([&found]() { return found.has_value(); }) && found->size() == 2;
        }()));
        QCOMPARE(found->at(0).number, 43); // read last
        QCOMPARE(found->at(1).number, 42);
        QCOMPARE(found->at(1).tables.size(), 3);

        found.reset();
        StoreContext without = context;
        without.database = nullptr;
        loadKnownRequests(without, u"acme"_s, u"shop"_s, &receiver,
                          [&found](const QList<KnownRequest> &known) { found = known; });
        QVERIFY(!found); // never before the call has returned
        QTRY_VERIFY(found && found->isEmpty());
    }

    void whoTouchesATable()
    {
        KnownRequest own;
        own.number = 42;
        own.intoBranch = u"main"_s;
        own.open = true;
        own.tables = QStringList{u"commerce.orders"_s};
        KnownRequest other = own;
        other.number = 50;
        KnownRequest earlier = own;
        earlier.number = 44;
        KnownRequest deployed = own;
        deployed.number = 41;
        deployed.deployed = true;
        deployed.finishedAt = utc("2026-11-20T10:00:00Z");
        KnownRequest older = deployed;
        older.number = 40;
        older.finishedAt = utc("2026-11-19T10:00:00Z");
        const QList<KnownRequest> all{own, other, earlier, older, deployed};
        const auto numbers = [](const QList<KnownRequest> &requests) {
            QList<qint64> list;
            for (const KnownRequest &each : requests)
                list.append(each.number);
            return list;
        };
        QCOMPARE(numbers(requestsTouching(all, u"commerce.orders"_s, 42, u"main"_s)), (QList<qint64>{44, 50}));
        QVERIFY(requestsTouching(all, u"commerce.order"_s, 42, u"main"_s).isEmpty());
        QVERIFY(requestsTouching(all, u"commerce.orders"_s, 42, u"staging"_s).isEmpty());
        QCOMPARE(numbers(deploymentsOf(all, u"commerce.orders"_s, u"main"_s)), (QList<qint64>{41, 40}));
        QCOMPARE(numbers(deploymentsOf(all, u"commerce.orders"_s, u"main"_s, 1)), QList<qint64>{41});
    }

    void notesOfComments()
    {
        api::Review plain;
        plain.body = u"Looks good."_s;
        api::Review ours;
        ours.body = u"But for this.\n\n- [whole request] after Friday\n- [commerce.orders] who reads it?\n"
                    "- [commerce.orders · +9] use bigint\n- [commerce.orders · -4] still read"_s;
        ours.createdAt = utc("2026-11-21T11:00:00Z");
        ours.actor.emplace().displayName = u"Ana Ruiz"_s;
        const QList<PublishedNote> notes = publishedNotes({plain, ours});
        QCOMPARE(notes.size(), 3); // what is about the whole request has no place in the changes
        QCOMPARE(notes.at(0).note.body, u"who reads it?"_s);
        QCOMPARE(notes.at(0).author, u"Ana Ruiz"_s);
        QCOMPARE(notes.at(0).at, ours.createdAt);
        QStringList words;
        for (const PublishedNote &note : notes) {
            words.append(anchorWords(note.note.anchor, {}, false));
            words.append(anchorWords(note.note.anchor, {}, true));
        }
        QCOMPARE(words,
                 (QStringList{u"whole table"_s, u"commerce.orders"_s, u"line 9"_s, u"commerce.orders, line 9"_s,
                              u"line 4 before the change"_s, u"commerce.orders, line 4 before the change"_s}));
        // A line that moved is called by the number it has now.
        NotePlace place;
        place.number = 11;
        QCOMPARE(anchorWords(notes.at(1).note.anchor, place, false), u"line 11"_s);
        QCOMPARE(anchorWords({}, {}, true), u"whole request"_s);
    }

    void rings()
    {
        QCOMPARE(describeReviewCounts({7, 12, 0}).text, u"7/12"_s);
        QCOMPARE(describeReviewCounts({7, 12, 0}).tone, Tone::Accent);
        QCOMPARE(describeReviewCounts({12, 12, 2}).text, u"12/12, 2 draft(s)"_s);
        QCOMPARE(describeReviewCounts({12, 12, 2}).tone, Tone::Ok);
        QCOMPARE(describeReviewCounts({0, 4, 0}).tone, Tone::Neutral);
        QCOMPARE(describeReviewCounts({1, 4, 1}).explanation,
                 u"You viewed 1 of 4 changed table(s). 1 note(s) not published yet."_s);
    }
};

ORRERY_SUITE(TestKnownRequests)
#include "tst_known_requests.moc"
