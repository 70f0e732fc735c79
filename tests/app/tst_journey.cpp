// SPDX-License-Identifier: GPL-3.0-or-later
// The main job of the program, end to end, against a real orrery-simulator: sign in, walk to a deploy request, read, approve
// and deploy it, watch it finish, look at backups and storage. The simulator's record tells what was really sent.
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/core/confirm_dialog.h"
#include "views/core/page_title.h"
#include "views/core/state_chip.h"
#include "views/deploy_requests/deployment/deploy_dialog.h"
#include "views/storage/chart/chart.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListView>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void approveAndDeploy();

private:
    /// Answers the confirmation on screen as a careful person does: ticks every loss, types the name, presses the button.
    static bool confirm(const AppFixture &app, const QString &verb);
    static QStringList chips(const AppFixture &app);
};

bool TestJourney::confirm(const AppFixture &app, const QString &verb)
{
    const auto dialog = [&] { return app.window()->findChild<views::ConfirmDialog *>(); };
    if (!QTest::qWaitFor([&] { return dialog() && dialog()->isVisible(); }, 3000))
        return false;
    const QPointer<views::ConfirmDialog> open(dialog());
    const auto losses = open->lossChecks(); // not what else can be chosen there
    for (QCheckBox *loss : losses)
        loss->click();
    if (QLineEdit *name = open->nameField()) {
        static const QRegularExpression wanted(u"^Type (.+) to confirm:$"_s);
        QTest::keyClicks(name, wanted.match(name->accessibleName()).captured(1));
    }
    // Storage that does not suffice is acknowledged by itself, once it is checked.
    const auto ready = [&open] {
        if (const auto *deploy = qobject_cast<views::DeployDialog *>(open)) {
            for (QCheckBox *failed : deploy->failedChecks())
                failed->setChecked(true);
        }
        return open->confirmButton()->isEnabled();
    };
    if (open->confirmButton()->text() != verb || !QTest::qWaitFor(ready, 3000))
        return false;
    QTest::mouseClick(open->confirmButton(), Qt::LeftButton);
    return QTest::qWaitFor([&] { return !open || !open->isVisible(); }, 3000);
}

QStringList TestJourney::chips(const AppFixture &app)
{
    QStringList texts;
    const auto all = app.page()->findChild<views::PageTitle *>()->findChildren<views::StateChip *>();
    for (const views::StateChip *chip : all) {
        if (chip->isVisible())
            texts.append(chip->accessibleName());
    }
    return texts;
}

