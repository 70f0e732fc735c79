// SPDX-License-Identifier: GPL-3.0-or-later
// What is told outside the window, and the queue as a timeline.
#include "views/window/deployment_notices.h"

#include "models/core/roles.h"
#include "models/deploy_requests/deploy_request_store.h"
#include "models/deploy_requests/deployment_watch.h"
#include "tests/views/deploy_requests/page_fixture.h"
#include "views/core/notifier.h"
#include "views/deploy_requests/queue_pane.h"

#include <QAction>
#include <QSignalSpy>
#include <QTreeView>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

namespace {

class FakeNotifier final : public Notifier
{
public:
    bool notify(const Notification &notification) override
    {
        all.append(notification);
        return works;
    }
    QList<Notification> all;
    bool works = true;
};

} // namespace

class TestDeploymentNotices : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;
    FakeNotifier m_notifier;
    std::unique_ptr<DeploymentNotices> m_notices;

    void start(const QStringList &arguments = {})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY(m_fixture->start(arguments));
        m_notices =
            std::make_unique<DeploymentNotices>(m_fixture->accounts(), &m_notifier, m_fixture->settings(), nullptr);
    }

private Q_SLOTS:
    void init()
    {
        m_notifier.all.clear();
        m_notifier.works = true;
    }
    void cleanup()
    {
        m_notices.reset();
        m_fixture.reset();
    }

    void aGatedDeploymentReportsItself()
    {
        start({u"--time-scale"_s, u"2000"_s});
        const auto page = m_fixture->open(u"shop"_s, 41);
        models::DeployRequestStore *store = page->store();
        QTRY_VERIFY_WITH_TIMEOUT(!store->refusal(models::DeployRequestAction::DisableAutoApply), 10000);
        store->setAutoApply(false);
        QTRY_VERIFY(!store->busyAction());
        QTRY_VERIFY_WITH_TIMEOUT(!store->refusal(models::DeployRequestAction::Deploy), 10000);
        store->deploy();
        QTRY_COMPARE_WITH_TIMEOUT(m_notifier.all.size(), 1, 20000);
        QCOMPARE(m_notifier.all.first().title, u"shop #41 is ready to be applied"_s);
        QSignalSpy opened(m_notices.get(), &DeploymentNotices::opened);
        Q_EMIT m_notifier.activated(m_notifier.all.first().target);
        QCOMPARE(opened.size(), 1);
        const auto place = opened.first().first().value<models::Location>();
        QCOMPARE(place.database, u"shop"_s);
        QCOMPARE(place.number, 41);
        QCOMPARE(place.account, m_fixture->workspace()->facts().id);
    }

    void offMeansOff()
    {
        start();
        models::DeploymentWatch *watch = m_fixture->workspace()->deploymentWatch();
        const models::DeploymentNotice notice{u"shop #1 is ready"_s, u"a → b."_s, true};
        const auto place = models::Location::deployRequestPage({}, u"acme"_s, u"shop"_s, 1);
        QVERIFY(m_notices->action()->isChecked());
        Q_EMIT watch->happened(notice, place);
        QCOMPARE(m_notifier.all.size(), 1);
        QVERIFY(m_notifier.all.first().urgent);
        m_notices->action()->trigger();
        Q_EMIT watch->happened(notice, place);
        QCOMPARE(m_notifier.all.size(), 1);
        // Remembered.
        const DeploymentNotices again(m_fixture->accounts(), &m_notifier, m_fixture->settings(), nullptr);
        QVERIFY(!again.action()->isChecked());
    }

    void whereTheDesktopShowsNothingTheWindowDoes()
    {
        start();
        m_notifier.works = false;
        QSignalSpy told(m_notices.get(), &DeploymentNotices::told);
        Q_EMIT m_fixture->workspace()->deploymentWatch()->happened(
            {u"shop #1 is ready"_s, u"a → b waits."_s, false},
            models::Location::deployRequestPage({}, u"acme"_s, u"shop"_s, 1));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first(), (QVariantList{u"shop #1 is ready. a → b waits."_s, false}));
    }

    void theDesktopsMarkupIsDisarmed()
    {
        QCOMPARE(plainForDesktop(u"<b>x</b> & \u202Ey"_s), u"‹b›x‹/b› ＆ ⟨U+202E⟩y"_s);
    }

    // --- the queue

    void theQueueAsATimeline()
    {
        start();
        const auto page =
            m_fixture->PageFixture::open(models::Location::databasePage({}, u"acme"_s, u"billing"_s, u"queue"_s));
        auto *pane = page->findChild<QueuePane *>();
        QVERIFY(pane);
        QTRY_COMPARE_WITH_TIMEOUT(pane->model()->rowCount(), 1, 10000);
        const QModelIndex lane = pane->model()->index(0, 0);
        QCOMPARE(lane.data().toString(), u"into main"_s);
        QCOMPARE(pane->model()->rowCount(lane), 2);
        QVERIFY(pane->timeline()->isExpanded(lane));
        const auto text = [&](int row, int column) {
            return pane->model()->index(row, column, lane).data().toString();
        };
        using M = models::QueueTimelineModel;
        QCOMPARE(text(0, M::NameColumn), u"#18"_s);
        QCOMPARE(text(1, M::NameColumn), u"#19 · position 1"_s);
        QVERIFY(text(0, M::ReasonColumn).startsWith(u"Blocks the queue until "_s));
        QVERIFY(text(0, M::ReasonColumn).endsWith(u"Holds up #19."_s));
        QVERIFY(text(1, M::ReasonColumn).startsWith(u"Waits for #18, whose revert window is open until "_s));
        QVERIFY(text(1, M::StartColumn).startsWith(u"in about "_s));
        QVERIFY(!pane->timeline()->grab().isNull());
        // Enter opens.
        QSignalSpy left(page.get(), &Page::navigate);
        pane->timeline()->setFocus();
        pane->timeline()->setCurrentIndex(pane->model()->index(1, 0, lane));
        QTest::keyClick(pane->timeline(), Qt::Key_Return);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().first().value<models::Location>().number, 19);
        // The plain table is one click away, and remembered.
        pane->choose(QueuePane::Form::Table);
        QVERIFY(!pane->timeline()->isVisible());
        QVERIFY(pane->listPane()->isVisible());
        QCOMPARE(m_fixture->settings()->value(u"queue/form"_s).toInt(), 1);
        QCOMPARE(test::unnamedWidgets(page.get()), QStringList());
    }
};

QTEST_MAIN(TestDeploymentNotices)
#include "tst_deployment_notices.moc"
