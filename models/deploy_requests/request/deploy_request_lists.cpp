// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_lists.h"

#include "models/core/column_kit.h"
#include "models/core/workspace.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/review/review_store.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct DeployRequestLists
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeployRequestLists)
};

QString scope(const QString &organization, const QString &database)
{
    return organization + QLatin1Char('/') + database;
}

QString numberText(std::optional<qint64> number)
{
    // No group separators: it is a name, not a quantity.
    return number ? QLatin1Char('#') + QString::number(*number) : QString();
}

template<class Row, class Get>
Column<Row> deployRequestNumberColumn(int width, Get get)
{
    Column<Row> column = numberColumn<Row>("number", DeployRequestLists::tr("Number"), width, get);
    column.text = [get](const Row &row) { return numberText(get(row)); };
    return column;
}

} // namespace

StateWord describeDeployRequest(const api::DeployRequestSummary &request)
{
    using S = api::DeploymentState;
    const auto &state = request.deploymentState;
    const bool closedUnused = request.state == api::DeployRequestState::Closed && !request.deployedAt.isValid()
        && (!state.isPresent() || state == S::Pending || state == S::Ready || state == S::NoChanges
            || state == S::Error);
    if (closedUnused || !state.isPresent())
        return describeRequestState(request.state, request.deployedAt);
    return describeDeploymentState(state);
}

StateWord describeReview(const api::Review &review)
{
    if (!review.state.isPresent())
        return {Tone::Neutral, DeployRequestLists::tr("Review"),
                DeployRequestLists::tr("PlanetScale did not say of which kind the review is.")};
    if (!review.state.isKnown())
        return {Tone::Neutral, visibleText(review.state.text()),
                DeployRequestLists::tr("A kind of review this version of Orrery does not know.")};
    if (review.state == api::ReviewState::Approved)
        return {Tone::Ok, DeployRequestLists::tr("Approved"),
                DeployRequestLists::tr("The schema changes were approved.")};
    return {Tone::Neutral, DeployRequestLists::tr("Commented"), DeployRequestLists::tr("A comment without approval.")};
}

QString deployRequestTitle(const QString &branch, const QString &intoBranch)
{
    return DeployRequestLists::tr("%1 → %2", "a branch, the branch it is deployed into")
        .arg(visibleText(branch), visibleText(intoBranch));
}

StateWord describeReviewCounts(const ReviewCounts &counts)
{
    const QString viewed = DeployRequestLists::tr("%1/%2", "tables viewed, all tables")
                               .arg(formattedCount(counts.viewed), formattedCount(counts.tables));
    const bool complete = counts.tables > 0 && counts.viewed >= counts.tables;
    const QString drafts = DeployRequestLists::tr("%Ln draft(s)", nullptr, counts.drafts);
    QString explanation = DeployRequestLists::tr("You viewed %1 of %Ln changed table(s).", nullptr, counts.tables)
                              .arg(formattedCount(counts.viewed));
    if (counts.drafts > 0)
        explanation +=
            QLatin1Char(' ') + DeployRequestLists::tr("%Ln note(s) not published yet.", nullptr, counts.drafts);
    return {complete                                     ? Tone::Ok
                : counts.viewed > 0 || counts.drafts > 0 ? Tone::Accent
                                                         : Tone::Neutral,
            counts.drafts > 0 ? DeployRequestLists::tr("%1, %2", "7/12, 2 drafts").arg(viewed, drafts) : viewed,
            explanation};
}

