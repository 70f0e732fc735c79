// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/diff_document.h"

#include <QHash>

class QPainter;
class QRect;

namespace orrery::views {

class DiffFind;
class DiffMetrics;
class DiffSelection;
class DiffTextLayouts;
class Theme;

/// What of a diff is seen beside its lines.
struct DiffScene
{
    const DiffDocument &document;
    const DiffMetrics &metrics;
    const DiffSelection &selection;
    const DiffFind &find;
    const QHash<int, DiffLineMark> &marks; ///< by line
    int hoveredFold = -1; ///< a row
    int hoveredMargin = -1; ///< a line
    bool focused = false;
};

/// Paints the rows of a diff that lie in an area; its cost does not grow with the diff.
class DiffPainter
{
public:
    DiffPainter(const DiffScene &scene, DiffTextLayouts *texts, const Theme &theme);

    void paint(QPainter &painter, const QRect &area) const;

private:
    void paintRow(QPainter &painter, int row) const;
    void paintFold(QPainter &painter, int row, const QRect &rect) const;
    void paintNote(QPainter &painter, int line, DiffSide side, const QRect &rect) const;
    /// Those of one side each; -1: that side has none.
    void paintNotes(QPainter &painter, int left, int right, const QRect &rect) const;
    [[nodiscard]] QRect sideRect(DiffSide side, const QRect &row) const;
    void paintLine(QPainter &painter, int row, int line, DiffSide side, const QRect &rect) const;
    void paintMargin(QPainter &painter, int line, DiffSide side, const QRect &rect) const;
    void paintNumbers(QPainter &painter, int line, DiffSide side, const QRect &rect) const;
    void paintText(QPainter &painter, int row, int line, DiffSide side, const QRect &rect) const;

    const DiffScene &m_scene;
    const DiffDocument &m_document;
    const DiffMetrics &m_metrics;
    DiffTextLayouts *m_texts;
    const Theme &m_theme;
};

} // namespace orrery::views
