// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"

#include <QUrl>

namespace orrery::models {

/// A request shown before it is sent, in words a person can check and reuse. Secrets of the body read "[redacted]".
struct RequestPreview
{
    QString note; ///< that the operation is not documented; empty where it is
    QString method;
    QString url; ///< with host
    QString body; ///< pretty JSON; empty when there is none
    QString pscale; ///< equivalent pscale command; empty where there is none
    QString curl; ///< reads the credential from an environment variable
    friend bool operator==(const RequestPreview &, const RequestPreview &) = default;
};

RequestPreview previewRequest(const api::RequestData &request, const QUrl &apiHost);

} // namespace orrery::models
