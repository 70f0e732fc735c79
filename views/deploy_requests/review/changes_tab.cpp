// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/changes_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/statements_view.h"
#include "views/deploy_requests/diff/structure_view.h"
#include "views/deploy_requests/request/overview_tab.h"
#include "views/deploy_requests/review/changes_head.h"
#include "views/deploy_requests/review/impact_panel.h"
#include "views/deploy_requests/review/notes_panel.h"
#include "views/deploy_requests/review/review_table_list.h"

#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace orrery::views {

namespace {

constexpr QLatin1String splitKey("deploy-request/review-split");
constexpr QLatin1String impactKey("deploy-request/impact");
constexpr int listWidth = 216;
constexpr int impactWidth = 256;
constexpr int readerWidth = 380;
/// A window of 1100 pixels, without sidebar and margins.
constexpr int wideFrom = 812;

} // namespace

ChangesTab::ChangesTab(models::DeployRequestStore *store, models::ReviewStore *review, QSettings *settings,
                       models::ExternalDiff *external, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_store(store), m_review(review), m_settings(settings), m_clock(clock),
      m_tables(new ReviewTableList(store->tables(), review)), m_split(new QSplitter), m_pane(new ChangePane),
      m_find(new ChangesFind(store->tables(), m_tables->view(), diff())),
      m_menu(new ChangesMenu(store->tables(), settings, external)),
      m_head(new ChangesHead(review, diff(), settings, clock, m_menu)),
      m_statements(new StatementsView(store->operations())), m_notes(new NotesPanel(review, clock)),
      m_impact(new ImpactPanel(store, clock))
{
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_tables);
    m_split->addWidget(makeReader());
    m_split->addWidget(m_impact);
    m_split->setStretchFactor(1, 1);
    m_split->setSizes({listWidth, listWidth * 3, impactWidth});
    m_overlay = new StateOverlay(m_split);
    m_overlay->setEmptyState({Glyph::Schema, tr("No schema changes"),
                              tr("The tables that the branch changes are listed here with their diffs."), nullptr});
    m_overlay->setEmptyTest([this]() { return m_store->tables()->rowCount() == 0; });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_overlay);

    makeShortcuts();
    connectHead();
    restoreChoices();
    connect(m_overlay, &StateOverlay::retryRequested, m_store, [this]() { m_store->refresh(); });
    connect(m_overlay, &StateOverlay::signInRequested, this, &ChangesTab::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &ChangesTab::showState);
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &ChangesTab::showTables);
    connect(m_store, &models::DeployRequestStore::changesChanged, m_find, &ChangesFind::refresh);
    connect(m_store->tables(), &QAbstractItemModel::dataChanged, this, &ChangesTab::showTables);
    connect(m_store->tables(), &QAbstractItemModel::rowsInserted, this, &ChangesTab::showTables);
    connect(m_store->tables(), &QAbstractItemModel::rowsRemoved, this, &ChangesTab::showTables);
    connect(m_tables, &ReviewTableList::currentChanged, this, &ChangesTab::showCurrent);
    connect(m_review, &models::ReviewStore::progressChanged, this, &ChangesTab::markSeen);
    connect(m_review, &models::ReviewStore::notesChanged, this, &ChangesTab::showMarks);
    connect(m_store->reviews(), &models::Store::stateChanged, this, &ChangesTab::showMarks);
    showTables();
}

QWidget *ChangesTab::makeReader()
{
    diff()->setMargin(true);
    m_pane->addPage(m_statements);
    auto *reader = new QWidget;
    reader->setMinimumWidth(readerWidth); // whatever its buttons say, so that the columns stay where they are
    auto *column = new QVBoxLayout(reader);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    column->addWidget(m_head);
    column->addWidget(m_find);
    column->addWidget(m_pane, 1);
    column->addWidget(m_notes);
    connect(diff(), &DiffView::marginClicked, this, [this](int line) {
        if (const models::DeployTable *table = current())
            m_notes->edit(m_whole ? models::lineAnchor(*table, line) : models::tableAnchor(*table));
    });
    connect(diff(), &DiffView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        QAction *action = menu->addAction(glyphIcon(Glyph::Comment), tr("Write a note\tC"));
        connect(action, &QAction::triggered, this, &ChangesTab::writeNote);
    });
    connect(m_menu, &ChangesMenu::notice, this, &ChangesTab::notice);
    connect(m_statements, &StatementsView::notice, this, &ChangesTab::notice);
    connect(m_impact, &ImpactPanel::linkActivated, this, &ChangesTab::linkActivated);
    connect(m_tables, &ReviewTableList::listed, m_find, &ChangesFind::refresh);
    connect(m_notes, &NotesPanel::lineActivated, this, &ChangesTab::goToLine);
    connect(m_notes, &NotesPanel::publishRequested, this, &ChangesTab::publishRequested);
    connect(m_notes, &NotesPanel::editorLeft, this, [this]() {
        QWidget *reading = m_pane->current();
        (reading == diff() || reading == m_pane->structure() ? reading : m_tables->view())
            ->setFocus(Qt::OtherFocusReason);
    });
    return reader;
}

