// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/csv.h"
#include "models/storage/history/files_worker.h"
#include "models/storage/history/history_batch.h"

#include <QCoreApplication>
#include <QFile>

#include <array>

namespace orrery::models {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::StorageFiles)
};

constexpr qsizetype blockBytes = 1024 * 1024; ///< read at once
constexpr qsizetype longestLine = 16 * blockBytes; ///< of OpenMetrics
constexpr qsizetype batchReadings = 10'000; ///< written at once
constexpr int everything = 1'000'000; ///< days

/// Reads blocks of the file, and hands batches of readings to the database.
class Importer final : public StorageFileWorker
{
public:
    Importer(StorageHistory *history, QString account, QString path)
        : StorageFileWorker(history), m_account(std::move(account)), m_path(std::move(path))
    {}

protected:
    void run() override
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly)) {
            result.error = file.errorString();
            return;
        }
        m_isMetrics = looksLikeMetrics(file.peek(blockBytes));
        const bool isRead = m_isMetrics ? readMetrics(file) : readCsv(file);
        // What stands before a fault is taken in all the same.
        const bool isWritten = writeBatch() && (!m_isMetrics || thinImported());
        result.isCanceled = isCanceled();
        if ((!isRead || !isWritten) && !result.isCanceled && result.error.isEmpty())
            result.error = file.errorString();
    }

