// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/accounts.h"

#include "models/access/current_user.h"
#include "models/auth/auth_text.h"
#include "models/core/reachability.h"
#include "models/core/text.h"
#include "models/organizations/organization_grants.h"
#include "models/organizations/organization_list.h"

#include <QHostAddress>

#include <algorithm>

namespace orrery::models {

// Destroyed in reverse order: workspace (its stores abort their requests) before client before session.
struct Accounts::Account
{
    std::unique_ptr<api::Session> session;
    std::unique_ptr<api::ApiClient> client;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<Reachability> reachability;
    std::optional<ErrorText> problem;
    bool isKept = true; ///< the keychain took all of the sign-in
};

Accounts::Accounts(Services services, QObject *parent) : QObject(parent), m_services(services)
{
    connect(m_services.registry, &api::AccountRegistry::problem, this,
            [this](const api::RegistryProblem &problem) { Q_EMIT notice(describeRegistryProblem(problem)); });
    connect(m_services.keychain, &api::SecretStore::becameAvailable, this, [this]() {
        for (const auto &account : m_accounts) {
            if (account->problem && account->session->state() != api::Session::State::Rejected)
                account->session->restore();
        }
    });
    connect(m_services.keychain, &api::SecretStore::waiting, this, &Accounts::keychainWaiting);
}

Accounts::~Accounts() = default;

void Accounts::restore()
{
    connect(m_services.registry, &api::AccountRegistry::loaded, this, [this]() {
        for (const api::AccountInfo &info : m_services.registry->accounts())
            open(info)->session->restore();
        Q_EMIT restored();
    });
    m_services.registry->load();
}

QList<Workspace *> Accounts::workspaces() const
{
    QList<Workspace *> result;
    for (const auto &account : m_accounts)
        result.append(account->workspace.get());
    return result;
}

Workspace *Accounts::workspace(const QString &account) const
{
    if (account.isEmpty())
        return m_accounts.empty() ? nullptr : m_accounts.front()->workspace.get();
    const Account *found = find(account);
    return found ? found->workspace.get() : nullptr;
}

bool Accounts::mayAsk(const QString &account, const api::RequestData &request) const
{
    const Workspace *known = workspace(account);
    const Account *found = known ? find(known->facts().id) : nullptr;
    return found && found->session->mayOpen(request);
}

const api::Session *Accounts::session(const QString &account) const
{
    const Account *found = find(account);
    return found ? found->session.get() : nullptr;
}

bool Accounts::isReachable(const QString &account) const
{
    const Account *found = find(account);
    return !found || found->reachability->isReachable();
}

std::optional<ErrorText> Accounts::problem(const QString &account) const
{
    const Account *found = find(account);
    return found ? found->problem : std::nullopt;
}

Accounts::Account *Accounts::find(const QString &id) const
{
    const auto found = std::find_if(m_accounts.cbegin(), m_accounts.cend(),
                                    [&id](const auto &each) { return each->session->account().id == id; });
    return found == m_accounts.cend() ? nullptr : found->get();
}

namespace {
AccountFacts factsOf(const api::AccountInfo &info)
{
    AccountFacts facts;
    facts.id = info.id;
    facts.label = visibleText(info.name.isEmpty() ? info.label : info.name);
    facts.color = info.color;
    for (const api::AccountInfo::TokenRef &token : info.serviceTokens)
        facts.serviceTokens.insert(token.organization, token.id);
    facts.hasUser = info.kind == api::AccountInfo::Kind::OAuth;
    if (info.kind == api::AccountInfo::Kind::ServiceToken && !info.serviceTokens.isEmpty())
        facts.organization = info.serviceTokens.first().organization;
    if (!info.hosts.isPlanetScale())
        facts.hostNote = visibleText(
            info.hosts.api.host()
            + (info.hosts.api.port() > 0 ? QLatin1Char(':') + QString::number(info.hosts.api.port()) : QString()));
    facts.description = facts.hasUser ? Accounts::tr("%1, signed in with OAuth").arg(facts.label)
                                      : Accounts::tr("%1, signed in with a service token").arg(facts.label);
    if (!facts.hostNote.isEmpty())
        facts.description += QLatin1Char(' ') + Accounts::tr("at %1").arg(facts.hostNote);
    return facts;
}
} // namespace

Accounts::Account *Accounts::open(const api::AccountInfo &info)
{
    auto owned = std::make_unique<Account>();
    Account *account = owned.get();
    api::SecretStore *secrets = info.forThisRunOnly ? m_services.memory : m_services.keychain;
    account->session = std::make_unique<api::Session>(info, secrets, m_services.network, m_services.clock);
    api::ApiClient::Options options;
    options.hosts = info.hosts;
    options.readOnly = m_readOnlyRun || info.readOnly;
    account->client =
        std::make_unique<api::ApiClient>(m_services.network, account->session.get(), m_services.clock, options);
    // A service on this computer is there whatever the network does.
    const bool isRemote = !QHostAddress(info.hosts.api.host()).isLoopback();
    const StoreContext context{.client = account->client.get(),
                               .database = m_services.database,
                               .journal = m_services.journal,
                               .clock = m_services.clock,
                               .connectivity = isRemote ? m_services.connectivity : nullptr,
                               .services = m_services.services,
                               .account = info.id};
    account->workspace = std::make_unique<Workspace>(context, factsOf(info));
    account->reachability = std::make_unique<Reachability>(
        account->client.get(), m_services.clock,
        [workspace = account->workspace.get()]() { organizationList(workspace)->refresh(api::Priority::Background); });
    connect(account->reachability.get(), &Reachability::changed, this, [this, account, id = info.id](bool reachable) {
        if (reachable)
            account->workspace->lookAgain();
        Q_EMIT reachableChanged(id, reachable);
    });
    m_accounts.push_back(std::move(owned));

    api::Session *session = account->session.get();
    connect(session, &api::Session::accountChanged, this, [this, account](const api::AccountInfo &changed) {
        if (!changed.forThisRunOnly)
            m_services.registry->update(changed);
        updateFacts(account);
    });
    connect(session, &api::Session::restored, this, [this, account](const std::optional<api::SecretError> &error) {
        setProblem(account,
                   error ? std::optional<ErrorText>(describeSecretError(*error, SecretUse::Read)) : std::nullopt);
        if (!error)
            currentUser(account->workspace.get())->open();
    });
    connect(session, &api::Session::stored, this, [this, account](const std::optional<api::SecretError> &error) {
        const bool wasKept = std::exchange(account->isKept, !error);
        if (error)
            Q_EMIT notice(describeSecretError(*error, SecretUse::Keep));
        else if (!wasKept)
            Q_EMIT signInKept(account->workspace->facts().label);
    });
    connect(session, &api::Session::rejected, this, [this, account](const QByteArray &authorization) {
        const QString tokenId = account->session->serviceTokenOf(authorization);
        ErrorText text;
        text.title = tokenId.isEmpty()
            ? tr("The sign-in of %1 is no longer valid.").arg(account->workspace->facts().label)
            : tr("The service token %1 is no longer valid.").arg(visibleText(tokenId));
        text.cause = tokenId.isEmpty() ? tr("PlanetScale refused it: it has expired or was revoked.")
                                       : tr("PlanetScale refused it: it was deleted or its secret is another.");
        text.nextStep = tr("Sign in again; what is on screen stays readable.");
        text.remedy = ErrorRemedy::SignIn;
        setProblem(account, text);
    });
    connect(account->client.get(), &api::ApiClient::paused, this, [this, account](std::chrono::milliseconds wait) {
        Q_EMIT paused(account->workspace->facts().label, wait);
    });
    // People recognise their e-mail address, which only GET /user tells.
    connect(currentUser(account->workspace.get()), &Store::stateChanged, this, [account]() {
        const auto &user = currentUser(account->workspace.get())->value();
        if (!user)
            return;
        const QString label = user->email.isEmpty() ? user->displayName : user->email;
        if (!label.isEmpty() && label != account->session->account().label)
            account->session->setLabel(label);
    });
    Q_EMIT workspaceAdded(account->workspace.get());
    return account;
}

Workspace *Accounts::addOAuth(api::SignInGrant grant, const api::Hosts &hosts, bool forThisRunOnly,
                              const QString &replacing)
{
    if (Account *known = find(replacing)) {
        known->session->adopt(std::move(grant));
        setProblem(known, std::nullopt);
        currentUser(known->workspace.get())->open();
        organizationGrants(known->workspace.get())->forget();
        organizationList(known->workspace.get())->refresh();
        return known->workspace.get();
    }
    api::AccountInfo info =
        api::AccountInfo::create(api::AccountInfo::Kind::OAuth, tr("PlanetScale"), hosts, m_services.clock->now());
    info.forThisRunOnly = forThisRunOnly;
    if (!forThisRunOnly)
        info = m_services.registry->add(info);
    Account *account = open(info);
    account->session->adopt(std::move(grant));
    currentUser(account->workspace.get())->open();
    return account->workspace.get();
}

Workspace *Accounts::prepare(const QString &id, const QString &label, const api::Hosts &hosts)
{
    api::AccountInfo info =
        api::AccountInfo::create(api::AccountInfo::Kind::OAuth, label, hosts, m_services.clock->now());
    info.id = id;
    info.forThisRunOnly = true;
    Account *account = open(info);
    account->session->expectSignIn(true);
    return account->workspace.get();
}

void Accounts::abandon(const QString &id)
{
    if (Account *account = find(id))
        account->session->expectSignIn(false);
}

Workspace *Accounts::addServiceToken(const api::ServiceToken &token, const QStringList &organizations,
                                     const api::Hosts &hosts, bool forThisRunOnly)
{
    const QString label = organizations.isEmpty() ? token.id : organizations.first();
    api::AccountInfo info =
        api::AccountInfo::create(api::AccountInfo::Kind::ServiceToken, label, hosts, m_services.clock->now());
    info.forThisRunOnly = forThisRunOnly;
    if (!forThisRunOnly)
        info = m_services.registry->add(info);
    Account *account = open(info);
    for (const QString &organization : organizations)
        account->session->setServiceToken(organization, token);
    updateFacts(account);
    organizationList(account->workspace.get())->refresh();
    return account->workspace.get();
}

void Accounts::setAppearance(const QString &id, const QString &name, const QString &color)
{
    if (Account *account = find(id))
        account->session->setAppearance(name, color);
}

Workspace *Accounts::setServiceToken(const QString &id, const QString &organization, const api::ServiceToken &token)
{
    Account *account = find(id);
    if (!account)
        return nullptr;
    account->session->setServiceToken(organization, token);
    setProblem(account, std::nullopt);
    return account->workspace.get();
}

void Accounts::removeServiceToken(const QString &id, const QString &organization)
{
    if (Account *account = find(id))
        account->session->removeServiceToken(organization);
}

void Accounts::signOut(const QString &id)
{
    Account *account = find(id);
    if (!account || account->session->state() == api::Session::State::SigningOut)
        return;
    if (account->client->isReadOnly()) {
        ErrorText text;
        text.title = tr("%1 was not signed out.").arg(account->workspace->facts().label);
        text.cause = tr("Its read-only mode is on, and signing out revokes its tokens at PlanetScale.");
        text.nextStep = m_readOnlyRun ? tr("Start Orrery without --read-only to sign out.")
                                      : tr("Turn read-only mode off to sign out.");
        Q_EMIT notice(text);
        return;
    }
    connect(account->session.get(), &api::Session::signedOut, this, [this, id](const QList<api::SignOutStep> &steps) {
        Account *gone = find(id);
        if (!gone)
            return;
        QStringList receipt;
        for (const api::SignOutStep &step : steps)
            receipt.append(describeSignOutStep(step));
        const QString label = gone->workspace->facts().label;
        if (m_services.database) {
            m_services.database->forgetAccount(id);
            receipt.append(
                tr("Everything kept on this computer for the account was removed, except the action journal."));
        }
        remove(id);
        Q_EMIT signedOut(label, receipt);
    });
    account->session->signOut();
}

void Accounts::retryKeychain(const QString &id)
{
    Account *account = find(id);
    if (!account)
        return;
    if (account->session->hasUnkept())
        account->session->keepAgain();
    else
        account->session->restore();
}

void Accounts::setReadOnly(const QString &id, bool readOnly)
{
    Account *account = find(id);
    if (!account)
        return;
    account->session->setReadOnly(readOnly);
    const bool holds = m_readOnlyRun || readOnly;
    if (account->client->isReadOnly() == holds)
        return;
    account->client->setReadOnly(holds);
    Q_EMIT readOnlyChanged(id, holds);
}

void Accounts::makeReadOnly()
{
    m_readOnlyRun = true;
    for (const auto &account : m_accounts)
        account->client->setReadOnly(true);
}

bool Accounts::isReadOnly(const QString &id) const
{
    const Account *account = find(id);
    return account ? account->client->isReadOnly() : m_readOnlyRun;
}

void Accounts::setProblem(Account *account, std::optional<ErrorText> problem)
{
    account->problem = std::move(problem);
    Q_EMIT problemChanged(account->session->account().id);
}

void Accounts::updateFacts(Account *account)
{
    account->workspace->setFacts(factsOf(account->session->account()));
}

void Accounts::remove(const QString &id)
{
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&id](const auto &each) { return each->session->account().id == id; });
    if (found == m_accounts.end())
        return;
    Q_EMIT workspaceAboutToBeRemoved((*found)->workspace.get());
    m_services.registry->remove(id);
    // The session may be the sender of the signal that led here: it goes with the next turn of the event loop.
    std::shared_ptr<Account> gone = std::move(*found);
    m_accounts.erase(found);
    QMetaObject::invokeMethod(
        this, [gone]() mutable { gone.reset(); }, Qt::QueuedConnection);
}

} // namespace orrery::models
