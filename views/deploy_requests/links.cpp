// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/links.h"

#include "models/core/feature_registry.h"
#include "views/deploy_requests/request_facts.h"

namespace orrery::views {

void followLink(const PageContext &context, const models::Location &page, const QUrl &link,
                const std::function<void(const models::Location &)> &navigate)
{
    if (isPlanetScaleAddress(link)) {
        context.openInBrowser(link);
    } else if (auto place = context.features->routes.fromUrl(link)) {
        place->account = page.account;
        navigate(*place);
    }
}

} // namespace orrery::views
