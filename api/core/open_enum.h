// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <span>
#include <utility>

namespace orrery::api {

/// Specialise for each enum the API sends: `static constexpr std::pair<E, std::string_view> values[]`.
template<class E>
struct EnumNames;

/// A value of a set the service may extend at any time: a known enumerator, or the text that was sent.
/// Absent (missing or null) is distinct from unknown.
template<class E>
class OpenEnum
{
public:
    OpenEnum() = default;
    OpenEnum(E value)
        : m_value(value), m_present(true) {} // NOLINT(google-explicit-constructor): a value is its enumerator
    static OpenEnum fromText(const QString &text)
    {
        OpenEnum result;
        result.m_present = true;
        for (const auto &[value, name] : EnumNames<E>::values) {
            if (text == QLatin1String(name.data(), qsizetype(name.size()))) {
                result.m_value = value;
                return result;
            }
        }
        result.m_unknown = text.isNull() ? QStringLiteral("") : text;
        return result;
    }

    [[nodiscard]] bool isPresent() const { return m_present; }
    [[nodiscard]] bool isKnown() const { return m_present && m_unknown.isNull(); }
    /// The enumerator; only meaningful when isKnown().
    [[nodiscard]] E value() const { return m_value; }
    /// As sent: the enumerator's name, or the unknown text.
    [[nodiscard]] QString text() const
    {
        if (!m_present)
            return {};
        if (!m_unknown.isNull())
            return m_unknown;
        for (const auto &[value, name] : EnumNames<E>::values) {
            if (value == m_value)
                return QString::fromLatin1(name.data(), qsizetype(name.size()));
        }
        return {};
    }

    friend bool operator==(const OpenEnum &a, const OpenEnum &b)
    {
        return a.m_present == b.m_present && a.m_unknown == b.m_unknown && (!a.isKnown() || a.m_value == b.m_value);
    }
    friend bool operator==(const OpenEnum &a, E b) { return a.isKnown() && a.m_value == b; }

private:
    E m_value{};
    QString m_unknown; ///< null when known
    bool m_present = false;
};

} // namespace orrery::api
