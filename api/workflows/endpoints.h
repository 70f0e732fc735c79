// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array workflowsEndpoints{
    Endpoint{.id = "list_workflows",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/workflows",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the workflows"),
             .paging = Paging::Pages},
    Endpoint{.id = "create_workflow",
             .method = Method::Post,
             .path = "/organizations/{organization}/databases/{database}/workflows",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Start a workflow")},
    Endpoint{.id = "get_workflow",
             .method = Method::Get,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See a workflow")},
    Endpoint{.id = "workflow_cancel",
             .method = Method::Delete,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Cancel a workflow")},
    Endpoint{.id = "workflow_complete",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/complete",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Finish a workflow")},
    Endpoint{.id = "workflow_cutover",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/cutover",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Move all traffic of a workflow over")},
    Endpoint{.id = "workflow_retry",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/retry",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Try a failed workflow again")},
    Endpoint{.id = "workflow_reverse_cutover",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/reverse-cutover",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Take a workflow's cutover back")},
    Endpoint{.id = "workflow_reverse_traffic",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/reverse-traffic",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Send a workflow's traffic back")},
    Endpoint{.id = "workflow_switch_primaries",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/switch-primaries",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Move a workflow's primary traffic over")},
    Endpoint{.id = "workflow_switch_replicas",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/switch-replicas",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Move a workflow's replica traffic over")},
    Endpoint{.id = "verify_workflow",
             .method = Method::Patch,
             .path = "/organizations/{organization}/databases/{database}/workflows/{number}/verify-data",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Verify a workflow's data")},
};

namespace workflows {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(workflowsEndpoints, id);
}
} // namespace workflows

} // namespace orrery::api
