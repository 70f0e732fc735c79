// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/deploy_tables.h"

#include "api/core/clock.h"
#include "models/core/column_kit.h"
#include "models/deploy_requests/deployment_states.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace orrery::models {

namespace {

struct DeployTables
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::DeployTables)
};

/// Marking words costs more than parsing; beyond this a diff is read by lines.
constexpr qsizetype mostLinesMarked = 20'000;

QByteArray digestOf(const QString &name, const QString &raw)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(name.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(raw.toUtf8());
    return hash.result();
}

QByteArray together(QList<QByteArray> digests)
{
    std::sort(digests.begin(), digests.end());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &digest : digests)
        hash.addData(digest);
    return hash.result();
}

/// What the deployment says of one table: its operations taken together.
struct Operations
{
    QString keyspace;
    QString table;
    QList<api::DeployOperation> operations;
    QList<api::DeployOperationSummary> summaries;
    bool used = false;
};

QList<Operations> operationsByTable(const api::Deployment &deployment)
{
    QList<Operations> tables;
    QHash<QString, qsizetype> known;
    const auto of = [&](const QString &keyspace, const QString &table) -> Operations & {
        const QString key = keyspace + QLatin1Char('\n') + table;
        const auto found = known.constFind(key);
        if (found != known.cend())
            return tables[*found];
        known.insert(key, tables.size());
        tables.append({.keyspace = keyspace, .table = table, .operations = {}, .summaries = {}, .used = false});
        return tables.last();
    };
    for (const api::DeployOperationSummary &summary : deployment.deployOperationSummaries)
        of(summary.keyspaceName, summary.tableName).summaries.append(summary);
    for (const api::DeployOperation &operation : deployment.deployOperations)
        of(operation.keyspaceName, operation.tableName).operations.append(operation);
    return tables;
}

template<class Operation>
void addOperation(DeployTable &table, const Operation &operation)
{
    if (!operation.ddlStatement.isEmpty() && !table.statements.contains(operation.ddlStatement))
        table.statements.append(operation.ddlStatement);
    if (operation.canDropData.value_or(false)) {
        table.canDropData = true;
        for (const QString &object : droppedObjects(operation.tableName, operation.ddlStatement)) {
            if (!table.dropped.contains(object))
                table.dropped.append(object);
        }
    }
    for (const QString &name : operation.removedForeignKeyNames) {
        if (!table.removedForeignKeys.contains(name))
            table.removedForeignKeys.append(name);
    }
    table.recentlyUsed = table.recentlyUsed || operation.tableRecentlyUsed.value_or(false);
    if (operation.tableRecentlyUsedAt.isValid() && !(table.recentlyUsedAt > operation.tableRecentlyUsedAt))
        table.recentlyUsedAt = operation.tableRecentlyUsedAt;
    if (!operation.deployErrors.isEmpty() && !table.errors.contains(operation.deployErrors))
        table.errors += (table.errors.isEmpty() ? QString() : QStringLiteral("\n")) + operation.deployErrors;
    if (!table.state.isPresent())
        table.state = operation.state;
    if (!table.progress)
        table.progress = operation.progressPercentage;
}

UnifiedDiff::Change changeOf(const Operations &operations)
{
    const QString name = !operations.summaries.isEmpty() ? operations.summaries.first().operationName
        : !operations.operations.isEmpty()               ? operations.operations.first().operationName
                                                         : QString();
    if (name.startsWith(QLatin1String("CREATE"), Qt::CaseInsensitive))
        return UnifiedDiff::Change::Added;
    if (name.startsWith(QLatin1String("DROP"), Qt::CaseInsensitive))
        return UnifiedDiff::Change::Deleted;
    return UnifiedDiff::Change::Modified;
}

void addOperations(DeployTable &table, const Operations &operations)
{
    for (const api::DeployOperationSummary &summary : operations.summaries) {
        addOperation(table, summary);
        for (const QString &shard : summary.shardNames) {
            if (!table.shards.contains(shard))
                table.shards.append(shard);
        }
    }
    for (const api::DeployOperation &operation : operations.operations)
        addOperation(table, operation);
}

} // namespace

