// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/json_parts.h"
#include "api/simulator/router.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMaximum = 5; ///< of one database
constexpr Instant kTestInterval = 20 * kSecond;

struct Webhook
{
    QString id;
    QString url;
    bool enabled = false;
    QStringList events;
    QString lastResult;
    bool lastSuccess = false;
    Instant lastSentAt = 0;
    Instant lastTestAt = 0;
    Instant createdAt = 0;
    Instant updatedAt = 0;
    Quirks quirks;
};
using Webhooks = std::vector<Webhook>;

const QStringList &eventNames()
{
    static const QStringList names{u"branch.ready"_s,
                                   u"branch.anomaly"_s,
                                   u"branch.out_of_memory"_s,
                                   u"branch.primary_promoted"_s,
                                   u"branch.schema_recommendation"_s,
                                   u"branch.sleeping"_s,
                                   u"branch.start_maintenance"_s,
                                   u"cluster.storage"_s,
                                   u"database.access_request"_s,
                                   u"deploy_request.closed"_s,
                                   u"deploy_request.errored"_s,
                                   u"deploy_request.in_progress"_s,
                                   u"deploy_request.opened"_s,
                                   u"deploy_request.pending_cutover"_s,
                                   u"deploy_request.queued"_s,
                                   u"deploy_request.reverted"_s,
                                   u"deploy_request.schema_applied"_s,
                                   u"keyspace.storage"_s,
                                   u"webhook.test"_s};
    return names;
}

/// 64 hexadecimal digits, the same for one webhook in every answer.
QString secretOf(const Webhook &webhook)
{
    return QString::fromLatin1(
        QCryptographicHash::hash("webhook " + webhook.id.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QJsonObject webhookJson(const Webhook &webhook)
{
    const bool sent = webhook.lastSentAt != 0;
    QJsonObject json{{u"id"_s, webhook.id},
                     {u"type"_s, u"DatabaseWebhook"_s},
                     {u"url"_s, webhook.url},
                     {u"secret"_s, secretOf(webhook)},
                     {u"enabled"_s, webhook.enabled},
                     {u"last_sent_result"_s, sent ? QJsonValue(webhook.lastResult) : QJsonValue(QJsonValue::Null)},
                     {u"last_sent_success"_s, sent ? QJsonValue(webhook.lastSuccess) : QJsonValue(QJsonValue::Null)},
                     {u"last_sent_at"_s, timeOrNull(webhook.lastSentAt)},
                     {u"created_at"_s, timeOrNull(webhook.createdAt)},
                     {u"updated_at"_s, timeOrNull(webhook.updatedAt)},
                     {u"events"_s, toArray(webhook.events)}};
    webhook.quirks.apply(json);
    return json;
}

bool isPublicHost(const QString &host)
{
    const QHostAddress address(host);
    if (!address.isNull()) {
        const auto isIn = [&address](const char *net) {
            return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(net)));
        };
        return address.isGlobal() && !isIn("10.0.0.0/8") && !isIn("172.16.0.0/12") && !isIn("192.168.0.0/16")
            && !isIn("fc00::/7");
    }
    return host.contains(u'.') && !host.endsWith(".local"_L1) && !host.endsWith(".localhost"_L1);
}

/// What is wrong with a body; `self` is the webhook that is changed, or null.
QString faultOf(const QJsonObject &body, const Webhooks &all, const Webhook *self)
{
    const QJsonValue url = body.value(u"url"_s);
    if (!url.isUndefined()) {
        const QUrl parsed(url.toString(), QUrl::StrictMode);
        if (!parsed.isValid() || parsed.scheme() != u"https" || parsed.host().isEmpty())
            return u"Url must be a valid HTTPS URL"_s;
        if (!isPublicHost(parsed.host()))
            return u"Url must be reachable from the internet"_s;
        if (std::any_of(all.cbegin(), all.cend(),
                        [&](const Webhook &each) { return &each != self && each.url == url.toString(); }))
            return u"Url has already been taken"_s;
    } else if (!self) {
        return u"Url can't be blank"_s;
    }
    const QJsonValue enabled = body.value(u"enabled"_s);
    if (!enabled.isUndefined() && !enabled.isBool())
        return u"Enabled must be true or false"_s;
    const QJsonValue events = body.value(u"events"_s);
    if (!events.isUndefined() && !events.isArray())
        return u"Events must be a list"_s;
    const QJsonArray wanted = events.toArray();
    for (const QJsonValue &event : wanted) {
        if (!eventNames().contains(event.toString()))
            return u"Events contains an unknown event: %1"_s.arg(event.toString());
    }
    return {};
}

void apply(const QJsonObject &body, Webhook &webhook, Instant now)
{
    webhook.url = body.value(u"url"_s).toString(webhook.url);
    webhook.enabled = body.value(u"enabled"_s).toBool(webhook.enabled);
    if (body.contains(u"events"_s)) {
        webhook.events.clear();
        const QJsonArray wanted = body.value(u"events"_s).toArray();
        for (const QJsonValue &event : wanted)
            webhook.events.append(event.toString());
    }
    webhook.updatedAt = now;
}

Webhook *find(const Context &context)
{
    auto &all = context.database->parts.get<Webhooks>();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Webhook &each) { return each.id == context.path.value(u"id"_s); });
    return found == all.end() ? nullptr : &*found;
}

