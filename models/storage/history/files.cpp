// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files.h"

#include "api/core/clock.h"
#include "models/core/database_schema.h"
#include "models/core/local_database.h"
#include "models/storage/history/files_worker.h"
#include "models/storage/history/history.h"

#include <QSemaphore>

namespace orrery::models {

namespace {
constexpr int patience = 50; ///< ms between two looks whether it was canceled
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
    while (!done->tryAcquire(1, patience)) {
        if (isCanceled())
            return false;
    }
    return !isCanceled();
}

bool StorageFileWorker::writeToDatabase(const std::function<QSqlError(QSqlDatabase &)> &work)
{
    const auto error = std::make_shared<QSqlError>();
    // Who is canceled because the account is signed out must not write after it was forgotten.
    m_database->write([work, error, isOver = m_isCanceled](QSqlDatabase &database) {
        *error = *isOver ? QSqlError() : work(database);
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
    tellProgress(done, total);
}

StorageFileJob *StorageFileJob::exportTo(StorageHistory *history, const StorageFileScope &scope,
                                         StorageFileFormat format, const QString &path, QObject *parent)
{
    return new StorageFileJob(history, scope.account, makeExporter(history, scope, format, path), parent);
}

StorageFileJob *StorageFileJob::importFrom(StorageHistory *history, const QString &account, const QString &path,
                                           QObject *parent)
{
    return new StorageFileJob(history, account, makeImporter(history, account, path), parent);
}

StorageFileJob::StorageFileJob(StorageHistory *history, const QString &account,
                               std::unique_ptr<StorageFileWorker> worker, QObject *parent)
    : QObject(parent), m_worker(std::move(worker))
{
    connect(history->database(), &LocalDatabase::accountForgotten, this, [this, account](const QString &forgotten) {
        if (forgotten == account)
            cancel();
    });
    m_worker->tellProgress = [this](qint64 done, qint64 total) {
        QMetaObject::invokeMethod(
            this, [this, done, total]() { Q_EMIT progress(done, total); }, Qt::QueuedConnection);
    };
    connect(m_worker.get(), &QThread::finished, this, [this, history]() {
        history->announce({m_worker->touched.cbegin(), m_worker->touched.cend()});
        Q_EMIT finished(m_worker->result);
    });
    m_worker->start();
}

StorageFileJob::~StorageFileJob()
{
    m_worker->cancel();
    m_worker->wait();
}

void StorageFileJob::cancel()
{
    m_worker->cancel();
}

} // namespace orrery::models
