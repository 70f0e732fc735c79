// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/table.h"

#include "models/core/resource_list_model.h"
#include "models/core/roles.h"
#include "views/core/cell_delegate.h"
#include "views/core/column_fit.h"
#include "views/core/facts_dialog.h"
#include "views/core/icons.h"
#include "views/core/row_marks.h"
#include "views/core/scroll_anchor.h"
#include "views/core/spacing.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLoggingCategory>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QStyle>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace orrery::views {

namespace {

Q_LOGGING_CATEGORY(tableLog, "orrery.views.table", QtWarningMsg)

constexpr int sampleRows = 40; // more would hold up the first paint
constexpr int narrowestColumn = 48;

const models::ResourceListModelBase *listModelOf(const QAbstractItemModel *model)
{
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(model))
        model = proxy->sourceModel();
    return qobject_cast<const models::ResourceListModelBase *>(model);
}

} // namespace

TableBinding *bindTable(QTreeView *view, ResourceProxy *proxy, TableOptions options)
{
    return new TableBinding(view, proxy, std::move(options));
}

TableBinding::TableBinding(QTreeView *view, ResourceProxy *proxy, TableOptions options)
    : QObject(view), m_view(view), m_proxy(proxy), m_options(std::move(options)), m_saveTimer(new QTimer(this))
{
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(500);
    connect(m_saveTimer, &QTimer::timeout, this, &TableBinding::saveColumns);

    new ScrollAnchor(view, proxy);
    view->setModel(proxy);
    new RowMarks(view);
    view->setItemDelegate(new CellDelegate(view));
    for (auto it = m_options.delegates.cbegin(); it != m_options.delegates.cend(); ++it) {
        if (const int column = columnOf(it.key()); column >= 0)
            view->setItemDelegateForColumn(column, it.value());
    }
    view->setUniformRowHeights(true);
    view->setRootIsDecorated(false);
    view->setItemsExpandable(false);
    view->setAlternatingRowColors(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(m_options.multiSelect ? QAbstractItemView::ExtendedSelection
                                                 : QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setAllColumnsShowFocus(true);
    view->setTabKeyNavigation(false);
    view->setAccessibleName(m_options.accessibleName);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    view->installEventFilter(this);
    view->viewport()->installEventFilter(this);

    connect(view, &QTreeView::customContextMenuRequested, this, &TableBinding::showContextMenu);
    connect(view, &QTreeView::doubleClicked, this, &TableBinding::openIndex);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { Q_EMIT currentChanged(current.siblingAtColumn(0)); });
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableBinding::selectionChanged);

    m_fit = new ColumnFit(view);
    setUpHeader();
    const auto counts = [this] {
        m_fit->measure();
        Q_EMIT countsChanged();
    };
    connect(proxy, &QAbstractItemModel::rowsInserted, this, counts);
    connect(proxy, &QAbstractItemModel::rowsRemoved, this, counts);
    connect(proxy, &QAbstractItemModel::modelReset, this, counts);
    connect(proxy, &ResourceProxy::filterTextChanged, this, &TableBinding::countsChanged);
    connect(proxy, &QAbstractItemModel::columnsInserted, this, &TableBinding::setUpHeader);
}

