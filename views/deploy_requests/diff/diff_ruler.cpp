// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_ruler.h"

#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_view.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace orrery::views {

using models::DiffLine;

DiffRuler::DiffRuler(DiffView *view) : QWidget(view), m_view(view)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::NoFocus);
    setToolTip(tr("Where the changes are"));
    setAccessibleName(tr("Map of the changes"));
}

void DiffRuler::refresh()
{
    m_map = {};
    update();
}

void DiffRuler::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorRole::Surface));
    const int rows = m_view->rowCount();
    if (rows == 0)
        return;
    if (m_map.isNull()) {
        const qreal ratio = devicePixelRatioF();
        m_map = QPixmap(size() * ratio);
        m_map.setDevicePixelRatio(ratio);
        m_map.fill(theme.color(ColorRole::Surface));
        QPainter map(&m_map);
        const double scale = static_cast<double>(height()) / rows;
        const auto mark = [&](int row, int count, const QColor &color) {
            map.fillRect(QRectF(1, row * scale, rulerWidth - 2, std::max(2.0, count * scale)), color);
        };
        const auto kindOf = [this](int row) {
            const DiffDocument &document = m_view->document();
            const DiffRow &current = document.row(row);
            if (current.isFold())
                return DiffLine::Kind::Context;
            // Side by side a row may hold both; the loss is what has to be seen.
            if (current.left >= 0 && document.line(current.left).kind == DiffLine::Kind::Removed)
                return DiffLine::Kind::Removed;
            return document.line(current.right >= 0 ? current.right : current.left).kind;
        };
        int row = 0;
        while (row < rows) {
            const DiffLine::Kind kind = kindOf(row);
            int end = row + 1;
            while (end < rows && kindOf(end) == kind)
                ++end;
            if (kind == DiffLine::Kind::Added)
                mark(row, end - row, theme.color(ColorRole::Added));
            else if (kind == DiffLine::Kind::Removed)
                mark(row, end - row, theme.color(ColorRole::Removed));
            row = end;
        }
    }
    painter.drawPixmap(0, 0, m_map);
    // The current row.
    const double scale = static_cast<double>(height()) / rows;
    painter.fillRect(QRectF(0, m_view->currentRow() * scale, rulerWidth, 2), theme.color(ColorRole::Text));
}

void DiffRuler::goTo(int y)
{
    if (m_view->rowCount() > 0)
        m_view->setCurrentRow(static_cast<int>(static_cast<qint64>(y) * m_view->rowCount() / std::max(1, height())));
}

void DiffRuler::mousePressEvent(QMouseEvent *event)
{
    goTo(event->position().toPoint().y());
}

void DiffRuler::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        goTo(event->position().toPoint().y());
}

void DiffRuler::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void DiffRuler::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace orrery::views
