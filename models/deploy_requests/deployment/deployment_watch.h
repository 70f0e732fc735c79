// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"
#include "models/core/poller.h"
#include "models/core/store_context.h"
#include "models/deploy_requests/deployment/deployment_events.h"

#include <QHash>

namespace orrery::models {

class RequestActions;

/// Follows an account's deployments that somebody here has a stake in, and announces what happens to them: those whose page
/// is open, as long as it is, and those that were started (or applied, or reverted) here, until they have ended, page or
/// no page, also after a restart. One background request each 15 s for each deployment without an open page.
class DeploymentWatch final : public QObject
{
    Q_OBJECT
public:
    /// Takes up what an earlier run followed. `timer` as in Poller.
    explicit DeploymentWatch(StoreContext context, QObject *parent = nullptr, std::unique_ptr<PollTimer> timer = {});
    ~DeploymentWatch() override;

    /// A page shows the request: what its store reads is looked at while the store lives, and what is started there is
    /// followed from then on.
    void watch(RequestActions *actions);

    /// What is followed by itself, in no order.
    [[nodiscard]] QList<Location> followed() const;

Q_SIGNALS:
    /// Never twice for the same event of a deployment.
    void happened(const orrery::models::DeploymentNotice &notice, const orrery::models::Location &place);
    void followedChanged();

private:
    struct Entry
    {
        Location place;
        DeploymentMemory memory;
        bool followed = false;
        int pages = 0; ///< stores that show it
    };

    static QString keyOf(const Location &place);
    Entry &entryOf(const Location &place);
    void look(const QString &key, const api::DeployRequest &request);
    void follow(const QString &key, const api::DeployRequest &request);
    void unfollow(const QString &key);
    void ask();
    void onAnswered(bool succeeded);
    void restore();
    void keep();
    [[nodiscard]] QStringList askedByItself() const;

    StoreContext m_context;
    QHash<QString, Entry> m_entries;
    Poller *m_poller;
    int m_awaited = 0; ///< answers of the round under way
    bool m_failed = false; ///< none of them came
    bool m_restored = false;
};

class Workspace;

/// The account's; made when first asked for, and taking up then what an earlier run followed.
DeploymentWatch *deploymentWatch(Workspace *workspace);

} // namespace orrery::models
