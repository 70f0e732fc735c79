// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/page.h"

#include "views/window/pane.h"

namespace orrery::views {

Page::Page(PageContext context, models::Location location, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_location(std::move(location))
{}

void Page::follow(Pane *pane)
{
    connect(pane, &Pane::said, this, [this](const PaneEvent &event) {
        if (const auto *to = std::get_if<pane_event::Navigate>(&event))
            Q_EMIT navigate(to->place);
        else if (const auto *said = std::get_if<pane_event::Notice>(&event))
            Q_EMIT notice(said->sentence);
        else if (std::holds_alternative<pane_event::SignIn>(event))
            Q_EMIT signInRequested();
        else if (std::holds_alternative<pane_event::LoadState>(event))
            Q_EMIT loadStateChanged();
    });
}

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
