// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/changes_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/deploy_request_store.h"
#include "views/core/action_gate.h"
#include "views/core/code_view.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/changes_find.h"
#include "views/deploy_requests/changes_menu.h"
#include "views/deploy_requests/diff_view.h"
#include "views/deploy_requests/table_list_delegate.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
const QString modeKey = QStringLiteral("deploy-request/diff-mode");
const QString splitKey = QStringLiteral("deploy-request/changes-split");
const QString sideBySide = QStringLiteral("side-by-side");
const QString unified = QStringLiteral("unified");
constexpr int listWidth = 224;

QToolButton *makeButton(Glyph glyph, const QString &text, const QString &key)
{
    auto *button = new QToolButton;
    button->setIcon(glyphIcon(glyph));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    button->setToolTip(plainToolTip(ChangesTab::tr("%1 (%2)", "what a button does, its key").arg(text, key)));
    return button;
}
} // namespace

ChangesTab::ChangesTab(models::DeployRequestStore *store, QSettings *settings, QWidget *parent)
    : QWidget(parent), m_store(store), m_settings(settings), m_list(new QListView), m_split(new QSplitter),
      m_name(new PlainLabel), m_count(new PlainLabel),
      m_previous(makeButton(Glyph::ChevronUp, tr("Previous change"), QStringLiteral("["))),
      m_next(makeButton(Glyph::ChevronDown, tr("Next change"), QStringLiteral("]"))), m_mode(new QTabBar),
      m_stack(new QStackedWidget), m_diff(new DiffView), m_statements(new QWidget), m_statementsReason(new PlainLabel),
      m_code(new CodeView), m_find(new ChangesFind(store->tables(), m_list, m_diff)),
      m_menu(new ChangesMenu(store->tables(), settings))
{
    m_list->setModel(store->tables());
    m_list->setItemDelegate(new TableListDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Changed tables"));
    m_list->setMinimumWidth(140);

    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_list);
    m_split->addWidget(makeReader());
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({listWidth, listWidth * 3});
    m_overlay = new StateOverlay(m_split);
    m_overlay->setEmptyState({Glyph::Schema, tr("No schema changes"),
                              tr("The tables that the branch changes are listed here with their diffs."), nullptr});
    m_overlay->setEmptyTest([this]() { return m_store->tables()->rowCount() == 0; });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_overlay);

    makeShortcuts();
    restoreChoices();
    connect(m_overlay, &StateOverlay::retryRequested, m_store, [this]() { m_store->refresh(); });
    connect(m_overlay, &StateOverlay::signInRequested, this, &ChangesTab::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &ChangesTab::showState);
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &ChangesTab::showTables);
    connect(m_store, &models::DeployRequestStore::changesChanged, m_find, &ChangesFind::refresh);
    connect(m_store->tables(), &QAbstractItemModel::dataChanged, this, &ChangesTab::showTables);
    connect(m_store->tables(), &QAbstractItemModel::rowsInserted, this, &ChangesTab::showTables);
    connect(m_store->tables(), &QAbstractItemModel::rowsRemoved, this, &ChangesTab::showTables);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ChangesTab::showCurrent);
    showTables();
}

QWidget *ChangesTab::makeReader()
{
    setTextSize(m_name, TextSize::Body, true);
    m_name->setElide(Qt::ElideMiddle);
    m_name->setSelectable(true);
    setTextRole(m_count, ColorRole::TextSecondary);
    m_mode->addTab(tr("Unified"));
    m_mode->addTab(tr("Side by side"));
    m_mode->setTabToolTip(0, QStringLiteral("1"));
    m_mode->setTabToolTip(1, QStringLiteral("2"));
    m_mode->setDrawBase(false);
    m_mode->setExpanding(false);
    m_mode->setUsesScrollButtons(false); // it is short; the table's name gives way
    m_mode->setAccessibleName(tr("How the diff is shown"));
    auto *find = makeButton(Glyph::Search, tr("Find"), QStringLiteral("/"));
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

    auto *reading = new QVBoxLayout(m_statements);
    reading->setContentsMargins(space::inner, 0, 0, 0);
    reading->setSpacing(space::inner);
    setTextRole(m_statementsReason, ColorRole::TextSecondary);
    m_statementsReason->setWordWrap(true);
    m_code->setAccessibleName(tr("Statements"));
    reading->addWidget(m_statementsReason);
    reading->addWidget(m_code, 1);
    m_stack->addWidget(m_diff);
    m_stack->addWidget(m_statements);

    auto *reader = new QWidget;
    auto *column = new QVBoxLayout(reader);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addLayout(head);
    column->addWidget(m_find);
    column->addWidget(m_stack, 1);
    connect(find, &QToolButton::clicked, m_find, &ChangesFind::begin);
    connect(m_menu, &ChangesMenu::notice, this, &ChangesTab::notice);
    connect(m_previous, &QToolButton::clicked, m_diff, &DiffView::previousChange);
    connect(m_next, &QToolButton::clicked, m_diff, &DiffView::nextChange);
    connect(m_diff, &DiffView::currentChangeChanged, this, &ChangesTab::showChangeCount);
    connect(m_mode, &QTabBar::currentChanged, this, &ChangesTab::setMode);
    return reader;
}

