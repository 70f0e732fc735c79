// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of an action before it is sent, from what is known of the sign-in.
#include "models/auth/account_permissions.h"

#include "api/backups/requests.h"
#include "api/branches/requests.h"
#include "api/deploy_requests/requests.h"
#include "models/branches/branch_list.h"
#include "models/core/services.h"
#include "tests/models/account_fixture.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray members = "/v1/organizations/acme/members";

QByteArray memberJson(const QByteArray &user, const QByteArray &name, const QByteArray &role)
{
    return "{\"id\":\"m-" + user + "\",\"user\":{\"id\":\"" + user + "\",\"display_name\":\"" + name + "\"},\"role\":\""
        + role + "\"}";
}

QByteArray listJson(const QByteArrayList &rows)
{
    return "{\"type\":\"list\",\"next_page\":null,\"data\":[" + rows.join(',') + "]}";
}

struct Fixture
{
    Services services; ///< nothing of an account keeps a service
    ServiceStub service;
    AccountFixture signedIn{&services};
    AccountPermissions permissions{&signedIn.accounts, &signedIn.clock};
    Workspace *workspace = nullptr;

    [[nodiscard]] QString account() const { return workspace->facts().id; }
    void signIn(const QStringList &scopes)
    {
        workspace = signedIn.signInWithScopes(service.url(), "pscale_oauth_x", scopes);
    }
    /// Of acme/shop: main is production, dev is not.
    [[nodiscard]] bool readsBranches()
    {
        service.set("GET /v1/organizations/acme/databases/shop/branches", 200,
                    listJson({R"({"id":"b1","name":"main","production":true})",
                              R"({"id":"b2","name":"dev","production":false})"}));
        BranchList *branches = branchList(workspace, u"acme"_s, u"shop"_s);
        branches->open();
        return QTest::qWaitFor([branches] { return branches->rows().size() == 2; });
    }
    [[nodiscard]] PermissionAnswer deploy()
    {
        return permissions.ask(account(), api::deploy_requests::deploy({u"acme"_s, u"shop"_s}, 42, {}));
    }
    [[nodiscard]] PermissionAnswer review(std::string_view access)
    {
        return permissions.ask(account(), api::deploy_requests::review({u"acme"_s, u"shop"_s}, 42, {}), access);
    }
    [[nodiscard]] PermissionAnswer promote()
    {
        return permissions.ask(account(), api::branches::promote({u"acme"_s, u"shop"_s, u"add-loyalty"_s}));
    }
};

} // namespace

