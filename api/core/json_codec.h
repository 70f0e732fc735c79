// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The JSON side of codec.h and field.h. Include it only in api/'s .cpp files, which instantiate Codec for their resources.

#include "api/core/codec.h"
#include "api/core/field.h"
#include "api/core/keyed.h"

#include <nlohmann/json.hpp>

#include <span>
#include <type_traits>

namespace orrery::api::json {

using Json = nlohmann::json;

// --- JSON → value. Each returns false, leaving `out` as it was, when `in` has another type.
bool read(const Json &in, QString &out);
bool read(const Json &in, std::optional<bool> &out);
bool read(const Json &in, std::optional<qint64> &out);
bool read(const Json &in, std::optional<double> &out);
bool read(const Json &in, QDateTime &out);
bool read(const Json &in, QStringList &out);
bool read(const Json &in, JsonText &out);

template<class E>
bool read(const Json &in, OpenEnum<E> &out)
{
    QString text;
    if (!read(in, text))
        return false;
    out = OpenEnum<E>::fromText(text);
    return true;
}

/// A list of words, also of some the reference does not name.
template<class E>
bool read(const Json &in, QList<OpenEnum<E>> &out)
{
    QStringList words;
    if (!read(in, words))
        return false;
    out.clear();
    for (const QString &word : std::as_const(words))
        out.append(OpenEnum<E>::fromText(word));
    return true;
}

template<class R>
requires std::is_base_of_v<Resource, R>
bool read(const Json &in, R &out);

template<class R>
requires std::is_base_of_v<Resource, R>
bool read(const Json &in, std::optional<R> &out)
{
    R value;
    if (!read(in, value))
        return false;
    out = std::move(value);
    return true;
}

template<class R>
requires std::is_base_of_v<Resource, R>
bool read(const Json &in, QList<R> &out)
{
    if (!in.is_array())
        return false;
    QList<R> values;
    values.reserve(qsizetype(in.size()));
    for (const Json &element : in) {
        R value;
        if (!read(element, value))
            return false;
        values.append(std::move(value));
    }
    out = std::move(values);
    return true;
}

template<class V>
bool read(const Json &in, Keyed<V> &out);

// A member type of a feature's own (MetricPoint) brings its read, write and describeInto in namespace orrery::api, declared
// before its resource is instantiated: they are found by argument.

// --- value → JSON. A null result means "absent": the field is left out.
Json write(const QString &value);
Json write(const std::optional<bool> &value);
Json write(const std::optional<qint64> &value);
Json write(const std::optional<double> &value);
Json write(const QDateTime &value);
Json write(const QStringList &value);
Json write(const JsonText &value);

template<class E>
Json write(const OpenEnum<E> &value)
{
    return value.isPresent() ? write(value.text()) : Json();
}

template<class E>
Json write(const QList<OpenEnum<E>> &values)
{
    Json out = Json::array();
    for (const OpenEnum<E> &value : values)
        out.push_back(write(value));
    return out;
}

template<class R>
requires std::is_base_of_v<Resource, R> Json write(const R &value);

template<class R>
requires std::is_base_of_v<Resource, R> Json write(const std::optional<R> &value)
{
    return value ? write(*value) : Json();
}

template<class R>
requires std::is_base_of_v<Resource, R> Json write(const QList<R> &values)
{
    Json out = Json::array();
    for (const R &value : values)
        out.push_back(write(value));
    return out;
}

template<class V>
Json write(const Keyed<V> &value);

template<class V>
inline constexpr bool isCollection = false;
template<class V>
inline constexpr bool isCollection<QList<V>> = true;
template<class V>
inline constexpr bool isCollection<Keyed<V>> = true;

/// A field's value. An empty list or map is absent, as it is when read: a body carries only what was set.
template<class V>
Json writeField(const V &value)
{
    if constexpr (isCollection<V>) {
        if (value.isEmpty())
            return {};
    }
    return write(value);
}

/// Counts a tolerated oddity in the log category orrery.api.decode (at most one line per field and run).
void noteOddity(const char *field, const char *what);

/// A resource made for long lists may say `static constexpr bool keepsExtras = false`: what it does not describe is dropped.
template<class R>
constexpr bool keepsExtras()
{
    if constexpr (requires { R::keepsExtras; })
        return R::keepsExtras;
    else
        return true;
}

// A resource's fields with their types taken away: the loops over fields are compiled once, in json_codec.cpp, and each member
// type once a file, not each field of each resource.
struct FieldReader
{
    const char *name;
    bool secret; ///< of another type than described it is not kept either
    void *target;
    bool (*read)(const Json &in, void *target);
};
struct FieldWriter
{
    const char *name;
    const void *source;
    Json (*write)(const void *source);
};

/// False when `in` is no object. `extras` takes what is not described or has another type; null to forget it.
bool readFields(const Json &in, std::span<const FieldReader> fields, Resource *extras);
Json writeFields(std::span<const FieldWriter> fields, const Resource &extras);

template<class M>
bool readMember(const Json &in, void *target)
{
    return read(in, *static_cast<M *>(target));
}

template<class M>
Json writeMember(const void *source)
{
    return writeField(*static_cast<const M *>(source));
}

template<class R>
requires std::is_base_of_v<Resource, R>
bool read(const Json &in, R &out)
{
    return R::fields().each([&]<class... Ms>(const Field<R, Ms> &...field) {
        const FieldReader readers[] = {
            {field.name, field.meaning == Meaning::Secret, &(out.*(field.member)), &readMember<Ms>}...};
        return readFields(in, readers, keepsExtras<R>() ? &out : nullptr);
    });
}

template<class R>
requires std::is_base_of_v<Resource, R> Json write(const R &value)
{
    return R::fields().each([&]<class... Ms>(const Field<R, Ms> &...field) {
        const FieldWriter writers[] = {{field.name, &(value.*(field.member)), &writeMember<Ms>}...};
        return writeFields(writers, value);
    });
}

/// Where the secrets of an object are: members that are one, and members whose parts hold some.
struct SecretPlace
{
    const char *name;
    void (*hide)(Json &value, bool erase); ///< null: the member itself is the secret
};

/// Erases the secrets of `object` or puts "[redacted]" in their place.
void hideSecretPlaces(Json &object, std::span<const SecretPlace> places, bool erase);

/// What hides the secrets within a member of type M: a resource, an optional one, a list or a map of them.
template<class M>
void hideSecretsIn(Json &value, bool erase);

template<class M>
struct SecretsOf
{
    static void hide(Json &value, bool erase)
    {
        M::fields().each([&]<class... Ms>(const Field<M, Ms> &...field) {
            const SecretPlace places[] = {{holdsSecrets<Ms> || field.meaning == Meaning::Secret ? field.name : nullptr,
                                           field.meaning == Meaning::Secret ? nullptr : &hideSecretsIn<Ms>}...};
            hideSecretPlaces(value, places, erase);
        });
    }
};
template<class M>
struct SecretsOf<std::optional<M>> : SecretsOf<M>
{};
template<class M>
struct SecretsOf<QList<M>>
{
    static void hide(Json &value, bool erase)
    {
        for (Json &element : value)
            hideSecretsIn<M>(element, erase);
    }
};
template<class M>
struct SecretsOf<Keyed<M>> : SecretsOf<QList<M>>
{};

template<class M>
void hideSecretsIn(Json &value, bool erase)
{
    if constexpr (holdsSecrets<M>)
        SecretsOf<M>::hide(value, erase);
}

/// A value without its secrets, for what is kept and what is shown.
template<class M>
Json writeWithoutSecrets(const M &value, bool erase)
{
    Json out = write(value);
    hideSecretsIn<M>(out, erase);
    return out;
}

template<class V>
bool read(const Json &in, Keyed<V> &out)
{
    if (!in.is_object())
        return false;
    Keyed<V> values;
    for (const auto &[name, element] : in.items()) {
        V value{};
        if (read(element, value))
            values.entries.append({QString::fromStdString(name), std::move(value)});
        else if (!element.is_null() && name != "type") // real objects name their type
            noteOddity("entry of a map", "has another type than described");
    }
    out = std::move(values);
    return true;
}

template<class V>
Json write(const Keyed<V> &value)
{
    Json out = Json::object();
    for (const auto &[name, element] : value.entries)
        out[name.toStdString()] = write(element);
    return out;
}

/// The document, or Kind::Decode with its first line and the place of the fault.
Result<Json> parse(const QByteArray &body);
ApiError decodeError(const QString &detail, const QByteArray &body);
QByteArray dump(const Json &value);

/// Keeps an element of a list that is no object among the extras of its empty row, and notes it.
void keepElement(Resource &row, const Json &element);

/// Why a list that says it has so many pages is not read at all.
std::optional<ApiError> tooManyPages(const Json &document);

/// Reads what paging there is around `data`. False when `document` is no list answer.
bool readPaging(const Json &document, std::optional<PageRequest> &next, std::optional<qint64> &totalCount,
                std::optional<int> &totalPages);

template<class R>
Result<QList<R>> readArray(const Json &array, const QByteArray &body)
{
    if (!array.is_array())
        return tl::unexpected(decodeError(QStringLiteral("expected a list"), body));
    QList<R> values;
    values.reserve(qsizetype(array.size()));
    for (const Json &element : array) {
        // An element that is no object neither takes the list with it nor goes unseen: it is a row with nothing but itself.
        R value;
        if (!read(element, value))
            keepElement(value, element);
        values.append(std::move(value));
    }
    return values;
}

// --- value → what a person sees
template<class V>
QVariant plain(const V &value)
{
    if constexpr (std::is_same_v<V, QString>)
        return value.isNull() ? QVariant() : QVariant(value);
    else if constexpr (std::is_same_v<V, QDateTime>)
        return value.isValid() ? QVariant(value) : QVariant();
    else if constexpr (std::is_same_v<V, QStringList>)
        return value.isEmpty() ? QVariant() : QVariant(value);
    else if constexpr (std::is_same_v<V, JsonText>)
        return value.text.isEmpty() ? QVariant() : QVariant(QString::fromUtf8(value.text));
    else
        return value ? QVariant::fromValue(*value) : QVariant();
}
template<class E>
QVariant plain(const OpenEnum<E> &value)
{
    return value.isPresent() ? QVariant(value.text()) : QVariant();
}

template<class E>
QVariant plain(const QList<OpenEnum<E>> &values)
{
    QStringList words;
    for (const OpenEnum<E> &value : values)
        words.append(value.text());
    return words.isEmpty() ? QVariant() : QVariant(words);
}

template<class R>
requires std::is_base_of_v<Resource, R>
void describeInto(FieldValue &out, const R &value)
{
    out.children = describeFields(value);
}
template<class R>
requires std::is_base_of_v<Resource, R>
void describeInto(FieldValue &out, const std::optional<R> &value)
{
    if (value)
        out.children = describeFields(*value);
}
template<class R>
requires std::is_base_of_v<Resource, R>
void describeInto(FieldValue &out, const QList<R> &values)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        FieldValue child{.name = QString::number(i),
                         .label = QString::number(i + 1),
                         .meaning = Meaning::Object,
                         .value = {},
                         .children = {}};
        child.children = describeFields(values.at(i));
        out.children.append(std::move(child));
    }
}
template<class V>
requires(!requires(V v) { v.extras; }) void describeInto(FieldValue &out, const V &value)
{
    out.value = plain(value);
}

