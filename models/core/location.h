// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QUrl>

#include <optional>

namespace orrery::models {

/// What a comparison of schemas has on one side: a branch, or a snapshot kept on this computer. A value.
struct SchemaSide
{
    QString organization;
    QString database;
    QString branch;
    QString snapshot; ///< id of the snapshot; the names are empty then

    [[nodiscard]] bool isSnapshot() const { return !snapshot.isEmpty(); }
    /// Nothing is chosen yet.
    [[nodiscard]] bool isEmpty() const { return snapshot.isEmpty() && branch.isEmpty(); }

    static SchemaSide ofBranch(const QString &organization, const QString &database, const QString &branch)
    {
        return {organization, database, branch, {}};
    }
    static SchemaSide ofSnapshot(const QString &id) { return {{}, {}, {}, id}; }

    friend bool operator==(const SchemaSide &, const SchemaSide &) = default;
};

/// A place in the window: what history, breadcrumb, sidebar, links and the palette speak of. A value.
struct Location
{
    enum class Page : quint8 {
        Welcome,
        Organizations,
        Organization,
        Database,
        Branch,
        DeployRequest,
        Activity,
        Storage, ///< of all accounts
        NewDeployRequest, ///< of `branch`, which may be empty: it is chosen there
        Compare, ///< of `from` and `to`, each of which may be empty likewise; below a database
    };

    Page page = Page::Welcome;
    QString account; ///< account id; empty means the only or current one
    QString organization;
    QString database;
    QString branch;
    qint64 number = 0; ///< of the deploy request
    QString tab; ///< id of the page's tab; empty: its first
    SchemaSide from; ///< of a comparison: the side before
    SchemaSide to; ///< and the side after

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
    static Location newDeployRequestPage(const QString &account, const QString &organization, const QString &database,
                                         const QString &branch = {});
    /// `organization` and `database` say where the page stands; the sides may be anywhere in the account.
    static Location comparePage(const QString &account, const QString &organization, const QString &database,
                                const SchemaSide &from = {}, const SchemaSide &to = {});

    /// orrery://acme/shop/deploy-requests/42 and https://app.planetscale.com/acme/shop/deploy-requests/42; nothing else.
    /// Of our own pages only orrery://acme/shop/deploy-requests/new?branch=add-loyalty and
    /// orrery://acme/shop/compare?from=acme/shop/main&to=~/SNAPSHOT. A link only ever opens a page.
    static std::optional<Location> fromUrl(const QUrl &url);
    [[nodiscard]] QUrl toUrl() const;

    friend bool operator==(const Location &, const Location &) = default;
};

} // namespace orrery::models

Q_DECLARE_METATYPE(orrery::models::Location)
Q_DECLARE_METATYPE(orrery::models::SchemaSide)
