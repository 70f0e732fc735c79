// SPDX-License-Identifier: GPL-3.0-or-later
// What a sign-in may not do is said before the click, on the page of a deploy request.
#include "models/deploy_requests/request/deploy_request_store.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/core/action_gate.h"
#include "views/core/confirm_dialog.h"
#include "views/core/plain_label.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"

#include <QAction>
#include <QPushButton>
#include <QTest>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;
using A = models::DeployRequestAction;
using PagePtr = std::unique_ptr<DeployRequestPage>;

namespace {
const QStringList readScopes{u"read_user"_s,     u"read_organizations"_s, u"read_organization"_s,   u"read_databases"_s,
                             u"read_database"_s, u"read_branches"_s,      u"read_deploy_requests"_s};
} // namespace

class TestPermissions : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture = std::make_unique<test::DeployRequestFixture>();

    PagePtr openRequest(qint64 number = 42)
    {
        PagePtr page = m_fixture->open(u"shop"_s, number);
        const auto loaded = [&page]() {
            return page->store()->state().phase == models::LoadState::Phase::Ready
                && !page->store()->shownDigest().isEmpty() && page->review()->tableCount() > 0;
        };
        static_cast<void>(QTest::qWaitFor(loaded, 10000));
        for (const models::DeployTable &table : page->review()->tables())
            page->review()->setViewed(table.id);
        return page;
    }
    static QString reason(const PagePtr &page, A action) { return disabledReason(page->actions()->action(action)); }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<test::DeployRequestFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void scopesThatOnlyRead()
    {
        QVERIFY2(m_fixture->startWithScopes(readScopes), qPrintable(m_fixture->error()));
        const PagePtr page = openRequest();
        QTRY_COMPARE(
            reason(page, A::Approve),
            u"This sign-in was not granted “approve_deploy_requests”; sign in again with it, or ask someone who has it."_s);
        QVERIFY(!page->actions()->action(A::Approve)->isEnabled());
        QCOMPARE(
            reason(page, A::Close),
            u"This sign-in was not granted “write_deploy_requests”; sign in again with it, or ask someone who has it."_s);
        QCOMPARE(m_fixture->mutationLines(), QStringList());
    }

    void aTokenThatOnlyReads()
    {
        QVERIFY2(m_fixture->start(), qPrintable(m_fixture->error()));
        m_fixture->signInWith({u"readtoken001"_s, api::Secret("pscale_tkn_read")});
        const PagePtr page = openRequest();
        QTRY_COMPARE(
            reason(page, A::Approve),
            u"This service token lacks the access “approve_deploy_request”; an organization administrator can grant it."_s);
        QCOMPARE(
            reason(page, A::Comment),
            u"This service token lacks the access “review_deploy_request”; an organization administrator can grant it."_s);
        QCOMPARE(
            reason(page, A::Close),
            u"This service token lacks the access “create_deploy_request”; an organization administrator can grant it."_s);
        QCOMPARE(m_fixture->mutationLines(), QStringList());
    }

    void whatIsNotKnownIsAllowedAndSaid()
    {
        // The service does not say what the sign-in may do.
        QVERIFY2(m_fixture->startWithScopes({}), qPrintable(m_fixture->error()));
        const PagePtr page = openRequest();
        QAction *approve = page->actions()->action(A::Approve);
        QTRY_VERIFY(approve->isEnabled());
        const QString doubt = u"Not known: whether this sign-in may do this. It needs “approve_deploy_requests”."_s;
        QCOMPARE(approve->statusTip(), doubt);
        approve->trigger();
        auto *dialog = page->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QVERIFY2(dialog->accessibleDescription().endsWith(doubt), qPrintable(dialog->accessibleDescription()));
    }

    void theAuthorAmongSeveralAdministrators()
    {
        QVERIFY2(m_fixture->startWithScopes({}), qPrintable(m_fixture->error()));
        // Sam, who is signed in, opened it; Ana administers acme too.
        const PagePtr page = openRequest(43);
        QTRY_COMPARE(
            reason(page, A::Approve),
            u"You opened this deploy request; it needs approval from someone else, because you are not the only "
            "administrator of the organization."_s);
    }

    void whatTheServiceRefusedIsNotOfferedAgain()
    {
        QVERIFY2(m_fixture->startWithScopes({}), qPrintable(m_fixture->error()));
        const PagePtr page = openRequest();
        QAction *close = page->actions()->action(A::Close);
        QTRY_VERIFY(close->isEnabled());
        QVERIFY(m_fixture->setFaults(QJsonArray{QJsonObject{{u"method"_s, u"PATCH"_s},
                                                            {u"path"_s, u"deploy-requests/42$"_s},
                                                            {u"action"_s, u"status"_s},
                                                            {u"status"_s, 403},
                                                            {u"code"_s, u"forbidden"_s}}}));
        close->trigger();
        auto *dialog = page->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        dialog->confirmButton()->click();
        QTRY_VERIFY(reason(page, A::Close).startsWith(u"PlanetScale refused this to your sign-in."_s));
        QVERIFY(!close->isEnabled());
    }
};

ORRERY_SUITE(TestPermissions)
#include "tst_permissions.moc"
