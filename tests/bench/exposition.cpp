// SPDX-License-Identifier: GPL-3.0-or-later
// A scrape of 5 MB with 50,000 samples against a JSON document of the same size and content in nlohmann-json: in one process,
// in turns. See README.md here.
#include "api/storage/volume_samples.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

using namespace Qt::StringLiterals;
using namespace orrery::api;

namespace {

constexpr int sampleCount = 50'000;

struct Documents
{
    QByteArray text;
    QByteArray json; ///< as many of the same samples as fit into the size of the text
    qint64 jsonSamples = 0;
};

/// Samples as the service has them: a few tens of labels' names, values of bytes and of shares, comments before each metric.
Documents makeDocuments()
{
    static constexpr std::array<const char *, 10> names{"planetscale_vttablet_table_storage_bytes",
                                                        "planetscale_vttablet_volume_available_bytes",
                                                        "planetscale_vttablet_volume_capacity_bytes",
                                                        "planetscale_mysql_bytes_sent_total",
                                                        "planetscale_mysql_queries",
                                                        "planetscale_pods_cpu_util_percentages",
                                                        "planetscale_pods_mem_util_percentages",
                                                        "planetscale_mysql_threads_running",
                                                        "planetscale_vtgate_queries_total",
                                                        "planetscale_edge_bytes_sent"};
    Documents documents;
    documents.json = "[";
    constexpr int perName = sampleCount / int(names.size());
    for (int i = 0; i < sampleCount; ++i) {
        const char *name = names[std::size_t(i / perName)];
        if (i % perName == 0)
            documents.text += QByteArray("# HELP ") + name + " What it is.\n# TYPE " + name + " gauge\n";
        const QByteArray table = "t" + QByteArray::number(i % perName);
        const QByteArray shard = QByteArray::number(i % 16, 16) + "0-";
        const QByteArray value = i % 3 == 0 ? QByteArray::number(double(i % 997) / 7, 'g', 17)
            : i % 3 == 1                    ? QByteArray::number(qint64(i) * 7'340'033)
                                            : QByteArray::number(double(i) * 1'048'576, 'e', 6);
        documents.text += QByteArray(name) + "{planetscale_shard=\"" + shard + "\",planetscale_table=\"" + table
            + "\"} " + value + '\n';
        const QByteArray element = QByteArray("[\"") + name + "\",{\"planetscale_shard\":\"" + shard
            + "\",\"planetscale_table\":\"" + table + "\"}," + value + "],";
        documents.json += element;
    }
    // Cut at the element that ends at the size of the text.
    if (documents.json.size() > documents.text.size())
        documents.json.truncate(documents.json.lastIndexOf("],", documents.text.size() - 1) + 1);
    else
        documents.json.chop(1);
    documents.json += ']';
    return documents;
}

double since(std::chrono::steady_clock::time_point from)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Every sample and label of the text within reach, as they are in a document of nlohmann-json.
struct Everything
{
    struct Sample
    {
        QByteArrayView name;
        std::size_t firstLabel;
        std::size_t labels;
        double value;
    };
    std::vector<Sample> samples;
    std::vector<ExpositionLabel> labels;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"measure"_s, u"Where the figures go; default: standard output."_s, u"FILE"_s});
    parser.addOption({u"runs"_s, u"How often each is read."_s, u"N"_s, u"15"_s});
    parser.process(app);

    Documents documents = makeDocuments();
    const int runs = std::max(1, parser.value(u"runs"_s).toInt());
    std::vector<double> all, storage, json, ratio, storageRatio;
    qint64 samples = 0;
    qsizetype kept = 0;
    for (int run = 0; run < runs; ++run) {
        auto from = std::chrono::steady_clock::now();
        {
            const auto document = nlohmann::json::parse(documents.json.cbegin(), documents.json.cend());
            documents.jsonSamples = qint64(document.size());
            json.push_back(since(from)); // without taking it down, to its advantage
        }
        from = std::chrono::steady_clock::now();
        {
            Everything everything;
            const auto counts = readExposition(documents.text, {}, [&everything](const ExpositionSample &sample) {
                everything.samples.push_back(
                    {sample.name, everything.labels.size(), sample.labels.size(), sample.value});
                everything.labels.insert(everything.labels.end(), sample.labels.begin(), sample.labels.end());
            });
            samples = counts ? qint64(everything.samples.size()) : 0;
            all.push_back(since(from));
        }
        from = std::chrono::steady_clock::now();
        {
            const auto volumes = readVolumes(documents.text);
            kept = volumes ? volumes->volumes.size() + volumes->tables.size() : 0;
            storage.push_back(since(from));
        }
        ratio.push_back(json.back() / all.back());
        storageRatio.push_back(json.back() / storage.back());
    }

    const QJsonObject values{{u"event"_s, u"exposition"_s},
                             {u"bytes"_s, documents.text.size()},
                             {u"samples"_s, samples},
                             {u"json_bytes"_s, documents.json.size()},
                             {u"json_samples"_s, documents.jsonSamples},
                             {u"json_ms"_s, median(json)},
                             {u"all_ms"_s, median(all)},
                             {u"storage_ms"_s, median(storage)},
                             {u"storage_rows"_s, kept},
                             {u"times_faster"_s, median(ratio)},
                             {u"storage_times_faster"_s, median(storageRatio)}};
    const QByteArray line = QJsonDocument(values).toJson(QJsonDocument::Compact) + '\n';
    if (!parser.isSet(u"measure"_s)) {
        QTextStream(stdout) << line;
        return 0;
    }
    QFile file(parser.value(u"measure"_s));
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size() ? 0 : 1;
}
