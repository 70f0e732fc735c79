// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/page.h"

namespace orrery::views {

Page::Page(PageContext context, models::Location location, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_location(std::move(location))
{}

void Page::setTab(const QString &tab)
{
    setLocation(m_location.withTab(tab));
}

void Page::setLocation(const models::Location &location)
{
    if (m_location == location)
        return;
    m_location = location;
    Q_EMIT locationChanged(m_location);
}

} // namespace orrery::views
