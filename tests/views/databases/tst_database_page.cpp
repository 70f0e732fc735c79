// SPDX-License-Identifier: GPL-3.0-or-later
// The database page against a running simulator: heading, tabs, lists in every state, keyboard, hostile names.
#include "models/branches/branch_places.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/filter_bar.h"
#include "views/window/tabs.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTabBar>

#include <algorithm>
#include <functional>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using Phase = models::LoadState::Phase;
using Shown = views::StateOverlay::Shown;
using PagePtr = std::unique_ptr<views::Page>;

namespace {
Location shop(const QString &tab = {})
{
    return models::databasePlace({}, u"acme"_s, u"shop"_s, tab);
}

QStringList tabTexts(const PagePtr &page)
{
    QStringList texts;
    const QTabBar *bar = page->findChild<views::Tabs *>()->bar();
    for (int i = 0; i < bar->count(); ++i)
        texts.append(bar->tabText(i));
    return texts;
}

} // namespace

class TestDatabasePage final : public PageSuite
{
    Q_OBJECT

private Q_SLOTS:
    void theBranches()
    {
        startSimulator();
        const PagePtr page = fixture()->open(shop());
        QTRY_COMPARE(shownRows(page), 14);
        QCOMPARE(shownColumn(shownTable(page.get())).mid(0, 3),
                 (QStringList{u"main"_s, u"staging"_s, u"abandoned-idea"_s}));
        QCOMPARE(page->title(), u"shop"_s);
        QTRY_COMPARE(tabTexts(page),
                     (QStringList{u"Branches 14"_s, u"Deploy requests"_s, u"Queue"_s, u"Backups"_s, u"Webhooks"_s}));
        const QString text = shownText(page.get());
        for (const QString &fact : {u"Vitess"_s, u"default branch main"_s, u"Approval required"_s, u"Ready"_s})
            QVERIFY2(text.contains(fact), qPrintable(text));
        // A page that came from a link asks for its database too; nothing twice, and nothing of another database.
        QTRY_VERIFY(fixture()->isQuiet());
        QStringList asked;
        for (const Recorded &each : fixture()->record())
            asked.append(each.key());
        for (const QString &needed : {u"GET /v1/organizations/acme/databases/shop/branches?page=1&per_page=100"_s,
                                      u"GET /v1/organizations/acme/databases?page=1&per_page=100"_s})
            QCOMPARE(asked.count(needed), 1);
        for (const QString &each : std::as_const(asked)) {
            QVERIFY2(asked.count(each) == 1, qPrintable(each));
            QVERIFY2(!each.contains(u"/databases/"_s) || each.contains(u"/databases/shop/branches?"_s),
                     qPrintable(each));
        }
    }

    void postgresHasNoDeployRequests()
    {
        startSimulator();
        const PagePtr page = fixture()->open(models::databasePlace({}, u"acme"_s, u"ledger"_s));
        QTRY_COMPARE(tabTexts(page), (QStringList{u"Branches 1"_s, u"Backups"_s, u"Webhooks"_s}));
        QVERIFY(shownText(page.get()).contains(u"Postgres"_s));
    }

    void deployRequestsAndTheirFilter()
    {
        startSimulator();
        const PagePtr page = fixture()->open(shop(u"deploy-requests"_s));
        QTRY_VERIFY(shownRows(page) > 0);
        QTRY_VERIFY(fixture()->isQuiet());
        const models::DeployRequestList *list = models::deployRequestList(fixture()->workspace(), u"acme"_s, u"shop"_s);
        int open = 0;
        for (const api::DeployRequestSummary &row : list->rows())
            open += row.state == api::DeployRequestState::Open ? 1 : 0;
        const int all = int(list->rows().size());
        QVERIFY(open > 0 && open < all);
        QCOMPARE(shownRows(page), open);
        QCOMPARE(tabTexts(page).at(1), u"Deploy requests %1 open"_s.arg(open));
        QVERIFY(shownColumn(shownTable(page.get())).contains(u"#42"_s));
        QTest::mouseClick(shownButton(page.get(), u"Closed"_s), Qt::LeftButton);
        QTRY_COMPARE(shownRows(page), all - open);
        QTest::mouseClick(shownButton(page.get(), u"All"_s), Qt::LeftButton);
        QTRY_COMPARE(shownRows(page), all);
        // The newest first, and the choice outlives the page.
        QList<int> numbers;
        for (const QString &number : shownColumn(shownTable(page.get())))
            numbers.append(number.mid(1).toInt());
        QVERIFY(numbers.contains(42));
        QVERIFY(std::is_sorted(numbers.cbegin(), numbers.cend(), std::greater<>()));
        const PagePtr again = fixture()->open(shop(u"deploy-requests"_s));
        QTRY_COMPARE(shownRows(again), all);
    }

