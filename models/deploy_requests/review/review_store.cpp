// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_store.h"

#include "models/core/local_database.h"
#include "models/deploy_requests/review/review_format.h"

#include <QUuid>

#include <algorithm>

namespace orrery::models {

using kept_reviews::Changes;
using kept_reviews::Version;

namespace {

/// Tables in memory stand in for a file that cannot be used (LocalDatabase).
bool isFile(const QSqlDatabase &database)
{
    return database.databaseName() != QLatin1String(":memory:");
}

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
    : QObject(parent), m_context(context), m_key{context.account, organization, database, number}
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(autosave);
    connect(&m_timer, &QTimer::timeout, this, &ReviewStore::flush);
    if (!m_context.database)
        return;
    // Whatever happened to the file, what is on screen goes to the tables that are used from now on.
    connect(m_context.database, &LocalDatabase::problem, this, &ReviewStore::rewrite);
    connect(m_context.database, &LocalDatabase::accountForgotten, this, [this](const QString &account) {
        if (account == m_key.account)
            forget();
    });
}

ReviewStore::~ReviewStore()
{
    m_loaded = true; // nothing to wait for any more
    flush();
}

void ReviewStore::open()
{
    if (m_asked)
        return;
    m_asked = true;
    if (!m_context.database) {
        adopt({});
        setKeeping(false);
        return;
    }
    struct Answer
    {
        kept_reviews::Review review;
        bool keeping = false;
        bool fromOlder = false;
    };
    auto answer = std::make_shared<Answer>();
    m_context.database->read(
        [answer, key = m_key](const QList<QSqlDatabase *> &connections) {
            QSqlError error = kept_reviews::read(connections, key, &answer->review);
            answer->keeping = !error.isValid() && isFile(*connections.last());
            answer->fromOlder = connections.size() > 1;
            return error;
        },
        this,
        [this, answer]() {
            setKeeping(answer->keeping);
            adopt(answer->review);
            // From now on the tables in memory tell all of it, also what is removed.
            if (answer->fromOlder)
                rewrite();
        });
}

void ReviewStore::adopt(const kept_reviews::Review &kept)
{
    if (m_forgotten)
        return;
    m_review = kept;
    overlay(m_review, m_waiting);
    m_loaded = true;
    if (m_seenWaiting)
        markSeen();
    save();
    Q_EMIT progressChanged();
    Q_EMIT notesChanged();
}

void ReviewStore::forget()
{
    m_forgotten = true;
    m_timer.stop();
    m_review = {};
    m_shown = {};
    m_waiting = {};
    m_texts.clear();
    Q_EMIT progressChanged();
    Q_EMIT notesChanged();
}

void ReviewStore::rewrite()
{
    if (!m_loaded || m_forgotten)
        return;
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
    all.add(m_waiting); // removals among it
    m_waiting = all;
    for (const DeployTable &table : std::as_const(m_tables))
        keepText(table);
    save();
}

void ReviewStore::save()
{
    if (!m_waiting.isEmpty() && !m_forgotten && !m_timer.isActive())
        m_timer.start(); // not started over by each key: a person who types on and on is saved as well
}

void ReviewStore::flush()
{
    m_timer.stop();
    // Before what was kept is known, what waits is still needed to be laid over it.
    if (m_waiting.isEmpty() || m_forgotten || (m_asked && !m_loaded))
        return;
    if (!m_context.database) {
        m_waiting = {};
        return;
    }
    if (!m_tables.isEmpty())
        m_waiting.ring = ReviewRing{viewedCount(), tableCount(), 0};
    m_waiting.closedAt = m_closedAt;
    struct Outcome
    {
        bool failed = false;
        bool keeping = false;
    };
    auto outcome = std::make_shared<Outcome>();
    auto changes = std::make_shared<const Changes>(std::exchange(m_waiting, {}));
    m_context.database->write(
        [outcome, changes, key = m_key, now = m_context.clock->now()](QSqlDatabase &database) {
            QSqlError error = kept_reviews::apply(database, key, *changes, now);
            *outcome = {error.isValid(), !error.isValid() && isFile(database)};
            return error;
        },
        this,
        [this, outcome, changes]() {
            setKeeping(outcome->keeping);
            if (!outcome->failed || m_forgotten)
                return;
            // Goes with the next change: trying again by itself would not end while the cause lasts.
            Changes again = *changes;
            again.add(m_waiting);
            m_waiting = again;
        });
}

void ReviewStore::setKeeping(bool keeping)
{
    if (m_keeping == keeping)
        return;
    m_keeping = keeping;
    Q_EMIT keepingNoticeChanged();
}

QString ReviewStore::keepingNotice() const
{
    return m_keeping ? QString()
                     : tr("Viewed marks and drafts of this review are kept only until Orrery is closed: the local "
                          "database cannot be used.");
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
        m_waiting.viewed.insert(tableId, mark);
        keepText(*found);
    } else {
        m_review.progress.viewed.remove(tableId);
        m_waiting.viewed.insert(tableId, std::nullopt);
    }
    save();
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
    m_waiting.acknowledged.insert({item.table, item.key()}, acknowledged ? item.digest : QByteArray());
    save();
    Q_EMIT progressChanged();
}

ApprovalReadiness ReviewStore::readiness() const
{
    return approvalReadiness(m_tables, m_review.progress, m_review.acknowledged);
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
    m_waiting.notes.insert(added.id, added);
    save();
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
    m_waiting.notes.insert(id, *found);
    save();
    Q_EMIT notesChanged();
}

void ReviewStore::removeNote(const QString &id)
{
    const auto found = findNote(m_review.notes, id);
    if (found == m_review.notes.end())
        return;
    m_review.notes.erase(found);
    m_waiting.notes.insert(id, std::nullopt);
    save();
    Q_EMIT notesChanged();
}

void ReviewStore::setSummary(const QString &summary)
{
    if (m_review.summary == summary)
        return;
    m_review.summary = summary;
    m_waiting.summary = summary;
    save();
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

void ReviewStore::loadRings(const StoreContext &context, const QString &organization, const QString &database,
                            QObject *receiver, std::function<void(QHash<qint64, ReviewRing>)> callback)
{
    auto found = std::make_shared<QHash<qint64, ReviewRing>>();
    auto deliver = [found, callback = std::move(callback)]() { callback(*found); };
    if (!context.database) {
        QMetaObject::invokeMethod(receiver, std::move(deliver), Qt::QueuedConnection);
        return;
    }
    context.database->read(
        [found, account = context.account, organization, database](const QList<QSqlDatabase *> &connections) {
            // Rings are an extra of a list: those that can be read are enough.
            return kept_reviews::rings(connections, account, organization, database, found.get());
        },
        receiver, std::move(deliver));
}

} // namespace orrery::models
