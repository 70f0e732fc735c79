// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/token_answers.h"
#include "api/auth/token_requests.h"

#include <QObject>

#include <chrono>
#include <functional>

class QNetworkAccessManager;

namespace orrery::api {

struct HttpAnswer;

/// One TokenRequest under way. Ends exactly once and deletes itself; deleting it (or its owner) aborts silently.
/// Redirects are not followed, nothing is cached, an answer is at most 1 MB. A request with a fallback is sent a second
/// time in that form when the service does not read the first, and the log says so.
class TokenCall final : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::chrono::milliseconds total{30'000};
        qint64 maximumBody = 1024 * 1024;
    };
    using Done = std::function<void(const TokenAnswer &)>;

    /// `owner` is the parent; `done` is called in its thread, never before send() returned.
    static TokenCall *send(QNetworkAccessManager *network, const TokenRequest &request, QObject *owner, Limits limits,
                           Done done);

private:
    TokenCall(QNetworkAccessManager *network, TokenRequest request, Limits limits, QObject *owner, Done done);
    void exchange();
    void finish(HttpAnswer answer);

    QNetworkAccessManager *m_network;
    TokenRequest m_request;
    Limits m_limits;
    Done m_done;
    TokenAnswer m_answer;
};

} // namespace orrery::api
