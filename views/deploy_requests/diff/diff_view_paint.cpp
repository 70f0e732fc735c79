// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_view.h"

#include "models/core/text.h"
#include "views/core/icons.h"
#include "views/core/sql_syntax.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_view_metrics.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>

namespace orrery::views {

using models::DiffLine;
using namespace diff_metrics;

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
        const QList<std::pair<int, int>> changedParts = changedRanges(line);
        for (const auto &changed : changedParts) {
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
            paintSide(
                painter, index, row.right, Side::Right,
                QRect(right.numbersX - m_margin, rect.y(), right.right - right.numbersX + m_margin, rect.height()),
                theme);
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
                     tr("%Ln unchanged line(s)", nullptr, row.hidden));
}

void DiffView::paintMargin(QPainter &painter, int line, Side side, const QRect &rect, const Theme &theme) const
{
    if (m_margin == 0)
        return;
    const QRect place(columnOf(side).numbersX - m_margin, rect.y(), m_margin, rect.height());
    const auto mark = m_marks.constFind(line);
    if (mark != m_marks.cend())
        paintGlyph(&painter, Glyph::Comment, place,
                   theme.color(*mark == LineMark::Draft ? ColorRole::Accent : ColorRole::TextSecondary));
    else if (line == m_hoverMargin)
        paintGlyph(&painter, Glyph::Plus, place, theme.color(ColorRole::Accent));
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

    paintMargin(painter, line, side, rect, theme);
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

} // namespace orrery::views
