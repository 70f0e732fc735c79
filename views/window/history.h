// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QList>

namespace orrery::views {

/// Where the window has been: back and forward like a browser's. A value with no widget in it.
class History
{
public:
    /// Goes to a new place; what lay ahead is forgotten. The current place again is no step.
    void visit(const models::Location &location)
    {
        if (m_at >= 0 && m_places.at(m_at) == location)
            return;
        m_places.resize(m_at + 1);
        m_places.append(location);
        if (m_places.size() > maximum)
            m_places.removeFirst();
        m_at = m_places.size() - 1;
    }
    /// Goes on from a place that is none to come back to, such as the sign-in.
    void visitInstead(const models::Location &location)
    {
        if (m_at >= 0)
            m_places.removeAt(m_at--);
        visit(location);
    }
    /// The current place was changed in itself (another tab): no new step.
    void replace(const models::Location &location)
    {
        if (m_at >= 0)
            m_places[m_at] = location;
    }
    [[nodiscard]] bool canGoBack() const { return m_at > 0; }
    [[nodiscard]] bool canGoForward() const { return m_at + 1 < m_places.size(); }
    const models::Location &back() { return m_places.at(m_at = qMax<qsizetype>(m_at - 1, 0)); }
    const models::Location &forward() { return m_places.at(m_at = qMin(m_at + 1, m_places.size() - 1)); }
    [[nodiscard]] bool isEmpty() const { return m_places.isEmpty(); }
    /// Forgets every place of an account that was signed out.
    void removeAccount(const QString &account)
    {
        for (qsizetype i = m_places.size() - 1; i >= 0; --i) {
            if (m_places.at(i).account != account)
                continue;
            m_places.removeAt(i);
            if (i <= m_at)
                --m_at;
        }
        m_at = m_places.isEmpty() ? -1 : qBound<qsizetype>(0, m_at, m_places.size() - 1);
    }

private:
    static constexpr qsizetype maximum = 200;
    QList<models::Location> m_places;
    qsizetype m_at = -1;
};

} // namespace orrery::views
