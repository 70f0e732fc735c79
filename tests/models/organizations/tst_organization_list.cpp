// SPDX-License-Identifier: GPL-3.0-or-later
// The list of organizations: what it asks for, what a row shows, what is kept, how it fails.
#include "models/organizations/organization_list.h"
#include "models/organizations/organization_places.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QByteArray acme = R"({"id":"o1","type":"Organization","name":"acme","plan":"scaler_pro","database_count":1200,)"
                        R"("created_at":"2026-03-01T10:00:00.000Z"})";
const QByteArray bare = R"({"id":"o2","name":"<b>north\u202ewind"})";
} // namespace

class TestOrganizationList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void whatItAsksFor()
    {
        ServiceFixture fixture;
        const auto spec = organizationListSpec(fixture.context());
        const auto request = spec.list({.number = 3});
        QCOMPARE(request.method(), api::Method::Get);
        QCOMPARE(request.encodedPath(), u"/organizations"_s);
        QCOMPARE(request.encodedQuery(), u"page=3&per_page=100"_s);
        QCOMPARE(spec.key, (CacheKey{u"account-1"_s, u"organizations"_s, {}}));
        QCOMPARE(spec.freshFor, std::chrono::seconds(120));
        QCOMPARE(spec.failureTitle, u"The organizations could not be loaded."_s);
    }

    void whatARowShows()
    {
        ServiceFixture fixture;
        const auto spec = organizationListSpec(fixture.context());
        QCOMPARE(titles(spec.columns), (QStringList{u"Organization"_s, u"Plan"_s, u"Databases"_s, u"Created"_s}));
        QCOMPARE(cellsOf(spec.columns, acme), (QStringList{u"acme"_s, u"Scaler Pro"_s, u"1,200"_s, u"2 h ago"_s}));
        QCOMPARE(cellsOf(spec.columns, bare), (QStringList{u"<b>north⟨U+202E⟩wind"_s, {}, {}, {}}));
        const auto row = api::Codec<api::Organization>::decode(bare);
        QCOMPARE(spec.idOf(*row), u"<b>north\u202ewind"_s);
        QCOMPARE(spec.locationOf(*row), organizationPlace(u"account-1"_s, u"<b>north\u202ewind"_s));
    }

    void rowsAreKept()
    {
        ServiceFixture fixture;
        QCOMPARE(
            differenceOfKept<api::Organization>(fixture, organizationListSpec(fixture.context()), acme + ',' + bare),
            QString());
    }

    void allPagesAreRead()
    {
        ServiceFixture fixture;
        fixture.peer.set("GET /v1/organizations", 200, listJson(acme, "2"));
        fixture.peer.add("GET /v1/organizations", 200, listJson(bare));
        OrganizationList store(fixture.context(), organizationListSpec(fixture.context()));
        store.open();
        QTRY_COMPARE(store.state().phase, LoadState::Phase::Ready);
        QCOMPARE(store.rows().size(), 2);
        QCOMPARE(fixture.peer.requests().size(), 2);
        QCOMPARE(fixture.peer.requests().at(0).query, "page=1&per_page=100");
        QCOMPARE(fixture.peer.requests().at(1).query, "page=2&per_page=100");
    }

    void refusals_data()
    {
        failureColumns();
        addFailure(
            "not permitted", 403, R"({"code":"forbidden","message":"No"})",
            u"The organizations could not be loaded. This sign-in is not allowed to do that (needs user: read_organizations). Ask an administrator of the organization, or sign in with more access."_s);
        addFailure("sign-in ended", 401, "{}",
                   u"The organizations could not be loaded. PlanetScale no longer accepts this "
                   "sign-in: it has ended or was revoked. Sign in again."_s);
        addFailure("not a list", 200, R"({"data":7})",
                   u"The organizations could not be loaded. The answer is not what this operation "
                   "documents"_s);
    }
    void refusals()
    {
        ServiceFixture fixture;
        checkFailure<api::Organization>(fixture, organizationListSpec(fixture.context()));
    }
};

ORRERY_SUITE(TestOrganizationList)
#include "tst_organization_list.moc"
