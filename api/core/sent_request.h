// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/method.h"

#include <QMetaType>
#include <QString>

#include <chrono>

namespace orrery::api {

/// One request as it went over the wire, for the activity view, the log, measurements and tests. Holds no credential.
struct SentRequest
{
    QString operation;
    Method method = Method::Get;
    QString path; ///< without host and query
    int status = 0; ///< 0: no answer
    qint64 bytes = 0;
    std::chrono::milliseconds duration{0};
    int attempt = 1;
};

} // namespace orrery::api
