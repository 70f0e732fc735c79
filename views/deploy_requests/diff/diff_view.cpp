// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_view.h"

#include "models/core/text.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_accessible.h"
#include "views/deploy_requests/diff/diff_ruler.h"
#include "views/deploy_requests/diff/diff_view_metrics.h"

#include <QAccessible>
#include <QEvent>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using models::DiffLine;
using namespace diff_metrics;

namespace {

int digits(int number)
{
    int count = 1;
    for (; number >= 10; number /= 10)
        ++count;
    return count;
}

} // namespace

DiffView::DiffView(QWidget *parent) : QAbstractScrollArea(parent), m_ruler(new DiffRuler(this)), m_layouts(600)
{
    installDiffAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setTitle(tr("Changes"));
    updateMetrics();
}

DiffView::~DiffView() = default;

void DiffView::setTitle(const QString &title)
{
    setAccessibleName(models::visibleText(title));
}

void DiffView::setDiff(const models::UnifiedDiff &diff)
{
    m_wantedHits.drop();
    m_diff = diff;
    // Lines come unmarked when marking all would have taken long; those that are seen are marked when they are painted.
    m_partners.fill(-1, m_diff.lines.size());
    for (const models::DiffPair &pair : std::as_const(m_diff.pairs)) {
        if (pair.left >= 0 && pair.right >= 0 && pair.left != pair.right) {
            m_partners[pair.left] = pair.right;
            m_partners[pair.right] = pair.left;
        }
    }
    m_expanded.clear();
    m_layouts.clear();
    m_longest = 0;
    int highest = 0;
    for (const DiffLine &line : std::as_const(m_diff.lines)) {
        qsizetype columns = line.text.size();
        if (line.text.contains(u'\t'))
            columns += line.text.count(u'\t') * (tabColumns - 1);
        m_longest = std::max(m_longest, static_cast<int>(std::min<qsizetype>(columns, longestShown)));
        highest = std::max({highest, line.oldNumber, line.newNumber});
    }
    m_numberWidth = static_cast<int>(std::ceil(m_charWidth * std::max(3, digits(highest)))) + padding;
    m_caret = {};
    m_anchor = {};
    m_hoverFold = -1;
    m_hoverMargin = -1;
    m_marks.clear();
    relayOut();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    const QString again = m_findText;
    m_findText.clear();
    find(again);
    setAccessibleDescription(tr("%Ln line(s) added", nullptr, m_diff.added) + QLatin1String(", ")
                             + tr("%Ln line(s) removed", nullptr, m_diff.removed));
    Q_EMIT currentChangeChanged(currentChange(), changeCount());
}

void DiffView::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    const int line = currentLine();
    m_mode = mode;
    m_side = Side::Left;
    relayOut();
    if (line >= 0)
        goToLine(line);
}

void DiffView::setFolding(bool folding)
{
    if (folding == m_folding)
        return;
    const int line = currentLine();
    m_folding = folding;
    m_expanded.clear();
    relayOut();
    if (line >= 0)
        goToLine(line);
}

void DiffView::setMargin(bool margin)
{
    m_margin = margin ? marginWidth : 0;
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

void DiffView::relayOut()
{
    m_rows = layOutDiff(m_diff, m_mode == Mode::SideBySide, m_folding, m_expanded);
    m_caret.row = std::clamp(m_caret.row, 0, std::max(0, rowCount() - 1));
    m_caret.column = 0;
    m_anchor = m_caret;
    updateScrollBars();
    m_ruler->refresh();
    viewport()->update();
    if (QAccessible::isActive()) {
        QAccessibleEvent event(this, QAccessible::TextUpdated);
        QAccessible::updateAccessibility(&event);
    }
}

void DiffView::updateMetrics()
{
    m_font = Theme::monospace();
    const QFontMetricsF metrics(m_font);
    m_lineHeight = static_cast<int>(std::ceil(metrics.height())) + 6;
    m_charWidth = metrics.horizontalAdvance(QStringLiteral("0000000000")) / 10.0;
    m_layouts.clear();
    updateScrollBars();
}

void DiffView::updateScrollBars()
{
    const int height = rowCount() * m_lineHeight + padding;
    verticalScrollBar()->setSingleStep(m_lineHeight);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    const Column column = columnOf(Side::Left);
    const int room = column.right - column.textX - padding;
    const int width = static_cast<int>(std::ceil(m_longest * m_charWidth)) + padding;
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_charWidth * 4));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setRange(0, std::max(0, width - room));
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

