// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/resources/json.h"
#include "api/simulator/server.h"

namespace orrery::simulator {

using namespace Qt::StringLiterals;

void addRegions(World &world)
{
    struct Row
    {
        const char *provider, *display, *location, *slug, *address;
    };
    static constexpr Row rows[] = {
        {"AWS", "AWS us-east-1", "N. Virginia", "us-east", "198.51.100.10"},
        {"AWS", "AWS us-east-2", "Ohio", "aws-us-east-2", "198.51.100.11"},
        {"AWS", "AWS us-west-2", "Oregon", "us-west", "198.51.100.12"},
        {"AWS", "AWS eu-west-1", "Dublin", "eu-west", "198.51.100.13"},
        {"AWS", "AWS eu-central-1", "Frankfurt", "eu-central", "198.51.100.14"},
        {"AWS", "AWS ap-northeast-1", "Tokyo", "ap-northeast", "198.51.100.15"},
        {"GCP", "GCP us-central1", "Council Bluffs, Iowa", "gcp-us-central1", "198.51.100.16"},
        {"GCP", "GCP europe-west4", "Eemshaven, Netherlands", "gcp-europe-west4", "198.51.100.17"},
    };
    for (const Row &row : rows) {
        auto region = std::make_unique<Region>();
        region->id = world.newId();
        region->provider = QString::fromLatin1(row.provider);
        region->displayName = QString::fromLatin1(row.display);
        region->location = QString::fromLatin1(row.location);
        region->slug = QString::fromLatin1(row.slug);
        region->addresses = {QString::fromLatin1(row.address)};
        region->currentDefault = world.regions.empty();
        world.regions.push_back(std::move(region));
    }
}

namespace {

QList<QJsonObject> allRegions(const Context &context, bool publicForm)
{
    QList<QJsonObject> items;
    for (const auto &region : context.world.regions) {
        QJsonObject json = regionJson(*region);
        if (publicForm) {
            for (const QString &name : {u"current_default"_s, u"mysql_supported"_s, u"postgresql_supported"_s})
                json.remove(name);
        }
        items.append(json);
    }
    return items;
}

} // namespace

void addRegionRoutes(Router &router)
{
    router.add("GET", u"/regions"_s, Access::open(), [](Context &context) {
        return listResponse(context.request, context.base, allRegions(context, true), false);
    });
    router.add("GET", u"/organizations/{organization}/regions"_s,
               Access::listed(u"read_organizations read_organization"_s, u"read_organization"_s), [](Context &context) {
                   return listResponse(context.request, context.base, allRegions(context, false), false);
               });
    router.add("GET", u"/organizations/{organization}/databases/{database}/regions"_s,
               Access::listed(u"read_databases read_database"_s, databaseAccesses()), [](Context &context) {
                   return listResponse(context.request, context.base, allRegions(context, false), false);
               });
    router.add("GET", u"/organizations/{organization}/databases/{database}/read-only-regions"_s,
               Access::listed(u"read_branches"_s, databaseAccesses()), [](Context &context) {
                   return listResponse(context.request, context.base, QList<QJsonObject>(), false);
               });
}

} // namespace orrery::simulator
