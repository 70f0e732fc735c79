// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/column_types.h"

#include "models/core/text.h"
#include "models/schema/charsets.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/type_families.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <limits>

namespace orrery::models {

namespace {

using Family = TypeFamily;

struct Narrowing
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::Narrowing)
};

QString general(const ColumnType &before, const ColumnType &after)
{
    return Narrowing::tr("Values of %1 are converted to %2, which not all of them survive unchanged.")
        .arg(visibleText(before.name), visibleText(after.name));
}

/// Decimal digits in front of the point that every value of an integer type has room in.
int integerDigits(const ColumnType &type)
{
    switch (knownType(type).size) {
    case 1:
        return 3;
    case 2:
        return 5;
    case 3:
        return type.isUnsigned ? 8 : 7;
    case 4:
        return 10;
    default:
        return type.isUnsigned ? 20 : 19;
    }
}

int decimalPrecision(const ColumnType &type)
{
    return type.precision.value_or(10);
}

int decimalScale(const ColumnType &type)
{
    return type.scale.value_or(0);
}

/// "-123.45": at least one digit in front of the point.
int decimalCharacters(const ColumnType &type)
{
    const int whole = std::max(decimalPrecision(type) - decimalScale(type), 1);
    return whole + (decimalScale(type) > 0 ? decimalScale(type) + 1 : 0) + (type.isUnsigned ? 0 : 1);
}

QString largest(const ColumnType &type)
{
    const int bits = std::max(int(knownType(type).size) * 8 - (type.isUnsigned ? 0 : 1), 0);
    const quint64 value = bits >= 64 ? std::numeric_limits<quint64>::max() : (quint64(1) << bits) - 1;
    return QLocale().toString(value);
}

QString shortName(const ColumnType &type)
{
    return type.isUnsigned ? type.name + QStringLiteral(" unsigned") : type.name;
}

QString signLost(const ColumnType &before, const ColumnType &after)
{
    return !before.isUnsigned && after.isUnsigned ? Narrowing::tr("Negative values do not fit an unsigned column.")
                                                  : QString();
}

QStringList fromInteger(const ColumnType &before, const ColumnType &after)
{
    const KnownType from = knownType(before);
    const KnownType into = knownType(after);
    QStringList reasons;
    if (into.family == Family::Integer) {
        const int bitsBefore = int(from.size) * 8 - (before.isUnsigned ? 0 : 1);
        const int bitsAfter = int(into.size) * 8 - (after.isUnsigned ? 0 : 1);
        if (bitsAfter < bitsBefore)
            reasons.append(Narrowing::tr("%1 holds numbers up to %2, %3 only up to %4.")
                               .arg(shortName(before), largest(before), shortName(after), largest(after)));
        reasons.append(signLost(before, after));
    } else if (into.family == Family::Decimal) {
        if (decimalPrecision(after) - decimalScale(after) < integerDigits(before))
            reasons.append(Narrowing::tr("%1 has fewer digits in front of the point than %2 can need.")
                               .arg(typeText(after), shortName(before)));
        reasons.append(signLost(before, after));
    } else if (into.family == Family::Floating) {
        const int exactBits = into.size == 4 ? 24 : 53;
        if (int(from.size) * 8 - (before.isUnsigned ? 0 : 1) > exactBits)
            reasons.append(Narrowing::tr("%1 rounds large numbers.").arg(after.name));
        reasons.append(signLost(before, after));
    } else if (into.family == Family::Bit) {
        if (!before.isUnsigned || after.length.value_or(1) < from.size * 8)
            reasons.append(general(before, after));
    } else if (into.family == Family::Text) {
        // Zeros fill a number up to its display width.
        const qint64 digits = std::max<qint64>(integerDigits(before) + (before.isUnsigned ? 0 : 1),
                                               before.zerofill ? before.length.value_or(0) : 0);
        if (into.size == 0 && after.length.value_or(1) < digits)
            reasons.append(Narrowing::tr("%1 is too short for every number of %2.").arg(typeText(after), before.name));
    } else {
        reasons.append(general(before, after));
    }
    return reasons;
}

