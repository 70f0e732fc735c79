// SPDX-License-Identifier: GPL-3.0-or-later
// Links in and out, and the way up.
#include "models/activity/activity_places.h"
#include "models/auth/sign_in_places.h"
#include "models/branches/branch_places.h"
#include "models/core/location.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "models/schema/compare_places.h"
#include "models/storage/storage_places.h"
#include "tests/models/model_features.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLinks_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<Location>("expected");
        const auto org = organizationPlace({}, u"acme"_s);
        const auto shop = databasePlace({}, u"acme"_s, u"shop"_s);
        const auto request = deployRequestPlace({}, u"acme"_s, u"shop"_s, 42);
        const auto branch = branchPlace({}, u"acme"_s, u"shop"_s, u"add-loyalty"_s);

        QTest::newRow("organization") << u"orrery://acme"_s << org;
        QTest::newRow("organization, slash") << u"orrery://acme/"_s << org;
        QTest::newRow("database") << u"orrery://acme/shop"_s << shop;
        QTest::newRow("branch") << u"orrery://acme/shop/add-loyalty"_s << branch;
        QTest::newRow("branch, long form") << u"orrery://acme/shop/branches/add-loyalty"_s << branch;
        QTest::newRow("deploy request") << u"orrery://acme/shop/deploy-requests/42"_s << request;
        QTest::newRow("deploy request, tab")
            << u"orrery://acme/shop/deploy-requests/42?tab=operations"_s << request.withTab(u"operations"_s);
        QTest::newRow("organization in the path")
            << u"orrery:///1234/shop"_s << databasePlace({}, u"1234"_s, u"shop"_s);
        QTest::newRow("activity") << u"orrery:///~/activity"_s << activityPlace();
        QTest::newRow("welcome") << u"orrery:///~/welcome"_s << signInPlace();
        QTest::newRow("organizations") << u"orrery:///~/organizations"_s << organizationsPlace({});

        QTest::newRow("dashboard, organization") << u"https://app.planetscale.com/acme"_s << org;
        QTest::newRow("dashboard, organization settings")
            << u"https://app.planetscale.com/acme/settings/members"_s << org;
        QTest::newRow("dashboard, database") << u"https://app.planetscale.com/acme/shop"_s << shop;
        QTest::newRow("dashboard, branches")
            << u"https://app.planetscale.com/acme/shop/branches"_s << shop.withTab(u"branches"_s);
        QTest::newRow("dashboard, deploy requests")
            << u"https://app.planetscale.com/acme/shop/deploy-requests"_s << shop.withTab(u"deploy-requests"_s);
        QTest::newRow("dashboard, deploy request")
            << u"https://app.planetscale.com/acme/shop/deploy-requests/42"_s << request;
        QTest::newRow("dashboard, below a deploy request")
            << u"https://app.planetscale.com/acme/shop/deploy-requests/42/diff?x=1#y"_s << request;
        QTest::newRow("dashboard, branch") << u"https://app.planetscale.com/acme/shop/add-loyalty"_s << branch;
        QTest::newRow("dashboard, host in capitals") << u"https://APP.PlanetScale.com/acme"_s << org;
        QTest::newRow("dashboard, tab is not ours") << u"https://app.planetscale.com/acme/shop?tab=backups"_s << shop;
        QTest::newRow("percent") << u"https://app.planetscale.com/acme/shop/feature%2Fcaf%C3%A9%20x"_s
                                 << branchPlace({}, u"acme"_s, u"shop"_s, u"feature/café x"_s);
        QTest::newRow("dashboard, branch called compare")
            << u"https://app.planetscale.com/acme/shop/compare?from=a/b/c"_s
            << branchPlace({}, u"acme"_s, u"shop"_s, u"compare"_s);
        QTest::newRow("comparison, sides that are none")
            << u"orrery://acme/shop/compare?from=a/b/c/d&to=../x/y"_s << comparePlace({}, u"acme"_s, u"shop"_s);
        QTest::newRow("new deploy request, branch that is none")
            << u"orrery://acme/shop/deploy-requests/new?branch=a%00b"_s
            << newDeployRequestPlace({}, u"acme"_s, u"shop"_s);
        QTest::newRow("tab with junk") << u"orrery://acme/shop?tab=%3Cb%3E"_s << shop;
    }
    void readsLinks()
    {
        QFETCH(QString, link);
        QFETCH(Location, expected);
        const auto location = m_routes.fromUrl(QUrl(link));
        QVERIFY(location.has_value());
        QCOMPARE(*location, expected);
    }

    void refusesOtherLinks_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("nothing") << u""_s;
        QTest::newRow("not encrypted") << u"http://app.planetscale.com/acme"_s;
        QTest::newRow("other host") << u"https://app.planetscale.com.example.org/acme"_s;
        QTest::newRow("API host") << u"https://api.planetscale.com/v1/organizations"_s;
        QTest::newRow("user in front") << u"https://app.planetscale.com@example.org/acme"_s;
        QTest::newRow("user") << u"https://me@app.planetscale.com/acme"_s;
        QTest::newRow("port") << u"https://app.planetscale.com:8443/acme"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("script") << u"javascript:alert(1)"_s;
        QTest::newRow("dashboard root") << u"https://app.planetscale.com/"_s;
        QTest::newRow("dashboard page of its own") << u"https://app.planetscale.com/oauth/authorize?client_id=x"_s;
        QTest::newRow("dashboard settings") << u"https://app.planetscale.com/~/settings/service-tokens"_s;
        QTest::newRow("ours, empty") << u"orrery://"_s;
        QTest::newRow("ours, unknown page") << u"orrery:///~/delete-everything"_s;
        QTest::newRow("ours, port") << u"orrery://acme:80/shop"_s;
        QTest::newRow("number missing its digits") << u"orrery://acme/shop/deploy-requests/latest"_s;
        QTest::newRow("dashboard has no such page") << u"https://app.planetscale.com/acme/shop/deploy-requests/new"_s;
        QTest::newRow("number zero") << u"orrery://acme/shop/deploy-requests/0"_s;
        QTest::newRow("number negative") << u"orrery://acme/shop/deploy-requests/-1"_s;
        QTest::newRow("number with sign") << u"orrery://acme/shop/deploy-requests/+1"_s;
        QTest::newRow("number too large") << u"orrery://acme/shop/deploy-requests/99999999999999999999"_s;
        QTest::newRow("climbing") << u"orrery://acme/%2E%2E/shop"_s;
        QTest::newRow("empty segment") << u"orrery://acme//shop"_s;
        QTest::newRow("line feed") << u"orrery://acme/shop/a%0Ab"_s;
        QTest::newRow("NUL") << u"orrery://acme/shop/a%00b"_s;
        QTest::newRow("bidi override") << u"orrery://acme/shop/a%E2%80%AEb"_s;
        QTest::newRow("not UTF-8") << u"orrery://acme/shop/a%FFb"_s;
        QTest::newRow("long name") << u"orrery://acme/shop/%1"_s.arg(QString(256, u'x'));
        QTest::newRow("long link") << u"orrery://acme/shop?x=%1"_s.arg(QString(2048, u'x'));
    }
    void refusesOtherLinks()
    {
        QFETCH(QString, link);
        QVERIFY(!m_routes.fromUrl(QUrl(link)).has_value());
    }

    void writesLinks_data()
    {
        QTest::addColumn<Location>("location");
        QTest::addColumn<QString>("expected");
        QTest::newRow("organization") << organizationPlace({}, u"acme"_s) << u"orrery://acme"_s;
        QTest::newRow("database") << databasePlace({}, u"acme"_s, u"shop"_s, u"backups"_s)
                                  << u"orrery://acme/shop?tab=backups"_s;
        QTest::newRow("branch") << branchPlace({}, u"acme"_s, u"shop"_s, u"add-loyalty"_s)
                                << u"orrery://acme/shop/add-loyalty"_s;
        QTest::newRow("branch called like a tab") << branchPlace({}, u"acme"_s, u"shop"_s, u"deploy-requests"_s)
                                                  << u"orrery://acme/shop/branches/deploy-requests"_s;
        QTest::newRow("branch with a slash")
            << branchPlace({}, u"acme"_s, u"shop"_s, u"feature/café"_s) << u"orrery://acme/shop/feature%2Fcaf%C3%A9"_s;
        QTest::newRow("deploy request") << deployRequestPlace({}, u"acme"_s, u"shop"_s, 42, u"operations"_s)
                                        << u"orrery://acme/shop/deploy-requests/42?tab=operations"_s;
        QTest::newRow("organization of digits") << databasePlace({}, u"1234"_s, u"shop"_s) << u"orrery:///1234/shop"_s;
        QTest::newRow("organization in capitals") << organizationPlace({}, u"Acme Inc"_s) << u"orrery:///Acme%20Inc"_s;
        QTest::newRow("activity") << activityPlace() << u"orrery:///~/activity"_s;
        QTest::newRow("storage") << storagePlace() << u"orrery:///~/storage"_s;
        QTest::newRow("new deploy request")
            << newDeployRequestPlace({}, u"acme"_s, u"shop"_s) << u"orrery://acme/shop/deploy-requests/new"_s;
        QTest::newRow("new deploy request of a branch")
            << newDeployRequestPlace({}, u"acme"_s, u"shop"_s, u"a/b+c&d=%e"_s)
            << u"orrery://acme/shop/deploy-requests/new?branch=a/b%2Bc%26d%3D%25e"_s;
        QTest::newRow("comparison, nothing chosen")
            << comparePlace({}, u"acme"_s, u"shop"_s) << u"orrery://acme/shop/compare"_s;
        QTest::newRow("comparison of branches")
            << comparePlace({}, u"acme"_s, u"shop"_s, SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"main"_s),
                            SchemaSide::ofBranch(u"northwind"_s, u"orders"_s, u"feature/café"_s))
            << u"orrery://acme/shop/compare?from=acme/shop/main&to=northwind/orders/feature%252Fcaf%25C3%25A9"_s;
        QTest::newRow("comparison with a snapshot")
            << comparePlace({}, u"acme"_s, u"shop"_s, SchemaSide::ofSnapshot(u"5f1c"_s),
                            SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"main"_s))
                   .withTab(u"snapshots"_s)
            << u"orrery://acme/shop/compare?from=~/5f1c&to=acme/shop/main&tab=snapshots"_s;
        QTest::newRow("branch called compare")
            << branchPlace({}, u"acme"_s, u"shop"_s, u"compare"_s) << u"orrery://acme/shop/branches/compare"_s;
    }
    void writesLinks()
    {
        QFETCH(Location, location);
        QFETCH(QString, expected);
        QCOMPARE(m_routes.toUrl(location).toString(QUrl::FullyEncoded), expected);
        QCOMPARE(m_routes.fromUrl(QUrl(expected)), std::optional(location));
        QCOMPARE(m_routes.fromUrl(m_routes.toUrl(location)), std::optional(location));
    }

    void theAccountIsNotPartOfALink()
    {
        QCOMPARE(m_routes.toUrl(organizationPlace(u"account-1"_s, u"acme"_s)).toString(), u"orrery://acme"_s);
    }

    void leadsUp()
    {
        const auto request = deployRequestPlace(u"a"_s, u"acme"_s, u"shop"_s, 42, u"operations"_s);
        const auto requests = databasePlace(u"a"_s, u"acme"_s, u"shop"_s, u"deploy-requests"_s);
        const auto organization = organizationPlace(u"a"_s, u"acme"_s);
        QCOMPARE(m_routes.parent(request), std::optional(requests));
        QCOMPARE(m_routes.parent(requests), std::optional(organization));
        QCOMPARE(m_routes.parent(organization), std::optional(organizationsPlace(u"a"_s)));
        QCOMPARE(m_routes.parent(*m_routes.parent(organization)), std::nullopt);
        QCOMPARE(m_routes.parent(branchPlace(u"a"_s, u"acme"_s, u"shop"_s, u"main"_s)),
                 std::optional(databasePlace(u"a"_s, u"acme"_s, u"shop"_s, u"branches"_s)));
        QCOMPARE(m_routes.parent(Location{}), std::nullopt);
        QCOMPARE(m_routes.parent(signInPlace()), std::nullopt);
        QCOMPARE(m_routes.parent(newDeployRequestPlace(u"a"_s, u"acme"_s, u"shop"_s, u"x"_s)), std::optional(requests));
        const auto comparison = comparePlace(u"a"_s, u"acme"_s, u"shop"_s, SchemaSide::ofSnapshot(u"1"_s));
        QCOMPARE(m_routes.parent(comparison), std::optional(databasePlace(u"a"_s, u"acme"_s, u"shop"_s)));
        QVERIFY(comparison.samePage(comparison.withTab(u"snapshots"_s)));
        QVERIFY(!comparison.samePage(comparePlace(u"a"_s, u"acme"_s, u"shop"_s)));
        QCOMPARE(m_routes.parent(activityPlace()), std::nullopt);
        QVERIFY(request.samePage(request.withTab(u"reviews"_s)));
        QVERIFY(!request.samePage(requests));
    }

    void saysTheWayThere()
    {
        const auto titles = [this](const Location &place) {
            QStringList titles;
            for (const RouteStep &step : m_routes.steps(place))
                titles.append(step.title);
            return titles;
        };
        QCOMPARE(titles(deployRequestPlace(u"a"_s, u"acme"_s, u"shop"_s, 42)),
                 (QStringList{u"Organizations"_s, u"acme"_s, u"shop"_s, u"Deploy requests"_s, u"#42"_s}));
        QCOMPARE(titles(branchPlace(u"a"_s, u"acme"_s, u"shop"_s, u"main"_s)),
                 (QStringList{u"Organizations"_s, u"acme"_s, u"shop"_s, u"main"_s}));
        QCOMPARE(titles(storagePlace()), QStringList{u"Storage"_s});
        const QList<RouteStep> steps = m_routes.steps(newDeployRequestPlace(u"a"_s, u"acme"_s, u"shop"_s, u"x"_s));
        QCOMPARE(steps.at(2).place, databasePlace(u"a"_s, u"acme"_s, u"shop"_s));
        QCOMPARE(steps.at(3).place, databasePlace(u"a"_s, u"acme"_s, u"shop"_s, u"deploy-requests"_s));
    }

    void theFeaturesDoNotCollide() { QCOMPARE(test::modelFeatures().problems(), QStringList()); }

    void tellsWhatCollides()
    {
        Routes routes;
        const auto title = [](const Location &) { return u"x"_s; };
        QVERIFY(routes.add({.id = u"one"_s, .patterns = {u"{organization}/one"_s}, .title = title}));
        QVERIFY(!routes.add({.id = u"one"_s, .patterns = {u"{organization}/two"_s}, .title = title}));
        QVERIFY(!routes.add({.id = u"two"_s, .patterns = {u"{organization}/one"_s}, .title = title}));
        QVERIFY(routes.add({.id = u"three"_s, .patterns = {u"three"_s}, .parent = u"one"_s, .title = title}));
        QVERIFY(routes.add({.id = u"four"_s, .patterns = {u"four"_s}, .parent = u"nowhere"_s, .title = title}));
        // What collided is left out, everything else works.
        QCOMPARE(routes.fromUrl(QUrl(u"orrery://acme/one"_s))->route, u"one"_s);
        QCOMPARE(routes.problems(),
                 (QStringList{u"Two features claim the route \"one\"."_s,
                              u"The routes \"one\" and \"two\" claim the same address {organization}/one."_s,
                              u"The route \"three\" lacks the parameter \"organization\" of its parent \"one\"."_s,
                              u"The route \"four\" is below \"nowhere\", which no feature brings."_s}));
    }

private:
    const Routes m_routes = test::modelFeatures().routes;
};

ORRERY_SUITE(TestRoutes)
#include "tst_routes.moc"
