// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/method.h"

#include <QString>

#include <array>
#include <string_view>

namespace orrery::api {

enum class Paging : quint8 { None, Pages, Cursor };

/// Whether PlanetScale documents the operation, or only its official clients were seen using it.
enum class Provenance : quint8 { Documented, Observed };

/// OAuth scopes that open an operation, per resource level; space separated, any one of a level is enough.
struct OAuthScopes
{
    std::string_view user = {};
    std::string_view organization = {};
    std::string_view database = {};
    std::string_view branch = {};

    [[nodiscard]] constexpr bool empty() const
    {
        return user.empty() && organization.empty() && database.empty() && branch.empty();
    }
};

/// One operation of the API: the only description of it there is. Request factories, permission hints, the request
/// preview and `orrery endpoints` all read this row. The rows live with their features, api/<feature>/endpoints.h.
struct Endpoint
{
    std::string_view id; ///< operation id as in the reference ("list_branches")
    Method method = Method::Get;
    std::string_view path; ///< below /v1, with {placeholders} in the order the factories fill them
    std::string_view summary; ///< what it does, in one short English phrase (translated in context "Endpoint")
    Paging paging = Paging::None;
    OAuthScopes scopes = {};
    std::string_view accesses = {}; ///< service-token accesses, space separated; any one is enough
    Provenance provenance = Provenance::Documented;
};

/// The row with this id among a feature's own; an unknown id does not compile.
template<std::size_t Count>
consteval const Endpoint &rowOf(const std::array<Endpoint, Count> &rows, std::string_view id)
{
    for (const Endpoint &row : rows) {
        if (row.id == id)
            return row;
    }
    throw "no such endpoint";
}

/// "organization: read_branches · database: read_branches · service token: read_branch": what a sign-in needs for it.
/// Empty when the reference names neither.
QString requirementText(const Endpoint &endpoint);

} // namespace orrery::api
