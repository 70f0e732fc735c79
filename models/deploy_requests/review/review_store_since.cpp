// SPDX-License-Identifier: GPL-3.0-or-later
// What ReviewStore remembers of earlier looks, and how it compares them with now.
#include "models/core/aside.h"
#include "models/core/local_database.h"
#include "models/deploy_requests/review/review_store.h"

#include <QPointer>

namespace orrery::models {

using kept_reviews::Version;

void ReviewStore::keepText(const DeployTable &table)
{
    const QByteArray digest = reviewDigest(table);
    if (digest.isEmpty())
        return;
    (m_context.database ? m_waiting.texts : m_texts).insert(digest, reviewText(table));
}

void ReviewStore::writeVersion(Version kind, const SeenVersion &version)
{
    m_waiting.versions.insert(kind, version);
    for (const DeployTable &each : std::as_const(m_tables))
        keepText(each);
    save();
}

void ReviewStore::markSeen()
{
    m_seenWaiting = !m_loaded;
    if (m_seenWaiting || m_tables.isEmpty())
        return;
    const SeenVersion version = seenVersion(m_tables, m_context.clock->now());
    if (m_shown.tables == version.tables)
        return;
    m_shown = version;
    if (!m_review.lastSeen.isValid())
        m_review.lastSeen = version;
    // Kept as long as it is compared with, although the next start compares with another.
    writeVersion(Version::Baseline, m_review.lastSeen);
    writeVersion(Version::LastSeen, version);
    Q_EMIT progressChanged();
}

void ReviewStore::markApproved()
{
    markSeen();
    if (m_tables.isEmpty())
        return;
    m_review.approved = seenVersion(m_tables, m_context.clock->now());
    writeVersion(Version::Approved, m_review.approved);
    Q_EMIT progressChanged();
}

SeenVersion ReviewStore::version(Baseline baseline) const
{
    switch (baseline) {
    case Baseline::LastLook:
        return m_review.lastSeen;
    case Baseline::LastApproval:
        return m_review.approved;
    case Baseline::Viewed:
        break;
    }
    return {};
}

ChangesSince ReviewStore::changesSince(Baseline baseline) const
{
    if (baseline != Baseline::Viewed)
        return changedSince(version(baseline), m_tables);
    ChangesSince changes;
    for (const DeployTable &each : m_tables) {
        if (m_review.progress.state(each) == ViewState::ChangedSince)
            changes.changed.append(each.id);
    }
    return changes;
}

std::optional<QByteArray> ReviewStore::digestThen(const QString &tableId, Baseline baseline, bool *known) const
{
    if (baseline == Baseline::Viewed) {
        const auto mark = m_review.progress.viewed.constFind(tableId);
        *known = mark != m_review.progress.viewed.cend();
        return *known ? std::optional(mark->digest) : std::nullopt;
    }
    const SeenVersion then = version(baseline);
    *known = then.isValid();
    for (const SeenTable &each : then.tables) {
        if (each.id == tableId)
            return each.digest;
    }
    return std::nullopt;
}

void ReviewStore::interReviewDiff(const QString &tableId, Baseline baseline, QObject *context,
                                  std::function<void(std::optional<InterReviewDiff>)> callback)
{
    const auto deliver = [guard = QPointer<QObject>(context),
                          callback = std::move(callback)](const std::optional<InterReviewDiff> &diff) {
        if (guard)
            callback(diff);
    };
    const DeployTable *found = table(tableId);
    const auto now = found ? std::optional(reviewText(*found)) : std::nullopt;
    bool known = false;
    const auto digest = digestThen(tableId, baseline, &known);
    const auto compare = [this, now, deliver](const std::optional<QString> &then) {
        runAside(
            this, [then, now]() { return std::optional(models::interReviewDiff(then, now)); }, deliver);
    };
    if (!known || (!digest && !now)) {
        QMetaObject::invokeMethod(
            this, [deliver]() { deliver(std::nullopt); }, Qt::QueuedConnection);
    } else if (!digest) {
        compare(std::nullopt);
    } else if (found && *digest == reviewDigest(*found)) {
        compare(now);
    } else if (m_context.database) {
        flush(); // the text may still wait
        auto then = std::make_shared<std::optional<QString>>();
        m_context.database->read(
            [then, wanted = *digest](const QList<QSqlDatabase *> &connections) {
                // Not kept and not readable come to the same: there is nothing to compare with.
                return kept_reviews::text(connections, wanted, then.get());
            },
            this,
            [then, compare, deliver]() {
                if (*then)
                    compare(*then);
                else
                    deliver(std::nullopt);
            });
    } else if (const auto text = m_texts.constFind(*digest); text != m_texts.cend()) {
        compare(*text);
    } else {
        QMetaObject::invokeMethod(
            this, [deliver]() { deliver(std::nullopt); }, Qt::QueuedConnection);
    }
}

} // namespace orrery::models
