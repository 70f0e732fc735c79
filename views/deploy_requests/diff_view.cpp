// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff_view.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/sql_syntax.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff_accessible.h"
#include "views/deploy_requests/diff_ruler.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace orrery::views {

using models::DiffLine;

namespace {

constexpr int markWidth = 20;
constexpr int padding = 8;
constexpr int tabColumns = 4;
/// A longer line is cut on screen; laying it out would hold up painting.
constexpr int longestShown = 20000;

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
    m_diff = diff;
    const bool marked = std::any_of(m_diff.lines.cbegin(), m_diff.lines.cend(),
                                    [](const DiffLine &line) { return !line.changedRanges.isEmpty(); });
    // Word marks cost more than parsing; for very large diffs the caller computes them elsewhere or goes without.
    if (!marked && m_diff.added + m_diff.removed < 20000)
        models::markChangedWords(m_diff);
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
    relayOut();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    const QString again = m_findText;
    m_findText.clear();
    find(again);
    setAccessibleDescription(tr("%n line(s) added", nullptr, m_diff.added) + QLatin1String(", ")
                             + tr("%n line(s) removed", nullptr, m_diff.removed));
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

void DiffView::expandAllFolds()
{
    setFolding(false);
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
        return {0, 2 * m_numberWidth + markWidth, width};
    const int half = width / 2;
    const int left = side == Side::Left ? 0 : half + 1;
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
    const QString &text = m_diff.lines.at(line).text;
    const QString shown = models::visibleText(text.size() > longestShown ? text.left(longestShown) + u'…' : text,
                                              models::LineBreaks::Keep);
    return shown;
}

QTextLayout *DiffView::layoutOf(int line) const
{
    if (QTextLayout *cached = m_layouts.object(line))
        return cached;
    const Theme theme = Theme::of(this);
    const DiffLine &source = m_diff.lines.at(line);
    const QString shown = shownText(line);
    auto *layout = new QTextLayout(shown, m_font);
    layout->setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(m_charWidth * tabColumns);
    layout->setTextOption(option);

    QList<QTextLayout::FormatRange> formats;
    const bool isText = source.kind == DiffLine::Kind::Context || source.kind == DiffLine::Kind::Added
        || source.kind == DiffLine::Kind::Removed;
    if (isText) {
        const QList<SyntaxSpan> spans = sqlSpans(shown);
        for (const SyntaxSpan &span : spans) {
            QTextLayout::FormatRange range;
            range.start = span.start;
            range.length = span.length;
            range.format.setForeground(theme.color(syntaxRole(span.kind)));
            formats.append(range);
        }
        const QColor strong =
            theme.color(source.kind == DiffLine::Kind::Added ? ColorRole::AddedStrong : ColorRole::RemovedStrong);
        for (const auto &changed : source.changedRanges) {
            // Marks count in the text as sent; what is shown may be longer by characters made visible.
            int start = changed.first;
            int end = changed.first + changed.second;
            if (shown.size() != source.text.size()) {
                start = static_cast<int>(models::visibleText(source.text.left(start), models::LineBreaks::Keep).size());
                end = static_cast<int>(models::visibleText(source.text.left(end), models::LineBreaks::Keep).size());
            }
            QTextLayout::FormatRange range;
            range.start = start;
            range.length = end - start;
            range.format.setBackground(strong);
            formats.append(range);
        }
    }
    layout->setFormats(formats);
    layout->beginLayout();
    QTextLine textLine = layout->createLine();
    if (textLine.isValid())
        textLine.setLineWidth(1.0e7);
    layout->endLayout();
    m_layouts.insert(line, layout);
    return layout;
}

void DiffView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Theme theme = Theme::of(this);
    painter.fillRect(event->rect(), theme.color(ColorRole::Surface));
    if (rowCount() == 0) {
        painter.setPen(theme.color(ColorRole::TextSecondary));
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No differences"));
        return;
    }
    const int first = rowAt(event->rect().top());
    const int last = rowAt(event->rect().bottom());
    for (int row = first; row <= last; ++row)
        paintRow(painter, row, theme);
    if (m_mode == Mode::SideBySide)
        painter.fillRect(QRect(viewport()->width() / 2, 0, 1, viewport()->height()), theme.color(ColorRole::Border));
}

