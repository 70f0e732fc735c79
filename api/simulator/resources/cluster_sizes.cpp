// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/cluster_sizes.h"

#include "api/simulator/resources/json.h"

#include <QJsonDocument>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

struct Size
{
    const char *name; ///< without the suffix that those of Postgres have
    const char *display;
    const char *cpu;
    int memoryGib;
    double rate; ///< the demo's own prices
    bool metal = false;
    bool enabled = true;
};

// Names, processors and memory as the page "planetscale-skus" has them.
constexpr Size sizes[] = {
    {"PS_DEV", "PS-DEV", "1/16", 1, 10},
    {"PS_10", "PS-10", "1/8", 1, 39},
    {"PS_20", "PS-20", "1/4", 2, 59},
    {"PS_40", "PS-40", "1/2", 4, 99},
    {"PS_80", "PS-80", "1", 8, 179},
    {"PS_160", "PS-160", "2", 16, 349},
    {"PS_320", "PS-320", "4", 32, 699},
    {"PS_640", "PS-640", "8", 64, 1399},
    {"PS_2800", "PS-2800", "64", 128, 4999, false, false},
    {"M_160", "M-160", "2", 16, 609, true},
};

/// Those of Postgres name provider and architecture.
QString nameOf(const Size &size, bool postgres)
{
    return QString::fromLatin1(size.name) + (postgres ? u"_AWS_X86"_s : QString());
}

/// What a region adds to the prices, in percent.
int surcharge(const QString &region)
{
    return region.isEmpty() || region.startsWith("us"_L1) ? 0 : 10;
}

HttpResponse listSizes(Context &context)
{
    const QString engine = context.request.query(u"engine"_s);
    if (!engine.isEmpty() && engine != "mysql"_L1 && engine != "postgresql"_L1)
        return HttpResponse::error(422, u"invalid_params"_s, u"engine must be one of mysql, postgresql"_s);
    const bool postgres = engine == "postgresql"_L1;
    const bool rates = context.request.query(u"rates"_s) == "true"_L1;
    const double factor = (100 + surcharge(context.request.query(u"region"_s))) / 100.0;
    // Whole numbers: pscale reads nothing else.
    const auto whole = [&](double rate) { return QJsonValue(qRound(rate * factor)); };
    const auto price = [&](double rate) { return rates ? whole(rate) : QJsonValue(QJsonValue::Null); };
    QJsonArray list;
    for (const Size &size : sizes) {
        QJsonObject json{{u"type"_s, u"ClusterSizeSku"_s},
                         {u"name"_s, nameOf(size, postgres)},
                         {u"display_name"_s, QString::fromLatin1(size.display)},
                         {u"cpu"_s, QString::fromLatin1(size.cpu)},
                         {u"storage"_s, size.metal ? QJsonValue(qint64(367'000'000'000)) : QJsonValue()},
                         {u"ram"_s, qint64(size.memoryGib) << 30},
                         {u"metal"_s, size.metal},
                         {u"enabled"_s, size.enabled},
                         {u"provider"_s, postgres ? QJsonValue(u"AWS"_s) : QJsonValue()},
                         {u"default_vtgate"_s, u"VTG_5"_s},
                         {u"default_vtgate_rate"_s, price(5)},
                         {u"sort_order"_s, list.size() + 1},
                         {u"architecture"_s, postgres ? QJsonValue(u"x86_64"_s) : QJsonValue()},
                         {u"development"_s, qstrcmp(size.name, "PS_DEV") == 0},
                         {u"production"_s, qstrcmp(size.name, "PS_DEV") != 0}};
        if (rates) {
            json.insert(u"rate"_s, whole(size.rate));
            json.insert(u"replica_rate"_s, whole(size.rate / 3));
        }
        list.append(json);
    }
    return HttpResponse::raw(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

} // namespace

bool isClusterSize(const Database &database, const QString &name)
{
    const bool postgres = database.kind == u"postgresql";
    const bool offered = std::any_of(std::begin(sizes), std::end(sizes),
                                     [&](const Size &size) { return size.enabled && nameOf(size, postgres) == name; });
    return offered || std::any_of(database.branches.cbegin(), database.branches.cend(), [&](const auto &branch) {
               return branch->clusterName == name;
           });
}

void addClusterSizeRoutes(Router &router)
{
    router.add("GET", u"/organizations/{organization}/cluster-size-skus"_s,
               Access::listed(u"read_organizations read_organization"_s, u"read_organization"_s), listSizes);
}

} // namespace orrery::simulator
