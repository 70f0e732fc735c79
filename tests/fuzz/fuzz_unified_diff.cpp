// SPDX-License-Identifier: GPL-3.0-or-later
// The service's diffs are text from outside: nothing of them may be lost, and every index the pages use must be good.
#include "models/deploy_requests/diff/unified_diff.h"
#include "tests/fuzz/require.h"

#include <algorithm>

using namespace orrery::models;
using orrery::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QString raw = QString::fromUtf8(orrery::fuzz::bytes(data, size));
    UnifiedDiff diff = parseUnifiedDiff(raw);
    const auto count = [&](DiffLine::Kind kind) {
        return std::count_if(diff.lines.begin(), diff.lines.end(),
                             [&](const DiffLine &line) { return line.kind == kind; });
    };
    require(count(DiffLine::Kind::Added) == diff.added, "added lines are counted");
    require(count(DiffLine::Kind::Removed) == diff.removed, "removed lines are counted");
    const auto isLine = [&](int index) { return index >= -1 && index < diff.lines.size(); };
    for (const DiffPair &pair : std::as_const(diff.pairs)) {
        require(isLine(pair.left) && isLine(pair.right), "pairs name lines");
        require(pair.left >= 0 || pair.right >= 0, "a row shows something");
    }

    markChangedWords(diff);
    for (const DiffLine &line : std::as_const(diff.lines)) {
        for (const auto &[start, length] : line.changedRanges)
            require(start >= 0 && length >= 0 && start + length <= line.text.size(),
                    "changed words are inside their line");
    }
    return 0;
}
