// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/alerts/alert_rules.h"

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

constexpr int daysOfWeek = 7;

/// Quiet hours that begin on `date`, as moments of the same time zone as `like`.
struct Span
{
    QDateTime from;
    QDateTime to;
};
Span spanOn(const QuietHours &hours, const QDate &date, const QDateTime &like)
{
    Span span{like, like};
    span.from.setDate(date);
    span.from.setTime(hours.from);
    span.to.setDate(hours.to > hours.from ? date : date.addDays(1));
    span.to.setTime(hours.to);
    return span;
}

bool beginsOn(const QuietHours &hours, const QDate &date)
{
    return (hours.days & (1 << (date.dayOfWeek() - 1))) != 0;
}

QVariantMap scopeMap(const StorageVolume &scope)
{
    return {{u"account"_s, scope.account},
            {u"organization"_s, scope.organization},
            {u"database"_s, scope.database},
            {u"branch"_s, scope.branch}};
}

bool sameScope(const StorageVolume &a, const StorageVolume &b)
{
    return a.account == b.account && a.organization == b.organization && a.database == b.database
        && a.branch == b.branch;
}

int numberIn(const QVariantMap &map, const QString &key, int otherwise, int least, int most)
{
    bool isNumber = false;
    const int number = map.value(key).toInt(&isNumber);
    return isNumber && number >= least && number <= most ? number : otherwise;
}

bool flagIn(const QVariantMap &map, const QString &key, bool otherwise)
{
    const QVariant value = map.value(key);
    return value.isValid() ? value.toBool() : otherwise;
}

} // namespace

bool QuietHours::contains(const QDateTime &local) const
{
    if (!enabled || !local.isValid() || !from.isValid() || !to.isValid())
        return false;
    for (const int back : {0, 1}) {
        const QDate date = local.date().addDays(-back);
        const Span span = spanOn(*this, date, local);
        if (beginsOn(*this, date) && local >= span.from && local < span.to)
            return true;
    }
    return false;
}

QDateTime QuietHours::endAfter(const QDateTime &local) const
{
    if (!contains(local))
        return {};
    QDateTime end = local;
    // One night may follow another without a gap; a week of whole days has no end.
    for (int i = 0; i <= daysOfWeek && contains(end); ++i) {
        QDateTime latest = end;
        for (const int back : {0, 1}) {
            const QDate date = end.date().addDays(-back);
            const Span span = spanOn(*this, date, end);
            if (beginsOn(*this, date) && end >= span.from && end < span.to)
                latest = std::max(latest, span.to);
        }
        end = latest;
    }
    return contains(end) ? QDateTime() : end;
}

QVariantMap QuietHours::toMap() const
{
    return {{u"enabled"_s, enabled},
            {u"from"_s, from.toString(u"HH:mm"_s)},
            {u"to"_s, to.toString(u"HH:mm"_s)},
            {u"days"_s, int(days)}};
}

QuietHours QuietHours::fromMap(const QVariantMap &map)
{
    QuietHours hours;
    hours.enabled = flagIn(map, u"enabled"_s, hours.enabled);
    const QTime from = QTime::fromString(map.value(u"from"_s).toString(), u"HH:mm"_s);
    const QTime to = QTime::fromString(map.value(u"to"_s).toString(), u"HH:mm"_s);
    if (from.isValid())
        hours.from = from;
    if (to.isValid())
        hours.to = to;
    hours.days = quint8(numberIn(map, u"days"_s, hours.days, 0, 0x7f));
    return hours;
}

bool AlertRule::fits(const StorageVolume &volume) const
{
    const auto matches = [](const QString &wanted, const QString &given) {
        return wanted.isEmpty() || wanted == given;
    };
    return (!scope.organization.isEmpty() || matches(scope.account, volume.account))
        && matches(scope.organization, volume.organization) && matches(scope.database, volume.database)
        && matches(scope.branch, volume.branch);
}

