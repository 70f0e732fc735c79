// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/databases/database.h"
#include "models/core/workspace.h"
#include "views/core/table.h"
#include "views/window/list_page.h"

class QAction;

namespace orrery::views {

class BackupsPane;
class Tabs;

/// One database: its branches, deploy requests, deploy queue and backups as tabs. A Postgres database has neither deploy
/// requests nor a queue. Lists are read when their tab is first shown.
class DatabasePage final : public ListPage
{
    Q_OBJECT
public:
    DatabasePage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] models::LoadState loadState() const override;

private:
    [[nodiscard]] const api::Database *database() const;
    void updateHeading();
    void updateCounts();
    void makeActions();
    void showTab(const QString &id);
    QWidget *makeBranches();
    QWidget *makeDeployRequests();
    QWidget *makeQueue();
    QWidget *makeBackups();
    [[nodiscard]] TableOptions tableOptions(const QString &name, const char *key, const char *sort, Qt::SortOrder order,
                                            const char *stretch) const;

    models::Workspace *m_workspace;
    Tabs *m_tabs;
    QAction *m_newRequest = nullptr;
    BackupsPane *m_backups = nullptr;
    bool m_active = false;
};

} // namespace orrery::views
