// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace orrery::api {

/// The one callback a sign-in waits for.
struct ExpectedCallback
{
    quint16 port = 0;
    QString path = QStringLiteral("/callback");
    QByteArray state;

    /// "http://127.0.0.1:PORT/callback": registered with the OAuth application and compared by the service character by
    /// character.
    [[nodiscard]] QString redirectUri() const;
};

/// What became of something that reached the listener (or was pasted).
struct Callback
{
    enum class Kind : quint8 {
        Incomplete, ///< a request that may still become one: wait for more bytes
        Code, ///< the callback, with a code
        Error, ///< the callback, with an error instead ("access_denied")
        NotHttp, ///< 400: no request line or broken headers
        WrongMethod, ///< 405
        WrongHost, ///< 400: no Host header, or one that is not ours (DNS rebinding)
        WrongPath, ///< 404: favicon.ico and friends
        WrongState, ///< 400: state missing, doubled or of another sign-in
        NoCode, ///< 400: right state, but neither exactly one code nor an error
        TooLarge, ///< 431
        WrongAddress, ///< pasted text that is not an address of our redirect
    };

    Kind kind = Kind::Incomplete;
    QByteArray code; ///< percent-decoded once
    QString error; ///< OAuth error code, printable ASCII
    QString errorDescription; ///< untrusted plain text
    bool head = false; ///< the answer must have no body

    [[nodiscard]] bool isCallback() const { return kind == Kind::Code || kind == Kind::Error; }
    /// HTTP status to answer with.
    [[nodiscard]] int status() const;
};

/// More than this before the end of the headers is refused.
inline constexpr qsizetype maximumCallbackRequest = 16 * 1024;

/// Judges what one connection has sent so far. Pure; never trusts a byte of it (fuzzed by tests/fuzz/fuzz_loopback).
Callback judgeRequest(const QByteArray &received, const ExpectedCallback &expected);

/// Judges an address copied from the browser's address bar ("paste the address") by the same rules.
Callback judgeAddress(const QString &pasted, const ExpectedCallback &expected);

} // namespace orrery::api
