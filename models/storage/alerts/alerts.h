// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/core/tone.h"
#include "models/storage/alerts/alert_rules.h"
#include "models/storage/forecast/disk_limits.h"
#include "models/storage/forecast/forecast.h"

#include <QMap>

#include <optional>

namespace orrery::models {

// When a person is notified of a disk. Pure: what was reported is a value that is handed in and given back.
//
// A threshold is reported once when it is crossed, and again only after the use has fallen 3 points below it. A snooze
// silences a volume until it ends or a higher threshold than the one it was snoozed at is crossed; when it ends and the
// volume still is above, that is reported once more. What is crossed in quiet hours is reported in one notification when they
// end. Everything that is to be reported at one moment is one notification, so a fresh start, where every volume is seen for
// the first time, gives one and not fifty.

/// What is known of one volume now.
struct AlertInput
{
    StorageVolume volume; ///< no table
    std::optional<double> percent; ///< the newest reading; empty: unknown, which changes nothing
    std::optional<double> capacityBytes;
    StorageForecast forecast;
    DiskLimits limits;
    double artefactBytes = 0; ///< what left-over tables of schema changes take
};

/// What was reported of one volume, and what is still to be reported.
struct VolumeAlerts
{
    int notified = 0; ///< the highest threshold crossed and not left again; 0: none
    int pending = 0; ///< crossed, but not reported yet; 0: none
    bool pendingForecast = false;
    bool inQuiet = false; ///< the pending ones wait for the end of quiet hours
    QDateTime snoozedUntil; ///< UTC
    int snoozedAt = 0; ///< the threshold it was snoozed at
    QDateTime forecastNotified; ///< UTC; reported once, until the forecast is re-based after that
    QDateTime readOnlySince; ///< the period of read-only that was reported
    QDateTime seen; ///< UTC; entries nobody saw for 90 days are dropped
    double percent = 0; ///< the last one known
    QString fillingText; ///< translated: when it fills up, as last known
    friend bool operator==(const VolumeAlerts &, const VolumeAlerts &) = default;
};

struct AlertState
{
    QMap<StorageVolume, VolumeAlerts> volumes;
    QDateTime lastNotified; ///< UTC
    int lastThreshold = 0; ///< the highest one of the last notification

    [[nodiscard]] QByteArray toBytes() const;
    /// An empty state for anything that toBytes() did not write.
    static AlertState fromBytes(const QByteArray &bytes);
    friend bool operator==(const AlertState &, const AlertState &) = default;
};

/// One notification.
struct StorageAlert
{
    QList<StorageVolume> volumes; ///< the worst first
    int threshold = 0; ///< the highest crossed; 0: only a forecast; readOnlyThreshold: writes are stopped
    Tone tone = Tone::Warn;
    QString title; ///< "shop / main, commerce / -80: 86.2 % used"
    QString body; ///< lines of plain text: the level, the pace, when it is full, what can be done
    Location place; ///< what to open: their branch, database, organization, or the Storage page of everything
    QList<StorageRemedy> remedies; ///< for a single volume
    friend bool operator==(const StorageAlert &, const StorageAlert &) = default;
};

inline constexpr int readOnlyThreshold = 101;
inline constexpr double hysteresisPoints = 3;

struct AlertOutcome
{
    std::optional<StorageAlert> alert;
    AlertState state;
    /// When to ask again although nothing new was read: something waits for the end of quiet hours, of a snooze or of the
    /// gathering. Invalid: nothing does.
    QDateTime nextAt;
};

/// Volumes that are not among `inputs` keep what is remembered of them. `now` is in the person's local time, for the quiet
/// hours.
AlertOutcome evaluateAlerts(const QList<AlertInput> &inputs, const AlertSettings &settings, AlertState state,
                            const QDateTime &now);

/// What is remembered without the account's volumes.
AlertState without(AlertState state, const QString &account);

/// Silences these volumes; an `until` that is not ahead ends a snooze.
AlertState snoozed(AlertState state, const QList<StorageVolume> &volumes, const QDateTime &until, const QDateTime &now);

} // namespace orrery::models
