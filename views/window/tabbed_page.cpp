// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/tabbed_page.h"

#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/window/pane.h"
#include "views/window/tabs.h"
#include "views/window/view_registry.h"

#include <QVBoxLayout>

namespace orrery::views {

TabbedPage::TabbedPage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent), m_heading(new PageTitle), m_body(new QVBoxLayout),
      m_tabs(new Tabs)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::group);
    column->addWidget(m_heading);
    m_body->setSpacing(space::inner);
    column->addLayout(m_body);
    column->addWidget(m_tabs, 1);
    for (const TabRow *row : context().views->tabsOf(location().route)) {
        if (!row->applies || row->applies(context(), location()))
            m_tabs->add(row->id, row->title, [this, id = row->id]() { return makePane(id); });
    }
    connect(m_tabs, &Tabs::currentChanged, this, &TabbedPage::showTab);
    updateTabs();
}

Pane *TabbedPage::currentPane() const
{
    return m_pane;
}

QWidget *TabbedPage::makePane(const QString &id)
{
    Pane *pane = context().views->tab(location().route, id)->make(context(), location());
    follow(pane);
    connect(pane, &Pane::said, this, [this](const PaneEvent &event) {
        if (std::holds_alternative<pane_event::Note>(event) || std::holds_alternative<pane_event::LoadState>(event))
            updateTabs();
    });
    return pane;
}

void TabbedPage::updateTabs()
{
    for (const TabRow *row : context().views->tabsOf(location().route)) {
        const bool applies = !row->applies || row->applies(context(), location());
        if (!applies)
            m_tabs->remove(row->id);
        if (!applies || !m_tabs->contains(row->id))
            continue;
        const auto *pane = qobject_cast<Pane *>(m_tabs->content(row->id));
        QString note = pane ? pane->note() : QString();
        if (note.isEmpty() && row->note)
            note = row->note(context(), location());
        m_tabs->setNote(row->id, note);
    }
}

void TabbedPage::activate()
{
    m_active = true;
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(m_tabs->first());
}

void TabbedPage::deactivate()
{
    m_active = false;
    if (m_pane)
        m_pane->setActive(false);
}

void TabbedPage::openTab(const QString &tab)
{
    if (!m_tabs->contains(tab))
        return;
    setTab(tab);
    if (m_active)
        m_tabs->setCurrent(tab);
}

void TabbedPage::showTab(const QString &id)
{
    setTab(id);
    auto *shown = qobject_cast<Pane *>(m_tabs->content(id));
    if (m_pane && m_pane != shown)
        m_pane->setActive(false);
    m_pane = shown;
    if (m_pane && m_active)
        m_pane->setActive(true);
    updateTabs();
    Q_EMIT loadStateChanged();
}

void TabbedPage::refresh()
{
    refreshSelf();
    if (m_pane)
        m_pane->refresh();
}

models::LoadState TabbedPage::loadState() const
{
    return m_pane ? m_pane->loadState() : models::LoadState{};
}

} // namespace orrery::views
