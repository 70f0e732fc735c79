// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/changes_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/icons.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_steps.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_find.h"
#include "views/deploy_requests/diff/changes_frame.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/statements_view.h"
#include "views/deploy_requests/diff/structure_view.h"
#include "views/deploy_requests/review/changes_head.h"
#include "views/deploy_requests/review/impact_panel.h"
#include "views/deploy_requests/review/notes_panel.h"
#include "views/deploy_requests/review/overview_tab.h"
#include "views/deploy_requests/review/review_table_list.h"

#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QSettings>
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
/// A window of 1600.
constexpr int wideForTwoSides = 1312;

} // namespace

ChangesTab::ChangesTab(models::RequestActions *actions, models::ReviewStore *review, QSettings *settings,
                       models::ExternalDiff *external, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_actions(actions), m_store(actions->store()), m_review(review), m_settings(settings),
      m_clock(clock), m_tables(new ReviewTableList(m_store->tables(), review)),
      m_frame(new ChangesFrame(m_store->tables(), m_tables->view(), settings, external)),
      m_head(new ChangesHead(review, diff(), settings, clock, m_frame->menu())),
      m_statements(new StatementsView(actions->deployment()->operations())), m_notes(new NotesPanel(review, clock)),
      m_impact(new ImpactPanel(m_store, actions->deployment(), clock))
{
    diff()->setMargin(true);
    pane()->addPage(m_statements);
    m_frame->setParts(m_tables, m_head, m_head->views(), m_notes);
    m_frame->widget(1)->setMinimumWidth(
        readerWidth); // whatever its buttons say, so that the columns stay where they are
    m_frame->addWidget(m_impact);
    m_frame->setSizes({listWidth, listWidth * 3, impactWidth});
    m_overlay = new StateOverlay(m_frame);
    m_overlay->setEmptyState({Glyph::Schema, tr("No schema changes"),
                              tr("The tables that the branch changes are listed here with their diffs."), nullptr});
    m_overlay->setEmptyTest([this]() { return m_store->tables()->rowCount() == 0; });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_overlay);

    addKeys();
    connectReader();
    connectHead();
    restoreChoices();
    connect(m_overlay, &StateOverlay::retryRequested, m_store, [this]() { m_store->refresh(); });
    connect(m_overlay, &StateOverlay::signInRequested, this, &ChangesTab::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &ChangesTab::showState);
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &ChangesTab::showTables);
    connect(m_store, &models::DeployRequestStore::changesChanged, findBar(), &ChangesFind::refresh);
    connect(m_frame, &ChangesFrame::tablesChanged, this, &ChangesTab::showTables);
    connect(m_tables, &ReviewTableList::currentChanged, this, &ChangesTab::showCurrent);
    connect(m_review, &models::ReviewStore::progressChanged, this, &ChangesTab::markSeen);
    connect(m_review, &models::ReviewStore::notesChanged, this, &ChangesTab::showMarks);
    connect(m_store->reviews(), &models::Store::stateChanged, this, &ChangesTab::showMarks);
    showTables();
}

void ChangesTab::connectReader()
{
    connect(diff(), &DiffView::marginClicked, this, [this](int line) {
        if (const models::DeployTable *table = current())
            m_notes->edit(m_whole ? models::lineAnchor(*table, line) : models::tableAnchor(*table));
    });
    connect(diff(), &DiffView::contextMenuAboutToShow, this, [this](QMenu *menu) {
        QAction *action = menu->addAction(glyphIcon(Glyph::Comment), tr("Write a note\tC"));
        connect(action, &QAction::triggered, this, &ChangesTab::writeNote);
    });
    connect(m_frame->menu(), &ChangesMenu::notice, this, &ChangesTab::notice);
    connect(m_statements, &StatementsView::notice, this, &ChangesTab::notice);
    connect(m_impact, &ImpactPanel::linkActivated, this, &ChangesTab::linkActivated);
    connect(m_tables, &ReviewTableList::listed, findBar(), &ChangesFind::refresh);
    connect(m_notes, &NotesPanel::lineActivated, this, &ChangesTab::goToLine);
    connect(m_notes, &NotesPanel::linkActivated, this, &ChangesTab::linkActivated);
    connect(m_notes, &NotesPanel::publishRequested, this, &ChangesTab::publishRequested);
    connect(m_notes, &NotesPanel::editorLeft, this, [this]() {
        QWidget *reading = pane()->current();
        (reading == diff() || reading == pane()->structure() ? reading : m_tables->view())
            ->setFocus(Qt::OtherFocusReason);
    });
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
    connect(m_head, &ChangesHead::findWanted, findBar(), &ChangesFind::begin);
    connect(m_head, &ChangesHead::publishWanted, this, &ChangesTab::publishRequested);
    connect(m_head, &ChangesHead::impactWanted, this, [this](bool shown) {
        (m_wide ? m_impactWanted : m_impactForced) = shown;
        if (m_wide && m_settings)
            m_settings->setValue(impactKey, shown);
        showImpact();
    });
}

