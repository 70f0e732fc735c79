// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/request/deploy_request_store.h"

#include "api/core/connectivity.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/diff/diff_gaps.h"
#include "models/deploy_requests/request/deploy_request_reads.h"

namespace orrery::models {

DeployRequestStore::DeployRequestStore(StoreContext context, QString organization, QString database, qint64 number,
                                       QObject *parent, std::unique_ptr<PollTimer> timer)
    : QObject(parent), m_context(std::move(context)), m_organization(std::move(organization)),
      m_database(std::move(database)), m_number(number)
{
    const QString scope = m_organization + QLatin1Char('/') + m_database + QLatin1Char('/') + QString::number(m_number);
    m_request = new ItemStore<api::DeployRequest>(
        m_context,
        {.key = {m_context.account, QStringLiteral("deploy_request"), scope},
         .failureTitle = tr("Deploy request %1 could not be loaded.").arg(visibleText(displayName())),
         .get = [org = m_organization, db = m_database,
                 number]() { return deploy_request_reads::get(org, db, number); },
         .encode = &api::Codec<api::DeployRequest>::encode,
         .decode = &api::Codec<api::DeployRequest>::decode,
         .freshFor = std::chrono::seconds(5)},
        this);
    m_diff = new ItemStore<QList<api::TableDiff>>(
        m_context,
        {.key = {m_context.account, QStringLiteral("deploy_request_diff"), scope},
         .failureTitle = tr("The schema changes of %1 could not be loaded.").arg(visibleText(displayName())),
         .get = [org = m_organization, db = m_database,
                 number]() { return deploy_request_reads::diff(org, db, number); },
         .encode = &api::Codec<api::TableDiff>::encodeList,
         .decode = &api::Codec<api::TableDiff>::decodeList,
         .freshFor = std::chrono::minutes(2)},
        this);
    m_reviews = new ReviewList(m_context, reviewListSpec(m_context, m_organization, m_database, m_number), this);
    m_changes = new ShownChanges(this);
    m_gaps = new DiffGaps(m_context, m_organization, m_database, this);
    m_poller = new Poller(
        m_context.clock,
        [this](bool visible) { return m_request->value() ? pollInterval(*m_request->value(), visible) : std::nullopt; },
        std::move(timer), this);
    connect(m_request, &Store::stateChanged, this, &DeployRequestStore::onRequestChanged);
    connect(m_diff, &Store::stateChanged, this, &DeployRequestStore::onDiffChanged);
    connect(m_changes, &ShownChanges::shownChanged, this, &DeployRequestStore::changesChanged);
    connect(m_changes, &ShownChanges::latestChanged, this, &DeployRequestStore::fillGaps);
    connect(m_changes, &ShownChanges::readingChanged, this, &DeployRequestStore::changed);
    connect(m_gaps, &DiffGaps::filled, m_changes, &ShownChanges::setStructures);
    connect(m_poller, &Poller::due, this, [this]() {
        if (!m_busy)
            m_request->refresh(api::Priority::Background);
    });
    if (m_context.connectivity) {
        m_poller->setOnline(m_context.connectivity->isOnline());
        connect(m_context.connectivity, &api::Connectivity::onlineChanged, this, &DeployRequestStore::setOnline);
    }
}

DeployRequestStore::~DeployRequestStore() = default;

QString DeployRequestStore::displayName() const
{
    return m_organization + QLatin1Char('/') + m_database + QLatin1String(" #") + QString::number(m_number);
}

void DeployRequestStore::open()
{
    m_request->open();
    m_reviews->open();
    m_diff->open();
}

void DeployRequestStore::refresh(api::Priority priority)
{
    if (m_busy)
        return;
    m_request->refresh(priority);
    m_reviews->refresh(priority);
    m_diff->refresh(priority);
}

void DeployRequestStore::setVisible(bool visible)
{
    m_changes->setVisible(visible);
    m_poller->setVisible(visible);
    for (Store *store :
         {static_cast<Store *>(m_request), static_cast<Store *>(m_reviews), static_cast<Store *>(m_diff)})
        store->setLoadingPriority(visible ? api::Priority::Foreground : api::Priority::Background);
}

void DeployRequestStore::setOnline(bool online)
{
    if (m_poller->isOnline() == online)
        return;
    m_poller->setOnline(online);
    Q_EMIT changed();
}

void DeployRequestStore::lookAgain()
{
    if (!m_busy && m_poller->isOnline())
        m_request->open();
}

void DeployRequestStore::setBusy(bool busy)
{
    m_busy = busy;
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

void DeployRequestStore::showPendingChanges()
{
    if (pendingChanges() == 0)
        return;
    m_changes->showPending();
    Q_EMIT changed();
}

void DeployRequestStore::merge(const api::DeployRequest &answer)
{
    if (answer.number == m_number)
        m_request->setValue(answer);
}

void DeployRequestStore::merge(const api::Review &answer)
{
    if (!answer.id.isEmpty())
        m_reviews->mergeRow(answer);
}

void DeployRequestStore::onRequestChanged()
{
    const LoadState &state = m_request->state();
    const auto &value = m_request->value();
    if (value && (!m_seen || !(*m_seen == *value))) {
        const auto before = std::exchange(m_seen, value);
        const bool beforeFromService = m_seenFromService;
        Q_EMIT requestChanged();
        m_changes->setDeployment(value->deployment.value_or(api::Deployment()));
        fillGaps();
        if (before && beforeFromService)
            readAgainWhatChanged(*before, *value);
    }
    if (state.phase == LoadState::Phase::Ready && state.fetchedAt.isValid())
        m_seenFromService = true;
    const LoadState::Phase before = std::exchange(m_seenPhase, state.phase);
    if ((state.phase == LoadState::Phase::Ready && (before == LoadState::Phase::Loading || state.fetchedAt != m_seenAt))
        || (state.phase == LoadState::Phase::Failed && before == LoadState::Phase::Loading))
        m_poller->answered(state);
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
}

void DeployRequestStore::onDiffChanged()
{
    if (m_diff->value())
        m_changes->setDiffs(*m_diff->value());
    Q_EMIT changed();
}

void DeployRequestStore::fillGaps()
{
    if (const auto &request = m_request->value())
        m_gaps->fill(m_changes->latest(), request->branch, request->intoBranch);
}

} // namespace orrery::models
