// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/throttling.h"

#include <array>

namespace orrery::models {

// How a deploy request is to be deployed, and the requests this takes, in their order. Pure. Follows the sections "Deploy
// changes", "Instant deployments" and "Gated deployments" of the page "deploy-requests".

enum class DeployStrategy : quint8 {
    Online, ///< copied in the background, swapped when ready, can be reverted for a while
    Instant, ///< changed in place: fast, neither gated nor reverted
    Gated, ///< like Online, but swapped only when somebody applies it
};

inline constexpr std::array allDeployStrategies{DeployStrategy::Online, DeployStrategy::Instant, DeployStrategy::Gated};

/// What a person chose.
struct DeployChoice
{
    DeployStrategy strategy = DeployStrategy::Online;
    bool deleteBranch = false;
    QList<KeyspaceRatio> throttle; ///< what is to be set; empty: it stays as it is

    friend bool operator==(const DeployChoice &, const DeployChoice &) = default;
};

/// One request of a plan.
struct DeployStep
{
    /// Of the store; nothing: the throttle is set.
    std::optional<DeployRequestAction> action;
    QList<KeyspaceRatio> throttle;

    friend bool operator==(const DeployStep &, const DeployStep &) = default;
};

/// "Deploy online", "Deploy instantly", "Deploy gated".
QString strategyName(DeployStrategy strategy);
/// What it means for the target branch, in one sentence.
QString strategyConsequence(DeployStrategy strategy, const ReviewContext &context);
/// Why the request cannot be deployed this way, in a sentence; nothing when it can. Settings that the plan changes first
/// (auto-apply) refuse nothing.
std::optional<QString> strategyRefusal(DeployStrategy strategy, const ReviewContext &context);
/// How it would be deployed as it is set now.
DeployChoice presentChoice(const api::DeployRequest &request);

/// What has to be sent: auto-apply, deletion of the branch and throttle where they differ from what is set, then the
/// deployment itself.
QList<DeployStep> deploySteps(const DeployChoice &choice, const api::DeployRequest &request);
/// "Turn auto-apply off": what a step does.
QString stepTitle(const DeployStep &step);
/// The request as it is after the steps before the deployment; what the deployment is compared with.
api::DeployRequest afterSettings(api::DeployRequest request, const DeployChoice &choice);

/// "shop/main ← add-index, 3 tables, 1 destructive, revert possible: 30 min"
QString deploySummaryLine(const DeployChoice &choice, const ReviewContext &context);

} // namespace orrery::models