DiffView::Column DiffView::columnOf(Side side) const
{
    const int width = viewport()->width();
    if (m_mode == Mode::Unified)
        return {m_margin, m_margin + 2 * m_numberWidth + markWidth, width};
    const int half = width / 2;
    const int left = m_margin + (side == Side::Left ? 0 : half + 1);
    return {left, left + m_numberWidth + markWidth, side == Side::Left ? half : width};
}

int DiffView::lineOn(const DiffRow &row, Side side) const
{
    if (m_mode == Mode::Unified || side == Side::Left)
        return row.left;
    return row.right;
}

QRect DiffView::rowRect(int row) const
{
    return {0, row * m_lineHeight - verticalScrollBar()->value() + padding / 2, viewport()->width(), m_lineHeight};
}

int DiffView::rowAt(int y) const
{
    const int row = (y + verticalScrollBar()->value() - padding / 2) / m_lineHeight;
    return std::clamp(row, 0, std::max(0, rowCount() - 1));
}

QString DiffView::shownText(int line) const
{
    return shownText(m_diff.lines.at(line));
}

QString DiffView::shownText(const DiffLine &line)
{
    const QString &text = line.text;
    QString shown = models::visibleText(text.size() > longestShown ? text.left(longestShown) + u'…' : text,
                                        models::LineBreaks::Keep);
    return shown;
}

QList<std::pair<int, int>> DiffView::changedRanges(int line) const
{
    const DiffLine &source = m_diff.lines.at(line);
    const int partner = m_partners.value(line, -1);
    if (!source.changedRanges.isEmpty() || partner < 0 || source.text.size() > longestShown)
        return source.changedRanges;
    const QString &other = m_diff.lines.at(partner).text;
    if (source.kind == DiffLine::Kind::Removed)
        return models::changedWords(source.text, other).removed;
    return models::changedWords(other, source.text).added;
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
        updateMetrics();
        viewport()->update();
    }
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

QSize DiffView::sizeHint() const
{
    return {640, 400};
}

QString DiffView::spokenRow(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const DiffRow &current = m_rows.rows.at(row);
    if (current.isFold())
        return tr("%Ln unchanged line(s)", nullptr, current.hidden);
    const auto spoken = [this](int line) {
        const DiffLine &source = m_diff.lines.at(line);
        QString text = shownText(line);
        if (m_marks.contains(line))
            text = tr("%1 (with a note)", "a line").arg(text);
        switch (source.kind) {
        case DiffLine::Kind::Added:
            return tr("line %1, added: %2").arg(source.newNumber).arg(text);
        case DiffLine::Kind::Removed:
            return tr("line %1, removed: %2").arg(source.oldNumber).arg(text);
        case DiffLine::Kind::Context:
            return tr("line %1: %2").arg(source.newNumber).arg(text);
        case DiffLine::Kind::HunkHeader:
        case DiffLine::Kind::Note:
            break;
        }
        return text;
    };
    if (m_mode == Mode::Unified || current.left == current.right)
        return spoken(current.left);
    QStringList sides;
    if (current.left >= 0)
        sides += spoken(current.left);
    if (current.right >= 0)
        sides += spoken(current.right);
    return sides.join(QLatin1String("; "));
}

} // namespace orrery::views
