// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/schema_risks.h"

#include "models/core/text.h"
#include "models/schema/charsets.h"
#include "models/schema/column_types.h"
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
using Property = StructureDetail::Property;

QUrl page(QLatin1String name)
{
    return QUrl(QLatin1String("https://planetscale.com/docs/vitess/") + name);
}
QUrl deployPage()
{
    return page(QLatin1String("schema-changes/deploy-requests"));
}
QUrl keysPage()
{
    return page(QLatin1String("schema-changes/onlineddl-change-unique-keys"));
}
QUrl renamesPage()
{
    return page(QLatin1String("schema-changes/handling-table-and-column-renames"));
}
QUrl foreignKeysPage()
{
    return page(QLatin1String("foreign-key-constraints"));
}

const StructureDetail *detailOf(const StructureChange &change, Property property)
{
    const auto found = std::find_if(change.details.cbegin(), change.details.cend(),
                                    [property](const StructureDetail &each) { return each.property == property; });
    return found == change.details.cend() ? nullptr : &*found;
}

bool isStored(const ColumnDefinition &column)
{
    return !column.generated || column.generated->stored;
}

bool isUnique(const IndexDefinition &index)
{
    return index.kind == IndexDefinition::Kind::Primary || index.kind == IndexDefinition::Kind::Unique;
}

// Rows that exist need a value, and inserts that do not name the column fail.
bool needsValue(const ColumnDefinition &column)
{
    return !column.nullable && column.defaultValue.kind == DefaultValue::Kind::None && !column.autoIncrement
        && !column.generated;
}

// The documentation page "Deploy requests" lists them; binary strings have none.
bool isSupportedCharset(const QString &charset)
{
    static const QStringList supported{QStringLiteral("utf8"),   QStringLiteral("utf8mb4"), QStringLiteral("utf8mb3"),
                                       QStringLiteral("latin1"), QStringLiteral("ascii"),   QStringLiteral("binary")};
    return charset.isEmpty() || supported.contains(charset);
}

class Judge
{
public:
    Judge(const TableDefinition *before, const TableDefinition *after, QString table)
        : m_before(before), m_after(after), m_table(std::move(table))
    {}

    void column(const StructureChange &change);
    void index(const StructureChange &change);
    void foreignKey(const StructureChange &change);
    void others(const StructureChange &change);
    void renames(const QList<PossibleRename> &renames);
    void keys();
    void charsets();

    QList<Risk> risks;

    void add(Rule rule, Severity severity, const QString &part, const QString &title, const QString &detail,
             const QUrl &url = {})
    {
        risks.append(
            {rule, severity, part.isEmpty() ? m_table : m_table + QLatin1Char('.') + part, title, detail, url});
    }

private:
    const TableDefinition *m_before;
    const TableDefinition *m_after;
    QString m_table;
};

void Judge::column(const StructureChange &change)
{
    const auto *was = std::get_if<ColumnDefinition>(&change.before);
    const auto *is = std::get_if<ColumnDefinition>(&change.after);
    if (change.kind == Kind::Removed && was) {
        const QString name = visibleText(was->name);
        if (isStored(*was) && !was->generated)
            add(Rule::DropsData, Severity::Danger, was->name, T::tr("Drops column %1").arg(name),
                T::tr("The column and everything in it is gone once the change is applied."), deployPage());
        else
            add(Rule::DropsData, Severity::Note, was->name, T::tr("Removes generated column %1").arg(name),
                T::tr("Its values are computed from other columns, so no data is lost; queries that name it fail."));
        return;
    }
    if (change.kind == Kind::Added && is) {
        if (needsValue(*is))
            add(Rule::RequiredWithoutDefault, Severity::Caution, is->name,
                T::tr("New column %1 is required and has no default").arg(visibleText(is->name)),
                T::tr("Rows that exist get the type's empty value; an INSERT that does not name the column fails."));
        return;
    }
    if (change.kind != Kind::Changed || !was || !is || !m_before || !m_after)
        return;
    const QString name = visibleText(is->name);
    const ColumnType from = resolvedType(*was, *m_before);
    const ColumnType to = resolvedType(*is, *m_after);
    if (detailOf(change, Property::Type) && !sameType(from, to)) {
        if (const auto why = narrows(from, to))
            add(Rule::NarrowsType, Severity::Caution, is->name, T::tr("Narrows column %1").arg(name), *why,
                deployPage());
    }
    if (was->nullable && !is->nullable)
        add(Rule::BecomesRequired, Severity::Caution, is->name, T::tr("Column %1 becomes required").arg(name),
            T::tr("The deployment fails when a row holds NULL in it, and so does every INSERT that leaves it out."));
    if (was->autoIncrement && !is->autoIncrement)
        add(Rule::LosesAutoIncrement, Severity::Caution, is->name,
            T::tr("Column %1 no longer counts by itself").arg(name),
            T::tr("An INSERT that leaves it to AUTO_INCREMENT fails."));
}

