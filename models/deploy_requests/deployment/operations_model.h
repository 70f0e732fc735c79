// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deployment.h"
#include "models/deploy_requests/deployment/eta_smoother.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace orrery::models {

/// The changes of a deployment as a tree: tables, below each its shards, with live progress. update() merges: rows keep
/// their identity, so selection and expanded rows survive, and nothing is reset.
///
/// Beside Qt's roles it answers StateRole, ProgressRole (0..1), SortRole, IdRole, ExactRole and MonospaceRole.
class OperationsModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum ColumnIndex : int {
        NameColumn,
        ChangeColumn,
        StateColumn,
        ProgressColumn,
        TimeLeftColumn,
        StatementColumn,
        ColumnCount
    };

    explicit OperationsModel(QObject *parent = nullptr);
    ~OperationsModel() override;

    /// `now` (UTC) ages what is told and smooths the estimates; invalid: they are shown as they come.
    void update(const api::Deployment &deployment, const QDateTime &now = {});
    /// The speed was changed on purpose: estimates start anew instead of drifting to the new ones.
    void forgetEstimates();
    /// Progress of the whole deployment, 0..100: the mean over its shards; nothing before the service tells any.
    [[nodiscard]] std::optional<double> overallProgress() const { return m_overallProgress; }
    /// The longest time left of any shard, in seconds, smoothed; nothing when unknown.
    [[nodiscard]] std::optional<double> timeLeft() const { return m_timeLeft.secondsLeft; }
    /// Whether the end of the deployment moves away.
    [[nodiscard]] bool isGettingSlower() const { return m_timeLeft.slower; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    struct Values;
    struct Node;
    using Nodes = std::vector<std::unique_ptr<Node>>;
    struct Wanted;

    static std::vector<Wanted> wantedOf(const api::Deployment &deployment, const QDateTime &now);
    static void smooth(Values &values, EtaSmoother &smoother, const QDateTime &now);
    void merge(Nodes &nodes, Node *parentNode, std::vector<Wanted> &wanted);
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column = 0) const;

    Nodes m_tables;
    std::optional<double> m_overallProgress;
    EtaSmoother m_smoother;
    EtaSmoother::Estimate m_timeLeft;
    QDateTime m_now; ///< of the update under way
};

} // namespace orrery::models
