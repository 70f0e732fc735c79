// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_view.h"

#include "views/core/icons.h"
#include "views/deploy_requests/diff/diff_view_metrics.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace orrery::views {

using models::DiffLine;
using namespace diff_metrics;

bool DiffView::hasSelection() const
{
    return m_caret.row != m_anchor.row || m_caret.column != m_anchor.column;
}

std::pair<DiffView::Caret, DiffView::Caret> DiffView::orderedSelection() const
{
    const bool forward =
        m_anchor.row < m_caret.row || (m_anchor.row == m_caret.row && m_anchor.column <= m_caret.column);
    return forward ? std::pair(m_anchor, m_caret) : std::pair(m_caret, m_anchor);
}

QString DiffView::selectedText() const
{
    if (!hasSelection())
        return {};
    const std::pair<Caret, Caret> selection = orderedSelection();
    QStringList lines;
    for (int row = selection.first.row; row <= selection.second.row; ++row) {
        const DiffRow &current = m_rows.rows.at(row);
        if (current.isFold()) {
            // What is folded away belongs to the selection all the same.
            for (int line = current.left; line < current.left + current.hidden; ++line)
                lines += shownText(line);
            continue;
        }
        const int line = lineOn(current, m_side);
        if (line < 0 || m_diff.lines.at(line).kind == DiffLine::Kind::HunkHeader)
            continue;
        const QString text = shownText(line);
        const qsizetype from =
            row == selection.first.row ? std::min<qsizetype>(selection.first.column, text.size()) : 0;
        const qsizetype to =
            row == selection.second.row ? std::min<qsizetype>(selection.second.column, text.size()) : text.size();
        lines += text.mid(from, to - from);
    }
    return lines.join(u'\n');
}

void DiffView::selectAll()
{
    if (rowCount() == 0)
        return;
    m_anchor = {0, 0};
    const int line = lineOn(m_rows.rows.constLast(), m_side);
    m_caret = {rowCount() - 1, line >= 0 ? static_cast<int>(shownText(line).size()) : 0};
    viewport()->update();
}

void DiffView::copy() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

DiffView::Side DiffView::sideAt(const QPoint &position) const
{
    return m_mode == Mode::SideBySide && position.x() > viewport()->width() / 2 ? Side::Right : Side::Left;
}

DiffView::Caret DiffView::caretAt(const QPoint &position, Side side) const
{
    Caret caret{rowAt(position.y()), 0};
    if (rowCount() == 0)
        return caret;
    const DiffRow &current = m_rows.rows.at(caret.row);
    const int line = lineOn(current, side);
    if (line < 0 || current.isFold())
        return caret;
    const double x = position.x() - columnOf(side).textX + horizontalScrollBar()->value();
    QTextLayout *layout = layoutOf(line);
    if (layout->lineCount() > 0)
        caret.column = layout->lineAt(0).xToCursor(x);
    return caret;
}

void DiffView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || rowCount() == 0)
        return;
    const QPoint position = event->position().toPoint();
    const int row = rowAt(position.y());
    if (m_rows.rows.at(row).isFold() && rowRect(row).contains(position)) {
        expandFold(row);
        return;
    }
    if (const int line = marginLineAt(position); line >= 0) {
        m_side = sideAt(position);
        moveCaret({row, 0}, false);
        Q_EMIT marginClicked(line);
        return;
    }
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!extend)
        m_side = sideAt(position);
    m_pressed = true;
    moveCaret(caretAt(position, m_side), extend);
}

void DiffView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_pressed && event->buttons().testFlag(Qt::LeftButton)) {
        moveCaret(caretAt(position, m_side), true);
        return;
    }
    const int row = rowAt(position.y());
    const bool overFold = rowCount() > 0 && m_rows.rows.at(row).isFold() && rowRect(row).contains(position);
    const int hover = overFold ? row : -1;
    const int margin = marginLineAt(position);
    if (hover != m_hoverFold || margin != m_hoverMargin) {
        m_hoverFold = hover;
        m_hoverMargin = margin;
        viewport()->update();
    }
    const bool overText = !overFold && position.x() >= columnOf(sideAt(position)).textX;
    viewport()->setCursor(overFold || margin >= 0 ? Qt::PointingHandCursor
                              : overText          ? Qt::IBeamCursor
                                                  : Qt::ArrowCursor);
}

