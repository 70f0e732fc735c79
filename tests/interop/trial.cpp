// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/trial.h"

#include "models/schema/column_types.h"
#include "models/schema/column_values.h"
#include "models/schema/schema_objects.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/type_families.h"
#include "tests/interop/alter_statement.h"
#include "tests/interop/sample_rows.h"

#include <algorithm>

namespace orrery::interop {

using namespace models;
using namespace Qt::StringLiterals;
using Rule = SchemaRisk::Rule;

namespace {

QString table(const QString &schema, const TableDefinition &definition)
{
    return quotedName(schema) + u'.' + quotedName(definition.name);
}

QStringList namesOf(const QList<ColumnDefinition> &columns)
{
    QStringList names;
    for (const ColumnDefinition &column : columns)
        names.append(quotedName(column.name));
    return names;
}

/// Written on both sides, so an online deployment copies them.
QList<ColumnDefinition> copiedColumns(const TableDefinition &from, const TableDefinition &into)
{
    QList<ColumnDefinition> columns = writtenColumns(from);
    columns.removeIf([&into](const ColumnDefinition &column) {
        const ColumnDefinition *other = into.column(column.name);
        return !other || !isCopied(column, *other);
    });
    return columns;
}

bool isNumberOrTime(const ColumnType &type)
{
    const TypeFamily family = knownType(type).family;
    return family == TypeFamily::Integer || family == TypeFamily::Decimal || family == TypeFamily::Floating
        || family == TypeFamily::Time || family == TypeFamily::Bit || family == TypeFamily::Year;
}

/// A condition that the two values differ; the number of a listed value is a part of it.
QString differ(const ColumnDefinition &was, const ColumnDefinition &is)
{
    const QString a = u"a."_s + quotedName(is.name);
    const QString b = u"b."_s + quotedName(was.name);
    // Compared as what they are, an exact number and its neighbour would be the same double.
    const auto family = [](const ColumnDefinition &column) { return knownType(column.type).family; };
    if ((family(was) == TypeFamily::Integer) && family(is) == TypeFamily::Floating)
        return u"NOT (CAST(%1 AS DECIMAL(40,10)) <=> CAST(%2 AS DECIMAL(40,10)))"_s.arg(a, b);
    if (isNumberOrTime(was.type) && isNumberOrTime(is.type))
        return u"NOT ("_s + a + u" <=> "_s + b + u')';
    if (knownType(was.type).family == TypeFamily::Bytes && knownType(is.type).family == TypeFamily::Bytes)
        return u"NOT (HEX("_s + a + u") <=> HEX("_s + b + u"))"_s;
    const auto asText = [](const QString &value) {
        return u"CONVERT(CAST("_s + value + u" AS CHAR) USING utf8mb4) COLLATE utf8mb4_nopad_bin"_s;
    };
    QString condition = u"NOT ("_s + asText(a) + u" <=> "_s + asText(b) + u')';
    if (!was.type.members.isEmpty() && was.type.name == is.type.name)
        condition += u" OR NOT ("_s + a + u"+0 <=> "_s + b + u"+0)"_s;
    return condition;
}

class Attempt
{
public:
    Attempt(MariaDb &database, const SchemaObject &before, const SchemaObject &after, const StructureDiff &diff)
        : m_database(database), m_risks(schemaRisks(before, after, diff)),
          m_revert(revertForecast(before, after, diff)), m_obstacles(instantObstacles(before, after, diff))
    {}

