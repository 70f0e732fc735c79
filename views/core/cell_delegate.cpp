// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/cell_delegate.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int barWidth = 64;

constexpr int newMark = 6; // fits into the margin: no text moves when it goes

QRect contentRect(const QRect &cell)
{
    return cell.adjusted(space::inner, 0, -space::inner, 0);
}

bool isMarkedNew(const QModelIndex &index)
{
    return index.column() == 0 && index.data(models::NewRole).toBool();
}

/// A diamond in the leading margin of the row's first cell; screen readers get a word (AccessibleTextRole).
void paintNewMark(QPainter *painter, const QStyleOptionViewItem &cell, const Theme &theme)
{
    constexpr double half = newMark / 2.0;
    const double left = cell.rect.left() + (space::inner - newMark) / 2.0;
    const double x =
        cell.direction == Qt::RightToLeft ? cell.rect.left() + cell.rect.right() + 1 - left - newMark : left;
    const double y = cell.rect.top() + cell.rect.height() / 2.0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Accent));
    painter->drawPolygon(QPolygonF({{x, y}, {x + half, y - half}, {x + newMark, y}, {x + half, y + half}}));
    painter->restore();
}

std::optional<models::StateWord> stateOf(const QModelIndex &index)
{
    const QVariant value = index.data(models::StateRole);
    if (!value.canConvert<models::StateWord>())
        return std::nullopt;
    return value.value<models::StateWord>();
}

std::optional<double> progressOf(const QModelIndex &index)
{
    const QVariant value = index.data(models::ProgressRole);
    bool ok = false;
    const double part = value.toDouble(&ok);
    return value.isValid() && ok ? std::optional<double>(std::clamp(part, 0.0, 1.0)) : std::nullopt;
}

} // namespace

CellDelegate::CellDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->text = models::visibleText(option->text);
    option->textElideMode = Qt::ElideRight;
    if (index.data(models::MonospaceRole).toBool()) {
        option->font = Theme::monospace();
        option->fontMetrics = QFontMetrics(option->font);
        option->textElideMode = Qt::ElideMiddle;
    }
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const std::optional<models::StateWord> state = stateOf(index);
    const std::optional<double> progress = progressOf(index);
    const Theme theme = Theme::of(cell.palette);
    if (!state && !progress) {
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        if (isMarkedNew(index))
            paintNewMark(painter, cell, theme);
        return;
    }

    const QString text = cell.text;
    cell.text.clear();
    cell.icon = QIcon();
    cell.features.setFlag(QStyleOptionViewItem::HasDecoration, false);
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    if (isMarkedNew(index))
        paintNewMark(painter, cell, theme);
    const QRect inside = contentRect(cell.rect);
    if (state) {
        paintChip(painter, inside, *state, theme, {}, cell.direction);
        return;
    }
    QRect bar(inside.x(), inside.center().y() - 2, qMin(barWidth, inside.width()), 6);
    QRect words = inside.adjusted(bar.width() + space::inner, 0, 0, 0);
    if (cell.direction == Qt::RightToLeft) {
        bar.moveRight(inside.right());
        words = inside.adjusted(0, 0, -(bar.width() + space::inner), 0);
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Pressed));
    painter->drawRoundedRect(bar, 3, 3);
    QRect filled = bar;
    filled.setWidth(qRound(*progress * bar.width()));
    if (cell.direction == Qt::RightToLeft)
        filled.moveRight(bar.right());
    painter->setBrush(theme.color(*progress >= 1.0 ? ColorRole::Ok : ColorRole::Accent));
    if (filled.width() > 0)
        painter->drawRoundedRect(filled, 3, 3);
    painter->setFont(cell.font);
    painter->setPen(theme.color(ColorRole::Text));
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      cell.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    QSize size = QStyledItemDelegate::sizeHint(cell, index);
    if (const std::optional<models::StateWord> state = stateOf(index))
        size.setWidth(chipSize(*state).width() + 2 * space::inner);
    else if (progressOf(index))
        size.setWidth(cell.fontMetrics.horizontalAdvance(cell.text) + barWidth + 3 * space::inner);
    else
        size.setWidth(size.width() + 2);
    size.setHeight(qMax(size.height(), space::row));
    return size;
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (!event || !view || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const bool cut = sizeHint(option, index).width() > view->visualRect(index).width();
    if (cut && !cell.text.isEmpty())
        lines += cell.text;
    if (const std::optional<models::StateWord> state = stateOf(index); state && !state->explanation.isEmpty())
        lines += state->explanation;
    const QString exact = index.data(models::ExactRole).toString();
    if (!exact.isEmpty() && !lines.contains(exact))
        lines += exact;
    const QString own = index.data(Qt::ToolTipRole).toString();
    if (!own.isEmpty() && !lines.contains(own))
        lines += own;
    if (isMarkedNew(index))
        lines += tr("New since you last looked");
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), plainToolTip(lines.join(u'\n')), view);
    return true;
}

} // namespace orrery::views
