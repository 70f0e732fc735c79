// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/service_token.h"

namespace orrery::api {

namespace {
constexpr qsizetype idLength = 12;
constexpr qsizetype maximumTokenLength = 512;
constexpr QLatin1String tokenPrefix("pscale_tkn_");

bool isIdShaped(const QString &text)
{
    return text.size() == idLength && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
           });
}

// Printable ASCII without blanks: anything else could break out of the header the token is sent in.
bool isHeaderSafe(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}
} // namespace

ServiceTokenInput readServiceToken(const QString &typedId, const QString &typedToken)
{
    QString id = typedId.trimmed();
    QString token = typedToken.trimmed();

    // "ID:TOKEN", as it stands in an Authorization header, pasted into one of the two fields.
    for (QString *field : {&id, &token}) {
        const qsizetype colon = field->indexOf(u':');
        QString *other = field == &id ? &token : &id;
        if (colon > 0 && (other->isEmpty() || *other == *field || field->startsWith(*other + u':'))) {
            const QString pair = *field;
            id = pair.left(colon).trimmed();
            token = pair.mid(colon + 1).trimmed();
            break;
        }
    }

    const auto problem = [&] {
        if (id.isEmpty() && token.isEmpty())
            return ServiceTokenProblem::MissingId;
        if (id.startsWith(tokenPrefix))
            return token.isEmpty() || isIdShaped(token) ? ServiceTokenProblem::Swapped : ServiceTokenProblem::BadId;
        if (id.isEmpty())
            return ServiceTokenProblem::MissingId;
        if (token.isEmpty())
            return ServiceTokenProblem::MissingToken;
        if (!isIdShaped(id))
            return ServiceTokenProblem::BadId;
        if (token.startsWith(QLatin1String("pscale_oauth_")) || token.startsWith(QLatin1String("pscale_pw_")))
            return ServiceTokenProblem::OAuthToken;
        if (!token.startsWith(tokenPrefix) || token.size() <= tokenPrefix.size() || token.size() > maximumTokenLength
            || !isHeaderSafe(token)) {
            return ServiceTokenProblem::BadToken;
        }
        return ServiceTokenProblem::None;
    }();
    if (problem != ServiceTokenProblem::None)
        return {.problem = problem, .token = {}};
    return {.problem = problem, .token = {.id = id, .token = Secret(token.toLatin1())}};
}

std::optional<ServiceTokenInput> takeServiceTokenFromEnvironment()
{
    const auto take = [](const char *name) {
        const QString value = qEnvironmentVariable(name);
        qunsetenv(name);
        return value;
    };
    const QString id = take("PLANETSCALE_SERVICE_TOKEN_ID");
    const QString token = take("PLANETSCALE_SERVICE_TOKEN");
    if (id.isEmpty() && token.isEmpty())
        return std::nullopt;
    return readServiceToken(id, token);
}

} // namespace orrery::api
