// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/page.h"

namespace orrery::views {

Page::Page(PageContext context, models::Location location, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_location(std::move(location))
{}

void Page::setTab(const QString &tab)
{
    if (m_location.tab == tab)
        return;
    m_location.tab = tab;
    Q_EMIT locationChanged(m_location);
}

} // namespace orrery::views
