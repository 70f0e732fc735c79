// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/branch_overview_pane.h"

#include "models/branches/branch_places.h"
#include "models/core/workspace.h"
#include "views/branches/branch_overview.h"
#include "views/core/age_ticker.h"
#include "views/core/state_overlay.h"

#include <QVBoxLayout>

namespace orrery::views {

BranchOverviewPane::BranchOverviewPane(const PageContext &context, const models::Location &place, QWidget *parent)
    : Pane(parent), m_workspace(context.workspace), m_place(place),
      m_branch(models::branchItem(m_workspace, models::organizationOf(place), models::databaseOf(place),
                                  models::branchOf(place))),
      m_overview(new BranchOverview(context.clock))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *states = new StateOverlay(m_overview);
    states->bind(m_branch);
    column->addWidget(states);
    connect(states, &StateOverlay::signInRequested, this, &BranchOverviewPane::askToSignIn);
    connect(m_branch, &models::Store::stateChanged, this, [this]() {
        update();
        reportLoadState();
    });
    new AgeTicker(this, [this]() { update(); });
    update();
}

void BranchOverviewPane::setActive(bool active)
{
    if (active)
        update();
}

void BranchOverviewPane::update()
{
    if (const api::Branch *row = models::shownBranch(m_workspace, models::organizationOf(m_place),
                                                     models::databaseOf(m_place), models::branchOf(m_place)))
        m_overview->setBranch(*row);
}

} // namespace orrery::views
