// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/branches/branch_list.h"
#include "models/core/aside.h"
#include "models/core/location.h"
#include "models/deploy_requests/diff/deploy_tables.h"
#include "models/schema/schema_side.h"

#include <functional>
#include <memory>

namespace orrery::models {

class SnapshotStore;

/// The tables (and views) that differ between two schemas, by name, each with its whole difference. Tables of one name
/// (one in each of several keyspaces, which the service does not tell apart) are matched by equal text first, then in
/// their order. Pure; asks `isStale` between tables, and gives up with what it has when nobody wants it any more.
QList<DeployTable> compareSchemas(const QList<api::TableSchema> &before, const QList<api::TableSchema> &after,
                                  const std::function<bool()> &isStale = {});

/// Makes the model show `rows` in their order; a row that stays keeps its identity where the order allows it.
void replaceTables(DeployTableModel *model, const QList<DeployTable> &rows);

/// How many tables differ in which way.
struct ChangeCounts
{
    int added = 0;
    int modified = 0;
    int deleted = 0;

    [[nodiscard]] int all() const { return added + modified + deleted; }
    friend bool operator==(const ChangeCounts &, const ChangeCounts &) = default;
};
ChangeCounts countChanges(const QList<DeployTable> &tables);

/// A comparison of two schemas of one account on screen: branches of any database and organization, and snapshots kept on
/// this computer. Costs one request for each branch; what was kept of a branch is shown before it is answered. Comparing
/// runs off this thread.
class SchemaCompare final : public QObject
{
    Q_OBJECT
public:
    enum class Side : quint8 { From, To };

    /// `snapshots` outlives this.
    SchemaCompare(StoreContext context, SnapshotStore *snapshots, SchemaSide from, SchemaSide to,
                  QObject *parent = nullptr);
    ~SchemaCompare() override;

    /// Reads what is not there yet, and what is older than a minute.
    void open();
    void refresh();
    /// Nobody looks any more: requests under way end, a comparison stops at its next table. open() begins again.
    void cancel();

    [[nodiscard]] const SchemaSide &side(Side side) const;
    /// "acme / shop / main", or the name of the snapshot; empty for one that is not chosen yet.
    [[nodiscard]] QString sideName(Side side) const;
    /// The same as one word where there is no room: "main", "Before the release".
    [[nodiscard]] QString sideShortName(Side side) const;
    /// The schema as it was read last; nothing before that.
    [[nodiscard]] const std::optional<QList<api::TableSchema>> &schema(Side side) const;

    /// Filled in one go after a comparison; by name.
    [[nodiscard]] DeployTableModel *tables() const { return m_tables; }
    [[nodiscard]] ChangeCounts counts() const { return m_counts; }
    /// Of both sides together; content is a finished comparison.
    [[nodiscard]] LoadState state() const;
    /// For describeError(): the side that failed.
    [[nodiscard]] QString failureTitle() const;
    /// A sentence when a side's snapshot is not kept on this computer; else empty.
    [[nodiscard]] QString missingSnapshot() const;

Q_SIGNALS:
    void changed();

private:
    struct Half
    {
        SchemaSide side;
        std::unique_ptr<SchemaList> store; ///< of a branch, while somebody looks
        std::optional<QList<api::TableSchema>> tables;
        LoadState state;
        bool missing = false; ///< the snapshot is not there
        bool asked = false; ///< for the snapshot
    };

    Half &half(Side side) { return side == Side::From ? m_from : m_to; }
    [[nodiscard]] const Half &half(Side side) const { return side == Side::From ? m_from : m_to; }
    void openHalf(Half &half);
    void makeStore(Half &half);
    void adopt(Half &half);
    void compare();
    void adoptRows(const QList<DeployTable> &rows);

    StoreContext m_context;
    SnapshotStore *m_snapshots;
    Half m_from;
    Half m_to;
    DeployTableModel *m_tables;
    ChangeCounts m_counts;
    Wanted m_wanted;
    std::pair<const void *, const void *> m_comparedFrom; ///< the texts of the newest comparison, by their storage
    quint64 m_generation = 0; ///< of comparing: only the newest result counts
    bool m_comparing = false;
    bool m_compared = false;
};

} // namespace orrery::models
