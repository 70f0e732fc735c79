// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/database_schema.h"
#include "models/core/expiry.h"
#include "models/deploy_requests/review/inter_review.h"
#include "models/deploy_requests/review/review_counts.h"
#include "models/deploy_requests/review/review_notes.h"
#include "models/deploy_requests/review/review_progress.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace orrery::models {

/// One person's review of one deploy request.
struct ReviewKey
{
    QString account;
    QString organization;
    QString database;
    qint64 number = 0;
    friend bool operator==(const ReviewKey &, const ReviewKey &) = default;
};

} // namespace orrery::models

/// What ReviewStore does with the tables review…, on the local database's worker thread. Each function returns the first
/// error; those that write expect a transaction of the caller.
namespace orrery::models::kept_reviews {

enum class Version : quint8 {
    LastSeen,
    Approved,
    Baseline, ///< what is compared with while LastSeen moves on
};

struct Review
{
    ReviewProgress progress;
    Acknowledgements acknowledged;
    QList<ReviewNote> notes; ///< oldest first
    QString summary;
    SeenVersion lastSeen;
    SeenVersion approved;
};

/// What is to be written; the newest word on each thing counts. Repeatable.
struct Changes
{
    QHash<QString, std::optional<ViewedMark>> viewed; ///< by table id; nothing: unmarked
    QHash<std::pair<QString, QString>, QByteArray> acknowledged; ///< table id, key → digest; empty: taken back
    QHash<QString, std::optional<ReviewNote>> notes; ///< by id; nothing, or a blank body: removed
    std::optional<QString> summary;
    QHash<Version, SeenVersion> versions;
    QHash<QByteArray, QString> texts; ///< by digest, of viewed tables and versions
    std::optional<QDateTime> closedAt; ///< invalid: open again
    std::optional<ReviewCounts> counts;

    [[nodiscard]] bool isEmpty() const;
    /// Adds what was said later.
    void add(const Changes &later);
};

QSqlError read(QSqlDatabase &database, const ReviewKey &key, Review *review);
/// Of several connections (LocalDatabase::read()) the last that has the review tells all of it: it was copied there as a
/// whole, and what was removed since then must not come back.
QSqlError read(const QList<QSqlDatabase *> &connections, const ReviewKey &key, Review *review);
/// Also forgets what has become old: reviews of closed requests that nobody touched for 90 days, texts that no mark and no
/// version stands for, and the oldest reviews' texts beyond `mostBytes` (compressed) in all. `moment` says what is old;
/// nothing: `now`.
QSqlError apply(QSqlDatabase &database, const ReviewKey &key, const Changes &changes, const QDateTime &now,
                const std::optional<Expiry::Moment> &moment = {}, qint64 mostBytes = qint64(64) * 1024 * 1024);
/// The text kept under a digest; nothing when it is not kept.
QSqlError text(const QList<QSqlDatabase *> &connections, const QByteArray &digest, std::optional<QString> *text);
/// Of all requests of a database, by number; of several connections as read() does.
QSqlError counts(const QList<QSqlDatabase *> &connections, const QString &account, const QString &organization,
                 const QString &name, QHash<qint64, ReviewCounts> *counts);
QSqlError forgetAccount(QSqlDatabase &database, const QString &account);
/// The tables themselves.
DatabaseTables databaseTables();

} // namespace orrery::models::kept_reviews
