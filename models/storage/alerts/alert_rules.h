// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QList>
#include <QTime>
#include <QVariantMap>

namespace orrery::models {

// When a person wants to be notified of a disk. Values; QSettings keeps them as maps.

/// Hours in which nothing is reported. In the time the given moments are in: pass local time.
struct QuietHours
{
    bool enabled = false;
    QTime from = QTime(22, 0);
    QTime to = QTime(7, 0); ///< before or at `from`: over midnight; the same as `from`: a whole day
    quint8 days = 0x7f; ///< bit 0 is Monday: the days on which they begin

    [[nodiscard]] bool contains(const QDateTime &local) const;
    /// When the quiet that holds at `local` ends; invalid when none does (or it never ends).
    [[nodiscard]] QDateTime endAfter(const QDateTime &local) const;

    [[nodiscard]] QVariantMap toMap() const;
    /// What is missing or makes no sense stays as it is by default.
    static QuietHours fromMap(const QVariantMap &map);
    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

/// What holds for one part of the tree. A rule is complete: the most specific one that fits replaces the others.
struct AlertRule
{
    /// Account, organization, database, branch; those left empty fit everything. Keyspace and below are not looked at.
    StorageVolume scope;
    bool enabled = true;
    QList<int> thresholds{60, 75, 85, 90, 95}; ///< ascending; 1 to 100
    /// Tell once when `forecastPercent` is expected within so many days, up to 90; 0: do not.
    int forecastDays = 7;
    int forecastPercent = 85;
    bool criticalPassesQuiet = true; ///< from 95 %, and a volume that became read-only, are reported in quiet hours too

    /// Whether it holds for the volume. Where it names an organization its account does not matter: two accounts see the
    /// same disks.
    [[nodiscard]] bool fits(const StorageVolume &volume) const;
    /// How specific it is: a branch's rule has more than a database's.
    [[nodiscard]] int depth() const;

    [[nodiscard]] QVariantMap toMap() const;
    static AlertRule fromMap(const QVariantMap &map);
    friend bool operator==(const AlertRule &, const AlertRule &) = default;
};

struct AlertSettings
{
    QList<AlertRule> rules; ///< none that fits: AlertRule's defaults
    QuietHours quietHours;
    /// After something was reported, what is no worse waits so long and is reported together: 64 shards that cross a threshold
    /// one after the other are not 64 pop-ups.
    int gatherMinutes = 10;

    /// The most specific rule; of equally specific ones the last.
    [[nodiscard]] AlertRule ruleFor(const StorageVolume &volume) const;
    /// Puts a rule in the place of the one with the same scope, or adds it.
    void setRule(const AlertRule &rule);
    /// Removes the rule of exactly this scope.
    void removeRule(const StorageVolume &scope);
    /// Removes all rules of the account; whether there were any.
    bool removeAccount(const QString &account);

    [[nodiscard]] QVariantMap toMap() const;
    static AlertSettings fromMap(const QVariantMap &map);
    friend bool operator==(const AlertSettings &, const AlertSettings &) = default;
};

} // namespace orrery::models
