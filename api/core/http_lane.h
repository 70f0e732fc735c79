// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/http_message.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

class QNetworkAccessManager;

namespace orrery::api {

class HttpExchange;

/// Requests that count against no budget of the service, because they go to other hosts: a few at once, first come first
/// served. What is under way or waits goes silently with the lane.
class HttpLane final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const HttpAnswer &)>;

    /// `network` outlives the lane.
    HttpLane(QNetworkAccessManager *network, int concurrent, QObject *parent = nullptr);
    ~HttpLane() override;

    /// `done` is called once, never from within, and not at all when `context` is gone by then. What still waits without its
    /// context is not sent.
    void send(const HttpRequest &request, QObject *context, Done done);
    /// Requests that wait or are under way.
    [[nodiscard]] int pendingCount() const { return int(m_waiting.size() + m_underWay.size()); }

Q_SIGNALS:
    void requestFinished(const orrery::api::SentRequest &request);

private:
    struct Waiting
    {
        HttpRequest request;
        QPointer<QObject> context;
        Done done;
    };
    void startNext();
    void answered(int id, const HttpAnswer &answer, const QPointer<QObject> &context, const Done &done);

    QNetworkAccessManager *m_network;
    int m_concurrent;
    std::deque<Waiting> m_waiting;
    std::unordered_map<int, std::unique_ptr<HttpExchange>> m_underWay;
    int m_lastId = 0;
};

} // namespace orrery::api