QStringList fromDecimal(const ColumnType &before, const ColumnType &after)
{
    const Family into = knownType(after).family;
    const int whole = decimalPrecision(before) - decimalScale(before);
    QStringList reasons;
    if (into == Family::Decimal) {
        if (decimalPrecision(after) - decimalScale(after) < whole)
            reasons.append(Narrowing::tr("%1 has fewer digits in front of the point than %2.")
                               .arg(typeText(after), typeText(before)));
        if (decimalScale(after) < decimalScale(before))
            reasons.append(
                Narrowing::tr("%1 has fewer digits behind the point than %2.").arg(typeText(after), typeText(before)));
        reasons.append(signLost(before, after));
    } else if (into == Family::Integer) {
        if (decimalScale(before) > 0)
            reasons.append(Narrowing::tr("Digits behind the point are lost."));
        // One digit less than the largest number has: only that many are sure to fit.
        if (whole >= integerDigits(after))
            reasons.append(Narrowing::tr("%1 holds numbers up to %2 only.").arg(shortName(after), largest(after)));
        reasons.append(signLost(before, after));
    } else if (into == Family::Floating) {
        reasons.append(Narrowing::tr("%1 is exact, %2 rounds.").arg(before.name, after.name));
    } else if (into == Family::Text) {
        if (knownType(after).size == 0 && after.length.value_or(1) < decimalCharacters(before))
            reasons.append(
                Narrowing::tr("%1 is too short for every number of %2.").arg(typeText(after), typeText(before)));
    } else {
        reasons.append(general(before, after));
    }
    return reasons;
}

QStringList fromFloating(const ColumnType &before, const ColumnType &after)
{
    if (knownType(after).family != Family::Floating)
        return {general(before, after)};
    QStringList reasons;
    if (knownType(after).size < knownType(before).size)
        reasons.append(Narrowing::tr("double is more precise than float."));
    if (after.precision
        && (!before.precision || *after.precision < *before.precision
            || after.scale.value_or(0) < before.scale.value_or(0)))
        reasons.append(Narrowing::tr("%1 rounds to fewer digits.").arg(typeText(after)));
    reasons.append(signLost(before, after));
    return reasons;
}

/// Characters of a text type that are sure to fit; for text types in bytes, of the widest characters.
qint64 sureCharacters(const ColumnType &type)
{
    const KnownType entry = knownType(type);
    return entry.size == 0 ? type.length.value_or(1) : entry.size / bytesPerCharacter(type.charset);
}

/// Characters a value can have; for text types in bytes, of the narrowest ones.
qint64 mostCharacters(const ColumnType &type)
{
    const KnownType entry = knownType(type);
    return entry.size == 0 ? type.length.value_or(1) : entry.size;
}

bool isPadded(const ColumnType &type)
{
    return type.name == u"char" || type.name == u"binary";
}

QStringList fromText(const ColumnType &before, const ColumnType &after)
{
    const KnownType from = knownType(before);
    const KnownType into = knownType(after);
    QStringList reasons;
    if (into.family == Family::Text) {
        const bool inBytes = from.size > 0 && into.size > 0;
        const bool shorter = inBytes ? into.size < from.size : sureCharacters(after) < mostCharacters(before);
        if (shorter)
            reasons.append(
                Narrowing::tr("%1 is shorter than %2: longer text is cut off or refused.")
                    .arg(ColumnType(after).name
                             + (into.size == 0 ? u'(' + QString::number(mostCharacters(after)) + u')' : QString()),
                         ColumnType(before).name
                             + (from.size == 0 ? u'(' + QString::number(mostCharacters(before)) + u')' : QString())));
        if (isPadded(after) && !isPadded(before))
            reasons.append(Narrowing::tr("char drops the blanks at the end of a text."));
        // The same characters can take more bytes, and the text types count bytes.
        const bool grows =
            !before.charset.isEmpty() && !after.charset.isEmpty() && canTakeMoreBytes(after.charset, before.charset);
        if (inBytes && !shorter && into.size == from.size && grows)
            reasons.append(Narrowing::tr("Characters take more bytes in %1, so the longest texts no longer fit %2.")
                               .arg(after.charset, after.name));
    } else if (into.family == Family::Bytes) {
        const qint64 needed =
            from.size > 0 ? from.size : from.size + before.length.value_or(1) * bytesPerCharacter(before.charset);
        const qint64 room = into.size > 0 ? into.size : after.length.value_or(1);
        if (room < needed)
            reasons.append(Narrowing::tr("%1 has too little room for the bytes a text of %2 can take.")
                               .arg(typeText(after), before.name));
        if (isPadded(after))
            reasons.append(Narrowing::tr("binary fills values up with zero bytes."));
    } else if (into.family == Family::Choice) {
        reasons.append(Narrowing::tr("Only the listed values are accepted."));
    } else if (into.family == Family::Json) {
        reasons.append(Narrowing::tr("Only valid JSON is accepted."));
    } else {
        reasons.append(general(before, after));
    }
    return reasons;
}