void DiffView::paintRow(QPainter &painter, int index, const Theme &theme) const
{
    const DiffRow &row = m_rows.rows.at(index);
    const QRect rect = rowRect(index);
    if (row.isFold()) {
        paintFold(painter, index, rect, theme);
    } else if (m_mode == Mode::Unified) {
        paintSide(painter, index, row.left, Side::Left, rect, theme);
    } else {
        const DiffLine::Kind kind = m_diff.lines.at(row.left >= 0 ? row.left : row.right).kind;
        if (kind == DiffLine::Kind::HunkHeader || kind == DiffLine::Kind::Note) {
            paintSide(painter, index, row.left, Side::Left, rect, theme);
        } else {
            const Column left = columnOf(Side::Left);
            const Column right = columnOf(Side::Right);
            paintSide(painter, index, row.left, Side::Left, QRect(0, rect.y(), left.right, rect.height()), theme);
            paintSide(painter, index, row.right, Side::Right,
                      QRect(right.numbersX, rect.y(), right.right - right.numbersX, rect.height()), theme);
        }
    }
    if (index == m_caret.row && hasFocus())
        painter.fillRect(QRect(0, rect.y(), 3, rect.height()), theme.color(ColorRole::Focus));
}

void DiffView::paintFold(QPainter &painter, int index, const QRect &rect, const Theme &theme) const
{
    const DiffRow &row = m_rows.rows.at(index);
    const bool hover = index == m_hoverFold;
    painter.fillRect(rect, theme.color(hover ? ColorRole::Hover : ColorRole::SurfaceSunken));
    const QColor color = theme.color(hover ? ColorRole::Accent : ColorRole::TextSecondary);
    const int textX = columnOf(Side::Left).textX;
    paintGlyph(&painter, Glyph::More, QRectF(textX - markWidth, rect.y(), 16, rect.height()), color);
    painter.setFont(Theme::font(TextSize::Small));
    painter.setPen(color);
    painter.drawText(QRect(textX, rect.y(), rect.width() - textX, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     tr("%n unchanged line(s)", nullptr, row.hidden));
}

void DiffView::paintSide(QPainter &painter, int index, int line, Side side, const QRect &rect, const Theme &theme) const
{
    if (line < 0) {
        painter.fillRect(rect, theme.color(ColorRole::SurfaceSunken));
        return;
    }
    const DiffLine &source = m_diff.lines.at(line);
    const bool unified = m_mode == Mode::Unified;
    if (source.kind == DiffLine::Kind::HunkHeader || source.kind == DiffLine::Kind::Note) {
        const bool header = source.kind == DiffLine::Kind::HunkHeader;
        if (header)
            painter.fillRect(rect, theme.color(ColorRole::SurfaceSunken));
        painter.setFont(m_font);
        painter.setPen(theme.color(ColorRole::TextSecondary));
        const int textX = m_diff.wellFormed ? columnOf(Side::Left).textX : padding;
        painter.drawText(
            QRect(textX - (header ? 0 : horizontalScrollBar()->value()), rect.y(), rect.width(), rect.height()),
            Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shownText(line));
        return;
    }

    const bool added = source.kind == DiffLine::Kind::Added;
    const bool removed = source.kind == DiffLine::Kind::Removed;
    if (added)
        painter.fillRect(rect, theme.color(ColorRole::AddedFill));
    else if (removed)
        painter.fillRect(rect, theme.color(ColorRole::RemovedFill));

    const Column column = columnOf(side);
    const QColor mark = theme.color(added ? ColorRole::Added : removed ? ColorRole::Removed : ColorRole::TextSecondary);
    const int ascentY = rect.y() + 3;
    painter.setFont(m_font);
    painter.setPen(mark);
    const auto number = [&](int x, int value) {
        if (value > 0)
            painter.drawText(QRect(x, rect.y(), m_numberWidth - padding / 2, rect.height()),
                             Qt::AlignVCenter | Qt::AlignRight, QString::number(value));
    };
    if (unified) {
        number(column.numbersX, source.oldNumber);
        number(column.numbersX + m_numberWidth, source.newNumber);
    } else {
        number(column.numbersX, side == Side::Left ? source.oldNumber : source.newNumber);
    }
    if (added || removed) {
        painter.drawText(QRect(column.textX - markWidth, rect.y(), markWidth, rect.height()), Qt::AlignCenter,
                         added ? QStringLiteral("+") : QStringLiteral("\u2212"));
    }

    QTextLayout *layout = layoutOf(line);
    QList<QTextLayout::FormatRange> overlays;
    if (!m_findText.isEmpty()) {
        const QString text = layout->text();
        for (qsizetype at = text.indexOf(m_findText, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(m_findText, at + m_findText.size(), Qt::CaseInsensitive)) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(at);
            range.length = static_cast<int>(m_findText.size());
            const bool current = m_hit >= 0 && m_hits.at(m_hit).line == line && m_hits.at(m_hit).start == range.start;
            range.format.setBackground(theme.color(current ? ColorRole::FindMarkCurrent : ColorRole::FindMark));
            overlays.append(range);
        }
    }
    if (hasSelection() && (unified || side == m_side)) {
        const auto selection = orderedSelection();
        if (index >= selection.first.row && index <= selection.second.row) {
            const int length = static_cast<int>(layout->text().size());
            const int from = index == selection.first.row ? std::min(selection.first.column, length) : 0;
            const int to = index == selection.second.row ? std::min(selection.second.column, length) : length;
            QTextLayout::FormatRange range;
            range.start = from;
            range.length = to - from;
            range.format.setBackground(theme.color(hasFocus() ? ColorRole::Selection : ColorRole::SelectionInactive));
            if (range.length > 0)
                overlays.append(range);
        }
    }
    painter.save();
    painter.setClipRect(QRect(column.textX, rect.y(), column.right - column.textX, rect.height()));
    painter.setPen(theme.color(ColorRole::Text));
    layout->draw(&painter, QPointF(column.textX - horizontalScrollBar()->value(), ascentY), overlays);
    painter.restore();
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

int DiffView::currentLine() const
{
    if (m_caret.row < 0 || m_caret.row >= rowCount())
        return -1;
    const DiffRow &current = m_rows.rows.at(m_caret.row);
    if (current.isFold())
        return -1;
    const int line = lineOn(current, m_side);
    return line >= 0 ? line : (current.left >= 0 ? current.left : current.right);
}

void DiffView::setCurrentRow(int row)
{
    moveCaret({row, 0}, false);
}

void DiffView::goToLine(int lineIndex)
{
    if (lineIndex < 0 || lineIndex >= m_diff.lines.size())
        return;
    const auto find = [this, lineIndex] {
        for (int row = 0; row < rowCount(); ++row) {
            const DiffRow &candidate = m_rows.rows.at(row);
            if (candidate.isFold()) {
                if (lineIndex >= candidate.left && lineIndex < candidate.left + candidate.hidden)
                    return std::pair(row, true);
            } else if (candidate.left == lineIndex || candidate.right == lineIndex) {
                return std::pair(row, false);
            }
        }
        return std::pair(-1, false);
    };
    std::pair<int, bool> found = find();
    if (found.second) {
        m_expanded.insert(m_rows.rows.at(found.first).left);
        relayOut();
        found = find();
    }
    if (found.first >= 0)
        moveCaret({found.first, 0}, false);
}

void DiffView::expandFold(int row)
{
    if (row < 0 || row >= rowCount() || !m_rows.rows.at(row).isFold())
        return;
    m_expanded.insert(m_rows.rows.at(row).left);
    m_hoverFold = -1;
    relayOut();
    moveCaret({row, 0}, false);
}

void DiffView::moveCaret(Caret to, bool select)
{
    if (rowCount() == 0)
        return;
    const int changeBefore = currentChange();
    const int rowBefore = m_caret.row;
    to.row = std::clamp(to.row, 0, rowCount() - 1);
    const int line = lineOn(m_rows.rows.at(to.row), m_side);
    const int length = line >= 0 && !m_rows.rows.at(to.row).isFold() ? static_cast<int>(shownText(line).size()) : 0;
    to.column = std::clamp(to.column, 0, length);
    m_caret = to;
    if (!select)
        m_anchor = m_caret;
    ensureVisible(m_caret.row);
    viewport()->update();
    m_ruler->update();
    if (rowBefore != m_caret.row) {
        Q_EMIT currentRowChanged(m_caret.row);
        announceDiffRow(this);
    }
    if (changeBefore != currentChange())
        Q_EMIT currentChangeChanged(currentChange(), changeCount());
}

void DiffView::ensureVisible(int row)
{
    const QRect rect = rowRect(row);
    const int value = verticalScrollBar()->value();
    if (rect.top() < padding)
        verticalScrollBar()->setValue(value + rect.top() - padding / 2);
    else if (rect.bottom() > viewport()->height())
        verticalScrollBar()->setValue(value + rect.bottom() - viewport()->height() + padding / 2);
}

int DiffView::currentChange() const
{
    const auto after = std::upper_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    return static_cast<int>(after - m_rows.changes.cbegin()) - 1;
}

void DiffView::goToChange(int index)
{
    const int row = m_rows.changes.at(index);
    // With a few lines above it for context.
    verticalScrollBar()->setValue((row - diffContextLines) * m_lineHeight);
    moveCaret({row, 0}, false);
}

bool DiffView::nextChange()
{
    const auto after = std::upper_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    // The caret starts on row 0, which may itself begin the first change.
    if (after == m_rows.changes.cend())
        return false;
    goToChange(static_cast<int>(after - m_rows.changes.cbegin()));
    return true;
}

bool DiffView::previousChange()
{
    const auto at = std::lower_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    if (at == m_rows.changes.cbegin())
        return false;
    goToChange(static_cast<int>(at - m_rows.changes.cbegin()) - 1);
    return true;
}

int DiffView::find(const QString &text)
{
    m_findText = text;
    m_hits.clear();
    m_hit = -1;
    if (!text.isEmpty()) {
        for (int line = 0; line < m_diff.lines.size(); ++line) {
            // Most lines miss; only those that hit pay for making them visible.
            if (!m_diff.lines.at(line).text.contains(text, Qt::CaseInsensitive))
                continue;
            const QString shown = shownText(line);
            for (qsizetype at = shown.indexOf(text, 0, Qt::CaseInsensitive); at >= 0;
                 at = shown.indexOf(text, at + text.size(), Qt::CaseInsensitive))
                m_hits.append({line, static_cast<int>(at), static_cast<int>(text.size())});
        }
    }
    if (m_hits.isEmpty()) {
        viewport()->update();
        Q_EMIT findChanged(-1, 0);
        return 0;
    }
    const int line = std::max(0, currentLine());
    const auto first = std::lower_bound(m_hits.cbegin(), m_hits.cend(), line,
                                        [](const Hit &hit, int wanted) { return hit.line < wanted; });
    goToHit(first == m_hits.cend() ? 0 : static_cast<int>(first - m_hits.cbegin()));
    return findCount();
}

void DiffView::findNext()
{
    if (!m_hits.isEmpty())
        goToHit((m_hit + 1) % findCount());
}

void DiffView::findPrevious()
{
    if (!m_hits.isEmpty())
        goToHit((m_hit + findCount() - 1) % findCount());
}

void DiffView::goToHit(int index)
{
    m_hit = index;
    const Hit hit = m_hits.at(index);
    goToLine(hit.line);
    if (m_mode == Mode::SideBySide)
        m_side = m_rows.rows.at(m_caret.row).left == hit.line ? Side::Left : Side::Right;
    const int x = static_cast<int>(hit.start * m_charWidth);
    const Column column = columnOf(m_side);
    if (x < horizontalScrollBar()->value()
        || x + hit.length * m_charWidth > horizontalScrollBar()->value() + column.right - column.textX)
        horizontalScrollBar()->setValue(std::max(0, x - static_cast<int>(8 * m_charWidth)));
    viewport()->update();
    Q_EMIT findChanged(m_hit, findCount());
}

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

QString DiffView::spokenRow(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const DiffRow &current = m_rows.rows.at(row);
    if (current.isFold())
        return tr("%n unchanged line(s)", nullptr, current.hidden);
    const auto spoken = [this](int line) {
        const DiffLine &source = m_diff.lines.at(line);
        const QString text = shownText(line);
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
    if (hover != m_hoverFold) {
        m_hoverFold = hover;
        viewport()->update();
    }
    const bool overText = !overFold && position.x() >= columnOf(sideAt(position)).textX;
    viewport()->setCursor(overFold ? Qt::PointingHandCursor : overText ? Qt::IBeamCursor : Qt::ArrowCursor);
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
