// SPDX-License-Identifier: GPL-3.0-or-later
// Read-only mode belongs to an account, outlasts the run, and holds for signing out too.
#include "tests/models/account_fixture.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestReadOnlyAccount : public QObject
{
    Q_OBJECT

    static models::Workspace *keptAccount(test::AccountFixture &fixture, const QUrl &service,
                                          const QString &organization)
    {
        return fixture.accounts.addServiceToken({u"demotoken001"_s, api::Secret("pscale_tkn_demo")}, {organization},
                                                api::Hosts::allAt(service), false);
    }

private Q_SLOTS:
    void isKeptWithItsAccountAlone()
    {
        test::ServiceStub service;
        test::AccountFixture fixture;
        QSignalSpy loaded(&fixture.registry, &api::AccountRegistry::loaded);
        fixture.registry.load();
        QTRY_COMPARE(loaded.size(), 1);
        const QString acme = keptAccount(fixture, service.url(), u"acme"_s)->facts().id;
        const QString other = keptAccount(fixture, service.url(), u"northwind"_s)->facts().id;
        QSignalSpy changed(&fixture.accounts, &models::Accounts::readOnlyChanged);
        fixture.accounts.setReadOnly(acme, true);
        fixture.accounts.setReadOnly(acme, true);
        QCOMPARE(changed, (QList<QVariantList>{{acme, true}}));
        QVERIFY(fixture.accounts.isReadOnly(acme));
        QVERIFY(!fixture.accounts.isReadOnly(other));

        const auto keptAs = [&fixture](const QString &id) {
            api::AccountRegistry again(fixture.path(u"accounts.json"_s), &fixture.clock);
            QSignalSpy read(&again, &api::AccountRegistry::loaded);
            again.load();
            return read.wait(5'000) && again.account(id) ? std::optional(again.account(id)->readOnly) : std::nullopt;
        };
        QTRY_COMPARE(keptAs(acme), std::optional(true));
        QCOMPARE(keptAs(other), std::optional(false));
        fixture.accounts.setReadOnly(acme, false);
        QTRY_COMPARE(keptAs(acme), std::optional(false));
    }

    void aRunForReadingHoldsAllOfThem()
    {
        test::ServiceStub service;
        test::AccountFixture fixture;
        const QString early = fixture.signIn(service.url())->facts().id;
        fixture.accounts.makeReadOnly();
        const QString late = fixture.signIn(service.url())->facts().id;
        QVERIFY(fixture.accounts.isReadOnly(early));
        QVERIFY(fixture.accounts.isReadOnly(late));
        fixture.accounts.setReadOnly(early, false);
        QVERIFY(fixture.accounts.isReadOnly(early));
    }

    void signsNothingOut()
    {
        test::ServiceStub service;
        test::AccountFixture fixture;
        const QString account = fixture.signInWithScopes(service.url(), "pscale_oauth_demo", {})->facts().id;
        QSignalSpy notices(&fixture.accounts, &models::Accounts::notice);
        QSignalSpy signedOut(&fixture.accounts, &models::Accounts::signedOut);
        fixture.accounts.setReadOnly(account, true);
        fixture.accounts.signOut(account);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices.at(0).at(0).value<models::ErrorText>().nextStep, u"Turn read-only mode off to sign out."_s);
        QVERIFY(fixture.accounts.workspace(account));
        fixture.accounts.setReadOnly(account, false);
        fixture.accounts.signOut(account);
        QTRY_COMPARE(signedOut.size(), 1);
        QVERIFY(!fixture.accounts.workspace(account));
    }
};

ORRERY_SUITE(TestReadOnlyAccount)
#include "tst_read_only_account.moc"
