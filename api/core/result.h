// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"

#include <tl/expected.hpp>

namespace orrery::api {

/// What a request ends with: the decoded value, or why there is none.
template<class T>
using Result = tl::expected<T, ApiError>;

/// The answer of an operation that has no body of interest (204, or a body nothing is read from).
struct Nothing
{
    friend bool operator==(const Nothing &, const Nothing &) = default;
};

} // namespace orrery::api
