// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_requests.h"

#include "api/core/json_codec.h"

namespace orrery::api::token_requests {

namespace {
using json::Json;

struct Field
{
    const char *name;
    QByteArray value;
};

// Everything but unreserved characters is encoded, so that the other side decodes exactly these bytes.
QByteArray encodedForm(const QList<Field> &fields)
{
    QByteArray form;
    for (const Field &field : fields) {
        if (!form.isEmpty())
            form += '&';
        form += field.name;
        form += '=';
        form += field.value.toPercentEncoding();
    }
    return form;
}

QUrl at(const QUrl &host, const QByteArray &encodedPath, const QByteArray &encodedQuery = {})
{
    QByteArray url = host.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QByteArray base = host.path(QUrl::FullyEncoded).toUtf8();
    while (base.endsWith('/'))
        base.chop(1);
    url += base + encodedPath;
    if (!encodedQuery.isEmpty())
        url += '?' + encodedQuery;
    return QUrl::fromEncoded(url, QUrl::StrictMode);
}

TokenRequest formRequest(const QUrl &url, const QList<Field> &fields, const QList<QByteArray> &secrets)
{
    return {.method = Method::Post,
            .url = url,
            .contentType = QByteArrayLiteral("application/x-www-form-urlencoded"),
            .authorization = {},
            .body = encodedForm(fields),
            .secrets = secrets};
}

// The specification has a JSON body, so that no secret stands in an address; signed with the owner's service token. It does
// not name `code_verifier`, which the code was asked for with: it is sent on the assumption that PKCE holds here too.
TokenRequest organizationRequest(const Hosts &hosts, const OrganizationTokenEndpoint &endpoint,
                                 const QList<Field> &fields, QList<QByteArray> secrets)
{
    const QByteArray path = "/v1/organizations/" + QUrl::toPercentEncoding(endpoint.organization)
        + "/oauth-applications/" + QUrl::toPercentEncoding(endpoint.applicationId) + "/token";
    secrets.append(endpoint.ownerToken.token.reveal());
    Json body = Json::object();
    for (const Field &field : fields)
        body[field.name] = field.value.toStdString();
    return {.method = Method::Post,
            .url = at(hosts.api, path),
            .contentType = QByteArrayLiteral("application/json"),
            .authorization = endpoint.ownerToken.authorization(),
            .body = QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace)),
            .secrets = secrets,
            .fallback = at(hosts.api, path, encodedForm(fields))};
}

TokenRequest tokenRequest(const Hosts &hosts, const OAuthClient &client, QList<Field> fields,
                          const QList<QByteArray> &secrets)
{
    fields.append({"client_id", client.id.toUtf8()});
    // A public client (device code) has none; an empty one would be refused as a wrong one.
    if (!client.secret.isEmpty())
        fields.append({"client_secret", client.secret.reveal()});
    QList<QByteArray> hidden = secrets;
    hidden.append(client.secret.reveal());
    if (client.organizationEndpoint)
        return organizationRequest(hosts, *client.organizationEndpoint, fields, hidden);
    return formRequest(at(hosts.auth, "/oauth/token"), fields, hidden);
}
} // namespace

QUrl authorizeUrl(const Hosts &hosts, const OAuthClient &client, const QString &redirectUri, const QByteArray &state,
                  const QByteArray &challenge, const QStringList &scope)
{
    QList<Field> fields{{"client_id", client.id.toUtf8()},
                        {"redirect_uri", redirectUri.toUtf8()},
                        {"response_type", QByteArrayLiteral("code")},
                        {"state", state},
                        {"code_challenge", challenge},
                        {"code_challenge_method", QByteArrayLiteral("S256")}};
    if (!scope.isEmpty())
        fields.append({"scope", scope.join(u' ').toUtf8()});
    return at(hosts.app, "/oauth/authorize", encodedForm(fields));
}

TokenRequest exchange(const Hosts &hosts, const OAuthClient &client, const QByteArray &code, const QString &redirectUri,
                      const QByteArray &verifier)
{
    return tokenRequest(hosts, client,
                        {{"grant_type", QByteArrayLiteral("authorization_code")},
                         {"code", code},
                         {"redirect_uri", redirectUri.toUtf8()},
                         {"code_verifier", verifier}},
                        {code, verifier});
}

