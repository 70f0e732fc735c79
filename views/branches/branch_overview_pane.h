// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "views/window/page.h"
#include "views/window/pane.h"

namespace orrery::views {

class BranchOverview;

/// The facts of a branch as a tab of its page.
class BranchOverviewPane final : public Pane
{
    Q_OBJECT
public:
    BranchOverviewPane(const PageContext &context, const models::Location &place, QWidget *parent = nullptr);

    void setActive(bool active) override;
    void refresh() override { m_branch->refresh(); }
    [[nodiscard]] models::LoadState loadState() const override { return m_branch->state(); }

private:
    void update();

    models::Workspace *m_workspace;
    models::Location m_place;
    models::BranchItem *m_branch;
    BranchOverview *m_overview;
};

} // namespace orrery::views