void ChangesTab::connectHead()
{
    connect(m_head->views(), &ChangeViews::viewChanged, this, &ChangesTab::showView);
    connect(m_head, &ChangesHead::baselineChanged, this, [this]() {
        m_tables->model()->setBaseline(m_head->baseline());
        if (m_head->baseline() && m_head->views()->view() > ChangeView::SideBySide)
            m_head->views()->setView(ChangeView::Unified);
        m_shownId.clear();
        showCurrent();
    });
    connect(m_head, &ChangesHead::viewedWanted, this, [this](bool viewed) {
        if (viewed)
            viewAndGoOn();
        else
            setViewed(false);
    });
    connect(m_head, &ChangesHead::noteWanted, this, &ChangesTab::writeNote);
    connect(m_head, &ChangesHead::findWanted, m_find, &ChangesFind::begin);
    connect(m_head, &ChangesHead::publishWanted, this, &ChangesTab::publishRequested);
    connect(m_head, &ChangesHead::impactWanted, this, [this](bool shown) {
        (m_wide ? m_impactWanted : m_impactForced) = shown;
        if (m_wide && m_settings)
            m_settings->setValue(impactKey, shown);
        showImpact();
    });
}

void ChangesTab::makeShortcuts()
{
    const auto add = [this](const QString &keys, auto what) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, what);
    };
    add(QStringLiteral("J"), [this]() { m_tables->step(1); });
    add(QStringLiteral("K"), [this]() { m_tables->step(-1); });
    add(QStringLiteral("N"), [this]() { m_tables->goToUnviewed(1); });
    add(QStringLiteral("P"), [this]() { m_tables->goToUnviewed(-1); });
    add(QStringLiteral("V"), [this]() { viewAndGoOn(); });
    add(QStringLiteral("Shift+V"), [this]() { setViewed(false); });
    add(QStringLiteral("]"), [this]() { diff()->nextChange(); });
    add(QStringLiteral("["), [this]() { diff()->previousChange(); });
    for (int view = 0; view < m_head->views()->count(); ++view)
        add(QString::number(view + 1), [this, view]() { m_head->views()->setView(ChangeView(view)); });
    add(QStringLiteral("S"), [this]() { m_head->openBaselines(); });
    add(QStringLiteral("C"), [this]() { writeNote(); });
    add(QStringLiteral("I"), [this]() {
        (m_wide ? m_impactWanted : m_impactForced) = !m_impact->isVisible();
        showImpact();
    });
    add(QStringLiteral("A"), [this]() { Q_EMIT approveRequested(); });
    add(QStringLiteral("Ctrl+Return"), [this]() { Q_EMIT publishRequested(); });
    add(QStringLiteral("T"), [this]() { m_tables->beginFilter(); });
    add(QStringLiteral("/"), [this]() { m_find->begin(); });
    add(QStringLiteral("F3"), [this]() { m_find->next(); });
    add(QStringLiteral("Shift+F3"), [this]() { m_find->previous(); });
}

QList<std::pair<QString, QString>> ChangesTab::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("N / P"), tr("Next or previous table not viewed")},
            {QStringLiteral("V"), tr("Viewed, and go to the next")},
            {QStringLiteral("Shift+V"), tr("Not viewed")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2 / 3 / 4"), tr("Unified, side by side, structure, SQL")},
            {QStringLiteral("S"), tr("What the change is compared with")},
            {QStringLiteral("C"), tr("Write a note on the line or the table")},
            {QStringLiteral("Ctrl+Enter"), tr("Publish the drafts as one comment")},
            {QStringLiteral("A"), tr("Approve")},
            {QStringLiteral("I"), tr("Show or hide the impact")},
            {QStringLiteral("T"), tr("Filter tables")},
            {QStringLiteral("/"), tr("Find in all tables")},
            {QStringLiteral("F3 / Shift+F3"), tr("Next or previous hit")}};
}

void ChangesTab::restoreChoices()
{
    m_head->setImpactShown(true);
    m_pane->setView(m_head->views()->view());
    if (!m_settings)
        return;
    m_impactWanted = m_settings->value(impactKey, true).toBool();
    const QByteArray state = m_settings->value(splitKey).toByteArray();
    if (!state.isEmpty())
        m_split->restoreState(state);
    connect(m_split, &QSplitter::splitterMoved, this,
            [this]() { m_settings->setValue(splitKey, m_split->saveState()); });
}

// --- what there is to show

DiffView *ChangesTab::diff() const
{
    return m_pane->diff();
}

const models::DeployTable *ChangesTab::current() const
{
    return m_store->tables()->find(m_tables->currentId());
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
    showCurrent();
    showState();
    markSeen();
}

void ChangesTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    markSeen();
}

void ChangesTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= wideFrom;
    if (wide != m_wide)
        m_impactForced = false;
    m_wide = wide;
    showImpact();
}

void ChangesTab::showImpact()
{
    const bool shown = !m_tables->isOverview() && (m_wide ? m_impactWanted : m_impactForced);
    m_impact->setVisible(shown);
    m_head->setImpactShown(shown);
}

void ChangesTab::markSeen()
{
    if (isVisible())
        m_review->markSeen();
}

void ChangesTab::setKnownRequests(const QList<models::KnownRequest> &known)
{
    m_impact->setKnownRequests(known);
}

} // namespace orrery::views
