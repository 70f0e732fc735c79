// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/faults.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QTimeZone>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QByteArray httpDate(qint64 secondsFromNow)
{
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(secondsFromNow);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

/// Every value replaced by one of another type, at all depths but the envelope's `data`.
QJsonValue wrongTypes(const QJsonValue &value, const QString &name)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = wrongTypes(it.value(), it.key());
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray elements = value.toArray();
        for (const auto &element : elements)
            array.append(wrongTypes(element, name));
        return array;
    }
    static const QStringList keep{u"id"_s, u"name"_s, u"number"_s, u"next_page"_s, u"current_page"_s, u"type"_s};
    if (keep.contains(name))
        return value;
    if (value.isString())
        return 4711;
    if (value.isBool())
        return u"maybe"_s;
    if (value.isDouble())
        return u"many"_s;
    return QJsonArray{1, 2};
}

QJsonValue withNulls(const QJsonValue &value, const QString &name)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = withNulls(it.value(), it.key());
        return object;
    }
    if (value.isArray() && name == u"data") {
        QJsonArray array;
        const QJsonArray elements = value.toArray();
        for (const auto &element : elements)
            array.append(withNulls(element, QString()));
        return array;
    }
    static const QStringList keep{u"id"_s, u"name"_s, u"number"_s, u"next_page"_s, u"current_page"_s, u"type"_s};
    return keep.contains(name) ? value : QJsonValue(QJsonValue::Null);
}

QJsonValue withUnknownEnums(const QJsonValue &value, const QString &name)
{
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            it.value() = withUnknownEnums(it.value(), it.key());
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray elements = value.toArray();
        for (const auto &element : elements)
            array.append(withUnknownEnums(element, name));
        return array;
    }
    static const QStringList enums{u"state"_s, u"kind"_s, u"deployment_state"_s, u"role"_s};
    return enums.contains(name) && value.isString() ? QJsonValue(u"teleporting"_s) : value;
}

void rewrite(HttpResponse &response, QJsonValue (*change)(const QJsonValue &, const QString &))
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (document.isObject())
        response.body = QJsonDocument(change(document.object(), QString()).toObject()).toJson(QJsonDocument::Compact);
    else if (document.isArray())
        response.body = QJsonDocument(change(document.array(), QString()).toArray()).toJson(QJsonDocument::Compact);
}

void turnPages(HttpResponse &response, bool repeat)
{
    QJsonObject envelope = QJsonDocument::fromJson(response.body).object();
    if (!envelope.contains(u"current_page"_s))
        return;
    const int current = envelope.value(u"current_page"_s).toInt();
    envelope.insert(u"next_page"_s, repeat ? current : current + 1);
    response.body = QJsonDocument(envelope).toJson(QJsonDocument::Compact);
}

void addTransport(HttpResponse &response, const QByteArray &text)
{
    if (!response.transport.isEmpty())
        response.transport += ';';
    response.transport += text;
}

} // namespace

bool Faults::load(const QString &fileName, QString *error)
{
    if (fileName.isEmpty())
        return true;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        *error = u"cannot read the faults %1: %2"_s.arg(fileName, file.errorString());
        return false;
    }
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (!document.isArray()) {
        *error = u"the faults %1 are not a JSON list: %2"_s.arg(fileName, parseError.errorString());
        return false;
    }
    return setRules(document.array(), error);
}

bool Faults::setRules(const QJsonArray &rules, QString *error)
{
    QList<Rule> parsed;
    for (const auto &value : rules) {
        Rule rule;
        rule.json = value.toObject();
        rule.method = rule.json.value(u"method"_s).toString().toLatin1();
        rule.path = QRegularExpression(rule.json.value(u"path"_s).toString());
        if (!rule.path.isValid()) {
            *error = u"fault path \"%1\": %2"_s.arg(rule.path.pattern(), rule.path.errorString());
            return false;
        }
        static const QStringList known{u"delay"_s,         u"drop"_s,          u"drop_after_headers"_s,
                                       u"truncate"_s,      u"html"_s,          u"empty"_s,
                                       u"non_json"_s,      u"status"_s,        u"rate_limit"_s,
                                       u"expire_token"_s,  u"wrong_types"_s,   u"null_fields"_s,
                                       u"unknown_enums"_s, u"repeat_cursor"_s, u"endless_pages"_s,
                                       u"big_body"_s,      u"clock_skew"_s,    u"redirect"_s};
        if (!known.contains(rule.json.value(u"action"_s).toString())) {
            *error = u"unknown fault action \"%1\""_s.arg(rule.json.value(u"action"_s).toString());
            return false;
        }
        rule.after = rule.json.value(u"after"_s).toInt(0);
        rule.times = rule.json.value(u"times"_s).toInt(-1);
        parsed.append(rule);
    }
    m_rules = parsed;
    return true;
}

