// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/schema_side.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace orrery::models {

namespace {
const QLatin1String noOrganization("~");
constexpr qsizetype longestName = 255;

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName && name != QLatin1String(".") && name != QLatin1String("..");
}
} // namespace

QString SchemaSide::toText() const
{
    if (isEmpty())
        return {};
    const QStringList names =
        isSnapshot() ? QStringList{noOrganization, snapshot} : QStringList{organization, database, branch};
    QStringList encoded;
    for (const QString &name : names)
        encoded.append(QString::fromLatin1(QUrl::toPercentEncoding(name)));
    return encoded.join(u'/');
}

std::optional<SchemaSide> SchemaSide::fromText(const QString &text)
{
    if (text.isEmpty())
        return SchemaSide();
    QStringList names;
    for (const QString &name : text.split(u'/'))
        names.append(QUrl::fromPercentEncoding(name.toLatin1()));
    if (!std::all_of(names.cbegin(), names.cend(), isName))
        return std::nullopt;
    if (names.size() == 2 && names.at(0) == noOrganization)
        return ofSnapshot(names.at(1));
    if (names.size() == 3)
        return ofBranch(names.at(0), names.at(1), names.at(2));
    return std::nullopt;
}

} // namespace orrery::models
