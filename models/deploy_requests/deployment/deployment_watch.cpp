// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/deployment_watch.h"

#include "api/core/connectivity.h"
#include "models/core/local_database.h"
#include "models/core/workspace.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/request/deploy_request_reads.h"
#include "models/deploy_requests/request/deploy_request_store.h"

#include <QDataStream>

#include <algorithm>

namespace orrery::models {

using namespace std::chrono_literals;

namespace {

constexpr auto pace = 15s;

CacheKey keptUnder(const StoreContext &context)
{
    return {context.account, QStringLiteral("followed_deployments"), {}};
}

struct KeptEntry
{
    Location place;
    DeploymentMemory memory;
};

CacheEntry encoded(const QString &key, const KeptEntry &entry)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << organizationOf(entry.place) << databaseOf(entry.place) << requestNumberOf(entry.place)
           << entry.memory.deployment << entry.memory.announced;
    return {key, bytes};
}

std::optional<KeptEntry> decoded(const StoreContext &context, const QByteArray &bytes)
{
    KeptEntry entry;
    QString organization;
    QString database;
    qint64 number = 0;
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_4);
    stream >> organization >> database >> number >> entry.memory.deployment >> entry.memory.announced;
    if (stream.status() != QDataStream::Ok || organization.isEmpty() || database.isEmpty() || number <= 0)
        return std::nullopt;
    entry.place = deployRequestPlace(context.account, organization, database, number);
    return entry;
}

} // namespace

DeploymentWatch::DeploymentWatch(StoreContext context, QObject *parent, std::unique_ptr<PollTimer> timer)
    : QObject(parent), m_context(std::move(context))
{
    m_poller = new Poller(
        m_context.clock,
        [this](bool) {
            return askedByItself().isEmpty() ? std::nullopt : std::optional<std::chrono::milliseconds>(pace);
        },
        std::move(timer), this);
    connect(m_poller, &Poller::due, this, &DeploymentWatch::ask);
    if (m_context.connectivity) {
        m_poller->setOnline(m_context.connectivity->isOnline());
        connect(m_context.connectivity, &api::Connectivity::onlineChanged, m_poller, &Poller::setOnline);
    }
    restore();
}

DeploymentWatch::~DeploymentWatch() = default;

QString DeploymentWatch::keyOf(const Location &place)
{
    // Names hold no slash; should one, two places would be taken for one and tell a little less.
    return organizationOf(place) + QLatin1Char('/') + databaseOf(place) + QLatin1Char('/')
        + place.value(requestNumberParameter);
}

DeploymentWatch::Entry &DeploymentWatch::entryOf(const Location &place)
{
    Entry &entry = m_entries[keyOf(place)];
    if (entry.place == Location())
        entry.place = place;
    return entry;
}

QList<Location> DeploymentWatch::followed() const
{
    QList<Location> places;
    for (const Entry &entry : m_entries) {
        if (entry.followed)
            places.append(entry.place);
    }
    return places;
}

void DeploymentWatch::watch(RequestActions *actions)
{
    DeployRequestStore *store = actions->store();
    const Location place =
        deployRequestPlace(m_context.account, store->organization(), store->database(), store->number());
    const QString key = keyOf(place);
    ++entryOf(place).pages;
    const auto examineRequest = [this, store, key]() {
        // What was kept of another day is no news; the service's answer is.
        if (store->request() && store->state().phase == LoadState::Phase::Ready && !store->isBusy())
            look(key, *store->request());
    };
    connect(store, &DeployRequestStore::changed, this, examineRequest);
    connect(actions, &RequestActions::finished, this,
            [this, store, key](DeployRequestAction action, const ActionResult &result) {
                const bool sent = result.kind == ActionResult::Kind::Done || result.kind == ActionResult::Kind::Unknown;
                if (sent && setsOff(action) && store->request())
                    follow(key, *store->request());
            });
    connect(store, &QObject::destroyed, this, [this, key]() {
        const auto entry = m_entries.find(key);
        if (entry == m_entries.end())
            return;
        --entry->pages;
        if (entry->pages > 0)
            return;
        if (entry->followed)
            m_poller->answered(); // asked for by itself from now on
        else
            m_entries.erase(entry); // what happens until somebody opens it again is no news then
    });
    examineRequest();
}

