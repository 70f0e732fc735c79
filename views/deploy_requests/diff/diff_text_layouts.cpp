// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_text_layouts.h"

#include "models/core/text.h"
#include "views/core/sql_syntax.h"
#include "views/core/theme.h"
#include "views/deploy_requests/diff/diff_metrics.h"

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
    option.setWrapMode(QTextOption::NoWrap);
    option.setTextDirection(Qt::LeftToRight);
    option.setTabStopDistance(m_metrics->charWidth() * DiffDocument::tabColumns);
    layout->setTextOption(option);
    layout->setFormats(formatsOf(line, shown, theme));
    layout->beginLayout();
    QTextLine textLine = layout->createLine();
    if (textLine.isValid())
        textLine.setLineWidth(1.0e7);
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

int DiffTextLayouts::columnAt(int line, double x, const Theme &theme)
{
    QTextLayout *layout = of(line, theme);
    return layout->lineCount() > 0 ? layout->lineAt(0).xToCursor(x) : 0;
}

} // namespace orrery::views
