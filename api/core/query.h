// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/open_enum.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>
#include <utility>

namespace orrery::api {

/// From `from` to `to`, both included; sent as "from..to".
struct TimeRange
{
    QDateTime from;
    QDateTime to;
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

/// The filters of a request, in the order they are added; what is not set is not sent.
class Query
{
public:
    Query &add(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            m_items.append({QString::fromLatin1(name), value});
        return *this;
    }
    Query &add(const char *name, const std::optional<bool> &value)
    {
        return value ? add(name, *value ? QStringLiteral("true") : QStringLiteral("false")) : *this;
    }
    Query &add(const char *name, const std::optional<qint64> &value)
    {
        return value ? add(name, QString::number(*value)) : *this;
    }
    Query &add(const char *name, const QDateTime &value)
    {
        return value.isValid() ? add(name, value.toUTC().toString(Qt::ISODate)) : *this;
    }
    Query &add(const char *name, const TimeRange &value)
    {
        if (!value.from.isValid() || !value.to.isValid())
            return *this;
        return add(name,
                   value.from.toUTC().toString(Qt::ISODate) + QLatin1String("..")
                       + value.to.toUTC().toString(Qt::ISODate));
    }
    /// The reference says style=form, explode=false: one parameter, "a,b". (Official clients also send Rails' "name[]=a&name[]=b".)
    Query &add(const char *name, const QStringList &values) { return add(name, values.join(QLatin1Char(','))); }
    template<class E>
    Query &add(const char *name, const OpenEnum<E> &value)
    {
        return add(name, value.text());
    }

    [[nodiscard]] const QList<std::pair<QString, QString>> &items() const { return m_items; }

private:
    QList<std::pair<QString, QString>> m_items;
};

} // namespace orrery::api
