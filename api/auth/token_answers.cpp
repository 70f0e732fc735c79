// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_answers.h"

#include "api/core/hosts.h"
#include "api/core/json_codec.h"
#include "api/core/utc.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace orrery::api::token_answers {

namespace {
using json::Json;
constexpr qsizetype quotedLength = 200;

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

/// A name or id: some servers write it as a number.
QString idOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    if (found != object.end() && found->is_number_integer())
        return QString::fromStdString(found->dump());
    return textOf(object, name);
}

/// A whole number, also as text, as some servers write it.
std::optional<qint64> numberOf(const Json &object, const char *name)
{
    std::optional<qint64> number;
    const auto found = object.find(name);
    if (found == object.end() || json::read(*found, number))
        return number;
    bool isNumber = false;
    const double value = textOf(object, name).trimmed().toDouble(&isNumber);
    return isNumber && std::abs(value) < 9.2e18 ? std::optional<qint64>(std::llround(value)) : std::nullopt;
}

/// Whether the object says that it is an error. Some servers give the member in every answer, null or empty.
bool isError(const Json &object)
{
    const auto found = object.find("error");
    if (found == object.end() || found->is_null())
        return false;
    return !found->is_string() || !found->get_ref<const std::string &>().empty();
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
    if (good && document.is_object() && !isError(document))
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
    QStringList listed;
    const auto found = object.find("scope");
    if (found == object.end() || !json::read(*found, listed))
        listed = textOf(object, "scope").split(u' ', Qt::SkipEmptyParts);
    // The list of scopes writes them with their level ("database:read_branches"), the examples of answers without: taken
    // both ways.
    QStringList scopes;
    for (const QString &scope : std::as_const(listed))
        scopes.append(scope.section(u':', -1));
    scopes.removeDuplicates();
    return scopes;
}

// A token goes into a header line: anything but visible ASCII would let a broken answer write headers.
bool isTokenText(const QString &text)
{
    return !text.isEmpty()
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}
} // namespace

bool isUnreadBody(int status, const QByteArray &body)
{
    if (status != 400)
        return status == 415;
    const Json document = Json::parse(body.cbegin(), body.cend(), nullptr, false);
    return !document.is_object() || !isError(document) || textOf(document, "error") == QLatin1String("invalid_request");
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
        grant.tokenId = idOf(*object, "id");
        if (!isTokenText(grant.tokenId) || grant.tokenId.contains(u':'))
            token.clear();
        json::read(object->value("expires_at", Json()), grant.expiresAt);
    } else {
        const std::optional<qint64> seconds = numberOf(*object, "expires_in");
        constexpr qint64 tenYears = 10LL * 365 * 24 * 3600;
        if (seconds && *seconds > 0 && *seconds < tenYears)
            grant.expiresAt = now.addSecs(*seconds);
    }
    // A token of another type would be sent as what it is not (RFC 6749, 7.1).
    const QString type = textOf(*object, "token_type");
    const bool isBearer = type.isEmpty() || type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) == 0;
    if (!isBearer || !isTokenText(token))
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
    client.id = idOf(*object, "client_id");
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
        return isProtectedAddress(url) ? url : QUrl();
    };
    const auto seconds = [&object](const char *name, qint64 otherwise, qint64 most) {
        const std::optional<qint64> value = numberOf(*object, name);
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
    json::read(object->value("active", Json()), active); // it decides: nothing but true is yes
    const std::optional<qint64> expiry = numberOf(*object, "exp");
    info.active = active.value_or(false);
    info.scope = scopesOf(*object);
    info.clientId = idOf(*object, "client_id");
    info.subject = idOf(*object, "sub");
    if (expiry)
        info.expiresAt = QDateTime::fromSecsSinceEpoch(*expiry, kUtc);
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

} // namespace orrery::api::token_answers
