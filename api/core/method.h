// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

namespace orrery::api {

enum class Method : quint8 { Get, Post, Put, Patch, Delete };

/// "GET", "POST", …
constexpr QLatin1String methodName(Method method)
{
    switch (method) {
    case Method::Get:
        return QLatin1String("GET");
    case Method::Post:
        return QLatin1String("POST");
    case Method::Put:
        return QLatin1String("PUT");
    case Method::Patch:
        return QLatin1String("PATCH");
    case Method::Delete:
        return QLatin1String("DELETE");
    }
    return QLatin1String("GET");
}

/// Whether sending the same request twice is harmless. Only these are ever retried.
constexpr bool isSafe(Method method)
{
    return method == Method::Get;
}

} // namespace orrery::api
