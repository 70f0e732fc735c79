// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/tone.h"

#include <QHash>

namespace orrery::models {

/// What a list shows of a review: as it stood when the request was last looked at here.
struct ReviewCounts
{
    int viewed = 0;
    int tables = 0;
    int drafts = 0;
    friend bool operator==(const ReviewCounts &, const ReviewCounts &) = default;
};

/// By the request's number.
using ReviewCountsByNumber = QHash<qint64, ReviewCounts>;

/// "7/12", with drafts "7/12, 2 drafts".
StateWord describeReviewCounts(const ReviewCounts &counts);

} // namespace orrery::models
