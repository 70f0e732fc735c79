// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison of schemas against a running simulator: branches, snapshots, both sides as places of their own.
#include "models/branches/branch_places.h"
#include "models/schema/compare_places.h"
#include "models/schema/snapshot_store.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/branches/compare_page.h"
#include "views/branches/side_dialog.h"
#include "views/branches/snapshots_pane.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"
#include "views/core/error_bar.h"
#include "views/core/table.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/changes_reader.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/structure_view.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using models::SchemaSide;
using Shown = views::StateOverlay::Shown;
using Side = models::SchemaCompare::Side;
using PagePtr = std::unique_ptr<views::Page>;

namespace {
SchemaSide sideOf(const QString &name, const QString &database = u"shop"_s)
{
    return SchemaSide::ofBranch(u"acme"_s, database, name);
}
Location comparison(const SchemaSide &from = {}, const SchemaSide &to = {})
{
    return models::comparePlace({}, u"acme"_s, u"shop"_s, from, to);
}
views::ComparePage *compareOf(const PagePtr &page)
{
    return static_cast<views::ComparePage *>(page.get());
}
QStringList tablesOf(const PagePtr &page)
{
    QStringList all;
    for (const models::DeployTable &table : compareOf(page)->comparison()->tables()->rows())
        all.append(models::describeChange(table.change).text + u' ' + table.id);
    return all;
}
} // namespace

class TestComparePage final : public PageSuite
{
    Q_OBJECT

    /// Keeps a snapshot of a branch of shop, and gives its id.
    QString keep(const QString &branch)
    {
        models::SnapshotStore *store = models::snapshotStore(fixture()->workspace());
        QSignalSpy kept(store, &models::SnapshotStore::kept);
        store->keepBranch(u"acme"_s, u"shop"_s, branch);
        return kept.wait() ? kept.at(0).at(0).toString() : QString();
    }

private Q_SLOTS:
    void twoBranches()
    {
        startSimulator();
        const PagePtr page = fixture()->open(comparison(sideOf(u"main"_s), sideOf(u"add-loyalty"_s)));
        QCOMPARE(page->title(), u"main → add-loyalty"_s);
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        QTRY_VERIFY(isSettled(page));
        const QStringList forwards = tablesOf(page);
        QVERIFY2(forwards.contains(u"Added loyalty_points"_s) || forwards.size() > 1, qPrintable(forwards.join(u'\n')));
        QVERIFY2(shownText(page.get()).contains(u"added"_s), qPrintable(shownText(page.get())));
        const auto *reader = page->findChild<views::ChangesReader *>();
        QVERIFY(reader->diff()->rowCount() > 0);
        QCOMPARE(reader->list()->currentIndex().row(), 0);
        page->activateWindow();
        reader->list()->setFocus();
        QTRY_VERIFY(reader->list()->hasFocus());
        QTest::keyClick(reader->list(), Qt::Key_J);
        QCOMPARE(reader->list()->currentIndex().row(), 1);
        QTest::keyClick(reader->list(), Qt::Key_2);
        QCOMPARE(reader->diff()->mode(), views::DiffView::Mode::SideBySide);
        // Part by part too, as in a review.
        QTest::keyClick(reader->list(), Qt::Key_3);
        QVERIFY(reader->pane()->structure()->isVisible());
        QVERIFY(reader->pane()->structure()->model()->rowCount() > 0);
        QTest::keyClick(reader->list(), Qt::Key_1);
        QVERIFY(reader->diff()->isVisible());
        QCOMPARE(reader->diff()->mode(), views::DiffView::Mode::Unified);

        QSignalSpy notices(page.get(), &views::Page::notice);
        compareOf(page)->copyAction()->trigger();
        QVERIFY(notices.wait());
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(u"--- "_s),
                 qPrintable(QGuiApplication::clipboard()->text().left(100)));

