// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/view/radar.h"

#include "models/auth/accounts.h"
#include "models/branches/branch_places.h"
#include "models/core/aside.h"
#include "models/organizations/organization_list.h"
#include "models/storage/history/history.h"
#include "models/storage/view/radar_columns.h"

#include <algorithm>

namespace orrery::models {

using namespace std::chrono_literals;

namespace {

constexpr auto readAfter = 300ms; // several branches answer in a row
constexpr qsizetype forecastsAtOnce = 24;
constexpr qint64 forecastSeconds = 1800;
constexpr int historyDays = 30;
/// A row stays with its account as long as that reads on: another may be a moment ahead each time.
constexpr qint64 staysSeconds = 1800;

StoreContext contextWithClock(const Clock *clock)
{
    StoreContext context;
    context.clock = clock;
    return context;
}

StorageVolume branchOf(StorageVolume volume)
{
    volume.keyspace = volume.shard = volume.pod = volume.table = QString();
    return volume;
}

} // namespace

QString StorageRadar::idOf(const StorageVolume &volume) const
{
    return QStringList{m_services.value(volume.account, volume.account),
                       volume.organization,
                       volume.database,
                       volume.branch,
                       volume.keyspace,
                       volume.shard,
                       volume.pod}
        .join(QChar(0x1f));
}

StorageRadar::StorageRadar(Accounts *accounts, StorageHistory *history, const Clock *clock, QObject *parent)
    : ListStoreBase(contextWithClock(clock), parent), m_accounts(accounts), m_history(history), m_clock(clock),
      m_model(new RadarModel(
          radarColumns(clock), [this](const RadarVolume &row) { return idOf(row.volume); }, {}, this))
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readAfter);
    connect(&m_readSoon, &QTimer::timeout, this, [this]() {
        const QSet<QString> accountsToRead = std::exchange(m_dirty, {});
        for (const QString &account : accountsToRead)
            readNewest(account);
    });
    connect(m_history, &StorageHistory::added, this, [this](const QList<StorageVolume> &volumes) {
        for (const StorageVolume &volume : volumes) {
            if (!volume.isTable())
                m_dirty.insert(volume.account);
        }
        if (!m_dirty.isEmpty() && !m_readSoon.isActive())
            m_readSoon.start();
    });
    connect(m_history, &StorageHistory::forgotten, this, &StorageRadar::removeVolumes);
    connect(m_accounts, &Accounts::workspaceAdded, this, &StorageRadar::addWorkspace);
    connect(m_accounts, &Accounts::workspaceAboutToBeRemoved, this,
            [this](Workspace *workspace) { removeWorkspace(workspace->facts().id); });
    for (Workspace *workspace : m_accounts->workspaces())
        addWorkspace(workspace);
}

StorageRadar::~StorageRadar() = default;

QString StorageRadar::failureTitle() const
{
    return tr("The storage of your branches could not be read.");
}

void StorageRadar::addWorkspace(Workspace *workspace)
{
    const QString account = workspace->facts().id;
    m_services.insert(account, workspace->hosts().api.authority());
    auto scraper =
        std::make_unique<api::MetricsScraper>(workspace->context().client, m_accounts->services().network, m_clock);
    auto collector = std::make_unique<StorageCollector>(workspace->context(), organizationList(workspace), m_history,
                                                        scraper.get(), this);
    scraper.release()->setParent(collector.get());
    connect(collector.get(), &StorageCollector::changed, this, &StorageRadar::onCollected);
    connect(collector.get(), &StorageCollector::branchChanged, this, &StorageRadar::branchChanged);
    connect(collector.get(), &StorageCollector::targetsChanged, this, [this, account]() {
        // What the branches give of their disks may be new.
        QList<RadarVolume> rows;
        for (RadarVolume row : m_model->rows()) {
            if (!row.accounts.contains(account))
                continue;
            row.limits = limitsOf(row);
            judge(row);
            rows.append(row);
        }
        m_model->upsert(rows);
        countAttention();
    });
    if (m_running)
        collector->start();
    m_collectors.insert_or_assign(account, std::move(collector));
    readNewest(account);
}

void StorageRadar::removeWorkspace(const QString &account)
{
    m_collectors.erase(account);
    QList<StorageVolume> gone;
    for (auto each = m_newest.cbegin(); each != m_newest.cend(); ++each) {
        if (each.key().account == account)
            gone.append(each.key());
    }
    removeVolumes(gone);
}

void StorageRadar::removeVolumes(const QList<StorageVolume> &volumes)
{
    for (const StorageVolume &volume : volumes) {
        m_newest.remove(volume);
        m_forecastAt.remove(volume);
    }
    remake(volumes);
    LoadState state = this->state();
    state.loaded = m_model->rows().size();
    setState(state);
    Q_EMIT changed();
}

void StorageRadar::start()
{
    m_running = true;
    for (const auto &[account, collector] : m_collectors)
        collector->start();
    Q_EMIT changed();
}

