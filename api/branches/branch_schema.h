// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"

namespace orrery::api {

/// One table of a branch's schema. `html` comes from the network and is never rendered.
struct TableSchema : Resource
{
    QString name;
    QString html;
    QString raw;

    friend bool operator==(const TableSchema &, const TableSchema &) = default;

    static constexpr auto fields()
    {
        using T = TableSchema;
        return FieldTable{
            field("name", &T::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("html", &T::html, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Schema as HTML")),
            field("raw", &T::raw, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Schema")),
        };
    }
};

/// The change of one table, as the diffs of deploy requests and branches carry it (not in the reference; official clients read it).
/// `raw` is a unified diff; `html` is never rendered.
struct TableDiff : Resource
{
    QString name;
    QString raw;
    QString html;

    friend bool operator==(const TableDiff &, const TableDiff &) = default;

    static constexpr auto fields()
    {
        using T = TableDiff;
        return FieldTable{
            field("name", &T::name, Meaning::Identifier, QT_TRANSLATE_NOOP("Field", "Name")),
            field("raw", &T::raw, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Difference")),
            field("html", &T::html, Meaning::Code, QT_TRANSLATE_NOOP("Field", "Difference as HTML")),
        };
    }
};

} // namespace orrery::api
