// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/view.h"

#include "api/backups/requests.h"
#include "api/clusters/requests.h"
#include "api/core/page_loader.h"
#include "api/deploy_requests/requests.h"
#include "models/auth/accounts.h"
#include "models/core/text.h"
#include "models/storage/history/history.h"
#include "models/storage/view/events.h"

#include <algorithm>

namespace orrery::models {

namespace {

constexpr int tableDays = 30;
constexpr int eventDays = 90;

bool areOfOneBranch(const StorageVolume &a, const StorageVolume &b)
{
    return a.account == b.account && a.organization == b.organization && a.database == b.database
        && a.branch == b.branch;
}

/// Whether both are volumes of one keyspace, or pods of one branch.
bool areSiblings(const StorageVolume &a, const StorageVolume &b)
{
    return areOfOneBranch(a, b) && a.keyspace == b.keyspace && !b.isTable();
}

} // namespace

StorageView::StorageView(Accounts *accounts, StorageRadar *radar, const Clock *clock, QObject *parent)
    : QObject(parent), m_accounts(accounts), m_radar(radar), m_clock(clock)
{
    connect(m_radar->history(), &StorageHistory::added, this, [this](const QList<StorageVolume> &volumes) {
        const bool isOwn = std::any_of(volumes.cbegin(), volumes.cend(), [this](const StorageVolume &volume) {
            return volume == m_volume || (m_siblingsWanted && areSiblings(m_volume, volume));
        });
        const bool tables = std::any_of(volumes.cbegin(), volumes.cend(), [this](const StorageVolume &volume) {
            return volume.isTable() && areOfOneBranch(m_volume, volume);
        });
        if (isOwn)
            load();
        if (tables)
            loadTables();
    });
    connect(m_radar, &StorageRadar::updated, this, &StorageView::changed);
}

void StorageView::setVolume(const StorageVolume &volume)
{
    if (volume == m_volume)
        return;
    const bool sameBranch = areOfOneBranch(volume, m_volume);
    const bool sameKeyspace = sameBranch && volume.keyspace == m_volume.keyspace;
    m_volume = volume;
    m_series = {};
    m_siblings.clear();
    m_events.clear();
    if (!sameBranch) {
        m_tables = {};
        askEvents();
        loadTables();
    }
    if (!sameKeyspace)
        askResizes();
    load();
}

void StorageView::setSpan(const QDateTime &from, const QDateTime &to, int maxPoints)
{
    if (from == m_from && to == m_to && maxPoints == m_maxPoints)
        return;
    m_from = from;
    m_to = to;
    m_maxPoints = maxPoints;
    load();
}

void StorageView::setSiblingsWanted(bool wanted)
{
    if (wanted == m_siblingsWanted)
        return;
    m_siblingsWanted = wanted;
    if (!wanted)
        m_siblings.clear();
    load();
}

qsizetype StorageView::siblingCount() const
{
    return siblingVolumes().size();
}

QList<StorageVolume> StorageView::siblingVolumes() const
{
    QList<StorageVolume> volumes;
    const QList<RadarVolume> rows = m_radar->ofBranch(m_volume);
    for (const RadarVolume &row : rows) {
        if (areSiblings(m_volume, row.volume))
            volumes.append(row.volume);
    }
    return volumes;
}

StorageForecast StorageView::forecast() const
{
    const RadarVolume *known = row();
    return known ? known->forecast : StorageForecast();
}

QList<StorageRemedy> StorageView::remedies() const
{
    const RadarVolume *known = row();
    if (!known)
        return {};
    const Workspace *current = workspace();
    return current ? storageRemedies(known->limits, m_volume, known->point.capacityBytes, m_tables.artefactBytes,
                                     current->hosts().app)
                   : storageRemedies(known->limits, m_volume, known->point.capacityBytes, m_tables.artefactBytes);
}

QStringList StorageView::accountLabels() const
{
    QStringList labels;
    const RadarVolume *known = row();
    for (const QString &account : known ? known->accounts : QStringList()) {
        if (const Workspace *each = m_accounts->workspace(account))
            labels.append(each->facts().label);
    }
    return labels;
}

Workspace *StorageView::workspace() const
{
    return m_accounts->workspace(m_volume.account);
}

void StorageView::load()
{
    if (m_volume == StorageVolume())
        return;
    const quint64 generation = ++m_generation;
    m_loading = true;
    m_radar->history()->load(m_volume, m_from, m_to, m_maxPoints, this,
                             [this, generation](const StorageSeries &series) {
                                 if (generation != m_generation)
                                     return;
                                 m_series = series;
                                 m_loading = false;
                                 showEvents();
                             });
    if (!m_siblingsWanted)
        return;
    const QList<StorageVolume> volumes = siblingVolumes();
    const auto found = std::make_shared<QList<StorageSeries>>();
    for (const StorageVolume &volume : volumes) {
        m_radar->history()->load(volume, m_from, m_to, m_maxPoints, this,
                                 [this, generation, found, expected = volumes.size()](const StorageSeries &series) {
                                     found->append(series);
                                     if (generation != m_generation || found->size() < expected)
                                         return;
                                     m_siblings = *found;
                                     Q_EMIT changed();
                                 });
    }
}

void StorageView::loadTables()
{
    if (m_volume == StorageVolume())
        return;
    const QDateTime now = m_clock->now();
    m_radar->history()->tables(m_volume.account, m_volume.organization, m_volume.database, m_volume.branch,
                               now.addDays(-tableDays), now, this,
                               [this, asked = m_volume](const QList<StorageTableSizes> &sizes) {
                                   // Another shard has the same tables.
                                   if (!areOfOneBranch(asked, m_volume))
                                       return;
                                   QList<TableSample> samples;
                                   samples.reserve(sizes.size());
                                   for (const StorageTableSizes &size : sizes) {
                                       if (size.first.usedBytes && size.last.usedBytes)
                                           samples.append({size.volume, *size.first.usedBytes, size.first.at,
                                                           *size.last.usedBytes, size.last.at});
                                   }
                                   m_tables = summarizeTables(samples);
                                   Q_EMIT changed();
                               });
}

template<class T, class Factory>
void StorageView::ask(QList<T> StorageView::*rows, quint64 StorageView::*generation, Factory factory)
{
    (this->*rows).clear();
    const Workspace *current = workspace();
    // Marks on an axis are no reason to report an error: what cannot be read is not marked.
    if (!current || m_volume.branch.isEmpty() || !m_accounts->mayAsk(m_volume.account, factory({})))
        return;
    const quint64 asked = this->*generation;
    new api::PageLoader<T>(
        current->context().client, factory, api::Priority::Background,
        [this, rows, generation, asked](const api::Page<T> &page) {
            if (asked == this->*generation)
                this->*rows += page.items;
        },
        [this, generation, asked](const api::Result<api::Nothing> &) {
            if (asked == this->*generation)
                showEvents();
        },
        this);
}

void StorageView::askEvents()
{
    ++m_branchGeneration;
    const QDateTime now = m_clock->now();
    const QDateTime from = now.addDays(-eventDays);
    api::deploy_requests::ListFilter deployed;
    deployed.state = QStringLiteral("deployed");
    deployed.intoBranch = m_volume.branch;
    deployed.deployedAt = {from, now};
    ask(&StorageView::m_deployed, &StorageView::m_branchGeneration,
        [volume = m_volume, deployed](const api::PageRequest &page) {
            return api::deploy_requests::list({volume.organization, volume.database}, deployed, page);
        });
    api::backups::ListFilter finished;
    finished.state = api::BackupState::Success;
    finished.from = from;
    ask(&StorageView::m_backups, &StorageView::m_branchGeneration,
        [volume = m_volume, finished](const api::PageRequest &page) {
            return api::backups::list({volume.organization, volume.database, volume.branch}, finished, page);
        });
}

void StorageView::askResizes()
{
    ++m_resizeGeneration;
    m_resizes.clear();
    m_changes.clear();
    // Only Vitess has keyspaces. There are few resizes, and a range of completion would leave out the one that runs.
    if (!m_volume.keyspace.isEmpty()) {
        ask(&StorageView::m_resizes, &StorageView::m_resizeGeneration,
            [volume = m_volume](const api::PageRequest &page) {
                return api::clusters::keyspaceResizes({volume.organization, volume.database, volume.branch},
                                                      volume.keyspace, {}, page);
            });
    } else if (const RadarVolume *known = row(); !known || known->limits.engine != DiskLimits::Engine::Vitess) {
        ask(&StorageView::m_changes, &StorageView::m_resizeGeneration,
            [volume = m_volume](const api::PageRequest &page) {
                return api::clusters::branchChanges({volume.organization, volume.database, volume.branch}, page);
            });
    }
}

void StorageView::showEvents()
{
    QList<StorageEvent> events = deploymentEvents(m_deployed, m_volume) + backupEvents(m_backups, m_volume)
        + resizeEvents(m_resizes, m_volume) + changeEvents(m_changes, m_volume)
        + capacityEvents(m_series, m_volume, m_changes);
    if (const RadarVolume *known = row(); known && known->limits.readOnlySince.isValid()) {
        events.append({StorageEvent::Kind::ReadOnly,
                       known->limits.readOnlySince,
                       tr("Read-only: %1").arg(visibleText(known->limits.readOnlyReason)),
                       {}});
    }
    const QDateTime from = m_from.isValid() || m_series.points.isEmpty() ? m_from : m_series.points.first().at;
    erase_if(events, [&](const StorageEvent &event) { return from.isValid() && event.at < from; });
    std::sort(events.begin(), events.end(), [](const StorageEvent &a, const StorageEvent &b) { return a.at < b.at; });
    m_events = events;
    Q_EMIT changed();
}

} // namespace orrery::models