HttpResponse listWebhooks(Context &context)
{
    QList<QJsonObject> items;
    for (const Webhook &webhook : context.database->parts.get<Webhooks>())
        items.append(webhookJson(webhook));
    return listResponse(context.request, context.base, items, false);
}

HttpResponse createWebhook(Context &context)
{
    auto &all = context.database->parts.get<Webhooks>();
    if (const QString fault = faultOf(context.body, all, nullptr); !fault.isEmpty())
        return HttpResponse::unprocessable(fault);
    if (all.size() >= kMaximum)
        return HttpResponse::unprocessable(u"Database has reached its limit of %1 webhooks"_s.arg(kMaximum));
    Webhook webhook;
    webhook.id = context.world.newId();
    webhook.createdAt = context.now();
    apply(context.body, webhook, context.now());
    all.push_back(webhook);
    context.world.record(*context.organization, context.caller.actor, u"webhook.created"_s, u"DatabaseWebhook"_s,
                         webhook.id, webhook.url);
    return HttpResponse::json(webhookJson(webhook), 201);
}

HttpResponse updateWebhook(Context &context)
{
    Webhook *webhook = find(context);
    if (!webhook)
        return HttpResponse::notFound();
    if (const QString fault = faultOf(context.body, context.database->parts.get<Webhooks>(), webhook); !fault.isEmpty())
        return HttpResponse::unprocessable(fault);
    apply(context.body, *webhook, context.now());
    context.world.record(*context.organization, context.caller.actor, u"webhook.updated"_s, u"DatabaseWebhook"_s,
                         webhook->id, webhook->url);
    return HttpResponse::json(webhookJson(*webhook));
}

HttpResponse deleteWebhook(Context &context)
{
    const Webhook *webhook = find(context);
    if (!webhook)
        return HttpResponse::notFound();
    context.world.record(*context.organization, context.caller.actor, u"webhook.deleted"_s, u"DatabaseWebhook"_s,
                         webhook->id, webhook->url);
    auto &all = context.database->parts.get<Webhooks>();
    all.erase(all.begin() + (webhook - all.data()));
    return HttpResponse::noContent();
}

/// Nothing is sent from here. What the receiver would answer stands at the end of the URL: ".../503", ".../timeout";
/// anything else is a 200.
HttpResponse testWebhook(Context &context)
{
    Webhook *webhook = find(context);
    if (!webhook)
        return HttpResponse::notFound();
    if (webhook->lastTestAt != 0 && context.now() - webhook->lastTestAt < kTestInterval)
        return HttpResponse::error(429, u"rate_limited"_s, u"Only one test event can be sent every 20 seconds"_s);
    const QString last = QUrl(webhook->url).path().section(u'/', -1);
    bool isStatus = false;
    const int status = last.size() == 3 ? last.toInt(&isStatus) : 0;
    webhook->lastResult = isStatus || last == u"timeout" ? last : u"200"_s;
    webhook->lastSuccess = last != u"timeout" && (!isStatus || (status >= 200 && status < 300));
    webhook->lastTestAt = webhook->lastSentAt = context.now();
    return HttpResponse::noContent();
}

