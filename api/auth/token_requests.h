// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/token_grant.h"
#include "api/core/hosts.h"
#include "api/core/method.h"

#include <QUrl>

namespace orrery::api {

/// A request to the authorization server, or one that checks a credential. These are no API operations: they go around
/// ApiClient, its budget and its journal. A value; tests compare it literally.
struct TokenRequest
{
    Method method = Method::Post;
    QUrl url;
    QByteArray contentType;
    QByteArray authorization;
    QByteArray body;
    QList<QByteArray> secrets; ///< what must not be repeated when the answer is quoted
    /// The same with its parameters in the address, and a secret among them: only where the service says that it does not
    /// read the body (400, 415). The seed documentation of the organization token endpoint has this form. Empty: none.
    QUrl fallback = {};

    friend bool operator==(const TokenRequest &, const TokenRequest &) = default;
};

namespace token_requests {

/// The consent page. `scope` is sent only when not empty: the scopes live on the OAuth application.
QUrl authorizeUrl(const Hosts &hosts, const OAuthClient &client, const QString &redirectUri, const QByteArray &state,
                  const QByteArray &challenge, const QStringList &scope);

/// Code for tokens, at the auth host or at the organization token endpoint, whichever the client is configured for.
TokenRequest exchange(const Hosts &hosts, const OAuthClient &client, const QByteArray &code, const QString &redirectUri,
                      const QByteArray &verifier);
TokenRequest refresh(const Hosts &hosts, const OAuthClient &client, const Secret &refreshToken);
/// Ends one token. Revoking the access token leaves the refresh token valid, so both are revoked.
TokenRequest revoke(const Hosts &hosts, const OAuthClient &client, const Secret &token);
/// Ends a token of the organization token endpoint: DELETE …/oauth-applications/{application}/tokens/{id}.
TokenRequest deleteOrganizationToken(const Hosts &hosts, const OrganizationTokenEndpoint &endpoint,
                                     const QString &tokenId);
TokenRequest info(const Hosts &hosts, const Secret &accessToken);
/// Dynamic client registration (RFC 7591): what MCP clients do at PlanetScale; not promised by the documentation.
TokenRequest registration(const Hosts &hosts, const QString &clientName, const QStringList &redirectUris);
/// Device sign-in: ask for a code, then ask again and again whether the person has allowed it. No client secret is sent.
TokenRequest deviceAuthorization(const Hosts &hosts, const QString &clientId, const QStringList &scope);
TokenRequest deviceToken(const Hosts &hosts, const QString &clientId, const Secret &deviceCode);
/// GET /v1/organizations, or one organization: does this service token work?
TokenRequest probe(const Hosts &hosts, const ServiceToken &token, const QString &organization);

} // namespace token_requests

} // namespace orrery::api
