// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/structure_diff.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace orrery::models {

using What = StructureChange::What;
using Change = StructureChange::Kind;

namespace {

/// A list with the changes of its sort made. Parts that stay keep their order; each part that comes or moves knows the one
/// it stands behind, so that chains of them fall into place.
template<typename Definition>
QList<Definition> applied(const QList<Definition> &before, const QList<StructureChange> &changes, What what)
{
    QHash<QString, Definition> changed;
    QSet<QString> leaving; // removed, or put elsewhere
    QHash<QString, QString> comingBehind; // the neighbour's name to the name that comes behind it
    QHash<QString, Definition> coming;
    QStringList comingOrder;
    QHash<QString, Definition> present;
    for (const Definition &part : before)
        present.insert(part.name.toCaseFolded(), part);

    const auto put = [&](const Definition &part, const QString &behind) {
        const QString key = part.name.toCaseFolded();
        comingBehind.insert(behind.toCaseFolded(), key);
        coming.insert(key, part);
        comingOrder.append(key);
    };
    for (const StructureChange &change : changes) {
        if (change.what != what)
            continue;
        const auto *now = std::get_if<Definition>(&change.after);
        if (change.kind == Change::Removed)
            leaving.insert(change.name.toCaseFolded());
        else if (change.kind == Change::Changed && now)
            changed.insert(change.name.toCaseFolded(), *now);
        else if (change.kind == Change::Added && now)
            put(*now, change.behind);
    }
    // After the rest, because a part can be changed and moved.
    for (const StructureChange &change : changes) {
        if (change.what != what || change.kind != Change::Moved)
            continue;
        for (const StructureChange::Move &move : change.moves) {
            const QString key = move.name.toCaseFolded();
            if (!present.contains(key))
                continue;
            leaving.insert(key);
            put(changed.value(key, present.value(key)), move.after);
        }
    }

    QList<Definition> out;
    out.reserve(before.size() + coming.size());
    const auto appendBehind = [&](const QString &key) {
        QString next = comingBehind.value(key);
        while (coming.contains(next)) {
            out.append(coming.take(next));
            next = comingBehind.value(next);
        }
    };
    appendBehind({});
    for (const Definition &part : before) {
        const QString key = part.name.toCaseFolded();
        if (leaving.contains(key))
            continue;
        out.append(changed.value(key, part));
        appendBehind(key);
    }
    for (const QString &key : std::as_const(comingOrder)) { // whose neighbour is not there
        if (coming.contains(key))
            out.append(coming.take(key));
    }
    return out;
}

} // namespace

TableDefinition applyDiff(const TableDefinition &before, const StructureDiff &diff)
{
    TableDefinition table = before;
    for (const StructureChange &change : diff.changes) {
        if (change.what == What::Table) {
            if (const auto *head = std::get_if<TableHead>(&change.after)) {
                table.schema = head->schema;
                table.name = head->name;
                table.temporary = head->temporary;
                table.comment = head->comment;
            }
        } else if (change.what == What::Partitioning) {
            const auto *now = std::get_if<Partitioning>(&change.after);
            table.partitioning = now ? std::optional(*now) : std::nullopt;
        }
    }
    table.columns = applied(before.columns, diff.changes, What::Column);
    table.indexes = applied(before.indexes, diff.changes, What::Index);
    table.foreignKeys = applied(before.foreignKeys, diff.changes, What::ForeignKey);
    table.checks = applied(before.checks, diff.changes, What::Check);
    table.options = applied(before.options, diff.changes, What::Option);
    return table;
}

std::optional<SchemaObject> applyDiff(const std::optional<SchemaObject> &before, const StructureDiff &diff)
{
    std::optional<SchemaObject> object = before;
    bool parts = true;
    for (const StructureChange &change : diff.changes) {
        const auto *table = std::get_if<TableDefinition>(&change.after);
        const auto *view = std::get_if<ViewDefinition>(&change.after);
        if (change.kind == Change::Removed && (change.what == What::Table || change.what == What::View))
            object.reset();
        else if (table)
            object = *table;
        else if (view)
            object = *view;
        else
            continue;
        parts = false;
    }
    if (parts && object) {
        if (const auto *table = std::get_if<TableDefinition>(&*object))
            return applyDiff(*table, diff);
    }
    return object;
}

} // namespace orrery::models
