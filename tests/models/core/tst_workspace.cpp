// SPDX-License-Identifier: GPL-3.0-or-later
// One account's stores: which there are, when they are made, and what it asks of the service by itself.
#include "models/access/current_user.h"
#include "models/backups/backup_list.h"
#include "models/branches/branch_list.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/deploy_requests/request/open_requests.h"
#include "models/organizations/organization_list.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

#include <QPointer>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using Phase = LoadState::Phase;

namespace {
const QByteArray organizations = "GET /v1/organizations";
const QByteArray refused = R"({"code":"forbidden","message":"Forbidden"})";

AccountFacts facts(const QString &organization = {})
{
    return {.id = u"account-1"_s,
            .label = u"Sam Keller"_s,
            .description = u"Signed in to PlanetScale."_s,
            .hostNote = {},
            .organization = organization};
}
} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForNothingByItself()
    {
        ServiceFixture fixture;
        Workspace workspace(fixture.context(), facts());
        QVERIFY(!loadedDatabases(&workspace, u"acme"_s));
        QVERIFY(!loadedBranches(&workspace, u"acme"_s, u"shop"_s));
        QVERIFY(!loadedDeployRequests(&workspace, u"acme"_s, u"shop"_s));
        // Making a store is not opening it.
        DatabaseList *databases = databaseList(&workspace, u"acme"_s);
        BranchList *branches = branchList(&workspace, u"acme"_s, u"shop"_s);
        DeployRequestList *requests = deployRequestList(&workspace, u"acme"_s, u"shop"_s);
        deployQueue(&workspace, u"acme"_s, u"shop"_s);
        backupList(&workspace, {u"acme"_s, u"shop"_s, u"main"_s});
        QCOMPARE(loadedDatabases(&workspace, u"acme"_s), databases);
        QCOMPARE(loadedBranches(&workspace, u"acme"_s, u"shop"_s), branches);
        QCOMPARE(loadedDeployRequests(&workspace, u"acme"_s, u"shop"_s), requests);
        QVERIFY(!loadedBranches(&workspace, u"acme"_s, u"billing"_s));
        QVERIFY(!knownDatabase(&workspace, u"acme"_s, u"shop"_s));
        QVERIFY(!knownBranch(&workspace, u"acme"_s, u"shop"_s, u"main"_s));
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QCOMPARE(fixture.peer.requests().size(), 0);
        QCOMPARE(workspace.hosts().api, fixture.peer.url());
    }

    void oneStoreForEachPlace_data()
    {
        QTest::addColumn<QStringList>("one"); // organization, database, branch
        QTest::addColumn<QStringList>("other");
        QTest::addColumn<bool>("same");
        QTest::newRow("the same place") << QStringList{u"acme"_s, u"shop"_s, u"main"_s}
                                        << QStringList{u"acme"_s, u"shop"_s, u"main"_s} << true;
        QTest::newRow("another branch") << QStringList{u"acme"_s, u"shop"_s, u"main"_s}
                                        << QStringList{u"acme"_s, u"shop"_s, u"staging"_s} << false;
        QTest::newRow("another organization") << QStringList{u"acme"_s, u"shop"_s, u"main"_s}
                                              << QStringList{u"northwind"_s, u"shop"_s, u"main"_s} << false;
        QTest::newRow("other letters") << QStringList{u"acme"_s, u"shop"_s, u"main"_s}
                                       << QStringList{u"acme"_s, u"shop"_s, u"Main"_s} << false;
        QTest::newRow("a slash in a name")
            << QStringList{u"acme"_s, u"a/b"_s, u"c"_s} << QStringList{u"acme"_s, u"a"_s, u"b/c"_s} << false;
        QTest::newRow("a line feed in a name")
            << QStringList{u"acme"_s, u"a\nb"_s, u"c"_s} << QStringList{u"acme"_s, u"a"_s, u"b\nc"_s} << false;
    }
    void oneStoreForEachPlace()
    {
        QFETCH(QStringList, one);
        QFETCH(QStringList, other);
        QFETCH(bool, same);
        ServiceFixture fixture;
        Workspace workspace(fixture.context(), facts());
        BackupList *first = backupList(&workspace, {one.at(0), one.at(1), one.at(2)});
        QCOMPARE(backupList(&workspace, {other.at(0), other.at(1), other.at(2)}) == first, same);
        QCOMPARE(backupList(&workspace, {one.at(0), one.at(1), one.at(2)}), first);
    }

    void knowsWhatItsListsKnow()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET /v1/organizations/acme/databases", 200, listJson(R"({"id":"d1","name":"shop"})"));
        fixture.peer.set("GET /v1/organizations/acme/databases/shop/branches", 200,
                         listJson(R"({"id":"b1","name":"main","production":true})"));
        Workspace workspace(fixture.context(), facts());
        databaseList(&workspace, u"acme"_s)->open();
        branchList(&workspace, u"acme"_s, u"shop"_s)->open();
        QTRY_VERIFY(knownDatabase(&workspace, u"acme"_s, u"shop"_s));
        QTRY_VERIFY(knownBranch(&workspace, u"acme"_s, u"shop"_s, u"main"_s));
        QCOMPARE(knownDatabase(&workspace, u"acme"_s, u"shop"_s)->id, u"d1"_s);
        QCOMPARE(knownBranch(&workspace, u"acme"_s, u"shop"_s, u"main"_s)->production, std::optional(true));
        QVERIFY(!knownBranch(&workspace, u"acme"_s, u"shop"_s, u"gone"_s));
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QCOMPARE(fixture.peer.requests().size(), 2);
    }

    // What nobody looks at does not stay for ever; what somebody would miss does.
    void dropsWhatNobodyWouldMiss()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET /v1/organizations/acme/databases", 200, listJson(R"({"id":"d1","name":"shop"})"));
        Workspace workspace(fixture.context(), facts());
        const auto backups = [&workspace](int number) {
            return backupList(&workspace, {u"acme"_s, u"shop"_s, u"branch-%1"_s.arg(number)});
        };
        QObject viewer;
        const QPointer<BackupList> viewed = backups(0);
        viewed->addViewer(&viewer);
        const QPointer<BackupList> heard = backups(1);
        connect(heard, &Store::stateChanged, &viewer, [] {});
        const QPointer<DatabaseList> loading = databaseList(&workspace, u"acme"_s);
        loading->open();
        const QPointer<BackupList> oldest = backups(2);
        const QPointer<OpenRequests> neighbours = openRequests(&workspace, u"acme"_s, u"shop"_s, u"branch-2"_s);
        const QPointer<OpenRequests> watched = openRequests(&workspace, u"acme"_s, u"shop"_s, u"branch-0"_s);
        connect(watched, &OpenRequests::changed, &viewer, [] {});
        QPointer<BackupList> used = backups(3);
        for (int number = 4; number < 4 + 3 * Workspace::mostUnobserved; ++number) {
            backups(number);
            QCOMPARE(backups(3), used); // used again and again
        }
        // Viewed, heard, watched, loading, and as many as may be idle.
        QCOMPARE(workspace.storeCount(), 4 + Workspace::mostUnobserved);
        QVERIFY(oldest); // until the turn of the event loop is over
        QTRY_VERIFY(!oldest);
        QVERIFY(!neighbours);
        QVERIFY(viewed && heard && watched && loading && used);
        QCOMPARE(backups(0), viewed);
        QTRY_COMPARE(loading->state().phase, Phase::Ready);
        // Once it is left it goes like the others.
        viewed->removeViewer(&viewer);
        for (int number = 1000; number < 1000 + Workspace::mostUnobserved; ++number)
            backups(number);
        QTRY_VERIFY(!viewed);
        QVERIFY(heard);
    }

    void whoIsSignedIn()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET /v1/user", 200, R"({"id":"u1","display_name":"Sam Keller","email":"sam@acme.example"})");
        Workspace workspace(fixture.context(), facts());
        currentUser(&workspace)->open();
        QTRY_COMPARE(currentUser(&workspace)->state().phase, Phase::Ready);
        QCOMPARE(currentUser(&workspace)->value()->displayName, u"Sam Keller"_s);
        QCOMPARE(currentUser(&workspace)->failureTitle(), u"The signed-in user could not be loaded."_s);
        fixture.clock.advance(std::chrono::minutes(59)); // nobody changes their name by the minute
        currentUser(&workspace)->open();
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QCOMPARE(fixture.peer.count("GET /v1/user"), 1);
    }

    void facts_()
    {
        ServiceFixture fixture;
        Workspace workspace(fixture.context(), facts());
        QSignalSpy changed(&workspace, &Workspace::factsChanged);
        AccountFacts other = facts(u"acme"_s);
        other.label = u"acme (service token)"_s;
        workspace.setFacts(other);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(workspace.facts().label, u"acme (service token)"_s);
    }

    // A service token may read one organization and yet not list them.
    void aTokenThatCannotListOrganizations()
    {
        ServiceFixture fixture;
        fixture.peer.set(organizations, 403, refused);
        fixture.peer.set(organizations + "/acme", 200, R"({"id":"o1","name":"acme","plan":"scaler_pro"})");
        Workspace workspace(fixture.context(), facts(u"acme"_s));
        organizationList(&workspace)->open();
        QTRY_COMPARE(organizationList(&workspace)->rows().size(), 1);
        QCOMPARE(organizationList(&workspace)->rows().first().plan, u"scaler_pro"_s);
        QCOMPARE(organizationList(&workspace)->state().phase, Phase::Ready);
        QCOMPARE(fixture.peer.count(organizations), 1);
        QCOMPARE(fixture.peer.count(organizations + "/acme"), 1);
    }

    void neitherTheListNorTheOne()
    {
        ServiceFixture fixture;
        fixture.peer.set(organizations, 403, refused);
        fixture.peer.set(organizations + "/acme", 404, R"({"code":"not_found","message":"Not Found"})");
        Workspace workspace(fixture.context(), facts(u"acme"_s));
        organizationList(&workspace)->open();
        QTRY_COMPARE(fixture.peer.count(organizations + "/acme"), 1);
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QCOMPARE(organizationList(&workspace)->state().phase, Phase::Failed);
        QCOMPARE(organizationList(&workspace)->state().error->kind, api::ApiError::Kind::Forbidden);
        QVERIFY(organizationList(&workspace)->rows().isEmpty());
    }

    void anOAuthSignInIsNotAskedTwice()
    {
        ServiceFixture fixture;
        fixture.peer.set(organizations, 403, refused);
        Workspace workspace(fixture.context(), facts());
        organizationList(&workspace)->open();
        QTRY_COMPARE(organizationList(&workspace)->state().phase, Phase::Failed);
        QTRY_COMPARE(fixture.client->pendingCount(), 0);
        QCOMPARE(fixture.peer.requests().size(), 1);
    }
};

ORRERY_SUITE(TestWorkspace)
#include "tst_workspace.moc"
