// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/inter_review.h"

#include "models/deploy_requests/diff/text_diff.h"
#include "models/deploy_requests/review/review_progress.h"

#include <QHash>
#include <QMap>

#include <algorithm>

namespace orrery::models {

namespace {

/// Lines by their number, which a diff with hunks knows only some of.
using Lines = QMap<qint64, QString>;

bool hasHunks(const UnifiedDiff &diff)
{
    return std::any_of(diff.lines.cbegin(), diff.lines.cend(),
                       [](const DiffLine &line) { return line.kind == DiffLine::Kind::HunkHeader; });
}

Lines oldSide(const UnifiedDiff &diff)
{
    Lines lines;
    for (const DiffLine &line : diff.lines) {
        if (line.oldNumber > 0)
            lines.insert(line.oldNumber, line.text);
    }
    return lines;
}

/// False when the two tell different things of one line: then they start from different tables.
bool complete(Lines &lines, const Lines &others)
{
    for (auto other = others.cbegin(); other != others.cend(); ++other) {
        const auto known = lines.constFind(other.key());
        if (known == lines.cend())
            lines.insert(other.key(), other.value());
        else if (*known != other.value())
            return false;
    }
    return true;
}

/// The NEW side of a diff, whose unsent lines are taken from `old`, where it knows them.
struct NewSide
{
    Lines lines;
    bool whole = true;
};

NewSide newSide(const UnifiedDiff &diff, const Lines &old)
{
    NewSide side;
    qint64 nextOld = 1;
    qint64 nextNew = 1;
    const auto fill = [&](qint64 upTo) {
        qint64 filled = 0;
        for (auto line = old.lowerBound(nextOld); line != old.cend() && line.key() < upTo; ++line, ++filled)
            side.lines.insert(nextNew + line.key() - nextOld, line.value());
        return filled;
    };
    for (const DiffLine &line : diff.lines) {
        if (line.oldNumber == 0 && line.newNumber == 0)
            continue;
        const qint64 unsent = std::max({line.oldNumber > 0 ? line.oldNumber - nextOld : 0,
                                        line.newNumber > 0 ? line.newNumber - nextNew : 0, qint64(0)});
        if (unsent > 0) {
            if (fill(nextOld + unsent) < unsent)
                side.whole = false;
            nextOld += unsent;
            nextNew += unsent;
        }
        if (line.newNumber > 0) {
            side.lines.insert(nextNew, line.text);
            ++nextNew;
        }
        if (line.oldNumber > 0)
            ++nextOld;
    }
    // What follows the last hunk is not announced; it is known when the other version's hunks reach further.
    if (!old.isEmpty() && old.lastKey() >= nextOld && fill(old.lastKey() + 1) < old.lastKey() + 1 - nextOld)
        side.whole = false;
    return side;
}

QString joined(const Lines &lines)
{
    QString text;
    for (const QString &line : lines)
        text += line + QLatin1Char('\n');
    return text;
}

/// Gives the lines the numbers they have in their table, with a hunk header wherever lines are missing before one.
void renumber(UnifiedDiff &diff, const QList<qint64> &before, const QList<qint64> &after)
{
    QList<DiffLine> lines;
    qint64 lastOld = 0;
    qint64 lastNew = 0;
    for (DiffLine line : std::as_const(diff.lines)) {
        const qint64 oldNumber = line.oldNumber > 0 ? before.value(line.oldNumber - 1) : 0;
        const qint64 newNumber = line.newNumber > 0 ? after.value(line.newNumber - 1) : 0;
        if ((oldNumber > 0 && oldNumber != lastOld + 1) || (newNumber > 0 && newNumber != lastNew + 1)) {
            DiffLine header;
            header.kind = DiffLine::Kind::HunkHeader;
            header.text = QStringLiteral("@@ -%1 +%2 @@")
                              .arg(oldNumber > 0 ? oldNumber : lastOld + 1)
                              .arg(newNumber > 0 ? newNumber : lastNew + 1);
            lines.append(header);
        }
        line.oldNumber = int(oldNumber);
        line.newNumber = int(newNumber);
        lastOld = std::max(lastOld, oldNumber);
        lastNew = std::max(lastNew, newNumber);
        lines.append(line);
    }
    diff.lines = lines;
    pairLines(diff);
}

InterReviewDiff compared(const NewSide &then, const NewSide &now)
{
    InterReviewDiff result;
    result.partial = !then.whole || !now.whole;
    result.diff = diffTexts(joined(then.lines), joined(now.lines));
    if (result.partial)
        renumber(result.diff, then.lines.keys(), now.lines.keys());
    return result;
}

} // namespace

SeenVersion seenVersion(const QList<DeployTable> &tables, const QDateTime &at)
{
    SeenVersion version;
    version.at = at;
    version.tables.reserve(tables.size());
    for (const DeployTable &table : tables)
        version.tables.append({table.id, reviewDigest(table)});
    return version;
}

ChangesSince changedSince(const SeenVersion &then, const QList<DeployTable> &now)
{
    ChangesSince changes;
    if (!then.isValid())
        return changes;
    QHash<QString, QByteArray> left;
    for (const SeenTable &table : then.tables)
        left.insert(table.id, table.digest);
    QList<std::pair<QString, QByteArray>> unknown;
    for (const DeployTable &table : now) {
        const auto seen = left.constFind(table.id);
        const QByteArray digest = reviewDigest(table);
        if (seen == left.cend()) {
            unknown.append({table.id, digest});
            continue;
        }
        if (*seen != digest)
            changes.changed.append(table.id);
        left.erase(seen);
    }
    // The keyspace, and with it the id, may have become known since: the same change of what was not found is the same.
    QMultiHash<QByteArray, QString> byDigest;
    for (auto it = left.cbegin(); it != left.cend(); ++it)
        byDigest.insert(it.value(), it.key());
    for (const auto &[id, digest] : std::as_const(unknown)) {
        const auto same = byDigest.constFind(digest);
        if (same == byDigest.cend()) {
            changes.added.append(id);
            continue;
        }
        left.remove(*same);
        byDigest.erase(same);
    }
    for (const SeenTable &table : then.tables) {
        if (left.contains(table.id))
            changes.removed.append(table.id);
    }
    return changes;
}

QString reviewText(const DeployTable &table)
{
    return table.digest.isEmpty() ? table.statements.join(QLatin1Char('\n')) : table.raw;
}

InterReviewDiff interReviewDiff(const std::optional<QString> &then, const std::optional<QString> &now)
{
    const UnifiedDiff before = then ? parseUnifiedDiff(*then) : UnifiedDiff();
    const UnifiedDiff after = now ? parseUnifiedDiff(*now) : UnifiedDiff();
    if ((then && !before.wellFormed) || (now && !after.wellFormed)) {
        InterReviewDiff result;
        result.diff = diffTexts(then.value_or(QString()), now.value_or(QString()));
        result.asSent = true;
        return result;
    }
    Lines old;
    if (then)
        old = oldSide(before);
    if (now && !complete(old, oldSide(after))) {
        // The table itself became another in between: each version is read with what it says of its own.
        return compared(newSide(before, oldSide(before)), newSide(after, oldSide(after)));
    }
    // A diff without hunks tells the whole table, so that nothing may be added to its end.
    const auto sideOf = [&old](const UnifiedDiff &diff) {
        return newSide(diff, hasHunks(diff) || diff.lines.isEmpty() ? old : Lines());
    };
    return compared(sideOf(before), sideOf(after));
}

} // namespace orrery::models