void TableBinding::setUpHeader()
{
    QHeaderView *header = m_view->header();
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->setStretchLastSection(false);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setResizeContentsPrecision(sampleRows);
    header->setMinimumSectionSize(narrowestColumn);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    //: Accessible name of a table's header row
    header->setAccessibleName(tr("Columns of %1").arg(m_options.accessibleName));
    disconnect(header, nullptr, this, nullptr);
    connect(header, &QHeaderView::customContextMenuRequested, this, [this, header](const QPoint &position) {
        auto *menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnsMenu(menu);
        menu->popup(header->mapToGlobal(position));
    });

    const models::ResourceListModelBase *list = listModelOf(m_proxy);
    if (m_proxy->columnCount() == 0)
        return;
    checkColumnNames();
    const int stretch = std::max(0, columnOf(m_options.stretchColumn));
    m_stretch = stretch;
    if (list) {
        for (int column = 0; column < m_proxy->columnCount(); ++column) {
            const models::ColumnInfo info = list->columnInfo(column);
            header->setSectionHidden(column, info.hiddenByDefault);
            if (info.width > 0)
                header->resizeSection(column, info.width);
        }
    }
    const int sortColumn = columnOf(m_options.sortColumn);
    m_view->setSortingEnabled(false);
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    header->setSortIndicatorClearable(true);
    m_restoring = true;
    header->setSortIndicator(sortColumn, m_options.sortOrder);
    restoreColumns();
    m_restoring = false;
    // setSortingEnabled sorts by what the indicator says.
    m_view->setSortingEnabled(true);
    QSet<int> kept;
    for (const QByteArray &id : std::as_const(m_restoredWidths))
        kept.insert(columnOf(id));
    m_fit->begin(stretch, kept);

    const auto changed = [this] {
        if (!m_restoring)
            m_saveTimer->start();
    };
    connect(header, &QHeaderView::sectionResized, this, [this, changed](int column) {
        if (m_restoring || m_fit->isAdjusting())
            return;
        m_stretchIsUsers = m_stretchIsUsers || column == m_stretch;
        m_fit->keepWidth(column);
        changed();
    });
    connect(header, &QHeaderView::sectionMoved, this, changed);
    connect(header, &QHeaderView::sortIndicatorChanged, this, changed);
}

void TableBinding::checkColumnNames() const
{
    QList<QByteArray> named{m_options.sortColumn, m_options.stretchColumn};
    named += m_options.delegates.keys();
    for (const QByteArray &id : std::as_const(named)) {
        if (id.isEmpty() || columnOf(id) >= 0)
            continue;
        qCWarning(tableLog, "the table \"%s\" has no column \"%s\"", qUtf8Printable(m_options.accessibleName),
                  id.constData());
        Q_ASSERT_X(false, "bindTable", "a column that the table does not have");
    }
}

QByteArray TableBinding::columnId(int column) const
{
    if (const models::ResourceListModelBase *list = listModelOf(m_proxy))
        return list->columnInfo(column).id;
    return QByteArray::number(column);
}

int TableBinding::columnOf(const QByteArray &id) const
{
    if (id.isEmpty())
        return -1;
    for (int column = 0; column < m_proxy->columnCount(); ++column) {
        if (columnId(column) == id)
            return column;
    }
    return -1;
}

QString TableBinding::settingsPath(const QString &name) const
{
    return QStringLiteral("tables/%1/%2").arg(m_options.settingsKey, name);
}

