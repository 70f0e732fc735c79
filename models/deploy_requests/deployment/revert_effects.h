// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"
#include "models/deploy_requests/diff/deploy_tables.h"

#include <QStringList>

namespace orrery::models {

// What taking a deployment back would cost. Pure. Follows the sections "When is data not
// retained", "When a revert can result in orphaned rows" and "When are you unable to revert" of the page "deploy-requests".

/// Sentences without an end stop, the worst first; names from outside are made visible.
struct RevertEffects
{
    QStringList lost; ///< what was written since the deployment and goes with the revert
    QStringList orphaned; ///< rows that may be left without their parents
    QStringList refused; ///< what may have been written that makes the service refuse the revert

    [[nodiscard]] QStringList all() const { return lost + orphaned + refused; }
    friend bool operator==(const RevertEffects &, const RevertEffects &) = default;
};

/// Of tables whose definitions before and after are known (`tables`) by those; of others by the statements, which do not tell
/// what was there before.
RevertEffects revertEffects(const api::DeployRequest &request, const QList<DeployTable> &tables = {});

} // namespace orrery::models
