// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/changes_reader.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/glyph_button.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/changes_find.h"
#include "views/deploy_requests/changes_menu.h"
#include "views/deploy_requests/diff_view.h"
#include "views/deploy_requests/table_list_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
// One choice for every difference, wherever it is read.
const QString modeKey = QStringLiteral("deploy-request/diff-mode");
const QString sideBySide = QStringLiteral("side-by-side");
const QString unified = QStringLiteral("unified");
constexpr int listWidth = 208;
constexpr int narrowWidth = 440;

} // namespace

ChangesReader::ChangesReader(models::DeployTableModel *tables, QSettings *settings, models::ExternalDiff *external,
                             QWidget *parent)
    : QWidget(parent), m_tables(tables), m_settings(settings), m_list(new QListView), m_split(new QSplitter),
      m_name(new PlainLabel), m_count(new PlainLabel),
      m_previous(makeGlyphButton(Glyph::ChevronUp, tr("Previous change"), QStringLiteral("["))),
      m_next(makeGlyphButton(Glyph::ChevronDown, tr("Next change"), QStringLiteral("]"))), m_mode(new QTabBar),
      m_diff(new DiffView), m_find(new ChangesFind(tables, m_list, m_diff)),
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
    if (m_settings && m_settings->value(modeKey).toString() == sideBySide)
        m_mode->setCurrentIndex(1);
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
    setTextRole(m_count, ColorRole::TextSecondary);
    m_mode->addTab(tr("Unified"));
    m_mode->addTab(tr("Side by side"));
    m_mode->setDrawBase(false);
    m_mode->setExpanding(false);
    m_mode->setUsesScrollButtons(false); // it is short; the table's name gives way
    m_mode->setAccessibleName(tr("How the difference is shown"));
    auto *find = makeGlyphButton(Glyph::Search, tr("Find"), QStringLiteral("/"));
    auto *head = new QHBoxLayout;
    head->setSpacing(space::unit);
    head->setContentsMargins(space::inner, 0, 0, 0);
    head->addWidget(m_name);
    head->addStretch(1);
    head->addWidget(m_count);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    head->addWidget(find);
    head->addWidget(m_mode);
    head->addWidget(m_menu);

    m_reader = new QWidget;
    m_reader->installEventFilter(this);
    auto *column = new QVBoxLayout(m_reader);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addLayout(head);
    column->addWidget(m_find);
    column->addWidget(m_diff, 1);
    connect(find, &QToolButton::clicked, m_find, &ChangesFind::begin);
    connect(m_menu, &ChangesMenu::notice, this, &ChangesReader::notice);
    connect(m_previous, &QToolButton::clicked, m_diff, &DiffView::previousChange);
    connect(m_next, &QToolButton::clicked, m_diff, &DiffView::nextChange);
    connect(m_diff, &DiffView::currentChangeChanged, this, &ChangesReader::showChangeCount);
    connect(m_mode, &QTabBar::currentChanged, this, &ChangesReader::setMode);
    return m_reader;
}

void ChangesReader::fitHead()
{
    // Where there is little room the two views are told by their icons, and the name of the table stays readable.
    const bool narrow = m_reader->width() < narrowWidth;
    m_count->setHidden(narrow);
    const std::pair<Glyph, QString> views[] = {{Glyph::Unified, tr("Unified")}, {Glyph::Split, tr("Side by side")}};
    for (int i = 0; i < 2; ++i) {
        m_mode->setTabText(i, narrow ? QString() : views[i].second);
        m_mode->setTabIcon(i, narrow ? glyphIcon(views[i].first) : QIcon());
        m_mode->setAccessibleTabName(i, views[i].second);
        m_mode->setTabToolTip(
            i, plainToolTip(tr("%1 (%2)", "what a button does, its key").arg(views[i].second, QString::number(i + 1))));
    }
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
    add(QStringLiteral("]"), [this]() { m_diff->nextChange(); });
    add(QStringLiteral("["), [this]() { m_diff->previousChange(); });
    add(QStringLiteral("1"), [this]() { m_mode->setCurrentIndex(0); });
    add(QStringLiteral("2"), [this]() { m_mode->setCurrentIndex(1); });
    add(QStringLiteral("/"), [this]() { m_find->begin(); });
}

QList<std::pair<QString, QString>> ChangesReader::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2"), tr("Unified or side by side")},
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

void ChangesReader::setMode(int mode)
{
    m_diff->setMode(mode == 1 ? DiffView::Mode::SideBySide : DiffView::Mode::Unified);
    if (m_settings)
        m_settings->setValue(modeKey, mode == 1 ? sideBySide : unified);
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
        m_diff->setDiff({});
        showChangeCount();
        return;
    }
    if (m_shownId == table->id && m_shownDigest == table->digest)
        return;
    m_wantedId = m_shownId = table->id;
    m_shownDigest = table->digest;
    m_menu->setTable(table->id);
    m_name->setText(table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name);
    m_diff->setTitle(tr("Changes of table %1").arg(models::visibleText(table->name)));
    m_diff->setDiff(table->diff ? *table->diff : models::UnifiedDiff());
    showChangeCount();
}

void ChangesReader::step(int by)
{
    const QModelIndex next = m_list->currentIndex().siblingAtRow(m_list->currentIndex().row() + by);
    if (next.isValid())
        m_list->setCurrentIndex(next);
}

void ChangesReader::showChangeCount()
{
    const int count = m_diff->changeCount();
    const int current = m_diff->currentChange();
    m_count->setText(count == 0        ? QString()
                         : current < 0 ? tr("%n change(s)", nullptr, count)
                                       : models::countOf(current + 1, count));
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
}

} // namespace orrery::views
