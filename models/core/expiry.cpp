// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/expiry.h"

#include "api/core/utc.h"
#include "models/core/sql_statements.h"

#include <QSqlQuery>

#include <algorithm>
#include <optional>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {
// Between two runs: a weekend, and then some.
constexpr qint64 awayMs = 14 * qint64(86'400'000);
constexpr qint64 oneRunMs = 60'000; ///< parts of the program are made one after the other

std::optional<qint64> numberOf(QSqlDatabase &database, const QString &statement, const QVariantList &values = {})
{
    std::optional<qint64> number;
    selectRows(database, statement, values, [&number](const QSqlQuery &row) {
        if (!row.value(0).isNull())
            number = row.value(0).toLongLong();
    });
    return number;
}

/// Where time stood before this run began.
std::optional<qint64> timeBefore(QSqlDatabase &database, qint64 started)
{
    if (const auto sameRun =
            numberOf(database, u"SELECT since FROM expiry WHERE abs(run - ?) < ?"_s, {started, oneRunMs}))
        return sameRun;
    if (const auto lastRun = numberOf(database, u"SELECT reached FROM expiry"_s))
        return lastRun;
    return numberOf(database,
                    u"SELECT max(at) FROM (SELECT max(fetched_at) AS at FROM kept_list WHERE fetched_at <= ?"
                    " UNION ALL SELECT max(at) FROM journal WHERE at <= ?)"_s,
                    {started, started});
}
} // namespace

QDateTime Expiry::now(QSqlDatabase &database, const Moment &moment)
{
    const qint64 started = moment.started.toMSecsSinceEpoch();
    const qint64 wall = moment.now.toMSecsSinceEpoch();
    const auto since = timeBefore(database, started);
    const qint64 reached = since ? std::min(wall, *since + awayMs + qint64(moment.running.count())) : wall;
    runStatement(database, u"INSERT OR REPLACE INTO expiry (id, run, since, reached) VALUES (1, ?, ?, ?)"_s,
                 {started, since.value_or(wall), reached});
    return QDateTime::fromMSecsSinceEpoch(reached, kUtc);
}

} // namespace orrery::models