Webhook &add(World &world, Database &database, const QString &url, const QStringList &events, Instant age)
{
    Webhook webhook;
    webhook.id = world.newId();
    webhook.url = url;
    webhook.events = events;
    webhook.enabled = true;
    webhook.createdAt = webhook.updatedAt = world.now() - age;
    return database.parts.get<Webhooks>().emplace_back(std::move(webhook));
}

void delivered(Webhook &webhook, const QString &result, Instant at)
{
    webhook.lastResult = result;
    webhook.lastSuccess = result == u"200";
    webhook.lastSentAt = at;
}

/// One that works, one whose receiver is broken, one that failed until the service switched it off.
void populateDemo(World &world)
{
    Organization &acme = *world.organization(u"acme"_s);
    Database &shop = *acme.database(u"shop"_s);
    const Instant now = world.now();
    delivered(add(world, shop, u"https://hooks.acme.example/planetscale/deploys"_s,
                  {u"deploy_request.opened"_s, u"deploy_request.queued"_s, u"deploy_request.pending_cutover"_s,
                   u"deploy_request.schema_applied"_s, u"deploy_request.errored"_s},
                  140 * kDay),
              u"200"_s, now - 11 * kMinute);
    delivered(add(world, shop, u"https://pager.acme.example/planetscale/503"_s,
                  {u"keyspace.storage"_s, u"branch.anomaly"_s, u"branch.out_of_memory"_s}, 60 * kDay),
              u"503"_s, now - 3 * kHour);
    Webhook &old = add(world, shop, u"https://ci.acme.example/hooks/timeout"_s,
                       {u"branch.ready"_s, u"branch.sleeping"_s}, 300 * kDay);
    delivered(old, u"timeout"_s, now - 40 * kDay);
    old.enabled = false;
    old.updatedAt = now - 40 * kDay;
    add(world, *acme.database(u"analytics"_s), u"https://hooks.acme.example/planetscale/analytics"_s,
        {u"cluster.storage"_s, u"branch.primary_promoted"_s}, 2 * kDay);
}

void populateHostile(World &world)
{
    for (const auto &database : world.organization(u"acme"_s)->databases) {
        const QString name = database->name;
        add(world, *database, u"https://hooks.example/"_s + name, {u"branch.ready"_s}, kDay).lastResult = name;
        add(world, *database, u"javascript:alert(1)"_s, eventNames(), kDay).quirks.set = {
            {u"events"_s, QJsonArray{u"branch.ready"_s, u"galaxy.collapsed"_s, name}},
            {u"last_sent_result"_s, name},
            {u"last_sent_at"_s, u"9999-12-31T23:59:59.999Z"_s}};
        add(world, *database, u"https://hooks.example/wrong-types"_s, {}, kDay).quirks.set = {
            {u"secret"_s, 12345},
            {u"enabled"_s, u"yes"_s},
            {u"events"_s, u"branch.ready"_s},
            {u"last_sent_success"_s, 1},
            {u"created_at"_s, true}};
        add(world, *database, u"https://hooks.example/missing"_s, {}, kDay).quirks.drop = {
            u"url"_s,         u"secret"_s, u"enabled"_s, u"events"_s, u"last_sent_result"_s, u"last_sent_success"_s,
            u"last_sent_at"_s};
    }
}

} // namespace

void addWebhookRoutes(Router &router)
{
    const QString list = u"/organizations/{organization}/databases/{database}/webhooks"_s;
    const QString one = list + u"/{id}"_s;
    const Access read = Access::listed(u"read_databases read_database"_s, u"read_database"_s);
    const Access write = Access::listed(u"write_databases write_database"_s, u"write_database"_s);
    router.add("GET", list, read, listWebhooks);
    router.add("POST", list, write, createWebhook);
    router.add("GET", one, read, [](Context &context) {
        const Webhook *webhook = find(context);
        return webhook ? HttpResponse::json(webhookJson(*webhook)) : HttpResponse::notFound();
    });
    router.add("PATCH", one, write, updateWebhook);
    router.add("DELETE", one, write, deleteWebhook);
    router.add("POST", one + u"/test"_s, write, testWebhook);
}

void populateWebhooks(World &world, const QString &scenario)
{
    if (scenario == u"demo")
        populateDemo(world);
    else if (scenario == u"hostile")
        populateHostile(world);
}

} // namespace orrery::simulator
