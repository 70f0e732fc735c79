// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/auth/auth_text.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AuthText)
};

QString quoted(const QString &words)
{
    return words.isEmpty() ? QString() : Words::tr(" It said: “%1”.").arg(visibleText(words.left(200)));
}

/// Why, and what to do about the keychain: the same whatever the secret is for.
ErrorText reasonOf(const api::SecretError &error)
{
    using Kind = api::SecretError::Kind;
    ErrorText text;
    switch (error.kind) {
    case Kind::Missing:
        text.cause = Words::tr("The entry “%1” was not found.").arg(visibleText(error.key));
        break;
    case Kind::NoKeychain:
        text.cause = Words::tr("This system has no usable keychain. On Linux, gnome-keyring or KWallet provides one.");
        break;
    case Kind::Locked:
        text.cause = Words::tr("The keychain is locked.");
        text.nextStep = Words::tr("Unlock it and try again.");
        text.remedy = ErrorRemedy::Retry;
        break;
    case Kind::Denied:
        text.cause = Words::tr("Access to the keychain was denied.");
        text.nextStep = Words::tr("Allow it and try again.");
        text.remedy = ErrorRemedy::Retry;
        break;
    case Kind::Slow:
        text.cause =
            Words::tr("The keychain does not answer; a prompt of the system may be open behind other windows.");
        text.nextStep = Words::tr("Answer the prompt and try again.");
        text.remedy = ErrorRemedy::Retry;
        break;
    case Kind::TooLarge:
        text.cause = Words::tr("The token is longer than this system's keychain takes.");
        break;
    case Kind::OtherHost:
        text.cause =
            Words::tr("The entry “%1” was made for another address, so nothing was sent.").arg(visibleText(error.key));
        break;
    case Kind::Failed:
        text.cause = Words::tr("The keychain failed.");
        text.remedy = ErrorRemedy::Retry;
        break;
    }
    text.details = visibleText(error.detail);
    return text;
}

/// "(invalid_scope)", or what is known instead: the status, or nothing at all.
QString codeInBrackets(const api::SignInError &error)
{
    if (!error.code.isEmpty())
        return QStringLiteral(" (%1)").arg(visibleText(error.code));
    return error.status > 0 ? u' ' + Words::tr("(status %1)").arg(error.status) : QString();
}

} // namespace

