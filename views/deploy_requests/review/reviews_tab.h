// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/request/deploy_request_store.h"
#include "models/deploy_requests/review/review_store.h"
#include "views/deploy_requests/review/note_card.h"

#include <QHash>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace orrery::views {

class DeployRequestActions;
class PlainLabel;
class StateOverlay;

/// Comments and approvals, oldest first, then the drafts of one's own, and the box to write a comment. Notes lead to their
/// lines. Ctrl+Enter sends the comment; with drafts, it shows first what is sent.
class ReviewsTab final : public QWidget
{
    Q_OBJECT
public:
    /// All outlive this.
    ReviewsTab(models::ReviewStore *review, DeployRequestActions *actions, const Clock *clock,
               QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit *box() const { return m_box; }
    [[nodiscard]] QPushButton *commentButton() const { return m_comment; }

Q_SIGNALS:
    void signInRequested();
    void publishRequested();
    /// A note on screen leads to its line or table.
    void anchorActivated(const orrery::models::NoteAnchor &anchor);
    void draftActivated(const QString &id);
    /// An address in a comment.
    void linkActivated(const QUrl &url);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Item;

    QWidget *makeComposer();
    QWidget *makeDrafts();
    void showReviews();
    void showDrafts();
    void send();
    void updateButtons();
    models::DeployRequestStore *m_store;
    models::ReviewStore *m_review;
    DeployRequestActions *m_actions;
    const Clock *m_clock;
    QVBoxLayout *m_list;
    QVBoxLayout *m_drafts;
    QScrollArea *m_draftScroll;
    QList<NoteCard::Contents> m_shownDrafts;
    PlainLabel *m_keeping; ///< that drafts end with this run
    QHash<QString, Item *> m_items;
    QScrollArea *m_scroll;
    StateOverlay *m_overlay;
    QPlainTextEdit *m_box;
    QPushButton *m_comment;
    QPushButton *m_approve;
};

} // namespace orrery::views
