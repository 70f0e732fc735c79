// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/alerts/watch.h"

#include "models/core/local_database.h"
#include "models/storage/view/radar.h"

#include <QPointer>
#include <QSettings>

#include <algorithm>

#include <utility>

namespace orrery::models {

using namespace std::chrono_literals;

namespace {

constexpr QLatin1String settingsKey("storage/alerts");
constexpr std::chrono::milliseconds longestWait = 1h; // a timer does not count while the computer sleeps

/// What was reported belongs to no account of its own: an alert may be of several.
CacheKey stateKey()
{
    return {QString(), QStringLiteral("storage_alerts"), QString()};
}

} // namespace

StorageWatch::StorageWatch(StorageRadar *radar, LocalDatabase *database, QSettings *settings, const Clock *clock,
                           QObject *parent)
    : QObject(parent), m_radar(radar), m_database(database), m_settings(settings), m_clock(clock)
{
    if (m_settings)
        m_alertSettings = AlertSettings::fromMap(m_settings->value(settingsKey).toMap());
    tellRule();
    m_wakeUp.setSingleShot(true);
    connect(&m_wakeUp, &QTimer::timeout, this, &StorageWatch::look);
    connect(m_radar, &StorageRadar::updated, this, &StorageWatch::look);
    if (!m_database) {
        m_stateLoaded = true;
        return;
    }
    connect(m_database, &LocalDatabase::accountForgotten, this, &StorageWatch::forgetAccount);
    m_database->load(stateKey(), this, [this](const CachedList &kept) {
        if (!kept.entries.isEmpty()) {
            // What was silenced before the state of the last run was read is newer.
            const AlertState newer = std::exchange(m_state, AlertState::fromBytes(kept.entries.first().bytes));
            for (auto each = newer.volumes.cbegin(); each != newer.volumes.cend(); ++each)
                m_state.volumes.insert(each.key(), each.value());
            for (const QString &account : std::as_const(m_forgotten))
                m_state = without(m_state, account);
        }
        m_stateLoaded = true;
        look();
    });
}

void StorageWatch::setSettings(const AlertSettings &settings)
{
    m_alertSettings = settings;
    if (m_settings)
        m_settings->setValue(settingsKey, settings.toMap());
    tellRule();
    look();
}

void StorageWatch::tellRule()
{
    m_radar->setRiskRule([watch = QPointer<const StorageWatch>(this)](const StorageVolume &volume) {
        if (!watch)
            return RiskRule();
        const AlertRule rule = watch->m_alertSettings.ruleFor(volume);
        return RiskRule{rule.enabled ? rule.forecastDays : 0, rule.forecastPercent};
    });
}

StorageVolume StorageWatch::remembered(const StorageVolume &volume) const
{
    const RadarVolume *row = m_radar->find(volume);
    if (m_state.volumes.contains(volume) || !row)
        return volume;
    const QList<StorageVolume> same = row->volumes();
    const auto known = std::find_if(same.cbegin(), same.cend(),
                                    [this](const StorageVolume &each) { return m_state.volumes.contains(each); });
    return known == same.cend() ? volume : *known;
}

void StorageWatch::snooze(const QList<StorageVolume> &volumes, const QDateTime &until)
{
    QList<StorageVolume> known;
    for (const StorageVolume &volume : volumes)
        known.append(remembered(volume));
    m_state = snoozed(m_state, known, until, m_clock->now());
    keep();
    look();
}

QDateTime StorageWatch::snoozedUntil(const StorageVolume &volume) const
{
    const QDateTime until = m_state.volumes.value(remembered(volume)).snoozedUntil;
    return until > m_clock->now() ? until : QDateTime();
}

void StorageWatch::forgetAccount(const QString &account)
{
    m_forgotten.insert(account);
    // What another account sees as well goes on under its name.
    for (const RadarVolume &row : m_radar->model()->rows()) {
        StorageVolume gone = row.volume;
        gone.account = account;
        const auto memory = m_state.volumes.constFind(gone);
        const QList<StorageVolume> all = row.volumes();
        const auto other = std::find_if(all.cbegin(), all.cend(),
                                        [&account](const StorageVolume &each) { return each.account != account; });
        if (memory != m_state.volumes.cend() && other != all.cend() && all.contains(gone))
            m_state.volumes.insert(*other, VolumeAlerts(*memory));
    }
    m_state = without(m_state, account);
    keep();
    if (!m_alertSettings.removeAccount(account))
        return;
    if (m_settings)
        m_settings->setValue(settingsKey, m_alertSettings.toMap());
    tellRule();
}

void StorageWatch::look()
{
    if (!m_stateLoaded || m_radar->model()->rows().isEmpty())
        return;
    QList<AlertInput> inputs;
    inputs.reserve(m_radar->model()->rows().size());
    for (const RadarVolume &row : m_radar->model()->rows())
        inputs.append(
            {remembered(row.volume), row.point.usedPercent, row.point.capacityBytes, row.forecast, row.limits, 0});
    const QDateTime now = m_clock->now();
    AlertOutcome outcome = evaluateAlerts(inputs, m_alertSettings, m_state, now.toLocalTime());
    if (!(outcome.state == m_state)) {
        m_state = std::move(outcome.state);
        keep();
    }
    if (outcome.nextAt.isValid()) {
        const std::chrono::milliseconds wait(std::max<qint64>(now.msecsTo(outcome.nextAt), 1000));
        m_wakeUp.start(std::min(wait, longestWait));
    } else {
        m_wakeUp.stop();
    }
    if (outcome.alert)
        Q_EMIT alert(*outcome.alert);
}

void StorageWatch::keep()
{
    if (!m_database)
        return;
    m_database->store(
        stateKey(),
        [state = m_state]() {
            return QList<CacheEntry>{{QStringLiteral("state"), state.toBytes()}};
        },
        m_clock->now());
}

} // namespace orrery::models
