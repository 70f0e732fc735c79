// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/item_store.h"

namespace orrery::models {

void ItemStoreBase::open()
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

void ItemStoreBase::refresh(api::Priority priority)
{
    if (m_state.isLoading())
        return;
    LoadState state = m_state;
    state.phase = LoadState::Phase::Loading;
    state.error.reset();
    setState(state);
    startLoading(priority);
}

void ItemStoreBase::setState(LoadState state)
{
    m_state = std::move(state);
    Q_EMIT changed();
}

} // namespace orrery::models
