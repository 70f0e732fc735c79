// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/spec/specification.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace orrery::spec {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestReference = 20;

QStringList quotedWords(const QString &line)
{
    static const QRegularExpression quoted(u"`([a-z_]+)`"_s);
    QStringList words;
    for (auto match = quoted.globalMatch(line); match.hasNext();)
        words.append(match.next().captured(1));
    return words;
}

/// The description names accesses in the line below a heading, and scopes in a table with a row a level.
void readNeeds(const QString &description, SpecOperation &operation)
{
    bool underAccesses = false;
    const QStringList lines = description.split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith("**"_L1))
            underAccesses = line.contains("Service Token Accesses"_L1);
        else if (underAccesses)
            operation.accesses += quotedWords(line);
        else if (const QStringList cells = line.split(u'|'); cells.size() >= 4 && line.contains(u'`'))
            operation.scopes.insert(cells.at(1).trimmed(), quotedWords(cells.at(2)));
    }
    operation.statesNeeds = !operation.accesses.isEmpty() || !operation.scopes.isEmpty();
}

} // namespace

std::optional<Specification> Specification::fromJson(const QByteArray &json, QString *fault)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        *fault = u"not a JSON object: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset);
        return std::nullopt;
    }
    Specification specification;
    specification.m_document = document.object();
    const QJsonObject paths = specification.m_document.value(u"paths"_s).toObject();
    if (paths.isEmpty()) {
        *fault = u"no OpenAPI document: \"paths\" is missing"_s;
        return std::nullopt;
    }
    for (auto path = paths.constBegin(); path != paths.constEnd(); ++path) {
        const QJsonObject item = path.value().toObject();
        for (const QString &method : {u"get"_s, u"put"_s, u"post"_s, u"patch"_s, u"delete"_s}) {
            if (item.contains(method))
                specification.add(path.key(), method, item.value(method).toObject(),
                                  item.value(u"parameters"_s).toArray());
        }
    }
    return specification;
}

void Specification::add(const QString &path, const QString &method, const QJsonObject &from, const QJsonArray &shared)
{
    SpecOperation operation;
    operation.id = from.value(u"operationId"_s).toString();
    operation.method = method.toUpper();
    operation.path = path.startsWith("/v1/"_L1) ? path.mid(3) : path;
    QJsonArray parameters = shared;
    for (const QJsonValue &own : from.value(u"parameters"_s).toArray())
        parameters.append(own);
    for (const QJsonValue &each : std::as_const(parameters)) {
        const QJsonObject parameter = followed(each.toObject());
        const QString place = parameter.value(u"in"_s).toString();
        const QString name = parameter.value(u"name"_s).toString();
        if (place == u"query") {
            // Version 2 writes the schema's members into the parameter itself.
            operation.query.insert(
                name, parameter.contains(u"schema"_s) ? parameter.value(u"schema"_s).toObject() : parameter);
            if (parameter.value(u"required"_s).toBool())
                operation.requiredQuery.append(name);
        } else if (place == u"body") {
            operation.body = parameter.value(u"schema"_s).toObject();
        }
    }
    const auto schemaOf = [this](const QJsonValue &holder) -> std::optional<QJsonObject> {
        const QJsonObject object = followed(holder.toObject());
        const QJsonObject content = object.value(u"content"_s).toObject();
        if (!content.isEmpty())
            return content.begin().value().toObject().value(u"schema"_s).toObject();
        if (object.contains(u"schema"_s))
            return object.value(u"schema"_s).toObject();
        return std::nullopt;
    };
    if (from.contains(u"requestBody"_s))
        operation.body = schemaOf(from.value(u"requestBody"_s));
    const QJsonObject responses = from.value(u"responses"_s).toObject();
    for (auto response = responses.constBegin(); response != responses.constEnd(); ++response) {
        if (response.key().startsWith(u'2') && !operation.answer)
            operation.answer = schemaOf(response.value());
    }
    readNeeds(from.value(u"description"_s).toString(), operation);
    m_operations.append(operation);
}

const SpecOperation *Specification::operation(const QString &id) const
{
    const auto found = std::find_if(m_operations.cbegin(), m_operations.cend(),
                                    [&id](const SpecOperation &each) { return each.id == id; });
    return found == m_operations.cend() ? nullptr : &*found;
}

QJsonObject Specification::followed(QJsonObject object) const
{
    for (int step = 0; step < deepestReference && object.contains(u"$ref"_s); ++step) {
        QJsonValue at = m_document;
        const QStringList names = object.value(u"$ref"_s).toString().mid(2).split(u'/'); // "#/components/schemas/X"
        for (const QString &name : names)
            at = at.toObject().value(name);
        object = at.toObject();
    }
    return object;
}

QJsonObject Specification::resolved(const QJsonObject &schema) const
{
    QJsonObject out = followed(schema);
    const QJsonArray parts = out.take(u"allOf"_s).toArray();
    for (const QJsonValue &part : parts) {
        const QJsonObject resolvedPart = resolved(part.toObject());
        for (auto member = resolvedPart.constBegin(); member != resolvedPart.constEnd(); ++member) {
            QJsonValue merged = member.value();
            if (merged.isObject() && out.contains(member.key())) {
                QJsonObject both = out.value(member.key()).toObject();
                const QJsonObject added = merged.toObject();
                for (auto each = added.constBegin(); each != added.constEnd(); ++each)
                    both.insert(each.key(), each.value());
                merged = both;
            }
            out.insert(member.key(), merged);
        }
    }
    return out;
}

} // namespace orrery::spec
