// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/reachability.h"

#include "api/core/api_client.h"

namespace orrery::models {

using namespace std::chrono_literals;

Reachability::Reachability(const api::ApiClient *client, const Clock *clock, std::function<void()> probe,
                           std::unique_ptr<PollTimer> timer, QObject *parent)
    : QObject(parent), m_poller(std::make_unique<Poller>(
                           clock,
                           [this](bool) {
                               // How long is the poller's business while nothing answers.
                               return isReachable() ? std::nullopt : std::optional<std::chrono::milliseconds>(1min);
                           },
                           std::move(timer)))
{
    connect(client, &api::ApiClient::requestFinished, this,
            [this](const api::SentRequest &request) { finished(request.status != 0); });
    connect(m_poller.get(), &Poller::due, this, [probe = std::move(probe)]() { probe(); });
}

Reachability::~Reachability() = default;

void Reachability::finished(bool answered)
{
    const bool before = isReachable();
    m_unanswered = answered ? 0 : m_unanswered + 1;
    if (!isReachable()) {
        LoadState failed;
        failed.phase = LoadState::Phase::Failed;
        failed.error = api::ApiError{.kind = api::ApiError::Kind::Offline};
        m_poller->answered(failed);
    } else if (!before) {
        m_poller->answered();
    }
    if (isReachable() != before)
        Q_EMIT changed(isReachable());
}

} // namespace orrery::models