void Judge::index(const StructureChange &change)
{
    const auto *was = std::get_if<IndexDefinition>(&change.before);
    const auto *is = std::get_if<IndexDefinition>(&change.after);
    const bool wasUnique = was && isUnique(*was);
    const bool isNowUnique = is && isUnique(*is);
    const IndexDefinition *any = is ? is : was;
    if (!any)
        return;
    const QString name = visibleText(any->name);
    const bool primary = any->kind == IndexDefinition::Kind::Primary;
    if (primary && change.kind == Kind::Changed) {
        add(Rule::ChangesPrimaryKey, Severity::Caution, any->name, T::tr("Changes the primary key"),
            T::tr("The deployment fails when the new key is not unique in the data."), keysPage());
        return;
    }
    const bool partsChanged =
        change.kind != Kind::Changed || detailOf(change, Property::Columns) || detailOf(change, Property::Kind);
    if (isNowUnique && partsChanged && m_before)
        add(Rule::NewUniqueKey, Severity::Caution, any->name,
            primary ? T::tr("New primary key") : T::tr("New unique key %1").arg(name),
            T::tr("The deployment fails when values repeat in the data."), keysPage());
    if (wasUnique && partsChanged)
        add(Rule::RemovesUniqueKey, Severity::Note, any->name,
            was->kind == IndexDefinition::Kind::Primary ? T::tr("Removes the primary key")
                                                        : T::tr("Removes unique key %1").arg(visibleText(was->name)),
            T::tr("Values may repeat from then on; after a repeated one a revert fails."), deployPage());
    else if (was && !wasUnique && change.kind == Kind::Removed)
        add(Rule::RemovesIndex, Severity::Note, any->name, T::tr("Removes index %1").arg(name),
            T::tr("Queries that used it become slower."));
    if (was && is && !was->invisible && is->invisible)
        add(Rule::RemovesIndex, Severity::Note, any->name, T::tr("Hides index %1").arg(name),
            T::tr("Queries no longer use it; it is still kept up to date."));
}

void Judge::foreignKey(const StructureChange &change)
{
    const auto *was = std::get_if<ForeignKeyDefinition>(&change.before);
    const auto *is = std::get_if<ForeignKeyDefinition>(&change.after);
    if (was && change.kind == Kind::Removed)
        add(Rule::RemovesForeignKey, Severity::Caution, was->name,
            T::tr("Removes foreign key %1").arg(visibleText(was->name)),
            T::tr("Rows may lose their counterpart in %1 from then on; a revert does not find those again.")
                .arg(visibleText(was->referencedTable)),
            foreignKeysPage());
    else if (is && change.kind == Kind::Added && m_before)
        add(Rule::NewForeignKey, Severity::Note, is->name, T::tr("New foreign key %1").arg(visibleText(is->name)),
            T::tr("Rows that exist are not checked against %1: those without a counterpart stay as they are.")
                .arg(visibleText(is->referencedTable)),
            foreignKeysPage());
}

void Judge::others(const StructureChange &change)
{
    switch (change.what) {
    case What::Check:
        if (const auto *is = std::get_if<CheckDefinition>(&change.after);
            is && is->enforced && change.kind != Kind::Moved && m_before)
            add(Rule::NewCheck, Severity::Caution, is->name, T::tr("New check %1").arg(visibleText(is->name)),
                T::tr("The deployment fails when a row in the data breaks it."));
        return;
    case What::Partitioning:
        for (const StructureDetail &detail : change.details) {
            if (detail.property == Property::Partition && detail.after.isEmpty())
                add(Rule::RemovesPartition, Severity::Danger, detail.subject,
                    T::tr("Removes partition %1").arg(visibleText(detail.subject)),
                    T::tr("Its rows are dropped, or have to fit another partition."));
        }
        return;
    case What::Option:
        if (const auto *is = std::get_if<NamedOption>(&change.after); is && is->name == QLatin1String("ENGINE")
            && is->value.compare(QLatin1String("InnoDB"), Qt::CaseInsensitive))
            add(Rule::UnsupportedEngine, Severity::Danger, {}, T::tr("Storage engine %1").arg(visibleText(is->value)),
                T::tr("PlanetScale runs InnoDB tables only."));
        return;
    default:
        return;
    }
}

