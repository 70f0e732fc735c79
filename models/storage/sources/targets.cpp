// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/targets.h"

#include "api/branches/requests.h"
#include "api/core/page_loader.h"
#include "api/databases/requests.h"

#include <algorithm>
#include <tuple>

namespace orrery::models {

namespace {

constexpr qint64 freshSeconds = 3600;

auto placeOf(const StorageTarget &target)
{
    return std::tie(target.organization, target.database, target.branch);
}

QString databaseScope(const QString &organization, const QString &database)
{
    return organization + QLatin1Char('/') + database;
}

} // namespace

StorageTarget storageTarget(const QString &organization, const QString &database, const api::Branch &branch)
{
    return {organization, database, branch.name, branch.id, branch.kind, diskLimits(branch)};
}

StorageTargets::StorageTargets(StoreContext context, OrganizationList *organizations, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_organizations(organizations)
{
    connect(m_organizations, &Store::stateChanged, this, [this]() {
        if (m_waiting && !m_organizations->state().isLoading())
            begin();
    });
}

const StorageTarget *StorageTargets::find(const StorageVolume &volume) const
{
    const auto found = std::find_if(m_targets.cbegin(), m_targets.cend(), [&volume](const StorageTarget &target) {
        return target.organization == volume.organization && target.database == volume.database
            && target.branch == volume.branch;
    });
    return found == m_targets.cend() ? nullptr : &*found;
}

void StorageTargets::refresh()
{
    if (isListing() || m_waiting)
        return;
    const bool fresh =
        m_listedAt.isValid() && m_failures.isEmpty() && m_listedAt.secsTo(m_context.clock->now()) < freshSeconds;
    if (fresh) {
        Q_EMIT finished();
        return;
    }
    m_organizations->open();
    m_waiting = true;
    if (!m_organizations->state().isLoading())
        begin();
}

void StorageTargets::begin()
{
    m_waiting = false;
    m_failures.clear();
    m_found.clear();
    ++m_pending; // so that nothing ends before all have begun
    const QList<api::Organization> organizations = m_organizations->rows();
    for (const api::Organization &organization : organizations)
        listDatabases(organization.name);
    if (const auto &error = m_organizations->state().error)
        end(QString(), tl::unexpected(*error));
    else
        end(QString(), api::Nothing{});
}

void StorageTargets::listDatabases(const QString &organization)
{
    ++m_pending;
    new api::PageLoader<api::Database>(
        m_context.client,
        [organization](const api::PageRequest &page) { return api::databases::list({organization}, {}, page); },
        api::Priority::Background,
        [this, organization](const api::Page<api::Database> &page) {
            for (const api::Database &database : page.items)
                listBranches(organization, database.name);
        },
        [this, organization](const api::Result<api::Nothing> &result) { end(organization, result); }, this);
}

void StorageTargets::listBranches(const QString &organization, const QString &database)
{
    ++m_pending;
    new api::PageLoader<api::Branch>(
        m_context.client,
        [organization, database](const api::PageRequest &page) {
            return api::branches::list({organization, database},
                                       {.search = {}, .production = true, .safeMigrations = {}}, page);
        },
        api::Priority::Background,
        [this, organization, database](const api::Page<api::Branch> &page) {
            for (const api::Branch &branch : page.items)
                m_found.append(storageTarget(organization, database, branch));
        },
        [this, organization, database](const api::Result<api::Nothing> &result) {
            end(databaseScope(organization, database), result);
        },
        this);
}

void StorageTargets::end(const QString &scope, const api::Result<api::Nothing> &result)
{
    if (!result && !result.error().isCanceled())
        m_failures.insert(scope, result.error());
    if (--m_pending > 0)
        return;
    // Where a list failed, what it said last still holds.
    for (const StorageTarget &target : std::as_const(m_targets)) {
        const bool mayBeMissing = m_failures.contains(QString()) || m_failures.contains(target.organization)
            || m_failures.contains(databaseScope(target.organization, target.database));
        const bool known = std::any_of(m_found.cbegin(), m_found.cend(), [&target](const StorageTarget &found) {
            return placeOf(found) == placeOf(target);
        });
        if (mayBeMissing && !known)
            m_found.append(target);
    }
    std::sort(m_found.begin(), m_found.end(),
              [](const StorageTarget &a, const StorageTarget &b) { return placeOf(a) < placeOf(b); });
    m_targets = std::exchange(m_found, {});
    m_listedAt = m_context.clock->now();
    Q_EMIT finished();
}

} // namespace orrery::models
