// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/scenario_parts.h"
#include "api/simulator/server.h"

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

bool buildScenario(const QString &name, World &world)
{
    if (name == u"demo")
        buildDemo(world);
    else if (name == u"large")
        buildLarge(world);
    else if (name == u"empty")
        buildEmpty(world);
    else if (name == u"hostile")
        buildHostile(world);
    else if (name == u"huge")
        buildHuge(world);
    else
        return false;
    return true;
}

QString createTable(const QString &name, const QString &lines)
{
    QStringList inner = lines.split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < inner.size(); ++i)
        inner[i] = u"  "_s + inner.at(i).trimmed() + (i + 1 < inner.size() ? u","_s : QString());
    return u"CREATE TABLE `%1` (\n"_s.arg(name) + inner.join(u'\n')
        + u"\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci"_s;
}

namespace {

Table *find(Schema &schema, const QString &name)
{
    for (Table &table : schema) {
        if (table.name == name)
            return &table;
    }
    return nullptr;
}

QStringList innerLines(const Table &table)
{
    QStringList lines = table.raw.split(u'\n');
    lines.removeFirst();
    lines.removeLast();
    for (QString &line : lines) {
        line = line.trimmed();
        if (line.endsWith(u','))
            line.chop(1);
    }
    return lines;
}

qsizetype indexOf(const QStringList &lines, const QString &start)
{
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).startsWith(start))
            return i;
    }
    return -1;
}

} // namespace

void addTable(Schema &schema, const QString &keyspace, const QString &name, const QString &lines)
{
    schema.append({keyspace, name, createTable(name, lines)});
}

void dropTable(Schema &schema, const QString &name)
{
    schema.removeIf([&](const Table &table) { return table.name == name; });
}

void addLine(Schema &schema, const QString &name, const QString &after, const QString &line)
{
    if (Table *table = find(schema, name)) {
        QStringList lines = innerLines(*table);
        const qsizetype at = after.isEmpty() ? -1 : indexOf(lines, after);
        lines.insert(at < 0 ? lines.size() : at + 1, line);
        table->raw = createTable(name, lines.join(u'\n'));
    }
}

void removeLine(Schema &schema, const QString &name, const QString &start)
{
    if (Table *table = find(schema, name)) {
        QStringList lines = innerLines(*table);
        const qsizetype at = indexOf(lines, start);
        if (at >= 0)
            lines.removeAt(at);
        table->raw = createTable(name, lines.join(u'\n'));
    }
}

void replaceLine(Schema &schema, const QString &name, const QString &start, const QString &line)
{
    if (Table *table = find(schema, name)) {
        QStringList lines = innerLines(*table);
        const qsizetype at = indexOf(lines, start);
        if (at >= 0)
            lines[at] = line;
        table->raw = createTable(name, lines.join(u'\n'));
    }
}

Keyspace makeKeyspace(World &world, const QString &name, const QStringList &shards, const QString &clusterName)
{
    Keyspace keyspace;
    keyspace.id = world.newId();
    keyspace.name = name;
    keyspace.shards = shards;
    keyspace.clusterName = clusterName;
    keyspace.createdAt = world.now() - 200 * kDay;
    return keyspace;
}

StorageCurve makeCurve(World &world, double percentNow, double percentPerDay, qint64 gibibytes)
{
    StorageCurve curve;
    curve.percentNow = percentNow;
    curve.percentPerDay = percentPerDay;
    curve.capacity = gibibytes * 1024 * 1024 * 1024;
    curve.anchor = world.now();
    curve.seed = world.random(1'000'000);
    return curve;
}

