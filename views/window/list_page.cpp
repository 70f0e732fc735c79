// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/list_page.h"

#include "models/core/list_store.h"
#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/window/list_pane.h"

#include <QVBoxLayout>

namespace orrery::views {

ListPage::ListPage(PageContext pageContext, models::Location location, QWidget *parent)
    : Page(std::move(pageContext), std::move(location), parent), m_heading(new PageTitle), m_body(new QVBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::group);
    column->addWidget(m_heading);
    m_body->setSpacing(space::inner);
    column->addLayout(m_body, 1);
}

models::LoadState ListPage::loadState() const
{
    return m_current ? m_current->store()->state() : models::LoadState{};
}

void ListPage::follow(ListPane *pane)
{
    Page::follow(pane);
    if (!m_current)
        m_current = pane;
}

} // namespace orrery::views
