// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/session.h"

#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>

namespace orrery::api {

Q_LOGGING_CATEGORY(sessionLog, "orrery.api.auth.session", QtInfoMsg)

namespace {
using std::chrono::milliseconds;
constexpr milliseconds longestTimer{30 * 60'000}; // re-read the clock now and then: a laptop sleeps
constexpr milliseconds betweenRenewals{30'000};
constexpr milliseconds afterFailedRenewal{60'000};

bool containsWord(std::string_view words, const QStringList &granted)
{
    const QStringList wanted =
        QString::fromLatin1(words.data(), qsizetype(words.size())).split(u' ', Qt::SkipEmptyParts);
    return std::any_of(wanted.cbegin(), wanted.cend(),
                       [&granted](const QString &scope) { return granted.contains(scope); });
}
} // namespace

Session::Session(AccountInfo account, SecretStore *store, QNetworkAccessManager *network, const Clock *clock,
                 QObject *parent)
    : Credentials(parent), m_account(std::move(account)), m_store(store), m_network(network), m_clock(clock),
      m_renewal(new QTimer(this)), m_writer(store)
{
    m_client.id = m_account.clientId;
    m_client.registered = m_account.clientRegistered;
    if (m_account.usesOrganizationEndpoint()) {
        m_client.organizationEndpoint =
            OrganizationTokenEndpoint{.organization = m_account.ownerOrganization,
                                      .applicationId = m_account.ownerApplicationId,
                                      .ownerToken = {.id = m_account.ownerTokenId, .token = {}}};
    }
    m_renewal->setSingleShot(true);
    connect(m_renewal, &QTimer::timeout, this, [this] {
        if (m_clock->now().msecsTo(m_account.expiresAt) <= m_renewAhead.count())
            refresh();
        else
            scheduleRenewal(milliseconds(0));
    });
    connect(&m_writer, &SecretWriter::finished, this, [this](const std::optional<SecretError> &error) {
        if (error)
            qCWarning(sessionLog, "the sign-in could not be kept (kind %d)", int(error->kind));
        Q_EMIT stored(error);
    });
    // Also ApiClient says so, when the service refuses a token that was just renewed. A refused service token leaves the
    // OAuth sign-in beside it, and the tokens of other organizations, as they are.
    connect(this, &Credentials::rejected, this, [this](const QByteArray &authorization) {
        const bool isWholeSignIn = hasOAuth() ? authorization == m_grant.authorization() : m_serviceTokens.size() <= 1;
        if (m_state == State::Ready && isWholeSignIn)
            setState(State::Rejected);
    });
}

Session::~Session() = default;

void Session::setState(State state)
{
    if (m_state == state)
        return;
    const bool wasReady = isReady();
    m_state = state;
    const QPointer<Session> alive(this);
    Q_EMIT stateChanged(state);
    if (alive && !wasReady && isReady())
        Q_EMIT ready();
}

void Session::setLabel(const QString &label)
{
    if (m_account.label == label)
        return;
    m_account.label = label;
    Q_EMIT accountChanged(m_account);
}

void Session::setAppearance(const QString &name, const QString &color)
{
    if (m_account.name == name && m_account.color == color)
        return;
    m_account.name = name;
    m_account.color = color;
    Q_EMIT accountChanged(m_account);
}

void Session::setReadOnly(bool readOnly)
{
    if (m_account.readOnly == readOnly)
        return;
    m_account.readOnly = readOnly;
    Q_EMIT accountChanged(m_account);
}

// --- signing requests

bool Session::hasServiceToken(const QString &organization) const
{
    return m_serviceTokens.contains(organization) || m_serviceTokens.contains(QString());
}

QString Session::serviceTokenOf(const QByteArray &authorization) const
{
    const auto found = std::find_if(m_serviceTokens.cbegin(), m_serviceTokens.cend(),
                                    [&](const ServiceToken &token) { return token.authorization() == authorization; });
    return found == m_serviceTokens.cend() ? QString() : found->id;
}

QByteArray Session::serviceAuthorizationFor(const QString &organization) const
{
    for (const QString &name : {organization, QString()}) {
        const auto found = m_serviceTokens.constFind(name);
        if (found != m_serviceTokens.cend())
            return found->authorization();
    }
    // Requests without an organization (the list of organizations): any token is as good.
    if (organization.isEmpty() && !m_account.serviceTokens.isEmpty())
        return m_serviceTokens.value(m_account.serviceTokens.first().organization).authorization();
    return {};
}

// False only when the service told the granted scopes and none of those that open the operation is among them.
bool Session::scopeAllows(const Endpoint &endpoint) const
{
    const QStringList &granted = m_account.scope;
    return granted.isEmpty() || containsWord(endpoint.scopes.user, granted)
        || containsWord(endpoint.scopes.organization, granted) || containsWord(endpoint.scopes.database, granted)
        || containsWord(endpoint.scopes.branch, granted);
}

bool Session::mayOpen(const RequestData &request) const
{
    const Endpoint &endpoint = *request.endpoint;
    if (endpoint.scopes.empty() && endpoint.accesses.empty())
        return true; // the reference names nothing
    const QString organization = request.organization();
    const bool hasToken =
        std::any_of(m_account.serviceTokens.cbegin(), m_account.serviceTokens.cend(), [&](const auto &token) {
            return organization.isEmpty() || token.organization.isEmpty() || token.organization == organization;
        });
    if (hasToken && !endpoint.accesses.empty())
        return true;
    return m_account.kind == AccountInfo::Kind::OAuth && !endpoint.scopes.empty() && scopeAllows(endpoint);
}

QByteArray Session::authorizationFor(const RequestData &request) const
{
    if (m_state == State::SigningOut || m_state == State::SignedOut)
        return {};
    const QByteArray oauth = m_grant.authorization();
    const QByteArray service = serviceAuthorizationFor(request.organization());
    if (oauth.isEmpty() || service.isEmpty())
        return oauth.isEmpty() ? service : oauth;
    const Endpoint &endpoint = *request.endpoint;
    const bool onlyService = endpoint.scopes.empty() && !endpoint.accesses.empty();
    const bool serviceIsBetter = !endpoint.scopes.empty() && !endpoint.accesses.empty() && !scopeAllows(endpoint);
    return onlyService || serviceIsBetter ? service : oauth;
}

bool Session::canRefresh(const QByteArray &authorization) const
{
    return !authorization.isEmpty() && authorization == m_grant.authorization() && !m_grant.refreshToken.isEmpty();
}

// --- reading the secret store

void Session::readSecret(SecretRole role, const QString &organization, std::function<void(const Secret &)> use)
{
    ++m_reads;
    m_store->read(secretEntry(m_account, role, organization), this,
                  [this, role, use = std::move(use)](const SecretStore::ReadResult &result) {
                      if (result)
                          use(*result);
                      // Not every service gives refresh tokens, and a device sign-in has no client secret.
                      const bool optional = role == SecretRole::RefreshToken || role == SecretRole::ClientSecret;
                      const bool missing = !result && result.error().kind == SecretError::Kind::Missing;
                      if (!result && !m_readError && !(optional && missing))
                          m_readError = result.error();
                      if (--m_reads == 0)
                          restoreEnded();
                  });
}

void Session::restore()
{
    if (m_reads > 0 || m_state == State::SigningOut || m_state == State::SignedOut)
        return;
    setState(State::Restoring);
    m_readError.reset();
    ++m_reads; // this function itself, so that an account without secrets ends too
    const quint64 generation = m_generation;
    // A sign-in that finishes meanwhile is newer than anything in the store.
    const auto unlessReplaced = [this, generation](auto use) {
        return [this, generation, use](const Secret &secret) {
            if (m_generation == generation)
                use(secret);
        };
    };
    if (m_account.kind == AccountInfo::Kind::OAuth) {
        readSecret(SecretRole::AccessToken, {},
                   unlessReplaced([this](const Secret &secret) { m_grant.setStored(secret); }));
        readSecret(SecretRole::RefreshToken, {},
                   unlessReplaced([this](const Secret &secret) { m_grant.refreshToken = secret; }));
        readSecret(SecretRole::ClientSecret, {},
                   unlessReplaced([this](const Secret &secret) { m_client.secret = secret; }));
        if (m_client.organizationEndpoint) {
            readSecret(SecretRole::OwnerToken, {}, unlessReplaced([this](const Secret &secret) {
                           m_client.organizationEndpoint->ownerToken.token = secret;
                       }));
        }
    }
    const QList<AccountInfo::TokenRef> tokens = m_account.serviceTokens;
    for (const AccountInfo::TokenRef &token : tokens) {
        readSecret(SecretRole::ServiceToken, token.organization, [this, token](const Secret &secret) {
            m_serviceTokens.insert(token.organization, {.id = token.id, .token = secret});
        });
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (--m_reads == 0)
                restoreEnded();
        },
        Qt::QueuedConnection);
}

void Session::expectSignIn(bool expected)
{
    if (expected && m_state == State::Empty)
        setState(State::Restoring);
    else if (!expected && m_state == State::Restoring && m_reads == 0)
        setState(State::Empty);
}

void Session::restoreEnded()
{
    if (m_state != State::Restoring)
        return;
    if (!hasOAuth() && !m_grant.refreshToken.isEmpty() && !std::exchange(m_restoredByRefresh, true)) {
        // The access token was lost, but can be had again; requests wait for it.
        refresh();
        return;
    }
    if (std::exchange(m_restoredByRefresh, false) && hasOAuth())
        m_readError.reset();
    setState(hasOAuth() || !m_serviceTokens.isEmpty() ? State::Ready : State::Empty);
    scheduleRenewal(milliseconds(0));
    Q_EMIT restored(m_readError);
}

// --- taking over and keeping

void Session::adopt(SignInGrant grant)
{
    ++m_generation;
    m_client = std::move(grant.client);
    m_grant = std::move(grant.tokens);
    m_account.clientId = m_client.id;
    m_account.clientRegistered = m_client.registered;
    const OrganizationTokenEndpoint owner = m_client.organizationEndpoint.value_or(OrganizationTokenEndpoint());
    m_account.ownerOrganization = owner.organization;
    m_account.ownerApplicationId = owner.applicationId;
    m_account.ownerTokenId = owner.ownerToken.id;
    m_account.kind = AccountInfo::Kind::OAuth;
    m_account.scope = m_grant.scope;
    m_account.expiresAt = m_grant.expiresAt;
    keep(SecretRole::RefreshToken, m_grant.refreshToken);
    keep(SecretRole::AccessToken, m_grant.stored());
    keep(SecretRole::ClientSecret, m_client.secret);
    if (m_client.organizationEndpoint)
        keep(SecretRole::OwnerToken, owner.ownerToken.token);
    setState(State::Ready);
    scheduleRenewal(betweenRenewals);
    Q_EMIT accountChanged(m_account);
}

void Session::setServiceToken(const QString &organization, const ServiceToken &token)
{
    m_serviceTokens.insert(organization, token);
    m_account.serviceTokens.removeIf(
        [&](const AccountInfo::TokenRef &known) { return known.organization == organization; });
    m_account.serviceTokens.append({organization, token.id});
    keep(SecretRole::ServiceToken, token.token, organization);
    setState(State::Ready);
    Q_EMIT accountChanged(m_account);
}

void Session::removeServiceToken(const QString &organization)
{
    m_serviceTokens.remove(organization);
    m_account.serviceTokens.removeIf(
        [&](const AccountInfo::TokenRef &known) { return known.organization == organization; });
    keep(SecretRole::ServiceToken, {}, organization); // an empty one removes the entry
    Q_EMIT accountChanged(m_account);
}

void Session::keep(SecretRole role, const Secret &secret, const QString &organization)
{
    m_writer.write(secretEntry(m_account, role, organization), secret);
}

// --- renewing

void Session::scheduleRenewal(milliseconds notBefore)
{
    m_renewal->stop();
    if (m_state != State::Ready || m_grant.refreshToken.isEmpty() || !m_account.expiresAt.isValid())
        return;
    const milliseconds left(m_clock->now().msecsTo(m_account.expiresAt));
    if (notBefore == betweenRenewals)
        m_renewAhead = std::min<milliseconds>(renewAhead, left / 10);
    m_renewal->start(std::clamp<milliseconds>(left - m_renewAhead, notBefore, longestTimer));
}

void Session::refresh()
{
    if (std::exchange(m_refreshing, true))
        return;
    if (m_grant.refreshToken.isEmpty() || m_state == State::SigningOut || m_state == State::SignedOut) {
        QMetaObject::invokeMethod(
            this, [this] { endRefresh(false); }, Qt::QueuedConnection);
        return;
    }
    m_renewal->stop();
    TokenCall::send(m_network, token_requests::refresh(m_account.hosts, m_client, m_grant.refreshToken), this, {},
                    [this, generation = m_generation, used = m_grant.refreshToken](const TokenAnswer &answer) {
                        onRefreshAnswer(answer, generation, used);
                    });
}

void Session::onRefreshAnswer(const TokenAnswer &answer, quint64 generation, const Secret &used)
{
    if (m_state == State::SigningOut || m_state == State::SignedOut) {
        endRefresh(false);
        return;
    }
    if (generation != m_generation) {
        // Signed in anew meanwhile: those tokens are the ones to use.
        endRefresh(true);
        return;
    }
    auto renewed = token_answers::readGrant(answer, m_clock->now());
    if (!renewed) {
        const SignInError error = renewed.error();
        qCInfo(sessionLog, "renewing failed (kind %d)", int(error.kind));
        if (error.kind == SignInError::Kind::InvalidGrant) {
            onInvalidGrant(error, used, generation);
        } else if (error.kind == SignInError::Kind::InvalidClient || error.kind == SignInError::Kind::Refused) {
            // Asking again gives the same answer. The refresh token stays: it may work with the right client secret, or
            // with the right service token at the organization token endpoint.
            refreshFailedForGood(error);
        } else {
            scheduleRenewal(afterFailedRenewal);
            const QPointer<Session> alive(this);
            Q_EMIT refreshFailed(error);
            if (alive)
                endRefresh(false);
        }
        return;
    }
    ++m_generation;
    if (renewed->refreshToken.isEmpty())
        renewed->refreshToken = used;
    if (renewed->scope.isEmpty())
        renewed->scope = m_account.scope;
    m_grant = std::move(*renewed);
    m_account.scope = m_grant.scope;
    m_account.expiresAt = m_grant.expiresAt;
    if (m_state != State::Restoring)
        setState(State::Ready);
    scheduleRenewal(betweenRenewals);
    keepRefreshed(used);
    const QPointer<Session> alive(this);
    Q_EMIT accountChanged(m_account);
    if (alive)
        endRefresh(true);
}

// Only what is still the token we renewed is replaced: another Orrery, or a newer sign-in, may have put its own there.
void Session::keepRefreshed(const Secret &replaced)
{
    m_store->read(secretEntry(m_account, SecretRole::RefreshToken), this,
                  [this, replaced, generation = m_generation](const SecretStore::ReadResult &current) {
                      if (generation != m_generation || (current && !(*current == replaced)))
                          return;
                      keep(SecretRole::RefreshToken, m_grant.refreshToken);
                      keep(SecretRole::AccessToken, m_grant.stored());
                  });
}

// Refused for good, unless another Orrery of this person renewed first: then its tokens are in the store.
void Session::onInvalidGrant(const SignInError &error, const Secret &used, quint64 generation)
{
    m_store->read(secretEntry(m_account, SecretRole::RefreshToken), this,
                  [this, error, used, generation](const SecretStore::ReadResult &refreshToken) {
                      const bool replacedElsewhere =
                          refreshToken && !refreshToken->isEmpty() && !(*refreshToken == used);
                      m_store->read(secretEntry(m_account, SecretRole::AccessToken), this,
                                    [=, this, kept = refreshToken.value_or(Secret())](
                                        const SecretStore::ReadResult &accessToken) {
                                        if (generation != m_generation) {
                                            endRefresh(true);
                                            return;
                                        }
                                        if (replacedElsewhere && accessToken && !(*accessToken == m_grant.stored())) {
                                            ++m_generation;
                                            m_grant.setStored(*accessToken);
                                            m_grant.refreshToken = kept;
                                            m_account.expiresAt = QDateTime();
                                            m_grant.expiresAt = QDateTime();
                                            const QPointer<Session> alive(this);
                                            Q_EMIT accountChanged(m_account);
                                            if (alive)
                                                endRefresh(true);
                                            return;
                                        }
                                        m_grant.refreshToken = Secret();
                                        keep(SecretRole::RefreshToken, Secret());
                                        refreshFailedForGood(error);
                                    });
                  });
}

void Session::refreshFailedForGood(const SignInError &error)
{
    m_renewal->stop();
    const QPointer<Session> alive(this);
    Q_EMIT refreshFailed(error);
    if (alive)
        endRefresh(false);
    if (alive)
        Q_EMIT rejected(m_grant.authorization());
}

void Session::endRefresh(bool succeeded)
{
    m_refreshing = false;
    if (m_restoredByRefresh)
        restoreEnded();
    Q_EMIT refreshed(succeeded);
}

// --- signing out

void Session::signOut()
{
    if (m_state == State::SigningOut || m_state == State::SignedOut)
        return;
    m_renewal->stop();
    m_writer.clear();
    auto *signOut = new SignOut(m_account, m_client, m_grant, m_store, m_network, this);
    connect(signOut, &SignOut::progress, this, &Session::signOutProgress);
    connect(signOut, &SignOut::finished, this, [this, signOut](const QList<SignOutStep> &receipt) {
        signOut->deleteLater();
        ++m_generation;
        m_grant = TokenGrant();
        m_client = OAuthClient();
        m_serviceTokens.clear();
        setState(State::SignedOut);
        Q_EMIT signedOut(receipt);
    });
    setState(State::SigningOut);
}

} // namespace orrery::api
