// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_store.h"

#include "models/core/aside.h"
#include "models/core/local_database.h"
#include "models/deploy_requests/review/review_format.h"

#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace orrery::models {

using kept_reviews::Changes;
using kept_reviews::Version;

namespace {

QList<ReviewNote>::iterator findNote(QList<ReviewNote> &notes, const QString &id)
{
    return std::find_if(notes.begin(), notes.end(), [&id](const ReviewNote &note) { return note.id == id; });
}

/// What was done before the kept review was read counts more.
void overlay(kept_reviews::Review &review, const Changes &changes)
{
    for (auto mark = changes.viewed.cbegin(); mark != changes.viewed.cend(); ++mark) {
        if (*mark)
            review.progress.viewed.insert(mark.key(), **mark);
        else
            review.progress.viewed.remove(mark.key());
    }
    for (auto item = changes.acknowledged.cbegin(); item != changes.acknowledged.cend(); ++item) {
        auto &items = review.acknowledged.digests[item.key().first];
        if (item->isEmpty())
            items.remove(item.key().second);
        else
            items.insert(item.key().second, *item);
    }
    for (auto change = changes.notes.cbegin(); change != changes.notes.cend(); ++change) {
        const auto note = findNote(review.notes, change.key());
        if (note != review.notes.end())
            review.notes.erase(note);
        if (*change)
            review.notes.append(**change);
    }
    std::stable_sort(review.notes.begin(), review.notes.end(),
                     [](const ReviewNote &a, const ReviewNote &b) { return a.createdAt < b.createdAt; });
    if (changes.summary)
        review.summary = *changes.summary;
    if (const auto approved = changes.versions.constFind(Version::Approved); approved != changes.versions.cend())
        review.approved = *approved;
}

} // namespace

ReviewStore::ReviewStore(const StoreContext &context, const QString &organization, const QString &database,
                         qint64 number, QObject *parent)
    : QObject(parent), m_context(context), m_saver(new ReviewSaver(
                                               context, {context.account, organization, database, number},
                                               [this](Changes &changes) { complete(changes); }, this))
{
    connect(m_saver, &ReviewSaver::read, this, &ReviewStore::adopt);
    connect(m_saver, &ReviewSaver::rewriteNeeded, this, &ReviewStore::rewrite);
    connect(m_saver, &ReviewSaver::forgotten, this, &ReviewStore::forget);
    connect(m_saver, &ReviewSaver::keepingChanged, this, &ReviewStore::keepingNoticeChanged);
}

ReviewStore::~ReviewStore()
{
    m_saver->close();
}

void ReviewStore::open()
{
    m_saver->open();
}

void ReviewStore::flush()
{
    m_saver->flush();
}

QString ReviewStore::keepingNotice() const
{
    return m_saver->isKeeping() ? QString()
                                : tr("Viewed marks and drafts of this review are kept only until Orrery is closed: the "
                                     "local database cannot be used.");
}

void ReviewStore::adopt(const kept_reviews::Review &kept)
{
    m_review = kept;
    overlay(m_review, m_saver->waiting());
    if (m_seenWaiting)
        markSeen();
    Q_EMIT progressChanged();
    Q_EMIT notesChanged();
}

void ReviewStore::forget()
{
    m_review = {};
    m_shown = {};
    Q_EMIT progressChanged();
    Q_EMIT notesChanged();
}

void ReviewStore::rewrite()
{
    Changes all;
    for (auto mark = m_review.progress.viewed.cbegin(); mark != m_review.progress.viewed.cend(); ++mark)
        all.viewed.insert(mark.key(), *mark);
    const auto &tables = m_review.acknowledged.digests;
    for (auto items = tables.cbegin(); items != tables.cend(); ++items) {
        for (auto item = items->cbegin(); item != items->cend(); ++item)
            all.acknowledged.insert({items.key(), item.key()}, *item);
    }
    for (const ReviewNote &note : std::as_const(m_review.notes))
        all.notes.insert(note.id, note);
    all.summary = m_review.summary;
    if (m_review.approved.isValid())
        all.versions.insert(Version::Approved, m_review.approved);
    if (m_review.lastSeen.isValid()) {
        all.versions.insert(Version::LastSeen, m_shown.isValid() ? m_shown : m_review.lastSeen);
        all.versions.insert(Version::Baseline, m_review.lastSeen);
    }
    for (const DeployTable &table : std::as_const(m_tables))
        keepText(table);
    m_saver->rewrite(std::move(all));
}

void ReviewStore::complete(Changes &changes) const
{
    if (!m_tables.isEmpty())
        changes.counts = ReviewCounts{viewedCount(), tableCount(), 0};
    changes.closedAt = m_closedAt;
}

// --- tables and marks

const DeployTable *ReviewStore::table(const QString &id) const
{
    const auto index = m_indexes.constFind(id);
    return index == m_indexes.cend() ? nullptr : &m_tables.at(*index);
}

void ReviewStore::setTables(const QList<DeployTable> &tables)
{
    if (m_tables == tables)
        return;
    m_tables = tables;
    m_indexes.clear();
    for (qsizetype i = 0; i < m_tables.size(); ++i)
        m_indexes.insert(m_tables.at(i).id, i);
    Q_EMIT progressChanged();
    if (!m_review.notes.isEmpty())
        Q_EMIT notesChanged(); // their places
}

void ReviewStore::setClosedAt(const QDateTime &closedAt)
{
    m_closedAt = closedAt; // goes with the next writing: alone it makes no review of a request
}

ViewState ReviewStore::viewState(const QString &tableId) const
{
    const DeployTable *found = table(tableId);
    return found ? m_review.progress.state(*found) : ViewState::NotViewed;
}

