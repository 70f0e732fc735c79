// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_events.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/revert_effects.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

#include <QCoreApplication>

namespace orrery::models {

using S = api::DeploymentState;
using E = DeploymentEvent;

namespace {

struct Events
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeploymentEvents)
};

constexpr quint32 bit(E event)
{
    return 1U << quint32(event);
}

qint64 revertSecondsLeft(const api::DeployRequest &request, const QDateTime &now)
{
    const QDateTime deadline = revertDeadline(request);
    return deadline.isValid() && now.isValid() ? now.secsTo(deadline) : -1;
}

/// Everything that is so at the moment, the most urgent last.
QList<E> holding(const api::DeployRequest &request, const QDateTime &now)
{
    const auto state = deploymentStateOf(request);
    if (state == S::PendingCutover) {
        QList<E> events{E::ReadyToApply};
        if (deploymentOrNone(request).cutoverExpiring == true)
            events.append(E::CutoverExpiring);
        return events;
    }
    if (state == S::CompleteError)
        return {E::Failed};
    if (state == S::CompleteRevertError)
        return {E::RevertFailed};
    QList<E> events;
    if (const qint64 left = revertSecondsLeft(request, now); left > 0) {
        events.append(E::RevertWindowOpened);
        if (left <= 600)
            events.append(E::RevertTenMinutes);
        if (left <= 120)
            events.append(E::RevertTwoMinutes);
    }
    return events;
}

QString wouldBeLost(const api::DeployRequest &request)
{
    const QStringList lost = revertEffects(request).lost;
    if (lost.isEmpty())
        return {};
    return lost.size() == 1
        ? Events::tr("A revert would lose: %1.").arg(lost.first())
        : Events::tr("A revert would lose: %1, and %Ln more.", nullptr, int(lost.size() - 1)).arg(lost.first());
}

QString firstError(const api::DeployRequest &request)
{
    for (const api::DeployOperation &operation : deploymentOrNone(request).deployOperations) {
        if (!operation.deployErrors.isEmpty())
            return visibleText(operation.tableName) + QLatin1String(": ") + visibleText(operation.deployErrors);
    }
    for (const api::DeployOperationSummary &operation : deploymentOrNone(request).deployOperationSummaries) {
        if (!operation.deployErrors.isEmpty())
            return visibleText(operation.tableName) + QLatin1String(": ") + visibleText(operation.deployErrors);
    }
    return {};
}

} // namespace

std::optional<DeploymentEvent> nextEvent(const api::DeployRequest &request, const QDateTime &now,
                                         DeploymentMemory &memory)
{
    // A deployment without an id is told apart by its request, which has one deployment at a time.
    QString id = deploymentOrNone(request).id;
    if (id.isEmpty())
        id = QStringLiteral("#%1").arg(request.number.value_or(0));
    const bool known = memory.deployment == id;
    if (!known)
        memory = {id, 0};
    std::optional<E> news;
    const QList<E> events = holding(request, now);
    for (const E event : events) {
        if ((memory.announced & bit(event)) == 0)
            news = event;
        memory.announced |= bit(event);
    }
    return known ? news : std::nullopt;
}

DeploymentNotice describeEvent(DeploymentEvent event, const api::DeployRequest &request, const QString &database,
                               const QDateTime &now)
{
    const QString name = Events::tr("%1 #%2", "database, number of a deploy request")
                             .arg(visibleText(database), QString::number(request.number.value_or(0)));
    const QString what = deployRequestTitle(request.branch, request.intoBranch);
    // Whole minutes, rounded: a notification stands for a while.
    const qint64 left = std::max<qint64>(revertSecondsLeft(request, now), 0);
    const QString time = formattedDuration(left < 60 ? left : (left + 30) / 60 * 60);
    const QString sentence = QStringLiteral("%1 %2");
    switch (event) {
    case E::ReadyToApply:
        return {Events::tr("%1 is ready to be applied").arg(name),
                Events::tr("%1 waits for its cutover; nothing else is deployed there until it is applied.").arg(what),
                false};
    case E::CutoverExpiring:
        return {Events::tr("The cutover of %1 expires soon").arg(name),
                Events::tr("%1 has waited for days. Unless it is applied, it ends without being deployed.").arg(what),
                true};
    case E::Failed:
        return {
            Events::tr("The deployment of %1 failed").arg(name),
            sentence.arg(firstError(request), Events::tr("%1 blocks the deploy queue until it is unblocked.").arg(what))
                .trimmed(),
            true};
    case E::RevertFailed:
        return {
            Events::tr("The revert of %1 failed").arg(name),
            sentence.arg(firstError(request), Events::tr("%1 blocks the deploy queue until it is unblocked.").arg(what))
                .trimmed(),
            true};
    case E::RevertWindowOpened:
        return {Events::tr("%1 is deployed; it can be reverted for %2").arg(name, time),
                sentence.arg(Events::tr("%1.", "add-loyalty → main").arg(what), wouldBeLost(request)).trimmed(), false};
    case E::RevertTenMinutes:
    case E::RevertTwoMinutes:
        return {Events::tr("%1 can be reverted for another %2").arg(name, time),
                sentence
                    .arg(Events::tr("%1 becomes permanent after that.", "add-loyalty → main").arg(what),
                         wouldBeLost(request))
                    .trimmed(),
                event == E::RevertTwoMinutes};
    }
    return {};
}

} // namespace orrery::models
