// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/window/page.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QTreeView;

namespace orrery::models {
class SidebarModel;
class Workspace;
} // namespace orrery::models

namespace orrery::views {

class ActionSet;

/// The left side of the window: "Go to…", the pages of the window, and the tree of accounts and what lies below them. A click or Enter opens a place; walking with the arrow keys sends no requests.
class Sidebar final : public QWidget
{
    Q_OBJECT
public:
    /// `goTo` opens the palette.
    Sidebar(const PageContext &context, QAction *goTo, QWidget *parent = nullptr);

    void addWorkspace(models::Workspace *workspace);
    void removeWorkspace(const QString &account);
    /// Selects the place, expanding what leads to it; goes on when rows arrive.
    void reveal(const models::Location &location);
    [[nodiscard]] QTreeView *tree() const { return m_tree; }

Q_SIGNALS:
    void locationOpened(const orrery::models::Location &location);
    /// An action of a row's menu ended.
    void actionFinished(const orrery::models::ActionResult &result);

private:
    void revealAgain();
    void showMenu(const QPoint &position);

    PageContext m_context;
    models::SidebarModel *m_model;
    QTreeView *m_tree;
    QPointer<ActionSet> m_actions; ///< of the row whose menu was asked for last
    models::Location m_place; ///< what is to be selected
    bool m_hasPlace = false;
};

} // namespace orrery::views
