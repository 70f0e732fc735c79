// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace orrery::views {

class ViewRegistry;

/// Adds the icons to the sidebar's rows, and keeps tool tips from being taken for HTML.
class SidebarProxy final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    /// `views` outlives this.
    SidebarProxy(const ViewRegistry *views, QObject *parent) : QIdentityProxyModel(parent), m_views(views) {}
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const ViewRegistry *m_views;
};

} // namespace orrery::views
