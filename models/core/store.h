// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request_queue.h"
#include "models/core/load_state.h"
#include "models/core/store_context.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>

namespace orrery::models {

class Poller;
class PollTimer;

/// What every store of the service's resources is, one resource or a list of them: where it stands, and what a page may
/// ask of it. While somebody looks at it (addViewer()) it reads itself again now and then, and when the network is back.
class Store : public QObject
{
    Q_OBJECT
public:
    explicit Store(StoreContext context, QObject *parent = nullptr);
    ~Store() override;

    [[nodiscard]] const LoadState &state() const { return m_state; }
    /// Names what is read, for error sentences: "Branches of acme/shop could not be loaded.".
    [[nodiscard]] virtual QString failureTitle() const = 0;

    /// Shows what was kept and refreshes behind when that is older than `freshFor`. Cheap to call again.
    void open();
    /// Reads everything again; what is shown merges. While that is under way it only becomes as urgent as this.
    void refresh(api::Priority priority = api::Priority::Foreground);
    /// Forgets the request under way; what is shown stays.
    void cancel();

    /// Somebody shows this store on screen, until removeViewer() or its end. When the last one goes, what is being loaded
    /// goes on behind everything else.
    void addViewer(QObject *viewer);
    void removeViewer(QObject *viewer);
    [[nodiscard]] bool isViewed() const { return !m_viewers.isEmpty(); }
    /// Of what is still to be asked for, while it is loaded. Viewers set it; this is for who shows a store without being one.
    virtual void setLoadingPriority(api::Priority priority) = 0;
    /// Somebody is back at the window: what is shown and no longer fresh is read again behind it.
    void lookAgain();
    /// Whether anything would miss it: a viewer, or a connection to its signals.
    [[nodiscard]] virtual bool isObserved() const;
    /// Whether Workspace may drop it when there are many.
    [[nodiscard]] bool isDroppable() const { return !isObserved() && !m_state.isLoading(); }
    /// Polls by this timer, for tests; before the first viewer.
    void setPollTimer(std::unique_ptr<PollTimer> timer);

    /// How often what is on screen is read again.
    static constexpr std::chrono::seconds viewedInterval{45};

Q_SIGNALS:
    /// The content, or where it stands, changed.
    void stateChanged();

protected:
    virtual void loadKept() = 0;
    virtual void startLoading(api::Priority priority) = 0;
    virtual void stopLoading() {}
    void setState(LoadState state);
    [[nodiscard]] const StoreContext &context() const { return m_context; }

    /// What is younger than this is not fetched again by open().
    std::chrono::seconds m_freshFor{30};
    /// How often it is read again while it is viewed.
    [[nodiscard]] virtual std::chrono::milliseconds pollInterval() const { return viewedInterval; }

private:
    [[nodiscard]] bool isFresh() const;
    void beginPolling();
    void updateVisibility();

    StoreContext m_context;
    LoadState m_state;
    QSet<QObject *> m_viewers;
    std::unique_ptr<Poller> m_poller; ///< made for the first viewer
    std::unique_ptr<PollTimer> m_timer;
    bool m_keptAsked = false;
};

} // namespace orrery::models
