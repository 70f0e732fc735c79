// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "api/webhooks/webhook_payload.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery::api;
using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "whsec-orrery";

/// Made with `printf … | openssl dgst -sha256 -hmac whsec-orrery`.
const QByteArray signedBody = "{\"timestamp\":1745526125,\"event\":\"keyspace.storage\"}";
const QByteArray signature = "0d56fabb7ce002fc81bb820138ed896fc187f2468c1308f89ff403838fd43df3";

QByteArray storageBody(const QByteArray &event, const QByteArray &resource)
{
    return "{\"timestamp\":1745526125,\"event\":\"" + event
        + "\",\"organization\":\"acme\",\"database\":\"shop\",\"resource\":" + resource + "}";
}

} // namespace

class TestWebhookPayload final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifies_data();
    void verifies();
    void keyspaceStorage();
    void clusterStorage();
    void otherEvents();
    void incomplete_data();
    void incomplete();
    void oddShards();
    void unreadable_data();
    void unreadable();
};

void TestWebhookPayload::verifies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<WebhookVerdict>("verdict");
    const auto row = [](const char *name, const QByteArray &body, const QByteArray &given, const QByteArray &key,
                        WebhookVerdict verdict) { QTest::newRow(name) << body << given << key << verdict; };
    using V = WebhookVerdict;
    row("genuine", signedBody, signature, secret, V::Genuine);
    row("capital digits", signedBody, signature.toUpper(), secret, V::Genuine);
    row("pasted with blanks", signedBody, " " + signature + "\r\n", "\t" + secret + "\n", V::Genuine);
    row("with the name of the hash", signedBody, "sha256=" + signature, secret, V::Genuine);
    // RFC 4231, test case 2
    row("RFC 4231", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "Jefe", V::Genuine);
    row("another secret", signedBody, signature, "whsec-other", V::Different);
    row("changed body", QByteArray(signedBody).replace("keyspace", "keyspacE"), signature, secret, V::Different);
    row("reformatted body", QByteArray(signedBody).replace(",", ", "), signature, secret, V::Different);
    row("line break at the end", signedBody + "\n", signature, secret, V::DifferentByLineEnd);
    row("line break of Windows", signedBody + "\r\n", signature, secret, V::DifferentByLineEnd);
    row("last digit", signedBody, signature.chopped(1) + (signature.endsWith('0') ? "1" : "0"), secret, V::Different);
    row("short", signedBody, signature.chopped(2), secret, V::BadSignature);
    row("no digits", signedBody, QByteArray(64, 'x'), secret, V::BadSignature);
    row("no signature", signedBody, " ", secret, V::NoSignature);
    row("no secret", signedBody, signature, "", V::NoSecret);
    row("empty body", "", signature, secret, V::Different);
}

void TestWebhookPayload::verifies()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, key);
    QFETCH(WebhookVerdict, verdict);
    QCOMPARE(verifyWebhook(body, given, Secret(key)), verdict);
}

void TestWebhookPayload::keyspaceStorage()
{
    const auto payload = decodeWebhook(
        storageBody("keyspace.storage",
                    "{\"branch_name\":\"main\",\"keyspace_name\":\"commerce\",\"storage_percentage\":86,\"shards\":["
                    "{\"shard\":\"-80\",\"bytes_used\":208470605824,\"bytes_total_capacity\":472424366080,"
                    "\"bytes_available\":263953760256,\"storage_percentage\":44.1},"
                    "{\"shard\":\"80-\",\"bytes_used\":400000000000,\"bytes_total_capacity\":472424366080}]}"));
    QVERIFY(payload);
    QCOMPARE(payload->event, u"keyspace.storage"_s);
    QCOMPARE(payload->timestamp, QDateTime({2025, 4, 24}, {20, 22, 5}, orrery::kUtc));
    QCOMPARE(payload->organization, u"acme"_s);
    QCOMPARE(payload->database, u"shop"_s);
    QVERIFY(payload->resource.startsWith("{\n  \"branch_name\": \"main\",\n  \"keyspace_name\": \"commerce\",\n"));
    QCOMPARE(payload->missing, QStringList());
    QVERIFY(payload->storage);
    QCOMPARE(payload->storage->branch, u"main"_s);
    QCOMPARE(payload->storage->keyspace, u"commerce"_s);
    QCOMPARE(payload->storage->usedPercent, std::optional<double>(86));
    QCOMPARE(payload->storage->shards,
             (QList<WebhookShardStorage>{{.shard = u"-80"_s,
                                          .usedBytes = 208470605824,
                                          .capacityBytes = 472424366080,
                                          .availableBytes = 263953760256,
                                          .usedPercent = 44.1},
                                         {.shard = u"80-"_s,
                                          .usedBytes = 400000000000,
                                          .capacityBytes = 472424366080,
                                          .availableBytes = {},
                                          .usedPercent = {}}}));
}

