// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/json_parts.h"
#include "api/simulator/oauth_page.h"
#include "api/simulator/server.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {

using Fields = QList<QPair<QString, QString>>;

QString field(const Fields &fields, const QString &name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value;
    }
    return {};
}

HttpResponse oauthError(int status, const QString &error, const QString &description)
{
    return HttpResponse::json({{u"error"_s, error}, {u"error_description"_s, description}}, status);
}

QString withQuery(const QString &redirectUri, const Fields &parameters)
{
    QUrl url(redirectUri);
    QUrlQuery query(url);
    for (const auto &[name, value] : parameters)
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

/// client_id and client_secret from the form or, as RFC 6749 also allows, from HTTP Basic.
std::pair<QString, QString> clientOf(const HttpRequest &request, const Fields &form)
{
    const QByteArray authorization = request.header("authorization");
    if (authorization.startsWith("Basic ")) {
        const QString pair = QString::fromUtf8(QByteArray::fromBase64(authorization.mid(6)));
        return {QUrl::fromPercentEncoding(pair.section(u':', 0, 0).toUtf8()),
                QUrl::fromPercentEncoding(pair.section(u':', 1).toUtf8())};
    }
    return {field(form, u"client_id"_s), field(form, u"client_secret"_s)};
}

bool challengeMet(const OAuthGrant &grant, const QString &verifier)
{
    if (grant.challenge.isEmpty())
        return true;
    if (grant.challengeMethod == u"plain")
        return verifier == grant.challenge;
    const QByteArray digest = QCryptographicHash::hash(verifier.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals))
        == grant.challenge;
}

/// Organizations the signed-in user belongs to.
QStringList ownOrganizations(const World &world)
{
    QStringList names;
    for (const auto &organization : world.organizations) {
        if (world.signedIn && organization->membership(world.signedIn->id))
            names += organization->name;
    }
    return names;
}

/// Those ticked on a consent page; all of them when none is.
QStringList chosenOrganizations(const World &world, const Fields &fields)
{
    QStringList organizations;
    for (const auto &[name, value] : fields) {
        if (name == u"organization")
            organizations += value;
    }
    return organizations.isEmpty() ? ownOrganizations(world) : organizations;
}

struct Issuing
{
    World &world;
    Credentials &credentials;
};

/// Exchanges a code. On success `token` is set; otherwise the error answer.
std::optional<HttpResponse> exchangeCode(Issuing issuing, const Fields &form, const QString &clientId,
                                         OAuthToken **token)
{
    const OAuthGrant grant = issuing.credentials.takeGrant(field(form, u"code"_s));
    if (grant.code.isEmpty() || grant.clientId != clientId)
        return oauthError(400, u"invalid_grant"_s, u"The authorization code is unknown or was used before"_s);
    if (grant.expiresAt <= issuing.world.now())
        return oauthError(400, u"invalid_grant"_s, u"The authorization code expired"_s);
    if (grant.redirectUri != field(form, u"redirect_uri"_s))
        return oauthError(400, u"invalid_grant"_s, u"redirect_uri is not the one the code was given to"_s);
    if (!challengeMet(grant, field(form, u"code_verifier"_s)))
        return oauthError(400, u"invalid_grant"_s, u"code_verifier does not match the challenge"_s);
    *token = &issuing.credentials.issue(clientId, grant.scopes, grant.organizations, grant.userId);
    return std::nullopt;
}

std::optional<HttpResponse> refresh(Issuing issuing, const Fields &form, const QString &clientId, OAuthToken **token)
{
    OAuthToken *old = issuing.credentials.byRefreshToken(field(form, u"refresh_token"_s));
    if (!old || old->clientId != clientId || old->refreshRevoked)
        return oauthError(400, u"invalid_grant"_s, u"The refresh token is unknown, revoked or was used before"_s);
    old->refreshRevoked = true; // rotated: each works once
    old->revoked = true;
    *token = &issuing.credentials.issue(clientId, old->scopes, old->organizations, old->userId);
    return std::nullopt;
}