void StorageRadar::stop()
{
    m_running = false;
    for (const auto &[account, collector] : m_collectors)
        collector->stop();
    Q_EMIT changed();
}

void StorageRadar::loadKept()
{
    for (const auto &[account, collector] : m_collectors)
        readNewest(account);
}

void StorageRadar::startLoading(api::Priority)
{
    for (const auto &[account, collector] : m_collectors)
        collector->collect();
    onCollected();
}

void StorageRadar::onCollected()
{
    const bool busy = std::any_of(m_collectors.cbegin(), m_collectors.cend(),
                                  [](const auto &each) { return each.second->isCollecting(); });
    LoadState state = this->state();
    const LoadState before = state;
    if (busy) {
        state.phase = LoadState::Phase::Loading;
    } else {
        QDateTime newest;
        for (const auto &[account, collector] : m_collectors)
            newest = std::max(newest, collector->collectedAt());
        const QList<StorageCollector::Failure> failed = failures();
        const bool nothingLoaded = !failed.isEmpty() && m_model->rows().isEmpty();
        state.phase = nothingLoaded ? LoadState::Phase::Failed : LoadState::Phase::Ready;
        state.error = nothingLoaded ? std::optional(failed.first().error) : std::nullopt;
        state.hasContent = state.hasContent || !nothingLoaded;
        state.fetchedAt = newest;
        state.loaded = m_model->rows().size();
    }
    if (state.phase != before.phase || state.fetchedAt != before.fetchedAt || state.loaded != before.loaded)
        setState(state);
    Q_EMIT changed();
}

StorageCollector *StorageRadar::collector(const QString &account) const
{
    const auto found = m_collectors.find(account);
    return found == m_collectors.cend() ? nullptr : found->second.get();
}

QList<StorageCollector::Failure> StorageRadar::failures() const
{
    QList<StorageCollector::Failure> failures;
    for (const auto &[account, collector] : m_collectors)
        failures += collector->failures();
    return failures;
}

QList<StorageCollector::LeftOut> StorageRadar::leftOut() const
{
    QList<StorageCollector::LeftOut> all;
    for (const auto &[account, collector] : m_collectors)
        all += collector->leftOut();
    return all;
}

void StorageRadar::collectBranch(const QString &account, const StorageTarget &target)
{
    if (const auto collector = m_collectors.find(account); collector != m_collectors.cend())
        collector->second->collectBranch(target);
}

LoadState StorageRadar::branchState(const QString &account, const StorageTarget &target) const
{
    LoadState state;
    if (const auto collector = m_collectors.find(account); collector != m_collectors.cend())
        state = collector->second->branchState(target);
    StorageVolume branch;
    branch.account = account;
    branch.organization = target.organization;
    branch.database = target.database;
    branch.branch = target.branch;
    state.loaded = ofBranch(branch).size();
    state.hasContent = state.loaded > 0;
    if (state.phase == LoadState::Phase::Idle && state.hasContent)
        state.phase = LoadState::Phase::Stale;
    return state;
}

QList<RadarVolume> StorageRadar::ofBranch(const StorageVolume &volume) const
{
    QList<RadarVolume> rows;
    const QString wanted = idOf(branchOf(volume));
    for (RadarVolume row : m_model->rows()) {
        if (idOf(branchOf(row.volume)) != wanted)
            continue;
        if (row.accounts.contains(volume.account))
            row.volume.account = volume.account;
        rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [](const RadarVolume &a, const RadarVolume &b) { return a.volume < b.volume; });
    return rows;
}

DiskLimits StorageRadar::limitsOf(const RadarVolume &row) const
{
    const QList<StorageVolume> volumes = row.volumes();
    for (const StorageVolume &volume : volumes) {
        const auto collector = m_collectors.find(volume.account);
        const StorageTarget *target = collector == m_collectors.cend() ? nullptr : collector->second->targetOf(volume);
        if (target)
            return target->limits;
    }
    return {};
}

void StorageRadar::setRiskRule(const std::function<RiskRule(const StorageVolume &)> &rule)
{
    m_rule = rule;
    judgeAll();
}

void StorageRadar::judge(RadarVolume &row) const
{
    row.risk = riskOf(row.point, row.forecast, row.limits, m_clock->now(), m_rule ? m_rule(row.volume) : RiskRule());
}

void StorageRadar::judgeAll()
{
    QList<RadarVolume> rows = m_model->rows();
    for (RadarVolume &row : rows)
        judge(row);
    m_model->upsert(rows);
    countAttention();
}

void StorageRadar::readNewest(const QString &account)
{
    const bool isSignedIn = m_collectors.contains(account);
    m_history->latest(account, this, [this, account, isSignedIn](const QList<StorageReading> &readings) {
        if (!isSignedIn || m_collectors.contains(account)) // it may have signed out meanwhile
            show(readings);
    });
}

