// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/server.h"

#include "api/simulator/http_front.h"
#include "api/simulator/json_parts.h"
#include "api/simulator/resources/json.h"

#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponse>
#include <QHttpServerRouter>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    default:
        return "UNKNOWN";
    }
}

QStringList pathSegments(const QString &encodedPath)
{
    QStringList segments;
    for (const QString &part : encodedPath.split(u'/', Qt::SkipEmptyParts))
        segments += QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
    return segments;
}

HttpRequest toRequest(const QHttpServerRequest &from)
{
    HttpRequest request;
    request.method = methodName(from.method());
    request.path = from.url().path(QUrl::FullyEncoded);
    request.rawQuery = from.url().query(QUrl::FullyEncoded);
    request.segments = pathSegments(request.path);
    request.body = from.body();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    for (qsizetype i = 0; i < from.headers().size(); ++i)
        request.headers.append({QByteArray(from.headers().nameAt(i).data(), from.headers().nameAt(i).size()),
                                from.headers().valueAt(i).toByteArray()});
#else
    request.headers = from.headers();
#endif
    return request;
}

QHttpServerResponse toResponse(const HttpResponse &from)
{
    QHttpServerResponse response(from.contentType, from.body,
                                 static_cast<QHttpServerResponse::StatusCode>(from.status));
    const auto add = [&response](const QByteArray &name, const QByteArray &value) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        QHttpHeaders headers = response.headers();
        headers.append(name, value);
        response.setHeaders(std::move(headers));
#else
        response.addHeader(name, value);
#endif
    };
    for (const auto &[name, value] : from.headers)
        add(name, value);
    if (!from.transport.isEmpty())
        add(QByteArray(kTransportHeader), from.transport);
    return response;
}

} // namespace

Server::Server(const Options &options, QObject *parent)
    : QObject(parent), m_options(options), m_world(options.timeScale, options.seed), m_credentials(m_world)
{
    m_realTime.start();
    for (const Resource &resource : resources())
        resource.addRoutes(m_router);
}

Server::~Server() = default;

bool Server::listen(QString *error)
{
    if (!buildScenario(m_options.scenario, m_world)) {
        *error = u"there is no scenario \"%1\""_s.arg(m_options.scenario);
        return false;
    }
    for (const Resource &resource : resources()) {
        if (resource.populate)
            resource.populate(m_world, m_options.scenario);
    }
    if (!m_recorder.open(m_options.recordFile, error) || !m_faults.load(m_options.faultsFile, error))
        return false;

    auto front = std::make_unique<FrontServer>();
    if (!front->listen(QHostAddress::LocalHost, m_options.port)) {
        *error = u"cannot listen on port %1: %2"_s.arg(m_options.port).arg(front->errorString());
        return false;
    }
    m_port = front->serverPort();
    m_http = std::make_unique<QHttpServer>();
    // One route for every path: the routing is ours, so that it does not change with Qt's technical preview.
    // The stock expression for the placeholder stops at a line break, which hostile names contain.
    m_http->router()->addConverter(QMetaType::fromType<QUrl>(), "[\\s\\S]*"_L1);
    m_http->route(u"/<arg>"_s, [this](const QUrl &, const QHttpServerRequest &request) {
        return toResponse(handle(toRequest(request)));
    });
    front->setParent(m_http.get());
    m_http->bind(front.release());
    return true;
}

bool Server::prepare(qint64 milliseconds)
{
    if (!m_world.cacheFinished)
        return false;
    QElapsedTimer spent;
    spent.start();
    const HttpRequest none;
    for (; m_prepared.organization < m_world.organizations.size(); ++m_prepared.organization, m_prepared.database = 0) {
        Organization &organization = *m_world.organizations.at(m_prepared.organization);
        for (; m_prepared.database < organization.databases.size(); ++m_prepared.database, m_prepared.request = 0) {
            Database &database = *organization.databases.at(m_prepared.database);
            const Context context{m_world, none, baseAddress(), {}, {}, {}, &organization, &database, nullptr, nullptr};
            for (; m_prepared.request < database.deployRequests.size(); ++m_prepared.request) {
                if (spent.elapsed() >= milliseconds)
                    return true;
                deployRequestText(context, *database.deployRequests.at(m_prepared.request));
            }
        }
    }
    return false;
}

QString Server::baseAddress() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

void Server::setRateLimit(int requestsPerMinute)
{
    m_options.rateLimit = requestsPerMinute;
    m_recent.clear();
}

QJsonArray Server::routeList() const
{
    QJsonArray rows;
    for (const Route &route : m_router.routes())
        rows.append(QJsonObject{{u"method"_s, QString::fromLatin1(route.method)},
                                {u"path"_s, u"/v1/"_s + route.pattern.join(u'/')}});
    return rows;
}

HttpResponse Server::handle(const HttpRequest &request)
{
    if (request.segments.value(0) == u"_simulator")
        return answerControls(*this, request, request.segments.value(1));

    m_world.settle();
    HttpResponse response;
    const auto rule = m_faults.hit(request);
    const auto replacement = rule ? Faults::instead(*rule) : std::nullopt;
    if (replacement) {
        response = *replacement;
    } else {
        response = answer(request);
        if (rule)
            Faults::spoil(*rule, response);
    }
    m_recorder.add(request, response.status);
    return response;
}

