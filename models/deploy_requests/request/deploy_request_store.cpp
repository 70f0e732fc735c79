// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_store.h"

#include "api/core/connectivity.h"
#include "models/core/services.h"
#include "models/core/text.h"
#include "models/deploy_requests/request/deploy_request_store_requests.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/readings.h"

namespace orrery::models {

namespace {

// The HTML the service sends beside each text is never shown; a large diff would weigh three times as much with it.
void dropHtml(api::DeployRequest &request)
{
    request.htmlBody = QString();
    if (!request.deployment)
        return;
    for (api::DeployOperation &operation : request.deployment->deployOperations)
        operation.syntaxHighlightedDdl = QString();
    for (api::DeployOperationSummary &summary : request.deployment->deployOperationSummaries)
        summary.syntaxHighlightedDdl = QString();
}

/// Operations, summaries and diffs together of which the rows are made at once: fewer are quicker made than handed over.
constexpr qsizetype mostPartsAtOnce = 100;

api::Result<api::DeployRequest> decodeRequest(const QByteArray &body)
{
    auto request = api::Codec<api::DeployRequest>::decode(body);
    if (request)
        dropHtml(*request);
    return request;
}

api::Result<QList<api::TableDiff>> decodeDiff(const QByteArray &body)
{
    auto diffs = api::Codec<api::TableDiff>::decodeData(body);
    if (diffs) {
        for (api::TableDiff &diff : *diffs)
            diff.html = QString();
    }
    return diffs;
}

} // namespace

namespace deploy_request_store {

api::Request<api::DeployRequest> withoutHtml(api::Request<api::DeployRequest> request)
{
    request.decode = &decodeRequest;
    return request;
}

api::Request<api::DeployRequest> getRequest(const QString &organization, const QString &database, qint64 number)
{
    return withoutHtml(api::deploy_requests::get({organization, database}, number));
}

api::Request<QList<api::TableDiff>> diffRequest(const QString &organization, const QString &database, qint64 number)
{
    auto request = api::deploy_requests::diff({organization, database}, number);
    request.decode = &decodeDiff;
    return request;
}

} // namespace deploy_request_store

using namespace deploy_request_store;

DeployRequestStore::DeployRequestStore(StoreContext context, QString organization, QString database, qint64 number,
                                       QObject *parent, std::unique_ptr<PollTimer> timer)
    : QObject(parent), m_context(std::move(context)), m_organization(std::move(organization)),
      m_database(std::move(database)), m_number(number)
{
    const QString scope = m_organization + QLatin1Char('/') + m_database + QLatin1Char('/') + QString::number(m_number);
    m_request = new ItemStore<api::DeployRequest>(
        m_context,
        {.key = {m_context.account, QStringLiteral("deploy_request"), scope},
         .failureTitle = tr("Deploy request %1 could not be loaded.").arg(visibleText(objectName())),
         .get = [org = m_organization, db = m_database, number]() { return getRequest(org, db, number); },
         .encode = &api::Codec<api::DeployRequest>::encode,
         .decode = &api::Codec<api::DeployRequest>::decode,
         .freshFor = std::chrono::seconds(5)},
        this);
    m_diff = new ItemStore<QList<api::TableDiff>>(
        m_context,
        {.key = {m_context.account, QStringLiteral("deploy_request_diff"), scope},
         .failureTitle = tr("The schema changes of %1 could not be loaded.").arg(visibleText(objectName())),
         .get = [org = m_organization, db = m_database, number]() { return diffRequest(org, db, number); },
         .encode = &api::Codec<api::TableDiff>::encodeList,
         .decode = &api::Codec<api::TableDiff>::decodeList,
         .freshFor = std::chrono::minutes(2)},
        this);
    m_reviews = new ReviewList(m_context, reviewListSpec(m_context, m_organization, m_database, m_number), this);
    m_tables = new DeployTableModel(
        deployTableColumns(), [](const DeployTable &table) { return table.id; }, {}, this);
    m_operations = new OperationsModel(this);
    m_poller = new Poller(
        m_context.clock,
        [this](bool visible) { return m_request->value() ? pollInterval(*m_request->value(), visible) : std::nullopt; },
        std::move(timer), this);
    connect(m_request, &Store::stateChanged, this, &DeployRequestStore::onRequestChanged);
    connect(m_diff, &Store::stateChanged, this, &DeployRequestStore::onDiffChanged);
    connect(m_poller, &Poller::due, this, [this]() {
        // An answer older than the action's own must not overwrite it.
        if (!m_busy && !m_throttling)
            m_request->refresh(api::Priority::Background);
    });
    if (m_context.connectivity) {
        m_poller->setOnline(m_context.connectivity->isOnline());
        connect(m_context.connectivity, &api::Connectivity::onlineChanged, this, &DeployRequestStore::setOnline);
    }
}

DeployRequestStore::~DeployRequestStore() = default;

QString DeployRequestStore::objectName() const
{
    return m_organization + QLatin1Char('/') + m_database + QLatin1String(" #") + QString::number(m_number);
}

void DeployRequestStore::setSurroundings(Surroundings surroundings)
{
    m_surroundings = std::move(surroundings);
    Q_EMIT changed();
}

void DeployRequestStore::open()
{
    m_request->open();
    m_reviews->open();
    m_diff->open();
}

void DeployRequestStore::refresh(api::Priority priority)
{
    if (m_busy || m_throttling)
        return;
    m_request->refresh(priority);
    m_reviews->refresh(priority);
    m_diff->refresh(priority);
}

void DeployRequestStore::setVisible(bool visible)
{
    m_poller->setVisible(visible);
}

void DeployRequestStore::setOnline(bool online)
{
    if (m_poller->isOnline() == online)
        return;
    m_poller->setOnline(online);
    Q_EMIT changed();
}

const std::optional<api::DeployRequest> &DeployRequestStore::request() const
{
    return m_request->value();
}

const LoadState &DeployRequestStore::state() const
{
    return m_request->state();
}

const LoadState &DeployRequestStore::diffState() const
{
    return m_diff->state();
}

QString DeployRequestStore::failureTitle() const
{
    return m_request->failureTitle();
}

QString DeployRequestStore::diffFailureTitle() const
{
    return m_diff->failureTitle();
}

ItemStore<api::StorageCheck> *DeployRequestStore::storageCheck()
{
    if (!m_storageCheck) {
        ItemStore<api::StorageCheck>::Spec spec;
        spec.failureTitle = tr("The storage check of %1 could not be loaded.").arg(visibleText(objectName()));
        spec.get = [this]() { return api::deploy_requests::storageCheck({m_organization, m_database}, m_number); };
        m_storageCheck = new ItemStore<api::StorageCheck>(m_context, std::move(spec), this);
        // Its bytes are exact, and nobody else may read this branch just now.
        connect(m_storageCheck, &Store::stateChanged, this, [this]() {
            const auto &check = m_storageCheck->value();
            const LoadState &state = m_storageCheck->state();
            auto *history = m_context.services ? m_context.services->find<StorageHistory>() : nullptr;
            if (!history || !check || state.phase != LoadState::Phase::Ready || !request())
                return;
            StorageVolume target;
            target.account = m_context.account;
            target.organization = m_organization;
            target.database = m_database;
            target.branch = request()->intoBranch;
            history->add(readingsOf(target, *check, state.fetchedAt));
        });
        m_storageCheck->open();
    }
    return m_storageCheck;
}

ItemStore<api::Throttler> *DeployRequestStore::throttler()
{
    if (!m_throttler) {
        ItemStore<api::Throttler>::Spec spec;
        spec.failureTitle = tr("The throttler of %1 could not be loaded.").arg(visibleText(objectName()));
        spec.get = [this]() { return api::deploy_requests::throttler({m_organization, m_database}, m_number); };
        m_throttler = new ItemStore<api::Throttler>(m_context, std::move(spec), this);
        m_throttler->open();
    }
    return m_throttler;
}

DeployQueueList *DeployRequestStore::queue()
{
    if (!m_queue) {
        m_queue = new DeployQueueList(m_context, deployQueueSpec(m_context, m_organization, m_database), this);
        // What is ahead, and whether this one still blocks, is part of what the rules say.
        connect(m_queue, &Store::stateChanged, this, &DeployRequestStore::changed);
        m_queue->open();
    }
    return m_queue;
}

int DeployRequestStore::pendingChanges() const
{
    if (m_shown.digest == m_latest.digest)
        return 0;
    QHash<QString, QByteArray> shown;
    for (const ParsedDiff &table : m_shown.tables)
        shown.insert(table.name, table.digest);
    int count = 0;
    for (const ParsedDiff &table : m_latest.tables) {
        if (shown.take(table.name) != table.digest)
            ++count;
    }
    // What is left is no longer changed by the request.
    return std::max(1, count + int(shown.size()));
}

void DeployRequestStore::showPendingChanges()
{
    if (m_shown.digest == m_latest.digest)
        return;
    m_shown = m_latest;
    updateTables(true);
    Q_EMIT changed();
}

QDateTime DeployRequestStore::revertDeadline() const
{
    return m_request->value() ? models::revertDeadline(*m_request->value()) : QDateTime();
}

// --- what comes in

void DeployRequestStore::onRequestChanged()
{
    const LoadState &state = m_request->state();
    const auto &value = m_request->value();
    if (value && (!m_seen || !(*m_seen == *value))) {
        const auto before = std::exchange(m_seen, value);
        const bool beforeFromService = m_seenFromService;
        if (value->deployment)
            m_operations->update(*value->deployment, m_context.clock->now());
        updateTables();
        fillGaps();
        if (before && beforeFromService)
            readAgainWhatChanged(*before, *value);
        const auto deployment = deploymentStateOf(*value);
        if (deployment == api::DeploymentState::CompleteError
            || deployment == api::DeploymentState::CompleteRevertError)
            queue(); // tells whether it was unblocked already
    }
    if (state.phase == LoadState::Phase::Ready && state.fetchedAt.isValid())
        m_seenFromService = true;
    const LoadState::Phase before = std::exchange(m_seenPhase, state.phase);
    if (state.phase == LoadState::Phase::Ready && (before == LoadState::Phase::Loading || state.fetchedAt != m_seenAt))
        m_poller->answered();
    else if (state.phase == LoadState::Phase::Failed && before == LoadState::Phase::Loading)
        m_poller->answered(false);
    m_seenAt = state.fetchedAt;
    Q_EMIT changed();
}

void DeployRequestStore::readAgainWhatChanged(const api::DeployRequest &before, const api::DeployRequest &after)
{
    // While it runs, updated_at moves with the progress and says nothing of reviews.
    const bool touched = before.updatedAt != after.updatedAt && !isRunning(deploymentStateOf(before))
        && !isRunning(deploymentStateOf(after));
    if (before.approved != after.approved || before.numComments != after.numComments || touched)
        m_reviews->refresh(api::Priority::Background);
    const auto schemaOf = [](const api::DeployRequest &request) {
        return request.deployment ? request.deployment->schemaLastUpdatedAt : QDateTime();
    };
    const bool worked = deploymentStateOf(before) == api::DeploymentState::Pending
        && !(deploymentStateOf(after) == api::DeploymentState::Pending);
    if (schemaOf(before) != schemaOf(after) || worked)
        m_diff->refresh(api::Priority::Background);
    if (m_queue && !(deploymentStateOf(before) == deploymentStateOf(after)))
        m_queue->refresh(api::Priority::Background);
}

void DeployRequestStore::onDiffChanged()
{
    // The list is shared, so its storage tells whether it is another one; comparing 20 MB of text would not do.
    const auto &value = m_diff->value();
    if (value && (!m_parsedFrom || m_parsedFrom->constData() != value->constData())) {
        m_parsedFrom = value;
        const quint64 generation = ++m_generation;
        ++m_reading;
        runAside(
            this,
            [diffs = *value, known = m_latest, isStale = m_wantedDiffs.renew()]() {
                return parseDiffs(diffs, known, isStale);
            },
            [this, generation](const ParsedDiffs &parsed) {
                --m_reading;
                // Only the newest counts: an older diff that took longer to read is thrown away.
                if (generation == m_generation)
                    adoptDiffs(parsed);
            });
    }
    Q_EMIT changed();
}

void DeployRequestStore::adoptDiffs(const ParsedDiffs &parsed)
{
    const int pending = pendingChanges();
    const bool same = parsed.digest == m_shown.digest;
    m_latest = parsed;
    // Nobody reads what is hidden; what is on screen waits for showPendingChanges().
    if (same || m_shown.digest.isEmpty() || !m_poller->isVisible()) {
        m_shown = parsed;
        updateTables(true);
    } else if (pendingChanges() != pending) {
        Q_EMIT changesChanged();
    }
    fillGaps();
    Q_EMIT changed();
}

void DeployRequestStore::updateTables(bool changesShown)
{
    m_changesShown = m_changesShown || changesShown;
    // Without the request the keyspaces are missing, and with them the rows' identities.
    if (!m_request->value()) {
        if (std::exchange(m_changesShown, false))
            Q_EMIT changesChanged();
        return;
    }
    const quint64 generation = ++m_tablesGeneration;
    const api::Deployment deployment = m_request->value()->deployment.value_or(api::Deployment());
    const qsizetype parts =
        deployment.deployOperations.size() + deployment.deployOperationSummaries.size() + m_shown.tables.size();
    if (parts <= mostPartsAtOnce) {
        m_wantedTables.renew();
        adoptTables(deployTables(deployment, m_shown));
        return;
    }
    ++m_reading;
    runAside(
        this,
        [deployment, shown = m_shown, isStale = m_wantedTables.renew()]() {
            return isStale() ? QList<DeployTable>() : deployTables(deployment, shown);
        },
        [this, generation](const QList<DeployTable> &rows) {
            --m_reading;
            if (generation != m_tablesGeneration)
                return;
            adoptTables(rows);
            Q_EMIT changed();
        });
}

void DeployRequestStore::adoptTables(const QList<DeployTable> &rows)
{
    QSet<QString> ids;
    ids.reserve(rows.size());
    for (const DeployTable &row : rows)
        ids.insert(row.id);
    m_tables->upsert(rows);
    m_tables->retain(ids);
    if (std::exchange(m_changesShown, false))
        Q_EMIT changesChanged();
}

} // namespace orrery::models
