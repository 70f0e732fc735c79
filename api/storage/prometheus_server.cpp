// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/prometheus_server.h"

#include "api/core/classify.h"
#include "api/core/hosts.h"
#include "api/core/http_lane.h"
#include "api/core/json_text.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPointer>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace orrery::api {

using namespace Qt::StringLiterals;
using Problem = PrometheusServerProblem;

namespace {

// Operations of another service: in no table of ours.
constexpr Endpoint rangeEndpoint{.id = "prometheus_query_range", .path = "/api/v1/query_range"};
constexpr Endpoint instantEndpoint{.id = "prometheus_query", .path = "/api/v1/query"};
constexpr Endpoint buildEndpoint{.id = "prometheus_buildinfo", .path = "/api/v1/status/buildinfo"};

using Decode = std::function<void(const Result<QByteArray> &body)>;

bool hasControl(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

/// Mimir's and Loki's rule for a tenant, and "|" between several.
bool isTenant(QStringView text)
{
    constexpr QStringView others = u"!-_.*'()|";
    return text.size() <= 500 && std::all_of(text.begin(), text.end(), [&](QChar c) {
               return (c.unicode() < 0x80 && c.isLetterOrNumber()) || others.contains(c);
           });
}

/// Whether the path goes on into the server's own API: "/api/v1", or an operation of it. Further in front "/api/v1" may
/// belong to somebody else: the proxies of Kubernetes and Rancher have it in their addresses.
bool endsInApiPath(QString path)
{
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const QLatin1String operation :
         {QLatin1String("/query"), QLatin1String("/query_range"), QLatin1String("/query_exemplars"),
          QLatin1String("/labels"), QLatin1String("/series"), QLatin1String("/metadata"), QLatin1String("/targets"),
          QLatin1String("/status"), QLatin1String("/status/buildinfo")}) {
        if (path.endsWith(QLatin1String("/api/v1") + operation))
            return true;
    }
    return path.endsWith(u"/api/v1"_s);
}

QByteArray authorization(const PrometheusServerInfo &server, const Secret &secret)
{
    switch (server.authentication) {
    case PrometheusServerInfo::Authentication::None:
        break;
    case PrometheusServerInfo::Authentication::Basic:
        return "Basic " + (server.user.toUtf8() + ':' + secret.reveal()).toBase64();
    case PrometheusServerInfo::Authentication::Bearer:
        return "Bearer " + secret.reveal();
    }
    return {};
}

/// "a=1&b=x%20y": for a query and for a form alike.
QByteArray form(const QList<std::pair<QByteArray, QString>> &fields)
{
    QByteArray out;
    for (const auto &[name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + QUrl::toPercentEncoding(value);
    }
    return out;
}

QString seconds(const QDateTime &time)
{
    const qint64 milliseconds = time.toMSecsSinceEpoch();
    return QString::number(milliseconds / 1000)
        + (milliseconds % 1000 == 0 ? QString() : u".%1"_s.arg(milliseconds % 1000, 3, 10, QChar(u'0')));
}

/// The server's own code and words where it gave them.
void addWords(ApiError &error, const QByteArray &body)
{
    if (error.status < 400)
        return;
    const Result<PromAnswer> words = decodePromAnswer(body);
    if (!words && words.error().kind == ApiError::Kind::Invalid) {
        error.code = words.error().code;
        error.message = words.error().message;
    }
}

/// {"status":"success","data":{"version":"2.42.0",…}}
Result<PromBuild> decodeBuild(const QByteArray &body)
{
    const auto answer = jsonMembers(body);
    if (!answer || answer->value(u"status"_s) != u"success")
        return tl::unexpected(ApiError{.kind = ApiError::Kind::Decode});
    const auto data = jsonMembers(answer->value(u"data"_s).toUtf8());
    return PromBuild{.version = data ? data->value(u"version"_s).left(60) : QString()};
}

} // namespace

SecretEntry prometheusSecretEntry(const PrometheusServerInfo &server)
{
    return {.key = u"Orrery: Prometheus server %1, password or token"_s.arg(server.name), .receivers = {server.base}};
}

Problem problemOf(const PrometheusServerInfo &server, const Secret &secret)
{
    using Authentication = PrometheusServerInfo::Authentication;
    const QUrl &base = server.base;
    if (base.isEmpty())
        return Problem::NoAddress;
    if (base.scheme() != u"https" && base.scheme() != u"http")
        return Problem::NotHttp;
    if (!base.userInfo().isEmpty())
        return Problem::CredentialInAddress;
    if (!base.isValid() || base.host().isEmpty() || base.hasQuery() || base.hasFragment())
        return Problem::BadAddress;
    if (endsInApiPath(base.path()))
        return Problem::ApiPath;
    if (!isTenant(server.tenant))
        return Problem::BadTenant;
    if (server.authentication == Authentication::None)
        return Problem::None;
    if (server.authentication == Authentication::Basic) {
        if (server.user.isEmpty())
            return Problem::NoUser;
        if (server.user.contains(u':') || hasControl(server.user))
            return Problem::BadUser;
    }
    if (secret.isEmpty())
        return Problem::NoSecret;
    if (hasControl(QString::fromUtf8(secret.reveal())))
        return Problem::BadSecret;
    const bool readable = base.scheme() == u"http" && !isLoopbackHost(base.host());
    return readable && !server.allowPlainCredential ? Problem::PlainCredential : Problem::None;
}

QString describeProblem(Problem problem)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("PrometheusServer", text); };
    switch (problem) {
    case Problem::None:
        break;
    case Problem::NoAddress:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "The server has no address yet."));
    case Problem::NotHttp:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "The address has to begin with https:// or http://."));
    case Problem::BadAddress:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer",
                                    "The address has to be a host with an optional path, without a question mark."));
    case Problem::CredentialInAddress:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer",
                                    "The address holds a name or password. Take it out and enter it below, where it is "
                                    "kept in the keychain."));
    case Problem::ApiPath:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "Leave out “/api/v1” and what follows it."));
    case Problem::NoUser:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "Basic authentication needs a user name."));
    case Problem::BadUser:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "The user name has a character that cannot be sent."));
    case Problem::NoSecret:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "The password or token is missing."));
    case Problem::BadSecret:
        return tr(QT_TRANSLATE_NOOP(
            "PrometheusServer", "The password or token has a character that cannot be sent, such as a line break."));
    case Problem::BadTenant:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer", "The tenant has a character that no tenant has."));
    case Problem::PlainCredential:
        return tr(QT_TRANSLATE_NOOP("PrometheusServer",
                                    "The address begins with http://: the password or token could be read on its way. "
                                    "Use https://, or allow it for this server."));
    }
    return {};
}

