// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/entities.h"

#include <QHash>
#include <QSet>

namespace orrery::simulator {

class World;

/// Who sent a request.
struct Caller
{
    enum Kind { Nobody, OAuth, ServiceToken } kind = Nobody;
    Actor actor;
    QString key; ///< what the rate limit counts by; never the secret
    QSet<QString> rights; ///< OAuth scopes or service-token accesses
    QStringList organizations; ///< names; empty for OAuth = all of the user's
    QString userId; ///< OAuth: on whose behalf
};

struct ServiceToken
{
    QString id;
    QString secret;
    QString name;
    QString organization;
    QSet<QString> accesses;
    Instant createdAt = 0;
};

/// An application that may ask people for permission.
struct OAuthApplication
{
    QString id;
    QString clientId;
    QString clientSecret;
    QString name;
    QStringList redirectUris;
    QStringList scopes; ///< what is ticked on the application
    QString ownerOrganization;
};

/// A code that was given out and may be exchanged once.
struct OAuthGrant
{
    QString code;
    QString clientId;
    QString redirectUri;
    QStringList scopes;
    QStringList organizations;
    QString userId;
    QString challenge;
    QString challengeMethod;
    Instant expiresAt = 0;
};

struct OAuthToken
{
    QString id; ///< the ServiceToken id the older endpoint gives out; the Authorization header is then "id:token"
    QString accessToken;
    QString refreshToken;
    QString clientId;
    QStringList scopes;
    QStringList organizations;
    QString userId;
    Instant createdAt = 0;
    Instant expiresAt = 0;
    bool revoked = false;
    bool refreshRevoked = false;
};

struct DeviceGrant
{
    QString deviceCode;
    QString userCode;
    QString clientId;
    QStringList scopes;
    QStringList organizations;
    QString userId;
    enum { Waiting, Allowed, Denied } state = Waiting;
    Instant expiresAt = 0;
};

/// All credentials the simulated service knows.
class Credentials
{
public:
    explicit Credentials(World &world);

    /// The caller behind an Authorization header; Nobody when it names nothing valid.
    /// `refusal` then says why, in the service's words.
    Caller identify(const QByteArray &authorization, QString *refusal) const;

    OAuthApplication *application(const QString &clientId);
    OAuthApplication *applicationById(const QString &id);
    OAuthApplication &registerApplication(const QString &name, const QStringList &redirectUris);

    OAuthGrant &grant(const OAuthApplication &application, const QString &redirectUri, const QStringList &scopes,
                      const QStringList &organizations);
    /// Removes the grant and returns it; its code is empty when there was none. A code works once.
    OAuthGrant takeGrant(const QString &code);
    OAuthToken &issue(const QString &clientId, const QStringList &scopes, const QStringList &organizations,
                      const QString &userId);
    OAuthToken *byAccessToken(const QString &value);
    OAuthToken *byRefreshToken(const QString &value);
    DeviceGrant &startDevice(const OAuthApplication &application, const QStringList &scopes);
    DeviceGrant *device(const QString &deviceCode);
    DeviceGrant *deviceByUserCode(const QString &userCode);
    void forgetDevice(const QString &deviceCode);

    void addServiceToken(const ServiceToken &token) { m_serviceTokens.append(token); }
    const ServiceToken *serviceToken(const QString &id) const;
    /// Ends the life of every access token (refresh tokens stay): a test's way into the middle of a session.
    void expireAccessTokens();
    /// Ends everything, refresh tokens too.
    void revokeAll();

private:
    QString secret(const QString &prefix);

    World &m_world;
    QList<ServiceToken> m_serviceTokens;
    std::vector<std::unique_ptr<OAuthApplication>> m_applications;
    QList<OAuthGrant> m_grants;
    std::vector<std::unique_ptr<OAuthToken>> m_tokens;
    std::vector<std::unique_ptr<DeviceGrant>> m_devices;
};

/// Every OAuth scope of the docs page "oauth-access-scopes".
QStringList allScopes();
/// What a scope allows, in a few words.
QString scopeDescription(const QString &scope);
/// Every service-token access the operations of this simulator ask for.
QStringList allAccesses();
QStringList readAccesses();

} // namespace orrery::simulator
