// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace orrery::models {
struct DeployTable;
}

namespace orrery::views {

/// A changed table in two lines: its name and what is risky about it; below how it changes and by how many lines. Rows of
/// a models::DeployTableModel, or of a model that is TableRows: then also whether it was viewed, its size among the others,
/// and its drafts, and the overview and the headings between the tables.
class TableListDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TableListDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    static void drawBackground(QPainter *painter, const QStyleOptionViewItem &cell);
    static void paintTable(QPainter *painter, const QStyleOptionViewItem &cell, const QModelIndex &index,
                           const models::DeployTable &table);
};

} // namespace orrery::views
