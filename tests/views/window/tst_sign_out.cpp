// SPDX-License-Identifier: GPL-3.0-or-later
// The question before signing out: of which account, what goes with it, and what can be taken along.
#include "tests/models/account_fixture.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"
#include "views/core/confirm_dialog.h"
#include "views/core/link_button.h"
#include "views/core/orrery_style.h"
#include "views/core/plain_label.h"
#include "views/window/sign_out_dialog.h"
#include "views/window/view_registry.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    test::ServiceStub service;
    test::AccountFixture fixture;
    ViewRegistry registry;
    QStringList taken; ///< accounts whose history somebody wanted to take along
    QWidget window;

    Fixture()
    {
        registry.signOutLosses.push_back(
            {.text = u"the storage history"_s,
             .keepText = u"Export the storage history…"_s,
             .keep = [this](const PageContext &, const QString &account, QWidget *) { taken.append(account); }});
        registry.signOutLosses.push_back({.text = u"draft notes"_s});
    }
    [[nodiscard]] PageContext context()
    {
        PageContext context;
        context.accounts = &fixture.accounts;
        context.views = &registry;
        return context;
    }
    static QStringList texts(const QWidget *dialog)
    {
        QStringList all;
        for (const PlainLabel *label : dialog->findChildren<PlainLabel *>())
            all.append(label->text());
        return all;
    }
};

} // namespace

class TestSignOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatGoesAndOffersToTakeItAlong()
    {
        Fixture f;
        const QString account = f.fixture.signIn(f.service.url())->facts().id;
        const QPointer<ConfirmDialog> dialog = askSignOut(f.context(), account, &f.window);
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QComboBox *>());
        QCOMPARE(buttonKind(dialog->confirmButton()), ButtonKind::Danger);
        const QString all = Fixture::texts(dialog).join(u'\n');
        QVERIFY2(all.contains(u"•  the storage history"_s) && all.contains(u"•  draft notes"_s), qPrintable(all));
        auto *keep = dialog->findChild<LinkButton *>();
        QCOMPARE(keep->text(), u"Export the storage history…"_s);
        keep->click();
        QCOMPARE(f.taken, QStringList{account});
        QVERIFY(dialog && dialog->isVisible()); // nothing is decided by that
        QSignalSpy signedOut(&f.fixture.accounts, &models::Accounts::signedOut);
        dialog->cancelButton()->click();
        QTest::qWait(0);
        QCOMPARE(f.fixture.accounts.workspaces().size(), 1);
    }

    void asksWhichAccount()
    {
        Fixture f;
        const QString first = f.fixture.signIn(f.service.url())->facts().id;
        const QString second = f.fixture.signIn(f.service.url(), {u"northwind"_s})->facts().id;
        const QPointer<ConfirmDialog> dialog = askSignOut(f.context(), second, &f.window);
        auto *choice = dialog->findChild<QComboBox *>();
        QVERIFY(choice);
        QCOMPARE(choice->count(), 2);
        QCOMPARE(choice->currentData().toString(), second); // the one that is looked at
        choice->setCurrentIndex(choice->findData(first));
        QCOMPARE(dialog->confirmButton()->text(), u"Sign out of "_s + choice->currentText());
        dialog->findChild<LinkButton *>()->click();
        QCOMPARE(f.taken, QStringList{first});
        QSignalSpy signedOut(&f.fixture.accounts, &models::Accounts::signedOut);
        dialog->confirmButton()->click();
        QTRY_COMPARE(signedOut.size(), 1);
        QCOMPARE(f.fixture.accounts.workspaces().size(), 1);
        QCOMPARE(f.fixture.accounts.workspaces().first()->facts().id, second);
    }

    void aReadOnlyAccountIsRefusedBeforeTheQuestion()
    {
        Fixture f;
        const QString first = f.fixture.signIn(f.service.url())->facts().id;
        const QString second = f.fixture.signIn(f.service.url(), {u"northwind"_s})->facts().id;
        f.fixture.accounts.setReadOnly(second, true);
        const QPointer<ConfirmDialog> dialog = askSignOut(f.context(), second, &f.window);
        QVERIFY(!dialog->confirmButton()->isEnabled());
        const QString all = Fixture::texts(dialog).join(u'\n');
        QVERIFY2(all.contains(u"This account is read-only. Turn read-only mode off to sign out."_s), qPrintable(all));
        auto *choice = dialog->findChild<QComboBox *>();
        choice->setCurrentIndex(choice->findData(first));
        QVERIFY(dialog->confirmButton()->isEnabled());
    }
};

ORRERY_SUITE(TestSignOut)
#include "tst_sign_out.moc"
