// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace orrery::views {

class DiffView;

/// A narrow map of the whole diff beside its scroll bar: where lines were added and removed.
/// A click goes there.
class DiffRuler : public QWidget
{
    Q_OBJECT

public:
    explicit DiffRuler(DiffView *view);

    static constexpr int rulerWidth = 8;

    /// The diff or its rows changed.
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void goTo(int y);

    DiffView *m_view;
    QPixmap m_map; // painted once per change, not per frame
};

} // namespace orrery::views
