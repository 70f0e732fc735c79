// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/required.h"

#include "api/core/json_text.h"
#include "api/core/request.h"

#include <algorithm>

namespace orrery::api {

namespace {

using namespace Qt::StringLiterals;

QString toQString(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

/// An empty name would address something else: DELETE …/branches/ is not about a branch.
QStringList emptyPlaces(const RequestData &request)
{
    QStringList missing;
    const QStringList parts = toQString(request.endpoint->path).split(u'{').mid(1);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (request.pathArguments.value(i).isEmpty())
            missing.append(parts.at(i).section(u'}', 0, 0));
    }
    return missing;
}

QStringList missingMembers(const RequestData &request, std::span<const Required> required)
{
    const auto members = jsonMembers(request.body);
    if (!members)
        return {};
    const auto isThere = [&members](const QString &name) {
        const QString value = members->value(name);
        return !value.isEmpty() && value != "[]"_L1;
    };
    QStringList missing;
    for (const Required &each : required) {
        if (!each.when.empty() && !isThere(toQString(each.when)))
            continue;
        const QStringList names = toQString(each.members).split(u'|');
        if (std::none_of(names.cbegin(), names.cend(), isThere))
            missing.append(names.first());
    }
    return missing;
}

} // namespace

QStringList missingFrom(const RequestData &request)
{
    QStringList missing = emptyPlaces(request);
    const std::span<const RequiredBody> bodies = requiredBodies();
    const auto body = std::find_if(bodies.begin(), bodies.end(), [&request](const RequiredBody &each) {
        return each.operation == request.endpoint->id;
    });
    if (body != bodies.end())
        missing += missingMembers(request, body->members);
    return missing;
}

} // namespace orrery::api
