// SPDX-License-Identifier: GPL-3.0-or-later
// A review as a person does it, with the keyboard, against a running simulator.
#include "models/databases/database_places.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/core/action_gate.h"
#include "views/core/code_view.h"
#include "views/core/confirm_dialog.h"
#include "views/core/error_bar.h"
#include "views/core/plain_label.h"
#include "views/core/state_chip.h"
#include "views/deploy_requests/check_list.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/statements_view.h"
#include "views/deploy_requests/diff/structure_view.h"
#include "views/deploy_requests/review/changes_head.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/impact_panel.h"
#include "views/deploy_requests/review/notes_panel.h"
#include "views/deploy_requests/review/publish_dialog.h"
#include "views/deploy_requests/review/review_table_list.h"
#include "views/deploy_requests/review/reviews_tab.h"
#include "views/window/tabs.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using A = models::DeployRequestAction;
using PagePtr = std::unique_ptr<DeployRequestPage>;
using View = ChangeView;

namespace {

const QString customers = u"commerce.customers"_s;
const QString orders = u"commerce.orders"_s;
const QString promotions = u"commerce.promotions"_s;
const QString points = u"commerce.loyalty_points"_s;
const QString reviews = u"POST /v1/organizations/acme/databases/shop/deploy-requests/42/reviews"_s;

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;