void arrive(Deployment &d, DeployState state, Instant now)
{
    using S = DeployState;
    const auto is = [state](std::initializer_list<S> states) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    d.state = state;
    d.since = now;
    d.updatedAt = now;
    if (is({S::Pending, S::Ready, S::NoChanges, S::Error}))
        return;
    const Instant copying = static_cast<Instant>(d.totalWork() * 1000);
    const Instant sinceStart =
        is({S::InProgress}) ? static_cast<Instant>(0.4 * static_cast<double>(copying)) : copying + 20 * kSecond;
    if (is({S::Queued, S::Cancelled})) {
        d.queuedAt = now - 4 * kMinute;
        if (state == S::Cancelled)
            d.finishedAt = now;
        return;
    }
    if (state == S::Submitting) {
        d.queuedAt = d.submittedAt = now;
        return;
    }
    d.startedAt = now - sinceStart;
    d.submittedAt = d.startedAt - pace::submitting;
    d.queuedAt = d.submittedAt - 3 * kSecond;
    d.workAt = d.startedAt;
    d.workDone = 0;
    if (state == S::InProgress) {
        d.since = d.startedAt;
        return;
    }
    if (is({S::InProgressCancel, S::CompleteCancel, S::CompleteError})) {
        d.workDone = d.totalWork() * 0.63;
        d.workAt = now;
        if (state != S::InProgressCancel)
            d.finishedAt = now;
        return;
    }
    d.workDone = d.totalWork();
    d.readyToCutoverAt = d.startedAt + copying;
    if (state == S::PendingCutover)
        return;
    d.cutoverAt = d.readyToCutoverAt;
    d.schemaApplied = !is({S::InProgressCutover, S::CompleteRevert});
    if (state == S::Complete)
        d.finishedAt = now;
    if (is({S::CompletePendingRevert, S::InProgressRevert, S::InProgressRevertVschema, S::CompleteRevert,
            S::CompleteRevertError})) {
        d.finishedAt = state == S::CompletePendingRevert ? now : d.cutoverAt;
        d.revertUntil = d.finishedAt + pace::revertWindow;
    }
    if (state == S::CompleteRevert)
        d.revertedAt = now;
}

DeployRequest &draft(World &world, Database &database, const Draft &wanted)
{
    const Branch *into = database.branch(wanted.into);
    Branch *branch = database.branch(wanted.branch);
    if (!branch) {
        branch = &world.addBranch(database, wanted.branch, into);
        branch->actor = wanted.author->actor();
        branch->createdAt = world.now() - wanted.age - 3 * kHour;
        branch->updatedAt = branch->schemaUpdatedAt = world.now() - wanted.age - 10 * kMinute;
        branch->region = database.region;
    }
    if (wanted.edit)
        wanted.edit(branch->schema);
    DeployRequest &request = world.addDeployRequest(database, *branch, wanted.into, wanted.number);
    request.actor = wanted.author->actor();
    request.notes = wanted.notes;
    request.approved = wanted.approved;
    request.createdAt = world.now() - wanted.age;
    request.deployment.createdAt = request.createdAt + kSecond;
    for (TableOperation &operation : request.deployment.operations) {
        if (operation.recentlyUsedAt != 0)
            operation.recentlyUsedAt = world.now() - static_cast<Instant>(2 + world.random(90)) * kMinute;
    }
    const DeployState state = wanted.state;
    const bool finished = state == DeployState::Complete || state == DeployState::CompleteRevert
        || state == DeployState::Cancelled || state == DeployState::CompleteCancel;
    const Instant reached =
        finished ? request.createdAt + 2 * kHour : world.now() - std::min<Instant>(wanted.age / 2, 3 * kMinute);
    arrive(request.deployment, state, reached);
    request.updatedAt = reached;
    if (request.deployment.queuedAt != 0)
        request.deployedBy = request.actor;
    if (state == DeployState::Cancelled || state == DeployState::CompleteCancel
        || state == DeployState::InProgressCancel)
        request.canceledBy = request.actor;
    if (request.deployment.schemaApplied)
        request.deployedAt = request.deployment.cutoverAt;
    if (state == DeployState::Complete || state == DeployState::CompleteRevert) {
        request.open = false;
        request.closedAt = reached;
    }
    if (!wanted.keepBranch) {
        request.branchDeletedAt = reached;
        request.branchDeletedBy = request.actor;
        world.removeBranch(database, wanted.branch);
    }
    if (inQueue(request.deployment) || state == DeployState::Pending)
        world.watch(database, request);
    return request;
}

void review(World &world, DeployRequest &request, const User &author, const QString &state, const QString &body,
            Instant age)
{
    Review review;
    review.id = world.newId();
    review.state = state;
    review.body = body;
    review.actor = author.actor();
    review.createdAt = world.now() - age;
    request.reviews.append(review);
    request.approved = request.approved || state == u"approved";
}

} // namespace orrery::simulator