void ChangesTab::addKeys()
{
    connect(m_frame, &ChangesFrame::stepWanted, m_tables, &ReviewTableList::step);
    m_frame->addKey(QStringLiteral("N"), [this]() { m_tables->goToUnviewed(1); });
    m_frame->addKey(QStringLiteral("P"), [this]() { m_tables->goToUnviewed(-1); });
    m_frame->addKey(QStringLiteral("V"), [this]() { viewAndGoOn(); });
    m_frame->addKey(QStringLiteral("Shift+V"), [this]() { setViewed(false); });
    m_frame->addKey(QStringLiteral("S"), [this]() { m_head->openBaselines(); });
    m_frame->addKey(QStringLiteral("C"), [this]() { writeNote(); });
    m_frame->addKey(QStringLiteral("I"), [this]() {
        (m_wide ? m_impactWanted : m_impactForced) = !m_impact->isVisible();
        showImpact();
    });
    m_frame->addKey(QStringLiteral("Ctrl+Return"), [this]() { Q_EMIT publishRequested(); });
    m_frame->addKey(QStringLiteral("T"), [this]() { m_tables->beginFilter(); });
}

QList<std::pair<QString, QString>> ChangesTab::keys()
{
    return {{QStringLiteral("J / K"), tr("Next or previous table")},
            {QStringLiteral("N / P"), tr("Next or previous table not viewed")},
            {QStringLiteral("V"), tr("Mark viewed and go to next")},
            {QStringLiteral("Shift+V"), tr("Not viewed")},
            {QStringLiteral("] / ["), tr("Next or previous change")},
            {QStringLiteral("1 / 2 / 3 / 4"), tr("Unified, side by side, structure, SQL")},
            {QStringLiteral("W"), tr("Wrap long lines")},
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
    pane()->setView(m_head->views()->view());
    if (!m_settings)
        return;
    m_impactWanted = m_settings->value(impactKey, true).toBool();
    m_frame->rememberSplit(splitKey);
}

// --- what there is to show

ChangePane *ChangesTab::pane() const
{
    return m_frame->pane();
}

DiffView *ChangesTab::diff() const
{
    return m_frame->diff();
}

ChangesFind *ChangesTab::findBar() const
{
    return m_frame->find();
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
    followRoom();
}

void ChangesTab::followRoom()
{
    // Two sides want the room of both: the impact gives way by itself.
    const bool two = m_head->views()->view() == ChangeView::SideBySide;
    const bool wide = width() >= (two ? wideForTwoSides : wideFrom);
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

// --- the current table

void ChangesTab::showCurrent()
{
    const models::DeployTable *table = current();
    m_frame->menu()->setTable(table ? table->id : QString());
    m_impact->setTable(table ? table->id : QString());
    m_notes->setTable(table ? table->id : QString());
    if (table) {
        m_head->setTable(table->id,
                         table->keyspace.isEmpty() ? table->name : table->keyspace + QLatin1Char('.') + table->name);
        showTable(*table);
    } else {
        m_shownId.clear();
        diff()->setDiff({});
        m_head->setTable({}, m_tables->isOverview() ? tr("Overview") : QString());
        pane()->say({});
        if (m_tables->isOverview()) {
            if (!m_overview) {
                m_overview = new OverviewTab(m_actions, m_clock);
                connect(m_overview, &OverviewTab::linkActivated, this, &ChangesTab::linkActivated);
                m_overview->setContentsMargins(space::inner, 0, 0, 0);
                pane()->addPage(m_overview);
            }
            pane()->showPage(m_overview);
        }
        showChangeCount();
    }
    showImpact();
}

void ChangesTab::showView()
{
    pane()->setView(m_head->views()->view());
    followRoom();
    if (const models::DeployTable *table = current())
        showTable(*table);
}

void ChangesTab::showTable(const models::DeployTable &table)
{
    const bool compared = m_head->baseline().has_value();
    QString message;
    switch (m_head->views()->view()) {
    case ChangeView::Structure:
        if (pane()->showStructure(table)) {
            if (compared && !table.structure->diff.isEmpty())
                pane()->say(tr("The structure shows the whole change."));
            showChangeCount();
            return;
        }
        if (table.structure)
            message = table.structure->unread;
        break;
    case ChangeView::Statements:
        m_statements->setTable(table);
        pane()->showPage(m_statements);
        pane()->say({});
        showChangeCount();
        return;
    case ChangeView::Unified:
    case ChangeView::SideBySide:
        break;
    }
    pane()->showText(table);
    if (compared)
        showSince(table);
    else
        showDiff(table, message);
}

void ChangesTab::showDiff(const models::DeployTable &table, const QString &reason)
{
    ++m_wanted;
    pane()->say(reason);
    if (!table.diff) {
        m_shownId.clear();
        diff()->setDiff({});
        m_statements->setTable(table,
                               m_store->diffState().isLoading()
                                   ? tr("The diff of this table is being loaded; this is what runs.")
                                   : tr("PlanetScale sent no diff for this table; this is what runs."));
        pane()->showPage(m_statements);
        showChangeCount();
        return;
    }
    // Polling touches progress only; the text under the reader stays as it is.
    if (m_shownId != table.id || m_shownDigest != table.digest || !m_whole) {
        m_shownId = table.id;
        m_shownDigest = table.digest;
        m_whole = true;
        diff()->setDiff(*table.diff);
        showMarks();
    }
    showChangeCount();
}

void ChangesTab::showSince(const models::DeployTable &table)
{
    if (m_shownId == table.id && m_shownDigest == table.digest && !m_whole)
        return;
    m_shownId = table.id;
    m_shownDigest = table.digest;
    m_whole = false;
    const auto baseline = *m_head->baseline();
    const models::ChangesSince since = m_review->changesSince(baseline);
    QStringList gone = since.removed;
    QString suffix;
    if (!gone.isEmpty())
        suffix = QLatin1Char(' ')
            + tr("No longer changed by this request: %1.").arg(models::visibleText(gone.join(QLatin1String(", "))));
    const auto say = [this, suffix](const QString &sentence) { pane()->say(sentence + suffix); };
    diff()->setDiff({});
    showMarks();
    showChangeCount();
    if (!since.added.contains(table.id) && !since.changed.contains(table.id)) {
        say(tr("This table is unchanged since then."));
        return;
    }
    say(tr("Comparing…"));
    const quint64 wanted = ++m_wanted;
    m_review->interReviewDiff(
        table.id, baseline, this, [this, wanted, say](const std::optional<models::InterReviewDiff> &compared) {
            if (wanted != m_wanted)
                return;
            if (!compared) {
                say(tr("What was on screen then is not kept any more; “All changes” shows what "
                       "there is now."));
                return;
            }
            diff()->setDiff(compared->diff);
            showChangeCount();
            say(compared->asSent        ? tr("PlanetScale's texts then and now are compared.")
                    : compared->partial ? tr("The outcome then and now, as far as PlanetScale sent it.")
                                        : tr("The outcome then and now."));
        });
}

void ChangesTab::showChangeCount()
{
    m_head->steps()->setTextShown(pane()->isTextShown());
}

void ChangesTab::showMarks()
{
    QHash<int, DiffView::LineMark> marks;
    const QList<models::DeployTable> &tables = m_review->tables();
    const auto add = [&](const models::ReviewNote &note, DiffView::LineMark mark) {
        const models::NotePlace place = m_review->placeOf(note);
        if (place.line >= 0 && tables.at(place.table).id == m_shownId)
            marks.insert(int(place.line), mark);
    };
    const QList<models::PublishedNote> published = models::publishedNotes(m_store->reviews()->rows());
    m_notes->setPublished(published);
    if (m_whole && !m_shownId.isEmpty()) {
        for (const models::PublishedNote &note : published)
            add(note.note, DiffView::LineMark::Published);
        for (const models::ReviewNote &note : m_review->notes())
            add(note, DiffView::LineMark::Draft);
    }
    diff()->setLineMarks(marks);
}

// --- what a reviewer does

void ChangesTab::setViewed(bool viewed)
{
    if (const models::DeployTable *table = current())
        m_review->setViewed(table->id, viewed);
}

void ChangesTab::viewAndGoOn()
{
    setViewed(true);
    if (!m_tables->goToUnviewed(1) && m_review->tableCount() > 0 && m_review->viewedCount() == m_review->tableCount())
        Q_EMIT notice(tr("All %Ln table(s) are viewed.", nullptr, m_review->tableCount()));
}

void ChangesTab::writeNote()
{
    const models::DeployTable *table = current();
    if (!table) {
        if (m_tables->isOverview())
            Q_EMIT publishRequested(); // what concerns the whole request is its summary
        return;
    }
    // The line only where the reader is in the text: from the list, the table is meant.
    const int line = diff()->currentLine();
    const bool onLine = m_whole && line >= 0 && pane()->isTextShown() && diff()->hasFocus();
    m_notes->edit(onLine ? models::lineAnchor(*table, line) : models::tableAnchor(*table));
}

void ChangesTab::goToLine(int lineIndex)
{
    m_head->setBaseline(std::nullopt);
    if (m_head->views()->view() > ChangeView::SideBySide && lineIndex >= 0)
        m_head->views()->setView(ChangeView::Unified);
    if (lineIndex >= 0)
        diff()->goToLine(lineIndex);
    diff()->setFocus(Qt::OtherFocusReason);
}

void ChangesTab::goTo(const models::NoteAnchor &anchor)
{
    models::ReviewNote note;
    note.anchor = anchor;
    const models::NotePlace place = m_review->placeOf(note);
    if (place.table < 0 || !m_tables->select(m_review->tables().at(place.table).id))
        return;
    goToLine(int(place.line));
}

void ChangesTab::editDraft(const QString &id)
{
    const models::ReviewNote *note = m_review->note(id);
    if (!note)
        return;
    goTo(note->anchor);
    m_notes->editDraft(id);
}

} // namespace orrery::views
