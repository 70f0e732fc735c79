// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/server.h"

#include <QJsonArray>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

/// Names no real service lets through, and a client still has to survive.
QStringList nastyNames()
{
    return {u"<b>bold</b><img src=x onerror=alert(1)>"_s,
            u"invoice\u202Efdp.exe"_s, // right-to-left override
            u"\u2066isolate\u2069 \u200Fmarks\u200B"_s, // isolates, a mark, a zero-width space
            u"first line\nsecond line\r\n\ttab"_s,
            u"\U0001F680\U0001F469\u200D\U0001F4BB emoji"_s, // a joined emoji
            u"slash/and?query#hash%41 space+plus&amp;"_s,
            u"'; DROP TABLE users; --"_s,
            u"%s%n%d {0} %1"_s,
            u"Z\u0351a\u0352l\u0353g\u0354o\u0355"_s,
            QString(4096, u'n')};
}

Quirks spoiled(int index)
{
    Quirks quirks;
    switch (index) {
    case 0: // unknown enum values
        quirks.set = {{u"state"_s, u"teleporting"_s}, {u"kind"_s, u"neki"_s}, {u"deployment_state"_s, u"quantum"_s}};
        break;
    case 1: // nulls where the specification promises values
        for (const QString &name : {u"state"_s, u"created_at"_s, u"updated_at"_s, u"region"_s, u"ready"_s, u"actor"_s,
                                    u"production"_s, u"notes"_s, u"size"_s, u"deployment"_s})
            quirks.set.insert(name, QJsonValue::Null);
        break;
    case 2: // missing fields
        quirks.drop = {u"state"_s, u"created_at"_s, u"updated_at"_s, u"region"_s, u"ready"_s,      u"actor"_s,
                       u"url"_s,   u"html_url"_s,   u"kind"_s,       u"size"_s,   u"deployment"_s, u"branch"_s};
        break;
    case 3: // wrong types
        quirks.set = {{u"state"_s, 7},        {u"created_at"_s, true},         {u"region"_s, u"eu"_s},
                      {u"ready"_s, u"yes"_s}, {u"actor"_s, QJsonArray{1}},     {u"branches_count"_s, u"many"_s},
                      {u"approved"_s, 1},     {u"deployment"_s, QJsonArray()}, {u"size"_s, u"12 GB"_s}};
        break;
    case 4: // huge and impossible numbers
        quirks.set = {{u"branches_count"_s, 9.2e18},       {u"size"_s, 1.7e308},
                      {u"uncompressed_size"_s, -1},        {u"shard_count"_s, -5},
                      {u"num_comments"_s, 4294967296.0},   {u"estimated_storage_cost"_s, -0.0001},
                      {u"into_branch_shard_count"_s, 1e12}};
        break;
    case 5: // times that cannot be
        quirks.set = {{u"created_at"_s, u"9999-12-31T23:59:59.999Z"_s},
                      {u"updated_at"_s, u"0001-01-01T00:00:00Z"_s},
                      {u"expires_at"_s, u"the day after tomorrow"_s},
                      {u"deployed_at"_s, 1698252879},
                      {u"completed_at"_s, u""_s}};
        break;
    default:
        break;
    }
    return quirks;
}

} // namespace

void buildHostile(World &world)
{
    addRegions(world);
    world.regions.back()->displayName = u"<i>Mordor</i> \u202E(tsae)"_s;
    User &sam = world.addUser(u"Sam <script>alert(1)</script> Keller"_s, u"sam@acme.example\"><b>"_s);
    sam.defaultOrganization = u"acme"_s;
    world.signedIn = &sam;
    User &ana = world.addUser(u"Ana \u202EziuR"_s, QString());

    Organization &acme = world.addOrganization(u"acme"_s);
    acme.members.push_back({world.newId(), &sam, u"admin"_s, world.now() - 10 * kDay});
    acme.members.push_back({world.newId(), &ana, u"owner"_s, world.now() - 10 * kDay});
    Organization &odd = world.addOrganization(u"odd/org <b>\U0001F47B</b>"_s);
    odd.members.push_back({world.newId(), &sam, u"admin"_s, world.now() + 400 * kDay});
    odd.quirks = spoiled(1);

    int index = 0;
    for (const QString &name : nastyNames()) {
        Database &database = world.addDatabase(acme, name, index % 3 == 2 ? u"postgresql"_s : u"mysql"_s);
        database.quirks = spoiled(index);
        Branch &main = world.addBranch(database, u"main"_s);
        main.production = main.safeMigrations = true;
        addTable(main.schema, u"commerce"_s, name.left(64),
                 u"`id` bigint NOT NULL\n`value` varchar(10) DEFAULT '<b>x</b>'\nPRIMARY KEY (`id`)"_s);
        Keyspace keyspace = makeKeyspace(world, u"commerce"_s, {u"-"_s}, u"PS_10"_s);
        keyspace.storage.insert(u"-"_s, makeCurve(world, index == 4 ? 99.9 : 50, 1, 10));
        main.keyspaces.append(keyspace);
        Branch &branch = world.addBranch(database, name, &main);
        branch.actor = ana.actor();
        branch.quirks = spoiled((index + 1) % 6);
        addLine(branch.schema, name.left(64), u"`id`"_s, u"`note` text"_s);
        for (int i = 0; i < 6; ++i) {
            Backup &backup = world.addBackup(database, main, name, u"success"_s);
            backup.quirks = spoiled(i);
            backup.size = 1000;
        }
        for (int number = 1; number <= 7; ++number) {
            DeployRequest &request = world.addDeployRequest(database, branch, u"main"_s, number);
            request.actor = ana.actor();
            request.notes = name + u"\n\n[click](javascript:alert(1)) ![x](http://198.51.100.1/x.png)"_s;
            arrive(request.deployment, number % 2 ? DeployState::Ready : DeployState::Cancelled, world.now());
            request.quirks = spoiled(number - 1);
            Review review;
            review.id = world.newId();
            review.state = u"commented"_s;
            review.body = name;
            review.actor = ana.actor();
            review.createdAt = world.now() + 300 * kDay;
            review.quirks = spoiled(number % 6);
            request.reviews.append(review);
        }
        ++index;
    }
}

} // namespace orrery::simulator
