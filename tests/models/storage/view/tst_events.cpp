// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/branches/branch_places.h"
#include "models/storage/view/events.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using State = api::ResizeState;

Q_DECLARE_METATYPE(orrery::api::ResizeState)
Q_DECLARE_METATYPE(orrery::models::StorageSeries)
Q_DECLARE_METATYPE(QList<orrery::api::BranchChange>)

namespace {

constexpr qint64 gib = 1024LL * 1024 * 1024;

QDateTime minute(int minutes)
{
    return QDateTime({2026, 11, 1}, {12, 0}, orrery::kUtc).addSecs(minutes * 60);
}

StorageVolume branch()
{
    return {u"a1"_s, u"acme"_s, u"events"_s, u"main"_s, {}, {}, {}, {}};
}

Location storageTab()
{
    return branchPlace(u"a1"_s, u"acme"_s, u"events"_s, u"main"_s, u"storage"_s);
}

/// A keyspace resize from minute 0 to minute 20 that changes nothing.
api::KeyspaceResize resize()
{
    api::KeyspaceResize one;
    one.state = State::Completed;
    one.startedAt = minute(0);
    one.completedAt = minute(20);
    one.clusterName = one.previousClusterName = u"PS_40_AWS_X86"_s;
    one.clusterDisplayName = one.previousClusterDisplayName = u"PS-40"_s;
    one.replicas = one.previousReplicas = 2;
    return one;
}

/// The same of a Postgres branch.
api::BranchChange change()
{
    api::BranchChange one;
    one.state = State::Completed;
    one.startedAt = minute(0);
    one.completedAt = minute(20);
    one.clusterName = one.previousClusterName = u"PS_40_AWS_X86"_s;
    one.clusterDisplayName = one.previousClusterDisplayName = u"PS-40"_s;
    one.clusterMetal = one.previousClusterMetal = false;
    one.replicas = one.previousReplicas = 2;
    one.version = one.previousVersion = u"17.4"_s;
    one.parameters = one.previousParameters = {"{\"pgconf\":{}}"};
    one.minimumStorageBytes = one.previousMinimumStorageBytes = 80 * gib;
    one.maximumStorageBytes = one.previousMaximumStorageBytes = 200 * gib;
    one.storageAutoscaling = one.previousStorageAutoscaling = true;
    one.storageShrinking = one.previousStorageShrinking = true;
    one.storageType = one.previousStorageType = u"gp3"_s;
    one.storageIops = one.previousStorageIops = 3000;
    one.storageThroughputMibs = one.previousStorageThroughputMibs = 125;
    return one;
}

api::BranchChange enlargement(qint64 from, qint64 to)
{
    api::BranchChange one = change();
    one.previousMinimumStorageBytes = from * gib;
    one.minimumStorageBytes = to * gib;
    return one;
}

/// Readings of the capacity, in GiB.
StorageSeries capacities(const QList<std::pair<int, double>> &readings)
{
    StorageSeries series;
    for (const auto &[minutes, capacity] : readings) {
        StoragePoint point;
        point.at = minute(minutes);
        if (capacity > 0)
            point.capacityBytes = capacity * double(gib);
        series.points.append(point);
    }
    return series;
}

QStringList titles(const QList<StorageEvent> &events)
{
    QStringList list;
    for (const StorageEvent &event : events)
        list.append(event.title);
    return list;
}

} // namespace

class TestStorageEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void keyspaceResizesAreToldByWhatChanged_data()
    {
        QTest::addColumn<api::KeyspaceResize>("resized");
        QTest::addColumn<QString>("title");
        api::KeyspaceResize one = resize();
        one.clusterName = u"PS_80_AWS_X86"_s;
        one.clusterDisplayName = u"PS-80"_s;
        QTest::newRow("cluster") << one << u"Cluster PS-40 → PS-80"_s;
        one.replicas = 3;
        QTest::newRow("cluster and replicas") << one << u"Cluster PS-40 → PS-80, Replicas 2 → 3"_s;
        one = resize();
        one.clusterName = u"PS_40_AWS_ARM"_s;
        QTest::newRow("another processor") << one << u"Cluster PS_40_AWS_X86 → PS_40_AWS_ARM"_s;
        one.previousClusterName.clear();
        QTest::newRow("former one not told") << one << u"Keyspace resized"_s;
        one = resize();
        one.previousVectorPoolAllocation = 20;
        one.vectorPoolAllocation = 30.5;
        QTest::newRow("vectors") << one << u"Memory for vector indexes 20\u00A0% → 30.5\u00A0%"_s;
        one = resize();
        one.clusterDisplayName = u"PS\u202E-80\n"_s;
        QTest::newRow("hostile") << one << u"Cluster PS-40 → PS⟨U+202E⟩-80␊"_s;
        QTest::newRow("nothing") << resize() << u"Keyspace resized"_s;
        QTest::newRow("empty") << [] {
            api::KeyspaceResize empty;
            empty.state = State::Completed;
            empty.completedAt = minute(20);
            return empty;
        }() << u"Keyspace resized"_s;
    }

    void keyspaceResizesAreToldByWhatChanged()
    {
        QFETCH(api::KeyspaceResize, resized);
        QFETCH(QString, title);
        const QList<StorageEvent> expected{{StorageEvent::Kind::Resize, minute(20), title, storageTab()}};
        const QList<StorageEvent> events = resizeEvents({resized}, branch());
        QCOMPARE(titles(events), QStringList{title});
        QVERIFY(events == expected);
    }

    void changesAreToldByWhatChanged_data()
    {
        QTest::addColumn<api::BranchChange>("changed");
        QTest::addColumn<QString>("title");
        api::BranchChange one = enlargement(80, 120);
        QTest::newRow("storage") << one << u"Storage 80.0 GiB → 120 GiB"_s;
        one.maximumStorageBytes = 300 * gib;
        QTest::newRow("storage and limit") << one << u"Storage 80.0 GiB → 120 GiB, Storage limit 200 GiB → 300 GiB"_s;
        one.previousMaximumStorageBytes = 80 * gib;
        one.maximumStorageBytes = 120 * gib;
        QTest::newRow("a fixed size is told once") << one << u"Storage 80.0 GiB → 120 GiB"_s;
        one = change();
        one.maximumStorageBytes = 300 * gib;
        QTest::newRow("limit") << one << u"Storage limit 200 GiB → 300 GiB"_s;
        one.previousMaximumStorageBytes.reset();
        QTest::newRow("former limit not told") << one << u"Cluster changed"_s;
        one = change();
        one.version = u"17.6"_s;
        QTest::newRow("version") << one << u"Version 17.4 → 17.6"_s;
        one = change();
        one.clusterName = u"M_160_AWS_X86"_s;
        one.clusterDisplayName = u"M-160"_s;
        one.clusterMetal = true;
        one.replicas = 3;
        one.parameters.text = "{\"pgconf\":{\"max_connections\":\"200\"}}";
        QTest::newRow("cluster, replicas and their parameters") << one << u"Cluster PS-40 → M-160, Replicas 2 → 3"_s;
        one = change();
        one.parameters.text = "{\"pgconf\":{\"max_connections\":\"200\"}}";
        QTest::newRow("parameters") << one << u"Parameters changed"_s;
        one = change();
        one.storageType = u"io2"_s;
        one.storageIops = 6000;
        one.storageThroughputMibs = 250;
        QTest::newRow("disk") << one
                              << u"Storage type gp3 → io2, IOPS 3,000 → 6,000, Throughput 125 MiB/s → 250 MiB/s"_s;
        one = change();
        one.storageAutoscaling = false;
        QTest::newRow("autoscaling off") << one << u"Storage autoscaling off"_s;
        one = change();
        one.previousStorageShrinking = false;
        QTest::newRow("shrinking on") << one << u"Storage shrinking on"_s;
        one = change();
        one.storageThroughputMibs = std::numeric_limits<qint64>::max();
        one.minimumStorageBytes = -1;
        one.previousStorageThroughputMibs = 0;
        QTest::newRow("bad numbers") << one << u"Cluster changed"_s;
        QTest::newRow("nothing") << change() << u"Cluster changed"_s;
    }

    void changesAreToldByWhatChanged()
    {
        QFETCH(api::BranchChange, changed);
        QFETCH(QString, title);
        const QList<StorageEvent> expected{{StorageEvent::Kind::Resize, minute(20), title, storageTab()}};
        const QList<StorageEvent> events = changeEvents({changed}, branch());
        QCOMPARE(titles(events), QStringList{title});
        QVERIFY(events == expected);
    }

    void onlyWhatHappenedIsTold_data()
    {
        QTest::addColumn<api::OpenEnum<State>>("state");
        QTest::addColumn<bool>("started");
        QTest::addColumn<bool>("completed");
        QTest::addColumn<QString>("title"); // empty: not told
        QTest::addColumn<QDateTime>("at");
        const auto row = [](const char *name, const api::OpenEnum<State> &state, bool started, bool completed,
                            const QString &title = {}, const QDateTime &at = {}) {
            QTest::newRow(name) << state << started << completed << title << at;
        };
        row("completed", State::Completed, true, true, u"Version 17.4 → 17.6"_s, minute(20));
        row("completed, start unknown", State::Completed, false, true, u"Version 17.4 → 17.6"_s, minute(20));
        row("running", State::Resizing, true, false, u"Version 17.4 → 17.6 (running)"_s, minute(0));
        row("running, start unknown", State::Resizing, false, false);
        row("completed, end unknown", State::Completed, true, false);
        row("queued", State::Queued, false, false);
        row("pending", State::Pending, false, false);
        row("cancelled", State::Canceled, true, true);
        row("a state nobody knows", api::OpenEnum<State>::fromText(u"paused"_s), true, true);
        row("no state", {}, true, true);
    }

    void onlyWhatHappenedIsTold()
    {
        QFETCH(api::OpenEnum<State>, state);
        QFETCH(bool, started);
        QFETCH(bool, completed);
        QFETCH(QString, title);
        QFETCH(QDateTime, at);
        api::BranchChange one = change();
        one.version = u"17.6"_s;
        one.state = state;
        one.startedAt = started ? minute(0) : QDateTime();
        one.completedAt = completed ? minute(20) : QDateTime();
        const QList<StorageEvent> events = changeEvents({one}, branch());
        QCOMPARE(titles(events), title.isEmpty() ? QStringList() : QStringList{title});
        if (!events.isEmpty())
            QCOMPARE(events.first().at, at);
        api::KeyspaceResize other = resize();
        other.state = state;
        other.startedAt = one.startedAt;
        other.completedAt = one.completedAt;
        QCOMPARE(resizeEvents({other}, branch()).size(), title.isEmpty() ? 0 : 1);
    }

    void aStepIsToldOnce_data()
    {
        QTest::addColumn<StorageSeries>("series");
        QTest::addColumn<QList<api::BranchChange>>("changes");
        QTest::addColumn<QStringList>("expected");
        using Changes = QList<api::BranchChange>;
        const QStringList none;
        const QStringList step{u"Capacity 80.0 GiB → 120 GiB"_s};
        const StorageSeries grows = capacities({{0, 80}, {15, 80}, {18, 120}, {60, 120}});
        QTest::newRow("nothing else tells it") << grows << Changes{} << step;
        QTest::newRow("a change tells it") << grows << Changes{enlargement(80, 120)} << none;
        QTest::newRow("readings know it an hour later")
            << capacities({{0, 80}, {79, 80}, {84, 120}}) << Changes{enlargement(80, 120)} << none;
        QTest::newRow("two hours later it is another")
            << capacities({{0, 80}, {140, 80}, {145, 120}}) << Changes{enlargement(80, 120)} << step;
        QTest::newRow("before the change began")
            << capacities({{-200, 80}, {-100, 120}, {60, 120}}) << Changes{enlargement(80, 120)} << step;
        QTest::newRow("a day between readings")
            << capacities({{-700, 80}, {740, 120}}) << Changes{enlargement(80, 120)} << none;
        QTest::newRow("readings without a size between")
            << capacities({{-700, 80}, {-690, 0}, {730, 0}, {740, 120}}) << Changes{enlargement(80, 120)} << none;
        QTest::newRow("the file system keeps a little")
            << capacities({{0, 78.8}, {18, 118.2}}) << Changes{enlargement(80, 120)} << none;
        QTest::newRow("to another size") << grows << Changes{enlargement(80, 140)} << step;
        QTest::newRow("the other way") << grows << Changes{enlargement(160, 120)} << step;
        QTest::newRow("autoscaling had grown it before") << grows << Changes{enlargement(10, 120)} << none;
        QTest::newRow("shrunk") << capacities({{0, 120}, {18, 80}}) << Changes{enlargement(120, 80)} << none;
        QTest::newRow("a change of something else") << grows << Changes{change()} << step;
        api::BranchChange other = enlargement(80, 120);
        other.state = State::Canceled;
        QTest::newRow("called off") << grows << Changes{other} << step;
        other.state = State::Queued;
        QTest::newRow("still waits") << grows << Changes{other} << step;
        other.state = State::Resizing;
        other.completedAt = {};
        QTest::newRow("still runs") << capacities({{0, 80}, {400, 80}, {405, 120}}) << Changes{other} << none;
        other = enlargement(80, 120);
        other.startedAt = {};
        QTest::newRow("start unknown") << grows << Changes{other} << none;
        QTest::newRow("one of two steps")
            << capacities({{-2000, 80}, {-1000, 100}, {15, 100}, {18, 120}}) << Changes{enlargement(100, 120)}
            << QStringList{u"Capacity 80.0 GiB → 100 GiB"_s};
        QTest::newRow("rounding is no step") << capacities({{0, 80}, {18, 80.5}}) << Changes{} << none;
        // One source gives what the other gives less the file system's share.
        StorageSeries two = capacities({{0, 80}, {1, 78.4}, {2, 80}, {3, 78.4}, {4, 120}, {5, 117.6}, {6, 120}});
        for (qsizetype i = 1; i < two.points.size(); i += 2)
            two.points[i].source = StorageSource::PrometheusServer;
        QTest::newRow("two sources, one step") << two << Changes{} << QStringList{u"Capacity 80.0 GiB → 120 GiB"_s};
    }

    void aStepIsToldOnce()
    {
        QFETCH(StorageSeries, series);
        QFETCH(QList<api::BranchChange>, changes);
        QFETCH(QStringList, expected);
        const QList<StorageEvent> events = capacityEvents(series, branch(), changes);
        QCOMPARE(titles(events), expected);
        for (const StorageEvent &event : events) {
            QCOMPARE(event.kind, StorageEvent::Kind::CapacityChange);
            QCOMPARE(event.place, storageTab());
        }
    }
};

ORRERY_SUITE(TestStorageEvents)
#include "tst_events.moc"
