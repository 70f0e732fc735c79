// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/alerts/alerts.h"

#include "models/storage/alerts/alert_text.h"
#include "models/storage/forecast/risk.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

constexpr quint32 magic = 0x4f53414c; // "OSAL"
constexpr quint16 version = 1;
constexpr quint32 mostEntries = 1'000'000; ///< a damaged count must not take all memory
constexpr int critical = 95;
constexpr qint64 forgottenAfterDays = 90;

/// The highest of the rule's thresholds that `percent` has reached; 0: none.
int reachedOf(const AlertRule &rule, double percent)
{
    int reached = 0;
    for (const int threshold : rule.thresholds) {
        if (percent >= threshold)
            reached = std::max(reached, threshold);
    }
    return reached;
}

/// What stays told when the use has fallen to `percent`: a threshold is armed again 3 points below.
int stillTold(const AlertRule &rule, int told, double percent)
{
    if (told == 0 || percent > told - hysteresisPoints)
        return told;
    int kept = 0;
    for (const int threshold : rule.thresholds) {
        if (threshold < told && percent > threshold - hysteresisPoints)
            kept = std::max(kept, threshold);
    }
    return kept;
}

/// Whether something of this threshold (0: a forecast) waits for the end of quiet hours.
bool isQuiet(const AlertSettings &settings, const AlertRule &rule, int threshold, const QDateTime &now)
{
    return settings.quietHours.contains(now) && !(rule.criticalPassesQuiet && threshold >= critical);
}

bool forecastIsDue(const AlertInput &input, const AlertRule &rule, const VolumeAlerts &memory, const QDateTime &now)
{
    if (rule.forecastDays <= 0 || !input.percent || *input.percent >= rule.forecastPercent)
        return false;
    // Once for each forecast: another one begins when the capacity changes or the use falls.
    if (memory.forecastTold.isValid()
        && !(input.forecast.rebasedAt.isValid() && input.forecast.rebasedAt > memory.forecastTold))
        return false;
    const std::optional<double> hours =
        hoursToThreshold(rule.forecastPercent, input.forecast, input.limits, input.capacityBytes, now);
    return hours && *hours <= rule.forecastDays * 24.0;
}

/// What one volume's newest state gives to tell: thresholds (0: only a forecast), or nothing. Updates what is remembered.
std::optional<int> newsOf(const AlertInput &input, const AlertRule &rule, VolumeAlerts &memory, const QDateTime &now)
{
    memory.seen = now.toUTC();
    memory.outlook = outlookOf(input, now);
    if (memory.snoozedUntil.isValid() && now >= memory.snoozedUntil) {
        // It is over: what still holds is told again, as if it were crossed now.
        memory.snoozedUntil = {};
        memory.snoozedAt = 0;
        memory.told = 0;
    }
    std::optional<int> news;
    if (input.percent && std::isfinite(*input.percent)) {
        memory.percent = *input.percent;
        memory.told = stillTold(rule, memory.told, *input.percent);
        const int reached = rule.enabled ? reachedOf(rule, *input.percent) : 0;
        if (reached > memory.told) {
            memory.told = reached;
            news = reached;
        }
    }
    const bool forecast = rule.enabled && forecastIsDue(input, rule, memory, now);
    if (forecast)
        news = news.value_or(0);
    if (!input.limits.readOnlySince.isValid()) {
        memory.readOnlySince = {};
    } else if (rule.enabled && memory.readOnlySince != input.limits.readOnlySince) {
        memory.readOnlySince = input.limits.readOnlySince;
        news = readOnlyThreshold;
    }
    if (news && memory.snoozedUntil.isValid()) {
        if (*news <= memory.snoozedAt)
            return std::nullopt;
        memory.snoozedUntil = {};
        memory.snoozedAt = 0;
    }
    if (forecast) // told by itself, or along with what was crossed
        memory.forecastTold = now.toUTC();
    return news;
}

void keepFor(VolumeAlerts &memory, int threshold, bool inQuiet)
{
    if (threshold == 0)
        memory.pendingForecast = true;
    memory.pending = std::max(memory.pending, threshold);
    memory.inQuiet = memory.inQuiet || inQuiet;
}

bool hasPending(const VolumeAlerts &memory)
{
    return memory.pending > 0 || memory.pendingForecast;
}

void forget(AlertState &state, const QDateTime &now)
{
    for (auto each = state.volumes.begin(); each != state.volumes.end();) {
        const bool old = each->seen.isValid() && each->seen.daysTo(now) > forgottenAfterDays;
        each = old ? state.volumes.erase(each) : std::next(each);
    }
}

} // namespace

