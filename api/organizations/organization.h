// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// An organization as GET /organizations and /organizations/{organization} answer it.
struct Organization : Resource
{
    QString id;
    QString name; ///< also the path segment
    QString billingEmail;
    QDateTime createdAt;
    QDateTime updatedAt;
    QString plan;
    std::optional<bool> validBillingInfo;
    std::optional<bool> sso;
    std::optional<bool> ssoDirectory;
    std::optional<bool> singleTenancy;
    std::optional<bool> managedTenancy;
    std::optional<bool> hasPastDueInvoices;
    std::optional<qint64> databaseCount;
    QString ssoPortalUrl;
    JsonText features;
    std::optional<bool> idpManagedRoles;
    QString invoiceBudgetAmount; ///< decimal string, as all money
    std::optional<qint64> keyspaceShardLimit;
    std::optional<bool> hasCard;
    std::optional<bool> paymentInfoRequired;

    friend bool operator==(const Organization &, const Organization &) = default;

    static constexpr auto fields()
    {
        using O = Organization;
        return FieldTable{
            field("id", &O::id, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "ID")),
            field("name", &O::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("billing_email", &O::billingEmail, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Billing e-mail")),
            field("created_at", &O::createdAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Created")),
            field("updated_at", &O::updatedAt, Meaning::Time, QT_TRANSLATE_NOOP("Field", "Updated")),
            field("plan", &O::plan, Meaning::Text, QT_TRANSLATE_NOOP("Field", "Plan")),
            field("valid_billing_info", &O::validBillingInfo, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Billing information valid")),
            field("sso", &O::sso, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Single sign-on")),
            field("sso_directory", &O::ssoDirectory, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "SSO directory")),
            field("single_tenancy", &O::singleTenancy, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Single tenancy")),
            field("managed_tenancy", &O::managedTenancy, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Managed tenancy")),
            field("has_past_due_invoices", &O::hasPastDueInvoices, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Past due invoices")),
            field("database_count", &O::databaseCount, Meaning::Count, QT_TRANSLATE_NOOP("Field", "Databases")),
            field("sso_portal_url", &O::ssoPortalUrl, Meaning::Url, QT_TRANSLATE_NOOP("Field", "SSO portal")),
            field("features", &O::features, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Features")),
            field("idp_managed_roles", &O::idpManagedRoles, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Roles managed by the identity provider")),
            field("invoice_budget_amount", &O::invoiceBudgetAmount, Meaning::Money,
                  QT_TRANSLATE_NOOP("Field", "Monthly budget")),
            field("keyspace_shard_limit", &O::keyspaceShardLimit, Meaning::Count,
                  QT_TRANSLATE_NOOP("Field", "Shard limit")),
            field("has_card", &O::hasCard, Meaning::Flag, QT_TRANSLATE_NOOP("Field", "Payment method on file")),
            field("payment_info_required", &O::paymentInfoRequired, Meaning::Flag,
                  QT_TRANSLATE_NOOP("Field", "Payment information required")),
        };
    }
};

} // namespace orrery::api
