// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/text.h"
#include "models/schema/charsets.h"
#include "models/schema/column_types.h"
#include "models/schema/type_families.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

using Family = TypeFamily;

struct EqualValues
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::EqualValues)
};

bool isPadded(const ColumnType &type)
{
    return type.name == u"char" || type.name == u"binary";
}

/// Whether a conversion within or between these families may round, and so make two values one.
bool rounds(const ColumnType &before, const ColumnType &after)
{
    const Family from = knownType(before).family;
    const Family into = knownType(after).family;
    if (into == Family::Floating || from == Family::Floating)
        return true;
    if (from == Family::Time)
        return into == Family::Time
            && (after.fractionalSeconds.value_or(0) < before.fractionalSeconds.value_or(0)
                || (before.name != after.name && (after.name == u"date" || after.name == u"time")));
    return from == Family::Decimal
        && before.scale.value_or(0) > (into == Family::Decimal ? after.scale.value_or(0) : 0);
}

} // namespace

std::optional<QString> makesEqual(const ColumnType &before, const ColumnType &after)
{
    const Family from = knownType(before).family;
    const Family into = knownType(after).family;
    const auto padded = [&]() -> std::optional<QString> {
        if (isPadded(after) && !isPadded(before) && from != Family::Choice)
            return into == Family::Text ? EqualValues::tr("char drops the blanks at the end of a text.")
                                        : EqualValues::tr("binary fills values up with zero bytes.");
        return std::nullopt;
    };
    if (into == Family::Text && (from == Family::Text || from == Family::Choice)) {
        if (before.collation != after.collation && !keepsApart(after.collation, before.collation))
            return EqualValues::tr("Texts that differ under %1 can be equal under %2.")
                .arg(visibleText(before.collation), visibleText(after.collation));
        // Where blanks at the end count, they are all that tells some texts apart.
        return countsTrailingBlanks(before.collation) ? padded() : std::nullopt;
    }
    if (into == Family::Text && from == Family::Bytes)
        return keepsApart(after.collation, QStringLiteral("binary"))
            ? std::nullopt
            : std::optional(
                EqualValues::tr("Bytes that differ can be equal as texts under %1.").arg(visibleText(after.collation)));
    if (into == Family::Bytes)
        return padded();
    if (from == Family::Choice && into == Family::Choice)
        return std::nullopt; // what is no longer listed is refused
    // Everything else that changes values on the way can change two of them into one.
    if (rounds(before, after) || (from == Family::Text && into != Family::Choice && into != Family::Json))
        return narrows(before, after);
    return std::nullopt;
}

} // namespace orrery::models
