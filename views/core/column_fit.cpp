// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/column_fit.h"

#include "models/core/resource_list_model.h"
#include "models/core/roles.h"
#include "views/core/spacing.h"

#include <QAbstractProxyModel>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTreeView>

#include <algorithm>

namespace orrery::views {

namespace {

constexpr int sampleRows = 40; // more would hold up the first paint
constexpr int looksForContent = 200; // rows that are read to find out whether a column is empty
constexpr int widestColumn = 320;
constexpr int narrowestStretch = 160;
constexpr int comfortableStretch = 200;

const models::ResourceListModelBase *listModelOf(const QAbstractItemModel *model)
{
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(model))
        model = proxy->sourceModel();
    return qobject_cast<const models::ResourceListModelBase *>(model);
}

/// What a title needs with the sorting arrow beside it. QHeaderView asks for a square as high as itself for the arrow.
int titleWidth(const QHeaderView &header, int column)
{
    int width = header.sectionSizeHint(column);
    if (header.isSortIndicatorShown()) {
        const QStyle *style = header.style();
        width -= header.sizeHint().height() - style->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, &header);
    }
    return width;
}

} // namespace

ColumnFit::ColumnFit(QTreeView *view) : QObject(view), m_view(view), m_header(view->header())
{
    followModel();
}

void ColumnFit::followModel()
{
    const QAbstractItemModel *model = m_view->model();
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRows(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) { onRows(first.row(), last.row()); });
    connect(model, &QAbstractItemModel::modelReset, this, [this]() { onRows(0, m_view->model()->rowCount() - 1); });
}

void ColumnFit::begin(int stretch, const QSet<int> &kept)
{
    m_stretch = stretch;
    m_kept = kept;
    m_measured = false;
    m_wanted.clear();
    m_empty.clear();
    m_leftOut.clear();
    m_needs.clear();
    measure();
    if (m_measured)
        return;
    // Until there are rows the titles are all that is to be read.
    const QScopedValueRollback adjusting(m_adjusting, true);
    for (int column = 0; column < m_header->count(); ++column) {
        const int title = titleWidth(*m_header, column) + space::unit;
        if (!m_header->isSectionHidden(column) && !kept.contains(column) && m_header->sectionSize(column) < title)
            m_header->resizeSection(column, title);
    }
}

void ColumnFit::keepWidth(int column)
{
    m_kept.insert(column);
    m_needs.remove(column);
    if (column != m_stretch)
        fit();
}

void ColumnFit::keepShown(int column)
{
    m_wanted.insert(column);
    m_leftOut.remove(column);
    if (m_measured && !m_kept.contains(column) && column != m_stretch)
        m_needs.insert(column, needOf(column));
    fit();
}

ColumnFit::Need ColumnFit::needOf(int column) const
{
    const QAbstractItemModel *model = m_view->model();
    QStyleOptionViewItem option;
    option.initFrom(m_view);
    option.font = m_view->font();
    option.fontMetrics = m_view->fontMetrics();
    option.widget = m_view;
    int content = titleWidth(*m_header, column);
    for (int row = 0; row < std::min(model->rowCount(), sampleRows); ++row) {
        const QModelIndex index = model->index(row, column);
        int width = m_view->itemDelegateForIndex(index)->sizeHint(option, index).width();
        // A state changes while it is looked at, and its next word may be a letter or two longer.
        if (index.data(models::StateRole).isValid())
            width += 2 * option.fontMetrics.averageCharWidth();
        content = std::max(content, width);
    }
    // A described width is what the column asks for; it grows for a title or a state that needs more, and gives way down to
    // its content where the table is wider than the window.
    const models::ResourceListModelBase *list = listModelOf(model);
    const int least = std::clamp(content + space::unit, m_header->minimumSectionSize(), widestColumn);
    const int asked = list ? std::min(list->columnInfo(column).width, widestColumn) : 0;
    return {least, std::max(least, asked)};
}

