// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/expiry.h"

#include "api/core/utc.h"

#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {
// Between two runs: a weekend, and then some.
constexpr qint64 awayMs = 14 * qint64(86'400'000);
} // namespace

QDateTime Expiry::now(QSqlDatabase &database, const Moment &moment)
{
    QSqlQuery query(database);
    query.prepare(u"SELECT max(at) FROM (SELECT max(fetched_at) AS at FROM kept_list WHERE fetched_at <= ?"
                  " UNION ALL SELECT max(at) FROM journal WHERE at <= ?)"_s);
    query.addBindValue(moment.started.toMSecsSinceEpoch());
    query.addBindValue(moment.started.toMSecsSinceEpoch());
    if (!query.exec() || !query.next() || query.value(0).isNull())
        return moment.now;
    const qint64 latest = query.value(0).toLongLong() + awayMs + moment.running.count();
    return std::min(moment.now, QDateTime::fromMSecsSinceEpoch(latest, kUtc));
}

} // namespace orrery::models
