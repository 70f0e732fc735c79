// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/account_permissions.h"

#include "api/branches/requests.h"
#include "models/access/token_accesses.h"
#include "models/auth/accounts.h"
#include "models/branches/branch_list.h"
#include "models/core/text.h"
#include "models/organizations/organization_roles.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

QStringList words(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size())).split(u' ', Qt::SkipEmptyParts);
}

bool holdsOne(const QStringList &granted, const QStringList &wanted)
{
    return std::any_of(wanted.cbegin(), wanted.cend(),
                       [&granted](const QString &each) { return granted.contains(each); });
}

QStringList scopesOf(const api::Endpoint &row)
{
    return words(row.scopes.organization) + words(row.scopes.database) + words(row.scopes.branch)
        + words(row.scopes.user);
}

/// The table of the page "access-control" has these for administrators only.
struct AdministratorsOnly
{
    std::string_view operation;
    bool ofDatabase; ///< an administrator of the database may too
    bool ofProduction = false; ///< where it is about a production branch only
};
constexpr std::array administratorsOnly{
    AdministratorsOnly{"promote_branch", true},
    AdministratorsOnly{"delete_branch", true, true},
    AdministratorsOnly{"create_branch", true, true}, // restoring a backup of production; others are about no branch
    AdministratorsOnly{"delete_database", true},
    AdministratorsOnly{"update_database_settings", true},
    AdministratorsOnly{"update_organization", false},
    AdministratorsOnly{"update_organization_membership", false},
    AdministratorsOnly{"remove_organization_member", false},
};

QString nameAt(const api::RequestData &request, qsizetype index)
{
    return visibleText(request.pathArguments.value(index));
}

/// What a refusal speaks for: a scope is missing in a whole database, a 404 is about one object.
QString placeOf(const api::RequestData &request, std::string_view accesses, bool missing)
{
    const QString place = missing ? request.encodedPath() : request.pathArguments.mid(0, 2).join(u'/');
    return words(request.endpoint->id).join(u' ') + u'|' + words(accesses).join(u' ') + u'|' + place;
}

/// The branch a request is about, or whose backup it restores; empty where there is none.
QString branchOf(const api::RequestData &request)
{
    if (QLatin1String(request.endpoint->path.data(), qsizetype(request.endpoint->path.size())).contains("{branch}"_L1))
        return request.pathArguments.value(2);
    return api::branches::branchOfBackup(request);
}

/// Whether the request is about a production branch, as far as that is known here.
bool isAboutProduction(Workspace *workspace, const api::RequestData &request)
{
    const QString name = branchOf(request);
    if (name.isEmpty())
        return false;
    const QStringList &names = request.pathArguments;
    const api::Branch *branch = knownBranch(workspace, names.value(0), names.value(1), name);
    return branch && branch->production == true;
}

/// The page of the operation lists a word for production beside the one that was granted, and does not say that one is enough.
QString doubtAboutProduction(const QStringList &granted, const QStringList &wanted)
{
    const auto isOfProduction = [](const QString &word) { return word.contains(u"production"); };
    const auto production = std::find_if(wanted.cbegin(), wanted.cend(), isOfProduction);
    if (production == wanted.cend())
        return {};
    const bool covered = std::any_of(wanted.cbegin(), wanted.cend(), [&](const QString &each) {
        return isOfProduction(each) && granted.contains(each);
    });
    const auto other = std::find_if(wanted.cbegin(), wanted.cend(),
                                    [&granted](const QString &each) { return granted.contains(each); });
    return covered || other == wanted.cend()
        ? QString()
        : AccountPermissions::tr("Not known: whether “%1” is enough for a production branch, or “%2” is needed.")
              .arg(*other, *production);
}

