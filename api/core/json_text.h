// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace orrery::api {

/// JSON for a person to read: indented by two, members in their order. Text that is not JSON comes back as it is; an empty
/// body stays empty.
QString prettyJson(const QByteArray &json);

/// The members of an object by name: texts as they are, everything else as compact JSON; null members are left out. An
/// empty body has none; nothing at all when it is not an object.
std::optional<QHash<QString, QString>> jsonMembers(const QByteArray &json);

} // namespace orrery::api
