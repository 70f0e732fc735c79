// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_text_layouts.h"

#include "models/core/text.h"
#include "views/core/sql_syntax.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_metrics.h"
#include "views/deploy_requests/diff/diff_wrap.h"

#include <algorithm>

namespace orrery::views {

using models::DiffLine;

DiffTextLayouts::DiffTextLayouts(const DiffDocument *document, const DiffMetrics *metrics)
    : m_document(document), m_metrics(metrics), m_kept(600)
{}

QTextLayout *DiffTextLayouts::of(int line, const Theme &theme)
{
    if (QTextLayout *kept = m_kept.object(line))
        return kept;
    const QString shown = m_document->shownText(line);
    auto *layout = new QTextLayout(shown, m_metrics->font());
    layout->setCacheEnabled(true);
    QTextOption option;
    const bool wraps = m_metrics->isWrapped() && m_document->line(line).kind != DiffLine::Kind::HunkHeader;
    option.setWrapMode(wraps ? QTextOption::WrapAnywhere : QTextOption::NoWrap); // where we say, not at words
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(m_metrics->charWidth() * DiffDocument::tabColumns);
    layout->setTextOption(option);
    layout->setFormats(formatsOf(line, shown, theme));
    layout->beginLayout();
    QList<int> ends = wraps ? wrapBreaks(shown, m_metrics->textColumns()) : QList<int>();
    ends.append(static_cast<int>(shown.size()));
    for (qsizetype i = 0; i < ends.size(); ++i) {
        QTextLine textLine = layout->createLine();
        if (!textLine.isValid())
            break;
        if (i + 1 < ends.size())
            textLine.setNumColumns(std::max(1, ends.at(i) - textLine.textStart()), 1.0e7);
        else
            textLine.setLineWidth(1.0e7);
        textLine.setPosition({0, double(i) * m_metrics->lineHeight()});
    }
    layout->endLayout();
    m_kept.insert(line, layout);
    return layout;
}

QList<QTextLayout::FormatRange> DiffTextLayouts::formatsOf(int line, const QString &shown, const Theme &theme) const
{
    const DiffLine &source = m_document->line(line);
    if (source.kind == DiffLine::Kind::HunkHeader || source.kind == DiffLine::Kind::Note)
        return {};
    QList<QTextLayout::FormatRange> formats;
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
    const QList<std::pair<int, int>> changedParts = m_document->changedRanges(line);
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
    return formats;
}

int DiffTextLayouts::columnAt(int line, QPointF at, const Theme &theme)
{
    const QTextLayout *layout = of(line, theme);
    if (layout->lineCount() == 0)
        return 0;
    const int wrapped = std::clamp(static_cast<int>(at.y()) / m_metrics->lineHeight(), 0, layout->lineCount() - 1);
    return layout->lineAt(wrapped).xToCursor(at.x());
}

int DiffTextLayouts::lineOfColumn(int line, int column, const Theme &theme)
{
    const QTextLine found = of(line, theme)->lineForTextPosition(column);
    return found.isValid() ? found.lineNumber() : 0;
}

} // namespace orrery::views
