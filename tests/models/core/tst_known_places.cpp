// SPDX-License-Identifier: GPL-3.0-or-later
// What "Go to" offers: everything this run has loaded, and nothing it would have to ask for.
#include "api/core/utc.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/kept_places.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "models/organizations/organization_list.h"
#include "models/organizations/organization_places.h"
#include "tests/models/account_fixture.h"
#include "tests/models/list_checks.h"
#include "tests/models/model_features.h"
#include "tests/support/suite.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray organizations = "GET /v1/organizations";

/// What is there, without what may be begun.
QList<KnownPlace> existing(const Accounts &accounts)
{
    FeatureRegistry features = modelFeatures();
    features.beginningSources.clear();
    return features.knownPlaces(accounts.workspaces());
}

QStringList texts(const QList<KnownPlace> &places)
{
    QStringList all;
    for (const KnownPlace &place : places)
        all.append(place.text);
    return all;
}
} // namespace

class TestKnownPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsSignedIn()
    {
        AccountFixture fixture;
        QVERIFY(existing(fixture.accounts).isEmpty());
    }

    void whatWasLoaded()
    {
        ServiceStub service;
        service.set(organizations, 200, listJson(R"({"id":"o1","name":"acme"},{"id":"o2","name":"north\u202ewind"})"));
        service.set(organizations + "/acme/databases", 200,
                    listJson(R"({"id":"d1","name":"shop"},{"id":"d2","name":"<b>"})"));
        service.set(organizations + "/acme/databases/shop/branches", 200,
                    listJson(R"({"id":"b1","name":"main"},{"id":"b2","name":"add\nloyalty"})"));
        service.set(organizations + "/acme/databases/shop/deploy-requests", 200,
                    listJson(R"({"id":"r1","number":42,"branch":"add-loyalty","into_branch":"main"})"));
        AccountFixture fixture;
        Workspace *workspace = fixture.signIn(service.url());
        const QString id = workspace->facts().id;
        QTRY_COMPARE(organizationList(workspace)->rows().size(), 2);
        QCOMPARE(texts(existing(fixture.accounts)), (QStringList{u"acme"_s, u"north⟨U+202E⟩wind"_s}));

        databaseList(workspace, u"acme"_s)->open();
        QTRY_COMPARE(databaseList(workspace, u"acme"_s)->rows().size(), 2);
        QCOMPARE(texts(existing(fixture.accounts)),
                 (QStringList{u"acme"_s, u"north⟨U+202E⟩wind"_s, u"acme / shop"_s, u"acme / <b>"_s}));

        branchList(workspace, u"acme"_s, u"shop"_s)->open();
        deployRequestList(workspace, u"acme"_s, u"shop"_s)->open();
        QTRY_COMPARE(branchList(workspace, u"acme"_s, u"shop"_s)->rows().size(), 2);
        QTRY_COMPARE(deployRequestList(workspace, u"acme"_s, u"shop"_s)->rows().size(), 1);
        const qsizetype before = service.requests().size();
        const QList<KnownPlace> places = existing(fixture.accounts);
        QCOMPARE(
            texts(places),
            (QStringList{u"acme"_s, u"north⟨U+202E⟩wind"_s, u"acme / shop"_s, u"acme / <b>"_s, u"acme / shop / main"_s,
                         u"acme / shop / add␊loyalty"_s, u"acme / shop #42 add-loyalty → main"_s}));
        QCOMPARE(places.at(1).location, organizationPlace(id, u"north\u202ewind"_s));
        QCOMPARE(places.at(3).location, databasePlace(id, u"acme"_s, u"<b>"_s));
        QCOMPARE(places.at(5).location, branchPlace(id, u"acme"_s, u"shop"_s, u"add\nloyalty"_s));
        QCOMPARE(places.at(6).location, deployRequestPlace(id, u"acme"_s, u"shop"_s, 42));
        // Nothing was asked for, and no store was made for what was not opened.
        QVERIFY(!loadedDatabases(workspace, u"north\u202ewind"_s));
        QVERIFY(!loadedBranches(workspace, u"acme"_s, u"<b>"_s));
        QCOMPARE(service.requests().size(), before);
    }

    void everyAccountHasItsOwn()
    {
        ServiceStub first;
        ServiceStub second;
        first.set(organizations, 200, listJson(R"({"id":"o1","name":"acme"})"));
        second.set(organizations, 200, listJson(R"({"id":"o1","name":"acme"})"));
        AccountFixture fixture;
        Workspace *one = fixture.signIn(first.url());
        Workspace *other = fixture.signIn(second.url());
        QTRY_COMPARE(organizationList(one)->rows().size() + organizationList(other)->rows().size(), 2);
        const QList<KnownPlace> places = existing(fixture.accounts);
        QCOMPARE(texts(places), (QStringList{u"acme"_s, u"acme"_s}));
        QCOMPARE(places.at(0).location.account, one->facts().id);
        QCOMPARE(places.at(1).location.account, other->facts().id);
        QVERIFY(one->facts().id != other->facts().id);
    }

    void whatIsKeptIsFoundWithoutAskingForIt()
    {
        AccountFixture fixture;
        const QDateTime then(QDate(2026, 11, 21), QTime(5, 0), kUtc);
        const auto keep = [&](const QString &account, const QString &kind, const QString &scope,
                              const QList<CacheEntry> &rows) {
            fixture.database.store(
                {account, kind, scope}, [rows]() { return rows; }, then);
        };
        keep(u"a1"_s, u"organizations"_s, {}, {{u"acme"_s, "{}"}});
        keep(u"a1"_s, u"databases"_s, u"acme"_s, {{u"shop"_s, "{}"}, {u"<b>"_s, "{}"}});
        keep(u"a1"_s, u"branches"_s, u"acme/shop"_s, {{u"main"_s, "{}"}, {u"x\u202ey"_s, "{}"}});
        keep(u"a1"_s, u"deploy_requests"_s, u"acme/shop"_s,
             {{u"42"_s, R"({"id":"r1","number":42,"branch":"add-loyalty","into_branch":"main"})"},
              {u"43"_s, "damaged"}});
        keep(u"a1"_s, u"schema"_s, u"acme/shop/main"_s, {{u"all"_s, R"([{"name":"orders","raw":"CREATE"}])"}});
        keep(u"a2"_s, u"databases"_s, u"acme"_s, {{u"theirs"_s, "{}"}});
        std::optional<QList<KnownPlace>> found;
        QObject receiver;
        const auto read = [&]() {
            readKeptPlaces(modelFeatures(), &fixture.database, {u"a1"_s}, &receiver,
                           [&found](const QList<KnownPlace> &places) { found = places; });
        };
        read();
        QVERIFY(!found); // not before this returns
        QTRY_VERIFY((read(), found && found->size() >= 7)); // what is kept is written a moment later
        QCOMPARE(texts(*found),
                 (QStringList{u"acme"_s, u"acme / shop"_s, u"acme / <b>"_s, u"acme / shop / main"_s,
                              u"acme / shop / x⟨U+202E⟩y"_s, u"acme / shop / main: table orders"_s,
                              u"acme / shop #42 add-loyalty → main"_s}));
        QCOMPARE(found->at(2).location, databasePlace(u"a1"_s, u"acme"_s, u"<b>"_s));
        QCOMPARE(found->at(4).location, branchPlace(u"a1"_s, u"acme"_s, u"shop"_s, u"x\u202ey"_s));
        QCOMPARE(found->at(5).location, branchPlace(u"a1"_s, u"acme"_s, u"shop"_s, u"main"_s).withTab(u"schema"_s));
        QCOMPARE(found->at(6).location, deployRequestPlace(u"a1"_s, u"acme"_s, u"shop"_s, 42));
    }

    /// What a list keeps is what its source names again.
    void whatWasLoadedIsKept()
    {
        ServiceStub service;
        service.set(organizations, 200, listJson(R"({"id":"o1","name":"acme"})"));
        service.set(organizations + "/acme/databases", 200, listJson(R"({"id":"d1","name":"shop"})"));
        service.set(organizations + "/acme/databases/shop/branches", 200, listJson(R"({"id":"b1","name":"main"})"));
        service.set(organizations + "/acme/databases/shop/deploy-requests", 200,
                    listJson(R"({"id":"r1","number":42,"branch":"add-loyalty","into_branch":"main"})"));
        AccountFixture fixture;
        Workspace *workspace = fixture.signIn(service.url());
        databaseList(workspace, u"acme"_s)->open();
        branchList(workspace, u"acme"_s, u"shop"_s)->open();
        deployRequestList(workspace, u"acme"_s, u"shop"_s)->open();
        QTRY_COMPARE(existing(fixture.accounts).size(), 4);
        QList<KnownPlace> found;
        QObject receiver;
        const auto read = [&]() {
            readKeptPlaces(modelFeatures(), &fixture.database, {workspace->facts().id}, &receiver,
                           [&found](const QList<KnownPlace> &places) { found = places; });
        };
        QTRY_VERIFY((read(), found.size() == 4));
        const QList<KnownPlace> known = existing(fixture.accounts);
        for (qsizetype i = 0; i < known.size(); ++i) {
            QCOMPARE(found.at(i).text, known.at(i).text);
            QCOMPARE(found.at(i).location, known.at(i).location);
        }
    }

    void whatMayBeBegun()
    {
        ServiceStub service;
        service.set(organizations, 200, listJson(R"({"id":"o1","name":"acme"})"));
        service.set(
            organizations + "/acme/databases", 200,
            listJson(R"({"id":"d1","name":"shop","kind":"mysql"},{"id":"d2","name":"geo","kind":"postgresql"})"));
        AccountFixture fixture;
        Workspace *workspace = fixture.signIn(service.url());
        databaseList(workspace, u"acme"_s)->open();
        QTRY_COMPARE(databaseList(workspace, u"acme"_s)->rows().size(), 2);
        FeatureRegistry features = modelFeatures();
        features.placeSources.clear();
        // Postgres has no deploy requests.
        QCOMPARE(
            texts(features.knownPlaces(fixture.accounts.workspaces())),
            (QStringList{u"acme / shop: new deploy request"_s, u"acme / shop: compare schemas"_s,
                         u"acme / geo: compare schemas"_s, u"acme / shop: webhooks"_s, u"acme / geo: webhooks"_s}));
    }
};

ORRERY_SUITE(TestKnownPlaces)
#include "tst_known_places.moc"
