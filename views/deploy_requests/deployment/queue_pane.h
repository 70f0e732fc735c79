// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/deployment/queue_timeline.h"
#include "models/deploy_requests/request/deploy_request_lists.h"
#include "views/window/list_pane.h"

class QButtonGroup;
class QStackedWidget;

namespace orrery::views {

/// A database's deploy queue, as a timeline (lanes by target branch, who waits for whom and until when) or as a plain
/// table. The choice is remembered; while it is on screen and something is queued, it is read again every 10 s.
class QueuePane final : public Pane
{
    Q_OBJECT
public:
    enum class Form : int { Timeline, Table };

    /// `store` and `clock` outlive the pane.
    QueuePane(models::DeployQueueList *store, const Clock *clock, const TableOptions &options,
              models::QueueTimelineModel::LocationOf locationOf, QWidget *parent = nullptr);

    void choose(Form form);
    [[nodiscard]] ListPane *listPane() const { return m_list; }
    [[nodiscard]] QTreeView *timeline() const { return m_view; }
    [[nodiscard]] models::QueueTimelineModel *model() const { return m_model; }
    void setEmptyState(const EmptyState &empty);
    void setActive(bool active) override;
    void refresh() override { m_store->refresh(); }
    [[nodiscard]] models::LoadState loadState() const override { return m_store->state(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTimeline();
    void onStateChanged();

    models::DeployQueueList *m_store;
    const Clock *m_clock;
    QSettings *m_settings;
    models::QueueTimelineModel *m_model;
    QTreeView *m_view;
    StateOverlay *m_overlay;
    ListPane *m_list;
    QStackedWidget *m_stack;
    QButtonGroup *m_buttons;
};

} // namespace orrery::views
