// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"

#include <QObject>

namespace orrery::api {

/// What ApiClient signs requests with. Implemented by auth/Session; tests use a fixed one.
class Credentials : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False while it is not known yet what there is to sign with (the keychain is being read): requests wait for ready().
    [[nodiscard]] virtual bool isReady() const { return true; }
    /// The Authorization header for this request ("Bearer …" or "ID:TOKEN"); empty when nothing fits.
    [[nodiscard]] virtual QByteArray authorizationFor(const RequestData &request) const = 0;
    /// Whether a 401 answered to `authorization` can be cured by refresh().
    [[nodiscard]] virtual bool canRefresh(const QByteArray &authorization) const = 0;
    /// Starts getting a new token unless that is under way; ends with refreshed() exactly once, never synchronously. When
    /// the grant itself turns out to be gone, the implementation emits rejected() too: ApiClient cannot tell that from a
    /// refresh that failed for want of a network.
    virtual void refresh() = 0;

Q_SIGNALS:
    /// isReady() became true.
    void ready();
    void refreshed(bool succeeded);
    /// The service refused what `authorization` stands for and it cannot be renewed: the person has to sign in again.
    /// ApiClient emits it for a 401 that canRefresh() does not cover, and when two operations refuse a credential that was
    /// just renewed and none takes it (a single one has a reason of its own).
    void rejected(const QByteArray &authorization);
};

} // namespace orrery::api
