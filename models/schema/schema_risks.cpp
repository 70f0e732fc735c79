// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/schema_risks.h"

#include "models/core/text.h"
#include "models/schema/charsets.h"
#include "models/schema/column_risks.h"
#include "models/schema/column_types.h"
#include "models/schema/key_risks.h"
#include "models/schema/partition_risks.h"
#include "models/schema/schema_objects.h"
#include "models/schema/unique_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(SchemaRisks)
};

using Risk = SchemaRisk;
using Rule = SchemaRisk::Rule;
using Severity = SchemaRisk::Severity;
using What = StructureChange::What;
using Kind = StructureChange::Kind;

// The documentation page "Deploy requests" lists them; binary strings have none.
bool isSupportedCharset(const QString &charset)
{
    static const QStringList supported{QStringLiteral("utf8mb4"), QStringLiteral("utf8mb3"), QStringLiteral("latin1"),
                                       QStringLiteral("ascii"), QStringLiteral("binary")};
    return charset.isEmpty() || supported.contains(canonicalCharset(charset));
}

void judgeOption(const StructureChange &change, RiskList &risks)
{
    const auto *is = std::get_if<NamedOption>(&change.after);
    if (is && is->name == QLatin1String("ENGINE") && is->value.compare(QLatin1String("InnoDB"), Qt::CaseInsensitive))
        risks.add(Rule::UnsupportedEngine, Severity::Danger, {}, T::tr("Storage engine %1").arg(visibleText(is->value)),
                  T::tr("PlanetScale runs InnoDB tables only."));
}

void judgeRenames(const QList<PossibleRename> &renames, RiskList &risks)
{
    for (const PossibleRename &each : renames) {
        if (!each.losesData)
            continue;
        risks.add(Rule::LooksLikeRename, Severity::Danger, each.from,
                  T::tr("%1 → %2 looks like a rename").arg(visibleText(each.from), visibleText(each.to)), each.sentence,
                  risk_pages::renames());
    }
}

/// Whether the rows of the new table, and those of both, can be told apart.
void judgeRowKeys(const TableDefinition *before, const TableDefinition &after, RiskList &risks)
{
    if (rowKeys(after).isEmpty()) {
        risks.add(Rule::NoRowKey, Severity::Danger, {}, T::tr("Needs a primary key or a unique NOT NULL key"),
                  T::tr("PlanetScale cannot deploy a table without one: it has no way to tell its rows apart."),
                  risk_pages::uniqueKeys());
        return;
    }
    if (before) {
        const UniqueKeySharing sharing = uniqueKeySharing(*before, after);
        if (!sharing.shared)
            risks.add(Rule::NoSharedKey, Severity::Danger, {}, T::tr("No key in common"), sharing.reason,
                      risk_pages::uniqueKeys());
    }
    if (!after.primaryKey())
        risks.add(Rule::NoPrimaryKey, Severity::Note, {}, T::tr("No primary key"),
                  T::tr("Another unique key stands in for it; a primary key is recommended."),
                  risk_pages::uniqueKeys());
}

void addUnsupportedCharset(const QString &charset, const QString &column, RiskList &risks)
{
    risks.add(Rule::UnsupportedCharset, Severity::Danger, column, T::tr("Character set %1").arg(visibleText(charset)),
              T::tr("PlanetScale deploys utf8, utf8mb3, utf8mb4, latin1 and ascii only."),
              risk_pages::deployRequests());
}

