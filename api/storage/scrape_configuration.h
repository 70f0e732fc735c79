// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>

namespace orrery::api {

/// Who reads the configuration. The two differ in what they accept.
enum class ScrapeCollector : quint8 {
    Prometheus, ///< also Grafana Alloy's and the agents' "prometheus.yml"
    VictoriaMetrics, ///< vmagent and single-node VictoriaMetrics: the refresh interval is a flag, in the file it is an error
};

struct ScrapeConfigurationOptions
{
    ScrapeCollector collector = ScrapeCollector::Prometheus;
    QUrl api = QUrl(QStringLiteral("https://api.planetscale.com"));
    /// Folder of the token files on the machine that collects, one "planetscale-ORGANIZATION.token" for each organization.
    QString tokenFolder = QStringLiteral("/etc/prometheus");
    std::chrono::seconds scrapeInterval{60};
    std::chrono::seconds refreshInterval{std::chrono::minutes(10)}; ///< addresses expire: no longer than this
    /// Keep the storage metrics only, a few series for each volume, instead of everything the service has.
    bool onlyStorage = true;

    friend bool operator==(const ScrapeConfigurationOptions &, const ScrapeConfigurationOptions &) = default;
};

/// A part of prometheus.yml, and how to put it to use.
struct ScrapeConfiguration
{
    QString yaml; ///< a complete file; its "scrape_configs" can be merged into an existing one. Holds no secret.
    QString steps; ///< plain text, a step a line
    QList<std::pair<QString, QString>> tokenFiles; ///< organization and the file its token belongs into
};

/// Writes the configuration with which a collector finds and scrapes the metrics of these organizations. The service token
/// (access read_metrics_endpoints) is read from a file by the collector, never written here. Pure. Pages:
/// integrations/prometheus, monitoring/prometheus-postgres.
ScrapeConfiguration scrapeConfiguration(const QStringList &organizations,
                                        const ScrapeConfigurationOptions &options = {});

} // namespace orrery::api
