// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/shown_changes.h"

#include <algorithm>
#include <utility>

namespace orrery::models {

namespace {

/// Operations, summaries and diffs together of which the rows are made at once: fewer are quicker made than handed over.
constexpr qsizetype mostPartsAtOnce = 100;

} // namespace

ShownChanges::ShownChanges(QObject *parent)
    : QObject(parent), m_tables(new DeployTableModel(
                           deployTableColumns(), [](const DeployTable &table) { return table.id; }, {}, this))
{}

void ShownChanges::setDiffs(const QList<api::TableDiff> &diffs)
{
    // The list is shared, so its storage tells whether it is another one; comparing 20 MB of text would not do.
    if (m_parsedFrom && m_parsedFrom->constData() == diffs.constData())
        return;
    m_parsedFrom = diffs;
    const quint64 generation = ++m_generation;
    ++m_reading;
    runAside(
        this,
        [diffs, known = m_latest, isStale = m_wantedDiffs.renew()]() { return parseDiffs(diffs, known, isStale); },
        [this, generation](const ParsedDiffs &parsed) {
            --m_reading;
            // Only the newest counts: an older diff that took longer to read is thrown away.
            if (generation == m_generation)
                adopt(parsed);
        });
}

void ShownChanges::setDeployment(const api::Deployment &deployment)
{
    m_deployment = deployment;
    updateTables();
}

void ShownChanges::adopt(const ParsedDiffs &parsed)
{
    const int before = pending();
    const bool same = parsed.digest == m_shown.digest;
    m_latest = parsed;
    if (same || m_shown.digest.isEmpty() || !m_visible) {
        m_shown = parsed;
        updateTables(true);
    } else if (pending() != before) {
        Q_EMIT shownChanged();
    }
    Q_EMIT latestChanged();
    Q_EMIT readingChanged();
}

void ShownChanges::setStructures(const ParsedDiffs &diffs)
{
    if (diffs.digest != m_latest.digest)
        return;
    m_latest = diffs;
    if (m_shown.digest == diffs.digest) {
        m_shown = diffs;
        updateTables(true);
    }
}

int ShownChanges::pending() const
{
    if (m_shown.digest == m_latest.digest)
        return 0;
    QHash<QString, QByteArray> shown;
    for (const ParsedDiff &table : m_shown.tables)
        shown.insert(table.name, table.digest);
    int count = 0;
    for (const ParsedDiff &table : m_latest.tables) {
        if (shown.take(table.name) != table.digest)
            ++count;
    }
    // What is left is no longer changed by the request.
    return std::max(1, count + int(shown.size()));
}

void ShownChanges::showPending()
{
    if (m_shown.digest == m_latest.digest)
        return;
    m_shown = m_latest;
    updateTables(true);
}

void ShownChanges::updateTables(bool changesShown)
{
    m_changesShown = m_changesShown || changesShown;
    // Without the request the keyspaces are missing, and with them the rows' identities.
    if (!m_deployment) {
        if (std::exchange(m_changesShown, false))
            Q_EMIT shownChanged();
        return;
    }
    const quint64 generation = ++m_tablesGeneration;
    const qsizetype parts =
        m_deployment->deployOperations.size() + m_deployment->deployOperationSummaries.size() + m_shown.tables.size();
    if (parts <= mostPartsAtOnce) {
        m_wantedTables.renew();
        adoptTables(deployTables(*m_deployment, m_shown));
        return;
    }
    ++m_reading;
    runAside(
        this,
        [deployment = *m_deployment, shown = m_shown, isStale = m_wantedTables.renew()]() {
            return isStale() ? QList<DeployTable>() : deployTables(deployment, shown);
        },
        [this, generation](const QList<DeployTable> &rows) {
            --m_reading;
            if (generation != m_tablesGeneration)
                return;
            adoptTables(rows);
            Q_EMIT readingChanged();
        });
}

void ShownChanges::adoptTables(const QList<DeployTable> &rows)
{
    QSet<QString> ids;
    ids.reserve(rows.size());
    for (const DeployTable &row : rows)
        ids.insert(row.id);
    m_tables->upsert(rows);
    m_tables->retain(ids);
    if (std::exchange(m_changesShown, false))
        Q_EMIT shownChanged();
}

} // namespace orrery::models
