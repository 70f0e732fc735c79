// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/request.h"

#include <QCoreApplication>
#include <QUrl>

namespace orrery::api {

namespace {
QString toQString(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}
} // namespace

QString RequestData::encodedPath() const
{
    const QString path = toQString(endpoint->path);
    QString result;
    qsizetype argument = 0;
    for (qsizetype at = 0; at < path.size();) {
        const qsizetype open = path.indexOf(QLatin1Char('{'), at);
        if (open < 0) {
            result += QStringView(path).mid(at);
            break;
        }
        const qsizetype close = path.indexOf(QLatin1Char('}'), open);
        Q_ASSERT_X(argument < pathArguments.size(), "RequestData", "fewer arguments than placeholders");
        result += QStringView(path).mid(at, open - at);
        // "." and ".." as a whole segment would climb the path: their dots are encoded too.
        QString segment = encoded(pathArguments.value(argument++));
        if (segment == QLatin1String(".") || segment == QLatin1String(".."))
            segment.replace(QLatin1Char('.'), QLatin1String("%2E"));
        result += segment;
        at = close + 1;
    }
    Q_ASSERT_X(argument == pathArguments.size(), "RequestData", "more arguments than placeholders");
    return result;
}

QString RequestData::encodedQuery() const
{
    QStringList parts;
    for (const auto &[name, value] : query)
        parts.append(encoded(name) + QLatin1Char('=') + encoded(value));
    return parts.join(QLatin1Char('&'));
}

QString RequestData::organization() const
{
    return endpoint->path.starts_with("/organizations/{") ? pathArguments.value(0) : QString();
}

QString requirementText(const Endpoint &endpoint)
{
    QStringList parts;
    const auto add = [&parts](const QString &level, std::string_view words) {
        if (!words.empty())
            parts.append(level.arg(toQString(words).replace(QLatin1Char(' '), QLatin1String(", "))));
    };
    const auto level = [](const char *text) { return QCoreApplication::translate("Endpoint", text); };
    add(level(QT_TRANSLATE_NOOP("Endpoint", "user: %1")), endpoint.scopes.user);
    add(level(QT_TRANSLATE_NOOP("Endpoint", "organization: %1")), endpoint.scopes.organization);
    add(level(QT_TRANSLATE_NOOP("Endpoint", "database: %1")), endpoint.scopes.database);
    add(level(QT_TRANSLATE_NOOP("Endpoint", "branch: %1")), endpoint.scopes.branch);
    add(level(QT_TRANSLATE_NOOP("Endpoint", "service token: %1")), endpoint.accesses);
    return parts.join(QStringLiteral(" · "));
}

} // namespace orrery::api
