// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/credentials.h"

#include "api/simulator/world.h"

#include <QRandomGenerator>

#include <algorithm>

namespace orrery::simulator {

using namespace Qt::StringLiterals;

namespace {
constexpr Instant kTokenLife = 30 * kDay;
constexpr Instant kCodeLife = 10 * kMinute;

/// People and programs live in real time: a fast clock must not make a code stale before it can be used.
Instant inRealTime(World &world, Instant life)
{
    return static_cast<Instant>(static_cast<double>(life) * std::max(1.0, world.clock().timeScale()));
}

QSet<QString> toSet(const QStringList &list)
{
    return {list.cbegin(), list.cend()};
}
} // namespace

Credentials::Credentials(World &world) : m_world(world)
{
    auto demo = std::make_unique<OAuthApplication>();
    demo->id = u"appdemo00001"_s;
    demo->clientId = u"pscale_app_demo"_s;
    demo->clientSecret = u"pscale_app_secret_demo"_s;
    demo->name = u"Orrery"_s;
    demo->redirectUris = {u"http://127.0.0.1:7739/callback"_s, u"http://127.0.0.1:7740/callback"_s,
                          u"http://127.0.0.1:7741/callback"_s};
    demo->scopes = allScopes();
    demo->ownerOrganization = u"acme"_s;
    m_applications.push_back(std::move(demo));

    m_serviceTokens.append({u"demotoken001"_s, u"pscale_tkn_demo"_s, u"Demo token"_s, u"acme"_s, toSet(allAccesses()),
                            m_world.now() - 90 * kDay});
    m_serviceTokens.append({u"readtoken001"_s, u"pscale_tkn_read"_s, u"Read-only token"_s, u"acme"_s,
                            toSet(readAccesses()), m_world.now() - 60 * kDay});
}

QString Credentials::secret(const QString &prefix)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QString text = prefix;
    for (int i = 0; i < 40; ++i)
        text += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(62)]);
    return text;
}

Caller Credentials::identify(const QByteArray &authorization, QString *refusal) const
{
    Caller caller;
    const QString text = QString::fromLatin1(authorization).trimmed();
    *refusal = u"Unauthorized"_s;
    if (text.isEmpty())
        return caller;

    const auto fromOAuth = [&](const OAuthToken &token) {
        if (token.revoked || token.expiresAt <= m_world.now()) {
            *refusal = token.revoked ? u"The access token was revoked"_s : u"The access token expired"_s;
            return;
        }
        caller.kind = Caller::OAuth;
        caller.userId = token.userId;
        if (const User *user = m_world.user(token.userId))
            caller.actor = user->actor();
        caller.rights = toSet(token.scopes);
        caller.organizations = token.organizations;
        caller.key = u"oauth:"_s + token.id;
    };

    if (text.startsWith("Bearer "_L1, Qt::CaseInsensitive)) {
        const QString value = text.mid(7).trimmed();
        for (const auto &token : m_tokens) {
            if (token->accessToken == value)
                fromOAuth(*token);
        }
        return caller;
    }
    // Collectors of metrics are told to send "token ID:TOKEN".
    const QString pair = text.startsWith("token "_L1) ? text.mid(6).trimmed() : text;
    const QString id = pair.section(u':', 0, 0);
    const QString value = pair.section(u':', 1);
    for (const ServiceToken &token : m_serviceTokens) {
        if (token.id != id || token.secret != value)
            continue;
        caller.kind = Caller::ServiceToken;
        caller.actor = {token.id, token.name, u"https://app.planetscale.com/gravatar-fallback.png"_s,
                        u"ServiceToken"_s};
        caller.rights = token.accesses;
        caller.organizations = {token.organization};
        caller.key = u"token:"_s + token.id;
        return caller;
    }
    for (const auto &token : m_tokens) {
        if (token->id == id && token->accessToken == value)
            fromOAuth(*token);
    }
    return caller;
}

OAuthApplication *Credentials::application(const QString &clientId)
{
    for (const auto &candidate : m_applications) {
        if (candidate->clientId == clientId)
            return candidate.get();
    }
    return nullptr;
}