TokenRequest refresh(const Hosts &hosts, const OAuthClient &client, const Secret &refreshToken)
{
    return tokenRequest(hosts, client,
                        {{"grant_type", QByteArrayLiteral("refresh_token")}, {"refresh_token", refreshToken.reveal()}},
                        {refreshToken.reveal()});
}

TokenRequest revoke(const Hosts &hosts, const OAuthClient &client, const Secret &token)
{
    QList<Field> fields{{"token", token.reveal()}, {"client_id", client.id.toUtf8()}};
    if (!client.secret.isEmpty())
        fields.append({"client_secret", client.secret.reveal()});
    return formRequest(at(hosts.auth, "/oauth/revoke"), fields, {token.reveal(), client.secret.reveal()});
}

TokenRequest deleteOrganizationToken(const Hosts &hosts, const OrganizationTokenEndpoint &endpoint,
                                     const QString &tokenId)
{
    const QByteArray path = "/v1/organizations/" + QUrl::toPercentEncoding(endpoint.organization)
        + "/oauth-applications/" + QUrl::toPercentEncoding(endpoint.applicationId) + "/tokens/"
        + QUrl::toPercentEncoding(tokenId);
    return {.method = Method::Delete,
            .url = at(hosts.api, path),
            .contentType = {},
            .authorization = endpoint.ownerToken.authorization(),
            .body = {},
            .secrets = {endpoint.ownerToken.token.reveal()}};
}

TokenRequest info(const Hosts &hosts, const Secret &accessToken)
{
    return {.method = Method::Get,
            .url = at(hosts.auth, "/oauth/token/info"),
            .contentType = {},
            .authorization = "Bearer " + accessToken.reveal(),
            .body = {},
            .secrets = {accessToken.reveal()}};
}

TokenRequest registration(const Hosts &hosts, const QString &clientName, const QStringList &redirectUris)
{
    Json body = {{"client_name", clientName.toStdString()},
                 {"redirect_uris", Json::array()},
                 {"grant_types", {"authorization_code", "refresh_token"}},
                 {"response_types", {"code"}},
                 {"token_endpoint_auth_method", "client_secret_post"}};
    for (const QString &uri : redirectUris)
        body["redirect_uris"].push_back(uri.toStdString());
    return {.method = Method::Post,
            .url = at(hosts.auth, "/oauth/registration"),
            .contentType = QByteArrayLiteral("application/json"),
            .authorization = {},
            .body = QByteArray::fromStdString(body.dump()),
            .secrets = {}};
}

TokenRequest deviceAuthorization(const Hosts &hosts, const QString &clientId, const QStringList &scope)
{
    QList<Field> fields{{"client_id", clientId.toUtf8()}};
    if (!scope.isEmpty())
        fields.append({"scope", scope.join(u' ').toUtf8()});
    return formRequest(at(hosts.auth, "/oauth/authorize_device"), fields, {});
}

TokenRequest deviceToken(const Hosts &hosts, const QString &clientId, const Secret &deviceCode)
{
    return formRequest(at(hosts.auth, "/oauth/token"),
                       {{"grant_type", QByteArrayLiteral("urn:ietf:params:oauth:grant-type:device_code")},
                        {"device_code", deviceCode.reveal()},
                        {"client_id", clientId.toUtf8()}},
                       {deviceCode.reveal()});
}

TokenRequest probe(const Hosts &hosts, const ServiceToken &token, const QString &organization)
{
    const QByteArray path = organization.isEmpty() ? QByteArrayLiteral("/v1/organizations")
                                                   : "/v1/organizations/" + QUrl::toPercentEncoding(organization);
    return {.method = Method::Get,
            .url = at(hosts.api, path),
            .contentType = {},
            .authorization = token.authorization(),
            .body = {},
            .secrets = {token.token.reveal()}};
}
} // namespace orrery::api::token_requests
