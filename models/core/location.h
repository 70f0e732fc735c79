// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QUrl>

#include <optional>

namespace orrery::models {

/// A place in the window: what history, breadcrumb, sidebar, links and the palette speak of. A value.
struct Location
{
    enum class Page : quint8 { Welcome, Organizations, Organization, Database, Branch, DeployRequest, Activity };

    Page page = Page::Welcome;
    QString account; ///< account id; empty means the only or current one
    QString organization;
    QString database;
    QString branch;
    qint64 number = 0; ///< of the deploy request
    QString tab; ///< id of the page's tab; empty: its first

    [[nodiscard]] Location withTab(const QString &id) const
    {
        Location copy = *this;
        copy.tab = id;
        return copy;
    }
    /// The place one level up in the breadcrumb; none for top-level pages.
    [[nodiscard]] std::optional<Location> parent() const;
    /// Same page, whatever the tab.
    [[nodiscard]] bool samePage(const Location &other) const { return withTab({}) == other.withTab({}); }

    static Location organizationPage(const QString &account, const QString &organization);
    static Location databasePage(const QString &account, const QString &organization, const QString &database,
                                 const QString &tab = {});
    static Location branchPage(const QString &account, const QString &organization, const QString &database,
                               const QString &branch, const QString &tab = {});
    static Location deployRequestPage(const QString &account, const QString &organization, const QString &database,
                                      qint64 number, const QString &tab = {});

    /// orrery://acme/shop/deploy-requests/42 and https://app.planetscale.com/acme/shop/deploy-requests/42; nothing else.
    /// A link only ever opens a page.
    static std::optional<Location> fromUrl(const QUrl &url);
    [[nodiscard]] QUrl toUrl() const;

    friend bool operator==(const Location &, const Location &) = default;
};

} // namespace orrery::models

Q_DECLARE_METATYPE(orrery::models::Location)