ErrorText describeSignInError(const api::SignInError &error)
{
    using Kind = api::SignInError::Kind;
    ErrorText text;
    text.title = Words::tr("Sign-in failed.");
    const QString host = visibleText(error.host);
    switch (error.kind) {
    case Kind::PortsBusy: {
        QStringList ports;
        for (quint16 port : error.ports)
            ports.append(QString::number(port));
        text.cause = Words::tr("Every port the browser could return to is in use by another program: %1.")
                         .arg(ports.join(QStringLiteral(", ")));
        text.nextStep = Words::tr("Close the other program, or register another redirect address and enter its port.");
        break;
    }
    case Kind::Denied:
        text.cause = Words::tr("Access was denied on PlanetScale's page.");
        text.nextStep = Words::tr("Sign in again and choose Allow.");
        break;
    case Kind::AuthorizeRefused:
        text.cause = Words::tr("PlanetScale's page refused the request%1.%2")
                         .arg(codeInBrackets(error), quoted(error.description));
        text.nextStep = Words::tr("Check the scopes and the redirect address of the OAuth application.");
        break;
    case Kind::Deadline:
        text.cause = error.strangeCallbacks > 0
            ? Words::tr("Only answers to another sign-in came back within five minutes.")
            : Words::tr("The browser did not come back within five minutes.");
        text.nextStep = Words::tr("Sign in again, and paste the address if the browser cannot return by itself.");
        break;
    case Kind::CodeExpired:
        text.cause = Words::tr("The code expired before it was allowed.");
        text.nextStep = Words::tr("Get another code.");
        break;
    case Kind::ClientIdMissing:
        text.cause = Words::tr("No client ID was entered.");
        text.nextStep = Words::tr("Enter the client ID of an OAuth application that may sign in with a code.");
        break;
    case Kind::InvalidClient:
        text.cause = Words::tr("%1 does not know this client ID and secret.").arg(host);
        text.nextStep = Words::tr("Check the client ID and the client secret of the OAuth application.");
        break;
    case Kind::InvalidGrant:
        text.cause = Words::tr("The sign-in has expired, was used already, or was revoked.");
        text.nextStep = Words::tr("Sign in again.");
        break;
    case Kind::Refused:
        text.cause =
            Words::tr("%1 refused the sign-in%2.%3").arg(host, codeInBrackets(error), quoted(error.description));
        text.nextStep = Words::tr("Sign in again, or use a service token.");
        break;
    case Kind::RegistrationRefused:
        text.cause = Words::tr("%1 does not register Orrery by itself.%2").arg(host, quoted(error.description));
        text.nextStep =
            Words::tr("Enter the client ID and secret of an OAuth application of yours, or use a service token.");
        break;
    case Kind::NotPermitted:
        text.cause = Words::tr("%1 refused the service token, or the token may not read the organization.").arg(host);
        text.nextStep = Words::tr("Check the ID and the token, and that it has the access read_organization.");
        break;
    case Kind::Network: {
        api::ApiError network{.kind = error.network, .status = error.status};
        network.detail = error.detail;
        const ErrorText from = describeError(network, text.title);
        text.cause = host.isEmpty() ? from.cause : Words::tr("%1: %2").arg(host, from.cause);
        text.nextStep = from.nextStep;
        text.remedy = ErrorRemedy::Retry;
        break;
    }
    case Kind::NotJson:
        text.cause =
            Words::tr(
                "The answer of %1 is not what a sign-in gets; a proxy or a network's log-in page may have answered.%2")
                .arg(host, quoted(error.description));
        text.nextStep = Words::tr("Check the network connection and sign in again.");
        break;
    case Kind::MissingAccessToken:
        text.cause = Words::tr("%1 answered without an access token.").arg(host);
        text.nextStep = Words::tr("Sign in again.");
        break;
    case Kind::NotConfigured:
        text.cause = Words::tr("No OAuth application is set.");
        text.nextStep = Words::tr("Enter its client ID and secret, or let Orrery register itself.");
        break;
    }
    if (text.remedy == ErrorRemedy::None)
        text.remedy = ErrorRemedy::SignIn;
    QStringList details;
    if (error.status > 0)
        details.append(Words::tr("HTTP status: %1").arg(error.status));
    if (!error.code.isEmpty())
        details.append(Words::tr("Code: %1").arg(visibleText(error.code)));
    if (!error.detail.isEmpty())
        details.append(visibleText(error.detail));
    text.details = details.join(QLatin1Char('\n'));
    return text;
}

ErrorText describeSecretError(const api::SecretError &error, SecretUse use)
{
    ErrorText text = reasonOf(error);
    using Kind = api::SecretError::Kind;
    if (error.kind == Kind::Missing)
        text.title = Words::tr("The sign-in is no longer in the keychain.");
    else if (error.kind == Kind::OtherHost)
        text.title = Words::tr("The sign-in in the keychain is not for this host.");
    else if (use == SecretUse::Keep)
        text.title = Words::tr("You will need to sign in again next time.");
    else
        text.title = Words::tr("The sign-in could not be read from the keychain.");
    if (use == SecretUse::Keep) {
        const QString works = Words::tr("The sign-in works until Orrery is closed.");
        text.nextStep = text.nextStep.isEmpty() ? works : text.nextStep + u' ' + works;
    } else if (text.nextStep.isEmpty()) {
        text.nextStep = Words::tr("Sign in again.");
        text.remedy = ErrorRemedy::SignIn;
    }
    return text;
}

QString secretErrorReason(const api::SecretError &error)
{
    return reasonOf(error).paragraph();
}

