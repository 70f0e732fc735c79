// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/structure_diff.h"

#include "models/schema/create_statement_writer.h"
#include "models/schema/possible_renames.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/structure_details.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <functional>

namespace orrery::models {

using What = StructureChange::What;
using Change = StructureChange::Kind;
using Property = StructureDetail::Property;

namespace {

struct StructureText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StructureDiff)
};

bool anyReal(const QList<StructureDetail> &details)
{
    return std::any_of(details.cbegin(), details.cend(), [](const StructureDetail &detail) { return detail.real; });
}

/// Positions of a longest rising subsequence: what stays where it is while the rest is moved.
QList<bool> longestRising(const QList<qsizetype> &values)
{
    QList<qsizetype> tails; // index of the smallest last value of a rising subsequence of each length
    QList<qsizetype> previous(values.size(), -1);
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto at = std::lower_bound(tails.cbegin(), tails.cend(), values.at(i),
                                         [&](qsizetype tail, qsizetype value) { return values.at(tail) < value; });
        const qsizetype length = at - tails.cbegin();
        if (length > 0)
            previous[i] = tails.at(length - 1);
        if (length == tails.size())
            tails.append(i);
        else
            tails[length] = i;
    }
    QList<bool> stays(values.size(), false);
    for (qsizetype i = tails.isEmpty() ? -1 : tails.constLast(); i >= 0; i = previous.at(i))
        stays[i] = true;
    return stays;
}

QString placeText(const QString &behind)
{
    return behind.isEmpty() ? StructureText::tr("first", "the place of a column")
                            : StructureText::tr("after %1", "the place of a column").arg(quotedName(behind));
}

/// How one sort of part is compared.
template<typename Definition>
struct Sort
{
    What what;
    QString (*text)(const Definition &);
    std::function<QList<StructureDetail>(const Definition &, const Definition &)> details;
    bool orderIsReal = false;
    /// Whether a part that appears or disappears means anything; always, when it is not set.
    std::function<bool(const Definition *, const Definition *)> isReal;
};

template<typename Definition>
QHash<QString, qsizetype> positions(const QList<Definition> &list)
{
    QHash<QString, qsizetype> out;
    out.reserve(list.size());
    for (qsizetype i = list.size() - 1; i >= 0; --i)
        out.insert(list.at(i).name.toCaseFolded(), i);
    return out;
}

template<typename Definition>
StructureChange oneSided(const Sort<Definition> &sort, const Definition *before, const Definition *after)
{
    StructureChange change;
    change.what = sort.what;
    change.kind = before ? Change::Removed : Change::Added;
    change.name = before ? before->name : after->name;
    change.real = !sort.isReal || sort.isReal(before, after);
    if (before) {
        change.beforeText = sort.text(*before);
        change.before = *before;
    } else {
        change.afterText = sort.text(*after);
        change.after = *after;
    }
    return change;
}

template<typename Definition>
std::optional<StructureChange> changedPart(const Sort<Definition> &sort, const Definition &before,
                                           const Definition &after)
{
    QList<StructureDetail> details = sort.details(before, after);
    if (details.isEmpty()) {
        if (before == after)
            return std::nullopt;
        // Never lose a difference for want of a name for it.
        details.append({Property::Attribute, {}, sort.text(before), sort.text(after), false});
    }
    StructureChange change;
    change.what = sort.what;
    change.kind = Change::Changed;
    change.name = before.name;
    change.beforeText = sort.text(before);
    change.afterText = sort.text(after);
    change.real = anyReal(details);
    change.details = details;
    change.before = before;
    change.after = after;
    return change;
}

