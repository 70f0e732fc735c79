// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/server.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrl>

namespace orrery::simulator {

/// An answer, taken apart.
struct Answer
{
    int status = 0;
    QJsonObject json;
    QByteArray body;
    HttpResponse response;

    QString code() const { return json.value(QStringLiteral("code")).toString(); }
    QString message() const { return json.value(QStringLiteral("message")).toString(); }
    QJsonArray data() const { return json.value(QStringLiteral("data")).toArray(); }
    QString header(const QByteArray &name) const
    {
        for (const auto &header : response.headers) {
            if (header.first == name)
                return QString::fromUtf8(header.second);
        }
        return {};
    }
};

/// A listening simulator whose time stands still unless a test advances it, and a caller without sockets.
class Harness
{
public:
    explicit Harness(const QString &scenario = QStringLiteral("demo"), int rateLimit = 0)
        : server(options(scenario, rateLimit))
    {
        QString error;
        listening = server.listen(&error);
        token = QStringLiteral("Bearer ") + issue({});
    }

    /// An access token with the given scopes (all when empty).
    QString issue(const QStringList &scopes, const QStringList &organizations = {})
    {
        return server.credentials()
            .issue(QStringLiteral("pscale_app_demo"), scopes.isEmpty() ? allScopes() : scopes, organizations,
                   server.world().signedIn->id)
            .accessToken;
    }

    Answer send(const char *method, const QString &target, const QByteArray &body, const QByteArray &contentType,
                const QString &authorization)
    {
        HttpRequest request;
        request.method = method;
        request.path = target.section(u'?', 0, 0);
        request.rawQuery = target.section(u'?', 1);
        for (const QString &part : request.path.split(u'/', Qt::SkipEmptyParts))
            request.segments += QUrl::fromPercentEncoding(part.toUtf8());
        request.body = body;
        if (!body.isEmpty())
            request.headers.append({"Content-Type", contentType});
        if (!authorization.isEmpty())
            request.headers.append({"Authorization", authorization.toUtf8()});
        Answer answer;
        answer.response = server.handle(request);
        answer.status = answer.response.status;
        answer.body = answer.response.body;
        answer.json = QJsonDocument::fromJson(answer.body).object();
        return answer;
    }

    Answer call(const char *method, const QString &target, const QJsonObject &body, const QString &authorization)
    {
        return send(method, target, body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact),
                    "application/json", authorization);
    }
    Answer call(const char *method, const QString &target, const QJsonObject &body = {})
    {
        return call(method, target, body, token);
    }
    Answer get(const QString &target) { return call("GET", target); }

    void advance(double seconds)
    {
        server.world().clock().advance(static_cast<Instant>(seconds * 1000));
        server.world().settle();
    }

    static Options options(const QString &scenario, int rateLimit)
    {
        Options options;
        options.scenario = scenario;
        options.timeScale = 0;
        options.rateLimit = rateLimit;
        return options;
    }

    Server server;
    bool listening = false;
    QString token;
};

} // namespace orrery::simulator
