// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/files.h"
#include "models/storage/history/files_text.h"
#include "models/storage/history/history_reader.h"

#include <QElapsedTimer>
#include <QSet>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace orrery::models {

class LocalDatabase;

/// The thread of a StorageFileJob: between the file, which may be slow, and the database's own thread, which must not wait
/// for it.
class StorageFileWorker : public QThread
{
public:
    explicit StorageFileWorker(StorageHistory *history);
    void cancel() { *m_isCanceled = true; }

    std::function<void(qint64 done, qint64 total)> reportProgress; ///< called from this thread
    StorageFileResult result; ///< to be read when the thread has ended
    QSet<StorageVolume> touched; ///< volumes that have other readings now; the same

protected:
    [[nodiscard]] bool isCanceled() const { return *m_isCanceled; }
    /// Reads on the database's thread and waits for it, but no longer once this is canceled: whatever `work` uses has to be
    /// its own or shared. False: canceled.
    bool readFromDatabase(const std::function<void(kept_storage::Reader &)> &work);
    /// Writes there in a transaction, the same way. Nothing is written any more once this is canceled.
    bool writeToDatabase(const std::function<QSqlError(QSqlDatabase &)> &work);
    void showProgress(qint64 done, qint64 total);

    const QDateTime m_now;
    const StoragePeriods m_periods;

private:
    LocalDatabase *const m_database;
    const std::shared_ptr<std::atomic<bool>> m_isCanceled = std::make_shared<std::atomic<bool>>(false);
    QElapsedTimer m_sinceProgress;
};

std::unique_ptr<StorageFileWorker> makeExporter(StorageHistory *history, const StorageFileScope &scope,
                                                StorageFileFormat format, const QString &path);
std::unique_ptr<StorageFileWorker> makeImporter(StorageHistory *history, const QString &account, const QString &path);

} // namespace orrery::models
