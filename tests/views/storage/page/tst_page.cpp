// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/branch_places.h"
#include "tests/support/suite.h"
#include "tests/views/eyes.h"
#include "tests/views/storage/chart/samples.h"
#include "tests/views/storage/page/page_fixture.h"
#include "views/core/confirm_dialog.h"
#include "views/core/link_button.h"
#include "views/core/table.h"
#include "views/storage/chart/chart.h"
#include "views/storage/chart/multiples.h"
#include "views/storage/page/detail.h"
#include "views/storage/page/facts.h"
#include "views/storage/page/table_sizes.h"
#include "views/window/list_pane.h"
#include "views/window/tabs.h"

#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace orrery;
using namespace orrery::views;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize wide(1040, 760);

QStringList tabTexts(const StoragePage &page)
{
    QStringList texts;
    const QTabBar *bar = page.detail()->tabs()->bar();
    for (int i = 0; i < bar->count(); ++i)
        texts.append(bar->tabText(i).section(u' ', 0, 0));
    return texts;
}

qsizetype points(const StoragePage &page)
{
    const QList<models::StorageSeries> &series = page.detail()->chart()->series();
    return series.isEmpty() ? 0 : series.first().points.size();
}

} // namespace

class StoragePageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theWorstIsFirstAndShown()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s), 60, 82, 20);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"80-"_s), 40, 41, 20);
        fixture.grow(fixture.volume(u"billing"_s, u"ledger"_s, u"-"_s), 60, 93, 20);
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 3);
        QTRY_COMPARE(page->volumes()->proxy()->index(0, 0).data().toString(), u"ledger / -"_s);
        QTRY_VERIFY(points(*page) > 100);
        // Whichever was read first is shown; choosing is by row.
        page->volumes()->table()->view()->setCurrentIndex(page->volumes()->proxy()->index(0, 0));
        QTRY_VERIFY(shownText(page->detail()).contains(u"billing / main, ledger / -"_s));
        QTRY_VERIFY(page->detail()->facts()->asText().startsWith(u"93"_s));
        QVERIFY(page->detail()->facts()->asText().contains(u"PlanetScale branch metrics, "_s));
        QTRY_VERIFY(!page->detail()->chart()->plot()->content().forecast.cone.isEmpty());
        QCOMPARE(tabTexts(*page), (QStringList{u"History"_s, u"Tables"_s}));
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
        QCOMPARE(guessingWidgets(page.get()), QStringList());
    }

    void shardsAreBesideEachOther()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s), 60, 82, 10);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"80-"_s), 40, 41, 10);
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 2);
        QTRY_COMPARE(tabTexts(*page), (QStringList{u"History"_s, u"Tables"_s, u"Shards"_s}));
        page->openTab(u"shards"_s);
        QCOMPARE(page->location().tab, u"shards"_s);
        QTRY_COMPARE(page->detail()->multiples()->model()->rowCount(), 2);
        QCOMPARE(page->detail()->multiples()->model()->index(0, 0).data().toString(), u"commerce / -80"_s);
        StorageMultiples *multiples = page->detail()->multiples();
        multiples->setCurrentIndex(multiples->model()->index(1, 0));
        QTest::keyClick(multiples, Qt::Key_Return);
        QCOMPARE(page->detail()->tabs()->current(), u"chart"_s);
        QTRY_VERIFY(shownText(page->detail()).contains(u"shop / main, commerce / 80-"_s));
        // The table goes along.
        QCOMPARE(page->volumes()->table()->view()->currentIndex().siblingAtColumn(0).data().toString(),
                 u"commerce / 80-"_s);
    }

    void podsOfAPostgresBranch()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-80"_s), 60, 82, 10);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"80-"_s), 40, 41, 10);
        for (const QString &pod : {u"postgres-0"_s, u"postgres-1"_s}) {
            models::StorageVolume volume = fixture.volume(u"crm"_s, {}, {});
            volume.pod = pod;
            fixture.grow(volume, 20, 21, 10);
        }
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 4);
        page->volumes()->table()->view()->setCurrentIndex(page->volumes()->proxy()->index(0, 0));
        QTRY_COMPARE(tabTexts(*page).last(), u"Shards"_s);
        page->volumes()->table()->view()->setCurrentIndex(page->volumes()->proxy()->index(3, 0));
        QTRY_COMPARE(tabTexts(*page).last(), u"Pods"_s);
    }

    void tablesOfTheBranch()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 82, 5);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s, u"orders"_s), 20, 30, 5);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s, u"carts"_s), 5, 5, 5);
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 1);
        page->openTab(u"tables"_s);
        QTRY_COMPARE(page->detail()->tables()->table()->proxy()->rowCount(), 2);
        QCOMPARE(page->detail()->tables()->table()->proxy()->index(0, 0).data().toString(), u"orders"_s);
    }

    void rangeAndZoomReadTheHistory()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 82, 60);
        const auto page = fixture.open(wide);
        StorageChart *chart = page->detail()->chart();
        QTRY_VERIFY(points(*page) > 100);
        const auto reach = [&]() {
            return chart->series().first().points.first().at.daysTo(fixture.account.clock.now());
        };
        QTRY_COMPARE(reach(), 30);
        chart->setRange(StorageChart::Range::Week);
        QTRY_COMPARE(reach(), 7);
        chart->setRange(StorageChart::Range::All);
        QTRY_COMPARE(reach(), 60);
        // Closer: what is around it stays, so that one can go on from there.
        const QDateTime end = chart->series().first().points.last().at;
        chart->plot()->setView(end.addDays(-20), end.addDays(-18));
        QVERIFY(chart->plot()->isZoomed());
        QTest::qWait(400);
        QCOMPARE(reach(), 60);
        QCOMPARE(chart->series().first().points.last().at, end);
        QVERIFY(chart->plot()->isZoomed());
    }

    void aPartStandsInPlaceOfTheWhole()
    {
        models::StorageSeries whole = grown(u"a"_s, 10, 10, 19);
        models::StorageSeries part;
        for (int i = 0; i <= 4; ++i)
            part.points.append({hour(4).addSecs(900 * i), 50.0 + i, {}, {}});
        const models::StorageSeries merged = withPart(whole, part);
        QCOMPARE(merged.name, u"a"_s);
        QCOMPARE(merged.points.size(), 4 + 5 + 4);
        QCOMPARE(merged.points.at(3).at, hour(3));
        QCOMPARE(merged.points.at(4).usedPercent, std::optional<double>(50));
        QCOMPARE(merged.points.at(9).at, hour(6));
        QCOMPARE(withPart(whole, {}).points.size(), 10);
    }

    void narrowAndWide()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 82, 10);
        const auto page = fixture.open({700, 520});
        QTRY_VERIFY(points(*page) > 100);
        QCOMPARE(tabTexts(*page), (QStringList{u"History"_s, u"Tables"_s, u"Details"_s}));
        page->openTab(u"details"_s);
        QTRY_VERIFY(page->detail()->facts()->isVisible());
        page->resize(wide);
        QTRY_COMPARE(tabTexts(*page), (QStringList{u"History"_s, u"Tables"_s}));
        QTRY_VERIFY(page->detail()->facts()->isVisible());
        QVERIFY(page->detail()->chart()->isVisible());
        page->resize(700, 520); // and back, without having been looked at
        QTRY_COMPARE(page->detail()->tabs()->contains(u"details"_s), true);
        page->resize(wide);
        QTRY_VERIFY(page->detail()->facts()->isVisible());
        QVERIFY2(page->minimumSizeHint().width() <= 720, qPrintable(QString::number(page->minimumSizeHint().width())));
        QVERIFY2(page->minimumSizeHint().height() <= 560,
                 qPrintable(QString::number(page->minimumSizeHint().height())));
    }

    void nothingStaysBehindANarrowPage()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 82, 20);
        auto page = fixture.open({700, 520});
        QTRY_COMPARE(tabTexts(*page), (QStringList{u"History"_s, u"Tables"_s, u"Details"_s}));
        // Nobody has opened Details: its content is in no tab yet.
        const QPointer<StorageFacts> facts = page->detail()->facts();
        QVERIFY(facts);
        page.reset();
        QVERIFY(!facts);
    }

    void rowsAndLinksLeadOn()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 91, 10);
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 1);
        QSignalSpy gone(page.get(), &Page::navigate);
        page->volumes()->table()->view()->setCurrentIndex(page->volumes()->proxy()->index(0, 0));
        QTest::keyClick(page->volumes()->table()->view(), Qt::Key_Return);
        QCOMPARE(gone.size(), 1);
        const auto place = gone.at(0).at(0).value<models::Location>();
        QCOMPARE(place.route, u"branch"_s);
        QCOMPARE(models::branchOf(place), u"main"_s);
        QCOMPARE(place.tab, u"storage"_s);
        QTRY_VERIFY(page->detail()->facts()->asText().contains(u"What you can do"_s));
        const QList<LinkButton *> links = page->detail()->facts()->findChildren<LinkButton *>();
        QVERIFY(!links.isEmpty());
        links.first()->click();
        QCOMPARE(fixture.opened.size(), 1);
        QCOMPARE(fixture.opened.first().host(), u"127.0.0.1"_s); // the account's own dashboard
        QVERIFY2(fixture.opened.first().path().startsWith(u"/acme/shop"_s),
                 qPrintable(fixture.opened.first().toString()));
    }

    void aHistoryIsForgotten()
    {
        StoragePageFixture fixture;
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s), 60, 82, 10);
        fixture.grow(fixture.volume(u"shop"_s, u"commerce"_s, u"-"_s, u"orders"_s), 20, 30, 5);
        fixture.grow(fixture.volume(u"billing"_s, u"ledger"_s, u"-80"_s), 40, 41, 10);
        fixture.grow(fixture.volume(u"billing"_s, u"ledger"_s, u"80-"_s), 40, 41, 10);
        const auto page = fixture.open(wide);
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 3);
        const auto ask = [&page](const QString &name) {
            QAbstractItemView *view = page->volumes()->table()->view();
            for (int i = 0; i < page->volumes()->proxy()->rowCount(); ++i) {
                if (page->volumes()->proxy()->index(i, 0).data().toString() == name)
                    view->setCurrentIndex(page->volumes()->proxy()->index(i, 0));
            }
            Q_EMIT view->customContextMenuRequested(view->visualRect(view->currentIndex()).center());
            const QPointer<QMenu> menu = view->findChild<QMenu *>();
            const QList<QAction *> actions = menu ? menu->actions() : QList<QAction *>();
            for (QAction *action : actions) {
                if (action->text() == u"Forget history…"_s)
                    action->trigger();
            }
            delete menu;
            static_cast<void>(QTest::qWaitFor([&page] { return page->findChild<ConfirmDialog *>() != nullptr; }));
            return page->findChild<ConfirmDialog *>();
        };
        QPointer<ConfirmDialog> dialog = ask(u"ledger / -80"_s);
        QVERIFY(dialog);
        QVERIFY(!shownText(dialog).contains(u"all tables"_s)); // another volume of the branch stays
        dialog->cancelButton()->click();
        QTRY_VERIFY(!dialog);
        QCOMPARE(page->volumes()->proxy()->rowCount(), 3);

        dialog = ask(u"commerce / -"_s);
        QVERIFY(dialog);
        const QString text = shownText(dialog);
        QVERIFY2(text.contains(u"Forget the history of shop / main, commerce / -?"_s), qPrintable(text));
        const QDate since = fixture.account.clock.now().addDays(-10).toLocalTime().date();
        QVERIFY2(text.contains(u"481 reading(s) since %1"_s.arg(QLocale().toString(since, QLocale::LongFormat))),
                 qPrintable(text));
        QVERIFY(text.contains(u"the sizes of all tables of this branch"_s));
        QVERIFY(text.contains(u"comes back with its next reading"_s));
        QVERIFY(text.contains(u"“Export history…”"_s));
        QTRY_COMPARE(dialog->focusWidget(), dialog->cancelButton());
        QCOMPARE(dialog->confirmButton()->text(), u"Forget history"_s);
        QSignalSpy notices(page.get(), &Page::notice);
        dialog->confirmButton()->click();
        QTRY_COMPARE(page->volumes()->proxy()->rowCount(), 2);
        QCOMPARE(notices.first().first().toString(), u"The history of shop / main, commerce / - is forgotten."_s);
        // What is shown is one that is there.
        QTRY_VERIFY(shownText(page->detail()).contains(u"billing / main, ledger / "_s));
        QVERIFY(page->detail()->isVisible());
    }

    void nothingIsFollowedYet()
    {
        StoragePageFixture fixture;
        const auto page = fixture.open(wide);
        QTRY_VERIFY(page->volumes()->overlay()->shown() != StateOverlay::Shown::Content);
        QVERIFY(!page->detail()->isVisible());
        QVERIFY(shownText(page.get()).contains(u"not collecting"_s));
        QVERIFY(!page->grab().isNull());
    }
};

ORRERY_SUITE(StoragePageTest)
#include "tst_page.moc"
