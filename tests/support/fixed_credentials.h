// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/credentials.h"

#include <QTimer>

namespace orrery::test {

/// Signs everything with one header. Each refresh() ends in the next turn of the event loop as scripted, or, with
/// `refreshByHand`, when the test emits refreshed() itself.
class FixedCredentials final : public api::Credentials
{
public:
    QByteArray authorization = "Bearer first-token";
    bool refreshable = false;
    bool refreshByHand = false;
    bool refreshSucceeds = true;
    QByteArray refreshedAuthorization = "Bearer second-token";
    int refreshCount = 0;

    [[nodiscard]] QByteArray authorizationFor(const api::RequestData &) const override { return authorization; }
    [[nodiscard]] bool canRefresh(const QByteArray &) const override { return refreshable; }
    void refresh() override
    {
        ++refreshCount;
        if (!refreshByHand)
            QTimer::singleShot(0, this, [this] { endRefresh(); });
    }
    void endRefresh()
    {
        if (refreshSucceeds)
            authorization = refreshedAuthorization;
        Q_EMIT refreshed(refreshSucceeds);
    }
};

} // namespace orrery::test
