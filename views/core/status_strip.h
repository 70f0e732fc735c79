// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QWidget>

#include <functional>

class QTimer;

namespace orrery::views {

class LinkButton;
class PlainLabel;

/// The quiet line at the bottom of the window: what was just done, with Undo or Show. Fades out of the way by itself, and
/// keeps its height so that nothing moves.
class StatusStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    /// `actionText` ("Undo", "Show") may be empty. Stays for `milliseconds`; 0 keeps it until the next one.
    void showMessage(const QString &sentence, models::Tone tone = models::Tone::Ok, const QString &actionText = {},
                     const std::function<void()> &action = {}, int milliseconds = 8000);
    void clear();
    [[nodiscard]] QString text() const;
    [[nodiscard]] LinkButton *actionButton() const { return m_action; }
    /// A widget at the right end that stays: the host shown while it is not PlanetScale's, the read-only lock.
    void addPermanentWidget(QWidget *widget);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    class Icon;
    Icon *m_icon;
    PlainLabel *m_text;
    LinkButton *m_action;
    QTimer *m_timer;
    std::function<void()> m_callback;
};

} // namespace orrery::views
