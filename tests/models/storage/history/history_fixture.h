// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/utc.h"
#include "models/core/local_database.h"
#include "models/storage/history/history.h"
#include "tests/models/model_features.h"
#include "tests/support/manual_clock.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

namespace orrery::test {

using namespace Qt::StringLiterals;
using namespace orrery::models;

inline constexpr qint64 hour = 3600;
inline const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc); ///< of ManualClock

inline StorageVolume volume(const QString &shard, const QString &branch = u"main"_s)
{
    return {.account = u"account-1"_s,
            .organization = u"acme"_s,
            .database = u"shop"_s,
            .branch = branch,
            .keyspace = u"commerce"_s,
            .shard = shard,
            .pod = {},
            .table = {}};
}

inline StorageVolume table(const QString &name)
{
    StorageVolume of = volume(u"-80"_s);
    of.table = name;
    return of;
}

inline StorageReading reading(const StorageVolume &of, const QDateTime &at, std::optional<double> used,
                              std::optional<double> capacity = 1000)
{
    StorageReading made;
    made.volume = of;
    made.point.at = at;
    made.point.usedBytes = used;
    made.point.capacityBytes = capacity;
    return made;
}

/// "03-01 12:00:00 70/1000 = 7%" for each point.
inline QStringList shown(const QList<StoragePoint> &points)
{
    QStringList lines;
    for (const StoragePoint &point : points) {
        QString line = point.at.toString(u"MM-dd hh:mm:ss"_s);
        line += u" %1/%2"_s.arg(point.usedBytes ? QString::number(*point.usedBytes) : u"?"_s,
                                point.capacityBytes ? QString::number(*point.capacityBytes) : u"?"_s);
        if (point.usedPercent)
            line += u" = %1%"_s.arg(*point.usedPercent);
        lines.append(line);
    }
    return lines;
}

struct HistoryFixture
{
    explicit HistoryFixture(int maximumPages = 0)
        : database(path, test::allTables({.clock = &clock, .maximumPages = maximumPages}))
    {}

    /// Adds, and waits until it is on the disk.
    void keep(const QList<StorageReading> &readings)
    {
        QSignalSpy added(&history, &StorageHistory::added);
        history.add(readings);
        QVERIFY(added.wait());
    }
    void compact()
    {
        QSignalSpy compacted(&history, &StorageHistory::compacted);
        history.compact();
        QVERIFY(compacted.wait());
    }
    QList<StoragePoint> points(const StorageVolume &of, const QDateTime &from = {}, const QDateTime &to = {},
                               int maxPoints = 0)
    {
        return series(of, from, to, maxPoints).points;
    }
    StorageSeries series(const StorageVolume &of, const QDateTime &from = {}, const QDateTime &to = {},
                         int maxPoints = 0)
    {
        std::optional<StorageSeries> found;
        history.load(of, from, to, maxPoints, &history, [&found](StorageSeries each) { found = std::move(each); });
        static_cast<void>(QTest::qWaitFor([&found] { return found.has_value(); }));
        return found.value_or(StorageSeries());
    }
    qint64 number(const QString &statement)
    {
        std::optional<qint64> value;
        database.run(
            [&value, statement](QSqlDatabase &connection) {
                QSqlQuery query(connection);
                value = query.exec(statement) && query.next() ? query.value(0).toLongLong() : -1;
            },
            &history, [] {});
        QSemaphore done;
        database.run([&done](QSqlDatabase &) { done.release(); });
        done.acquire();
        return value.value_or(-2);
    }

    QTemporaryDir dir;
    QString path = dir.filePath(u"orrery.sqlite"_s);
    ManualClock clock;
    LocalDatabase database;
    StorageHistory history{&database, &clock};
};

/// One reading every five minutes from `begin` to `end`, of `used` bytes that grow by one each time.
inline QList<StorageReading> everyFiveMinutes(const StorageVolume &of, const QDateTime &begin, const QDateTime &end)
{
    QList<StorageReading> readings;
    double used = 0;
    for (QDateTime at = begin; at <= end; at = at.addSecs(300))
        readings.append(reading(of, at, ++used, 1'000'000));
    return readings;
}

} // namespace orrery::test
