// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/unified_diff.h"

#include <QList>
#include <QSet>

namespace orrery::views {

/// One painted row of a diff: a line, two lines side by side, or a fold that stands for several unchanged ones.
struct DiffRow
{
    int left = -1; ///< index into UnifiedDiff::lines; -1: nothing on this side. The only line in unified mode
    int right = -1; ///< as left, for the right side; -1 in unified mode
    int hidden = 0; ///< > 0: a fold over that many lines, the first of which is `left`

    [[nodiscard]] bool isFold() const { return hidden > 0; }
    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

/// The rows of a whole diff.
struct DiffRows
{
    QList<DiffRow> rows;
    QList<int> changes; ///< rows at which a run of added or removed lines starts
};

/// Unchanged lines kept on each side of a change when folding.
inline constexpr int diffContextLines = 3;
/// A shorter run of unchanged lines is not worth a fold.
inline constexpr int diffShortestFold = 4;

/// Lays the diff out in rows. `expanded` holds the first hidden line of every fold somebody opened. Pure and linear.
DiffRows layOutDiff(const models::UnifiedDiff &diff, bool sideBySide, bool folding, const QSet<int> &expanded);

enum class DiffMode : quint8 { Unified, SideBySide };
enum class DiffSide : quint8 { Left, Right };
/// What a line has in its margin.
enum class DiffLineMark : quint8 { Draft, Published };

/// A diff and the rows it is shown in: unified or side by side, folded or whole. Knows no pixel.
class DiffDocument
{
public:
    static constexpr int tabColumns = 4;
    /// In characters. A longer line is cut on screen: laying it out would hold up painting.
    static constexpr int longestShown = 20000;

    /// Closes all folds; keeps mode and folding.
    void setDiff(const models::UnifiedDiff &diff);
    [[nodiscard]] const models::UnifiedDiff &diff() const { return m_diff; }
    [[nodiscard]] const models::DiffLine &line(int index) const { return m_diff.lines.at(index); }

    [[nodiscard]] DiffMode mode() const { return m_mode; }
    void setMode(DiffMode mode);
    [[nodiscard]] bool isFolding() const { return m_folding; }
    /// Closes what was opened.
    void setFolding(bool folding);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.rows.size()); }
    [[nodiscard]] const DiffRow &row(int index) const { return m_rows.rows.at(index); }
    [[nodiscard]] bool hasRow(int index) const { return index >= 0 && index < rowCount(); }
    [[nodiscard]] bool isFold(int row) const { return hasRow(row) && m_rows.rows.at(row).isFold(); }
    /// False where there is no fold.
    bool openFold(int row);

    /// Index of the line a row shows on a side; -1 on a fold, and where the side is empty.
    [[nodiscard]] int lineAt(int row, DiffSide side) const;
    /// The row of a line, whose fold is opened; -1 without.
    int showLine(int line);

    [[nodiscard]] int changeCount() const { return static_cast<int>(m_rows.changes.size()); }
    [[nodiscard]] int rowOfChange(int change) const { return m_rows.changes.at(change); }
    /// The last change that starts at or above the row; -1 before the first.
    [[nodiscard]] int changeAt(int row) const;
    /// The first change that starts below the row; -1 when there is none.
    [[nodiscard]] int changeBelow(int row) const;
    /// The last change that starts above the row; -1 when there is none.
    [[nodiscard]] int changeAbove(int row) const;

    /// A line as it is painted: cut, with what cannot be seen made visible.
    [[nodiscard]] static QString shownText(const models::DiffLine &line);
    [[nodiscard]] QString shownText(int line) const { return shownText(m_diff.lines.at(line)); }
    /// [start, length) in the text as sent. Marked on the spot where the diff came without marks.
    [[nodiscard]] QList<std::pair<int, int>> changedRanges(int line) const;
    /// In columns.
    [[nodiscard]] int longestLine() const { return m_longest; }
    [[nodiscard]] int highestNumber() const { return m_highest; }

private:
    void relayOut();
    [[nodiscard]] int rowOfLine(int line) const;

    models::UnifiedDiff m_diff;
    QList<int> m_partners; ///< by line: the one it is set against; -1 without
    DiffRows m_rows;
    QSet<int> m_expanded;
    DiffMode m_mode = DiffMode::Unified;
    bool m_folding = true;
    int m_longest = 0;
    int m_highest = 0;
};

} // namespace orrery::views
