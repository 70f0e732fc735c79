// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"
#include "models/core/tone.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace orrery::models {

// What the states of a deploy request and its deployment mean. Pure. Follows the page "deploy-requests".

/// The deployment's state as a chip: PlanetScale's words, a tone, one sentence. A state this version does not know keeps
/// the service's own word.
StateWord describeDeploymentState(const api::OpenEnum<api::DeploymentState> &state);

/// Open, closed or deployed.
StateWord describeRequestState(const api::OpenEnum<api::DeployRequestState> &state, const QDateTime &deployedAt);

/// Approved or not; without a tone of its own where the database asks for no approval. `required` unknown: empty.
StateWord describeApproval(std::optional<bool> approved, std::optional<bool> required);

/// The state of one statement, of a table's summary or of one shard.
StateWord describeOperationState(const api::OpenEnum<api::OperationState> &state);

/// The state of a request's deployment. The request's own field wins: the nested one has been seen to lag behind it.
api::OpenEnum<api::DeploymentState> deploymentStateOf(const api::DeployRequest &request);

/// The request's deployment, or one that says nothing.
const api::Deployment &deploymentOrNone(const api::DeployRequest &request);

/// Nothing happens to it any more without a person: what polling can stop at.
bool isTerminal(const api::OpenEnum<api::DeploymentState> &state);
/// The service is at work on it this moment.
bool isRunning(const api::OpenEnum<api::DeploymentState> &state);
/// Those behind it in the deploy queue wait. True for failed ones too, which wait for "Unblock deploy queue".
bool blocksQueue(const api::OpenEnum<api::DeploymentState> &state);

/// When to ask again; nothing: not by itself. An open request can change through its author, so it is asked slowly.
std::optional<std::chrono::milliseconds> pollInterval(const api::DeployRequest &request, bool visible);

/// How long a deployment can be reverted.
inline constexpr qint64 revertWindowSeconds = 30 * 60;

/// Until when the deployment can be reverted: what the service says, else 30 minutes after it finished (or, when even
/// that is not told, after its cutover). Invalid when there is no revert window.
QDateTime revertDeadline(const api::DeployRequest &request);

/// "about 3 min left"; empty when the service gives no estimate, or one below zero.
QString etaText(std::optional<double> seconds);
/// "64 %", empty when unknown. Out-of-range values are brought into 0..100.
QString progressText(std::optional<double> percent);

/// What a statement drops, as far as its text says: "orders" for DROP TABLE, "orders.total" for a dropped column. The
/// table alone when the text does not parse: never empty, because the service says that data can be lost.
QStringList droppedObjects(const QString &table, const QString &ddl);

} // namespace orrery::models
