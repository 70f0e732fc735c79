// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/workspace.h"

#include "models/core/store.h"

#include <algorithm>

namespace orrery::models {

Workspace::Workspace(StoreContext context, AccountFacts facts, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_facts(std::move(facts))
{}

Workspace::~Workspace() = default;

void Workspace::setFacts(AccountFacts facts)
{
    m_facts = std::move(facts);
    Q_EMIT factsChanged();
}

QObject *Workspace::find(const QStringList &key) const
{
    const auto found =
        std::find_if(m_stores.begin(), m_stores.end(), [&key](const Entry &each) { return each.key == key; });
    if (found == m_stores.end())
        return nullptr;
    std::rotate(found, found + 1, m_stores.end());
    return m_stores.back().object;
}

void Workspace::insert(const QStringList &key, QObject *object, IsDroppable isDroppable)
{
    m_stores.push_back({key, object, isDroppable});
    dropUnobserved();
}

void Workspace::lookAgain()
{
    std::vector<Store *> viewed;
    for (const Entry &each : m_stores) {
        if (auto *store = qobject_cast<Store *>(each.object))
            viewed.push_back(store);
    }
    for (Store *store : viewed)
        store->lookAgain();
}

void Workspace::dropUnobserved()
{
    const auto isIdle = [](const Entry &each) { return each.isDroppable && each.isDroppable(each.object); };
    auto idle = std::count_if(m_stores.cbegin(), m_stores.cend(), isIdle);
    for (auto each = m_stores.begin(); idle > mostUnobserved && each != m_stores.end();) {
        if (!isIdle(*each)) {
            ++each;
            continue;
        }
        // Later: whoever got it in this turn of the event loop may still read from it.
        each->object->deleteLater();
        each = m_stores.erase(each);
        --idle;
    }
}

} // namespace orrery::models
