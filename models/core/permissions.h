// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"
#include "api/core/request.h"
#include "models/core/store_context.h"

#include <QObject>

#include <optional>
#include <string_view>

namespace orrery::models {

/// What is known, before it is sent, of whether a sign-in may send a request. All text is translated.
struct PermissionAnswer
{
    std::optional<QString> refusal; ///< it is known that it may not: why, and who may
    QString doubt; ///< it is not known: what is not; the request is allowed
};

/// What the signed-in accounts may do, as far as it is known: the one answer for every action. A feature that knows the
/// sign-ins brings it as a service; without it nothing is known, and nothing refused.
class Permissions : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// `accesses` (space separated) where the row of the operation lists those of several actions; empty: the row's own.
    /// What is not known yet may be read then; changed() follows.
    virtual PermissionAnswer ask(const QString &account, const api::RequestData &request,
                                 std::string_view accesses = {}) = 0;
    /// The service refused the request to the account (403, or 404 for something that is there): remembered for a while.
    virtual void refused(const QString &account, const api::RequestData &request, std::string_view accesses,
                         const api::ApiError &error) = 0;
    /// The service did it: what was remembered against it is forgotten.
    virtual void accepted(const QString &account, const api::RequestData &request, std::string_view accesses) = 0;

Q_SIGNALS:
    /// Something else is known of what this account may do.
    void changed(const QString &account);
};

/// Null where no feature brings them.
Permissions *permissionsOf(const StoreContext &context);
/// Asks for the account of the context.
PermissionAnswer askPermission(const StoreContext &context, const api::RequestData &request,
                               std::string_view accesses = {});

} // namespace orrery::models
