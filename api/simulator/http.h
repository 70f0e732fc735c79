// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

namespace orrery::simulator {

using Headers = QList<QPair<QByteArray, QByteArray>>;

/// One request as the handlers see it: the path already cut into decoded segments.
struct HttpRequest
{
    QByteArray method;
    QString path; ///< percent-encoded, as it was sent
    QStringList segments; ///< decoded, without empty ones
    QString rawQuery;
    Headers headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const;
    /// Decoded value of a query parameter; an empty string when absent.
    QString query(const QString &name) const;
    bool hasQuery(const QString &name) const;
    /// Values of an array parameter in either spelling official clients use: `a=x,y` or `a[]=x&a[]=y`.
    QStringList queryList(const QString &name) const;
    /// The fields of a form-urlencoded body.
    QList<QPair<QString, QString>> form() const;
};

/// One answer. `transport` asks the socket for something HTTP libraries refuse to do (see http_front.h).
struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "application/json; charset=utf-8";
    QByteArray body;
    Headers headers;
    QByteArray transport;

    static HttpResponse json(const QJsonObject &object, int status = 200);
    static HttpResponse raw(const QByteArray &json, int status = 200);
    /// The service's error body: {"code","message"}.
    static HttpResponse error(int status, const QString &code, const QString &message);
    static HttpResponse notFound();
    static HttpResponse unprocessable(const QString &message);
    static HttpResponse noContent();
    static HttpResponse html(const QByteArray &page, int status = 200);
    static HttpResponse redirect(const QString &address);
};

/// `a=b&c=d`, with '+' for a space.
QList<QPair<QString, QString>> parseForm(const QByteArray &text);

} // namespace orrery::simulator
