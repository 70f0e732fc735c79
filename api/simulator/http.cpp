// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/http.h"

#include <QJsonDocument>
#include <QUrl>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {
QString decodeFormPart(QByteArray part)
{
    part.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part));
}
} // namespace

QList<QPair<QString, QString>> parseForm(const QByteArray &text)
{
    QList<QPair<QString, QString>> fields;
    for (const QByteArray &part : text.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        fields.append({decodeFormPart(name), decodeFormPart(value)});
    }
    return fields;
}

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString HttpRequest::query(const QString &name) const
{
    for (const auto &[key, value] : parseForm(rawQuery.toUtf8())) {
        if (key == name)
            return value;
    }
    return {};
}

bool HttpRequest::hasQuery(const QString &name) const
{
    for (const auto &[key, value] : parseForm(rawQuery.toUtf8())) {
        if (key == name)
            return true;
    }
    return false;
}

QStringList HttpRequest::queryList(const QString &name) const
{
    QStringList values;
    const QString arrayName = name + "[]"_L1;
    for (const auto &[key, value] : parseForm(rawQuery.toUtf8())) {
        if (key == name)
            values += value.split(u',', Qt::SkipEmptyParts);
        else if (key == arrayName)
            values += value;
    }
    return values;
}

QList<QPair<QString, QString>> HttpRequest::form() const
{
    return parseForm(body);
}

HttpResponse HttpResponse::json(const QJsonObject &object, int status)
{
    return raw(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

HttpResponse HttpResponse::raw(const QByteArray &json, int status)
{
    HttpResponse response;
    response.status = status;
    response.body = json;
    return response;
}

HttpResponse HttpResponse::error(int status, const QString &code, const QString &message)
{
    return json({{u"code"_s, code}, {u"message"_s, message}}, status);
}

HttpResponse HttpResponse::notFound()
{
    return error(404, u"not_found"_s, u"Not Found"_s);
}

HttpResponse HttpResponse::unprocessable(const QString &message)
{
    return error(422, u"unprocessable"_s, message);
}

HttpResponse HttpResponse::noContent()
{
    HttpResponse response;
    response.status = 204;
    return response;
}

HttpResponse HttpResponse::html(const QByteArray &page, int status)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "text/html; charset=utf-8";
    response.body = page;
    return response;
}

HttpResponse HttpResponse::redirect(const QString &address)
{
    HttpResponse response;
    response.status = 302;
    response.contentType = "text/plain; charset=utf-8";
    response.headers.append({"Location", address.toUtf8()});
    return response;
}

} // namespace orrery::simulator
