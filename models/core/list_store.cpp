// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/list_store.h"

namespace orrery::models {

void ListStoreBase::open()
{
    if (!m_keptAsked) {
        m_keptAsked = true;
        loadKept();
    }
    const bool fresh = m_state.phase == LoadState::Phase::Ready && m_state.fetchedAt.isValid()
        && m_state.fetchedAt.secsTo(m_context.clock->now()) < m_freshFor.count();
    if (!fresh)
        refresh();
}

void ListStoreBase::refresh(api::Priority priority)
{
    if (m_state.isLoading())
        return;
    LoadState state = m_state;
    state.phase = LoadState::Phase::Loading;
    state.error.reset();
    setState(state);
    startLoading(priority);
}

void ListStoreBase::cancel()
{
    if (!m_state.isLoading())
        return;
    stopLoading();
    LoadState state = m_state;
    state.phase = state.hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
    setState(state);
}

void ListStoreBase::setState(LoadState state)
{
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

} // namespace orrery::models
