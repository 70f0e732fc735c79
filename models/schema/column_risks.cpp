// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/column_risks.h"

#include "models/core/text.h"
#include "models/schema/column_types.h"
#include "models/schema/column_values.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/sql_tokens.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

using Rule = SchemaRisk::Rule;
using Severity = SchemaRisk::Severity;
using Kind = StructureChange::Kind;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::ColumnRisks)
};

QString shownDefault(const ColumnDefinition &column)
{
    return visibleText(defaultText(column.defaultValue));
}

bool hasDefault(const ColumnDefinition &column)
{
    return column.defaultValue.kind != DefaultValue::Kind::None && column.defaultValue.kind != DefaultValue::Kind::Null;
}

QString misfits()
{
    return T::tr("The deployment fails when a value does not fit the column.");
}

/// One column that both tables have.
class ChangedColumn
{
public:
    ChangedColumn(const ColumnDefinition &was, const TableDefinition &before, const ColumnDefinition &is,
                  const TableDefinition &after, RiskList &risks)
        : m_was(was), m_is(is), m_from(resolvedType(was, before)), m_to(resolvedType(is, after)),
          m_name(visibleText(is.name)), m_risks(risks)
    {}

    void judge()
    {
        if (generated())
            return;
        type();
        required();
        if (!m_is.generated) {
            counter();
            defaultValue();
            onUpdate();
        }
        visibility();
    }

private:
    void add(Rule rule, Severity severity, const QString &title, const QString &detail, const QUrl &page = {})
    {
        m_risks.add(rule, severity, m_is.name, title, detail, page);
    }

    /// Whether that says all: the column's values do not come from where they came from.
    bool generated()
    {
        if (m_was.generated && !m_is.generated) {
            becomesRegular();
            return true;
        }
        if (!m_was.generated && m_is.generated) {
            add(Rule::BecomesGenerated, Severity::Danger, T::tr("Column %1 becomes generated").arg(m_name),
                withMisfits(
                    T::tr("What was written to it is replaced by the expression's value in every row. Statements "
                          "that write to it fail.")));
            return true;
        }
        if (!hasSameExpression(m_was, m_is))
            add(Rule::ChangesExpression, Severity::Caution,
                T::tr("Generated column %1 has a new expression").arg(m_name),
                withMisfits(T::tr("It is computed anew in every row, and the former values are gone.")));
        else if (m_was.generated && m_was.generated->stored != m_is.generated->stored)
            add(Rule::ChangesGeneratedStorage, Severity::Note,
                m_is.generated->stored ? T::tr("Generated column %1 becomes stored").arg(m_name)
                                       : T::tr("Generated column %1 becomes virtual").arg(m_name),
                m_is.generated->stored
                    ? withMisfits(
                        T::tr("Its values stay the same and take space in every row; MySQL cannot do it in place."))
                    : T::tr("Its values stay the same and are computed when they are read; MySQL cannot do it in "
                            "place."));
        return false;
    }

    /// Values are checked when they are stored.
    [[nodiscard]] QString withMisfits(const QString &detail) const
    {
        return m_is.generated->stored ? detail + QLatin1Char(' ') + misfits() : detail;
    }

    void becomesRegular()
    {
        // Vitess copies no generated column (see isCopied), so the new one has in every row what an INSERT without it gives.
        QString detail;
        if (needsValue(m_is))
            detail =
                T::tr("An online deployment does not copy generated columns, and there is no default to use instead: "
                      "it fails when the table has rows.");
        else if (isNullByDefault(m_is))
            detail = T::tr("An online deployment does not copy generated columns: %1 is NULL in every row afterwards.")
                         .arg(m_name);
        else if (hasDefault(m_is))
            detail = T::tr("An online deployment does not copy generated columns: %1 is %2 in every row afterwards.")
                         .arg(m_name, shownDefault(m_is));
        else
            detail =
                T::tr("An online deployment does not copy generated columns: the values of %1 are lost.").arg(m_name);
        add(Rule::LosesGeneratedValues, Severity::Danger, T::tr("Column %1 is no longer generated").arg(m_name),
            detail);
    }

    void type()
    {
        if (sameType(m_from, m_to))
            return;
        if (const auto why = narrows(m_from, m_to))
            add(Rule::NarrowsType, Severity::Caution, T::tr("Narrows column %1").arg(m_name), *why,
                risk_pages::deployRequests());
        // What comes from the table's default is said once, of the table.
        const bool ownCollation =
            m_was.type.charset != m_is.type.charset || m_was.type.collation != m_is.type.collation;
        if (ownCollation && hasCharset(m_from) && hasCharset(m_to) && m_from.collation != m_to.collation)
            add(Rule::ChangesCollation, Severity::Note, T::tr("Column %1 compares texts differently").arg(m_name),
                T::tr("Its collation changes from %1 to %2: which texts are equal, and how they sort, can change.")
                    .arg(visibleText(m_from.collation), visibleText(m_to.collation)));
    }

