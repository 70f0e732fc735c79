// SPDX-License-Identifier: GPL-3.0-or-later
// Read-only mode belongs to an account, outlasts the run, and holds for signing out too.
#include "tests/models/account_desk.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestReadOnlyAccount : public QObject
{
    Q_OBJECT

    static models::Workspace *keptAccount(test::AccountDesk &desk, const QUrl &service, const QString &organization)
    {
        return desk.accounts.addServiceToken({u"demotoken001"_s, api::Secret("pscale_tkn_demo")}, {organization},
                                             api::Hosts::allAt(service), false);
    }

private Q_SLOTS:
    void isKeptWithItsAccountAlone()
    {
        test::ServiceStub service;
        test::AccountDesk desk;
        QSignalSpy loaded(&desk.registry, &api::AccountRegistry::loaded);
        desk.registry.load();
        QTRY_COMPARE(loaded.size(), 1);
        const QString acme = keptAccount(desk, service.url(), u"acme"_s)->facts().id;
        const QString other = keptAccount(desk, service.url(), u"northwind"_s)->facts().id;
        QSignalSpy changed(&desk.accounts, &models::Accounts::readOnlyChanged);
        desk.accounts.setReadOnly(acme, true);
        desk.accounts.setReadOnly(acme, true);
        QCOMPARE(changed, (QList<QVariantList>{{acme, true}}));
        QVERIFY(desk.accounts.isReadOnly(acme));
        QVERIFY(!desk.accounts.isReadOnly(other));

        const auto keptAs = [&desk](const QString &id) {
            api::AccountRegistry again(desk.path(u"accounts.json"_s), &desk.clock);
            QSignalSpy read(&again, &api::AccountRegistry::loaded);
            again.load();
            return read.wait(5'000) && again.account(id) ? std::optional(again.account(id)->readOnly) : std::nullopt;
        };
        QTRY_COMPARE(keptAs(acme), std::optional(true));
        QCOMPARE(keptAs(other), std::optional(false));
        desk.accounts.setReadOnly(acme, false);
        QTRY_COMPARE(keptAs(acme), std::optional(false));
    }

    void aRunForReadingHoldsAllOfThem()
    {
        test::ServiceStub service;
        test::AccountDesk desk;
        const QString early = desk.signIn(service.url())->facts().id;
        desk.accounts.makeReadOnly();
        const QString late = desk.signIn(service.url())->facts().id;
        QVERIFY(desk.accounts.isReadOnly(early));
        QVERIFY(desk.accounts.isReadOnly(late));
        desk.accounts.setReadOnly(early, false);
        QVERIFY(desk.accounts.isReadOnly(early));
    }

    void signsNothingOut()
    {
        test::ServiceStub service;
        test::AccountDesk desk;
        const QString account = desk.signInWithScopes(service.url(), "pscale_oauth_demo", {})->facts().id;
        QSignalSpy notices(&desk.accounts, &models::Accounts::notice);
        QSignalSpy signedOut(&desk.accounts, &models::Accounts::signedOut);
        desk.accounts.setReadOnly(account, true);
        desk.accounts.signOut(account);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices.at(0).at(0).value<models::ErrorText>().nextStep, u"Turn read-only mode off to sign out."_s);
        QVERIFY(desk.accounts.workspace(account));
        desk.accounts.setReadOnly(account, false);
        desk.accounts.signOut(account);
        QTRY_COMPARE(signedOut.size(), 1);
        QVERIFY(!desk.accounts.workspace(account));
    }
};

ORRERY_SUITE(TestReadOnlyAccount)
#include "tst_read_only_account.moc"