OAuthApplication *Credentials::applicationById(const QString &id)
{
    for (const auto &candidate : m_applications) {
        if (candidate->id == id)
            return candidate.get();
    }
    return nullptr;
}

OAuthApplication &Credentials::registerApplication(const QString &name, const QStringList &redirectUris)
{
    auto application = std::make_unique<OAuthApplication>();
    application->id = m_world.newId();
    application->clientId = u"pscale_app_"_s + m_world.newId();
    application->clientSecret = secret(u"pscale_app_secret_"_s);
    application->name = name;
    application->redirectUris = redirectUris;
    application->scopes = allScopes();
    m_applications.push_back(std::move(application));
    return *m_applications.back();
}

OAuthGrant &Credentials::grant(const OAuthApplication &application, const QString &redirectUri,
                               const QStringList &scopes, const QStringList &organizations)
{
    OAuthGrant grant;
    grant.code = secret(u"pscale_code_"_s);
    grant.clientId = application.clientId;
    grant.redirectUri = redirectUri;
    grant.scopes = scopes;
    grant.organizations = organizations;
    grant.userId = m_world.signedIn ? m_world.signedIn->id : QString();
    grant.expiresAt = m_world.now() + inRealTime(m_world, kCodeLife);
    m_grants.append(grant);
    return m_grants.last();
}

OAuthGrant Credentials::takeGrant(const QString &code)
{
    for (qsizetype i = 0; i < m_grants.size(); ++i) {
        if (m_grants.at(i).code == code)
            return m_grants.takeAt(i);
    }
    return {};
}

OAuthToken &Credentials::issue(const QString &clientId, const QStringList &scopes, const QStringList &organizations,
                               const QString &userId)
{
    auto token = std::make_unique<OAuthToken>();
    token->id = m_world.newId();
    token->accessToken = secret(u"pscale_oauth_"_s);
    token->refreshToken = secret(u"pscale_oauth_refresh_"_s);
    token->clientId = clientId;
    token->scopes = scopes;
    token->organizations = organizations;
    token->userId = userId;
    token->createdAt = m_world.now();
    token->expiresAt = m_world.now() + inRealTime(m_world, kTokenLife);
    m_tokens.push_back(std::move(token));
    return *m_tokens.back();
}

OAuthToken *Credentials::byAccessToken(const QString &value)
{
    for (const auto &token : m_tokens) {
        if (token->accessToken == value)
            return token.get();
    }
    return nullptr;
}

OAuthToken *Credentials::byRefreshToken(const QString &value)
{
    for (const auto &token : m_tokens) {
        if (token->refreshToken == value)
            return token.get();
    }
    return nullptr;
}

DeviceGrant &Credentials::startDevice(const OAuthApplication &application, const QStringList &scopes)
{
    auto device = std::make_unique<DeviceGrant>();
    device->deviceCode = secret(u"pscale_device_"_s);
    device->userCode = m_world.newId().left(8).toUpper();
    device->clientId = application.clientId;
    device->scopes = scopes;
    device->userId = m_world.signedIn ? m_world.signedIn->id : QString();
    device->expiresAt = m_world.now() + inRealTime(m_world, kCodeLife);
    m_devices.push_back(std::move(device));
    return *m_devices.back();
}

DeviceGrant *Credentials::device(const QString &deviceCode)
{
    for (const auto &candidate : m_devices) {
        if (candidate->deviceCode == deviceCode)
            return candidate.get();
    }
    return nullptr;
}

DeviceGrant *Credentials::deviceByUserCode(const QString &userCode)
{
    for (const auto &candidate : m_devices) {
        if (candidate->userCode == userCode.toUpper())
            return candidate.get();
    }
    return nullptr;
}

void Credentials::forgetDevice(const QString &deviceCode)
{
    std::erase_if(m_devices, [&](const auto &candidate) { return candidate->deviceCode == deviceCode; });
}