bool ColumnFit::isEmpty(int column, int first, int last) const
{
    const QAbstractItemModel *model = m_view->model();
    for (int row = first; row <= std::min(last, first + looksForContent); ++row) {
        const QModelIndex index = model->index(row, column);
        const QString text = index.data().toString();
        if ((!text.isEmpty() && text != QStringLiteral("–")) || index.data(models::StateRole).isValid()
            || index.data(models::ProgressRole).isValid() || index.data(Qt::DecorationRole).isValid())
            return false;
    }
    return true;
}

void ColumnFit::measure()
{
    const QAbstractItemModel *model = m_view->model();
    if (m_measured || model->rowCount() == 0)
        return;
    m_measured = true;
    for (int column = 0; column < model->columnCount(); ++column) {
        if (m_header->isSectionHidden(column) || column == m_stretch)
            continue;
        if (column > 0 && isEmpty(column, 0, model->rowCount() - 1))
            m_empty.insert(column);
        if (!m_kept.contains(column))
            m_needs.insert(column, needOf(column));
    }
    fit();
}

void ColumnFit::onRows(int first, int last)
{
    measure();
    bool changed = false;
    const QSet<int> empty = m_empty;
    for (const int column : empty) {
        if (isEmpty(column, first, last))
            continue;
        m_empty.remove(column);
        if (m_needs.contains(column))
            m_needs.insert(column, needOf(column));
        changed = true;
    }
    if (changed)
        fit();
}

QList<int> ColumnFit::columnsWithRoom(int room) const
{
    QList<int> columns;
    int needed = 0;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (column == m_stretch || (m_header->isSectionHidden(column) && !m_leftOut.contains(column))
            || (m_empty.contains(column) && !m_wanted.contains(column)))
            continue;
        columns.append(column);
        const auto need = m_needs.constFind(column);
        needed += need == m_needs.cend() ? m_header->sectionSize(column) : need->least;
    }
    // The first column says what the row is; of the others the last ones matter least.
    for (qsizetype i = columns.size() - 1; i > 0 && needed > room; --i) {
        const auto need = m_needs.constFind(columns.at(i));
        if (need == m_needs.cend() || m_wanted.contains(columns.at(i)) || columns.at(i) == 0)
            continue;
        needed -= need->least;
        columns.removeAt(i);
    }
    return columns;
}

void ColumnFit::fit()
{
    if (!m_measured || m_stretch < 0 || m_stretch >= m_header->count() || m_adjusting)
        return;
    const QScopedValueRollback adjusting(m_adjusting, true);
    const bool stretches = !m_kept.contains(m_stretch) && !m_header->isSectionHidden(m_stretch);
    const int stretchNeeds = stretches ? narrowestStretch : m_header->sectionSize(m_stretch);
    const QList<int> shown = columnsWithRoom(m_view->viewport()->width() - stretchNeeds);
    int fixed = 0;
    int least = 0;
    int asked = 0;
    for (int column = 0; column < m_header->count(); ++column) {
        if (column == m_stretch || (m_header->isSectionHidden(column) && !m_leftOut.contains(column)))
            continue;
        const bool isShown = shown.contains(column);
        if (m_header->isSectionHidden(column) == isShown)
            m_header->setSectionHidden(column, !isShown);
        if (isShown)
            m_leftOut.remove(column);
        else
            m_leftOut.insert(column);
        if (!isShown)
            continue;
        const auto need = m_needs.constFind(column);
        if (need == m_needs.cend()) {
            fixed += m_header->sectionSize(column);
        } else {
            least += need->least;
            asked += need->asked;
        }
    }
    // Columns give way together, each by its share of what it has beyond its content.
    const int room = m_view->viewport()->width() - fixed - (stretches ? comfortableStretch : stretchNeeds);
    const double share = asked > least ? std::clamp(double(room - least) / (asked - least), 0.0, 1.0) : 1.0;
    int others = fixed;
    for (const int column : shown) {
        const auto need = m_needs.constFind(column);
        if (need == m_needs.cend())
            continue;
        const int width = need->least + int(share * (need->asked - need->least));
        m_header->resizeSection(column, width);
        others += width;
    }
    if (stretches)
        m_header->resizeSection(m_stretch, std::max(narrowestStretch, m_view->viewport()->width() - others));
}

} // namespace orrery::views