DeployRequestList::Spec deployRequestListSpec(const StoreContext &context, const QString &organization,
                                              const QString &database,
                                              const std::shared_ptr<const ReviewCountsByNumber> &counts)
{
    using Row = api::DeployRequestSummary;
    DeployRequestList::Spec spec;
    spec.key = {context.account, QStringLiteral("deploy_requests"), scope(organization, database)};
    spec.failureTitle = DeployRequestLists::tr("The deploy requests of %1 could not be loaded.")
                            .arg(visibleText(scope(organization, database)));
    spec.list = [organization, database](const api::PageRequest &page) {
        return api::deploy_requests::listSummaries({organization, database}, {}, page);
    };
    spec.idOf = [](const Row &row) { return row.number ? QString::number(*row.number) : row.id; };
    spec.locationOf = [account = context.account, organization, database](const Row &row) {
        return deployRequestPlace(account, organization, database, row.number.value_or(0));
    };
    spec.columns = {
        deployRequestNumberColumn<Row>(64, [](const Row &row) { return row.number; }),
        textColumn<Row>("title", DeployRequestLists::tr("From → into"), 280,
                        [](const Row &row) { return deployRequestTitle(row.branch, row.intoBranch); }),
        stateColumn<Row>("state", DeployRequestLists::tr("State"), 150, describeDeployRequest),
        stateColumn<Row>("approved", DeployRequestLists::tr("Approval"), 120,
                         [](const Row &row) { return describeApproval(row.approved, std::nullopt); }),
        textColumn<Row>("author", DeployRequestLists::tr("Author"), 140,
                        [](const Row &row) { return row.actor ? row.actor->displayName : QString(); }),
        timeColumn<Row>("created_at", DeployRequestLists::tr("Created"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
        timeColumn<Row>("deployed_at", DeployRequestLists::tr("Deployed"), 110, context.clock,
                        [](const Row &row) { return row.deployedAt; }),
        numberColumn<Row>("comments", DeployRequestLists::tr("Comments"), 90,
                          [](const Row &row) { return row.numComments; }),
        timeColumn<Row>("updated_at", DeployRequestLists::tr("Updated"), 110, context.clock,
                        [](const Row &row) { return row.updatedAt; }),
        timeColumn<Row>("closed_at", DeployRequestLists::tr("Closed"), 110, context.clock,
                        [](const Row &row) { return row.closedAt; }),
    };
    if (counts) {
        auto review = stateColumn<Row>(
            "review", DeployRequestLists::tr("Viewed"), 84, [counts](const Row &row) -> std::optional<StateWord> {
                const auto found = counts->constFind(row.number.value_or(0));
                return found == counts->cend() ? std::nullopt : std::optional(describeReviewCounts(*found));
            });
        review.description = DeployRequestLists::tr("Tables you viewed, and drafts of notes, on this computer.");
        spec.columns.insert(4, review); // behind the approval
    }
    for (Column<Row> &column : spec.columns) {
        if (column.id == "updated_at" || column.id == "closed_at")
            column.hiddenByDefault = true;
    }
    return spec;
}

DeployQueueList::Spec deployQueueSpec(const StoreContext &context, const QString &organization, const QString &database)
{
    using Row = api::Deployment;
    DeployQueueList::Spec spec;
    spec.failureTitle = DeployRequestLists::tr("The deploy queue of %1 could not be loaded.")
                            .arg(visibleText(scope(organization, database)));
    spec.list = [organization, database](const api::PageRequest &page) {
        return api::deploy_requests::queue({organization, database}, page);
    };
    spec.idOf = [](const Row &row) { return row.id; };
    spec.locationOf = [account = context.account, organization, database](const Row &row) {
        return deployRequestPlace(account, organization, database, row.deployRequestNumber.value_or(0));
    };
    spec.columns = {
        deployRequestNumberColumn<Row>(64, [](const Row &row) { return row.deployRequestNumber; }),
        textColumn<Row>("into_branch", DeployRequestLists::tr("Into"), 160,
                        [](const Row &row) { return row.intoBranch; }),
        stateColumn<Row>("state", DeployRequestLists::tr("State"), 150,
                         [](const Row &row) { return describeDeploymentState(row.state); }),
        numberColumn<Row>("ahead", DeployRequestLists::tr("Ahead"), 70,
                          [](const Row &row) { return std::optional<qint64>(row.precedingDeployments.size()); }),
        textColumn<Row>("actor", DeployRequestLists::tr("Queued by"), 140,
                        [](const Row &row) { return row.actor ? row.actor->displayName : QString(); }),
        timeColumn<Row>("queued_at", DeployRequestLists::tr("Queued"), 110, context.clock,
                        [](const Row &row) { return row.queuedAt; }),
        timeColumn<Row>("started_at", DeployRequestLists::tr("Started"), 110, context.clock,
                        [](const Row &row) { return row.startedAt; }),
        timeColumn<Row>("finished_at", DeployRequestLists::tr("Finished"), 110, context.clock,
                        [](const Row &row) { return row.finishedAt; }),
    };
    spec.freshFor = std::chrono::seconds(10);
    spec.pollEvery = [](const QList<Row> &rows) { return std::chrono::seconds(rows.isEmpty() ? 60 : 10); };
    return spec;
}

ReviewList::Spec reviewListSpec(const StoreContext &context, const QString &organization, const QString &database,
                                qint64 number)
{
    using Row = api::Review;
    const QString name = scope(organization, database) + QLatin1String(" #") + QString::number(number);
    ReviewList::Spec spec;
    spec.key = {context.account, QStringLiteral("deploy_request_reviews"),
                scope(organization, database) + QLatin1Char('/') + QString::number(number)};
    spec.failureTitle = DeployRequestLists::tr("The reviews of %1 could not be loaded.").arg(visibleText(name));
    spec.list = [organization, database, number](const api::PageRequest &page) {
        return api::deploy_requests::reviews({organization, database}, number, page);
    };
    spec.idOf = [](const Row &row) { return row.id; };
    spec.columns = {
        stateColumn<Row>("state", DeployRequestLists::tr("Review"), 120, describeReview),
        textColumn<Row>("actor", DeployRequestLists::tr("By"), 140,
                        [](const Row &row) { return row.actor ? row.actor->displayName : QString(); }),
        textColumn<Row>("body", DeployRequestLists::tr("Comment"), 480, [](const Row &row) { return row.body; }),
        timeColumn<Row>("created_at", DeployRequestLists::tr("When"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    return spec;
}

namespace {

QStringList keyOf(const QString &kind, const QString &organization, const QString &database)
{
    return {kind, organization, database};
}

/// How far the reviews of a database's requests are; its list's columns look into it.
class CountsOfDatabase final : public QObject
{
public:
    explicit CountsOfDatabase(QObject *parent) : QObject(parent) {}
    std::shared_ptr<ReviewCountsByNumber> counts = std::make_shared<ReviewCountsByNumber>();
};

std::shared_ptr<ReviewCountsByNumber> countsOf(Workspace *workspace, const QString &organization,
                                               const QString &database)
{
    return workspace
        ->store<CountsOfDatabase>(keyOf(QStringLiteral("review_rings"), organization, database),
                                  [](const StoreContext &, QObject *parent) { return new CountsOfDatabase(parent); })
        ->counts;
}

} // namespace

DeployRequestList *deployRequestList(Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->store<DeployRequestList>(
        keyOf(QStringLiteral("deploy_requests"), organization, database),
        [&](const StoreContext &context, QObject *parent) {
            return new DeployRequestList(
                context,
                deployRequestListSpec(context, organization, database, countsOf(workspace, organization, database)),
                parent);
        });
}

const DeployRequestList *loadedDeployRequests(const Workspace *workspace, const QString &organization,
                                              const QString &database)
{
    return workspace->loaded<DeployRequestList>(keyOf(QStringLiteral("deploy_requests"), organization, database));
}

void readReviewCounts(Workspace *workspace, const QString &organization, const QString &database)
{
    DeployRequestList *list = deployRequestList(workspace, organization, database);
    ReviewStore::loadCounts(
        workspace->context(), organization, database, list,
        [list, counts = countsOf(workspace, organization, database)](const ReviewCountsByNumber &found) {
            if (*counts == found)
                return;
            *counts = found;
            auto *model = list->model();
            if (model->rowCount() > 0)
                Q_EMIT model->dataChanged(model->index(0, 0),
                                          model->index(model->rowCount() - 1, model->columnCount() - 1));
        });
}

DeployQueueList *deployQueue(Workspace *workspace, const QString &organization, const QString &database)
{
    return workspace->store<DeployQueueList>(keyOf(QStringLiteral("deploy_queue"), organization, database),
                                             [&](const StoreContext &context, QObject *parent) {
                                                 return new DeployQueueList(
                                                     context, deployQueueSpec(context, organization, database), parent);
                                             });
}

} // namespace orrery::models
