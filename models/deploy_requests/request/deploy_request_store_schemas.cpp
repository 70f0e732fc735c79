// SPDX-License-Identifier: GPL-3.0-or-later
// What a diff with gaps means, read from the schemas of both branches.
#include "api/branches/requests.h"
#include "api/core/api_client.h"
#include "models/core/aside.h"
#include "models/deploy_requests/request/deploy_request_store.h"

#include <algorithm>

namespace orrery::models {

namespace {

bool hasGaps(const ParsedDiff &diff)
{
    return diff.structure && diff.structure->hasGaps;
}

SchemaTexts textsOf(const QList<api::TableSchema> &schema)
{
    SchemaTexts texts;
    texts.reserve(schema.size());
    for (const api::TableSchema &table : schema)
        texts.append({table.name, table.raw});
    return texts;
}

} // namespace

void DeployRequestStore::fillGaps()
{
    const auto &request = m_request->value();
    const bool wanted = request && !m_latest.digest.isEmpty() && m_latest.digest != m_filled
        && std::any_of(m_latest.tables.cbegin(), m_latest.tables.cend(), hasGaps);
    if (!wanted || request->branch.isEmpty() || request->intoBranch.isEmpty())
        return;
    m_filled = m_latest.digest;
    // Once a diff, behind everything somebody waits for. What cannot be read leaves the text as it is, with its reason.
    const auto read = [this](const QString &branch, auto then) {
        m_context.client
            ->send(api::branches::schema({m_organization, m_database, branch}), this, api::Priority::Background)
            ->then(this, [then](const api::Result<QList<api::TableSchema>> &schema) {
                if (schema)
                    then(*schema);
            });
    };
    read(request->intoBranch, [this, read, branch = request->branch](const QList<api::TableSchema> &before) {
        read(branch, [this, before](const QList<api::TableSchema> &after) { fillGapsFrom(before, after); });
    });
}

void DeployRequestStore::fillGapsFrom(const QList<api::TableSchema> &before, const QList<api::TableSchema> &after)
{
    runAside(
        this,
        [diffs = m_latest, before, after, isStale = m_wantedGaps.renew()]() {
            ParsedDiffs filled = diffs;
            const SchemaTexts olds = textsOf(before);
            const SchemaTexts news = textsOf(after);
            for (ParsedDiff &diff : filled.tables) {
                if (isStale())
                    break;
                if (hasGaps(diff))
                    diff.structure = readStructure(diff.name, *diff.diff, olds, news);
            }
            return filled;
        },
        [this](const ParsedDiffs &filled) {
            if (filled.digest != m_latest.digest)
                return;
            m_latest = filled;
            if (m_shown.digest == filled.digest) {
                m_shown = filled;
                updateTables(true);
            }
        });
}

} // namespace orrery::models