void ChangesTab::makeShortcuts()
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
    add(QStringLiteral("F3"), [this]() { m_find->next(); });
    add(QStringLiteral("Shift+F3"), [this]() { m_find->previous(); });
}

QList<std::pair<QString, QString>> ChangesTab::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2"), tr("Unified or side by side")},
            {QStringLiteral("/"), tr("Find in all tables")},
            {QStringLiteral("F3 / Shift+F3"), tr("Next or previous hit")}};
}

void ChangesTab::restoreChoices()
{
    if (!m_settings)
        return;
    if (m_settings->value(modeKey).toString() == sideBySide)
        m_mode->setCurrentIndex(1);
    const QByteArray state = m_settings->value(splitKey).toByteArray();
    if (!state.isEmpty())
        m_split->restoreState(state);
    connect(m_split, &QSplitter::splitterMoved, this,
            [this]() { m_settings->setValue(splitKey, m_split->saveState()); });
}

void ChangesTab::setMode(int mode)
{
    m_diff->setMode(mode == 1 ? DiffView::Mode::SideBySide : DiffView::Mode::Unified);
    if (m_settings)
        m_settings->setValue(modeKey, mode == 1 ? sideBySide : unified);
}

void ChangesTab::showState()
{
    // Rows need the request and the diff: whichever is further behind is the one to tell of.
    const bool request = m_store->request().has_value();
    models::LoadState state = request ? m_store->diffState() : m_store->state();
    // The diff came but is still being read on a worker thread.
    const bool ready = state.phase == models::LoadState::Phase::Ready || state.phase == models::LoadState::Phase::Stale;
    if (request && ready && m_store->tables()->rowCount() == 0
        && (m_store->shownDigest().isEmpty() || m_store->isReadingChanges()))
        state.phase = models::LoadState::Phase::Loading;
    m_overlay->setState(state, request ? m_store->diffFailureTitle() : m_store->failureTitle());
}

void ChangesTab::showTables()
{
    if (!m_list->currentIndex().isValid() && m_store->tables()->rowCount() > 0)
        m_list->setCurrentIndex(m_store->tables()->index(0, 0));
    showCurrent();
    showState();
}

void ChangesTab::showCurrent()
{
    const auto *table = m_store->tables()->find(m_list->currentIndex().data(models::IdRole).toString());
    if (!table) {
        m_shownId.clear();
        m_menu->setTable({});
        m_name->setText({});
        m_diff->setDiff({});
        showChangeCount();
        return;
    }
    // Polling touches progress only; the text under the reader stays as it is.
    if (m_shownId == table->id && m_shownDigest == table->digest && m_shownStatements == table->statements)
        return;
    m_shownId = table->id;
    m_shownDigest = table->digest;
    m_shownStatements = table->statements;
    m_menu->setTable(table->id);
    m_name->setText(table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name);
    if (table->diff) {
        m_diff->setTitle(tr("Changes of table %1").arg(models::visibleText(table->name)));
        m_diff->setDiff(*table->diff);
        m_stack->setCurrentWidget(m_diff);
    } else {
        m_diff->setDiff({});
        m_statementsReason->setText(m_store->diffState().isLoading()
                                        ? tr("The diff of this table is being loaded; this is what runs.")
                                        : tr("The service sent no diff for this table; this is what runs."));
        m_code->setCode(table->statements.join(QLatin1String(";\n\n")));
        m_stack->setCurrentWidget(m_statements);
    }
    showChangeCount();
}

void ChangesTab::step(int by)
{
    const QModelIndex next = m_list->currentIndex().siblingAtRow(m_list->currentIndex().row() + by);
    if (next.isValid())
        m_list->setCurrentIndex(next);
}

void ChangesTab::showChangeCount()
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
