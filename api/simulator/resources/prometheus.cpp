// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/server.h"
#include "api/simulator/storage_model.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrl>

#include <array>

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

/// Metrics as text: families in the order they are begun, lines of a family together.
class Text
{
public:
    void family(const QByteArray &name, const char *help)
    {
        m_name = name;
        m_bytes += "# HELP " + name + ' ' + help + "\n# TYPE " + name + " gauge\n";
    }
    void sample(const QByteArray &labels, qint64 value)
    {
        m_bytes += m_name;
        m_bytes += '{';
        m_bytes += labels;
        m_bytes += "} ";
        m_bytes += QByteArray::number(value);
        m_bytes += '\n';
    }
    QByteArray bytes() const { return m_bytes; }

private:
    QByteArray m_name;
    QByteArray m_bytes;
};

/// name="value", escaped as the format wants it.
QByteArray label(const char *name, const QString &value)
{
    QByteArray escaped = value.toUtf8();
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return QByteArray(name) + "=\"" + escaped + '"';
}

const char *cellOf(qsizetype pod)
{
    static constexpr std::array<const char *, 3> cells{"use1az1", "use1az4", "use1az6"};
    return cells[static_cast<size_t>(pod) % cells.size()];
}

/// A volume and the labels of its pod.
struct Volume
{
    QByteArray labels;
    StorageSample storage;
};

QList<Volume> volumesOf(const Branch &branch, Instant now)
{
    QList<Volume> volumes;
    const QByteArray id = label("planetscale_database_branch_id", branch.id);
    if (branch.kind != u"mysql") {
        const QList<Pod> pods = postgresPods(branch);
        for (qsizetype i = 0; i < pods.size(); ++i)
            volumes.append({QByteArray("planetscale_cell=\"") + cellOf(i) + "\",planetscale_component=\"postgres\","
                                + id + ',' + label("planetscale_pod", pods.at(i).name) + ','
                                + label("planetscale_role", pods.at(i).role),
                            podStorage(branch, i, now)});
        return volumes;
    }
    for (const Keyspace &keyspace : branch.keyspaces) {
        for (auto it = keyspace.storage.constBegin(); it != keyspace.storage.constEnd(); ++it) {
            const StorageSample primary = storageAt(it.value(), now);
            const QList<Pod> pods = tabletPods(branch, keyspace, it.key());
            for (qsizetype i = 0; i < pods.size(); ++i)
                volumes.append({QByteArray("planetscale_cell=\"") + cellOf(i) + "\"," + id + ','
                                    + label("planetscale_keyspace", keyspace.name) + ','
                                    + label("planetscale_pod", pods.at(i).name) + ','
                                    + label("planetscale_shard", it.key()) + ','
                                    + label("planetscale_tablet_type", pods.at(i).role),
                                followed(primary, i)});
        }
    }
    return volumes;
}

void addTables(Text &text, const Branch &branch, Instant now)
{
    const QByteArray id = label("planetscale_database_branch_id", branch.id) + ',';
    const auto each = [&](const auto &add) {
        for (const Keyspace &keyspace : branch.keyspaces) {
            const auto shares = tableShares(branch, keyspace);
            for (auto it = keyspace.storage.constBegin(); it != keyspace.storage.constEnd(); ++it) {
                const QByteArray where = id + label("planetscale_keyspace", keyspace.name) + ','
                    + label("planetscale_shard", it.key()) + ',';
                const qint64 used = storageAt(it.value(), now).used;
                for (const auto &[table, share] : shares)
                    add(where + label("planetscale_table", table), used, share);
            }
        }
    };
    text.family("planetscale_vttablet_table_storage_bytes", "Storage size of tables in bytes");
    each([&](const QByteArray &labels, qint64 used, double share) {
        text.sample(labels, static_cast<qint64>(static_cast<double>(used) * share));
    });
    text.family("planetscale_mysql_auto_increment_util_percentage", "Used share of the auto increment range");
    each([&](const QByteArray &labels, qint64, double share) {
        text.sample(labels, static_cast<qint64>(share * 1000) % 100);
    });
    // A branch with thousands of tables has metrics by the ten thousands, few of them about storage.
    constexpr qsizetype manyTables = 1000;
    for (int i = 0; branch.schema.size() >= manyTables && i < 20; ++i) {
        text.family("planetscale_simulated_table_detail_" + QByteArray::number(i), "Something else of a table");
        each([&](const QByteArray &labels, qint64 used, double) { text.sample(labels, used % (1000 + i)); });
    }
}

QByteArray exposition(const Branch &branch, Instant now)
{
    const bool mysql = branch.kind == u"mysql";
    const QList<Volume> volumes = volumesOf(branch, now);
    Text text;
    text.family(mysql ? "planetscale_vttablet_volume_available_bytes" : "planetscale_volume_available_bytes",
                "Available storage space in bytes");
    for (const Volume &volume : volumes)
        text.sample(volume.labels, volume.storage.available());
    text.family(mysql ? "planetscale_vttablet_volume_capacity_bytes" : "planetscale_volume_capacity_bytes",
                "Total storage capacity in bytes");
    for (const Volume &volume : volumes)
        text.sample(volume.labels, volume.storage.capacity);
    if (mysql)
        addTables(text, branch, now);
    // The service has much more than storage: whoever reads must pass it over.
    text.family(mysql ? "planetscale_mysql_threads_running" : "planetscale_postgres_connection_state",
                "Something else");
    for (const Volume &volume : volumes)
        text.sample(volume.labels, 1 + volume.storage.used % 30);
    return text.bytes();
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
