// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account_registry.h"
#include "api/auth/secret_store.h"
#include "api/auth/session.h"
#include "api/auth/token_grant.h"
#include "models/core/error_text.h"
#include "models/core/workspace.h"

#include <memory>
#include <optional>
#include <vector>

class QNetworkAccessManager;

namespace orrery::models {

/// Every signed-in account: session, client and workspace of each, from restoring them at start to signing out.
class Accounts final : public QObject
{
    Q_OBJECT
public:
    /// All outlive Accounts.
    struct Services
    {
        QNetworkAccessManager *network = nullptr;
        const Clock *clock = nullptr;
        const api::Connectivity *connectivity = nullptr; ///< may be null: always online
        api::SecretStore *keychain = nullptr;
        api::SecretStore *memory = nullptr; ///< for accounts "for this run only"
        api::AccountRegistry *registry = nullptr;
        LocalDatabase *database = nullptr;
        Journal *journal = nullptr;
        const models::Services *services = nullptr; ///< what features share; may be null
    };

    explicit Accounts(Services services, QObject *parent = nullptr);
    ~Accounts() override;

    /// Brings back the accounts of earlier runs: their workspaces are there (with what was kept) when restored() comes,
    /// their requests go out once the keychain has answered.
    void restore();

    [[nodiscard]] QList<Workspace *> workspaces() const;
    /// Of that account; the first one for an empty id; null when there is none.
    [[nodiscard]] Workspace *workspace(const QString &account) const;
    /// False when the account's sign-in is known not to open the operation: not worth a request nobody waits for.
    [[nodiscard]] bool mayAsk(const QString &account, const api::RequestData &request) const;
    /// What signs the account's requests; null when there is no such account.
    [[nodiscard]] const api::Session *session(const QString &account) const;
    /// What stands in the way of using an account, if anything.
    [[nodiscard]] std::optional<ErrorText> problem(const QString &account) const;

    /// Takes over a finished OAuth sign-in. `replacing` names an account that signed in again.
    Workspace *addOAuth(api::SignInGrant grant, const api::Hosts &hosts, bool forThisRunOnly,
                        const QString &replacing = {});
    /// The workspace of an account whose sign-in is still under way: what was kept is readable at once, requests wait.
    /// Finish it with addOAuth(…, id), or with abandon(id). Never written to the accounts file.
    Workspace *prepare(const QString &id, const QString &label, const api::Hosts &hosts);
    void abandon(const QString &id);
    Workspace *addServiceToken(const api::ServiceToken &token, const QStringList &organizations,
                               const api::Hosts &hosts, bool forThisRunOnly);
    /// What the person calls the account, and its colour; empty: nothing.
    void setAppearance(const QString &id, const QString &name, const QString &color);
    /// A service token beside the account's sign-in, for what only tokens may do in that organization; null: no such account.
    Workspace *setServiceToken(const QString &id, const QString &organization, const api::ServiceToken &token);
    /// Forgets it here; at PlanetScale it stays valid.
    void removeServiceToken(const QString &id, const QString &organization);
    /// Revokes, removes the secrets and everything kept of the account; ends with signedOut(). One that is read-only is not
    /// signed out, since that changes something at the service: a notice says so.
    void signOut(const QString &id);
    /// False while nothing of the account's service answers; true for an account that is not there.
    [[nodiscard]] bool isReachable(const QString &account) const;
    /// Tries the keychain again.
    void retryKeychain(const QString &id);

    /// Only GET leaves the program for this account while on; kept with it.
    void setReadOnly(const QString &account, bool readOnly);
    /// All accounts, for this run.
    void makeReadOnly();
    [[nodiscard]] bool isReadOnly(const QString &account) const;
    /// Whether makeReadOnly() was called, so that no account can be let off.
    [[nodiscard]] bool isReadOnlyRun() const { return m_readOnlyRun; }

    /// Where new sign-ins go: PlanetScale, unless this run was started with another host.
    [[nodiscard]] const api::Hosts &defaultHosts() const { return m_defaultHosts; }
    void setDefaultHosts(const api::Hosts &hosts) { m_defaultHosts = hosts; }

    [[nodiscard]] const Services &services() const { return m_services; }

Q_SIGNALS:
    void restored();
    void workspaceAdded(orrery::models::Workspace *workspace);
    void workspaceAboutToBeRemoved(orrery::models::Workspace *workspace);
    void problemChanged(const QString &account);
    void readOnlyChanged(const QString &account, bool readOnly);
    /// Something to tell that belongs to no page.
    void notice(const orrery::models::ErrorText &text);
    /// The system's keychain has not answered for a while, a prompt may be open; or it has by now.
    void keychainWaiting(bool waiting);
    /// The account's service does not answer any more, or does again: then what is on screen was asked for again.
    void reachableChanged(const QString &account, bool reachable);
    /// What the keychain had not taken at first is in it now.
    void signInKept(const QString &label);
    /// The service asked an account to wait; its requests go on by themselves.
    void paused(const QString &label, std::chrono::milliseconds wait);
    void signedOut(const QString &label, const QStringList &receipt);

private:
    struct Account;

    Account *find(const QString &id) const;
    Account *open(const api::AccountInfo &info);
    void setProblem(Account *account, std::optional<ErrorText> problem);
    void updateFacts(Account *account);
    void remove(const QString &id);

    Services m_services;
    std::vector<std::unique_ptr<Account>> m_accounts;
    api::Hosts m_defaultHosts;
    bool m_readOnlyRun = false;
};

} // namespace orrery::models
