// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/table_structure.h"

#include "models/core/text.h"
#include "models/deploy_requests/diff_sides.h"
#include "models/schema/create_statement_parser.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct T
{
    Q_DECLARE_TR_FUNCTIONS(TableStructure)
};

std::shared_ptr<const TableStructure> unread(const QString &why)
{
    auto structure = std::make_shared<TableStructure>();
    structure->unread = why;
    return structure;
}

/// A VSchema or routing rules: a document, not a statement.
bool isJson(const QString &text)
{
    const QString start = text.left(64).trimmed();
    return start.startsWith(QLatin1Char('{')) || start.startsWith(QLatin1Char('['));
}

/// Whether what the service calls `called`, with its keyspace in front or without, is what a statement calls `name`.
bool isName(const QString &called, const QString &name)
{
    return called.compare(name, Qt::CaseInsensitive) == 0
        || called.endsWith(QLatin1Char('.') + name, Qt::CaseInsensitive);
}

} // namespace

std::shared_ptr<const TableStructure> readStructure(const QString &name, const UnifiedDiff &diff)
{
    if (!diff.wellFormed)
        return unread(T::tr("The service's text is not a diff; it is shown as it came."));
    const std::optional<DiffSides> sides = sidesOf(diff);
    if (!sides)
        return unread(T::tr("The diff leaves lines out, so the whole statements are not known."));
    if (isJson(sides->before) || isJson(sides->after))
        return unread(T::tr("This is a JSON document (VSchema or routing rules); it has no columns to compare."));

    auto structure = std::make_shared<TableStructure>();
    const auto read = [&](const QString &text, const QString &side, std::optional<SchemaObject> &object) -> QString {
        if (text.trimmed().isEmpty())
            return {};
        auto parsed = parseCreateStatement(text);
        if (!parsed)
            return T::tr("%1, line %2: %3.", "which side, where, why it was not understood")
                .arg(side)
                .arg(parsed.error().line)
                .arg(visibleText(parsed.error().message));
        object = std::move(*parsed);
        if (!isName(name, objectName(*object)))
            return T::tr("The diff of %1 speaks of %2; it is shown as text only.")
                .arg(visibleText(name), visibleText(objectName(*object)));
        return {};
    };
    for (const QString &problem : {read(sides->before, T::tr("Old statement"), structure->before),
                                   read(sides->after, T::tr("New statement"), structure->after)}) {
        if (!problem.isEmpty())
            return unread(problem);
    }
    structure->diff = compareObjects(structure->before, structure->after);
    structure->risks = schemaRisks(structure->before, structure->after, structure->diff);
    structure->revert = revertForecast(structure->before, structure->after, structure->diff);
    structure->instantObstacles = instantObstacles(structure->before, structure->after, structure->diff);
    return structure;
}

std::optional<StateWord> gravestRisk(const TableStructure &structure)
{
    if (structure.risks.isEmpty() || structure.risks.first().severity == SchemaRisk::Severity::Note)
        return std::nullopt;
    const SchemaRisk &risk = structure.risks.first();
    return StateWord{toneOf(risk.severity), risk.title, risk.detail};
}

} // namespace orrery::models
