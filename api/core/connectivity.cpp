// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/connectivity.h"

#include <QNetworkInformation>

namespace orrery::api {

void Connectivity::followSystem()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    const QNetworkInformation *network = QNetworkInformation::instance();
    // Only "disconnected" is certain; "local" and "site" may well reach the service through a proxy.
    const auto follow = [this](QNetworkInformation::Reachability reach) {
        setOnline(reach != QNetworkInformation::Reachability::Disconnected);
    };
    connect(network, &QNetworkInformation::reachabilityChanged, this, follow);
    follow(network->reachability());
}

void Connectivity::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    Q_EMIT onlineChanged(online);
}

} // namespace orrery::api