    void enterOpens_data()
    {
        QTest::addColumn<QString>("tab");
        QTest::addColumn<QString>("row");
        QTest::addColumn<Location>("place");
        QTest::newRow("a branch") << u"branches"_s << u"add-loyalty"_s
                                  << models::branchPlace({}, u"acme"_s, u"shop"_s, u"add-loyalty"_s);
        QTest::newRow("a deploy request")
            << u"deploy-requests"_s << u"#42"_s << models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42);
    }
    void enterOpens()
    {
        QFETCH(QString, tab);
        QFETCH(QString, row);
        QFETCH(Location, place);
        startSimulator();
        const PagePtr page = fixture()->open(shop(tab));
        QTRY_VERIFY(shownColumn(shownTable(page.get())).contains(row));
        QTreeView *table = shownTable(page.get());
        const QStringList stops = tabStops(page.get());
        QVERIFY2(stops.contains(table->accessibleName()), qPrintable(stops.join(u'|')));
        QVERIFY2(!stops.contains(QString()), qPrintable(stops.join(u'|')));
        QSignalSpy left(page.get(), &views::Page::navigate);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(int(shownColumn(table).indexOf(row)), 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(left.size(), 1);
        place.account = fixture()->workspace()->facts().id;
        QCOMPARE(left.first().first().value<Location>(), place);
    }

    void theQueueAndItsEmptyState()
    {
        startSimulator();
        const PagePtr page = fixture()->open(shop(u"queue"_s));
        QTRY_VERIFY(isSettled(page));
        QVERIFY(shownRows(page) > 0);
        // A database with nothing under way.
        const PagePtr quiet = fixture()->open(models::databasePlace({}, u"acme"_s, u"support"_s, u"queue"_s));
        QTRY_VERIFY(isSettled(quiet));
        if (shownRows(quiet) == 0)
            QVERIFY(shownState(quiet) == Shown::Empty && shownText(quiet.get()).contains(u"Nothing is queued"_s));
    }

    void states()
    {
        startSimulator();
        const QString path = u"^/v1/organizations/acme/databases/shop/branches$"_s;
        const QString title = u"The branches of acme/shop could not be loaded."_s;
        QVERIFY(fixture()->setFaults({fault(path, u"delay"_s, {{u"ms"_s, 300}, {u"times"_s, 1}}),
                                      fault(path, u"status"_s, {{u"status"_s, 403}, {u"code"_s, u"forbidden"_s}})}));
        const PagePtr page = fixture()->open(shop());
        QCOMPARE(shownState(page), std::optional(Shown::Skeleton));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        QCOMPARE(shownRows(page), 14);
        page->refresh();
        QTRY_COMPARE(shownErrors(page.get()).size(), 1);
        QVERIFY2(
            shownErrors(page.get()).first().startsWith(title + u" This sign-in is not allowed to do that (needs "_s),
            qPrintable(shownErrors(page.get()).first()));
        QCOMPARE(shownRows(page), 14);
        QSignalSpy signIn(page.get(), &views::Page::signInRequested);
        QTest::mouseClick(shownButton(page.get(), u"Sign in"_s), Qt::LeftButton);
        QCOMPARE(signIn.size(), 1);

        // Without anything kept, the failure takes the list's place.
        const PagePtr other = fixture()->open(models::databasePlace({}, u"acme"_s, u"nothing-here"_s));
        QTRY_COMPARE(shownState(other), std::optional(Shown::Failure));
        QVERIFY2(shownErrors(other.get())
                     .first()
                     .startsWith(u"The branches of acme/nothing-here could not be loaded. It does not exist, or this "
                                 "sign-in may not see it (needs "_s),
                 qPrintable(shownErrors(other.get()).first()));
    }

    void stale()
    {
        startSimulator();
        {
            const PagePtr page = fixture()->open(shop());
            QTRY_COMPARE(shownRows(page), 14);
            QTRY_VERIFY(fixture()->isQuiet());
        }
        fixture()->stopService();
        fixture()->forgetWhatIsLoaded();
        const PagePtr page = fixture()->open(shop());
        QTRY_COMPARE(shownRows(page), 14);
        QTRY_COMPARE_WITH_TIMEOUT(page->loadState().phase, Phase::Failed, 15'000);
        QCOMPARE(shownErrors(page.get()),
                 QStringList{u"The branches of acme/shop could not be loaded. There is no connection to PlanetScale. "
                             "Check the network, then try again."_s});
        QTRY_VERIFY(shownText(page.get()).contains(u"default branch main"_s)); // the heading was kept too
        QCOMPARE(shownRows(page), 14);
    }

    void namesForScreenReaders()
    {
        startSimulator();
        const PagePtr page = fixture()->open(shop());
        for (const QString &tab : {u"branches"_s, u"deploy-requests"_s, u"queue"_s, u"backups"_s}) {
            page->openTab(tab);
            QCOMPARE(page->location().tab, tab);
            QTRY_VERIFY(isSettled(page));
            QCOMPARE(unnamedWidgets(page.get()), QStringList());
            QCOMPARE(guessingWidgets(page.get()), QStringList());
        }
        page->openTab(u"no-such-tab"_s);
        QCOMPARE(page->location().tab, u"backups"_s);
    }

    void hostileNames()
    {
        startSimulator({u"--scenario"_s, u"hostile"_s});
        for (const QString &name :
             {u"<b>bold</b><img src=x onerror=alert(1)>"_s, u"invoice\u202Efdp.exe"_s,
              u"first line\nsecond line\r\n\ttab"_s, u"slash/and?query#hash%41 space+plus&amp;"_s}) {
            const PagePtr page = fixture()->open(models::databasePlace({}, u"acme"_s, name));
            QTRY_COMPARE(shownRows(page), 2);
            QTRY_VERIFY(fixture()->isQuiet());
            QCOMPARE(dangerousCharacter(page->title()), QString());
            for (const QString &tab : {u"branches"_s, u"deploy-requests"_s, u"queue"_s, u"backups"_s}) {
                page->openTab(tab);
                QTRY_VERIFY(isSettled(page));
                QVERIFY(!page->grab().isNull());
                QCOMPARE(guessingWidgets(page.get()), QStringList());
                QCOMPARE(dangerousCharacter(shownText(page.get())), QString());
            }
        }
    }
};

ORRERY_SUITE(TestDatabasePage)
#include "tst_database_page.moc"
