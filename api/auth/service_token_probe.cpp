// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/service_token_probe.h"

namespace orrery::api {

ServiceTokenProbe::ServiceTokenProbe(QNetworkAccessManager *network, const Hosts &hosts, const ServiceToken &token,
                                     const QString &organization, QObject *parent, TokenCall::Limits limits)
    : QObject(parent)
{
    TokenCall::send(network, token_requests::probe(hosts, token, organization), this, limits,
                    [this](const TokenAnswer &answer) {
                        m_result = token_answers::readProbe(answer);
                        deleteLater();
                        Q_EMIT finished();
                    });
}

} // namespace orrery::api