void DeploymentWatch::look(const QString &key, const api::DeployRequest &request)
{
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end())
        return;
    const DeploymentMemory before = entry->memory;
    const QDateTime now = m_context.clock->now();
    const auto event = nextEvent(request, now, entry->memory);
    const Location place = entry->place;
    const bool followed = entry->followed;
    if (followed && !(before == entry->memory))
        keep();
    if (followed && isTerminal(deploymentStateOf(request)))
        unfollow(key);
    if (event)
        Q_EMIT happened(describeEvent(*event, request, databaseOf(place), now), place);
}

void DeploymentWatch::follow(const QString &key, const api::DeployRequest &request)
{
    Entry &entry = m_entries[key];
    if (entry.followed || isTerminal(deploymentStateOf(request)))
        return;
    entry.followed = true;
    // From the start, so that everything that happens is news.
    const QString id = deploymentOrNone(request).id;
    if (entry.memory.deployment.isEmpty() && !id.isEmpty())
        entry.memory = {id, 0};
    keep();
    Q_EMIT followedChanged();
    m_poller->answered();
}

void DeploymentWatch::unfollow(const QString &key)
{
    m_entries[key].followed = false;
    keep();
    Q_EMIT followedChanged();
}

QStringList DeploymentWatch::askedByItself() const
{
    QStringList keys;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->followed && entry->pages == 0)
            keys.append(entry.key());
    }
    return keys;
}

void DeploymentWatch::ask()
{
    const QStringList keys = askedByItself();
    m_awaited = int(keys.size());
    m_failed = true;
    if (keys.isEmpty())
        onAnswered(true);
    for (const QString &key : keys) {
        const Location &place = m_entries[key].place;
        auto *job = m_context.client->send(
            deploy_request_reads::get(organizationOf(place), databaseOf(place), requestNumberOf(place)), this,
            api::Priority::Background);
        job->then(this, [this, key](const api::Result<api::DeployRequest> &result) {
            if (result) {
                look(key, *result);
            } else if (result.error().status == 404) {
                unfollow(key); // deleted with its database, or no longer ours to see
            }
            --m_awaited;
            onAnswered(result.has_value());
        });
    }
}

void DeploymentWatch::onAnswered(bool succeeded)
{
    m_failed = m_failed && !succeeded;
    if (m_awaited <= 0)
        m_poller->answered(!m_failed);
}

void DeploymentWatch::restore()
{
    if (!m_context.database) {
        m_restored = true;
        return;
    }
    m_context.database->load(keptUnder(m_context), this, [this](const CachedList &kept) {
        for (const CacheEntry &each : kept.entries) {
            const auto entry = decoded(m_context, each.bytes);
            if (!entry)
                continue;
            Entry &mine = entryOf(entry->place);
            // A page may have looked at it already; what was announced before counts all the same.
            if (mine.memory.deployment == entry->memory.deployment)
                mine.memory.announced |= entry->memory.announced;
            else if (mine.memory.deployment.isEmpty())
                mine.memory = entry->memory;
            mine.followed = true;
        }
        m_restored = true;
        if (kept.entries.isEmpty())
            return;
        Q_EMIT followedChanged();
        ask(); // at once: much may have happened meanwhile
    });
}

void DeploymentWatch::keep()
{
    if (!m_context.database || !m_restored)
        return;
    QList<std::pair<QString, KeptEntry>> entries;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->followed)
            entries.append({entry.key(), {entry->place, entry->memory}});
    }
    m_context.database->store(
        keptUnder(m_context),
        [entries]() {
            QList<CacheEntry> list;
            for (const auto &[key, entry] : entries)
                list.append(encoded(key, entry));
            return list;
        },
        m_context.clock->now());
}

DeploymentWatch *deploymentWatch(Workspace *workspace)
{
    return workspace->store<DeploymentWatch>(
        {QStringLiteral("deployment_watch")},
        [](const StoreContext &context, QObject *parent) { return new DeploymentWatch(context, parent); });
}

} // namespace orrery::models