class TestAccountPermissions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scopesThatWereGranted()
    {
        Fixture f;
        f.signIn({u"read_deploy_requests"_s, u"approve_deploy_requests"_s});
        QCOMPARE(f.review("approve_deploy_request").refusal, std::nullopt);
        QCOMPARE(f.review("approve_deploy_request").doubt, QString());
        QCOMPARE(
            f.deploy().refusal,
            u"This sign-in was not granted “deploy_deploy_requests”; sign in again with it, or ask someone who has it."_s);
    }

    void scopesNobodyTold()
    {
        Fixture f;
        f.signIn({});
        QCOMPARE(f.deploy().refusal, std::nullopt);
        QCOMPARE(f.deploy().doubt,
                 u"Not known: whether this sign-in may do this. It needs “deploy_deploy_requests”."_s);
    }

    void aWideScopeIsNotARefusal()
    {
        Fixture f;
        f.signIn({u"read_databases"_s, u"write_databases"_s});
        QCOMPARE(f.deploy().refusal, std::nullopt);
        QCOMPARE(
            f.deploy().doubt,
            u"Not known: whether “write_databases”, which this sign-in was granted, covers “deploy_deploy_requests”."_s);
    }

    // The pages of these operations list a word of their own for production, and do not say whether the other is enough.
    void productionMayWantMore_data()
    {
        QTest::addColumn<QStringList>("granted");
        QTest::addColumn<QString>("branch");
        QTest::addColumn<QString>("doubt");
        const QString unsure =
            u"Not known: whether “delete_branches” is enough for a production branch, or “delete_production_branches” is needed."_s;
        QTest::newRow("a development branch") << QStringList{u"delete_branches"_s} << u"dev"_s << QString();
        QTest::newRow("a production branch") << QStringList{u"delete_branches"_s} << u"main"_s << unsure;
        QTest::newRow("with the word for it")
            << QStringList{u"delete_branches"_s, u"delete_production_branches"_s} << u"main"_s << QString();
        QTest::newRow("a branch nobody has read") << QStringList{u"delete_branches"_s} << u"new"_s << QString();
    }
    void productionMayWantMore()
    {
        QFETCH(QStringList, granted);
        QFETCH(QString, branch);
        QFETCH(QString, doubt);
        Fixture f;
        f.signIn(granted);
        QVERIFY(f.readsBranches());
        const PermissionAnswer answer =
            f.permissions.ask(f.account(), api::branches::remove({u"acme"_s, u"shop"_s, branch}));
        QCOMPARE(answer.refusal, std::nullopt);
        QCOMPARE(answer.doubt, doubt);
    }

    // A backup is restored by creating a branch: whose backup it is stands in the body.
    void backupsOfProductionMayWantMore()
    {
        Fixture f;
        f.service.set("GET /v1/organizations/acme/service-tokens/demotoken001", 200,
                      R"({"id":"demotoken001","service_token_accesses":[
                          {"access":"delete_backups","resource_name":"shop","resource_type":"Database"},
                          {"access":"restore_backup","resource_name":"shop","resource_type":"Database"}]})");
        f.workspace = f.signedIn.signIn(f.service.url());
        QVERIFY(f.readsBranches());
        const auto restore = [&f](const QString &branch) {
            api::BranchCreate body;
            body.name = u"copy"_s;
            body.parentBranch = branch;
            body.backupId = u"k1"_s;
            return f.permissions.ask(f.account(), api::backups::restore({u"acme"_s, u"shop"_s}, body),
                                     "restore_production_branch_backup restore_backup");
        };
        const auto remove = [&f](const QString &branch) {
            return f.permissions.ask(f.account(), api::backups::remove({u"acme"_s, u"shop"_s, branch}, u"k1"_s));
        };
        QTRY_COMPARE(
            restore(u"main"_s).doubt,
            u"Not known: whether “restore_backup” is enough for a production branch, or “restore_production_branch_backup” is needed."_s);
        QCOMPARE(
            remove(u"main"_s).doubt,
            u"Not known: whether “delete_backups” is enough for a production branch, or “delete_production_branch_backups” is needed."_s);
        QCOMPARE(restore(u"dev"_s).doubt, QString());
        QCOMPARE(remove(u"dev"_s).doubt, QString());
        for (const PermissionAnswer &answer : {restore(u"main"_s), remove(u"main"_s), restore(u"dev"_s)})
            QCOMPARE(answer.refusal, std::nullopt);
    }

    void membersAreToldWhoRestoresProduction()
    {
        Fixture f;
        f.service.set("GET /v1/user", 200, R"({"id":"u-bo"})");
        f.service.set("GET " + members + "/u-bo", 200, memberJson("u-bo", "Bo", "member"));
        f.service.set("GET " + members, 200,
                      listJson({memberJson("u-ana", "Ana Ruiz", "admin"), memberJson("u-bo", "Bo", "member")}));
        f.signIn({u"restore_production_branch_backups"_s, u"read_organization"_s});
        QVERIFY(f.readsBranches());
        const auto create = [&f](const QString &parent, const QString &backup) {
            api::BranchCreate body;
            body.name = u"copy"_s;
            body.parentBranch = parent;
            body.backupId = backup;
            return f.permissions.ask(f.account(), api::branches::create({u"acme"_s, u"shop"_s}, body)).doubt;
        };
        QTRY_COMPARE(
            create(u"main"_s, u"k1"_s),
            u"Not known: whether you administer shop. Only then, or to an administrator of acme (Ana Ruiz), is this allowed."_s);
        QCOMPARE(create(u"dev"_s, u"k1"_s), QString());
        QCOMPARE(create(u"main"_s, {}), QString()); // a branch of its schema: members may
    }

    void accessesOfATokenThatTells()
    {
        Fixture f;
        f.service.set("GET /v1/organizations/acme/service-tokens/demotoken001", 200,
                      R"({"id":"demotoken001","service_token_accesses":[
                          {"access":"review_deploy_request","resource_name":"shop","resource_type":"Database"},
                          {"access":"create_deploy_request","resource_name":"blog","resource_type":"Database"}]})");
        f.workspace = f.signedIn.signIn(f.service.url());
        const QSignalSpy changed(&f.permissions, &Permissions::changed);
        // Nothing is known at first, and that is said.
        QCOMPARE(f.deploy().refusal, std::nullopt);
        QCOMPARE(f.deploy().doubt,
                 u"Not known: whether this service token may do this. It needs “create_deploy_request”."_s);
        QTRY_VERIFY(f.deploy().refusal.has_value());
        QVERIFY(!changed.isEmpty());
        // Only what it has for this database counts.
        QCOMPARE(
            f.deploy().refusal,
            u"This service token lacks the access “create_deploy_request”; an organization administrator can grant it."_s);
        QCOMPARE(f.review("review_deploy_request").refusal, std::nullopt);
        QCOMPARE(
            f.review("approve_deploy_request").refusal,
            u"This service token lacks the access “approve_deploy_request”; an organization administrator can grant it."_s);
    }

    void accessesOfATokenThatMayNotTell()
    {
        Fixture f; // the service answers 404
        f.workspace = f.signedIn.signIn(f.service.url());
        QVERIFY(!f.deploy().refusal);
        QTRY_COMPARE(f.service.count("GET /v1/organizations/acme/service-tokens/demotoken001"), 1);
        QTRY_COMPARE(f.workspace->context().client->pendingCount(), 0);
        QCOMPARE(f.deploy().refusal, std::nullopt);
        QCOMPARE(f.deploy().doubt,
                 u"Not known: whether this service token may do this. It needs “create_deploy_request”."_s);
        QCOMPARE(f.service.count("GET /v1/organizations/acme/service-tokens/demotoken001"), 1);
    }

    void theRoleOfAMember()
    {
        Fixture f;
        f.service.set("GET /v1/user", 200, R"({"id":"u-bo"})");
        f.service.set("GET " + members + "/u-bo", 200, memberJson("u-bo", "Bo", "member"));
        f.service.set("GET " + members, 200,
                      listJson({memberJson("u-ana", "Ana Ruiz", "admin"), memberJson("u-bo", "Bo", "member"),
                                memberJson("u-sam", "Sam Keller", "admin")}));
        f.signIn({u"promote_branches"_s, u"read_organization"_s});
        QVERIFY(!f.promote().refusal);
        // A member may administer the database, which no operation tells.
        QTRY_COMPARE(
            f.promote().doubt,
            u"Not known: whether you administer shop. Only then, or to an administrator of acme (Ana Ruiz, Sam Keller), is this allowed."_s);
        QCOMPARE(f.promote().refusal, std::nullopt);
        // To delete a production branch takes the same role, any other one none.
        f.workspace = f.signedIn.signInWithScopes(f.service.url(), "pscale_oauth_y", {u"delete_production_branches"_s});
        QVERIFY(f.readsBranches());
        const auto remove = [&f](const QString &branch) {
            return f.permissions.ask(f.account(), api::branches::remove({u"acme"_s, u"shop"_s, branch}));
        };
        QTRY_VERIFY(remove(u"main"_s).doubt.startsWith(u"Not known: whether you administer shop."_s));
        QCOMPARE(remove(u"dev"_s).doubt, QString());
        QCOMPARE(remove(u"dev"_s).refusal, std::nullopt);
    }

    void aRefusalIsRemembered()
    {
        Fixture f;
        f.signIn({u"deploy_deploy_requests"_s});
        const auto deploy = api::deploy_requests::deploy({u"acme"_s, u"shop"_s}, 42, {});
        const QSignalSpy changed(&f.permissions, &Permissions::changed);
        api::ApiError error{.kind = api::ApiError::Kind::Forbidden};
        error.requirement = u"database: deploy_deploy_requests"_s;
        f.permissions.refused(f.account(), deploy, {}, error);
        QCOMPARE(changed.size(), 1);
        const auto refusal = [&f](int number, const QString &database = u"shop"_s) {
            return f.permissions.ask(f.account(), api::deploy_requests::deploy({u"acme"_s, database}, number, {}))
                .refusal;
        };
        QVERIFY(refusal(42));
        QVERIFY2(refusal(42)->startsWith(u"PlanetScale refused this to your sign-in. It needs: database: "
                                         "deploy_deploy_requests. Ask an administrator of acme, or sign in with more "
                                         "access; it can be tried again in "_s),
                 qPrintable(*refusal(42)));
        QVERIFY(refusal(43)); // a scope is missing for all of them
        QVERIFY(!refusal(42, u"blog"_s));
        f.permissions.accepted(f.account(), deploy, {});
        QVERIFY(!refusal(42));

        // "Missing or not permitted" is about one object.
        error.kind = api::ApiError::Kind::NotFound;
        f.permissions.refused(f.account(), deploy, {}, error);
        QVERIFY(refusal(42)->startsWith(u"PlanetScale answered that it does not exist or that this sign-in may not do "
                                        "this."_s));
        QVERIFY(!refusal(43));
    }
};

ORRERY_SUITE(TestAccountPermissions)
#include "tst_account_permissions.moc"