QJsonObject tokenJson(const OAuthToken &token, const World &world)
{
    const double scale = std::max(1.0, world.clock().timeScale());
    const auto seconds = static_cast<qint64>(static_cast<double>(token.expiresAt - world.now()) / scale / kSecond);
    return {{u"access_token"_s, token.accessToken},
            {u"token_type"_s, u"Bearer"_s},
            {u"expires_in"_s, seconds},
            {u"refresh_token"_s, token.refreshToken},
            {u"scope"_s, token.scopes.join(u' ')}};
}

HttpResponse deviceToken(World &world, Credentials &credentials, const Fields &form)
{
    DeviceGrant *device = credentials.device(field(form, u"device_code"_s));
    if (!device || device->clientId != field(form, u"client_id"_s))
        return oauthError(400, u"invalid_grant"_s, u"The device code is unknown"_s);
    if (device->expiresAt <= world.now())
        return oauthError(400, u"expired_token"_s, u"The device code expired"_s);
    if (device->state == DeviceGrant::Waiting)
        return oauthError(400, u"authorization_pending"_s, u"The user has not decided yet"_s);
    if (device->state == DeviceGrant::Denied)
        return oauthError(400, u"access_denied"_s, u"The user denied access"_s);
    const OAuthToken &token =
        credentials.issue(device->clientId, device->scopes, device->organizations, device->userId);
    credentials.forgetDevice(device->deviceCode);
    return HttpResponse::json(tokenJson(token, world));
}

HttpResponse token(World &world, Credentials &credentials, const HttpRequest &request)
{
    const Fields form = request.form();
    const QString grantType = field(form, u"grant_type"_s);
    if (grantType == u"urn:ietf:params:oauth:grant-type:device_code")
        return deviceToken(world, credentials, form); // the only grant that needs no secret
    const auto [clientId, clientSecret] = clientOf(request, form);
    const OAuthApplication *application = credentials.application(clientId);
    if (!application || application->clientSecret != clientSecret)
        return oauthError(401, u"invalid_client"_s, u"Client authentication failed"_s);
    OAuthToken *issued = nullptr;
    std::optional<HttpResponse> error;
    if (grantType == u"authorization_code")
        error = exchangeCode({world, credentials}, form, clientId, &issued);
    else if (grantType == u"refresh_token")
        error = refresh({world, credentials}, form, clientId, &issued);
    else
        return oauthError(400, u"unsupported_grant_type"_s, u"grant_type is not supported"_s);
    return error ? *error : HttpResponse::json(tokenJson(*issued, world));
}

HttpResponse authorize(World &world, Credentials &credentials, const HttpRequest &request, const QString &base)
{
    const bool decided = request.method == "POST";
    const Fields fields = decided ? request.form() : parseForm(request.rawQuery.toUtf8());
    const OAuthApplication *application = credentials.application(field(fields, u"client_id"_s));
    if (!application)
        return HttpResponse::html(messagePage(u"Unknown application"_s, u"No application has this client_id."_s), 400);
    const QString redirectUri = field(fields, u"redirect_uri"_s);
    // Exactly, to the last slash: a near miss must not leak a code.
    if (!application->redirectUris.contains(redirectUri))
        return HttpResponse::html(
            messagePage(u"Redirect address not registered"_s,
                        u"The redirect address is not one of those registered for %1."_s.arg(application->name)),
            400);
    const QString state = field(fields, u"state"_s);
    const auto refuse = [&](const QString &error) {
        return HttpResponse::redirect(withQuery(redirectUri, {{u"error"_s, error}, {u"state"_s, state}}));
    };
    // The old flow sends no response_type; anything but "code" is refused.
    const QString responseType = field(fields, u"response_type"_s);
    if (!responseType.isEmpty() && responseType != u"code")
        return refuse(u"unsupported_response_type"_s);
    QStringList scopes = field(fields, u"scope"_s).split(u' ', Qt::SkipEmptyParts);
    if (scopes.isEmpty())
        scopes = application->scopes;
    for (const QString &scope : std::as_const(scopes)) {
        if (!application->scopes.contains(scope))
            return refuse(u"invalid_scope"_s);
    }
    const QString method = field(fields, u"code_challenge_method"_s);
    if (!method.isEmpty() && method != u"S256" && method != u"plain")
        return refuse(u"invalid_request"_s);

    if (!decided) {
        const QString userName = world.signedIn ? world.signedIn->name : QString();
        return HttpResponse::html(consentPage(application->name, userName, scopes, ownOrganizations(world),
                                              base + u"/oauth/authorize"_s, fields));
    }
    if (field(fields, u"decision"_s) != u"allow")
        return refuse(u"access_denied"_s);
    OAuthGrant &grant = credentials.grant(*application, redirectUri, scopes, chosenOrganizations(world, fields));
    grant.challenge = field(fields, u"code_challenge"_s);
    grant.challengeMethod = method.isEmpty() ? u"plain"_s : method;
    return HttpResponse::redirect(withQuery(redirectUri, {{u"code"_s, grant.code}, {u"state"_s, state}}));
}

