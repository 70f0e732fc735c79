// SPDX-License-Identifier: GPL-3.0-or-later
// The branch page against a running simulator: facts, schema, storage and backups, each in its states.
#include "models/branches/branch_places.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/code_view.h"
#include "views/core/filter_bar.h"
#include "views/window/tabs.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using Phase = models::LoadState::Phase;
using Shown = views::StateOverlay::Shown;
using PagePtr = std::unique_ptr<views::Page>;

namespace {
Location branch(const QString &name, const QString &tab = {})
{
    return models::branchPlace({}, u"acme"_s, u"shop"_s, name, tab);
}

const QString mainPath = QStringLiteral("^/v1/organizations/acme/databases/shop/branches/main$");
const QString schemaPath = QStringLiteral("^/v1/organizations/acme/databases/shop/branches/main/schema$");
} // namespace

class TestBranchPage final : public PageSuite
{
    Q_OBJECT

private Q_SLOTS:
    void theFacts()
    {
        startSimulator();
        const PagePtr page = fixture()->open(branch(u"main"_s));
        QTRY_VERIFY(shownText(page.get()).contains(u"Safe migrations"_s));
        QCOMPARE(page->title(), u"main"_s);
        const QString text = shownText(page.get());
        for (const QString &word : {u"Serves queries"_s, u"Cluster size"_s, u"Shards"_s, u"Vitess"_s, u"Origin"_s})
            QVERIFY2(text.contains(word), qPrintable(text));
        QTRY_VERIFY(fixture()->isQuiet());
        QStringList asked;
        for (const Recorded &each : fixture()->record())
            asked.append(each.path);
        QVERIFY(asked.contains(u"/v1/organizations/acme/databases/shop/branches/main"_s));
        QVERIFY(!asked.contains(u"/v1/organizations/acme/databases/shop/branches/main/schema"_s)); // not looked at yet
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void theFactsInTheirStates()
    {
        startSimulator();
        QVERIFY(
            fixture()->setFaults({fault(mainPath, u"delay"_s, {{u"ms"_s, 300}, {u"times"_s, 1}}),
                                  fault(mainPath, u"status"_s, {{u"status"_s, 404}, {u"code"_s, u"not_found"_s}})}));
        const PagePtr page = fixture()->open(branch(u"main"_s));
        QCOMPARE(shownState(page), std::optional(Shown::Skeleton));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        page->refresh();
        QTRY_COMPARE(shownErrors(page.get()).size(), 1);
        QVERIFY2(
            shownErrors(page.get())
                .first()
                .startsWith(u"Branch main of acme/shop could not be loaded. It does not exist, or this sign-in may "
                            "not see it (needs "_s),
            qPrintable(shownErrors(page.get()).first()));
        QVERIFY(shownText(page.get()).contains(u"Serves queries"_s)); // what was there stays

        const PagePtr none = fixture()->open(branch(u"no-such-branch"_s));
        QTRY_COMPARE(shownState(none), std::optional(Shown::Failure));
        QVERIFY(
            shownErrors(none.get()).first().startsWith(u"Branch no-such-branch of acme/shop could not be loaded."_s));
        QCOMPARE(unnamedWidgets(none.get()), QStringList());
    }

    void theSchema()
    {
        startSimulator();
        const PagePtr page = fixture()->open(branch(u"main"_s, u"schema"_s));
        QTRY_COMPARE(
            shownColumn(shownTable(page.get())),
            (QStringList{u"addresses"_s, u"carts"_s, u"categories"_s, u"customers"_s, u"order_items"_s, u"orders"_s,
                         u"payments"_s, u"products"_s, u"promotions"_s, u"reviews"_s, u"tax_rates"_s}));
        QTRY_COMPARE(page->findChild<views::Tabs *>()->bar()->tabText(1), u"Schema 11"_s);
        auto *code = page->findChild<views::CodeView *>();
        QVERIFY(code->toPlainText().startsWith(u"CREATE TABLE `addresses`"_s));
        // The keyboard goes from table to table; the statement follows and can be copied.
        QTreeView *table = shownTable(page.get());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(code->toPlainText().startsWith(u"CREATE TABLE `carts`"_s));
        QTest::mouseClick(shownButton(page.get(), u"Copy statement"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), code->toPlainText());
        // The filter looks through the statements as well.
        page->findChild<views::FilterBar *>()->setText(u"legacy_total"_s);
        QTRY_COMPARE(shownColumn(table), QStringList{u"orders"_s});
        QTRY_VERIFY(code->toPlainText().startsWith(u"CREATE TABLE `orders`"_s));
    }

    void theSchemaInItsStates()
    {
        startSimulator();
        QVERIFY(fixture()->setFaults({fault(schemaPath, u"html"_s)}));
        const PagePtr page = fixture()->open(branch(u"main"_s, u"schema"_s));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Failure));
        QVERIFY2(shownErrors(page.get())
                     .first()
                     .startsWith(u"The schema of branch main of acme/shop could not be loaded. The answer is not what "
                                 "this operation documents"_s),
                 qPrintable(shownErrors(page.get()).first()));
        QVERIFY(fixture()->setFaults({}));
        QTest::mouseClick(shownButton(page.get(), u"Retry"_s), Qt::LeftButton);
        QTRY_VERIFY(shownTable(page.get()));
        QCOMPARE(shownRows(page), 11);
        QTRY_VERIFY(isSettled(page));

