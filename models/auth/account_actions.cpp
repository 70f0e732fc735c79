// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/account_actions.h"

#include "models/auth/accounts.h"
#include "models/auth/sign_in.h"
#include "models/core/text.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AccountActions)
};

QString tokenIdOf(Accounts *accounts, const QString &account, const QString &organization)
{
    const Workspace *workspace = accounts->workspace(account);
    return workspace ? workspace->facts().serviceTokens.value(organization) : QString();
}

Action appearanceAction(Accounts *accounts, const QString &account)
{
    Action action;
    action.id = QStringLiteral("account-appearance");
    action.verb = Words::tr("Name and color…");
    action.refusal = []() { return std::optional<QString>(); };
    action.confirmation = []() {
        return Confirmation{.tier = ConfirmationTier::Sentence,
                            .title = Words::tr("Name and color of the account"),
                            .consequence = Words::tr("They are shown on this computer only."),
                            .verb = Words::tr("Save"),
                            .nameToType = {}};
    };
    action.form = [accounts, account]() {
        Form form;
        const api::Session *session = accounts->session(account);
        const api::AccountInfo info = session ? session->account() : api::AccountInfo();
        form.fields = {{.id = QStringLiteral("name"),
                        .label = Words::tr("Name"),
                        .placeholder = visibleText(info.label),
                        .initial = info.name,
                        .maximum = 60},
                       {.id = QStringLiteral("color"),
                        .kind = FormField::Kind::Choice,
                        .label = Words::tr("Color"),
                        .initial = info.color,
                        .choices = accountColors()}};
        return form;
    };
    action.run = [accounts, account](QObject *, const FormValues &values, const auto &end) {
        accounts->setAppearance(account, values.value(QStringLiteral("name")).toString().trimmed(),
                                values.value(QStringLiteral("color")).toString());
        end({.sentence = Words::tr("Saved.")});
    };
    return action;
}

Form tokenForm(const QString &organization)
{
    Form form;
    if (organization.isEmpty()) {
        form.fields.append(
            {.id = QStringLiteral("organization"), .label = Words::tr("Organization"), .required = true});
    }
    form.fields.append({.id = QStringLiteral("id"), .label = Words::tr("Token ID"), .required = true});
    form.fields.append({.id = QStringLiteral("token"),
                        .kind = FormField::Kind::Secret,
                        .label = Words::tr("Token"),
                        .placeholder = QStringLiteral("pscale_tkn_…"),
                        .required = true});
    return form;
}

Action addTokenAction(Accounts *accounts, const QString &account, const std::function<QString()> &organization)
{
    Action action;
    action.id = QStringLiteral("add-service-token");
    action.verb = Words::tr("Add service token…");
    action.verbNow = [accounts, account, organization]() {
        return tokenIdOf(accounts, account, organization()).isEmpty() ? Words::tr("Add service token…")
                                                                      : Words::tr("Replace service token…");
    };
    action.refusal = [accounts, account]() -> std::optional<QString> {
        const Workspace *workspace = accounts->workspace(account);
        if (workspace && workspace->facts().hasUser)
            return std::nullopt;
        return Words::tr("This account is a service token already.");
    };
    action.confirmation = [organization]() {
        const QString name = organization();
        return Confirmation{.tier = ConfirmationTier::Sentence,
                            .title = name.isEmpty() ? Words::tr("Service token of an organization")
                                                    : Words::tr("Service token of %1").arg(visibleText(name)),
                            .consequence = Words::tr("It signs what it may do in that organization where the sign-in "
                                                     "through the browser may not. It is checked first, then kept in "
                                                     "the keychain."),
                            .verb = Words::tr("Check and add"),
                            .nameToType = {}};
    };
    action.form = [organization]() { return tokenForm(organization()); };
    action.run = [accounts, account, organization](QObject *owner, const FormValues &values, const auto &end) {
        const Workspace *workspace = accounts->workspace(account);
        if (!workspace)
            return;
        const QString typed = values.value(QStringLiteral("organization")).toString().trimmed();
        const QString name = typed.isEmpty() ? organization() : typed;
        auto *check = new SignIn(accounts, workspace->hosts(), {}, account, owner);
        const auto refuse = [end, check]() {
            ActionResult result;
            result.kind = ActionResult::Kind::Refused;
            result.error = check->error();
            result.sentence = result.error.paragraph();
            check->deleteLater();
            end(result);
        };
        QObject::connect(check, &SignIn::changed, owner, [check, refuse, end, name]() {
            if (check->step() == SignIn::Step::Failed) {
                refuse();
            } else if (check->step() == SignIn::Step::Done) {
                check->deleteLater();
                end({.sentence = Words::tr("The service token of %1 was added.").arg(visibleText(name))});
            }
        });
        if (!check->beginServiceToken(values.value(QStringLiteral("id")).toString(),
                                      values.value(QStringLiteral("token")).toString(), name)) {
            refuse();
        }
    };
    return action;
}

Action removeTokenAction(Accounts *accounts, const QString &account, const std::function<QString()> &organization)
{
    Action action;
    action.id = QStringLiteral("remove-service-token");
    action.verb = Words::tr("Remove service token…");
    action.refusal = [accounts, account, organization]() -> std::optional<QString> {
        const Workspace *workspace = accounts->workspace(account);
        if (workspace && workspace->facts().hasUser && !tokenIdOf(accounts, account, organization()).isEmpty())
            return std::nullopt;
        return Words::tr("No service token was added for this organization.");
    };
    action.confirmation = [accounts, account, organization]() {
        return Confirmation{.tier = ConfirmationTier::Sentence,
                            .title = Words::tr("Remove the service token of %1").arg(visibleText(organization())),
                            .consequence =
                                Words::tr("The token %1 is removed from the keychain. At PlanetScale it stays valid.")
                                    .arg(visibleText(tokenIdOf(accounts, account, organization()))),
                            .verb = Words::tr("Remove"),
                            .nameToType = {},
                            .destructive = true};
    };
    // The one that was asked about, also when another row is chosen meanwhile.
    action.pinned = [accounts, account, organization]() {
        Action pinned = removeTokenAction(accounts, account, [name = organization()]() { return name; });
        pinned.pinned = {};
        return pinned;
    };
    action.run = [accounts, account, organization](QObject *, const FormValues &, const auto &end) {
        const QString name = organization();
        accounts->removeServiceToken(account, name);
        end({.sentence = Words::tr("The service token of %1 was removed.").arg(visibleText(name))});
    };
    return action;
}

} // namespace

QList<FormChoice> accountColors()
{
    return {{.value = QString(), .text = Words::tr("None")},
            {.value = QStringLiteral("blue"), .text = Words::tr("Blue")},
            {.value = QStringLiteral("green"), .text = Words::tr("Green")},
            {.value = QStringLiteral("amber"), .text = Words::tr("Amber")},
            {.value = QStringLiteral("red"), .text = Words::tr("Red")}};
}

AccountActions accountActions(Accounts *accounts, const QString &account, const std::function<QString()> &organization)
{
    return {appearanceAction(accounts, account), addTokenAction(accounts, account, organization),
            removeTokenAction(accounts, account, organization)};
}

} // namespace orrery::models
