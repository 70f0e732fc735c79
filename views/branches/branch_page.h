// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "views/window/tabbed_page.h"

class QAction;
class QMenu;

namespace orrery::views {

class ActionSet;
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
    /// Creates, renames, promotes, …: what the branch itself can have done to it.
    void makeBranchActions(QMenu *menu);
    void onActionFinished(const QString &id, const models::ActionResult &result);
    /// Instead of this page, which is about nothing any more.
    void leaveFor(const models::Location &place);

    models::BranchItem *m_branch;
    ErrorBar *m_bar;
    ActionSet *m_actions = nullptr;
    bool m_retryKeeps = false; ///< the bar is about a snapshot that could not be kept
    QString m_id; ///< stays when the branch is renamed
    QAction *m_newRequest = nullptr;
    QAction *m_compare = nullptr;
};

} // namespace orrery::views
