// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>

#include <memory>

namespace orrery::api {

struct NetworkSettings
{
    bool http2 = true;
    bool systemProxy = true; ///< off: straight connections; loopback never goes through a proxy
};

/// The network manager of an account: no cookies, no cache, no remembered passwords, redirects only within the same origin
/// (so that Authorization never reaches another host), TLS errors never ignored.
std::unique_ptr<QNetworkAccessManager> makeNetworkAccess(const NetworkSettings &settings = {});

/// The same, but refuses every host that is not the loopback interface before anything is sent
/// (QNetworkReply::ContentAccessDenied). For tests and screenshots.
class LoopbackOnlyNetwork final : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit LoopbackOnlyNetwork(QObject *parent = nullptr);
    /// How many requests were refused.
    [[nodiscard]] int refusedCount() const { return m_refused; }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override;

private:
    int m_refused = 0;
};

} // namespace orrery::api
