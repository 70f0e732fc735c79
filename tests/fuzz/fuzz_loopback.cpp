// SPDX-License-Identifier: GPL-3.0-or-later
// What any program on this machine may send to the sign-in's listener, and what a person may paste.
#include "api/auth/callback_request.h"
#include "tests/fuzz/require.h"

using namespace orrery::api;
using orrery::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray received = orrery::fuzz::bytes(data, size);
    const ExpectedCallback expected{.port = 7739, .path = QStringLiteral("/callback"), .state = "s3cret-state"};

    const Callback fromBrowser = judgeRequest(received, expected);
    require(!fromBrowser.isCallback() || received.contains("s3cret-state") || received.contains('%'),
            "no callback without the state");
    require(fromBrowser.kind != Callback::Kind::Code || !fromBrowser.code.isEmpty(), "a code is not empty");
    require(received.size() <= maximumCallbackRequest || fromBrowser.kind != Callback::Kind::Incomplete,
            "nobody is listened to for ever");

    const Callback pasted = judgeAddress(QString::fromUtf8(received), expected);
    require(pasted.kind != Callback::Kind::Code || !pasted.code.isEmpty(), "a pasted code is not empty");
    return 0;
}