    Trial run(const TableDefinition &before, const TableDefinition &after)
    {
        Trial trial;
        const auto was = forMariaDb(before, &trial.skipped);
        const auto is = was ? forMariaDb(after, &trial.skipped) : std::nullopt;
        if (!was || !is)
            return trial;
        m_was = *was;
        m_is = *is;
        if (const auto failure = makeTables()) {
            trial.skipped = *failure;
            return trial;
        }
        copyAndValues(trial);
        inserts(trial);
        revert(trial);
        alter(trial);
        instant(trial);
        return trial;
    }

private:
    /// The titles of what is said by these rules, of one column when it is named.
    [[nodiscard]] QStringList words(std::initializer_list<Rule> rules, const QString &part = {}) const
    {
        QStringList titles;
        for (const SchemaRisk &risk : m_risks) {
            const bool about = part.isEmpty() || risk.subject.section(u'.', 1) == part;
            if (about && std::find(rules.begin(), rules.end(), risk.rule) != rules.end())
                titles.append(risk.title);
        }
        return titles;
    }

    /// What is said to make the deployment fail, in whatever words.
    [[nodiscard]] QStringList failClaims() const
    {
        QStringList titles;
        for (const SchemaRisk &risk : m_risks) {
            if (risk.rule != Rule::NarrowsType
                && (risk.detail.contains(u"deployment fails") || risk.detail.contains(u"make the deployment fail")
                    || risk.detail.contains(u"it fails when the table has rows")
                    || risk.rule == Rule::RemovesPartition))
                titles.append(risk.title);
        }
        return titles;
    }

    [[nodiscard]] std::optional<QString> makeTables()
    {
        for (const QString &statement :
             {u"SET SESSION foreign_key_checks=0"_s,
              u"SET SESSION sql_mode='STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'"_s, u"SET NAMES utf8mb4"_s,
              u"DROP DATABASE IF EXISTS `old`"_s, u"DROP DATABASE IF EXISTS `new`"_s, u"CREATE DATABASE `old`"_s,
              u"CREATE DATABASE `new`"_s, createStatement(u"old"_s, m_was), createStatement(u"new"_s, m_is)}) {
            if (const auto failure = m_database.run(statement))
                return *failure + u" in: "_s + statement.simplified();
        }
        return std::nullopt;
    }

    /// Every sample row that the table takes, alone.
    void fill(const QString &schema, const TableDefinition &definition)
    {
        const QString names = namesOf(writtenColumns(definition)).join(u',');
        for (const QStringList &row : sampleRows(definition))
            m_database.run(u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table(schema, definition), names, row.join(u',')));
    }

    /// Copies row by row; the first failure, when there is one.
    QString copy(const QString &from, const TableDefinition &source, const QString &into, const TableDefinition &target)
    {
        const QString names = namesOf(copiedColumns(source, target)).join(u',');
        const QString order = namesOf({source.columns.constFirst()}).constFirst();
        const qsizetype count = m_database.rows(u"SELECT 1 FROM "_s + table(from, source)).size();
        QString first;
        for (qsizetype row = 0; row < count; ++row) {
            const auto failure = m_database.run(u"INSERT INTO %1 (%2) SELECT %2 FROM %3 ORDER BY %4 LIMIT 1 OFFSET %5"_s
                                                    .arg(table(into, target), names, table(from, source), order)
                                                    .arg(row));
            if (failure && first.isEmpty())
                first = *failure;
        }
        return first;
    }

    void copyAndValues(Trial &trial)
    {
        fill(u"old"_s, m_was);
        const QString failure = copy(u"old"_s, m_was, u"new"_s, m_is);
        const QStringList changed = changedValues(u"old"_s, m_was, u"new"_s, m_is);
        const bool seen = !failure.isEmpty() || !changed.isEmpty();
        m_copySaid = failClaims();
        QStringList valuesSaid = words({Rule::BecomesGenerated, Rule::ChangesExpression});
        for (const SchemaRisk &risk : m_risks) {
            const bool dropped = risk.rule == Rule::DropsData && risk.severity == SchemaRisk::Severity::Danger;
            if (dropped || (risk.rule == Rule::LosesGeneratedValues && !risk.detail.contains(u"it fails")))
                valuesSaid.append(risk.title);
        }
        // A narrower column either refuses a value or changes it: one of the two has to be seen.
        const QStringList narrowed = words({Rule::NarrowsType});
        if (!narrowed.isEmpty() && (!seen || !failure.isEmpty()))
            m_copySaid.append(narrowed);
        if (!narrowed.isEmpty() && (!seen || !changed.isEmpty()))
            valuesSaid.append(narrowed);
        trial.findings.append(
            {Aspect::Copy, !m_copySaid.isEmpty(), !failure.isEmpty(), m_copySaid.join(u"; "_s), failure});
        trial.findings.append({Aspect::Values, !valuesSaid.isEmpty(), !changed.isEmpty(), valuesSaid.join(u"; "_s),
                               changed.join(u"; "_s)});
    }