private:
    static bool looksLikeMetrics(const QByteArray &begin)
    {
        constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
        qsizetype at = begin.startsWith(byteOrderMark) ? byteOrderMark.size() : 0;
        while (at < begin.size() && (begin.at(at) == '\n' || begin.at(at) == '\r' || begin.at(at) == ' '))
            ++at;
        const QByteArrayView rest = QByteArrayView(begin).sliced(at);
        return rest.startsWith('#') || rest.startsWith("orrery_storage_");
    }

    void leaveOut(qint64 line, const QString &why)
    {
        ++result.badLines;
        if (result.problems.size() < StorageFileResult::mostProblems)
            result.problems.append(Text::tr("Line %1: %2").arg(line).arg(why));
    }

    bool take(const storage_text::Line &line)
    {
        StorageVolume volume = line.volume;
        volume.account = m_account;
        m_batch->add(volume, line.reading, line.role);
        ++result.readings;
        return m_batch->size() < batchReadings || writeBatch();
    }

    bool writeBatch()
    {
        if (m_batch->size() == 0)
            return !isCanceled();
        // The sides of a reading stand far apart in metrics. Until all have come nothing is thinned, or they would not
        // find each other.
        const StoragePeriods periods = m_isMetrics
            ? StoragePeriods{.rawDays = everything, .fiveMinuteDays = everything, .hourlyDays = everything}
            : m_periods;
        const QList<StorageVolume> volumes = m_batch->volumes();
        const bool written =
            writeToDatabase([batch = m_batch, now = m_now.toSecsSinceEpoch(), periods](QSqlDatabase &database) {
                return batch->write(database, now, periods);
            });
        touched.unite({volumes.cbegin(), volumes.cend()});
        m_batch = std::make_shared<kept_storage::Batch>();
        return written;
    }

    bool thinImported()
    {
        for (const StorageVolume &volume : std::as_const(touched)) {
            const auto compact = [volume, now = m_now.toSecsSinceEpoch(), periods = m_periods](QSqlDatabase &database) {
                kept_storage::Tables tables(database);
                kept_storage::Series series;
                const QSqlError error = tables.find(volume, &series);
                return error.isValid() ? error : tables.compact(series, now, periods);
            };
            if (!writeToDatabase(compact))
                return false;
        }
        return true;
    }

    bool readCsv(QFile &file)
    {
        storage_text::Columns columns{};
        bool hasHeader = false;
        bool isGood = true;
        storage_text::Line read;
        CsvReader reader([&](qint64 line, const QList<QByteArray> &cells) {
            if (!isGood)
                return;
            if (!hasHeader) {
                hasHeader = true;
                result.error = storage_text::readCsvHeader(cells, &columns);
                isGood = result.error.isEmpty();
                return;
            }
            // Of another file, put behind the first.
            if (storage_text::isCsvHeader(cells)) {
                result.error = storage_text::readCsvHeader(cells, &columns);
                isGood = result.error.isEmpty();
                return;
            }
            if (const QString why = storage_text::readCsvRow(cells, columns, m_now, &read); !why.isEmpty())
                leaveOut(line, why);
            else
                isGood = take(read);
        });
        const qint64 total = file.size();
        bool isWhole = true;
        while (isGood && isWhole && !file.atEnd()) {
            const QByteArray block = file.read(blockBytes);
            if (block.isEmpty() || isCanceled())
                return false;
            isWhole = reader.feed(block);
            showProgress(file.pos(), total);
        }
        if (isGood && isWhole)
            isWhole = reader.finish();
        if (!isWhole)
            result.error =
                Text::tr("The row that begins on line %1 has no end: a quote may be missing.").arg(reader.line());
        else if (!hasHeader && result.error.isEmpty())
            result.error = Text::tr("The file is empty.");
        return isGood && isWhole && result.error.isEmpty();
    }

    bool readMetrics(QFile &file)
    {
        const qint64 total = file.size();
        QByteArray text;
        qint64 line = 1;
        bool hasEnd = false;
        while (!file.atEnd()) {
            const QByteArray block = file.read(blockBytes);
            if (block.isEmpty() || isCanceled())
                return false;
            text += block;
            const qsizetype end = text.lastIndexOf('\n') + 1;
            if (end == 0 && text.size() > longestLine) {
                result.error = Text::tr("Line %1 is too long.").arg(line);
                return false;
            }
            const QByteArray whole = text.left(end);
            text.remove(0, end);
            if (!whole.trimmed().isEmpty())
                hasEnd = whole.trimmed().endsWith("# EOF");
            if (!readLines(whole, &line))
                return false;
            showProgress(file.pos(), total);
        }
        // A last line without an end may be cut in the middle of a number.
        if (!text.trimmed().isEmpty() && text.trimmed() != "# EOF")
            leaveOut(line, Text::tr("it has no end; the file may have been cut off"));
        else if (!hasEnd && text.trimmed() != "# EOF")
            result.problems.append(Text::tr("The file does not end with “# EOF”: it may have been cut off."));
        if (result.readings == 0 && result.badLines == 0) {
            result.otherMetrics = 0; // the error says it
            result.error = Text::tr("The file has none of the storage metrics: %1.")
                               .arg(QStringLiteral("orrery_storage_used_bytes, orrery_storage_capacity_bytes, "
                                                   "orrery_storage_used_ratio"));
            return false;
        }
        return true;
    }

    bool readLines(const QByteArray &whole, qint64 *line)
    {
        const qint64 begin = *line;
        *line += whole.count('\n');
        if (whole.trimmed().isEmpty())
            return !isCanceled();
        bool isGood = true;
        qint64 faults = 0;
        storage_text::Line read;
        const api::Result<api::ExpositionCounts> counts = readSamples(whole, [&](const api::ExpositionSample &sample) {
            if (!isGood)
                return;
            if (storage_text::readSample(sample, m_now, &read).isEmpty())
                isGood = take(read);
            else
                ++faults;
        });
        if (!isGood)
            return false;
        if (counts && faults + counts->malformed == 0) {
            result.otherMetrics += counts->filtered;
            return !isCanceled();
        }
        // Something is amiss in this block: line by line it shows where. What was no metrics as a whole has not been read.
        return eachLine(whole, begin, !counts);
    }

    static api::Result<api::ExpositionCounts>
    readSamples(QByteArrayView text, const std::function<void(const api::ExpositionSample &)> &sample)
    {
        static constexpr std::array<QByteArrayView, 3> wanted{
            "orrery_storage_used_bytes", "orrery_storage_capacity_bytes", "orrery_storage_used_ratio"};
        return api::readExposition(
            text, {.format = api::ExpositionFormat::OpenMetrics, .wanted = wanted, .joined = true}, sample);
    }

    /// Names the lines that cannot be taken in, and takes in the others when these are `wanted` too.
    bool eachLine(const QByteArray &whole, qint64 line, bool wanted)
    {
        storage_text::Line read;
        for (qsizetype from = 0; from < whole.size(); ++line) {
            const qsizetype end = whole.indexOf('\n', from) + 1;
            const QByteArrayView text = QByteArrayView(whole).sliced(from, end - from);
            from = end;
            bool isGood = true;
            QString why;
            const api::Result<api::ExpositionCounts> counts =
                readSamples(text, [&](const api::ExpositionSample &sample) {
                    why = storage_text::readSample(sample, m_now, &read);
                    if (why.isEmpty() && wanted)
                        isGood = take(read);
                });
            if (!counts || counts->malformed > 0)
                why = Text::tr("it is not a metric sample");
            else
                result.otherMetrics += counts->filtered;
            if (!why.isEmpty())
                leaveOut(line, why);
            if (!isGood || isCanceled())
                return false;
        }
        return true;
    }

    const QString m_account;
    const QString m_path;
    bool m_isMetrics = false;
    std::shared_ptr<kept_storage::Batch> m_batch = std::make_shared<kept_storage::Batch>();
};

} // namespace

std::unique_ptr<StorageFileWorker> makeImporter(StorageHistory *history, const QString &account, const QString &path)
{
    return std::make_unique<Importer>(history, account, path);
}

} // namespace orrery::models
