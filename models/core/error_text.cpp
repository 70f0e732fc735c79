// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/error_text.h"

#include "api/core/answer_limits.h"
#include "api/endpoint_table.h"
#include "models/core/text.h"

#include <QCoreApplication>
#include <QStringList>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::ErrorText)
};

constexpr qsizetype longestQuote = 300;

/// What the service said, safe to show, as a sentence; empty when it said nothing.
QString quoted(const QString &message)
{
    QString text = visibleText(message.trimmed());
    if (text.size() > longestQuote)
        text = text.left(longestQuote - 1) + u'…';
    if (!text.isEmpty() && !u".!?…"_s.contains(text.back()))
        text += u'.';
    return text;
}

QString orSaid(const QString &message, const QString &otherwise)
{
    const QString said = quoted(message);
    return said.isEmpty() ? otherwise : Text::tr("PlanetScale said: %1").arg(said);
}

/// " (status 502)"; nothing where there was none.
QString inBrackets(int status)
{
    return status > 0 ? u' ' + Text::tr("(status %1)").arg(status) : QString();
}

/// The requirement of the endpoint in brackets: " (needs database: read_branches)".
QString needs(const api::ApiError &error)
{
    return error.requirement.isEmpty() ? QString()
                                       : u' ' + Text::tr("(needs %1)").arg(shortRequirement(error.requirement));
}

/// The operation, when only official clients were seen using it: a 404 says nothing of what the sign-in may do then.
const api::Endpoint *undocumented(const api::ApiError &error)
{
    const api::Endpoint *row = api::endpointNamed(error.operation);
    return row && row->provenance == api::Provenance::Observed ? row : nullptr;
}

struct Words
{
    QString cause;
    QString nextStep;
    ErrorRemedy remedy = ErrorRemedy::None;
};

Words unknownOutcome(const api::ApiError &error)
{
    return {error.status >= 500
                ? Text::tr("PlanetScale failed while answering%1. Whether it took effect is unknown.")
                      .arg(inBrackets(error.status))
                : Text::tr("The connection was lost after the request was sent. Whether it took effect is unknown."),
            Text::tr("Look at what is there now before sending it again."), ErrorRemedy::Reload};
}

Words invalid(const api::ApiError &error)
{
    if (error.status == 0) // refused before it left
        return {Text::tr("The request cannot be sent as it is (%1). Nothing was sent.").arg(visibleText(error.detail)),
                {},
                ErrorRemedy::None};
    if (error.code == "schema_mutation_blocked"_L1) {
        return {orSaid(error.message,
                       Text::tr("The schema cannot be changed now: a deploy request or a workflow holds it.")),
                Text::tr("Wait until that has ended, or cancel it."), ErrorRemedy::Reload};
    }
    if (error.status == 402) {
        return {orSaid(error.message, Text::tr("The organization's plan or payment does not cover this.")),
                Text::tr("Look at the organization's billing page."), ErrorRemedy::None};
    }
    return {orSaid(error.message,
                   Text::tr("PlanetScale refused the request without a reason%1.").arg(inBrackets(error.status))),
            {},
            ErrorRemedy::None};
}

Words server(const api::ApiError &error)
{
    const QString cause = error.status == 503
        ? Text::tr("PlanetScale is not available for the moment (status 503).")
        : Text::tr("PlanetScale failed while answering%1.").arg(inBrackets(error.status));
    return {cause, Text::tr("Try again in a moment; if it stays, look at PlanetScale's status page."),
            ErrorRemedy::Retry};
}

QString sizeText(qint64 bytes)
{
    return formattedBytes(double(bytes));
}