class PrometheusServer::Private
{
public:
    Private(PrometheusServer *server, QNetworkAccessManager *network, Options theOptions)
        : q(server), options(theOptions), lane(network, options.concurrent)
    {
        QObject::connect(&lane, &HttpLane::requestFinished, q, &PrometheusServer::requestFinished);
    }

    void send(const Endpoint &endpoint, const QByteArray &fields, QObject *context, const Decode &done);
    void sendQuery(const Endpoint &endpoint, const QByteArray &fields, QObject *context, AnswerDone done);
    [[nodiscard]] HttpRequest httpRequestFor(const Endpoint &endpoint, const QByteArray &fields) const;
    [[nodiscard]] Result<QByteArray> bodyOf(const HttpAnswer &answer, const Endpoint &endpoint) const;
    [[nodiscard]] ApiError withContext(ApiError error, const Endpoint &endpoint) const;
    void clean(ApiError &error) const;

    PrometheusServer *q;
    Options options;
    HttpLane lane;
    PrometheusServerInfo info;
    Secret secret;
    Problem problem = Problem::NoAddress;
};

ApiError PrometheusServer::Private::withContext(ApiError error, const Endpoint &endpoint) const
{
    const ApiError context =
        errorFor(error.kind, {.endpoint = &endpoint, .pathArguments = {}, .query = {}, .body = {}});
    error.operation = context.operation;
    error.path = info.base.path() + context.path.mid(3); // "/v1" is the other service's
    error.path.replace(u"//"_s, u"/"_s);
    error.requirement.clear();
    error.outcomeUnknown = false;
    clean(error);
    return error;
}

/// A server that echoes what it was sent must not bring the secret back into a text.
void PrometheusServer::Private::clean(ApiError &error) const
{
    if (secret.isEmpty() || info.authentication == PrometheusServerInfo::Authentication::None)
        return;
    const QString sent = QString::fromUtf8(authorization(info, secret)).section(u' ', 1);
    const QString plain = QString::fromUtf8(secret.reveal());
    for (QString *text : {&error.message, &error.detail, &error.code})
        text->replace(sent, u"[redacted]"_s).replace(plain, u"[redacted]"_s);
}

void PrometheusServer::Private::send(const Endpoint &endpoint, const QByteArray &fields, QObject *context,
                                     const Decode &done)
{
    if (problem == Problem::None) {
        lane.send(httpRequestFor(endpoint, fields), context,
                  [this, &endpoint, done](const HttpAnswer &answer) { done(bodyOf(answer, endpoint)); });
        return;
    }
    const ApiError error =
        withContext({.kind = ApiError::Kind::Invalid, .message = describeProblem(problem)}, endpoint);
    QMetaObject::invokeMethod(
        context,
        [alive = QPointer<PrometheusServer>(q), done, error] {
            if (alive)
                done(tl::unexpected(error));
        },
        Qt::QueuedConnection);
}

