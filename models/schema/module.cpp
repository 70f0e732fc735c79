// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/module.h"

#include "models/core/feature_registry.h"
#include "models/databases/module.h"
#include "models/schema/compare_places.h"
#include "models/schema/kept_snapshots.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SchemaModule)
};

QList<KnownPlace> beginnings(Workspace *workspace)
{
    QList<KnownPlace> places;
    for (const KnownPlace &known : knownDatabases(workspace))
        places.append({comparePlace(known.location.account, organizationOf(known.location), databaseOf(known.location)),
                       Words::tr("%1: compare schemas", "place").arg(known.text)});
    return places;
}

/// What a link says of a side has to be one.
void dropUnknownSides(Location &place)
{
    place = place.with(fromSideParameter, fromSideOf(place).toText()).with(toSideParameter, toSideOf(place).toText());
}

} // namespace

void contributeSchema(FeatureRegistry &registry)
{
    registry.routes.add({.id = comparePlace({}, {}, {}).route,
                         .patterns = {QStringLiteral("{organization}/{database}/compare")},
                         .query = {fromSideParameter, toSideParameter},
                         .onlyOurs = true,
                         .parent = databasePlace({}, {}, {}).route,
                         .title = [](const Location &) { return Words::tr("Compare"); },
                         .clean = &dropUnknownSides});
    registry.beginningSources.push_back(&beginnings);
    registry.tables.append(kept_snapshots::databaseTables());
}

} // namespace orrery::models
