// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/request_facts.h"

#include "models/core/error_text.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment/deployment_consequences.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "views/core/markdown_document.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace orrery::views {

namespace {

// lupdate finds the context through the name that tr() is called by: no alias.
struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::RequestFacts)
};
using models::Tone;
using models::visibleText;

QString nameOf(const std::optional<api::Actor> &actor)
{
    return actor ? actor->displayName : QString();
}

QString yesNo(std::optional<bool> value)
{
    return !value ? QString() : *value ? T::tr("yes") : T::tr("no");
}

Fact fact(const QString &label, const QString &value, const QString &exact = {}, bool monospace = false)
{
    return {.label = label, .value = value, .exact = exact, .monospace = monospace, .state = {}, .link = {}};
}

Fact timeFact(const QString &label, const QDateTime &when, const QDateTime &now)
{
    return fact(label, models::relativeTime(when, now), when.isValid() ? models::exactTime(when) : QString());
}

Check deployCheck(const api::DeployRequest &request)
{
    using S = api::DeploymentState;
    const api::Deployment deployment = request.deployment.value_or(api::Deployment());
    const auto state = models::deploymentStateOf(request);
    if (!deployment.deployCheckErrors.isEmpty())
        return {Tone::Critical, T::tr("Deploy checks failed"), deployment.deployCheckErrors, {}, {}};
    if (state == S::Error)
        return {Tone::Critical, T::tr("Deploy checks failed"), T::tr("PlanetScale did not say why."), {}, {}};
    if (state == S::Pending)
        return {Tone::Busy,
                T::tr("Working out the schema changes"),
                T::tr("It can be deployed when the checks have passed."),
                {},
                {}};
    if (state == S::NoChanges)
        return {Tone::Neutral, T::tr("No schema changes"), T::tr("Both branches have the same schema."), {}, {}};
    if (deployment.deployable == false && state == S::Ready)
        return {Tone::Warn,
                T::tr("Not deployable"),
                T::tr("PlanetScale says that it cannot be deployed at the moment."),
                {},
                {}};
    return {Tone::Ok, T::tr("Deploy checks passed"), {}, {}, {}};
}

} // namespace

QList<Check> lintChecks(const QList<api::LintError> &errors)
{
    QList<Check> checks;
    for (const api::LintError &lint : errors) {
        Check check{Tone::Critical, lint.errorDescription, {}, {}, {}};
        if (check.title.isEmpty())
            check.title = lint.lintError.isEmpty() ? T::tr("A schema rule is broken") : lint.lintError;
        QStringList where;
        if (!lint.tableName.isEmpty())
            where.append(lint.keyspaceName.isEmpty() ? lint.tableName
                                                     : lint.keyspaceName + QLatin1Char('.') + lint.tableName);
        if (!lint.lintError.isEmpty() && lint.lintError != check.title)
            where.append(lint.lintError);
        check.detail = where.join(QStringLiteral(" · "));
        const QUrl docs(lint.docsUrl, QUrl::StrictMode);
        if (isPlanetScaleAddress(docs)) {
            check.linkText = T::tr("Documentation");
            check.link = docs;
        }
        checks.append(check);
    }
    if (checks.isEmpty())
        checks.append({Tone::Ok, T::tr("No lint errors"), {}, {}, {}});
    return checks;
}

