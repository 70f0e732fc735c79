// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"

#include <QWidget>

#include <functional>

namespace orrery::api {
struct FieldValue;
}

namespace orrery::models {
class ListStoreBase;
}

namespace orrery::views {

class FilterBar;
class ResourceProxy;

/// A list of resources as every page shows it: filter, table, states, and Space for every field of the current row. Adding
/// a list to a page is one of these and its store.
class ListPane final : public QWidget
{
    Q_OBJECT
public:
    /// All fields of the row with this id (models::IdRole), for the details panel; may be empty.
    using Describe = std::function<QList<api::FieldValue>(const QString &id)>;

    /// `store` outlives the pane.
    ListPane(models::ListStoreBase *store, TableOptions options, QWidget *parent = nullptr);

    void setEmptyState(const EmptyState &empty) { m_overlay->setEmptyState(empty); }
    void setDescribe(Describe describe) { m_describe = std::move(describe); }
    /// Shows the store's rows, reading them when they are not fresh.
    void open();

    [[nodiscard]] models::ListStoreBase *store() const { return m_store; }
    [[nodiscard]] TableBinding *table() const { return m_table; }
    [[nodiscard]] FilterBar *filterBar() const { return m_filter; }
    [[nodiscard]] StateOverlay *overlay() const { return m_overlay; }
    [[nodiscard]] ResourceProxy *proxy() const { return m_proxy; }

Q_SIGNALS:
    void locationOpened(const orrery::models::Location &location);
    void signInRequested();
    void notice(const QString &sentence);
    void currentChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showDetails();

    models::ListStoreBase *m_store;
    ResourceProxy *m_proxy;
    TableBinding *m_table;
    FilterBar *m_filter;
    StateOverlay *m_overlay;
    Describe m_describe;
};

} // namespace orrery::views
