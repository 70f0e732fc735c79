// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deployment.h"

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

    void update(const api::Deployment &deployment);
    /// Progress of the whole deployment, 0..100: the mean over its shards; nothing before the service tells any.
    [[nodiscard]] std::optional<double> overallProgress() const { return m_overallProgress; }
    /// The longest time left of any shard, in seconds; nothing when unknown.
    [[nodiscard]] std::optional<double> timeLeft() const { return m_timeLeft; }

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

    static std::vector<Wanted> wantedOf(const api::Deployment &deployment);
    void merge(Nodes &nodes, Node *parentNode, std::vector<Wanted> &wanted);
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column = 0) const;

    Nodes m_tables;
    std::optional<double> m_overallProgress;
    std::optional<double> m_timeLeft;
};

} // namespace orrery::models