void TestJourney::approveAndDeploy()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());

    // Signed in over the real OAuth path; the first page is the list of organizations.
    QTRY_COMPARE(app.rowCount(), 2);
    QCOMPARE(app.column(0), (QStringList{u"acme"_s, u"northwind"_s}));
    QCOMPARE(app.count(u"POST"_s, u"/oauth/token"_s), 1);

    // Through the sidebar to the organization, through its table to the database.
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QCOMPARE(app.window()->location().route, u"organization"_s);
    QTRY_VERIFY(app.column(0).contains(u"shop"_s));
    QVERIFY(app.enterRow(u"shop"_s));
    QCOMPARE(models::databaseOf(app.window()->location()), u"shop"_s);
    QTRY_VERIFY(app.column(0).contains(u"main"_s));
    QVERIFY(app.clickTab(u"deploy-requests"_s));
    QTRY_VERIFY(app.rowCount() > 1);
    QVERIFY(app.enterRow(u"#42"_s));
    QCOMPARE(models::requestNumberOf(app.window()->location()), 42);

    // What it changes.
    QTRY_VERIFY(app.window()->windowTitle().contains(u"#42 Add loyalty points"_s));
    QVERIFY(app.clickTab(u"changes"_s));
    auto *changes = app.page()->findChild<QListView *>();
    QVERIFY(changes);
    QTRY_COMPARE(changes->model()->rowCount(), 5); // the overview comes first
    QStringList tables;
    for (int row = 1; row < 5; ++row)
        tables.append(changes->model()->index(row, 0).data().toString());
    tables.sort();
    QCOMPARE(tables, (QStringList{u"customers"_s, u"loyalty_points"_s, u"orders"_s, u"promotions"_s}));
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.mutations().size(), 0);

    // Approve, through the button of the page and the real dialog: what is destructive has to be viewed first.
    QVERIFY(!app.button(app.page(), u"Approve"_s));
    QVERIFY(app.viewAllTables());
    QTRY_VERIFY(app.button(app.page(), u"Approve"_s));
    QVERIFY(app.click(app.button(app.page(), u"Approve"_s)));
    QVERIFY(confirm(app, u"Approve"_s));
    const QString request = u"/v1/organizations/acme/databases/shop/deploy-requests/42"_s;
    QTRY_COMPARE(app.count(u"POST"_s, request + u"/reviews"_s), 1);
    QTRY_VERIFY(app.isQuiet());

    // Deploy: it drops a column with data, so the loss is ticked and the name typed.
    QTRY_VERIFY(app.button(app.page(), u"Deploy changes"_s));
    QVERIFY(app.click(app.button(app.page(), u"Deploy changes"_s)));
    QVERIFY(confirm(app, u"Deploy changes"_s));
    QElapsedTimer watched;
    watched.start();
    QTRY_COMPARE(app.count(u"POST"_s, request + u"/deploy"_s), 1);

    // Watch it: simulated time passes, the page follows by itself.
    QVERIFY(app.clickTab(u"operations"_s));
    app.advance(30);
    QTRY_VERIFY_WITH_TIMEOUT(chips(app).contains(u"Deploying"_s), 10'000);
    const auto *operations = app.tabs()->bar();
    QTRY_VERIFY(operations->tabText(operations->currentIndex()) != u"Operations"_s); // says how far it is
    app.advance(900);
    QTRY_COMPARE_WITH_TIMEOUT(chips(app), (QStringList{u"Open"_s, u"Deployed, revertible"_s, u"Approved"_s}), 15'000);
    QVERIFY(app.button(app.page(), u"Revert changes"_s));

    // Back to the database for its backups, and to the branch for its storage.
    QVERIFY(app.clickInSidebar({u"acme"_s, u"shop"_s}));
    QVERIFY(app.clickTab(u"backups"_s));
    QTRY_VERIFY(app.rowCount() > 0);
    QVERIFY(app.clickInSidebar({u"acme"_s, u"shop"_s, u"main"_s}));
    QVERIFY(app.clickTab(u"storage"_s));
    const auto chart = [&] { return app.page()->findChild<views::StorageChart *>(); };
    QTRY_VERIFY(chart() && chart()->isVisible() && !chart()->series().isEmpty());
    QTRY_VERIFY(app.isQuiet());
    QCOMPARE(app.shownErrors(), QStringList());

    // Exactly what was asked for was sent, once, and nothing else that changes anything.
    const QList<Recorded> mutations = app.mutations();
    QStringList sent;
    for (const Recorded &each : mutations)
        sent.append(each.key());
    QCOMPARE(sent, (QStringList{u"POST "_s + request + u"/reviews"_s, u"POST "_s + request + u"/deploy"_s}));
    QCOMPARE(mutations.at(0).body.toObject().value(u"state"_s).toString(), u"approved"_s);
    QCOMPARE(mutations.at(0).status, 201);
    QCOMPARE(mutations.at(1).body.toObject().value(u"instant_ddl"_s).toBool(), false);
    QCOMPARE(mutations.at(1).status, 200);

    // Nothing was read twice without a reason.
    const QString shop = u"/v1/organizations/acme/databases/shop"_s;
    const QMap<QString, int> more{
        {shop + u"/branches/main/backups"_s, 2}, // the list, and those that are marked on the chart
        {shop + u"/deploy-requests"_s, 3}, // the list, the open ones into main, and those that are marked on the chart
        {request + u"/diff"_s, 2}, // compared once more before approving
        {request + u"/reviews"_s, 2}, // read again after approving
    };
    QMap<QString, int> read;
    for (const Recorded &each : app.record()) {
        if (each.method == u"GET"_s && each.path.startsWith(u"/v1/"_s))
            ++read[each.path];
    }
    // Followed while the deployment runs. The request: opened, read before and after approving, before deploying, and by
    // the page's polls. The queue: when opened and whenever the deployment's state changes.
    const int polled = read.take(request);
    QVERIFY2(polled >= 6 && polled <= 5 + int(watched.elapsed() / 4000) + 1, qPrintable(QString::number(polled)));
    const int queue = read.take(shop + u"/deploy-queue"_s);
    QVERIFY2(queue >= 1 && queue <= 4, qPrintable(QString::number(queue)));
    for (auto each = read.cbegin(); each != read.cend(); ++each)
        QVERIFY2(each.value() <= more.value(each.key(), 1), qPrintable(u"%1: %2"_s.arg(each.key()).arg(each.value())));

    // No secret anywhere a person might send on.
    QCOMPARE(secretIn(QString::fromUtf8(app.recordText())), QString());
    QCOMPARE(secretIn(LogCapture::lines().join(u'\n')), QString());
}

ORRERY_SUITE(TestJourney)
#include "tst_journey.moc"