ErrorText describeRegistryProblem(const api::RegistryProblem &problem)
{
    using Kind = api::RegistryProblem::Kind;
    ErrorText text;
    const QString path = visibleText(problem.path);
    switch (problem.kind) {
    case Kind::Damaged:
        text.title = Words::tr("The list of accounts was damaged.");
        text.cause = Words::tr("It was set aside as %1.").arg(visibleText(problem.setAside));
        text.nextStep = Words::tr("Sign in again; secrets in the keychain are not touched.");
        break;
    case Kind::TooNew:
        text.title = Words::tr("The list of accounts was written by a newer Orrery.");
        text.cause = Words::tr("%1 is left as it is.").arg(path);
        text.nextStep = Words::tr("Accounts added now last until Orrery is closed.");
        break;
    case Kind::CannotRead:
        text.title = Words::tr("The list of accounts could not be read.");
        text.cause = Words::tr("%1: %2").arg(path, visibleText(problem.detail));
        text.nextStep = Words::tr("Check the permissions of the file; accounts added now last until Orrery is closed.");
        break;
    case Kind::CannotWrite:
        text.title = Words::tr("The list of accounts could not be saved.");
        text.cause = Words::tr("%1: %2").arg(path, visibleText(problem.detail));
        text.nextStep = Words::tr("Check the permissions of the folder and the space on its disk; until then changes "
                                  "last until Orrery is closed.");
        break;
    }
    text.details = visibleText(problem.detail);
    return text;
}

QString describeServiceTokenProblem(api::ServiceTokenProblem problem)
{
    using Problem = api::ServiceTokenProblem;
    switch (problem) {
    case Problem::None:
        return {};
    case Problem::MissingId:
        return Words::tr("The token ID is missing.");
    case Problem::MissingToken:
        return Words::tr("The token is missing.");
    case Problem::Swapped:
        return Words::tr("The two fields are swapped: the token begins with pscale_tkn_.");
    case Problem::BadId:
        return Words::tr("A token ID has 12 letters and digits.");
    case Problem::BadToken:
        return Words::tr("A service token begins with pscale_tkn_.");
    case Problem::OAuthToken:
        return Words::tr("This is no service token: it belongs to an OAuth sign-in or is a branch password.");
    }
    return {};
}

QString describeCallback(api::Callback::Kind kind, const QString &redirectUri)
{
    using Kind = api::Callback::Kind;
    switch (kind) {
    case Kind::Code:
    case Kind::Error:
        return {};
    case Kind::WrongState:
        return Words::tr("This address belongs to another sign-in. Use the link of this one.");
    case Kind::NoCode:
        return Words::tr("This address carries no sign-in code.");
    default:
        return Words::tr("This is not the address the browser ended at; it begins with %1.").arg(redirectUri);
    }
}

QString describeSignOutStep(const api::SignOutStep &step)
{
    using What = api::SignOutStep::What;
    QString text;
    switch (step.what) {
    case What::RevokeAccessToken:
        text = step.succeeded() ? Words::tr("Access token revoked at PlanetScale.")
                                : Words::tr("Access token: the revocation is not certain.");
        break;
    case What::RevokeRefreshToken:
        text = step.succeeded() ? Words::tr("Refresh token revoked at PlanetScale.")
                                : Words::tr("Refresh token: the revocation is not certain.");
        break;
    case What::ForgetAccessToken:
        text = step.succeeded() ? Words::tr("Access token removed from the keychain.")
                                : Words::tr("Access token: may still be in the keychain.");
        break;
    case What::ForgetRefreshToken:
        text = step.succeeded() ? Words::tr("Refresh token removed from the keychain.")
                                : Words::tr("Refresh token: may still be in the keychain.");
        break;
    case What::ForgetClientSecret:
        text = step.succeeded() ? Words::tr("Client secret removed from the keychain.")
                                : Words::tr("Client secret: may still be in the keychain.");
        break;
    case What::ForgetOwnerToken:
        text = step.succeeded() ? Words::tr("Owner's service token removed from the keychain.")
                                : Words::tr("Owner's service token: may still be in the keychain.");
        break;
    case What::ForgetServiceToken:
        text = step.succeeded()
            ? Words::tr(
                  "Service token of %1 removed from the keychain; it stays valid until it is deleted at PlanetScale.")
                  .arg(visibleText(step.organization))
            : Words::tr("Service token of %1: may still be in the keychain.").arg(visibleText(step.organization));
        break;
    }
    return text;
}

} // namespace orrery::models
