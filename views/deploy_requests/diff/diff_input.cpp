// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_input.h"

#include "views/deploy_requests/diff/diff_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

namespace orrery::views {

bool DiffInput::keyPress(const QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        m_view->copy();
        return true;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        m_view->selectAll();
        return true;
    }
    const bool select = event->modifiers().testFlag(Qt::ShiftModifier);
    if (command(event->key(), select))
        return true;
    const std::optional<DiffCaret> to = caretAfterKey(
        event->key(), event->modifiers().testFlag(Qt::ControlModifier), m_view->selection().caret(), m_view->rowCount(),
        m_view->metrics().rowsPerPage(m_view->currentRow(), event->key() == Qt::Key_PageUp ? -1 : 1));
    if (!to)
        return false;
    if (event->key() == Qt::Key_Home)
        m_view->horizontalScrollBar()->setValue(0);
    m_view->moveCaret(*to, select);
    return true;
}

bool DiffInput::command(int key, bool shift)
{
    switch (key) {
    case Qt::Key_BracketRight:
        m_view->nextChange();
        return true;
    case Qt::Key_BracketLeft:
        m_view->previousChange();
        return true;
    case Qt::Key_F3:
        if (shift)
            m_view->findPrevious();
        else
            m_view->findNext();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_view->document().isFold(m_view->currentRow()))
            return false;
        m_view->expandFold(m_view->currentRow());
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        // Without a selection the arrows scroll.
        if (shift || m_view->hasSelection())
            return false;
        m_view->horizontalScrollBar()->triggerAction(key == Qt::Key_Left ? QAbstractSlider::SliderSingleStepSub
                                                                         : QAbstractSlider::SliderSingleStepAdd);
        return true;
    default:
        return false;
    }
}

int DiffInput::foldAt(const QPoint &position) const
{
    const int row = m_view->rowAt(position.y());
    return m_view->document().isFold(row) && m_view->rowRect(row).contains(position) ? row : -1;
}

int DiffInput::marginLineAt(const QPoint &position) const
{
    const int row = m_view->rowAt(position.y());
    const DiffMetrics &metrics = m_view->metrics();
    if (!metrics.isInNoteMargin(position) || !metrics.rowRect(row).contains(position))
        return -1;
    const int line = m_view->document().lineAt(row, metrics.sideAt(position));
    if (line < 0)
        return -1;
    const models::DiffLine &source = m_view->document().line(line);
    return source.oldNumber > 0 || source.newNumber > 0 ? line : -1;
}

void DiffInput::mousePress(const QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_view->rowCount() == 0)
        return;
    const QPoint position = event->position().toPoint();
    if (const int fold = foldAt(position); fold >= 0) {
        m_view->expandFold(fold);
        return;
    }
    const DiffSide side = m_view->metrics().sideAt(position);
    if (const int line = marginLineAt(position); line >= 0) {
        m_view->setSide(side);
        m_view->setCurrentRow(m_view->rowAt(position.y()));
        Q_EMIT m_view->marginClicked(line);
        return;
    }
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!extend)
        m_view->setSide(side);
    m_pressed = true;
    m_view->moveCaret(m_view->caretAt(position), extend);
}

void DiffInput::mouseMove(const QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_pressed && event->buttons().testFlag(Qt::LeftButton)) {
        m_view->moveCaret(m_view->caretAt(position), true);
        return;
    }
    const int fold = foldAt(position);
    const int margin = marginLineAt(position);
    if (fold != m_hoveredFold || margin != m_hoveredMargin) {
        m_hoveredFold = fold;
        m_hoveredMargin = margin;
        m_view->viewport()->update();
    }
    const DiffMetrics &metrics = m_view->metrics();
    const bool overText = position.x() >= metrics.column(metrics.sideAt(position)).textX;
    m_view->viewport()->setCursor(fold >= 0 || margin >= 0 ? Qt::PointingHandCursor
                                      : overText           ? Qt::IBeamCursor
                                                           : Qt::ArrowCursor);
}

void DiffInput::mouseLeave()
{
    forgetHover();
    m_view->viewport()->update();
}

void DiffInput::forgetHover()
{
    m_hoveredFold = -1;
    m_hoveredMargin = -1;
}

} // namespace orrery::views