namespace {

Check approvalCheck(const models::ReviewContext &context, const QList<api::Review> &reviews)
{
    const api::DeployRequest &request = context.request;
    const api::Review *approval = nullptr;
    for (const api::Review &review : reviews) {
        if (review.state == api::ReviewState::Approved)
            approval = &review;
    }
    if (request.approved == true) {
        const QString who = approval ? nameOf(approval->actor) : QString();
        return {Tone::Ok,
                who.isEmpty() ? T::tr("Approved") : T::tr("Approved by %1").arg(visibleText(who)),
                approval ? models::relativeTime(approval->createdAt, context.now) : QString(),
                {},
                {}};
    }
    if (context.approvalRequired == true)
        return {Tone::Warn,
                T::tr("Approval required"),
                T::tr("This database deploys only what someone else has approved."),
                {},
                {}};
    if (context.approvalRequired == false)
        return {Tone::Neutral, T::tr("Not approved"), T::tr("This database does not ask for an approval."), {}, {}};
    return {Tone::Neutral, T::tr("Not approved"), {}, {}, {}};
}

std::optional<Check> queueCheck(const models::ReviewContext &context)
{
    const api::Deployment deployment = context.request.deployment.value_or(api::Deployment());
    if (deployment.queuePaused.value_or(false))
        return Check{Tone::Warn, T::tr("The deploy queue is paused"), deployment.queuePauseReason, {}, {}};
    QStringList ahead;
    for (const api::PrecedingDeployment &each : deployment.precedingDeployments) {
        const QString state = models::describeDeploymentState(each.state).text;
        ahead.append(each.deployRequestNumber
                         ? T::tr("#%1 (%2)", "a deploy request, its state").arg(*each.deployRequestNumber).arg(state)
                         : state);
    }
    const auto count = int(std::max<qsizetype>(ahead.size(), context.aheadInQueue.value_or(0)));
    if (count == 0)
        return Check{Tone::Ok, T::tr("Nothing is ahead in the deploy queue"), {}, {}, {}};
    return Check{Tone::Accent,
                 T::tr("%Ln deployment(s) ahead in the queue", nullptr, count),
                 ahead.join(QLatin1String(", ")),
                 {},
                 {}};
}

template<class Operations, class Visit>
void visitNew(const Operations &operations, QSet<QString> &seen, Visit visit)
{
    for (const auto &operation : operations) {
        const QString key = operation.keyspaceName + QLatin1Char('.') + operation.tableName + QLatin1Char(' ')
            + operation.operationName;
        if (seen.contains(key))
            continue;
        seen.insert(key);
        visit(operation);
    }
}

} // namespace

bool isPlanetScaleAddress(const QUrl &url)
{
    const QString host = url.host();
    return url.isValid() && url.scheme() == QLatin1String("https") && url.userInfo().isEmpty()
        && (host == QLatin1String("planetscale.com") || host.endsWith(QLatin1String(".planetscale.com")));
}

bool isBeforeDeployment(const api::DeployRequest &request)
{
    using S = api::DeploymentState;
    const auto state = models::deploymentStateOf(request);
    return !(request.state == api::DeployRequestState::Closed)
        && (state == S::Pending || state == S::Ready || state == S::NoChanges || state == S::Error
            || state == S::Queued);
}

namespace {
/// The line of the notes that is their title, and what is below it. A list, a quote, a table or a block of code cannot
/// give its first line away.
std::pair<QString, QString> splitNotes(const QString &raw)
{
    static const QRegularExpression block(
        QStringLiteral(R"(^(?: {4}|\t| {0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|\||```|~~~)))"));
    static const QRegularExpression underline(QStringLiteral(R"(^ {0,3}(?:=+|-+)[ \t]*(?:\n|$))"));
    QString notes = raw;
    notes.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    static const QRegularExpression blank(QStringLiteral(R"(^(?:[ \t]*\n)+)"));
    notes.remove(blank);
    const qsizetype end = notes.indexOf(QLatin1Char('\n'));
    const QString line = end < 0 ? notes : notes.left(end);
    if (line.trimmed().isEmpty() || block.match(line).hasMatch())
        return {QString(), notes.trimmed()};
    QString below = end < 0 ? QString() : notes.mid(end + 1);
    if (const auto match = underline.match(below); match.hasMatch())
        below = below.mid(match.capturedLength());
    below.remove(blank);
    return {markdownWords(line.trimmed()), below.trimmed().isEmpty() ? QString() : below};
}
} // namespace

QString requestTitle(const api::DeployRequest &request)
{
    const QString title = splitNotes(request.notes).first;
    return title.isEmpty() ? models::deployRequestTitle(request.branch, request.intoBranch) : visibleText(title);
}

QString notesBelowTitle(const api::DeployRequest &request)
{
    return splitNotes(request.notes).second;
}

