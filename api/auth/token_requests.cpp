// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_requests.h"

#include "api/core/json_codec.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace orrery::api::token_requests {

namespace {
using json::Json;
constexpr qsizetype quotedLength = 200;

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

// The seed page sends everything in the query, signed with the owner's service token.
TokenRequest organizationRequest(const Hosts &hosts, const OrganizationTokenEndpoint &endpoint,
                                 const QList<Field> &fields, QList<QByteArray> secrets)
{
    const QByteArray path = "/v1/organizations/" + QUrl::toPercentEncoding(endpoint.organization)
        + "/oauth-applications/" + QUrl::toPercentEncoding(endpoint.applicationId) + "/token";
    secrets.append(endpoint.ownerToken.token.reveal());
    return {.method = Method::Post,
            .url = at(hosts.api, path, encodedForm(fields)),
            .contentType = {},
            .authorization = endpoint.ownerToken.authorization(),
            .body = {},
            .secrets = secrets};
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

// What the service wrote, fit for showing: one line, and nothing in it that is or looks like a credential.
QString quoted(QString text, const TokenAnswer &answer)
{
    text.truncate(qMin(text.size(), qsizetype(4096)));
    for (const QByteArray &secret : answer.secrets) {
        if (!secret.isEmpty()) {
            text.replace(QString::fromUtf8(secret), QStringLiteral("•••"));
            text.replace(QString::fromLatin1(secret.toPercentEncoding()), QStringLiteral("•••"));
        }
    }
    static const QRegularExpression credential(QStringLiteral("pscale_[A-Za-z]+_[^\\s\"'<>&,;]+"));
    text.replace(credential, QStringLiteral("•••"));
    return text.section(u'\n', 0, 0).trimmed().left(quotedLength);
}

SignInError errorFor(SignInError::Kind kind, const TokenAnswer &answer)
{
    SignInError error{.kind = kind};
    error.host = answer.host;
    error.status = answer.status;
    error.detail = quoted(answer.detail, answer);
    return error;
}

QString textOf(const Json &object, const char *name)
{
    QString text;
    const auto found = object.find(name);
    if (found != object.end())
        json::read(*found, text);
    return text;
}

SignInError::Kind kindOfRefusal(const QString &code, int status)
{
    if (code == QLatin1String("invalid_client") || code == QLatin1String("unauthorized_client"))
        return SignInError::Kind::InvalidClient;
    if (code == QLatin1String("invalid_grant"))
        return SignInError::Kind::InvalidGrant;
    if (code == QLatin1String("access_denied"))
        return SignInError::Kind::Denied;
    return code.isEmpty() && status == 401 ? SignInError::Kind::InvalidClient : SignInError::Kind::Refused;
}

// The JSON object of a 2xx answer, or the failure. A body that is no JSON is quoted only from an error page: a broken
// answer of 200 may be half a token.
SignInResult<Json> readObject(const TokenAnswer &answer)
{
    if (answer.transport) {
        SignInError error = errorFor(SignInError::Kind::Network, answer);
        error.network = *answer.transport;
        return tl::unexpected(error);
    }
    const QByteArray &body = answer.body.reveal();
    Json document = Json::parse(body.cbegin(), body.cend(), nullptr, false);
    const bool good = answer.status >= 200 && answer.status < 300;
    if (good && document.is_object() && !document.contains("error"))
        return document;
    if (document.is_object()) {
        // {"error":"…"} of OAuth, or {"code":"…","message":"…"} of the API, whose token endpoint speaks like its other ones.
        QString code = textOf(document, "error");
        QString description = textOf(document, "error_description");
        if (code.isEmpty())
            code = textOf(document, "code");
        if (description.isEmpty())
            description = textOf(document, "message");
        SignInError error = errorFor(kindOfRefusal(code, answer.status), answer);
        error.code = quoted(code, answer);
        error.description = quoted(description, answer);
        if (answer.status >= 500 && code.isEmpty()) {
            error.kind = SignInError::Kind::Network;
            error.network = ApiError::Kind::Server;
        }
        return tl::unexpected(error);
    }
    SignInError error = errorFor(SignInError::Kind::NotJson, answer);
    if (answer.status >= 500) {
        error.kind = SignInError::Kind::Network;
        error.network = ApiError::Kind::Server;
    } else if (answer.status == 429) {
        error.kind = SignInError::Kind::Network;
        error.network = ApiError::Kind::RateLimited;
    }
    if (!good)
        error.description = quoted(QString::fromUtf8(body.left(4096)), answer);
    return tl::unexpected(error);
}

QStringList scopesOf(const Json &object)
{
    return textOf(object, "scope").split(u' ', Qt::SkipEmptyParts);
}

// A token goes into a header line: anything but visible ASCII would let a broken answer write headers.
bool isTokenText(const QString &text)
{
    return !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
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

SignInResult<TokenGrant> readGrant(const TokenAnswer &answer, const QDateTime &now)
{
    const auto object = readObject(answer);
    if (!object)
        return tl::unexpected(object.error());

    TokenGrant grant;
    QString token = textOf(*object, "access_token");
    QString refreshToken = textOf(*object, "refresh_token");
    if (token.isEmpty()) {
        // The organization token endpoint answers with a service token instead.
        token = textOf(*object, "token");
        refreshToken = textOf(*object, "plain_text_refresh_token");
        grant.tokenId = textOf(*object, "id");
        if (!isTokenText(grant.tokenId) || grant.tokenId.contains(u':'))
            token.clear();
        json::read(object->value("expires_at", Json()), grant.expiresAt);
    } else {
        std::optional<qint64> seconds;
        json::read(object->value("expires_in", Json()), seconds);
        constexpr qint64 tenYears = 10LL * 365 * 24 * 3600;
        if (seconds && *seconds > 0 && *seconds < tenYears)
            grant.expiresAt = now.addSecs(*seconds);
    }
    if (!isTokenText(token))
        return tl::unexpected(errorFor(SignInError::Kind::MissingAccessToken, answer));
    grant.accessToken = Secret(token.toLatin1());
    if (isTokenText(refreshToken))
        grant.refreshToken = Secret(refreshToken.toLatin1());
    grant.scope = scopesOf(*object);
    return grant;
}

SignInResult<OAuthClient> readRegistration(const TokenAnswer &answer)
{
    const auto object = readObject(answer);
    if (!object) {
        SignInError error = object.error();
        if (error.kind != SignInError::Kind::Network)
            error.kind = SignInError::Kind::RegistrationRefused;
        return tl::unexpected(error);
    }
    OAuthClient client;
    client.id = textOf(*object, "client_id");
    client.secret = Secret(textOf(*object, "client_secret").toUtf8());
    client.registered = true;
    if (client.id.isEmpty())
        return tl::unexpected(errorFor(SignInError::Kind::RegistrationRefused, answer));
    return client;
}

SignInResult<DeviceCode> readDeviceCode(const TokenAnswer &answer)
{
    const auto object = readObject(answer);
    if (!object)
        return tl::unexpected(object.error());
    const auto webAddress = [&object](const char *name) {
        const QUrl url(textOf(*object, name), QUrl::StrictMode);
        const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        return web && !url.host().isEmpty() ? url : QUrl();
    };
    const auto seconds = [&object](const char *name, qint64 otherwise, qint64 most) {
        std::optional<qint64> value;
        json::read(object->value(name, Json()), value);
        return std::chrono::seconds(value.value_or(0) > 0 ? qMin(*value, most) : otherwise);
    };
    DeviceCode code;
    code.deviceCode = Secret(textOf(*object, "device_code").toUtf8());
    code.userCode = textOf(*object, "user_code");
    code.verificationUri = webAddress("verification_uri");
    code.verificationUriComplete = webAddress("verification_uri_complete");
    code.lifetime = seconds("expires_in", 300, 3600);
    code.interval = seconds("interval", 5, 60);
    if (code.deviceCode.isEmpty() || code.userCode.isEmpty() || code.verificationUri.isEmpty())
        return tl::unexpected(errorFor(SignInError::Kind::MissingAccessToken, answer));
    return code;
}

SignInResult<TokenInfo> readInfo(const TokenAnswer &answer)
{
    const auto object = readObject(answer);
    if (!object)
        return tl::unexpected(object.error());
    TokenInfo info;
    std::optional<bool> active;
    std::optional<qint64> expiry;
    json::read(object->value("active", Json()), active);
    json::read(object->value("exp", Json()), expiry);
    info.active = active.value_or(false);
    info.scope = scopesOf(*object);
    info.clientId = textOf(*object, "client_id");
    info.subject = textOf(*object, "sub");
    if (expiry)
        info.expiresAt = QDateTime::fromSecsSinceEpoch(*expiry, Qt::UTC);
    return info;
}

std::optional<SignInError> readRevocation(const TokenAnswer &answer)
{
    // Success may have an empty body; nothing in a body of a success matters.
    if (!answer.transport && answer.status >= 200 && answer.status < 300)
        return std::nullopt;
    const auto object = readObject(answer);
    return object ? errorFor(SignInError::Kind::Refused, answer) : object.error();
}

SignInResult<QStringList> readProbe(const TokenAnswer &answer)
{
    const auto object = readObject(answer);
    if (!object) {
        SignInError error = object.error();
        if (error.status == 401 || error.status == 403 || error.status == 404)
            error.kind = SignInError::Kind::NotPermitted;
        return tl::unexpected(error);
    }
    QStringList names;
    const auto data = object->find("data");
    if (data != object->end() && data->is_array()) {
        for (const Json &element : *data) {
            if (element.is_object())
                names.append(textOf(element, "name"));
        }
    } else {
        names.append(textOf(*object, "name"));
    }
    names.removeAll(QString());
    return names;
}

} // namespace orrery::api::token_requests
