// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/level_bar.h"

#include "models/core/text.h"
#include "models/storage/history/series.h"
#include "views/core/action_gate.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

constexpr double barHeight = 8;
constexpr int cellBarWidth = 96;
constexpr int narrowestBar = 24;
constexpr int shortestBar = 56; ///< what a column keeps when its table is narrow
constexpr int amountTextWidth = 112;
constexpr int shortestAmount = 48;

ColorRole levelRole(double percent)
{
    const models::Tone tone = models::describeStorageLevel(percent).tone;
    // Nothing to say is no reason for a colour that praises.
    return tone == models::Tone::Ok ? ColorRole::Accent : toneRole(tone);
}

/// The item's background, selection and focus, without text.
void paintEmptyCell(QPainter *painter, QStyleOptionViewItem cell)
{
    cell.text.clear();
    cell.icon = QIcon();
    cell.features.setFlag(QStyleOptionViewItem::HasDecoration, false);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
}

} // namespace

void paintStorageBar(QPainter *painter, const QRectF &rect, const StorageBarLevel &level, const Theme &theme,
                     Qt::LayoutDirection direction)
{
    const double height = std::min(barHeight, rect.height());
    const QRectF track(rect.left(), rect.center().y() - height / 2, rect.width(), height);
    const bool mirrored = direction == Qt::RightToLeft;
    const auto x = [&](double percent) {
        const double part = std::clamp(percent, 0.0, 100.0) / 100 * track.width();
        return mirrored ? track.right() - part : track.left() + part;
    };
    const auto span = [&](double from, double to) {
        return QRectF(QPointF(std::min(x(from), x(to)), track.top()),
                      QPointF(std::max(x(from), x(to)), track.bottom()));
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QPainterPath shape;
    shape.addRoundedRect(track, 3, 3);
    painter->setBrush(theme.color(ColorRole::Pressed));
    painter->drawPath(shape);
    painter->setClipPath(shape, Qt::IntersectClip);
    const bool known = level.percent && std::isfinite(*level.percent);
    const bool grows = known && level.expectedPercent && std::isfinite(*level.expectedPercent)
        && *level.expectedPercent > *level.percent;
    if (grows) {
        QColor lighter = theme.color(levelRole(*level.expectedPercent));
        lighter.setAlphaF(0.28F);
        painter->fillRect(span(*level.percent, *level.expectedPercent), lighter);
    }
    if (known)
        painter->fillRect(span(0, *level.percent), theme.color(levelRole(*level.percent)));
    // Ticks where the service warns; a short bar has room for those that matter.
    for (const int threshold : models::storageThresholds) {
        if (track.width() < 150 && threshold != 75 && threshold != 85 && threshold != 95)
            continue;
        const double at = std::round(x(threshold));
        painter->fillRect(
            QRectF(at, track.top(), 1, track.height()),
            theme.color(known && *level.percent > threshold ? ColorRole::Surface : ColorRole::TextDisabled));
    }
    painter->restore();
    if (!grows)
        return;
    // A pointer above the bar: seen also where the lighter piece is a pixel wide.
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Text));
    const double at = std::clamp(x(*level.expectedPercent), track.left() + 3, track.right() - 3);
    const double top = track.top() - 3;
    painter->drawPolygon(QPolygonF{{at - 3, top}, {at + 3, top}, {at, top + 4}});
    painter->restore();
}

StorageBar::StorageBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLevel({});
}

void StorageBar::setLevel(const StorageBarLevel &level)
{
    m_level = level;
    const models::StateWord word = models::describeStorageLevel(level.percent);
    setAccessibleName(word.explanation);
    setAccessibleDescription(level.expectedPercent && std::isfinite(*level.expectedPercent)
                                 ? tr("%1 expected").arg(models::formattedPercent(*level.expectedPercent))
                                 : QString());
    setToolTip(plainToolTip(accessibleDescription().isEmpty()
                                ? word.explanation
                                : word.explanation + QLatin1Char('\n') + accessibleDescription()));
    update();
}

void StorageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStorageBar(&painter, QRectF(rect()).adjusted(0, 2, 0, 0), m_level, Theme::of(this), layoutDirection());
}

StorageLevelDelegate::StorageLevelDelegate(Read read, QObject *parent) : CellDelegate(parent), m_read(std::move(read))
{}

void StorageLevelDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const StorageBarLevel level = m_read(index);
    paintEmptyCell(painter, cell);
    const Theme theme = Theme::of(cell.palette);
    const QRect inside = cell.rect.adjusted(space::inner, 0, -space::inner, 0);
    const std::optional<int> reached =
        level.percent && std::isfinite(*level.percent) ? models::thresholdReached(*level.percent) : std::nullopt;
    const bool warns = reached && *reached >= 75;
    const QFont font = warns ? Theme::font(TextSize::Body, true) : Theme::tabular();
    // The number first: the bar has what it leaves.
    const int textWidth = QFontMetrics(font).horizontalAdvance(cell.text) + 2;
    QRect bar(inside.x(), inside.y(), qMin(cellBarWidth, inside.width() - textWidth - space::inner), inside.height());
    QRect words = inside;
    if (bar.width() >= narrowestBar) {
        words.setLeft(bar.right() + 1 + space::inner);
        if (cell.direction == Qt::RightToLeft) {
            bar.moveRight(inside.right());
            words = inside.adjusted(0, 0, -(bar.width() + space::inner), 0);
        }
        paintStorageBar(painter, QRectF(bar).adjusted(0, 1, 0, 0), level, theme, cell.direction);
    }
    painter->save();
    painter->setFont(font);
    painter->setPen(theme.color(warns ? levelRole(*level.percent) : ColorRole::Text));
    painter->drawText(words, static_cast<int>(Qt::AlignVCenter | Qt::AlignRight) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(cell.text, Qt::ElideRight, words.width()));
    painter->restore();
}

QSize StorageLevelDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QSize size = CellDelegate::sizeHint(option, index);
    const QFontMetrics metrics(Theme::font(TextSize::Body, true));
    size.setWidth(shortestBar + metrics.horizontalAdvance(cell.text) + 3 * space::inner);
    return size;
}

AmountDelegate::AmountDelegate(ColorRole color, Read read, QObject *parent)
    : CellDelegate(parent), m_color(color), m_read(std::move(read))
{}

void AmountDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintEmptyCell(painter, cell);
    const Theme theme = Theme::of(cell.palette);
    const QRect inside = cell.rect.adjusted(space::inner, 0, -space::inner, 0);
    const int textWidth = std::min(amountTextWidth, inside.width());
    QRect words(inside.x(), inside.y(), textWidth, inside.height());
    QRectF track(words.right() + space::inner, inside.center().y() - 4.5, inside.right() - words.right() - space::inner,
                 10);
    if (cell.direction == Qt::RightToLeft) {
        words.moveRight(inside.right());
        track.moveLeft(inside.left());
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const double part = std::clamp(m_read(index), 0.0, 1.0);
    if (part > 0 && track.width() > 4) {
        QRectF bar = track;
        bar.setWidth(std::max(2.0, part * track.width()));
        if (cell.direction == Qt::RightToLeft)
            bar.moveRight(track.right());
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(m_color));
        painter->drawRoundedRect(bar, 2, 2);
    }
    painter->setFont(Theme::tabular());
    painter->setPen(theme.color(ColorRole::Text));
    painter->drawText(words, static_cast<int>(Qt::AlignVCenter | Qt::AlignRight) | Qt::TextSingleLine,
                      painter->fontMetrics().elidedText(cell.text, Qt::ElideRight, words.width()));
    painter->restore();
}

QSize AmountDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = CellDelegate::sizeHint(option, index);
    size.setWidth(amountTextWidth + 3 * space::inner + shortestAmount);
    return size;
}

} // namespace orrery::views
