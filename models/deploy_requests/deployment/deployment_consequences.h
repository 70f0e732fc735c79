// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/confirmation.h"
#include "models/deploy_requests/deployment/deployment_rules.h"

namespace orrery::models {

// What an action on a deploy request does, and how it is confirmed. Pure.

/// What the action does to `into_branch`, in a sentence or two; says what data is lost and whether there is a way back.
QString consequence(DeployRequestAction action, const ReviewContext &context);

ConfirmationTier confirmationTier(DeployRequestAction action, const ReviewContext &context);
/// Tier, title, consequence, verb and the name to type, for the confirmation dialog.
Confirmation confirmation(DeployRequestAction action, const ReviewContext &context);

/// The same for deploying, without what a dialog lets a person choose: what is deployed where, and who is ahead.
QString deployConsequence(const ReviewContext &context);

/// Data that deploying the request drops ("orders.total", "carts"), sorted; as far as the service says.
QStringList dataLoss(const api::DeployRequest &request);

/// Whether the service says of every change that no data is dropped with it. False while it has said nothing of one. It
/// speaks of tables and columns only, not of values that no longer fit.
bool dropsNothing(const api::DeployRequest &request);
/// How many tables (or views) the request changes; nothing when the service does not tell.
std::optional<int> changedTableCount(const api::DeployRequest &request);

} // namespace orrery::models
