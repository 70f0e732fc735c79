// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array auditEndpoints{
    Endpoint{.id = "list_audit_logs",
             .method = Method::Get,
             .path = "/organizations/{organization}/audit-log",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Read the audit log"),
             .paging = Paging::Cursor,
             .scopes = {.organization = "read_audit_logs"},
             .accesses = "read_audit_logs"},
};

namespace audit {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(auditEndpoints, id);
}
} // namespace audit

} // namespace orrery::api