/// The table's charset and collation are those of the columns that name none, and of columns to come.
void judgeTableCharset(const TableDefinition &before, const TableDefinition &after, RiskList &risks)
{
    const QString was = tableCharset(before);
    const QString is = tableCharset(after);
    const QString collationWas = tableCollation(before);
    const QString collationIs = tableCollation(after);
    if (was == is && collationWas == collationIs)
        return;
    int affected = 0;
    bool allFit = true;
    for (const ColumnDefinition &column : after.columns) {
        const ColumnDefinition *old = before.column(column.name);
        if (!old || !hasCharset(column.type) || !hasCharset(old->type))
            continue;
        const ColumnType from = resolvedType(*old, before);
        const ColumnType to = resolvedType(column, after);
        const bool inherited = column.type.charset.isEmpty() && column.type.collation.isEmpty();
        if (!inherited || (from.charset == to.charset && from.collation == to.collation))
            continue;
        ++affected;
        allFit = allFit && holdsAllOf(to.charset, from.charset);
    }
    const bool newCharset = was != is;
    const QString title = newCharset
        ? T::tr("Character set %1 → %2").arg(visibleText(was), visibleText(is))
        : T::tr("Collation %1 → %2").arg(visibleText(collationWas), visibleText(collationIs));
    if (affected == 0)
        risks.add(Rule::ChangesCharset, Severity::Note, {}, title,
                  T::tr("This is the default for new columns; the columns that are there keep theirs."));
    else if (!allFit)
        risks.add(Rule::ChangesCharset, Severity::Caution, {}, title,
                  T::tr("Texts with characters that %1 does not have make the deployment fail.").arg(visibleText(is)),
                  risk_pages::deployRequests());
    else
        risks.add(Rule::ChangesCharset, Severity::Note, {}, title,
                  T::tr("Every text fits. In %Ln column(s), which texts are equal and how they sort can change.",
                        nullptr, affected),
                  newCharset ? risk_pages::deployRequests() : QUrl());
}

void judgeCharsets(const TableDefinition *before, const TableDefinition &after, RiskList &risks)
{
    const QString is = tableCharset(after);
    if (!isSupportedCharset(is) && (!before || tableCharset(*before) != is))
        addUnsupportedCharset(is, {}, risks);
    else if (before)
        judgeTableCharset(*before, after, risks);
    for (const ColumnDefinition &column : after.columns) {
        // What a column inherits is said of the table.
        if (!hasCharset(column.type) || (column.type.charset.isEmpty() && column.type.collation.isEmpty()))
            continue;
        const QString own = resolvedType(column, after).charset;
        const ColumnDefinition *old = before ? before->column(column.name) : nullptr;
        if (!isSupportedCharset(own) && (!old || resolvedType(*old, *before).charset != own))
            addUnsupportedCharset(own, column.name, risks);
    }
}

void judgeObject(const StructureChange &change, RiskList &risks)
{
    if (change.kind != Kind::Removed)
        return;
    const QString name = visibleText(change.name);
    if (change.what == What::View)
        risks.add(Rule::RemovesView, Severity::Caution, {}, T::tr("Removes view %1").arg(name),
                  T::tr("No data is lost; queries that read the view fail."));
    else
        risks.add(Rule::DropsData, Severity::Danger, {}, T::tr("Drops table %1").arg(name),
                  T::tr("The table and all its rows are gone once the change is applied."),
                  risk_pages::deployRequests());
}

void judgeParts(const TableDefinition &before, const TableDefinition &after, const StructureDiff &diff, RiskList &risks)
{
    for (const StructureChange &change : diff.changes) {
        if (change.what == What::Column)
            judgeColumn(change, before, after, risks);
        else if (change.what == What::Partitioning)
            judgePartitioning(change, risks);
        else if (change.what == What::Option)
            judgeOption(change, risks);
    }
    judgeKeys(diff, before, after, risks);
}

} // namespace

QList<SchemaRisk> schemaRisks(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff)
{
    const TableDefinition *was = tableOf(before);
    const TableDefinition *is = tableOf(after);
    RiskList list(nameOf(before, after));
    for (const StructureChange &change : diff.changes) {
        if (change.what == What::Table || change.what == What::View)
            judgeObject(change, list);
    }
    if (was && is)
        judgeParts(*was, *is, diff, list);
    judgeRenames(diff.possibleRenames, list);
    if (is && diff.hasRealChange()) {
        judgeRowKeys(was, *is, list);
        judgeCharsets(was, *is, list);
    }
    QList<Risk> risks = list.risks();
    std::stable_sort(risks.begin(), risks.end(),
                     [](const Risk &left, const Risk &right) { return left.severity > right.severity; });
    return risks;
}

Tone toneOf(SchemaRisk::Severity severity)
{
    switch (severity) {
    case Severity::Note:
        return Tone::Accent;
    case Severity::Caution:
        return Tone::Warn;
    case Severity::Danger:
        return Tone::Critical;
    }
    return Tone::Neutral;
}

} // namespace orrery::models
