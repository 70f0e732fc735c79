// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/sidebar_proxy.h"

#include "models/core/sidebar_model.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"

namespace orrery::views {

QVariant SidebarProxy::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainToolTip(QIdentityProxyModel::data(index, role).toString());
    if (role != Qt::DecorationRole)
        return QIdentityProxyModel::data(index, role);
    using Kind = models::SidebarModel::Kind;
    switch (index.data(models::SidebarModel::KindRole).value<Kind>()) {
    case Kind::Storage:
        return glyphIcon(Glyph::Storage);
    case Kind::Activity:
        return glyphIcon(Glyph::Activity);
    case Kind::Organization:
        return glyphIcon(Glyph::Organization);
    case Kind::Database:
        return glyphIcon(Glyph::Database);
    case Kind::Branch:
        return glyphIcon(Glyph::Branch);
    case Kind::Root:
    case Kind::Account:
        break;
    }
    return {};
}

} // namespace orrery::views