void TableBinding::restoreColumns()
{
    if (!m_options.settings || m_options.settingsKey.isEmpty())
        return;
    QHeaderView *header = m_view->header();
    const QVariantMap widths = m_options.settings->value(settingsPath(QStringLiteral("widths"))).toMap();
    for (auto it = widths.cbegin(); it != widths.cend(); ++it) {
        const int column = columnOf(it.key().toLatin1());
        const int width = it.value().toInt();
        if (column < 0 || width < narrowestColumn || width > 4000)
            continue;
        header->resizeSection(column, width);
        m_restoredWidths.append(it.key().toLatin1());
        m_stretchIsUsers = m_stretchIsUsers || column == m_stretch;
    }
    if (m_options.settings->contains(settingsPath(QStringLiteral("hidden")))) {
        const QStringList hidden = m_options.settings->value(settingsPath(QStringLiteral("hidden"))).toStringList();
        for (int column = 1; column < m_proxy->columnCount(); ++column)
            header->setSectionHidden(column, hidden.contains(QString::fromLatin1(columnId(column))));
    }
    const QStringList order = m_options.settings->value(settingsPath(QStringLiteral("order"))).toStringList();
    int target = 0;
    for (const QString &id : order) {
        const int column = columnOf(id.toLatin1());
        if (column >= 0)
            header->moveSection(header->visualIndex(column), target++);
    }
    if (m_options.settings->contains(settingsPath(QStringLiteral("sort")))) {
        const QByteArray id = m_options.settings->value(settingsPath(QStringLiteral("sort"))).toByteArray();
        const bool descending = m_options.settings->value(settingsPath(QStringLiteral("descending"))).toBool();
        const int column = columnOf(id);
        if (column >= 0 || id.isEmpty())
            header->setSortIndicator(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void TableBinding::saveColumns()
{
    if (!m_options.settings || m_options.settingsKey.isEmpty())
        return;
    const QHeaderView *header = m_view->header();
    QVariantMap widths;
    QStringList hidden;
    QStringList order;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        const QString id = QString::fromLatin1(columnId(column));
        order += id;
        if (m_fit->isLeftOut(column))
            continue;
        if (header->isSectionHidden(column))
            hidden += id;
        else if (column != m_stretch || m_stretchIsUsers)
            widths.insert(id, header->sectionSize(column));
    }
    const int sorted = header->sortIndicatorSection();
    const bool isSorted = sorted >= 0 && sorted < header->count();
    m_options.settings->setValue(settingsPath(QStringLiteral("widths")), widths);
    m_options.settings->setValue(settingsPath(QStringLiteral("hidden")), hidden);
    m_options.settings->setValue(settingsPath(QStringLiteral("order")), order);
    m_options.settings->setValue(settingsPath(QStringLiteral("sort")), isSorted ? columnId(sorted) : QByteArray());
    m_options.settings->setValue(settingsPath(QStringLiteral("descending")),
                                 header->sortIndicatorOrder() == Qt::DescendingOrder);
}

int TableBinding::visibleCount() const
{
    return m_proxy->rowCount();
}

int TableBinding::totalCount() const
{
    return m_proxy->sourceModel() ? m_proxy->sourceModel()->rowCount() : 0;
}

QString TableBinding::currentId() const
{
    return m_view->currentIndex().siblingAtColumn(0).data(models::IdRole).toString();
}

bool TableBinding::selectId(const QString &id)
{
    QModelIndex found;
    if (const auto *list = qobject_cast<const models::ResourceListModelBase *>(m_proxy->sourceModel())) {
        const int row = list->rowOf(id);
        if (row >= 0)
            found = m_proxy->mapFromSource(list->index(row, 0));
    } else if (m_proxy->rowCount() > 0) {
        const QModelIndexList hits = m_proxy->match(m_proxy->index(0, 0), models::IdRole, id, 1, Qt::MatchExactly);
        if (!hits.isEmpty())
            found = hits.constFirst();
    }
    if (!found.isValid())
        return false;
    m_view->setCurrentIndex(found);
    m_view->scrollTo(found);
    return true;
}

QModelIndexList TableBinding::selectedRows() const
{
    return m_view->selectionModel()->selectedRows(0);
}

QList<int> TableBinding::shownColumns() const
{
    QList<int> columns;
    const QHeaderView *header = m_view->header();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!header->isSectionHidden(column) || m_fit->isLeftOut(column))
            columns += column;
    }
    return columns;
}

QString TableBinding::exported(TableFormat format, bool selectionOnly) const
{
    QList<int> rows;
    if (selectionOnly) {
        const QModelIndexList selected = selectedRows();
        for (const QModelIndex &index : selected)
            rows += index.row();
        std::sort(rows.begin(), rows.end());
        if (rows.isEmpty())
            return {};
    }
    return exportTable(*m_proxy, format, shownColumns(), rows);
}

