// SPDX-License-Identifier: GPL-3.0-or-later
// What is marked as a secret goes over the wire and nowhere else, for every operation there is.
#include "api/core/json_codec.h"
#include "models/core/mutation.h"
#include "models/core/request_preview.h"
#include "tests/models/core/store_fixture.h"
#include "tests/spec/operations.h"
#include "tests/support/sample.h"
#include "tests/support/suite.h"

#include <QLoggingCategory>
#include <QMutex>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace orrery::api {

/// A body that has a secret at each place a member can have, so that the test never runs out of cases.
struct SafeKey : Resource
{
    QString id;
    QString phrase;
    static constexpr auto fields()
    {
        return FieldTable{field("id", &SafeKey::id, Meaning::Identifier, "ID"),
                          field("phrase", &SafeKey::phrase, Meaning::Secret, "Phrase")};
    }
};
struct Safe : Resource
{
    QString combination;
    std::optional<SafeKey> own;
    QList<SafeKey> keys;
    static constexpr auto fields()
    {
        return FieldTable{field("combination", &Safe::combination, Meaning::Secret, "Combination"),
                          field("own", &Safe::own, Meaning::Object, "Own"),
                          field("keys", &Safe::keys, Meaning::Object, "Keys")};
    }
};

} // namespace orrery::api

ORRERY_API_RESOURCE(orrery::api::Safe)

namespace {

constexpr api::Endpoint createSafe{.id = "create_backup", // has a pscale command
                                   .method = api::Method::Post,
                                   .path = "/organizations/{organization}/safes",
                                   .summary = "Add a safe"};

QMutex logMutex;
QString logged;

void takeLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const QMutexLocker lock(&logMutex);
    logged += text + u'\n';
}

/// Every text a person can get to see of a described value.
QString shownText(const QList<api::FieldValue> &fields)
{
    QString text;
    for (const api::FieldValue &field : fields)
        text += field.label + u' ' + field.value.toString() + field.value.toStringList().join(u' ') + u'\n'
            + shownText(field.children);
    return text;
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodiesThatHoldOne_data();
    void bodiesThatHoldOne();
    void answersThatHoldOne_data();
    void answersThatHoldOne();
    void someAnswersDo();
    void brokenAnswers();
};

void TestSecrets::bodiesThatHoldOne_data()
{
    QTest::addColumn<api::RequestData>("request");
    const auto safe =
        api::makeRequest<api::Safe>(createSafe, {u"acme"_s}, {}, api::Codec<api::Safe>::body(sample<api::Safe>()));
    QTest::newRow("of our own") << api::RequestData(safe);
    const QList<spec::Operation> all = spec::allOperations();
    for (const spec::Operation &operation : all) {
        if (operation.request.body.contains(sampleSecret.toUtf8()))
            QTest::newRow(operation.request.endpoint->id.data()) << operation.request;
    }
}

void TestSecrets::bodiesThatHoldOne()
{
    QFETCH(api::RequestData, request);
    const RequestPreview preview = previewRequest(request, QUrl(u"https://api.planetscale.com"_s));
    const QString previewed = preview.url + preview.body + preview.pscale + preview.curl;
    QVERIFY(preview.body.contains("[redacted]"_L1));
    QVERIFY(preview.curl.contains("[redacted]"_L1));
    QVERIFY2(!previewed.contains(sampleSecret), qPrintable(previewed));

    StoreFixture f;
    f.peer.addHttp(201, R"({"id":"s1","combination":")" + sampleSecret.toUtf8() + R"("})");
    // The rules of the environment count for more than any set here.
    const auto filter =
        QLoggingCategory::installFilter([](QLoggingCategory *category) { category->setEnabled(QtDebugMsg, true); });
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(takeLog);
    Mutation<api::Safe, api::Safe> mutation;
    mutation.title = u"Add a safe"_s;
    mutation.object = u"acme"_s;
    static_cast<api::RequestData &>(mutation.request) = request;
    mutation.request.decode = &api::Codec<api::Safe>::decode;
    bool ended = false;
    runMutation<api::Safe, api::Safe>(f.context(), this, mutation, [&](const auto &) { ended = true; });
    const bool inTime = QTest::qWaitFor([&ended] { return ended; });
    const QList<JournalEntry> entries = f.recorded();
    qInstallMessageHandler(before);
    QLoggingCategory::installFilter(filter);
    QVERIFY(inTime);

    QCOMPARE(f.peer.requests().size(), 1);
    QVERIFY(f.peer.requests().first().body.contains(sampleSecret.toUtf8())); // the wire has it
    QCOMPARE(entries.size(), 1);
    const JournalEntry &entry = entries.first();
    QVERIFY(entry.body.contains("[redacted]"_L1));
    for (const QString &text : {entry.body, entry.title, entry.object, entry.path, entry.detail})
        QVERIFY2(!text.contains(sampleSecret), qPrintable(text));
    QVERIFY(logged.contains("POST"_L1));
    QVERIFY2(!logged.contains(sampleSecret), qPrintable(logged));

    // Nor does any file of the local database.
    const QFileInfoList files = QDir(f.dir.path()).entryInfoList(QDir::Files);
    QVERIFY(!files.isEmpty());
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(sampleSecret.toUtf8()), qPrintable(info.fileName()));
    }
}

void TestSecrets::answersThatHoldOne_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QList<api::FieldValue>>("described");
    QTest::addColumn<bool>("holdsOne");
    const auto safe = sample<api::Safe>();
    QTest::newRow("of our own") << api::Codec<api::Safe>::encode(safe) << api::describeFields(safe) << true;
    const QList<spec::Operation> all = spec::allOperations();
    for (const spec::Operation &operation : all) {
        if (operation.kept)
            QTest::newRow(operation.request.endpoint->id.data())
                << operation.kept() << operation.described() << operation.answerHoldsSecrets;
    }
}

void TestSecrets::answersThatHoldOne()
{
    QFETCH(QByteArray, kept);
    QFETCH(QList<api::FieldValue>, described);
    QFETCH(bool, holdsOne);
    QVERIFY(!kept.contains(sampleSecret.toUtf8()));
    const QString shown = shownText(described);
    QVERIFY(!shown.contains(sampleSecret));
    QCOMPARE(shown.contains(QString(8, QChar(0x2022))), holdsOne);
}

void TestSecrets::someAnswersDo()
{
    QStringList holding;
    const QList<spec::Operation> all = spec::allOperations();
    for (const spec::Operation &operation : all) {
        if (operation.answerHoldsSecrets)
            holding.append(QString::fromUtf8(operation.request.endpoint->id.data()));
    }
    QVERIFY(holding.contains(u"list_webhooks"_s));
    QVERIFY(holding.contains(u"create_webhook"_s));
}

// An answer that cannot be read is quoted in the error, which is shown and written to the journal.
void TestSecrets::brokenAnswers()
{
    const auto broken =
        api::Codec<api::Safe>::decode(R"({"id":"w1","secret":")" + sampleSecret.toUtf8() + R"(","events":[)");
    QVERIFY(!broken);
    QVERIFY2(!broken.error().message.contains(sampleSecret), qPrintable(broken.error().message));
    QVERIFY2(!broken.error().detail.contains(sampleSecret), qPrintable(broken.error().detail));
}

ORRERY_SUITE(TestSecrets)
#include "tst_secrets.moc"
