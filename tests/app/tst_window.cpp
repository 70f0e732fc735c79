// SPDX-License-Identifier: GPL-3.0-or-later
// Every page, looked at by machines: names for screen readers, plain text only, the keyboard; and the same pages over data
// that means harm.
#include "app/features.h"
#include "models/activity/activity_places.h"
#include "models/branches/branch_places.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "views/core/facts_panel.h"
#include "views/window/page.h"
#include "views/window/tabs.h"

#include <QDialog>
#include <QLineEdit>

#include <algorithm>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPageHasNamesAndPlainText();
    void tabReachesTheControls();
    void keysWorkFromTheWholePage();
    void theSidebarComesBack();
    void noWayBackToASignIn();
    void spaceOpensDetailsInEveryList();
    void theSignInBeginsWhereOneGoesOn();
    void hostileData();

private:
    /// Opens every page and tab of a database in turn, waits until nothing is loading, and calls `look` with its name.
    static void walk(const AppFixture &app, const QString &database, const QString &branch, qint64 number,
                     const std::function<void(const QString &)> &look);
};

void TestWindow::walk(const AppFixture &app, const QString &database, const QString &branch, qint64 number,
                      const std::function<void(const QString &)> &look)
{
    using models::Location;
    const QList<Location> places{models::organizationsPlace(app.workspace()->facts().id),
                                 models::organizationPlace({}, u"acme"_s),
                                 models::databasePlace({}, u"acme"_s, database),
                                 models::branchPlace({}, u"acme"_s, database, branch),
                                 models::deployRequestPlace({}, u"acme"_s, database, number),
                                 models::activityPlace()};
    const auto settled = [&] {
        return QTest::qWaitFor([&] { return app.isQuiet() && !app.page()->loadState().isLoading(); }, 10'000);
    };
    for (const Location &place : places) {
        app.window()->open(place);
        QVERIFY2(settled(), qPrintable(app.page()->title().left(60)));
        QStringList ids{QString()};
        if (const views::Tabs *tabs = app.tabs()) {
            ids.clear();
            for (int i = 0; i < tabs->bar()->count(); ++i)
                ids.append(tabs->bar()->tabData(i).toString());
        }
        for (const QString &id : std::as_const(ids)) {
            app.page()->openTab(id);
            QVERIFY2(settled(), qPrintable(id));
            // Also what is laid out only when it is painted.
            QVERIFY(!app.window()->grab().isNull());
            look(app.window()->windowTitle().left(60) + u" / "_s + id);
        }
    }
}

void TestWindow::everyPageHasNamesAndPlainText()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QStringList found;
    int looked = 0;
    const auto look = [&](const QString &place) {
        ++looked;
        const QStringList here = unnamedWidgets(app.window()) + guessingWidgets(app.window());
        for (const QString &each : here)
            found.append(place + u": "_s + each);
    };
    walk(app, u"shop"_s, u"main"_s, 42, look);
    app.window()->open(models::Location{});
    look(u"sign-in"_s);
    // Every tab that a feature brings was seen, and the pages without any.
    QVERIFY(looked > int(Features::all().views.tabs.size()));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    QCOMPARE(app.mutations().size(), 0); // looking changes nothing
}

