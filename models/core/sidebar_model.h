// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QAbstractItemModel>

#include <memory>

namespace orrery::models {

class FeatureRegistry;
class ListStoreBase;
class Services;
class Workspace;
struct SidebarChild;

/// The tree at the left: the window's own pages, then the accounts with what the features' levels list below them
/// (organizations → databases → branches). Children are fetched when a row is first expanded, and follow their list store from then on. Sorted by name; production first.
class SidebarModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    /// Both outlive this; `services` may be null: nothing has a badge then.
    SidebarModel(const FeatureRegistry *features, const Services *services, QObject *parent = nullptr);
    ~SidebarModel() override;

    /// Shows an account; `workspace` has to be removed here before it goes.
    void addWorkspace(Workspace *workspace);
    void removeWorkspace(const QString &account);
    /// The row that stands for a place or, when that is not in the tree (a deploy request), for the nearest place above it.
    [[nodiscard]] QModelIndex indexOf(const Location &location) const;
    /// Whether the row that indexOf() finds is only on the way to the place, and its children are worth reading for it.
    [[nodiscard]] bool leadsFurther(const QModelIndex &index, const Location &location) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Node;

    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    void attach(Node *node, ListStoreBase *store, std::function<QList<SidebarChild>()> children);
    void sync(Node *node);

    std::unique_ptr<Node> m_root;
    const FeatureRegistry *m_features;
};

} // namespace orrery::models
