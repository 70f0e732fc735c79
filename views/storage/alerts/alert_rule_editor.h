// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/alert_rules.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace orrery::views {

class PlainLabel;

/// When one part of the tree warns: on or off, thresholds, the forecast, quiet hours or not.
class AlertRuleEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit AlertRuleEditor(QWidget *parent = nullptr);

    /// Does not emit changed().
    void setRule(const models::AlertRule &rule);
    /// What is chosen, of the scope that was set.
    [[nodiscard]] models::AlertRule rule() const;

    [[nodiscard]] QCheckBox *enabledBox() const { return m_enabled; }
    /// The box of 60, 75, 85, 90 or 95 %.
    [[nodiscard]] QCheckBox *thresholdBox(int percent) const;
    [[nodiscard]] QSpinBox *forecastDays() const { return m_days; }
    [[nodiscard]] QComboBox *forecastPercent() const { return m_percent; }
    [[nodiscard]] QCheckBox *passesQuietBox() const { return m_passesQuiet; }

Q_SIGNALS:
    void changed();

private:
    QWidget *makeThresholds();
    QWidget *makeForecast();
    void onEdited();
    void showState();

    models::AlertRule m_rule; ///< as it was set: what cannot be chosen here stays
    QCheckBox *m_enabled;
    QWidget *m_details;
    std::array<QCheckBox *, 5> m_thresholds{};
    QComboBox *m_percent;
    QSpinBox *m_days;
    QCheckBox *m_passesQuiet;
    PlainLabel *m_note;
    bool m_setting = false;
};

} // namespace orrery::views
