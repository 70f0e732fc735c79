// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/table_list_delegate.h"

#include "models/core/text.h"
#include "models/deploy_requests/diff/deploy_tables.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/table_rows.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QStyleOptionButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

constexpr int rowHeight = 48;
constexpr int overviewHeight = 36;
constexpr int mark = 16;
constexpr int letterSize = 16;
constexpr int barWidth = 32;
constexpr int barHeight = 4;

using RowKind = TableRows::RowKind;
using Change = models::UnifiedDiff::Change;

const TableRows *rowsOf(const QModelIndex &index)
{
    return dynamic_cast<const TableRows *>(index.model()); // clazy:exclude=unneeded-cast
}

const models::DeployTableModel *plainModel(const QAbstractItemModel *model)
{
    // A class template has no meta-object for qobject_cast.
    return dynamic_cast<const models::DeployTableModel *>(model); // clazy:exclude=unneeded-cast
}

const models::DeployTable *tableOf(const QModelIndex &index)
{
    if (const TableRows *review = rowsOf(index))
        return review->table(index);
    const models::DeployTableModel *model = plainModel(index.model());
    return model && index.isValid() ? &model->rows().at(index.row()) : nullptr;
}

RowKind kindOf(const QModelIndex &index)
{
    const TableRows *review = rowsOf(index);
    return review ? review->kind(index.row()) : RowKind::Table;
}

ColorRole roleOf(Change change)
{
    switch (change) {
    case Change::Added:
        return ColorRole::Added;
    case Change::Deleted:
        return ColorRole::Removed;
    case Change::Modified:
        break;
    }
    return ColorRole::Moved;
}

/// Rows are grouped by keyspace: the first and the last differ where any two do.
bool hasSeveralKeyspaces(const QAbstractItemModel *model)
{
    const models::DeployTableModel *tables = plainModel(model);
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
    // Absolute, as everything in the row stands: names of tables and counts of lines read from left to right everywhere.
    painter->drawText(rest, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute), shown);
    rest.setLeft(rest.left() + metrics.horizontalAdvance(shown) + space::inner);
}

/// How the table changes, as the first letter of its word in a small box.
void drawLetter(QPainter *painter, QRect &rest, Change change, const Theme &theme)
{
    const QRect box(rest.left(), rest.top() + (rest.height() - letterSize) / 2, letterSize, letterSize);
    const QColor color = theme.color(roleOf(change));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1));
    painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter->setFont(Theme::font(TextSize::Small, true));
    painter->drawText(box, Qt::AlignCenter, models::describeChange(change).text.left(1));
    painter->restore();
    rest.setLeft(box.right() + 1 + space::unit + 2);
}

/// Added and removed lines in proportion, as long as the table is large among the others; by its logarithm, so that one
/// huge table leaves the others something.
void drawSize(QPainter *painter, const QRect &rest, const models::DeployTable &table, int most, const Theme &theme)
{
    const int lines = table.added + table.removed;
    if (lines == 0 || most == 0 || rest.width() < barWidth)
        return;
    const int width = std::max(4, int(barWidth * std::log2(lines + 1.0) / std::log2(most + 1.0)));
    const int added = table.added == 0 ? 0
        : table.removed == 0           ? width
                                       : std::clamp(width * table.added / lines, 2, width - 2);
    const int y = rest.top() + (rest.height() - barHeight) / 2;
    const int x = rest.right() + 1 - width;
    painter->fillRect(QRect(x, y, added, barHeight), theme.color(ColorRole::Added));
    painter->fillRect(QRect(x + added, y, width - added, barHeight), theme.color(ColorRole::Removed));
}

/// A check box, as everything that can be ticked; what changed since it was ticked says so instead.
void drawViewState(QPainter *painter, const QRect &place, const QStyleOptionViewItem &cell, models::ViewState state,
                   const Theme &theme)
{
    switch (state) {
    case models::ViewState::ChangedSince:
        paintGlyph(painter, Glyph::Refresh, place, theme.tone(models::Tone::Warn));
        break;
    case models::ViewState::Viewed:
    case models::ViewState::NotViewed: {
        const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
        QStyleOptionButton box;
        box.QStyleOption::operator=(cell);
        box.rect = QRect(place.left(), place.center().y() - mark / 2, mark, mark);
        box.state = QStyle::State_Enabled | (state == models::ViewState::Viewed ? QStyle::State_On : QStyle::State_Off);
        style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, cell.widget);
        break;
    }
    }
}

} // namespace

TableListDelegate::TableListDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

void TableListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const Theme theme = Theme::of(cell.palette);
    painter->save();
    switch (kindOf(index)) {
    case RowKind::Keyspace: {
        QRect place = cell.rect.adjusted(space::inner, space::inner, -space::inner, 0);
        painter->setFont(Theme::font(TextSize::Small, true));
        paintGlyph(painter, Glyph::Keyspace, QRect(place.left(), place.top(), mark, place.height()),
                   theme.color(ColorRole::TextSecondary));
        place.setLeft(place.left() + mark + space::unit);
        drawPiece(painter, place, index.data().toString(), theme.color(ColorRole::TextSecondary));
        break;
    }
    case RowKind::Overview: {
        drawBackground(painter, cell);
        QRect place = cell.rect.adjusted(space::inner, 0, -space::inner, 0);
        paintGlyph(painter, Glyph::Info, QRect(place.left(), place.top(), mark, place.height()),
                   theme.color(ColorRole::TextSecondary));
        place.setLeft(place.left() + mark + space::unit);
        painter->setFont(Theme::font(TextSize::Body));
        drawPiece(painter, place, index.data().toString(), theme.color(ColorRole::Text));
        break;
    }
    case RowKind::Table:
        drawBackground(painter, cell);
        if (const models::DeployTable *table = tableOf(index))
            paintTable(painter, cell, index, *table);
        break;
    }
    painter->restore();
}

void TableListDelegate::drawBackground(QPainter *painter, const QStyleOptionViewItem &cell)
{
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
}

void TableListDelegate::paintTable(QPainter *painter, const QStyleOptionViewItem &cell, const QModelIndex &index,
                                   const models::DeployTable &table)
{
    const Theme theme = Theme::of(cell.palette);
    const TableRows *review = rowsOf(index);
    QRect inside = cell.rect.adjusted(space::inner, space::unit, -space::inner, -space::unit);
    const int half = inside.height() / 2;
    if (review) {
        drawViewState(painter, QRect(inside.left(), inside.top(), mark, half), cell, review->viewState(index), theme);
        inside.setLeft(inside.left() + mark + space::unit);
    }
    QRect name(inside.left(), inside.top(), inside.width(), half);
    QRect below(inside.left(), name.bottom() + 1, inside.width(), inside.height() - half);

    if (const auto risk = models::describeTableRisk(table)) {
        const QRect place(name.right() - mark + 1, name.top(), mark, name.height());
        paintGlyph(painter, Glyph::Warning, place, theme.tone(risk->tone));
        name.setRight(place.left() - space::unit);
    }
    const int drafts = review ? review->draftCount(index) : 0;
    if (drafts > 0) {
        painter->setFont(Theme::tabular(TextSize::Small));
        const QString count = models::formattedCount(drafts);
        QRect place = name;
        place.setLeft(name.right() + 1 - mark - space::unit - QFontMetrics(painter->font()).horizontalAdvance(count));
        name.setRight(place.left() - space::unit);
        paintGlyph(painter, Glyph::Comment, QRect(place.left(), place.top(), mark, place.height()),
                   theme.color(ColorRole::Accent));
        place.setLeft(place.left() + mark + space::unit);
        drawPiece(painter, place, count, theme.color(ColorRole::Accent));
    }
    QFont strong = Theme::font(TextSize::Body);
    strong.setWeight(review && review->viewState(index) == models::ViewState::Viewed ? QFont::Normal : QFont::Medium);
    painter->setFont(strong);
    drawPiece(painter, name, models::visibleText(table.name), theme.color(ColorRole::Text));

    drawLetter(painter, below, table.change, theme);
    painter->setFont(Theme::tabular(TextSize::Small));
    const QString since = review ? review->sinceWord(index) : QString();
    drawPiece(painter, below, since.isEmpty() ? models::describeChange(table.change).text : since,
              theme.color(since.isEmpty() ? ColorRole::TextSecondary : ColorRole::Warn));
    if (table.added > 0)
        drawPiece(painter, below, QLatin1Char('+') + models::formattedCount(table.added),
                  theme.color(ColorRole::Added));
    if (table.removed > 0)
        drawPiece(painter, below, QChar(0x2212) + models::formattedCount(table.removed),
                  theme.color(ColorRole::Removed));
    if (hasSeveralKeyspaces(index.model()))
        drawPiece(painter, below, models::visibleText(table.keyspace), theme.color(ColorRole::TextSecondary));
    if (review)
        drawSize(painter, below, table, review->mostLines(), theme);
}

QSize TableListDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (kindOf(index) != RowKind::Table)
        return {80, qMax(overviewHeight, option.fontMetrics.height() + 2 * space::inner)};
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
        lines.append(risk->text + QLatin1String(": ") + risk->explanation);
    if (const TableRows *review = rowsOf(index))
        lines.append(models::describeViewState(review->viewState(index)).explanation);
    QToolTip::showText(event->globalPos(), plainToolTip(lines.join(QLatin1Char('\n'))), view);
    return true;
}

} // namespace orrery::views
