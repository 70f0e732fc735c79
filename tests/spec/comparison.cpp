// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/spec/comparison.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace orrery::spec {

using namespace Qt::StringLiterals;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QStringList sortedWords(QStringList words)
{
    words.removeDuplicates();
    words.sort();
    return words;
}

QStringList sortedWords(std::string_view words)
{
    return sortedWords(toQString(words).split(u' ', Qt::SkipEmptyParts));
}

QStringList texts(const QJsonValue &list)
{
    QStringList out;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &each : array)
        out.append(each.toString());
    return out;
}

/// "here also a; the specification also b, c", or nothing when both are the same.
QString difference(const QStringList &here, const QStringList &there)
{
    QStringList more, less;
    for (const QString &word : here) {
        if (!there.contains(word))
            more.append(word);
    }
    for (const QString &word : there) {
        if (!here.contains(word))
            less.append(word);
    }
    QStringList parts;
    if (!more.isEmpty())
        parts.append(u"only here: "_s + more.join(u", "_s));
    if (!less.isEmpty())
        parts.append(u"only in the specification: "_s + less.join(u", "_s));
    return parts.join(u"; "_s);
}

QString kindName(Shape::Kind kind)
{
    static const QStringList names{u"text"_s,  u"time"_s, u"flag"_s, u"integer"_s, u"number"_s,
                                   u"words"_s, u"list"_s, u"map"_s,  u"object"_s,  u"anything"_s};
    return names.at(int(kind));
}

bool isCompatible(Shape::Kind kind, const QString &type)
{
    switch (kind) {
    case Shape::Kind::Text:
    case Shape::Kind::Time:
    case Shape::Kind::Words:
        return type == u"string";
    case Shape::Kind::Flag:
        return type == u"boolean";
    case Shape::Kind::Integer: // the decoder takes both, and the service writes either
    case Shape::Kind::Number:
        return type == u"integer" || type == u"number";
    case Shape::Kind::List:
        return type == u"array";
    case Shape::Kind::Map:
    case Shape::Kind::Object:
        return type == u"object";
    case Shape::Kind::Opaque:
        break;
    }
    return true;
}

/// Corrections by what they explain.
class Corrections
{
public:
    explicit Corrections(std::span<const Correction> corrections)
    {
        for (const Correction &each : corrections) {
            const QStringList places = QString::fromLatin1(each.places).split(u", "_s);
            for (const QString &place : places)
                m_used.insert({QString::fromLatin1(each.subject), place}, false);
        }
    }

    bool explain(const QString &subject, const QString &place)
    {
        const auto found = m_used.find({subject, place});
        if (found == m_used.end())
            return false;
        *found = true;
        return true;
    }

    /// Those that explained nothing, of the subjects that were compared at all.
    [[nodiscard]] QStringList unused(const QSet<QString> &subjects) const
    {
        QStringList out;
        for (auto each = m_used.constBegin(); each != m_used.constEnd(); ++each) {
            if (!each.value() && subjects.contains(each.key().first))
                out.append(each.key().first + u' ' + each.key().second);
        }
        return out;
    }

private:
    QMap<std::pair<QString, QString>, bool> m_used;
};

class Comparer
{
public:
    Comparer(const Specification &specification, std::span<const Correction> corrections)
        : m_specification(specification), m_corrections(corrections)
    {}

    void compareRows(std::span<const api::Endpoint *const> rows);
    void compareOperation(const Operation &operation);
    Comparison take();

private:
    void compareRow(const api::Endpoint &row, const SpecOperation &there);
    void compareQuery(const Operation &operation, const SpecOperation &there);
    void compareBody(const Operation &operation, const SpecOperation &there);
    void compareAnswer(const Operation &operation, const SpecOperation &there);
    void compareValue(const Shape &shape, const QJsonObject &schema, const QString &subject, const QString &place);
    void compareMembers(const Shape &shape, const QJsonObject &schema);
    void find(const QString &subject, const QString &place, const QString &text);

    const Specification &m_specification;
    Corrections m_corrections;
    QSet<QString> m_subjects; ///< what was compared at all
    QString m_operation; ///< that is being compared
    Comparison m_out;
};

void Comparer::find(const QString &subject, const QString &place, const QString &text)
{
    QList<Finding> &findings = m_corrections.explain(subject, place) ? m_out.corrected : m_out.findings;
    const auto same = std::find_if(findings.begin(), findings.end(), [&](const Finding &each) {
        return each.subject == subject && each.place == place && each.text == text;
    });
    if (same == findings.end())
        findings.append({subject, place, text, {m_operation}});
    else if (!same->operations.contains(m_operation))
        same->operations.append(m_operation);
}