QList<models::StateWord> requestChips(const api::DeployRequest &request, std::optional<bool> approvalRequired)
{
    using S = api::DeploymentState;
    const auto state = models::deploymentStateOf(request);
    const models::StateWord deployment = models::describeDeploymentState(state);
    // What became of it is said once: a reverted one is neither deployed nor approved any more.
    const bool taken = state == S::InProgressRevert || state == S::InProgressRevertVschema || state == S::CompleteRevert
        || state == S::CompleteRevertError;
    if (taken)
        return {deployment};
    QList<models::StateWord> chips{models::describeRequestState(request.state, request.deployedAt)};
    if (!deployment.text.isEmpty() && deployment.text != chips.first().text)
        chips.append(deployment);
    const models::StateWord approval = models::describeApproval(request.approved, approvalRequired);
    if (!approval.text.isEmpty() && (request.approved.value_or(false) || isBeforeDeployment(request)))
        chips.append(approval);
    return chips;
}

QList<Check> requestChecks(const models::ReviewContext &context, const QList<api::Review> &reviews)
{
    const api::DeployRequest &request = context.request;
    const QList<Check> lint = lintChecks(request.deployment.value_or(api::Deployment()).lintErrors);
    Check deploy = deployCheck(request);
    // The broken rule is often all that the checks say; once is enough.
    if (std::any_of(lint.cbegin(), lint.cend(), [&deploy](const Check &each) { return each.title == deploy.detail; }))
        deploy.detail.clear();
    QList<Check> checks{deploy};
    checks.append(lint);
    checks.append(approvalCheck(context, reviews));
    if (isBeforeDeployment(request)) {
        if (const auto queue = queueCheck(context))
            checks.append(*queue);
    }
    return checks;
}

namespace {
/// The shard with the least room left after the deployment: it decides. Numbers that cannot be are passed over.
struct Room
{
    QString shard; ///< empty where there is only one
    qint64 needed = 0;
    qint64 free = 0;
};

std::optional<Room> leastRoom(const api::StorageCheck &check)
{
    std::optional<Room> least;
    int shards = 0;
    for (const auto &keyspace : check.storageReport.entries) {
        for (const auto &shard : keyspace.second.entries) {
            ++shards;
            if (shard.second.storageNeeded.value_or(-1) < 0 || shard.second.remaining.value_or(-1) < 0)
                continue;
            const Room room{keyspace.first + QLatin1Char('/') + shard.first, *shard.second.storageNeeded,
                            *shard.second.remaining};
            if (!least || room.free - room.needed < least->free - least->needed)
                least = room;
        }
    }
    if (least && shards == 1)
        least->shard.clear();
    return least;
}
} // namespace

Check storageCheckOf(const models::LoadState &state, const std::optional<api::StorageCheck> &value,
                     const QString &failureTitle)
{
    if (!value) {
        if (state.phase == models::LoadState::Phase::Failed)
            return {Tone::Neutral, T::tr("The storage check is not known"), failureTitle, {}, {}};
        return {Tone::Busy, T::tr("Checking the storage of the target"), {}, {}, {}};
    }
    const std::optional<Room> least = leastRoom(*value);
    const QString needed = least
        ? T::tr("%1 needed, %2 free", "storage")
              .arg(models::formattedBytes(double(least->needed)), models::formattedBytes(double(least->free)))
        : value->storageBytesNeeded.value_or(-1) >= 0
        ? T::tr("The deployment needs %1.").arg(models::formattedBytes(double(*value->storageBytesNeeded)))
        : QString();
    QString detail = needed;
    if (least && !least->shard.isEmpty())
        detail += T::tr(" on %1, the shard with the least room", "behind: needed, free").arg(visibleText(least->shard));
    if (value->enoughStorage == false) {
        // Rounded, needed and free may read the same: what is missing is what counts.
        if (least && least->needed > least->free)
            detail =
                T::tr("%1 too little: %2").arg(models::formattedBytes(double(least->needed - least->free)), detail);
        if (value->upgradeable == true)
            detail +=
                (detail.isEmpty() || detail.endsWith(QLatin1Char('.')) ? QStringLiteral(" ") : QStringLiteral(". "))
                + T::tr("The storage can be raised first.");
        return {Tone::Critical, T::tr("Not enough storage on the target"), detail.trimmed(), {}, {}};
    }
    if (!value->enoughStorage)
        return {Tone::Neutral, T::tr("The storage check is not known"), detail, {}, {}};
    return {Tone::Ok, T::tr("Enough storage on the target"), detail, {}, {}};
}

QList<Check> failedChecks(const QList<Check> &checks)
{
    QList<Check> failed;
    std::copy_if(checks.cbegin(), checks.cend(), std::back_inserter(failed),
                 [](const Check &check) { return check.tone == Tone::Critical; });
    return failed;
}