PermissionAnswer askScopes(const QStringList &granted, const api::Endpoint &row, bool aboutProduction)
{
    const QStringList wanted = scopesOf(row);
    if (wanted.isEmpty())
        return {.refusal = AccountPermissions::tr("Only a service token may do this; it needs the access “%1”.")
                               .arg(words(row.accesses).value(0)),
                .doubt = {}};
    if (granted.isEmpty())
        return {.refusal = {},
                .doubt = AccountPermissions::tr("Not known: whether this sign-in may do this. It needs “%1”.")
                             .arg(wanted.first())};
    if (holdsOne(granted, wanted))
        return {.refusal = {}, .doubt = aboutProduction ? doubtAboutProduction(granted, wanted) : QString()};
    // PlanetScale's own command line is granted this one and deploys with it, which no page says: not known.
    const QString wide = QStringLiteral("write_databases");
    if (granted.contains(wide))
        return {.refusal = {},
                .doubt = AccountPermissions::tr("Not known: whether “%1”, which this sign-in was granted, covers “%2”.")
                             .arg(wide, wanted.first())};
    return {.refusal = AccountPermissions::tr("This sign-in was not granted “%1”; sign in again with it, or ask "
                                              "someone who has it.")
                           .arg(wanted.first()),
            .doubt = {}};
}

} // namespace

AccountPermissions::AccountPermissions(Accounts *accounts, const Clock *clock, QObject *parent)
    : Permissions(parent), m_accounts(accounts), m_clock(clock)
{
    connect(m_accounts, &Accounts::workspaceAboutToBeRemoved, this,
            [this](Workspace *workspace) { m_refusals.remove(workspace->facts().id); });
}

PermissionAnswer AccountPermissions::ask(const QString &account, const api::RequestData &request,
                                         std::string_view accesses)
{
    Workspace *workspace = m_accounts->workspace(account);
    const api::Session *session = m_accounts->session(account);
    const api::Endpoint &row = *request.endpoint;
    if (!workspace || !session)
        return {};
    follow(workspace);
    if (auto refusal = refusedBefore(account, request, accesses))
        return {.refusal = refusal, .doubt = {}};
    if (row.scopes.empty() && row.accesses.empty())
        return {}; // the reference names nothing
    const QByteArray authorization = session->authorizationFor(request);
    if (authorization.isEmpty())
        return {}; // the keychain is being read, or there is no sign-in: sending it says which
    if (const QString token = session->serviceTokenOf(authorization); !token.isEmpty())
        return askToken(workspace, token, request, accesses.empty() ? row.accesses : accesses);
    PermissionAnswer answer = askScopes(session->account().scope, row, isAboutProduction(workspace, request));
    if (answer.refusal)
        return answer;
    PermissionAnswer role = askRole(workspace, request);
    if (!role.refusal && role.doubt.isEmpty())
        return answer;
    return role;
}

PermissionAnswer AccountPermissions::askToken(Workspace *workspace, const QString &token,
                                              const api::RequestData &request, std::string_view accesses)
{
    const QStringList wanted = words(accesses);
    if (wanted.isEmpty())
        return {.refusal = tr("Only a person who signed in may do this, not a service token."), .doubt = {}};
    TokenFactsItem *facts = tokenFacts(workspace, request.organization(), token);
    if (!m_followed.contains(facts)) {
        m_followed.insert(facts);
        connect(facts, &Store::stateChanged, this,
                [this, account = workspace->facts().id] { Q_EMIT changed(account); });
        connect(facts, &QObject::destroyed, this, [this](QObject *gone) { m_followed.remove(gone); });
        // Later: whoever asks is in the middle of showing something.
        QMetaObject::invokeMethod(
            facts, [facts] { facts->open(); }, Qt::QueuedConnection);
    }
    const auto granted = accessesFor(facts->value(), request.pathArguments.value(1));
    if (!granted)
        return {.refusal = {},
                .doubt = tr("Not known: whether this service token may do this. It needs “%1”.").arg(wanted.first())};
    if (holdsOne(*granted, wanted))
        return {.refusal = {},
                .doubt = isAboutProduction(workspace, request) ? doubtAboutProduction(*granted, wanted) : QString()};
    return {.refusal = tr("This service token lacks the access “%1”; an organization administrator can grant it.")
                           .arg(wanted.first()),
            .doubt = {}};
}

