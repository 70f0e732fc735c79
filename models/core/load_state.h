// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"

#include <QDateTime>

#include <optional>

namespace orrery::models {

/// Where a store stands with the rows it shows. A value: copy and compare it.
struct LoadState
{
    enum class Phase : quint8 {
        Idle, ///< nothing asked for yet
        Loading, ///< a request is under way; rows on screen (if any) stay readable
        Ready, ///< the rows are complete and fresh
        Stale, ///< the rows come from the local database or an earlier run; a refresh is due
        Failed, ///< the last request failed; rows on screen (if any) are those of `fetchedAt`
    };

    Phase phase = Phase::Idle;
    bool hasContent = false; ///< something to show exists, from whatever source (an empty complete list counts)
    QDateTime fetchedAt; ///< UTC; when what is shown was answered by the service; invalid before that
    qint64 loaded = 0; ///< rows at hand
    /// Rows the service says exist, where it says so; may disagree with what came, either way.
    std::optional<qint64> total;
    std::optional<api::ApiError> error; ///< set while phase is Failed

    [[nodiscard]] bool isLoading() const { return phase == Phase::Loading; }
};

} // namespace orrery::models