        fixture()->stopService();
        fixture()->forgetWhatIsLoaded();
        const PagePtr kept = fixture()->open(branch(u"main"_s, u"schema"_s));
        QTRY_VERIFY(shownTable(kept.get()));
        QCOMPARE(shownRows(kept), 11);
        QTRY_COMPARE_WITH_TIMEOUT(kept->loadState().phase, Phase::Failed, 15'000);
        QVERIFY(
            shownErrors(kept.get())
                .join(u'\n')
                .contains(
                    u"The schema of branch main of acme/shop could not be loaded. There is no connection to PlanetScale."_s));
        QVERIFY(kept->findChild<views::CodeView *>()->toPlainText().startsWith(u"CREATE TABLE `addresses`"_s));
    }

    void aBranchThatSleeps()
    {
        startSimulator();
        const PagePtr page = fixture()->open(branch(u"spike-search"_s));
        QTRY_VERIFY(shownText(page.get()).contains(u"Sleeping"_s));
        QVERIFY(shownText(page.get()).contains(u"Development"_s));
        QVERIFY(shownText(page.get()).contains(u"from main"_s));
    }

    void restoringFromALinkKnowsTheClusterSize()
    {
        // Straight to the backups of a branch, nothing else loaded: a restore needs a cluster size and the names in use.
        startSimulator();
        const PagePtr page = fixture()->open(branch(u"main"_s, u"backups"_s));
        QTRY_VERIFY(shownTable(page.get()) && shownRows(page) == 16);
        QTRY_VERIFY(isSettled(page));
        QTreeView *table = shownTable(page.get());
        table->setCurrentIndex(
            table->model()->index(int(shownColumn(table).indexOf(u"before the 2.0 migration"_s)), 0));
        QTest::mouseClick(shownButton(page.get(), u"Restore to a new branch…"_s), Qt::LeftButton);
        QTRY_VERIFY(page->findChild<QDialog *>());
        const auto *dialog = page->findChild<QDialog *>();
        QVERIFY(!dialog->findChild<QComboBox *>(u"cluster_size"_s)->currentText().isEmpty());
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"staging"_s);
        QVERIFY(shownText(dialog).contains(u"A branch named staging exists already."_s));
    }

    void namesForScreenReadersAndTheKeyboard()
    {
        startSimulator();
        const PagePtr page = fixture()->open(branch(u"main"_s));
        for (const QString &tab : {u"overview"_s, u"schema"_s, u"storage"_s, u"backups"_s}) {
            page->openTab(tab);
            QCOMPARE(page->location().tab, tab);
            QTRY_VERIFY(isSettled(page));
            QCOMPARE(unnamedWidgets(page.get()), QStringList());
            QCOMPARE(guessingWidgets(page.get()), QStringList());
        }
        page->openTab(u"schema"_s);
        const QStringList stops = tabStops(page.get());
        for (const QString &name :
             {u"Tables of branch main"_s, u"Copy statement"_s, u"Statement that creates the table"_s})
            QVERIFY2(stops.contains(name), qPrintable(stops.join(u'|')));
        QVERIFY2(!stops.contains(QString()), qPrintable(stops.join(u'|')));
    }

    void hostileNames()
    {
        startSimulator({u"--scenario"_s, u"hostile"_s});
        for (const QString &name : {u"<b>bold</b><img src=x onerror=alert(1)>"_s, u"invoice\u202Efdp.exe"_s,
                                    u"first line\nsecond line\r\n\ttab"_s}) {
            const PagePtr page = fixture()->open(models::branchPlace({}, u"acme"_s, name, name));
            QTRY_VERIFY(isSettled(page));
            QCOMPARE(dangerousCharacter(page->title()), QString());
            for (const QString &tab : {u"overview"_s, u"schema"_s, u"storage"_s, u"backups"_s}) {
                page->openTab(tab);
                QTRY_VERIFY(isSettled(page));
                QVERIFY(!page->grab().isNull());
                QCOMPARE(guessingWidgets(page.get()), QStringList());
                QCOMPARE(dangerousCharacter(shownText(page.get())), QString());
            }
        }
    }
};

ORRERY_SUITE(TestBranchPage)
#include "tst_branch_page.moc"