    /// Columns whose values are other ones after the copy, or gone.
    QStringList changedValues(const QString &from, const TableDefinition &source, const QString &into,
                              const TableDefinition &target)
    {
        QStringList changed;
        const QString key = quotedName(source.columns.constFirst().name);
        for (const ColumnDefinition &column : source.columns) {
            const ColumnDefinition *now = target.column(column.name);
            if (!now) {
                if (!column.generated)
                    changed.append(column.name + u" is gone"_s);
                continue;
            }
            const QList<QStringList> rows =
                m_database.rows(u"SELECT b.%4, a.%4 FROM %1 a JOIN %2 b ON a.%3 = b.%3 WHERE %5 LIMIT 1"_s.arg(
                    table(into, target), table(from, source), key, quotedName(column.name), differ(column, *now)));
            if (!rows.isEmpty())
                changed.append(column.name + u": "_s + rows.constFirst().join(u" → "_s).left(60));
        }
        return changed;
    }

    /// An INSERT of everything but one column: its error, and whether it leaves NULL.
    struct Left
    {
        QString failure;
        bool isNull = false;
    };
    Left leaveOut(const QString &schema, const TableDefinition &definition, const QString &name)
    {
        QList<ColumnDefinition> columns = writtenColumns(definition);
        columns.removeIf([&name](const ColumnDefinition &column) { return column.name == name; });
        QStringList values;
        for (const ColumnDefinition &column : std::as_const(columns))
            values.append(plainValue(column.type, 3));
        m_database.run(u"TRUNCATE TABLE "_s + table(schema, definition));
        const auto failure = m_database.run(u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(
            table(schema, definition), namesOf(columns).join(u','), values.join(u',')));
        const QList<QStringList> rows =
            m_database.rows(u"SELECT "_s + quotedName(name) + u" IS NULL FROM "_s + table(schema, definition));
        return {failure.value_or(QString()), !rows.isEmpty() && rows.constFirst().constFirst() == u"1"};
    }

    void inserts(Trial &trial)
    {
        const QList<ColumnDefinition> columns = writtenColumns(m_is);
        for (const ColumnDefinition &column : columns) {
            const ColumnDefinition *old = m_was.column(column.name);
            if (old && old->generated)
                continue; // there was nothing to leave out
            const Left before = old ? leaveOut(u"old"_s, m_was, column.name) : Left();
            const Left after = leaveOut(u"new"_s, m_is, column.name);
            const QStringList said = words(
                {Rule::RequiredWithoutDefault, Rule::LosesDefault, Rule::LosesAutoIncrement, Rule::BecomesRequired},
                column.name);
            const bool fails = before.failure.isEmpty() && !after.failure.isEmpty();
            const bool becomesNull = old && before.failure.isEmpty() && !before.isNull && after.isNull;
            const auto detailSays = [this, &column](QStringView word) {
                return std::any_of(m_risks.cbegin(), m_risks.cend(), [&](const SchemaRisk &risk) {
                    return risk.subject.section(u'.', 1) == column.name && risk.detail.contains(word);
                });
            };
            const bool saysFails = !said.isEmpty()
                && (detailSays(u"does not name the column fails") || detailSays(u"leaves it out.")
                    || detailSays(u"leaves it to AUTO_INCREMENT fails"));
            const bool saysNull = detailSays(u"get NULL instead");
            trial.findings.append(
                {Aspect::Insert, saysFails, fails, said.join(u"; "_s), column.name + u": "_s + after.failure});
            trial.findings.append({Aspect::Default, saysNull, becomesNull, said.join(u"; "_s),
                                   column.name + (after.isNull ? u" is NULL"_s : u" has a value"_s)});
        }
    }

