// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QHash>

namespace orrery::models {

/// What a list shows of a review: as it stood when the request was last looked at here.
struct ReviewRing
{
    int viewed = 0;
    int tables = 0;
    int drafts = 0;
    friend bool operator==(const ReviewRing &, const ReviewRing &) = default;
};

/// By the request's number.
using ReviewRings = QHash<qint64, ReviewRing>;

/// "7/12", with drafts "7/12, 2 drafts".
StateWord describeRing(const ReviewRing &ring);

} // namespace orrery::models
