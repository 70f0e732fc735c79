// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/answer_limits.h"

#include <QByteArray>

namespace orrery::api {

/// What a look at JSON found before anything is made of it.
struct JsonScan
{
    std::optional<PassedLimit> passed; ///< nothing may be made of it
    /// The document with what no parser takes mended, so that it costs its field and not the list; empty when there is
    /// nothing: half a surrogate became a replacement character, a number beyond a double's range a text.
    QByteArray repaired;
};

/// One pass over the bytes; needs no memory but for `repaired`. Whether it is JSON at all is the parser's to say.
JsonScan scanJson(const QByteArray &body, const AnswerLimits *limits);

} // namespace orrery::api
