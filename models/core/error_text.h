// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/error.h"

#include <QString>

namespace orrery::models {

/// What a person can do about an error; a view turns it into a button.
enum class ErrorRemedy : quint8 { None, Retry, SignIn, CheckNetwork, Reload };

/// An error in words. All text is translated and plain; what the service said is quoted and has control characters shown.
struct ErrorText
{
    QString title; ///< names the object and what failed: "Branches of acme/shop could not be loaded."
    QString cause; ///< one sentence
    QString nextStep; ///< one sentence; may be empty
    QString details; ///< for "Details" and "Copy": request, status, code, request id; no secrets
    ErrorRemedy remedy = ErrorRemedy::None;

    /// Title, cause and next step as one paragraph.
    [[nodiscard]] QString paragraph() const;
    friend bool operator==(const ErrorText &, const ErrorText &) = default;
};

/// `what` names the object with what failed, as a sentence: "Branches of acme/shop could not be loaded.".
ErrorText describeError(const api::ApiError &error, const QString &what);

/// ApiError::requirement for a sentence: where many accesses would each do, two of them and how many others there are.
QString shortRequirement(const QString &requirement);

} // namespace orrery::models