void Comparer::compareRows(std::span<const api::Endpoint *const> rows)
{
    QSet<QString> ids;
    for (const api::Endpoint *const each : rows) {
        const api::Endpoint &row = *each;
        m_operation = toQString(row.id);
        ids.insert(m_operation);
        m_subjects.insert(m_operation);
        ++m_out.rows;
        const SpecOperation *there = m_specification.operation(m_operation);
        const bool documented = row.provenance == api::Provenance::Documented;
        if (!there && documented)
            find(m_operation, u"row"_s, u"the specification has no such operation"_s);
        else if (there && !documented)
            find(m_operation, u"row"_s, u"is marked as observed, and the specification has it"_s);
        if (there)
            compareRow(row, *there);
    }
    for (const SpecOperation &there : m_specification.operations()) {
        if (ids.contains(there.id))
            continue;
        m_operation = there.id;
        find(there.id, u"row"_s, u"has no row: %1 %2"_s.arg(there.method, there.path));
    }
}

void Comparer::compareRow(const api::Endpoint &row, const SpecOperation &there)
{
    const QString method = QString(api::methodName(row.method));
    if (method != there.method)
        find(m_operation, u"row"_s, u"%1 here, %2 in the specification"_s.arg(method, there.method));
    if (toQString(row.path) != there.path)
        find(m_operation, u"row"_s, u"%1 here, %2 in the specification"_s.arg(toQString(row.path), there.path));

    if (there.statesNeeds) {
        if (const QString text = difference(sortedWords(row.accesses), sortedWords(there.accesses)); !text.isEmpty())
            find(m_operation, u"accesses"_s, text);
        const std::pair<QString, std::string_view> levels[] = {{u"User"_s, row.scopes.user},
                                                               {u"Organization"_s, row.scopes.organization},
                                                               {u"Database"_s, row.scopes.database},
                                                               {u"Branch"_s, row.scopes.branch}};
        for (const auto &[level, words] : levels) {
            if (const QString text = difference(sortedWords(words), sortedWords(there.scopes.value(level)));
                !text.isEmpty())
                find(m_operation, u"scopes"_s, level.toLower() + u": "_s + text);
        }
    }

    const QJsonObject members =
        m_specification.resolved(there.answer.value_or(QJsonObject())).value(u"properties"_s).toObject();
    const api::Paging paging = members.contains(u"next_page"_s) ? api::Paging::Pages
        : members.contains(u"cursor_end"_s)                     ? api::Paging::Cursor
                                                                : api::Paging::None;
    if (there.answer && paging != row.paging)
        find(m_operation, u"paging"_s, u"is paged in another way than the row says"_s);
}

void Comparer::compareOperation(const Operation &operation)
{
    m_operation = toQString(operation.request.endpoint->id);
    const SpecOperation *there = m_specification.operation(m_operation);
    if (!there)
        return; // that is a finding of its row, unless the row says so
    ++m_out.operations;
    m_subjects.insert(m_operation);
    compareQuery(operation, *there);
    compareBody(operation, *there);
    compareAnswer(operation, *there);
}

void Comparer::compareQuery(const Operation &operation, const SpecOperation &there)
{
    QStringList sent;
    for (const auto &[name, value] : operation.request.query) {
        sent.append(name);
        const auto known = there.query.constFind(name);
        if (known == there.query.constEnd()) {
            find(m_operation, u"query "_s + name, u"the specification has no such parameter"_s);
            continue;
        }
        const QStringList words = texts(m_specification.resolved(*known).value(u"enum"_s));
        if (!words.isEmpty() && !words.contains(value))
            find(m_operation, u"query "_s + name, u"\"%1\" is none of %2"_s.arg(value, words.join(u", "_s)));
    }
    for (auto each = there.query.constBegin(); each != there.query.constEnd(); ++each) {
        if (!sent.contains(each.key()))
            find(m_operation, u"query "_s + each.key(),
                 there.requiredQuery.contains(each.key()) ? u"is required, and never sent"_s : u"is never sent"_s);
    }
}

void Comparer::compareBody(const Operation &operation, const SpecOperation &there)
{
    const QJsonObject sent = QJsonDocument::fromJson(operation.request.body).object();
    if (!operation.body) {
        if (there.body)
            find(m_operation, u"body"_s, u"the specification has a body, none is sent"_s);
        return;
    }
    if (!there.body) {
        find(m_operation, u"body"_s, u"a body is sent, the specification has none"_s);
        return;
    }
    const QJsonObject schema = m_specification.resolved(*there.body);
    compareValue(*operation.body, schema, m_operation, u"body"_s);
    QStringList described;
    for (const api::Required &each : operation.required) {
        if (each.when.empty())
            described.append(toQString(each.members));
    }
    const QStringList required = texts(schema.value(u"required"_s));
    for (const QString &name : required) {
        if (!sent.contains(name))
            find(m_operation, u"body "_s + name, u"is required, and not sent"_s);
        else if (!described.contains(name))
            find(m_operation, u"body "_s + name, u"is required, and its description does not say so"_s);
    }
    for (const QString &name : std::as_const(described)) {
        if (!required.contains(name))
            find(m_operation, u"body "_s + name, u"is required here, not in the specification"_s);
    }
}

