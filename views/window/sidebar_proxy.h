// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace orrery::models {
class Accounts;
}

namespace orrery::views {

class ViewRegistry;

/// Adds the icons to the sidebar's rows, and keeps tool tips from being taken for HTML.
class SidebarProxy final : public QIdentityProxyModel
{
    Q_OBJECT
public:
    /// Both outlive this; without accounts none has a color.
    SidebarProxy(const ViewRegistry *views, const models::Accounts *accounts, QObject *parent)
        : QIdentityProxyModel(parent), m_views(views), m_accounts(accounts)
    {}
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const ViewRegistry *m_views;
    const models::Accounts *m_accounts;
};

} // namespace orrery::views