HttpResponse Server::answer(const HttpRequest &request)
{
    const QString first = request.segments.value(0);
    if (first == u"v1")
        return answerApi(request, request.segments.mid(1));
    if (first == u"oauth" || first == u".well-known")
        return answerOAuth(m_world, m_credentials, request, baseAddress());
    if (first == u"metrics")
        return answerScrape(m_world, request);
    if (first == u"app")
        return answerApp(request);
    return HttpResponse::notFound();
}

std::optional<HttpResponse> Server::limited(const QString &key)
{
    if (m_options.rateLimit <= 0)
        return std::nullopt;
    QQueue<qint64> &recent = m_recent[key];
    const qint64 now = m_realTime.elapsed();
    while (!recent.isEmpty() && recent.head() <= now - 60000)
        recent.dequeue();
    if (recent.size() >= m_options.rateLimit)
        return HttpResponse::error(429, u"rate_limited"_s,
                                   u"Rate limit of %1 requests per minute exceeded"_s.arg(m_options.rateLimit));
    recent.enqueue(now);
    return std::nullopt;
}

HttpResponse Server::answerApi(const HttpRequest &request, QStringList segments)
{
    QString refusal;
    const QByteArray authorization = request.header("authorization");
    const Caller caller = m_credentials.identify(authorization, &refusal);
    if (const auto tooMany = limited(caller.key))
        return *tooMany;

    QHash<QString, QString> values;
    // The older token endpoint takes its own credentials apart.
    if (request.method == "POST" && segments.size() == 5 && segments.at(0) == u"organizations"
        && segments.at(2) == u"oauth-applications" && segments.at(4) == u"token")
        return answerOrganizationToken(m_world, m_credentials, request, segments.at(1), segments.at(3));

    const Route *route = m_router.match(request.method, segments, &values);
    if (!route)
        return HttpResponse::notFound();
    if (route->access.kind != Access::Public && caller.kind == Caller::Nobody)
        return HttpResponse::error(401, u"unauthorized"_s, refusal);

    if (route->access.kind == Access::Listed) {
        const QStringList &wanted = caller.kind == Caller::OAuth ? route->access.scopes : route->access.accesses;
        const bool permitted = std::any_of(wanted.cbegin(), wanted.cend(),
                                           [&](const QString &right) { return caller.rights.contains(right); });
        if (!permitted && caller.kind == Caller::OAuth)
            return HttpResponse::error(403, u"forbidden"_s, u"The access token does not have the required scope"_s);
        if (!permitted)
            return HttpResponse::notFound(); // a service token is not told what exists
    }

    Context context{m_world, request, baseAddress(), caller, {}, values, nullptr, nullptr, nullptr, nullptr};
    if (values.contains(u"organization"_s)) {
        context.organization = m_world.organization(values.value(u"organization"_s));
        const bool mine =
            context.organization && (caller.kind != Caller::OAuth || context.organization->membership(caller.userId));
        if (!mine)
            return HttpResponse::notFound();
        if (route->access.kind != Access::Public && !caller.organizations.isEmpty()
            && !caller.organizations.contains(context.organization->name))
            return caller.kind == Caller::OAuth ? HttpResponse::error(
                       403, u"forbidden"_s, u"The access token was not granted access to this organization"_s)
                                                : HttpResponse::notFound();
    }
    if (values.contains(u"database"_s)) {
        context.database = context.organization->database(values.value(u"database"_s));
        if (!context.database)
            return HttpResponse::notFound();
    }
    if (values.contains(u"branch"_s)) {
        context.branch = context.database->branch(values.value(u"branch"_s));
        if (!context.branch)
            return HttpResponse::notFound();
    }
    if (values.contains(u"number"_s)) {
        context.deployRequest = context.database->deployRequest(values.value(u"number"_s).toInt());
        if (!context.deployRequest)
            return HttpResponse::notFound();
        context.deployRequest->makeLargeParts();
    }
    if (!request.body.isEmpty()) {
        QJsonParseError parseError;
        const QJsonDocument document = QJsonDocument::fromJson(request.body, &parseError);
        if (!document.isObject())
            return HttpResponse::error(400, u"bad_request"_s, u"The request body is not a JSON object"_s);
        context.body = document.object();
    }
    return route->handler(context);
}

HttpResponse Server::answerApp(const HttpRequest &request) const
{
    const QString text =
        u"<!doctype html><html><head><meta charset=\"utf-8\"><title>Simulator</title></head><body "
        u"style=\"font-family:sans-serif;margin:3em\">"
        "<h1>%1</h1><p>Here the web app of the real service would open. This is the simulator.</p></body></html>"_s.arg(
            request.segments.mid(1).join(u" / "_s).toHtmlEscaped());
    return HttpResponse::html(text.toUtf8());
}

} // namespace orrery::simulator
