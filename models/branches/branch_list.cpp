// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/branch_list.h"

#include "api/branches/requests.h"
#include "models/branches/branch_places.h"
#include "models/core/column_kit.h"
#include "models/core/created_search.h"
#include "models/core/service_names.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BranchList)
};

QString path(const QString &organization, const QString &database)
{
    return visibleText(organization) + QLatin1Char('/') + visibleText(database);
}
} // namespace

StateWord describeBranchState(const api::Branch &branch)
{
    using State = api::BranchState;
    const auto &state = branch.state;
    if (!state.isPresent())
        return {Tone::Neutral, Words::tr("Unknown"),
                Words::tr("PlanetScale did not say which state the branch is in.")};
    if (!state.isKnown())
        return {Tone::Neutral, visibleText(state.text()), Words::tr("A state this version of Orrery does not know.")};
    switch (state.value()) {
    case State::Ready:
        if (!branch.ready.value_or(true))
            return {Tone::Busy, Words::tr("Starting"), Words::tr("The branch is not ready to serve queries yet.")};
        return {Tone::Ok, Words::tr("Ready"), Words::tr("The branch serves queries.")};
    case State::Pending:
        return {Tone::Busy, Words::tr("Starting"), Words::tr("The branch is being created.")};
    case State::SleepInProgress:
        return {Tone::Busy, Words::tr("Going to sleep"), Words::tr("The branch is being put to sleep.")};
    case State::Sleeping:
        return {Tone::Neutral, Words::tr("Sleeping"),
                Words::tr("The branch does not serve queries until it is woken.")};
    case State::Awakening:
        return {Tone::Busy, Words::tr("Waking up"), Words::tr("The branch is being woken.")};
    }
    return {};
}

StateWord describeBranchRole(const api::Branch &branch)
{
    if (!branch.production)
        return {};
    if (!*branch.production)
        return {Tone::Neutral, Words::tr("Development"),
                Words::tr("A development branch: its schema can be changed directly.")};
    if (isVitess(branch.kind) && !branch.safeMigrations.value_or(false))
        return {Tone::Warn, Words::tr("Production"),
                Words::tr("A production branch without safe migrations: its schema can be changed directly.")};
    return {Tone::Accent, Words::tr("Production"), Words::tr("A production branch.")};
}

