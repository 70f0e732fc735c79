// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/server.h"
#include "api/simulator/storage_model.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrl>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// The signature of a scrape address: it stands in for a credential, so it must be unguessable from the address.
QString signature(const QString &branchId, const QString &expiry)
{
    const QByteArray text = "orrery-simulator:" + branchId.toUtf8() + ':' + expiry.toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(40));
}

/// Prometheus HTTP service discovery: a bare array, one target group a branch. Addresses expire after a quarter of an hour.
HttpResponse discover(Context &context)
{
    QJsonArray groups;
    const QString expiry = QString::number((context.now() + 15 * kMinute) / kSecond);
    for (const auto &database : context.organization->databases) {
        for (const auto &branch : database->branches) {
            if (!branch->production)
                continue;
            groups.append(QJsonObject{{u"targets"_s, QJsonArray{QUrl(context.base).authority()}},
                                      {u"labels"_s,
                                       QJsonObject{{u"__scheme__"_s, u"http"_s},
                                                   {u"__metrics_path__"_s, u"/metrics/branch/"_s + branch->id},
                                                   {u"__param_sig"_s, signature(branch->id, expiry)},
                                                   {u"__param_exp"_s, expiry},
                                                   {u"planetscale_organization_name"_s, context.organization->name},
                                                   {u"planetscale_database_name"_s, database->name},
                                                   {u"planetscale_branch_name"_s, branch->name},
                                                   {u"planetscale_database_branch_id"_s, branch->id}}}});
        }
    }
    return HttpResponse::raw(QJsonDocument(groups).toJson(QJsonDocument::Compact));
}

QByteArray exposition(const Branch &branch, Instant now)
{
    const bool mysql = branch.kind == u"mysql";
    const QString prefix = mysql ? u"planetscale_vttablet_volume_"_s : u"planetscale_volume_"_s;
    QString available =
        u"# HELP %1available_bytes Bytes available on the volume.\n# TYPE %1available_bytes gauge\n"_s.arg(prefix);
    QString capacity =
        u"# HELP %1capacity_bytes Bytes the volume holds.\n# TYPE %1capacity_bytes gauge\n"_s.arg(prefix);
    for (const Keyspace &keyspace : branch.keyspaces) {
        for (auto it = keyspace.storage.constBegin(); it != keyspace.storage.constEnd(); ++it) {
            const StorageSample sample = storageAt(it.value(), now);
            const QString labels = mysql
                ? u"planetscale_cell=\"use1az1\",planetscale_database_branch_id=\"%1\",planetscale_keyspace=\"%2\",planetscale_pod=\"vttablet-%2-%3\",planetscale_shard=\"%3\",planetscale_tablet_type=\"primary\""_s
                      .arg(branch.id, keyspace.name, it.key())
                : u"planetscale_cell=\"use1az1\",planetscale_component=\"postgres\",planetscale_database_branch_id=\"%1\",planetscale_pod=\"postgres-0\",planetscale_role=\"primary\""_s
                      .arg(branch.id);
            available += u"%1available_bytes{%2} %3\n"_s.arg(prefix, labels).arg(sample.available());
            capacity += u"%1capacity_bytes{%2} %3\n"_s.arg(prefix, labels).arg(sample.capacity);
        }
    }
    return (available + capacity).toUtf8();
}

} // namespace

HttpResponse answerScrape(World &world, const HttpRequest &request)
{
    const QString id = request.segments.value(2);
    if (request.method != "GET" || request.segments.value(1) != u"branch")
        return HttpResponse::notFound();
    const QString expiry = request.query(u"exp"_s);
    // The host wants the signed address alone; one that also carries a credential is refused, as live.
    const bool valid = request.header("authorization").isEmpty() && request.query(u"sig"_s) == signature(id, expiry)
        && expiry.toLongLong() * kSecond > world.now();
    if (!valid)
        return HttpResponse::error(401, u"unauthorized"_s, u"The signed address is not valid"_s);
    for (const auto &organization : world.organizations) {
        for (const auto &database : organization->databases) {
            if (const Branch *branch = database->branchById(id)) {
                HttpResponse response;
                response.contentType = "text/plain; version=0.0.4; charset=utf-8";
                response.body = exposition(*branch, world.now());
                return response;
            }
        }
    }
    return HttpResponse::notFound();
}

void addPrometheusRoutes(Router &router)
{
    router.add("GET", u"/organizations/{organization}/metrics"_s, Access::listed({}, u"read_metrics_endpoints"_s),
               discover);
}

} // namespace orrery::simulator
