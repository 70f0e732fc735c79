// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/entities.h"

#include <algorithm>
#include <utility>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

void Quirks::apply(QJsonObject &json) const
{
    for (auto it = set.constBegin(); it != set.constEnd(); ++it)
        json.insert(it.key(), it.value());
    for (const QString &name : drop)
        json.remove(name);
}

Actor User::actor() const
{
    return {id, name, u"https://app.planetscale.com/gravatar-fallback.png"_s, u"User"_s};
}

int Branch::shardCount() const
{
    qsizetype count = 0;
    for (const Keyspace &keyspace : keyspaces)
        count += keyspace.shards.size();
    return static_cast<int>(count);
}

Branch *Database::branch(const QString &branchName) const
{
    for (const auto &candidate : branches) {
        if (candidate->name == branchName)
            return candidate.get();
    }
    return nullptr;
}

Branch *Database::branchById(const QString &branchId) const
{
    for (const auto &candidate : branches) {
        if (candidate->id == branchId)
            return candidate.get();
    }
    return nullptr;
}

DeployRequest *Database::deployRequest(int number) const
{
    const auto found = std::lower_bound(deployRequests.cbegin(), deployRequests.cend(), number,
                                        [](const auto &request, int wanted) { return request->number < wanted; });
    return found != deployRequests.cend() && (*found)->number == number ? found->get() : nullptr;
}

void DeployRequest::makeLargeParts()
{
    if (const auto make = std::exchange(largeParts, {}))
        make(*this);
}

int Database::nextNumber() const
{
    return deployRequests.empty() ? 1 : deployRequests.back()->number + 1;
}

Database *Organization::database(const QString &databaseName) const
{
    for (const auto &candidate : databases) {
        if (candidate->name == databaseName)
            return candidate.get();
    }
    return nullptr;
}

const Membership *Organization::membership(const QString &userId) const
{
    for (const Membership &member : members) {
        if (member.user->id == userId)
            return &member;
    }
    return nullptr;
}

int Organization::adminCount() const
{
    return static_cast<int>(
        std::count_if(members.cbegin(), members.cend(), [](const Membership &m) { return m.role == u"admin"; }));
}

} // namespace orrery::simulator