/// Which limit it passed, and of what: the operation in words where it is one of the API's.
QString tooLarge(const api::ApiError &error)
{
    using Of = api::PassedLimit::Of;
    const api::Endpoint *row = api::endpointNamed(error.operation);
    const QString answer = row ? Text::tr("The answer to “%1”", "begins a sentence")
                                     .arg(QCoreApplication::translate("Endpoint", row->summary.data()))
                               : Text::tr("The answer", "begins a sentence");
    const auto passed = api::PassedLimit::fromDetail(error.detail);
    if (!passed)
        return Text::tr("%1 is too large and was not read to its end.").arg(answer);
    switch (passed->of) {
    case Of::Headers:
        return Text::tr("%1 has headers of more than %2 and was not read.").arg(answer, sizeText(passed->most));
    case Of::Body:
        return Text::tr("%1 is larger than %2 and was not read to its end.").arg(answer, sizeText(passed->most));
    case Of::Text:
        return Text::tr("%1 holds a text longer than %2 and was not used.").arg(answer, sizeText(passed->most));
    case Of::Values:
        return Text::tr("%1 holds more than %2 values and was not used.").arg(answer, formattedCount(passed->most));
    case Of::Rows:
        return Text::tr("%1 holds more than %2 rows and was not used.").arg(answer, formattedCount(passed->most));
    case Of::Pages:
        return Text::tr("%1 is of a list with more than %2 pages and was not used.")
            .arg(answer, formattedCount(passed->most));
    case Of::Depth:
        return Text::tr("%1 is nested more than %2 levels deep and was not used.")
            .arg(answer, formattedCount(passed->most));
    }
    return {};
}

Words wordsFor(const api::ApiError &error)
{
    using Kind = api::ApiError::Kind;
    if (error.outcomeUnknown)
        return unknownOutcome(error);
    switch (error.kind) {
    case Kind::Offline:
        return {Text::tr("There is no connection to PlanetScale."), Text::tr("Check the network, then try again."),
                ErrorRemedy::CheckNetwork};
    case Kind::HostNotFound:
        return {Text::tr("The name of PlanetScale's server was not found."),
                Text::tr("Check the network and its name server, then try again."), ErrorRemedy::CheckNetwork};
    case Kind::Timeout:
        return {Text::tr("PlanetScale did not answer in time."), Text::tr("Try again."), ErrorRemedy::Retry};
    case Kind::Tls:
        return {
            Text::tr(
                "The secure connection failed: the server did not prove that it is PlanetScale. Nothing was sent."),
            Text::tr("Check the computer's date, and whether a proxy or a security program opens secure connections."),
            ErrorRemedy::CheckNetwork};
    case Kind::Proxy:
        return {Text::tr("The proxy refused the connection."),
                Text::tr("Check the system's proxy settings and sign-in."), ErrorRemedy::CheckNetwork};
    case Kind::Canceled:
        return {Text::tr("It was cancelled."), {}, ErrorRemedy::Retry};
    case Kind::NotSignedIn:
        return {Text::tr("This account lacks permission for this%1.").arg(needs(error)),
                Text::tr("Sign in, or add a service token."), ErrorRemedy::SignIn};
    case Kind::Unauthorized:
        return {Text::tr("PlanetScale no longer accepts this sign-in: it has ended or was revoked."),
                Text::tr("Sign in again."), ErrorRemedy::SignIn};
    case Kind::Forbidden:
        return {Text::tr("This sign-in is not allowed to do that%1.").arg(needs(error)),
                Text::tr("Ask an administrator of the organization, or sign in with more access."),
                ErrorRemedy::SignIn};
    case Kind::NotFound:
        if (const api::Endpoint *row = undocumented(error)) {
            return {
                Text::tr("This service does not offer “%1”. PlanetScale does not document the operation; only its own "
                         "clients were seen using it.")
                    .arg(QCoreApplication::translate("Endpoint", row->summary.data())),
                {},
                ErrorRemedy::Reload};
        }
        return {Text::tr("It does not exist, or this sign-in may not see it%1.").arg(needs(error)),
                Text::tr("Check the name, or sign in with more access."), ErrorRemedy::Reload};
    case Kind::Conflict:
        return {orSaid(error.message, Text::tr("It was changed by someone else in the meantime.")),
                Text::tr("Look at what is there now, then decide again."), ErrorRemedy::Reload};
    case Kind::Invalid:
        return invalid(error);
    case Kind::RateLimited:
        return {
            Text::tr("PlanetScale asked for a pause; more requests were sent than the account may send in a minute."),
            Text::tr("Try again in a minute."), ErrorRemedy::Retry};
    case Kind::Server:
        return server(error);
    case Kind::Decode: {
        if (error.status >= 300 && error.status < 400) {
            return {Text::tr("PlanetScale answered with a redirect to another place. It was not followed, to keep the "
                             "sign-in here."),
                    Text::tr("Check the hosts in this account's settings."), ErrorRemedy::None};
        }
        const QString line = visibleText(error.message.trimmed());
        return {line.isEmpty()
                    ? Text::tr("The answer is not what this operation documents.")
                    : Text::tr("The answer is not what this operation documents: %1").arg(quoted(error.message)),
                Text::tr("Try again; if it stays, copy the details into a report."), ErrorRemedy::Retry};
    }
    case Kind::TooLarge:
        return {tooLarge(error), {}, ErrorRemedy::None};
    case Kind::Unsafe:
        return {Text::tr("The sign-in is sent over https only, except to this computer. Nothing was sent."),
                Text::tr("Check the hosts in this account's settings."), ErrorRemedy::None};
    case Kind::ReadOnly:
        return {Text::tr("Read-only mode is on: nothing was sent."),
                Text::tr("Turn read-only mode off to change things."), ErrorRemedy::None};
    }
    return {};
}

