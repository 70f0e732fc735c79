// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "models/core/action.h"
#include "models/core/list_store.h"
#include "views/core/icons.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"
#include "views/window/page.h"
#include "views/window/pane.h"

#include <functional>

class QVBoxLayout;

namespace orrery::views {

class ActionSet;
class ErrorBar;
class FilterBar;
class ResourceProxy;

/// An action of a list with its icon.
struct ListAction
{
    models::Action action;
    Glyph icon = Glyph::More;
    bool button = false; ///< also a quiet button above the table; primary actions have theirs anyway
};

/// A list of resources as every page shows it: filter, table, states, Space for every field of the current row, and what
/// can be done with it. Adding a list to a page is a ListSpec and its store.
class ListPane final : public Pane
{
    Q_OBJECT
public:
    /// All fields of the row with this id (models::IdRole), for the details panel; may be empty.
    using Describe = std::function<QList<api::FieldValue>(const QString &id)>;

    /// `store` outlives the pane.
    ListPane(models::ListStoreBase *store, TableOptions options, QWidget *parent = nullptr);

    /// Without an action of its own it offers the primary one of setActions().
    void setEmptyState(const EmptyState &empty);
    void setDescribe(Describe describe) { m_describe = std::move(describe); }
    /// Offers the actions in the context menu, some as buttons too; how they end is
    /// shown above the table.
    void setActions(const QList<ListAction> &actions, QSettings *settings);
    /// Called whenever the pane becomes what is looked at.
    void setWhenActive(std::function<void()> run) { m_whenActive = std::move(run); }
    /// Shows the store's rows, reading them when they are not fresh.
    void open();

    void setActive(bool active) override;
    void refresh() override;
    [[nodiscard]] models::LoadState loadState() const override { return m_store->state(); }

    [[nodiscard]] models::ListStoreBase *store() const { return m_store; }
    [[nodiscard]] TableBinding *table() const { return m_table; }
    [[nodiscard]] FilterBar *filterBar() const { return m_filter; }
    [[nodiscard]] StateOverlay *overlay() const { return m_overlay; }
    [[nodiscard]] ResourceProxy *proxy() const { return m_proxy; }
    /// Null without actions.
    [[nodiscard]] ActionSet *actions() const { return m_actions; }

Q_SIGNALS:
    void currentChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showDetails();
    void showResult(const models::ActionResult &result);

    models::ListStoreBase *m_store;
    QVBoxLayout *m_column;
    ResourceProxy *m_proxy;
    TableBinding *m_table;
    FilterBar *m_filter;
    StateOverlay *m_overlay;
    EmptyState m_empty;
    Describe m_describe;
    std::function<void()> m_whenActive;
    ErrorBar *m_bar = nullptr;
    ActionSet *m_actions = nullptr;
};

/// What a list shows, beside its store.
struct ListSpec
{
    QString name; ///< translated: "Webhooks of shop"
    QString settingsKey; ///< where columns and sorting are remembered
    QByteArray sortColumn; ///< a column's id; empty: the order of the service
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    QByteArray stretchColumn;
    bool multiSelect = false;
    EmptyState empty;
    /// Of the row that `currentId` names at that moment; unset: nothing can be done.
    std::function<QList<ListAction>(const std::function<QString()> &currentId)> actions = {};
};

/// A pane of a list of `Row`s; a column that does not exist is found in debug builds by the table.
template<class Row>
ListPane *makeListPane(const PageContext &context, models::ListStore<Row> *list, const ListSpec &spec)
{
    TableOptions options;
    options.accessibleName = spec.name;
    options.settingsKey = spec.settingsKey;
    options.settings = context.settings;
    options.sortColumn = spec.sortColumn;
    options.sortOrder = spec.sortOrder;
    options.stretchColumn = spec.stretchColumn;
    options.multiSelect = spec.multiSelect;
    auto *pane = new ListPane(list, std::move(options));
    pane->setEmptyState(spec.empty);
    pane->setDescribe([list](const QString &id) {
        const Row *row = list->model()->find(id);
        return row ? api::describeFields(*row) : QList<api::FieldValue>();
    });
    if (spec.actions)
        pane->setActions(spec.actions([pane]() { return pane->table()->currentId(); }), context.settings);
    return pane;
}

} // namespace orrery::views
