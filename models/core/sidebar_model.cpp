// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/sidebar_model.h"

#include "models/core/badge.h"
#include "models/core/feature_registry.h"
#include "models/core/list_store.h"
#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

#include <QCollator>

#include <algorithm>

namespace orrery::models {

struct SidebarModel::Node
{
    SidebarChild self;
    QString exact;
    Node *parent = nullptr;
    Workspace *workspace = nullptr; ///< null for the window's own pages
    Badge *badge = nullptr;
    std::vector<std::unique_ptr<Node>> children;
    ListStoreBase *store = nullptr; ///< set once the children were asked for
    std::function<QList<SidebarChild>()> wanted;
    std::vector<QMetaObject::Connection> connections;
    bool syncQueued = false;

    ~Node()
    {
        for (const auto &connection : connections)
            QObject::disconnect(connection);
    }
    [[nodiscard]] int row() const
    {
        const auto found = std::find_if(parent->children.cbegin(), parent->children.cend(),
                                        [this](const auto &each) { return each.get() == this; });
        return int(found - parent->children.cbegin());
    }
    [[nodiscard]] const SidebarLevel *below(const FeatureRegistry *features) const
    {
        return workspace ? features->levelBelow(self.location.route) : nullptr;
    }
};

SidebarModel::SidebarModel(const FeatureRegistry *features, const Services *services, QObject *parent)
    : QAbstractItemModel(parent), m_root(std::make_unique<Node>()), m_features(features)
{
    for (const GlobalPlace &place : features->globalPlaces) {
        auto node = std::make_unique<Node>();
        node->parent = m_root.get();
        node->self = {place.route, place.title, false,
                      Location{.route = place.route, .account = {}, .parameters = {}, .tab = {}}};
        Node *added = node.get();
        m_root->children.push_back(std::move(node));
        added->badge = place.badge && services ? place.badge(*services) : nullptr;
        if (!added->badge)
            continue;
        added->connections.push_back(connect(added->badge, &Badge::changed, this, [this, added]() {
            const QModelIndex row = indexOf(added);
            Q_EMIT dataChanged(row, row);
        }));
    }
}

SidebarModel::~SidebarModel() = default;

void SidebarModel::addWorkspace(Workspace *workspace)
{
    auto node = std::make_unique<Node>();
    node->parent = m_root.get();
    node->workspace = workspace;
    node->exact = workspace->facts().description;
    const Route *root = m_features->routes.accountRoot();
    node->self = {
        workspace->facts().id, workspace->facts().label, false,
        Location{.route = root ? root->id : QString(), .account = workspace->facts().id, .parameters = {}, .tab = {}}};
    Node *added = node.get();
    const int row = int(m_root->children.size());
    beginInsertRows({}, row, row);
    m_root->children.push_back(std::move(node));
    endInsertRows();
    added->connections.push_back(connect(workspace, &Workspace::factsChanged, this, [this, added, workspace]() {
        added->self.text = workspace->facts().label;
        added->exact = workspace->facts().description;
        const QModelIndex row = indexOf(added);
        Q_EMIT dataChanged(row, row);
    }));
    fetchMore(indexOf(added));
}

void SidebarModel::removeWorkspace(const QString &account)
{
    for (std::size_t row = 0; row < m_root->children.size(); ++row) {
        Node *node = m_root->children[row].get();
        if (!node->workspace || node->self.id != account)
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_root->children.erase(m_root->children.begin() + qsizetype(row));
        endRemoveRows();
        return;
    }
}

QModelIndex SidebarModel::indexOf(const Location &location) const
{
    const Node *best = nullptr;
    for (const auto &top : m_root->children) {
        if (!top->workspace) {
            if (top->self.location.route == location.route)
                return indexOf(top.get());
            continue;
        }
        if (best || (!location.account.isEmpty() && top->self.id != location.account))
            continue;
        best = top.get();
        for (const Location &step : m_features->routes.path(location)) {
            const auto found = std::find_if(best->children.cbegin(), best->children.cend(), [&step](const auto &child) {
                return child->self.location.route == step.route && child->self.location.parameters == step.parameters;
            });
            if (found != best->children.cend())
                best = found->get();
        }
    }
    return best ? indexOf(best) : QModelIndex();
}

bool SidebarModel::leadsFurther(const QModelIndex &index, const Location &location) const
{
    const SidebarLevel *level = index.isValid() ? nodeOf(index)->below(m_features) : nullptr;
    if (!level)
        return false;
    const QList<Location> path = m_features->routes.path(location);
    return (level->expandsWithPage && level->parentRoute == location.route)
        || std::any_of(path.cbegin(), path.cend(),
                       [level](const Location &step) { return step.route == level->route; });
}

SidebarModel::Node *SidebarModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex SidebarModel::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

QModelIndex SidebarModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (column != 0 || row < 0 || row >= int(node->children.size()))
        return {};
    return createIndex(row, 0, node->children[std::size_t(row)].get());
}

