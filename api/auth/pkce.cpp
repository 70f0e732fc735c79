// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace orrery::api {

namespace {
constexpr qsizetype verifierLength = 96;
constexpr auto base64url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
} // namespace

QByteArray randomToken(qsizetype length)
{
    // 3 bytes give 4 characters; 12-byte rounds fit the generator's 32-bit words and need no padding.
    QByteArray token;
    while (token.size() < length) {
        quint32 words[3];
        QRandomGenerator::system()->fillRange(words);
        token += QByteArray(reinterpret_cast<const char *>(words), sizeof words).toBase64(base64url);
    }
    token.truncate(length);
    return token;
}

QByteArray Pkce::challengeFor(const QByteArray &verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(base64url);
}

Pkce Pkce::create()
{
    const QByteArray verifier = randomToken(verifierLength);
    return {.verifier = verifier, .challenge = challengeFor(verifier)};
}

} // namespace orrery::api
