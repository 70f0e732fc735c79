// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/page_host.h"

#include "views/core/reading_order.h"

#include <algorithm>

namespace orrery::views {

PageHost::PageHost(Factory factory, QWidget *parent) : Stack(parent), m_factory(std::move(factory)) {}

Page *PageHost::show(const models::Location &location)
{
    const auto known = std::find_if(m_pages.cbegin(), m_pages.cend(),
                                    [&location](const Page *page) { return page->location().samePage(location); });
    Page *page = known == m_pages.cend() ? nullptr : *known;
    if (!page) {
        page = m_factory(location, this);
        addWidget(page);
        followReadingOrder(page);
        Q_EMIT pageMade(page);
    }
    m_pages.removeOne(page);
    m_pages.prepend(page);
    if (m_active && m_current && m_current != page)
        m_current->deactivate();
    const bool changed = m_current != page;
    m_current = page;
    setCurrentWidget(page);
    if (!location.tab.isEmpty())
        page->openTab(location.tab);
    if (changed && m_active)
        page->activate();
    while (m_pages.size() > kept) {
        Page *old = m_pages.takeLast();
        removeWidget(old);
        old->deleteLater();
    }
    return page;
}

void PageHost::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    if (m_current && active)
        m_current->activate();
    else if (m_current)
        m_current->deactivate();
}

void PageHost::dropAccount(const QString &account)
{
    for (qsizetype i = m_pages.size() - 1; i >= 0; --i) {
        Page *page = m_pages.at(i);
        if (page->location().account != account)
            continue;
        m_pages.removeAt(i);
        if (page == m_current)
            m_current = nullptr;
        removeWidget(page);
        // At once: its stores go with the account, in a later turn of the event loop. No page ends an account in a signal.
        delete page;
    }
}

} // namespace orrery::views
