// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/hosts.h"

#include <QHostAddress>

namespace orrery::api {

namespace {
bool sameHost(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port() == b.port();
}
} // namespace

bool Hosts::isPlanetScale() const
{
    const Hosts own;
    return sameHost(api, own.api) && sameHost(auth, own.auth) && sameHost(app, own.app)
        && sameHost(metrics, own.metrics);
}

Hosts Hosts::allAt(const QUrl &base)
{
    return {.api = base, .auth = base, .app = base, .metrics = base};
}

bool isLoopbackHost(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

bool isProtectedAddress(const QUrl &url)
{
    const bool secure =
        url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopbackHost(url.host()));
    return secure && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace orrery::api