/// One change for all parts that both lists have in another order.
template<typename Definition>
void appendOrder(QList<StructureChange> &changes, const Sort<Definition> &sort, const QList<Definition> &before,
                 const QList<Definition> &after, const QHash<QString, qsizetype> &inAfter)
{
    QList<qsizetype> oldPlaces;
    QList<qsizetype> newPlaces;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto found = inAfter.constFind(before.at(i).name.toCaseFolded());
        if (found != inAfter.cend()) {
            oldPlaces.append(i);
            newPlaces.append(*found);
        }
    }
    if (std::is_sorted(newPlaces.cbegin(), newPlaces.cend()))
        return;
    const QList<bool> stays = longestRising(newPlaces);
    StructureChange change;
    change.what = sort.what;
    change.kind = Change::Moved;
    change.real = sort.orderIsReal;
    QHash<qsizetype, qsizetype> moved; // new place to old place
    QList<qsizetype> targets;
    for (qsizetype i = 0; i < newPlaces.size(); ++i) {
        if (!stays.at(i)) {
            moved.insert(newPlaces.at(i), oldPlaces.at(i));
            targets.append(newPlaces.at(i));
        }
    }
    std::sort(targets.begin(), targets.end());
    QStringList was;
    QStringList is;
    for (const qsizetype target : std::as_const(targets)) {
        const qsizetype origin = moved.value(target);
        const QString name = after.at(target).name;
        const QString behindOld = origin > 0 ? before.at(origin - 1).name : QString();
        const QString behindNew = target > 0 ? after.at(target - 1).name : QString();
        change.moves.append({name, behindNew});
        change.details.append({Property::Position, name, placeText(behindOld), placeText(behindNew), change.real});
        was.append(quotedName(name) + u' ' + placeText(behindOld));
        is.append(quotedName(name) + u' ' + placeText(behindNew));
    }
    change.beforeText = was.join(QStringLiteral(", "));
    change.afterText = is.join(QStringLiteral(", "));
    changes.append(change);
}

/// Compares two lists by name: in the order of the new one, what is removed where it was.
template<typename Definition>
void appendChanges(QList<StructureChange> &changes, const Sort<Definition> &sort, const QList<Definition> &before,
                   const QList<Definition> &after)
{
    const QHash<QString, qsizetype> inBefore = positions(before);
    const QHash<QString, qsizetype> inAfter = positions(after);
    qsizetype shown = 0; // of `before`: removed ones up to here are in the list
    const auto isRemoved = [&](qsizetype i) { return !inAfter.contains(before.at(i).name.toCaseFolded()); };
    const auto appendRemovedUpTo = [&](qsizetype end) {
        for (; shown < end; ++shown) {
            if (isRemoved(shown))
                changes.append(oneSided<Definition>(sort, &before.at(shown), nullptr));
        }
    };
    const auto appendNextRemoved = [&] {
        while (shown < before.size() && isRemoved(shown))
            appendRemovedUpTo(shown + 1);
    };
    appendNextRemoved();
    for (qsizetype i = 0; i < after.size(); ++i) {
        const Definition &now = after.at(i);
        const auto found = inBefore.constFind(now.name.toCaseFolded());
        if (found == inBefore.cend()) {
            StructureChange change = oneSided<Definition>(sort, nullptr, &now);
            change.behind = i > 0 ? after.at(i - 1).name : QString();
            changes.append(change);
            continue;
        }
        appendRemovedUpTo(*found);
        if (auto change = changedPart(sort, before.at(*found), now))
            changes.append(*change);
        if (shown == *found) {
            ++shown;
            appendNextRemoved();
        }
    }
    appendRemovedUpTo(before.size());
    appendOrder(changes, sort, before, after, inAfter);
}

TableHead headOf(const TableDefinition &table)
{
    return {table.schema, table.name, table.temporary, table.comment};
}

QString headText(const TableHead &head)
{
    QString text =
        head.schema.isEmpty() ? quotedName(head.name) : quotedName(head.schema) + u'.' + quotedName(head.name);
    if (head.temporary)
        text.prepend(QStringLiteral("TEMPORARY "));
    return head.comment.isEmpty() ? text : text + QStringLiteral(" COMMENT=") + quotedText(head.comment);
}

void appendHead(QList<StructureChange> &changes, const TableHead &before, const TableHead &after)
{
    if (before == after)
        return;
    const QList<StructureDetail> details = headDetails(before, after);
    changes.append({What::Table,
                    Change::Changed,
                    before.name,
                    headText(before),
                    headText(after),
                    details,
                    {},
                    anyReal(details),
                    before,
                    after,
                    {}});
}

