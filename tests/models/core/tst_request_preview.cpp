// SPDX-License-Identifier: GPL-3.0-or-later
// What a person is shown before a request is sent.
#include "api/backups/requests.h"
#include "api/branches/requests.h"
#include "api/databases/requests.h"
#include "api/deploy_requests/requests.h"
#include "models/core/request_preview.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using models::previewRequest;
using models::RequestPreview;
using namespace Qt::StringLiterals;

namespace {
const QUrl host(u"https://api.planetscale.com"_s);
const QString acme = u"acme"_s;
const QString shop = u"shop"_s;
const QString mainBranch = u"main"_s;

api::BranchCreate newBranch(const QString &name)
{
    api::BranchCreate body;
    body.name = name;
    return body;
}
} // namespace

class TestRequestPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAMutation()
    {
        api::ReviewCreate review;
        review.state = api::ReviewState::Approved;
        review.body = u"It's fine"_s;
        const RequestPreview preview = previewRequest(api::deploy_requests::review({acme, shop}, 42, review), host);
        QCOMPARE(preview.method, u"POST"_s);
        QCOMPARE(preview.url,
                 u"https://api.planetscale.com/v1/organizations/acme/databases/shop/deploy-requests/42/reviews"_s);
        QCOMPARE(preview.pscale,
                 u"pscale deploy-request review shop 42 --approve --comment 'It'\\''s fine' --org acme"_s);
        QVERIFY2(preview.body.startsWith(u"{\n  \""_s) && preview.body.contains(u"\n  \"state\": \"approved\""_s),
                 qUtf8Printable(preview.body));
        QVERIFY2(
            preview.curl.startsWith(
                u"curl -X POST -H \"Authorization: $PLANETSCALE_AUTHORIZATION\" -H 'Content-Type: application/json' --data-binary '{"_s),
            qUtf8Printable(preview.curl));
        QVERIFY2(preview.curl.contains(u"It'\\''s fine"_s), qUtf8Printable(preview.curl));
        QVERIFY2(
            preview.curl.endsWith(
                u"}' https://api.planetscale.com/v1/organizations/acme/databases/shop/deploy-requests/42/reviews"_s),
            qUtf8Printable(preview.curl));
    }

    void saysWhatIsNotDocumented()
    {
        QCOMPARE(previewRequest(api::deploy_requests::diff({acme, shop}, 42), host).note,
                 u"Not documented by PlanetScale; only its own clients were seen using it."_s);
        QCOMPARE(previewRequest(api::deploy_requests::get({acme, shop}, 42), host).note, QString());
    }

    void showsARequestWithoutBody()
    {
        const RequestPreview preview =
            previewRequest(api::branches::get({acme, u"a/b"_s, u"x'y"_s}), QUrl(u"http://127.0.0.1:8080/"_s));
        QCOMPARE(preview.method, u"GET"_s);
        QCOMPARE(preview.url, u"http://127.0.0.1:8080/v1/organizations/acme/databases/a%2Fb/branches/x%27y"_s);
        QCOMPARE(preview.body, QString());
        QCOMPARE(preview.pscale, u"pscale branch show a/b 'x'\\''y' --org acme"_s);
        QCOMPARE(
            preview.curl,
            u"curl -X GET -H \"Authorization: $PLANETSCALE_AUTHORIZATION\" 'http://127.0.0.1:8080/v1/organizations/acme/databases/a%2Fb/branches/x%27y'"_s);
    }

    void showsTheQuery()
    {
        const RequestPreview preview = previewRequest(
            api::deploy_requests::list(
                {acme, shop}, {.state = u"open"_s, .branch = {}, .intoBranch = {}, .deployedAt = {}, .runningAt = {}}),
            host);
        QCOMPARE(
            preview.url,
            u"https://api.planetscale.com/v1/organizations/acme/databases/shop/deploy-requests?state=open&page=1&per_page=100"_s);
        QVERIFY(preview.curl.endsWith(
            u"'https://api.planetscale.com/v1/organizations/acme/databases/shop/deploy-requests?state=open&page=1&per_page=100'"_s));
        // pscale has no such filter: a command that lists more is no equivalent.
        QCOMPARE(preview.pscale, QString());
    }

    void knowsTheCommands_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const api::RequestData &request, const char *expected) {
            QTest::newRow(name) << previewRequest(request, host).pscale << QString::fromLatin1(expected);
        };
        namespace dr = api::deploy_requests;
        row("databases", api::databases::list({acme}), "pscale database list --org acme");
        row("database", api::databases::get({acme, shop}), "pscale database show shop --org acme");
        row("branches", api::branches::list({acme, shop}), "pscale branch list shop --org acme");
        row("create branch", api::branches::create({acme, shop}, newBranch(u"add-loyalty"_s)),
            "pscale branch create shop add-loyalty --org acme");
        {
            api::BranchCreate body = newBranch(u"hot fix"_s);
            body.parentBranch = mainBranch;
            body.region = u"eu-west"_s;
            body.seedData = api::SeedData::LastSuccessfulBackup;
            row("create branch from", api::branches::create({acme, shop}, body),
                "pscale branch create shop 'hot fix' --from main --region eu-west --seed-data --org acme");
        }
        {
            api::BranchCreate body = newBranch(u"restored"_s);
            body.backupId = u"b1"_s;
            row("restore", api::backups::restore({acme, shop}, body),
                "pscale branch create shop restored --restore b1 --org acme");
            body.clusterSize = u"PS_10"_s;
            row("restore to a size, which pscale cannot say", api::backups::restore({acme, shop}, body), "");
        }
        row("delete branch", api::branches::remove({acme, shop, u"dev"_s}), "pscale branch delete shop dev --org acme");
        row("delete branch and descendants", api::branches::remove({acme, shop, u"dev"_s}, true), "");
        row("promote", api::branches::promote({acme, shop, u"dev"_s}), "pscale branch promote shop dev --org acme");
        row("demote", api::branches::demote({acme, shop, u"dev"_s}), "");
        row("safe migrations on", api::branches::enableSafeMigrations({acme, shop, mainBranch}),
            "pscale branch safe-migrations enable shop main --org acme");
        row("safe migrations off", api::branches::disableSafeMigrations({acme, shop, mainBranch}),
            "pscale branch safe-migrations disable shop main --org acme");
        row("schema", api::branches::schema({acme, shop, mainBranch}), "pscale branch schema shop main --org acme");
        row("branch diff", api::branches::diff({acme, shop, u"dev"_s}), "pscale branch diff shop dev --org acme");
        row("backups", api::backups::list({acme, shop, mainBranch}), "pscale backup list shop main --org acme");
        row("backup", api::backups::get({acme, shop, mainBranch}, u"b1"_s),
            "pscale backup show shop main b1 --org acme");
        row("create backup", api::backups::create({acme, shop, mainBranch}),
            "pscale backup create shop main --org acme");
        row("delete backup", api::backups::remove({acme, shop, mainBranch}, u"b1"_s),
            "pscale backup delete shop main b1 --org acme");
        row("protect backup", api::backups::setProtected({acme, shop, mainBranch}, u"b1"_s, true), "");
        row("deploy requests", dr::list({acme, shop}), "pscale deploy-request list shop --org acme");
        row("deploy request", dr::get({acme, shop}, 42), "pscale deploy-request show shop 42 --org acme");
        row("diff", dr::diff({acme, shop}, 42), "pscale deploy-request diff shop 42 --org acme");
        row("close", dr::close({acme, shop}, 42), "pscale deploy-request close shop 42 --org acme");
        row("deploy", dr::deploy({acme, shop}, 42), "pscale deploy-request deploy shop 42 --org acme");
        api::DeployOptions instant;
        instant.instantDdl = true;
        row("deploy instantly", dr::deploy({acme, shop}, 42, instant),
            "pscale deploy-request deploy shop 42 --instant --org acme");
        row("apply", dr::apply({acme, shop}, 42), "pscale deploy-request apply shop 42 --org acme");
        row("cancel", dr::cancel({acme, shop}, 42), "pscale deploy-request cancel shop 42 --org acme");
        row("revert", dr::revert({acme, shop}, 42), "pscale deploy-request revert shop 42 --org acme");
        row("skip revert", dr::skipRevert({acme, shop}, 42), "pscale deploy-request skip-revert shop 42 --org acme");
        row("auto-apply on", dr::setAutoApply({acme, shop}, 42, true),
            "pscale deploy-request edit shop 42 --enable-auto-apply --org acme");
        row("auto-apply off", dr::setAutoApply({acme, shop}, 42, false),
            "pscale deploy-request edit shop 42 --disable-auto-apply --org acme");
        row("unblock", dr::unblock({acme, shop}, 42), "");
        row("force cutover", dr::forceCutover({acme, shop}, 42), "");
        row("queue", dr::queue({acme, shop}), "");
        {
            api::ReviewCreate comment;
            comment.state = api::ReviewState::Commented;
            comment.body = u"$(rm -rf ~) `x`"_s;
            row("comment", dr::review({acme, shop}, 42, comment),
                "pscale deploy-request review shop 42 --comment '$(rm -rf ~) `x`' --org acme");
            api::ReviewCreate approval;
            approval.state = api::ReviewState::Approved;
            row("approve", dr::review({acme, shop}, 42, approval),
                "pscale deploy-request review shop 42 --approve --org acme");
        }
        {
            api::DeployRequestCreate body;
            body.branch = u"add-loyalty"_s;
            body.intoBranch = mainBranch;
            body.autoCutover = false;
            row("create deploy request", dr::create({acme, shop}, body),
                "pscale deploy-request create shop add-loyalty --into main --disable-auto-apply --org acme");
        }
        row("a name that looks like a flag", api::branches::get({acme, shop, u"--force"_s}), "");
    }
    void knowsTheCommands()
    {
        QFETCH(QString, shown);
        QFETCH(QString, expected);
        QCOMPARE(shown, expected);
    }
};

ORRERY_SUITE(TestRequestPreview)
#include "tst_request_preview.moc"
