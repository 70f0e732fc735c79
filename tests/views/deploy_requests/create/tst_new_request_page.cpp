// SPDX-License-Identifier: GPL-3.0-or-later
// A deploy request before it exists, against a running simulator, with the requests it really sends.
#include "models/branches/branch_places.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "tests/support/suite.h"
#include "tests/views/page_suite.h"
#include "views/core/action_gate.h"
#include "views/core/error_bar.h"
#include "views/deploy_requests/check_list.h"
#include "views/deploy_requests/create/new_request_page.h"
#include "views/deploy_requests/diff/changes_reader.h"
#include "views/deploy_requests/diff/diff_view.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;
using Shown = views::StateOverlay::Shown;
using PagePtr = std::unique_ptr<views::Page>;

namespace {
Location newRequest(const QString &branch = {}, const QString &database = u"shop"_s)
{
    return models::newDeployRequestPlace({}, u"acme"_s, database, branch);
}
views::NewRequestPage *pageOf(const PagePtr &page)
{
    return static_cast<views::NewRequestPage *>(page.get());
}
QStringList checksOf(const PagePtr &page)
{
    QStringList titles;
    for (const views::Check &check : pageOf(page)->checks()->checks())
        titles.append(check.title);
    return titles;
}
const QString createPath = QStringLiteral("^/v1/organizations/acme/databases/shop/deploy-requests$");
} // namespace

class TestNewRequestPage final : public PageSuite
{
    Q_OBJECT

    bool isReady(const PagePtr &page) const
    {
        return isSettled(page) && pageOf(page)->request()->isDraftLoaded()
            && pageOf(page)->request()->changesState().phase == models::LoadState::Phase::Ready;
    }

