// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/volume.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <memory>

namespace orrery::models {

class StorageFileWorker;
class StorageHistory;

enum class StorageFileFormat : quint8 {
    Csv, ///< a row for each reading, RFC 4180; what a spreadsheet would take for a formula is defused
    OpenMetrics, ///< for `promtool tsdb create-blocks-from openmetrics` and everything else that reads it
};

/// What of the history goes to a file: one account, and of it everything that is not named otherwise.
struct StorageFileScope
{
    QString account;
    QString organization;
    QString database;
    QString branch;
    QDateTime from; ///< invalid: from the beginning
    QDateTime to; ///< invalid: until now
    bool withTables = true;
};

/// How an export or import ended.
struct StorageFileResult
{
    static constexpr qsizetype mostProblems = 5;

    qint64 readings = 0; ///< rows or samples written, or taken in
    qint64 badLines = 0; ///< of an import: left out
    qint64 otherMetrics = 0; ///< of an import: samples that are no storage history, left out
    QStringList problems; ///< the first bad lines, "Line 7: “x” is no time", and what else is amiss
    bool isCanceled = false;
    QString error; ///< why it ended before its end; empty: it did not
};

/// One export or import, on a thread of its own that holds the readings of one volume (2 MB after five years) and a block of
/// the file, however long that is.
///
/// An export that fails or is canceled leaves the file as it was. An import that fails or is canceled leaves what it had
/// taken in; doing it again does no harm, because a reading that is there already is not added. Deleting the job cancels it.
///
/// CSV: the first line names the columns time, organization, database and branch, and used_bytes or used_percent; keyspace,
/// shard, pod, table, role, capacity_bytes and readings may be there; others are passed over. OpenMetrics: the metrics
/// orrery_storage_used_bytes, orrery_storage_capacity_bytes and orrery_storage_used_ratio with the same names as labels. The
/// account is in neither: a file is imported into one. Files may be joined, one behind the other. What comes from a file is marked as imported, and never replaces what
/// was measured.
class StorageFileJob final : public QObject
{
    Q_OBJECT
public:
    /// `history` and its database outlive the job. The job begins at once.
    static StorageFileJob *exportTo(StorageHistory *history, const StorageFileScope &scope, StorageFileFormat format,
                                    const QString &path, QObject *parent = nullptr);
    /// The format shows in the file.
    static StorageFileJob *importFrom(StorageHistory *history, const QString &account, const QString &path,
                                      QObject *parent = nullptr);
    ~StorageFileJob() override;

    /// finished() comes soon.
    void cancel();

Q_SIGNALS:
    /// Series written, or bytes read; a few times a second.
    void progress(qint64 done, qint64 total);
    void finished(const orrery::models::StorageFileResult &result);

private:
    StorageFileJob(StorageHistory *history, const QString &account, std::unique_ptr<StorageFileWorker> worker,
                   QObject *parent);

    std::unique_ptr<StorageFileWorker> m_worker;
};

} // namespace orrery::models
