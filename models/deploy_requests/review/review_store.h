// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/store_context.h"
#include "models/deploy_requests/review/review_saver.h"

#include <QObject>

#include <functional>
#include <memory>

namespace orrery::models {

/// A composed comment with the drafts that went into it.
struct ReviewDraft
{
    QString body; ///< exactly what is to be sent
    QString summary; ///< as it was when the body was made
    QList<ReviewNote> notes;
    friend bool operator==(const ReviewDraft &, const ReviewDraft &) = default;
};

/// One person's review of one deploy request on screen: what was viewed and acknowledged, what changed since the last look,
/// and drafts of notes. Sends nothing; everything is in the local database, or in memory for this run when that cannot
/// be written (keepingNotice() says so).
///
/// Intents change the values at once and are written within half a second, all that gathered together, and in any case
/// before the store is gone; a crash loses no more than that. At most one store for a request at a time.
class ReviewStore final : public QObject
{
    Q_OBJECT
public:
    /// What the tables are compared with.
    enum class Baseline : quint8 {
        LastLook, ///< the whole request, before this store was made
        LastApproval,
        Viewed, ///< each table as it was when it was marked as viewed
    };

    ReviewStore(const StoreContext &context, const QString &organization, const QString &database, qint64 number,
                QObject *parent = nullptr);
    ~ReviewStore() override;

    /// Reads what was kept. Cheap to call again. What is done before it is there counts more than what was kept.
    void open();
    [[nodiscard]] bool isLoaded() const { return m_saver->isLoaded(); }
    /// A sentence when marks and drafts end with this run; else empty.
    [[nodiscard]] QString keepingNotice() const;

    /// The changes on screen (DeployRequestStore::tables()), whenever they are others. Looking is told by markSeen().
    void setTables(const QList<DeployTable> &tables);
    [[nodiscard]] const QList<DeployTable> &tables() const { return m_tables; }
    /// An old review of a closed request is forgotten some day; invalid: it is open.
    void setClosedAt(const QDateTime &closedAt);

    // --- viewing
    [[nodiscard]] const ReviewProgress &progress() const { return m_review.progress; }
    [[nodiscard]] ViewState viewState(const QString &tableId) const;
    [[nodiscard]] int viewedCount() const;
    [[nodiscard]] int tableCount() const { return int(m_tables.size()); }
    void setViewed(const QString &tableId, bool viewed = true);
    /// Empty when there is none; `from` may be empty.
    [[nodiscard]] QString nextUnviewed(const QString &from, int step = 1) const;

    // --- since
    /// The tables are on screen: the next look is compared with them. LastLook stays what it is while this store lives.
    void markSeen();
    /// An approval went out: later changes are compared with these tables. Counts as looking.
    void markApproved();
    /// Invalid when there was none, and for Baseline::Viewed.
    [[nodiscard]] SeenVersion version(Baseline baseline) const;
    [[nodiscard]] ChangesSince changesSince(Baseline baseline) const;
    /// One table then against now, read and compared off this thread; nothing when its text then is not kept.
    void interReviewDiff(const QString &tableId, Baseline baseline, QObject *context,
                         std::function<void(std::optional<InterReviewDiff>)> callback);

    // --- approving
    [[nodiscard]] bool isAcknowledged(const DestructiveItem &item) const;
    void setAcknowledged(const DestructiveItem &item, bool acknowledged);
    [[nodiscard]] ApprovalReadiness readiness() const;

    // --- drafts
    [[nodiscard]] const QList<ReviewNote> &notes() const { return m_review.notes; }
    /// Null when there is no such draft.
    [[nodiscard]] const ReviewNote *note(const QString &id) const;
    [[nodiscard]] int noteCount(const QString &tableId) const;
    [[nodiscard]] NotePlace placeOf(const ReviewNote &note) const { return models::placeOf(note.anchor, m_tables); }
    /// Its id. A blank draft is not kept over runs.
    QString addNote(const NoteAnchor &anchor, const QString &body = {});
    void setNoteBody(const QString &id, const QString &body);
    void removeNote(const QString &id);
    [[nodiscard]] const QString &summary() const { return m_review.summary; }
    void setSummary(const QString &summary);
    /// The comment that would be sent now.
    [[nodiscard]] ReviewDraft draft() const;
    /// The comment is published: its drafts go, but for those that were changed meanwhile.
    void discard(const ReviewDraft &published);

    /// Writes now what waits.
    void flush();

    /// The counts of all requests of a database, for its list.
    static void loadCounts(const StoreContext &context, const QString &organization, const QString &database,
                           QObject *receiver, std::function<void(QHash<qint64, ReviewCounts>)> callback);

Q_SIGNALS:
    /// Marks, acknowledgements, versions, or the tables they are about.
    void progressChanged();
    /// Drafts or the summary.
    void notesChanged();
    void keepingNoticeChanged();

private:
    [[nodiscard]] const DeployTable *table(const QString &id) const;
    void adopt(const kept_reviews::Review &kept);
    void forget();
    void rewrite();
    void complete(kept_reviews::Changes &changes) const;
    void keepText(const DeployTable &table);
    void writeVersion(kept_reviews::Version kind, const SeenVersion &version);
    [[nodiscard]] std::optional<QByteArray> digestThen(const QString &tableId, Baseline baseline, bool *known) const;

    StoreContext m_context;
    ReviewSaver *m_saver;
    QList<DeployTable> m_tables;
    QHash<QString, qsizetype> m_indexes; ///< of m_tables by id
    kept_reviews::Review m_review; ///< lastSeen stays what it was before this store looked
    SeenVersion m_shown; ///< what markSeen() wrote last
    std::optional<QDateTime> m_closedAt;
    bool m_seenWaiting = false; ///< markSeen() came before what was kept
};

} // namespace orrery::models
