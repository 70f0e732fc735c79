// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/result.h"
#include "api/databases/database.h"
#include "models/core/store_context.h"
#include "models/organizations/organization_list.h"
#include "models/storage/forecast/disk_limits.h"

#include <QHash>
#include <QObject>

namespace orrery::models {

/// A branch whose storage is followed.
struct StorageTarget
{
    QString organization;
    QString database;
    QString branch;
    QString branchId;
    api::OpenEnum<api::DatabaseKind> kind;
    DiskLimits limits;
    friend bool operator==(const StorageTarget &, const StorageTarget &) = default;
};

/// The target a branch is.
StorageTarget storageTarget(const QString &organization, const QString &database, const api::Branch &branch);

/// Which branches of an account are followed: the production branches of every database, as the service lists them. Takes
/// one request for each hundred databases and one for each database, in the background. Nothing is kept of the lists
/// themselves.
class StorageTargets final : public QObject
{
    Q_OBJECT
public:
    /// `organizations` outlives this and is opened here.
    StorageTargets(StoreContext context, OrganizationList *organizations, QObject *parent = nullptr);

    /// Lists again when the last list is older than an hour, or was not complete. Ends with finished() in any case.
    void refresh();
    [[nodiscard]] bool isListing() const { return m_pending > 0; }
    /// In the order of organization, database and branch.
    [[nodiscard]] const QList<StorageTarget> &targets() const { return m_targets; }
    [[nodiscard]] const StorageTarget *find(const StorageVolume &volume) const;
    /// What could not be listed: the organization ("acme") or database ("acme/shop"), and why.
    [[nodiscard]] const QHash<QString, api::ApiError> &failures() const { return m_failures; }

Q_SIGNALS:
    /// All lists have ended; what failed kept its earlier targets.
    void finished();

private:
    void listDatabases(const QString &organization);
    void listBranches(const QString &organization, const QString &database);
    void begin();
    void end(const QString &scope, const api::Result<api::Nothing> &result);

    StoreContext m_context;
    OrganizationList *m_organizations;
    QList<StorageTarget> m_targets;
    QList<StorageTarget> m_found; ///< by the listing under way
    QHash<QString, api::ApiError> m_failures;
    QDateTime m_listedAt;
    int m_pending = 0; ///< lists under way
    bool m_waiting = false; ///< for the organizations
};

} // namespace orrery::models
