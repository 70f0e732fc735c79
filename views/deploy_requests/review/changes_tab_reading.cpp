// SPDX-License-Identifier: GPL-3.0-or-later
// What ChangesTab shows of the current table, and what a reviewer does with it.
#include "models/core/text.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/spacing.h"
#include "views/deploy_requests/diff/change_pane.h"
#include "views/deploy_requests/diff/change_steps.h"
#include "views/deploy_requests/diff/change_views.h"
#include "views/deploy_requests/diff/changes_menu.h"
#include "views/deploy_requests/diff/diff_view.h"
#include "views/deploy_requests/diff/statements_view.h"
#include "views/deploy_requests/diff/structure_view.h"
#include "views/deploy_requests/request/overview_tab.h"
#include "views/deploy_requests/review/changes_head.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/impact_panel.h"
#include "views/deploy_requests/review/notes_panel.h"
#include "views/deploy_requests/review/review_table_list.h"

#include <QListView>

namespace orrery::views {

void ChangesTab::showCurrent()
{
    const models::DeployTable *table = current();
    m_menu->setTable(table ? table->id : QString());
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
        m_pane->say({});
        if (m_tables->isOverview()) {
            if (!m_overview) {
                m_overview = new OverviewTab(m_store, m_clock);
                connect(m_overview, &OverviewTab::linkActivated, this, &ChangesTab::linkActivated);
                m_overview->setContentsMargins(space::inner, 0, 0, 0);
                m_pane->addPage(m_overview);
            }
            m_pane->showPage(m_overview);
        }
        showChangeCount();
    }
    showImpact();
}

void ChangesTab::showView()
{
    m_pane->setView(m_head->views()->view());
    if (const models::DeployTable *table = current())
        showTable(*table);
}

void ChangesTab::showTable(const models::DeployTable &table)
{
    const bool compared = m_head->baseline().has_value();
    QString message;
    switch (m_head->views()->view()) {
    case ChangeView::Structure:
        if (m_pane->showStructure(table)) {
            if (compared && !table.structure->diff.isEmpty())
                m_pane->say(tr("The structure shows the whole change."));
            showChangeCount();
            return;
        }
        if (table.structure)
            message = table.structure->unread;
        break;
    case ChangeView::Statements:
        m_statements->setTable(table);
        m_pane->showPage(m_statements);
        m_pane->say({});
        showChangeCount();
        return;
    case ChangeView::Unified:
    case ChangeView::SideBySide:
        break;
    }
    m_pane->showText(table);
    if (compared)
        showSince(table);
    else
        showDiff(table, message);
}

void ChangesTab::showDiff(const models::DeployTable &table, const QString &reason)
{
    ++m_wanted;
    m_pane->say(reason);
    if (!table.diff) {
        m_shownId.clear();
        diff()->setDiff({});
        m_statements->setTable(table,
                               m_store->diffState().isLoading()
                                   ? tr("The diff of this table is being loaded; this is what runs.")
                                   : tr("The service sent no diff for this table; this is what runs."));
        m_pane->showPage(m_statements);
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
    const auto say = [this, suffix](const QString &sentence) { m_pane->say(sentence + suffix); };
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
                say(tr("What was on screen then is not kept any more; “Whole change” shows what "
                       "there is now."));
                return;
            }
            diff()->setDiff(compared->diff);
            showChangeCount();
            say(compared->asSent        ? tr("The service's texts then and now are compared.")
                    : compared->partial ? tr("The outcome then and now, as far as the service sent it.")
                                        : tr("The outcome then and now."));
        });
}

void ChangesTab::showChangeCount()
{
    m_head->steps()->setTextShown(m_pane->isTextShown());
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
    const bool onLine = m_whole && line >= 0 && m_pane->isTextShown() && diff()->hasFocus();
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
