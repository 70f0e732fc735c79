// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suite.h"
#include "tests/views/storage/sources/tools_fixture.h"
#include "views/core/code_view.h"
#include "views/core/state_chip.h"
#include "views/storage/sources/webhook_dialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QMessageAuthenticationCode>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::test;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using Verdict = api::WebhookVerdict;

namespace {

const QByteArray secret = "whsec-not-for-your-eyes";

QByteArray payload(const QByteArray &branch = "main", const QByteArray &event = "keyspace.storage",
                   qint64 at = 1'763'000'000)
{
    return "{\"timestamp\":" + QByteArray::number(at) + ",\"event\":\"" + event
        + "\",\"organization\":\"acme\",\"database\":\"shop\",\"resource\":{\"branch_name\":\"" + branch
        + "\",\"keyspace_name\":\"commerce\",\"storage_percentage\":86,\"shards\":[{\"shard\":\"-80\",\"bytes_used\":"
          "90194313216,\"bytes_total_capacity\":107374182400,\"bytes_available\":17179869184,\"storage_percentage\":84}"
          ","
          "{\"shard\":\"80-\",\"bytes_used\":53687091200,\"bytes_total_capacity\":107374182400,\"bytes_available\":"
          "53687091200,\"storage_percentage\":50}]}}";
}

QByteArray signatureOf(const QByteArray &body)
{
    return QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toHex();
}

struct Shown
{
    explicit Shown(StorageToolsFixture &fixture)
        : dialog(&fixture.account.accounts, &fixture.radar, &fixture.history, &fixture.account.clock)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
    }
    void enter(const QByteArray &body, const QByteArray &signature = {}, const QByteArray &key = {})
    {
        named<QPlainTextEdit>(&dialog, u"Body"_s)->setPlainText(QString::fromUtf8(body));
        named<QLineEdit>(&dialog, u"Signature"_s)->setText(QString::fromLatin1(signature));
        named<QLineEdit>(&dialog, u"Secret of the webhook"_s)->setText(QString::fromLatin1(key));
        dialog.inspect();
        QTest::qWait(1); // what a layout has taken in shows then
    }
    [[nodiscard]] QPushButton *import() const
    {
        const auto all = dialog.findChildren<QPushButton *>();
        for (QPushButton *each : all) {
            if (each->text() == u"Import as readings"_s)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QString chip() const { return dialog.findChild<StateChip *>()->state().text; }

    WebhookDialog dialog;
};

} // namespace

class TestWebhookDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theVerdictIsSaid_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("signature");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("chip");
        QTest::addColumn<QString>("sentence");
        const QByteArray body = payload();
        QTest::newRow("genuine") << body << signatureOf(body) << secret << u"Genuine"_s << u"The signature matches:"_s;
        QTest::newRow("prefixed") << body << "sha256=" + signatureOf(body) << secret << u"Genuine"_s
                                  << u"The signature matches:"_s;
        QTest::newRow("no secret") << body << signatureOf(body) << QByteArray() << u"Not verified"_s
                                   << u"Not verified: no secret was given."_s;
        QTest::newRow("no signature") << body << QByteArray() << secret << u"Not verified"_s
                                      << u"Not verified: no signature was given."_s;
        QTest::newRow("half a signature")
            << body << signatureOf(body).left(30) << secret << u"No signature"_s << u"This is not a signature"_s;
        QTest::newRow("another secret") << body << signatureOf(body) << QByteArray("other") << u"Does not match"_s
                                        << u"The signature does not match"_s;
        QTest::newRow("changed") << payload("dev") << signatureOf(body) << secret << u"Does not match"_s
                                 << u"The signature does not match"_s;
        QTest::newRow("a line break more")
            << body + "\n"
            << signatureOf(body) << secret << u"Matches without the last line break"_s << u"which pasting adds"_s;
    }
    void theVerdictIsSaid()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, signature);
        QFETCH(QByteArray, key);
        QFETCH(QString, chip);
        QFETCH(QString, sentence);
        StorageToolsFixture fixture;
        Shown shown(fixture);
        shown.enter(body, signature, key);
        QCOMPARE(shown.chip(), chip);
        QVERIFY2(shownText(&shown.dialog).contains(sentence), qPrintable(shownText(&shown.dialog)));
        QVERIFY(!shownText(&shown.dialog).contains(QString::fromLatin1(secret)));
        QCOMPARE(named<QLineEdit>(&shown.dialog, u"Secret of the webhook"_s)->echoMode(), QLineEdit::Password);
    }

    void aStorageEventIsReadAndImported()
    {
        StorageToolsFixture fixture;
        fixture.grow();
        Shown shown(fixture);
        const QByteArray body = payload("main", "keyspace.storage", fixture.account.clock.now().toSecsSinceEpoch() - 7);
        shown.enter(body, signatureOf(body), secret);
        const QString text = shownText(&shown.dialog);
        for (const QString &expected : {u"keyspace.storage"_s, u"acme"_s, u"shop"_s})
            QVERIFY2(text.contains(expected), qPrintable(expected));
        QTreeView *table = shownTable(&shown.dialog);
        QVERIFY(table);
        QCOMPARE(shownColumn(table, 0), (QStringList{u"commerce / -80"_s, u"commerce / 80-"_s}));
        QCOMPARE(shownColumn(table, 1), (QStringList{u"84\u00A0%"_s, u"50\u00A0%"_s}));
        QCOMPARE(shownColumn(table, 2), (QStringList{u"84.0 GiB"_s, u"50.0 GiB"_s}));
        QVERIFY(shown.dialog.findChild<CodeView *>()->toPlainText().contains(u"\"branch_name\": \"main\""_s));
        QVERIFY(shown.import()->isEnabled());
        QSignalSpy added(&fixture.history, &models::StorageHistory::added);
        QTest::mouseClick(shown.import(), Qt::LeftButton);
        QVERIFY(shownErrors(&shown.dialog).join(u' ').contains(u"2 readings were imported."_s)
                || shownText(&shown.dialog).contains(u"2 readings were imported."_s));
        QVERIFY(!shown.import()->isEnabled()); // once is enough
        QTRY_VERIFY(!added.isEmpty());
        std::optional<models::StorageSeries> kept;
        fixture.history.load(fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s), {}, {}, 0, &fixture.history,
                             [&kept](models::StorageSeries series) { kept = std::move(series); });
        QTRY_VERIFY(kept.has_value());
        const bool found =
            std::any_of(kept->points.cbegin(), kept->points.cend(), [](const models::StoragePoint &point) {
                return point.source == models::StorageSource::Webhook && point.usedPercent == 84.0;
            });
        QVERIFY(found);
    }

    void whatIsNotVerifiedIsImportedOnlyAfterSayingSo()
    {
        StorageToolsFixture fixture;
        fixture.grow();
        Shown shown(fixture);
        shown.enter(payload());
        QVERIFY(!shown.import()->isEnabled());
        QCOMPARE(shown.import()->toolTip(), u"The payload is not verified."_s);
        auto *said = shown.dialog.findChild<QCheckBox *>();
        QVERIFY(said->isVisible());
        said->click();
        QVERIFY(shown.import()->isEnabled());
        // Another payload has to be agreed to again.
        shown.enter(payload("main", "keyspace.storage", 1'763'000'300));
        QVERIFY(!said->isChecked());
        QVERIFY(!shown.import()->isEnabled());
    }

    void whyItCannotBeImportedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("why");
        QTest::newRow("another branch") << payload("dev")
                                        << u"Branch acme / shop / dev was not found in any signed-in account."_s;
        QByteArray untimed = payload();
        untimed.replace("\"timestamp\":1763000000,", "");
        QTest::newRow("no time") << untimed << u"The payload does not say when it was sent."_s;
    }
    void whyItCannotBeImportedIsSaid()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, why);
        StorageToolsFixture fixture;
        fixture.grow();
        Shown shown(fixture);
        shown.enter(body, signatureOf(body), secret);
        QVERIFY(!shown.import()->isEnabled());
        QCOMPARE(shown.import()->toolTip(), why);
        QVERIFY(shownText(&shown.dialog).contains(why));
        QVERIFY(!shown.dialog.findChild<QCheckBox *>()->isVisible());
    }

    void anotherEventHasNothingToImport()
    {
        StorageToolsFixture fixture;
        Shown shown(fixture);
        shown.enter(
            "{\"timestamp\":1763000000,\"event\":\"branch.ready\",\"organization\":\"acme\",\"resource\":{\"id\":1}}");
        QVERIFY(!shown.import()->isVisible());
        QVERIFY(!shownTable(&shown.dialog));
        QVERIFY(shownText(&shown.dialog).contains(u"branch.ready"_s));
        shown.enter("no JSON");
        QVERIFY2(shownText(&shown.dialog).contains(u"The body is not a webhook payload"_s),
                 qPrintable(shownText(&shown.dialog)));
        QVERIFY(!shownText(&shown.dialog).contains(u"branch.ready"_s));
    }

    void aFileKeepsItsExactBytes()
    {
        StorageToolsFixture fixture;
        QByteArray body = payload();
        body.replace(",\"event\"", ",\r\n\"event\""); // a line end that an editor would change
        const QString path = fixture.account.path(u"body.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(body);
        file.close();
        Shown shown(fixture);
        shown.enter(body, signatureOf(body), secret);
        QCOMPARE(shown.chip(), u"Does not match"_s); // the text lost it
        shown.dialog.openFile(path);
        QTRY_COMPARE(shown.chip(), u"Genuine"_s);
        QVERIFY(shownText(&shown.dialog).contains(u"The exact bytes of the file."_s));
        named<QPlainTextEdit>(&shown.dialog, u"Body"_s)->appendPlainText(u" "_s);
        QTRY_COMPARE(shown.chip(), u"Does not match"_s); // now it is what was typed
        shown.dialog.openFile(fixture.account.path(u"nothing.json"_s));
        QTRY_VERIFY(shownErrors(&shown.dialog).join(u' ').contains(u"could not be read"_s));
    }

    void hostileTextStaysText()
    {
        StorageToolsFixture fixture;
        Shown shown(fixture);
        shown.enter(
            "{\"timestamp\":1763000000,\"event\":\"<b>x</b>\\u202e\",\"organization\":\"a\\u001b\",\"resource\":{}}");
        QCOMPARE(dangerousCharacter(shownText(&shown.dialog).remove(u'\n')), QString());
        QVERIFY(shownText(&shown.dialog).contains(u"<b>x</b>"_s));
        QCOMPARE(guessingWidgets(&shown.dialog), QStringList());
        QCOMPARE(unnamedWidgets(&shown.dialog), QStringList());
    }
};

ORRERY_SUITE(TestWebhookDialog)
#include "tst_webhook_dialog.moc"
