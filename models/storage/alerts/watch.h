// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/alerts.h"

#include <QObject>
#include <QSet>
#include <QTimer>

class QSettings;

namespace orrery {
class Clock;
}

namespace orrery::models {

class LocalDatabase;
class StorageRadar;

/// Watches the radar and reports when a disk crosses a threshold, as the rules say. What was reported is kept over restarts, so
/// nothing is reported twice. Signing out forgets the rules of the account's branches and what was reported of them.
class StorageWatch final : public QObject
{
    Q_OBJECT
public:
    /// All outlive this; `database` and `settings` may be null: nothing is remembered then.
    StorageWatch(StorageRadar *radar, LocalDatabase *database, QSettings *settings, const Clock *clock,
                 QObject *parent = nullptr);

    [[nodiscard]] const AlertSettings &settings() const { return m_alertSettings; }
    void setSettings(const AlertSettings &settings);

    /// Silences these volumes; an `until` that is not ahead ends that.
    void snooze(const QList<StorageVolume> &volumes, const QDateTime &until);
    /// Until when nothing is reported of the volume; invalid: it is not silenced.
    [[nodiscard]] QDateTime snoozedUntil(const StorageVolume &volume) const;

Q_SIGNALS:
    void alert(const orrery::models::StorageAlert &alert);

private:
    void look();
    void keep();
    void forgetAccount(const QString &account);
    void tellRule();
    /// The volume under the account it is remembered by: a disk that several see is reported once.
    [[nodiscard]] StorageVolume remembered(const StorageVolume &volume) const;

    StorageRadar *m_radar;
    LocalDatabase *m_database;
    QSettings *m_settings;
    const Clock *m_clock;
    AlertSettings m_alertSettings;
    AlertState m_state;
    QTimer m_wakeUp; ///< when something waits for quiet hours or a snooze to end
    QSet<QString> m_forgotten; ///< accounts that signed out in this run
    bool m_stateLoaded = false; ///< what was reported before was read
};

} // namespace orrery::models