void PrometheusServer::Private::sendQuery(const Endpoint &endpoint, const QByteArray &fields, QObject *context,
                                          AnswerDone done)
{
    const QPointer<QObject> listener(context);
    send(endpoint, fields, context,
         [this, &endpoint, listener, done = std::move(done)](const Result<QByteArray> &body) {
             if (!body) {
                 done(tl::unexpected(body.error()));
                 return;
             }
             auto *watcher = new QFutureWatcher<Result<PromAnswer>>(q);
             QObject::connect(watcher, &QFutureWatcherBase::finished, q, [this, &endpoint, watcher, listener, done] {
                 watcher->deleteLater();
                 Result<PromAnswer> answer = watcher->result();
                 if (!answer) {
                     answer.error().status = 200;
                     answer.error() = withContext(answer.error(), endpoint);
                 }
                 if (listener)
                     done(answer);
             });
             watcher->setFuture(QtConcurrent::run(&decodePromAnswer, *body));
         });
}

HttpRequest PrometheusServer::Private::httpRequestFor(const Endpoint &endpoint, const QByteArray &fields) const
{
    const bool post = fields.size() > options.longestGet;
    QString path = info.base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    const ApiError place = withContext({}, endpoint);

    HttpRequest request;
    request.url = info.base;
    request.url.setPath(path + QString::fromLatin1(endpoint.path.data(), qsizetype(endpoint.path.size())));
    if (post) {
        request.method = Method::Post;
        request.contentType = "application/x-www-form-urlencoded";
        request.body = fields;
    } else if (!fields.isEmpty()) {
        request.url.setQuery(QString::fromLatin1(fields), QUrl::StrictMode);
    }
    request.authorization = authorization(info, secret);
    request.allowPlainCredential = info.allowPlainCredential;
    if (!info.tenant.isEmpty())
        request.headers.append({"X-Scope-OrgID", info.tenant.toUtf8()});
    request.limits.idle = options.idleTimeout;
    request.limits.total = options.totalTimeout;
    request.limits.body = options.maximumBody;
    request.operation = place.operation;
    request.path = place.path;
    return request;
}

Result<QByteArray> PrometheusServer::Private::bodyOf(const HttpAnswer &answer, const Endpoint &endpoint) const
{
    const RequestData request{.endpoint = &endpoint, .pathArguments = {}, .query = {}, .body = {}};
    auto error = classify(answer, request);
    if (!error)
        return answer.body;
    addWords(*error, answer.body);
    error->method = answer.sent.method;
    return tl::unexpected(withContext(*error, endpoint));
}

PrometheusServer::PrometheusServer(QNetworkAccessManager *network, Options options, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, network, options))
{}

PrometheusServer::PrometheusServer(QNetworkAccessManager *network, QObject *parent)
    : PrometheusServer(network, Options(), parent)
{}

PrometheusServer::~PrometheusServer() = default;

void PrometheusServer::setServer(const PrometheusServerInfo &server, const Secret &secret)
{
    d->info = server;
    d->secret = secret;
    d->problem = problemOf(server, secret);
}

const PrometheusServerInfo &PrometheusServer::server() const
{
    return d->info;
}

int PrometheusServer::pendingCount() const
{
    return d->lane.pendingCount();
}

void PrometheusServer::queryRange(const PromRange &range, QObject *context, AnswerDone done)
{
    const auto step = promStep(range.from, range.to, range.step);
    d->sendQuery(rangeEndpoint,
                 form({{"query", range.promql},
                       {"start", seconds(range.from)},
                       {"end", seconds(range.to)},
                       {"step", QString::number(step.count())}}),
                 context, std::move(done));
}

void PrometheusServer::query(const QString &promql, const QDateTime &at, QObject *context, AnswerDone done)
{
    QList<std::pair<QByteArray, QString>> fields{{"query", promql}};
    if (at.isValid())
        fields.append({"time", seconds(at)});
    d->sendQuery(instantEndpoint, form(fields), context, std::move(done));
}

void PrometheusServer::test(QObject *context, BuildDone done)
{
    const QPointer<QObject> listener(context);
    d->send(buildEndpoint, {}, context, [this, listener, done = std::move(done)](const Result<QByteArray> &body) {
        // Not every server says what it is, and some refuse to; all of them answer queries.
        const bool isAnswer = body.has_value();
        if (isAnswer) {
            if (const auto build = decodeBuild(*body)) {
                done(build);
                return;
            }
        } else if (body.error().status < 400 || body.error().status == 401 || body.error().status >= 500) {
            done(tl::unexpected(body.error()));
            return;
        }
        query(u"vector(1)"_s, {}, listener, [done](const Result<PromAnswer> &answer) {
            if (answer)
                done(PromBuild());
            else
                done(tl::unexpected(answer.error()));
        });
    });
}

} // namespace orrery::api