AlertOutcome evaluateAlerts(const QList<AlertInput> &inputs, const AlertSettings &settings, AlertState state,
                            const QDateTime &now)
{
    AlertOutcome outcome;
    QMap<StorageVolume, const AlertInput *> known;
    for (const AlertInput &input : inputs) {
        if (!input.volume.isTable())
            known.insert(input.volume, &input); // of two for the same volume the last one counts
    }
    const QDateTime gatheredAt = state.lastTold.addSecs(60 * qint64(settings.gatherMinutes));
    // A clock that was set back gathers nothing.
    const bool gathering = state.lastTold.isValid() && now >= state.lastTold && now < gatheredAt;

    // What is new waits like what waited before; then everything that may be told is told in one.
    bool speaks = false;
    for (auto each = known.cbegin(); each != known.cend(); ++each) {
        VolumeAlerts &memory = state.volumes[each.key()];
        const AlertRule rule = settings.ruleFor(each.key());
        const std::optional<int> news = newsOf(**each, rule, memory, now);
        if (!news)
            continue;
        const bool quiet = isQuiet(settings, rule, *news, now);
        keepFor(memory, *news, quiet);
        speaks = speaks || (!quiet && !(gathering && *news <= state.lastThreshold));
    }

    QList<AlertItem> items;
    bool waitsForQuiet = false;
    bool gathers = false;
    for (auto each = state.volumes.begin(); each != state.volumes.end(); ++each) {
        VolumeAlerts &memory = each.value();
        if (!hasPending(memory))
            continue;
        const AlertRule rule = settings.ruleFor(each.key());
        if (!rule.enabled) { // somebody turned it off meanwhile
            memory.pending = 0;
            memory.pendingForecast = false;
            memory.inQuiet = false;
            continue;
        }
        if (isQuiet(settings, rule, memory.pending, now)) {
            waitsForQuiet = true;
            continue;
        }
        if (gathering && !speaks) {
            gathers = true;
            continue;
        }
        AlertItem item;
        item.volume = each.key();
        item.threshold = memory.pending;
        item.inQuiet = memory.inQuiet && !settings.quietHours.contains(now);
        item.percent = memory.percent;
        item.outlook = memory.outlook;
        item.input = known.value(each.key());
        items.append(item);
        memory.pending = 0;
        memory.pendingForecast = false;
        memory.inQuiet = false;
    }
    if (!items.isEmpty()) {
        outcome.alert = alertOf(items, now);
        state.lastTold = now.toUTC();
        state.lastThreshold = outcome.alert->threshold;
    }

    forget(state, now);
    const auto ask = [&outcome, &now](const QDateTime &at) {
        if (at.isValid() && at > now && (!outcome.nextAt.isValid() || at < outcome.nextAt))
            outcome.nextAt = at;
    };
    if (waitsForQuiet)
        ask(settings.quietHours.endAfter(now));
    if (gathers)
        ask(gatheredAt);
    for (const VolumeAlerts &memory : std::as_const(state.volumes))
        ask(memory.snoozedUntil);
    outcome.state = std::move(state);
    return outcome;
}

AlertState snoozed(AlertState state, const QList<StorageVolume> &volumes, const QDateTime &until, const QDateTime &now)
{
    for (const StorageVolume &volume : volumes) {
        VolumeAlerts &memory = state.volumes[volume];
        const bool ahead = until.isValid() && until > now;
        memory.snoozedUntil = ahead ? until.toUTC() : QDateTime();
        memory.snoozedAt = ahead ? memory.told : 0;
        // What waited to be told has been seen.
        memory.pending = 0;
        memory.pendingForecast = false;
        memory.inQuiet = false;
        if (!memory.seen.isValid())
            memory.seen = now.toUTC();
    }
    return state;
}

QByteArray AlertState::toBytes() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << magic << version << lastTold << qint32(lastThreshold) << quint32(volumes.size());
    for (auto each = volumes.cbegin(); each != volumes.cend(); ++each) {
        const StorageVolume &key = each.key();
        stream << key.account << key.organization << key.database << key.branch << key.keyspace << key.shard << key.pod;
        stream << qint32(each->told) << qint32(each->pending) << each->pendingForecast << each->inQuiet
               << each->snoozedUntil << qint32(each->snoozedAt) << each->forecastTold << each->readOnlySince
               << each->seen << each->percent << each->outlook;
    }
    return bytes;
}

AlertState AlertState::fromBytes(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 readMagic = 0;
    quint16 readVersion = 0;
    quint32 count = 0;
    qint32 threshold = 0;
    AlertState state;
    stream >> readMagic >> readVersion;
    if (readMagic != magic || readVersion != version)
        return {};
    stream >> state.lastTold >> threshold >> count;
    if (stream.status() != QDataStream::Ok || count > mostEntries)
        return {};
    state.lastThreshold = threshold;
    for (quint32 i = 0; i < count; ++i) {
        StorageVolume key;
        VolumeAlerts memory;
        qint32 told = 0;
        qint32 pending = 0;
        qint32 snoozedAt = 0;
        stream >> key.account >> key.organization >> key.database >> key.branch >> key.keyspace >> key.shard >> key.pod;
        stream >> told >> pending >> memory.pendingForecast >> memory.inQuiet >> memory.snoozedUntil >> snoozedAt
            >> memory.forecastTold >> memory.readOnlySince >> memory.seen >> memory.percent >> memory.outlook;
        if (stream.status() != QDataStream::Ok || !std::isfinite(memory.percent))
            return {};
        memory.told = std::clamp<int>(told, 0, readOnlyThreshold);
        memory.pending = std::clamp<int>(pending, 0, readOnlyThreshold);
        memory.snoozedAt = std::clamp<int>(snoozedAt, 0, readOnlyThreshold);
        state.volumes.insert(key, memory);
    }
    return state;
}

} // namespace orrery::models
