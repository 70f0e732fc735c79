// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/diff_rows.h"

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
        insideChange = false;
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

} // namespace orrery::views