namespace {
bool isRead(const DeployTable &table)
{
    return table.structure && table.structure->isRead();
}
} // namespace

bool operator==(const DeployTable &a, const DeployTable &b)
{
    // The digest speaks for the diff: comparing the lines of a large one at each poll would cost too much.
    return a.id == b.id && a.digest == b.digest && a.keyspace == b.keyspace && a.name == b.name && a.change == b.change
        && a.added == b.added && a.removed == b.removed && a.statements == b.statements
        && a.canDropData == b.canDropData && a.dropped == b.dropped && a.removedForeignKeys == b.removedForeignKeys
        && a.recentlyUsed == b.recentlyUsed && a.recentlyUsedAt == b.recentlyUsedAt && a.shards == b.shards
        && a.state == b.state && a.progress == b.progress && a.errors == b.errors && bool(a.diff) == bool(b.diff)
        && isRead(a) == isRead(b);
}

QByteArray digestOf(const QList<api::TableDiff> &diffs)
{
    QList<QByteArray> digests;
    digests.reserve(diffs.size());
    for (const api::TableDiff &diff : diffs)
        digests.append(digestOf(diff.name, diff.raw));
    return together(std::move(digests));
}

ParsedDiffs parseDiffs(const QList<api::TableDiff> &diffs, const ParsedDiffs &before,
                       const std::function<bool()> &isStale)
{
    QHash<QByteArray, const ParsedDiff *> known;
    for (const ParsedDiff &table : before.tables)
        known.insert(table.digest, &table);
    ParsedDiffs parsed;
    QList<QByteArray> digests;
    for (const api::TableDiff &diff : diffs) {
        if (isStale && isStale())
            return parsed;
        ParsedDiff table{
            .name = diff.name, .raw = diff.raw, .digest = digestOf(diff.name, diff.raw), .diff = {}, .structure = {}};
        if (const ParsedDiff *same = known.value(table.digest)) {
            table.diff = same->diff;
            table.structure = same->structure;
        } else {
            auto read = std::make_shared<UnifiedDiff>(parseUnifiedDiff(diff.raw));
            if (read->lines.size() <= mostLinesMarked)
                markChangedWords(*read);
            table.structure = readStructure(diff.name, *read);
            table.diff = std::move(read);
        }
        digests.append(table.digest);
        parsed.tables.append(std::move(table));
    }
    parsed.digest = together(std::move(digests));
    return parsed;
}

QList<DeployTable> deployTables(const api::Deployment &deployment, const ParsedDiffs &diffs)
{
    QList<Operations> operations = operationsByTable(deployment);
    QHash<QString, QList<qsizetype>> byName;
    for (qsizetype i = 0; i < operations.size(); ++i)
        byName[operations.at(i).table].append(i);

    QList<DeployTable> tables;
    QHash<QString, int> ids;
    const auto append = [&](DeployTable table) {
        table.id = table.keyspace.isEmpty() ? table.name : table.keyspace + QLatin1Char('.') + table.name;
        // Two of one name cannot be told apart by what the service sends; both are shown.
        if (const int again = ids[table.id]++; again > 0)
            table.id += QLatin1Char('#') + QString::number(again + 1);
        tables.append(std::move(table));
    };

    for (const ParsedDiff &diff : diffs.tables) {
        DeployTable table;
        table.name = diff.name;
        table.raw = diff.raw;
        table.digest = diff.digest;
        table.diff = diff.diff;
        table.structure = diff.structure;
        if (diff.diff) {
            table.change = diff.diff->change;
            table.added = diff.diff->added;
            table.removed = diff.diff->removed;
        }
        QList<qsizetype> candidates = byName.value(diff.name);
        if (candidates.isEmpty()) {
            const qsizetype dot = diff.name.indexOf(QLatin1Char('.'));
            if (dot > 0)
                candidates = byName.value(diff.name.mid(dot + 1));
        }
        for (const qsizetype at : candidates) {
            if (operations.at(at).used)
                continue;
            operations[at].used = true;
            table.keyspace = operations.at(at).keyspace;
            table.name = operations.at(at).table;
            if (diff.diff && !diff.diff->wellFormed)
                table.change = changeOf(operations.at(at));
            addOperations(table, operations.at(at));
            break;
        }
        append(std::move(table));
    }
    for (const Operations &left : operations) {
        if (left.used)
            continue;
        DeployTable table;
        table.keyspace = left.keyspace;
        table.name = left.table;
        table.change = changeOf(left);
        addOperations(table, left);
        append(std::move(table));
    }
    std::stable_sort(tables.begin(), tables.end(),
                     [](const DeployTable &a, const DeployTable &b) { return a.keyspace < b.keyspace; });
    return tables;
}

