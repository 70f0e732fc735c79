// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStringView>

#include <utility>
#include <vector>

namespace orrery::models {

/// Numbers for words or lines, so that they are compared as numbers: equal text, equal number. The text has to outlive it.
class TokenTable
{
public:
    int numberOf(QStringView text)
    {
        const auto found = m_numbers.constFind(text);
        if (found != m_numbers.cend())
            return *found;
        const int next = static_cast<int>(m_numbers.size());
        m_numbers.insert(text, next);
        return next;
    }

private:
    QHash<QStringView, int> m_numbers;
};

/// Which tokens of two sequences stay: pairs of indexes (into `before`, into `after`), both rising. What is in no pair was
/// removed or added. Equal numbers are equal tokens; a TokenTable makes them.
///
/// A longest common subsequence (by dtl), except where that would cost more than about a second of work for 100,000
/// tokens: there, tokens found once on both sides divide the sequences, and a part that is still too large is given up as
/// replaced. Pure; runs anywhere.
std::vector<std::pair<int, int>> matchTokens(const std::vector<int> &before, const std::vector<int> &after);

} // namespace orrery::models
