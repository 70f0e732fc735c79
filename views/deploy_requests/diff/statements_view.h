// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deploy_requests/diff/deploy_tables.h"

#include <QPersistentModelIndex>
#include <QWidget>

class QToolButton;
class QTreeView;

namespace orrery::models {
class OperationsModel;
}

namespace orrery::views {

class CodeView;
class PlainLabel;

/// The statements that run for one table, and the shards they run on with their progress.
class StatementsView final : public QWidget
{
    Q_OBJECT
public:
    /// `operations` outlives this; null: shards are named only.
    explicit StatementsView(models::OperationsModel *operations, QWidget *parent = nullptr);

    /// `reason` is said above the statements: why they are all there is to read; may be empty.
    void setTable(const models::DeployTable &table, const QString &reason = {});
    void clear();

    [[nodiscard]] CodeView *code() const { return m_code; }
    [[nodiscard]] PlainLabel *shardsLabel() const { return m_shards; }
    [[nodiscard]] QTreeView *shardTree() const { return m_tree; }

Q_SIGNALS:
    /// Something was done, in a sentence for the status line.
    void notice(const QString &sentence);

private:
    void showShards();

    models::OperationsModel *m_operations;
    PlainLabel *m_reason;
    CodeView *m_code;
    QToolButton *m_copy;
    PlainLabel *m_shards;
    QTreeView *m_tree;
    models::DeployTable m_table;
    QPersistentModelIndex m_operation;
};

} // namespace orrery::views