StateWord describeChange(UnifiedDiff::Change change)
{
    switch (change) {
    case UnifiedDiff::Change::Added:
        return {Tone::Ok, DeployTables::tr("Added"), DeployTables::tr("The table is created.")};
    case UnifiedDiff::Change::Deleted:
        return {Tone::Warn, DeployTables::tr("Deleted"), DeployTables::tr("The table is dropped.")};
    case UnifiedDiff::Change::Modified:
        break;
    }
    return {Tone::Accent, DeployTables::tr("Modified"), DeployTables::tr("The table is changed.")};
}

std::optional<StateWord> describeTableRisk(const DeployTable &table)
{
    if (!table.errors.isEmpty())
        return StateWord{Tone::Critical, DeployTables::tr("Failed"), visibleText(table.errors)};
    if (table.canDropData) {
        QString sentence =
            DeployTables::tr("Drops the data of %1.").arg(visibleText(table.dropped.join(QLatin1String(", "))));
        if (table.recentlyUsed)
            sentence += QLatin1Char(' ') + DeployTables::tr("The table was used recently.");
        return StateWord{Tone::Critical, DeployTables::tr("Drops data"), sentence};
    }
    if (!table.removedForeignKeys.isEmpty()) {
        return StateWord{Tone::Warn, DeployTables::tr("Removes foreign keys"),
                         DeployTables::tr("Removes %1; rows written since then may be orphaned by a revert.")
                             .arg(visibleText(table.removedForeignKeys.join(QLatin1String(", "))))};
    }
    if (table.structure)
        return gravestRisk(*table.structure);
    return std::nullopt;
}

QList<Column<DeployTable>> deployTableColumns()
{
    using Row = DeployTable;
    QList<Column<Row>> columns{
        textColumn<Row>("table", DeployTables::tr("Table"), 200, [](const Row &row) { return row.name; }),
        textColumn<Row>("keyspace", DeployTables::tr("Keyspace"), 120, [](const Row &row) { return row.keyspace; }),
        stateColumn<Row>("change", DeployTables::tr("Change"), 100,
                         [](const Row &row) { return describeChange(row.change); }),
        numberColumn<Row>("added", DeployTables::tr("Added lines"), 70,
                          [](const Row &row) { return std::optional<qint64>(row.added); }),
        numberColumn<Row>("removed", DeployTables::tr("Removed lines"), 70,
                          [](const Row &row) { return std::optional<qint64>(row.removed); }),
        {},
        stateColumn<Row>("state", DeployTables::tr("State"), 110,
                         [](const Row &row) { return describeOperationState(row.state); }),
    };
    columns[3].text = [](const Row &row) {
        return row.added > 0 ? QLatin1Char('+') + formattedCount(row.added) : QString();
    };
    columns[4].text = [](const Row &row) {
        return row.removed > 0 ? QChar(0x2212) + formattedCount(row.removed) : QString();
    };
    columns[5].id = "risk";
    columns[5].title = DeployTables::tr("Risk");
    columns[5].width = 130;
    columns[5].state = [](const Row &row) { return describeTableRisk(row); };
    return columns;
}

} // namespace orrery::models
