// SPDX-License-Identifier: GPL-3.0-or-later
// A second start on the same profile: what was kept is there before the service has answered anything, says how old it is,
// and stays readable without a service.
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestSecondStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptBeforeAnyAnswer();
    void readableOffline();
};

void TestSecondStart::keptBeforeAnyAnswer()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_VERIFY(app.rowCount() > 0 && app.isQuiet());
    const QStringList databases = app.column(0);
    QVERIFY(databases.contains(u"shop"_s));
    app.window()->open(models::databasePlace({}, u"acme"_s, u"shop"_s, u"deploy-requests"_s));
    QTRY_VERIFY(app.rowCount() > 5 && app.isQuiet());
    const int requests = app.rowCount();
    app.window()->open(models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42, u"changes"_s));
    QTRY_VERIFY(app.window()->windowTitle().contains(u"#42 Add loyalty points"_s) && app.isQuiet());
    app.endProgram();

    // Nothing below /v1 is answered now for as long as the test looks.
    app.setFaults({fault(u"^/v1/"_s, u"delay"_s, {{u"ms"_s, 60'000}})});
    const int before = app.count(u"GET"_s, u"/v1/organizations"_s);
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QCOMPARE(app.column(0), (QStringList{u"acme"_s, u"northwind"_s}));
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_COMPARE(app.column(0), databases);
    QTRY_VERIFY2(app.age().startsWith(u"refreshing… ("_s) || app.age().startsWith(u"offline copy, "_s),
                 qPrintable(app.age()));
    QVERIFY(app.enterRow(u"shop"_s));
    QVERIFY(app.clickTab(u"deploy-requests"_s));
    QTRY_COMPARE(app.rowCount(), requests);
    QVERIFY(app.enterRow(u"#42"_s));
    QTRY_VERIFY(app.window()->windowTitle().contains(u"#42 Add loyalty points"_s));
    QCOMPARE(app.shownErrors(), QStringList());
    QVERIFY(app.count(u"GET"_s, u"/v1/organizations"_s) <= before + 1);
}

void TestSecondStart::readableOffline()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_VERIFY(app.rowCount() > 0 && app.isQuiet());
    const QStringList databases = app.column(0);

    // In mid-session.
    app.stopService();
    QVERIFY(app.refresh());
    QTRY_COMPARE_WITH_TIMEOUT(
        app.shownErrors(),
        // One cause, said once for everything that is on screen.
        (QStringList{u"PlanetScale cannot be reached. What was loaded stays readable; Orrery keeps trying."_s}), 8000);
    QCOMPARE(app.column(0), databases);
    QTRY_VERIFY(app.age().startsWith(u"offline copy, "_s));
    QVERIFY(AppFixture::button(app.window(), u"Try now"_s));
    const CommandLine line = app.demoLine();
    app.endProgram();

    // And from the start on: the sign-in fails with a sentence, the rows are there.
    CommandLine gone = line;
    gone.demoServer = QUrl(u"http://127.0.0.1:9"_s); // nobody listens on the discard port
    QVERIFY(app.startProgram(gone));
    QTRY_VERIFY(!app.shownErrors().isEmpty());
    QVERIFY2(
        app.shownErrors().first().startsWith(u"Sign-in failed. 127.0.0.1:9: There is no connection to PlanetScale."_s),
        qPrintable(app.shownErrors().join(u'\n')));
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_COMPARE(app.column(0), databases);
}

ORRERY_SUITE(TestSecondStart)
#include "tst_second_start.moc"