void TestWindow::tabReachesTheControls()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->open(models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42, u"changes"_s));
    QTRY_VERIFY(app.isQuiet());
    QVERIFY(app.viewAllTables());
    QTRY_VERIFY(AppFixture::button(app.page(), u"Approve"_s));
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    app.window()->sidebar()->setFocus();
    QSet<QWidget *> reached;
    for (int i = 0; i < 100 && qApp->focusWidget() && !reached.contains(qApp->focusWidget()); ++i) {
        reached.insert(qApp->focusWidget());
        QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(reached.contains(app.window()->sidebar()));
    QVERIFY(reached.contains(AppFixture::button(app.page(), u"Approve"_s)));
    QVERIFY(reached.contains(app.tabs()->bar()));
    const auto named = [&](const QString &name) {
        return std::any_of(reached.cbegin(), reached.cend(),
                           [&](const QWidget *each) { return each->accessibleName() == name; });
    };
    QVERIFY(named(u"Changed tables"_s));
    QVERIFY(named(u"More actions"_s) || std::any_of(reached.cbegin(), reached.cend(), [](const QWidget *each) {
                return each->toolTip() == u"More actions"_s;
            }));

    // Ctrl+2 is the second tab, Alt+Left the way back, F6 the other pane.
    QTest::keyClick(app.window(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(app.tabs()->current(), u"overview"_s);
    QTest::keyClick(app.window(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(app.tabs()->current(), u"changes"_s);
    QTest::keyClick(app.window(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(app.window()->location().route, u"organizations"_s);
    app.window()->sidebar()->setFocus();
    QTest::keyClick(app.window(), Qt::Key_F6);
    QVERIFY(app.page()->isAncestorOf(qApp->focusWidget()));
}

void TestWindow::keysWorkFromTheWholePage()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    app.window()->open(models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 42));
    QTRY_VERIFY(app.isQuiet());
    const auto focused = [] {
        return QApplication::focusWidget() ? QApplication::focusWidget()->accessibleName() : QString();
    };
    // Ctrl+2 goes to the list of the second tab.
    QTest::keyClick(app.window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(focused(), u"Changed tables"_s);
    const auto *list = qobject_cast<QAbstractItemView *>(QApplication::focusWidget());
    QVERIFY(list);
    QTRY_VERIFY(list->currentIndex().isValid());
    const auto table = [list] { return list->currentIndex().data().toString(); };
    const QString first = table();
    // From the tabs, too.
    app.tabs()->bar()->setFocus();
    QTest::keyClick(app.tabs()->bar(), Qt::Key_J);
    QVERIFY(table() != first);
    QTest::keyClick(app.tabs()->bar(), Qt::Key_K);
    QCOMPARE(table(), first);
    // A text field keeps its letters.
    QTest::keyClick(app.tabs()->bar(), Qt::Key_T);
    auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field);
    QTest::keyClick(field, Qt::Key_J);
    QCOMPARE(field->text(), u"j"_s);
    field->clear();
    // F6 comes round, through the sidebar, and Shift+F6 goes back the same way.
    app.window()->sidebar()->setFocus();
    QStringList panes;
    do {
        QTest::keyClick(app.window(), Qt::Key_F6);
        panes.append(focused());
    } while (!app.window()->sidebar()->hasFocus() && panes.size() < 10);
    QVERIFY2(panes.contains(u"Changed tables"_s), qPrintable(panes.join(u", "_s)));
    QVERIFY(app.window()->sidebar()->hasFocus());
    QTest::keyClick(app.window(), Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(focused(), panes.at(panes.size() - 2));
}

void TestWindow::theSidebarComesBack()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    app.window()->sidebar()->setFocus();
    QTest::keyClick(app.window(), Qt::Key_F9);
    QVERIFY(!app.window()->sidebar()->isVisible());
    QVERIFY(app.page()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(app.window(), Qt::Key_F9);
    QVERIFY(app.window()->sidebar()->isVisible());
}

void TestWindow::noWayBackToASignIn()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    const QString start = app.window()->location().route;
    app.window()->open(models::Location{});
    app.window()->open(models::organizationPlace({}, u"acme"_s));
    QTRY_VERIFY(app.isQuiet());
    QTest::keyClick(app.window(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(app.window()->location().route, start);
}

void TestWindow::spaceOpensDetailsInEveryList()
{
    AppFixture app;
    QVERIFY(app.startService());
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    const auto details = [&app]() -> QDialog * {
        const auto dialogs = app.window()->findChildren<QDialog *>();
        const auto found =
            std::find_if(dialogs.cbegin(), dialogs.cend(), [](const QDialog *dialog) { return dialog->isVisible(); });
        return found == dialogs.cend() ? nullptr : *found;
    };
    QStringList silent;
    int lists = 0;
    walk(app, u"shop"_s, u"main"_s, 42, [&](const QString &place) {
        QTreeView *table = app.table();
        if (!table || !table->model() || table->model()->rowCount() == 0)
            return;
        ++lists;
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Space);
        QDialog *dialog = details();
        if (!dialog || dialog->accessibleName() != u"Details"_s) {
            silent.append(place);
            return;
        }
        dialog->close();
        QVERIFY(QTest::qWaitFor([&details] { return !details(); }));
    });
    QVERIFY(lists >= 5);
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join(u'\n')));
    QCOMPARE(app.mutations().size(), 0);

    // In the words of the table first; as the service sends it only below that heading.
    app.window()->open(models::organizationsPlace(app.workspace()->facts().id));
    QTRY_COMPARE(app.rowCount(), 2);
    QTRY_VERIFY(app.isQuiet());
    app.table()->setCurrentIndex(app.table()->model()->index(0, 0));
    QTest::keyClick(app.table(), Qt::Key_Space);
    QVERIFY(details());
    const QList<views::FactsPanel *> panels = details()->findChildren<views::FactsPanel *>();
    QCOMPARE(panels.size(), 2);
    QVERIFY2(panels.at(0)->asText().contains(u"Scaler Pro"_s), qPrintable(panels.at(0)->asText()));
    QVERIFY(!panels.at(0)->asText().contains(u"scaler_pro"_s));
    QVERIFY(panels.at(1)->asText().contains(u"scaler_pro"_s));
}

void TestWindow::theSignInBeginsWhereOneGoesOn()
{
    AppFixture app;
    QVERIFY(app.startService());
    CommandLine line;
    line.host = app.url();
    line.profile = app.profile();
    QVERIFY(app.startProgram(line));
    app.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(app.window()));
    QAbstractButton *browser = AppFixture::button(app.page(), u"Continue in the browser"_s);
    QTRY_VERIFY(browser && QApplication::focusWidget() == browser);
    const auto field = [&app](const QString &name) -> QLineEdit * {
        const auto fields = app.page()->findChildren<QLineEdit *>();
        const auto found = std::find_if(fields.cbegin(), fields.cend(), [&name](const QLineEdit *each) {
            return each->isVisible() && each->accessibleName() == name;
        });
        return found == fields.cend() ? nullptr : *found;
    };
    // What is missing gets the focus, and what was refused.
    QVERIFY(app.click(AppFixture::button(app.page(), u"Sign in with the token"_s)));
    QVERIFY(field(u"Service token ID"_s)->hasFocus());
    field(u"Service token ID"_s)->setText(u"demotoken001"_s);
    field(u"Service token"_s)->setText(u"pscale_tkn_wrong"_s);
    field(u"Organization"_s)->setText(u"acme"_s);
    QVERIFY(app.click(AppFixture::button(app.page(), u"Sign in with the token"_s)));
    QTRY_COMPARE(app.shownErrors().size(), 1);
    QTRY_VERIFY(field(u"Service token"_s) && field(u"Service token"_s)->hasFocus());
    QCOMPARE(app.shownErrors().size(), 1);
}

void TestWindow::hostileData()
{
    AppFixture app;
    QVERIFY(app.startService({u"--time-scale"_s, u"0"_s, u"--scenario"_s, u"hostile"_s}));
    QVERIFY(app.startDemo());
    QTRY_COMPARE(app.rowCount(), 2);
    QVERIFY(app.clickInSidebar({u"acme"_s}));
    QTRY_COMPARE(app.rowCount(), 10);
    QTRY_VERIFY(app.isQuiet());
    // Shown as what they are, nothing interpreted.
    const QStringList names = app.column(0);
    QVERIFY(names.contains(u"<b>bold</b><img src=x onerror=alert(1)>"_s));
    QVERIFY(names.contains(u"invoice⟨U+202E⟩fdp.exe"_s));
    for (const QString &name : names)
        QVERIFY2(dangerousCharacter(name).isEmpty() && !name.contains(u'\n'), qPrintable(name.left(60)));

    QStringList found;
    const auto look = [&](const QString &place) {
        const QStringList guesses = guessingWidgets(app.window());
        for (const QString &each : guesses)
            found.append(place + u": "_s + each);
        if (!dangerousCharacter(app.shownText() + app.window()->windowTitle()).isEmpty())
            found.append(place + u": a character that changes how text is read"_s);
    };
    QStringList raw;
    for (const api::Database &row : models::databaseList(app.workspace(), u"acme"_s)->rows())
        raw.append(row.name);
    QCOMPARE(raw.size(), 10);
    QVERIFY(!dangerousCharacter(raw.join(u' ')).isEmpty()); // as sent
    int number = 0;
    for (const QString &name : std::as_const(raw)) {
        if (name.size() < 1000) // an address of that length is no page's
            walk(app, name, name, ++number % 7 + 1, look);
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n').left(4000)));
    // Every name found its way back to the service unharmed.
    for (const Recorded &each : app.record()) {
        if (each.path.startsWith(u"/v1/"_s) && each.status != 200 && !each.path.contains(u"metrics"_s)
            && !each.path.contains(u"deploy"_s))
            found.append(each.key() + u' ' + QString::number(each.status));
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n').left(4000)));
}

ORRERY_SUITE(TestWindow)
#include "tst_window.moc"
