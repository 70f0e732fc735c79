// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QMetaType>
#include <QString>

namespace orrery::models {

/// A place in the window: what history, breadcrumb, sidebar, links and the palette speak of. A value of a route (Routes):
/// which one, in which account, with which named parameters, and which tab of the page. Features make theirs with functions
/// of their own (databasePlace(), branchPlace(), …).
struct Location
{
    QString route; ///< id of the route; empty: nowhere, which the window answers with the sign-in
    QString account; ///< account id; empty means the only or current one
    QMap<QString, QString> parameters; ///< never with an empty value
    QString tab; ///< id of the page's tab; empty: its first

    /// Empty when the place has no such parameter.
    [[nodiscard]] QString value(QLatin1String parameter) const { return parameters.value(parameter); }
    /// The same place with another parameter; an empty value removes it.
    [[nodiscard]] Location with(QLatin1String parameter, const QString &value) const
    {
        Location copy = *this;
        if (value.isEmpty())
            copy.parameters.remove(parameter);
        else
            copy.parameters.insert(parameter, value);
        return copy;
    }
    [[nodiscard]] Location withTab(const QString &id) const
    {
        Location copy = *this;
        copy.tab = id;
        return copy;
    }
    /// Same page, whatever the tab.
    [[nodiscard]] bool samePage(const Location &other) const { return withTab({}) == other.withTab({}); }

    friend bool operator==(const Location &, const Location &) = default;
};

} // namespace orrery::models