void DiffView::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_hoverFold = -1;
    m_hoverMargin = -1;
    viewport()->update();
}

int DiffView::marginLineAt(const QPoint &position) const
{
    if (m_margin == 0 || rowCount() == 0)
        return -1;
    const int row = rowAt(position.y());
    const DiffRow &current = m_rows.rows.at(row);
    const Side side = sideAt(position);
    const int right = columnOf(side).numbersX;
    if (current.isFold() || !rowRect(row).contains(position) || position.x() < right - m_margin
        || position.x() >= right)
        return -1;
    const int line = lineOn(current, side);
    const bool numbered = line >= 0 && (m_diff.lines.at(line).oldNumber > 0 || m_diff.lines.at(line).newNumber > 0);
    return numbered ? line : -1;
}

void DiffView::mouseReleaseEvent(QMouseEvent *)
{
    m_pressed = false;
}

void DiffView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    m_side = sideAt(position);
    const Caret caret = caretAt(position, m_side);
    if (rowCount() == 0 || m_rows.rows.at(caret.row).isFold())
        return;
    const int line = lineOn(m_rows.rows.at(caret.row), m_side);
    if (line < 0)
        return;
    const QString text = shownText(line);
    const auto inWord = [&text](int at) {
        return at >= 0 && at < text.size() && (text.at(at).isLetterOrNumber() || text.at(at) == u'_');
    };
    int from = caret.column;
    int to = caret.column;
    while (inWord(from - 1))
        --from;
    while (inWord(to))
        ++to;
    m_anchor = {caret.row, from};
    m_caret = {caret.row, to};
    viewport()->update();
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse && !hasSelection())
        moveCaret(caretAt(event->pos(), sideAt(event->pos())), false);
    Q_EMIT contextMenuAboutToShow(menu, currentLine());
    if (!menu->isEmpty())
        menu->addSeparator();
    QAction *copyAction = menu->addAction(glyphIcon(Glyph::Copy), tr("Copy"));
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setEnabled(hasSelection());
    connect(copyAction, &QAction::triggered, this, &DiffView::copy);
    connect(menu->addAction(tr("Select all")), &QAction::triggered, this, &DiffView::selectAll);
    menu->addSeparator();
    QAction *fold = menu->addAction(tr("Fold unchanged lines"));
    fold->setCheckable(true);
    fold->setChecked(m_folding);
    connect(fold, &QAction::toggled, this, &DiffView::setFolding);
    menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(rowRect(m_caret.row).bottomLeft()));
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    const bool select = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const int page = std::max(1, viewport()->height() / m_lineHeight - 1);
    Caret to = m_caret;
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Down:
        ++to.row;
        break;
    case Qt::Key_Up:
        --to.row;
        break;
    case Qt::Key_PageDown:
        to.row += page;
        break;
    case Qt::Key_PageUp:
        to.row -= page;
        break;
    case Qt::Key_Home:
        to = {control ? 0 : m_caret.row, 0};
        horizontalScrollBar()->setValue(0);
        break;
    case Qt::Key_End:
        to = {control ? rowCount() - 1 : m_caret.row, longestShown};
        break;
    case Qt::Key_Left:
        if (!select && !hasSelection()) {
            horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
            return;
        }
        --to.column;
        break;
    case Qt::Key_Right:
        if (!select && !hasSelection()) {
            horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
            return;
        }
        ++to.column;
        break;
    case Qt::Key_BracketRight:
        nextChange();
        return;
    case Qt::Key_BracketLeft:
        previousChange();
        return;
    case Qt::Key_F3:
        if (select)
            findPrevious();
        else
            findNext();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (rowCount() > 0 && m_rows.rows.at(m_caret.row).isFold()) {
            expandFold(m_caret.row);
            return;
        }
        [[fallthrough]];
    default:
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    moveCaret(to, select);
}

} // namespace orrery::views
