// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/diff_gaps.h"

#include "api/branches/requests.h"
#include "api/core/api_client.h"

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

DiffGaps::DiffGaps(StoreContext context, QString organization, QString database, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_organization(std::move(organization)),
      m_database(std::move(database))
{}

void DiffGaps::fill(const ParsedDiffs &diffs, const QString &branch, const QString &intoBranch)
{
    if (diffs.digest.isEmpty() || diffs.digest == m_digest || branch.isEmpty() || intoBranch.isEmpty()
        || std::none_of(diffs.tables.cbegin(), diffs.tables.cend(), hasGaps))
        return;
    m_digest = diffs.digest;
    read(intoBranch, [this, diffs, branch](const Schema &before) {
        read(branch, [this, diffs, before](const Schema &after) { readStructures(diffs, before, after); });
    });
}

void DiffGaps::read(const QString &branch, std::function<void(const Schema &)> then)
{
    m_context.client->send(api::branches::schema({m_organization, m_database, branch}), this, api::Priority::Background)
        ->then(this, [then = std::move(then)](const api::Result<Schema> &schema) {
            if (schema)
                then(*schema);
        });
}

void DiffGaps::readStructures(const ParsedDiffs &diffs, const Schema &before, const Schema &after)
{
    runAside(
        this,
        [diffs, before, after, isStale = m_wanted.renew()]() {
            ParsedDiffs full = diffs;
            const SchemaTexts olds = textsOf(before);
            const SchemaTexts news = textsOf(after);
            for (ParsedDiff &diff : full.tables) {
                if (isStale())
                    break;
                if (hasGaps(diff))
                    diff.structure = readStructure(diff.name, *diff.diff, olds, news);
            }
            return full;
        },
        [this](const ParsedDiffs &full) { Q_EMIT filled(full); });
}

} // namespace orrery::models