HttpResponse device(World &world, Credentials &credentials, const HttpRequest &request, const QString &base)
{
    const bool decided = request.method == "POST";
    const Fields fields = decided ? request.form() : parseForm(request.rawQuery.toUtf8());
    DeviceGrant *grant = credentials.deviceByUserCode(field(fields, u"user_code"_s));
    if (!grant)
        return HttpResponse::html(
            messagePage(u"Unknown code"_s, u"Type the code the application shows into the address: ?user_code=…"_s),
            404);
    if (!decided) {
        const OAuthApplication *application = credentials.application(grant->clientId);
        return HttpResponse::html(consentPage(
            application ? application->name : QString(), world.signedIn ? world.signedIn->name : QString(),
            grant->scopes, ownOrganizations(world), base + u"/oauth/device"_s, {{u"user_code"_s, grant->userCode}}));
    }
    const bool allowed = field(fields, u"decision"_s) == u"allow";
    grant->organizations = chosenOrganizations(world, fields);
    grant->state = allowed ? DeviceGrant::Allowed : DeviceGrant::Denied;
    return HttpResponse::html(messagePage(allowed ? u"Allowed"_s : u"Denied"_s, u"You can close this page."_s));
}

HttpResponse startDevice(Credentials &credentials, const HttpRequest &request, const QString &base)
{
    const Fields form = request.form();
    const OAuthApplication *application = credentials.application(field(form, u"client_id"_s));
    if (!application)
        return oauthError(401, u"invalid_client"_s, u"No application has this client_id"_s);
    QStringList scopes = field(form, u"scope"_s).split(u' ', Qt::SkipEmptyParts);
    if (scopes.isEmpty())
        scopes = application->scopes;
    const DeviceGrant &grant = credentials.startDevice(*application, scopes);
    return HttpResponse::json({{u"device_code"_s, grant.deviceCode},
                               {u"user_code"_s, grant.userCode},
                               {u"verification_uri"_s, base + u"/oauth/device"_s},
                               {u"verification_uri_complete"_s, base + u"/oauth/device?user_code="_s + grant.userCode},
                               {u"expires_in"_s, 600},
                               {u"interval"_s, 1}});
}

HttpResponse tokenInfo(World &world, Credentials &credentials, const HttpRequest &request)
{
    const QString value = QString::fromLatin1(request.header("authorization")).mid(7).trimmed();
    const OAuthToken *token = credentials.byAccessToken(value);
    if (!token || token->revoked || token->expiresAt <= world.now())
        return HttpResponse::json({{u"active"_s, false}});
    return HttpResponse::json({{u"active"_s, true},
                               {u"scope"_s, token->scopes.join(u' ')},
                               {u"client_id"_s, token->clientId},
                               {u"token_type"_s, u"Bearer"_s},
                               {u"exp"_s, token->expiresAt / kSecond},
                               {u"iat"_s, token->createdAt / kSecond},
                               {u"sub"_s, token->userId}});
}