int AlertRule::depth() const
{
    // The deepest part counts first: a rule for a branch beats one for a database, whatever else they name.
    int depth = 0;
    int bit = 1;
    for (const QString &part : {scope.account, scope.organization, scope.database, scope.branch}) {
        depth += part.isEmpty() ? 0 : bit;
        bit *= 2;
    }
    return depth;
}

QVariantMap AlertRule::toMap() const
{
    QVariantList percents;
    for (const int threshold : thresholds)
        percents.append(threshold);
    QVariantMap map = scopeMap(scope);
    map.insert(u"enabled"_s, enabled);
    map.insert(u"thresholds"_s, percents);
    map.insert(u"forecast_days"_s, forecastDays);
    map.insert(u"forecast_percent"_s, forecastPercent);
    map.insert(u"critical_passes_quiet"_s, criticalPassesQuiet);
    return map;
}

AlertRule AlertRule::fromMap(const QVariantMap &map)
{
    AlertRule rule;
    rule.scope.account = map.value(u"account"_s).toString();
    rule.scope.organization = map.value(u"organization"_s).toString();
    rule.scope.database = map.value(u"database"_s).toString();
    rule.scope.branch = map.value(u"branch"_s).toString();
    rule.enabled = flagIn(map, u"enabled"_s, rule.enabled);
    if (map.contains(u"thresholds"_s)) {
        rule.thresholds.clear();
        const QVariantList percents = map.value(u"thresholds"_s).toList();
        for (const QVariant &percent : percents) {
            bool isNumber = false;
            const int threshold = percent.toInt(&isNumber);
            if (isNumber && threshold >= 1 && threshold <= 100 && !rule.thresholds.contains(threshold))
                rule.thresholds.append(threshold);
        }
        std::sort(rule.thresholds.begin(), rule.thresholds.end());
    }
    rule.forecastDays = numberIn(map, u"forecast_days"_s, rule.forecastDays, 0, 90);
    rule.forecastPercent = numberIn(map, u"forecast_percent"_s, rule.forecastPercent, 1, 100);
    rule.criticalPassesQuiet = flagIn(map, u"critical_passes_quiet"_s, rule.criticalPassesQuiet);
    return rule;
}

AlertRule AlertSettings::ruleFor(const StorageVolume &volume) const
{
    const AlertRule *best = nullptr;
    for (const AlertRule &rule : rules) {
        if (rule.fits(volume) && (!best || rule.depth() >= best->depth()))
            best = &rule;
    }
    return best ? *best : AlertRule();
}

void AlertSettings::setRule(const AlertRule &rule)
{
    removeRule(rule.scope);
    rules.append(rule);
}

void AlertSettings::removeRule(const StorageVolume &scope)
{
    rules.erase(
        std::remove_if(rules.begin(), rules.end(), [&](const AlertRule &rule) { return sameScope(rule.scope, scope); }),
        rules.end());
}

bool AlertSettings::removeAccount(const QString &account)
{
    return rules.removeIf([&account](const AlertRule &rule) { return rule.scope.account == account; }) > 0;
}

QVariantMap AlertSettings::toMap() const
{
    QVariantList list;
    for (const AlertRule &rule : rules)
        list.append(rule.toMap());
    return {{u"rules"_s, list}, {u"quiet_hours"_s, quietHours.toMap()}, {u"gather_minutes"_s, gatherMinutes}};
}

AlertSettings AlertSettings::fromMap(const QVariantMap &map)
{
    AlertSettings settings;
    const QVariantList list = map.value(u"rules"_s).toList();
    for (const QVariant &rule : list)
        settings.setRule(AlertRule::fromMap(rule.toMap()));
    settings.quietHours = QuietHours::fromMap(map.value(u"quiet_hours"_s).toMap());
    settings.gatherMinutes = numberIn(map, u"gather_minutes"_s, settings.gatherMinutes, 0, 24 * 60);
    return settings;
}

} // namespace orrery::models
