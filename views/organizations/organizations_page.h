// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/list_page.h"

namespace orrery::views {

/// The organizations of one account.
class OrganizationsPage final : public ListPage
{
    Q_OBJECT
public:
    OrganizationsPage(PageContext context, models::Location location, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Organizations"); }
    void activate() override;
    void deactivate() override;
    void refresh() override;

private:
    void updateHeading();
    void askForGrants();
};

} // namespace orrery::views
