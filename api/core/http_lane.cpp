// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/http_lane.h"

#include "api/core/http_exchange.h"

#include <utility>

namespace orrery::api {

HttpLane::HttpLane(QNetworkAccessManager *network, int concurrent, QObject *parent)
    : QObject(parent), m_network(network), m_concurrent(concurrent)
{}

HttpLane::~HttpLane() = default;

void HttpLane::send(const HttpRequest &request, QObject *context, Done done)
{
    m_waiting.push_back({.request = request, .context = context, .done = std::move(done)});
    QMetaObject::invokeMethod(this, &HttpLane::startNext, Qt::QueuedConnection);
}

void HttpLane::startNext()
{
    while (int(m_underWay.size()) < m_concurrent && !m_waiting.empty()) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!next.context)
            continue;
        const int id = ++m_lastId;
        const auto ended = [this, id, context = next.context, done = next.done](const HttpAnswer &answer) {
            answered(id, answer, context, done);
        };
        m_underWay.emplace(id, std::make_unique<HttpExchange>(m_network, next.request, ended, this));
    }
}

void HttpLane::answered(int id, const HttpAnswer &answer, const QPointer<QObject> &context, const Done &done)
{
    // The exchange is calling us: it goes once it has returned.
    m_underWay.extract(id).mapped().release()->deleteLater();
    // Whoever is told may take the lane away.
    const QPointer<HttpLane> alive(this);
    Q_EMIT requestFinished(answer.sent);
    if (!alive)
        return;
    if (context)
        done(answer);
    if (alive)
        startNext();
}

} // namespace orrery::api
