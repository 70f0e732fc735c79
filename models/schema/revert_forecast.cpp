// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/text.h"
#include "models/schema/column_types.h"
#include "models/schema/column_values.h"
#include "models/schema/key_risks.h"
#include "models/schema/partition_risks.h"
#include "models/schema/schema_objects.h"
#include "models/schema/schema_risks.h"
#include "models/schema/unique_keys.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::RevertForecast)
};

using What = StructureChange::What;
using Kind = StructureChange::Kind;

/// Goes from the table as it is deployed back to the one before: until then rows were written by the rules of the former.
class WayBack
{
public:
    WayBack(const TableDefinition &was, const TableDefinition &is, QString table, RevertForecast &forecast)
        : m_was(was), m_is(is), m_table(std::move(table)), m_forecast(forecast)
    {}

    void column(const StructureChange &change)
    {
        const auto *from = std::get_if<ColumnDefinition>(&change.before);
        const auto *to = std::get_if<ColumnDefinition>(&change.after);
        const QString name = part(change.name);
        if (from && from->generated && from->generated->stored)
            computedAgain(*from, to, name);
        if (change.kind == Kind::Added && to && !to->generated)
            m_forecast.loses.append(T::tr("What was written to the new column %1.").arg(name));
        else if (change.kind == Kind::Removed && from && needsValue(*from))
            m_forecast.mayFail.append(
                T::tr("New rows: %1 was required and had no default, so there is no value to give them.").arg(name));
        else if (change.kind == Kind::Changed && from && to)
            changedColumn(*from, *to, name);
    }

    void keys()
    {
        const QList<BreakableKey> keys = breakableKeys(m_is, m_was);
        for (const BreakableKey &key : keys) {
            const QString name = part(key.name);
            m_forecast.mayFail.append(
                key.isNewRule
                    ? T::tr("Values that repeat in what unique key %1 covered.").arg(name)
                    : T::tr("Values of unique key %1 that were different until then. %2").arg(name, key.reason));
        }
    }

    void foreignKeys()
    {
        for (const ForeignKeyDefinition &key : m_was.foreignKeys) {
            const ForeignKeyDefinition *now = counterpart(key, m_was, m_is);
            if (!now || !asksForSameRows(key, *now))
                m_forecast.orphans.append(T::tr("Rows written without foreign key %1.").arg(part(key.name)));
        }
    }

    void checks()
    {
        for (const CheckDefinition &check : m_was.checks) {
            if (check.enforced && !isEnforcedBy(m_is, check))
                m_forecast.mayFail.append(T::tr("Rows that break check %1.").arg(part(check.name)));
        }
    }

    void partitions()
    {
        const QStringList dropped = droppedPartitions(m_was.partitioning, m_is.partitioning);
        for (const QString &name : dropped)
            m_forecast.loses.append(T::tr("Rows that were dropped with partition %1.").arg(part(name)));
        if (!droppedPartitions(m_is.partitioning, m_was.partitioning).isEmpty()
            || leavesNoPartition(m_is.partitioning, m_was.partitioning))
            m_forecast.mayFail.append(T::tr("Rows that none of the former partitions of %1 takes.").arg(m_table));
    }

private:
    [[nodiscard]] QString part(const QString &name) const { return m_table + QLatin1Char('.') + visibleText(name); }

    /// A stored value has to fit, also that of a row which was written while there was no such column, or another one.
    void computedAgain(const ColumnDefinition &from, const ColumnDefinition *to, const QString &name)
    {
        if (!to || !to->generated || !to->generated->stored || !hasSameExpression(from, *to))
            m_forecast.mayFail.append(T::tr("Rows whose value of generated column %1 does not fit it.").arg(name));
    }

    void changedColumn(const ColumnDefinition &from, const ColumnDefinition &to, const QString &name)
    {
        if (from.generated && to.generated)
            return; // computed again
        if (from.generated) {
            m_forecast.loses.append(T::tr("What was written to %1, which is computed again.").arg(name));
            return;
        }
        if (to.generated) {
            if (needsValue(from))
                m_forecast.mayFail.append(
                    T::tr("New rows: %1 is computed until then, and there is no value to give them.").arg(name));
            else
                m_forecast.loses.append(T::tr("The values of %1 in rows written until then.").arg(name));
            return;
        }
        if (narrows(resolvedType(to, m_is), resolvedType(from, m_was)))
            m_forecast.mayFail.append(
                T::tr("Values in %1 that do not fit %2.").arg(name, visibleText(typeText(from.type))));
        if (!from.nullable && to.nullable)
            m_forecast.mayFail.append(T::tr("NULL in %1.").arg(name));
    }

    const TableDefinition &m_was;
    const TableDefinition &m_is;
    QString m_table;
    RevertForecast &m_forecast;
};

void wholeTable(const StructureChange &change, const QString &table, RevertForecast &forecast)
{
    if (change.kind == Kind::Added)
        forecast.loses.append(T::tr("Rows written to the new table %1.").arg(table));
    const auto *was = std::get_if<TableDefinition>(&change.before);
    if (change.kind == Kind::Removed && was && !was->foreignKeys.isEmpty())
        forecast.orphans.append(
            T::tr("%1 comes back as it was dropped; the tables it refers to have gone on.").arg(table));
}

} // namespace

RevertForecast revertForecast(const std::optional<SchemaObject> &before, const std::optional<SchemaObject> &after,
                              const StructureDiff &diff)
{
    RevertForecast forecast;
    const TableDefinition *was = tableOf(before);
    const TableDefinition *is = tableOf(after);
    if (was && is) {
        WayBack back(*was, *is, visibleText(was->name), forecast);
        for (const StructureChange &change : diff.changes) {
            if (change.what == What::Column && change.real)
                back.column(change);
        }
        back.keys();
        back.foreignKeys();
        back.checks();
        back.partitions();
        return forecast;
    }
    for (const StructureChange &change : diff.changes) {
        if (change.what == What::Table)
            wholeTable(change, visibleText(change.name), forecast);
    }
    return forecast;
}

} // namespace orrery::models
