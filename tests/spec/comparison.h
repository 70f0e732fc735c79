// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/endpoint.h"
#include "tests/spec/operations.h"
#include "tests/spec/specification.h"

#include <span>

namespace orrery::spec {

/// Something that the code describes otherwise than the specification.
struct Finding
{
    QString subject; ///< an operation's id, or the type a member belongs to
    QString place; ///< "row", "scopes", "query state", or the member's name
    QString text;
    QStringList operations; ///< in which it shows, in the order of the rows

    [[nodiscard]] QString toString() const;
};

/// A finding that is known and stays, because the specification is wrong or because of a decision.
struct Correction
{
    const char *subject;
    const char *places; ///< one, or several with ", " between them
    const char *reason;
};

/// What official clients, dated observations and the documentation say against the specification.
std::span<const Correction> knownCorrections();

struct Comparison
{
    QList<Finding> findings;
    QList<Finding> corrected; ///< findings that a correction explains
    QStringList unused; ///< corrections that explain nothing any more: "Branch kind"
    int rows = 0; ///< rows that were looked for
    int operations = 0; ///< requests whose parameters, body and answer were compared
};

/// Holds the rows and what the operations send and read against the specification.
Comparison compare(const Specification &specification, std::span<const api::Endpoint *const> rows,
                   const QList<Operation> &operations, std::span<const Correction> corrections);

} // namespace orrery::spec
