// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace orrery::api {

/// What the browser tab says at the end.
enum class CallbackPage : quint8 {
    SignedIn, ///< the exchange succeeded
    Finishing, ///< the code arrived, the exchange takes longer than the browser should wait
    Failed, ///< the code arrived, the exchange failed: Orrery says why
    Denied, ///< the person or the service said no on the consent page
    AlreadyUsed, ///< a second callback for the same sign-in
    NotForUs, ///< junk
};

/// A complete HTTP/1.1 answer: own HTML without scripts, links or foreign resources; follows light and dark; not cached.
QByteArray callbackAnswer(CallbackPage page, int status, bool head = false);

} // namespace orrery::api
