// SPDX-License-Identifier: GPL-3.0-or-later
// Shipping: the deploy dialog, the throttle while it runs, the revert question, the summary, against the simulator.
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/core/action_gate.h"
#include "views/core/error_bar.h"
#include "views/core/plain_label.h"
#include "views/core/request_preview_panel.h"
#include "views/deploy_requests/check_list.h"
#include "views/deploy_requests/deployment/deploy_dialog.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"
#include "views/deploy_requests/deployment/throttle_sliders.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSlider>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using A = models::DeployRequestAction;
using models::DeployStrategy;
using PagePtr = std::unique_ptr<DeployRequestPage>;

namespace {
const QString shop = u"/v1/organizations/acme/databases/shop/deploy-requests/"_s;
} // namespace

class TestDeployDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;

    PagePtr open(const QString &database, qint64 number, const QString &tab = {}, const QStringList &arguments = {})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        if (!m_fixture->start(arguments))
            return {};
        PagePtr page = m_fixture->open(database, number, tab);
        const auto *store = page->store();
        const bool loaded = QTest::qWaitFor(
            [store] {
                return store->state().phase == models::LoadState::Phase::Ready && !store->shownDigest().isEmpty();
            },
            10000);
        return loaded && QTest::qWaitFor([this] { return m_fixture->isQuiet(); }) ? std::move(page) : PagePtr();
    }
    DeployDialog *ask(const PagePtr &page, A action = A::Deploy)
    {
        if (!QTest::qWaitFor([&] { return page->actions()->action(action)->isEnabled(); }))
            return nullptr;
        page->actions()->action(action)->trigger();
        auto *dialog = page->findChild<DeployDialog *>();
        if (!dialog || !QTest::qWaitFor([&] { return !dialog->throttle()->sliders().isEmpty(); }))
            return nullptr;
        return dialog;
    }
    /// "PUT …/auto-apply {"enable":false}" of each mutation.
    QStringList sent() const
    {
        QStringList lines;
        const auto mutations = m_fixture->mutations();
        for (const test::Recorded &each : mutations) {
            lines.append(each.method + u' ' + each.path.section(u'/', -1) + u' '
                         + QString::fromUtf8(QJsonDocument(each.body.toObject()).toJson(QJsonDocument::Compact)));
        }
        return lines;
    }
    static QStringList titles(const DeployDialog *dialog)
    {
        QStringList all;
        for (const Check &check : dialog->progress()->checks())
            all.append(check.title + u": "_s + check.detail);
        return all;
    }

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void strategies_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("strategy");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("online") << 43 << int(DeployStrategy::Online)
                                << QStringList{u"POST deploy {\"instant_ddl\":false}"_s};
        QTest::newRow("instant") << 43 << int(DeployStrategy::Instant)
                                 << QStringList{u"POST deploy {\"instant_ddl\":true}"_s};
        QTest::newRow("gated") << 43 << int(DeployStrategy::Gated)
                               << QStringList{u"PUT auto-apply {\"enable\":false}"_s,
                                              u"POST deploy {\"instant_ddl\":false}"_s};
    }
    void strategies()
    {
        QFETCH(const int, number);
        QFETCH(const int, strategy);
        QFETCH(const QStringList, expected);
        const PagePtr page = open(u"shop"_s, number);
        QVERIFY(page);
        std::unique_ptr<QNetworkReply> approved(m_fixture->sendFromElsewhere("POST", shop + u"%1/reviews"_s.arg(number),
                                                                             R"({"state":"approved","body":"ok"})"));
        QTRY_VERIFY(approved->isFinished());
        page->refresh();
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QVERIFY(dialog->option(DeployStrategy::Online)->isChecked());
        dialog->option(DeployStrategy(strategy))->click();
        QVERIFY2(dialog->confirmButton()->isEnabled(), qPrintable(disabledReason(dialog->confirmButton())));
        QCOMPARE(m_fixture->mutationLines().size(), 1); // the approval
        QSignalSpy notices(page.get(), &Page::notice);
        const QPointer<DeployDialog> gone(dialog);
        dialog->confirmButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(gone.isNull(), 10000);
        QCOMPARE(sent().mid(1), expected);
        QCOMPARE(notices.size(), 1);
        QVERIFY(!page->resultBar()->isShowing());
        QCOMPARE(page->location().tab, u"operations"_s); // where it is seen to run
    }

    void aTargetThatIsNotKnownIsTakenForProduction()
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY(m_fixture->start());
        QVERIFY(m_fixture->setFaults(
            QJsonArray{QJsonObject{{u"path"_s, u"/branches$"_s}, {u"action"_s, u"status"_s}, {u"status"_s, 503}}}));
        const PagePtr page = m_fixture->open(u"shop"_s, 41);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        const QString shown = test::shownText(dialog);
        QVERIFY2(shown.contains(u"PRODUCTION"_s), qPrintable(shown));
        QVERIFY2(shown.contains(u"main (treated as production: its role is not known)"_s), qPrintable(shown));
    }

    void everythingAtOnceWithItsPreviewAndLine()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        dialog->option(DeployStrategy::Gated)->click();
        dialog->deleteBranch()->click();
        for (QSlider *slider : dialog->throttle()->sliders())
            slider->setValue(30);
        const QString text = test::shownText(dialog);
        QVERIFY2(
            text.contains(u"shop/main ← review-index, 1 table(s), nothing dropped, applied by hand, branch deleted "
                          "afterwards, revert possible: 30 min"_s),
            qPrintable(text));
        dialog->previewPanel()->setExpanded(true);
        const QString preview = dialog->previewPanel()->text();
        const QStringList order{u"/auto-apply"_s, u"/auto-delete-branch"_s, u"/throttler"_s, u"/deploy\n"_s};
        qsizetype at = -1;
        for (const QString &part : order) {
            const qsizetype found = preview.indexOf(part);
            QVERIFY2(found > at, qPrintable(preview));
            at = found;
        }
        QCOMPARE(test::guessingWidgets(dialog), QStringList());
        QCOMPARE(test::unnamedWidgets(dialog), QStringList());
        dialog->confirmButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(sent().size(), 4, 10000);
        QCOMPARE(sent(),
                 (QStringList{u"PUT auto-apply {\"enable\":false}"_s, u"PUT auto-delete-branch {\"enable\":true}"_s,
                              u"PATCH throttler {\"ratio\":30}"_s, u"POST deploy {\"instant_ddl\":false}"_s}));
        QTRY_VERIFY(!page->findChild<DeployDialog *>());
    }

    void whatIsNotPossibleSaysWhy()
    {
        const PagePtr page = open(u"shop"_s, 41); // an index: not instant
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QVERIFY(!dialog->option(DeployStrategy::Instant)->isEnabled());
        QVERIFY(
            test::shownText(dialog).contains(u"Not possible: Not all of its changes can be made instantly (indexes"_s));
        QVERIFY(dialog->option(DeployStrategy::Gated)->isEnabled());
    }

    void eachLossIsTickedAndTheNameTyped()
    {
        const PagePtr page = open(u"identity"_s, 8);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QCOMPARE(dialog->lossChecks().size(), 1);
        QCOMPARE(dialog->lossChecks().first()->text(), u"passkeys.state is dropped with its data"_s);
        QCOMPARE(disabledReason(dialog->confirmButton()), u"Type identity/main first."_s);
        dialog->nameField()->setText(u"identity/main"_s);
        QCOMPARE(disabledReason(dialog->confirmButton()), u"Acknowledge each loss listed above."_s);
        dialog->lossChecks().first()->click();
        // A check that failed on the page is repeated, and acknowledged by itself.
        QTRY_COMPARE(dialog->failedChecks().size(), 1);
        QCOMPARE(dialog->failedChecks().first()->text(), u"Deploy anyway: Not enough storage on the target"_s);
        QVERIFY(dialog->failedChecks().first()->accessibleDescription().contains(u" too little: "_s));
        QCOMPARE(disabledReason(dialog->confirmButton()), u"Acknowledge each failed check listed above."_s);
        dialog->failedChecks().first()->click();
        QVERIFY(dialog->confirmButton()->isEnabled());
        QVERIFY(sent().isEmpty());
    }

    void byKeyboard()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QVERIFY(dialog->cancelButton()->hasFocus() || !dialog->isActiveWindow());
        // Arrow keys choose, Enter on a choice does not deploy.
        dialog->option(DeployStrategy::Online)->setFocus();
        QTest::keyClick(dialog->option(DeployStrategy::Online), Qt::Key_Return);
        QVERIFY(sent().isEmpty());
        QVERIFY(dialog->isVisible());
        QTest::keyClick(dialog->option(DeployStrategy::Online), Qt::Key_Down);
        QVERIFY(dialog->option(DeployStrategy::Gated)->isChecked()); // instant is not possible
        QTest::keyClick(dialog->deleteBranch(), Qt::Key_Space);
        QVERIFY(dialog->deleteBranch()->isChecked());
        QTest::keyClick(dialog->throttle()->sliders().first(), Qt::Key_PageUp);
        QCOMPARE(dialog->choice().throttle.first().ratio, 5);
        QTest::keyClick(dialog->throttle()->sliders().first(), Qt::Key_PageDown);
        QVERIFY(dialog->choice().throttle.isEmpty()); // as it was: nothing to send
        dialog->confirmButton()->setFocus();
        QTest::keyClick(dialog->confirmButton(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(sent().size(), 3, 10000);
        QCOMPARE(sent().last(), u"POST deploy {\"instant_ddl\":false}"_s);
    }

    void escapeSendsNothing()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!page->findChild<DeployDialog *>());
        QVERIFY(sent().isEmpty());
        QVERIFY(!page->store()->isBusy());
    }

    void aRefusedDeploymentTellsWhatWasDone()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QVERIFY(m_fixture->setFaults({test::fault(u"/deploy-requests/41/deploy$"_s, u"status"_s,
                                                  {{u"status"_s, 422}, {u"code"_s, u"unprocessable"_s}})}));
        dialog->option(DeployStrategy::Gated)->click();
        dialog->confirmButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(titles(dialog).size() == 2 && !dialog->isSending(), 10000);
        QVERIFY(dialog->isVisible());
        QCOMPARE(titles(dialog).first(), u"Turn auto-apply off: Done."_s);
        QVERIFY2(titles(dialog).last().startsWith(u"Deploy changes: Deploy request #41 could not be deployed."_s),
                 qPrintable(titles(dialog).last()));
        QVERIFY(test::shownText(dialog).contains(
            u"The deployment was not started. Done before it, and still so: Turn auto-apply off."_s));
        QCOMPARE(dialog->cancelButton()->text(), u"Close"_s);
        QVERIFY(!dialog->confirmButton()->isVisible());
        QVERIFY(page->resultBar()->isShowing()); // and after the dialog is closed
        dialog->cancelButton()->click();
        QTRY_VERIFY(!page->findChild<DeployDialog *>());
    }

    void aThrottleThatCannotBeSetStopsTheDeployment()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        QVERIFY(m_fixture->setFaults({test::fault(u"/deploy-requests/41/throttler$"_s, u"status"_s,
                                                  {{u"status"_s, 404}, {u"code"_s, u"not_found"_s}})}));
        dialog->throttle()->sliders().first()->setValue(50);
        dialog->confirmButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(titles(dialog).size() == 2 && !dialog->isSending(), 10000);
        QVERIFY(titles(dialog).first().contains(u"The throttle of deploy request #41 could not be changed."_s));
        QCOMPARE(titles(dialog).last(), u"Deploy changes: Not sent."_s);
        QVERIFY(!m_fixture->mutationLines().contains(u"POST "_s + shop + u"41/deploy"_s));
    }

    void anUnknownThrottleLeavesTheRestPossible()
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY(m_fixture->start());
        QVERIFY(m_fixture->setFaults(
            {test::fault(u"/throttler$"_s, u"status"_s, {{u"status"_s, 404}, {u"code"_s, u"not_found"_s}})}));
        const PagePtr page = m_fixture->open(u"shop"_s, 41);
        QTRY_VERIFY_WITH_TIMEOUT(
            page->actions()->action(A::Deploy)->isEnabled() && !page->store()->shownDigest().isEmpty(), 10000);
        page->actions()->action(A::Deploy)->trigger();
        auto *dialog = page->findChild<DeployDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY(test::shownText(dialog).contains(u"The throttle is not known and stays as it is."_s));
        QVERIFY(dialog->choice().throttle.isEmpty());
        dialog->confirmButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(sent(), QStringList{u"POST deploy {\"instant_ddl\":false}"_s}, 10000);
    }

    void closedBySomebodyElseWhileItIsOpen()
    {
        const PagePtr page = open(u"shop"_s, 41);
        QVERIFY(page);
        DeployDialog *dialog = ask(page);
        QVERIFY(dialog);
        std::unique_ptr<QNetworkReply> reply(
            m_fixture->sendFromElsewhere("PATCH", shop + u"41"_s, "{\"state\":\"closed\"}"));
        QTRY_VERIFY(reply->isFinished());
        // Known to the page before it was confirmed: the button says so.
        page->store()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->confirmButton()->isEnabled(), 10000);
        QVERIFY2(disabledReason(dialog->confirmButton()).contains(u"closed by"_s),
                 qPrintable(disabledReason(dialog->confirmButton())));
        QCOMPARE(m_fixture->mutationLines(), QStringList{u"PATCH "_s + shop + u"41"_s});
    }

    // --- while it runs and afterwards

    void throttlesWhileItRuns()
    {
        const PagePtr page = open(u"identity"_s, 7, u"operations"_s);
        QVERIFY(page);
        auto *sliders = page->findChild<ThrottleSliders *>();
        QVERIFY(sliders);
        QTRY_COMPARE(sliders->sliders().size(), 1);
        QSlider *slider = sliders->sliders().first();
        QTRY_COMPARE(slider->value(), 25);
        QVERIFY(slider->isEnabled());
        QTRY_VERIFY(test::shownText(page.get()).contains(u"25: about 75"_s));
        QSignalSpy notices(page.get(), &Page::notice);
        // Dragged: nothing is sent before it is let go.
        slider->setSliderDown(true);
        slider->setValue(60);
        slider->setValue(50);
        QVERIFY(sent().isEmpty());
        slider->setSliderDown(false);
        QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 1, 10000);
        QCOMPARE(sent(), QStringList{u"PATCH throttler {\"ratio\":50}"_s});
        QCOMPARE(notices.first().first().toString(), u"The throttle of deploy request #7 is set: identity 50."_s);
        // By key: sent once, when the keys rest.
        QTRY_VERIFY(slider->isEnabled());
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(slider, Qt::Key_PageUp);
        QCOMPARE(sent().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(notices.size(), 2, 10000);
        QCOMPARE(sent().mid(1), QStringList{u"PATCH throttler {\"ratio\":65}"_s});
        // Refused: back to what is set, with the reason.
        QVERIFY(m_fixture->setFaults(
            {test::fault(u"/throttler$"_s, u"status"_s, {{u"status"_s, 422}, {u"code"_s, u"unprocessable"_s}})}));
        QTRY_VERIFY(slider->isEnabled());
        slider->setSliderDown(true);
        slider->setValue(0);
        slider->setSliderDown(false);
        QTRY_VERIFY_WITH_TIMEOUT(page->resultBar()->isShowing(), 10000);
        QVERIFY(page->resultBar()->text().contains(u"The throttle of deploy request #7 could not be changed."_s));
        QTRY_COMPARE(slider->value(), 65);
    }

    void revertingNamesWhatIsLost()
    {
        const PagePtr page = open(u"billing"_s, 18);
        QVERIFY(page);
        QTRY_VERIFY(page->actions()->action(A::Revert)->isEnabled());
        page->actions()->action(A::Revert)->trigger();
        auto *dialog = page->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QVERIFY2(test::shownText(dialog).contains(u"What was written to the new column invoices.vat_id"_s),
                 qPrintable(test::shownText(dialog)));
        dialog->confirmButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(
            m_fixture->mutationLines(),
            QStringList{u"POST /v1/organizations/acme/databases/billing/deploy-requests/18/revert"_s}, 10000);
    }

    void theSummaryIsCopied()
    {
        const PagePtr page = open(u"billing"_s, 18, u"operations"_s);
        QVERIFY(page);
        QSignalSpy notices(page.get(), &Page::notice);
        auto *copy = qobject_cast<QPushButton *>(test::shownButton(page.get(), u"Copy summary"_s));
        QVERIFY(copy);
        copy->click();
        QCOMPARE(notices.size(), 1);
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.startsWith(u"**acme/billing \\#18: VAT numbers on invoices**\n"_s), qPrintable(text));
        QVERIFY(text.contains(u"- Tables: invoices\n"_s));
        QVERIFY(text.contains(u"/app/acme/billing/deploy-requests/18>"_s));
    }

    void aLockedTableIsNamed()
    {
        const PagePtr page = open(u"inventory"_s, 12, u"operations"_s);
        QVERIFY(page);
        QTRY_VERIFY(test::shownText(page.get()).contains(u"stock_levels is locked by the cut-over"_s));
        QVERIFY(!page->findChild<ThrottleSliders *>()->isVisible());
        QVERIFY(page->actions()->action(A::ForceCutover)->isEnabled());
    }
};

ORRERY_SUITE(TestDeployDialog)
#include "tst_deploy_dialog.moc"