    void startSimulator(const QStringList &arguments = {u"--time-scale"_s, u"0"_s})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY2(m_fixture->start(arguments), qPrintable(m_fixture->error()));
    }
    /// The changes of #42, read and told to the review.
    PagePtr openChanges()
    {
        PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        const auto ready = [&page]() {
            return page->review()->isLoaded() && page->review()->tableCount() == 4
                && tabOf(page)->diff()->rowCount() > 0
                && page->store()->reviews()->state().phase == models::LoadState::Phase::Ready;
        };
        if (!QTest::qWaitFor(ready, 10000))
            return page;
        page->activateWindow(); // shortcuts want an active window
        tabOf(page)->tables()->view()->setFocus();
        return page;
    }
    static ChangesTab *tabOf(const PagePtr &page) { return page->findChild<ChangesTab *>(); }
    static QString current(const PagePtr &page) { return tabOf(page)->tables()->currentId(); }
    /// As a person types: where the focus is.
    static void press(const PagePtr &page, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = page->focusWidget() ? page->focusWidget() : page.get();
        QTest::keyClick(focus, key, modifiers);
    }
    static QString listed(const PagePtr &page, const QString &id)
    {
        return tabOf(page)->tables()->model()->indexOf(id).data(Qt::AccessibleTextRole).toString();
    }
    static QStringList titles(const CheckList *list)
    {
        QStringList all;
        for (const Check &check : list->checks())
            all.append(check.title);
        return all;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanup() { m_fixture.reset(); }

    void fromTheFirstTableToTheApproval()
    {
        startSimulator();
        const PagePtr page = openChanges();
        auto *tab = tabOf(page);
        QCOMPARE(tab->tables()->model()->listedIds(), (QStringList{customers, orders, promotions, points}));
        QCOMPARE(listed(page, orders),
                 u"orders, Modified, 4 line(s) added, 3 line(s) removed, Drops data, Not viewed"_s);
        QAction *approve = page->actions()->action(A::Approve);
        QTRY_COMPARE(disabledReason(approve), u"1 table(s) with destructive changes not viewed yet: orders."_s);
        const QSignalSpy notices(page.get(), &Page::notice);
        press(page, Qt::Key_A);
        // A refusal is a warning that stays until it is cured, and no success.
        QCOMPARE(notices.size(), 0);
        QCOMPARE(page->resultBar()->text(), disabledReason(approve));

        // The first table is read; on to the next.
        QCOMPARE(current(page), customers);
        press(page, Qt::Key_V);
        QCOMPARE(current(page), orders);
        QCOMPARE(tab->tables()->progressLabel()->text(), u"1 of 4 viewed"_s);
        QCOMPARE(page->findChild<Tabs *>()->bar()->tabText(1), u"Changes 1/4"_s);
        QVERIFY(listed(page, customers).endsWith(u", Viewed"_s));

        // A note on the line that adds points, and one on the table.
        tab->diff()->setFocus();
        press(page, Qt::Key_BracketRight);
        press(page, Qt::Key_BracketRight);
        press(page, Qt::Key_BracketRight);
        QCOMPARE(tab->diff()->spokenRow(tab->diff()->currentRow()),
                 u"line 9, added:   `points_earned` int unsigned NOT NULL DEFAULT '0',"_s);
        press(page, Qt::Key_C);
        QVERIFY(tab->notes()->editor()->hasFocus());
        QCOMPARE(tab->notes()->editor()->accessibleName(), u"Note on line 9"_s);
        QTest::keyClicks(tab->notes()->editor(), u"use bigint"_s); // letters are text here, not keys of the page
        QCOMPARE(current(page), orders);
        QTest::keyClick(tab->notes()->editor(), Qt::Key_Escape);
        QVERIFY(!tab->notes()->isEditing());
        QVERIFY(tab->diff()->hasFocus());
        QVERIFY(tab->diff()->spokenRow(tab->diff()->currentRow()).endsWith(u"(with a note)"_s));
        QCOMPARE(tab->diff()->lineMarks().values(), QList{DiffView::LineMark::Draft});
        QVERIFY(listed(page, orders).endsWith(u"Not viewed, 1 draft(s)"_s));
        tab->tables()->view()->setFocus();
        press(page, Qt::Key_C);
        QTest::keyClicks(tab->notes()->editor(), u"who reads it?"_s);
        QTest::keyClick(tab->notes()->editor(), Qt::Key_Escape);

        // The rest.
        press(page, Qt::Key_V);
        QCOMPARE(current(page), promotions);
        press(page, Qt::Key_J);
        QCOMPARE(current(page), points);
        press(page, Qt::Key_P);
        QCOMPARE(current(page), promotions);
        press(page, Qt::Key_V);
        QCOMPARE(current(page), points);
        press(page, Qt::Key_V);
        QCOMPARE(notices.last().first().toString(), u"All 4 table(s) are viewed."_s);
        QVERIFY(approve->isEnabled());
        QCOMPARE(m_fixture->mutationLines(), QStringList());

        // The drafts become one comment, as it was shown.
        press(page, Qt::Key_Return, Qt::ControlModifier);
        auto *publish = page->findChild<PublishDialog *>();
        QVERIFY(publish);
        publish->activateWindow();
        QTRY_VERIFY(publish->isActiveWindow());
        QTest::keyClicks(publish->summary(), u"Looks good."_s);
        const QString body = u"Looks good.\n\n- [commerce.orders] who reads it?\n- [commerce.orders · +9] use bigint"_s;
        QCOMPARE(publish->text()->toPlainText(), body);
        QTest::keyClick(publish->summary(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_fixture->mutationLines(), QStringList{reviews});
        QCOMPARE(m_fixture->mutations().first().body.toObject(),
                 (QJsonObject{{u"state"_s, u"commented"_s}, {u"body"_s, body}}));
        QTRY_VERIFY(page->review()->notes().isEmpty());
        QCOMPARE(page->review()->summary(), QString());
        // Published, they stand at their lines.
        QTRY_COMPARE(tab->notes()->isVisible(), false); // another table
        tab->tables()->select(orders);
        QTRY_COMPARE(tab->diff()->lineMarks().values(), QList{DiffView::LineMark::Published});
        QVERIFY(tab->notes()->isVisible());

        // The loss is understood, then it is approved.
        QTRY_VERIFY(!page->store()->isBusy());
        page->activateWindow();
        QTRY_VERIFY(page->isActiveWindow());
        tab->tables()->view()->setFocus();
        press(page, Qt::Key_A);
        auto *dialog = page->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->lossChecks().size(), 1);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        dialog->lossChecks().first()->setFocus();
        QTest::keyClick(dialog->lossChecks().first(), Qt::Key_Space);
        QVERIFY(dialog->confirmButton()->isEnabled());
        dialog->confirmButton()->setFocus();
        QTest::keyClick(dialog->confirmButton(), Qt::Key_Space);
        QTRY_COMPARE(m_fixture->mutationLines(), (QStringList{reviews, reviews}));
        QCOMPARE(m_fixture->mutations().last().body.toObject(), (QJsonObject{{u"state"_s, u"approved"_s}}));
        QTRY_VERIFY(page->review()->version(models::ReviewStore::Baseline::LastApproval).isValid());
        QVERIFY(page->review()->readiness().isReady());
    }

    void fourViewsOfATable()
    {
        startSimulator();
        const PagePtr page = openChanges();
        auto *tab = tabOf(page);
        tab->tables()->select(orders);
        press(page, Qt::Key_2);
        QCOMPARE(tab->diff()->mode(), DiffView::Mode::SideBySide);
        press(page, Qt::Key_3);
        QVERIFY(tab->pane()->structure()->isVisible());
        const QAbstractItemModel *rows = tab->pane()->structure()->model();
        QStringList spoken;
        for (int row = 0; row < rows->rowCount(); ++row)
            spoken.append(rows->index(row, 0).data(Qt::AccessibleTextRole).toString());
        QCOMPARE(spoken,
                 (QStringList{u"email, column · type, before: varchar(100), after: varchar(255)"_s,
                              u"legacy_total, column, removed, before: decimal(10,2) DEFAULT NULL"_s,
                              u"points_earned, column, added, after: int unsigned NOT NULL DEFAULT '0'"_s,
                              u"idx_orders_email, index, added, after: KEY `idx_orders_email` (`email`)"_s}));
        press(page, Qt::Key_4);
        QVERIFY(tab->statements()->isVisible());
        QVERIFY(tab->statements()->code()->toPlainText().startsWith(u"ALTER TABLE `orders` DROP COLUMN"_s));
        QCOMPARE(tab->statements()->shardsLabel()->text(), u"Runs on 4 shard(s)."_s);
        QCOMPARE(tab->statements()->shardTree()->model()->rowCount(tab->statements()->shardTree()->rootIndex()), 4);
        press(page, Qt::Key_1);
        QVERIFY(tab->diff()->isVisible());
        QCOMPARE(tab->diff()->mode(), DiffView::Mode::Unified);
    }

    void saysWhatATableDoes()
    {
        startSimulator();
        const PagePtr page = openChanges();
        auto *tab = tabOf(page);
        tab->tables()->select(orders);
        QVERIFY(tab->impact()->isVisible());
        const QStringList told = titles(tab->impact()->tableChecks());
        QCOMPARE(told.first(), u"Danger: Drops column legacy_total"_s);
        QVERIFY2(told.contains(u"A revert would lose data"_s), qPrintable(told.join(u'|')));
        QVERIFY(told.contains(u"A revert may fail"_s));
        QVERIFY(told.contains(u"Not instant"_s));
        QTRY_COMPARE(titles(tab->impact()->targetChecks()),
                     (QStringList{u"Not enough storage on the target"_s, u"Nothing is ahead in the deploy queue"_s}));
        QCOMPARE(tab->impact()->targetChecks()->checks().first().detail,
                 u"15.5 GiB too little: 37.6 GiB needed, 22.1 GiB free on commerce/c0-, the shard with the least room. "
                 "The storage can be raised first."_s);
        // Who else changes the table is known of every open request.
        QTRY_VERIFY2(titles(tab->impact()->otherChecks()).contains(u"#43 changes it too"_s),
                     qPrintable(titles(tab->impact()->otherChecks()).join(u'|')));
        const QSignalSpy navigated(page.get(), &Page::navigate);
        QAbstractButton *other = test::shownButton(tab->impact(), u"Open #43"_s);
        QVERIFY(other);
        other->click();
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(models::requestNumberOf(navigated.first().first().value<models::Location>()), 43);
        // A narrow window has no room for it, but for the asking.
        page->resize(720, 600);
        QVERIFY(!tab->impact()->isVisible());
        press(page, Qt::Key_I);
        QVERIFY(tab->impact()->isVisible());
        page->resize(1000, 700);
        QVERIFY(tab->impact()->isVisible());
        // The overview tells of the whole request in its own place.
        tab->tables()->selectOverview();
        QVERIFY(!tab->impact()->isVisible());
        QVERIFY(test::shownText(tab).contains(u"Customers earn one point per euro."_s));
    }

    void listsWhatIsAskedFor()
    {
        startSimulator();
        const PagePtr page = openChanges();
        ReviewTableList *tables = tabOf(page)->tables();
        press(page, Qt::Key_T);
        QVERIFY(tables->filterField()->hasFocus());
        QTest::keyClicks(tables->filterField(), u"oint"_s);
        QCOMPARE(tables->model()->listedIds(), QStringList{points});
        QCOMPARE(current(page), customers); // what is read stays, listed or not
        QTest::keyClick(tables->filterField(), Qt::Key_Escape);
        QVERIFY(tables->view()->hasFocus());
        QCOMPARE(tables->model()->listedIds().size(), 4);
        tables->setChoice(ReviewTableList::Choice::Destructive);
        QCOMPARE(tables->model()->listedIds(), QStringList{orders});
        tables->setChoice(ReviewTableList::Choice::NotViewed);
        press(page, Qt::Key_V);
        QCOMPARE(current(page), orders);
        QCOMPARE(tables->model()->listedIds(), (QStringList{orders, promotions, points}));
        // Taken back, it is listed again.
        tables->select(customers);
        press(page, Qt::Key_V, Qt::ShiftModifier);
        QCOMPARE(page->review()->viewedCount(), 0);
    }

    void marksOfAnotherChangeAreTakenBack()
    {
        startSimulator();
        {
            const PagePtr page = openChanges();
            page->review()->setViewed(orders);
            page->review()->setViewed(customers);
            // As if it had been another change that was viewed.
            QList<models::DeployTable> older = page->review()->tables();
            for (models::DeployTable &table : older) {
                if (table.id == orders)
                    table.digest = QByteArray("older");
            }
            page->review()->setTables(older);
            page->review()->setViewed(orders);
        }
        const PagePtr page = openChanges();
        auto *tab = tabOf(page);
        QCOMPARE(page->review()->viewedCount(), 1);
        tab->tables()->select(orders);
        QVERIFY(tab->head()->stateChip()->isVisible());
        QCOMPARE(tab->head()->stateChip()->state().text, u"Changed since you viewed it"_s);
        QVERIFY(!tab->head()->viewedBox()->isChecked());
        QVERIFY(listed(page, orders).endsWith(u"Changed since you viewed it"_s));
        // Compared with what was viewed, only it is left.
        tab->head()->setBaseline(models::ReviewStore::Baseline::Viewed);
        tab->tables()->setChoice(ReviewTableList::Choice::ChangedSince);
        QCOMPARE(tab->tables()->model()->listedIds(), QStringList{orders});
        tab->tables()->setChoice(ReviewTableList::Choice::All);
        tab->tables()->select(customers);
        QCOMPARE(tab->pane()->message()->text(), u"This table is unchanged since then."_s);
        QCOMPARE(tab->diff()->rowCount(), 0);
        tab->head()->setBaseline(std::nullopt);
        QVERIFY(tab->diff()->rowCount() > 0);
        QVERIFY(!tab->pane()->message()->isVisible());
    }

    void draftsOutliveThePage()
    {
        startSimulator();
        {
            const PagePtr page = openChanges();
            press(page, Qt::Key_C);
            QTest::keyClicks(tabOf(page)->notes()->editor(), u"for later"_s);
            // Nothing is pressed to keep it.
        }
        const PagePtr page = openChanges();
        QCOMPARE(page->review()->notes().size(), 1);
        QCOMPARE(page->review()->notes().first().body, u"for later"_s);
        page->openTab(u"reviews"_s);
        auto *tab = page->findChild<ReviewsTab *>();
        QVERIFY(test::shownText(tab).contains(u"for later"_s));
        QCOMPARE(tab->commentButton()->text(), u"Publish 1 draft(s)…"_s);
        // From there to its place, and its end.
        QAbstractButton *edit = nullptr;
        const auto buttons = tab->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == u"Edit the draft on commerce.customers"_s)
                edit = button;
        }
        QVERIFY(edit);
        edit->click();
        QVERIFY(tabOf(page)->notes()->isEditing());
        QCOMPARE(current(page), customers);
        tabOf(page)->notes()->editor()->clear();
        QTest::keyClick(tabOf(page)->notes()->editor(), Qt::Key_Escape);
        QVERIFY(page->review()->notes().isEmpty());
        QVERIFY(!tabOf(page)->notes()->isVisible());
        QCOMPARE(m_fixture->mutationLines(), QStringList());
    }

    void theListOfRequestsTellsHowFarAReviewIs()
    {
        startSimulator();
        {
            const PagePtr page = openChanges();
            page->review()->setViewed(customers);
            page->review()->addNote({}, u"deploy after Friday"_s);
        }
        const auto list =
            m_fixture->PageFixture::open(models::databasePlace({}, u"acme"_s, u"shop"_s, u"deploy-requests"_s));
        const auto column = [&list]() {
            const QTreeView *table = test::shownTable(list.get());
            int at = -1;
            for (int i = 0; table && i < table->model()->columnCount(); ++i) {
                if (table->model()->headerData(i, Qt::Horizontal).toString() == u"Viewed"_s)
                    at = i;
            }
            return at < 0 ? QStringList() : test::shownColumn(table, at);
        };
        QTRY_VERIFY2(column().contains(u"1/4, 1 draft(s)"_s), qPrintable(column().join(u'|')));
    }

    void everythingHasANameAndNoTextIsGuessed()
    {
        startSimulator();
        const PagePtr page = openChanges();
        auto *tab = tabOf(page);
        press(page, Qt::Key_C);
        QTest::keyClicks(tab->notes()->editor(), u"<b>bold</b>"_s);
        for (const View view : {View::Unified, View::SideBySide, View::Structure, View::Statements}) {
            tab->head()->views()->setView(view);
            QCOMPARE(test::unnamedWidgets(page.get()), QStringList());
            QCOMPARE(test::guessingWidgets(page.get()), QStringList());
        }
        page->openTab(u"reviews"_s);
        QCOMPARE(test::unnamedWidgets(page.get()), QStringList());
        QVERIFY(test::shownText(page.get()).contains(u"<b>bold</b>"_s));
        Q_EMIT tab->publishRequested();
        QCOMPARE(test::unnamedWidgets(page->findChild<PublishDialog *>()), QStringList());
    }
};

ORRERY_SUITE(TestReview)
#include "tst_review.moc"