void TestWebhookPayload::clusterStorage()
{
    const auto payload =
        decodeWebhook(storageBody("cluster.storage",
                                  "{\"branch_name\":\"main\",\"storage_percentage\":44,\"shards\":[{\"bytes_used\":1,"
                                  "\"bytes_total_capacity\":2,\"bytes_available\":1,\"storage_percentage\":50}]}"));
    QVERIFY(payload && payload->storage);
    QCOMPARE(payload->missing, QStringList());
    QCOMPARE(payload->storage->keyspace, QString());
    QCOMPARE(payload->storage->shards.size(), 1);
    QCOMPARE(payload->storage->shards.at(0).shard, QString());
    QCOMPARE(payload->storage->shards.at(0).usedPercent, std::optional<double>(50));
}

void TestWebhookPayload::otherEvents()
{
    const auto payload = decodeWebhook("{\"event\":\"webhook.test\",\"resource\":{\"id\":\"x\"}}");
    QVERIFY(payload);
    QCOMPARE(payload->event, u"webhook.test"_s);
    QVERIFY(!payload->timestamp.isValid());
    QCOMPARE(payload->resource, QByteArray("{\n  \"id\": \"x\"\n}"));
    QVERIFY(!payload->storage);
    QCOMPARE(payload->missing, QStringList()); // only a storage event has to be complete
}

void TestWebhookPayload::incomplete_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("missing");
    QTest::addColumn<bool>("storage");
    const auto row = [](const char *name, const QByteArray &body, const QString &missing, bool storage) {
        QTest::newRow(name) << body << missing.split(u' ', Qt::SkipEmptyParts) << storage;
    };
    row("nothing but the event", "{\"event\":\"keyspace.storage\"}",
        u"timestamp organization database resource branch_name keyspace_name shards"_s, false);
    row("resource of another type", storageBody("cluster.storage", "[1]"), u"resource branch_name shards"_s, false);
    row("the share alone", storageBody("cluster.storage", "{\"branch_name\":\"main\",\"storage_percentage\":61}"),
        u"shards"_s, true);
    row("no keyspace",
        storageBody("keyspace.storage", "{\"branch_name\":\"main\",\"shards\":[{\"storage_percentage\":61}]}"),
        u"keyspace_name"_s, true);
    row("wrong types",
        "{\"timestamp\":[],\"event\":\"cluster.storage\",\"organization\":5,\"database\":null,\"resource\":"
        "{\"branch_name\":{},\"storage_percentage\":\"60\",\"shards\":{}}}",
        u"timestamp organization database branch_name shards"_s, false);
    row("time out of range",
        "{\"event\":\"cluster.storage\",\"timestamp\":9e18,\"organization\":\"o\","
        "\"database\":\"d\",\"resource\":{\"branch_name\":\"b\",\"storage_percentage\":1,"
        "\"shards\":[{\"bytes_used\":1}]}}",
        u"timestamp"_s, true);
}

void TestWebhookPayload::incomplete()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, missing);
    QFETCH(bool, storage);
    const auto payload = decodeWebhook(body);
    QVERIFY(payload);
    QCOMPARE(payload->missing, missing);
    QCOMPARE(payload->storage.has_value(), storage);
}

void TestWebhookPayload::oddShards()
{
    const auto payload = decodeWebhook(
        storageBody("cluster.storage",
                    "{\"branch_name\":\"main\",\"shards\":[null,7,{},{\"shard\":\"-\"},{\"bytes_used\":-1},"
                    "{\"bytes_used\":\"5\"},{\"bytes_used\":0,\"storage_percentage\":140}]}"));
    QVERIFY(payload && payload->storage);
    QCOMPARE(payload->storage->leftOut, 6);
    QCOMPARE(payload->storage->shards.size(), 1);
    QCOMPARE(payload->storage->shards.at(0).usedBytes, std::optional<double>(0));
    QCOMPARE(payload->storage->shards.at(0).usedPercent, std::optional<double>(140));
}

void TestWebhookPayload::unreadable_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<int>("kind");
    const int decode = int(ApiError::Kind::Decode);
    QTest::newRow("nothing") << QByteArray() << u"the answer has no body"_s << decode;
    QTest::newRow("list") << QByteArray("[]") << u"expected an object"_s << decode;
    QTest::newRow("no event") << QByteArray("{\"resource\":{}}") << u"the text \"event\" is missing"_s << decode;
    QTest::newRow("event of another type")
        << QByteArray("{\"event\":7}") << u"the text \"event\" is missing"_s << decode;
    QTest::newRow("nested") << QByteArray(100'000, '[') << QString() << int(ApiError::Kind::TooLarge);
    QTest::newRow("cut") << storageBody("cluster.storage", "{}").chopped(4) << QString() << decode;
}

void TestWebhookPayload::unreadable()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    QFETCH(int, kind);
    const auto payload = decodeWebhook(body);
    QVERIFY(!payload);
    QCOMPARE(int(payload.error().kind), kind);
    if (!detail.isEmpty())
        QCOMPARE(payload.error().detail, detail);
    QVERIFY(!payload.error().detail.isEmpty());
}

ORRERY_SUITE(TestWebhookPayload)
#include "tst_webhook_payload.moc"
