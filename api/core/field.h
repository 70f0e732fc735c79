// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/keyed.h"
#include "api/core/open_enum.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QVariant>

#include <optional>
#include <tuple>
#include <type_traits>

namespace orrery::api {

/// How a field's value reads to a person.
enum class Meaning : quint8 {
    Text,
    Identifier,
    Url,
    Code,
    Bytes,
    Percent,
    Seconds,
    Count,
    Money,
    Time,
    State,
    Flag,
    Object,
    Secret ///< a password, a token, a signing key: see holdsSecrets()
};

/// A field the service sent that its description does not name, or names with another type; kept for the explorer.
struct ExtraField
{
    QString name;
    QByteArray json; ///< compact JSON text as it came
    bool wrongType = false;
    friend bool operator==(const ExtraField &, const ExtraField &) = default;
};

/// Base of everything decoded from an answer. A missing or null field is the member's own empty value: a null QString,
/// an invalid QDateTime, an empty optional or list, an absent OpenEnum.
struct Resource
{
    QList<ExtraField> extras;
    friend bool operator==(const Resource &, const Resource &) = default;
};

/// An opaque JSON value (the reference names no fields for it), as compact text; empty when absent.
struct JsonText
{
    QByteArray text;
    friend bool operator==(const JsonText &, const JsonText &) = default;
};

/// Describes one field of resource R once, for decoding, encoding, the details panel and the export.
template<class R, class M>
struct Field
{
    const char *name; ///< as on the wire
    M R::*member;
    Meaning meaning;
    const char *label; ///< English label, translated in context "Field"
};

template<class R, class M>
constexpr Field<R, M> field(const char *name, M R::*member, Meaning meaning, const char *label)
{
    return {name, member, meaning, label};
}

template<class... Fs>
constexpr auto keepFields(Fs... fields)
{
    return [=](auto &&visit) -> decltype(auto) { return visit(fields...); };
}

/// The fields of a resource: `R::fields().each(visit)` calls visit(field, field, …) once with all of them. Not a std::tuple: the
/// constraints of its constructors took a second of every file that included a large resource.
template<class Kept>
struct FieldTable
{
    Kept each;

    template<class... Fs>
    constexpr explicit FieldTable(Fs... fields) : each(keepFields(fields...))
    {}
};
template<class... Fs>
FieldTable(Fs...) -> FieldTable<decltype(keepFields(std::declval<Fs>()...))>;

/// Whether a value of this type has a member that is marked Meaning::Secret, at any depth. Where it does, keeping
/// (Codec::encode), what is shown of a body (JsonBody::redacted) and what a person sees (describeFields) leave it out.
template<class M>
inline constexpr bool holdsSecrets = false;
template<class R>
requires std::is_base_of_v<Resource, R>
inline constexpr bool holdsSecrets<R> = R::fields().each([]<class... Ms>(const Field<R, Ms> &...each) {
    return ((each.meaning == Meaning::Secret || holdsSecrets<Ms>) || ...);
});
template<class M>
inline constexpr bool holdsSecrets<std::optional<M>> = holdsSecrets<M>;
template<class M>
inline constexpr bool holdsSecrets<QList<M>> = holdsSecrets<M>;
template<class M>
inline constexpr bool holdsSecrets<Keyed<M>> = holdsSecrets<M>;

/// A field as a person sees it: no JSON.
struct FieldValue
{
    QString name; ///< as on the wire
    QString label; ///< translated
    Meaning meaning = Meaning::Text;
    /// QString, bool, qint64, double, QDateTime or QStringList; invalid when absent. Of a secret: dots, whatever it is.
    QVariant value;
    QList<FieldValue> children; ///< of a nested object; list elements are numbered
};

/// The fields of `resource` in declaration order, translated; extras last. `R::fields()` is a FieldTable.
template<class R>
QList<FieldValue> describeFields(const R &resource);

} // namespace orrery::api
