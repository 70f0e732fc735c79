// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/history/files_worker.h"

#include <QSaveFile>

namespace orrery::models {

namespace {

constexpr qsizetype blockBytes = 256 * 1024; ///< written at once

/// Writes volume by volume; of OpenMetrics metric by metric, because the lines of one have to stand together.
class Exporter final : public StorageFileWorker
{
public:
    Exporter(StorageHistory *history, StorageFileScope scope, StorageFileFormat format, QString path)
        : StorageFileWorker(history), m_scope(std::move(scope)), m_format(format), m_path(std::move(path)),
          m_from(m_scope.from.isValid() ? std::max<qint64>(0, m_scope.from.toSecsSinceEpoch()) : 0),
          m_to((m_scope.to.isValid() ? m_scope.to : m_now).toSecsSinceEpoch())
    {}

protected:
    void run() override
    {
        QSaveFile file(m_path);
        m_file = &file;
        if (file.open(QIODevice::WriteOnly) && write() && file.commit())
            return;
        result.isCanceled = isCanceled();
        if (!result.isCanceled && result.error.isEmpty())
            result.error = file.errorString();
        file.cancelWriting();
    }

private:
    using All = QList<kept_storage::Series>;

    bool write()
    {
        const auto all = std::make_shared<All>();
        kept_storage::Filter filter{m_scope.account, m_scope.organization, m_scope.database, m_scope.branch, {}};
        if (!m_scope.withTables)
            filter.tables = false;
        if (!read([all, filter](kept_storage::Reader &reader) { *all = reader.series(filter); }))
            return false;
        if (m_format == StorageFileFormat::Csv) {
            m_total = all->size();
            return writeCsv(*all) && flush(0);
        }
        m_total = qint64(storage_text::allMetrics.size()) * all->size();
        for (const storage_text::Metric metric : storage_text::allMetrics) {
            if (!writeMetric(metric, *all))
                return false;
        }
        m_block += "# EOF\n";
        return flush(0);
    }

    /// Half a history must not look like a whole one: what cannot be read ends the export.
    bool read(const std::function<void(kept_storage::Reader &)> &work)
    {
        const auto error = std::make_shared<QSqlError>();
        if (!readFromDatabase([work, error](kept_storage::Reader &reader) {
                work(reader);
                *error = reader.error();
            }))
            return false;
        if (error->isValid())
            result.error = error->text();
        return !error->isValid();
    }

    bool writeCsv(const All &all)
    {
        m_block = storage_text::csvHeader();
        return forEach(all, [this](const kept_storage::Series &series, const std::vector<KeptReading> &readings) {
            storage_text::CsvLines lines(series.volume, series.role);
            for (const KeptReading &reading : readings) {
                if (!reading.hasValue())
                    continue;
                lines.append(reading, &m_block);
                ++result.readings;
                if (!flush(blockBytes))
                    return false;
            }
            return true;
        });
    }

    bool writeMetric(storage_text::Metric metric, const All &all)
    {
        m_block += storage_text::metricHeader(metric);
        return forEach(all,
                       [this, metric](const kept_storage::Series &series, const std::vector<KeptReading> &readings) {
                           const QByteArray begin = storage_text::metricSeries(metric, series.volume, series.role);
                           for (const KeptReading &reading : readings) {
                               const qsizetype before = m_block.size();
                               storage_text::appendSample(metric, begin, reading, &m_block);
                               result.readings += m_block.size() > before ? 1 : 0;
                               if (!flush(blockBytes))
                                   return false;
                           }
                           return true;
                       });
    }

    template<class Lines>
    bool forEach(const All &all, Lines lines)
    {
        for (const kept_storage::Series &series : all) {
            const auto readings = std::make_shared<std::vector<KeptReading>>();
            const auto ofSeries = [readings, volume = series.volume, from = m_from,
                                   to = m_to](kept_storage::Reader &reader) {
                reader.read(volume, from, to, 0, readings.get());
            };
            if (!read(ofSeries) || !lines(series, *readings))
                return false;
            showProgress(++m_done, m_total);
        }
        return true;
    }

    /// Writes what has gathered when that is more than `enough`.
    bool flush(qsizetype enough)
    {
        if (m_block.size() <= enough)
            return true;
        const bool written = m_file->write(m_block) == m_block.size();
        m_block.resize(0); // keeps its memory
        return written && !isCanceled();
    }

    const StorageFileScope m_scope;
    const StorageFileFormat m_format;
    const QString m_path;
    const qint64 m_from;
    const qint64 m_to;
    QSaveFile *m_file = nullptr;
    QByteArray m_block;
    qint64 m_done = 0;
    qint64 m_total = 0;
};

} // namespace

std::unique_ptr<StorageFileWorker> makeExporter(StorageHistory *history, const StorageFileScope &scope,
                                                StorageFileFormat format, const QString &path)
{
    return std::make_unique<Exporter>(history, scope, format, path);
}

} // namespace orrery::models
