// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <span>
#include <string_view>

namespace orrery::api {

struct RequestData;

/// What a body has to carry. Each body says it once, as `required`, beside its fields().
struct Required
{
    std::string_view members; ///< a name; or several with "|" between them, of which one is enough
    std::string_view when = {}; ///< only where this member is sent too
};

/// The body of an operation.
struct RequiredBody
{
    std::string_view operation;
    std::span<const Required> members;
};

/// All bodies that have to carry something (api/required_bodies.cpp).
std::span<const RequiredBody> requiredBodies();

/// What the request lacks of what the reference requires: names in its path ("branch"), members of its body. ApiClient sends
/// nothing that lacks anything.
QStringList missingFrom(const RequestData &request);

} // namespace orrery::api
