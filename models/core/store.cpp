// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/store.h"

#include "api/core/connectivity.h"
#include "models/core/poller.h"

#include <QMetaMethod>
#include <QPointer>

namespace orrery::models {

Store::Store(StoreContext context, QObject *parent) : QObject(parent), m_context(std::move(context)) {}

Store::~Store() = default;

void Store::open()
{
    if (!m_keptAsked) {
        m_keptAsked = true;
        loadKept();
    }
    if (!isFresh())
        refresh();
}

bool Store::isFresh() const
{
    return m_state.phase == LoadState::Phase::Ready && m_state.fetchedAt.isValid()
        && m_state.fetchedAt.secsTo(m_context.clock->now()) < m_freshFor.count();
}

void Store::lookAgain()
{
    const bool online = !m_context.connectivity || m_context.connectivity->isOnline();
    if (isViewed() && online && !isFresh())
        refresh(api::Priority::Background);
}

void Store::refresh(api::Priority priority)
{
    if (m_state.isLoading()) {
        if (priority == api::Priority::Foreground)
            setLoadingPriority(priority);
        return;
    }
    LoadState state = m_state;
    state.phase = LoadState::Phase::Loading;
    state.error.reset();
    const QPointer<Store> alive(this);
    setState(state);
    // Who was told may have dropped this, or given the load up.
    if (alive && m_state.isLoading())
        startLoading(priority);
}

void Store::cancel()
{
    if (!m_state.isLoading())
        return;
    stopLoading();
    LoadState state = m_state;
    state.phase = state.hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
    setState(state);
}

void Store::setState(LoadState state)
{
    const bool answered = m_state.isLoading() && !state.isLoading();
    m_state = std::move(state);
    if (answered && m_poller)
        m_poller->answered(m_state);
    Q_EMIT stateChanged();
}

void Store::addViewer(QObject *viewer)
{
    if (m_viewers.contains(viewer))
        return;
    m_viewers.insert(viewer);
    connect(viewer, &QObject::destroyed, this, &Store::removeViewer);
    if (!m_poller)
        beginPolling();
    updateVisibility();
    if (m_viewers.size() == 1 && m_state.isLoading())
        setLoadingPriority(api::Priority::Foreground);
}

void Store::removeViewer(QObject *viewer)
{
    if (!m_viewers.remove(viewer))
        return;
    disconnect(viewer, &QObject::destroyed, this, &Store::removeViewer);
    updateVisibility();
    if (m_viewers.isEmpty() && m_state.isLoading())
        setLoadingPriority(api::Priority::Background);
}

bool Store::isObserved() const
{
    return isViewed() || isSignalConnected(QMetaMethod::fromSignal(&Store::stateChanged));
}

void Store::setPollTimer(std::unique_ptr<PollTimer> timer)
{
    m_timer = std::move(timer);
}

void Store::beginPolling()
{
    m_poller = std::make_unique<Poller>(
        m_context.clock,
        [this](bool visible) {
            return visible ? std::optional<std::chrono::milliseconds>(pollInterval()) : std::nullopt;
        },
        std::move(m_timer));
    connect(m_poller.get(), &Poller::due, this, [this]() { refresh(api::Priority::Background); });
    if (!m_state.isLoading() && m_state.phase != LoadState::Phase::Idle)
        m_poller->answered(m_state);
    if (!m_context.connectivity)
        return;
    m_poller->setOnline(m_context.connectivity->isOnline());
    connect(m_context.connectivity, &api::Connectivity::onlineChanged, this, [this](bool online) {
        m_poller->setOnline(online);
        if (online && isViewed())
            refresh();
    });
}

void Store::updateVisibility()
{
    m_poller->setVisible(!m_viewers.isEmpty());
}

} // namespace orrery::models
