// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/token_match.h"

#include <dtl/dtl.hpp>

#include <algorithm>
#include <cstddef>

namespace orrery::models {

namespace {

using Match = std::pair<int, int>;
using Matches = std::vector<Match>;

/// Of a part of both sequences, in pairs of tokens to compare: what dtl may be given. It keeps 24 bytes for each step it
/// takes, at most about as many as there are pairs, and stops looking for the shortest edit beyond two million of them; a
/// table of 1,017 columns that are all moved has a million.
constexpr std::size_t mostPairs = 1'500'000;

/// The half-open parts of both sequences that are looked at.
struct Part
{
    int beforeFrom = 0;
    int beforeTo = 0;
    int afterFrom = 0;
    int afterTo = 0;

    [[nodiscard]] bool isEmpty() const { return beforeFrom >= beforeTo || afterFrom >= afterTo; }
};

class Matcher
{
public:
    Matcher(const std::vector<int> &before, const std::vector<int> &after) : m_before(before), m_after(after)
    {
        int highest = -1;
        for (const std::vector<int> *tokens : {&before, &after}) {
            for (const int token : *tokens)
                highest = std::max(highest, token);
        }
        m_seen.resize(static_cast<std::size_t>(highest) + 1);
    }

    Matches run()
    {
        // Parts wait on a stack and come off from first to last, so the matches are made in order.
        std::vector<Part> waiting{{0, static_cast<int>(m_before.size()), 0, static_cast<int>(m_after.size())}};
        while (!waiting.empty()) {
            Part part = waiting.back();
            waiting.pop_back();
            takeHead(part);
            const Matches tail = takeTail(part);
            if (part.isEmpty() || byDtl(part)) {
                m_matches.insert(m_matches.end(), tail.cbegin(), tail.cend());
                continue;
            }
            const Matches anchors = anchorsOf(part);
            if (anchors.empty()) {
                // Replaced as a whole: nothing in it matches.
                m_matches.insert(m_matches.end(), tail.cbegin(), tail.cend());
                continue;
            }
            // The tail is matched anew as the end of the last part.
            part.beforeTo += static_cast<int>(tail.size());
            part.afterTo += static_cast<int>(tail.size());
            for (std::size_t i = anchors.size(); i-- > 0;) {
                const auto [b, a] = anchors[i];
                waiting.push_back({b, part.beforeTo, a, part.afterTo});
                part.beforeTo = b;
                part.afterTo = a;
            }
            waiting.push_back(part);
        }
        return std::move(m_matches);
    }

private:
    /// How often a token stands in a part, and where it was seen last.
    struct Seen
    {
        int before = 0;
        int after = 0;
        int beforeAt = 0;
        int afterAt = 0;
    };

    [[nodiscard]] int beforeAt(int index) const { return m_before[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int afterAt(int index) const { return m_after[static_cast<std::size_t>(index)]; }
    [[nodiscard]] Seen &seen(int token) { return m_seen[static_cast<std::size_t>(token)]; }

    void takeHead(Part &part)
    {
        while (!part.isEmpty() && beforeAt(part.beforeFrom) == afterAt(part.afterFrom))
            m_matches.emplace_back(part.beforeFrom++, part.afterFrom++);
    }

    [[nodiscard]] Matches takeTail(Part &part) const
    {
        Matches tail;
        while (!part.isEmpty() && beforeAt(part.beforeTo - 1) == afterAt(part.afterTo - 1))
            tail.emplace_back(--part.beforeTo, --part.afterTo);
        std::reverse(tail.begin(), tail.end());
        return tail;
    }

    void count(const Part &part)
    {
        for (int i = part.beforeFrom; i < part.beforeTo; ++i)
            seen(beforeAt(i)) = {};
        for (int i = part.afterFrom; i < part.afterTo; ++i)
            seen(afterAt(i)) = {};
        for (int i = part.beforeFrom; i < part.beforeTo; ++i) {
            ++seen(beforeAt(i)).before;
            seen(beforeAt(i)).beforeAt = i;
        }
        for (int i = part.afterFrom; i < part.afterTo; ++i) {
            ++seen(afterAt(i)).after;
            seen(afterAt(i)).afterAt = i;
        }
    }

    /// False when the part is too large. A token that only one side has is left out first: it can be in no match, and is
    /// what most of a large change consists of.
    bool byDtl(const Part &part)
    {
        count(part);
        std::vector<int> before;
        std::vector<int> after;
        std::vector<int> beforeIndex;
        std::vector<int> afterIndex;
        for (int i = part.beforeFrom; i < part.beforeTo; ++i) {
            if (seen(beforeAt(i)).after > 0) {
                before.push_back(beforeAt(i));
                beforeIndex.push_back(i);
            }
        }
        for (int i = part.afterFrom; i < part.afterTo; ++i) {
            if (seen(afterAt(i)).before > 0) {
                after.push_back(afterAt(i));
                afterIndex.push_back(i);
            }
        }
        if (before.empty() || after.empty())
            return true;
        if (before.size() > mostPairs / after.size())
            return false;
        dtl::Diff<int, std::vector<int>> diff(before, after);
        diff.compose();
        std::size_t b = 0;
        std::size_t a = 0;
        for (const auto &step : diff.getSes().getSequence()) {
            if (step.second.type == dtl::SES_COMMON)
                m_matches.emplace_back(beforeIndex[b++], afterIndex[a++]);
            else if (step.second.type == dtl::SES_DELETE)
                ++b;
            else
                ++a;
        }
        return true;
    }

    /// Tokens found once on each side, as many as stand in the same order on both; the counts are those of byDtl().
    Matches anchorsOf(const Part &part)
    {
        std::vector<Match> once;
        for (int i = part.beforeFrom; i < part.beforeTo; ++i) {
            const Seen &token = seen(beforeAt(i));
            if (token.before == 1 && token.after == 1)
                once.emplace_back(i, token.afterAt);
        }
        // The longest rising run of positions in `after`: ends[n] is the last one of the best run of n + 1.
        std::vector<int> ends;
        std::vector<int> previous(once.size(), -1);
        for (std::size_t i = 0; i < once.size(); ++i) {
            const auto place = std::lower_bound(ends.begin(), ends.end(), once[i].second, [&](int end, int wanted) {
                return once[static_cast<std::size_t>(end)].second < wanted;
            });
            if (place != ends.begin())
                previous[i] = *(place - 1);
            if (place == ends.end())
                ends.push_back(static_cast<int>(i));
            else
                *place = static_cast<int>(i);
        }
        Matches run;
        for (int i = ends.empty() ? -1 : ends.back(); i >= 0; i = previous[static_cast<std::size_t>(i)])
            run.push_back(once[static_cast<std::size_t>(i)]);
        std::reverse(run.begin(), run.end());
        return run;
    }

    const std::vector<int> &m_before;
    const std::vector<int> &m_after;
    std::vector<Seen> m_seen;
    Matches m_matches;
};

} // namespace

std::vector<std::pair<int, int>> matchTokens(const std::vector<int> &before, const std::vector<int> &after)
{
    return Matcher(before, after).run();
}

} // namespace orrery::models
