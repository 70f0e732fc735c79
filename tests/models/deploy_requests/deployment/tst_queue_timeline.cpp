// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/roles.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/queue_timeline.h"
#include "tests/models/deploy_requests/deploy_samples.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using M = QueueTimelineModel;

namespace {

const QDateTime now = test::utc("2026-11-21T12:00:00Z");

api::Deployment deployment(qint64 number, const char *state, const QString &into = u"main"_s)
{
    api::Deployment d;
    d.id = u"d%1"_s.arg(number);
    d.deployRequestNumber = number;
    d.intoBranch = into;
    d.state = api::OpenEnum<api::DeploymentState>::fromText(QString::fromLatin1(state));
    d.autoCutover = true;
    d.queuedAt = now.addSecs(-600);
    return d;
}

api::Deployment running(qint64 number, std::optional<qint64> eta)
{
    api::Deployment d = deployment(number, "in_progress");
    d.startedAt = now.addSecs(-300);
    api::DeployOperationSummary summary;
    summary.etaSeconds = eta;
    summary.progressPercentage = 40;
    d.deployOperationSummaries = {summary};
    return d;
}

api::Deployment reverting(qint64 number, int minutesLeft)
{
    api::Deployment d = deployment(number, "complete_pending_revert");
    d.startedAt = now.addSecs(-1500);
    d.finishedAt = now.addSecs(-60 * (30 - minutesLeft));
    return d;
}

QString plain(QString text)
{
    return text.replace(QChar(0xa0), u' ').replace(QChar(0x202f), u' ');
}

} // namespace

using Rows = QList<api::Deployment>;
Q_DECLARE_METATYPE(Rows)

class TestQueueTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void reasonsAndStarts_data()
    {
        QTest::addColumn<Rows>("rows");
        QTest::addColumn<QStringList>("reasons");
        QTest::addColumn<QStringList>("starts");

        api::Deployment gated = running(1, 300);
        gated.autoCutover = false;
        api::Deployment locked = deployment(1, "in_progress_cutover");
        locked.tableLocked = true;
        locked.lockedTableName = u"orders"_s;
        api::Deployment paused = deployment(2, "queued");
        paused.queuePaused = true;
        paused.queuePauseReason = u"maintenance"_s;
        api::Deployment named = deployment(3, "queued");
        named.precedingDeployments.resize(1);
        named.precedingDeployments[0].deployRequestNumber = 9;

        QTest::newRow("copying, one behind")
            << Rows{running(1, 300), deployment(2, "queued")}
            << QStringList{u"Copies tables, about 5 min left; then it can be reverted for 30 minutes."_s,
                           u"Waits for #1, which is under way."_s}
            << QStringList{u"started 5 min ago"_s, u"in about 35 min, at 12:35 PM"_s};
        QTest::newRow("no estimate") << Rows{running(1, std::nullopt), deployment(2, "queued")}
                                     << QStringList{u"Copies tables; duration unknown."_s,
                                                    u"Waits for #1, which is under way."_s}
                                     << QStringList{u"started 5 min ago"_s, u"not known"_s};
        QTest::newRow("revert window, two behind")
            << Rows{reverting(1, 12), deployment(2, "queued"), deployment(3, "queued")}
            << QStringList{u"Blocks the queue until 12:12 PM, when its revert window ends, or until it is skipped."_s,
                           u"Waits for #1, whose revert window is open until 12:12 PM."_s,
                           u"Waits for #1, whose revert window is open until 12:12 PM, and then for #2."_s}
            << QStringList{u"started 25 min ago"_s, u"in about 12 min, at 12:12 PM"_s, u"not known"_s};
        QTest::newRow("failed") << Rows{deployment(1, "complete_error"), deployment(2, "queued")}
                                << QStringList{u"Failed, and blocks the queue until it is unblocked."_s,
                                               u"Waits for #1, which failed and has to be unblocked."_s}
                                << QStringList{QString(), u"not known"_s};
        QTest::newRow("gated, copying")
            << Rows{gated, deployment(2, "queued")}
            << QStringList{u"Copies tables, about 5 min left; then it waits until it is applied."_s,
                           u"Waits for #1, which is under way."_s}
            << QStringList{u"started 5 min ago"_s, u"not known"_s};
        QTest::newRow("gated, waiting") << Rows{deployment(1, "pending_cutover"), deployment(2, "queued")}
                                        << QStringList{u"Blocks the queue until it is applied."_s,
                                                       u"Waits for #1, which has to be applied."_s}
                                        << QStringList{QString(), u"not known"_s};
        QTest::newRow("locked")
            << Rows{locked}
            << QStringList{u"Waits for a lock on orders to swap the tables; forcing the cutover ends that."_s}
            << QStringList{QString()};
        QTest::newRow("next") << Rows{deployment(2, "queued")} << QStringList{u"Is next."_s}
                              << QStringList{u"at once"_s};
        QTest::newRow("paused") << Rows{paused} << QStringList{u"The queue is paused: maintenance."_s}
                                << QStringList{u"not known"_s};
        QTest::newRow("the service says who is ahead")
            << Rows{named} << QStringList{u"Waits for #9."_s} << QStringList{u"not known"_s};
        QTest::newRow("strange state") << Rows{deployment(1, "in_progress_magic")}
                                       << QStringList{u"In a state this version of Orrery does not know."_s}
                                       << QStringList{QString()};
    }
    void reasonsAndStarts()
    {
        QFETCH(const Rows, rows);
        QFETCH(const QStringList, reasons);
        QFETCH(const QStringList, starts);
        const QList<QueueLane> lanes = queueTimeline(rows, now);
        QCOMPARE(lanes.size(), 1);
        QStringList gotReasons;
        QStringList gotStarts;
        for (const QueueEntry &entry : lanes.first().entries) {
            gotReasons.append(plain(entry.reason));
            gotStarts.append(plain(estimatedStart(entry, now)));
        }
        QCOMPARE(gotReasons, reasons);
        QCOMPARE(gotStarts, starts);
    }

    void lanesAreIndependent()
    {
        const auto lanes = queueTimeline({reverting(18, 12), deployment(20, "pending_cutover", u"staging"_s),
                                          deployment(19, "queued"), deployment(21, "queued", u"staging"_s)},
                                         now);
        QCOMPARE(lanes.size(), 2);
        QCOMPARE(lanes.at(0).branch, u"main"_s);
        QCOMPARE(lanes.at(1).branch, u"staging"_s);
        QCOMPARE(lanes.at(0).entries.at(0).holdsUp, QList<qint64>{19});
        QCOMPARE(lanes.at(0).entries.at(1).waitsFor, QList<qint64>{18});
        QCOMPARE(lanes.at(0).entries.at(1).position, 1);
        QCOMPARE(lanes.at(1).entries.at(1).waitsFor, QList<qint64>{20});
        QVERIFY(!lanes.at(1).entries.at(1).startsAt.isValid());
        QCOMPARE(queueTimeline({}, now), QList<QueueLane>());
    }

    void theModelKeepsItsRows()
    {
        M model([](qint64 number) { return deployRequestPlace({}, u"acme"_s, u"shop"_s, number); });
        const QAbstractItemModelTester tester(&model);
        model.update({reverting(18, 12), deployment(19, "queued"), deployment(20, "submitting", u"staging"_s)}, now);
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex lane = model.index(0, 0);
        QCOMPARE(lane.data().toString(), u"into main"_s);
        QCOMPARE(model.index(0, M::ReasonColumn).data().toString(), u"1 deployment(s) waiting"_s);
        QCOMPARE(model.index(1, M::ReasonColumn).data().toString(), u"No deployments waiting"_s);
        QCOMPARE(model.rowCount(lane), 2);
        const QModelIndex first = model.index(0, 0, lane);
        QCOMPARE(first.data().toString(), u"#18"_s);
        QCOMPARE(model.index(1, 0, lane).data().toString(), u"#19 · position 1"_s);
        QCOMPARE(requestNumberOf(first.data(LocationRole).value<Location>()), 18);
        QVERIFY(plain(first.siblingAtColumn(M::ReasonColumn).data().toString()).endsWith(u"Holds up #19."_s));
        QCOMPARE(first.siblingAtColumn(M::StateColumn).data(StateRole).value<StateWord>().text,
                 u"Deployed, revertible"_s);
        QCOMPARE(model.indexOf(u"d19"_s), model.index(1, 0, lane));
        QVERIFY(!model.indexOf(u"d99"_s).isValid());
        const auto [from, to] = model.axis();
        QVERIFY(from <= now.addSecs(-1500) && to >= now.addSecs(12 * 60));

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QPersistentModelIndex kept = model.index(1, 0, lane);
        model.update({reverting(18, 11), deployment(19, "queued"), deployment(20, "in_progress", u"staging"_s)}, now);
        QCOMPARE(reset.size(), 0);
        QVERIFY(changed.size() > 0);
        QVERIFY(kept.isValid());
        model.update({deployment(19, "submitting")}, now);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 1);
        model.update({}, now);
        QCOMPARE(model.rowCount(), 0);
    }
};

ORRERY_SUITE(TestQueueTimeline)
#include "tst_queue_timeline.moc"
