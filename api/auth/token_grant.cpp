// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/token_grant.h"

namespace orrery::api {

QByteArray TokenGrant::authorization() const
{
    if (accessToken.isEmpty())
        return {};
    if (!tokenId.isEmpty())
        return tokenId.toUtf8() + ':' + accessToken.reveal();
    return QByteArrayLiteral("Bearer ") + accessToken.reveal();
}

Secret TokenGrant::stored() const
{
    // Bearer tokens hold no colon (RFC 6750), so the two forms cannot be mixed up.
    return tokenId.isEmpty() ? accessToken : Secret(tokenId.toUtf8() + ':' + accessToken.reveal());
}

void TokenGrant::setStored(const Secret &stored)
{
    const QByteArray &text = stored.reveal();
    const qsizetype colon = text.indexOf(':');
    tokenId = colon < 0 ? QString() : QString::fromUtf8(text.left(colon));
    accessToken = Secret(text.mid(colon + 1));
}

} // namespace orrery::api
