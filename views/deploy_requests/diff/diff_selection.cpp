// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_selection.h"

#include <QStringList>

#include <algorithm>

namespace orrery::views {

void DiffSelection::reset()
{
    m_caret = {};
    m_anchor = {};
}

void DiffSelection::onRowsChanged()
{
    m_caret = {std::clamp(m_caret.row, 0, std::max(0, m_document->rowCount() - 1)), 0};
    m_anchor = m_caret;
}

int DiffSelection::line() const
{
    const int row = m_caret.row;
    const int line = m_document->lineAt(row, m_side);
    if (line >= 0)
        return line;
    return m_document->lineAt(row, m_side == DiffSide::Left ? DiffSide::Right : DiffSide::Left);
}

void DiffSelection::moveTo(DiffCaret to, bool select)
{
    if (m_document->rowCount() == 0)
        return;
    to.row = std::clamp(to.row, 0, m_document->rowCount() - 1);
    const int line = m_document->lineAt(to.row, m_side);
    to.column = std::clamp(to.column, 0, line >= 0 ? static_cast<int>(m_document->shownText(line).size()) : 0);
    m_caret = to;
    if (!select)
        m_anchor = to;
}

void DiffSelection::selectAll()
{
    const int last = m_document->rowCount() - 1;
    if (last < 0)
        return;
    m_anchor = {};
    const int line = m_document->lineAt(last, m_side);
    m_caret = {last, line >= 0 ? static_cast<int>(m_document->shownText(line).size()) : 0};
}

bool DiffSelection::selectWord(DiffCaret at)
{
    const int line = m_document->lineAt(at.row, m_side);
    if (line < 0)
        return false;
    const QString text = m_document->shownText(line);
    const auto inWord = [&text](int index) {
        return index >= 0 && index < text.size() && (text.at(index).isLetterOrNumber() || text.at(index) == u'_');
    };
    int from = at.column;
    int to = at.column;
    while (inWord(from - 1))
        --from;
    while (inWord(to))
        ++to;
    m_anchor = {at.row, from};
    m_caret = {at.row, to};
    return true;
}

std::pair<DiffCaret, DiffCaret> DiffSelection::ordered() const
{
    const bool forward =
        m_anchor.row < m_caret.row || (m_anchor.row == m_caret.row && m_anchor.column <= m_caret.column);
    return forward ? std::pair(m_anchor, m_caret) : std::pair(m_caret, m_anchor);
}

std::pair<int, int> DiffSelection::rangeIn(int row, DiffSide side, int length) const
{
    const auto [first, last] = ordered();
    if (isEmpty() || row < first.row || row > last.row)
        return {};
    if (m_document->mode() == DiffMode::SideBySide && side != m_side)
        return {};
    return {row == first.row ? std::min(first.column, length) : 0,
            row == last.row ? std::min(last.column, length) : length};
}

QString DiffSelection::text() const
{
    if (isEmpty())
        return {};
    const auto [first, last] = ordered();
    QStringList lines;
    for (int row = first.row; row <= last.row; ++row) {
        if (m_document->isFold(row)) {
            const DiffRow &fold = m_document->row(row);
            for (int line = fold.left; line < fold.left + fold.hidden; ++line)
                lines += m_document->shownText(line);
            continue;
        }
        const int line = m_document->lineAt(row, m_side);
        if (line < 0 || m_document->line(line).kind == models::DiffLine::Kind::HunkHeader)
            continue;
        const QString shown = m_document->shownText(line);
        const auto [from, to] = rangeIn(row, m_side, static_cast<int>(shown.size()));
        lines += shown.mid(from, to - from);
    }
    return lines.join(u'\n');
}

std::optional<DiffCaret> caretAfterKey(int key, bool control, DiffCaret caret, int rowCount, int page)
{
    switch (key) {
    case Qt::Key_Down:
        return DiffCaret{caret.row + 1, caret.column};
    case Qt::Key_Up:
        return DiffCaret{caret.row - 1, caret.column};
    case Qt::Key_PageDown:
        return DiffCaret{caret.row + page, caret.column};
    case Qt::Key_PageUp:
        return DiffCaret{caret.row - page, caret.column};
    case Qt::Key_Home:
        return DiffCaret{control ? 0 : caret.row, 0};
    case Qt::Key_End:
        return DiffCaret{control ? rowCount - 1 : caret.row, DiffDocument::longestShown};
    case Qt::Key_Left:
        return DiffCaret{caret.row, caret.column - 1};
    case Qt::Key_Right:
        return DiffCaret{caret.row, caret.column + 1};
    default:
        return std::nullopt;
    }
}

} // namespace orrery::views