int ReviewStore::viewedCount() const
{
    return m_review.progress.viewedCount(m_tables);
}

void ReviewStore::setViewed(const QString &tableId, bool viewed)
{
    const DeployTable *found = table(tableId);
    if (!found || viewed == m_review.progress.isViewed(*found))
        return;
    if (viewed) {
        const ViewedMark mark{reviewDigest(*found), m_context.clock->now()};
        m_review.progress.viewed.insert(tableId, mark);
        m_saver->waiting().viewed.insert(tableId, mark);
        keepText(*found);
    } else {
        m_review.progress.viewed.remove(tableId);
        m_saver->waiting().viewed.insert(tableId, std::nullopt);
    }
    m_saver->save();
    Q_EMIT progressChanged();
}

QString ReviewStore::nextUnviewed(const QString &from, int step) const
{
    const qsizetype index = models::nextUnviewed(m_tables, m_review.progress, m_indexes.value(from, -1), step);
    return index < 0 ? QString() : m_tables.at(index).id;
}

bool ReviewStore::isAcknowledged(const DestructiveItem &item) const
{
    return m_review.acknowledged.contains(item);
}

void ReviewStore::setAcknowledged(const DestructiveItem &item, bool acknowledged)
{
    if (m_review.acknowledged.contains(item) == acknowledged)
        return;
    m_review.acknowledged.set(item, acknowledged);
    // An empty digest takes back; a table that nothing is known of but its name has none of its own.
    m_saver->waiting().acknowledged.insert({item.table, item.key()}, acknowledged ? item.digest : QByteArray());
    m_saver->save();
    Q_EMIT progressChanged();
}

ApprovalReadiness ReviewStore::readiness() const
{
    return approvalReadiness(m_tables, m_review.progress, m_review.acknowledged);
}

// --- since

void ReviewStore::keepText(const DeployTable &table)
{
    m_saver->keepText(reviewDigest(table), reviewText(table));
}

void ReviewStore::writeVersion(Version kind, const SeenVersion &version)
{
    m_saver->waiting().versions.insert(kind, version);
    for (const DeployTable &each : std::as_const(m_tables))
        keepText(each);
    m_saver->save();
}

void ReviewStore::markSeen()
{
    m_seenWaiting = !isLoaded();
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
    } else {
        m_saver->loadText(*digest, [compare, deliver](const std::optional<QString> &then) {
            if (then)
                compare(then);
            else
                deliver(std::nullopt);
        });
    }
}

// --- drafts

const ReviewNote *ReviewStore::note(const QString &id) const
{
    const auto &notes = m_review.notes;
    const auto found =
        std::find_if(notes.cbegin(), notes.cend(), [&id](const ReviewNote &each) { return each.id == id; });
    return found == notes.cend() ? nullptr : &*found;
}

int ReviewStore::noteCount(const QString &tableId) const
{
    return int(std::count_if(m_review.notes.cbegin(), m_review.notes.cend(), [&tableId](const ReviewNote &each) {
        return each.anchor.kind != NoteAnchor::Kind::Request && each.anchor.table == tableId;
    }));
}

QString ReviewStore::addNote(const NoteAnchor &anchor, const QString &body)
{
    const QDateTime now = m_context.clock->now();
    const ReviewNote added{QUuid::createUuid().toString(QUuid::WithoutBraces), anchor, body, now, now};
    m_review.notes.append(added);
    m_saver->waiting().notes.insert(added.id, added);
    m_saver->save();
    Q_EMIT notesChanged();
    return added.id;
}

void ReviewStore::setNoteBody(const QString &id, const QString &body)
{
    const auto found = findNote(m_review.notes, id);
    if (found == m_review.notes.end() || found->body == body)
        return;
    found->body = body;
    found->updatedAt = m_context.clock->now();
    m_saver->waiting().notes.insert(id, *found);
    m_saver->save();
    Q_EMIT notesChanged();
}

void ReviewStore::removeNote(const QString &id)
{
    const auto found = findNote(m_review.notes, id);
    if (found == m_review.notes.end())
        return;
    m_review.notes.erase(found);
    m_saver->waiting().notes.insert(id, std::nullopt);
    m_saver->save();
    Q_EMIT notesChanged();
}

void ReviewStore::setSummary(const QString &summary)
{
    if (m_review.summary == summary)
        return;
    m_review.summary = summary;
    m_saver->waiting().summary = summary;
    m_saver->save();
    Q_EMIT notesChanged();
}

ReviewDraft ReviewStore::draft() const
{
    return {composeReview(m_review.summary, publishable(m_review.notes, m_tables)), m_review.summary, m_review.notes};
}

void ReviewStore::discard(const ReviewDraft &published)
{
    for (const ReviewNote &sent : published.notes) {
        const ReviewNote *current = note(sent.id);
        if (current && current->body == sent.body)
            removeNote(sent.id);
    }
    if (m_review.summary == published.summary)
        setSummary({});
}

void ReviewStore::loadCounts(const StoreContext &context, const QString &organization, const QString &database,
                             QObject *receiver, std::function<void(QHash<qint64, ReviewCounts>)> callback)
{
    auto found = std::make_shared<QHash<qint64, ReviewCounts>>();
    auto deliver = [found, callback = std::move(callback)]() { callback(*found); };
    if (!context.database) {
        QMetaObject::invokeMethod(receiver, std::move(deliver), Qt::QueuedConnection);
        return;
    }
    context.database->read(
        [found, account = context.account, organization, database](const QList<QSqlDatabase *> &connections) {
            // Counts are an extra of a list: those that can be read are enough.
            return kept_reviews::counts(connections, account, organization, database, found.get());
        },
        receiver, std::move(deliver));
}

} // namespace orrery::models
