// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

#include <QRandomGenerator>

namespace orrery::simulator {

/// The state of the simulated service: all organizations and what they own, and what happens to it over time.
/// Addresses of objects stay valid until the object is deleted.
class World
{
public:
    explicit World(double timeScale, quint32 seed);

    Clock &clock() { return m_clock; }
    const Clock &clock() const { return m_clock; }
    Instant now() const { return m_clock.now(); }

    /// A fresh 12-character identifier; the sequence depends on the seed only.
    QString newId();
    quint32 random(quint32 below);

    /// Brings everything up to the present: deployments, backups and branches move at the instants their rules give,
    /// in order, even when a lot of time passed at once.
    void settle();

    Organization *organization(const QString &name) const;
    const User *user(const QString &id) const;
    const Region *region(const QString &slug) const;

    User &addUser(const QString &name, const QString &email);
    Organization &addOrganization(const QString &name);
    Database &addDatabase(Organization &organization, const QString &name, const QString &kind);
    /// A new branch; with a parent it gets the parent's schema and keyspaces.
    Branch &addBranch(Database &database, const QString &name, const Branch *parent = nullptr);
    Backup &addBackup(Database &database, const Branch &branch, const QString &name, const QString &state);
    /// A new deploy request in state `pending`, its changes taken from the branches' schemas.
    DeployRequest &addDeployRequest(Database &database, const Branch &branch, const QString &intoBranch, int number);
    /// Computes the operations of a deploy request from its changes and the target's shards.
    void computeOperations(Database &database, DeployRequest &request);
    void removeBranch(Database &database, const QString &name);
    void removeDatabase(Organization &organization, const QString &name);
    void record(Organization &organization, const Actor &actor, const QString &action, const QString &targetType,
                const QString &targetId, const QString &targetName);

    /// Deployments of a target branch that wait or block, first in the queue first.
    static QList<DeployRequest *> queue(const Database &database, const QString &intoBranch);
    /// To be called when an object may move by itself from now on.
    void watch(Database &database, DeployRequest &request);
    void watch(Database &database, Backup &backup);
    void watch(Database &database, Branch &branch);

    std::vector<std::unique_ptr<User>> users;
    std::vector<std::unique_ptr<Region>> regions;
    std::vector<std::unique_ptr<Organization>> organizations;
    const User *signedIn = nullptr; ///< who clicks "Allow" on the authorize page
    bool cacheFinished = false; ///< keep the JSON of finished deploy requests (scenario `large`)

private:
    struct LiveRequest
    {
        Database *database;
        DeployRequest *request;
    };
    struct LiveBackup
    {
        Database *database;
        Backup *backup;
    };
    struct LiveBranch
    {
        Database *database;
        Branch *branch;
    };

    bool settleDeployments(Instant present);
    bool settleBackups(Instant present);
    void moved(Database &database, DeployRequest &request, DeployState from, Instant at);

    Clock m_clock;
    QRandomGenerator m_random;
    quint32 m_idCounter = 0;
    Instant m_quietUntil = 0; ///< nothing moves by itself before
    QList<LiveRequest> m_requests;
    QList<LiveBackup> m_backups;
    QList<LiveBranch> m_branches;
};

} // namespace orrery::simulator
