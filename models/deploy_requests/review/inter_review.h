// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QDateTime>

#include <optional>

namespace orrery::models {

// What changed in a deploy request between two looks at it. Pure.

/// One table of a version that was looked at; the text is kept by digest.
struct SeenTable
{
    QString id; ///< DeployTable::id
    QByteArray digest; ///< reviewDigest()
    friend bool operator==(const SeenTable &, const SeenTable &) = default;
};

/// All changes of a deploy request as somebody saw them.
struct SeenVersion
{
    QDateTime at; ///< UTC; invalid: there is no such version
    QList<SeenTable> tables;
    [[nodiscard]] bool isValid() const { return at.isValid(); }
    friend bool operator==(const SeenVersion &, const SeenVersion &) = default;
};

SeenVersion seenVersion(const QList<DeployTable> &tables, const QDateTime &at);

/// Ids of tables, in the order of the newer version; what is gone in the order of the older one.
struct ChangesSince
{
    QStringList added; ///< changed by the request now, not then
    QStringList changed; ///< by another change than then
    QStringList removed; ///< changed then, left alone now
    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && changed.isEmpty() && removed.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return added.size() + changed.size() + removed.size(); }
    friend bool operator==(const ChangesSince &, const ChangesSince &) = default;
};

/// Empty when there was no look before.
ChangesSince changedSince(const SeenVersion &then, const QList<DeployTable> &now);

/// The text kept of a table's change, to compare later ones with: its diff as sent, else its statements.
QString reviewText(const DeployTable &table);

/// How a table's outcome differs between two versions of a deploy request.
struct InterReviewDiff
{
    UnifiedDiff diff; ///< from the NEW side then to the NEW side now
    bool partial = false; ///< unchanged lines between are missing: the service did not send the whole table
    bool asSent = false; ///< one of the texts was no diff: the texts themselves are compared
};

/// From the texts reviewText() gave then and gives now; nothing: the request did not change the table in that version, so
/// that its outcome was the table as it stood. Runs anywhere.
InterReviewDiff interReviewDiff(const std::optional<QString> &then, const std::optional<QString> &now);

} // namespace orrery::models