    /// Whatever branch of the scenario has changes and no open deploy request; empty when there is none.
    QString chooseFreeBranch(const PagePtr &page)
    {
        auto *form = pageOf(page);
        const QStringList names = form->request()->branchChoices();
        for (const QString &name : names) {
            form->branchBox()->setCurrentIndex(form->branchBox()->findData(name));
            Q_EMIT form->branchBox()->activated(form->branchBox()->currentIndex());
            static_cast<void>(QTest::qWaitFor([&] { return isSettled(page); }));
            if (form->request()->openRequests().isEmpty() && !form->request()->create().refusal())
                return name;
        }
        return {};
    }

private Q_SLOTS:
    void createsWithOneRequest()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"drop-referrals"_s));
        auto *form = pageOf(page);
        QTRY_VERIFY(isSettled(page));
        const QString branch = chooseFreeBranch(page);
        QVERIFY2(!branch.isEmpty(), "no branch to deploy");
        QCOMPARE(models::branchOf(page->location()), branch);
        QCOMPARE(page->title(), u"New deploy request from %1"_s.arg(branch));
        QVERIFY(page->findChild<views::ChangesReader *>()->diff()->rowCount() > 0);
        form->notes()->setFocus();
        QTest::keyClicks(form->notes(), u"Add loyalty points"_s);
        QTest::keyClick(form->notes(), Qt::Key_Return);
        QTest::keyClicks(form->notes(), u"for everybody"_s);
        const auto boxes = page->findChildren<QCheckBox *>();
        QCOMPARE(boxes.size(), 2);
        QVERIFY(boxes.at(0)->isChecked() != boxes.at(1)->isChecked()); // applied automatically, branch kept
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QSignalSpy notices(page.get(), &views::Page::notice);
        page->activateWindow();
        QTRY_VERIFY(form->notes()->hasFocus());
        QTest::keyClick(form->notes(), Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(form->notes(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(navigated.size(), 1);
        const QList<Recorded> sent = fixture()->mutations();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().method, u"POST"_s);
        QCOMPARE(sent.first().path, u"/v1/organizations/acme/databases/shop/deploy-requests"_s);
        QCOMPARE(sent.first().status, 201);
        QCOMPARE(QString::fromUtf8(QJsonDocument(sent.first().body.toObject()).toJson(QJsonDocument::Compact)),
                 u"{\"auto_cutover\":true,\"auto_delete_branch\":false,\"branch\":\"%1\",\"into_branch\":\"main\","
                 "\"notes\":\"Add loyalty points\\nfor everybody\"}"_s.arg(branch));
        const auto there = navigated.at(0).at(0).value<Location>();
        QCOMPARE(there.route, u"deploy-request"_s);
        QVERIFY(models::requestNumberOf(there) > 0);
        QCOMPARE(notices.at(0).at(0).toString(),
                 u"Deploy request #%1 was created."_s.arg(models::requestNumberOf(there)));
        QCOMPARE(form->notes()->toPlainText(), QString());
    }

    void anOpenRequestIsNamed()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        auto *form = pageOf(page);
        QTRY_VERIFY(isReady(page));
        QTRY_VERIFY(checksOf(page).contains(u"An open deploy request of this branch into main exists: #42"_s));
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QAbstractButton *link = shownButton(page.get(), u"Open #42"_s);
        QVERIFY(link);
        link->click();
        QCOMPARE(navigated.size(), 1);
        QCOMPARE(models::requestNumberOf(navigated.at(0).at(0).value<Location>()), 42);
        QCOMPARE(navigated.at(0).at(0).value<Location>().account, page->location().account);
        // That one is where to go on: another would be refused, and is not offered.
        QVERIFY(form->openAction()->isVisible());
        QCOMPARE(form->openAction()->text(), u"Open #42"_s);
        QVERIFY(!form->createAction()->isVisible());
        form->openAction()->trigger();
        QCOMPARE(navigated.size(), 2);
        QCOMPARE(models::requestNumberOf(navigated.at(1).at(0).value<Location>()), 42);
        form->createAction()->trigger();
        QCOMPARE(fixture()->mutations().size(), 0);
        QCOMPARE(unnamedWidgets(page.get()), QStringList());
        QCOMPARE(guessingWidgets(page.get()), QStringList());
    }

    void draftsSurvive()
    {
        startSimulator();
        {
            const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
            QTRY_VERIFY(isReady(page));
            pageOf(page)->notes()->setPlainText(u"half a sentence"_s);
            page->deactivate();
        }
        fixture()->forgetWhatIsLoaded();
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        QTRY_COMPARE(pageOf(page)->notes()->toPlainText(), u"half a sentence"_s);
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void choosesBranchAndTarget()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest());
        auto *form = pageOf(page);
        QTRY_VERIFY(form->branchBox()->count() > 2);
        QCOMPARE(views::disabledReason(form->createAction()), u"Choose the branch whose changes are to be deployed."_s);
        QVERIFY(shownText(page.get()).contains(u"Choose a branch"_s));
        QSignalSpy moved(page.get(), &views::Page::locationChanged);
        form->branchBox()->setFocus();
        form->branchBox()->setCurrentIndex(form->branchBox()->findData(u"add-loyalty"_s));
        Q_EMIT form->branchBox()->activated(form->branchBox()->currentIndex());
        QCOMPARE(moved.size(), 1);
        QCOMPARE(models::branchOf(moved.at(0).at(0).value<Location>()), u"add-loyalty"_s);
        QTRY_VERIFY(isReady(page));
        QCOMPARE(form->targetBox()->currentText(), u"main"_s);
        form->targetBox()->setCurrentIndex(form->targetBox()->findData(u"staging"_s));
        Q_EMIT form->targetBox()->activated(form->targetBox()->currentIndex());
        QTRY_VERIFY(checksOf(page).contains(u"staging is not the parent of the branch"_s));
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void nothingToDeploy()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"staging"_s));
        QTRY_VERIFY(isReady(page));
        QCOMPARE(views::disabledReason(pageOf(page)->createAction()),
                 u"staging changes nothing in main: there is nothing to deploy."_s);
        QVERIFY(shownText(page.get()).contains(u"No schema changes"_s));
        QVERIFY(checksOf(page).contains(u"Nothing to deploy"_s));
    }

    void theDiffFails()
    {
        startSimulator();
        QVERIFY(fixture()->setFaults(
            {fault(u"branches/add-loyalty/diff$"_s, u"status"_s, {{u"status"_s, 422}, {u"code"_s, u"x"_s}})}));
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        QTRY_VERIFY_WITH_TIMEOUT(checksOf(page).contains(u"PlanetScale's own diff of the branch could not be read"_s),
                                 20000);
        QTRY_VERIFY(isReady(page));
        QVERIFY(page->findChild<views::ChangesReader *>()->diff()->rowCount() > 0);
    }

    void aTokenThatOnlyReads()
    {
        startSimulator();
        fixture()->signInWith({u"readtoken001"_s, api::Secret("pscale_tkn_read")});
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        auto *form = pageOf(page);
        QTRY_VERIFY(isSettled(page));
        // Said of every branch that could be deployed otherwise.
        QStringList reasons;
        const QStringList names = form->request()->branchChoices();
        for (const QString &name : names) {
            form->branchBox()->setCurrentIndex(form->branchBox()->findData(name));
            Q_EMIT form->branchBox()->activated(form->branchBox()->currentIndex());
            QTRY_VERIFY2(
                isSettled(page),
                qPrintable(name
                           + u" quiet: %1, phase %2"_s.arg(fixture()->isQuiet()).arg(int(page->loadState().phase))));
            reasons.append(views::disabledReason(form->createAction()));
        }
        QVERIFY2(
            reasons.contains(
                u"This service token lacks the access “create_deploy_request”; an organization administrator can grant it."_s),
            qPrintable(reasons.join(u'|')));
        QVERIFY(!reasons.contains(QString()));
        QCOMPARE(fixture()->mutations().size(), 0);
    }

    void anUnansweredPostIsNotRepeated()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        auto *form = pageOf(page);
        QTRY_VERIFY(isReady(page));
        QVERIFY(!chooseFreeBranch(page).isEmpty());
        QVERIFY(fixture()->setFaults({fault(createPath, u"drop"_s, {{u"method"_s, u"POST"_s}})}));
        form->notes()->setPlainText(u"typed"_s);
        QSignalSpy navigated(page.get(), &views::Page::navigate);
        QSignalSpy notices(page.get(), &views::Page::notice);
        form->createAction()->trigger();
        // Looked up: one is there that was not before, so the service had done it before the connection was lost.
        QTRY_COMPARE(navigated.size(), 1);
        const qint64 number = models::requestNumberOf(navigated.at(0).at(0).value<Location>());
        QCOMPARE(notices.at(0).at(0).toString(),
                 u"PlanetScale did not answer, but it created deploy request #%1."_s.arg(number));
        int posts = 0;
        for (const Recorded &each : fixture()->record())
            posts += each.method == u"POST"_s && each.path.endsWith(u"/deploy-requests"_s) ? 1 : 0;
        QVERIFY(posts <= 1);
    }

    void postgresHasNone()
    {
        startSimulator();
        models::databaseList(fixture()->workspace(), u"acme"_s)->open();
        QTRY_VERIFY(fixture()->isQuiet());
        QString postgres;
        for (const api::Database &row : models::databaseList(fixture()->workspace(), u"acme"_s)->rows()) {
            if (row.kind.isPresent() && !models::isVitess(row.kind))
                postgres = row.name;
        }
        QVERIFY(!postgres.isEmpty());
        const PagePtr page = fixture()->open(newRequest({}, postgres));
        QTRY_VERIFY(shownText(page.get()).contains(u"Postgres databases have no deploy requests"_s));
        QCOMPARE(views::disabledReason(pageOf(page)->createAction()), u"Postgres databases have no deploy requests."_s);
        const PagePtr database = fixture()->open(models::databasePlace({}, u"acme"_s, postgres));
        QTRY_VERIFY(shownText(database.get()).contains(u"no deploy requests"_s));
    }

    void notesTemplate()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        QTRY_VERIFY(isReady(page));
        pageOf(page)->notes()->setPlainText(u"What:\nWhy:"_s);
        for (QAction *action : page->findChildren<QAction *>()) {
            if (action->text() == u"Keep these notes as template"_s)
                action->trigger();
        }
        const PagePtr other = fixture()->open(newRequest(u"staging"_s));
        QTRY_COMPARE(pageOf(other)->notes()->toPlainText(), u"What:\nWhy:"_s);
    }

    void readOnly()
    {
        startSimulator();
        const PagePtr page = fixture()->open(newRequest(u"add-loyalty"_s));
        QTRY_VERIFY(isReady(page));
        fixture()->accounts()->setReadOnly(fixture()->workspace()->facts().id, true);
        QCOMPARE(views::disabledReason(pageOf(page)->createAction()),
                 u"Read-only mode is on: nothing can be changed."_s);
        pageOf(page)->createAction()->trigger();
        QCOMPARE(fixture()->mutations().size(), 0);
    }
};

ORRERY_SUITE(TestNewRequestPage)
#include "tst_new_request_page.moc"
