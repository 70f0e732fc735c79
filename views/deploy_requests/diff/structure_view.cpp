// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/structure_view.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace orrery::views {

namespace {

enum StructureRole : int { KindRole = Qt::UserRole + 1, AboutRole, MarksRole };
enum Column : int { PartColumn, BeforeColumn, AfterColumn, ColumnCount };
using Kind = StructureRow::Kind;
using Marks = QList<std::pair<int, int>>;

constexpr int markSize = 16;
constexpr int rowPadding = 5;

/// Parts with their sort behind them, and definitions with the words that differ marked.
class StructureDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QString text = cell.text;
        cell.text.clear();
        const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);
        const Theme theme = Theme::of(cell.palette);
        painter->save();
        painter->setClipRect(cell.rect);
        if (index.column() == PartColumn)
            paintPart(painter, cell.rect, text, index, theme);
        else
            paintDefinition(painter, cell.rect, text, index, theme);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        int height = std::max(int(space::row), cell.fontMetrics.height() + 2 * rowPadding);
        if (index.column() == PartColumn && !index.data(AboutRole).toString().isEmpty())
            height += QFontMetrics(Theme::font(TextSize::Small)).height() + space::unit;
        const auto *view = qobject_cast<const QTreeView *>(cell.widget);
        if (view && index.column() != PartColumn && !cell.text.isEmpty()) {
            QTextLayout layout(cell.text, Theme::monospace());
            height =
                std::max(height, layOut(layout, view->columnWidth(index.column()) - 2 * space::unit) + 2 * rowPadding);
        }
        return {80, height};
    }

private:
    static Kind kindOf(const QModelIndex &index)
    {
        return Kind(index.siblingAtColumn(PartColumn).data(KindRole).toInt());
    }

    static void paintPart(QPainter *painter, const QRect &cell, const QString &text, const QModelIndex &index,
                          const Theme &theme)
    {
        QRect rest = cell.adjusted(space::unit, 0, -space::unit, 0);
        const QString about = index.data(AboutRole).toString();
        // Beside the first line of its definition, and with its sort below it.
        rest.setHeight(std::min(rest.height(), int(space::row)));
        const Kind kind = kindOf(index);
        const QRect place(rest.left(), rest.top(), markSize, rest.height());
        switch (kind) {
        case Kind::Added:
            paintGlyph(painter, Glyph::Plus, place, theme.color(ColorRole::Added));
            break;
        case Kind::Removed:
            paintGlyph(painter, Glyph::Minus, place, theme.color(ColorRole::Removed));
            break;
        case Kind::Changed:
            paintGlyph(painter, Glyph::Edit, place, theme.color(ColorRole::TextSecondary));
            break;
        case Kind::Moved:
            paintGlyph(painter, Glyph::Sort, place, theme.color(ColorRole::Moved));
            break;
        case Kind::Rename:
            paintGlyph(painter, Glyph::Warning, place, theme.tone(models::Tone::Warn));
            break;
        case Kind::Quiet:
            paintGlyph(painter, Glyph::Info, place, theme.color(ColorRole::TextSecondary));
            break;
        }
        rest.setLeft(place.right() + 1 + space::unit);
        const bool sentence = kind == Kind::Rename || kind == Kind::Quiet;
        const QFont font = sentence || index.parent().isValid() ? Theme::font(TextSize::Body) : strong();
        painter->setFont(font);
        painter->setPen(theme.color(kind == Kind::Quiet ? ColorRole::TextSecondary : ColorRole::Text));
        painter->drawText(rest, int(Qt::AlignVCenter | Qt::AlignLeft),
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, rest.width()));
        if (about.isEmpty())
            return;
        const QFont small = Theme::font(TextSize::Small);
        painter->setFont(small);
        painter->setPen(theme.color(ColorRole::TextSecondary));
        painter->drawText(rest.translated(0, QFontMetrics(font).height()), int(Qt::AlignVCenter | Qt::AlignLeft),
                          QFontMetrics(small).elidedText(about, Qt::ElideRight, rest.width()));
    }

    static QFont strong()
    {
        QFont font = Theme::font(TextSize::Body);
        font.setWeight(QFont::Medium);
        return font;
    }

    /// Lays the definition out in the width; returns its height. Long ones (the query of a view) are cut.
    static int layOut(QTextLayout &layout, int width)
    {
        constexpr int mostLines = 12;
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(Qt::LeftToRight);
        layout.setTextOption(option);
        double height = 0;
        layout.beginLayout();
        for (int i = 0; i < mostLines; ++i) {
            QTextLine line = layout.createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(std::max(20, width));
            line.setPosition({0, height});
            height += line.height();
        }
        layout.endLayout();
        return int(std::ceil(height));
    }

    static void paintDefinition(QPainter *painter, const QRect &cell, const QString &text, const QModelIndex &index,
                                const Theme &theme)
    {
        const QRect rest = cell.adjusted(space::unit, 0, -space::unit, 0);
        const Kind kind = kindOf(index);
        if (text.isEmpty()) {
            if (kind == Kind::Added || kind == Kind::Removed) {
                painter->setPen(theme.color(ColorRole::TextDisabled));
                painter->drawText(rest.adjusted(0, rowPadding, 0, 0), int(Qt::AlignTop | Qt::AlignLeft),
                                  QStringLiteral("—"));
            }
            return;
        }
        QTextLayout layout(text, Theme::monospace());
        QList<QTextLayout::FormatRange> formats;
        const Marks marks = index.data(MarksRole).value<Marks>();
        for (const auto &mark : marks) {
            QTextLayout::FormatRange range;
            range.start = mark.first;
            range.length = mark.second;
            range.format.setBackground(
                theme.color(index.column() == BeforeColumn ? ColorRole::RemovedStrong : ColorRole::AddedStrong));
            formats.append(range);
        }
        layout.setFormats(formats);
        layOut(layout, rest.width());
        painter->setPen(theme.color(ColorRole::Text));
        layout.draw(painter, QPointF(rest.left(), rest.top() + rowPadding));
    }
};

