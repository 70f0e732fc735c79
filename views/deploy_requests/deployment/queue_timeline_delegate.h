// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/cell_delegate.h"

namespace orrery::models {
struct QueueEntry;
class QueueTimelineModel;
} // namespace orrery::models

namespace orrery::views {

/// Paints a queue's rows on one time axis: what is done, what is left, the revert window, the waiting before; the row of a
/// target branch carries the axis. Everything it paints stands in words in the other columns.
class QueueTimelineDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    /// `model` outlives the delegate.
    explicit QueueTimelineDelegate(const models::QueueTimelineModel *model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Rows of deployments hold a sentence over several lines.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    [[nodiscard]] double position(const QDateTime &at, const QRectF &rect, bool mirrored) const;
    void paintAxis(QPainter *painter, const QStyleOptionViewItem &option, const QRectF &rect) const;
    void paintEntry(QPainter *painter, const QStyleOptionViewItem &option, const QRectF &rect,
                    const models::QueueEntry &entry) const;

    const models::QueueTimelineModel *m_model;
};

} // namespace orrery::views
