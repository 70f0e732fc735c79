// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

class QVBoxLayout;

namespace orrery::views {

class ListPane;
class PageTitle;

/// The frame of pages that are a title over one list, or over tabs: margins, background, title row.
class ListPage : public Page
{
    Q_OBJECT
public:
    ListPage(PageContext context, models::Location location, QWidget *parent = nullptr);

    [[nodiscard]] models::LoadState loadState() const override;

protected:
    [[nodiscard]] PageTitle *heading() const { return m_heading; }
    /// Where the content goes, below the title.
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    /// The pane's state is the page's while it is the current one; its rows lead on, its sign-in reaches the window.
    void follow(ListPane *pane);
    [[nodiscard]] ListPane *currentPane() const { return m_current; }

private:
    PageTitle *m_heading;
    QVBoxLayout *m_body;
    ListPane *m_current = nullptr;
};

} // namespace orrery::views
