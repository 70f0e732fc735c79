// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/routes.h"
#include "models/deploy_requests/create/new_request.h"
#include "views/deploy_requests/check_list.h"

namespace orrery::views {

/// What there is to know of a deploy request before it is created: its changes, the tables it drops, the service's schema
/// check, other open deploy requests of the branch, what its target asks for. Links lead to pages of Orrery and to
/// PlanetScale's documentation. Pure.
QList<Check> newRequestChecks(const models::NewDeployRequest &request, const models::Location &page,
                              const models::Routes &routes, std::optional<bool> approvalRequired);

/// One sentence for each choice: what it does.
QString autoApplyConsequence(bool on);
QString autoDeleteConsequence(bool on, const QString &branch);

} // namespace orrery::views
