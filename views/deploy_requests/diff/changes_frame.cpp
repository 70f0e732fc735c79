// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/changes_frame.h"

#include "models/deploy_requests/module.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/window/page.h"

#include <QListView>
#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

namespace orrery::views {

ChangesFrame::ChangesFrame(models::DeployTableModel *tables, QListView *list, QSettings *settings,
                           models::ExternalDiff *external, QWidget *parent)
    : QSplitter(parent), m_settings(settings), m_pane(new ChangePane),
      m_find(new ChangesFind(tables, list, m_pane->diff())), m_menu(new ChangesMenu(tables, settings, external))
{
    setChildrenCollapsible(false);
    connect(diff(), &DiffView::wrappingWanted, this, &ChangesFrame::setWrapping);
    connect(tables, &QAbstractItemModel::dataChanged, this, &ChangesFrame::tablesChanged);
    connect(tables, &QAbstractItemModel::rowsInserted, this, &ChangesFrame::tablesChanged);
    connect(tables, &QAbstractItemModel::rowsRemoved, this, &ChangesFrame::tablesChanged);
}

DiffView *ChangesFrame::diff() const
{
    return m_pane->diff();
}

void ChangesFrame::setParts(QWidget *left, QWidget *head, ChangeViews *views, QWidget *below)
{
    auto *reader = new QWidget;
    auto *column = new QVBoxLayout(reader);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addWidget(head);
    column->addWidget(m_find);
    column->addWidget(m_pane, 1);
    if (below)
        column->addWidget(below);
    addWidget(left);
    addWidget(reader);
    setStretchFactor(1, 1);

    addKey(QStringLiteral("J"), [this]() { Q_EMIT stepWanted(1); });
    addKey(QStringLiteral("K"), [this]() { Q_EMIT stepWanted(-1); });
    addKey(QStringLiteral("]"), [this]() { diff()->nextChange(); });
    addKey(QStringLiteral("["), [this]() { diff()->previousChange(); });
    for (int view = 0; view < views->count(); ++view)
        addKey(QString::number(view + 1), [views, view]() { views->setView(ChangeView(view)); });
    addKey(QStringLiteral("W"), [this]() { setWrapping(!diff()->isWrapping()); });
    addKey(QStringLiteral("/"), [this]() { m_find->begin(); });
    addKey(QStringLiteral("F3"), [this]() { m_find->next(); });
    addKey(QStringLiteral("Shift+F3"), [this]() { m_find->previous(); });
}

void ChangesFrame::addKey(const QString &keys, const std::function<void()> &what)
{
    auto *shortcut = new QShortcut(QKeySequence(keys), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, what);
    m_keys.append(shortcut);
}

void ChangesFrame::setWrapping(bool wrapping)
{
    models::wrapLines.setValue(m_settings, wrapping);
    diff()->setWrapping(wrapping);
}

void ChangesFrame::showEvent(QShowEvent *event)
{
    QSplitter::showEvent(event);
    diff()->setWrapping(models::wrapLines.value(m_settings)); // chosen elsewhere meanwhile
    QWidget *page = this;
    while (page && !qobject_cast<Page *>(page))
        page = page->parentWidget();
    for (QShortcut *key : std::as_const(m_keys)) {
        if (key && page)
            key->setParent(page);
        if (key)
            key->setEnabled(true);
    }
}

void ChangesFrame::hideEvent(QHideEvent *event)
{
    for (QShortcut *key : std::as_const(m_keys)) {
        if (key)
            key->setEnabled(false);
    }
    QSplitter::hideEvent(event);
}

void ChangesFrame::rememberSplit(const QString &settingsKey)
{
    if (!m_settings)
        return;
    const QByteArray state = m_settings->value(settingsKey).toByteArray();
    if (!state.isEmpty())
        restoreState(state);
    connect(this, &QSplitter::splitterMoved, this,
            [this, settingsKey]() { m_settings->setValue(settingsKey, saveState()); });
}

} // namespace orrery::views
