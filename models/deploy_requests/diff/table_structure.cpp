// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/table_structure.h"

#include "models/core/text.h"
#include "models/deploy_requests/diff/diff_sides.h"
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
        return unread(T::tr("PlanetScale's text is not a diff; it is shown as it came."));
    const std::optional<DiffSides> sides = sidesOf(diff);
    if (!sides) {
        auto structure = std::make_shared<TableStructure>();
        structure->unread = T::tr("The diff leaves lines out, so the whole statements are not known.");
        structure->hasGaps = true;
        return structure;
    }
    return readStructure(name, *sides);
}

std::shared_ptr<const TableStructure> readStructure(const QString &name, const DiffSides &sides)
{
    if (isJson(sides.before) || isJson(sides.after))
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
    for (const QString &problem : {read(sides.before, T::tr("Old statement"), structure->before),
                                   read(sides.after, T::tr("New statement"), structure->after)}) {
        if (!problem.isEmpty())
            return unread(problem);
    }
    structure->diff = compareObjects(structure->before, structure->after);
    structure->risks = schemaRisks(structure->before, structure->after, structure->diff);
    structure->revert = revertForecast(structure->before, structure->after, structure->diff);
    structure->instantObstacles = instantObstacles(structure->before, structure->after, structure->diff);
    return structure;
}

std::shared_ptr<const TableStructure> readStructure(const QString &name, const UnifiedDiff &diff,
                                                    const SchemaTexts &before, const SchemaTexts &after)
{
    const auto withGaps = [](const QString &why) {
        auto structure = std::make_shared<TableStructure>();
        structure->unread = why;
        structure->hasGaps = true;
        return structure;
    };
    // Keyspaces are not told apart in a diff's name: of two tables that are called the same, neither is taken.
    const auto find = [&name](const SchemaTexts &schema, QString &text) {
        int found = 0;
        for (const auto &[called, statement] : schema) {
            if (called == name) {
                text = statement;
                ++found;
            }
        }
        return found;
    };
    DiffSides sides;
    if (find(before, sides.before) > 1 || find(after, sides.after) > 1) {
        return withGaps(
            T::tr("The diff leaves lines out, and the branches hold several tables called %1.").arg(visibleText(name)));
    }
    if (!fits(diff, sides)) {
        return withGaps(T::tr("The diff leaves lines out, and the schemas of the branches have moved on since; only "
                              "the text is certain."));
    }
    auto read = readStructure(name, sides);
    if (!read->isRead())
        return read;
    auto structure = std::make_shared<TableStructure>(*read);
    structure->remark = T::tr("The diff leaves lines out; the rest is read from the schemas of both branches.");
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
