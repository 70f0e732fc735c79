// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files_worker.h"

#include "api/core/clock.h"
#include "models/core/local_database.h"
#include "models/storage/history/history.h"

#include <QCoreApplication>
#include <QSemaphore>

namespace orrery::models {

namespace {
constexpr int cancelInterval = 50; ///< ms between two looks whether it was canceled
constexpr qint64 progressEvery = 100; ///< ms
} // namespace

StorageFileWorker::StorageFileWorker(StorageHistory *history)
    : m_now(history->clock()->now()), m_periods(history->periods()), m_database(history->database())
{
    setObjectName(QStringLiteral("orrery-storage-file"));
    m_sinceProgress.start();
}

bool StorageFileWorker::readFromDatabase(const std::function<void(kept_storage::Reader &)> &work)
{
    const auto done = std::make_shared<QSemaphore>();
    m_database->read([work, done, now = m_now.toSecsSinceEpoch()](const QList<QSqlDatabase *> &connections) {
        kept_storage::Reader reader(connections, now);
        work(reader);
        done->release();
        return reader.error();
    });
    while (!done->tryAcquire(1, cancelInterval)) {
        if (isCanceled())
            return false;
    }
    return !isCanceled();
}

bool StorageFileWorker::writeToDatabase(const std::function<QSqlError(QSqlDatabase &)> &work)
{
    // Where the database cannot be written at all, the work is never called.
    const auto error = std::make_shared<QSqlError>(
        QString(),
        QCoreApplication::translate("orrery::models::StorageFiles", "The local database could not be written."),
        QSqlError::UnknownError);
    // Who is canceled because the account is signed out must not write after it was forgotten.
    m_database->write([work, error, isCanceled = m_isCanceled](QSqlDatabase &database) {
        *error = *isCanceled ? QSqlError() : work(database);
        return *error;
    });
    // What is asked for after it is done after it.
    if (!readFromDatabase([](kept_storage::Reader &) {}))
        return false;
    if (error->isValid())
        result.error = error->text();
    return !error->isValid();
}

void StorageFileWorker::showProgress(qint64 done, qint64 total)
{
    if (done < total && m_sinceProgress.elapsed() < progressEvery)
        return;
    m_sinceProgress.restart();
    reportProgress(done, total);
}

} // namespace orrery::models