void Judge::renames(const QList<PossibleRename> &renames)
{
    for (const PossibleRename &each : renames) {
        if (!each.losesData)
            continue;
        add(Rule::LooksLikeRename, Severity::Danger, each.from,
            T::tr("%1 → %2 looks like a rename").arg(visibleText(each.from), visibleText(each.to)), each.sentence,
            renamesPage());
    }
}

void Judge::keys()
{
    if (!m_after)
        return;
    if (rowKeys(*m_after).isEmpty()) {
        add(Rule::NoRowKey, Severity::Danger, {}, T::tr("No unique key without NULL"),
            T::tr("PlanetScale deploys only tables whose rows a key tells apart; a primary key does."), keysPage());
        return;
    }
    if (m_before) {
        const UniqueKeySharing sharing = uniqueKeySharing(*m_before, *m_after);
        if (!sharing.shared)
            add(Rule::NoSharedKey, Severity::Danger, {}, T::tr("No key in common"), sharing.reason, keysPage());
    }
    if (!m_after->primaryKey())
        add(Rule::NoPrimaryKey, Severity::Note, {}, T::tr("No primary key"),
            T::tr("Another unique key stands in for it; a primary key is recommended."), keysPage());
}

void Judge::charsets()
{
    if (!m_after)
        return;
    const QString is = tableCharset(*m_after);
    const QString was = m_before ? tableCharset(*m_before) : QString();
    if (!isSupportedCharset(is) && is != was)
        add(Rule::UnsupportedCharset, Severity::Danger, {}, T::tr("Character set %1").arg(visibleText(is)),
            T::tr("PlanetScale deploys utf8, utf8mb3, utf8mb4, latin1 and ascii only."), deployPage());
    else if (m_before && canonicalCharset(is) != canonicalCharset(was))
        add(Rule::ChangesCharset, holdsAllOf(is, was) ? Severity::Note : Severity::Caution, {},
            T::tr("Character set %1 → %2").arg(visibleText(was), visibleText(is)),
            holdsAllOf(is, was)
                ? T::tr("Every text fits; comparisons and the order of texts may change with the collation.")
                : T::tr("Texts with characters that %1 does not have make the deployment fail.").arg(visibleText(is)),
            deployPage());
    for (const ColumnDefinition &column : m_after->columns) {
        const QString own = column.type.charset;
        const ColumnDefinition *before = m_before ? m_before->column(column.name) : nullptr;
        const bool isNew = !before || before->type.charset != own;
        if (isNew && !isSupportedCharset(own))
            add(Rule::UnsupportedCharset, Severity::Danger, column.name,
                T::tr("Character set %1").arg(visibleText(own)),
                T::tr("PlanetScale deploys utf8, utf8mb3, utf8mb4, latin1 and ascii only."), deployPage());
    }
}

const TableDefinition *tableOf(const std::optional<SchemaObject> &object)
{
    return object ? std::get_if<TableDefinition>(&*object) : nullptr;
}

QString nameOf(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after)
{
    return after ? objectName(*after) : before ? objectName(*before) : QString();
}

void judgeObject(Judge &judge, const StructureChange &change)
{
    if (change.kind != Kind::Removed)
        return;
    const QString name = visibleText(change.name);
    if (change.what == What::View) {
        judge.add(Rule::RemovesView, Severity::Caution, {}, T::tr("Removes view %1").arg(name),
                  T::tr("No data is lost; queries that read the view fail."));
        return;
    }
    judge.add(Rule::DropsData, Severity::Danger, {}, T::tr("Drops table %1").arg(name),
              T::tr("The table and all its rows are gone once the change is applied."), deployPage());
}

} // namespace

