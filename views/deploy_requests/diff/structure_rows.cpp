// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/structure_rows.h"

#include "models/core/text.h"

#include <QCoreApplication>

namespace orrery::views {

namespace {

// lupdate finds the context through the name that tr() is called by: no alias.
struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::StructureRows)
};
using models::StructureChange;
using models::StructureDetail;
using models::visibleText;
using Kind = StructureRow::Kind;
using What = StructureChange::What;

QString wordOf(What what)
{
    switch (what) {
    case What::Table:
        return T::tr("table");
    case What::Column:
        return T::tr("column");
    case What::Index:
        return T::tr("index");
    case What::ForeignKey:
        return T::tr("foreign key");
    case What::Check:
        return T::tr("check");
    case What::Partitioning:
        return T::tr("partitioning");
    case What::Option:
        return T::tr("option");
    case What::View:
        return T::tr("view");
    }
    return {};
}

/// The parts of a sort, of which the order differs.
QString wordOfAll(What what)
{
    switch (what) {
    case What::Column:
        return T::tr("Order of the columns");
    case What::Index:
        return T::tr("Order of the indexes");
    case What::Option:
        return T::tr("Order of the options");
    default:
        return T::tr("Order");
    }
}

Kind kindOf(StructureChange::Kind kind)
{
    switch (kind) {
    case StructureChange::Kind::Added:
        return Kind::Added;
    case StructureChange::Kind::Removed:
        return Kind::Removed;
    case StructureChange::Kind::Moved:
        return Kind::Moved;
    case StructureChange::Kind::Changed:
        break;
    }
    return Kind::Changed;
}

/// A definition without the name it begins with: that stands beside it.
QString withoutName(const QString &definition, const QString &name)
{
    const QString start = QLatin1Char('`') + name + QLatin1String("` ");
    return definition.startsWith(start) ? definition.mid(start.size()) : definition;
}

void setSides(StructureRow &row, const QString &before, const QString &after)
{
    row.before = visibleText(before);
    row.after = visibleText(after);
    if (!row.before.isEmpty() && !row.after.isEmpty())
        row.marks = models::changedWords(row.before, row.after);
}

QString aboutDetail(const StructureDetail &detail)
{
    const QString property = models::propertyText(detail.property);
    return detail.subject.isEmpty() ? property : property + QLatin1Char(' ') + visibleText(detail.subject);
}

StructureRow detailRow(const StructureChange &change, const StructureDetail &detail)
{
    StructureRow row;
    if (change.kind == StructureChange::Kind::Moved) {
        row.kind = Kind::Moved;
        row.name = visibleText(detail.subject);
        row.about = wordOf(change.what);
    } else {
        row.name = aboutDetail(detail);
    }
    setSides(row, detail.before, detail.after);
    return row;
}

QList<StructureRow> partRows(const models::TableStructure &structure)
{
    // All parts of one side against a table without any: added or removed one by one.
    const auto *before = structure.before ? std::get_if<models::TableDefinition>(&*structure.before) : nullptr;
    const auto *after = structure.after ? std::get_if<models::TableDefinition>(&*structure.after) : nullptr;
    if (bool(before) == bool(after))
        return {};
    const models::TableDefinition *table = before ? before : after;
    models::TableDefinition none;
    none.schema = table->schema;
    none.name = table->name;
    none.comment = table->comment;
    none.temporary = table->temporary;
    models::TableStructure parts;
    parts.diff = before ? models::compareTables(*before, none) : models::compareTables(none, *after);
    parts.diff.possibleRenames.clear();
    return structureRows(parts);
}

StructureRow changeRow(const StructureChange &change, const models::TableStructure &structure)
{
    StructureRow row;
    row.kind = kindOf(change.kind);
    if (change.kind == StructureChange::Kind::Moved) {
        row.name = wordOfAll(change.what);
        row.about = T::tr("%Ln moved", nullptr, int(change.moves.size()));
        if (change.details.size() == 1)
            setSides(row, change.beforeText, change.afterText);
    } else {
        row.name = visibleText(change.name.isEmpty() ? wordOf(change.what) : change.name);
        row.about = change.name.isEmpty() ? QString() : wordOf(change.what);
    }
    const bool whole = change.what == What::Table || change.what == What::View;
    if (change.kind == StructureChange::Kind::Added || change.kind == StructureChange::Kind::Removed) {
        row.rows = change.what == What::Table ? partRows(structure) : QList<StructureRow>();
        if (row.rows.isEmpty())
            setSides(row, withoutName(change.beforeText, change.name), withoutName(change.afterText, change.name));
        return row;
    }
    if (change.details.size() == 1 && change.kind == StructureChange::Kind::Changed) {
        const StructureDetail &detail = change.details.first();
        row.about += (row.about.isEmpty() ? QString() : QStringLiteral(" · ")) + aboutDetail(detail);
        setSides(row, detail.before, detail.after);
        return row;
    }
    if (change.kind == StructureChange::Kind::Changed && !whole)
        setSides(row, withoutName(change.beforeText, change.name), withoutName(change.afterText, change.name));
    for (const StructureDetail &detail : change.details)
        row.rows.append(detailRow(change, detail));
    if (change.kind == StructureChange::Kind::Moved && row.rows.size() == 1)
        row.rows.clear();
    return row;
}

} // namespace

bool operator==(const StructureRow &a, const StructureRow &b)
{
    return a.kind == b.kind && a.name == b.name && a.about == b.about && a.before == b.before && a.after == b.after
        && a.marks.removed == b.marks.removed && a.marks.added == b.marks.added && a.rows == b.rows;
}

QString StructureRow::spoken() const
{
    QStringList parts{about.isEmpty() ? name : T::tr("%1, %2", "a part, what of it").arg(name, about)};
    if (kind == Kind::Added)
        parts.append(T::tr("added"));
    else if (kind == Kind::Removed)
        parts.append(T::tr("removed"));
    else if (kind == Kind::Moved)
        parts.append(T::tr("moved"));
    if (!before.isEmpty())
        parts.append(T::tr("before: %1").arg(before));
    if (!after.isEmpty())
        parts.append(T::tr("after: %1").arg(after));
    return parts.join(QLatin1String(", "));
}

QList<StructureRow> structureRows(const models::TableStructure &structure)
{
    QList<StructureRow> rows;
    for (const models::PossibleRename &rename : structure.diff.possibleRenames) {
        StructureRow row;
        row.kind = Kind::Rename;
        row.name = rename.sentence; // made of visible names
        row.about = rename.reason;
        rows.append(row);
    }
    StructureRow quiet;
    quiet.kind = Kind::Quiet;
    for (const StructureChange &change : structure.diff.changes)
        (change.real ? rows : quiet.rows).append(changeRow(change, structure));
    if (!quiet.rows.isEmpty()) {
        quiet.name =
            T::tr("No real change: %Ln difference(s) of spelling, order or counters", nullptr, int(quiet.rows.size()));
        rows.append(quiet);
    }
    return rows;
}

} // namespace orrery::views
