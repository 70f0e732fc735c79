// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/api_client.h"

#include "api/core/classify.h"
#include "api/core/http_exchange.h"
#include "api/core/job_p.h"
#include "api/core/refused_tokens.h"
#include "api/core/request_queue.h"
#include "api/core/required.h"
#include "api/core/retry_policy.h"

#include <QHash>
#include <QPointer>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <unordered_map>

namespace orrery::api {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// Base address, "/v1", path and query, exactly as encoded by the request. Empty when QUrl would change the path on the
/// way (it resolves "%2E%2E"), because then another object than the one meant would be addressed.
QUrl urlFor(const QUrl &base, const RequestData &request)
{
    QByteArray text =
        base.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    QByteArray path = base.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    path += "/v1" + request.encodedPath().toLatin1();
    text += path;
    if (const QString query = request.encodedQuery(); !query.isEmpty())
        text += '?' + query.toLatin1();
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    return url.isValid() && url.toEncoded(QUrl::FullyEncoded) == text ? url : QUrl();
}

} // namespace

/// A request on its way to the wire, with the jobs that wait for its answer: several for identical GETs.
struct Flight
{
    RequestQueue::Id id = 0;
    RequestData request;
    QByteArray key; ///< of a GET that others may join; empty for a mutation
    QList<Job *> jobs;
    Priority priority = Priority::Foreground;
    QByteArray authorization; ///< as sent
    quint64 changesBefore = 0; ///< the last sending
    Attempts attempts;
    int sendings = 0;
    bool replayed = false; ///< sent again after a 401
    bool parked = false; ///< waits for a new token
    ApiError unauthorized; ///< what a parked request ends with when there will be no new token
    std::unique_ptr<HttpExchange> exchange; ///< while on the wire
};

class ApiClient::Private
{
public:
    Private(ApiClient *client, QNetworkAccessManager *networkAccess, Credentials *theCredentials, const Clock *theClock,
            Options theOptions)
        : q(client), network(networkAccess), credentials(theCredentials), clock(theClock),
          options(std::move(theOptions)), queue(options.requestsPerMinute, options.concurrent)
    {
        sendTimer.setSingleShot(true);
        sendTimer.setTimerType(Qt::PreciseTimer);
        refreshDeadline.setSingleShot(true);
        QObject::connect(&sendTimer, &QTimer::timeout, q, [this] { sendNext(); });
        QObject::connect(credentials, &Credentials::ready, q, [this] { sendSoon(); });
        QObject::connect(&refreshDeadline, &QTimer::timeout, q, [this] { refreshEnded(false); });
        QObject::connect(credentials, &Credentials::refreshed, q, [this](bool succeeded) { refreshEnded(succeeded); });
    }

    void enqueue(Job *job, Priority priority);
    bool release(Job *job, RequestQueue::Id flightId);
    void updatePriority(Flight &flight);
    void endAllJobs();

    void sendSoon() { sendTimer.start(0); }
    void sendNext();
    void send(Flight &flight);
    void answered(RequestQueue::Id id, const HttpAnswer &answer);
    /// True when the flight waits for a new token or is sent again.
    bool handleUnauthorized(Flight &flight, const ApiError &error);
    void refreshEnded(bool succeeded);
    void again(Flight &flight, milliseconds wait);
    void succeed(Flight &flight, const HttpAnswer &answer);
    void fail(Flight &flight, const ApiError &error);
    void retire(Flight &flight);
    Flight *joinable(const RequestData &request, const QByteArray &key);
    [[nodiscard]] HttpRequest httpRequestFor(const Flight &flight, const QUrl &url) const;

    ApiClient *q;
    QNetworkAccessManager *network;
    Credentials *credentials;
    const Clock *clock;
    Options options;
    RequestQueue queue;
    std::unordered_map<RequestQueue::Id, std::unique_ptr<Flight>> flights;
    QHash<QByteArray, RequestQueue::Id> flightByKey;
    QSet<Job *> jobs;
    RequestQueue::Id lastId = 0;
    /// Grows whenever a mutation goes out or comes back: a GET may only be shared while it stays, or a store that re-reads an
    /// object after a mutation would be handed an answer from before it.
    quint64 changes = 0;
    bool refreshing = false;
    RefusedTokens refusedTokens;
    int announcedCount = 0;
    QTimer sendTimer;
    QTimer refreshDeadline; ///< credentials that never answer must not hold requests for ever
};

