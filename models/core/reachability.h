// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/poller.h"

#include <QObject>

#include <functional>
#include <memory>

namespace orrery::api {
class ApiClient;
}

namespace orrery::models {

/// Whether the service of an account answers at all, as its own requests tell: the system often does not know that a cable
/// was pulled or a VPN has ended. While nothing answers, one request is tried now and then, so that everything goes on by
/// itself once something does.
class Reachability final : public QObject
{
    Q_OBJECT
public:
    /// `probe` sends a small request with background priority. Client and clock outlive this. `timer` as in Poller.
    Reachability(const api::ApiClient *client, const Clock *clock, std::function<void()> probe,
                 std::unique_ptr<PollTimer> timer = {}, QObject *parent = nullptr);
    ~Reachability() override;

    [[nodiscard]] bool isReachable() const { return m_unanswered < enoughToTell; }

    /// One connection may be dropped by anything; two in a row without an answer between them are no accident.
    static constexpr int enoughToTell = 2;

Q_SIGNALS:
    void changed(bool reachable);

private:
    void finished(bool answered);

    int m_unanswered = 0;
    std::unique_ptr<Poller> m_poller;
};

} // namespace orrery::models
