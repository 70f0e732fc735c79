// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/request_deployment.h"

#include "api/deploy_requests/requests.h"
#include "models/core/services.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "models/storage/history/history.h"
#include "models/storage/sources/readings.h"

#include <utility>

namespace orrery::models {

RequestDeployment::RequestDeployment(DeployRequestStore *store)
    : QObject(store), m_store(store), m_operations(new OperationsModel(this))
{
    connect(store, &DeployRequestStore::requestChanged, this, &RequestDeployment::onRequestChanged);
    if (store->request())
        onRequestChanged();
}

void RequestDeployment::onRequestChanged()
{
    const api::DeployRequest &request = *m_store->request();
    if (request.deployment)
        m_operations->update(*request.deployment, m_store->context().clock->now());
    const auto before = std::exchange(m_state, deploymentStateOf(request));
    if (m_queue && !(before == m_state))
        m_queue->refresh(api::Priority::Background);
    if (m_state == api::DeploymentState::CompleteError || m_state == api::DeploymentState::CompleteRevertError)
        queue(); // tells whether it was unblocked already
}

ItemStore<api::StorageCheck> *RequestDeployment::storageCheck()
{
    if (!m_storageCheck) {
        ItemStore<api::StorageCheck>::Spec spec;
        spec.failureTitle = tr("The storage check of %1 could not be loaded.").arg(visibleText(m_store->displayName()));
        spec.get = [store = m_store]() {
            return api::deploy_requests::storageCheck({store->organization(), store->database()}, store->number());
        };
        m_storageCheck = new ItemStore<api::StorageCheck>(m_store->context(), std::move(spec), this);
        connect(m_storageCheck, &Store::stateChanged, this, &RequestDeployment::keepStorageReadings);
        m_storageCheck->open();
    }
    return m_storageCheck;
}

void RequestDeployment::keepStorageReadings()
{
    // Its bytes are exact, and nobody else may read this branch just now.
    const auto &check = m_storageCheck->value();
    const LoadState &state = m_storageCheck->state();
    const Services *services = m_store->context().services;
    StorageHistory *history = services ? services->find<StorageHistory>() : nullptr;
    if (!history || !check || state.phase != LoadState::Phase::Ready || !m_store->request())
        return;
    StorageVolume target;
    target.account = m_store->context().account;
    target.organization = m_store->organization();
    target.database = m_store->database();
    target.branch = m_store->request()->intoBranch;
    history->add(readingsOf(target, *check, state.fetchedAt));
}

ItemStore<api::Throttler> *RequestDeployment::throttler()
{
    if (!m_throttler) {
        ItemStore<api::Throttler>::Spec spec;
        spec.failureTitle = tr("The throttler of %1 could not be loaded.").arg(visibleText(m_store->displayName()));
        spec.get = [store = m_store]() {
            return api::deploy_requests::throttler({store->organization(), store->database()}, store->number());
        };
        m_throttler = new ItemStore<api::Throttler>(m_store->context(), std::move(spec), this);
        m_throttler->open();
    }
    return m_throttler;
}

DeployQueueList *RequestDeployment::queue()
{
    if (!m_queue) {
        m_queue = new DeployQueueList(m_store->context(),
                                      deployQueueSpec(m_store->context(), m_store->organization(), m_store->database()),
                                      this);
        // What is ahead of it is part of what is shown of the request.
        connect(m_queue, &Store::stateChanged, m_store, &DeployRequestStore::changed);
        m_queue->open();
    }
    return m_queue;
}

std::optional<RequestDeployment::QueuePlace> RequestDeployment::queuePlace() const
{
    if (!m_queue || m_queue->state().phase != LoadState::Phase::Ready)
        return std::nullopt;
    const QString into = m_store->request() ? m_store->request()->intoBranch : QString();
    QueuePlace place;
    for (const api::Deployment &row : m_queue->rows()) {
        if (row.deployRequestNumber == m_store->number()) {
            place.listed = true;
            break;
        }
        if (row.intoBranch == into)
            ++place.ahead;
    }
    return place;
}

QDateTime RequestDeployment::revertDeadline() const
{
    return m_store->request() ? models::revertDeadline(*m_store->request()) : QDateTime();
}

} // namespace orrery::models
