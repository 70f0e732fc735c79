// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/sign_in_error.h"
#include "api/auth/token_grant.h"

#include <QDateTime>
#include <QUrl>

#include <tl/expected.hpp>

#include <chrono>
#include <optional>

namespace orrery::api {

/// What came back. `transport` is set when there was no HTTP answer or it could not be read whole.
struct TokenAnswer
{
    int status = 0;
    Secret body;
    std::optional<ApiError::Kind> transport;
    QString detail;
    QString host;
    QList<QByteArray> secrets; ///< of the request
};

template<class T>
using SignInResult = tl::expected<T, SignInError>;

/// What GET /oauth/token/info tells about an access token.
struct TokenInfo
{
    bool active = false;
    QStringList scope;
    QString clientId;
    QString subject; ///< the user's id
    QDateTime expiresAt;
};

/// What a device sign-in shows to the person (RFC 8628).
struct DeviceCode
{
    Secret deviceCode;
    QString userCode; ///< "WDJB-MJHT", to be compared or typed
    QUrl verificationUri; ///< https, or on this computer
    QUrl verificationUriComplete; ///< with the code in it; may be empty
    std::chrono::seconds lifetime{0};
    std::chrono::seconds interval{5};
};

/// Reads what the authorization server answered. Nothing that is or looks like a credential gets into an error.
namespace token_answers {

SignInResult<TokenGrant> readGrant(const TokenAnswer &answer, const QDateTime &now);
SignInResult<OAuthClient> readRegistration(const TokenAnswer &answer);
SignInResult<DeviceCode> readDeviceCode(const TokenAnswer &answer);
SignInResult<TokenInfo> readInfo(const TokenAnswer &answer);
/// Whether the service found no parameters in the body of a request that had some. An error that tells of them (OAuth's
/// invalid_grant) shows that they were read.
bool isUnreadBody(int status, const QByteArray &body);
/// Nothing, or why the revocation is not certain.
std::optional<SignInError> readRevocation(const TokenAnswer &answer);
/// The organizations a service token sees.
SignInResult<QStringList> readProbe(const TokenAnswer &answer);

} // namespace token_answers

} // namespace orrery::api
