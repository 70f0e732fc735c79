// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/request.h"
#include "api/core/required.h"
#include "tests/spec/shape.h"

#include <QJsonValue>

namespace orrery::spec {

/// How an answer stands around its values.
enum class Around : quint8 {
    Nothing, ///< no body
    Bare, ///< the value itself
    Page, ///< {"data": […]} with paging
    Data, ///< {"data": […]}
    Array, ///< […]
};

/// One call of a request factory with everything set that it can set.
struct Operation
{
    api::RequestData request;
    Around around = Around::Nothing;
    Shape answer; ///< of one value
    std::optional<Shape> body; ///< of the type the body was made from
    std::span<const api::Required> required = {}; ///< what that type says it has to carry
    /// Whether the answer's type marks a secret; a value with every field set, as it is kept; and as a person sees it.
    bool answerHoldsSecrets = false;
    QByteArray (*kept)() = nullptr;
    QList<api::FieldValue> (*described)() = nullptr;
};

/// Every request factory of api/, each called once. A new factory is a line here.
QList<Operation> allOperations();

} // namespace orrery::spec