void StorageRadar::show(const QList<StorageReading> &readings)
{
    if (readings.isEmpty())
        return;
    QList<StorageVolume> volumes;
    volumes.reserve(readings.size());
    for (const StorageReading &reading : readings) {
        m_newest.insert(reading.volume, reading);
        volumes.append(reading.volume);
    }
    remake(volumes);
    LoadState state = this->state();
    state.hasContent = true;
    state.loaded = m_model->rows().size();
    if (state.phase == LoadState::Phase::Idle)
        state.phase = LoadState::Phase::Stale;
    setState(state);
    forecastSome();
}

std::optional<RadarVolume> StorageRadar::rowOf(const StorageVolume &volume) const
{
    // The account itself may have no collector: what was imported, or kept of an account that is not signed in.
    QStringList accounts;
    for (const auto &[account, collector] : m_collectors)
        accounts.append(account);
    if (!accounts.contains(volume.account))
        accounts.append(volume.account);
    QList<StorageReading> seen;
    for (const QString &account : std::as_const(accounts)) {
        StorageVolume through = volume;
        through.account = account;
        const auto newest = m_newest.constFind(through);
        if (newest != m_newest.cend() && idOf(through) == idOf(volume))
            seen.append(*newest);
    }
    if (seen.isEmpty())
        return std::nullopt;
    std::stable_sort(seen.begin(), seen.end(),
                     [](const StorageReading &a, const StorageReading &b) { return a.point.at > b.point.at; });
    const RadarVolume *known = find(volume);
    RadarVolume row = known ? *known : RadarVolume();
    const auto stays = std::find_if(seen.cbegin(), seen.cend(), [&row, &seen](const StorageReading &each) {
        return each.volume.account == row.volume.account
            && each.point.at.secsTo(seen.constFirst().point.at) < staysSeconds;
    });
    const StorageReading shown = stays == seen.cend() ? seen.constFirst() : *stays;
    row.volume = shown.volume;
    row.role = shown.role;
    takeReading(row, shown.point);
    row.accounts = {shown.volume.account};
    row.sources = {shown.point.source};
    for (const StorageReading &each : std::as_const(seen)) {
        if (!row.accounts.contains(each.volume.account))
            row.accounts.append(each.volume.account);
        for (const StorageSource source : QList<StorageSource>{each.point.source} + m_history->sources(each.volume)) {
            if (!row.sources.contains(source))
                row.sources.append(source);
        }
    }
    row.limits = limitsOf(row);
    judge(row);
    return row;
}

void StorageRadar::remake(const QList<StorageVolume> &volumes)
{
    QList<RadarVolume> rows;
    rows.reserve(volumes.size());
    for (const StorageVolume &volume : volumes) {
        if (volume.isTable())
            continue;
        if (const auto row = rowOf(volume))
            rows.append(*row);
        else
            m_model->remove(idOf(volume));
    }
    m_model->upsert(rows);
    countAttention();
}

void StorageRadar::forecastSome()
{
    if (m_forecasting)
        return;
    // A forecast over weeks does not change in five minutes; a few at a time keep the memory small.
    const QDateTime now = m_clock->now();
    QList<StorageVolume> due;
    QList<DiskLimits> limits;
    for (const RadarVolume &row : m_model->rows()) {
        const QDateTime at = m_forecastAt.value(row.volume);
        if (at.isValid() && at.secsTo(now) < forecastSeconds)
            continue;
        due.append(row.volume);
        limits.append(row.limits);
        if (due.size() == forecastsAtOnce)
            break;
    }
    if (due.isEmpty()) {
        Q_EMIT updated();
        return;
    }
    m_forecasting = true;
    for (const StorageVolume &volume : std::as_const(due))
        m_forecastAt.insert(volume, now);
    m_history->readingsSince(
        due, now.addDays(-historyDays), this, [this, limits, now](const QList<StorageSeries> &histories) {
            using Forecasts = QList<std::pair<StorageVolume, StorageForecast>>;
            runAside(
                this,
                [histories, limits, now]() {
                    Forecasts forecasts;
                    for (qsizetype i = 0; i < histories.size(); ++i) {
                        const StorageSeries &history = histories.at(i);
                        forecasts.append({history.volume, forecastStorage(history.points, now, limits.value(i))});
                    }
                    return forecasts;
                },
                [this](const Forecasts &forecasts) { takeForecasts(forecasts); });
        });
}

void StorageRadar::takeForecasts(const QList<std::pair<StorageVolume, StorageForecast>> &forecasts)
{
    m_forecasting = false;
    QList<RadarVolume> rows;
    for (const auto &[volume, forecast] : forecasts) {
        const RadarVolume *known = find(volume);
        if (!known)
            continue; // its account has gone meanwhile
        RadarVolume row = *known;
        row.forecast = forecast;
        judge(row);
        rows.append(row);
    }
    m_model->upsert(rows);
    countAttention();
    forecastSome();
}

void StorageRadar::countAttention()
{
    const auto &rows = m_model->rows();
    const auto count = int(
        std::count_if(rows.cbegin(), rows.cend(), [](const RadarVolume &row) { return row.risk.needsAttention(); }));
    if (count == m_attention)
        return;
    m_attention = count;
    Q_EMIT changed();
}

} // namespace orrery::models