void ApiClient::Private::enqueue(Job *job, Priority priority)
{
    const RequestData &request = job->request();
    jobs.insert(job);
    sendSoon();
    QByteArray key;
    if (isSafe(request.method()))
        key = request.encodedPath().toLatin1() + '?' + request.encodedQuery().toLatin1();
    Flight *flight = joinable(request, key);
    if (!flight) {
        auto created = std::make_unique<Flight>();
        flight = created.get();
        flight->id = ++lastId;
        flight->request = request;
        flight->key = key;
        flight->priority = priority;
        flights.emplace(flight->id, std::move(created));
        if (!key.isEmpty())
            flightByKey.insert(key, flight->id);
        queue.add(flight->id, priority);
    }
    flight->jobs.append(job);
    job->d->priority = priority;
    job->d->release = [this, job, id = flight->id] { return release(job, id); };
    job->d->priorityChanged = [this, id = flight->id] {
        if (const auto found = flights.find(id); found != flights.end())
            updatePriority(*found->second);
    };
    updatePriority(*flight);
}

/// As urgent as the most urgent of the jobs that wait for it.
void ApiClient::Private::updatePriority(Flight &flight)
{
    const bool urgent = std::any_of(flight.jobs.cbegin(), flight.jobs.cend(),
                                    [](const Job *job) { return job->d->priority == Priority::Foreground; });
    const Priority priority = urgent ? Priority::Foreground : Priority::Background;
    if (std::exchange(flight.priority, priority) == priority)
        return;
    queue.setPriority(flight.id, priority);
    sendSoon();
}

Flight *ApiClient::Private::joinable(const RequestData &request, const QByteArray &key)
{
    const auto found = flightByKey.constFind(key);
    if (key.isEmpty() || found == flightByKey.cend())
        return nullptr;
    Flight *flight = flights.at(found.value()).get();
    const bool onTheWire = flight->exchange != nullptr;
    if (onTheWire
        && (flight->changesBefore != changes || flight->authorization != credentials->authorizationFor(request)))
        return nullptr;
    return flight;
}

/// The job is gone, cancelled, or has its result.
bool ApiClient::Private::release(Job *job, RequestQueue::Id flightId)
{
    jobs.remove(job);
    sendSoon();
    const auto found = flights.find(flightId);
    if (found == flights.end())
        return false;
    Flight &flight = *found->second;
    flight.jobs.removeOne(job);
    const bool mayHaveArrived = flight.exchange && flight.exchange->bytesMayHaveLeft();
    if (flight.jobs.isEmpty())
        retire(flight);
    else
        updatePriority(flight);
    return mayHaveArrived;
}

void ApiClient::Private::endAllJobs()
{
    const QSet<Job *> orphans = std::exchange(jobs, {});
    for (Job *job : orphans)
        job->cancel();
    flights.clear();
}

void ApiClient::Private::sendNext()
{
    if (credentials->isReady()) {
        while (const auto id = queue.takeNext(clock->monotonic()))
            send(*flights.at(*id));
        if (const auto at = queue.nextChance(clock->monotonic()))
            sendTimer.start(std::max(milliseconds(1), *at - clock->monotonic()));
    }
    if (const int count = int(jobs.size()); std::exchange(announcedCount, count) != count)
        Q_EMIT q->pendingCountChanged(count);
}

