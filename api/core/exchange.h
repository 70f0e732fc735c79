// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/classify.h"
#include "api/core/method.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>

class QNetworkAccessManager;

namespace orrery::api {

/// One HTTP exchange: sends, watches both time limits, caps the body while it arrives, and reports exactly once what came
/// of it. Deleting it aborts silently.
class Exchange final : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::chrono::milliseconds idle; ///< without a byte
        std::chrono::milliseconds total;
        qint64 body; ///< bytes, decompressed
    };
    using Done = std::function<void(WireOutcome)>;

    Exchange(const Limits &limits, Done done, QObject *parent);
    ~Exchange() override;

    /// `done` is never called from within.
    void start(QNetworkAccessManager *network, const QNetworkRequest &request, Method method, const QByteArray &body);
    /// Whether the service may have seen the request.
    [[nodiscard]] bool bytesMayHaveLeft() const;
    [[nodiscard]] std::chrono::milliseconds elapsed() const { return std::chrono::milliseconds(m_elapsed.elapsed()); }

private:
    void checkAnnouncedSize();
    void readBody();
    void readOn();
    void stop(bool &reason);
    void finish();

    Limits m_limits;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    QTimer m_deadline;
    QElapsedTimer m_elapsed;
    WireOutcome m_outcome;
    bool m_requestSent = false;
    bool m_readsOn = false; ///< another turn of reading is on its way
};

} // namespace orrery::api
