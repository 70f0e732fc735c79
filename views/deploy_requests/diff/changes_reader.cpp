// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/diff/changes_reader.h"

#include "models/core/text.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_steps.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/table_list_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int listWidth = 208;
constexpr int narrowWidth = 440;

} // namespace

ChangesReader::ChangesReader(models::DeployTableModel *tables, QSettings *settings, models::ExternalDiff *external,
                             QWidget *parent)
    : QWidget(parent), m_tables(tables), m_settings(settings), m_list(new QListView), m_split(new QSplitter),
      m_name(new PlainLabel), m_views(new ChangeViews(3, settings)), m_pane(new ChangePane),
      m_steps(new ChangeSteps(m_pane->diff())), m_find(new ChangesFind(tables, m_list, m_pane->diff())),
      m_menu(new ChangesMenu(tables, settings, external))
{
    m_list->setModel(m_tables);
    m_list->setItemDelegate(new TableListDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Changed tables"));
    m_list->setMinimumWidth(120);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_list);
    m_split->addWidget(makeReader());
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({listWidth, listWidth * 3});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_split);

    makeShortcuts();
    connect(m_tables, &QAbstractItemModel::dataChanged, this, &ChangesReader::showTables);
    connect(m_tables, &QAbstractItemModel::rowsInserted, this, &ChangesReader::showTables);
    connect(m_tables, &QAbstractItemModel::rowsRemoved, this, &ChangesReader::showTables);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChangesReader::showCurrent);
    showTables();
}

QWidget *ChangesReader::makeReader()
{
    setTextSize(m_name, TextSize::Body, true);
    m_name->setElide(Qt::ElideMiddle);
    m_name->setSelectable(true);
    auto *find = makeGlyphButton(Glyph::Search, tr("Find"), QStringLiteral("/"));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::unit);
    head->setContentsMargins(space::inner, 0, 0, 0);
    head->addWidget(m_name);
    head->addStretch(1);
    head->addWidget(m_steps);
    head->addWidget(find);
    head->addWidget(m_views);
    head->addWidget(m_menu);

    m_reader = new QWidget;
    m_reader->installEventFilter(this);
    auto *column = new QVBoxLayout(m_reader);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addLayout(head);
    column->addWidget(m_find);
    column->addWidget(m_pane, 1);
    connect(find, &QToolButton::clicked, m_find, &ChangesFind::begin);
    connect(m_menu, &ChangesMenu::notice, this, &ChangesReader::notice);
    connect(m_views, &ChangeViews::viewChanged, this, &ChangesReader::showView);
    return m_reader;
}

void ChangesReader::fitHead()
{
    // Where there is little room the views are told by their icons, and the name of the table stays readable.
    const bool narrow = m_reader->width() < narrowWidth;
    m_steps->setCountVisible(!narrow);
    m_views->setNarrow(narrow);
}

bool ChangesReader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_reader && event->type() == QEvent::Resize)
        fitHead();
    return QWidget::eventFilter(watched, event);
}

void ChangesReader::makeShortcuts()
{
    const auto add = [this](const QString &keys, auto what) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    add(QStringLiteral("J"), [this]() { step(1); });
    add(QStringLiteral("K"), [this]() { step(-1); });
    add(QStringLiteral("]"), [this]() { diff()->nextChange(); });
    add(QStringLiteral("["), [this]() { diff()->previousChange(); });
    for (int view = 0; view < m_views->count(); ++view)
        add(QString::number(view + 1), [this, view]() { m_views->setView(ChangeView(view)); });
    add(QStringLiteral("/"), [this]() { m_find->begin(); });
}

QList<std::pair<QString, QString>> ChangesReader::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2 / 3"), tr("Unified, side by side, structure")},
            {QStringLiteral("/"), tr("Find in all tables")},
            {QStringLiteral("F3 / Shift+F3"), tr("Next or previous hit")}};
}

void ChangesReader::rememberSplit(const QString &settingsKey)
{
    if (!m_settings)
        return;
    const QByteArray state = m_settings->value(settingsKey).toByteArray();
    if (!state.isEmpty())
        m_split->restoreState(state);
    connect(m_split, &QSplitter::splitterMoved, this,
            [this, settingsKey]() { m_settings->setValue(settingsKey, m_split->saveState()); });
}

DiffView *ChangesReader::diff() const
{
    return m_pane->diff();
}

void ChangesReader::showView()
{
    m_pane->setView(m_views->view());
    if (const auto *table = m_tables->find(m_shownId)) {
        if (m_views->view() != ChangeView::Structure)
            m_pane->say({});
        if (m_views->view() != ChangeView::Structure || !m_pane->showStructure(*table))
            m_pane->showText(*table);
    } else {
        m_pane->say({});
    }
    m_steps->setTextShown(m_pane->isTextShown());
}

void ChangesReader::showTables()
{
    const int wanted = m_tables->rowOf(m_wantedId);
    if (wanted >= 0 && m_list->currentIndex().row() != wanted)
        m_list->setCurrentIndex(m_tables->index(wanted, 0));
    else if (!m_list->currentIndex().isValid() && m_tables->rowCount() > 0)
        m_list->setCurrentIndex(m_tables->index(0, 0));
    showCurrent();
    m_find->refresh();
}

void ChangesReader::showCurrent()
{
    const auto *table = m_tables->find(m_list->currentIndex().data(models::IdRole).toString());
    if (!table) {
        m_shownId.clear();
        m_shownDigest.clear();
        m_menu->setTable({});
        m_name->setText({});
        diff()->setDiff({});
        showView();
        return;
    }
    if (m_shownId == table->id && m_shownDigest == table->digest)
        return;
    m_wantedId = m_shownId = table->id;
    m_shownDigest = table->digest;
    m_menu->setTable(table->id);
    m_name->setText(table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name);
    diff()->setDiff(table->diff ? *table->diff : models::UnifiedDiff());
    showView();
}

void ChangesReader::step(int by)
{
    const QModelIndex next = m_list->currentIndex().siblingAtRow(m_list->currentIndex().row() + by);
    if (next.isValid())
        m_list->setCurrentIndex(next);
}

} // namespace orrery::views
