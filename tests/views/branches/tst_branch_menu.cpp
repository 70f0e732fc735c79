// SPDX-License-Identifier: GPL-3.0-or-later
// Branches managed where they are shown: the list, the page of a branch and the menu of the sidebar, against a running
// simulator that refuses as the service does.
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/roles.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"
#include "views/window/sidebar.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using PagePtr = std::unique_ptr<views::Page>;

namespace {

const QString branches = u"/v1/organizations/acme/databases/shop/branches"_s;

Location branch(const QString &name)
{
    return models::branchPlace({}, u"acme"_s, u"shop"_s, name);
}

QAction *action(const QObject *root, const QString &text)
{
    const auto actions = root->findChildren<QAction *>();
    for (QAction *each : actions) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

views::ConfirmDialog *dialogOf(const QWidget *root)
{
    return root->findChild<views::ConfirmDialog *>();
}

} // namespace

class TestBranchMenu final : public PageSuite
{
    Q_OBJECT

    [[nodiscard]] PagePtr openList()
    {
        PagePtr page = fixture()->open(models::databasePlace({}, u"acme"_s, u"shop"_s, u"branches"_s));
        const bool there = QTest::qWaitFor(
            [&] { return shownColumn(shownTable(page.get())).contains(u"main"_s) && fixture()->isQuiet(); });
        return there ? std::move(page) : nullptr;
    }
    /// The page of a branch, with everything its actions go by.
    [[nodiscard]] PagePtr openBranch(const QString &name)
    {
        PagePtr page = fixture()->open(branch(name));
        const bool there = QTest::qWaitFor([&] {
            return models::knownBranch(fixture()->workspace(), u"acme"_s, u"shop"_s, name) && fixture()->isQuiet();
        });
        return there ? std::move(page) : nullptr;
    }
    static void select(const PagePtr &page, const QString &name)
    {
        QTreeView *table = shownTable(page.get());
        table->setCurrentIndex(table->model()->index(int(shownColumn(table).indexOf(name)), 0));
    }

private Q_SLOTS:
    void theListMakesOne()
    {
        startSimulator();
        const PagePtr page = openList();
        QVERIFY(page);
        select(page, u"staging"_s);
        QTest::mouseClick(shownButton(page.get(), u"New branch…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page.get()));
        views::ConfirmDialog *dialog = dialogOf(page.get());
        QCOMPARE(unnamedWidgets(dialog), QStringList());
        QCOMPARE(guessingWidgets(dialog), QStringList());
        QCOMPARE(dialog->findChild<QComboBox *>(u"parent_branch"_s)->currentText(), u"staging"_s);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"try-out"_s);
        QSignalSpy notices(page.get(), &views::Page::notice);
        dialog->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(notices.first().first().toString(), u"Branch try-out is being created."_s);
        QCOMPARE(fixture()->mutationLines(), QStringList{u"POST "_s + branches});
        QCOMPARE(fixture()->mutations().first().body.toObject(),
                 (QJsonObject{{u"name"_s, u"try-out"_s}, {u"parent_branch"_s, u"staging"_s}}));
        QVERIFY(shownColumn(shownTable(page.get())).contains(u"try-out"_s));
    }

    void aMemberIsToldWhoMay()
    {
        PageFixture person;
        QVERIFY2(person.startWithScopes({u"promote_branches"_s, u"read_user"_s, u"read_organizations"_s,
                                         u"read_organization"_s, u"read_databases"_s, u"read_database"_s,
                                         u"read_branches"_s}),
                 qPrintable(person.error()));
        QVERIFY(person.forceState({{u"role"_s, u"member"_s}}));
        const PagePtr page = person.open(branch(u"add-loyalty"_s));
        QVERIFY(page);
        QAction *promote = nullptr;
        QTRY_VERIFY((promote = action(page.get(), u"Promote to production…"_s)));
        // A member may administer the database, which no operation tells: it is offered, and said.
        QTRY_VERIFY2(promote->statusTip().startsWith(u"Not known: whether you administer shop. Only then, or to an "
                                                     "administrator of acme ("_s),
                     qPrintable(promote->statusTip()));
        QVERIFY(promote->isEnabled());
    }

    void aRefusalOfTheServiceStandsAtItsField()
    {
        startSimulator();
        const PagePtr page = openList();
        QVERIFY(page);
        const std::unique_ptr<QNetworkReply> other(
            fixture()->sendFromElsewhere("POST", branches, "{\"name\":\"taken\",\"parent_branch\":\"main\"}"));
        QTRY_VERIFY(other->isFinished());
        QTest::mouseClick(shownButton(page.get(), u"New branch…"_s), Qt::LeftButton);
        QTRY_VERIFY(dialogOf(page.get()));
        dialogOf(page.get())->findChild<QLineEdit *>(u"name"_s)->setText(u"taken"_s);
        dialogOf(page.get())->confirmButton()->click();
        QTRY_VERIFY(shownText(dialogOf(page.get())).contains(u"PlanetScale said: Name has already been taken."_s));
        QCOMPARE(dialogOf(page.get())->findChild<QLineEdit *>(u"name"_s)->text(), u"taken"_s);
    }

    void whatIsNotPossibleSaysWhy()
    {
        startSimulator();
        const PagePtr page = openList();
        QVERIFY(page);
        select(page, u"main"_s);
        QTRY_COMPARE(views::disabledReason(action(page.get(), u"Delete branch…"_s)),
                     u"The default branch cannot be deleted. Choose another default branch first."_s);
        QVERIFY(action(page.get(), u"Demote to development…"_s)->isEnabled());
        select(page, u"add-loyalty"_s);
        QCOMPARE(views::disabledReason(action(page.get(), u"Delete branch…"_s)), QString());
        QVERIFY(action(page.get(), u"Promote to production…"_s)->isEnabled());
    }

    void deletingNamesWhatGoesWithIt()
    {
        startSimulator();
        const PagePtr page = openBranch(u"spike-search"_s);
        QVERIFY(page);
        QSignalSpy moved(page.get(), &views::Page::navigate);
        action(page.get(), u"Delete branch…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page.get()));
        views::ConfirmDialog *dialog = dialogOf(page.get());
        QVERIFY2(shownText(dialog).contains(u"spike-search-facets"_s), qPrintable(shownText(dialog)));
        QTest::keyClick(dialog, Qt::Key_Return); // on Cancel, at most
        QTRY_VERIFY(!dialogOf(page.get()));
        QCOMPARE(fixture()->mutations().size(), 0);

        action(page.get(), u"Delete branch…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page.get()));
        dialogOf(page.get())->nameField()->setText(u"spike-search"_s);
        dialogOf(page.get())->confirmButton()->click();
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(moved.first().first().value<Location>().tab, u"branches"_s);
        QCOMPARE(fixture()->mutationLines(), QStringList{u"DELETE "_s + branches + u"/spike-search"_s});
        QCOMPARE(fixture()->mutations().first().query, (QJsonObject{{u"delete_descendants"_s, u"true"_s}}));
        QVERIFY(!models::knownBranch(fixture()->workspace(), u"acme"_s, u"shop"_s, u"spike-search-facets"_s));
    }

    void theRenamedBranchIsShown()
    {
        startSimulator();
        const PagePtr page = openBranch(u"add-loyalty"_s);
        QVERIFY(page);
        QSignalSpy moved(page.get(), &views::Page::navigate);
        action(page.get(), u"Rename…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page.get()));
        dialogOf(page.get())->findChild<QLineEdit *>(u"new_name"_s)->setText(u"loyalty"_s);
        dialogOf(page.get())->confirmButton()->click();
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(models::branchOf(moved.first().first().value<Location>()), u"loyalty"_s);
        QCOMPARE(fixture()->mutations().first().body.toObject(), (QJsonObject{{u"new_name"_s, u"loyalty"_s}}));
    }

    void aStagingBranchOfDevelopment()
    {
        // Both kinds of branches can have safe migrations (page "branching").
        startSimulator();
        const PagePtr page = openBranch(u"add-loyalty"_s);
        QVERIFY(page);
        action(page.get(), u"Enable safe migrations…"_s)->trigger();
        QTRY_VERIFY(dialogOf(page.get()));
        QVERIFY(!shownText(dialogOf(page.get())).contains(u"PRODUCTION"_s));
        QSignalSpy notices(page.get(), &views::Page::notice);
        dialogOf(page.get())->confirmButton()->click();
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(fixture()->mutationLines(), QStringList{u"POST "_s + branches + u"/add-loyalty/safe-migrations"_s});
        QTRY_VERIFY(shownText(page.get()).contains(u"Safe migrations"_s));
        QVERIFY(action(page.get(), u"Disable safe migrations…"_s));
    }

    void theMenuOfTheSidebar()
    {
        startSimulator();
        const PagePtr page = openList(); // the rows below are read
        QVERIFY(page);
        QAction goTo;
        views::Sidebar sidebar(fixture()->context(), &goTo);
        sidebar.resize(260, 700);
        sidebar.show();
        sidebar.addWorkspace(fixture()->workspace());
        Location place = branch(u"staging"_s);
        place.account = fixture()->workspace()->facts().id;
        sidebar.reveal(place);
        QTreeView *tree = sidebar.tree();
        QTRY_COMPARE(tree->currentIndex().data().toString(), u"staging"_s);
        Q_EMIT tree->customContextMenuRequested(tree->visualRect(tree->currentIndex()).center());
        QTRY_VERIFY(sidebar.findChild<QMenu *>());
        QStringList texts;
        for (const QAction *each : sidebar.findChild<QMenu *>()->actions())
            texts.append(each->text());
        // The same, in the same order, as in the list and on the page.
        QCOMPARE(texts,
                 (QStringList{u"New branch…"_s, u"Rename…"_s, u"Demote to development…"_s,
                              u"Disable safe migrations…"_s, u"Protect from deletion"_s, u"Delete branch…"_s}));
        QSignalSpy ended(&sidebar, &views::Sidebar::actionFinished);
        action(&sidebar, u"Demote to development…"_s)->trigger();
        QTRY_VERIFY(dialogOf(&sidebar));
        QVERIFY(shownText(dialogOf(&sidebar)).contains(u"PRODUCTION"_s));
        QVERIFY(!dialogOf(&sidebar)->confirmButton()->isEnabled());
        dialogOf(&sidebar)->nameField()->setText(u"staging"_s);
        dialogOf(&sidebar)->confirmButton()->click();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().value<models::ActionResult>().sentence,
                 u"staging is a development branch now."_s);
        QCOMPARE(fixture()->mutationLines(), QStringList{u"POST "_s + branches + u"/staging/demote"_s});
        QCOMPARE(models::knownBranch(fixture()->workspace(), u"acme"_s, u"shop"_s, u"staging"_s)->production,
                 std::optional(false));
    }
};

ORRERY_SUITE(TestBranchMenu)
#include "tst_branch_menu.moc"
