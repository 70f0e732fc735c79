// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/metrics_scraper.h"

#include "api/core/classify.h"
#include "api/core/http_lane.h"
#include "api/storage/requests.h"

#include <QFutureWatcher>
#include <QHash>
#include <QPointer>
#include <QUrlQuery>
#include <QtConcurrentRun>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace orrery::api {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

// No operation of the API and in no table: it is on another host and takes no credential.
constexpr Endpoint scrapeEndpoint{.id = "scrape_branch", .method = Method::Get, .path = "/metrics/branch/{branch}"};
/// An address that was just fetched is used whatever its expiry says: this machine's clock may be wrong.
constexpr milliseconds trusted{30'000};

RequestData scrapeRequest(const QString &branchId)
{
    return {.endpoint = &scrapeEndpoint, .pathArguments = {branchId}, .query = {}, .body = {}};
}

/// Takes the parts of a signed address out of what a server or Qt wrote about it.
void removeAddress(ApiError &error, const Secret &address)
{
    const QUrl url = QUrl::fromEncoded(address.reveal());
    QStringList secrets{url.query(QUrl::FullyEncoded), url.query(QUrl::FullyDecoded)};
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        if (value.size() >= 6)
            secrets += {value, QString::fromLatin1(QUrl::toPercentEncoding(value))};
    }
    for (QString *text : {&error.message, &error.detail, &error.code}) {
        for (const QString &secret : std::as_const(secrets)) {
            if (!secret.isEmpty())
                text->replace(secret, u"[redacted]"_s);
        }
    }
}

} // namespace

class MetricsScraper::Private
{
public:
    struct Scrape
    {
        QString organization;
        QString branchId;
        QPointer<QObject> context;
        ScrapeDone done;
        bool again = false; ///< with an address that was asked for because the first was refused
        milliseconds fetchedAt{0}; ///< of the address it is sent with
        Secret address;
        QMetaObject::Connection contextGone;
    };
    struct Organization
    {
        ScrapeTargets targets;
        milliseconds fetchedAt{0};
        bool known = false;
        bool asking = false;
        QList<std::pair<QPointer<QObject>, TargetsDone>> waiting;
    };

    Private(MetricsScraper *scraper, ApiClient *apiClient, QNetworkAccessManager *network, const Clock *theClock,
            Options theOptions)
        : q(scraper), client(apiClient), clock(theClock), options(theOptions), lane(network, options.concurrent)
    {
        QObject::connect(&lane, &HttpLane::requestFinished, q, &MetricsScraper::requestFinished);
    }

    /// `needed`: the target that has to be usable; null when the list is all that is wanted.
    [[nodiscard]] bool isFresh(const Organization &organization, const ScrapeTarget *needed) const;
    void ask(const QString &name, QObject *context, TargetsDone done);
    void answered(const QString &name, const Result<ScrapeTargets> &result);
    void find(int id);
    void send(int id, const ScrapeTarget &target, milliseconds fetchedAt);
    void landed(int id, const HttpAnswer &answer);
    void read(int id, const HttpAnswer &answer);
    void end(int id, const Result<ScrapedVolumes> &result);
    [[nodiscard]] ApiError errorOf(const Scrape &scrape, ApiError error) const;

    MetricsScraper *q;
    ApiClient *client;
    const Clock *clock;
    Options options;
    HttpLane lane;
    QHash<QString, Organization> organizations;
    std::unordered_map<int, Scrape> scrapes;
    int lastId = 0;
};

bool MetricsScraper::Private::isFresh(const Organization &organization, const ScrapeTarget *needed) const
{
    if (!organization.known)
        return false;
    const milliseconds age = clock->monotonic() - organization.fetchedAt;
    if (age >= options.keepTargets)
        return false;
    const auto expires = [&](const ScrapeTarget &target) {
        return target.expiresAt.isValid() && age > trusted
            && clock->now().addMSecs(options.expiryMargin.count()) >= target.expiresAt;
    };
    if (needed)
        return !expires(*needed);
    return std::none_of(organization.targets.targets.cbegin(), organization.targets.targets.cend(), expires);
}

void MetricsScraper::Private::ask(const QString &name, QObject *context, TargetsDone done)
{
    Organization &organization = organizations[name];
    organization.waiting.append({context, std::move(done)});
    if (std::exchange(organization.asking, true))
        return;
    client->send(storage::scrapeTargets({name}), q, Priority::Background)
        ->then(q, [this, name](const Result<ScrapeTargets> &result) { answered(name, result); });
}

void MetricsScraper::Private::answered(const QString &name, const Result<ScrapeTargets> &result)
{
    Organization &organization = organizations[name];
    organization.asking = false;
    if (result) {
        organization.targets = *result;
        organization.known = true;
        organization.fetchedAt = clock->monotonic();
    }
    const auto waiting = std::exchange(organization.waiting, {});
    // Whoever is told may take the scraper away.
    const QPointer<MetricsScraper> alive(q);
    for (const auto &[context, done] : waiting) {
        if (context)
            done(result);
        if (!alive)
            return;
    }
}

