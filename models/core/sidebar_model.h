// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QAbstractItemModel>

#include <memory>

namespace orrery::models {

class ListStoreBase;
class Workspace;

/// The tree at the left: the window's own pages, then accounts → organizations → databases → branches. Children are
/// fetched when a row is first expanded, and follow their list store from then on. Sorted by name; production first.
class SidebarModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit SidebarModel(QObject *parent = nullptr);
    ~SidebarModel() override;

    /// Shows an account; `workspace` has to be removed here before it goes.
    void addWorkspace(Workspace *workspace);
    void removeWorkspace(const QString &account);
    /// How many volumes want attention: the number beside "Storage"; none for 0.
    void setStorageAttention(int count);
    /// The row that stands for a place or, when that is not in the tree (a deploy request), for the nearest place above it.
    [[nodiscard]] QModelIndex indexOf(const Location &location) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a row stands for, so that a view can pick its icon.
    enum class Kind : quint8 { Root, Storage, Activity, Account, Organization, Database, Branch };
    enum : int { KindRole = Qt::UserRole + 200 };

private:
    struct Node;
    struct Child;

    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    void attach(Node *node, ListStoreBase *store, std::function<QList<Child>()> children);
    void sync(Node *node);

    std::unique_ptr<Node> m_root;
    int m_storageAttention = 0;
};

} // namespace orrery::models

Q_DECLARE_METATYPE(orrery::models::SidebarModel::Kind)
