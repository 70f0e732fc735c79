// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "tests/models/list_checks.h"
#include "tests/support/suite.h"

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using test::cells;

namespace {

const QByteArray pageJson =
    R"({"data":[{"id":"x","type":"DeployRequest","number":7,"branch":"add","into_branch":"main","approved":"yes","state":"open",
                "deployment_state":"brand_new","actor":{"id":"u","display_name":"Ana","avatar_url":"picture"},
                "deployment":{"id":"d","deploy_operations":[{"ddl_statement":"ALTER"}]},"html_body":"<p>long</p>","num_comments":3}],
                "next_page":2,"total_count":150})";
const QByteArray encodedRow =
    R"({"actor":{"display_name":"Ana","id":"u"},"branch":"add","deployment_state":"brand_new","id":"x","into_branch":"main","num_comments":3,"number":7,"state":"open"})";

} // namespace

class TestDeployRequestLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRowKeepsOnlyWhatAListShows()
    {
        const auto page = api::Codec<api::DeployRequestSummary>::decodePage(pageJson);
        QVERIFY(page.has_value());
        QCOMPARE(page->totalCount.value(), 150);
        const api::DeployRequestSummary &row = page->items.first();
        QCOMPARE(row.number.value(), 7);
        QCOMPARE(row.actor->displayName, u"Ana"_s);
        QVERIFY(!row.approved); // of another type: unknown
        QCOMPARE(row.deploymentState.text(), u"brand_new"_s);
        QVERIFY(row.extras.isEmpty());
        QVERIFY(row.actor->extras.isEmpty());
        QCOMPARE(api::Codec<api::DeployRequestSummary>::encode(row), encodedRow);
    }

    void theSameRequestAsTheWholeList()
    {
        const auto whole = api::deploy_requests::list({u"acme"_s, u"shop"_s}, {.state = u"open"_s}, {.number = 3});
        const auto slim =
            api::deploy_requests::listSummaries({u"acme"_s, u"shop"_s}, {.state = u"open"_s}, {.number = 3});
        QCOMPARE(static_cast<const api::RequestData &>(slim), static_cast<const api::RequestData &>(whole));
        QCOMPARE(slim.encodedPath(), u"/organizations/acme/databases/shop/deploy-requests"_s);
        QCOMPARE(slim.encodedQuery(), u"state=open&page=3&per_page=100"_s);
    }

    void columns()
    {
        test::ManualClock clock;
        const auto spec = deployRequestListSpec({.clock = &clock, .account = u"acc"_s}, u"acme"_s, u"shop"_s);
        api::DeployRequestSummary row;
        row.id = u"x"_s;
        row.number = 1234;
        row.branch = u"add-loyalty"_s;
        row.intoBranch = u"main"_s;
        row.approved = true;
        row.state = api::DeployRequestState::Open;
        row.deploymentState = api::DeploymentState::PendingCutover;
        row.numComments = 2;
        row.createdAt = clock.now().addSecs(-7200);
        QCOMPARE(cells(spec.columns, row),
                 (QStringList{u"#1234"_s, u"add-loyalty → main"_s, u"Ready to apply"_s, u"Approved"_s, QString(),
                              u"2 h ago"_s, QString(), u"2"_s, QString(), QString()}));
        QCOMPARE(spec.idOf(row), u"1234"_s);
        QCOMPARE(spec.locationOf(row), deployRequestPlace(u"acc"_s, u"acme"_s, u"shop"_s, 1234));
        QCOMPARE(spec.key, (CacheKey{u"acc"_s, u"deploy_requests"_s, u"acme/shop"_s}));
        QCOMPARE(spec.failureTitle, u"The deploy requests of acme/shop could not be loaded."_s);
    }

    void theChipOfARow()
    {
        using S = api::DeploymentState;
        api::DeployRequestSummary row;
        row.state = api::DeployRequestState::Closed;
        row.deploymentState = S::Ready;
        QCOMPARE(describeDeployRequest(row).text, u"Closed"_s);
        row.deploymentState = S::Complete;
        QCOMPARE(describeDeployRequest(row).text, u"Deployed"_s);
        row.deploymentState = S::CompleteRevert;
        QCOMPARE(describeDeployRequest(row).text, u"Reverted"_s);
        row.state = api::DeployRequestState::Open;
        row.deploymentState = S::Ready;
        QCOMPARE(describeDeployRequest(row).text, u"Ready to deploy"_s);
        row.deploymentState = {};
        QCOMPARE(describeDeployRequest(row).text, u"Open"_s);
    }

    void queue()
    {
        test::ManualClock clock;
        const auto spec = deployQueueSpec({.clock = &clock, .account = u"acc"_s}, u"acme"_s, u"shop"_s);
        api::Deployment row;
        row.id = u"d"_s;
        row.deployRequestNumber = 9;
        row.intoBranch = u"main"_s;
        row.state = api::DeploymentState::Queued;
        row.precedingDeployments.resize(2);
        row.queuedAt = clock.now().addSecs(-60);
        QCOMPARE(
            cells(spec.columns, row),
            (QStringList{u"#9"_s, u"main"_s, u"Queued"_s, u"2"_s, QString(), u"1 min ago"_s, QString(), QString()}));
        QVERIFY(spec.key.kind.isEmpty());
        QCOMPARE(spec.list({}).encodedPath(), u"/organizations/acme/databases/shop/deploy-queue"_s);
    }

    void reviews()
    {
        test::ManualClock clock;
        const auto spec = reviewListSpec({.clock = &clock, .account = u"acc"_s}, u"acme"_s, u"shop"_s, 42);
        api::Review row;
        row.id = u"r"_s;
        row.body = u"<b>no</b>\n\u202efine"_s;
        row.state = api::ReviewState::Approved;
        QCOMPARE(cells(spec.columns, row),
                 (QStringList{u"Approved"_s, QString(), u"<b>no</b>␊⟨U+202E⟩fine"_s, QString()}));
        QCOMPARE(spec.list({.number = 2}).encodedPath(),
                 u"/organizations/acme/databases/shop/deploy-requests/42/reviews"_s);
        row.state = api::OpenEnum<api::ReviewState>::fromText(u"changes_requested"_s);
        QCOMPARE(describeReview(row).text, u"changes_requested"_s);
    }
};

ORRERY_SUITE(TestDeployRequestLists)
#include "tst_deploy_request_lists.moc"
