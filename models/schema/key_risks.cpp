// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/key_risks.h"

#include "models/core/text.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/structure_details.h"
#include "models/schema/unique_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {

using Rule = SchemaRisk::Rule;
using Severity = SchemaRisk::Severity;
using Kind = StructureChange::Kind;
using What = StructureChange::What;
using Action = ForeignKeyDefinition::Action;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::KeyRisks)
};

bool isUnique(const IndexDefinition &index)
{
    return index.kind == IndexDefinition::Kind::Primary || index.kind == IndexDefinition::Kind::Unique;
}

bool isSearchTree(const IndexDefinition &index)
{
    return isUnique(index) || index.kind == IndexDefinition::Kind::Plain;
}

bool sameName(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

QString joined(const QStringList &names)
{
    return names.join(QChar(0));
}

/// Whether queries that look up by `index` can do so by `other`: it begins with the same parts, and looks at no less of them.
bool servesFor(const IndexDefinition &other, const IndexDefinition &index)
{
    const bool sameSort = isSearchTree(index) ? isSearchTree(other) : other.kind == index.kind;
    // Full text is searched over exactly the columns of an index.
    const bool enough =
        isSearchTree(index) ? other.parts.size() >= index.parts.size() : other.parts.size() == index.parts.size();
    if (!sameSort || !enough)
        return false;
    return std::equal(
        index.parts.cbegin(), index.parts.cend(), other.parts.cbegin(),
        [](const IndexPart &part, const IndexPart &candidate) {
            return sameName(part.column, candidate.column) && sameSql(part.expression, candidate.expression)
                && (!candidate.prefixLength || (part.prefixLength && *part.prefixLength <= *candidate.prefixLength));
        });
}

QString onDelete(const ForeignKeyDefinition &key)
{
    const QString parent = visibleText(key.referencedTable);
    const QString columns = visibleText(key.columns.join(QStringLiteral(", ")));
    switch (key.onDelete) {
    case Action::Cascade:
        return T::tr("Deleting a row of %1 also deletes the rows here that refer to it.").arg(parent);
    case Action::SetNull:
        return T::tr("Deleting a row of %1 sets %2 to NULL in the rows here that refer to it.").arg(parent, columns);
    case Action::SetDefault:
        return T::tr("InnoDB does not accept SET DEFAULT.");
    case Action::Unspecified:
    case Action::NoAction:
    case Action::Restrict:
        break;
    }
    return T::tr("Deleting a row of %1 that rows here refer to fails.").arg(parent);
}

QString onUpdate(const ForeignKeyDefinition &key)
{
    const QString parent = visibleText(key.referencedTable);
    const QString columns = visibleText(key.columns.join(QStringLiteral(", ")));
    switch (key.onUpdate) {
    case Action::Cascade:
        return T::tr("Changing the key of a row of %1 also changes %2 in the rows here that refer to it.")
            .arg(parent, columns);
    case Action::SetNull:
        return T::tr("Changing the key of a row of %1 sets %2 to NULL in the rows here that refer to it.")
            .arg(parent, columns);
    case Action::SetDefault:
        return T::tr("InnoDB does not accept SET DEFAULT.");
    case Action::Unspecified:
    case Action::NoAction:
    case Action::Restrict:
        break;
    }
    return T::tr("Changing the key of a row of %1 that rows here refer to fails.").arg(parent);
}

/// NO ACTION and RESTRICT are one to InnoDB, and what holds when nothing is said.
Action meant(Action action)
{
    return action == Action::NoAction || action == Action::Restrict ? Action::Unspecified : action;
}

class KeyJudge
{
public:
    KeyJudge(const StructureDiff &diff, const TableDefinition &before, const TableDefinition &after, RiskList &risks)
        : m_diff(diff), m_before(before), m_after(after), m_breakable(breakableKeys(before, after)),
          m_relaxed(breakableKeys(after, before)), m_risks(risks)
    {}

    void judge()
    {
        for (const StructureChange &change : m_diff.changes) {
            if (!change.real || change.kind == Kind::Moved)
                continue;
            if (change.what == What::Index)
                index(change);
            else if (change.what == What::ForeignKey)
                foreignKey(change);
            else if (change.what == What::Check)
                check(change);
        }
        equalValues();
    }

private:
    [[nodiscard]] bool isRenamed(const StructureChange &change) const
    {
        return std::any_of(
            m_diff.possibleRenames.cbegin(), m_diff.possibleRenames.cend(), [&change](const PossibleRename &rename) {
                return rename.what == change.what && rename.confidence == PossibleRename::Confidence::Certain
                    && ((change.kind == Kind::Removed && rename.from == change.name)
                        || (change.kind == Kind::Added && rename.to == change.name));
            });
    }

    static bool isNewRule(const QList<BreakableKey> &keys, const QString &name)
    {
        return std::any_of(keys.cbegin(), keys.cend(),
                           [&name](const BreakableKey &key) { return key.isNewRule && sameName(key.name, name); });
    }

    void index(const StructureChange &change)
    {
        if (isRenamed(change))
            return;
        const auto *was = std::get_if<IndexDefinition>(&change.before);
        const auto *is = std::get_if<IndexDefinition>(&change.after);
        const bool stricter = is && isUnique(*is) && isNewRule(m_breakable, is->name);
        const bool looser = was && isUnique(*was) && isNewRule(m_relaxed, was->name);
        const bool wasPrimary = was && was->kind == IndexDefinition::Kind::Primary;
        const bool isPrimary = is && is->kind == IndexDefinition::Kind::Primary;
        if (stricter || looser) {
            const IndexDefinition &any = is ? *is : *was;
            const Rule rule = wasPrimary && isPrimary ? Rule::ChangesPrimaryKey
                : stricter                            ? Rule::NewUniqueKey
                                                      : Rule::RemovesUniqueKey;
            QStringList details;
            if (stricter)
                details.append(newRuleDetail(*is));
            if (looser)
                details.append(T::tr("Values may repeat that could not before; once they do, a revert fails."));
            m_risks.add(rule, stricter ? Severity::Caution : Severity::Note, any.name,
                        uniqueTitle(was, is, stricter, looser), details.join(QLatin1Char(' ')),
                        looser && !stricter ? risk_pages::deployRequests() : risk_pages::uniqueKeys());
        }
        // A key that forbids less, or nothing, is also an index that is gone.
        if (was && !(looser && change.kind == Kind::Removed))
            lookups(*was, is);
        if (was && is && !was->invisible && is->invisible)
            m_risks.add(Rule::RemovesIndex, Severity::Note, is->name,
                        T::tr("Hides index %1").arg(visibleText(is->name)),
                        T::tr("Queries no longer use it; it is still kept up to date."));
    }

    [[nodiscard]] QString newRuleDetail(const IndexDefinition &key) const
    {
        const bool allNew = std::all_of(key.parts.cbegin(), key.parts.cend(), [this](const IndexPart &part) {
            const ColumnDefinition *column = m_after.column(part.column);
            return column && !column->generated && !m_before.column(part.column)
                && column->defaultValue.kind != DefaultValue::Kind::Expression;
        });
        return allNew ? T::tr("The deployment fails when the table has more than one row: each gets the same value.")
                      : T::tr("The deployment fails when values repeat in the data.");
    }

    static QString uniqueTitle(const IndexDefinition *was, const IndexDefinition *is, bool stricter, bool looser)
    {
        const bool wasPrimary = was && was->kind == IndexDefinition::Kind::Primary;
        const bool isPrimary = is && is->kind == IndexDefinition::Kind::Primary;
        const QString name = visibleText(is ? is->name : was->name);
        if (was && is && isUnique(*was) && isUnique(*is)) {
            if (wasPrimary && isPrimary)
                return stricter && looser ? T::tr("Changes the primary key")
                    : stricter            ? T::tr("The primary key becomes stricter")
                                          : T::tr("The primary key becomes looser");
            return stricter && looser ? T::tr("Changes unique key %1").arg(name)
                : stricter            ? T::tr("Unique key %1 becomes stricter").arg(name)
                                      : T::tr("Unique key %1 becomes looser").arg(name);
        }
        if (stricter)
            return isPrimary ? T::tr("New primary key") : T::tr("New unique key %1").arg(name);
        return wasPrimary ? T::tr("Removes the primary key") : T::tr("Removes unique key %1").arg(name);
    }

    /// `is`: the index of the same name; null when there is none.
    void lookups(const IndexDefinition &was, const IndexDefinition *is)
    {
        if (was.invisible || was.kind == IndexDefinition::Kind::Primary || (is && servesFor(*is, was)))
            return;
        const auto other =
            std::find_if(m_after.indexes.cbegin(), m_after.indexes.cend(),
                         [&was](const IndexDefinition &each) { return !each.invisible && servesFor(each, was); });
        const bool served = other != m_after.indexes.cend();
        if (served && is)
            return;
        const QString name = visibleText(was.name);
        if (was.kind == IndexDefinition::Kind::FullText && !served) {
            m_risks.add(Rule::RemovesIndex, Severity::Caution, was.name,
                        is ? T::tr("Changes full-text index %1").arg(name)
                           : T::tr("Removes full-text index %1").arg(name),
                        T::tr("Queries with MATCH … AGAINST on its former columns fail."));
            return;
        }
        m_risks.add(Rule::RemovesIndex, Severity::Note, was.name,
                    is ? T::tr("Changes index %1").arg(name) : T::tr("Removes index %1").arg(name),
                    served ? T::tr("Queries can use index %1 instead, which begins with the same columns.")
                                 .arg(visibleText(other->name))
                           : T::tr("Queries that used it become slower."));
    }

    void foreignKey(const StructureChange &change)
    {
        const auto *was = std::get_if<ForeignKeyDefinition>(&change.before);
        const auto *is = std::get_if<ForeignKeyDefinition>(&change.after);
        if (was && !is)
            is = counterpart(*was, m_before, m_after);
        else if (is && !was && counterpart(*is, m_after, m_before))
            return; // it is judged where the old one is
        if (was && !is) {
            m_risks.add(Rule::RemovesForeignKey, Severity::Caution, was->name,
                        T::tr("Removes foreign key %1").arg(visibleText(was->name)),
                        T::tr("Rows may lose their counterpart in %1 from then on; a revert does not find those again.")
                            .arg(visibleText(was->referencedTable)),
                        risk_pages::foreignKeys());
        } else if (is && !was) {
            m_risks.add(Rule::NewForeignKey, Severity::Note, is->name,
                        T::tr("New foreign key %1").arg(visibleText(is->name)),
                        unchecked(*is) + QLatin1Char(' ') + onDelete(*is), risk_pages::foreignKeys());
        } else if (was && is) {
            changedForeignKey(*was, *is);
        }
    }

    static QString unchecked(const ForeignKeyDefinition &key)
    {
        return T::tr("Rows that exist are not checked against %1: those without a counterpart stay as they are.")
            .arg(visibleText(key.referencedTable));
    }

    void changedForeignKey(const ForeignKeyDefinition &was, const ForeignKeyDefinition &is)
    {
        QStringList details;
        const bool sameRows = asksForSameRows(was, is);
        if (!sameRows)
            details.append(unchecked(is));
        if (!sameRows || meant(was.onDelete) != meant(is.onDelete))
            details.append(onDelete(is));
        if (meant(was.onUpdate) != meant(is.onUpdate))
            details.append(onUpdate(is));
        if (details.isEmpty())
            return; // another name, or what MySQL reads over
        m_risks.add(Rule::ChangesForeignKey, Severity::Caution, is.name,
                    sameRows ? T::tr("Foreign key %1 acts differently").arg(visibleText(is.name))
                             : T::tr("Changes foreign key %1").arg(visibleText(is.name)),
                    details.join(QLatin1Char(' ')), risk_pages::foreignKeys());
    }

    void check(const StructureChange &change)
    {
        const auto *was = std::get_if<CheckDefinition>(&change.before);
        const auto *is = std::get_if<CheckDefinition>(&change.after);
        const bool stricter = is && is->enforced && !isEnforcedBy(m_before, *is);
        const bool looser = was && was->enforced && !isEnforcedBy(m_after, *was);
        const bool changed = was && is && was->enforced && is->enforced;
        const QString name = visibleText(is ? is->name : change.name);
        const QString breaks = T::tr("The deployment fails when a row in the data breaks it.");
        const QString relaxed =
            T::tr("Rows may be written that it refused before; once there are any, a revert fails.");
        if (stricter)
            m_risks.add(Rule::NewCheck, Severity::Caution, is->name,
                        changed ? T::tr("Changes check %1").arg(name) : T::tr("New check %1").arg(name),
                        looser ? breaks + QLatin1Char(' ') + relaxed : breaks);
        else if (looser)
            m_risks.add(Rule::RemovesCheck, Severity::Note, was->name,
                        is ? T::tr("Check %1 is no longer enforced").arg(name) : T::tr("Removes check %1").arg(name),
                        relaxed, risk_pages::deployRequests());
    }

    /// Keys that stay as they are over columns that do not.
    void equalValues()
    {
        for (const BreakableKey &key : m_breakable) {
            if (key.isNewRule)
                continue;
            m_risks.add(Rule::MakesValuesEqual, Severity::Caution, key.name,
                        key.name == QLatin1String("PRIMARY")
                            ? T::tr("Values may repeat in the primary key")
                            : T::tr("Values may repeat in unique key %1").arg(visibleText(key.name)),
                        key.reason + QLatin1Char(' ')
                            + T::tr("The deployment fails when that makes two rows the same."),
                        risk_pages::uniqueKeys());
        }
    }

    const StructureDiff &m_diff;
    const TableDefinition &m_before;
    const TableDefinition &m_after;
    QList<BreakableKey> m_breakable;
    QList<BreakableKey> m_relaxed; ///< keys of the old table that rows of the new one may break
    RiskList &m_risks;
};

} // namespace