QList<Check> requestImpact(const api::DeployRequest &request, const QDateTime &now)
{
    QList<Check> impact;
    const QStringList lost = models::dataLoss(request);
    if (!lost.isEmpty())
        impact.append({Tone::Critical, T::tr("Drops data"), lost.join(QLatin1Char('\n')), {}, {}});
    const api::Deployment deployment = request.deployment.value_or(api::Deployment());
    QStringList used;
    QStringList keys;
    const auto look = [&](const auto &operation) {
        if (operation.tableRecentlyUsed.value_or(false)) {
            const QString when = models::relativeTime(operation.tableRecentlyUsedAt, now);
            const QString table = visibleText(operation.tableName);
            const QString line =
                when.isEmpty() ? table : T::tr("%1: last queried %2", "a table, when").arg(table, when);
            if (!used.contains(line))
                used.append(line);
        }
        for (const QString &key : operation.removedForeignKeyNames)
            keys.append(
                T::tr("%1 of %2", "a foreign key, its table").arg(visibleText(key), visibleText(operation.tableName)));
    };
    QSet<QString> seen;
    visitNew(deployment.deployOperationSummaries, seen, look);
    visitNew(deployment.deployOperations, seen, look);
    if (!used.isEmpty())
        impact.append({lost.isEmpty() ? Tone::Accent : Tone::Warn,
                       T::tr("Changes tables that are queried"),
                       used.join(QLatin1Char('\n')),
                       {},
                       {}});
    if (!keys.isEmpty())
        impact.append({Tone::Warn, T::tr("Removes foreign keys"), keys.join(QLatin1Char('\n')), {}, {}});
    const bool before = isBeforeDeployment(request);
    if (deployment.instantDdl.value_or(false))
        impact.append({Tone::Warn, T::tr("Instant deployment"), T::tr("It cannot be reverted."), {}, {}});
    else if (before && deployment.instantDdlEligible == true)
        impact.append(
            {Tone::Accent, T::tr("Can be deployed instantly"), T::tr("Faster, and it cannot be reverted."), {}, {}});
    if (before && !deployment.instantDdl.value_or(false))
        impact.append({Tone::Accent, T::tr("Revert possible"), T::tr("For 30 minutes after it is deployed."), {}, {}});
    if (models::dropsNothing(request))
        impact.append({Tone::Ok,
                       T::tr("Drops no table or column"),
                       T::tr("PlanetScale reports this. Changes shows what else happens to the data of each table."),
                       {},
                       {}});
    else if (lost.isEmpty())
        impact.append(
            {Tone::Neutral, T::tr("Dropped data: not known"), T::tr("PlanetScale has not said yet."), {}, {}});
    return impact;
}

QList<Fact> requestFacts(const api::DeployRequest &request, const QDateTime &now)
{
    const api::Deployment deployment = request.deployment.value_or(api::Deployment());
    QList<Fact> facts;
    QString branch = request.branch;
    if (request.branchDeleted.value_or(false))
        branch = T::tr("%1 (deleted)", "a branch").arg(visibleText(branch));
    facts.append(fact(T::tr("Branch"), branch, {}, true));
    facts.append(fact(T::tr("Into"), request.intoBranch, {}, true));
    if (request.intoBranchSharded.value_or(false) && request.intoBranchShardCount)
        facts.append(fact(T::tr("Target"), T::tr("%Ln shard(s)", nullptr, int(*request.intoBranchShardCount))));
    facts.append(fact(T::tr("Opened by"), nameOf(request.actor)));
    facts.append(timeFact(T::tr("Opened"), request.createdAt, now));
    facts.append(timeFact(T::tr("Updated"), request.updatedAt, now));
    if (deployment.queuedAt.isValid())
        facts.append(timeFact(T::tr("Queued"), deployment.queuedAt, now));
    if (deployment.startedAt.isValid())
        facts.append(timeFact(T::tr("Started"), deployment.startedAt, now));
    if (deployment.actor)
        facts.append(fact(T::tr("Deployed by"), nameOf(deployment.actor)));
    if (deployment.cutoverAt.isValid())
        facts.append(timeFact(T::tr("Applied"), deployment.cutoverAt, now));
    if (deployment.finishedAt.isValid())
        facts.append(timeFact(T::tr("Finished"), deployment.finishedAt, now));
    if (request.closedAt.isValid()) {
        facts.append(timeFact(T::tr("Closed"), request.closedAt, now));
        if (request.closedBy)
            facts.append(fact(T::tr("Closed by"), nameOf(request.closedBy)));
    }
    facts.append(
        fact(T::tr("Auto-apply"),
             deployment.autoCutover ? (*deployment.autoCutover ? T::tr("on") : T::tr("off (gated)")) : QString()));
    facts.append(fact(T::tr("Delete branch after"), yesNo(deployment.autoDeleteBranch)));
    return facts;
}