        // Swapped, each change is the other way round, at a place of its own.
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QTest::keyClick(reader->list(), Qt::Key_S);
        QCOMPARE(navigated.size(), 1);
        const auto there = navigated.at(0).at(0).value<Location>();
        QCOMPARE(fromSideOf(there), sideOf(u"add-loyalty"_s));
        QCOMPARE(toSideOf(there), sideOf(u"main"_s));
        QCOMPARE(fixture()->routes().fromUrl(fixture()->routes().toUrl(there))->parameters, there.parameters);
        const PagePtr swapped = fixture()->open(there);
        QTRY_COMPARE(shownState(swapped), std::optional(Shown::Content));
        QTRY_VERIFY(isSettled(swapped));
        QStringList expected = forwards;
        for (QString &line : expected) {
            if (line.startsWith(u"Added"_s))
                line.replace(u"Added"_s, u"Deleted"_s);
            else
                line.replace(u"Deleted"_s, u"Added"_s);
        }
        QCOMPARE(tablesOf(swapped), expected);
        QCOMPARE(fixture()->mutations().size(), 0);
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
        QCOMPARE(guessingWidgets(page.get()), QStringList());
    }

    void theSameOnBothSides()
    {
        startSimulator();
        const PagePtr page = fixture()->open(comparison(sideOf(u"main"_s), sideOf(u"main"_s)));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Empty));
        QVERIFY(shownText(page.get()).contains(u"The schemas are the same"_s));
        QCOMPARE(views::disabledReason(compareOf(page)->copyAction()), u"There is no difference to copy."_s);
    }

    void choosesTheSides()
    {
        startSimulator();
        const PagePtr page = fixture()->open(comparison());
        QTRY_COMPARE(shownState(page), std::optional(Shown::Empty));
        QVERIFY(shownText(page.get()).contains(u"Choose two schemas"_s));
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        page->activateWindow();
        compareOf(page)->sideButton(Side::From)->setFocus();
        QTRY_VERIFY(compareOf(page)->sideButton(Side::From)->hasFocus());
        QTest::keyClick(compareOf(page)->sideButton(Side::From), Qt::Key_F);
        auto *dialog = page->findChild<views::SideDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->databases()->currentText(), u"shop"_s);
        QTRY_VERIFY(dialog->list()->model()->rowCount() > 2);
        QCOMPARE(dialog->list()->currentIndex().data().toString(), u"main (production)"_s);
        QTest::keyClicks(dialog->filter(), u"loyalty"_s);
        QCOMPARE(dialog->list()->currentIndex().data().toString(), u"add-loyalty"_s);
        QTest::keyClick(dialog->filter(), Qt::Key_Return);
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(models::fromSideOf(navigated.at(0).at(0).value<Location>()), sideOf(u"add-loyalty"_s));
        QCOMPARE(models::toSideOf(navigated.at(0).at(0).value<Location>()), SchemaSide());
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
    }

    void otherDatabases()
    {
        startSimulator();
        const PagePtr page = fixture()->open(comparison(sideOf(u"main"_s)));
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        compareOf(page)->sideButton(Side::To)->click();
        auto *dialog = page->findChild<views::SideDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->databases()->findText(u"billing"_s) >= 0);
        dialog->databases()->setCurrentIndex(dialog->databases()->findText(u"billing"_s));
        QTRY_VERIFY(dialog->list()->currentIndex().data().toString().startsWith(u"main"_s));
        QTest::keyClick(dialog->list(), Qt::Key_Return);
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(models::toSideOf(navigated.at(0).at(0).value<Location>()), sideOf(u"main"_s, u"billing"_s));
    }

    void agesOfSnapshotsGoOn()
    {
        startSimulator();
        const QString id = keep(u"main"_s);
        QVERIFY(!id.isEmpty());
        QVERIFY(!keep(u"staging"_s).isEmpty());
        const PagePtr page = fixture()->open(comparison(SchemaSide::ofSnapshot(id), sideOf(u"main"_s)));
        compareOf(page)->sideButton(Side::From)->click();
        auto *dialog = page->findChild<views::SideDialog *>();
        QVERIFY(dialog);
        QAbstractItemModel *rows = dialog->list()->model();
        QTRY_COMPARE(rows->rowCount(), 2);
        const QModelIndex current = dialog->list()->currentIndex();
        const QString written = current.data().toString();
        QVERIFY2(written.endsWith(u"(shop/main, just now)"_s), qPrintable(written));
        // As if it had been written a while ago.
        QVERIFY(rows->setData(current, u"old"_s, Qt::DisplayRole));
        dialog->findChild<views::AgeTicker *>({}, Qt::FindDirectChildrenOnly)->setPace(std::chrono::milliseconds(1));
        QTRY_VERIFY(current.data().toString() != u"old"_s);
        QVERIFY2(current.data().toString().contains(u"(shop/main, "_s), qPrintable(current.data().toString()));
        QCOMPARE(dialog->list()->currentIndex(), current);
    }

    void aSideThatCannotBeRead_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("missing or not permitted") << 404;
        QTest::newRow("failed") << 500;
    }
    void aSideThatCannotBeRead()
    {
        QFETCH(int, status);
        startSimulator();
        QVERIFY(fixture()->setFaults(
            {fault(u"branches/add-loyalty/schema$"_s, u"status"_s, {{u"status"_s, status}, {u"code"_s, u"x"_s}})}));
        const PagePtr page = fixture()->open(comparison(sideOf(u"main"_s), sideOf(u"add-loyalty"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(shownState(page), std::optional(Shown::Failure), 20000);
        const QString text = shownErrors(page.get()).join(u'\n');
        QVERIFY2(text.startsWith(u"The schema of branch add-loyalty of acme/shop could not be loaded."_s),
                 qPrintable(text));
        QVERIFY(fixture()->setFaults({}));
        page->refresh();
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
    }

    void leavingStops()
    {
        startSimulator();
        QVERIFY(fixture()->setFaults({fault(u"/schema$"_s, u"delay"_s, {{u"ms"_s, 20000}})}));
        const PagePtr page = fixture()->open(comparison(sideOf(u"main"_s), sideOf(u"add-loyalty"_s)));
        QTRY_VERIFY(page->loadState().isLoading());
        page->deactivate();
        QTRY_VERIFY(fixture()->isQuiet());
        QVERIFY(!page->loadState().isLoading());
    }

    void snapshots()
    {
        startSimulator();
        const QString id = keep(u"main"_s);
        QVERIFY(!id.isEmpty());
        const PagePtr page = fixture()->open(comparison(SchemaSide::ofSnapshot(id), sideOf(u"add-loyalty"_s)));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        QTRY_VERIFY(isSettled(page));
        QVERIFY(!tablesOf(page).isEmpty());
        page->openTab(u"snapshots"_s);
        auto *pane = page->findChild<views::SnapshotsPane *>();
        QVERIFY(pane);
        QTRY_COMPARE(shownRows(page), 1);
        const QTreeView *view = pane->table()->view();
        QTRY_COMPARE(pane->table()->currentId(), id);
        QCOMPARE(shownColumn(view, 1), QStringList{u"acme/shop"_s});
        QCOMPARE(shownColumn(view, 2), QStringList{u"main"_s});
        // Enter compares with the branch as it is now.
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QTest::keyClick(pane->table()->view(), Qt::Key_Return);
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(models::fromSideOf(navigated.at(0).at(0).value<Location>()), SchemaSide::ofSnapshot(id));
        QCOMPARE(models::toSideOf(navigated.at(0).at(0).value<Location>()), sideOf(u"main"_s));
        // F2 renames.
        page->activateWindow();
        pane->table()->view()->setFocus();
        QTRY_VERIFY(pane->table()->view()->hasFocus());
        QTest::keyClick(pane->table()->view(), Qt::Key_F2);
        auto *dialog = page->findChild<QDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>()->setText(u"Before the release"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE(shownColumn(view, 0), QStringList{u"Before the release"_s});
        QCOMPARE(compareOf(page)->comparison()->sideName(Side::From), u"Before the release"_s);
        // Del deletes, and there is a way back.
        QTest::keyClick(pane->table()->view(), Qt::Key_Delete);
        QTRY_COMPARE(shownState(page), std::optional(Shown::Empty));
        QCOMPARE(pane->bar()->text(), u"Snapshot Before the release was deleted."_s);
        QAbstractButton *undo = shownButton(page.get(), u"Undo"_s);
        QVERIFY(undo);
        undo->click();
        QTRY_COMPARE(shownRows(page), 1);
        QCOMPARE(fixture()->mutations().size(), 0);
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
    }

    void aSnapshotThatIsNotHere()
    {
        startSimulator();
        const PagePtr page = fixture()->open(comparison(SchemaSide::ofSnapshot(u"nonsense"_s), sideOf(u"main"_s)));
        QTRY_VERIFY(shownText(page.get()).contains(u"The snapshot is not here"_s));
        QTRY_VERIFY(!page->loadState().isLoading());
    }

    void fromTheBranchPage()
    {
        startSimulator();
        const PagePtr page = fixture()->open(models::branchPlace({}, u"acme"_s, u"shop"_s, u"add-loyalty"_s));
        QTRY_VERIFY(isSettled(page));
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QSignalSpy notices(page.get(), &views::Page::notice);
        const auto action = [&page](const QString &text) {
            for (QAction *each : page->findChildren<QAction *>()) {
                if (each->text() == text)
                    return each;
            }
            return static_cast<QAction *>(nullptr);
        };
        QVERIFY(action(u"Compare"_s));
        action(u"Compare"_s)->trigger();
        QCOMPARE(models::fromSideOf(navigated.at(0).at(0).value<Location>()), sideOf(u"main"_s));
        QCOMPARE(models::toSideOf(navigated.at(0).at(0).value<Location>()), sideOf(u"add-loyalty"_s));
        action(u"New deploy request"_s)->trigger();
        QCOMPARE(navigated.at(1).at(0).value<Location>().route, u"new-deploy-request"_s);
        QCOMPARE(models::branchOf(navigated.at(1).at(0).value<Location>()), u"add-loyalty"_s);
        action(u"Keep schema snapshot"_s)->trigger();
        QVERIFY(notices.wait());
        QVERIFY2(notices.at(0).at(0).toString().startsWith(u"Snapshot add-loyalty, "_s),
                 qPrintable(notices.at(0).at(0).toString()));
        QVERIFY(fixture()->setFaults({fault(u"/schema$"_s, u"status"_s, {{u"status"_s, 404}, {u"code"_s, u"x"_s}})}));
        action(u"Keep schema snapshot"_s)->trigger();
        QTRY_COMPARE(shownErrors(page.get()).size(), 1);
        QVERIFY(shownErrors(page.get())
                    .first()
                    .startsWith(u"No snapshot of branch add-loyalty could be kept: its schema could not be read."_s));
    }
};

ORRERY_SUITE(TestComparePage)
#include "tst_compare_page.moc"
