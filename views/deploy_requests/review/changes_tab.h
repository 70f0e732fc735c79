// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/request/known_requests.h"
#include "models/deploy_requests/review/review_store.h"

#include <QUrl>
#include <QWidget>

class QSettings;

namespace orrery::models {
class ExternalDiff;
class DeployRequestStore;
class RequestActions;
} // namespace orrery::models

namespace orrery::views {

class ChangePane;
class ChangesFind;
class ChangesFrame;
class ChangesHead;
class DiffView;
class ImpactPanel;
class NotesPanel;
class OverviewTab;
class ReviewTableList;
class StateOverlay;
class StatementsView;

/// Where a deploy request is reviewed: the overview and the changed tables at the left, the current one in the middle (as
/// one text, side by side, part by part, or the statements that run) with the notes on it below, and at the right what it
/// does. keys() tells the keys.
class ChangesTab final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this; `settings` and `external` may be null.
    ChangesTab(models::RequestActions *actions, models::ReviewStore *review, QSettings *settings,
               models::ExternalDiff *external, const Clock *clock, QWidget *parent = nullptr);

    [[nodiscard]] ReviewTableList *tables() const { return m_tables; }
    [[nodiscard]] ChangesHead *head() const { return m_head; }
    [[nodiscard]] ChangePane *pane() const;
    [[nodiscard]] DiffView *diff() const;
    [[nodiscard]] StatementsView *statements() const { return m_statements; }
    [[nodiscard]] NotesPanel *notes() const { return m_notes; }
    [[nodiscard]] ImpactPanel *impact() const { return m_impact; }
    [[nodiscard]] ChangesFind *findBar() const;

    void setKnownRequests(const QList<models::KnownRequest> &known);
    /// Shows the table, and of a line's note the line.
    void goTo(const models::NoteAnchor &anchor);
    /// The same, with the draft's editor.
    void editDraft(const QString &id);

    /// The keys for the page's sheet.
    static QList<std::pair<QString, QString>> keys();

Q_SIGNALS:
    void signInRequested();
    /// Something was done, in a sentence for the status line.
    void notice(const QString &sentence);
    void linkActivated(const QUrl &link);
    void publishRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectReader();
    void addKeys();
    void connectHead();
    void restoreChoices();

    void showState();
    void showTables();
    void showCurrent();
    void showTable(const models::DeployTable &table);
    void showDiff(const models::DeployTable &table, const QString &reason);
    void showSince(const models::DeployTable &table);
    void showView();
    void showMarks();
    void showChangeCount();
    void followRoom();
    void showImpact();
    void markSeen();
    void viewAndGoOn();
    void setViewed(bool viewed);
    void writeNote();
    void goToLine(int lineIndex);
    [[nodiscard]] const models::DeployTable *current() const;

    models::RequestActions *m_actions;
    models::DeployRequestStore *m_store;
    models::ReviewStore *m_review;
    QSettings *m_settings;
    const Clock *m_clock;
    ReviewTableList *m_tables;
    ChangesFrame *m_frame;
    ChangesHead *m_head;
    StatementsView *m_statements;
    OverviewTab *m_overview = nullptr; ///< made when first asked for
    NotesPanel *m_notes;
    ImpactPanel *m_impact;
    StateOverlay *m_overlay;
    QString m_shownId; ///< of the diff on screen
    QByteArray m_shownDigest;
    bool m_whole = true; ///< the diff on screen is the table's own, so that its lines can be noted
    quint64 m_wanted = 0; ///< comparison with an earlier version: only the newest counts
    bool m_wide = true; ///< there is room for the impact
    bool m_impactWanted = true; ///< where there is room
    bool m_impactForced = false; ///< asked for although there is none
};

} // namespace orrery::views
