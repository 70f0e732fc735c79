// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/alerts/alert_rules.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QTimeEdit;

namespace orrery::views {

class PlainLabel;

/// Hours and days on which nothing is reported.
class QuietHoursEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit QuietHoursEditor(QWidget *parent = nullptr);

    void setHours(const models::QuietHours &hours);
    [[nodiscard]] models::QuietHours hours() const;

    [[nodiscard]] QCheckBox *enabledBox() const { return m_enabled; }
    [[nodiscard]] QTimeEdit *from() const { return m_from; }
    [[nodiscard]] QTimeEdit *to() const { return m_to; }
    /// 1 is Monday, 7 Sunday.
    [[nodiscard]] QCheckBox *dayBox(int day) const { return m_days.at(std::size_t(day - 1)); }

private:
    QWidget *makeTimes();
    QWidget *makeDays();
    void showState();

    QCheckBox *m_enabled;
    QWidget *m_details;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    std::array<QCheckBox *, 7> m_days{}; ///< from Monday on, whatever the locale shows first
    PlainLabel *m_note;
};

} // namespace orrery::views
