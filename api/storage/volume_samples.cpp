// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/volume_samples.h"

#include "api/core/answer_limits.h"

#include <QHash>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

namespace orrery::api {

namespace {

QString text(QByteArrayView utf8)
{
    return QString::fromUtf8(utf8);
}

/// The labels that tell samples apart, in one key; the separator cannot stand in a name that was typed.
QByteArray key(const ExpositionSample &sample)
{
    QByteArray joined;
    for (const QByteArrayView part :
         {sample.label("planetscale_database_branch_id"), sample.label("planetscale_keyspace"),
          sample.label("planetscale_shard"), sample.label("planetscale_pod"), sample.label("planetscale_role"),
          sample.label("planetscale_tablet_type"), sample.label("planetscale_table")}) {
        joined.append(part);
        joined.append('\0');
    }
    return joined;
}

class Collector
{
public:
    void add(const ExpositionSample &sample)
    {
        const bool isLong = std::any_of(sample.labels.begin(), sample.labels.end(), [](const ExpositionLabel &label) {
            return label.value.size() > maximumScrapedText;
        });
        if (isLong || !std::isfinite(sample.value) || sample.value < 0) {
            ++result.unusable;
            return;
        }
        if (sample.name == storageMetric::tableBytes)
            addTable(sample);
        else if (sample.name == storageMetric::vitessAvailable || sample.name == storageMetric::postgresAvailable)
            addSide(sample, &VolumeSample::availableBytes);
        else
            addSide(sample, &VolumeSample::capacityBytes);
    }

    ScrapedVolumes result;
    bool isTooLarge = false; ///< more series than are kept of one scrape

private:
    void addSide(const ExpositionSample &sample, std::optional<double> VolumeSample::*side)
    {
        const QByteArray name = key(sample);
        auto found = m_volumes.constFind(name);
        if (found == m_volumes.cend()) {
            if (!hasRoom())
                return;
            found = m_volumes.insert(name, result.volumes.size());
            VolumeSample volume;
            const QByteArrayView role = sample.label("planetscale_role");
            volume.volume = {.branchId = text(sample.label("planetscale_database_branch_id")),
                             .keyspace = text(sample.label("planetscale_keyspace")),
                             .shard = text(sample.label("planetscale_shard")),
                             .pod = text(sample.label("planetscale_pod")),
                             .role = text(role.isEmpty() ? sample.label("planetscale_tablet_type") : role)};
            result.volumes.append(volume);
        }
        VolumeSample &volume = result.volumes[found.value()];
        result.duplicates += (volume.*side).has_value();
        volume.*side = sample.value;
        if (sample.timestamp)
            volume.at = QDateTime::fromMSecsSinceEpoch(*sample.timestamp, QTimeZone::utc());
    }

    void addTable(const ExpositionSample &sample)
    {
        const QByteArray name = key(sample);
        const auto found = m_tables.constFind(name);
        if (found != m_tables.cend()) {
            ++result.duplicates;
            result.tables[found.value()].bytes = sample.value;
            return;
        }
        if (!hasRoom())
            return;
        m_tables.insert(name, result.tables.size());
        result.tables.append({.branchId = text(sample.label("planetscale_database_branch_id")),
                              .keyspace = text(sample.label("planetscale_keyspace")),
                              .shard = text(sample.label("planetscale_shard")),
                              .table = text(sample.label("planetscale_table")),
                              .bytes = sample.value,
                              .pod = text(sample.label("planetscale_pod")),
                              .role = text(sample.label("planetscale_tablet_type"))});
    }

    [[nodiscard]] bool hasRoom()
    {
        isTooLarge = isTooLarge || m_volumes.size() + m_tables.size() >= maximumScrapedSeries;
        return !isTooLarge;
    }

    QHash<QByteArray, qsizetype> m_volumes;
    QHash<QByteArray, qsizetype> m_tables;
};

} // namespace

Result<ScrapedVolumes> readVolumes(QByteArrayView text, ExpositionFormat format)
{
    static constexpr std::array wanted{storageMetric::vitessAvailable, storageMetric::vitessCapacity,
                                       storageMetric::postgresAvailable, storageMetric::postgresCapacity,
                                       storageMetric::tableBytes};
    Collector collector;
    const auto counts = readExposition(text, {.format = format, .wanted = wanted},
                                       [&collector](const ExpositionSample &sample) { collector.add(sample); });
    if (!counts)
        return tl::unexpected(counts.error());
    if (collector.isTooLarge) {
        const PassedLimit passed{.of = PassedLimit::Of::Rows, .most = maximumScrapedSeries};
        return tl::unexpected(ApiError{.kind = ApiError::Kind::TooLarge, .detail = passed.detail()});
    }
    collector.result.counts = *counts;
    return std::move(collector.result);
}

} // namespace orrery::api