void appendPartitioning(QList<StructureChange> &changes, const std::optional<Partitioning> &before,
                        const std::optional<Partitioning> &after)
{
    if (before == after)
        return;
    StructureChange change;
    change.what = What::Partitioning;
    change.kind = !before ? Change::Added : !after ? Change::Removed : Change::Changed;
    if (before) {
        change.before = *before;
        change.beforeText = partitioningText(*before);
    }
    if (after) {
        change.after = *after;
        change.afterText = partitioningText(*after);
    }
    if (before && after) {
        change.details = partitioningDetails(*before, *after);
        change.real = anyReal(change.details);
    }
    changes.append(change);
}

template<typename Object>
StructureChange wholeObject(const Object &object, What what, Change kind)
{
    StructureChange change;
    change.what = what;
    change.kind = kind;
    change.name = object.name;
    (kind == Change::Removed ? change.beforeText : change.afterText) = renderCreateStatement(object);
    (kind == Change::Removed ? change.before : change.after) = object;
    return change;
}

StructureChange wholeObject(const SchemaObject &object, Change kind)
{
    if (const auto *table = std::get_if<TableDefinition>(&object))
        return wholeObject(*table, What::Table, kind);
    return wholeObject(std::get<ViewDefinition>(object), What::View, kind);
}

} // namespace

bool StructureDiff::hasRealChange() const
{
    return std::any_of(changes.cbegin(), changes.cend(), [](const StructureChange &change) { return change.real; });
}

StructureDiff compareTables(const TableDefinition &before, const TableDefinition &after)
{
    StructureDiff diff;
    appendHead(diff.changes, headOf(before), headOf(after));
    const Sort<ColumnDefinition> columns{What::Column,
                                         columnText,
                                         [&](const ColumnDefinition &old, const ColumnDefinition &now) {
                                             return columnDetails(old, before, now, after);
                                         },
                                         true,
                                         {}};
    appendChanges(diff.changes, columns, before.columns, after.columns);
    appendChanges(diff.changes, Sort<IndexDefinition>{What::Index, indexText, indexDetails, false, {}}, before.indexes,
                  after.indexes);
    appendChanges(diff.changes,
                  Sort<ForeignKeyDefinition>{What::ForeignKey, foreignKeyText, foreignKeyDetails, false, {}},
                  before.foreignKeys, after.foreignKeys);
    appendChanges(diff.changes, Sort<CheckDefinition>{What::Check, checkText, checkDetails, false, {}}, before.checks,
                  after.checks);
    appendPartitioning(diff.changes, before.partitioning, after.partitioning);
    const auto isRealOption = [&](const NamedOption *old, const NamedOption *now) {
        return isRealOptionChange(old, before, now, after);
    };
    const Sort<NamedOption> options{
        What::Option, optionText,
        [&](const NamedOption &old, const NamedOption &now) {
            QList<StructureDetail> details;
            if (old.value != now.value)
                details.append({Property::Value, {}, old.value, now.value, isRealOption(&old, &now)});
            return details;
        },
        false, isRealOption};
    appendChanges(diff.changes, options, before.options, after.options);
    diff.possibleRenames = possibleRenames(diff.changes, before, after);
    return diff;
}

StructureDiff compareViews(const ViewDefinition &before, const ViewDefinition &after)
{
    StructureDiff diff;
    if (before == after)
        return diff;
    const QList<StructureDetail> details = viewDetails(before, after);
    diff.changes.append({What::View,
                         Change::Changed,
                         before.name,
                         renderCreateStatement(before),
                         renderCreateStatement(after),
                         details,
                         {},
                         anyReal(details),
                         before,
                         after,
                         {}});
    return diff;
}

StructureDiff compareObjects(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after)
{
    if (before && after && before->index() == after->index()) {
        if (const auto *table = std::get_if<TableDefinition>(&*before))
            return compareTables(*table, std::get<TableDefinition>(*after));
        return compareViews(std::get<ViewDefinition>(*before), std::get<ViewDefinition>(*after));
    }
    StructureDiff diff;
    if (before)
        diff.changes.append(wholeObject(*before, Change::Removed));
    if (after)
        diff.changes.append(wholeObject(*after, Change::Added));
    return diff;
}

} // namespace orrery::models