HttpResponse revoke(Credentials &credentials, const HttpRequest &request)
{
    const Fields form = request.form();
    const auto [clientId, clientSecret] = clientOf(request, form);
    const OAuthApplication *application = credentials.application(clientId);
    if (!application || application->clientSecret != clientSecret)
        return oauthError(401, u"invalid_client"_s, u"Client authentication failed"_s);
    const QString value = field(form, u"token"_s);
    // Revoking one does not revoke the other (docs "revoke-token").
    if (OAuthToken *token = credentials.byAccessToken(value); token && token->clientId == clientId)
        token->revoked = true;
    if (OAuthToken *token = credentials.byRefreshToken(value); token && token->clientId == clientId)
        token->refreshRevoked = true;
    return HttpResponse::json({});
}

HttpResponse registration(Credentials &credentials, const HttpRequest &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QStringList redirects;
    const QJsonArray addresses = body.value(u"redirect_uris"_s).toArray();
    for (const auto &value : addresses)
        redirects += value.toString();
    if (redirects.isEmpty())
        return oauthError(400, u"invalid_redirect_uri"_s, u"redirect_uris is required"_s);
    const OAuthApplication &application =
        credentials.registerApplication(body.value(u"client_name"_s).toString(u"Unnamed"_s), redirects);
    return HttpResponse::json({{u"client_id"_s, application.clientId},
                               {u"client_secret"_s, application.clientSecret},
                               {u"client_secret_expires_at"_s, 0},
                               {u"client_name"_s, application.name},
                               {u"redirect_uris"_s, toArray(redirects)},
                               {u"grant_types"_s, QJsonArray{u"authorization_code"_s, u"refresh_token"_s}},
                               {u"response_types"_s, QJsonArray{u"code"_s}},
                               {u"token_endpoint_auth_method"_s, u"client_secret_post"_s}},
                              201);
}

HttpResponse discovery(const QString &base)
{
    return HttpResponse::json(
        {{u"issuer"_s, base},
         {u"authorization_endpoint"_s, base + u"/oauth/authorize"_s},
         {u"token_endpoint"_s, base + u"/oauth/token"_s},
         {u"registration_endpoint"_s, base + u"/oauth/registration"_s},
         {u"userinfo_endpoint"_s, base + u"/oauth/userinfo"_s},
         {u"scopes_supported"_s, toArray(allScopes())},
         {u"response_types_supported"_s, QJsonArray{u"code"_s}},
         {u"code_challenge_methods_supported"_s, QJsonArray{u"plain"_s, u"S256"_s}},
         {u"token_endpoint_auth_methods_supported"_s, QJsonArray{u"client_secret_basic"_s, u"client_secret_post"_s}}});
}

QJsonObject accessRows(const QStringList &scopes)
{
    QJsonArray rows;
    for (const QString &scope : scopes)
        rows.append(QJsonObject{{u"name"_s, scope}, {u"description"_s, scopeDescription(scope)}});
    return {{u"accesses"_s, rows}};
}

} // namespace

HttpResponse answerOAuth(World &world, Credentials &credentials, const HttpRequest &request, const QString &base)
{
    const QString name = request.segments.mid(1).join(u'/');
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    if (request.segments.constFirst() == u".well-known")
        return get && name.startsWith("oauth-authorization-server"_L1) ? discovery(base) : HttpResponse::notFound();
    if (name == u"authorize" && (get || post))
        return authorize(world, credentials, request, base);
    if (name == u"token" && post)
        return token(world, credentials, request);
    if (name == u"token/info" && get)
        return tokenInfo(world, credentials, request);
    if (name == u"revoke" && post)
        return revoke(credentials, request);
    if (name == u"registration" && post)
        return registration(credentials, request);
    if (name == u"authorize_device" && post)
        return startDevice(credentials, request, base);
    if (name == u"device" && (get || post))
        return device(world, credentials, request, base);
    return HttpResponse::notFound();
}

