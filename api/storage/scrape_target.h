// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/reference.h"
#include "api/core/request.h"
#include "api/core/secret.h"

#include <QDateTime>
#include <QUrl>

namespace orrery::api {

/// Where a branch's metrics are read. Whoever knows the address may read them until it expires: it is a secret and never
/// leaves but on the wire.
struct ScrapeTarget
{
    QString branchId;
    QString organization; ///< names as the service labels them; empty where it does not
    QString database;
    QString branch;
    QList<std::pair<QString, QString>> labels; ///< those that are no part of the address, sorted by name
    QString host; ///< "metrics.psdb.cloud"; for people
    QDateTime expiresAt; ///< UTC; invalid: not told
    Secret address; ///< the whole URL, encoded

    friend bool operator==(const ScrapeTarget &, const ScrapeTarget &) = default;
};

/// The branches of an organization that have metrics.
struct ScrapeTargets
{
    QList<ScrapeTarget> targets;
    int leftOut = 0; ///< entries without an address that may be used: no host, or plain http to another machine

    [[nodiscard]] const ScrapeTarget *find(const QString &branchId) const;
    friend bool operator==(const ScrapeTargets &, const ScrapeTargets &) = default;
};

/// Reads an answer of Prometheus HTTP service discovery. An error quotes nothing of it: it is full of secrets.
Result<ScrapeTargets> decodeScrapeTargets(const QByteArray &body);

namespace storage {
/// GET /organizations/{organization}/metrics. Only service tokens with read_metrics_endpoints may; pages:
/// integrations/prometheus, monitoring/prometheus-postgres.
Request<ScrapeTargets> scrapeTargets(const OrganizationRef &organization);
} // namespace storage

} // namespace orrery::api
