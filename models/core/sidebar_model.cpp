// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/sidebar_model.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

#include <QCollator>

#include <algorithm>

namespace orrery::models {

struct SidebarModel::Child
{
    QString id;
    QString text;
    bool production = false;
    Location location;
    friend bool operator==(const Child &, const Child &) = default;
};

struct SidebarModel::Node
{
    Kind kind = Kind::Root;
    Child self;
    QString exact;
    Node *parent = nullptr;
    Workspace *workspace = nullptr;
    std::vector<std::unique_ptr<Node>> children;
    ListStoreBase *store = nullptr; ///< set once the children were asked for
    std::function<QList<Child>()> wanted;
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
    [[nodiscard]] Kind childKind() const
    {
        switch (kind) {
        case Kind::Account:
            return Kind::Organization;
        case Kind::Organization:
            return Kind::Database;
        case Kind::Database:
            return Kind::Branch;
        default:
            return Kind::Root;
        }
    }
};

SidebarModel::SidebarModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
    const auto add = [this](Kind kind, const QString &id, const QString &text, Location::Page page) {
        auto node = std::make_unique<Node>();
        node->kind = kind;
        node->parent = m_root.get();
        node->self = {id, text, false, Location{.page = page}};
        m_root->children.push_back(std::move(node));
    };
    add(Kind::Storage, QStringLiteral("storage"), tr("Storage"), Location::Page::Storage);
    add(Kind::Activity, QStringLiteral("activity"), tr("Activity"), Location::Page::Activity);
}

SidebarModel::~SidebarModel() = default;

void SidebarModel::addWorkspace(Workspace *workspace)
{
    auto node = std::make_unique<Node>();
    node->kind = Kind::Account;
    node->parent = m_root.get();
    node->workspace = workspace;
    node->exact = workspace->facts().description;
    node->self = {workspace->facts().id, workspace->facts().label, false,
                  Location{.page = Location::Page::Organizations, .account = workspace->facts().id}};
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
        if (node->kind != Kind::Account || node->self.id != account)
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_root->children.erase(m_root->children.begin() + qsizetype(row));
        endRemoveRows();
        return;
    }
}

void SidebarModel::setStorageAttention(int count)
{
    if (count == m_storageAttention)
        return;
    m_storageAttention = count;
    const QModelIndex row = indexOf(Location{.page = Location::Page::Storage});
    Q_EMIT dataChanged(row, row);
}

QModelIndex SidebarModel::indexOf(const Location &location) const
{
    for (const auto &child : m_root->children) {
        if (child->kind != Kind::Account && child->self.location.page == location.page)
            return indexOf(child.get());
    }
    const Node *best = nullptr;
    for (const auto &account : m_root->children) {
        if (account->kind != Kind::Account || (!location.account.isEmpty() && account->self.id != location.account))
            continue;
        best = account.get();
        for (const QString &name : {location.organization, location.database, location.branch}) {
            const auto found = name.isEmpty()
                ? best->children.cend()
                : std::find_if(best->children.cbegin(), best->children.cend(),
                               [&name](const auto &child) { return child->self.id == name; });
            if (found == best->children.cend())
                break;
            best = found->get();
        }
        break;
    }
    return best ? indexOf(best) : QModelIndex();
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
    return !node->children.empty() || (node->childKind() != Kind::Root && !node->store);
}

bool SidebarModel::canFetchMore(const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    return node->childKind() != Kind::Root && !node->store;
}

void SidebarModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeOf(parent);
    if (!canFetchMore(parent))
        return;
    Workspace *workspace = node->workspace;
    const QString account = workspace->facts().id;
    const Location at = node->self.location;
    switch (node->kind) {
    case Kind::Account: {
        auto *store = workspace->organizations();
        attach(node, store, [store, account]() {
            QList<Child> children;
            for (const api::Organization &row : store->rows())
                children.append({row.name, row.name, false, Location::organizationPage(account, row.name)});
            return children;
        });
        break;
    }
    case Kind::Organization: {
        auto *store = workspace->databases(at.organization);
        attach(node, store, [store, account, at]() {
            QList<Child> children;
            for (const api::Database &row : store->rows())
                children.append(
                    {row.name, row.name, false, Location::databasePage(account, at.organization, row.name)});
            return children;
        });
        break;
    }
    case Kind::Database: {
        auto *store = workspace->branches(at.organization, at.database);
        attach(node, store, [store, account, at]() {
            QList<Child> children;
            for (const api::Branch &row : store->rows()) {
                children.append({row.name, row.name, row.production.value_or(false),
                                 Location::branchPage(account, at.organization, at.database, row.name)});
            }
            return children;
        });
        break;
    }
    case Kind::Root:
    case Kind::Storage:
    case Kind::Activity:
    case Kind::Branch:
        break;
    }
}

void SidebarModel::attach(Node *node, ListStoreBase *store, std::function<QList<Child>()> children)
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
    QList<Child> wanted = node->wanted();
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::sort(wanted.begin(), wanted.end(), [&collator](const Child &a, const Child &b) {
        if (a.production != b.production)
            return a.production;
        return collator.compare(a.text, b.text) < 0;
    });
    const QModelIndex parent = indexOf(node);
    QSet<QString> ids;
    for (const Child &child : wanted)
        ids.insert(child.id);
    for (int row = int(node->children.size()) - 1; row >= 0; --row) {
        if (ids.contains(node->children[std::size_t(row)]->self.id))
            continue;
        beginRemoveRows(parent, row, row);
        node->children.erase(node->children.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.size());) {
        const Child &child = wanted.at(row);
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
                added->kind = node->childKind();
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
    const Kind kind = nodeOf(index)->kind;
    // Without this, a view keeps a persistent index for each expanded leaf, and sorting a large tree takes minutes.
    if (kind == Kind::Branch || kind == Kind::Activity || kind == Kind::Storage)
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
        if (node->kind == Kind::Storage && m_storageAttention > 0)
            return tr("Storage, %Ln volume(s) want attention", nullptr, m_storageAttention);
        return node->self.production ? tr("%1, production").arg(visibleText(node->self.text))
                                     : visibleText(node->self.text);
    case IdRole:
        return node->self.id;
    case LocationRole:
        return QVariant::fromValue(node->self.location);
    case ProductionRole:
        return node->self.production;
    case KindRole:
        return QVariant::fromValue(node->kind);
    case CountRole:
        return node->kind == Kind::Storage && m_storageAttention > 0 ? QVariant(m_storageAttention) : QVariant();
    default:
        return {};
    }
}

} // namespace orrery::models
