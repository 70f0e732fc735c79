// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_find.h"

#include "views/deploy_requests/diff/diff_document.h"

#include <QStringMatcher>

#include <algorithm>
#include <utility>

namespace orrery::views {

namespace {

/// Far more lines than any table has: 20,000 of them are looked through in 10 ms.
constexpr qsizetype mostLinesAtOnce = 20'000;

QList<DiffFind::Hit> findAll(const QList<models::DiffLine> &lines, const QString &text,
                             const std::function<bool()> &isStale)
{
    QList<DiffFind::Hit> hits;
    const QStringMatcher matcher(text, Qt::CaseInsensitive);
    for (int line = 0; line < lines.size(); ++line) {
        if (isStale && line % 1024 == 0 && isStale())
            return {};
        // Most lines miss; only those that hit pay for making them visible.
        if (matcher.indexIn(lines.at(line).text) < 0)
            continue;
        const QString shown = DiffDocument::shownText(lines.at(line));
        for (qsizetype at = matcher.indexIn(shown); at >= 0; at = matcher.indexIn(shown, at + text.size()))
            hits.append({line, static_cast<int>(at), static_cast<int>(text.size())});
    }
    return hits;
}

} // namespace

DiffFind::DiffFind(const DiffDocument *document, QObject *parent) : QObject(parent), m_document(document) {}

void DiffFind::clear()
{
    m_wanted.drop();
    m_text.clear();
    m_hits.clear();
    m_current = -1;
    m_searching = false;
}

void DiffFind::search(const QString &text)
{
    clear();
    m_text = text;
    const QList<models::DiffLine> &lines = m_document->diff().lines;
    if (text.isEmpty() || lines.size() <= mostLinesAtOnce) {
        if (!text.isEmpty())
            m_hits = findAll(lines, text, {});
        Q_EMIT found();
        return;
    }
    m_searching = true;
    models::runAside(
        this, [lines, text, isStale = m_wanted.renew()]() { return std::pair(findAll(lines, text, isStale), isStale); },
        [this](const std::pair<QList<Hit>, std::function<bool()>> &result) {
            if (result.second())
                return;
            m_searching = false;
            m_hits = result.first;
            Q_EMIT found();
        });
}

bool DiffFind::isCurrent(int line, int start) const
{
    return m_current >= 0 && m_hits.at(m_current).line == line && m_hits.at(m_current).start == start;
}

int DiffFind::indexFrom(int line) const
{
    if (m_hits.isEmpty())
        return -1;
    const auto first = std::lower_bound(m_hits.cbegin(), m_hits.cend(), line,
                                        [](const Hit &hit, int wanted) { return hit.line < wanted; });
    return first == m_hits.cend() ? 0 : static_cast<int>(first - m_hits.cbegin());
}

} // namespace orrery::views
