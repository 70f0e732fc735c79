// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics as text come from other hosts: whatever stands there is read in linear time, and what is handed over lies inside it.
#include "api/storage/exposition.h"
#include "api/storage/volume_samples.h"
#include "tests/fuzz/require.h"

#include <array>
#include <cmath>

using namespace orrery::api;
using orrery::fuzz::require;

namespace {

struct Seen
{
    ExpositionCounts counts;
    qint64 samples = 0;
    qint64 notFinite = 0;
};

Seen read(const QByteArray &text, const ExpositionOptions &options)
{
    Seen seen;
    const auto counts = readExposition(text, options, [&](const ExpositionSample &sample) {
        ++seen.samples;
        seen.notFinite += !std::isfinite(sample.value);
        require(!sample.name.isEmpty() && sample.name.size() <= text.size(), "a sample has a name");
        require(qsizetype(sample.labels.size()) <= maximumExpositionLabels, "labels are bounded");
        qsizetype bytes = sample.name.size();
        for (const ExpositionLabel &label : sample.labels) {
            bytes += label.name.size() + label.value.size();
            require(!label.name.isEmpty(), "a label has a name");
            require(sample.label(label.name).data() == label.value.data(), "a label's name is there once");
            require(!label.value.contains('\0') || text.contains('\0'), "nothing is made up");
        }
        require(bytes <= text.size(), "a sample is no longer than its text");
        require(!sample.timestamp || std::abs(double(*sample.timestamp)) <= 8.64e15, "a time is a date");
    });
    if (counts) {
        seen.counts = *counts;
        require(counts->samples == seen.samples, "samples are counted");
        require(counts->notFinite == seen.notFinite, "odd values are counted");
    } else {
        require(seen.samples == 0, "what is something else gives no sample");
        require(counts.error().message.size() <= 500, "a message is short");
    }
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    const QByteArray text = orrery::fuzz::bytes(data, size);
    static constexpr std::array<QByteArrayView, 2> wanted{"up", "m"};
    const Seen plain = read(text, {.format = ExpositionFormat::Text, .wanted = {}});
    const Seen open = read(text, {.format = ExpositionFormat::OpenMetrics, .wanted = {}});
    const Seen some = read(text, {.format = ExpositionFormat::Text, .wanted = wanted});
    require(plain.counts.comments == open.counts.comments, "the format changes the time only");
    require(some.samples <= plain.samples, "a filter only takes away");
    read(text, {});
    // What is a sample stays one behind a line of its own.
    if (plain.samples > 0 && !text.startsWith("\xEF\xBB\xBF")) {
        const Seen again = read("first 1\n" + text, {.format = ExpositionFormat::Text, .wanted = {}});
        require(again.samples == plain.samples + 1, "lines are read one by one");
    }
    if (const auto volumes = readVolumes(text)) {
        for (const VolumeSample &sample : volumes->volumes) {
            require(sample.availableBytes || sample.capacityBytes, "a volume says something");
            require(sample.availableBytes.value_or(0) >= 0 && sample.capacityBytes.value_or(0) >= 0,
                    "bytes are not negative");
        }
    }
    return 0;
}
