// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace orrery::views {

/// A changed table in two lines: its name and what is risky about it; below how it changes and by how many lines. Rows of
/// a models::DeployTableModel.
class TableListDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TableListDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

} // namespace orrery::views
