// SPDX-License-Identifier: GPL-3.0-or-later
// The organizations of an account and the databases of one, against a running simulator: every state of a list page.
#include "models/databases/database_places.h"
#include "models/organizations/organization_places.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/filter_bar.h"
#include "views/core/page_title.h"
#include "views/window/list_pane.h"

#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using Phase = models::LoadState::Phase;
using Shown = views::StateOverlay::Shown;

namespace {
const QString databasesPath = QStringLiteral("^/v1/organizations/acme/databases$");
const QString title = QStringLiteral("The databases of acme could not be loaded.");

Location acme()
{
    return models::organizationPlace({}, u"acme"_s);
}

} // namespace

class TestOrganizationPages final : public PageSuite
{
    Q_OBJECT

private Q_SLOTS:
    void theOrganizations()
    {
        startSimulator();
        const auto page = fixture()->open(models::organizationsPlace({}));
        QTRY_COMPARE(shownColumn(shownTable(page.get())), QStringList{u"acme"_s});
        QCOMPARE(shownColumn(shownTable(page.get()), 1), QStringList{u"Scaler Pro"_s});
        QCOMPARE(page->title(), u"Organizations"_s);
        QVERIFY(shownText(page.get()).contains(fixture()->workspace()->facts().description));
        // Enter leads on.
        QSignalSpy left(page.get(), &views::Page::navigate);
        QTreeView *table = shownTable(page.get());
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().first().value<Location>(),
                 models::organizationPlace(fixture()->workspace()->facts().id, u"acme"_s));
    }

    void theDatabases()
    {
        startSimulator();
        const auto page = fixture()->open(acme());
        QTRY_COMPARE(shownColumn(shownTable(page.get())),
                     (QStringList{u"analytics"_s, u"billing"_s, u"events"_s, u"identity"_s, u"inventory"_s, u"ledger"_s,
                                  u"notifications"_s, u"shop"_s, u"support"_s}));
        QCOMPARE(page->title(), u"acme"_s);
        QTRY_VERIFY(shownText(page.get()).contains(u"Scaler Pro plan"_s));
        QVERIFY(shownText(page.get()).contains(u"9 database"_s));
        QTRY_VERIFY(shownText(page.get()).contains(u"9 of 9"_s));
        QCOMPARE(shownState(page), std::optional(Shown::Content));
        QCOMPARE(page->loadState().phase, Phase::Ready);
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void loading()
    {
        startSimulator();
        QVERIFY(fixture()->setFaults({fault(databasesPath, u"delay"_s, {{u"ms"_s, 400}})}));
        const auto page = fixture()->open(acme());
        QCOMPARE(shownState(page), std::optional(Shown::Skeleton));
        QVERIFY(!shownTable(page.get()));
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        QVERIFY(shownTable(page.get()));
        // Again, with content: the rows stay while they are read again.
        page->refresh();
        QVERIFY(page->loadState().isLoading());
        QCOMPARE(shownState(page), std::optional(Shown::Content));
        QCOMPARE(shownRows(page), 9);
        QTRY_VERIFY(!page->loadState().isLoading());
    }

    void empty()
    {
        startSimulator({u"--scenario"_s, u"empty"_s});
        const auto page = fixture()->open(acme());
        QTRY_COMPARE(shownState(page), std::optional(Shown::Empty));
        QVERIFY(shownText(page.get()).contains(u"No databases"_s));
        QVERIFY(shownText(page.get())
                    .contains(u"Databases of this organization that the sign-in may see are listed here."_s));
        QVERIFY(!shownTable(page.get()));
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
    }

    void failed_data()
    {
        QTest::addColumn<QJsonObject>("rule");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("button");
        QTest::newRow("refused") << fault(databasesPath, u"status"_s, {{u"status"_s, 403}, {u"code"_s, u"forbidden"_s}})
                                 << u"This sign-in is not allowed to do that (needs "_s << u"Sign in"_s;
        QTest::newRow("broken") << fault(databasesPath, u"status"_s, {{u"status"_s, 500}})
                                << u"PlanetScale failed while answering (status 500). Try again in a moment"_s
                                << u"Retry"_s;
        QTest::newRow("not JSON") << fault(databasesPath, u"html"_s)
                                  << u"The answer is not what this operation documents"_s << u"Retry"_s;
        QTest::newRow("no connection") << fault(databasesPath, u"drop"_s)
                                       << u"There is no connection to PlanetScale. Check the network, then try again."_s
                                       << u"Retry"_s;
    }
    void failed()
    {
        QFETCH(QJsonObject, rule);
        QFETCH(QString, sentence);
        QFETCH(QString, button);
        startSimulator();
        QVERIFY(fixture()->setFaults({rule}));
        const auto page = fixture()->open(acme());
        QTRY_COMPARE_WITH_TIMEOUT(shownState(page), std::optional(Shown::Failure), 15'000);
        QCOMPARE(shownErrors(page.get()).size(), 1);
        const QString told = shownErrors(page.get()).first();
        QVERIFY2(told.startsWith(title + u' ' + sentence), qPrintable(told));
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
        QSignalSpy signIn(page.get(), &views::Page::signInRequested);
        QAbstractButton *way = shownButton(page.get(), button);
        QVERIFY(way);
        QVERIFY(fixture()->setFaults({}));
        QTest::mouseClick(way, Qt::LeftButton);
        if (button == u"Sign in"_s) {
            QCOMPARE(signIn.size(), 1);
        } else {
            QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
            QCOMPARE(shownErrors(page.get()), QStringList());
        }
    }

    void stale()
    {
        startSimulator();
        {
            const auto page = fixture()->open(acme());
            QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
            // What was on screen stays readable under a failure.
            QVERIFY(fixture()->setFaults({fault(databasesPath, u"status"_s, {{u"status"_s, 500}})}));
            page->refresh();
            QTRY_COMPARE_WITH_TIMEOUT(shownErrors(page.get()).size(), 1, 15'000);
            QCOMPARE(shownState(page), std::optional(Shown::Content));
            QCOMPARE(shownRows(page), 9);
            QVERIFY(fixture()->setFaults({}));
            QTest::mouseClick(shownButton(page.get(), u"Retry"_s), Qt::LeftButton);
            QTRY_COMPARE(shownErrors(page.get()), QStringList());
        }
        // Another run, without the service: the rows that were kept, and why they are old.
        fixture()->stopService();
        fixture()->forgetWhatIsLoaded();
        const auto page = fixture()->open(acme());
        QTRY_VERIFY(shownTable(page.get()));
        QTRY_COMPARE(shownRows(page), 9);
        QVERIFY(page->loadState().fetchedAt.isValid());
        QTRY_COMPARE_WITH_TIMEOUT(page->loadState().phase, Phase::Failed, 15'000);
        QCOMPARE(shownErrors(page.get()),
                 QStringList{title + u" There is no connection to PlanetScale. Check the network, then try again."_s});
        QCOMPARE(shownRows(page), 9);
    }

    void withTheKeyboardAlone()
    {
        startSimulator();
        const auto page = fixture()->open(acme());
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        const QStringList stops = tabStops(page.get());
        QVERIFY2(stops.contains(u"Databases of acme"_s), qPrintable(stops.join(u'|')));
        QVERIFY2(!stops.contains(QString()), qPrintable(stops.join(u'|')));
        // Ctrl+F, type, Down, Enter.
        QTreeView *table = shownTable(page.get());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_F, Qt::ControlModifier);
        QLineEdit *field = page->findChild<views::FilterBar *>()->field();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"bill"_s);
        QTRY_COMPARE(shownColumn(table), QStringList{u"billing"_s});
        QTRY_VERIFY(shownText(page.get()).contains(u"1 of 9"_s));
        QTest::keyClick(field, Qt::Key_Down);
        QVERIFY(table->hasFocus());
        QSignalSpy left(page.get(), &views::Page::navigate);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(left.size(), 1);
        QCOMPARE(models::databaseOf(left.first().first().value<Location>()), u"billing"_s);
        // Space: every field of the row.
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_VERIFY(page->findChild<QDialog *>());
        QDialog *details = page->findChild<QDialog *>();
        QCOMPARE(unnamedWidgets(details), QStringList());
        QCOMPARE(guessingWidgets(details), QStringList());
        QVERIFY(shownText(details).contains(u"billing"_s));
        details->close();
        // Nothing matches, and the way back.
        page->findChild<views::FilterBar *>()->setText(u"nothing like it"_s);
        QTRY_COMPARE(shownState(page), std::optional(Shown::NoMatches));
        QTest::mouseClick(shownButton(page.get(), u"Clear filter"_s), Qt::LeftButton);
        QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
        QCOMPARE(table->model()->rowCount(), 9);
    }

    void namesForScreenReaders()
    {
        startSimulator();
        for (const Location &place : {models::organizationsPlace({}), acme()}) {
            const auto page = fixture()->open(place);
            QTRY_COMPARE(shownState(page), std::optional(Shown::Content));
            QCOMPARE(unnamedWidgets(page.get()), QStringList());
            QCOMPARE(guessingWidgets(page.get()), QStringList());
        }
    }

    void hostileNames()
    {
        startSimulator({u"--scenario"_s, u"hostile"_s});
        const auto page = fixture()->open(acme());
        QTRY_COMPARE(shownTable(page.get()) ? shownRows(page) : 0, 10);
        QTreeView *table = shownTable(page.get());
        const QStringList names = shownColumn(table);
        QVERIFY(names.contains(u"<b>bold</b><img src=x onerror=alert(1)>"_s));
        QVERIFY(names.contains(u"invoice⟨U+202E⟩fdp.exe"_s));
        QVERIFY(names.contains(u"first line␊second line␍␊␉tab"_s));
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column)
                QCOMPARE(dangerousCharacter(table->model()->index(row, column).data().toString()), QString());
        }
        QVERIFY(!page->grab().isNull()); // also what is painted only then
        QCOMPARE(guessingWidgets(page.get()), QStringList());
        // The way on carries the name as it is.
        QSignalSpy left(page.get(), &views::Page::navigate);
        table->setCurrentIndex(table->model()->index(int(names.indexOf(u"invoice⟨U+202E⟩fdp.exe"_s)), 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(models::databaseOf(left.first().first().value<Location>()), u"invoice\u202Efdp.exe"_s);
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_VERIFY(page->findChild<QDialog *>());
        QCOMPARE(guessingWidgets(page->findChild<QDialog *>()), QStringList());
        QCOMPARE(dangerousCharacter(shownText(page->findChild<QDialog *>())), QString());
    }
};

ORRERY_SUITE(TestOrganizationPages)
#include "tst_organization_pages.moc"