QModelIndex SidebarModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int SidebarModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool SidebarModel::hasChildren(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    // A row that was not expanded yet may have children; saying so shows the arrow without a request.
    return !node->children.empty() || (node->below(m_features) && !node->store);
}

bool SidebarModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return node->below(m_features) && !node->store;
}

void SidebarModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeOf(parent);
    if (!canFetchMore(parent))
        return;
    const SidebarLevel *level = node->below(m_features);
    attach(node, level->store(node->workspace, node->self.location),
           [level, workspace = node->workspace, at = node->self.location]() { return level->children(workspace, at); });
}

void SidebarModel::attach(Node *node, ListStoreBase *store, std::function<QList<SidebarChild>()> children)
{
    node->store = store;
    node->wanted = std::move(children);
    // Many rows arrive in one turn of the event loop: one comparison answers them all.
    const auto queueSync = [this, node]() {
        if (node->syncQueued)
            return;
        node->syncQueued = true;
        QMetaObject::invokeMethod(
            this,
            [this, index = QPersistentModelIndex(indexOf(node))]() {
                if (!index.isValid())
                    return;
                Node *still = nodeOf(index);
                still->syncQueued = false;
                sync(still);
            },
            Qt::QueuedConnection);
    };
    QAbstractItemModel *rows = store->model();
    node->connections.push_back(connect(rows, &QAbstractItemModel::rowsInserted, this, queueSync));
    node->connections.push_back(connect(rows, &QAbstractItemModel::rowsRemoved, this, queueSync));
    node->connections.push_back(connect(rows, &QAbstractItemModel::dataChanged, this, queueSync));
    store->open();
    sync(node);
}

void SidebarModel::sync(Node *node)
{
    QList<SidebarChild> wanted = node->wanted();
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(wanted.begin(), wanted.end(), [&collator](const SidebarChild &a, const SidebarChild &b) {
        if (a.production != b.production)
            return a.production;
        return collator.compare(a.text, b.text) < 0;
    });
    const QModelIndex parent = indexOf(node);
    QSet<QString> ids;
    for (const SidebarChild &child : wanted)
        ids.insert(child.id);
    for (int row = int(node->children.size()) - 1; row >= 0; --row) {
        if (ids.contains(node->children[std::size_t(row)]->self.id))
            continue;
        beginRemoveRows(parent, row, row);
        node->children.erase(node->children.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.size());) {
        const SidebarChild &child = wanted.at(row);
        auto &children = node->children;
        const auto at = std::find_if(children.begin() + row, children.end(),
                                     [&child](const auto &each) { return each->self.id == child.id; });
        if (at == children.end()) {
            // A run of new rows goes in with one signal.
            int last = row;
            const auto known = [&children](const QString &id) {
                return std::any_of(children.cbegin(), children.cend(),
                                   [&id](const auto &each) { return each->self.id == id; });
            };
            if (children.empty())
                last = int(wanted.size()) - 1;
            else
                while (last + 1 < int(wanted.size()) && !known(wanted.at(last + 1).id))
                    ++last;
            beginInsertRows(parent, row, last);
            for (int each = row; each <= last; ++each) {
                auto added = std::make_unique<Node>();
                added->parent = node;
                added->workspace = node->workspace;
                added->self = wanted.at(each);
                children.insert(children.begin() + each, std::move(added));
            }
            endInsertRows();
            row = last + 1;
            continue;
        }
        const int from = int(at - children.begin());
        if (from != row) {
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(children.begin() + row, children.begin() + from, children.begin() + from + 1);
            endMoveRows();
        }
        Node *kept = children[std::size_t(row)].get();
        if (!(kept->self == child)) {
            kept->self = child;
            Q_EMIT dataChanged(index(row, 0, parent), index(row, 0, parent));
        }
        ++row;
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    // Without this, a view keeps a persistent index for each expanded leaf, and sorting a large tree takes minutes.
    if (!nodeOf(index)->below(m_features))
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(node->self.text);
    case Qt::ToolTipRole:
        return visibleText(node->exact.isEmpty() ? node->self.text : node->exact);
    case Qt::AccessibleTextRole:
        if (node->badge && node->badge->count() > 0)
            return node->badge->description();
        return node->self.production ? tr("%1, production").arg(visibleText(node->self.text))
                                     : visibleText(node->self.text);
    case IdRole:
        return node->self.id;
    case LocationRole:
        return QVariant::fromValue(node->self.location);
    case ProductionRole:
        return node->self.production;
    case CountRole:
        return node->badge && node->badge->count() > 0 ? QVariant(node->badge->count()) : QVariant();
    default:
        return {};
    }
}

} // namespace orrery::models
