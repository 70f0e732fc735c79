// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is imported may be anyone's: what was understood of it has to come out as it went in, by way of both formats
// and of the packed form in which it is kept.
#include "api/core/utc.h"
#include "models/core/csv.h"
#include "models/storage/history/files_text.h"
#include "models/storage/history/packing.h"
#include "tests/fuzz/require.h"

using namespace orrery;
using namespace orrery::models;
using namespace orrery::models::storage_text;
using orrery::fuzz::require;

namespace {

const QDateTime now = QDateTime::fromSecsSinceEpoch(1'772'366'400, orrery::kUtc);

void comesOutAsItWentIn(const Line &line)
{
    QByteArray text = csvHeader();
    CsvLines(line.volume, line.role).append(line.reading, &text);
    Columns columns{};
    int rows = 0;
    CsvReader reader([&](qint64, const QList<QByteArray> &cells) {
        if (++rows == 1) {
            require(readCsvHeader(cells, &columns).isEmpty(), "our header is one");
            return;
        }
        Line again;
        require(readCsvRow(cells, columns, now, &again).isEmpty(), "our row is one");
        require(again.volume == line.volume && again.role == line.role, "names come back");
        require(again.reading == line.reading, "numbers come back");
    });
    require(reader.feed(text) && reader.finish() && rows == 2, "a reading is a row");

    for (const Metric metric : allMetrics) {
        QByteArray sample;
        appendSample(metric, metricSeries(metric, line.volume, line.role), line.reading, &sample);
        int samples = 0;
        const auto counts = api::readExposition(
            metricHeader(metric) + sample + "# EOF\n", {.format = api::ExpositionFormat::OpenMetrics, .wanted = {}},
            [&](const api::ExpositionSample &each) {
                Line again;
                ++samples;
                require(readSample(each, now, &again).isEmpty(), "our sample is one");
                require(again.volume == line.volume && again.role == line.role, "labels come back");
                require(again.reading.at == line.reading.at, "time comes back");
            });
        require(counts && counts->malformed == 0 && !counts->truncated, "our metrics are whole");
        require(samples == (sample.isEmpty() ? 0 : 1), "a side is a sample");
    }

    std::vector<KeptReading> kept;
    require(unpack(packed({line.reading}), &kept) && kept.size() == 1 && kept.front() == line.reading, "it is kept");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray input = fuzz::bytes(data, size);
    bool hasHeader = false;
    bool isHistory = false;
    Columns columns{};
    Line line;
    CsvReader reader([&](qint64, const QList<QByteArray> &cells) {
        if (!hasHeader) {
            hasHeader = true;
            isHistory = readCsvHeader(cells, &columns).isEmpty();
        } else if (isHistory && readCsvRow(cells, columns, now, &line).isEmpty()) {
            comesOutAsItWentIn(line);
        }
    });
    if (reader.feed(input))
        reader.finish();

    const auto counts = api::readExposition(input, {.format = api::ExpositionFormat::OpenMetrics, .wanted = {}},
                                            [](const api::ExpositionSample &sample) {
                                                Line read;
                                                if (readSample(sample, now, &read).isEmpty() && read.reading.hasValue())
                                                    comesOutAsItWentIn(read);
                                            });
    Q_UNUSED(counts)

    std::vector<KeptReading> readings;
    if (unpack(input, &readings)) {
        std::vector<KeptReading> again;
        require(unpack(packed(readings), &again) && again == readings, "what was kept can be kept");
        thin(readings, 300);
        again = readings;
        thin(again, 300);
        require(again == readings, "thinning twice is thinning once");
        reduceForDrawing(readings, 10);
        require(readings.size() <= 10, "no more points than wanted");
    }
    return 0;
}
