// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/create/new_request.h"
#include "models/schema/snapshot_store.h"
#include "tests/models/list_checks.h"
#include "tests/models/lookup_timers.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using Phase = LoadState::Phase;
using test::ServiceStub;

namespace {

const QByteArray base = "/v1/organizations/acme/databases/shop";
const QByteArray listLine = "GET " + base + "/branches";
const QByteArray branchLine = listLine + "/feature";
const QByteArray diffLine = branchLine + "/diff";
const QByteArray lintLine = branchLine + "/schema/lint";
const QByteArray schemaLine = branchLine + "/schema";
const QByteArray mainSchemaLine = listLine + "/main/schema";
const QByteArray stagingSchemaLine = listLine + "/staging/schema";
const QByteArray openLine = "GET " + base + "/deploy-requests";
const QByteArray createLine = "POST " + base + "/deploy-requests";

QByteArray branchJson(const QByteArray &name, const QByteArray &parent, const QByteArray &more = {})
{
    return "{\"id\":\"" + name + "\",\"name\":\"" + name
        + "\",\"ready\":true,\"state\":\"ready\",\"kind\":\"mysql\","
          "\"schema_last_updated_at\":\"2026-11-20T10:00:00.000Z\",\"parent_branch\":"
        + (parent.isEmpty() ? "null" : "\"" + parent + "\"") + more + "}";
}
QByteArray requestJson(int number, const QByteArray &into = "main")
{
    return "{\"id\":\"dr" + QByteArray::number(number) + "\",\"number\":" + QByteArray::number(number)
        + ",\"branch\":\"feature\",\"into_branch\":\"" + into
        + "\",\"state\":\"open\",\"deployment_state\":\"pending\",\"notes\":\"\"}";
}
const QByteArray oneChange = "{\"data\":[{\"name\":\"users\",\"raw\":\" a\\n-b\\n+c\\n\",\"html\":\"\"}]}";
const QByteArray refused = "{\"code\":\"unprocessable\",\"message\":\"There is already an open deploy request\"}";
const QByteArray broken = "{\"code\":\"internal\",\"message\":\"Something went wrong\"}";
const QByteArray missing = "{\"code\":\"not_found\",\"message\":\"Not Found\"}";

} // namespace

class TestNewRequest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LookupWaits> m_lookups;
    std::unique_ptr<test::ServiceFixture> m_fixture;
    std::unique_ptr<BranchList> m_branches;
    std::unique_ptr<SnapshotStore> m_snapshots;
    QList<ActionResult> m_ended;

    std::unique_ptr<NewDeployRequest> opened(const QString &branch = u"feature"_s)
    {
        auto made = std::make_unique<NewDeployRequest>(m_lookups->with(m_fixture->context()), m_branches.get(),
                                                       m_snapshots.get(), u"acme"_s, u"shop"_s);
        made->setBranch(branch);
        made->open();
        return made;
    }
    bool isLoaded(const std::unique_ptr<NewDeployRequest> &made)
    {
        return made->isDraftLoaded() && m_fixture->client->pendingCount() == 0 && !made->changesState().isLoading()
            && !made->lintState().isLoading() && !made->openRequestsState().isLoading()
            && made->changesState().phase != Phase::Idle;
    }
    void create(const std::unique_ptr<NewDeployRequest> &made)
    {
        made->create().run(this, {}, [this](const ActionResult &result) { m_ended.append(result); });
    }
    QByteArrayList posted() const
    {
        QByteArrayList all;
        for (const ServiceStub::Seen &seen : m_fixture->peer.mutations())
            all.append(seen.line + ' ' + seen.body);
        return all;
    }
    static QString refusalOf(const std::unique_ptr<NewDeployRequest> &made)
    {
        return made->create().refusal().value_or(QString());
    }