QStringList fromBytes(const ColumnType &before, const ColumnType &after)
{
    const KnownType into = knownType(after);
    if (into.family != Family::Bytes) {
        if (into.family == Family::Text)
            return {Narrowing::tr("Bytes that are no characters are refused or changed.")};
        return {general(before, after)};
    }
    QStringList reasons;
    if (mostCharacters(after) < mostCharacters(before))
        reasons.append(Narrowing::tr("%1 is shorter than %2: longer values are cut off or refused.")
                           .arg(typeText(after), typeText(before)));
    if (isPadded(after) && (!isPadded(before) || mostCharacters(after) > mostCharacters(before)))
        reasons.append(Narrowing::tr("binary fills values up with zero bytes."));
    return reasons;
}

/// MySQL drops the blanks at the end of a listed value itself, so nothing is left for char to drop.
QStringList fromChoice(const ColumnType &before, const ColumnType &after)
{
    QStringList reasons;
    if (after.name == before.name) {
        QStringList gone;
        bool renumbered = false;
        for (qsizetype i = 0; i < before.members.size(); ++i) {
            const qsizetype now = after.members.indexOf(before.members.at(i));
            if (now < 0)
                gone.append(quotedText(visibleText(before.members.at(i))));
            else if (now != i)
                renumbered = true;
        }
        if (!gone.isEmpty())
            reasons.append(Narrowing::tr("Values that are no longer listed: %1.").arg(gone.join(QStringLiteral(", "))));
        if (renumbered)
            reasons.append(Narrowing::tr("Listed values change their number, and with it the order they sort in."));
        return reasons;
    }
    if (knownType(after).family != Family::Text)
        return {general(before, after)};
    const bool inBytes = knownType(after).size > 0;
    const auto sizeOf = [&](const QString &text) -> qint64 {
        if (inBytes && canonicalCharset(after.charset).startsWith(u"utf8"))
            return text.toUtf8().size();
        return text.toUcs4().size() * (inBytes ? bytesPerCharacter(after.charset) : 1);
    };
    // The longest value of a set has all its members, with commas between them.
    qint64 longest = 0;
    for (const QString &member : before.members)
        longest = std::max(longest, sizeOf(member));
    if (before.name == u"set")
        longest = sizeOf(before.members.join(u','));
    if ((inBytes ? knownType(after).size : after.length.value_or(1)) < longest)
        reasons.append(Narrowing::tr("%1 is too short for the longest value.").arg(typeText(after)));
    return reasons;
}

QStringList fromTime(const ColumnType &before, const ColumnType &after)
{
    const KnownType into = knownType(after);
    const int digitsBefore = before.fractionalSeconds.value_or(0);
    const int digitsAfter = after.fractionalSeconds.value_or(0);
    QStringList reasons;
    if (into.family == Family::Text) {
        qint64 needed = before.name == u"date" ? 10 : before.name == u"time" ? 10 : 19;
        needed += digitsBefore > 0 ? digitsBefore + 1 : 0;
        if (sureCharacters(after) < needed)
            reasons.append(Narrowing::tr("%1 is too short for every value of %2.").arg(typeText(after), before.name));
        return reasons;
    }
    if (into.family != Family::Time)
        return {general(before, after)};
    const bool hadDate = before.name != u"time";
    const bool hasDate = after.name != u"time";
    if (hadDate && !hasDate)
        reasons.append(Narrowing::tr("The date is lost."));
    else if (!hadDate && hasDate)
        reasons.append(general(before, after));
    else if (after.name == u"date" && before.name != u"date")
        reasons.append(Narrowing::tr("The time of day is lost."));
    else if (digitsAfter < digitsBefore)
        reasons.append(
            Narrowing::tr("%1 keeps fewer digits of a second than %2.").arg(typeText(after), typeText(before)));
    if (after.name == u"timestamp" && before.name != u"timestamp" && hadDate)
        reasons.append(Narrowing::tr("timestamp holds the years 1970 to 2038 only."));
    return reasons;
}