PermissionAnswer AccountPermissions::askRole(Workspace *workspace, const api::RequestData &request)
{
    const auto *const rule =
        std::find_if(administratorsOnly.begin(), administratorsOnly.end(),
                     [&](const AdministratorsOnly &each) { return each.operation == request.endpoint->id; });
    if (rule == administratorsOnly.end() || (rule->ofProduction && !isAboutProduction(workspace, request)))
        return {};
    OrganizationRoles *roles = organizationRoles(workspace, request.organization());
    if (!m_followed.contains(roles)) {
        m_followed.insert(roles);
        connect(roles, &OrganizationRoles::changed, this,
                [this, account = workspace->facts().id] { Q_EMIT changed(account); });
        connect(roles, &QObject::destroyed, this, [this](QObject *gone) { m_followed.remove(gone); });
        QMetaObject::invokeMethod(roles, &OrganizationRoles::open, Qt::QueuedConnection);
    }
    if (roles->administrator() != false)
        return {};
    const QStringList names = roles->administrators().mid(0, 3);
    const QString organization = nameAt(request, 0);
    const QString who = names.isEmpty() ? tr("an administrator of %1").arg(organization)
                                        : tr("an administrator of %1 (%2)", "an organization, names of people")
                                              .arg(organization, names.join(tr(", ", "between the parts of a list")));
    if (!rule->ofDatabase)
        return {.refusal = tr("You are a member of %1; only %2 may do this.").arg(organization, who), .doubt = {}};
    return {.refusal = {},
            .doubt = tr("Not known: whether you administer %1. Only then, or to %2, is this allowed.")
                         .arg(nameAt(request, 1), who)};
}

// --- what the service refused

std::optional<QString> AccountPermissions::refusedBefore(const QString &account, const api::RequestData &request,
                                                         std::string_view accesses) const
{
    const auto known = m_refusals.value(account);
    for (const bool missing : {false, true}) {
        const auto found = known.constFind(placeOf(request, accesses, missing));
        if (found == known.cend())
            continue;
        const QDateTime until = found->at.addSecs(std::chrono::seconds(refusalHolds).count());
        if (until <= m_clock->now())
            continue;
        const QString needs = found->requirement.isEmpty() ? QString() : tr(" It needs: %1.").arg(found->requirement);
        return missing
            ? tr("PlanetScale answered that it does not exist or that this sign-in may not do this.%1 Ask an "
                 "administrator of %2; it can be tried again in %3.")
                  .arg(needs, nameAt(request, 0), formattedDuration(m_clock->now().secsTo(until)))
            : tr("PlanetScale refused this to your sign-in.%1 Ask an administrator of %2, or sign in with "
                 "more access; it can be tried again in %3.")
                  .arg(needs, nameAt(request, 0), formattedDuration(m_clock->now().secsTo(until)));
    }
    return std::nullopt;
}

void AccountPermissions::refused(const QString &account, const api::RequestData &request, std::string_view accesses,
                                 const api::ApiError &error)
{
    const bool missing = error.kind == api::ApiError::Kind::NotFound;
    m_refusals[account].insert(placeOf(request, accesses, missing),
                               {m_clock->now(), missing, visibleText(error.requirement)});
    Q_EMIT changed(account);
    // What it kept from being offered is offered again.
    QTimer::singleShot(refusalHolds + std::chrono::seconds(1), this, [this, account] { Q_EMIT changed(account); });
}

void AccountPermissions::accepted(const QString &account, const api::RequestData &request, std::string_view accesses)
{
    const auto known = m_refusals.find(account);
    if (known == m_refusals.end())
        return;
    const qsizetype gone =
        known->remove(placeOf(request, accesses, false)) + known->remove(placeOf(request, accesses, true));
    if (gone > 0)
        Q_EMIT changed(account);
}

void AccountPermissions::follow(Workspace *workspace)
{
    if (m_followed.contains(workspace))
        return;
    m_followed.insert(workspace);
    const QString account = workspace->facts().id;
    connect(workspace, &QObject::destroyed, this, [this](QObject *gone) { m_followed.remove(gone); });
    connect(m_accounts->session(account), &api::Session::stored, this, [this, account] {
        m_refusals.remove(account);
        Q_EMIT changed(account);
    });
}

} // namespace orrery::models
