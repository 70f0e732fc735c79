// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "models/core/workspace.h"
#include "views/window/page.h"

class QAction;

namespace orrery::views {

class BackupsPane;
class BranchOverview;
class ErrorBar;
class PageTitle;
class SchemaPane;
class StateOverlay;
class StoragePane;
class Tabs;

/// One branch: what it is, its schema, how full its storage is, and its backups. Each tab reads what it shows when it is
/// first shown.
class BranchPage final : public Page
{
    Q_OBJECT
public:
    BranchPage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] models::LoadState loadState() const override;

private:
    /// What is known: the branch read by itself, or its row of the list.
    [[nodiscard]] const api::Branch *branch() const;
    void updateHeading();
    void showTab(const QString &id);
    QWidget *makeStorage();
    void makeActions();

    models::Workspace *m_workspace;
    models::BranchItem *m_branch;
    PageTitle *m_heading;
    ErrorBar *m_bar;
    QAction *m_newRequest = nullptr;
    QAction *m_compare = nullptr;
    Tabs *m_tabs;
    BranchOverview *m_overview = nullptr;
    StateOverlay *m_overviewStates = nullptr;
    SchemaPane *m_schema = nullptr;
    StoragePane *m_storage = nullptr;
    BackupsPane *m_backups = nullptr;
    bool m_active = false;
};

} // namespace orrery::views
