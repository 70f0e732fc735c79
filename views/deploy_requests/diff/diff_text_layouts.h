// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QTextLayout>

namespace orrery::views {

class DiffDocument;
class DiffMetrics;
class Theme;

/// The lines of a diff ready to be drawn, with SQL colours and changed words; the last few hundred are kept.
class DiffTextLayouts
{
public:
    DiffTextLayouts(const DiffDocument *document, const DiffMetrics *metrics);

    /// Diff, font, colours or room are others than before.
    void clear() { m_kept.clear(); }
    /// Valid until the next call. Never null.
    [[nodiscard]] QTextLayout *of(int line, const Theme &theme);
    /// The column at a distance from the start of the line, and from its top where it is wrapped.
    [[nodiscard]] int columnAt(int line, QPointF at, const Theme &theme);
    /// Which of the lines it is wrapped into a column is in.
    [[nodiscard]] int lineOfColumn(int line, int column, const Theme &theme);

private:
    [[nodiscard]] QList<QTextLayout::FormatRange> formatsOf(int line, const QString &shown, const Theme &theme) const;

    const DiffDocument *m_document;
    const DiffMetrics *m_metrics;
    QCache<int, QTextLayout> m_kept;
};

} // namespace orrery::views
