// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/operations_model.h"

#include "models/core/roles.h"
#include "models/core/text.h"
#include "models/deploy_requests/deployment_states.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace orrery::models {

struct OperationsModel::Values
{
    QString id;
    QString name; ///< table or shard
    QString keyspace;
    QString change;
    QString statement;
    api::OpenEnum<api::OperationState> state;
    std::optional<double> progress;
    std::optional<double> eta;
    bool slower = false; ///< the end moves away
    QString note; ///< why it does not move, or how it failed; translated or untrusted plain text
    friend bool operator==(const Values &, const Values &) = default;
};

struct OperationsModel::Node
{
    Values values;
    EtaSmoother smoother;
    Node *parent = nullptr;
    Nodes shards;
    int row = 0;
};

struct OperationsModel::Wanted
{
    Values values;
    std::vector<Wanted> shards;
};

namespace {

QString uniqueId(QSet<QString> &taken, QString id)
{
    const QString base = id;
    for (int again = 2; taken.contains(id); ++again)
        id = base + QLatin1Char('#') + QString::number(again);
    taken.insert(id);
    return id;
}

} // namespace

OperationsModel::OperationsModel(QObject *parent) : QAbstractItemModel(parent) {}
OperationsModel::~OperationsModel() = default;

std::vector<OperationsModel::Wanted> OperationsModel::wantedOf(const api::Deployment &deployment, const QDateTime &now)
{
    // Summaries know the shards; operations know what holds them up. Either may be missing.
    QHash<QString, const api::DeployOperation *> operations;
    const auto key = [](const auto &o) {
        return o.keyspaceName + QLatin1Char('.') + o.tableName + QLatin1Char(' ') + o.operationName;
    };
    for (const api::DeployOperation &operation : deployment.deployOperations)
        operations.insert(key(operation), &operation);

    const auto noteOf = [&](const QString &errors, const QDateTime &throttledAt, bool locked) {
        if (!errors.isEmpty())
            return visibleText(errors);
        if (locked)
            return tr("locked by the cut-over");
        if (throttledAt.isValid())
            return now.isValid() ? tr("throttled %1", "how long ago").arg(relativeTime(throttledAt, now))
                                 : tr("throttled");
        return QString();
    };
    std::vector<Wanted> tables;
    QSet<QString> taken;
    const auto lockedTable = [&](const QString &table) {
        return deployment.tableLocked.value_or(false) && !table.isEmpty() && deployment.lockedTableName == table;
    };
    for (const api::DeployOperationSummary &summary : deployment.deployOperationSummaries) {
        const api::DeployOperation *operation = operations.value(key(summary));
        Wanted table;
        table.values = {
            .id = uniqueId(taken, key(summary)),
            .name = summary.tableName,
            .keyspace = summary.keyspaceName,
            .change = summary.operationName,
            .statement = summary.ddlStatement,
            .state = summary.state,
            .progress = summary.progressPercentage,
            .eta = summary.etaSeconds ? std::optional<double>(double(*summary.etaSeconds)) : std::nullopt,
            .note =
                noteOf(!summary.deployErrors.isEmpty() || !operation ? summary.deployErrors : operation->deployErrors,
                       summary.throttledAt.isValid() || !operation ? summary.throttledAt : operation->throttledAt,
                       lockedTable(summary.tableName) || (operation && operation->tableLocked.value_or(false)))};
        QSet<QString> takenShards;
        for (const api::ShardOperation &shard : summary.operations) {
            Wanted part;
            part.values = {.id = uniqueId(takenShards, shard.shard),
                           .name = shard.shard,
                           .keyspace = summary.keyspaceName,
                           .change = {},
                           .statement = {},
                           .state = shard.state,
                           .progress = shard.progressPercentage,
                           .eta = shard.etaSeconds ? std::optional<double>(double(*shard.etaSeconds)) : std::nullopt,
                           .note = {}};
            table.shards.push_back(std::move(part));
        }
        tables.push_back(std::move(table));
    }
    const QSet<QString> summarised = taken;
    for (const api::DeployOperation &operation : deployment.deployOperations) {
        if (summarised.contains(key(operation)))
            continue;
        Wanted table;
        table.values = {.id = uniqueId(taken, key(operation)),
                        .name = operation.tableName,
                        .keyspace = operation.keyspaceName,
                        .change = operation.operationName,
                        .statement = operation.ddlStatement,
                        .state = operation.state,
                        .progress = operation.progressPercentage,
                        .eta = operation.etaSeconds,
                        .note = noteOf(operation.deployErrors, operation.throttledAt,
                                       lockedTable(operation.tableName) || operation.tableLocked.value_or(false))};
        tables.push_back(std::move(table));
    }
    return tables;
}

