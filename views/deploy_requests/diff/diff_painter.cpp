// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_painter.h"

#include "views/core/icons.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_find.h"
#include "views/deploy_requests/diff/diff_metrics.h"
#include "views/deploy_requests/diff/diff_selection.h"
#include "views/deploy_requests/diff/diff_speech.h"
#include "views/deploy_requests/diff/diff_text_layouts.h"

#include <QPainter>

namespace orrery::views {

using models::DiffLine;

namespace {

/// From the top of a row to its text.
constexpr int textOffset = 3;

bool isNote(DiffLine::Kind kind)
{
    return kind == DiffLine::Kind::HunkHeader || kind == DiffLine::Kind::Note;
}

} // namespace

DiffPainter::DiffPainter(const DiffScene &scene, DiffTextLayouts *texts, const Theme &theme)
    : m_scene(scene), m_document(scene.document), m_metrics(scene.metrics), m_texts(texts), m_theme(theme)
{}

void DiffPainter::paint(QPainter &painter, const QRect &area) const
{
    painter.fillRect(area, m_theme.color(ColorRole::Surface));
    const QRect whole(QPoint(), m_metrics.viewport());
    const int rows = m_document.rowCount();
    if (rows == 0) {
        painter.setPen(m_theme.color(ColorRole::TextSecondary));
        painter.drawText(whole, Qt::AlignCenter, noDifferencesText());
        return;
    }
    const int last = m_metrics.rowAt(area.bottom(), rows);
    for (int row = m_metrics.rowAt(area.top(), rows); row <= last; ++row)
        paintRow(painter, row);
    if (m_document.mode() == DiffMode::SideBySide)
        painter.fillRect(QRect(m_metrics.middle(), 0, 1, whole.height()), m_theme.color(ColorRole::Border));
}

void DiffPainter::paintRow(QPainter &painter, int row) const
{
    const QRect rect = m_metrics.rowRect(row);
    const int left = m_document.row(row).left;
    const int right = m_document.row(row).right;
    if (m_document.isFold(row)) {
        paintFold(painter, row, rect);
    } else if (const int any = left >= 0 ? left : right; isNote(m_document.line(any).kind)) {
        if (m_document.mode() == DiffMode::Unified || left == right)
            paintNote(painter, any, DiffSide::Left, rect);
        else
            paintNotes(painter, left, right, rect);
    } else if (m_document.mode() == DiffMode::Unified) {
        paintLine(painter, row, left, DiffSide::Left, rect);
    } else {
        paintLine(painter, row, left, DiffSide::Left, sideRect(DiffSide::Left, rect));
        paintLine(painter, row, right, DiffSide::Right, sideRect(DiffSide::Right, rect));
    }
    if (row == m_scene.selection.caret().row && m_scene.focused)
        painter.fillRect(QRect(0, rect.y(), 3, rect.height()), m_theme.color(ColorRole::Focus));
}

QRect DiffPainter::sideRect(DiffSide side, const QRect &row) const
{
    const DiffMetrics::Column column = m_metrics.column(side);
    const int x = side == DiffSide::Left ? 0 : column.numbersX - m_metrics.noteMargin();
    return {x, row.y(), column.right - x, row.height()};
}

void DiffPainter::paintFold(QPainter &painter, int row, const QRect &rect) const
{
    const bool hover = row == m_scene.hoveredFold;
    painter.fillRect(rect, m_theme.color(hover ? ColorRole::Hover : ColorRole::SurfaceSunken));
    const QColor color = m_theme.color(hover ? ColorRole::Accent : ColorRole::TextSecondary);
    const int textX = m_metrics.column(DiffSide::Left).textX;
    paintGlyph(&painter, Glyph::More, QRectF(textX - DiffMetrics::signWidth, rect.y(), 16, rect.height()), color);
    painter.setFont(Theme::font(TextSize::Small));
    painter.setPen(color);
    painter.drawText(QRect(textX, rect.y(), rect.width() - textX, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     foldText(m_document.row(row).hidden));
}

void DiffPainter::paintNote(QPainter &painter, int line, DiffSide side, const QRect &rect) const
{
    const bool header = m_document.line(line).kind == DiffLine::Kind::HunkHeader;
    if (header)
        painter.fillRect(rect, m_theme.color(ColorRole::SurfaceSunken));
    painter.setFont(m_metrics.font());
    painter.setPen(m_theme.color(ColorRole::TextSecondary));
    // A text that is no diff has no numbers to stand beside.
    const int textX = m_document.diff().wellFormed ? m_metrics.column(side).textX : DiffMetrics::padding;
    painter.save();
    painter.setClipRect(QRect(textX, rect.y(), rect.right() + 1 - textX, rect.height()));
    if (!header && m_metrics.isWrapped())
        m_texts->of(line, m_theme)->draw(&painter, QPointF(textX, rect.y() + textOffset));
    else
        painter.drawText(QRect(textX - (header ? 0 : m_metrics.scrolled().x()), rect.y(), rect.width(), rect.height()),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_document.shownText(line));
    painter.restore();
}

void DiffPainter::paintNotes(QPainter &painter, int left, int right, const QRect &rect) const
{
    for (const auto &[line, side] : {std::pair(left, DiffSide::Left), std::pair(right, DiffSide::Right)}) {
        if (line >= 0)
            paintNote(painter, line, side, sideRect(side, rect));
        else
            painter.fillRect(sideRect(side, rect), m_theme.color(ColorRole::SurfaceSunken));
    }
}

void DiffPainter::paintLine(QPainter &painter, int row, int line, DiffSide side, const QRect &rect) const
{
    if (line < 0) {
        painter.fillRect(rect, m_theme.color(ColorRole::SurfaceSunken));
        return;
    }
    const DiffLine::Kind kind = m_document.line(line).kind;
    if (kind == DiffLine::Kind::Added)
        painter.fillRect(rect, m_theme.color(ColorRole::AddedFill));
    else if (kind == DiffLine::Kind::Removed)
        painter.fillRect(rect, m_theme.color(ColorRole::RemovedFill));
    // Of a wrapped line the first has the numbers.
    const QRect first(rect.x(), rect.y(), rect.width(), m_metrics.lineHeight());
    paintMargin(painter, line, side, first);
    paintNumbers(painter, line, side, first);
    paintText(painter, row, line, side, rect);
}

void DiffPainter::paintMargin(QPainter &painter, int line, DiffSide side, const QRect &rect) const
{
    const int width = m_metrics.noteMargin();
    if (width == 0)
        return;
    const QRect place(m_metrics.column(side).numbersX - width, rect.y(), width, rect.height());
    const auto mark = m_scene.marks.constFind(line);
    if (mark != m_scene.marks.cend())
        paintGlyph(&painter, Glyph::Comment, place,
                   m_theme.color(*mark == DiffLineMark::Draft ? ColorRole::Accent : ColorRole::TextSecondary));
    else if (line == m_scene.hoveredMargin)
        paintGlyph(&painter, Glyph::Plus, place, m_theme.color(ColorRole::Accent));
}

void DiffPainter::paintNumbers(QPainter &painter, int line, DiffSide side, const QRect &rect) const
{
    const DiffLine &source = m_document.line(line);
    const bool added = source.kind == DiffLine::Kind::Added;
    const bool removed = source.kind == DiffLine::Kind::Removed;
    const DiffMetrics::Column column = m_metrics.column(side);
    const int width = m_metrics.numberWidth();
    painter.setFont(m_metrics.font());
    painter.setPen(m_theme.color(added ? ColorRole::Added : removed ? ColorRole::Removed : ColorRole::TextSecondary));
    const auto number = [&](int x, int value) {
        if (value > 0)
            painter.drawText(QRect(x, rect.y(), width - DiffMetrics::padding / 2, rect.height()),
                             Qt::AlignVCenter | Qt::AlignRight, QString::number(value));
    };
    if (m_document.mode() == DiffMode::Unified) {
        number(column.numbersX, source.oldNumber);
        number(column.numbersX + width, source.newNumber);
    } else {
        number(column.numbersX, side == DiffSide::Left ? source.oldNumber : source.newNumber);
    }
    if (added || removed) {
        const QRect sign(column.textX - DiffMetrics::signWidth, rect.y(), DiffMetrics::signWidth, rect.height());
        painter.drawText(sign, Qt::AlignCenter, added ? QStringLiteral("+") : QStringLiteral("\u2212"));
    }
}

void DiffPainter::paintText(QPainter &painter, int row, int line, DiffSide side, const QRect &rect) const
{
    QTextLayout *layout = m_texts->of(line, m_theme);
    QList<QTextLayout::FormatRange> overlays;
    const auto overlay = [&overlays](qsizetype start, qsizetype length, const QColor &color) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(start);
        range.length = static_cast<int>(length);
        range.format.setBackground(color);
        overlays.append(range);
    };
    const QString text = layout->text();
    if (const QString &wanted = m_scene.find.text(); !wanted.isEmpty()) {
        for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive)) {
            const bool current = m_scene.find.isCurrent(line, static_cast<int>(at));
            overlay(at, wanted.size(), m_theme.color(current ? ColorRole::FindMarkCurrent : ColorRole::FindMark));
        }
    }
    const auto [from, to] = m_scene.selection.rangeIn(row, side, static_cast<int>(text.size()));
    if (to > from)
        overlay(from, to - from, m_theme.color(m_scene.focused ? ColorRole::Selection : ColorRole::SelectionInactive));
    const DiffMetrics::Column column = m_metrics.column(side);
    painter.save();
    painter.setClipRect(QRect(column.textX, rect.y(), column.right - column.textX, rect.height()));
    painter.setPen(m_theme.color(ColorRole::Text));
    layout->draw(&painter, QPointF(column.textX - m_metrics.scrolled().x(), rect.y() + textOffset), overlays,
                 QRectF(QPointF(), m_metrics.viewport()));
    painter.restore();
}

} // namespace orrery::views
