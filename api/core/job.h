// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "api/core/request_queue.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace orrery::api {

class ApiClient;

/// A request under way. Created by ApiClient::send, child of its owner; deletes itself after finished().
///
/// Rules: nothing is signalled before send() has returned to the event loop; finished() comes exactly once, also after
/// cancel(); deleting the owner aborts the request silently. Result<T> of a cancelled job is Kind::Canceled.
class Job : public QObject
{
    Q_OBJECT
public:
    ~Job() override;

    /// Ends the job with Kind::Canceled, in the next turn of the event loop. Safe at any time, any number of times. A
    /// mutation that may have reached the service by then ends with outcomeUnknown.
    void cancel();
    /// A person began to wait for the answer, or no longer does. Counts until the request leaves.
    void setPriority(Priority priority);
    [[nodiscard]] const RequestData &request() const { return m_request; }
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// HTTP status and the service's request id of a successful answer (an error carries its own); 0 and empty without one.
    [[nodiscard]] int status() const;
    [[nodiscard]] QString requestId() const;

Q_SIGNALS:
    void finished();
    /// The request waits `delay` before it is sent again (rate limit or lost connection).
    void retryScheduled(int attempt, std::chrono::milliseconds delay);

protected:
    Job(RequestData request, QObject *owner);

    /// Turns an answer's body into the result; runs on a worker thread for large bodies. Never throws.
    using Decoded = std::function<void()>; ///< stores the result; runs on the job's own thread
    virtual std::function<Decoded()> decoderFor(QByteArray body) = 0;
    virtual void storeError(ApiError error) = 0;
    /// Completes an error of the decoder, which knows nothing of the request.
    void addContext(ApiError &error) const;

private:
    friend class ApiClient;
    class Private;
    void end(ApiError error);
    void endWith(const QByteArray &body, int status, const QString &requestId, qint64 offThreadAbove);
    void endLater();
    void finish();

    RequestData m_request;
    bool m_finished = false;
    std::unique_ptr<Private> d;
};

template<class T>
class JobOf final : public Job
{
public:
    // The untyped half of the request goes to the base class on purpose: only decoding knows the type.
    JobOf(Request<T> request, QObject *owner) // NOLINT(performance-unnecessary-value-param)
        : Job(static_cast<const RequestData &>(request), owner), m_decode(std::move(request.decode))
    {}

    /// Valid once finished.
    [[nodiscard]] const Result<T> &result() const { return m_result; }

    /// Calls f(const Result<T> &) in `context`'s thread when the job ends; not at all when `context` is gone by then.
    template<class F>
    JobOf *then(QObject *context, F f)
    {
        // A copy: f may delete the owner, and with it this job and its result. Values are implicitly shared.
        connect(this, &Job::finished, context, [this, f = std::move(f)]() {
            const Result<T> outcome = m_result;
            f(outcome);
        });
        return this;
    }

private:
    std::function<Decoded()> decoderFor(QByteArray body) override
    {
        return [this, decode = m_decode, body = std::move(body)]() -> Decoded {
            auto result = std::make_shared<Result<T>>(decode(body));
            return [this, result]() {
                m_result = std::move(*result);
                if (!m_result)
                    addContext(m_result.error());
            };
        };
    }
    void storeError(ApiError error) override { m_result = tl::unexpected(std::move(error)); }

    typename Request<T>::Decoder m_decode;
    Result<T> m_result = tl::unexpected(ApiError{.kind = ApiError::Kind::Canceled});
};

} // namespace orrery::api
