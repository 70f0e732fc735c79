// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/sidebar.h"

#include "models/auth/accounts.h"
#include "models/core/roles.h"
#include "models/core/sidebar_model.h"
#include "views/core/action_set.h"
#include "views/core/badge_delegate.h"
#include "views/core/spacing.h"
#include "views/window/go_to_button.h"
#include "views/window/list_pane.h"
#include "views/window/sidebar_proxy.h"
#include "views/window/view_registry.h"

#include <QMenu>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

Sidebar::Sidebar(const PageContext &context, QAction *goTo, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new models::SidebarModel(context.features, context.services, this)),
      m_tree(new QTreeView)
{
    setMinimumWidth(200);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    column->setSpacing(space::inner);
    column->addWidget(new GoToButton(goTo));

    auto *icons = new SidebarProxy(context.views, context.accounts, m_tree);
    icons->setSourceModel(m_model);
    m_tree->setModel(icons);
    m_tree->setItemDelegate(new BadgeDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(14);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setAccessibleName(tr("Accounts, organizations, databases and branches"));
    m_tree->viewport()->setAutoFillBackground(false);
    // The style paints the scroll bar on what the viewport stands for.
    m_tree->viewport()->setBackgroundRole(QPalette::Window);
    column->addWidget(m_tree, 1);

    const auto openRow = [this](const QModelIndex &index) {
        if (index.isValid())
            Q_EMIT locationOpened(index.data(models::LocationRole).value<models::Location>());
    };
    connect(m_tree, &QTreeView::clicked, this, openRow);
    connect(m_tree, &QTreeView::activated, this, openRow);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &Sidebar::showMenu);
    connect(icons, &QAbstractItemModel::rowsInserted, this, &Sidebar::revealAgain);
    connect(m_tree, &QTreeView::expanded, this, [icons](const QModelIndex &index) {
        if (icons->canFetchMore(index))
            icons->fetchMore(index);
    });
}

void Sidebar::showMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    const auto place = index.data(models::LocationRole).value<models::Location>();
    PageContext context = m_context;
    context.workspace = m_context.accounts->workspace(place.account);
    if (!index.isValid() || !context.workspace || (m_actions && m_actions->isBusy()))
        return;
    if (m_actions)
        m_actions->deleteLater();
    m_actions = new ActionSet(this, m_context.settings);
    for (const MenuRow &row : m_context.views->menus) {
        if (row.route != place.route)
            continue;
        const QList<ListAction> actions = row.make(context, place);
        for (const ListAction &each : actions)
            m_actions->add(each.action, each.icon);
    }
    if (m_actions->actions().isEmpty())
        return;
    connect(m_actions, &ActionSet::finished, this,
            [this](const QString &, const models::ActionResult &result) { Q_EMIT actionFinished(result); });
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true); // why something is not possible
    menu->addActions(m_actions->actions());
    menu->popup(m_tree->viewport()->mapToGlobal(position));
}

void Sidebar::addWorkspace(models::Workspace *workspace)
{
    m_model->addWorkspace(workspace);
    // The tree opens down to the organizations by itself: that is one request an account.
    const QAbstractItemModel *model = m_tree->model();
    for (int row = 0; row < model->rowCount(); ++row)
        m_tree->expand(model->index(row, 0));
}

void Sidebar::removeWorkspace(const QString &account)
{
    m_model->removeWorkspace(account);
}

void Sidebar::reveal(const models::Location &location)
{
    m_place = location;
    m_hasPlace = true;
    revealAgain();
}

void Sidebar::revealAgain()
{
    if (!m_hasPlace)
        return;
    const auto *proxy = qobject_cast<SidebarProxy *>(m_tree->model());
    const QModelIndex row = proxy->mapFromSource(m_model->indexOf(m_place));
    if (!row.isValid())
        return;
    m_tree->setCurrentIndex(row);
    m_tree->scrollTo(row);
    // Only as deep as the page itself reads: an organization's databases, and for a branch its database's branches.
    if (m_model->leadsFurther(proxy->mapToSource(row), m_place) && !m_tree->isExpanded(row))
        m_tree->expand(row);
}

} // namespace orrery::views
