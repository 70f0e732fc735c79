// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/service_token.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace orrery::api {

/// The older token endpoint: POST /v1/organizations/{organization}/oauth-applications/{applicationId}/token, signed with
/// a service token (access write_oauth_tokens) of the organization that owns the OAuth application. Page: oauth.
struct OrganizationTokenEndpoint
{
    QString organization;
    QString applicationId;
    ServiceToken ownerToken;

    friend bool operator==(const OrganizationTokenEndpoint &, const OrganizationTokenEndpoint &) = default;
};

/// The OAuth application that asks: the user's own, or one registered for this installation.
struct OAuthClient
{
    QString id;
    Secret secret;
    bool registered = false; ///< came from dynamic client registration
    std::optional<OrganizationTokenEndpoint> organizationEndpoint; ///< set: exchange and refresh there

    friend bool operator==(const OAuthClient &, const OAuthClient &) = default;
};

/// What a token endpoint gives.
struct TokenGrant
{
    QString tokenId; ///< only from the organization token endpoint: requests carry "ID:TOKEN" instead of "Bearer TOKEN"
    Secret accessToken;
    Secret refreshToken; ///< empty: the service gave none
    QDateTime expiresAt; ///< UTC, by this machine's clock; invalid: not told
    QStringList scope; ///< empty: not told

    /// The whole Authorization header.
    [[nodiscard]] QByteArray authorization() const;
    /// One text for the secret store: the token, or "ID:TOKEN". Reading it back is setStored().
    [[nodiscard]] Secret stored() const;
    void setStored(const Secret &stored);

    friend bool operator==(const TokenGrant &, const TokenGrant &) = default;
};

/// What a finished sign-in hands over: the tokens, and the application they belong to (refresh and revoke need it).
struct SignInGrant
{
    TokenGrant tokens;
    OAuthClient client;
};

} // namespace orrery::api
