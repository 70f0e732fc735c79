// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_view.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_accessible.h"
#include "views/deploy_requests/diff/diff_find.h"
#include "views/deploy_requests/diff/diff_painter.h"
#include "views/deploy_requests/diff/diff_ruler.h"
#include "views/deploy_requests/diff/diff_speech.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace orrery::views {

DiffView::DiffView(QWidget *parent)
    : QAbstractScrollArea(parent), m_texts(&m_document, &m_metrics), m_selection(&m_document), m_input(this),
      m_find(new DiffFind(&m_document, this)), m_ruler(new DiffRuler(this))
{
    installDiffAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setTitle(tr("Changes"));
    connect(m_find, &DiffFind::found, this, &DiffView::showHits);
    updateFont();
}

DiffView::~DiffView() = default;

const DiffMetrics &DiffView::metrics() const
{
    m_metrics.setViewport(viewport()->size(), {horizontalScrollBar()->value(), verticalScrollBar()->value()});
    return m_metrics;
}

void DiffView::setTitle(const QString &title)
{
    setAccessibleName(models::visibleText(title));
}

void DiffView::setDiff(const models::UnifiedDiff &diff)
{
    const QString wanted = m_find->text();
    m_find->clear();
    m_document.setDiff(diff);
    m_metrics.setHighestNumber(m_document.highestNumber());
    m_wrap.forget();
    m_texts.clear();
    m_selection.reset();
    m_input.forgetHover();
    m_marks.clear();
    onRowsChanged();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    find(wanted);
    setAccessibleDescription(diffSummaryText(diff));
    Q_EMIT currentChangeChanged(currentChange(), changeCount());
}

void DiffView::setMode(Mode mode)
{
    if (mode == m_document.mode())
        return;
    keepingLine([this, mode]() {
        m_document.setMode(mode);
        m_metrics.setMode(mode);
        m_selection.setSide(DiffSide::Left);
    });
}

void DiffView::setFolding(bool folding)
{
    if (folding != m_document.isFolding())
        keepingLine([this, folding]() { m_document.setFolding(folding); });
}

void DiffView::setWrapping(bool wrapping)
{
    if (wrapping == m_wrapping)
        return;
    keepingLine([this, wrapping]() {
        m_wrapping = wrapping;
        m_texts.clear();
    });
}

void DiffView::wrapRows()
{
    const int columns = m_wrapping ? metrics().textColumns() : 0;
    if (columns == m_wrappedAt)
        return;
    // What is at the top stays there.
    const int top = m_metrics.isWrapped() ? rowAt(DiffMetrics::padding / 2) : -1;
    m_wrappedAt = columns;
    m_metrics.setRowTops(columns > 0 ? m_wrap.tops(m_document, columns) : QList<int>());
    m_texts.clear();
    verticalScrollBar()->setRange(0, std::max(0, metrics().contentHeight(rowCount()) - viewport()->height()));
    if (top >= 0)
        verticalScrollBar()->setValue(m_metrics.rowTop(top));
}

void DiffView::keepingLine(const std::function<void()> &change)
{
    const int line = currentLine();
    change();
    onRowsChanged();
    if (line >= 0)
        goToLine(line);
}

void DiffView::setMargin(bool margin)
{
    m_metrics.setNoteMargin(margin);
    updateScrollBars();
    viewport()->update();
}

void DiffView::setLineMarks(const QHash<int, LineMark> &marks)
{
    if (m_marks == marks)
        return;
    m_marks = marks;
    viewport()->update();
}

void DiffView::onRowsChanged()
{
    m_selection.onRowsChanged();
    m_metrics.setRowTops({});
    m_wrappedAt = 0;
    updateScrollBars();
    m_ruler->refresh();
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::TextUpdated);
        QAccessible::updateAccessibility(&event);
    }
}

void DiffView::updateFont()
{
    m_metrics.setFont(Theme::monospace());
    m_wrappedAt = 0;
    m_texts.clear();
    updateScrollBars();
}