void TableBinding::exportToFile(TableFormat format)
{
    auto *dialog = new QFileDialog(m_view->window(), tr("Export %1").arg(m_options.accessibleName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(fileSuffix(format));
    const QString base = m_options.settingsKey.isEmpty() ? tr("table") : m_options.settingsKey;
    dialog->selectFile(QStringLiteral("%1.%2").arg(base, fileSuffix(format)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, format](const QString &path) { exportTo(path, format); });
    dialog->open();
}

void TableBinding::exportTo(const QString &path, TableFormat format)
{
    saveTable(this, path, exported(format), [this](const QString &sentence) { Q_EMIT notice(sentence); });
}

void TableBinding::fillColumnsMenu(QMenu *menu)
{
    QHeaderView *header = m_view->header();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = menu->addAction(m_proxy->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        action->setEnabled(column != 0);
        connect(action, &QAction::toggled, m_view, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            if (shown && header->sectionSize(column) <= narrowestColumn)
                header->resizeSection(column, header->sectionSizeHint(column) + 2 * space::inner);
            if (shown)
                m_fit->keepShown(column);
            else
                m_fit->fit();
            m_saveTimer->start();
        });
    }
}

void TableBinding::openIndex(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (!row.isValid())
        return;
    Q_EMIT opened(row);
    const QVariant location = row.data(models::LocationRole);
    if (location.canConvert<models::Location>())
        Q_EMIT locationOpened(location.value<models::Location>());
}

void TableBinding::showContextMenu(const QPoint &position)
{
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const QModelIndex cell = m_view->indexAt(position);
    const QModelIndexList rows = selectedRows();
    if (m_options.contextActions && !rows.isEmpty()) {
        m_options.contextActions(menu, rows);
        if (!menu->isEmpty())
            menu->addSeparator();
    }
    const auto copy = [](const QString &text) { QApplication::clipboard()->setText(text); };
    if (cell.isValid()) {
        const QString text = cell.data().toString();
        QAction *copyCell = menu->addAction(glyphIcon(Glyph::Copy), tr("Copy cell"));
        copyCell->setEnabled(!text.isEmpty());
        connect(copyCell, &QAction::triggered, this, [copy, text] { copy(text); });
    }
    if (!rows.isEmpty()) {
        QAction *copyRows = menu->addAction(tr("Copy %Ln row(s)", nullptr, static_cast<int>(rows.size())));
        copyRows->setShortcut(QKeySequence::Copy);
        connect(copyRows, &QAction::triggered, this, [this, copy] { copy(exported(TableFormat::Plain, true)); });
    }
    QMenu *copyAll = menu->addMenu(tr("Copy table as"));
    QMenu *save = menu->addMenu(glyphIcon(Glyph::Download), tr("Export table"));
    const std::pair<TableFormat, QString> formats[] = {{TableFormat::Csv, QStringLiteral("CSV")},
                                                       {TableFormat::Json, QStringLiteral("JSON")},
                                                       {TableFormat::Markdown, QStringLiteral("Markdown")}};
    for (const auto &entry : formats) {
        const TableFormat format = entry.first;
        connect(copyAll->addAction(entry.second), &QAction::triggered, this,
                [this, copy, format] { copy(exported(format)); });
        connect(save->addAction(tr("%1 file…").arg(entry.second)), &QAction::triggered, this,
                [this, format] { exportToFile(format); });
    }
    fillColumnsMenu(menu->addMenu(glyphIcon(Glyph::Columns), tr("Columns")));
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

bool TableBinding::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier) {
            openIndex(m_view->currentIndex());
            return true;
        }
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && m_view->currentIndex().isValid()) {
            // Lists of resources know more of a row, and take the key before.
            showRowDetails(m_view);
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            const QString text = exported(TableFormat::Plain, true);
            if (!text.isEmpty())
                QApplication::clipboard()->setText(text.trimmed());
            return true;
        }
    }
    // The type comes first: while the view is being destroyed it is no scroll area any more, and events still pass here.
    if (event->type() == QEvent::Resize && watched == m_view->viewport())
        m_fit->fit();
    if (watched == m_view && event->type() == QEvent::ContextMenu) {
        auto *menu = static_cast<QContextMenuEvent *>(event);
        if (menu->reason() == QContextMenuEvent::Keyboard) {
            showContextMenu(m_view->visualRect(m_view->currentIndex()).bottomLeft());
            return true;
        }
    }
    if (watched == m_view && event->type() == QEvent::FocusIn && !m_view->currentIndex().isValid()
        && m_proxy->rowCount() > 0) {
        // The keyboard needs a place to start from; nothing is selected by it.
        m_view->selectionModel()->setCurrentIndex(m_proxy->index(0, 0), QItemSelectionModel::NoUpdate);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace orrery::views
