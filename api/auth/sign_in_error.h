// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"

#include <QList>
#include <QString>

namespace orrery::api {

/// Why a sign-in (or the renewal of one) did not succeed. A value with facts; sentences are made of it above api/.
/// It never holds a credential: what the service echoed of ours is blotted out before it gets here.
struct SignInError
{
    enum class Kind : quint8 {
        PortsBusy, ///< every configured port of the loopback listener is taken; `ports`, `detail`
        Denied, ///< the person pressed "deny" on the consent page (access_denied)
        AuthorizeRefused, ///< the consent page came back with another error; `code`, `description`
        Deadline, ///< nothing valid came back in time; `strangeCallbacks` tells whether something else did
        CodeExpired, ///< nobody allowed the device code in time
        ClientIdMissing, ///< a device code is asked for under a client id, and none was given
        InvalidClient, ///< client id or secret unknown to the service
        InvalidGrant, ///< code or refresh token used, expired or revoked
        Refused, ///< any other refusal of the token endpoint; `code`, `description`, `status`
        RegistrationRefused, ///< the service does not register this application; `code`, `description`, `status`
        NotPermitted, ///< a service token was refused or may not read what was asked; `status`
        Network, ///< no usable answer; `network` says which kind
        NotJson, ///< an answer that is no JSON object (a proxy's or captive portal's page); `description`: its first line
        MissingAccessToken, ///< 200, but without a token
        NotConfigured, ///< no client id and registration is off; or no refresh token
    };

    Kind kind = Kind::Network;
    QString code; ///< OAuth error code as sent ("invalid_grant")
    QString description; ///< the service's words; untrusted plain text
    QString host; ///< host that was asked
    int status = 0; ///< HTTP status; 0 when there was no answer
    ApiError::Kind network = ApiError::Kind::Offline; ///< for Kind::Network
    QString detail; ///< technical detail of the network or socket error
    QList<quint16> ports; ///< for PortsBusy: the ports tried
    int strangeCallbacks = 0; ///< callbacks with a wrong or missing state seen while waiting

    friend bool operator==(const SignInError &, const SignInError &) = default;
};

} // namespace orrery::api