void MetricsScraper::Private::find(int id)
{
    const Scrape &scrape = scrapes.at(id);
    const Organization &organization = organizations[scrape.organization];
    const ScrapeTarget *known = organization.targets.find(scrape.branchId);
    // After a refusal, an address that others have asked for meanwhile will do.
    const bool usable = !scrape.again || organization.fetchedAt > scrape.fetchedAt;
    // A branch that is not in the list may be new, but not newer than a moment.
    const bool justAsked = organization.known && clock->monotonic() - organization.fetchedAt <= trusted;
    if (usable && !organization.asking && ((known && isFresh(organization, known)) || (!known && justAsked))) {
        if (known)
            send(id, *known, organization.fetchedAt);
        else
            end(id, tl::unexpected(errorOf(scrape, {.kind = ApiError::Kind::NotFound})));
        return;
    }
    ask(scrape.organization, q, [this, id](const Result<ScrapeTargets> &result) {
        const auto found = scrapes.find(id);
        if (found == scrapes.end())
            return;
        if (!result) {
            end(id, tl::unexpected(result.error()));
            return;
        }
        const Organization &from = organizations[found->second.organization];
        if (const ScrapeTarget *target = result->find(found->second.branchId))
            send(id, *target, from.fetchedAt);
        else
            end(id, tl::unexpected(errorOf(found->second, {.kind = ApiError::Kind::NotFound})));
    });
}

void MetricsScraper::Private::send(int id, const ScrapeTarget &target, milliseconds fetchedAt)
{
    Scrape &scrape = scrapes.at(id);
    scrape.address = target.address;
    scrape.fetchedAt = fetchedAt;

    const ApiError place = errorOf(scrape, {});
    HttpRequest request;
    request.url = QUrl::fromEncoded(scrape.address.reveal(), QUrl::StrictMode);
    request.carriesSecret = true; // the address is signed
    request.accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=1";
    request.limits.idle = options.idleTimeout;
    request.limits.total = options.totalTimeout;
    request.limits.body = options.maximumBody;
    request.operation = place.operation;
    request.path = place.path;
    request.attempt = scrape.again ? 2 : 1;
    lane.send(request, scrape.context, [this, id](const HttpAnswer &answer) { landed(id, answer); });
}

ApiError MetricsScraper::Private::errorOf(const Scrape &scrape, ApiError error) const
{
    const ApiError context = errorFor(error.kind, scrapeRequest(scrape.branchId));
    error.method = context.method;
    error.operation = context.operation;
    error.path = context.path.mid(3); // "/v1" belongs to the API's host
    if (error.kind == ApiError::Kind::NotFound && error.status == 0)
        error.detail = u"the service names no metrics address for this branch"_s;
    removeAddress(error, scrape.address);
    return error;
}

void MetricsScraper::Private::landed(int id, const HttpAnswer &answer)
{
    const auto found = scrapes.find(id);
    if (found == scrapes.end())
        return;
    Scrape &scrape = found->second;
    if (auto error = classify(answer, scrapeRequest(scrape.branchId))) {
        const bool refused = answer.status == 401 || answer.status == 403;
        if (refused && !std::exchange(scrape.again, true))
            find(id);
        else
            end(id, tl::unexpected(errorOf(scrape, *error)));
    } else {
        read(id, answer);
    }
}

void MetricsScraper::Private::read(int id, const HttpAnswer &answer)
{
    auto *watcher = new QFutureWatcher<Result<ScrapedVolumes>>(q);
    QObject::connect(watcher, &QFutureWatcherBase::finished, q, [this, id, watcher, status = answer.status] {
        watcher->deleteLater();
        const auto found = scrapes.find(id);
        if (found == scrapes.end())
            return;
        Result<ScrapedVolumes> result = watcher->result();
        if (!result) {
            result.error().status = status;
            result.error() = errorOf(found->second, result.error());
        }
        end(id, result);
    });
    watcher->setFuture(QtConcurrent::run(
        [body = answer.body, type = answer.contentType] { return readVolumes(body, expositionFormatOf(type)); }));
}

void MetricsScraper::Private::end(int id, const Result<ScrapedVolumes> &result)
{
    const auto found = scrapes.find(id);
    const QPointer<QObject> context = found->second.context;
    const ScrapeDone done = std::move(found->second.done);
    QObject::disconnect(found->second.contextGone);
    scrapes.erase(found);
    // Last: whoever is told may take the scraper away.
    if (context)
        done(result);
}

MetricsScraper::MetricsScraper(ApiClient *client, QNetworkAccessManager *network, const Clock *clock, Options options,
                               QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, client, network, clock, options))
{}

MetricsScraper::MetricsScraper(ApiClient *client, QNetworkAccessManager *network, const Clock *clock, QObject *parent)
    : MetricsScraper(client, network, clock, Options(), parent)
{}

MetricsScraper::~MetricsScraper() = default;

void MetricsScraper::discover(const QString &organization, QObject *context, TargetsDone done)
{
    const Private::Organization &known = d->organizations[organization];
    if (known.asking || !d->isFresh(known, nullptr)) {
        d->ask(organization, context, std::move(done));
        return;
    }
    QMetaObject::invokeMethod(
        context, [targets = known.targets, done = std::move(done)] { done(targets); }, Qt::QueuedConnection);
}

void MetricsScraper::scrape(const QString &organization, const QString &branchId, QObject *context, ScrapeDone done)
{
    const int id = ++d->lastId;
    Private::Scrape scrape;
    scrape.organization = organization;
    scrape.branchId = branchId;
    scrape.context = context;
    scrape.done = std::move(done);
    scrape.contextGone = connect(context, &QObject::destroyed, this, [this, id] { d->scrapes.erase(id); });
    d->scrapes.emplace(id, std::move(scrape));
    // Queued, because a branch that is known to have no metrics ends at once.
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            if (d->scrapes.contains(id))
                d->find(id);
        },
        Qt::QueuedConnection);
}

int MetricsScraper::pendingCount() const
{
    return int(d->scrapes.size());
}

void MetricsScraper::forget()
{
    for (auto &organization : d->organizations) {
        organization.targets = {};
        organization.known = false;
    }
}

} // namespace orrery::api
