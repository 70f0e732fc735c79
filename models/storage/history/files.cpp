// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files.h"

#include "models/core/local_database.h"
#include "models/storage/history/files_worker.h"
#include "models/storage/history/history.h"

namespace orrery::models {

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
    m_worker->reportProgress = [this](qint64 done, qint64 total) {
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
