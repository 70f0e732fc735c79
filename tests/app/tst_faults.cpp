// SPDX-License-Identifier: GPL-3.0-or-later
// What the service gets wrong, and what the person then sees: a sentence, the rows that were there, and a way on.
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/core/confirm_dialog.h"
#include "views/core/error_bar.h"
#include "views/core/page_title.h"
#include "views/core/state_overlay.h"
#include "views/core/status_strip.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {
const QString databases = QStringLiteral("^/v1/organizations/acme/databases$");
const QString databasesTitle = QStringLiteral("The databases of acme could not be loaded.");
const QString refusedSignIn = QStringLiteral(" is no longer valid. PlanetScale refused it: it has expired or was "
                                             "revoked. Sign in again; what is on screen stays readable.");
} // namespace

class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void listAnswers_data();
    void listAnswers();
    void aPauseOfAnHour();
    void bigBody();
    void fromTheFirstRequestOn();
    void slowAnswer();
    void expiredToken();
    void refusedAgain();
    void revokedToken();
    void wrongServiceToken();
    void mutationAnswers_data();
    void mutationAnswers();

private:
    /// The program on the databases of acme, all there. Kept from row to row: a fault must not outlive itself.
    bool openDatabases();

    std::unique_ptr<AppFixture> m_app;
    QStringList m_names;
};

void TestFaults::cleanup()
{
    if (QTest::currentTestFailed())
        m_app.reset();
}

bool TestFaults::openDatabases()
{
    if (m_app)
        return true;
    auto app = std::make_unique<AppFixture>();
    if (!app->startService() || !app->startDemo() || !QTest::qWaitFor([&] { return app->rowCount() == 2; })
        || !app->clickInSidebar({u"acme"_s}) || !QTest::qWaitFor([&] { return app->rowCount() > 0 && app->isQuiet(); }))
        return false;
    m_names = app->column(0);
    m_app = std::move(app);
    return true;
}

void TestFaults::listAnswers_data()
{
    QTest::addColumn<QJsonArray>("rules");
    QTest::addColumn<QString>("sentence"); // empty: the list is read in the end
    const auto add = [](const char *name, const QString &sentence, const QString &action,
                        const QJsonObject &more = {}) {
        QTest::newRow(name) << QJsonArray{fault(databases, action, more)} << sentence;
    };
    const QString noReport = u" Try again; if it stays, copy the details into a report."_s;
    const QString offline = u"There is no connection to PlanetScale. Check the network, then try again."_s;
    add("403", u"This sign-in is not allowed to do that"_s, u"status"_s,
        {{u"status"_s, 403}, {u"code"_s, u"forbidden"_s}});
    add("404", u"It does not exist, or this sign-in may not see it"_s, u"status"_s,
        {{u"status"_s, 404}, {u"code"_s, u"not_found"_s}});
    add("409", u"PlanetScale said: Somebody was faster. Look at what is there now, then decide again."_s, u"status"_s,
        {{u"status"_s, 409}, {u"message"_s, u"Somebody was faster"_s}});
    add("422", u"PlanetScale said: page is not a number."_s, u"status"_s,
        {{u"status"_s, 422}, {u"code"_s, u"unprocessable"_s}, {u"message"_s, u"page is not a number"_s}});
    add("422 with markup", u"PlanetScale said: <b>⟨U+202E⟩no</b>."_s, u"status"_s,
        {{u"status"_s, 422}, {u"message"_s, u"<b>\u202Eno</b>"_s}});
    add("429 once, naming a second", {}, u"rate_limit"_s, {{u"times"_s, 1}, {u"retry_after"_s, 1}});
    add("429 once, naming a date", {}, u"rate_limit"_s,
        {{u"times"_s, 1}, {u"retry_after"_s, u"date"_s}, {u"seconds"_s, 1}});
    add("429 once, naming nothing", {}, u"rate_limit"_s, {{u"times"_s, 1}});
    add("429 as often as it is tried",
        u"PlanetScale asked for a pause; more requests were sent than the account may send in a minute. Try again in a minute."_s,
        u"rate_limit"_s, {{u"times"_s, 4}, {u"retry_after"_s, 0}});
    add("500", u"PlanetScale failed while answering (status 500)."_s, u"status"_s, {{u"status"_s, 500}});
    add("503 twice", {}, u"status"_s, {{u"status"_s, 503}, {u"times"_s, 2}});
    add("503", u"PlanetScale is not available for the moment (status 503)."_s, u"status"_s, {{u"status"_s, 503}});
    add("empty body", u"The answer is not what this operation documents"_s, u"empty"_s);
    add("HTML as 200", u"The answer is not what this operation documents"_s, u"html"_s);
    add("HTML as 500", u"PlanetScale failed while answering (status 500)."_s, u"html"_s, {{u"status"_s, 500}});
    add("no JSON", noReport.trimmed(), u"non_json"_s);
    add("cut off", offline, u"truncate"_s);
    add("dropped", u"PlanetScale cannot be reached. What was loaded stays readable; Orrery keeps trying."_s, u"drop"_s);
    add("dropped after the head", offline, u"drop_after_headers"_s);
    add("dropped once", {}, u"drop"_s, {{u"times"_s, 1}});
    add("wrong types", {}, u"wrong_types"_s);
    add("unknown enums", {}, u"unknown_enums"_s);
    add("null fields", {}, u"null_fields"_s);
    add("repeated cursor", u"The answer is not what this operation documents"_s, u"repeat_cursor"_s);
    add("endless pages", {}, u"endless_pages"_s);
    add("clock skew", {}, u"clock_skew"_s, {{u"seconds"_s, -86400}});
    add("redirect elsewhere",
        u"PlanetScale answered with a redirect to another place. It was not followed, to keep the sign-in here."_s,
        u"redirect"_s, {{u"location"_s, u"http://127.0.0.2:9/v1/organizations/acme/databases"_s}});
}

