// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/organizations/organization_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "tests/views/layout_check.h"
#include "views/core/action_set.h"
#include "views/core/plain_label.h"
#include "views/window/list_pane.h"
#include "views/window/sidebar.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

/// The ways to sign in that need a person elsewhere, and what is done with a sign-in afterwards.
class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theHostIsShownFirst();
    void aCodeForAnotherDevice();
    void aCodeWithoutClientId();
    void organizationsThatWereNotGranted();
    void aServiceTokenBesideTheSignIn();
    void nameAndColor();
    void enterAcceptsInEveryField();

private:
    /// The program at its sign-in page, with this service in place of PlanetScale.
    static bool start(AppFixture &app);
    static QLineEdit *field(const QWidget *in, const QString &name);
    /// Signs in by a code that is allowed for these organizations.
    static bool signIn(AppFixture &app, const QStringList &organizations);
    static views::ListPane *organizations(AppFixture &app);
};

bool TestSignIn::start(AppFixture &app)
{
    CommandLine line;
    line.host = app.url();
    line.profile = app.profile();
    return app.startProgram(line);
}

QLineEdit *TestSignIn::field(const QWidget *in, const QString &name)
{
    for (QLineEdit *edit : in->findChildren<QLineEdit *>()) {
        if (edit->isVisible() && edit->accessibleName() == name)
            return edit;
    }
    return nullptr;
}

