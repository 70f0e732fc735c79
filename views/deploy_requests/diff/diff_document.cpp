// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_document.h"

#include "models/core/text.h"

#include <algorithm>

namespace orrery::views {

using models::DiffLine;

DiffRows layOutDiff(const models::UnifiedDiff &diff, bool sideBySide, bool folding, const QSet<int> &expanded)
{
    DiffRows out;
    const qsizetype count = sideBySide ? diff.pairs.size() : diff.lines.size();
    out.rows.reserve(count);
    const auto unit = [&](qsizetype index) {
        if (!sideBySide)
            return DiffRow{static_cast<int>(index), -1, 0};
        const models::DiffPair &pair = diff.pairs.at(index);
        return DiffRow{pair.left, pair.right, 0};
    };
    const auto kindOf = [&](const DiffRow &row) { return diff.lines.at(row.left >= 0 ? row.left : row.right).kind; };
    const auto isChange = [](DiffLine::Kind kind) {
        return kind == DiffLine::Kind::Added || kind == DiffLine::Kind::Removed;
    };
    const bool foldable = folding && (diff.added > 0 || diff.removed > 0);

    bool insideChange = false;
    qsizetype i = 0;
    while (i < count) {
        const DiffRow row = unit(i);
        const DiffLine::Kind kind = kindOf(row);
        if (isChange(kind)) {
            if (!insideChange)
                out.changes.append(static_cast<int>(out.rows.size()));
            insideChange = true;
            out.rows.append(row);
            ++i;
            continue;
        }
        // That a changed line has no end is a part of the change.
        insideChange = insideChange && kind == DiffLine::Kind::Note;
        if (kind != DiffLine::Kind::Context) {
            out.rows.append(row);
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < count && kindOf(unit(end)) == DiffLine::Kind::Context)
            ++end;
        const bool afterChange = i > 0 && isChange(kindOf(unit(i - 1)));
        const bool beforeChange = end < count && isChange(kindOf(unit(end)));
        const qsizetype head = afterChange ? diffContextLines : 0;
        const qsizetype tail = beforeChange ? diffContextLines : 0;
        const qsizetype hidden = end - i - head - tail;
        if (!foldable || hidden < diffShortestFold || expanded.contains(unit(i + head).left)) {
            for (; i < end; ++i)
                out.rows.append(unit(i));
            continue;
        }
        for (qsizetype k = 0; k < head; ++k)
            out.rows.append(unit(i + k));
        DiffRow fold = unit(i + head);
        fold.hidden = static_cast<int>(hidden);
        out.rows.append(fold);
        for (qsizetype k = end - tail; k < end; ++k)
            out.rows.append(unit(k));
        i = end;
    }
    return out;
}

void DiffDocument::setDiff(const models::UnifiedDiff &diff)
{
    m_diff = diff;
    m_partners.fill(-1, m_diff.lines.size());
    for (const models::DiffPair &pair : std::as_const(m_diff.pairs)) {
        if (pair.left >= 0 && pair.right >= 0 && pair.left != pair.right) {
            m_partners[pair.left] = pair.right;
            m_partners[pair.right] = pair.left;
        }
    }
    m_longest = 0;
    m_highest = 0;
    for (const DiffLine &line : std::as_const(m_diff.lines)) {
        qsizetype columns = line.text.size();
        if (line.text.contains(u'\t'))
            columns += line.text.count(u'\t') * (tabColumns - 1);
        m_longest = std::max(m_longest, static_cast<int>(std::min<qsizetype>(columns, longestShown)));
        m_highest = std::max({m_highest, line.oldNumber, line.newNumber});
    }
    m_expanded.clear();
    relayOut();
}

void DiffDocument::setMode(DiffMode mode)
{
    m_mode = mode;
    relayOut();
}

void DiffDocument::setFolding(bool folding)
{
    m_folding = folding;
    m_expanded.clear();
    relayOut();
}

bool DiffDocument::openFold(int row)
{
    if (!isFold(row))
        return false;
    m_expanded.insert(m_rows.rows.at(row).left);
    relayOut();
    return true;
}

void DiffDocument::relayOut()
{
    m_rows = layOutDiff(m_diff, m_mode == DiffMode::SideBySide, m_folding, m_expanded);
}

int DiffDocument::lineAt(int row, DiffSide side) const
{
    if (!hasRow(row) || isFold(row))
        return -1;
    const DiffRow &shown = m_rows.rows.at(row);
    return m_mode == DiffMode::Unified || side == DiffSide::Left ? shown.left : shown.right;
}

int DiffDocument::rowOfLine(int line) const
{
    const auto shows = [line](const DiffRow &row) {
        if (row.isFold())
            return line >= row.left && line < row.left + row.hidden;
        return row.left == line || row.right == line;
    };
    const auto found = std::find_if(m_rows.rows.cbegin(), m_rows.rows.cend(), shows);
    return found == m_rows.rows.cend() ? -1 : static_cast<int>(found - m_rows.rows.cbegin());
}

int DiffDocument::showLine(int line)
{
    if (line < 0 || line >= m_diff.lines.size())
        return -1;
    const int row = rowOfLine(line);
    return openFold(row) ? rowOfLine(line) : row;
}

int DiffDocument::changeAt(int row) const
{
    const auto below = std::upper_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), row);
    return static_cast<int>(below - m_rows.changes.cbegin()) - 1;
}

int DiffDocument::changeBelow(int row) const
{
    const int next = changeAt(row) + 1;
    return next < changeCount() ? next : -1;
}

int DiffDocument::changeAbove(int row) const
{
    const auto at = std::lower_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), row);
    return static_cast<int>(at - m_rows.changes.cbegin()) - 1;
}

QString DiffDocument::shownText(const DiffLine &line)
{
    const QString &text = line.text;
    return models::visibleText(text.size() > longestShown ? text.left(longestShown) + u'…' : text,
                               models::LineBreaks::Keep);
}

QList<std::pair<int, int>> DiffDocument::changedRanges(int line) const
{
    // Lines come unmarked when marking all would have taken long; those that are seen are marked then.
    const DiffLine &source = m_diff.lines.at(line);
    const int partner = m_partners.value(line, -1);
    if (!source.changedRanges.isEmpty() || partner < 0 || source.text.size() > longestShown)
        return source.changedRanges;
    const QString &other = m_diff.lines.at(partner).text;
    if (source.kind == DiffLine::Kind::Removed)
        return models::changedWords(source.text, other).removed;
    return models::changedWords(other, source.text).added;
}

} // namespace orrery::views
