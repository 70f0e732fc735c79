// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/sidebar_proxy.h"

#include "models/auth/accounts.h"
#include "models/core/location.h"
#include "models/core/roles.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/theme.h"
#include "views/window/view_registry.h"

#include <QGuiApplication>
#include <QPainter>

#include <optional>

namespace orrery::views {

namespace {

std::optional<ColorRole> roleOf(const QString &color)
{
    if (color == QLatin1String("blue"))
        return ColorRole::Busy;
    if (color == QLatin1String("green"))
        return ColorRole::Ok;
    if (color == QLatin1String("amber"))
        return ColorRole::Warn;
    if (color == QLatin1String("red"))
        return ColorRole::Critical;
    return std::nullopt;
}

/// A filled circle as large as an icon; nothing for no color.
QVariant colorMark(const QString &color)
{
    const auto role = roleOf(color);
    if (!role)
        return {};
    constexpr int side = 16;
    constexpr int scale = 3; // sharp on every screen
    QPixmap mark(side * scale, side * scale);
    mark.setDevicePixelRatio(scale);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::of(QGuiApplication::palette()).color(*role));
    painter.drawEllipse(QRectF(3, 3, side - 6, side - 6));
    return QIcon(mark);
}

} // namespace

QVariant SidebarProxy::data(const QModelIndex &index, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainToolTip(QIdentityProxyModel::data(index, role).toString());
    if (role != Qt::DecorationRole)
        return QIdentityProxyModel::data(index, role);
    const auto place = index.data(models::LocationRole).value<models::Location>();
    // An account is its name, with the color the person gave it.
    if (!index.parent().isValid() && !place.account.isEmpty()) {
        const models::Workspace *workspace = m_accounts ? m_accounts->workspace(place.account) : nullptr;
        return workspace ? colorMark(workspace->facts().color) : QVariant();
    }
    const auto glyph = m_views->icon(place.route);
    return glyph ? QVariant(glyphIcon(*glyph)) : QVariant();
}

} // namespace orrery::views
