// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/alerts/alerts.h"

#include "models/storage/alerts/alert_text.h"
#include "models/storage/forecast/risk.h"
#include "models/storage/history/series.h"

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

/// What stays reported when the use has fallen to `percent`: a threshold is armed again 3 points below.
int stillNotified(const AlertRule &rule, int notified, double percent)
{
    if (notified == 0 || percent > notified - hysteresisPoints)
        return notified;
    int kept = 0;
    for (const int threshold : rule.thresholds) {
        if (threshold < notified && percent > threshold - hysteresisPoints)
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
    if (memory.forecastNotified.isValid()
        && !(input.forecast.rebasedAt.isValid() && input.forecast.rebasedAt > memory.forecastNotified))
        return false;
    const std::optional<QDateTime> expected =
        expectedAt(rule.forecastPercent, input.forecast, input.limits, input.capacityBytes, now);
    return expected && now.secsTo(*expected) <= rule.forecastDays * qint64(86'400);
}

/// What is to be reported of a volume's newest state: a threshold (0: only a forecast), or nothing. Updates `memory`.
std::optional<int> raisedThreshold(const AlertInput &input, const AlertRule &rule, VolumeAlerts &memory,
                                   const QDateTime &now)
{
    memory.seen = now.toUTC();
    memory.fillingText = describeFilling(input, now);
    if (memory.snoozedUntil.isValid() && now >= memory.snoozedUntil) {
        // It is over: what still holds is reported again, as if it were crossed now.
        memory.snoozedUntil = {};
        memory.snoozedAt = 0;
        memory.notified = 0;
    }
    std::optional<int> raised;
    if (input.percent && isPossiblePercent(*input.percent)) {
        memory.percent = *input.percent;
        memory.notified = stillNotified(rule, memory.notified, *input.percent);
        const int reached = rule.enabled ? reachedOf(rule, *input.percent) : 0;
        if (reached > memory.notified) {
            memory.notified = reached;
            raised = reached;
        }
    }
    const bool forecast = rule.enabled && forecastIsDue(input, rule, memory, now);
    if (forecast)
        raised = raised.value_or(0);
    if (!input.limits.readOnlySince.isValid()) {
        memory.readOnlySince = {};
    } else if (rule.enabled && memory.readOnlySince != input.limits.readOnlySince) {
        memory.readOnlySince = input.limits.readOnlySince;
        raised = readOnlyThreshold;
    }
    if (raised && memory.snoozedUntil.isValid()) {
        if (*raised <= memory.snoozedAt)
            return std::nullopt;
        memory.snoozedUntil = {};
        memory.snoozedAt = 0;
    }
    if (forecast) // reported by itself, or along with what was crossed
        memory.forecastNotified = now.toUTC();
    return raised;
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
    const QDateTime gatheredAt = state.lastNotified.addSecs(60 * qint64(settings.gatherMinutes));
    // A clock that was set back gathers nothing.
    const bool gathering = state.lastNotified.isValid() && now >= state.lastNotified && now < gatheredAt;

    // What is new waits like what waited before; then everything that may be reported is reported in one.
    bool speaks = false;
    for (auto each = known.cbegin(); each != known.cend(); ++each) {
        VolumeAlerts &memory = state.volumes[each.key()];
        const AlertRule rule = settings.ruleFor(each.key());
        const std::optional<int> raised = raisedThreshold(**each, rule, memory, now);
        if (!raised)
            continue;
        const bool quiet = isQuiet(settings, rule, *raised, now);
        keepFor(memory, *raised, quiet);
        speaks = speaks || (!quiet && !(gathering && *raised <= state.lastThreshold));
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
        item.fillingText = memory.fillingText;
        item.input = known.value(each.key());
        items.append(item);
        memory.pending = 0;
        memory.pendingForecast = false;
        memory.inQuiet = false;
    }
    if (!items.isEmpty()) {
        outcome.alert = alertOf(items, now);
        state.lastNotified = now.toUTC();
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

AlertState without(AlertState state, const QString &account)
{
    state.volumes.removeIf(
        [&account](QMap<StorageVolume, VolumeAlerts>::iterator each) { return each.key().account == account; });
    return state;
}

AlertState snoozed(AlertState state, const QList<StorageVolume> &volumes, const QDateTime &until, const QDateTime &now)
{
    for (const StorageVolume &volume : volumes) {
        VolumeAlerts &memory = state.volumes[volume];
        const bool ahead = until.isValid() && until > now;
        memory.snoozedUntil = ahead ? until.toUTC() : QDateTime();
        memory.snoozedAt = ahead ? memory.notified : 0;
        // What waited to be reported has been seen.
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
    stream << magic << version << lastNotified << qint32(lastThreshold) << quint32(volumes.size());
    for (auto each = volumes.cbegin(); each != volumes.cend(); ++each) {
        const StorageVolume &key = each.key();
        stream << key.account << key.organization << key.database << key.branch << key.keyspace << key.shard << key.pod;
        stream << qint32(each->notified) << qint32(each->pending) << each->pendingForecast << each->inQuiet
               << each->snoozedUntil << qint32(each->snoozedAt) << each->forecastNotified << each->readOnlySince
               << each->seen << each->percent << each->fillingText;
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
    stream >> state.lastNotified >> threshold >> count;
    if (stream.status() != QDataStream::Ok || count > mostEntries)
        return {};
    state.lastThreshold = threshold;
    for (quint32 i = 0; i < count; ++i) {
        StorageVolume key;
        VolumeAlerts memory;
        qint32 notified = 0;
        qint32 pending = 0;
        qint32 snoozedAt = 0;
        stream >> key.account >> key.organization >> key.database >> key.branch >> key.keyspace >> key.shard >> key.pod;
        stream >> notified >> pending >> memory.pendingForecast >> memory.inQuiet >> memory.snoozedUntil >> snoozedAt
            >> memory.forecastNotified >> memory.readOnlySince >> memory.seen >> memory.percent >> memory.fillingText;
        if (stream.status() != QDataStream::Ok || !std::isfinite(memory.percent))
            return {};
        memory.notified = std::clamp<int>(notified, 0, readOnlyThreshold);
        memory.pending = std::clamp<int>(pending, 0, readOnlyThreshold);
        memory.snoozedAt = std::clamp<int>(snoozedAt, 0, readOnlyThreshold);
        state.volumes.insert(key, memory);
    }
    return state;
}

} // namespace orrery::models
