// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/pane_page.h"

#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/window/pane.h"

#include <QVBoxLayout>

namespace orrery::views {

namespace {

class PanePage final : public Page
{
public:
    PanePage(const PageContext &context, const models::Location &location, const QString &title, Pane *pane,
             QWidget *parent)
        : Page(context, location, parent), m_title(title), m_pane(pane)
    {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Base);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(space::page, space::group, space::page, space::inner);
        column->setSpacing(space::group);
        auto *heading = new PageTitle;
        heading->setTitle(title);
        column->addWidget(heading);
        column->addWidget(pane, 1);
        follow(pane);
    }

    [[nodiscard]] QString title() const override { return m_title; }
    void activate() override { m_pane->setActive(true); }
    void deactivate() override { m_pane->setActive(false); }
    void refresh() override { m_pane->refresh(); }
    [[nodiscard]] models::LoadState loadState() const override { return m_pane->loadState(); }

private:
    QString m_title;
    Pane *m_pane;
};

} // namespace

PageRow panePage(const QString &route, Glyph icon, const QString &title,
                 std::function<Pane *(const PageContext &, const models::Location &)> make)
{
    return {route, icon,
            [title, make = std::move(make)](const PageContext &context, const models::Location &location,
                                            QWidget *parent) -> Page * {
                return new PanePage(context, location, title, make(context, location), parent);
            }};
}

} // namespace orrery::views