private Q_SLOTS:
    void init()
    {
        m_ended.clear();
        m_lookups = std::make_unique<test::LookupWaits>();
        m_fixture = std::make_unique<test::ServiceFixture>();
        m_branches = std::make_unique<BranchList>(m_fixture->context(),
                                                  branchListSpec(m_fixture->context(), u"acme"_s, u"shop"_s));
        m_snapshots = std::make_unique<SnapshotStore>(m_fixture->context());
        ServiceStub &peer = m_fixture->peer;
        peer.set(listLine, 200,
                 test::listJson(branchJson("main", {}, ",\"production\":true,\"default\":true,\"safe_migrations\":true")
                                + "," + branchJson("staging", "main", ",\"safe_migrations\":true") + ","
                                + branchJson("feature", "main") + ","
                                + branchJson("dev", "main", ",\"safe_migrations\":false")));
        peer.set(branchLine, 200, branchJson("feature", "main"));
        peer.set(diffLine, 200, oneChange);
        peer.set(lintLine, 200, test::listJson({}));
        peer.set(openLine, 200, test::listJson({}));
        peer.set(createLine, 201, requestJson(43));
        peer.set(schemaLine, 200, "{\"data\":[{\"name\":\"users\",\"raw\":\"a\\nc\"}]}");
        peer.set(mainSchemaLine, 200,
                 "{\"data\":[{\"name\":\"users\",\"raw\":\"a\\nb\"},{\"name\":\"new\",\"raw\":\"n\"}]}");
        peer.set(stagingSchemaLine, 200, "{\"data\":[{\"name\":\"users\",\"raw\":\"a\\nc\"}]}");
    }
    void cleanup()
    {
        m_branches.reset();
        m_snapshots.reset();
        m_fixture.reset();
    }

    void suggestsTheParent()
    {
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->into(), u"main"_s);
        QCOMPARE(made->branchChoices(), (QStringList{u"dev"_s, u"feature"_s, u"main"_s, u"staging"_s}));
        QCOMPARE(made->targetChoices(), (QStringList{u"main"_s, u"dev"_s, u"staging"_s}));
        QCOMPARE(made->source(), NewDeployRequest::Source::Service);
        QCOMPARE(made->counts(), (ChangeCounts{0, 1, 0}));
        QCOMPARE(made->tables()->rows().first().id, u"users"_s);
        QCOMPARE(refusalOf(made), QString());
        // The branch, its diff, its schema check and its open deploy requests; and the list of branches.
        QCOMPARE(m_fixture->peer.requests().size(), 5);
        QCOMPARE(m_fixture->peer.count(diffLine), 1);
        QCOMPARE(m_fixture->peer.count(schemaLine), 0);
        for (const ServiceStub::Seen &seen : m_fixture->peer.requests()) {
            if (seen.line == openLine)
                QCOMPARE(seen.query, "state=open&branch=feature&page=1&per_page=100");
        }
        QVERIFY(posted().isEmpty());
    }

    void createsWithOnePost_data()
    {
        QTest::addColumn<QString>("notes");
        QTest::addColumn<bool>("autoApply");
        QTest::addColumn<bool>("autoDelete");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray asItIs = "{\"auto_cutover\":true,\"auto_delete_branch\":false,\"branch\":\"feature\","
                                  "\"into_branch\":\"main\"}";
        QTest::newRow("as it is") << QString() << true << false << asItIs;
        QTest::newRow("blank notes") << u" \n "_s << true << false << asItIs;
        QTest::newRow("everything") << u"Add points\n\n\"quoted\" é"_s << false << true
                                    << QByteArray("{\"auto_cutover\":false,\"auto_delete_branch\":true,\"branch\":"
                                                  "\"feature\",\"into_branch\":\"main\","
                                                  "\"notes\":\"Add points\\n\\n\\\"quoted\\\" é\"}");
    }
    void createsWithOnePost()
    {
        QFETCH(QString, notes);
        QFETCH(bool, autoApply);
        QFETCH(bool, autoDelete);
        QFETCH(QByteArray, expected);
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        made->setNotes(notes);
        made->setAutoApply(autoApply);
        made->setAutoDelete(autoDelete);
        QCOMPARE(made->create().preview({}).method, u"POST"_s);
        QSignalSpy created(made.get(), &NewDeployRequest::created);
        m_ended.clear();
        create(made);
        QVERIFY(made->isCreating());
        QCOMPARE(refusalOf(made), u"The deploy request is being created."_s);
        create(made); // a second press while the first is under way
        QCOMPARE(m_ended.size(), 1);
        QVERIFY(created.wait());
        QCOMPARE(created.at(0).at(0).toLongLong(), 43);
        QCOMPARE(created.at(0).at(1).toString(), u"Deploy request #43 was created."_s);
        QCOMPARE(posted(), QByteArrayList{createLine + ' ' + expected});
        QCOMPARE(refusalOf(made), u"Deploy request #43 was created already."_s);
        create(made);
        QCOMPARE(m_ended.size(), 3);
        QCOMPARE(posted().size(), 1);
        const JournalEntry entry = m_fixture->recorded().first();
        QCOMPARE(entry.title, u"Create deploy request feature → main"_s);
        QCOMPARE(entry.outcome, JournalEntry::Outcome::Done);
        QCOMPARE(made->draft(), NewRequestDraft());
    }

    void refusesWhatChangesNothing()
    {
        m_fixture->peer.set(diffLine, 200, "{\"data\":[]}");
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(refusalOf(made), u"feature changes nothing in main: there is nothing to deploy."_s);
        m_ended.clear();
        create(made);
        QCOMPARE(m_ended.size(), 1);
        QVERIFY(posted().isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("branch");
        QTest::addColumn<QString>("into");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no branch") << QString() << QString()
                                   << u"Choose the branch whose changes are to be deployed."_s;
        QTest::newRow("into itself") << u"feature"_s << u"feature"_s << u"A branch cannot be deployed into itself."_s;
        QTest::newRow("no safe migrations")
            << u"feature"_s << u"dev"_s
            << u"Safe migrations are off on dev: only branches that have them on take deploy requests."_s;
    }
    void refuses()
    {
        QFETCH(QString, branch);
        QFETCH(QString, into);
        QFETCH(QString, expected);
        const auto made = opened(branch);
        QTRY_VERIFY(m_branches->state().phase == Phase::Ready);
        if (!into.isEmpty())
            made->setInto(into);
        QTRY_COMPARE(refusalOf(made), expected);
        m_fixture->client->setReadOnly(true);
        QCOMPARE(refusalOf(made), u"Read-only mode is on: nothing can be changed."_s);
    }

    void comparesWithAnotherTarget()
    {
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        made->setInto(u"staging"_s);
        QVERIFY(made->changesState().isLoading());
        QCOMPARE(refusalOf(made), u"The changes are still being read."_s);
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->source(), NewDeployRequest::Source::Schemas);
        QCOMPARE(refusalOf(made), u"feature changes nothing in staging: there is nothing to deploy."_s);
        made->setInto(u"main"_s);
        QTRY_COMPARE(made->counts(), (ChangeCounts{0, 1, 0}));
        QCOMPARE(made->draft().into, QString());
    }

    void comparesWhenTheDiffFails_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("failed") << 500 << broken;
        QTest::newRow("not there") << 404 << missing;
        QTest::newRow("refused") << 422 << refused;
        QTest::newRow("not JSON") << 200 << QByteArray("<html>");
    }
    void comparesWhenTheDiffFails()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_fixture->peer.set(diffLine, status, body);
        const auto made = opened();
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(made), 20000);
        QCOMPARE(made->source(), NewDeployRequest::Source::SchemasInstead);
        QVERIFY(!made->sourceReason().isEmpty());
        // "new" is in main only.
        QCOMPARE(made->counts(), (ChangeCounts{0, 1, 1}));
        QCOMPARE(refusalOf(made), QString());
    }

    void worksWithoutAnyDiff()
    {
        m_fixture->peer.set(diffLine, 404, missing);
        m_fixture->peer.set(schemaLine, 404, missing);
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->changesState().phase, Phase::Failed);
        QCOMPARE(made->changesFailureTitle(), u"The schema of branch feature of acme/shop could not be loaded."_s);
        // Somebody who may not read the schema may still ask for a deployment.
        QCOMPARE(refusalOf(made), QString());
    }

    void showsTheSchemaCheck()
    {
        m_fixture->peer.set(lintLine, 200,
                            test::listJson("{\"lint_error\":\"NO_PRIMARY_KEY\",\"table_name\":\"users\","
                                           "\"error_description\":\"no key\",\"subject_type\":\"table\"}"));
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->lintErrors().size(), 1);
        QCOMPARE(made->lintErrors().first().tableName, u"users"_s);
        m_fixture->peer.set(lintLine, 403, missing);
        made->refresh();
        QTRY_COMPARE(made->lintState().phase, Phase::Failed);
        QCOMPARE(made->lintFailureTitle(), u"The schema check of branch feature could not be read."_s);
    }

    void knowsTheOpenRequest()
    {
        m_fixture->peer.set(openLine, 200, test::listJson(requestJson(42)));
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->openRequests().size(), 1);
        QCOMPARE(made->openRequests().first().number, 42);
        QCOMPARE(made->openIntoTarget(), std::optional<qint64>(42));
        QCOMPARE(refusalOf(made), u"Deploy request #42 from feature into main is open already."_s);
        made->setNotes(u"typed"_s);
        create(made);
        QCOMPARE(posted().size(), 0);
        // One into another branch stands in nobody's way.
        m_fixture->peer.set(openLine, 200, test::listJson(requestJson(42, "staging")));
        made->refresh();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->openIntoTarget(), std::nullopt);
        // The service decides; what it says is shown, and nothing typed is lost.
        m_fixture->peer.set(createLine, 422, refused);
        m_ended.clear();
        create(made);
        QTRY_COMPARE(m_ended.size(), 1);
        const auto result = m_ended.first();
        QCOMPARE(result.kind, ActionResult::Kind::Refused);
        QCOMPARE(result.error.title, u"The deploy request could not be created."_s);
        QVERIFY2(result.sentence.contains(u"There is already an open deploy request"_s), qPrintable(result.sentence));
        QCOMPARE(made->draft().notes, u"typed"_s);
        QCOMPARE(refusalOf(made), QString());
        QCOMPARE(posted().size(), 1);
    }

    void sendsNothingWhenTheBranchChanged()
    {
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        m_fixture->peer.set(branchLine, 200, branchJson("feature", "main").replace("2026-11-20T10", "2026-11-20T11"));
        m_ended.clear();
        create(made);
        QTRY_COMPARE(m_ended.size(), 1);
        QCOMPARE(
            m_ended.first().sentence,
            u"The schema of feature was changed while its changes were on screen. They are read again; nothing was "
            "sent."_s);
        QVERIFY(posted().isEmpty());
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(m_fixture->peer.count(diffLine), 2);
        QSignalSpy created(made.get(), &NewDeployRequest::created);
        create(made);
        QVERIFY(created.wait());
        QCOMPARE(posted().size(), 1);
    }

    void aPersonWhoTypesOnAndOnIsSavedAsWell()
    {
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        const CacheKey key{u"account-1"_s, u"new_deploy_request"_s, u"acme/shop/"_s + made->branch()};
        QString typed;
        bool kept = false;
        // A key every turn of the waiting, so never a pause as long as the one before a save.
        const auto typeOn = [&]() {
            made->setNotes(typed += u'x');
            m_fixture->database.load(key, made.get(), [&kept](const CachedList &list) {
                for (const CacheEntry &entry : list.entries)
                    kept = kept || (entry.id == u"notes" && !entry.bytes.isEmpty());
            });
            return kept;
        };
        QTRY_VERIFY(typeOn());
    }

    void anUnansweredPostIsLookedUp()
    {
        m_fixture->peer.set(createLine, ServiceStub::dropConnection, {});
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        made->setNotes(u"typed"_s);
        // It appears late, and on the second page.
        m_fixture->peer.add(openLine, 200, test::listJson(requestJson(43, "staging"), "2"));
        m_fixture->peer.add(openLine, 200, test::listJson(requestJson(44)));
        QSignalSpy created(made.get(), &NewDeployRequest::created);
        QStringList refusals;
        connect(made.get(), &NewDeployRequest::changed, this, [&] { refusals.append(refusalOf(made)); });
        m_ended.clear();
        create(made);
        QTRY_COMPARE(m_ended.size(), 1);
        QTRY_COMPARE(created.size(), 1);
        QVERIFY(refusals.contains(
            u"PlanetScale did not answer; whether the deploy request was created is being looked up."_s));
        QCOMPARE(m_lookups->waits, QList<int>{1000});
        QCOMPARE(created.at(0).at(0).toLongLong(), 44);
        QCOMPARE(created.at(0).at(1).toString(), u"PlanetScale did not answer, but it created deploy request #44."_s);
        QCOMPARE(m_ended.size(), 1);
        QCOMPARE(m_ended.first().kind, ActionResult::Kind::Unknown);
        QCOMPARE(posted().size(), 1);
        QCOMPARE(m_fixture->recorded().first().outcome, JournalEntry::Outcome::Unknown);
    }

    void anUnansweredPostThatDidNothing()
    {
        m_fixture->peer.set(createLine, ServiceStub::dropConnection, {});
        m_fixture->peer.add(openLine, 500, broken);
        m_fixture->peer.set(openLine, 200, test::listJson(requestJson(42, "staging")));
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        made->setNotes(u"typed"_s);
        // Looking it up fails at first: it stays unknown, and nothing is sent again.
        m_fixture->peer.set(openLine, 403, missing);
        m_ended.clear();
        QSignalSpy created(made.get(), &NewDeployRequest::created);
        create(made);
        QTRY_COMPARE(m_ended.size(), 1);
        QTRY_COMPARE(made->openRequestsState().phase, Phase::Failed);
        QCOMPARE(m_lookups->waits, (QList<int>{1000, 3000, 8000}));
        QCOMPARE(refusalOf(made),
                 u"Whether the deploy request was created is not known. Refresh the page to look it up."_s);
        create(made);
        QCOMPARE(posted().size(), 1);
        m_fixture->peer.set(openLine, 200, test::listJson(requestJson(42, "staging")));
        QSignalSpy lookedUp(made.get(), &NewDeployRequest::lookedUp);
        made->refresh();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(lookedUp.size(), 1);
        QCOMPARE(lookedUp.at(0).at(0).toString(),
                 u"PlanetScale did not answer, and no new deploy request has appeared since. Whether it was created is "
                 "not known yet: refresh before you create it again. Nothing you wrote is lost."_s);
        // #42 was there before; a person may decide to ask again.
        QCOMPARE(refusalOf(made), QString());
        QCOMPARE(created.size(), 0);
        QCOMPARE(made->draft().notes, u"typed"_s);
        QCOMPARE(posted().size(), 1);
    }

    void keepsTheDraft()
    {
        {
            const auto made = opened();
            QTRY_VERIFY(isLoaded(made));
            made->setNotes(u"first\nsecond"_s);
            made->setAutoApply(false);
            made->setAutoDelete(true);
            made->setInto(u"staging"_s);
        }
        const NewRequestDraft kept{u"staging"_s, u"first\nsecond"_s, false, true};
        auto made = opened();
        QTRY_COMPARE(made->draft(), kept);
        QCOMPARE(made->into(), u"staging"_s);
        // Each branch has its own.
        made->setBranch(u"dev"_s);
        QCOMPARE(made->draft(), NewRequestDraft());
        made->setNotes(u"of dev"_s);
        made->setBranch(u"feature"_s);
        QTRY_COMPARE(made->draft(), kept);
        made->setInto(u"main"_s);
        QTRY_VERIFY(isLoaded(made));
        QSignalSpy created(made.get(), &NewDeployRequest::created);
        create(made);
        QVERIFY(created.wait());
        made = opened();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->draft(), NewRequestDraft());
        made = opened(u"dev"_s);
        QTRY_COMPARE(made->draft().notes, u"of dev"_s);
    }

    void whatIsTypedFirstCountsMore()
    {
        {
            const auto made = opened();
            made->setNotes(u"old"_s);
        }
        const auto made = opened();
        made->setNotes(u"new"_s); // before the kept one was read
        QTRY_VERIFY(made->isDraftLoaded());
        QCOMPARE(made->draft().notes, u"new"_s);
    }

    void stopsWhenNobodyLooks()
    {
        m_fixture->peer.set(diffLine, ServiceStub::hold, {});
        const auto made = opened();
        QTRY_COMPARE(made->lintState().phase, Phase::Ready);
        made->cancel();
        QTRY_COMPARE(m_fixture->client->pendingCount(), 0);
        QCOMPARE(made->changesState().phase, Phase::Idle);
        m_fixture->peer.set(diffLine, 200, oneChange);
        made->open();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(made->counts(), (ChangeCounts{0, 1, 0}));
        // Back within a minute: nothing is read again, and another target still is.
        made->cancel();
        const qsizetype before = m_fixture->peer.requests().size();
        made->open();
        QTRY_VERIFY(isLoaded(made));
        QCOMPARE(m_fixture->peer.requests().size(), before);
        made->setInto(u"staging"_s);
        QTRY_COMPARE(made->source(), NewDeployRequest::Source::Schemas);
        QTRY_VERIFY(isLoaded(made));
    }

    // Whoever is told may give up at that very moment: of the comparison, whose signal it is, or of the page.
    void mayBeStoppedByWhoIsTold()
    {
        const auto made = opened();
        QTRY_VERIFY(isLoaded(made));
        int times = 0;
        connect(made.get(), &NewDeployRequest::changed, this, [&times, &made] {
            if (made->source() != NewDeployRequest::Source::Schemas || ++times != 3)
                return;
            made->cancel();
        });
        made->setInto(u"staging"_s);
        QTRY_VERIFY(times >= 3);
        QTRY_COMPARE(m_fixture->client->pendingCount(), 0);
        QVERIFY(!made->changesState().isLoading());
    }
};

ORRERY_SUITE(TestNewRequest)
#include "tst_new_request.moc"