QLatin1String kindName(api::ApiError::Kind kind)
{
    using Kind = api::ApiError::Kind;
    switch (kind) {
    case Kind::Offline:
        return "offline"_L1;
    case Kind::HostNotFound:
        return "host not found"_L1;
    case Kind::Timeout:
        return "timeout"_L1;
    case Kind::Tls:
        return "tls"_L1;
    case Kind::Proxy:
        return "proxy"_L1;
    case Kind::Canceled:
        return "canceled"_L1;
    case Kind::NotSignedIn:
        return "not signed in"_L1;
    case Kind::Unauthorized:
        return "unauthorized"_L1;
    case Kind::Forbidden:
        return "forbidden"_L1;
    case Kind::NotFound:
        return "not found"_L1;
    case Kind::Conflict:
        return "conflict"_L1;
    case Kind::Invalid:
        return "invalid"_L1;
    case Kind::RateLimited:
        return "rate limited"_L1;
    case Kind::Server:
        return "server"_L1;
    case Kind::Decode:
        return "decode"_L1;
    case Kind::TooLarge:
        return "too large"_L1;
    case Kind::ReadOnly:
        return "read-only"_L1;
    case Kind::Unsafe:
        return "unsafe"_L1;
    }
    return {};
}

/// For support, so in English and in the wire's words.
QString detailsOf(const api::ApiError &error)
{
    QStringList lines;
    const auto add = [&lines](QLatin1String name, const QString &value) {
        if (!value.isEmpty())
            lines.append(u"%1: %2"_s.arg(name, visibleText(value)));
    };
    if (!error.path.isEmpty())
        add("request"_L1, api::methodName(error.method) + u' ' + error.path);
    add("operation"_L1, error.operation);
    add("error"_L1, kindName(error.kind));
    if (error.status != 0)
        add("status"_L1, QString::number(error.status));
    add("code"_L1, error.code);
    add("message"_L1, error.message);
    add("detail"_L1, error.detail);
    add("request id"_L1, error.requestId);
    add("needs"_L1, error.requirement);
    if (undocumented(error))
        add("documented"_L1, u"no"_s);
    return lines.join(u'\n');
}

} // namespace

QString shortRequirement(const QString &requirement)
{
    constexpr qsizetype named = 2;
    QStringList parts = requirement.split(QStringLiteral(" \u00B7 "));
    for (QString &part : parts) {
        // Any one of them does.
        const QStringList words = part.split(QStringLiteral(", "));
        if (words.size() > named + 1)
            part = Text::tr("%1 or %Ln other(s)", nullptr, int(words.size() - named))
                       .arg(words.mid(0, named).join(QStringLiteral(", ")));
    }
    return visibleText(parts.join(QStringLiteral(" \u00B7 ")));
}

QString ErrorText::paragraph() const
{
    QStringList sentences{title, cause, nextStep};
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

ErrorText describeError(const api::ApiError &error, const QString &what)
{
    const Words words = wordsFor(error);
    return {.title = visibleText(what),
            .cause = words.cause,
            .nextStep = words.nextStep,
            .details = detailsOf(error),
            .remedy = words.remedy};
}

} // namespace orrery::models
