// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/access/actor.h"
#include "api/access/requests.h"
#include "api/core/utc.h"
#include "api/organizations/requests.h"
#include "api/organizations/resource_reference.h"
#include "tests/api/organizations/fixtures.h"
#include "tests/api/resource_suite.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;

class TestOrganizations final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void organization();
    void region();
    void resourceReference();
    void actor();
    void user();
    void member();
    void userWithoutOptionalFields();
    void unknownRoleKeepsItsText();
    void membersPage();
};

void TestOrganizations::addNames()
{
    addFields<Organization>("Organization",
                            "id name billing_email created_at updated_at plan valid_billing_info sso sso_directory "
                            "single_tenancy managed_tenancy has_past_due_invoices database_count sso_portal_url "
                            "features idp_managed_roles invoice_budget_amount keyspace_shard_limit has_card "
                            "payment_info_required");
    addFields<Region>("Region",
                      "id provider enabled public_ip_addresses display_name location slug current_default "
                      "mysql_supported postgresql_supported");
    addFields<ResourceReference>("ResourceReference", "id name created_at updated_at deleted_at");
    addFields<Actor>("Actor", "id display_name avatar_url");
    addFields<User>("User",
                    "id display_name name email avatar_url created_at updated_at two_factor_auth_configured "
                    "default_organization sso managed directory_managed email_verified");
    addFields<TokenFacts>("TokenFacts", "id display_name service_token_accesses");
    addFields<TokenAccess>("TokenAccess", "access resource_name resource_type");
    addFields<Member>("Member", "id user role created_at updated_at");
    addWords<MemberRole>("MemberRole", "member admin");
}

void TestOrganizations::addRequests()
{
    addRequest("list", organizations::list(), "GET", "/organizations", "page=1&per_page=100");
    addRequest("list, page 3", organizations::list({.number = 3, .startingAfter = {}}), "GET", "/organizations",
               "page=3&per_page=100");
    addRequest("get", organizations::get({QStringLiteral("acme")}), "GET", "/organizations/acme");
    addRequest("name with a slash", organizations::get({QStringLiteral("a/b ü")}), "GET",
               "/organizations/a%2Fb%20%C3%BC");
    addRequest("members", organizations::members({QStringLiteral("acme")}), "GET", "/organizations/acme/members",
               "page=1&per_page=100");
    addRequest("members by name", organizations::members({QStringLiteral("acme")}, QStringLiteral("jo b")), "GET",
               "/organizations/acme/members", "q=jo%20b&page=1&per_page=100");
    addRequest("regions", organizations::regions({QStringLiteral("acme")}), "GET", "/organizations/acme/regions",
               "page=1&per_page=100");
    addRequest("public regions", organizations::publicRegions(), "GET", "/regions", "page=1&per_page=100");
    addRequest("member", organizations::member({QStringLiteral("acme")}, QStringLiteral("u1")), "GET",
               "/organizations/acme/members/u1");
    addRequest("user", access::currentUser(), "GET", "/user");
    addRequest("token", access::tokenFacts({QStringLiteral("acme")}, QStringLiteral("t1")), "GET",
               "/organizations/acme/service-tokens/t1");
}

void TestOrganizations::organization()
{
    CHECK_RESOURCE(Organization, organizationJson, QStringLiteral("features"));
    const auto value = decoded<Organization>(organizationJson);
    QCOMPARE(value.name, QStringLiteral("acme"));
    QCOMPARE(value.invoiceBudgetAmount, QStringLiteral("250.00"));
    QCOMPARE(value.features.text, QByteArray(R"({"insights":true})"));
}

void TestOrganizations::region()
{
    CHECK_RESOURCE(Region, regionJson);
    const auto value = decoded<Region>(regionJson);
    QCOMPARE(value.slug, QStringLiteral("eu-central"));
    QCOMPARE(value.publicIpAddresses, (QStringList{QStringLiteral("198.51.100.7"), QStringLiteral("198.51.100.8")}));
}

void TestOrganizations::resourceReference()
{
    CHECK_RESOURCE(ResourceReference, resourceReferenceJson);
}

void TestOrganizations::actor()
{
    CHECK_RESOURCE(Actor, actorJson);
    QCOMPARE(decoded<Actor>(actorJson).displayName, QStringLiteral("Mara Lind"));
}

void TestOrganizations::user()
{
    CHECK_RESOURCE(User, userJson);
    const auto value = decoded<User>(userJson);
    QCOMPARE(value.defaultOrganization->name, QStringLiteral("acme"));
    QCOMPARE(value.createdAt, QDateTime({2026, 2, 3}, {9, 15}, orrery::kUtc));
}

void TestOrganizations::member()
{
    CHECK_RESOURCE(Member, memberJson);
    const auto value = decoded<Member>(memberJson);
    QVERIFY(value.role == MemberRole::Admin);
    QCOMPARE(value.user->email, QStringLiteral("mara@example.com"));
}

// A person who signed in through an identity provider has no name, and nothing optional need be there.
void TestOrganizations::userWithoutOptionalFields()
{
    const auto value =
        decoded<User>(R"({"type":"User","id":"u1","display_name":"Mara","name":null,"email":"m@example.com"})");
    QCOMPARE(value.displayName, QStringLiteral("Mara"));
    QVERIFY(value.name.isNull());
    QVERIFY(!value.createdAt.isValid());
    QVERIFY(!value.defaultOrganization.has_value());
    QVERIFY(!value.sso.has_value());
    QVERIFY(value.extras.isEmpty());
}

void TestOrganizations::unknownRoleKeepsItsText()
{
    const auto value = decoded<Member>(R"({"id":"m1","role":"owner"})");
    QVERIFY(value.role.isPresent());
    QVERIFY(!value.role.isKnown());
    QCOMPARE(value.role.text(), QStringLiteral("owner"));
    QCOMPARE(Codec<Member>::encode(value), QByteArray(R"({"id":"m1","role":"owner"})"));
}

void TestOrganizations::membersPage()
{
    const auto request = organizations::members({QStringLiteral("acme")});
    const auto page =
        request.decode(R"({"type":"list","current_page":1,"per_page":100,"next_page":2,"next_page_url":"x",)"
                       R"("prev_page":null,"prev_page_url":null,"data":[{"id":"m1"},{"id":"m2"}]})");
    QVERIFY(page.has_value());
    QCOMPARE(page->items.size(), 2);
    QCOMPARE(page->items.at(1).id, QStringLiteral("m2"));
    QCOMPARE(page->next->number, 2);
    QVERIFY(!page->totalCount.has_value());
}

ORRERY_SUITE(TestOrganizations)
#include "tst_api_organizations.moc"
