// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array webhooksEndpoints{
    Endpoint{.id = "list_webhooks",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/webhooks",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the webhooks"),
             .paging = Paging::Pages,
             .scopes = scopes::readDatabases,
             .accesses = "read_database"},
    Endpoint{.id = "create_webhook",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/webhooks",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Add a webhook"),
             .scopes = scopes::writeDatabases,
             .accesses = "write_database"},
    Endpoint{.id = "get_webhook",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/webhooks/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a webhook"),
             .scopes = scopes::readDatabases,
             .accesses = "read_database"},
    Endpoint{.id = "update_webhook",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/webhooks/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Change a webhook"),
             .scopes = scopes::writeDatabases,
             .accesses = "write_database"},
    Endpoint{.id = "delete_webhook",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/webhooks/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Delete a webhook"),
             .scopes = scopes::writeDatabases,
             .accesses = "write_database"},
    Endpoint{.id = "test_webhook",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/webhooks/{id}/test",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Send a test to a webhook"),
             .scopes = scopes::writeDatabases,
             .accesses = "write_database"},
};

namespace webhooks {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(webhooksEndpoints, id);
}
} // namespace webhooks

} // namespace orrery::api
