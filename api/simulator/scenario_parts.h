// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/world.h"

#include <functional>

namespace orrery::simulator {

/// A CREATE TABLE text from its inner lines, one per line of `lines`.
QString createTable(const QString &name, const QString &lines);

// Edits of a branch's schema, for building the difference a deploy request shows. Lines are given without the
// indentation and without the trailing comma.
void addTable(Schema &schema, const QString &keyspace, const QString &name, const QString &lines);
void dropTable(Schema &schema, const QString &name);
/// Puts `line` behind the line that starts with `after` (or last when `after` is empty).
void addLine(Schema &schema, const QString &name, const QString &after, const QString &line);
void removeLine(Schema &schema, const QString &name, const QString &start);
void replaceLine(Schema &schema, const QString &name, const QString &start, const QString &line);

Keyspace makeKeyspace(World &world, const QString &name, const QStringList &shards, const QString &clusterName);
StorageCurve makeCurve(World &world, double percentNow, double percentPerDay, qint64 gibibytes);

/// Gives a deployment the state, and every time that goes with having got there by the service's rules.
void arrive(Deployment &deployment, DeployState state, Instant now);

/// What a deploy request of a scenario looks like.
struct Draft
{
    int number = 0;
    QString branch;
    QString into = QStringLiteral("main");
    const User *author = nullptr;
    Instant age = kHour;
    DeployState state = DeployState::Ready;
    QString notes;
    std::function<void(Schema &)> edit;
    bool approved = false;
    bool keepBranch = true;
};
/// Makes the branch (when it is not there yet), its schema change and the deploy request.
DeployRequest &draft(World &world, Database &database, const Draft &wanted);
void review(World &world, DeployRequest &request, const User &author, const QString &state, const QString &body,
            Instant age);

/// The tables of the demo's databases, by database name.
Schema demoSchema(const QString &database);
void addDemoDeployRequests(World &world);

} // namespace orrery::simulator