BranchList::Spec branchListSpec(const StoreContext &context, const QString &organization, const QString &database)
{
    using Row = api::Branch;
    BranchList::Spec spec;
    spec.key = {context.account, QStringLiteral("branches"), organization + QLatin1Char('/') + database};
    spec.failureTitle = Words::tr("The branches of %1 could not be loaded.").arg(path(organization, database));
    spec.list = [organization, database](const api::PageRequest &page) {
        return api::branches::list({organization, database}, {}, page);
    };
    spec.idOf = [](const Row &row) { return row.name; };
    spec.locationOf = [account = context.account, organization, database](const Row &row) {
        return branchPlace(account, organization, database, row.name);
    };
    spec.columns = {
        textColumn<Row>("name", Words::tr("Branch"), 240, [](const Row &row) { return row.name; }),
        stateColumn<Row>("role", Words::tr("Role"), 120, describeBranchRole),
        stateColumn<Row>("state", Words::tr("State"), 110, describeBranchState),
        textColumn<Row>("parent", Words::tr("Parent"), 130, [](const Row &row) { return row.parentBranch; }),
        textColumn<Row>("cluster", Words::tr("Cluster size"), 100,
                        [](const Row &row) { return clusterSizeName(row.clusterName, row.clusterDisplayName); }),
        numberColumn<Row>("shards", Words::tr("Shards"), 70, [](const Row &row) { return row.shardCount; }),
        textColumn<Row>("region", Words::tr("Region"), 150,
                        [](const Row &row) { return row.region ? row.region->displayName : QString(); }),
        timeColumn<Row>("schema_last_updated_at", Words::tr("Schema changed"), 120, context.clock,
                        [](const Row &row) { return row.schemaLastUpdatedAt; }),
        timeColumn<Row>("created_at", Words::tr("Created"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    // Production first, each by name.
    spec.columns[1].sortKey = [](const Row &row) {
        return QVariant(QLatin1String(row.production.value_or(false) ? "0" : "1") + row.name.toCaseFolded());
    };
    spec.columns[6].hiddenByDefault = true;
    return spec;
}

BranchItem::Spec branchItemSpec(const StoreContext &context, const QString &organization, const QString &database,
                                const QString &branch)
{
    BranchItem::Spec spec;
    spec.key = {context.account, QStringLiteral("branch"),
                organization + QLatin1Char('/') + database + QLatin1Char('/') + branch};
    spec.failureTitle =
        Words::tr("Branch %1 of %2 could not be loaded.").arg(visibleText(branch), path(organization, database));
    spec.get = [=]() { return api::branches::get({organization, database, branch}); };
    spec.encode = &api::Codec<api::Branch>::encode;
    spec.decode = &api::Codec<api::Branch>::decode;
    return spec;
}

api::Request<QList<api::TableSchema>> schemaRequest(const QString &organization, const QString &database,
                                                    const QString &branch)
{
    auto request = api::branches::schema({organization, database, branch});
    request.decode = [](const QByteArray &body) {
        auto tables = api::Codec<api::TableSchema>::decodeData(body);
        if (tables) {
            for (api::TableSchema &table : *tables)
                table.html = QString();
        }
        return tables;
    };
    return request;
}

SchemaList::Spec schemaSpec(const StoreContext &context, const QString &organization, const QString &database,
                            const QString &branch)
{
    SchemaList::Spec spec;
    spec.key = {context.account, QStringLiteral("schema"),
                organization + QLatin1Char('/') + database + QLatin1Char('/') + branch};
    spec.failureTitle = Words::tr("The schema of branch %1 of %2 could not be loaded.")
                            .arg(visibleText(branch), path(organization, database));
    spec.get = [=]() { return schemaRequest(organization, database, branch); };
    spec.encode = &api::Codec<api::TableSchema>::encodeList;
    spec.decode = &api::Codec<api::TableSchema>::decodeList;
    spec.freshFor = std::chrono::seconds(60);
    return spec;
}

namespace {
QStringList keyOf(const QString &organization, const QString &database)
{
    return {QStringLiteral("branches"), organization, database};
}
} // namespace

BranchList *branchList(Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->store<BranchList>(
        keyOf(organization, database), [&](const StoreContext &context, QObject *parent) {
            return new BranchList(context, branchListSpec(context, organization, database), parent);
        });
}

const BranchList *loadedBranches(const Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->loaded<BranchList>(keyOf(organization, database));
}

const api::Branch *knownBranch(Workspace *workspace, const QString &organization, const QString &database,
                               const QString &branch)
{
    return branchList(workspace, organization, database)->model()->find(branch);
}

BranchItem *branchItem(Workspace *workspace, const QString &organization, const QString &database,
                       const QString &branch)
{
    return workspace->store<BranchItem>(
        {QStringLiteral("branch"), organization, database, branch}, [&](const StoreContext &context, QObject *parent) {
            return new BranchItem(context, branchItemSpec(context, organization, database, branch), parent);
        });
}

std::function<void(QObject *owner, const std::function<void(const std::optional<api::Branch> &)> &end)>
branchSearch(const StoreContext &context, const api::DatabaseRef &database, const QString &name)
{
    return searchIn<api::Branch>(
        context, [database](const api::PageRequest &page) { return api::branches::list(database, {}, page); },
        [name](const api::Branch &row) { return row.name == name; });
}

const api::Branch *shownBranch(Workspace *workspace, const QString &organization, const QString &database,
                               const QString &branch)
{
    const BranchItem *item = branchItem(workspace, organization, database, branch);
    return item->value() ? &*item->value() : knownBranch(workspace, organization, database, branch);
}

} // namespace orrery::models
