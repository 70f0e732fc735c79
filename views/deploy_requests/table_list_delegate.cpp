// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/table_list_delegate.h"

#include "models/core/text.h"
#include "models/deploy_requests/deploy_tables.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace orrery::views {

namespace {

constexpr int rowHeight = 48;
constexpr int mark = 16;

const models::DeployTable *tableOf(const QModelIndex &index)
{
    const auto *model = dynamic_cast<const models::DeployTableModel *>(index.model());
    return model && index.isValid() ? &model->rows().at(index.row()) : nullptr;
}

Glyph glyphOf(models::UnifiedDiff::Change change)
{
    switch (change) {
    case models::UnifiedDiff::Change::Added:
        return Glyph::Plus;
    case models::UnifiedDiff::Change::Deleted:
        return Glyph::Minus;
    case models::UnifiedDiff::Change::Modified:
        break;
    }
    return Glyph::Edit;
}

ColorRole roleOf(models::UnifiedDiff::Change change)
{
    switch (change) {
    case models::UnifiedDiff::Change::Added:
        return ColorRole::Added;
    case models::UnifiedDiff::Change::Deleted:
        return ColorRole::Removed;
    case models::UnifiedDiff::Change::Modified:
        break;
    }
    return ColorRole::TextSecondary;
}

/// Rows are grouped by keyspace: the first and the last differ where any two do.
bool hasSeveralKeyspaces(const QAbstractItemModel *model)
{
    const auto *tables = dynamic_cast<const models::DeployTableModel *>(model);
    return tables && !tables->rows().isEmpty() && tables->rows().first().keyspace != tables->rows().last().keyspace;
}

/// Draws `text` at the left of `rest` and takes its width from it.
void drawPiece(QPainter *painter, QRect &rest, const QString &text, const QColor &color)
{
    if (text.isEmpty() || rest.width() <= 0)
        return;
    const QFontMetrics metrics(painter->font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rest.width());
    painter->setPen(color);
    painter->drawText(rest, int(Qt::AlignVCenter | Qt::AlignLeft), shown);
    rest.setLeft(rest.left() + metrics.horizontalAdvance(shown) + space::inner);
}

} // namespace

TableListDelegate::TableListDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

void TableListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
    const models::DeployTable *table = tableOf(index);
    if (!table)
        return;
    const Theme theme = Theme::of(cell.palette);
    painter->save();
    QRect inside = cell.rect.adjusted(space::inner, space::unit, -space::inner, -space::unit);
    QRect name(inside.left(), inside.top(), inside.width(), inside.height() / 2);
    QRect below(inside.left(), name.bottom() + 1, inside.width(), inside.height() - name.height());

    if (const auto risk = models::describeTableRisk(*table)) {
        const QRect place(name.right() - mark + 1, name.top(), mark, name.height());
        paintGlyph(painter, Glyph::Warning, place, theme.tone(risk->tone));
        name.setRight(place.left() - space::unit);
    }
    QFont strong = Theme::font(TextSize::Body);
    strong.setWeight(QFont::Medium);
    painter->setFont(strong);
    drawPiece(painter, name, models::visibleText(table->name), theme.color(ColorRole::Text));

    const QColor color = theme.color(roleOf(table->change));
    paintGlyph(painter, glyphOf(table->change), QRect(below.left(), below.top(), 12, below.height()), color);
    below.setLeft(below.left() + 12 + space::unit);
    painter->setFont(Theme::tabular(TextSize::Small));
    drawPiece(painter, below, models::describeChange(table->change).text, theme.color(ColorRole::TextSecondary));
    if (table->added > 0)
        drawPiece(painter, below, QLatin1Char('+') + models::formattedCount(table->added),
                  theme.color(ColorRole::Added));
    if (table->removed > 0)
        drawPiece(painter, below, QChar(0x2212) + models::formattedCount(table->removed),
                  theme.color(ColorRole::Removed));
    if (hasSeveralKeyspaces(index.model()))
        drawPiece(painter, below, models::visibleText(table->keyspace), theme.color(ColorRole::TextSecondary));
    painter->restore();
}

QSize TableListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {80, qMax(rowHeight, 2 * option.fontMetrics.height() + 3 * space::unit)};
}

bool TableListDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    const models::DeployTable *table = tableOf(index);
    if (!event || event->type() != QEvent::ToolTip || !table)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines{
        models::visibleText(table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name),
        models::describeChange(table->change).explanation};
    if (const auto risk = models::describeTableRisk(*table))
        lines.append(risk->explanation);
    QToolTip::showText(event->globalPos(), plainToolTip(lines.join(QLatin1Char('\n'))), view);
    return true;
}

} // namespace orrery::views