void OperationsModel::smooth(Values &values, EtaSmoother &smoother, const QDateTime &now)
{
    if (!(values.state == api::OperationState::InProgress)) {
        smoother.reset();
        return;
    }
    if (!now.isValid())
        return;
    smoother.add(now, values.eta);
    const EtaSmoother::Estimate estimate = smoother.at(now);
    values.eta = estimate.secondsLeft;
    values.slower = estimate.slower;
}

void OperationsModel::update(const api::Deployment &deployment, const QDateTime &now)
{
    std::vector<Wanted> wanted = wantedOf(deployment, now);
    m_now = now;
    // An estimate is of the copying: "almost done" says nothing about a cutover that waits for a lock.
    const bool copying = !deployment.state.isKnown() || deployment.state == api::DeploymentState::InProgress;
    const auto dropEstimate = [copying](Values &values) {
        if (!copying || values.state == api::OperationState::Complete)
            values.eta.reset();
    };
    for (Wanted &table : wanted) {
        dropEstimate(table.values);
        for (Wanted &shard : table.shards)
            dropEstimate(shard.values);
    }
    double sum = 0;
    int known = 0;
    std::optional<double> longest;
    const auto count = [&](const Values &values) {
        if (values.progress && std::isfinite(*values.progress)) {
            sum += std::clamp(*values.progress, 0.0, 100.0);
            ++known;
        }
        if (values.eta && std::isfinite(*values.eta) && *values.eta >= 0)
            longest = std::max(longest.value_or(0), *values.eta);
    };
    for (const Wanted &table : wanted) {
        if (table.shards.empty())
            count(table.values);
        for (const Wanted &shard : table.shards)
            count(shard.values);
    }
    m_overallProgress = known > 0 ? std::optional<double>(sum / known) : std::nullopt;
    if (!copying)
        m_smoother.reset();
    m_smoother.add(now, longest);
    m_timeLeft = now.isValid() ? m_smoother.at(now) : EtaSmoother::Estimate{longest, false};
    merge(m_tables, nullptr, wanted);
}

void OperationsModel::forgetEstimates()
{
    m_smoother.reset();
    for (const auto &table : m_tables) {
        table->smoother.reset();
        for (const auto &shard : table->shards)
            shard->smoother.reset();
    }
}

void OperationsModel::merge(Nodes &nodes, Node *parentNode, std::vector<Wanted> &wanted)
{
    const QModelIndex parentIndex = parentNode ? indexOf(parentNode) : QModelIndex();
    QSet<QString> ids;
    for (const Wanted &each : wanted)
        ids.insert(each.values.id);
    for (int row = int(nodes.size()) - 1; row >= 0; --row) {
        if (ids.contains(nodes[std::size_t(row)]->values.id))
            continue;
        beginRemoveRows(parentIndex, row, row);
        nodes.erase(nodes.begin() + row);
        for (std::size_t i = std::size_t(row); i < nodes.size(); ++i)
            nodes[i]->row = int(i);
        endRemoveRows();
    }
    QHash<QString, Node *> known;
    for (const auto &node : nodes)
        known.insert(node->values.id, node.get());
    std::vector<Wanted *> added;
    for (Wanted &each : wanted) {
        Node *node = known.value(each.values.id);
        if (!node) {
            added.push_back(&each);
            continue;
        }
        smooth(each.values, node->smoother, m_now);
        if (!(node->values == each.values)) {
            node->values = std::move(each.values);
            Q_EMIT dataChanged(indexOf(node), indexOf(node, ColumnCount - 1));
        }
        merge(node->shards, node, each.shards);
    }
    if (added.empty())
        return;
    const int first = int(nodes.size());
    beginInsertRows(parentIndex, first, first + int(added.size()) - 1);
    for (Wanted *each : added) {
        auto node = std::make_unique<Node>();
        smooth(each->values, node->smoother, m_now);
        node->values = std::move(each->values);
        node->parent = parentNode;
        node->row = int(nodes.size());
        for (Wanted &part : each->shards) {
            auto shard = std::make_unique<Node>();
            smooth(part.values, shard->smoother, m_now);
            shard->values = std::move(part.values);
            shard->parent = node.get();
            shard->row = int(node->shards.size());
            node->shards.push_back(std::move(shard));
        }
        nodes.push_back(std::move(node));
    }
    endInsertRows();
}

