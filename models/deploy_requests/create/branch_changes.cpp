// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/create/branch_changes.h"

#include "api/branches/requests.h"
#include "api/core/api_client.h"
#include "models/core/error_text.h"
#include "models/core/text.h"

namespace orrery::models {

BranchChanges::BranchChanges(StoreContext context, SnapshotStore *snapshots, QString organization, QString database,
                             QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_snapshots(snapshots), m_organization(std::move(organization)),
      m_database(std::move(database)),
      m_tables(new DeployTableModel(
          deployTableColumns(), [](const DeployTable &table) { return table.id; }, {}, this))
{}

BranchChanges::~BranchChanges() = default;

void BranchChanges::read(const QString &branch, const QString &into, bool isParent)
{
    clear();
    m_branch = branch;
    m_into = into;
    m_state.phase = LoadState::Phase::Loading;
    m_reading = std::make_unique<QObject>();
    if (isParent)
        readServiceDiff();
    else
        readSchemas(Source::Schemas, {});
}

void BranchChanges::expectTarget()
{
    m_state.phase = LoadState::Phase::Loading;
    m_state.error.reset();
}

void BranchChanges::fail(const api::ApiError &error)
{
    m_state.phase = LoadState::Phase::Failed;
    m_state.error = error;
}

void BranchChanges::cancel()
{
    m_wanted.drop();
    if (auto *compare = std::exchange(m_compare, nullptr)) {
        // Its signal may be the reason for this.
        compare->disconnect(m_reading.get());
        compare->setParent(nullptr);
        compare->deleteLater();
    }
    m_reading.reset();
    if (m_state.isLoading())
        m_state.phase = m_state.hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
}

void BranchChanges::clear()
{
    cancel();
    m_into.clear();
    m_tables->retain({});
    m_counts = {};
    m_state = {};
    m_sourceReason.clear();
}

void BranchChanges::readServiceDiff()
{
    m_source = Source::Service;
    m_context.client->send(api::branches::diff({m_organization, m_database, m_branch}), m_reading.get())
        ->then(m_reading.get(), [this](const api::Result<QList<api::TableDiff>> &result) {
            if (!result) {
                if (!result.error().isCanceled())
                    readSchemas(Source::SchemasInstead, describeError(result.error(), {}).cause);
                return;
            }
            runAside(
                m_reading.get(),
                [diffs = *result, isStale = m_wanted.renew()]() {
                    return deployTables(api::Deployment(), parseDiffs(diffs, {}, isStale));
                },
                [this](const QList<DeployTable> &rows) {
                    takeRows(rows, m_context.clock->now());
                    Q_EMIT changed();
                });
        });
}

void BranchChanges::readSchemas(Source source, const QString &reason)
{
    m_source = source;
    m_sourceReason = reason;
    m_compare = new SchemaCompare(m_context, m_snapshots, SchemaSide::ofBranch(m_organization, m_database, m_into),
                                  SchemaSide::ofBranch(m_organization, m_database, m_branch), m_reading.get());
    connect(m_compare, &SchemaCompare::changed, m_reading.get(), [this]() {
        if (!m_compare)
            return;
        const LoadState state = m_compare->state();
        if (state.phase == LoadState::Phase::Ready || (state.phase == LoadState::Phase::Failed && state.hasContent))
            takeRows(m_compare->tables()->rows(), state.fetchedAt);
        m_state = state;
        Q_EMIT changed();
    });
    m_compare->open();
    Q_EMIT changed();
}

void BranchChanges::takeRows(const QList<DeployTable> &rows, const QDateTime &at)
{
    m_counts = countChanges(rows);
    replaceTables(m_tables, rows);
    m_state = {};
    m_state.phase = LoadState::Phase::Ready;
    m_state.hasContent = true;
    m_state.fetchedAt = at;
    m_state.loaded = rows.size();
}

QString BranchChanges::failureTitle() const
{
    if (m_compare)
        return m_compare->failureTitle();
    return tr("The changes of branch %1 could not be read.").arg(visibleText(m_branch));
}

} // namespace orrery::models