QList<Check> deploymentHints(const api::Deployment &deployment, const QDateTime &now)
{
    QList<Check> hints;
    if (deployment.queuePaused.value_or(false))
        hints.append({Tone::Warn, T::tr("The deploy queue is paused"), deployment.queuePauseReason, {}, {}});
    if (deployment.cutoverExpiring.value_or(false))
        hints.append(
            {Tone::Critical,
             T::tr("The cutover expires soon"),
             deployment.readyToCutoverAt.isValid()
                 ? T::tr("Ready to be applied since %1. Unless it is applied, it ends without being deployed and "
                         "the copying is lost.")
                       .arg(models::exactTime(deployment.readyToCutoverAt))
                 : T::tr("Unless it is applied, it ends without being deployed and the copying is lost."),
             {},
             {}});
    QSet<QString> locked;
    if (deployment.tableLocked.value_or(false) && !deployment.lockedTableName.isEmpty())
        locked.insert(deployment.lockedTableName);
    for (const api::DeployOperation &operation : deployment.deployOperations) {
        if (operation.tableLocked.value_or(false))
            locked.insert(operation.tableName);
    }
    QStringList lockedNames(locked.cbegin(), locked.cend());
    lockedNames.sort();
    for (const QString &table : std::as_const(lockedNames))
        hints.append({Tone::Warn,
                      T::tr("%1 is locked by the cut-over").arg(visibleText(table)),
                      T::tr("Long queries and transactions on the table hold it up. It goes on when they end, and is "
                            "forced after an hour; “Force cutover” ends them at once."),
                      {},
                      {}});
    if (deployment.tableLocked.value_or(false) && lockedNames.isEmpty())
        hints.append({Tone::Warn,
                      T::tr("A table is locked by the cut-over"),
                      T::tr("Long queries and transactions on it hold it up. It goes on when they end, and is forced "
                            "after an hour; “Force cutover” ends them at once."),
                      {},
                      {}});
    QSet<QString> throttled;
    const auto throttle = [&](const auto &operation) {
        if (!operation.throttledAt.isValid() || operation.state == api::OperationState::Complete
            || throttled.contains(operation.tableName))
            return;
        throttled.insert(operation.tableName);
        hints.append({Tone::Accent,
                      T::tr("%1: throttled %2", "a table, how long ago")
                          .arg(visibleText(operation.tableName), models::relativeTime(operation.throttledAt, now)),
                      T::tr("Slowed down to protect the production traffic."),
                      {},
                      {}});
    };
    for (const auto &operation : deployment.deployOperationSummaries)
        throttle(operation);
    for (const auto &operation : deployment.deployOperations)
        throttle(operation);
    QSet<QString> failed;
    for (const api::DeployOperation &operation : deployment.deployOperations) {
        if (operation.deployErrors.isEmpty())
            continue;
        failed.insert(operation.tableName);
        Check check{
            Tone::Critical, T::tr("%1 failed").arg(visibleText(operation.tableName)), operation.deployErrors, {}, {}};
        const QUrl docs(operation.deployErrorDocsUrl, QUrl::StrictMode);
        if (isPlanetScaleAddress(docs)) {
            check.linkText = T::tr("Documentation");
            check.link = docs;
        }
        hints.append(check);
    }
    for (const api::DeployOperationSummary &operation : deployment.deployOperationSummaries) {
        if (!operation.deployErrors.isEmpty() && !failed.contains(operation.tableName))
            hints.append({Tone::Critical,
                          T::tr("%1 failed").arg(visibleText(operation.tableName)),
                          operation.deployErrors,
                          {},
                          {}});
    }
    return hints;
}

} // namespace orrery::views
