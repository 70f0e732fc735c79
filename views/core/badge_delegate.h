// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace orrery::views {

/// Rows of the sidebar: icon and name, and at the right a count (CountRole), the word PROD (ProductionRole) or a state
/// (StateRole, as its icon with the word in the tooltip). Top-level rows without icon read as section headings.
class BadgeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit BadgeDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace orrery::views
