// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/codec.h"
#include "api/core/field.h"
#include "api/core/request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QtTest/QtTest>

// What every typed resource and every request factory has to hold, said once.

namespace orrery::api::test {

/// These suites feed wrong types by the hundred: no line for each.
inline void quietDecoding()
{
    QLoggingCategory::setFilterRules(QStringLiteral("orrery.api.decode.info=false"));
}

/// The wire names a resource describes, in order.
template<class R>
QStringList fieldNames()
{
    QStringList names;
    R::fields().each([&](const auto &...field) { (names.append(QString::fromLatin1(field.name)), ...); });
    return names;
}

/// The words of an enum, in order.
template<class E>
QStringList words()
{
    QStringList result;
    for (const auto &[value, name] : EnumNames<E>::values)
        result.append(OpenEnum<E>(value).text());
    return result;
}

/// A row of ResourceSuite::addNames(): the fields of a resource, literally and in order.
template<class R>
void addFields(const char *type, const char *names)
{
    QTest::newRow(type) << fieldNames<R>() << QString::fromLatin1(names);
}

/// The words of an enum, literally and in order.
template<class E>
void addWords(const char *type, const char *names)
{
    QTest::newRow(type) << words<E>() << QString::fromLatin1(names);
}

inline QJsonObject objectFrom(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        qFatal("not a JSON object: %s at %d", qPrintable(error.errorString()), error.offset);
    return document.object();
}

inline QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Without what decoding drops on purpose: "type", null, empty lists and empty maps.
inline QJsonValue essence(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &element : value.toArray())
            out.append(essence(element));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out;
    const QJsonObject in = value.toObject();
    for (auto at = in.constBegin(); at != in.constEnd(); ++at) {
        if (at.key() != QLatin1String("type") && !at.value().isNull() && at.value() != QJsonValue(QJsonArray()))
            out.insert(at.key(), essence(at.value()));
    }
    return out;
}

/// The decoded resource; an empty one, with a warning, when it cannot be decoded.
template<class R>
R decoded(const QByteArray &fixture)
{
    const Result<R> value = Codec<R>::decode(fixture);
    if (!value) {
        qWarning("%s", qPrintable(value.error().detail));
        return {};
    }
    return *value;
}

/// decode → encode gives the fixture back, decode → encode → decode the same value. Empty when so, else what went wrong.
template<class R>
QString roundTripFault(const QByteArray &fixture)
{
    const Result<R> value = Codec<R>::decode(fixture);
    if (!value)
        return value.error().detail;
    const QByteArray encoded = Codec<R>::body(*value).bytes;
    if (essence(objectFrom(encoded)) != essence(objectFrom(fixture)))
        return QStringLiteral("encoded as %1").arg(QString::fromUtf8(encoded));
    const Result<R> again = Codec<R>::decode(encoded);
    if (!again || *again != *value || Codec<R>::body(*again).bytes != encoded)
        return QStringLiteral("a second round differs");
    return {};
}

/// Empty when every described field stands in `fixture` with a value and nothing else does, else the first name that fails.
template<class R>
QString completenessFault(const QByteArray &fixture)
{
    const QJsonObject object = objectFrom(fixture);
    const R value = decoded<R>(fixture);
    if (!value.extras.isEmpty())
        return QStringLiteral("not described: %1").arg(value.extras.first().name);
    for (const FieldValue &field : describeFields(value)) {
        if (!object.contains(field.name))
            return QStringLiteral("not in the fixture: %1").arg(field.name);
        if (!field.value.isValid() && field.children.isEmpty())
            return QStringLiteral("not decoded: %1").arg(field.name);
    }
    return {};
}

/// Takes each field of `fixture` in turn: null and missing are the same emptiness, another type goes to extras and comes back
/// when encoded; the other fields stay as they are. Empty when that holds, else the name that fails.
template<class R>
QString toleranceFault(const QByteArray &fixture, const QStringList &opaque = {})
{
    const QJsonArray wrong{true};
    for (const QString &name : fieldNames<R>()) {
        QJsonObject object = objectFrom(fixture);
        object.insert(name, QJsonValue());
        const Result<R> withNull = Codec<R>::decode(bytes(object));
        object.remove(name);
        const Result<R> without = Codec<R>::decode(bytes(object));
        if (!withNull || !without || *withNull != *without || !without->extras.isEmpty())
            return QStringLiteral("null or missing %1").arg(name);
        object.insert(name, wrong);
        Result<R> withWrong = Codec<R>::decode(bytes(object));
        if (!withWrong)
            return QStringLiteral("wrong type of %1: %2").arg(name, withWrong.error().detail);
        if (opaque.contains(name))
            continue;
        const QList<ExtraField> expected{{name, "[true]", true}};
        if (withWrong->extras != expected)
            return QStringLiteral("wrong type of %1 is not kept").arg(name);
        if (objectFrom(Codec<R>::body(*withWrong).bytes).value(name) != wrong)
            return QStringLiteral("wrong type of %1 is not written back").arg(name);
        withWrong->extras.clear();
        if (*withWrong != *without)
            return QStringLiteral("wrong type of %1 changes other fields").arg(name);
    }
    return {};
}

/// A row of ResourceSuite::addRequests().
inline void addRequest(const char *tag, const RequestData &request, const char *method, const char *path,
                       const char *query = "", const char *body = "")
{
    QTest::newRow(tag) << request << QString::fromLatin1(method) << QString::fromLatin1(path)
                       << QString::fromLatin1(query) << QByteArray(body);
}

} // namespace orrery::api::test

/// The four checks of a resource with all its fields: literal names, completeness, round trip, tolerance.
#define CHECK_RESOURCE(Type, fixture, ...)                                                                             \
    do {                                                                                                               \
        QCOMPARE(orrery::api::test::completenessFault<orrery::api::Type>(fixture), QString());                         \
        QCOMPARE(orrery::api::test::roundTripFault<orrery::api::Type>(fixture), QString());                            \
        QCOMPARE(orrery::api::test::toleranceFault<orrery::api::Type>(fixture, QStringList{__VA_ARGS__}), QString());  \
    } while (false)