QList<SchemaRisk> schemaRisks(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff)
{
    Judge judge(tableOf(before), tableOf(after), nameOf(before, after));
    for (const StructureChange &change : diff.changes) {
        switch (change.what) {
        case What::Table:
        case What::View:
            judgeObject(judge, change);
            break;
        case What::Column:
            judge.column(change);
            break;
        case What::Index:
            judge.index(change);
            break;
        case What::ForeignKey:
            judge.foreignKey(change);
            break;
        case What::Check:
        case What::Partitioning:
        case What::Option:
            judge.others(change);
            break;
        }
    }
    judge.renames(diff.possibleRenames);
    if (diff.hasRealChange()) {
        judge.keys();
        judge.charsets();
    }
    QList<Risk> risks = judge.risks;
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

RevertForecast revertForecast(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff)
{
    RevertForecast forecast;
    const TableDefinition *was = tableOf(before);
    const TableDefinition *is = tableOf(after);
    const QString table = visibleText(nameOf(before, after));
    for (const StructureChange &change : diff.changes) {
        const QString name = table + QLatin1Char('.') + visibleText(change.name);
        if (change.what == What::Table && change.kind == Kind::Added && is) {
            forecast.loses.append(T::tr("Rows written to the new table %1.").arg(table));
        } else if (change.what == What::Table && change.kind == Kind::Removed && was && !was->foreignKeys.isEmpty()) {
            forecast.orphans.append(
                T::tr("%1 comes back as it was dropped; the tables it refers to have gone on.").arg(table));
        } else if (change.what == What::ForeignKey && change.kind != Kind::Added) {
            forecast.orphans.append(T::tr("Rows written without foreign key %1.").arg(name));
        } else if (change.what == What::Index && change.kind != Kind::Added) {
            const auto *index = std::get_if<IndexDefinition>(&change.before);
            if (index && isUnique(*index))
                forecast.mayFail.append(T::tr("Values that repeat in what unique key %1 covered.").arg(name));
        } else if (change.what == What::Column && was) {
            const auto *from = std::get_if<ColumnDefinition>(&change.before);
            const auto *to = std::get_if<ColumnDefinition>(&change.after);
            if (change.kind == Kind::Added && to && !to->generated)
                forecast.loses.append(T::tr("What was written to the new column %1.").arg(name));
            else if (change.kind == Kind::Removed && from && needsValue(*from))
                forecast.mayFail.append(
                    T::tr("New rows: %1 was required and had no default, so there is no value to give them.")
                        .arg(name));
            else if (change.kind == Kind::Changed && from && to && is) {
                if (narrows(resolvedType(*to, *is), resolvedType(*from, *was)))
                    forecast.mayFail.append(
                        T::tr("Values in %1 that do not fit %2.").arg(name, visibleText(typeText(from->type))));
                if (!from->nullable && to->nullable)
                    forecast.mayFail.append(T::tr("NULL in %1.").arg(name));
            }
        }
    }
    return forecast;
}

QStringList instantObstacles(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                             const StructureDiff &diff)
{
    QStringList obstacles;
    if (!tableOf(before) || !tableOf(after))
        return obstacles; // whole tables and views are made and dropped at once
    for (const StructureChange &change : diff.changes) {
        if (!change.real)
            continue;
        const QString name = visibleText(change.name);
        const auto *is = std::get_if<ColumnDefinition>(&change.after);
        switch (change.what) {
        case What::Index:
            obstacles.append(change.kind == Kind::Removed ? T::tr("Index %1 is removed.").arg(name)
                                                          : T::tr("Index %1 is built.").arg(name));
            break;
        case What::ForeignKey:
            obstacles.append(T::tr("Foreign key %1 changes.").arg(name));
            break;
        case What::Check:
            obstacles.append(T::tr("Check %1 changes.").arg(name));
            break;
        case What::Partitioning:
            obstacles.append(T::tr("The partitions change."));
            break;
        case What::Option:
            obstacles.append(T::tr("The table's option %1 changes.").arg(name));
            break;
        case What::Column:
            if (change.kind == Kind::Moved) {
                obstacles.append(T::tr("Columns change their places."));
            } else if (change.kind == Kind::Added && is
                       && (is->defaultValue.kind == DefaultValue::Kind::Expression
                           || is->defaultValue.kind == DefaultValue::Kind::Function)) {
                obstacles.append(T::tr("New column %1 has a default that is not a literal.").arg(name));
            } else if (change.kind == Kind::Changed) {
                const bool isEnum =
                    is && (is->type.name == QLatin1String("enum") || is->type.name == QLatin1String("set"));
                if (const StructureDetail *type = detailOf(change, Property::Type); type && type->real && !isEnum)
                    obstacles.append(T::tr("Column %1 changes its type.").arg(name));
                if (detailOf(change, Property::Nullable))
                    obstacles.append(T::tr("Column %1 changes between NULL and NOT NULL.").arg(name));
            }
            break;
        case What::Table:
        case What::View:
            break;
        }
    }
    return obstacles;
}

} // namespace orrery::models
