// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace orrery::api {

// Where something is, by names. Made from braces, `backups::list({organization, database, branch})`: too few names, or a
// search term in the place of one, do not compile.

struct OrganizationRef
{
    QString organization;

    /// The arguments of a path that begins here.
    template<class... Names>
    [[nodiscard]] QStringList path(const Names &...further) const
    {
        return {organization, further...};
    }
    friend bool operator==(const OrganizationRef &, const OrganizationRef &) = default;
};

struct DatabaseRef
{
    QString organization;
    QString database;

    template<class... Names>
    [[nodiscard]] QStringList path(const Names &...further) const
    {
        return {organization, database, further...};
    }
    friend bool operator==(const DatabaseRef &, const DatabaseRef &) = default;
};

struct BranchRef
{
    QString organization;
    QString database;
    QString branch;

    template<class... Names>
    [[nodiscard]] QStringList path(const Names &...further) const
    {
        return {organization, database, branch, further...};
    }
    friend bool operator==(const BranchRef &, const BranchRef &) = default;
};

} // namespace orrery::api
