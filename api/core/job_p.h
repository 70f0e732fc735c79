// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/job.h"

#include <QFutureWatcher>

namespace orrery::api {

class Job::Private
{
public:
    /// True when the request may have reached the service by then.
    bool letGo()
    {
        priorityChanged = {};
        const auto releaseOnce = std::exchange(release, {});
        return releaseOnce && releaseOnce();
    }

    /// Tells the client, once, that nobody waits for the answer any more; true when the request may have reached the
    /// service by then. Empty when the client is gone or the job was already let go.
    std::function<bool()> release;
    /// Tells the client of a new `priority`; as long as `release`.
    std::function<void()> priorityChanged;
    Priority priority = Priority::Foreground;
    ApiError context; ///< status and request id of the answer that is being decoded
    QFutureWatcher<Decoded> *decoding = nullptr; ///< child of the job
    bool ending = false; ///< the result stands and finish() is queued
};

} // namespace orrery::api
