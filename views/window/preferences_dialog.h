// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QSettings;

namespace orrery::models {
class FeatureRegistry;
class Services;
} // namespace orrery::models

namespace orrery::views {

/// Every setting with a title (models::SettingRow), by group. A change holds at once.
class PreferencesDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `services` may be null: nothing runs that a setting could change at once.
    PreferencesDialog(const models::FeatureRegistry &features, const models::Services *services, QSettings *settings,
                      QWidget *parent = nullptr);

Q_SIGNALS:
    /// A setting was changed here; its value is written already.
    void changed(const QString &key);
};

} // namespace orrery::views
