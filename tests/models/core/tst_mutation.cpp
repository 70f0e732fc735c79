// SPDX-License-Identifier: GPL-3.0-or-later
// An action: read again, stop when changed, journal, send exactly once, journal.
#include "models/core/action_result.h"
#include "models/core/mutation.h"
#include "tests/models/core/store_fixture.h"
#include "tests/support/suite.h"

#include <QSqlQuery>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using api::Organization;
using Outcome = MutationOutcome<Organization, Organization>;

namespace {

constexpr api::Endpoint renameEndpoint{.id = "test_rename",
                                       .method = api::Method::Post,
                                       .path = "/organizations/{organization}/rename",
                                       .summary = "Rename"};

Mutation<Organization, Organization> rename()
{
    Mutation<Organization, Organization> mutation;
    mutation.title = u"Rename acme"_s;
    mutation.object = u"acme"_s;
    mutation.request =
        api::makeRequest<Organization>(renameEndpoint, {u"acme"_s}, {}, {.bytes = R"({"name":"new"})", .redacted = {}});
    mutation.reread = api::organizations::get({u"acme"_s});
    mutation.difference = [](const Organization &fresh) {
        return fresh.plan == u"free"_s ? QString() : u"The plan is now %1."_s.arg(fresh.plan);
    };
    return mutation;
}

const QByteArray unchanged = R"({"id":"o1","name":"acme","plan":"free"})";
const QByteArray renamed = R"({"id":"o1","name":"new","plan":"free"})";

QByteArrayList sent(const StoreFixture &f)
{
    QByteArrayList list;
    for (const RawPeer::Seen &seen : f.peer.requests())
        list.append(seen.method + ' ' + seen.target);
    return list;
}

const QByteArray get = "GET /v1/organizations/acme";
const QByteArray post = "POST /v1/organizations/acme/rename";

/// With the table of another name the file takes no record.
void renameTable(StoreFixture &f, const QString &from, const QString &to)
{
    f.database.write([from, to](QSqlDatabase &connection) {
        QSqlQuery query(connection);
        return query.exec(u"ALTER TABLE %1 RENAME TO %2"_s.arg(from, to)) ? QSqlError() : query.lastError();
    });
}

} // namespace

class TestMutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRecordsSendsRecords()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(201, renamed, {"X-Request-Id: r-5"});
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Done);
        QCOMPARE(outcomes.first().answer->name, u"new"_s);
        QCOMPARE(outcomes.first().fresh->name, u"acme"_s);
        QCOMPARE(sent(f), QByteArrayList({get, post}));
        QCOMPARE(f.peer.requests().at(1).body, R"({"name":"new"})");
        const QList<JournalEntry> entries = f.recorded();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries.first().account, u"account-1"_s);
        QCOMPARE(entries.first().object, u"acme"_s);
        QCOMPARE(entries.first().title, u"Rename acme"_s);
        QCOMPARE(entries.first().method, u"POST"_s);
        QCOMPARE(entries.first().path, u"/organizations/acme/rename"_s);
        QCOMPARE(entries.first().body, u"{\"name\":\"new\"}"_s);
        QCOMPARE(entries.first().outcome, JournalEntry::Outcome::Done);
        QCOMPARE(entries.first().status, 201);
        QCOMPARE(entries.first().requestId, u"r-5"_s);
    }

    void isRecordedBeforeItIsSent()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(200, renamed, {}, RawPeer::Then::Hold);
        bool ended = false;
        runMutation<Organization, Organization>(f.context(), this, rename(), [&](const Outcome &) { ended = true; });
        QTRY_COMPARE(f.peer.requests().size(), 2);
        QCOMPARE(f.recorded().size(), 1);
        QCOMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Pending);
        QVERIFY(!ended);
        f.peer.release();
        QTRY_VERIFY(ended);
        QCOMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Done);
    }

    void whatCannotBeRecordedIsNotSent()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(201, renamed);
        // The file takes no record any more.
        renameTable(f, u"journal"_s, u"elsewhere"_s);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Refused);
        QVERIFY(outcomes.first().notRecorded);
        QVERIFY(outcomes.first().notRecorded->detail.contains(u"journal"_s));
        QVERIFY(!outcomes.first().error.has_value());
        QCOMPARE(f.client->pendingCount(), 0);
        QCOMPARE(sent(f), QByteArrayList({get}));
        const ActionResult result = actionResult(outcomes.first(), u"Renamed."_s, u"acme could not be renamed."_s);
        QCOMPARE(result.kind, ActionResult::Kind::Refused);
        QCOMPARE(result.sentence,
                 u"acme could not be renamed. Its record could not be written to the local database, so nothing was "
                 "sent. Check whether another program is using Orrery's data folder, then try again."_s);
    }

    // A person may send it all the same; it is recorded when the file takes it again.
    void whatCannotBeRecordedIsSentWhenAPersonSaysSo()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(200, unchanged); // read once more: the question may have stood for long
        f.peer.addHttp(201, renamed, {"x-request-id: r-5"});
        renameTable(f, u"journal"_s, u"elsewhere"_s);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(outcomes.first().sendUnrecorded);
        f.clock.advance(std::chrono::minutes(1));
        const QDateTime sentAt = f.clock.now();
        outcomes.first().sendUnrecorded();
        renameTable(f, u"elsewhere"_s, u"journal"_s);
        QTRY_COMPARE(outcomes.size(), 2);
        f.clock.advance(std::chrono::minutes(1));
        QCOMPARE(outcomes.last().kind, Outcome::Kind::Done);
        QCOMPARE(outcomes.last().answer->name, u"new"_s);
        QCOMPARE(sent(f), (QByteArrayList{get, get, post}));
        const auto inTheFile = [&f] {
            const QList<JournalEntry> entries = f.recorded();
            return entries.size() == 1 && entries.first().id > 0;
        };
        QTRY_VERIFY(inTheFile());
        const JournalEntry entry = f.recorded().first();
        QCOMPARE(entry.at, sentAt);
        QCOMPARE(entry.outcome, JournalEntry::Outcome::Done);
        QCOMPARE(entry.status, 201);
        QCOMPARE(entry.requestId, u"r-5"_s);
        QCOMPARE(entry.detail, u"It was sent without a record; this was written afterwards."_s);
    }

    void whatChangedWhileTheQuestionStoodIsNotSent()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(200, R"({"id":"o1","name":"acme","plan":"scaler_pro"})");
        renameTable(f, u"journal"_s, u"elsewhere"_s);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QVERIFY(outcomes.first().sendUnrecorded);
        outcomes.first().sendUnrecorded();
        QTRY_COMPARE(outcomes.size(), 2);
        QCOMPARE(outcomes.last().kind, Outcome::Kind::Changed);
        QCOMPARE(sent(f), (QByteArrayList{get, get}));
    }

    void whoSignedOutWhileTheQuestionStoodIsTold()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        renameTable(f, u"journal"_s, u"elsewhere"_s);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        f.client.reset();
        outcomes.first().sendUnrecorded();
        QCOMPARE(outcomes.size(), 2);
        QCOMPARE(outcomes.last().kind, Outcome::Kind::Refused);
        QCOMPARE(outcomes.last().error->kind, api::ApiError::Kind::NotSignedIn);
    }

    void stopsWhenTheObjectChanged()
    {
        StoreFixture f;
        f.peer.addHttp(200, R"({"id":"o1","name":"acme","plan":"scaler_pro"})");
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Changed);
        QCOMPARE(outcomes.first().difference, u"The plan is now scaler_pro."_s);
        QCOMPARE(outcomes.first().fresh->plan, u"scaler_pro"_s);
        QCOMPARE(sent(f), QByteArrayList({get}));
        QVERIFY(f.recorded().isEmpty());
    }

    void stopsWhenTheObjectCannotBeRead()
    {
        StoreFixture f;
        f.peer.addHttp(404, R"({"code":"not_found","message":"Not Found"})");
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Refused);
        QCOMPARE(outcomes.first().error->kind, api::ApiError::Kind::NotFound);
        QCOMPARE(sent(f), QByteArrayList({get}));
        QVERIFY(f.recorded().isEmpty());
    }

    void recordsARefusal()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(422, R"({"code":"unprocessable","message":"Name is taken"})", {"X-Request-Id: r-6"});
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Refused);
        QCOMPARE(outcomes.first().error->message, u"Name is taken"_s);
        QCOMPARE(sent(f), QByteArrayList({get, post}));
        const JournalEntry entry = f.recorded().first();
        QCOMPARE(entry.outcome, JournalEntry::Outcome::Refused);
        QCOMPARE(entry.status, 422);
        QCOMPARE(entry.detail, u"Name is taken"_s);
        QCOMPARE(entry.requestId, u"r-6"_s);
    }

    void aLostAnswerIsUnknownAndTheObjectIsReadAgain()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.add({}, RawPeer::Then::Close);
        f.peer.addHttp(200, renamed);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Unknown);
        QVERIFY(outcomes.first().error->outcomeUnknown);
        QCOMPARE(outcomes.first().fresh->name, u"new"_s);
        QCOMPARE(sent(f), QByteArrayList({get, post, get})); // the mutation once, never again
        QCOMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Unknown);
    }

    void createsWithoutReading()
    {
        StoreFixture f;
        f.peer.addHttp(201, renamed);
        auto mutation = rename();
        mutation.reread.reset();
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, mutation,
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Done);
        QVERIFY(!outcomes.first().fresh.has_value());
        QCOMPARE(sent(f), QByteArrayList({post}));
    }

    void aPageThatClosesWhileReadingEndsIt()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged, {}, RawPeer::Then::Hold);
        auto page = std::make_unique<QObject>();
        bool ended = false;
        runMutation<Organization, Organization>(f.context(), page.get(), rename(),
                                                [&](const Outcome &) { ended = true; });
        QTRY_COMPARE(f.peer.requests().size(), 1);
        page.reset();
        f.peer.release();
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QVERIFY(f.recorded().isEmpty());
        QCOMPARE(sent(f), QByteArrayList({get}));
        QVERIFY(!ended);
    }

    void aPageThatClosesWhileSendingDoesNotLoseTheRecord()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(200, renamed, {}, RawPeer::Then::Hold);
        auto page = std::make_unique<QObject>();
        bool ended = false;
        runMutation<Organization, Organization>(f.context(), page.get(), rename(),
                                                [&](const Outcome &) { ended = true; });
        QTRY_COMPARE(f.peer.requests().size(), 2);
        page.reset();
        f.peer.release();
        QTRY_COMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Done);
        QVERIFY(!ended);
    }

    void readOnlyModeSendsNothing()
    {
        StoreFixture f;
        f.client->setReadOnly(true);
        f.peer.addHttp(200, unchanged);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Refused);
        QCOMPARE(outcomes.first().error->kind, api::ApiError::Kind::ReadOnly);
        QCOMPARE(sent(f), QByteArrayList({get}));
        QCOMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Refused);
    }

    void signingOutWhileSendingIsUnknown()
    {
        StoreFixture f;
        f.peer.addHttp(200, unchanged);
        f.peer.addHttp(200, renamed, {}, RawPeer::Then::Hold);
        QList<Outcome> outcomes;
        runMutation<Organization, Organization>(f.context(), this, rename(),
                                                [&](const Outcome &outcome) { outcomes.append(outcome); });
        QTRY_COMPARE(f.peer.requests().size(), 2);
        f.client.reset();
        QTRY_COMPARE(outcomes.size(), 1);
        QCOMPARE(outcomes.first().kind, Outcome::Kind::Unknown);
        QVERIFY(!outcomes.first().fresh.has_value());
        QCOMPARE(f.recorded().first().outcome, JournalEntry::Outcome::Unknown);
    }
};

ORRERY_SUITE(TestMutation)
#include "tst_mutation.moc"
