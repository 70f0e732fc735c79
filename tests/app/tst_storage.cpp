// SPDX-License-Identifier: GPL-3.0-or-later
// Watching storage as a person does: the program reads in the background, the sidebar counts, the page names the worst disk
// first, and a volume is followed to its branch. Over real HTTP, against the simulator.
#include "models/branches/branch_places.h"
#include "models/databases/database_places.h"
#include "models/storage/storage_places.h"
#include "models/storage/view/radar.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/storage/chart/chart.h"
#include "views/storage/page/detail.h"
#include "views/storage/page/page.h"
#include "views/window/list_pane.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QDialog>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWorstDiskFirst();
    void aSignInThatMayNotRead();
    void whatCannotBeReadIsListed();
};

void TestStorage::theWorstDiskFirst()
{
    AppFixture app;
    app.setCollects(true);
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    app.window()->open(models::storagePlace());
    auto *page = qobject_cast<views::StoragePage *>(app.page());
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(app.rowCount() == 33 && app.isQuiet(), 20'000);
    // Every organization, sorted by who needs somebody first.
    // Which of the two databases above 90 % is full first depends on the hour of the demo.
    const QStringList worst{u"acme / identity / main"_s, u"acme / events / main"_s};
    QTRY_VERIFY2(worst.contains(app.column(1).first()), qPrintable(app.column(1).first()));
    QVERIFY(app.column(1).contains(u"northwind / crm / main"_s));
    QTRY_VERIFY2(app.shownText().contains(u"33 volume(s)"_s), qPrintable(app.shownText()));
    QTRY_COMPARE(page->detail()->chart()->series().size(), 1);
    QTRY_VERIFY(page->detail()->chart()->series().first().points.size() > 100);
    QTRY_VERIFY2(app.shownText().contains(u"Grows by"_s), qPrintable(app.shownText()));

    // One request for the volumes of a branch and one for its tables, and nothing that changes anything.
    const QString metrics = u"/v1/organizations/acme/databases/shop/branches/main/metrics"_s;
    QCOMPARE(app.count(u"GET"_s, metrics + u"/tablets"_s), 1);
    QCOMPARE(app.count(u"GET"_s, metrics + u"/keyspace-tables"_s), 1);
    QVERIFY(app.mutations().isEmpty());
    QCOMPARE(secretIn(QString::fromUtf8(app.recordText())), QString());

    // Enter leads to the branch, at its storage.
    QVERIFY(app.enterRow(u"acme / identity / main"_s));
    QTRY_COMPARE(models::branchOf(app.page()->location()), u"main"_s);
    QCOMPARE(models::databaseOf(app.page()->location()), u"identity"_s);
    QCOMPARE(app.tabs()->current(), u"storage"_s);

    // What resized a Postgres disk is marked; of a keyspace this sign-in may not read it, and does not try.
    const QString postgres = u"/v1/organizations/acme/databases/events/branches/main/changes"_s;
    QCOMPARE(app.count(u"GET"_s, postgres), 0);
    app.window()->open(models::branchPlace({}, u"acme"_s, u"events"_s, u"main"_s, u"storage"_s));
    QTRY_VERIFY(app.page()->findChild<views::StorageChart *>());
    auto *chart = app.page()->findChild<views::StorageChart *>();
    QTRY_VERIFY2(test::shownColumn(chart->table()->view(), 2).contains(u"Storage 285 GiB → 300 GiB"_s),
                 qPrintable(test::shownColumn(chart->table()->view(), 2).join(u'\n').left(2000)));
    QCOMPARE(app.count(u"GET"_s, postgres), 1);
    QVERIFY(!app.recordText().contains("/keyspaces/"));

    // What was read is there at the next start, before anything is asked for.
    app.endProgram();
    app.stopService();
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    app.window()->open(models::storagePlace());
    QTRY_COMPARE(app.rowCount(), 33);
}

void TestStorage::aSignInThatMayNotRead()
{
    AppFixture app;
    app.setCollects(true);
    QVERIFY(app.startService());
    app.setFaults({fault(u"/metrics"_s, u"status"_s, {{u"status"_s, 403}, {u"code"_s, u"forbidden"_s}})});
    QVERIFY(app.startDemo());
    app.window()->open(models::storagePlace());
    QTRY_VERIFY_WITH_TIMEOUT(!app.shownErrors().isEmpty(), 20'000);
    const QString error = app.shownErrors().join(u'\n');
    QVERIFY2(error.contains(u"The storage of your branches could not be read."_s), qPrintable(error));
}

void TestStorage::whatCannotBeReadIsListed()
{
    AppFixture app;
    app.setCollects(true);
    QVERIFY(app.startService());
    app.setFaults({fault(u"/databases/identity/.*metrics"_s, u"status"_s,
                         {{u"status"_s, 503}, {u"message"_s, u"Metrics service unavailable"_s}}),
                   fault(u"/databases/events/.*metrics"_s, u"html"_s, {}),
                   fault(u"/databases/crm/.*metrics"_s, u"wrong_types"_s, {}),
                   fault(u"/databases/billing/.*metrics"_s, u"null_fields"_s, {})});
    QVERIFY(app.startDemo());
    app.window()->open(models::storagePlace());
    QTRY_VERIFY_WITH_TIMEOUT(app.shownText().contains(u"2 could not be read"_s), 30'000);
    // The others are there.
    QTRY_VERIFY(app.rowCount() > 15);
    const QList<QAction *> actions = app.page()->findChildren<QAction *>();
    const auto list = std::find_if(actions.cbegin(), actions.cend(), [](const QAction *action) {
        return action->text() == u"What could not be read…"_s;
    });
    QVERIFY(list != actions.cend() && (*list)->isVisible());
    (*list)->trigger();
    auto *dialog = app.window()->findChild<QDialog *>();
    QVERIFY(dialog);
    const QString text = test::shownText(dialog);
    QVERIFY2(text.contains(u"acme / identity / main: PlanetScale is not available for the moment (status 503)."_s),
             qPrintable(text));
    QVERIFY2(text.contains(u"acme / events / main: "_s), qPrintable(text));
}

ORRERY_SUITE(TestStorage)
#include "tst_storage.moc"