template<class V>
void describeInto(FieldValue &out, const Keyed<V> &values)
{
    for (const auto &[name, value] : values.entries) {
        FieldValue child{.name = name, .label = name, .meaning = out.meaning, .value = {}, .children = {}};
        describeInto(child, value);
        out.children.append(std::move(child));
    }
}

struct FieldDescriber
{
    const char *name;
    const char *label;
    Meaning meaning;
    const void *source;
    void (*describe)(FieldValue &out, const void *source);
};

QList<FieldValue> describeAll(std::span<const FieldDescriber> fields, const Resource &extras);

template<class M>
void describeMember(FieldValue &out, const void *source)
{
    describeInto(out, *static_cast<const M *>(source));
}

} // namespace orrery::api::json

namespace orrery::api {

template<class R>
QList<FieldValue> describeFields(const R &resource)
{
    return R::fields().each([&]<class... Ms>(const Field<R, Ms> &...field) {
        const json::FieldDescriber describers[] = {
            {field.name, field.label, field.meaning, &(resource.*(field.member)), &json::describeMember<Ms>}...};
        return json::describeAll(describers, resource);
    });
}

template<class T>
Result<T> Codec<T>::decode(const QByteArray &body)
{
    const auto document = json::parse(body);
    if (!document)
        return tl::unexpected(document.error());
    T value;
    if (!json::read(*document, value))
        return tl::unexpected(json::decodeError(QStringLiteral("expected an object"), body));
    return value;
}

template<class T>
QByteArray Codec<T>::encode(const T &value)
{
    return json::dump(json::writeWithoutSecrets(value, true));
}

template<class T>
JsonBody Codec<T>::body(const T &value)
{
    JsonBody body{.bytes = json::dump(json::write(value)), .redacted = {}};
    if constexpr (holdsSecrets<T>)
        body.redacted = json::dump(json::writeWithoutSecrets(value, false));
    return body;
}

template<class T>
Result<QList<T>> Codec<T>::decodeList(const QByteArray &body)
{
    const auto document = json::parse(body);
    if (!document)
        return tl::unexpected(document.error());
    return json::readArray<T>(*document, body);
}

template<class T>
QByteArray Codec<T>::encodeList(const QList<T> &values)
{
    return json::dump(json::writeWithoutSecrets(values, true));
}

template<class T>
Result<Page<T>> Codec<T>::decodePage(const QByteArray &body)
{
    const auto document = json::parse(body);
    if (!document)
        return tl::unexpected(document.error());
    Page<T> page;
    if (!json::readPaging(*document, page.next, page.totalCount, page.totalPages))
        return tl::unexpected(json::decodeError(QStringLiteral("expected a page of a list"), body));
    if (const auto error = json::tooManyPages(*document))
        return tl::unexpected(*error);
    auto items = json::readArray<T>((*document)["data"], body);
    if (!items)
        return tl::unexpected(items.error());
    page.items = std::move(*items);
    return page;
}

template<class T>
Result<QList<T>> Codec<T>::decodeData(const QByteArray &body)
{
    const auto document = json::parse(body);
    if (!document)
        return tl::unexpected(document.error());
    const auto data = document->find("data");
    if (data == document->end())
        return tl::unexpected(json::decodeError(QStringLiteral("the list \"data\" is missing"), body));
    return json::readArray<T>(*data, body);
}

} // namespace orrery::api

/// Instantiates everything a resource needs outside api/. Once, in a .cpp of its folder.
#define ORRERY_API_RESOURCE(Type)                                                                                      \
    template struct orrery::api::Codec<Type>;                                                                          \
    template QList<orrery::api::FieldValue> orrery::api::describeFields<Type>(const Type &);

/// The same for what never comes as a list of its own: a part of another resource, or a body. Compiles in a third of the time.
#define ORRERY_API_PART(Type)                                                                                          \
    template orrery::api::Result<Type> orrery::api::Codec<Type>::decode(const QByteArray &);                           \
    template QByteArray orrery::api::Codec<Type>::encode(const Type &);                                                \
    template orrery::api::JsonBody orrery::api::Codec<Type>::body(const Type &);                                       \
    template QList<orrery::api::FieldValue> orrery::api::describeFields<Type>(const Type &);
