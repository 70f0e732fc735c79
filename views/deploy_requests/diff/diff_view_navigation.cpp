// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_view.h"

#include "views/deploy_requests/diff/diff_accessible.h"
#include "views/deploy_requests/diff/diff_ruler.h"
#include "views/deploy_requests/diff/diff_view_metrics.h"

#include <QScrollBar>
#include <QStringMatcher>
#include <QTextLayout>

#include <algorithm>
#include <utility>

namespace orrery::views {

using namespace diff_metrics;

int DiffView::currentLine() const
{
    if (m_caret.row < 0 || m_caret.row >= rowCount())
        return -1;
    const DiffRow &current = m_rows.rows.at(m_caret.row);
    if (current.isFold())
        return -1;
    const int line = lineOn(current, m_side);
    return line >= 0 ? line : (current.left >= 0 ? current.left : current.right);
}

void DiffView::setCurrentRow(int row)
{
    moveCaret({row, 0}, false);
}

void DiffView::goToLine(int lineIndex)
{
    if (lineIndex < 0 || lineIndex >= m_diff.lines.size())
        return;
    const auto find = [this, lineIndex] {
        for (int row = 0; row < rowCount(); ++row) {
            const DiffRow &candidate = m_rows.rows.at(row);
            if (candidate.isFold()) {
                if (lineIndex >= candidate.left && lineIndex < candidate.left + candidate.hidden)
                    return std::pair(row, true);
            } else if (candidate.left == lineIndex || candidate.right == lineIndex) {
                return std::pair(row, false);
            }
        }
        return std::pair(-1, false);
    };
    std::pair<int, bool> found = find();
    if (found.second) {
        m_expanded.insert(m_rows.rows.at(found.first).left);
        relayOut();
        found = find();
    }
    if (found.first >= 0)
        moveCaret({found.first, 0}, false);
}

void DiffView::expandFold(int row)
{
    if (row < 0 || row >= rowCount() || !m_rows.rows.at(row).isFold())
        return;
    m_expanded.insert(m_rows.rows.at(row).left);
    m_hoverFold = -1;
    relayOut();
    moveCaret({row, 0}, false);
}

void DiffView::moveCaret(Caret to, bool select)
{
    if (rowCount() == 0)
        return;
    const int changeBefore = currentChange();
    const int rowBefore = m_caret.row;
    to.row = std::clamp(to.row, 0, rowCount() - 1);
    const int line = lineOn(m_rows.rows.at(to.row), m_side);
    const int length = line >= 0 && !m_rows.rows.at(to.row).isFold() ? static_cast<int>(shownText(line).size()) : 0;
    to.column = std::clamp(to.column, 0, length);
    m_caret = to;
    if (!select)
        m_anchor = m_caret;
    ensureVisible(m_caret.row);
    viewport()->update();
    m_ruler->update();
    if (rowBefore != m_caret.row) {
        Q_EMIT currentRowChanged(m_caret.row);
        announceDiffRow(this);
    }
    if (changeBefore != currentChange())
        Q_EMIT currentChangeChanged(currentChange(), changeCount());
}

void DiffView::ensureVisible(int row)
{
    const QRect rect = rowRect(row);
    const int value = verticalScrollBar()->value();
    if (rect.top() < padding)
        verticalScrollBar()->setValue(value + rect.top() - padding / 2);
    else if (rect.bottom() > viewport()->height())
        verticalScrollBar()->setValue(value + rect.bottom() - viewport()->height() + padding / 2);
}

int DiffView::currentChange() const
{
    const auto after = std::upper_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    return static_cast<int>(after - m_rows.changes.cbegin()) - 1;
}

void DiffView::goToChange(int index)
{
    const int row = m_rows.changes.at(index);
    // With a few lines above it for context.
    verticalScrollBar()->setValue((row - diffContextLines) * m_lineHeight);
    moveCaret({row, 0}, false);
}

bool DiffView::nextChange()
{
    const auto after = std::upper_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    // The caret starts on row 0, which may itself begin the first change.
    if (after == m_rows.changes.cend())
        return false;
    goToChange(static_cast<int>(after - m_rows.changes.cbegin()));
    return true;
}

bool DiffView::previousChange()
{
    const auto at = std::lower_bound(m_rows.changes.cbegin(), m_rows.changes.cend(), m_caret.row);
    if (at == m_rows.changes.cbegin())
        return false;
    goToChange(static_cast<int>(at - m_rows.changes.cbegin()) - 1);
    return true;
}

QList<DiffView::Hit> DiffView::findAll(const QList<models::DiffLine> &lines, const QString &text,
                                       const std::function<bool()> &isStale)
{
    QList<Hit> hits;
    const QStringMatcher matcher(text, Qt::CaseInsensitive);
    for (int line = 0; line < lines.size(); ++line) {
        if (isStale && line % 1024 == 0 && isStale())
            return {};
        // Most lines miss; only those that hit pay for making them visible.
        if (matcher.indexIn(lines.at(line).text) < 0)
            continue;
        const QString shown = shownText(lines.at(line));
        for (qsizetype at = matcher.indexIn(shown); at >= 0; at = matcher.indexIn(shown, at + text.size()))
            hits.append({line, static_cast<int>(at), static_cast<int>(text.size())});
    }
    return hits;
}

int DiffView::find(const QString &text)
{
    m_findText = text;
    m_hits.clear();
    m_hit = -1;
    m_finding = false;
    m_wantedHits.drop();
    // Far more lines than any table has: 20,000 of them are looked through in 10 ms.
    constexpr qsizetype mostLinesAtOnce = 20'000;
    if (!text.isEmpty() && m_diff.lines.size() > mostLinesAtOnce) {
        m_finding = true;
        models::runAside(
            this,
            [lines = m_diff.lines, text, isStale = m_wantedHits.renew()]() {
                return std::pair(findAll(lines, text, isStale), isStale);
            },
            [this](const std::pair<QList<Hit>, std::function<bool()>> &found) {
                if (found.second())
                    return;
                m_finding = false;
                m_hits = found.first;
                showHits();
            });
        viewport()->update();
        Q_EMIT findChanged(-1, 0);
        return 0;
    }
    if (!text.isEmpty())
        m_hits = findAll(m_diff.lines, text, {});
    showHits();
    return findCount();
}

void DiffView::showHits()
{
    if (m_hits.isEmpty()) {
        viewport()->update();
        Q_EMIT findChanged(-1, 0);
        return;
    }
    const int line = std::max(0, currentLine());
    const auto first = std::lower_bound(m_hits.cbegin(), m_hits.cend(), line,
                                        [](const Hit &hit, int wanted) { return hit.line < wanted; });
    goToHit(first == m_hits.cend() ? 0 : static_cast<int>(first - m_hits.cbegin()));
}

void DiffView::findNext()
{
    if (!m_hits.isEmpty())
        goToHit((m_hit + 1) % findCount());
}

void DiffView::findPrevious()
{
    if (!m_hits.isEmpty())
        goToHit((m_hit + findCount() - 1) % findCount());
}

void DiffView::goToHit(int index)
{
    m_hit = index;
    const Hit hit = m_hits.at(index);
    goToLine(hit.line);
    if (m_mode == Mode::SideBySide)
        m_side = m_rows.rows.at(m_caret.row).left == hit.line ? Side::Left : Side::Right;
    const int x = static_cast<int>(hit.start * m_charWidth);
    const Column column = columnOf(m_side);
    if (x < horizontalScrollBar()->value()
        || x + hit.length * m_charWidth > horizontalScrollBar()->value() + column.right - column.textX)
        horizontalScrollBar()->setValue(std::max(0, x - static_cast<int>(8 * m_charWidth)));
    viewport()->update();
    Q_EMIT findChanged(m_hit, findCount());
}

} // namespace orrery::views
