// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/review.h"
#include "api/deploy_requests/storage_check.h"
#include "models/core/load_state.h"
#include "models/deploy_requests/deployment/deployment_rules.h"
#include "views/core/facts_panel.h"
#include "views/deploy_requests/check_list.h"

namespace orrery::views {

// What the overview of a deploy request says. Pure.

/// "Add loyalty points": the first line of the notes, without its Markdown, where it is a heading or begins a paragraph; else
/// "add-loyalty → main".
QString requestTitle(const api::DeployRequest &request);
/// The notes without what is their title.
QString notesBelowTitle(const api::DeployRequest &request);
/// Open or closed, where the deployment stands, whether it is approved or has to be.
QList<models::StateWord> requestChips(const api::DeployRequest &request, std::optional<bool> approvalRequired);

/// Whether it can still be deployed: what is ahead of it and whether there is room matters only then.
bool isBeforeDeployment(const api::DeployRequest &request);

/// What the service's schema check found, each with its place and documentation; that nothing was found is said too.
QList<Check> lintChecks(const QList<api::LintError> &errors);
/// Deploy checks, lint, approval, queue.
QList<Check> requestChecks(const models::ReviewContext &context, const QList<api::Review> &reviews);
/// Whether the target has room, from the service's storage check: needed against free, of the fullest shard where there are
/// several.
Check storageCheckOf(const models::LoadState &state, const std::optional<api::StorageCheck> &value,
                     const QString &failureTitle);
/// Those of `checks` that stand in the way of a deployment; where it is confirmed they are repeated.
QList<Check> failedChecks(const QList<Check> &checks);
/// What deploying it does beside changing tables: data lost, foreign keys, tables in use, instant or not, the way back.
QList<Check> requestImpact(const api::DeployRequest &request, const QDateTime &now);
QList<Fact> requestFacts(const api::DeployRequest &request, const QDateTime &now);

/// What holds the deployment up or has failed: locked and throttled tables, a paused queue, errors.
QList<Check> deploymentHints(const api::Deployment &deployment, const QDateTime &now);

/// An https address of PlanetScale; the only kind that is opened from a page.
bool isPlanetScaleAddress(const QUrl &url);

} // namespace orrery::views
