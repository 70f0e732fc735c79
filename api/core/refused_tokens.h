// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"

#include <QByteArray>
#include <QSet>

namespace orrery::api {

/// Tells a sign-in that no longer works from one operation that refuses a token for a reason of its own.
class RefusedTokens
{
public:
    /// The service answered a request with this authorization as wished.
    void accepted(const QByteArray &authorization) { m_accepted = authorization; }
    /// A token that was given a moment ago was refused. True when it is the sign-in: a second operation refuses it, and none
    /// took it.
    [[nodiscard]] bool refused(const QByteArray &authorization, const Endpoint *operation)
    {
        if (authorization != m_refused) {
            m_refused = authorization;
            m_operations.clear();
        }
        m_operations.insert(operation);
        return authorization != m_accepted && m_operations.size() > 1;
    }

private:
    QByteArray m_accepted;
    QByteArray m_refused;
    QSet<const Endpoint *> m_operations; ///< that refused `m_refused`
};

} // namespace orrery::api