const ServiceToken *Credentials::serviceToken(const QString &id) const
{
    for (const ServiceToken &token : m_serviceTokens) {
        if (token.id == id)
            return &token;
    }
    return nullptr;
}

void Credentials::expireAccessTokens()
{
    for (const auto &token : m_tokens)
        token->expiresAt = m_world.now();
}

void Credentials::revokeAll()
{
    for (const auto &token : m_tokens) {
        token->revoked = true;
        token->refreshRevoked = true;
    }
}

namespace {
struct ScopeText
{
    const char *name;
    const char *text;
};
constexpr ScopeText kScopes[] = {
    {"read_user", "Read your profile"},
    {"write_user", "Change your profile"},
    {"read_organizations", "List your organizations"},
    {"write_organization", "Change organization settings"},
    {"read_organization", "Read organization settings"},
    {"read_invoices", "Read invoices"},
    {"delete_organization", "Delete the organization"},
    {"read_databases", "Read all databases"},
    {"create_databases", "Create databases"},
    {"write_databases", "Change all databases"},
    {"delete_databases", "Delete databases"},
    {"read_database", "Read a database"},
    {"write_database", "Change a database"},
    {"delete_database", "Delete a database"},
    {"write_members", "Change members"},
    {"read_members", "Read members"},
    {"delete_members", "Remove members"},
    {"read_branches", "Read branches and their schema"},
    {"write_branches", "Create and change branches"},
    {"delete_branches", "Delete branches"},
    {"promote_branches", "Promote branches to production"},
    {"demote_branches", "Demote production branches"},
    {"delete_production_branches", "Delete production branches"},
    {"write_branch", "Change a branch"},
    {"read_branch", "Read a branch"},
    {"delete_branch", "Delete a branch"},
    {"manage_passwords", "Manage branch passwords"},
    {"manage_production_branch_passwords", "Manage passwords of production branches"},
    {"write_deploy_requests", "Open and change deploy requests"},
    {"read_deploy_requests", "Read deploy requests"},
    {"deploy_deploy_requests", "Deploy deploy requests"},
    {"approve_deploy_requests", "Approve deploy requests"},
    {"write_comments", "Comment on deploy requests"},
    {"read_comments", "Read comments on deploy requests"},
    {"write_backups", "Create and change backups"},
    {"read_backups", "Read backups"},
    {"delete_backups", "Delete backups"},
    {"delete_production_branch_backups", "Delete backups of production branches"},
    {"restore_backups", "Restore backups to new branches"},
    {"restore_production_branch_backups", "Restore backups of production branches"},
    {"read_audit_logs", "Read the audit log"},
};
constexpr const char *kAccesses[] = {
    "read_organization",
    "read_database",
    "write_database",
    "create_databases",
    "delete_database",
    "read_branch",
    "create_branch",
    "delete_branch",
    "delete_production_branch",
    "promote_branches",
    "demote_branches",
    "connect_branch",
    "connect_production_branch",
    "read_deploy_request",
    "create_deploy_request",
    "approve_deploy_request",
    "review_deploy_request",
    "read_comment",
    "create_comment",
    "read_backups",
    "write_backups",
    "delete_backups",
    "delete_production_branch_backups",
    "restore_backup",
    "restore_production_branch_backup",
    "read_audit_logs",
    "write_oauth_tokens",
    "read_metrics_endpoints",
    "read_service_tokens",
};
} // namespace

QStringList allScopes()
{
    QStringList names;
    for (const ScopeText &scope : kScopes)
        names += QString::fromLatin1(scope.name);
    return names;
}

QString scopeDescription(const QString &scope)
{
    for (const ScopeText &known : kScopes) {
        if (scope == QLatin1String(known.name))
            return QString::fromLatin1(known.text);
    }
    return scope;
}

QStringList allAccesses()
{
    QStringList names;
    for (const char *access : kAccesses)
        names += QString::fromLatin1(access);
    return names;
}

QStringList readAccesses()
{
    QStringList names;
    for (const QString &access : allAccesses()) {
        if (access.startsWith("read_"_L1))
            names += access;
    }
    return names;
}

} // namespace orrery::simulator