void TestFaults::listAnswers()
{
    QFETCH(QJsonArray, rules);
    QFETCH(QString, sentence);
    QVERIFY(openDatabases());
    QCOMPARE(m_app->shownErrors(), QStringList());

    m_app->setFaults(rules);
    const int before = int(m_app->record().size());
    QVERIFY(m_app->refresh());
    QTRY_VERIFY_WITH_TIMEOUT(m_app->record().size() > before, 2000);
    QTRY_VERIFY_WITH_TIMEOUT(m_app->isQuiet() && !m_app->page()->loadState().isLoading(), 15'000);
    // What was on screen stays, whatever came.
    QCOMPARE(m_app->column(0), m_names);
    QVERIFY(m_app->table()->isVisible());
    if (sentence.isEmpty()) {
        QCOMPARE(m_app->shownErrors(), QStringList());
    } else {
        QCOMPARE(m_app->shownErrors().size(), 1);
        const QString shown = m_app->shownErrors().first();
        // That nothing answers is said by the window, once for everything.
        const bool lost = shown.startsWith(u"PlanetScale cannot be reached."_s);
        QVERIFY2((lost || shown.startsWith(databasesTitle)) && shown.contains(sentence), qPrintable(shown));
        QVERIFY(m_app->age().startsWith(u"offline copy, "_s));
    }

    // And it passes.
    m_app->setFaults({});
    if (!sentence.isEmpty()) {
        const auto *bar = m_app->page()->findChild<views::StateOverlay *>()->bar();
        if (QAbstractButton *retry = AppFixture::button(bar, u"Retry"_s))
            QVERIFY(m_app->click(retry));
        else
            QVERIFY(m_app->refresh());
        QTRY_COMPARE(m_app->shownErrors(), QStringList());
    } else {
        QVERIFY(m_app->refresh());
    }
    QTRY_VERIFY(m_app->isQuiet());
    QCOMPARE(m_app->column(0), m_names);
}

void TestFaults::aPauseOfAnHour()
{
    QVERIFY(openDatabases());
    m_app->setFaults({fault(databases, u"rate_limit"_s, {{u"times"_s, 1}, {u"retry_after"_s, 3600}})});
    const int before = m_app->count(u"GET"_s, u"/v1/organizations/acme/databases"_s);
    QVERIFY(m_app->refresh());
    // Nobody waits an hour for a list: it is told at once, and tried once only.
    QTRY_COMPARE_WITH_TIMEOUT(
        m_app->shownErrors(),
        (QStringList{
            databasesTitle
            + u" PlanetScale asked for a pause; more requests were sent than the account may send in a minute. Try again in a minute."_s}),
        2000);
    QCOMPARE(m_app->count(u"GET"_s, u"/v1/organizations/acme/databases"_s), before + 1);
    QCOMPARE(m_app->column(0), m_names);
    QVERIFY(m_app->age().startsWith(u"offline copy, "_s));
    const QString told = m_app->window()->findChild<views::StatusStrip *>()->text();
    QVERIFY2(told.startsWith(u"Rate limited by PlanetScale (sam.keller@acme.example); loading resumes in "_s),
             qPrintable(told));
    // Whoever tries again meanwhile adds nothing to what the service has had enough of; the window goes on.
    QVERIFY(m_app->click(AppFixture::button(m_app->page(), u"Retry"_s)));
    QTRY_VERIFY(m_app->age().startsWith(u"refreshing…"_s));
    QVERIFY(m_app->enterRow(u"shop"_s));
    QCOMPARE(models::databaseOf(m_app->window()->location()), u"shop"_s);
    QCOMPARE(m_app->count(u"GET"_s, u"/v1/organizations/acme/databases"_s), before + 1);
    m_app.reset(); // the account rests for two minutes
}

void TestFaults::bigBody()
{
    QVERIFY(openDatabases());
    m_app->setFaults({fault(databases, u"big_body"_s, {{u"mb"_s, 300}})});
    QVERIFY(m_app->refresh());
    QTRY_COMPARE_WITH_TIMEOUT(
        m_app->shownErrors(),
        (QStringList{databasesTitle
                     + u" The answer to “See the databases” is larger than 16.0 MiB and was not read to its end."_s}),
        20'000);
    QCOMPARE(m_app->column(0), m_names);
    m_app->setFaults({});
    QVERIFY(m_app->refresh());
    QTRY_COMPARE(m_app->shownErrors(), QStringList());
}

void TestFaults::fromTheFirstRequestOn()
{
    // The rules as a file, as a person would give them: the second organization never had rows.
    AppFixture app;
    QVERIFY(app.startService(
        {u"--time-scale"_s, u"0"_s, u"--faults"_s,
         app.writeFaults({fault(u"^/v1/organizations/northwind/databases$"_s, u"status"_s,
                                {{u"status"_s, 403}, {u"code"_s, u"forbidden"_s}, {u"times"_s, 1}})})}));
    QVERIFY(app.startDemo());
    QVERIFY(app.clickInSidebar({u"northwind"_s}));
    QTRY_COMPARE(app.shownErrors().size(), 1);
    const QString shown = app.shownErrors().first();
    QVERIFY2(shown.startsWith(
                 u"The databases of northwind could not be loaded. This sign-in is not allowed to do that (needs "_s),
             qPrintable(shown));
    QVERIFY2(shown.endsWith(u"Ask an administrator of the organization, or sign in with more access."_s),
             qPrintable(shown));
    QVERIFY(AppFixture::button(app.page(), u"Sign in"_s));
    QVERIFY(app.refresh());
    QTRY_VERIFY(app.rowCount() > 0);
    QCOMPARE(app.shownErrors(), QStringList());
}

void TestFaults::slowAnswer()
{
    QVERIFY(openDatabases());
    m_app->setFaults({fault(databases, u"delay"_s, {{u"ms"_s, 1500}})});
    QVERIFY(m_app->refresh());
    QTRY_VERIFY(m_app->age().startsWith(u"refreshing…"_s));
    QCOMPARE(m_app->column(0), m_names);
    // The window goes on meanwhile.
    QVERIFY(m_app->enterRow(u"shop"_s));
    QCOMPARE(models::databaseOf(m_app->window()->location()), u"shop"_s);
    QTRY_VERIFY(m_app->column(0).contains(u"main"_s));
    QVERIFY(m_app->clickInSidebar({u"acme"_s}));
    QTRY_VERIFY(m_app->isQuiet());
    m_app->setFaults({});
    QCOMPARE(m_app->column(0), m_names);
}

void TestFaults::expiredToken()
{
    QVERIFY(openDatabases());
    const int tokens = m_app->count(u"POST"_s, u"/oauth/token"_s);
    QVERIFY(!m_app->control(u"expire-tokens"_s).isEmpty());
    const int before = m_app->count(u"GET"_s, u"/v1/organizations/acme/databases"_s);
    QVERIFY(m_app->refresh());
    QTRY_COMPARE(m_app->count(u"GET"_s, u"/v1/organizations/acme/databases"_s),
                 before + 2); // refused, then with the new token
    QTRY_VERIFY(m_app->isQuiet());
    QCOMPARE(m_app->count(u"POST"_s, u"/oauth/token"_s), tokens + 1);
    QCOMPARE(m_app->shownErrors(), QStringList());
    QCOMPARE(m_app->column(0), m_names);
    QVERIFY(m_app->age().startsWith(u"updated "_s));
}

void TestFaults::refusedAgain()
{
    QVERIFY(openDatabases());
    const int tokens = m_app->count(u"POST"_s, u"/oauth/token"_s);
    m_app->setFaults({fault(databases, u"expire_token"_s)});
    QVERIFY(m_app->refresh());
    // Refused with the new token as well: one renewal, no loop, and a way on.
    QTRY_COMPARE(
        m_app->shownErrors(),
        QStringList(databasesTitle
                    + u" PlanetScale no longer accepts this sign-in: it has ended or was revoked. Sign in again."_s));
    QCOMPARE(m_app->count(u"POST"_s, u"/oauth/token"_s), tokens + 1);
    QCOMPARE(m_app->column(0), m_names);
    // Whatever that operation has against it: the sign-in is fresh and everything else goes on.
    m_app->setFaults({});
    QVERIFY(m_app->refresh());
    QTRY_VERIFY(m_app->isQuiet());
    QCOMPARE(m_app->shownErrors(), QStringList());
}

void TestFaults::revokedToken()
{
    QVERIFY(openDatabases());
    QVERIFY(!m_app->control(u"revoke-tokens"_s).isEmpty());
    QVERIFY(m_app->refresh());
    const auto accountBar = [&]() -> views::ErrorBar * {
        const auto bars = m_app->window()->findChildren<views::ErrorBar *>();
        for (views::ErrorBar *bar : bars) {
            if (bar->isVisible() && bar->text().contains(u"is no longer valid."_s))
                return bar;
        }
        return nullptr;
    };
    QTRY_VERIFY(accountBar());
    QVERIFY2(accountBar()->text().endsWith(refusedSignIn), qPrintable(accountBar()->text()));
    QCOMPARE(m_app->column(0), m_names);
    QTRY_VERIFY(m_app->isQuiet());
    QCOMPARE(m_app->shownErrors().size(), 1); // the bar's, which the page does not repeat

    // The bar leads to signing in again, and the same account goes on.
    QVERIFY(m_app->click(AppFixture::button(accountBar(), u"Sign in"_s)));
    QCOMPARE(m_app->window()->location().route, u"welcome"_s);
    QVERIFY(!accountBar()); // that page says itself what it is for
    QVERIFY(m_app->click(AppFixture::button(m_app->page(), u"Continue in the browser"_s)));
    QTRY_VERIFY(m_app->window()->location().route != u"welcome"_s);
    QVERIFY(!accountBar());
    QCOMPARE(m_app->program()->accounts()->workspaces().size(), 1);
    QVERIFY(m_app->clickInSidebar({u"acme"_s}));
    QVERIFY(m_app->refresh());
    QTRY_VERIFY(m_app->isQuiet() && m_app->age().startsWith(u"updated "_s));
    QCOMPARE(m_app->shownErrors(), QStringList());
    QCOMPARE(m_app->column(0), m_names);
}

void TestFaults::wrongServiceToken()
{
    AppFixture app;
    QVERIFY(app.startService());
    qputenv("PLANETSCALE_SERVICE_TOKEN_ID", "demotoken001");
    qputenv("PLANETSCALE_SERVICE_TOKEN", "pscale_tkn_wrong");
    CommandLine line;
    line.host = app.url();
    line.profile = app.profile();
    line.organization = u"acme"_s;
    const bool started = app.startProgram(line);
    qunsetenv("PLANETSCALE_SERVICE_TOKEN_ID");
    qunsetenv("PLANETSCALE_SERVICE_TOKEN");
    QVERIFY(started);
    // One cause, said once: on the page, which has nothing else to show.
    QTRY_COMPARE(
        app.shownErrors(),
        QStringList(
            u"The organizations could not be loaded. PlanetScale no longer accepts this sign-in: it has ended or was revoked. Sign in again."_s));
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.shownErrors().size(), 1);
    QVERIFY(app.click(AppFixture::button(app.page(), u"Sign in"_s)));
    QCOMPARE(app.shownErrors(), QStringList());
    QVERIFY(!LogCapture::lines().join(u'\n').contains(u"pscale_tkn_wrong"_s));
    QVERIFY(!app.shownText().contains(u"pscale_tkn_"_s));
}

void TestFaults::mutationAnswers_data()
{
    QTest::addColumn<QJsonObject>("rule");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<int>("sent");
    const QString reviews = u"/deploy-requests/42/reviews$"_s;
    const auto post = [&](const QString &action, QJsonObject more = {}) {
        more.insert(u"method"_s, u"POST"_s);
        return fault(reviews, action, more);
    };
    QTest::newRow("409") << post(u"status"_s, {{u"status"_s, 409}, {u"message"_s, u"Already reviewed"_s}})
                         << u"PlanetScale said: Already reviewed."_s << 1;
    QTest::newRow("422") << post(u"status"_s, {{u"status"_s, 422}, {u"message"_s, u"Not now"_s}})
                         << u"PlanetScale said: Not now."_s << 1;
    QTest::newRow("500") << post(u"status"_s, {{u"status"_s, 500}})
                         << u"PlanetScale failed while answering (status 500). Whether it took effect is unknown."_s
                         << 1;
    QTest::newRow("503 of a gateway") << post(u"status"_s, {{u"status"_s, 503}})
                                      << u"Whether it took effect is unknown."_s << 1;
    // Never sent a second time by itself: it may have taken effect.
    QTest::newRow("dropped")
        << post(u"drop"_s)
        << u"The connection was lost after the request was sent. Whether it took effect is unknown. Look at what is there now before sending it again."_s
        << 1;
}

void TestFaults::mutationAnswers()
{
    QFETCH(QJsonObject, rule);
    QFETCH(QString, sentence);
    QFETCH(int, sent);
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->open(models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42, u"changes"_s));
    QTRY_VERIFY(app.isQuiet());
    QVERIFY(app.viewAllTables());
    QTRY_VERIFY(AppFixture::button(app.page(), u"Approve"_s));
    app.setFaults({rule});
    QVERIFY(app.click(AppFixture::button(app.page(), u"Approve"_s)));
    const auto dialog = [&] { return app.window()->findChild<views::ConfirmDialog *>(); };
    QTRY_VERIFY(dialog() && dialog()->isVisible());
    dialog()->lossChecks().first()->click();
    QVERIFY(app.click(dialog()->confirmButton()));
    QTRY_COMPARE(app.shownErrors().size(), 1);
    QVERIFY2(app.shownErrors().first().contains(sentence), qPrintable(app.shownErrors().first()));
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.mutations().size(), sent);
    QVERIFY(app.window()->windowTitle().contains(u"#42 Add loyalty points"_s));
}

ORRERY_SUITE(TestFaults)
#include "tst_faults.moc"
