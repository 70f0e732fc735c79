// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webhooks/requests.h"
#include "tests/api/resource_suite.h"
#include "tests/api/webhooks/fixtures.h"
#include "tests/support/suite.h"

using namespace orrery::api;
using namespace orrery::api::test;
using namespace Qt::StringLiterals;

class TestApiWebhooks final : public ResourceSuite
{
    Q_OBJECT

    void addNames() override;
    void addRequests() override;

private Q_SLOTS:
    void webhook();
    void neverSent();
    void unknownEvents();
    void everyEventHasFacts();
    void bodies();
};

void TestApiWebhooks::addNames()
{
    addFields<Webhook>("Webhook",
                       "id url secret enabled last_sent_result last_sent_success last_sent_at created_at "
                       "updated_at events");
    addFields<WebhookCreate>("WebhookCreate", "url enabled events");
    addFields<WebhookUpdate>("WebhookUpdate", "url enabled events");
    addWords<WebhookEvent>(
        "WebhookEvent",
        "branch.ready branch.anomaly branch.out_of_memory branch.primary_promoted branch.schema_recommendation "
        "branch.sleeping branch.start_maintenance cluster.storage database.access_request deploy_request.closed "
        "deploy_request.errored deploy_request.in_progress deploy_request.opened deploy_request.pending_cutover "
        "deploy_request.queued deploy_request.reverted deploy_request.schema_applied keyspace.storage "
        "webhook.test");
}

void TestApiWebhooks::addRequests()
{
    const QString acme = u"acme"_s;
    const QString shop = u"shop"_s;
    const QString id = u"wh/1"_s;
    addRequest("list", webhooks::list({acme, shop}), "GET", "/organizations/acme/databases/shop/webhooks",
               "page=1&per_page=100");
    addRequest("get", webhooks::get({acme, shop}, id), "GET", "/organizations/acme/databases/shop/webhooks/wh%2F1");
    WebhookCreate created;
    created.url = u"https://hooks.example/a"_s;
    created.enabled = true;
    created.events = {WebhookEvent::BranchReady, OpenEnum<WebhookEvent>::fromText(u"branch.new"_s)};
    addRequest("create", webhooks::create({acme, shop}, created), "POST", "/organizations/acme/databases/shop/webhooks",
               "", R"({"enabled":true,"events":["branch.ready","branch.new"],"url":"https://hooks.example/a"})");
    WebhookUpdate updated;
    updated.enabled = false;
    addRequest("disable", webhooks::update({acme, shop}, id, updated), "PATCH",
               "/organizations/acme/databases/shop/webhooks/wh%2F1", "", R"({"enabled":false})");
    addRequest("remove", webhooks::remove({acme, shop}, id), "DELETE",
               "/organizations/acme/databases/shop/webhooks/wh%2F1");
    addRequest("test", webhooks::test({acme, shop}, id), "POST",
               "/organizations/acme/databases/shop/webhooks/wh%2F1/test");
}

void TestApiWebhooks::webhook()
{
    CHECK_RESOURCE(Webhook, webhookJson, u"secret"_s); // a secret of a wrong type is not kept
    const auto value = decoded<Webhook>(webhookJson);
    QCOMPARE(value.secret, u"5b1f0c6a9e3d4f7782ab"_s);
    QCOMPARE(value.lastSentSuccess, std::optional(true));
    QCOMPARE(value.events.size(), 2);
    QVERIFY(value.events.at(1) == WebhookEvent::DeployRequestOpened);
}

void TestApiWebhooks::neverSent()
{
    const auto value = decoded<Webhook>(
        R"({"id":"w1","secret":"s","enabled":false,"last_sent_result":null,"last_sent_success":null,"last_sent_at":null})");
    QVERIFY(value.extras.isEmpty());
    QVERIFY(value.lastSentResult.isNull());
    QVERIFY(!value.lastSentSuccess.has_value());
    QVERIFY(!value.lastSentAt.isValid());
    QVERIFY(value.events.isEmpty());
}

// The service may add an event at any time: it stays in the list, so that a change of the others does not drop it.
void TestApiWebhooks::unknownEvents()
{
    const auto value = decoded<Webhook>(R"({"id":"w1","events":["branch.ready","galaxy.collapsed"]})");
    QCOMPARE(value.events.size(), 2);
    QVERIFY(!value.events.at(1).isKnown());
    QCOMPARE(Codec<Webhook>::encode(value), QByteArray(R"({"events":["branch.ready","galaxy.collapsed"],"id":"w1"})"));
}

void TestApiWebhooks::everyEventHasFacts()
{
    QCOMPARE(webhookEvents.size(), std::size(EnumNames<WebhookEvent>::values));
    for (std::size_t i = 0; i < webhookEvents.size(); ++i) {
        QVERIFY(webhookEvents.at(i).event == EnumNames<WebhookEvent>::values[i].first);
        QCOMPARE(std::size_t(webhookEvents.at(i).event), i);
        const QString name = OpenEnum<WebhookEvent>(webhookEvents.at(i).event).text();
        QCOMPARE(webhookEvents.at(i).subject == WebhookSubject::DeployRequest, name.startsWith("deploy_request."_L1));
        QCOMPARE(webhookEvents.at(i).subject == WebhookSubject::Storage, name.endsWith(".storage"_L1));
    }
}

void TestApiWebhooks::bodies()
{
    const QByteArray all = R"({"url":"https://hooks.example/a","enabled":true,"events":["webhook.test"]})";
    CHECK_RESOURCE(WebhookCreate, all);
    CHECK_RESOURCE(WebhookUpdate, all);
}

ORRERY_SUITE(TestApiWebhooks)
#include "tst_api_webhooks.moc"