void Comparer::compareAnswer(const Operation &operation, const SpecOperation &there)
{
    if (operation.around == Around::Nothing || !there.answer) {
        if (operation.around != Around::Nothing)
            find(m_operation, u"answer"_s, u"is read, the specification has none"_s);
        else if (there.answer)
            find(m_operation, u"answer"_s, u"is not read, the specification has one"_s);
        return;
    }
    QJsonObject schema = m_specification.resolved(*there.answer);
    if (operation.around == Around::Page || operation.around == Around::Data) {
        const QJsonObject members = schema.value(u"properties"_s).toObject();
        if (!members.contains(u"data"_s)) {
            find(m_operation, u"answer"_s, u"is read as {\"data\": …}, the specification has no \"data\""_s);
            return;
        }
        schema = m_specification.resolved(members.value(u"data"_s).toObject());
    }
    if (operation.around != Around::Bare) {
        if (schema.value(u"type"_s) != u"array"_s) {
            find(m_operation, u"answer"_s,
                 u"is read as a list, the specification says "_s + schema.value(u"type"_s).toString());
            return;
        }
        schema = m_specification.resolved(schema.value(u"items"_s).toObject());
    }
    compareValue(operation.answer, schema, m_operation, u"answer"_s);
}

void Comparer::compareValue(const Shape &shape, const QJsonObject &schema, const QString &subject, const QString &place)
{
    const QString type = schema.value(u"type"_s).toString();
    if (!type.isEmpty() && !isCompatible(shape.kind, type)) {
        find(subject, place, u"%1 here, %2 in the specification"_s.arg(kindName(shape.kind), type));
        return;
    }
    switch (shape.kind) {
    case Shape::Kind::Words:
        if (const QStringList words = texts(schema.value(u"enum"_s)); !words.isEmpty()) {
            if (const QString text = difference(shape.words, words); !text.isEmpty())
                find(subject, place, u"words "_s + text);
        }
        break;
    case Shape::Kind::List:
        if (schema.contains(u"items"_s))
            compareValue(*shape.element, m_specification.resolved(schema.value(u"items"_s).toObject()), subject, place);
        break;
    case Shape::Kind::Map:
        if (schema.value(u"additionalProperties"_s).isObject())
            compareValue(*shape.element, m_specification.resolved(schema.value(u"additionalProperties"_s).toObject()),
                         subject, place);
        break;
    case Shape::Kind::Object:
        compareMembers(shape, schema);
        break;
    default:
        break;
    }
}

void Comparer::compareMembers(const Shape &shape, const QJsonObject &schema)
{
    const QJsonObject members = schema.value(u"properties"_s).toObject();
    m_subjects.insert(shape.type);
    if (members.isEmpty())
        return; // an object whose members the specification leaves open
    QSet<QString> described;
    for (const Member &member : shape.members) {
        described.insert(member.name);
        if (members.contains(member.name))
            compareValue(member.shape, m_specification.resolved(members.value(member.name).toObject()), shape.type,
                         member.name);
        else
            find(shape.type, member.name, u"the specification has no such member"_s);
    }
    for (auto each = members.constBegin(); each != members.constEnd(); ++each) {
        if (!described.contains(each.key()) && each.key() != u"type"_s && !shape.partial)
            find(shape.type, each.key(), u"is not described here"_s);
    }
}

Comparison Comparer::take()
{
    m_out.unused = m_corrections.unused(m_subjects);
    return m_out;
}

} // namespace

QString Finding::toString() const
{
    const QString where = subject == operations.first() ? place : subject + u'.' + place;
    QString line = where + u": "_s + text;
    if (operations.size() > 1)
        line += u" (also in %1)"_s.arg(operations.mid(1).join(u", "_s));
    return line;
}

Comparison compare(const Specification &specification, std::span<const api::Endpoint *const> rows,
                   const QList<Operation> &operations, std::span<const Correction> corrections)
{
    Comparer comparer(specification, corrections);
    comparer.compareRows(rows);
    for (const Operation &operation : operations)
        comparer.compareOperation(operation);
    return comparer.take();
}

} // namespace orrery::spec
