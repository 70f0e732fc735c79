// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"
#include "views/core/error_bar.h"
#include "views/core/markdown_text.h"
#include "views/core/page_title.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"
#include "views/deploy_requests/check_list.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/request_facts.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/review_table_list.h"
#include "views/deploy_requests/review/reviews_tab.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QCheckBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using A = models::DeployRequestAction;
using PagePtr = std::unique_ptr<DeployRequestPage>;

class TestDeployRequestPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;

    void startSimulator(const QStringList &arguments = {})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY2(m_fixture->start(arguments), qPrintable(m_fixture->error()));
    }

    /// Until the page shows everything it asks for.
    static bool isLoaded(const PagePtr &page)
    {
        const auto ready = models::LoadState::Phase::Ready;
        const auto *store = page->store();
        return store->state().phase == ready && store->diffState().phase == ready
            && store->reviews()->state().phase == ready && !store->shownDigest().isEmpty();
    }
    static QStringList tabTexts(const PagePtr &page)
    {
        QStringList texts;
        const QTabBar *bar = page->findChild<Tabs *>()->bar();
        for (int i = 0; i < bar->count(); ++i)
            texts.append(bar->tabText(i));
        return texts;
    }
    static QStringList checkTitles(const PagePtr &page)
    {
        QStringList titles;
        for (const CheckList *list : page->findChildren<CheckList *>()) {
            if (list->isVisible()) {
                for (const Check &check : list->checks())
                    titles.append(check.title);
            }
        }
        return titles;
    }
    static bool showsText(const QWidget *root, const QString &text)
    {
        const auto labels = root->findChildren<PlainLabel *>();
        const auto texts = root->findChildren<MarkdownText *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&text](const PlainLabel *label) { return label->text().contains(text); })
            || std::any_of(texts.cbegin(), texts.cend(),
                           [&text](const MarkdownText *each) { return each->toPlainText().contains(text); });
    }
    static void viewAll(const PagePtr &page)
    {
        QTRY_COMPARE(page->review()->tableCount(), 4);
        for (const models::DeployTable &table : page->review()->tables())
            page->review()->setViewed(table.id);
    }
    static ConfirmDialog *dialogOf(const PagePtr &page) { return page->findChild<ConfirmDialog *>(); }

    void compareMutations(const QStringList &expected) { QCOMPARE(m_fixture->mutationLines(), expected); }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void showsTheRequest()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QCOMPARE(page->title(), u"#42 Add loyalty points"_s);
        QCOMPARE(page->findChild<PageTitle *>()->title(), u"#42 Add loyalty points"_s);
        QTRY_COMPARE(tabTexts(page), (QStringList{u"Overview"_s, u"Changes 0/4"_s, u"Operations"_s, u"Reviews 2"_s}));
        QVERIFY(showsText(page.get(), u"add-loyalty → main"_s));
        QVERIFY(showsText(page.get(), u"Ana Ruiz"_s));
        // Their first line is the title, and is not said twice.
        QVERIFY(showsText(page.get(), u"Customers earn one point per euro. legacy_total has not been read"_s));
        QVERIFY(!showsText(page.get(), u"Add loyalty points\n"_s));
        QTRY_VERIFY(checkTitles(page).contains(u"Deploy checks passed"_s));
        QTRY_VERIFY(checkTitles(page).contains(u"Approval required"_s));
        QVERIFY(checkTitles(page).contains(u"Drops data"_s));
        QVERIFY(showsText(page.get(), u"orders.legacy_total"_s));
        compareMutations({});
    }

    void readsTheChanges()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        auto *tab = page->findChild<ChangesTab *>();
        QVERIFY(tab);
        QListView *list = tab->tables()->view();
        QTRY_COMPARE(tab->tables()->model()->listedIds().size(), 4);
        QTRY_VERIFY(tab->diff()->rowCount() > 0);
        const QStringList ids = tab->tables()->model()->listedIds();
        QCOMPARE(tab->tables()->currentId(), ids.at(0));
        const QString first = tab->diff()->accessibleName();
        page->activateWindow();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_J);
        QCOMPARE(tab->tables()->currentId(), ids.at(1));
        QVERIFY(tab->diff()->accessibleName() != first);
        QTest::keyClick(list, Qt::Key_K);
        QCOMPARE(tab->tables()->currentId(), ids.at(0));
        QCOMPARE(tab->diff()->mode(), DiffView::Mode::Unified);
        QTest::keyClick(list, Qt::Key_2);
        QCOMPARE(tab->diff()->mode(), DiffView::Mode::SideBySide);
        // The choice outlives the page.
        const PagePtr again = m_fixture->open(u"shop"_s, 42, u"changes"_s);
        QCOMPARE(again->findChild<DiffView *>()->mode(), DiffView::Mode::SideBySide);
    }

    void approvingSendsOneReview()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QAction *approve = page->actions()->action(A::Approve);
        QTRY_COMPARE(disabledReason(approve), u"1 table(s) with destructive changes not viewed yet: orders."_s);
        viewAll(page);
        QTRY_VERIFY2(approve->isEnabled(), qPrintable(disabledReason(approve)));
        QSignalSpy notices(page.get(), &views::Page::notice);
        approve->trigger();
        auto *dialog = dialogOf(page);
        QVERIFY(dialog);
        QVERIFY(dialog->previewPanel());
        QCOMPARE(dialog->lossChecks().size(), 1);
        QCOMPARE(dialog->lossChecks().first()->text(),
                 u"I understand that orders.legacy_total and its data will be dropped."_s);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        dialog->lossChecks().first()->setChecked(true);
        dialog->previewPanel()->setExpanded(true);
        QVERIFY(dialog->previewPanel()->text().contains(u"/deploy-requests/42/reviews"_s));
        QCOMPARE(m_fixture->mutations().size(), 0);
        dialog->confirmButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, 10000);
        compareMutations({u"POST /v1/organizations/acme/databases/shop/deploy-requests/42/reviews"_s});
        const test::Recorded sent = m_fixture->mutations().first();
        QCOMPARE(sent.body.toObject().value(u"state"_s).toString(), u"approved"_s);
        QCOMPARE(sent.status / 100, 2);
        QTRY_VERIFY(tabTexts(page).contains(u"Reviews 3"_s));
        QTRY_VERIFY(page->actions()->action(A::Deploy)->isEnabled());
    }

    void deployingSendsOneDeploy()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 41);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QAction *deploy = page->actions()->action(A::Deploy);
        QTRY_VERIFY2(deploy->isEnabled(), qPrintable(disabledReason(deploy)));
        deploy->trigger();
        auto *dialog = dialogOf(page);
        QVERIFY(dialog);
        QVERIFY(dialog->cancelButton()->hasFocus() || !dialog->isActiveWindow());
        QTRY_VERIFY(dialog->confirmButton()->isEnabled()); // the storage is checked first
        dialog->confirmButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->mutations().size(), 1, 10000);
        compareMutations({u"POST /v1/organizations/acme/databases/shop/deploy-requests/41/deploy"_s});
        QTRY_VERIFY(!page->store()->isBusy());
        QVERIFY(!page->resultBar()->isShowing());
        QTRY_VERIFY(!deploy->isEnabled());
        compareMutations({u"POST /v1/organizations/acme/databases/shop/deploy-requests/41/deploy"_s});
    }

    void cancelingTheQuestionSendsNothing()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 41);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QTRY_VERIFY(page->actions()->action(A::Deploy)->isEnabled());
        page->actions()->action(A::Deploy)->trigger();
        QVERIFY(dialogOf(page));
        dialogOf(page)->cancelButton()->click();
        QTRY_VERIFY(!dialogOf(page));
        QVERIFY(!page->store()->isBusy());
        compareMutations({});
    }

    void disabledActionsSayWhy()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QAction *deploy = page->actions()->action(A::Deploy);
        QTRY_VERIFY(disabledReason(deploy).contains(u"This database deploys only what was approved"_s));
        QVERIFY(!deploy->isEnabled());
        QAction *revert = page->actions()->action(A::Revert);
        QVERIFY(!revert->isEnabled());
        QVERIFY(disabledReason(revert).contains(u"30 minutes"_s));
        // A disabled action does nothing, whoever starts it.
        page->actions()->start(A::Deploy);
        QVERIFY(!dialogOf(page));
    }

    void aRunningDeploymentMoves()
    {
        startSimulator({u"--time-scale"_s, u"60"_s});
        const PagePtr page = m_fixture->open(u"identity"_s, 7, u"operations"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        auto *bar = page->findChild<QProgressBar *>();
        QVERIFY(bar);
        QTRY_VERIFY(bar->isVisible());
        const int before = bar->value();
        auto *tree = page->findChild<QTreeView *>();
        QVERIFY(tree->model()->rowCount() > 0);
        QVERIFY(tree->currentIndex().isValid());
        QTRY_VERIFY_WITH_TIMEOUT(bar->value() > before, 20000);
        QVERIFY(tabTexts(page).at(2).startsWith(u"Operations "_s));
        // The statement of the selected table is there to read.
        const auto editors = page->findChildren<QPlainTextEdit *>();
        QVERIFY(std::any_of(editors.cbegin(), editors.cend(), [](const QPlainTextEdit *editor) {
            return editor->isReadOnly() && editor->toPlainText().startsWith(u"ALTER TABLE"_s);
        }));
    }

    void commentsWithTheKeyboard()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"reviews"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        auto *tab = page->findChild<ReviewsTab *>();
        QVERIFY(tab);
        QTest::keyClick(tab->box(), Qt::Key_Return, Qt::ControlModifier);
        compareMutations({}); // nothing written, nothing sent
        tab->box()->setPlainText(u"Looks <b>good</b>"_s);
        QTest::keyClick(tab->box(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(tab->box()->toPlainText().isEmpty(), 10000);
        compareMutations({u"POST /v1/organizations/acme/databases/shop/deploy-requests/42/reviews"_s});
        const QJsonObject body = m_fixture->mutations().first().body.toObject();
        QCOMPARE(body, (QJsonObject{{u"state"_s, u"commented"_s}, {u"body"_s, u"Looks <b>good</b>"_s}}));
        QTRY_VERIFY(showsText(tab, u"Looks <b>good</b>"_s));
    }

    void stopsWhenItChangedMeanwhile()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 41);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        QTRY_VERIFY(page->actions()->action(A::Deploy)->isEnabled());
        page->actions()->action(A::Deploy)->trigger();
        auto *dialog = dialogOf(page);
        QVERIFY(dialog);
        std::unique_ptr<QNetworkReply> reply(m_fixture->sendFromElsewhere(
            "PATCH", u"/v1/organizations/acme/databases/shop/deploy-requests/41"_s, "{\"state\":\"closed\"}"));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        dialog->confirmButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(page->resultBar()->isShowing(), 10000);
        QVERIFY2(page->resultBar()->text().contains(u"closed"_s), qPrintable(page->resultBar()->text()));
        compareMutations({u"PATCH /v1/organizations/acme/databases/shop/deploy-requests/41"_s});
    }

    void theRevertWindowCountsDown()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"billing"_s, 18);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        const auto sentence = [&page]() {
            const QStringList titles = checkTitles(page);
            for (const QString &title : titles) {
                if (title.startsWith(u"It can be reverted for another "_s))
                    return title;
            }
            return QString();
        };
        QTRY_VERIFY(!sentence().isEmpty());
        const QString before = sentence();
        QTRY_VERIFY(sentence() != before);
        QVERIFY(page->actions()->action(A::Revert)->isEnabled());
        QVERIFY(page->actions()->action(A::SkipRevert)->isEnabled());
    }

    void hostileTextIsShownLiterally()
    {
        startSimulator({u"--scenario"_s, u"hostile"_s});
        const PagePtr page = m_fixture->open(u"<b>bold</b><img src=x onerror=alert(1)>"_s, 5);
        QTRY_VERIFY_WITH_TIMEOUT(page->store()->request().has_value(), 10000);
        QTRY_VERIFY(page->title().contains(u"#5 <b>bold</b><img src=x onerror=alert(1)>"_s));
        QVERIFY(showsText(page.get(), u"click (javascript:alert(1)) [image: x, http://198.51.100.1/x.png]"_s));
        QCOMPARE(test::guessingWidgets(page.get()), QStringList());
        for (const QString &tab : {u"changes"_s, u"operations"_s, u"reviews"_s})
            page->openTab(tab);
        QTRY_VERIFY(page->store()->reviews()->state().hasContent);
        QCOMPARE(test::guessingWidgets(page.get()), QStringList());
    }

    void theTitleIsWhatTheNotesBeginWith_data()
    {
        QTest::addColumn<QString>("notes");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("below");
        const auto row = [](const char *name, const QString &notes, const QString &title, const QString &below) {
            QTest::newRow(name) << notes << title << below;
        };
        const QString branches = u"add-loyalty → main"_s;
        row("none", {}, branches, {});
        row("one line", u"Add points"_s, u"Add points"_s, {});
        row("a paragraph", u"\n \nAdd `points`, **now**\r\n\r\nThey count."_s, u"Add points, now"_s, u"They count."_s);
        row("a heading", u"## Add points ##\n\n    SELECT 1;\n"_s, u"Add points"_s, u"    SELECT 1;\n"_s);
        row("an underlined heading", u"Add points\n==========\nThey count."_s, u"Add points"_s, u"They count."_s);
        row("code", u"```sql\nSELECT 1;\n```"_s, branches, u"```sql\nSELECT 1;\n```"_s);
        row("a list", u"- one\n- two"_s, branches, u"- one\n- two"_s);
        row("a quote", u"> said\n> so"_s, branches, u"> said\n> so"_s);
    }
    void theTitleIsWhatTheNotesBeginWith()
    {
        QFETCH(QString, notes);
        api::DeployRequest request;
        request.branch = u"add-loyalty"_s;
        request.intoBranch = u"main"_s;
        request.notes = notes;
        QTEST(requestTitle(request), "title");
        QTEST(notesBelowTitle(request), "below");
    }

    void anAddressInACommentIsNamedBeforeItOpens()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 42, u"reviews"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isLoaded(page), 10000);
        auto *text = page->findChild<ReviewsTab *>()->findChild<MarkdownText *>();
        QVERIFY(text);
        const QUrl address(u"https://example.com/plan"_s);
        Q_EMIT text->anchorClicked(address);
        ConfirmDialog *dialog = dialogOf(page);
        QVERIFY(dialog);
        QVERIFY(showsText(dialog, u"https://example.com/plan"_s));
        QCOMPARE(m_fixture->opened, QList<QUrl>());
        dialog->confirmButton()->click();
        QCOMPARE(m_fixture->opened, QList<QUrl>{address});
    }

    void aMissingRequestSaysSo()
    {
        startSimulator();
        const PagePtr page = m_fixture->open(u"shop"_s, 4711);
        QTRY_COMPARE_WITH_TIMEOUT(page->loadState().phase, models::LoadState::Phase::Failed, 10000);
        QVERIFY(showsText(page.get(), u"Deploy request acme/shop #4711 could not be loaded."_s));
        for (const A each : models::allDeployRequestActions)
            QVERIFY(!page->actions()->action(each)->isEnabled());
    }
};

ORRERY_SUITE(TestDeployRequestPage)
#include "tst_deploy_request_page.moc"
