// SPDX-License-Identifier: GPL-3.0-or-later
// The deploy queue as a timeline, and as the plain table.
#include "models/core/roles.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deployment/queue_timeline.h"
#include "tests/support/suite.h"
#include "tests/views/deploy_requests/request/page_fixture.h"
#include "views/deploy_requests/deployment/queue_pane.h"

#include <QSignalSpy>
#include <QTreeView>

using namespace orrery;
using namespace orrery::views;
using namespace Qt::StringLiterals;

class TestQueuePane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theQueueAsATimeline()
    {
        const auto fixture = std::make_unique<test::DeployRequestFixture>();
        QVERIFY(fixture->start());
        const auto page = fixture->PageFixture::open(models::databasePlace({}, u"acme"_s, u"billing"_s, u"queue"_s));
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
        QCOMPARE(models::requestNumberOf(left.first().first().value<models::Location>()), 19);
        // The plain table is one click away, and remembered.
        pane->choose(QueuePane::Form::Table);
        QVERIFY(!pane->timeline()->isVisible());
        QVERIFY(pane->listPane()->isVisible());
        QCOMPARE(fixture->settings()->value(u"queue/form"_s).toInt(), 1);
        QCOMPARE(test::unnamedWidgets(page.get()), QStringList());
    }
};

ORRERY_SUITE(TestQueuePane)
#include "tst_queue_pane.moc"
