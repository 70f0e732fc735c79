// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/list_page.h"

namespace orrery::views {

/// One organization: what it is, and its databases.
class OrganizationPage final : public ListPage
{
    Q_OBJECT
public:
    OrganizationPage(PageContext pageContext, models::Location where, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void activate() override;
    void deactivate() override;
    void refresh() override;

private:
    void updateHeading();
};

} // namespace orrery::views
