// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint_permissions.h"

#include <QtGlobal>

#include <array>

namespace orrery::api {

inline constexpr std::array billingEndpoints{
    Endpoint{.id = "get_organization_billing_payment_method",
             .method = Method::Get,
             .path = "/organizations/{organization}/billing/payment-method",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the payment method"),
             .scopes = {.organization = "read_payment_method"},
             .accesses = "read_payment_method"},
    Endpoint{.id = "delete_organization_billing_payment_method",
             .method = Method::Delete,
             .path = "/organizations/{organization}/billing/payment-method",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "Remove the payment method"),
             .scopes = {.organization = "write_payment_method"},
             .accesses = "write_payment_method"},
    Endpoint{.id = "list_invoices",
             .method = Method::Get,
             .path = "/organizations/{organization}/invoices",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See the invoices"),
             .paging = Paging::Pages,
             .scopes = scopes::readInvoices,
             .accesses = "read_invoices"},
    Endpoint{.id = "get_invoice",
             .method = Method::Get,
             .path = "/organizations/{organization}/invoices/{id}",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See an invoice"),
             .scopes = scopes::readInvoices,
             .accesses = "read_invoices"},
    Endpoint{.id = "get_invoice_line_items",
             .method = Method::Get,
             .path = "/organizations/{organization}/invoices/{id}/line-items",
             .summary = QT_TRANSLATE_NOOP("Endpoint", "See an invoice's items"),
             .paging = Paging::Pages,
             .scopes = scopes::readInvoices,
             .accesses = "read_invoices"},
};

namespace billing {
/// The row of one of these operations; an unknown id does not compile.
consteval const Endpoint &endpoint(std::string_view id)
{
    return rowOf(billingEndpoints, id);
}
} // namespace billing

} // namespace orrery::api
