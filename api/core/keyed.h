// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <utility>

namespace orrery::api {

/// A JSON object whose names are data, not fields (keyspace → …), sorted by name. May be nested: Keyed<Keyed<V>>. Entries
/// of another type than V are left out, and counted like every oddity.
template<class V>
struct Keyed
{
    QList<std::pair<QString, V>> entries;

    [[nodiscard]] bool isEmpty() const { return entries.isEmpty(); }
    /// The value of that name, or null.
    [[nodiscard]] const V *find(const QString &name) const
    {
        for (const auto &entry : entries) {
            if (entry.first == name)
                return &entry.second;
        }
        return nullptr;
    }

    friend bool operator==(const Keyed &, const Keyed &) = default;
};

} // namespace orrery::api