std::optional<QJsonObject> Faults::hit(const HttpRequest &request)
{
    for (Rule &rule : m_rules) {
        if (rule.times == 0 || (!rule.method.isEmpty() && rule.method != request.method)
            || !rule.path.match(request.path).hasMatch())
            continue;
        if (rule.after > 0) {
            --rule.after;
            continue;
        }
        if (rule.times > 0)
            --rule.times;
        return rule.json;
    }
    return std::nullopt;
}

std::optional<HttpResponse> Faults::instead(const QJsonObject &rule)
{
    const QString action = rule.value(u"action"_s).toString();
    if (action == u"status") {
        const int status = rule.value(u"status"_s).toInt(500);
        return HttpResponse::error(status, rule.value(u"code"_s).toString(u"internal_error"_s),
                                   rule.value(u"message"_s).toString(u"Something went wrong"_s));
    }
    if (action == u"rate_limit") {
        HttpResponse response = HttpResponse::error(429, u"rate_limited"_s, u"Too many requests"_s);
        const QJsonValue after = rule.value(u"retry_after"_s);
        if (after.isDouble())
            response.headers.append({"Retry-After", QByteArray::number(after.toInt())});
        else if (after.isString())
            response.headers.append({"Retry-After", httpDate(rule.value(u"seconds"_s).toInt(2))});
        return response;
    }
    if (action == u"expire_token")
        return HttpResponse::error(401, u"unauthorized"_s, u"The access token expired"_s);
    if (action == u"redirect") {
        HttpResponse response = HttpResponse::redirect(rule.value(u"location"_s).toString());
        return response;
    }
    if (action == u"big_body") {
        HttpResponse response = HttpResponse::raw("{}");
        const qint64 bytes = static_cast<qint64>(rule.value(u"mb"_s).toDouble(300) * 1024 * 1024);
        addTransport(response, "stream=" + QByteArray::number(bytes));
        return response;
    }
    if (action == u"html")
        return HttpResponse::html(
            "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>502 Bad gateway</h1></body></html>",
            rule.value(u"status"_s).toInt(200));
    if (action == u"empty") {
        HttpResponse response;
        response.status = rule.value(u"status"_s).toInt(200);
        return response;
    }
    if (action == u"non_json")
        return HttpResponse::raw("upstream connect error or disconnect/reset before headers",
                                 rule.value(u"status"_s).toInt(200));
    return std::nullopt;
}

void Faults::spoil(const QJsonObject &rule, HttpResponse &response)
{
    const QString action = rule.value(u"action"_s).toString();
    if (action == u"delay")
        addTransport(response, "delay=" + QByteArray::number(rule.value(u"ms"_s).toInt(1000)));
    else if (action == u"drop")
        addTransport(response, "drop=before");
    else if (action == u"drop_after_headers")
        addTransport(response, "drop=headers");
    else if (action == u"truncate")
        addTransport(
            response,
            "truncate=" + QByteArray::number(rule.value(u"bytes"_s).toInt(static_cast<int>(response.body.size() / 2))));
    else if (action == u"wrong_types")
        rewrite(response, wrongTypes);
    else if (action == u"null_fields")
        rewrite(response, withNulls);
    else if (action == u"unknown_enums")
        rewrite(response, withUnknownEnums);
    else if (action == u"repeat_cursor")
        turnPages(response, true);
    else if (action == u"endless_pages")
        turnPages(response, false);
    else if (action == u"clock_skew")
        response.headers.append({"Date", httpDate(rule.value(u"seconds"_s).toInt())});
}

} // namespace orrery::simulator
