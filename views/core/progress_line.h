// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QTimer;

namespace orrery::views {

/// The thin line under the header: something is being loaded while content stays on screen. It takes its two pixels of
/// height always, so that nothing moves, and appears only after 200 ms.
class ProgressLine : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressLine(QWidget *parent = nullptr);

    void setLoading(bool loading);
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// 0..1 draws how far; nothing draws a moving segment.
    void setProgress(std::optional<double> part);

    [[nodiscard]] QSize sizeHint() const override { return {100, 2}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateTimer();

    QTimer *m_delay;
    QTimer *m_tick;
    std::optional<double> m_part;
    double m_phase = 0;
    bool m_loading = false;
    bool m_drawn = false;
};

} // namespace orrery::views
