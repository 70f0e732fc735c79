// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/token_endpoint.h"

#include <QObject>

namespace orrery::api {

/// Asks PlanetScale whether a service token works, before it is kept: lists the organizations it sees, or reads the one it
/// is said to belong to (a token without read_organization cannot list any). Ends with finished(), then deletes itself.
class ServiceTokenProbe final : public QObject
{
    Q_OBJECT
public:
    /// `organization` may be empty.
    ServiceTokenProbe(QNetworkAccessManager *network, const Hosts &hosts, const ServiceToken &token,
                      const QString &organization, QObject *parent = nullptr, TokenCall::Limits limits = {});

    /// Valid in finished(): the organizations' names, or why not. NotPermitted means: wrong token, or right token without
    /// the access; the service answers 404 to both.
    [[nodiscard]] const SignInResult<QStringList> &result() const { return m_result; }

Q_SIGNALS:
    void finished();

private:
    SignInResult<QStringList> m_result = tl::unexpected(SignInError());
};

} // namespace orrery::api