QStandardItem *itemOf(const QString &text, const QString &toolTip)
{
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    if (!toolTip.isEmpty())
        item->setToolTip(plainToolTip(toolTip));
    return item;
}

QList<QStandardItem *> itemsOf(const StructureRow &row)
{
    auto *part = itemOf(row.name, row.about.isEmpty() ? row.name : row.name + QLatin1Char('\n') + row.about);
    part->setData(int(row.kind), KindRole);
    part->setData(row.about, AboutRole);
    part->setData(row.spoken(), Qt::AccessibleTextRole);
    auto *before = itemOf(row.before, row.before);
    before->setData(QVariant::fromValue(row.marks.removed), MarksRole);
    auto *after = itemOf(row.after, row.after);
    after->setData(QVariant::fromValue(row.marks.added), MarksRole);
    for (const StructureRow &child : row.rows)
        part->appendRow(itemsOf(child));
    return {part, before, after};
}

} // namespace

StructureView::StructureView(QWidget *parent) : QTreeView(parent), m_model(new QStandardItemModel(0, ColumnCount, this))
{
    m_model->setHorizontalHeaderLabels({tr("Part"), tr("Before"), tr("After")});
    setModel(m_model);
    setItemDelegate(new StructureDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setExpandsOnDoubleClick(true);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(80);
    setTitle(tr("Changes"));
}

void StructureView::setTitle(const QString &title)
{
    setAccessibleName(models::visibleText(title));
}

void StructureView::setStructure(const std::shared_ptr<const models::TableStructure> &structure)
{
    if (structure == m_structure)
        return;
    m_structure = structure;
    m_model->removeRows(0, m_model->rowCount());
    const QList<StructureRow> rows =
        structure && structure->isRead() ? structureRows(*structure) : QList<StructureRow>();
    for (const StructureRow &row : rows) {
        m_model->appendRow(itemsOf(row));
        const int at = m_model->rowCount() - 1;
        if (row.kind == Kind::Rename || row.kind == Kind::Quiet)
            setFirstColumnSpanned(at, {}, true);
        setExpanded(m_model->index(at, 0), row.kind != Kind::Quiet);
    }
    if (m_model->rowCount() > 0)
        setCurrentIndex(m_model->index(0, 0));
    fitColumns();
}

void StructureView::fitColumns()
{
    // The definitions are what is compared: they get the same room.
    const int width = viewport()->width();
    const int part = std::clamp(width * 32 / 100, 120, 320);
    header()->setStretchLastSection(true);
    if (columnWidth(PartColumn) == part && columnWidth(BeforeColumn) == (width - part) / 2)
        return;
    setColumnWidth(PartColumn, part);
    setColumnWidth(BeforeColumn, (width - part) / 2);
    scheduleDelayedItemsLayout(); // rows are as high as their definitions in this width
}

void StructureView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
}

void StructureView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
}

void StructureView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && currentIndex().isValid()) {
        QApplication::clipboard()->setText(currentIndex().siblingAtColumn(0).data(Qt::AccessibleTextRole).toString());
        return;
    }
    QTreeView::keyPressEvent(event);
}

} // namespace orrery::views
