// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/json_text.h"

#include <nlohmann/json.hpp>

namespace orrery::api {

namespace {
using OrderedJson = nlohmann::ordered_json;

OrderedJson parsed(const QByteArray &json)
{
    return OrderedJson::parse(json.cbegin(), json.cend(), nullptr, false);
}

QString dumped(const OrderedJson &value, int indent)
{
    return QString::fromStdString(value.dump(indent, ' ', false, OrderedJson::error_handler_t::replace));
}
} // namespace

QString prettyJson(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    const OrderedJson value = parsed(json);
    return value.is_discarded() ? QString::fromUtf8(json) : dumped(value, 2);
}

std::optional<QHash<QString, QString>> jsonMembers(const QByteArray &json)
{
    QHash<QString, QString> members;
    if (json.isEmpty())
        return members;
    const OrderedJson value = parsed(json);
    if (!value.is_object())
        return std::nullopt;
    for (const auto &[name, member] : value.items()) {
        if (member.is_string())
            members.insert(QString::fromStdString(name), QString::fromStdString(member.get_ref<const std::string &>()));
        else if (!member.is_null())
            members.insert(QString::fromStdString(name), dumped(member, -1));
    }
    return members;
}

} // namespace orrery::api
