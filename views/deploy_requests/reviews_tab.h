// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deploy_request_store.h"

#include <QHash>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace orrery::views {

class DeployRequestActions;
class StateOverlay;

/// Comments and approvals, oldest first, and the box to write one. Ctrl+Enter sends the comment.
class ReviewsTab final : public QWidget
{
    Q_OBJECT
public:
    ReviewsTab(models::DeployRequestStore *store, DeployRequestActions *actions, const Clock *clock,
               QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit *box() const { return m_box; }

Q_SIGNALS:
    void signInRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Item;

    QWidget *makeComposer();
    void showReviews();
    void updateButtons();
    void onFinished(models::DeployRequestAction action, const models::ActionResult &result);

    models::DeployRequestStore *m_store;
    DeployRequestActions *m_actions;
    const Clock *m_clock;
    QVBoxLayout *m_list;
    QHash<QString, Item *> m_items;
    QScrollArea *m_scroll;
    StateOverlay *m_overlay;
    QPlainTextEdit *m_box;
    QPushButton *m_comment;
    QPushButton *m_approve;
};

} // namespace orrery::views
