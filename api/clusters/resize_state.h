// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/open_enum.h"

namespace orrery::api {

/// How far a change of a cluster is, be it a keyspace's resize or a change of a Postgres branch.
enum class ResizeState : quint8 {
    Queued,
    Pending,
    Resizing,
    Canceled,
    Completed,
};

template<>
struct EnumNames<ResizeState>
{
    static constexpr std::pair<ResizeState, std::string_view> values[] = {
        {ResizeState::Queued, "queued"},     {ResizeState::Pending, "pending"},     {ResizeState::Resizing, "resizing"},
        {ResizeState::Canceled, "canceled"}, {ResizeState::Completed, "completed"},
    };
};

} // namespace orrery::api
