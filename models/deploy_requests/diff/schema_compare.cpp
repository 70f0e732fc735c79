// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/schema_compare.h"

#include "models/core/text.h"
#include "models/deploy_requests/diff/text_diff.h"
#include "models/schema/snapshot_store.h"

#include <QCryptographicHash>

#include <algorithm>
#include <set>

namespace orrery::models {

namespace {

/// Indexes of tables of one name on both sides, -1 where a side has none.
using Match = std::pair<qsizetype, qsizetype>;

using ByName = QMap<QString, QList<qsizetype>>;

ByName byName(const QList<api::TableSchema> &tables)
{
    ByName names;
    for (qsizetype i = 0; i < tables.size(); ++i)
        names[tables.at(i).name].append(i);
    return names;
}

/// What is left after equal texts found each other.
QList<Match> matchesOf(const QList<api::TableSchema> &before, QList<qsizetype> olds,
                       const QList<api::TableSchema> &after, QList<qsizetype> news)
{
    QList<qsizetype> unmatched;
    for (const qsizetype n : std::as_const(news)) {
        const auto same = std::find_if(olds.begin(), olds.end(), [&before, &after, n](qsizetype o) {
            return before.at(o).raw == after.at(n).raw;
        });
        if (same == olds.end())
            unmatched.append(n);
        else
            olds.erase(same);
    }
    QList<Match> matches;
    for (qsizetype i = 0; i < std::max(olds.size(), unmatched.size()); ++i)
        matches.append({i < olds.size() ? olds.at(i) : -1, i < unmatched.size() ? unmatched.at(i) : -1});
    return matches;
}

/// Nothing when only line ends differ.
std::optional<DeployTable> tableOf(const api::TableSchema *before, const api::TableSchema *after)
{
    auto diff =
        std::make_shared<UnifiedDiff>(diffTexts(before ? before->raw : QString(), after ? after->raw : QString()));
    if (before && after && diff->added == 0 && diff->removed == 0)
        return std::nullopt;
    // A table whose statement is empty is there all the same.
    diff->change = !before ? UnifiedDiff::Change::Added
        : !after           ? UnifiedDiff::Change::Deleted
                           : UnifiedDiff::Change::Modified;
    DeployTable table;
    table.name = before ? before->name : after->name;
    table.change = diff->change;
    table.added = diff->added;
    table.removed = diff->removed;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &text : {table.name, before ? before->raw : QString(), after ? after->raw : QString()}) {
        hash.addData(text.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    table.digest = hash.result();
    table.diff = std::move(diff);
    table.structure =
        readStructure(table.name, DiffSides{before ? before->raw : QString(), after ? after->raw : QString()});
    return table;
}

} // namespace

QList<DeployTable> compareSchemas(const QList<api::TableSchema> &before, const QList<api::TableSchema> &after,
                                  const std::function<bool()> &isStale)
{
    const ByName oldNames = byName(before);
    const ByName newNames = byName(after);
    std::set<QString> names;
    for (const ByName *each : {&oldNames, &newNames})
        std::for_each(each->keyBegin(), each->keyEnd(), [&names](const QString &name) { names.insert(name); });

    QList<DeployTable> tables;
    for (const QString &name : names) {
        int number = 0;
        for (const auto &[o, n] : matchesOf(before, oldNames.value(name), after, newNames.value(name))) {
            if (isStale && isStale())
                return tables;
            auto table = tableOf(o < 0 ? nullptr : &before.at(o), n < 0 ? nullptr : &after.at(n));
            if (!table)
                continue;
            table->id = ++number == 1 ? name : name + QLatin1Char('#') + QString::number(number);
            tables.append(std::move(*table));
        }
    }
    return tables;
}

void replaceTables(DeployTableModel *model, const QList<DeployTable> &rows)
{
    QStringList ids;
    ids.reserve(rows.size());
    for (const DeployTable &row : rows)
        ids.append(row.id);
    const QSet<QString> wanted(ids.cbegin(), ids.cend());
    // Rows keep their places and new ones go to the end: where that is not the order, all are made anew.
    QStringList kept = model->ids();
    erase_if(kept, [&wanted](const QString &id) { return !wanted.contains(id); });
    if (ids.mid(0, kept.size()) != kept)
        model->retain({});
    model->upsert(rows);
    model->retain(wanted);
}

ChangeCounts countChanges(const QList<DeployTable> &tables)
{
    ChangeCounts counts;
    for (const DeployTable &table : tables) {
        switch (table.change) {
        case UnifiedDiff::Change::Added:
            ++counts.added;
            break;
        case UnifiedDiff::Change::Deleted:
            ++counts.deleted;
            break;
        case UnifiedDiff::Change::Modified:
            ++counts.modified;
            break;
        }
    }
    return counts;
}

SchemaCompare::SchemaCompare(StoreContext context, SnapshotStore *snapshots, SchemaSide from, SchemaSide to,
                             QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_snapshots(snapshots),
      m_tables(new DeployTableModel(
          deployTableColumns(), [](const DeployTable &table) { return table.id; }, {}, this))
{
    m_from.side = std::move(from);
    m_to.side = std::move(to);
    connect(m_snapshots, &SnapshotStore::stateChanged, this, &SchemaCompare::changed); // names
}

SchemaCompare::~SchemaCompare() = default;

void SchemaCompare::open()
{
    openHalf(m_from);
    openHalf(m_to);
    compare();
}

void SchemaCompare::refresh()
{
    for (Half *each : {&m_from, &m_to}) {
        if (each->store)
            each->store->refresh();
    }
    open();
}

void SchemaCompare::cancel()
{
    m_wanted.drop();
    ++m_generation;
    if (std::exchange(m_comparing, false))
        m_comparedFrom = {};
    for (Half *each : {&m_from, &m_to}) {
        // With the store its request goes.
        if (each->store && each->store->state().isLoading()) {
            each->store.reset();
            each->state.phase = each->tables ? LoadState::Phase::Stale : LoadState::Phase::Idle;
        }
    }
}

void SchemaCompare::openHalf(Half &half)
{
    if (half.side.isEmpty())
        return;
    if (!half.side.isSnapshot()) {
        if (!half.store)
            makeStore(half);
        half.store->open();
        return;
    }
    m_snapshots->open();
    if (half.asked)
        return;
    half.asked = true;
    half.state.phase = LoadState::Phase::Loading;
    m_snapshots->tables(half.side.snapshot, this, [this, &half](const std::optional<QList<api::TableSchema>> &tables) {
        half.tables = tables;
        half.missing = !tables;
        half.state.phase = LoadState::Phase::Ready;
        half.state.hasContent = tables.has_value();
        compare();
        Q_EMIT changed();
    });
}

void SchemaCompare::makeStore(Half &half)
{
    half.store = std::make_unique<SchemaList>(
        m_context, schemaSpec(m_context, half.side.organization, half.side.database, half.side.branch));
    connect(half.store.get(), &Store::stateChanged, this, [this, &half]() { adopt(half); });
}

void SchemaCompare::adopt(Half &half)
{
    half.state = half.store->state();
    if (half.store->value())
        half.tables = half.store->value();
    // While a newer schema is on its way, what was kept is compared already; twice is cheaper than waiting.
    compare();
    Q_EMIT changed();
}

const SchemaSide &SchemaCompare::side(Side side) const
{
    return half(side).side;
}

QString SchemaCompare::sideName(Side side) const
{
    const SchemaSide &shown = half(side).side;
    if (shown.isEmpty())
        return {};
    if (shown.isSnapshot()) {
        const SchemaSnapshot *snapshot = m_snapshots->find(shown.snapshot);
        return snapshot ? visibleText(snapshot->name) : tr("Snapshot");
    }
    return tr("%1 / %2 / %3", "organization, database, branch")
        .arg(visibleText(shown.organization), visibleText(shown.database), visibleText(shown.branch));
}

QString SchemaCompare::sideShortName(Side side) const
{
    const SchemaSide &shown = half(side).side;
    return shown.isSnapshot() ? sideName(side) : visibleText(shown.branch);
}

const std::optional<QList<api::TableSchema>> &SchemaCompare::schema(Side side) const
{
    return half(side).tables;
}

LoadState SchemaCompare::state() const
{
    LoadState all;
    all.hasContent = m_compared;
    all.loaded = m_tables->rowCount();
    using Phase = LoadState::Phase;
    bool loading = m_comparing;
    bool stale = false;
    bool idle = false;
    for (const Half *each : {&m_from, &m_to}) {
        loading = loading || each->state.phase == Phase::Loading;
        stale = stale || each->state.phase == Phase::Stale;
        idle = idle || each->state.phase == Phase::Idle || each->missing;
        if (each->state.phase == Phase::Failed && !all.error)
            all.error = each->state.error;
        const QDateTime &at = each->state.fetchedAt;
        if (at.isValid() && (!all.fetchedAt.isValid() || at < all.fetchedAt))
            all.fetchedAt = at;
    }
    all.phase = loading ? Phase::Loading
        : all.error     ? Phase::Failed
        : idle          ? Phase::Idle
        : stale         ? Phase::Stale
                        : Phase::Ready;
    if (all.phase != Phase::Failed)
        all.error.reset();
    return all;
}

QString SchemaCompare::failureTitle() const
{
    const Half &failed = m_from.state.phase == LoadState::Phase::Failed ? m_from : m_to;
    return failed.store ? failed.store->failureTitle() : QString();
}

QString SchemaCompare::missingSnapshot() const
{
    return m_from.missing || m_to.missing
        ? tr("A snapshot of this comparison is not kept on this computer, or was deleted.")
        : QString();
}

void SchemaCompare::compare()
{
    if (!m_from.tables || !m_to.tables)
        return;
    // The lists are shared, so their storage tells whether they are others; comparing the texts would be the work itself.
    const std::pair<const void *, const void *> texts{m_from.tables->constData(), m_to.tables->constData()};
    if (texts == m_comparedFrom && (m_comparing || m_compared))
        return;
    m_comparedFrom = texts;
    const quint64 generation = ++m_generation;
    m_comparing = true;
    runAside(
        this,
        [before = *m_from.tables, after = *m_to.tables, isStale = m_wanted.renew()]() {
            return compareSchemas(before, after, isStale);
        },
        [this, generation](const QList<DeployTable> &rows) {
            if (generation != m_generation)
                return;
            m_comparing = false;
            m_compared = true;
            adoptRows(rows);
        });
}

void SchemaCompare::adoptRows(const QList<DeployTable> &rows)
{
    m_counts = countChanges(rows);
    replaceTables(m_tables, rows);
    Q_EMIT changed();
}

} // namespace orrery::models
