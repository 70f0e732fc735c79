// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/scrape_configuration.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

/// A double-quoted YAML text.
QString yamlText(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'"')
            out += u'\\' + QString(c);
        else if (c.unicode() < 0x20 || c.unicode() == 0x7F || c.unicode() == 0x85 || c.unicode() == 0x2028
                 || c.unicode() == 0x2029 || c.unicode() == 0xFEFF)
            out += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
        else
            out += c;
    }
    return out + u'"';
}

/// "10m", "30s": whole hours and minutes where it can be.
QString duration(std::chrono::seconds time)
{
    const auto count = std::max<qint64>(1, time.count());
    if (count % 3600 == 0)
        return QString::number(count / 3600) + u'h';
    return count % 60 == 0 ? QString::number(count / 60) + u'm' : QString::number(count) + u's';
}

/// A file name made of the organization's name, which is a slug; what else it may hold does not get into a path.
QString tokenFile(const ScrapeConfigurationOptions &options, const QString &organization)
{
    QString slug;
    for (const QChar c : organization)
        slug += (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'-' || c == u'_' ? c : u'_';
    QString folder = options.tokenFolder;
    while (folder.size() > 1 && folder.endsWith(u'/'))
        folder.chop(1);
    return folder + (folder.endsWith(u'/') ? QString() : u"/"_s) + u"planetscale-%1.token"_s.arg(slug);
}

QString discoveryAddress(const ScrapeConfigurationOptions &options, const QString &organization)
{
    QString base = options.api.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    while (base.endsWith(u'/'))
        base.chop(1);
    return base + u"/v1/organizations/"_s + QString::fromLatin1(QUrl::toPercentEncoding(organization)) + u"/metrics"_s;
}

QString job(const QString &organization, const ScrapeConfigurationOptions &options)
{
    QStringList lines{
        u"  - job_name: "_s + yamlText(u"planetscale-"_s + organization),
        u"    scrape_interval: "_s + duration(options.scrapeInterval),
        u"    http_sd_configs:"_s,
        u"      - url: "_s + yamlText(discoveryAddress(options, organization)),
        u"        authorization:"_s,
        u"          type: \"token\""_s,
        u"          credentials_file: "_s + yamlText(tokenFile(options, organization)),
    };
    if (options.collector == ScrapeCollector::Prometheus)
        lines.append(u"        refresh_interval: "_s + duration(options.refreshInterval));
    if (options.onlyStorage) {
        lines += {
            u"    metric_relabel_configs:"_s,
            u"      - source_labels: [__name__]"_s,
            u"        regex: \"planetscale_(vttablet_)?volume_(available|capacity)_bytes|planetscale_vttablet_table_storage_bytes\""_s,
            u"        action: keep"_s,
        };
    }
    return lines.join(u'\n') + u'\n';
}

QString steps(const ScrapeConfiguration &configuration, const ScrapeConfigurationOptions &options)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("ScrapeConfiguration", text); };
    QStringList files;
    for (const auto &[organization, file] : configuration.tokenFiles)
        files.append(u"   %1: %2"_s.arg(organization, file));
    QStringList lines{
        tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                             "1. In each organization's settings create a service token with the access "
                             "read_metrics_endpoints.")),
        tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                             "2. On the machine that collects, put it into the file below as ID:TOKEN, in one line, "
                             "readable by the collector only (chmod 600).")),
        files.join(u'\n'),
        tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                             "3. Save the configuration, or add its scrape_configs to the one you have.")),
    };
    if (options.collector == ScrapeCollector::Prometheus) {
        lines.append(tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                                          "4. Check it with “promtool check config FILE” and reload Prometheus "
                                          "(systemctl reload prometheus, or send it SIGHUP).")));
    } else {
        lines.append(tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                                          "4. Start vmagent with -promscrape.config=FILE "
                                          "-promscrape.httpSDCheckInterval=%1 and your -remoteWrite.url. A single-node "
                                          "VictoriaMetrics takes the same -promscrape flags."))
                         .arg(duration(options.refreshInterval)));
    }
    lines.append(
        tr(QT_TRANSLATE_NOOP("ScrapeConfiguration",
                             "5. The collector's page of targets shows signed addresses: let only those see it "
                             "who may read the metrics.")));
    return lines.join(u'\n') + u'\n';
}

} // namespace

ScrapeConfiguration scrapeConfiguration(const QStringList &organizations, const ScrapeConfigurationOptions &options)
{
    ScrapeConfiguration result;
    result.yaml =
        u"# Scrapes PlanetScale's metrics. The service tokens are in files of their own.\nscrape_configs:\n"_s;
    if (organizations.isEmpty())
        result.yaml = u"scrape_configs: []\n"_s;
    for (const QString &organization : organizations) {
        result.yaml += job(organization, options);
        result.tokenFiles.append({organization, tokenFile(options, organization)});
    }
    result.steps = steps(result, options);
    return result;
}

} // namespace orrery::api
