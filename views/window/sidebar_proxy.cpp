// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/sidebar_proxy.h"

#include "models/core/location.h"
#include "models/core/roles.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/window/view_registry.h"

namespace orrery::views {

QVariant SidebarProxy::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainToolTip(QIdentityProxyModel::data(index, role).toString());
    if (role != Qt::DecorationRole)
        return QIdentityProxyModel::data(index, role);
    const auto place = index.data(models::LocationRole).value<models::Location>();
    // An account is its name.
    const bool isAccount = !index.parent().isValid() && !place.account.isEmpty();
    const auto glyph = isAccount ? std::nullopt : m_views->icon(place.route);
    return glyph ? QVariant(glyphIcon(*glyph)) : QVariant();
}

} // namespace orrery::views
