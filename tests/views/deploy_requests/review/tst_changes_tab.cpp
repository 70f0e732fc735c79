// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/core/plain_label.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/review_table_list.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using PagePtr = std::unique_ptr<DeployRequestPage>;

class TestChangesTab : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;

    void startSimulator(const QStringList &arguments = {})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY2(m_fixture->start(arguments), qPrintable(m_fixture->error()));
    }

    static QAction *actionOf(const PagePtr &page, const QString &text)
    {
        auto *menu = page->findChild<ChangesMenu *>()->menu();
        Q_EMIT menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void findsInAllTables()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        auto *tab = page->findChild<ChangesTab *>();
        QTRY_COMPARE(tab->tables()->model()->listedIds().size(), 4);
        QTRY_VERIFY(tab->diff()->rowCount() > 0);
        page->activateWindow(); // shortcuts want an active window
        tab->tables()->view()->setFocus();
        QTest::keyClick(tab->tables()->view(), Qt::Key_Slash);
        ChangesFind *find = tab->findBar();
        QVERIFY(find->isVisible());
        QTest::keyClicks(find->field(), u"create table"_s);
        QTRY_COMPARE(find->count()->text(), u"1 of 1 here · 4 in 4 table(s)"_s);
        // Enter goes on to the next table, Shift+Enter back, both around the end.
        const auto row = [tab]() { return tab->tables()->model()->listedIds().indexOf(tab->tables()->currentId()); };
        QCOMPARE(row(), 0);
        QTest::keyClick(find->field(), Qt::Key_Return);
        QCOMPARE(row(), 1);
        QCOMPARE(tab->diff()->currentHit(), 0);
        QTest::keyClick(find->field(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(row(), 0);
        QTest::keyClick(find->field(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(row(), 3);
        QTest::keyClick(find->field(), Qt::Key_F3);
        QCOMPARE(row(), 0);
        find->field()->setText(u"no such text"_s);
        QTRY_COMPARE(find->count()->text(), u"Not found"_s);
        QTest::keyClick(find->field(), Qt::Key_Escape);
        QVERIFY(!find->isVisible());
        QCOMPARE(tab->diff()->findCount(), 0);
    }

    void aTableEnteredBackwardsBeginsWithItsLastHit()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        auto *tab = page->findChild<ChangesTab *>();
        QTRY_COMPARE(tab->tables()->model()->listedIds().size(), 4);
        QTRY_VERIFY(tab->diff()->rowCount() > 0);
        tab->findBar()->begin();
        tab->findBar()->field()->setText(u"`"_s);
        QTRY_VERIFY(tab->findBar()->count()->text().endsWith(u"table(s)"_s));
        tab->findBar()->previous();
        QCOMPARE(tab->tables()->model()->listedIds().indexOf(tab->tables()->currentId()), 3);
        QVERIFY(tab->diff()->findCount() > 1);
        QCOMPARE(tab->diff()->currentHit(), tab->diff()->findCount() - 1);
    }

    void wrappingIsRemembered()
    {
        startSimulator();
        PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        auto *tab = page->findChild<ChangesTab *>();
        QTRY_VERIFY(tab->diff()->rowCount() > 0);
        QVERIFY(!tab->diff()->isWrapping());
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        tab->tables()->view()->setFocus();
        QTest::keyClick(tab->tables()->view(), Qt::Key_W);
        QVERIFY(tab->diff()->isWrapping());
        page = m_fixture->open(u"shop"_s, 41, u"changes"_s);
        tab = page->findChild<ChangesTab *>();
        QTRY_VERIFY(tab->diff()->rowCount() > 0);
        QVERIFY(tab->diff()->isWrapping());
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        tab->tables()->view()->setFocus();
        QTest::keyClick(tab->tables()->view(), Qt::Key_W);
        QVERIFY(!tab->diff()->isWrapping());
    }

    void copiesElsewhere()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        auto *tab = page->findChild<ChangesTab *>();
        QTRY_COMPARE(tab->tables()->model()->listedIds().size(), 4);
        QTRY_VERIFY(tab->diff()->rowCount() > 0); // the diffs come after the tables
        const QSignalSpy notices(page.get(), &Page::notice);
        QAction *patch = actionOf(page, u"Copy as patch"_s);
        QVERIFY(patch);
        patch->trigger();
        QTRY_COMPARE(notices.size(), 1);
        const models::DeployTable &first = page->store()->tables()->rows().first();
        QCOMPARE(notices.first().first().toString(), u"The changes of %1 are copied."_s.arg(first.name));
        QCOMPARE(QApplication::clipboard()->text(), models::changesAsText({first}, models::ChangesFormat::Patch));
        QAction *all = actionOf(page, u"Copy all 4 table(s) as Markdown"_s);
        QVERIFY(all);
        all->trigger();
        QTRY_COMPARE(notices.size(), 2);
        QCOMPARE(notices.last().first().toString(), u"The changes of 4 table(s) are copied."_s);
        QCOMPARE(QApplication::clipboard()->text().count(u"\n### `"_s), 3);
    }

    void twoThousandTablesComeInOneGo()
    {
        startSimulator({u"--scenario"_s, u"huge"_s, u"--time-scale"_s, u"0"_s});
        const PagePtr page = m_fixture->open(u"monolith"_s, 1, u"changes"_s);
        auto *tab = page->findChild<ChangesTab *>();
        models::DeployTableModel *rows = page->store()->tables();
        const QSignalSpy resets(rows, &QAbstractItemModel::modelReset);
        const QSignalSpy inserted(rows, &QAbstractItemModel::rowsInserted);
        QTRY_COMPARE_WITH_TIMEOUT(tab->tables()->model()->listedIds().size(), 2048, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(!page->store()->isReadingChanges() && tab->diff()->rowCount() > 0, 30000);
        QCOMPARE(resets.size(), 0);
        // The statements may come before the diff: then rows are made twice, and the second time keeps those of the first.
        QVERIFY2(inserted.size() <= 2, qPrintable(QString::number(inserted.size())));
        QCOMPARE(rows->rowCount(), 2048);
        const auto *wide = page->store()->tables()->find(u"logistics.warehouse_snapshot_daily"_s);
        QVERIFY(wide);
        QVERIFY(wide->diff);
        QVERIFY2(wide->added > 300, qPrintable(QString::number(wide->added)));
    }
};

ORRERY_SUITE(TestChangesTab)
#include "tst_changes_tab.moc"
