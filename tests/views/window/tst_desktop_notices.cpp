// SPDX-License-Identifier: GPL-3.0-or-later
// What is told outside the window: deployments, and disks that fill up.
#include "models/branches/branch_places.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/deployment_watch.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/module.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "models/storage/storage_places.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "tests/views/storage_fixture.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"
#include "views/window/desktop_notices.h"

#include <QAction>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::views;
using orrery::test::FakeNotifier;
using namespace Qt::StringLiterals;

class TestDesktopNotices : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::DeployRequestFixture> m_fixture;
    FakeNotifier m_notifier;
    std::unique_ptr<DesktopNotices> m_notices;

    void start(const QStringList &arguments = {})
    {
        m_fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY(m_fixture->start(arguments));
        m_notices = std::make_unique<DesktopNotices>(m_fixture->notices(), &m_notifier);
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
        models::RequestActions *actions = page->actions()->model();
        QTRY_VERIFY_WITH_TIMEOUT(!actions->refusal(models::DeployRequestAction::DisableAutoApply), 10000);
        actions->perform(models::DeployRequestAction::DisableAutoApply);
        QTRY_VERIFY(!page->store()->isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!actions->refusal(models::DeployRequestAction::Deploy), 10000);
        actions->perform(models::DeployRequestAction::Deploy);
        // What its storage check says of disks may be reported as well.
        const auto ready = [this]() {
            return std::find_if(m_notifier.all.cbegin(), m_notifier.all.cend(), [](const Notification &each) {
                return each.title == u"shop #41 is ready to be applied"_s;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(ready() != m_notifier.all.cend(), 20000);
        QSignalSpy opened(m_notices.get(), &DesktopNotices::opened);
        Q_EMIT m_notifier.activated(ready()->target);
        QCOMPARE(opened.size(), 1);
        const auto place = opened.first().first().value<models::Location>();
        QCOMPARE(models::databaseOf(place), u"shop"_s);
        QCOMPARE(models::requestNumberOf(place), 41);
        QCOMPARE(place.account, m_fixture->workspace()->facts().id);
    }

    void offMeansOff()
    {
        start();
        models::DeploymentWatch *watch = models::deploymentWatch(m_fixture->workspace());
        const models::DeploymentNotice notice{u"shop #1 is ready"_s, u"a → b."_s, true};
        const auto place = models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 1);
        Q_EMIT watch->happened(notice, place);
        QCOMPARE(m_notifier.all.size(), 1);
        QVERIFY(m_notifier.all.first().urgent);
        models::deploymentNotices.setValue(m_fixture->settings(), false);
        Q_EMIT watch->happened(notice, place);
        QCOMPARE(m_notifier.all.size(), 1);
    }

    void whereTheDesktopShowsNothingTheWindowDoes()
    {
        start();
        m_notifier.works = false;
        QSignalSpy told(m_notices.get(), &DesktopNotices::shownInWindow);
        Q_EMIT models::deploymentWatch(m_fixture->workspace())
            ->happened({u"shop #1 is ready"_s, u"a → b waits."_s, false},
                       models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 1));
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().mid(0, 2), (QVariantList{u"shop #1 is ready. a → b waits."_s, false}));
        QCOMPARE(models::requestNumberOf(told.first().at(2).value<models::Location>()), 1);
    }

    void theDesktopsMarkupIsDisarmed()
    {
        QCOMPARE(plainForDesktop(u"<b>x</b> & \u202Ey"_s), u"‹b›x‹/b› ＆ ⟨U+202E⟩y"_s);
        QCOMPARE(plainForDesktop(u"a\nb"_s), u"a␊b"_s);
        QCOMPARE(plainLinesForDesktop(u"<i>a\nb\u202E"_s), u"‹i›a\nb⟨U+202E⟩"_s);
    }

    void namesBeginNoLineOfTheirOwn()
    {
        start();
        Q_EMIT models::deploymentWatch(m_fixture->workspace())
            ->happened({u"shop #1 is ready"_s, u"a\nFree space: 90 %"_s, false},
                       models::deployRequestPlace({}, u"acme"_s, u"shop"_s, 1));
        QCOMPARE(m_notifier.all.size(), 1);
        QCOMPARE(m_notifier.all.first().text, u"a␊Free space: 90 %"_s);
    }

    // --- storage

    void aDiskIsToldOnceAndLeadsToItsPlace()
    {
        test::StorageFixture fixture;
        DesktopNotices notices(fixture.services.find<models::Notices>(), &fixture.notifier);
        QSignalSpy opened(&notices, &DesktopNotices::opened);
        QSignalSpy told(&notices, &DesktopNotices::shownInWindow);
        fixture.read(test::StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s), 86.2);
        QTRY_COMPARE(fixture.notifier.all.size(), 1);
        const Notification first = fixture.notifier.all.first();
        QCOMPARE(first.title, u"shop / main, commerce / -80: 86.2\u00A0% used"_s);
        QVERIFY(!first.urgent);
        Q_EMIT fixture.notifier.activated(first.target);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<models::Location>(),
                 models::branchPlace(u"work"_s, u"acme"_s, u"shop"_s, u"main"_s, u"storage"_s));
        // The same level again is no news.
        QSignalSpy updated(&fixture.radar, &models::StorageRadar::updated);
        fixture.read(test::StorageFixture::volume(u"shop"_s, u"main"_s, u"-80"_s), 86.4);
        QTRY_VERIFY(!updated.isEmpty());
        QCOMPARE(fixture.notifier.all.size(), 1);
        QCOMPARE(told.size(), 0);
    }

    void howStorageIsTold_data()
    {
        QTest::addColumn<models::Tone>("tone");
        QTest::addColumn<int>("threshold");
        QTest::addColumn<models::Location>("place");
        QTest::addColumn<bool>("urgent");
        QTest::addColumn<models::Location>("opens");
        const models::Location storage = models::storagePlace();
        const auto main = models::branchPlace(u"work"_s, u"acme"_s, u"shop"_s, u"main"_s, u"storage"_s);
        QTest::newRow("a forecast") << models::Tone::Warn << 0 << main << false << main;
        QTest::newRow("85 %") << models::Tone::Warn << 85 << main << false << main;
        QTest::newRow("95 %, whatever its tone") << models::Tone::Warn << 95 << main << true << main;
        QTest::newRow("critical") << models::Tone::Critical << 90 << main << true << main;
        QTest::newRow("read-only") << models::Tone::Critical << models::readOnlyThreshold << main << true << main;
        QTest::newRow("of several organizations") << models::Tone::Warn << 75 << storage << false << storage;
        QTest::newRow("of no place") << models::Tone::Warn << 75 << models::Location() << false << storage;
    }

    void howStorageIsTold()
    {
        QFETCH(models::Tone, tone);
        QFETCH(int, threshold);
        QFETCH(models::Location, place);
        test::StorageFixture fixture;
        DesktopNotices notices(fixture.services.find<models::Notices>(), &fixture.notifier);
        models::StorageAlert alert;
        alert.tone = tone;
        alert.threshold = threshold;
        alert.title = u"2 volumes"_s;
        alert.body = u"one\ntwo"_s;
        alert.place = place;
        Q_EMIT fixture.watch.alert(alert);
        QCOMPARE(fixture.notifier.all.size(), 1);
        QCOMPARE(fixture.notifier.all.first().text, u"one\ntwo"_s); // lines stay
        QTEST(fixture.notifier.all.first().urgent, "urgent");
        QTEST(fixture.notifier.all.first().target.value<models::Location>(), "opens");
        // Where the desktop shows nothing, the window says it in one line, and leads there too.
        fixture.notifier.works = false;
        QSignalSpy told(&notices, &DesktopNotices::shownInWindow);
        Q_EMIT fixture.watch.alert(alert);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().at(0).toString(), u"2 volumes. one"_s);
        QTEST(told.first().at(1).toBool(), "urgent");
        QTEST(told.first().at(2).value<models::Location>(), "opens");
    }
};

ORRERY_SUITE(TestDesktopNotices)
#include "tst_desktop_notices.moc"
