// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "views/window/tabbed_page.h"

class QAction;

namespace orrery::views {

class ErrorBar;

/// One branch: what it is, above the tabs that features bring for it (overview, schema, storage, backups).
class BranchPage final : public TabbedPage
{
    Q_OBJECT
public:
    BranchPage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;

protected:
    void refreshSelf() override { m_branch->refresh(); }

private:
    void updateHeading();
    void makeActions();

    models::BranchItem *m_branch;
    ErrorBar *m_bar;
    QAction *m_newRequest = nullptr;
    QAction *m_compare = nullptr;
};

} // namespace orrery::views
