// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/forecast/table_sizes.h"

#include <QWidget>

#include <memory>

class QButtonGroup;
class QSettings;
class QTreeView;

namespace orrery::models {
template<typename Row>
class ResourceListModel;
}

namespace orrery::views {

class FilterBar;
class PlainLabel;
class TableBinding;

/// What takes the space of a branch: its tables as bars, the largest or the fastest-growing first, left-overs of schema
/// changes marked. A table like every other, so it is sorted, filtered, exported and read aloud.
class StorageTables final : public QWidget
{
    Q_OBJECT
public:
    enum class Order : quint8 { Largest, Fastest };

    /// `settings` keeps widths and sorting; may be null.
    explicit StorageTables(QSettings *settings = nullptr, QWidget *parent = nullptr);
    ~StorageTables() override;

    /// `now` dates what is said of left-overs. Rows keep their place and selection over updates.
    void setTables(const models::TableSummary &summary, const QDateTime &now);
    void setOrder(Order order);
    [[nodiscard]] Order order() const { return m_order; }

    /// "41 tables, 12.4 GiB. 3 left over from schema changes, 1.1 GiB."
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] TableBinding *table() const { return m_table; }
    [[nodiscard]] FilterBar *filterBar() const { return m_filter; }

Q_SIGNALS:
    void notice(const QString &sentence);

private:
    models::TableSummary m_summary;
    QDateTime m_now;
    double m_largest = 0;
    double m_fastest = 0;
    Order m_order = Order::Largest;
    std::unique_ptr<models::ResourceListModel<models::TableUse>> m_model;
    PlainLabel *m_sentence;
    FilterBar *m_filter;
    QButtonGroup *m_orders;
    QTreeView *m_view;
    TableBinding *m_table;
};

} // namespace orrery::views
