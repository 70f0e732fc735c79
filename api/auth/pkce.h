// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace orrery::api {

/// Proof Key for Code Exchange (RFC 7636), method S256. PlanetScale accepts it beside the client secret.
struct Pkce
{
    QByteArray verifier; ///< 43–128 unreserved characters
    QByteArray challenge; ///< base64url(sha256(verifier)), unpadded

    /// A fresh pair from the system's random source.
    static Pkce create();
    static QByteArray challengeFor(const QByteArray &verifier);
};

/// `length` characters of A–Z a–z 0–9 - _ (6 bits each) from the system's random source: states, verifiers.
QByteArray randomToken(qsizetype length);

} // namespace orrery::api
