// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"

#include <span>

namespace orrery::api {

/// Every operation Orrery knows, one row each: all documented ones, and those seen only in official clients that Orrery
/// sends. For the permission matrix, the explorer and `orrery endpoints`; a request names the row of its feature itself.
std::span<const Endpoint *const> allEndpoints();
/// The operation with this id, as errors name it; null when there is none.
const Endpoint *endpointNamed(const QString &id);

} // namespace orrery::api
