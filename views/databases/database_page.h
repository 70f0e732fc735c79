// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/databases/database.h"
#include "views/window/tabbed_page.h"

namespace orrery::views {

/// One database: what it is, above the tabs that other features bring for it. Which of them apply depends on its kind, which
/// comes with its organization's list.
class DatabasePage final : public TabbedPage
{
    Q_OBJECT
public:
    DatabasePage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;

private:
    [[nodiscard]] const api::Database *database() const;
    void makeMenu();
    void updateHeading();
};

} // namespace orrery::views
