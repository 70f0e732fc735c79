// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/secret.h"

#include <QString>

#include <optional>

namespace orrery::api {

/// A PlanetScale service token: a 12-character id and a secret that starts with "pscale_tkn_". Page: service-tokens.
struct ServiceToken
{
    QString id;
    Secret token;

    [[nodiscard]] bool isEmpty() const { return id.isEmpty() || token.isEmpty(); }
    /// "ID:TOKEN": the whole Authorization header, without a scheme word.
    [[nodiscard]] QByteArray authorization() const
    {
        return isEmpty() ? QByteArray() : id.toUtf8() + ':' + token.reveal();
    }

    friend bool operator==(const ServiceToken &, const ServiceToken &) = default;
};

/// What is wrong with a typed service token, before anything is sent.
enum class ServiceTokenProblem : quint8 {
    None,
    MissingId,
    MissingToken,
    Swapped, ///< the id field holds the secret and the other way round
    BadId, ///< not 12 letters and digits
    BadToken, ///< does not start with pscale_tkn_, or has a character no token has
    OAuthToken, ///< the secret of an OAuth sign-in (pscale_oauth_…) or a branch password (pscale_pw_…)
};

struct ServiceTokenInput
{
    ServiceTokenProblem problem = ServiceTokenProblem::None;
    ServiceToken token; ///< trimmed; filled when problem is None
};

/// Reads what was typed or pasted. Takes surrounding blanks away and understands "ID:TOKEN" pasted into either field.
ServiceTokenInput readServiceToken(const QString &id, const QString &token);

/// PLANETSCALE_SERVICE_TOKEN_ID and PLANETSCALE_SERVICE_TOKEN: for this run only, never stored. Nothing when neither is
/// set; a problem when only one is, or when they are malformed. Both are gone from this process's environment afterwards, so
/// no program it starts inherits them: call it before there is a second thread.
std::optional<ServiceTokenInput> takeServiceTokenFromEnvironment();

} // namespace orrery::api
