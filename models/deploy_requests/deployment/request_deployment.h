// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/storage_check.h"
#include "api/deploy_requests/throttler.h"
#include "models/core/item_store.h"
#include "models/deploy_requests/deployment/operations_model.h"
#include "models/deploy_requests/request/deploy_request_lists.h"

namespace orrery::models {

class DeployRequestStore;

/// The deployment of one deploy request: what runs, what it waits for and what may stand in its way. Storage check, throttler
/// and queue cost one request each, when first asked for.
class RequestDeployment final : public QObject
{
    Q_OBJECT
public:
    /// Lives as long as the store.
    explicit RequestDeployment(DeployRequestStore *store);

    [[nodiscard]] OperationsModel *operations() const { return m_operations; }
    /// Made, and loaded, when first asked for.
    ItemStore<api::StorageCheck> *storageCheck();
    ItemStore<api::Throttler> *throttler();
    DeployQueueList *queue();

    /// Whether the queue lists it, and how many are before it; nothing before the queue was read.
    struct QueuePlace
    {
        bool listed = false;
        int ahead = 0;
    };
    [[nodiscard]] std::optional<QueuePlace> queuePlace() const;
    /// Until when it can be reverted; invalid outside the revert window.
    [[nodiscard]] QDateTime revertDeadline() const;

private:
    void onRequestChanged();
    void keepStorageReadings();

    DeployRequestStore *m_store;
    OperationsModel *m_operations;
    ItemStore<api::StorageCheck> *m_storageCheck = nullptr;
    ItemStore<api::Throttler> *m_throttler = nullptr;
    DeployQueueList *m_queue = nullptr;
    api::OpenEnum<api::DeploymentState> m_state;
};

} // namespace orrery::models