    void revert(Trial &trial)
    {
        for (const auto &[schema, definition] : {std::pair(u"old"_s, m_was), std::pair(u"new"_s, m_is)})
            m_database.run(u"TRUNCATE TABLE "_s + table(schema, definition));
        fill(u"new"_s, m_is);
        const QString failure = copy(u"new"_s, m_is, u"old"_s, m_was);
        // As on the way there: what does not fit a narrower column is refused, or is another value then.
        const bool narrows = m_revert.mayFail.join(u' ').contains(u"that do not fit"_s);
        const QStringList changed = narrows ? changedValues(u"new"_s, m_is, u"old"_s, m_was) : QStringList();
        trial.findings.append({Aspect::Revert, !m_revert.mayFail.isEmpty(), !failure.isEmpty() || !changed.isEmpty(),
                               m_revert.mayFail.join(u"; "_s), failure + changed.join(u"; "_s)});
    }

    /// The first error of the statements; empty when all of them were executed.
    QString runAll(const QStringList &statements)
    {
        for (const QString &statement : statements) {
            if (const auto failure = m_database.run(statement))
                return *failure;
        }
        return {};
    }

    void alter(Trial &trial)
    {
        const QStringList statements = alterStatements(u"old"_s, m_was, m_is);
        if (statements.isEmpty() || makeTables())
            return;
        fill(u"old"_s, m_was);
        const QString failure = runAll(statements);
        // ALTER TABLE may refuse what a copy changes.
        if (m_copySaid.isEmpty() && !failure.isEmpty())
            m_copySaid = words({Rule::NarrowsType});
        trial.findings.append(
            {Aspect::Alter, !m_copySaid.isEmpty(), !failure.isEmpty(), m_copySaid.join(u"; "_s), failure});
    }

    void instant(Trial &trial)
    {
        const QStringList statements = alterStatements(u"old"_s, m_was, m_is, u"INSTANT"_s);
        if (statements.isEmpty() || makeTables())
            return;
        fill(u"old"_s, m_was);
        const QString failure = runAll(statements);
        trial.findings.append(
            {Aspect::Instant, !m_obstacles.isEmpty(), !failure.isEmpty(), m_obstacles.join(u' '), failure});
    }

    MariaDb &m_database;
    QList<SchemaRisk> m_risks;
    RevertForecast m_revert;
    QStringList m_obstacles;
    TableDefinition m_was;
    TableDefinition m_is;
    QStringList m_copySaid; ///< what is said to make the copy fail
};

} // namespace

QString aspectName(Aspect aspect)
{
    switch (aspect) {
    case Aspect::Copy:
        return u"copy"_s;
    case Aspect::Alter:
        return u"alter"_s;
    case Aspect::Values:
        return u"values"_s;
    case Aspect::Insert:
        return u"insert"_s;
    case Aspect::Default:
        return u"default"_s;
    case Aspect::Revert:
        return u"revert"_s;
    case Aspect::Instant:
        return u"instant"_s;
    }
    return {};
}

Trial tryPair(MariaDb &database, const test::SchemaPair &pair)
{
    const auto before = test::schemaObject(pair.before);
    const auto after = test::schemaObject(pair.after);
    const TableDefinition *was = tableOf(before);
    const TableDefinition *is = tableOf(after);
    if (!was || !is)
        return {pair.name, u"no table on one side"_s, {}};
    Trial trial = Attempt(database, *before, *after, compareObjects(before, after)).run(*was, *is);
    trial.pair = pair.name;
    return trial;
}

} // namespace orrery::interop