void DiffView::updateScrollBars()
{
    wrapRows();
    const DiffMetrics &metrics = this->metrics();
    verticalScrollBar()->setSingleStep(metrics.lineHeight());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, metrics.contentHeight(rowCount()) - viewport()->height()));
    const int room = metrics.textRoom();
    horizontalScrollBar()->setSingleStep(static_cast<int>(metrics.charWidth() * 4));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    const int wanted = m_wrapping ? 0 : metrics.contentWidth(m_document.longestLine());
    horizontalScrollBar()->setRange(0, std::max(0, wanted - room));
    placeRuler();
}

void DiffView::placeRuler()
{
    // A diff that fits needs no map.
    const bool needed = verticalScrollBar()->maximum() > 0 && changeCount() > 0;
    const int margin = needed ? DiffRuler::rulerWidth : 0;
    if (viewportMargins().right() != margin)
        setViewportMargins(0, 0, margin, 0);
    const QRect area = viewport()->geometry();
    m_ruler->setGeometry(area.right() + 1, area.top(), DiffRuler::rulerWidth, area.height());
    m_ruler->setVisible(needed);
}

QRect DiffView::rowRect(int row) const
{
    return metrics().rowRect(row);
}

int DiffView::rowAt(int y) const
{
    return metrics().rowAt(y, rowCount());
}

QString DiffView::spokenRow(int row) const
{
    return views::spokenRow(m_document, row, m_marks);
}

QSize DiffView::sizeHint() const
{
    return {640, 400};
}

// --- the current row

void DiffView::setCurrentRow(int row)
{
    moveCaret({row, 0}, false);
}

void DiffView::goToLine(int lineIndex)
{
    const int rows = rowCount();
    const int row = m_document.showLine(lineIndex);
    if (rowCount() != rows)
        onRowsChanged();
    if (row >= 0)
        setCurrentRow(row);
}

void DiffView::expandFold(int row)
{
    if (!m_document.openFold(row))
        return;
    m_input.forgetHover();
    onRowsChanged();
    setCurrentRow(row);
}

void DiffView::moveCaret(DiffCaret to, bool select)
{
    if (rowCount() == 0)
        return;
    const int changeBefore = currentChange();
    const int rowBefore = currentRow();
    m_selection.moveTo(to, select);
    ensureVisible(rowRect(currentRow()));
    viewport()->update();
    m_ruler->update();
    if (rowBefore != currentRow()) {
        Q_EMIT currentRowChanged(currentRow());
        announceDiffRow(this);
    }
    if (changeBefore != currentChange())
        Q_EMIT currentChangeChanged(currentChange(), changeCount());
}

DiffCaret DiffView::caretAt(const QPoint &position)
{
    DiffCaret caret{rowAt(position.y()), 0};
    const int line = m_document.lineAt(caret.row, m_selection.side());
    if (line >= 0) {
        const QPointF start(m_metrics.column(m_selection.side()).textX - m_metrics.scrolled().x(),
                            m_metrics.rowRect(caret.row).top());
        caret.column = m_texts.columnAt(line, position - start, Theme::of(this));
    }
    return caret;
}

void DiffView::ensureVisible(const QRect &rect)
{
    const int value = verticalScrollBar()->value();
    if (rect.top() < DiffMetrics::padding)
        verticalScrollBar()->setValue(value + rect.top() - DiffMetrics::padding / 2);
    else if (rect.bottom() > viewport()->height())
        // Of what is taller than the view its beginning.
        verticalScrollBar()->setValue(value
                                      + std::min(rect.bottom() - viewport()->height() + DiffMetrics::padding / 2,
                                                 rect.top() - DiffMetrics::padding / 2));
}

void DiffView::goToChange(int change)
{
    const int row = m_document.rowOfChange(change);
    // With a few lines above it for context.
    verticalScrollBar()->setValue(m_metrics.rowTop(std::max(0, row - diffContextLines)));
    setCurrentRow(row);
}

bool DiffView::nextChange()
{
    const int change = m_document.changeBelow(currentRow());
    if (change >= 0)
        goToChange(change);
    return change >= 0;
}

bool DiffView::previousChange()
{
    const int change = m_document.changeAbove(currentRow());
    if (change >= 0)
        goToChange(change);
    return change >= 0;
}

