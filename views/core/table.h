// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "views/core/resource_proxy.h"
#include "views/core/table_export.h"

#include <QHash>
#include <QPointer>
#include <QString>
#include <QTreeView>

#include <functional>

class QAbstractItemDelegate;
class QMenu;
class QSettings;
class QTimer;

namespace orrery::views {

class ColumnFit;

/// What a table needs beside its model.
struct TableOptions
{
    QString accessibleName; ///< translated, says what the rows are: "Branches of acme/shop"
    QString settingsKey; ///< where widths, order, hidden columns and sorting are kept, "branches"; empty: not kept
    QSettings *settings = nullptr; ///< outlives the view; null: not kept
    QByteArray sortColumn; ///< id of the column sorted by at first (models::Column::id); empty: the model's order
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    QByteArray stretchColumn; ///< id of the column that takes the free width; empty: the first
    bool multiSelect = false;
    /// By column id: what paints its cells instead of the usual delegate. Each has an owner.
    QHash<QByteArray, QAbstractItemDelegate *> delegates = {};
    /// Puts the page's own actions on top of the context menu; given indexes of the proxy, one a selected row.
    std::function<void(QMenu *menu, const QModelIndexList &rows)> contextActions;
};

/// What bindTable made of a view; a child of it.
class TableBinding : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] QTreeView *view() const { return m_view; }
    [[nodiscard]] ResourceProxy *proxy() const { return m_proxy; }
    /// Rows that pass the filter, and all rows.
    [[nodiscard]] int visibleCount() const;
    [[nodiscard]] int totalCount() const;
    /// models::IdRole of the current row; empty when there is none.
    [[nodiscard]] QString currentId() const;
    /// Makes the row with this id current and visible. False when it is not there or filtered out.
    bool selectId(const QString &id);
    /// The selected rows (proxy indexes, column 0).
    [[nodiscard]] QModelIndexList selectedRows() const;

    /// The table as it is shown: visible columns in their order, filtered and sorted.
    [[nodiscard]] QString exported(TableFormat format, bool selectionOnly = false) const;
    /// Asks for a file (without blocking) and writes it on a worker thread; `notice` tells how it went.
    void exportToFile(TableFormat format);
    /// The same, when the file is known; an existing one is replaced.
    void exportTo(const QString &path, TableFormat format);
    /// Instead of those of the options.
    void setContextActions(std::function<void(QMenu *menu, const QModelIndexList &rows)> actions)
    {
        m_options.contextActions = std::move(actions);
    }
    /// The column-visibility entries, for a "Columns" menu of the page.
    void fillColumnsMenu(QMenu *menu);

Q_SIGNALS:
    /// Enter or double click on a row; `index` is in the proxy, column 0.
    void opened(const QModelIndex &index);
    /// The same for rows that lead somewhere (models::LocationRole).
    void locationOpened(const orrery::models::Location &location);
    void currentChanged(const QModelIndex &index);
    void selectionChanged();
    void countsChanged();
    /// How an export went, in a sentence.
    void notice(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    friend TableBinding *bindTable(QTreeView *, ResourceProxy *, TableOptions);
    TableBinding(QTreeView *view, ResourceProxy *proxy, TableOptions options);

    void setUpHeader();
    void checkColumnNames() const;
    void restoreColumns();
    void saveColumns();
    void openIndex(const QModelIndex &index);
    void showContextMenu(const QPoint &position);
    [[nodiscard]] QByteArray columnId(int column) const;
    [[nodiscard]] int columnOf(const QByteArray &id) const;
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] QString settingsPath(const QString &name) const;

    QTreeView *m_view;
    ResourceProxy *m_proxy;
    TableOptions m_options;
    ColumnFit *m_fit = nullptr;
    QTimer *m_saveTimer;
    QList<QByteArray> m_restoredWidths;
    int m_stretch = -1;
    bool m_stretchIsUsers = false; // somebody dragged it: their width counts from then on
    bool m_restoring = false;
};

/// The one function that makes a table (ages in it go on by themselves, new rows lose their mark once seen, what is under the pointer stays there; naming a column it does not have stops a debug build): delegate, filter, natural sorting, columns (show and hide, widths remembered, sized
/// once from the first rows), context menu with copy and export, Enter, accessible name, uniform rows. The proxy needs its
/// source model already; the view shows the proxy afterwards.
TableBinding *bindTable(QTreeView *view, ResourceProxy *proxy, TableOptions options);

} // namespace orrery::views