void ApiClient::Private::send(Flight &flight)
{
    const RequestData &request = flight.request;
    const auto refuse = [&](ApiError::Kind kind) {
        queue.giveBack(flight.id);
        fail(flight, errorFor(kind, request));
    };
    if (options.readOnly && !isSafe(request.method())) {
        refuse(ApiError::Kind::ReadOnly);
        return;
    }
    if (const QStringList missing = missingFrom(request); !missing.isEmpty()) {
        ApiError error = errorFor(ApiError::Kind::Invalid, request);
        error.detail = u"%1 is missing"_s.arg(missing.join(u", "_s));
        queue.giveBack(flight.id);
        fail(flight, error);
        return;
    }
    flight.authorization = credentials->authorizationFor(request);
    if (flight.authorization.isEmpty()) {
        refuse(ApiError::Kind::NotSignedIn);
        return;
    }
    if (refreshing && credentials->canRefresh(flight.authorization)) {
        queue.giveBack(flight.id);
        flight.parked = true;
        flight.unauthorized = errorFor(ApiError::Kind::Unauthorized, request);
        return;
    }
    const QUrl url = urlFor(options.hosts.api, request);
    if (url.isEmpty()) {
        ApiError error = errorFor(ApiError::Kind::Invalid, request);
        error.detail = u"the path cannot be written as an address"_s;
        queue.giveBack(flight.id);
        fail(flight, error);
        return;
    }
    if (!isSafe(request.method()))
        ++changes;
    flight.changesBefore = changes;
    ++flight.sendings;
    flight.exchange = std::make_unique<HttpExchange>(
        network, httpRequestFor(flight, url),
        [this, id = flight.id](const HttpAnswer &answer) { answered(id, answer); }, q);
}

HttpRequest ApiClient::Private::httpRequestFor(const Flight &flight, const QUrl &url) const
{
    const RequestData &request = flight.request;
    HttpRequest result;
    result.method = request.method();
    result.url = url;
    result.authorization = flight.authorization;
    result.body = request.body;
    result.redirects = HttpRedirects::SameOrigin;
    result.limits.idle = options.idleTimeout;
    result.limits.total = options.totalTimeout;
    result.limits.body = std::min(answerLimits(*request.endpoint).body, options.maximumBody);
    result.operation = QString::fromLatin1(request.endpoint->id.data(), qsizetype(request.endpoint->id.size()));
    result.path = u"/v1"_s + request.encodedPath();
    result.attempt = flight.sendings;
    return result;
}

void ApiClient::Private::answered(RequestQueue::Id id, const HttpAnswer &answer)
{
    const auto found = flights.find(id);
    if (found == flights.end())
        return;
    Flight &flight = *found->second;
    queue.finished(id);
    // The exchange is calling us: it goes once it has returned.
    flight.exchange.release()->deleteLater();
    if (!isSafe(flight.request.method()))
        ++changes;
    sendSoon();

    milliseconds pause{0};
    if (const auto error = classify(answer, flight.request); !error) {
        refusedTokens.accepted(flight.authorization);
        succeed(flight, answer);
    } else if (error->kind != ApiError::Kind::Unauthorized || !handleUnauthorized(flight, *error)) {
        const RetryTiming timing{.retryBase = options.retryBase, .rateLimitBase = options.rateLimitBase};
        const auto retryAfter = parseRetryAfter(answer.retryAfter, answer.date, clock->now());
        const RetryDecision decision =
            decideRetry(*error, flight.attempts, timing, retryAfter, QRandomGenerator::global()->generateDouble());
        pause = decision.pauseAll;
        if (pause.count() > 0)
            queue.pauseUntil(clock->monotonic() + pause);
        if (decision.again) {
            ++(error->kind == ApiError::Kind::RateLimited ? flight.attempts.rateLimitWaits : flight.attempts.retries);
            again(flight, decision.wait);
        } else {
            fail(flight, *error);
        }
    }
    // Last: whoever listens may send, cancel or take the whole client away.
    const QPointer<ApiClient> alive(q);
    Q_EMIT q->requestFinished(answer.sent);
    if (alive && pause.count() > 0)
        Q_EMIT q->paused(pause);
}

