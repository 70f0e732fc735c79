// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/sent_request.h"

#include <QLoggingCategory>
#include <QString>

namespace orrery::api {

/// "orrery.api.http": one line a request sent: verb, path, status, milliseconds, bytes, request id. Never a header, a
/// query or a body; control characters are left out.
Q_DECLARE_LOGGING_CATEGORY(httpLog)

void logRequest(const SentRequest &request, const QString &requestId);

/// `text` with every secret this process holds, and everything that has the shape of one (PlanetScale's prefixes, bearer
/// tokens, secret query values), replaced by "[redacted]". The last line of defence: app's message handler passes every log line through it.
QString redact(const QString &text);

} // namespace orrery::api