    void required()
    {
        if (!m_was.nullable || m_is.nullable)
            return;
        QString detail;
        if (m_is.generated)
            detail = T::tr("The deployment fails when its expression gives NULL in a row.");
        else if (needsValue(m_is))
            detail =
                T::tr("The deployment fails when a row holds NULL in it, and so does every INSERT that leaves it out.");
        else
            detail =
                T::tr("The deployment fails when a row holds NULL in it, and so does every INSERT that writes NULL.");
        add(Rule::BecomesRequired, Severity::Caution, T::tr("Column %1 becomes required").arg(m_name), detail);
    }

    void counter()
    {
        if (!m_was.autoIncrement || m_is.autoIncrement)
            return;
        add(Rule::LosesAutoIncrement, Severity::Caution, T::tr("Column %1 loses AUTO_INCREMENT").arg(m_name),
            needsValue(m_is) ? T::tr("An INSERT that leaves it to AUTO_INCREMENT fails.")
                             : T::tr("An INSERT that leaves it to AUTO_INCREMENT gets the column's default instead."));
    }

    void defaultValue()
    {
        const bool becomesRequired = m_was.nullable && !m_is.nullable;
        if (m_was.autoIncrement || needsValue(m_was))
            return;
        const QString title = T::tr("Column %1 loses its default").arg(m_name);
        if (needsValue(m_is)) {
            if (!becomesRequired) // which says it already
                add(Rule::LosesDefault, Severity::Caution, title,
                    T::tr("An INSERT that does not name the column fails."));
        } else if (hasDefault(m_was) && isNullByDefault(m_is)) {
            add(Rule::LosesDefault, Severity::Caution, title,
                T::tr("New rows that do not name it get NULL instead of %1.").arg(shownDefault(m_was)));
        } else if (hasDefault(m_was) && !hasDefault(m_is) && !m_is.type.members.isEmpty()) {
            const QString first = quotedText(m_is.type.members.constFirst());
            if (defaultText(m_was.defaultValue) != first)
                add(Rule::LosesDefault, Severity::Caution, title,
                    T::tr("New rows that do not name it get %1, the first listed value, instead of %2.")
                        .arg(visibleText(first), shownDefault(m_was)));
        }
    }

    void onUpdate()
    {
        if (!m_was.onUpdate.isEmpty() && m_is.onUpdate.isEmpty())
            add(Rule::ChangesOnUpdate, Severity::Caution, T::tr("Column %1 no longer follows updates").arg(m_name),
                T::tr("An UPDATE that does not name it leaves it as it is."));
        else if (m_was.onUpdate.isEmpty() && !m_is.onUpdate.isEmpty())
            add(Rule::ChangesOnUpdate, Severity::Note, T::tr("Column %1 follows updates").arg(m_name),
                T::tr("An UPDATE that does not name it sets it to the current time."));
    }

    void visibility()
    {
        if (m_was.invisible == m_is.invisible)
            return;
        if (m_is.invisible)
            add(Rule::ChangesVisibility, Severity::Caution, T::tr("Hides column %1").arg(m_name),
                T::tr("SELECT * no longer returns it, and an INSERT without a list of columns no longer fills it."));
        else
            add(Rule::ChangesVisibility, Severity::Note, T::tr("Shows column %1").arg(m_name),
                T::tr("SELECT * returns it, and an INSERT without a list of columns has to fill it."));
    }

    const ColumnDefinition &m_was;
    const ColumnDefinition &m_is;
    ColumnType m_from;
    ColumnType m_to;
    QString m_name;
    RiskList &m_risks;
};

void judgeRemoved(const ColumnDefinition &was, RiskList &risks)
{
    const QString name = visibleText(was.name);
    if (!was.generated)
        risks.add(Rule::DropsData, Severity::Danger, was.name, T::tr("Drops column %1").arg(name),
                  T::tr("The column and everything in it is gone once the change is applied."),
                  risk_pages::deployRequests());
    else
        risks.add(Rule::DropsData, Severity::Note, was.name, T::tr("Removes generated column %1").arg(name),
                  T::tr("Its values are computed from other columns, so no data is lost; queries that name it fail."));
}

} // namespace

void judgeColumn(const StructureChange &change, const TableDefinition &before, const TableDefinition &after,
                 RiskList &risks)
{
    const auto *was = std::get_if<ColumnDefinition>(&change.before);
    const auto *is = std::get_if<ColumnDefinition>(&change.after);
    if (!change.real)
        return;
    if (change.kind == Kind::Removed && was) {
        judgeRemoved(*was, risks);
    } else if (change.kind == Kind::Added && is && needsValue(*is)) {
        // Vitess writes only the columns both tables share, in strict mode: its own tests expect that failure.
        risks.add(
            Rule::RequiredWithoutDefault, Severity::Caution, is->name,
            T::tr("New column %1 is required and has no default").arg(visibleText(is->name)),
            T::tr("The deployment fails when the table has rows, because there is no value to give them. An INSERT "
                  "that does not name the column fails."));
    } else if (change.kind == Kind::Added && is && is->generated && is->generated->stored) {
        risks.add(Rule::ComputesValues, Severity::Note, is->name,
                  T::tr("New column %1 is computed for every row").arg(visibleText(is->name)), misfits());
    } else if (change.kind == Kind::Changed && was && is) {
        ChangedColumn(*was, before, *is, after, risks).judge();
    }
}

} // namespace orrery::models
