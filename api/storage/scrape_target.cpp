// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/storage/scrape_target.h"

#include "api/core/error_body.h"
#include "api/core/hosts.h"
#include "api/core/json_codec.h"
#include "api/storage/endpoints.h"

#include <QTimeZone>
#include <QUrlQuery>

#include <algorithm>

namespace orrery::api {

using namespace Qt::StringLiterals;

namespace {

/// What is no JSON may be quoted (a page, a sentence) unless a signed address can be in it.
ApiError notTargets(const QByteArray &body)
{
    ApiError error{.kind = ApiError::Kind::Decode};
    error.detail = u"expected a list of metrics addresses"_s;
    if (!body.contains("sig") && !body.contains("__param"))
        error.message = plainExcerpt(body);
    return error;
}

/// "__param_exp": seconds since the epoch.
QDateTime expiryOf(const QString &text)
{
    bool ok = false;
    const qint64 seconds = text.toLongLong(&ok);
    constexpr qint64 furthest = 253'402'300'799; // the year 9999
    return ok && seconds > 0 && seconds <= furthest ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc())
                                                    : QDateTime();
}

/// The address that Prometheus would build. Empty when it must not be used: its signature would be there for all to read.
QUrl addressOf(const QString &host, const QHash<QString, QString> &labels)
{
    QUrl url;
    url.setScheme(labels.value(u"__scheme__"_s, u"http"_s));
    url.setAuthority(host, QUrl::StrictMode);
    url.setPath(labels.value(u"__metrics_path__"_s, u"/metrics"_s), QUrl::DecodedMode);
    QList<QString> names = labels.keys();
    std::sort(names.begin(), names.end());
    constexpr auto prefix = "__param_"_L1;
    QByteArray query;
    for (const QString &name : std::as_const(names)) {
        if (!name.startsWith(prefix))
            continue;
        if (!query.isEmpty())
            query += '&';
        query += QUrl::toPercentEncoding(name.mid(prefix.size())) + '=' + QUrl::toPercentEncoding(labels.value(name));
    }
    if (!query.isEmpty())
        url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return isProtectedAddress(url) ? url : QUrl();
}

ScrapeTarget targetFrom(const QString &host, const QHash<QString, QString> &labels)
{
    ScrapeTarget target;
    const QUrl url = addressOf(host, labels);
    if (url.isEmpty())
        return target;
    target.address = Secret(url.toEncoded(QUrl::FullyEncoded));
    target.host = url.host();
    target.expiresAt = expiryOf(labels.value(u"__param_exp"_s));
    for (auto it = labels.cbegin(); it != labels.cend(); ++it) {
        if (!it.key().startsWith("__"_L1))
            target.labels.append({it.key(), it.value()});
    }
    std::sort(target.labels.begin(), target.labels.end());
    target.organization = labels.value(u"planetscale_organization_name"_s);
    target.database = labels.value(u"planetscale_database_name"_s);
    target.branch = labels.value(u"planetscale_branch_name"_s);
    target.branchId = labels.value(u"planetscale_database_branch_id"_s);
    if (target.branchId.isEmpty()) {
        // "/metrics/branch/ID": seen to be so.
        const QString path = url.path();
        if (path.startsWith("/metrics/branch/"_L1))
            target.branchId = path.mid(path.lastIndexOf(u'/') + 1);
    }
    return target;
}

} // namespace

const ScrapeTarget *ScrapeTargets::find(const QString &branchId) const
{
    const auto found = std::find_if(targets.cbegin(), targets.cend(),
                                    [&](const ScrapeTarget &target) { return target.branchId == branchId; });
    return found == targets.cend() ? nullptr : &*found;
}

Result<ScrapeTargets> decodeScrapeTargets(const QByteArray &body)
{
    // The parser's own error names the text it stopped at.
    const auto document = json::parse(body);
    if (!document || !document->is_array())
        return tl::unexpected(notTargets(body));
    ScrapeTargets result;
    for (const json::Json &group : *document) {
        Keyed<QString> labels;
        QStringList hosts;
        if (group.is_object()) {
            if (const auto found = group.find("labels"); found != group.end())
                json::read(*found, labels);
            if (const auto found = group.find("targets"); found != group.end())
                json::read(*found, hosts);
        }
        QHash<QString, QString> byName;
        for (const auto &[name, value] : std::as_const(labels.entries))
            byName.insert(name, value);
        result.leftOut += hosts.isEmpty();
        for (const QString &host : std::as_const(hosts)) {
            ScrapeTarget target = targetFrom(host, byName);
            if (target.address.isEmpty() || target.branchId.isEmpty())
                ++result.leftOut;
            else
                result.targets.append(std::move(target));
        }
    }
    return result;
}

Request<ScrapeTargets> storage::scrapeTargets(const OrganizationRef &organization)
{
    return {{&storage::endpoint("list_scrape_targets"), organization.path(), {}, {}}, &decodeScrapeTargets};
}

} // namespace orrery::api