// The flow of the older documentation: parameters in the query (its examples) or the body (the specification),
// signed with a service token of the organization that owns the application.
HttpResponse answerOrganizationToken(World &world, Credentials &credentials, const HttpRequest &request,
                                     const QString &organization, const QString &applicationId)
{
    QString refusal;
    const Caller caller = credentials.identify(request.header("authorization"), &refusal);
    if (caller.kind == Caller::Nobody)
        return HttpResponse::error(401, u"unauthorized"_s, refusal);
    const OAuthApplication *application = credentials.applicationById(applicationId);
    if (caller.kind != Caller::ServiceToken || !caller.rights.contains(u"write_oauth_tokens"_s)
        || !caller.organizations.contains(organization) || !application
        || application->ownerOrganization != organization)
        return HttpResponse::notFound();

    Fields fields = parseForm(request.rawQuery.toUtf8());
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    for (auto it = body.constBegin(); it != body.constEnd(); ++it)
        fields.append({it.key(), it.value().toString()});
    if (field(fields, u"client_id"_s) != application->clientId
        || field(fields, u"client_secret"_s) != application->clientSecret)
        return HttpResponse::error(401, u"unauthorized"_s, u"Client authentication failed"_s);
    OAuthToken *issued = nullptr;
    const QString grantType = field(fields, u"grant_type"_s);
    std::optional<HttpResponse> error;
    if (grantType == u"authorization_code")
        error = exchangeCode({world, credentials}, fields, application->clientId, &issued);
    else if (grantType == u"refresh_token")
        error = refresh({world, credentials}, fields, application->clientId, &issued);
    else
        return HttpResponse::error(422, u"invalid_params"_s, u"grant_type is not supported"_s);
    if (error)
        return HttpResponse::unprocessable(
            QJsonDocument::fromJson(error->body).object().value(u"error_description"_s).toString());

    const User *user = world.user(issued->userId);
    QJsonObject organizations = accessRows(issued->scopes);
    QJsonArray organizationRows;
    for (const QString &name : std::as_const(issued->organizations)) {
        if (const Organization *known = world.organization(name))
            organizationRows.append(QJsonObject{
                {u"name"_s, name}, {u"id"_s, known->id}, {u"url"_s, u"https://app.planetscale.com/"_s + name}});
    }
    organizations.insert(u"organizations"_s, organizationRows);
    QJsonObject users = accessRows({u"read_user"_s});
    users.insert(u"users"_s,
                 user ? QJsonArray{QJsonObject{{u"name"_s, user->name}, {u"id"_s, user->id}}} : QJsonArray());
    QJsonObject databases = accessRows({});
    databases.insert(u"databases"_s, QJsonArray());
    QJsonObject branches = accessRows({});
    branches.insert(u"branches"_s, QJsonArray());
    return HttpResponse::json({{u"id"_s, issued->id},
                               {u"type"_s, u"ServiceToken"_s},
                               {u"name"_s, QJsonValue::Null},
                               {u"display_name"_s, application->name},
                               {u"token"_s, issued->accessToken},
                               {u"plain_text_refresh_token"_s, issued->refreshToken},
                               {u"avatar_url"_s, u"https://app.planetscale.com/gravatar-fallback.png"_s},
                               {u"created_at"_s, timeOrNull(issued->createdAt)},
                               {u"updated_at"_s, timeOrNull(issued->createdAt)},
                               {u"expires_at"_s, timeOrNull(issued->expiresAt)},
                               {u"last_used_at"_s, QJsonValue::Null},
                               {u"actor_id"_s, textOrNull(issued->userId)},
                               {u"actor_display_name"_s, user ? QJsonValue(user->name) : QJsonValue(QJsonValue::Null)},
                               {u"actor_type"_s, u"User"_s},
                               {u"service_token_accesses"_s, QJsonArray()},
                               {u"oauth_accesses_by_resource"_s,
                                QJsonObject{{u"database"_s, databases},
                                            {u"organization"_s, organizations},
                                            {u"branch"_s, branches},
                                            {u"user"_s, users}}}});
}

} // namespace orrery::simulator
