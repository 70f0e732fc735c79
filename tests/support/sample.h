// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/core/utc.h"
#include "api/storage/metrics.h"

namespace orrery::test {

/// What stands in every member that is marked as a secret.
inline const QString sampleSecret = QStringLiteral("hush-6fd1c0a95e");

// Values with every field set, made from the descriptions of their types.

inline void fill(QString &value)
{
    value = QStringLiteral("text");
}
inline void fill(QDateTime &value)
{
    value = QDateTime(QDate(2026, 2, 3), QTime(9, 15), orrery::kUtc);
}
inline void fill(std::optional<bool> &value)
{
    value = true;
}
inline void fill(std::optional<qint64> &value)
{
    value = 1;
}
inline void fill(std::optional<double> &value)
{
    value = 1.5;
}
inline void fill(QStringList &value)
{
    value = {QStringLiteral("one"), QStringLiteral("two")};
}
inline void fill(api::JsonText &value)
{
    value.text = R"({"a":1})";
}
inline void fill(api::MetricPoint &value)
{
    value = {.seconds = 1, .value = 2.5};
}
template<class E>
void fill(api::OpenEnum<E> &value)
{
    value = std::begin(api::EnumNames<E>::values)->first;
}
template<class R>
requires std::is_base_of_v<api::Resource, R>
void fill(R &value);
template<class R>
requires std::is_base_of_v<api::Resource, R>
void fill(std::optional<R> &value);
template<class V>
void fill(QList<V> &values);
template<class V>
void fill(api::Keyed<V> &values);

template<class R>
requires std::is_base_of_v<api::Resource, R>
void fill(R &value)
{
    const auto fillOne = [&value](const auto &field) {
        auto &member = value.*(field.member);
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(member)>, QString>) {
            if (field.meaning == api::Meaning::Secret) {
                member = sampleSecret;
                return;
            }
        }
        fill(member);
    };
    R::fields().each([&](const auto &...field) { (fillOne(field), ...); });
}
template<class R>
requires std::is_base_of_v<api::Resource, R>
void fill(std::optional<R> &value)
{
    fill(value.emplace());
}
template<class V>
void fill(QList<V> &values)
{
    V value{};
    fill(value);
    values = {value};
}
template<class V>
void fill(api::Keyed<V> &values)
{
    V value{};
    fill(value);
    values.entries = {{QStringLiteral("key"), value}};
}

/// A value with every field set.
template<class T>
T sample()
{
    T value{};
    fill(value);
    return value;
}

} // namespace orrery::test
