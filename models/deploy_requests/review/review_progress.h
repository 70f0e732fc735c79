// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QDateTime>
#include <QHash>

#include <optional>

namespace orrery::models {

// How far one person is with the review of one deploy request. Pure; everything is bound to the digest of the change it was
// said of, so that a change that became another one has to be looked at again.

/// What stands for a table's change: the digest of its diff, without one that of its statements; empty with neither.
QByteArray reviewDigest(const DeployTable &table);

struct ViewedMark
{
    QByteArray digest; ///< reviewDigest() of what was viewed
    QDateTime at; ///< UTC
    friend bool operator==(const ViewedMark &, const ViewedMark &) = default;
};

enum class ViewState : quint8 { NotViewed, Viewed, ChangedSince };

struct ReviewProgress
{
    QHash<QString, ViewedMark> viewed; ///< by DeployTable::id

    [[nodiscard]] ViewState state(const DeployTable &table) const;
    /// Only while the change is the one that was marked.
    [[nodiscard]] bool isViewed(const DeployTable &table) const { return state(table) == ViewState::Viewed; }
    [[nodiscard]] int viewedCount(const QList<DeployTable> &tables) const;
    friend bool operator==(const ReviewProgress &, const ReviewProgress &) = default;
};

StateWord describeViewState(ViewState state);

/// Index of the next table not viewed (or changed since), going `step` (+1, -1) from `from` around the end; `from` itself
/// does not count. -1: there is none. `from` may be -1: from the edge.
qsizetype nextUnviewed(const QList<DeployTable> &tables, const ReviewProgress &progress, qsizetype from, int step = 1);

/// One thing that is lost with a table's change, to be acknowledged by itself.
struct DestructiveItem
{
    enum class Kind : quint8 {
        Table, ///< the table (or view) itself
        Column, ///< an object of it: "orders.total"
        Values, ///< what a column holds, which stays as a column
        Partition, ///< with its rows
        Data, ///< data the service says can be lost, without a word which
        ForeignKey,
    };

    Kind kind = Kind::Data;
    QString table; ///< DeployTable::id
    QString name; ///< untrusted: "orders", "orders.total", "fk_customer"
    QByteArray digest; ///< reviewDigest() of the table

    /// Identifies it within its table.
    [[nodiscard]] QString key() const;
    /// "I understand that orders.total and its data will be dropped.": for the check box. Plain text, made visible.
    [[nodiscard]] QString sentence() const;
    friend bool operator==(const DestructiveItem &, const DestructiveItem &) = default;
};

/// Everything a table's change destroys, by what the service says and by what its two definitions show; empty when nothing
/// is known to be.
QList<DestructiveItem> destructiveItems(const DeployTable &table);

/// What a person has said to understand. Counts for the change it was said of only.
struct Acknowledgements
{
    QHash<QString, QHash<QString, QByteArray>> digests; ///< table id → item's key → digest

    [[nodiscard]] bool contains(const DestructiveItem &item) const;
    void set(const DestructiveItem &item, bool acknowledged);
    friend bool operator==(const Acknowledgements &, const Acknowledgements &) = default;
};

/// Whether somebody has seen and understood what an approval lets through.
struct ApprovalReadiness
{
    QStringList notViewed; ///< ids of destructive tables never viewed
    QStringList changedSince; ///< ids of destructive tables that are others than the ones viewed
    QList<DestructiveItem> notAcknowledged;
    QString toView; ///< what has to be looked at first, in a sentence; empty when nothing. Translated, plain.
    QString sentence; ///< everything that is missing; empty when ready

    [[nodiscard]] bool isReady() const { return sentence.isEmpty(); }
};

/// All tables with destructive items have to be viewed as they are now, each item has to be acknowledged.
ApprovalReadiness approvalReadiness(const QList<DeployTable> &tables, const ReviewProgress &progress,
                                    const Acknowledgements &acknowledged);

} // namespace orrery::models
