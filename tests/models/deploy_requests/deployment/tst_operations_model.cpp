// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/operations_model.h"

#include "api/core/utc.h"
#include "models/core/roles.h"
#include "models/core/tone.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace orrery;
using namespace orrery::models;
using M = OperationsModel;

namespace {

api::ShardOperation shard(const QString &name, std::optional<double> progress, std::optional<qint64> eta = std::nullopt)
{
    api::ShardOperation s;
    s.shard = name;
    s.state = api::OperationState::InProgress;
    s.progressPercentage = progress;
    s.etaSeconds = eta;
    return s;
}

api::DeployOperationSummary table(const QString &name, const QList<api::ShardOperation> &shards = {})
{
    api::DeployOperationSummary t;
    t.keyspaceName = u"shop"_s;
    t.tableName = name;
    t.operationName = u"ALTER"_s;
    t.ddlStatement = u"ALTER TABLE %1\n ADD x int"_s.arg(name);
    t.state = api::OperationState::InProgress;
    t.operations = shards;
    return t;
}

api::Deployment of(const QList<api::DeployOperationSummary> &tables)
{
    api::Deployment deployment;
    deployment.deployOperationSummaries = tables;
    return deployment;
}

QString text(const QModelIndex &index)
{
    return index.data().toString().replace(QChar(0xa0), u' ');
}

} // namespace

class TestOperationsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTablesAndShards()
    {
        M model;
        const QAbstractItemModelTester tester(&model);
        auto orders = table(u"orders"_s, {shard(u"-80"_s, 20, 90), shard(u"80-"_s, std::nullopt)});
        orders.progressPercentage = 20;
        orders.etaSeconds = 90;
        model.update(of({orders}));
        const QModelIndex row = model.index(0, M::NameColumn);
        QCOMPARE(text(row), u"orders"_s);
        QCOMPARE(text(row.siblingAtColumn(M::ProgressColumn)), u"20 %"_s);
        QCOMPARE(text(row.siblingAtColumn(M::TimeLeftColumn)), u"about 2 min left"_s);
        QCOMPARE(text(row.siblingAtColumn(M::StatementColumn)), u"ALTER TABLE orders␊ ADD x int"_s);
        QCOMPARE(model.rowCount(row), 2);
        QCOMPARE(text(model.index(0, M::NameColumn, row)), u"-80"_s);
        const QModelIndex unknown = model.index(1, M::ProgressColumn, row);
        QCOMPARE(text(unknown), u"not known yet"_s); // null is not 0
        QVERIFY(!unknown.data(ProgressRole).isValid());
        QCOMPARE(model.overallProgress().value(), 20.0);
        QCOMPARE(model.timeLeft().value(), 90.0);
    }

    void mergesInPlace()
    {
        M model;
        const QAbstractItemModelTester tester(&model);
        model.update(of({table(u"a"_s, {shard(u"-80"_s, 1), shard(u"80-"_s, 2)}), table(u"b"_s, {shard(u"-"_s, 3)})}));
        const QPersistentModelIndex upper = model.index(1, M::ProgressColumn, model.index(0, 0));
        const QPersistentModelIndex second = model.index(1, 0);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

        model.update(of({table(u"a"_s, {shard(u"-80"_s, 1), shard(u"80-"_s, 50)}), table(u"b"_s, {shard(u"-"_s, 3)})}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(upper.data(ProgressRole).toDouble(), 0.5);

        model.update(of({table(u"c"_s), table(u"a"_s, {shard(u"80-"_s, 60), shard(u"new"_s, 0)})}));
        QCOMPARE(upper.data(ProgressRole).toDouble(), 0.6);
        QCOMPARE(upper.row(), 0);
        QVERIFY(!second.isValid());
        QCOMPARE(removed.count(), 2); // table b, shard -80
        QCOMPARE(inserted.count(), 2); // table c, shard new
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.rowCount(), 2);

        changed.clear();
        model.update(of({table(u"c"_s), table(u"a"_s, {shard(u"80-"_s, 60), shard(u"new"_s, 0)})}));
        QCOMPARE(changed.count(), 0);

        model.update({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.overallProgress());
    }

    void operationsWithoutSummaries()
    {
        M model;
        const QAbstractItemModelTester tester(&model);
        api::Deployment deployment;
        for (int i = 0; i < 2; ++i) {
            api::DeployOperation operation;
            operation.keyspaceName = u"shop"_s;
            operation.tableName = u"orders"_s;
            operation.operationName = u"ALTER"_s;
            operation.state = api::OperationState::Error;
            operation.deployErrors = u"duplicate <key>\n"_s;
            deployment.deployOperations.append(operation);
        }
        model.update(deployment);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(model.index(0, M::StateColumn)), u"Failed: duplicate <key>␊"_s);
        QCOMPARE(model.index(0, M::StateColumn).data(StateRole).value<StateWord>().tone, Tone::Critical);
    }

    void whatHoldsItUp()
    {
        M model;
        auto throttled = table(u"a"_s);
        throttled.throttledAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        auto deployment = of({throttled, table(u"b"_s)});
        deployment.tableLocked = true;
        deployment.lockedTableName = u"b"_s;
        model.update(deployment);
        QCOMPARE(text(model.index(0, M::StateColumn)), u"In progress: throttled"_s);
        QCOMPARE(text(model.index(1, M::StateColumn)), u"In progress: locked by the cut-over"_s);
    }

    void estimatesAreSmoothed()
    {
        M model;
        const QDateTime start(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        model.update(of({table(u"a"_s, {shard(u"-80"_s, 10, 300), shard(u"80-"_s, 10, 200)})}), start);
        const QModelIndex row = model.index(0, 0);
        const QModelIndex left = model.index(0, M::TimeLeftColumn, row);
        QCOMPARE(model.timeLeft(), std::optional<double>(300));
        QCOMPARE(text(left), u"about 5 min left"_s);
        // Twice as long all at once: a little more, and it is told.
        model.update(of({table(u"a"_s, {shard(u"-80"_s, 10, 596), shard(u"80-"_s, 11, 196)})}), start.addSecs(4));
        QCOMPARE(std::lround(model.timeLeft().value()), 350);
        QVERIFY(model.isGettingSlower());
        QCOMPARE(text(left), u"about 6 min left, getting slower"_s);
        QCOMPARE(text(model.index(1, M::TimeLeftColumn, row)), u"about 3 min left"_s);
        // Somebody changed the speed: the new estimate counts at once.
        model.forgetEstimates();
        model.update(of({table(u"a"_s, {shard(u"-80"_s, 10, 1200), shard(u"80-"_s, 11, 800)})}), start.addSecs(8));
        QCOMPARE(model.timeLeft(), std::optional<double>(1200));
        QVERIFY(!model.isGettingSlower());
        QCOMPARE(text(left), u"about 20 min left"_s);
    }

    void whatIsCopiedHasNoTimeLeft()
    {
        M model;
        auto done = table(u"a"_s, {shard(u"-80"_s, 100, 0), shard(u"80-"_s, 60, 90)});
        done.operations[0].state = api::OperationState::Complete;
        api::Deployment deployment = of({done});
        deployment.state = api::DeploymentState::InProgress;
        model.update(deployment);
        const QModelIndex row = model.index(0, 0);
        QCOMPARE(text(model.index(0, M::TimeLeftColumn, row)), QString());
        QCOMPARE(text(model.index(1, M::TimeLeftColumn, row)), u"about 2 min left"_s);
        deployment.state = api::DeploymentState::InProgressCutover; // it may wait for a lock for long
        model.update(deployment);
        QCOMPARE(text(model.index(1, M::TimeLeftColumn, row)), QString());
        QVERIFY(!model.timeLeft());
    }

    void throttledSomeTimeAgo()
    {
        M model;
        auto throttled = table(u"a"_s);
        throttled.throttledAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);
        model.update(of({throttled}), throttled.throttledAt.addSecs(180));
        QCOMPARE(text(model.index(0, M::StateColumn)), u"In progress: throttled 3 min ago"_s);
    }

    void strangeNumbers()
    {
        M model;
        model.update(of({table(u"a"_s, {shard(u"x"_s, 250, -5), shard(u"y"_s, -3)})}));
        const QModelIndex row = model.index(0, 0);
        QCOMPARE(model.index(0, M::ProgressColumn, row).data(ProgressRole).toDouble(), 1.0);
        QCOMPARE(model.index(1, M::ProgressColumn, row).data(ProgressRole).toDouble(), 0.0);
        QCOMPARE(text(model.index(0, M::TimeLeftColumn, row)), QString());
        QVERIFY(!model.timeLeft());
        QCOMPARE(model.overallProgress().value(), 50.0);
    }
};

ORRERY_SUITE(TestOperationsModel)
#include "tst_operations_model.moc"