QStringList fromSpatial(const ColumnType &before, const ColumnType &after)
{
    if (knownType(after).family != Family::Spatial)
        return {general(before, after)};
    QStringList reasons;
    const bool wider =
        after.name == u"geometry" || (after.name == u"geomcollection" && before.name.startsWith(u"multi"));
    if (after.name != before.name && !wider)
        reasons.append(Narrowing::tr("%1 does not hold every %2.").arg(after.name, before.name));
    if (after.srid && after.srid != before.srid)
        reasons.append(Narrowing::tr("Only values of SRID %1 are accepted.").arg(*after.srid));
    return reasons;
}

QStringList fromOther(const ColumnType &before, const ColumnType &after)
{
    const KnownType from = knownType(before);
    const KnownType into = knownType(after);
    if (from.family == Family::Bit) {
        const qint64 bits = before.length.value_or(1);
        if (into.family == Family::Bit)
            return after.length.value_or(1) < bits
                ? QStringList{Narrowing::tr("%1 has fewer bits than %2.").arg(typeText(after), typeText(before))}
                : QStringList{};
        if (into.family == Family::Integer && into.size * 8 - (after.isUnsigned ? 0 : 1) >= bits)
            return {};
        return {general(before, after)};
    }
    if (from.family == Family::Year) {
        const bool holds = (into.family == Family::Integer && into.size >= 2)
            || (into.family == Family::Text && sureCharacters(after) >= 4) || into.family == Family::Year;
        return holds ? QStringList{} : QStringList{general(before, after)};
    }
    if (from.family == Family::Json && after.name == u"longtext")
        return {};
    if (before.name != after.name)
        return {general(before, after)};
    const bool shorter = before.length && after.length && *after.length < *before.length;
    return shorter ? QStringList{Narrowing::tr("%1 is shorter than %2.").arg(typeText(after), typeText(before))}
                   : QStringList{};
}

QStringList valuesLost(const ColumnType &before, const ColumnType &after)
{
    switch (knownType(before).family) {
    case Family::Integer:
        return fromInteger(before, after);
    case Family::Decimal:
        return fromDecimal(before, after);
    case Family::Floating:
        return fromFloating(before, after);
    case Family::Text:
        return fromText(before, after);
    case Family::Bytes:
        return fromBytes(before, after);
    case Family::Choice:
        return fromChoice(before, after);
    case Family::Time:
        return fromTime(before, after);
    case Family::Spatial:
        return fromSpatial(before, after);
    case Family::Bit:
    case Family::Year:
    case Family::Json:
    case Family::Other:
        break;
    }
    return fromOther(before, after);
}

/// JSON is kept in utf8mb4 without saying so.
QString charsetOf(const ColumnType &type)
{
    return type.name == u"json" ? QStringLiteral("utf8mb4") : hasCharset(type) ? type.charset : QString();
}

} // namespace

std::optional<QString> narrows(const ColumnType &before, const ColumnType &after)
{
    QStringList reasons = valuesLost(before, after);
    const QString from = charsetOf(before);
    const QString into = charsetOf(after);
    if (!from.isEmpty() && !into.isEmpty() && !holdsAllOf(into, from))
        reasons.append(Narrowing::tr("Not every character of %1 exists in %2.").arg(from, into));
    reasons.removeAll(QString());
    if (reasons.isEmpty())
        return std::nullopt;
    return reasons.join(u' ');
}

} // namespace orrery::models
