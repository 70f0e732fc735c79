// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/job.h"

#include "api/core/answer_limits.h"
#include "api/core/classify.h"
#include "api/core/job_p.h"

#include <QtConcurrentRun>

namespace orrery::api {

Job::Job(RequestData request, QObject *owner)
    : QObject(owner), m_request(std::move(request)), d(std::make_unique<Private>())
{}

Job::~Job()
{
    d->letGo();
}

void Job::cancel()
{
    if (m_finished)
        return;
    bool mayHaveArrived = d->ending || d->decoding;
    if (d->decoding) {
        d->decoding->disconnect(this);
        d->decoding = nullptr;
    }
    mayHaveArrived = d->letGo() || mayHaveArrived;
    ApiError error = errorFor(ApiError::Kind::Canceled, m_request);
    error.outcomeUnknown = mayHaveArrived && !isSafe(m_request.method());
    end(std::move(error));
}

void Job::setPriority(Priority priority)
{
    if (std::exchange(d->priority, priority) != priority && d->priorityChanged)
        d->priorityChanged();
}

int Job::status() const
{
    return d->context.status;
}

QString Job::requestId() const
{
    return d->context.requestId;
}

void Job::end(ApiError error)
{
    storeError(std::move(error));
    endLater();
}

void Job::endWith(const QByteArray &body, int status, const QString &requestId, qint64 offThreadAbove)
{
    d->context = errorFor(ApiError::Kind::Decode, m_request);
    d->context.status = status;
    d->context.requestId = requestId;
    d->context.outcomeUnknown = !isSafe(m_request.method());
    auto decode = [decoder = decoderFor(body), limits = answerLimits(*m_request.endpoint),
                   isPage = m_request.endpoint->paging != Paging::None] {
        const DecodeScope scope(limits, isPage);
        return decoder();
    };
    if (body.size() <= offThreadAbove) {
        decode()();
        endLater();
        return;
    }
    auto *watcher = new QFutureWatcher<Decoded>(this);
    d->decoding = watcher;
    // Without a job there is no watcher, and then the closure that touches the job is dropped uncalled.
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        d->decoding = nullptr;
        watcher->result()();
        endLater();
    });
    watcher->setFuture(QtConcurrent::run(std::move(decode)));
}

void Job::addContext(ApiError &error) const
{
    error.status = d->context.status;
    error.method = d->context.method;
    error.path = d->context.path;
    error.operation = d->context.operation;
    error.requestId = d->context.requestId;
    error.outcomeUnknown = d->context.outcomeUnknown;
}

void Job::endLater()
{
    if (std::exchange(d->ending, true))
        return;
    QMetaObject::invokeMethod(this, &Job::finish, Qt::QueuedConnection);
}

void Job::finish()
{
    if (std::exchange(m_finished, true))
        return;
    d->letGo();
    deleteLater();
    // Last: a slot may delete the owner, and with it this job.
    Q_EMIT finished();
}

} // namespace orrery::api
