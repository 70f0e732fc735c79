// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "api/storage/metrics.h"

#include <QSharedPointer>

namespace orrery::spec {

struct Member;

/// A described type without its C++: what the JSON it reads or writes looks like.
struct Shape
{
    enum class Kind { Text, Time, Flag, Integer, Number, Words, List, Map, Object, Opaque };

    Kind kind = Kind::Opaque;
    QString type; ///< of an object: the struct's name
    bool partial = false; ///< an object of which less is read on purpose
    QStringList words; ///< of an enum
    QList<Member> members; ///< of an object
    QSharedPointer<const Shape> element; ///< of a list or a map
};

struct Member
{
    QString name;
    Shape shape;
};

template<class M>
struct ShapeOf;

template<class M>
Shape shapeOf()
{
    return ShapeOf<M>::make();
}

template<Shape::Kind K>
struct PlainShape
{
    static Shape make()
    {
        Shape shape;
        shape.kind = K;
        return shape;
    }
};
template<class V, Shape::Kind K>
struct ManyShape
{
    static Shape make()
    {
        Shape shape;
        shape.kind = K;
        shape.element = QSharedPointer<const Shape>::create(shapeOf<V>());
        return shape;
    }
};

template<>
struct ShapeOf<QString> : PlainShape<Shape::Kind::Text>
{};
template<>
struct ShapeOf<QDateTime> : PlainShape<Shape::Kind::Time>
{};
template<>
struct ShapeOf<std::optional<bool>> : PlainShape<Shape::Kind::Flag>
{};
template<>
struct ShapeOf<std::optional<qint64>> : PlainShape<Shape::Kind::Integer>
{};
template<>
struct ShapeOf<std::optional<double>> : PlainShape<Shape::Kind::Number>
{};
template<>
struct ShapeOf<api::JsonText> : PlainShape<Shape::Kind::Opaque>
{};
template<>
struct ShapeOf<api::MetricPoint> : PlainShape<Shape::Kind::Opaque>
{};
template<class E>
struct ShapeOf<api::OpenEnum<E>>
{
    static Shape make()
    {
        Shape shape;
        shape.kind = Shape::Kind::Words;
        for (const auto &[value, name] : api::EnumNames<E>::values)
            shape.words.append(QString::fromLatin1(name.data(), qsizetype(name.size())));
        return shape;
    }
};
template<class R>
requires std::is_base_of_v<api::Resource, R>
struct ShapeOf<R>
{
    static Shape make()
    {
        Shape shape;
        shape.kind = Shape::Kind::Object;
        shape.type = QString::fromLatin1(QMetaType::fromType<R>().name()).section(QLatin1String("::"), -1);
        if constexpr (requires { R::keepsExtras; })
            shape.partial = !R::keepsExtras;
        R::fields().each([&]<class... Ms>(const api::Field<R, Ms> &...field) {
            (shape.members.append({QString::fromLatin1(field.name), shapeOf<Ms>()}), ...);
        });
        return shape;
    }
};
template<class R>
requires std::is_base_of_v<api::Resource, R>
struct ShapeOf<std::optional<R>> : ShapeOf<R>
{};
template<class V>
struct ShapeOf<QList<V>> : ManyShape<V, Shape::Kind::List>
{};
template<class V>
struct ShapeOf<api::Keyed<V>> : ManyShape<V, Shape::Kind::Map>
{};

} // namespace orrery::spec