const ForeignKeyDefinition *counterpart(const ForeignKeyDefinition &key, const TableDefinition &own,
                                        const TableDefinition &other)
{
    const auto named = [](const TableDefinition &table, const QString &name) -> const ForeignKeyDefinition * {
        const auto found =
            std::find_if(table.foreignKeys.cbegin(), table.foreignKeys.cend(),
                         [&name](const ForeignKeyDefinition &each) { return sameName(each.name, name); });
        return found == table.foreignKeys.cend() ? nullptr : &*found;
    };
    if (const ForeignKeyDefinition *same = named(other, key.name))
        return same;
    const ForeignKeyDefinition *nearest = nullptr;
    for (const ForeignKeyDefinition &each : other.foreignKeys) {
        if (named(own, each.name)) // it stands for that one
            continue;
        if (asksForSameRows(key, each))
            return &each;
        if (!nearest && sameName(joined(key.columns), joined(each.columns)))
            nearest = &each;
    }
    return nearest;
}

bool asksForSameRows(const ForeignKeyDefinition &before, const ForeignKeyDefinition &after)
{
    return sameName(joined(before.columns), joined(after.columns)) && before.referencedSchema == after.referencedSchema
        && before.referencedTable == after.referencedTable
        && sameName(joined(before.referencedColumns), joined(after.referencedColumns));
}

bool isEnforcedBy(const TableDefinition &table, const CheckDefinition &check)
{
    return std::any_of(table.checks.cbegin(), table.checks.cend(),
                       [&check](const CheckDefinition &each) { return each.enforced && sameCheckBody(each, check); });
}

void judgeKeys(const StructureDiff &diff, const TableDefinition &before, const TableDefinition &after, RiskList &risks)
{
    KeyJudge(diff, before, after, risks).judge();
}

} // namespace orrery::models
