// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/deploy_requests/diff/diff_document.h"

#include <optional>
#include <utility>

namespace orrery::views {

struct DiffCaret
{
    int row = 0;
    int column = 0; ///< in the text as shown
    friend bool operator==(const DiffCaret &, const DiffCaret &) = default;
};

/// The current place in a diff and what is selected of it: text of one side, without markers and numbers.
class DiffSelection
{
public:
    explicit DiffSelection(const DiffDocument *document) : m_document(document) {}

    /// To the first row.
    void reset();
    /// The rows are others than before: nothing is selected, and the current row is one of them.
    void onRowsChanged();

    [[nodiscard]] DiffCaret caret() const { return m_caret; }
    [[nodiscard]] DiffSide side() const { return m_side; }
    void setSide(DiffSide side) { m_side = side; }
    /// The line of the current row: of the side, else of the other one; -1 on a fold or without a row.
    [[nodiscard]] int line() const;

    /// To that place, or the nearest there is; with `select` everything from where the selection began is selected.
    void moveTo(DiffCaret to, bool select);
    void selectAll();
    /// The word at that place; false where there is no line.
    bool selectWord(DiffCaret at);

    [[nodiscard]] bool isEmpty() const { return m_caret == m_anchor; }
    /// [from, to) of a row's text; nothing where it is not selected.
    [[nodiscard]] std::pair<int, int> rangeIn(int row, DiffSide side, int length) const;
    /// Lines joined by line feeds; what is folded away belongs to it, hunk headers do not.
    [[nodiscard]] QString text() const;

private:
    [[nodiscard]] std::pair<DiffCaret, DiffCaret> ordered() const;

    const DiffDocument *m_document;
    DiffCaret m_caret;
    DiffCaret m_anchor;
    DiffSide m_side = DiffSide::Left;
};

/// Where a key takes the caret; nothing when it moves none. `page` in rows.
std::optional<DiffCaret> caretAfterKey(int key, bool control, DiffCaret caret, int rowCount, int page);

} // namespace orrery::views
