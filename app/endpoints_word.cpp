// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/endpoints_word.h"

#include "api/endpoint_table.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace orrery {

namespace {
QString text(std::string_view value)
{
    return QString::fromLatin1(value.data(), qsizetype(value.size()));
}
} // namespace

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EndpointsWord)
};

QString endpointsText(bool json)
{
    if (!json) {
        QString out;
        for (const api::Endpoint *row : api::allEndpoints()) {
            out += QStringLiteral("%1 %2  %3\n")
                       .arg(QString(api::methodName(row->method)), -6)
                       .arg(text(row->path), text(row->id));
            if (const QString requirement = api::requirementText(*row); !requirement.isEmpty())
                out += QStringLiteral("       %1\n").arg(requirement);
            if (row->provenance == api::Provenance::Observed)
                out += QStringLiteral("       not documented: seen in PlanetScale's own clients\n");
        }
        return out;
    }
    QJsonArray rows;
    for (const api::Endpoint *row : api::allEndpoints()) {
        const auto words = [](std::string_view value) {
            return QJsonArray::fromStringList(text(value).split(QLatin1Char(' '), Qt::SkipEmptyParts));
        };
        rows.append(QJsonObject{
            {QStringLiteral("id"), text(row->id)},
            {QStringLiteral("method"), QString(api::methodName(row->method))},
            {QStringLiteral("path"), QStringLiteral("/v1") + text(row->path)},
            {QStringLiteral("summary"), text(row->summary)},
            {QStringLiteral("scopes"),
             QJsonObject{{QStringLiteral("user"), words(row->scopes.user)},
                         {QStringLiteral("organization"), words(row->scopes.organization)},
                         {QStringLiteral("database"), words(row->scopes.database)},
                         {QStringLiteral("branch"), words(row->scopes.branch)}}},
            {QStringLiteral("service_token_accesses"), words(row->accesses)},
            {QStringLiteral("documented"), row->provenance == api::Provenance::Documented},
        });
    }
    return QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Indented));
}

} // namespace

models::CommandWord endpointsWord()
{
    return {.word = QStringLiteral("endpoints"),
            .usage = QStringLiteral("endpoints [--json]"),
            .text = Words::tr("Prints every operation Orrery knows, with what it needs."),
            .run = [](const models::CommandContext &context) {
                if (!context.arguments.isEmpty()) {
                    context.complain(Words::tr("The word endpoints stands alone."));
                    return models::commandCode::usage;
                }
                context.print(endpointsText(context.json));
                return models::commandCode::done;
            }};
}

} // namespace orrery