bool ApiClient::Private::handleUnauthorized(Flight &flight, const ApiError &error)
{
    // Queued, because whoever listens may take the whole client away.
    const auto reject = [this, refused = flight.authorization] {
        QMetaObject::invokeMethod(
            credentials, [c = credentials, refused] { Q_EMIT c->rejected(refused); }, Qt::QueuedConnection);
    };
    if (flight.replayed) {
        if (refusedTokens.refused(flight.authorization, flight.request.endpoint))
            reject();
        return false;
    }
    const QByteArray current = credentials->authorizationFor(flight.request);
    if (!current.isEmpty() && current != flight.authorization) {
        // Refused with a token that has been replaced meanwhile.
        flight.replayed = true;
        again(flight, milliseconds(0));
        return true;
    }
    if (!credentials->canRefresh(flight.authorization)) {
        reject();
        return false;
    }
    flight.replayed = true;
    flight.parked = true;
    flight.unauthorized = error;
    if (!std::exchange(refreshing, true)) {
        refreshDeadline.start(options.totalTimeout);
        credentials->refresh();
    }
    return true;
}

void ApiClient::Private::refreshEnded(bool succeeded)
{
    if (!std::exchange(refreshing, false))
        return;
    refreshDeadline.stop();
    QList<RequestQueue::Id> parked;
    for (const auto &[id, flight] : flights) {
        if (flight->parked)
            parked.append(id);
    }
    for (const RequestQueue::Id id : std::as_const(parked)) {
        Flight &flight = *flights.at(id);
        flight.parked = false;
        if (succeeded)
            again(flight, milliseconds(0));
        else
            fail(flight, ApiError(flight.unauthorized));
    }
    sendSoon();
}

void ApiClient::Private::again(Flight &flight, milliseconds wait)
{
    if (wait.count() <= 0) {
        queue.add(flight.id, flight.priority);
    } else {
        queue.add(flight.id, flight.priority, clock->monotonic() + wait);
        for (Job *job : std::as_const(flight.jobs)) {
            const auto tell = [job, attempt = flight.sendings + 1, wait] { Q_EMIT job->retryScheduled(attempt, wait); };
            QMetaObject::invokeMethod(job, tell, Qt::QueuedConnection);
        }
    }
    sendSoon();
}

void ApiClient::Private::succeed(Flight &flight, const HttpAnswer &answer)
{
    const QList<Job *> waiting = std::exchange(flight.jobs, {});
    const QString requestId = QString::fromLatin1(answer.requestId);
    retire(flight);
    for (Job *job : waiting)
        job->endWith(answer.body, answer.status, requestId, options.decodeOffThreadAbove);
}

void ApiClient::Private::fail(Flight &flight, const ApiError &error)
{
    const QList<Job *> waiting = std::exchange(flight.jobs, {});
    retire(flight);
    for (Job *job : waiting)
        job->end(error);
}

void ApiClient::Private::retire(Flight &flight)
{
    const RequestQueue::Id id = flight.id;
    queue.remove(id);
    queue.finished(id);
    if (const auto found = flightByKey.constFind(flight.key); found != flightByKey.cend() && found.value() == id)
        flightByKey.erase(found);
    if (flight.exchange && !isSafe(flight.request.method()))
        ++changes;
    flights.erase(id);
    sendSoon();
}

ApiClient::ApiClient(QNetworkAccessManager *network, Credentials *credentials, const Clock *clock, Options options,
                     QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, network, credentials, clock, std::move(options)))
{}

ApiClient::~ApiClient()
{
    d->endAllJobs();
}

const ApiClient::Options &ApiClient::options() const
{
    return d->options;
}

void ApiClient::setReadOnly(bool readOnly)
{
    if (d->options.readOnly == readOnly)
        return;
    d->options.readOnly = readOnly;
    Q_EMIT readOnlyChanged(readOnly);
}

bool ApiClient::isReadOnly() const
{
    return d->options.readOnly;
}

int ApiClient::pendingCount() const
{
    return int(d->jobs.size());
}

void ApiClient::enqueue(Job *job, Priority priority)
{
    d->enqueue(job, priority);
}

} // namespace orrery::api
