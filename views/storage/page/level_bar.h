// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/cell_delegate.h"
#include "views/core/theme.h"

#include <QWidget>

#include <functional>
#include <optional>

namespace orrery::views {

/// A level of storage as a bar shows it; percentages of the capacity.
struct StorageBarLevel
{
    std::optional<double> percent; ///< empty: not known, an empty track
    std::optional<double> expectedPercent; ///< where it is expected to be at the end of the forecast
    friend bool operator==(const StorageBarLevel &, const StorageBarLevel &) = default;
};

/// Paints a level with ticks at the thresholds the width has room for, and a mark where it is expected to be. What it
/// means is always beside it in words.
void paintStorageBar(QPainter *painter, const QRectF &rect, const StorageBarLevel &level, const Theme &theme,
                     Qt::LayoutDirection direction = Qt::LeftToRight);

/// The same as a widget; its accessible name says the level.
class StorageBar final : public QWidget
{
    Q_OBJECT
public:
    explicit StorageBar(QWidget *parent = nullptr);

    void setLevel(const StorageBarLevel &level);
    [[nodiscard]] const StorageBarLevel &level() const { return m_level; }

    [[nodiscard]] QSize sizeHint() const override { return {240, 16}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StorageBarLevel m_level;
};

/// Cells of a table's level column: the bar, and the cell's own text (the percentage) beside it.
class StorageLevelDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    using Read = std::function<StorageBarLevel(const QModelIndex &index)>;

    explicit StorageLevelDelegate(Read read, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Read m_read;
};

/// Cells of a column of amounts: the text, and beside it a bar over the width that is left; texts stand in one column and
/// bars begin at one line, so that amounts are compared by length.
class AmountDelegate final : public CellDelegate
{
    Q_OBJECT
public:
    /// How long the bar is, 0..1.
    using Read = std::function<double(const QModelIndex &index)>;

    AmountDelegate(ColorRole color, Read read, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    ColorRole m_color;
    Read m_read;
};

} // namespace orrery::views
