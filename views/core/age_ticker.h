// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <chrono>
#include <functional>

class QTimer;
class QWidget;

namespace orrery::views {

/// Lets ages ("2 min ago") go on while somebody sees them: calls `tick` every few seconds while the widget is on screen, and
/// when it comes back to it. Whatever writes an age has one; `tick` writes it anew and changes nothing else.
class AgeTicker final : public QObject
{
    Q_OBJECT
public:
    /// A child of the widget.
    AgeTicker(QWidget *widget, std::function<void()> tick);

    /// Ages under a minute are told in seconds; this is how far they may be off.
    static constexpr std::chrono::milliseconds usualPace{10'000};
    void setPace(std::chrono::milliseconds pace);
    [[nodiscard]] bool isTicking() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tick();

    QWidget *m_widget;
    std::function<void()> m_tick;
    QTimer *m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace orrery::views