// --- find

int DiffView::find(const QString &text)
{
    m_find->search(text);
    if (isFinding()) {
        viewport()->update();
        Q_EMIT findChanged(-1, 0);
    }
    return findCount();
}

bool DiffView::isFinding() const
{
    return m_find->isSearching();
}

int DiffView::findCount() const
{
    return m_find->count();
}

int DiffView::currentHit() const
{
    return m_find->current();
}

void DiffView::showHits()
{
    const int index = m_find->indexFrom(std::max(0, currentLine()));
    if (index >= 0) {
        goToHit(index);
        return;
    }
    viewport()->update();
    Q_EMIT findChanged(-1, 0);
}

void DiffView::findNext()
{
    if (findCount() > 0)
        goToHit((currentHit() + 1) % findCount());
}

void DiffView::findPrevious()
{
    if (findCount() > 0)
        goToHit((currentHit() + findCount() - 1) % findCount());
}

void DiffView::goToHit(int index)
{
    m_find->setCurrent(index);
    const DiffFind::Hit hit = m_find->hits().at(index);
    goToLine(hit.line);
    if (mode() == Mode::SideBySide)
        setSide(m_document.row(currentRow()).left == hit.line ? DiffSide::Left : DiffSide::Right);
    const DiffMetrics &metrics = this->metrics();
    const DiffMetrics::Column column = metrics.column(m_selection.side());
    const double charWidth = metrics.charWidth();
    const int x = static_cast<int>(hit.start * charWidth);
    const int scrolled = metrics.scrolled().x();
    if (m_wrapping) {
        const int wrapped = m_texts.lineOfColumn(hit.line, hit.start, Theme::of(this));
        const QRect row = rowRect(currentRow());
        ensureVisible({row.x(), row.y() + wrapped * metrics.lineHeight(), row.width(), metrics.lineHeight()});
    } else if (x < scrolled || x + hit.length * charWidth > scrolled + column.right - column.textX)
        horizontalScrollBar()->setValue(std::max(0, x - static_cast<int>(8 * charWidth)));
    viewport()->update();
    Q_EMIT findChanged(currentHit(), findCount());
}

// --- selection

void DiffView::selectAll()
{
    m_selection.selectAll();
    viewport()->update();
}

void DiffView::copy() const
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    if (byMouse && !hasSelection())
        moveCaret(caretAt(event->pos()), false);
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
    fold->setChecked(m_document.isFolding());
    connect(fold, &QAction::toggled, this, &DiffView::setFolding);
    QAction *wrap = menu->addAction(tr("Wrap long lines\tW"));
    wrap->setCheckable(true);
    wrap->setChecked(m_wrapping);
    connect(wrap, &QAction::toggled, this, &DiffView::wrappingWanted);
    menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(rowRect(currentRow()).bottomLeft()));
}

// --- events

void DiffView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Theme theme = Theme::of(this);
    const DiffScene scene{
        m_document, metrics(), m_selection, *m_find, m_marks, m_input.hoveredFold(), m_input.hoveredMargin(),
        hasFocus()};
    DiffPainter(scene, &m_texts, theme).paint(painter, event->rect());
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void DiffView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::ApplicationFontChange) {
        updateFont();
        viewport()->update();
    }
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    if (!m_input.keyPress(event))
        QAbstractScrollArea::keyPressEvent(event);
}

void DiffView::mousePressEvent(QMouseEvent *event)
{
    m_input.mousePress(event);
}

void DiffView::mouseMoveEvent(QMouseEvent *event)
{
    m_input.mouseMove(event);
}

void DiffView::mouseReleaseEvent(QMouseEvent *)
{
    m_input.mouseRelease();
}

void DiffView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    setSide(metrics().sideAt(position));
    if (m_selection.selectWord(caretAt(position)))
        viewport()->update();
}

void DiffView::leaveEvent(QEvent *event)
{
    QAbstractScrollArea::leaveEvent(event);
    m_input.mouseLeave();
}

void DiffView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DiffView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace orrery::views
