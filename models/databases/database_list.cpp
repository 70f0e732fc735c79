// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/databases/database_list.h"

#include "api/databases/requests.h"
#include "models/core/column_kit.h"
#include "models/core/service_names.h"
#include "models/core/workspace.h"
#include "models/databases/database_places.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DatabaseList)
};
} // namespace

QString databaseKindText(const api::OpenEnum<api::DatabaseKind> &kind)
{
    if (!kind.isKnown())
        return visibleText(kind.text());
    switch (kind.value()) {
    case api::DatabaseKind::Mysql:
        return Words::tr("Vitess");
    case api::DatabaseKind::Postgresql:
        return Words::tr("Postgres");
    case api::DatabaseKind::Neki:
        return Words::tr("Neki");
    }
    return {};
}

bool isVitess(const api::OpenEnum<api::DatabaseKind> &kind)
{
    return kind == api::DatabaseKind::Mysql;
}

StateWord describeDatabaseState(const api::Database &database)
{
    using State = api::DatabaseState;
    const auto &state = database.state;
    if (!state.isPresent())
        return {Tone::Neutral, Words::tr("Unknown"),
                Words::tr("PlanetScale did not say which state the database is in.")};
    if (!state.isKnown())
        return {Tone::Neutral, visibleText(state.text()), Words::tr("A state this version of Orrery does not know.")};
    switch (state.value()) {
    case State::Ready:
        if (database.resizing.value_or(false))
            return {Tone::Busy, Words::tr("Resizing"),
                    Words::tr("A branch is being resized; the database stays usable.")};
        return {Tone::Ok, Words::tr("Ready"), Words::tr("The database accepts connections.")};
    case State::Pending:
        return {Tone::Busy, Words::tr("Starting"), Words::tr("The database is being created.")};
    case State::Importing:
        return {Tone::Busy, Words::tr("Importing"), Words::tr("Data is being imported.")};
    case State::ImportReady:
        return {Tone::Warn, Words::tr("Import ready"), Words::tr("The import waits for its next step.")};
    case State::SleepInProgress:
        return {Tone::Busy, Words::tr("Going to sleep"), Words::tr("The database is being put to sleep.")};
    case State::Sleeping:
        return {Tone::Neutral, Words::tr("Sleeping"),
                Words::tr("The database does not accept connections until it is woken.")};
    case State::Awakening:
        return {Tone::Busy, Words::tr("Waking up"), Words::tr("The database is being woken.")};
    }
    return {};
}

DatabaseList::Spec databaseListSpec(const StoreContext &context, const QString &organization)
{
    using Row = api::Database;
    DatabaseList::Spec spec;
    spec.key = {context.account, QStringLiteral("databases"), organization};
    spec.failureTitle = Words::tr("The databases of %1 could not be loaded.").arg(visibleText(organization));
    spec.list = [organization](const api::PageRequest &page) { return api::databases::list({organization}, {}, page); };
    spec.idOf = [](const Row &row) { return row.name; };
    spec.locationOf = [account = context.account, organization](const Row &row) {
        return databasePlace(account, organization, row.name);
    };
    spec.columns = {
        textColumn<Row>("name", Words::tr("Database"), 220, [](const Row &row) { return row.name; }),
        textColumn<Row>("kind", Words::tr("Kind"), 90, [](const Row &row) { return databaseKindText(row.kind); }),
        stateColumn<Row>("state", Words::tr("State"), 110, describeDatabaseState),
        textColumn<Row>("region", Words::tr("Region"), 170,
                        [](const Row &row) { return row.region ? row.region->displayName : QString(); }),
        numberColumn<Row>("branches", Words::tr("Branches"), 80, [](const Row &row) { return row.branchesCount; }),
        numberColumn<Row>("tables", Words::tr("Tables"), 70,
                          [](const Row &row) { return row.defaultBranchTableCount; }),
        textColumn<Row>("plan", Words::tr("Plan"), 110, [](const Row &row) { return planName(row.plan); }),
        timeColumn<Row>("schema_last_updated_at", Words::tr("Schema changed"), 120, context.clock,
                        [](const Row &row) { return row.schemaLastUpdatedAt; }),
        timeColumn<Row>("created_at", Words::tr("Created"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    spec.columns[6].hiddenByDefault = true;
    return spec;
}

namespace {
QStringList keyOf(const QString &organization)
{
    return {QStringLiteral("databases"), organization};
}
} // namespace

DatabaseList *databaseList(Workspace *workspace, const QString &organization)
{
    return workspace->store<DatabaseList>(keyOf(organization), [&](const StoreContext &context, QObject *parent) {
        return new DatabaseList(context, databaseListSpec(context, organization), parent);
    });
}

const DatabaseList *loadedDatabases(const Workspace *workspace, const QString &organization)
{
    return workspace->loaded<DatabaseList>(keyOf(organization));
}

const api::Database *knownDatabase(Workspace *workspace, const QString &organization, const QString &database)
{
    return databaseList(workspace, organization)->model()->find(database);
}

} // namespace orrery::models