QModelIndex OperationsModel::indexOf(const Node *node, int column) const
{
    return createIndex(node->row, column, node);
}

QModelIndex OperationsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || (parent.isValid() && parent.column() != 0))
        return {};
    const Nodes &nodes = parent.isValid() ? static_cast<const Node *>(parent.constInternalPointer())->shards : m_tables;
    if (row >= int(nodes.size()))
        return {};
    return indexOf(nodes[std::size_t(row)].get(), column);
}

QModelIndex OperationsModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node *node = static_cast<const Node *>(index.constInternalPointer());
    return node->parent ? indexOf(node->parent) : QModelIndex();
}

int OperationsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_tables.size());
    if (parent.column() != 0)
        return 0;
    return int(static_cast<const Node *>(parent.constInternalPointer())->shards.size());
}

int OperationsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant OperationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = static_cast<const Node *>(index.constInternalPointer());
    const Values &values = node->values;
    if (role == IdRole)
        return node->parent ? QString(node->parent->values.id + QLatin1Char('/') + values.id) : values.id;
    switch (index.column()) {
    case NameColumn:
        if (role == Qt::DisplayRole || role == SortRole)
            return visibleText(values.name);
        if ((role == Qt::ToolTipRole || role == ExactRole) && !values.keyspace.isEmpty())
            return node->parent
                ? tr("Shard %1 of keyspace %2").arg(visibleText(values.name), visibleText(values.keyspace))
                : tr("Table %1 of keyspace %2").arg(visibleText(values.name), visibleText(values.keyspace));
        break;
    case ChangeColumn:
        if (role == Qt::DisplayRole || role == SortRole)
            return visibleText(values.change);
        break;
    case StateColumn:
        if (role == Qt::DisplayRole || role == SortRole || role == Qt::AccessibleTextRole) {
            const QString word = describeOperationState(values.state).text;
            return values.note.isEmpty() ? word : tr("%1: %2", "a state, why").arg(word, values.note);
        }
        if (role == StateRole)
            return QVariant::fromValue(describeOperationState(values.state));
        if (role == Qt::ToolTipRole || role == ExactRole)
            return values.note.isEmpty() ? describeOperationState(values.state).explanation : values.note;
        break;
    case ProgressColumn:
        if (role == Qt::DisplayRole) {
            const QString text = progressText(values.progress);
            // A bar at nothing would be a guess; a word is none.
            return text.isEmpty() && values.state == api::OperationState::InProgress ? tr("not known yet") : text;
        }
        if (role == SortRole)
            return values.progress ? QVariant(*values.progress) : QVariant();
        if (role == ProgressRole && values.progress && std::isfinite(*values.progress))
            return std::clamp(*values.progress, 0.0, 100.0) / 100.0;
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        break;
    case TimeLeftColumn:
        if (role == Qt::DisplayRole) {
            const QString left = etaText(values.eta);
            return values.slower && !left.isEmpty() ? tr("%1, getting slower", "about 3 min left").arg(left) : left;
        }
        if (role == SortRole)
            return values.eta ? QVariant(*values.eta) : QVariant();
        break;
    case StatementColumn:
        if (role == Qt::DisplayRole || role == SortRole)
            return visibleText(values.statement);
        if (role == Qt::ToolTipRole || role == ExactRole)
            return visibleText(values.statement, LineBreaks::Keep);
        if (role == MonospaceRole)
            return true;
        break;
    default:
        break;
    }
    return {};
}

QVariant OperationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Table, shard");
    case ChangeColumn:
        return tr("Change");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case TimeLeftColumn:
        return tr("Time left");
    case StatementColumn:
        return tr("Statement");
    default:
        return {};
    }
}

} // namespace orrery::models
