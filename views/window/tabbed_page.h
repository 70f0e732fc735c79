// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

#include <QPointer>

class QVBoxLayout;

namespace orrery::views {

class PageTitle;
class Pane;
class Tabs;

/// A page whose content is the tabs that features bring for its route (ViewRegistry::tabs), below a title. A tab's pane is
/// made when it is first shown, and active while it is what is looked at.
class TabbedPage : public Page
{
    Q_OBJECT
public:
    TabbedPage(PageContext context, models::Location location, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override;
    void refresh() override;
    void openTab(const QString &tab) override;
    [[nodiscard]] models::LoadState loadState() const override;

protected:
    [[nodiscard]] PageTitle *heading() const { return m_heading; }
    /// Between title and tabs, for a bar.
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    [[nodiscard]] bool isActive() const { return m_active; }
    [[nodiscard]] Pane *currentPane() const;
    /// What the object is has become known or has changed: tabs that do not apply to it go, notes follow.
    void updateTabs();
    /// The page itself is read again, beside its current tab.
    virtual void refreshSelf() {}

private:
    QWidget *makePane(const QString &id);
    void showTab(const QString &id);

    PageTitle *m_heading;
    QVBoxLayout *m_body;
    Tabs *m_tabs;
    QPointer<Pane> m_pane;
    bool m_active = false;
};

} // namespace orrery::views