bool TestSignIn::signIn(AppFixture &app, const QStringList &organizations)
{
    if (!app.click(app.button(app.page(), u"Sign in with a code on another device"_s)))
        return false;
    QLineEdit *client = field(app.page(), u"Client ID for a sign-in with a code"_s);
    if (!client)
        return false;
    client->setText(u"pscale_app_demo"_s);
    if (!app.click(app.button(app.page(), u"Get a code"_s)))
        return false;
    const auto *code = [&app]() -> const views::PlainLabel * {
        for (const auto *label : app.page()->findChildren<views::PlainLabel *>()) {
            if (label->accessibleName() == u"Code to compare"_s)
                return label;
        }
        return nullptr;
    }();
    if (!code || !QTest::qWaitFor([&] { return code->isVisible() && !code->text().isEmpty(); }, 10'000))
        return false;
    QByteArray form = "decision=allow&user_code=" + code->text().toUtf8();
    for (const QString &name : organizations)
        form += "&organization=" + name.toUtf8();
    QNetworkAccessManager person;
    QNetworkRequest request(app.url().resolved(QUrl(u"/oauth/device"_s)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    const std::unique_ptr<QNetworkReply> reply(person.post(request, form));
    return QTest::qWaitFor([&] { return reply->isFinished() && app.workspace() && app.table(); }, 20'000);
}

views::ListPane *TestSignIn::organizations(AppFixture &app)
{
    return app.page() ? app.page()->findChild<views::ListPane *>() : nullptr;
}

void TestSignIn::theHostIsShownFirst()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(start(app));
    QVERIFY2(
        app.shownText().contains(u"This signs in to %1, not to PlanetScale's own hosts."_s.arg(app.url().authority())),
        qPrintable(app.shownText()));
    // And with which application it will be.
    QVERIFY2(app.shownText().contains(u"Orrery registers itself at %1 as an OAuth application for this computer."_s.arg(
                 app.url().authority())),
             qPrintable(app.shownText()));
}

void TestSignIn::enterAcceptsInEveryField()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(start(app));
    for (const QString &more : {u"Use an OAuth application of your own"_s,
                                u"The tokens come from the organization that owns the application"_s,
                                u"Sign in with a code on another device"_s}) {
        QAbstractButton *link = app.button(app.page(), more);
        QVERIFY2(link, qPrintable(more));
        link->click();
    }
    QTRY_VERIFY(field(app.page(), u"Service token ID of the owner"_s));
    QCOMPARE(fieldsWithoutEnter(app.page()), QStringList());
    // Nothing of it is cut at the sizes people have.
    for (const QSize &size : {QSize(1280, 800), QSize(960, 600)}) {
        app.window()->resize(size);
        QTest::qWait(0);
        const QImage picture = app.window()->grab().toImage(); // also what is laid out only when it is painted
        QCOMPARE(cutWidgets(app.window()), QStringList());
        QCOMPARE(sidewaysScrolling(app.window()), QStringList());
        QCOMPARE(tabOrderBreaks(app.page()), QStringList());
    }
    // And it is the button of that card.
    QLineEdit *port = field(app.page(), u"Port of the redirect address"_s);
    QVERIFY(port);
    QTest::keyClick(port, Qt::Key_Return);
    QTRY_VERIFY(app.button(app.page(), u"Cancel"_s));
}

void TestSignIn::aCodeForAnotherDevice()
{
    AppFixture app;
    QVERIFY(app.startService({u"--time-scale"_s, u"20"_s}));
    QVERIFY(start(app));
    QVERIFY(signIn(app, {u"acme"_s, u"northwind"_s}));
    QTRY_COMPARE(app.column(0), (QStringList{u"acme"_s, u"northwind"_s}));
    // The code is for the person only, never in a log or an address of ours.
    QVERIFY(secretIn(LogCapture::lines().join(u'\n')).isEmpty());
}

void TestSignIn::aCodeWithoutClientId()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(start(app));
    QVERIFY(app.click(app.button(app.page(), u"Sign in with a code on another device"_s)));
    QVERIFY(app.click(app.button(app.page(), u"Get a code"_s)));
    QTRY_VERIFY2(app.shownErrors().join(u'\n').contains(u"No client ID was entered."_s),
                 qPrintable(app.shownErrors().join(u'\n')));
    QTRY_COMPARE(app.window()->focusWidget(), field(app.page(), u"Client ID for a sign-in with a code"_s));
    QVERIFY(app.record().isEmpty());
}

void TestSignIn::organizationsThatWereNotGranted()
{
    AppFixture app;
    QVERIFY(app.startService({u"--time-scale"_s, u"20"_s}));
    QVERIFY(start(app));
    QVERIFY(signIn(app, {u"acme"_s}));
    QTRY_COMPARE(app.column(0), (QStringList{u"acme"_s, u"northwind"_s}));
    const auto access = [&app] { return app.column(app.table()->model()->columnCount() - 1); };
    QTRY_COMPARE(access(), (QStringList{u"Granted"_s, u"Not granted"_s}));
}

void TestSignIn::aServiceTokenBesideTheSignIn()
{
    AppFixture app;
    QVERIFY(app.startService({u"--time-scale"_s, u"20"_s}));
    QVERIFY(start(app));
    QVERIFY(signIn(app, {u"acme"_s, u"northwind"_s}));
    QTRY_COMPARE(app.column(0).size(), 2);
    const QString account = app.workspace()->facts().id;
    app.table()->setCurrentIndex(app.table()->model()->index(0, 0)); // acme
    views::ActionSet *actions = organizations(app)->actions();
    QVERIFY(actions->refusal(u"remove-service-token"_s));

    actions->trigger(u"add-service-token"_s);
    auto *dialog = app.window()->findChild<QDialog *>();
    QVERIFY(dialog);
    const auto enter = [dialog](const QString &id, const QString &token) {
        field(dialog, u"Token ID"_s)->setText(id);
        field(dialog, u"Token"_s)->setText(token);
    };
    // A wrong one is not taken, and what was typed stays.
    enter(u"demotoken001"_s, u"pscale_tkn_wrong"_s);
    QVERIFY(app.click(app.button(dialog, u"Check and add"_s)));
    QTRY_VERIFY2(test::shownText(dialog).contains(u"Sign-in failed."_s), qPrintable(test::shownText(dialog)));
    QVERIFY(app.workspace()->facts().serviceTokens.isEmpty());
    enter(u"demotoken001"_s, u"pscale_tkn_demo"_s);
    QVERIFY(app.click(app.button(dialog, u"Check and add"_s)));
    QTRY_COMPARE(app.workspace()->facts().serviceTokens.value(u"acme"_s), u"demotoken001"_s);
    QCOMPARE(app.workspace()->facts().id, account);
    QTRY_COMPARE(app.column(app.table()->model()->columnCount() - 1), (QStringList{u"Service token"_s, u"Granted"_s}));
    QTRY_VERIFY(!actions->refusal(u"remove-service-token"_s));

    actions->trigger(u"remove-service-token"_s);
    QDialog *question = nullptr;
    QTRY_VERIFY([&] {
        for (auto *each : app.window()->findChildren<QDialog *>()) {
            if (each->isVisible())
                question = each;
        }
        return question != nullptr;
    }());
    QVERIFY(app.click(app.button(question, u"Remove"_s)));
    QTRY_VERIFY(app.workspace()->facts().serviceTokens.isEmpty());
}

void TestSignIn::nameAndColor()
{
    AppFixture app;
    QVERIFY(app.startService({u"--time-scale"_s, u"20"_s}));
    QVERIFY(start(app));
    QVERIFY(signIn(app, {u"acme"_s, u"northwind"_s}));
    organizations(app)->actions()->trigger(u"account-appearance"_s);
    QPointer<QDialog> dialog = app.window()->findChild<QDialog *>();
    QVERIFY(dialog);
    field(dialog, u"Name"_s)->setText(u"Work"_s);
    auto *color = dialog->findChild<QComboBox *>();
    color->setCurrentIndex(color->findText(u"Green"_s));
    QVERIFY(app.click(app.button(dialog, u"Save"_s)));
    QTRY_COMPARE(app.workspace()->facts().label, u"Work"_s);
    QCOMPARE(app.workspace()->facts().color, u"green"_s);
    QTRY_VERIFY(!dialog);
    const QModelIndex row = app.window()->sidebar()->model()->index(2, 0);
    QTRY_COMPARE(row.data().toString(), u"Work"_s);
    QVERIFY(row.data(Qt::DecorationRole).isValid());
    // What the service calls the person does not replace it.
    QVERIFY(app.refresh());
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.workspace()->facts().label, u"Work"_s);
}

ORRERY_SUITE(TestSignIn)
#include "tst_sign_in.moc"
