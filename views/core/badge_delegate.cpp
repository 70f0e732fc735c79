// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/badge_delegate.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/core/tone.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

namespace orrery::views {

namespace {
constexpr int roomForBadge = 110;
} // namespace

BadgeDelegate::BadgeDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(qMax(size.height(), space::row));
    return size;
}

void BadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const Theme theme = Theme::of(cell.palette);
    const QString text = models::visibleText(cell.text);
    const QIcon icon = cell.icon;
    cell.text.clear();
    cell.icon = QIcon();
    cell.features.setFlag(QStyleOptionViewItem::HasDecoration, false);
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool rightToLeft = cell.direction == Qt::RightToLeft;
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(cell.direction, cell.rect, rect); };
    QRect rest = cell.rect.adjusted(space::unit, 0, -space::inner, 0);
    if (rightToLeft)
        rest = cell.rect.adjusted(space::unit, 0, -space::inner, 0);

    const auto takeRight = [&rest](int width) {
        const QRect taken(rest.right() - width + 1, rest.y(), width, rest.height());
        rest.setRight(taken.left() - 6);
        return taken;
    };
    const QFont small = Theme::font(TextSize::Small);
    const QFontMetrics smallMetrics(small);
    const QVariant state = index.data(models::StateRole);
    if (state.canConvert<models::StateWord>()) {
        const auto word = state.value<models::StateWord>();
        paintGlyph(painter, toneGlyph(word.tone), QRectF(placed(takeRight(12))), theme.tone(word.tone));
    }
    // Where there is no room for both, the name matters more; the tooltip and the page say it in words.
    if (rest.width() > roomForBadge && index.data(models::ProductionRole).toBool()) {
        QFont face = Theme::font(TextSize::Small, true);
        face.setPointSizeF(face.pointSizeF() > 0 ? face.pointSizeF() * 0.9 : -1);
        const QFontMetrics metrics(face);
        const QString word = tr("PROD", "short for production");
        const QRect badge = placed(takeRight(metrics.horizontalAdvance(word) + 10));
        const QRectF box(badge.x(), badge.center().y() - 8 + 0.5, badge.width(), 16);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(ColorRole::WarnFill));
        painter->drawRoundedRect(box, 4, 4);
        painter->setPen(theme.color(ColorRole::Warn));
        painter->setFont(face);
        painter->drawText(box, Qt::AlignCenter, word);
    }
    const QVariant count = index.data(models::CountRole);
    if (count.isValid() && count.toInt() > 0) {
        const QString number = models::formattedCount(count.toInt());
        const int width = qMax(18, smallMetrics.horizontalAdvance(number) + 10);
        const QRect badge = placed(takeRight(width));
        const QRectF box(badge.x(), badge.center().y() - 8, badge.width(), 17);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(ColorRole::Pressed));
        painter->drawRoundedRect(box, 8.5, 8.5);
        painter->setPen(theme.color(ColorRole::Text));
        painter->setFont(small);
        painter->drawText(box, Qt::AlignCenter, number);
    }
    if (!icon.isNull()) {
        const QRect iconRect(rest.x() + 2, rest.center().y() - 7, 16, 16);
        const bool enabled = cell.state.testFlag(QStyle::State_Enabled);
        icon.paint(painter, placed(iconRect), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        rest.setLeft(iconRect.right() + 7);
    } else {
        rest.setLeft(rest.left() + 2);
    }
    // An account, also one with a mark of its own.
    const bool heading = !index.parent().isValid() && (icon.isNull() || index.model()->hasChildren(index));
    QFont face = heading ? Theme::font(TextSize::Small, true) : cell.font;
    const QFontMetrics metrics(face);
    painter->setFont(face);
    const bool enabled = cell.state.testFlag(QStyle::State_Enabled);
    painter->setPen(theme.color(!enabled      ? ColorRole::TextDisabled
                                    : heading ? ColorRole::TextSecondary
                                              : ColorRole::Text));
    painter->drawText(placed(rest),
                      static_cast<int>(Qt::AlignVCenter | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft))
                          | Qt::TextSingleLine,
                      metrics.elidedText(text, Qt::ElideMiddle, rest.width()));
    painter->restore();
}

} // namespace orrery::views
