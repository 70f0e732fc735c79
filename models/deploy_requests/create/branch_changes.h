// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/aside.h"
#include "models/core/load_state.h"
#include "models/deploy_requests/diff/schema_compare.h"

#include <QObject>

#include <memory>

namespace orrery::models {

/// What a branch changes in a target: the service's own diff where the target is its parent, else the two schemas compared.
class BranchChanges final : public QObject
{
    Q_OBJECT
public:
    /// Where the shown changes are from.
    enum class Source : quint8 {
        Service, ///< the branch's diff against its parent, as the service makes it
        Schemas, ///< the schemas of both branches as they are, because the target is another branch
        SchemasInstead, ///< the same, because the service's diff could not be read
    };

    /// `snapshots` outlives this.
    BranchChanges(StoreContext context, SnapshotStore *snapshots, QString organization, QString database,
                  QObject *parent = nullptr);
    ~BranchChanges() override;

    /// Reads them anew, ending what is being read.
    void read(const QString &branch, const QString &into, bool isParent);
    /// The target is not known yet, or could not be found out.
    void expectTarget();
    void fail(const api::ApiError &error);
    /// Ends what is being read.
    void cancel();
    /// As before anything was read.
    void clear();

    /// The target they were read against last; empty before.
    [[nodiscard]] const QString &into() const { return m_into; }
    /// What was read is not what is wanted any more.
    void forgetTarget() { m_into.clear(); }
    [[nodiscard]] DeployTableModel *tables() const { return m_tables; }
    [[nodiscard]] ChangeCounts counts() const { return m_counts; }
    [[nodiscard]] const LoadState &state() const { return m_state; }
    [[nodiscard]] QString failureTitle() const;
    [[nodiscard]] Source source() const { return m_source; }
    /// Why the service's diff was not read, for Source::SchemasInstead; translated.
    [[nodiscard]] QString sourceReason() const { return m_sourceReason; }

Q_SIGNALS:
    void changed();

private:
    void readServiceDiff();
    void readSchemas(Source source, const QString &reason);
    void takeRows(const QList<DeployTable> &rows, const QDateTime &at);

    StoreContext m_context;
    SnapshotStore *m_snapshots;
    QString m_organization;
    QString m_database;
    QString m_branch;
    QString m_into;
    DeployTableModel *m_tables;
    ChangeCounts m_counts;
    LoadState m_state;
    Source m_source = Source::Service;
    QString m_sourceReason;
    std::unique_ptr<QObject> m_reading; ///< owns what is under way
    SchemaCompare *m_compare = nullptr; ///< child of m_reading
    Wanted m_wanted;
};

} // namespace orrery::models
