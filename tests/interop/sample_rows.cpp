// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/sample_rows.h"

#include "models/schema/sql_tokens.h"
#include "models/schema/type_families.h"

#include <algorithm>

namespace orrery::interop {

using namespace models;
using namespace Qt::StringLiterals;

namespace {

QString text(const QString &value)
{
    return u"CONVERT("_s + quotedText(value) + u" USING utf8mb4)"_s;
}

int digitsBehind(const ColumnType &type)
{
    return type.fractionalSeconds.value_or(0);
}

QStringList integerEnds(const ColumnType &type)
{
    const int bits = int(knownType(type).size) * 8;
    if (type.isUnsigned)
        return {u"0"_s, bits == 64 ? u"18446744073709551615"_s : QString::number((quint64(1) << bits) - 1)};
    const quint64 half = quint64(1) << (bits - 1);
    return {u"-"_s + QString::number(half), QString::number(half - 1)};
}

QStringList decimalEnds(const ColumnType &type)
{
    const int scale = type.scale.value_or(0);
    const QString whole(type.precision.value_or(10) - scale, u'9');
    const QString largest = (whole.isEmpty() ? u"0"_s : whole) + (scale > 0 ? u'.' + QString(scale, u'9') : QString());
    QStringList ends{largest};
    if (!type.isUnsigned)
        ends.append(u'-' + largest);
    if (scale > 0)
        ends.append({u"0."_s + QString(scale - 1, u'0') + u'1', u"0."_s + QString(scale - 1, u'0') + u'2'});
    return ends;
}

QStringList textEnds(const ColumnType &type)
{
    const qint64 size = knownType(type).size;
    const qint64 longest = size == 0 ? type.length.value_or(1) : std::min<qint64>(size, 65535);
    QStringList ends{text({}),           text(u"abc"_s),    text(u"ABC"_s), text(u"abc "_s), text(u"äbc"_s),
                     text(u"strasse"_s), text(u"straße"_s), text(u"😀"_s),   text(u"😁"_s),    text(u"Ж"_s)};
    ends.append(u"REPEAT('x',%1)"_s.arg(longest));
    ends.append(u"REPEAT(CONVERT('ü' USING utf8mb4),%1)"_s.arg(longest));
    ends.append(u"REPEAT(CONVERT('😀' USING utf8mb4),%1)"_s.arg(longest));
    ends.append({text(u"the same beginning, one"_s), text(u"the same beginning, two"_s)});
    return ends;
}

QStringList byteEnds(const ColumnType &type)
{
    const qint64 size = knownType(type).size;
    const qint64 longest = size == 0 ? type.length.value_or(1) : std::min<qint64>(size, 65535);
    return {u"x'61'"_s, u"x'41'"_s, u"x'6100'"_s, u"x'FF'"_s, u"REPEAT('x',%1)"_s.arg(longest)};
}

QStringList choiceEnds(const ColumnType &type)
{
    QStringList ends;
    for (const QString &member : type.members)
        ends.append(text(member));
    if (type.name == u"set")
        ends.append({text(type.members.join(u',')), text({})});
    return ends;
}

QStringList timeEnds(const ColumnType &type)
{
    if (type.name == u"date")
        return {u"'1000-01-01'"_s, u"'9999-12-31'"_s};
    if (type.name == u"time")
        return {u"'-838:59:59'"_s, u"'838:59:59'"_s};
    QStringList ends = type.name == u"timestamp" ? QStringList{u"'1970-01-02 00:00:01'"_s, u"'2037-12-31 23:59:59'"_s}
                                                 : QStringList{u"'1000-01-01 00:00:00'"_s, u"'9999-12-31 23:59:59'"_s};
    if (digitsBehind(type) > 0)
        ends.append({u"'2026-06-01 12:00:00.1'"_s, u"'2026-06-01 12:00:00.2'"_s, u"'2026-06-01 12:00:00.123456'"_s});
    return ends;
}

QStringList ends(const ColumnType &type)
{
    switch (knownType(type).family) {
    case TypeFamily::Integer:
        return integerEnds(type) + QStringList{u"5"_s, u"-5"_s, u"15"_s, u"25"_s};
    case TypeFamily::Decimal:
        return decimalEnds(type);
    case TypeFamily::Floating:
        return {u"0.1"_s, u"-1e30"_s, u"0.125"_s, u"1234567.891"_s};
    case TypeFamily::Text:
        return textEnds(type);
    case TypeFamily::Bytes:
        return byteEnds(type);
    case TypeFamily::Choice:
        return choiceEnds(type);
    case TypeFamily::Time:
        return timeEnds(type);
    case TypeFamily::Json:
        return {u"'{}'"_s, text(u"\"ü😀\""_s), u"CONCAT('\"', REPEAT('x',70000), '\"')"_s};
    case TypeFamily::Bit:
        return {u"b'0'"_s, u"b'%1'"_s.arg(QString(type.length.value_or(1), u'1'))};
    case TypeFamily::Year:
        return {u"1901"_s, u"2155"_s};
    case TypeFamily::Spatial:
        if (type.name == u"geometry")
            return {u"ST_GeomFromText('LINESTRING(0 0,1 1)')"_s};
        return {};
    case TypeFamily::Other:
        break;
    }
    return {};
}

} // namespace

QList<ColumnDefinition> writtenColumns(const TableDefinition &table)
{
    QList<ColumnDefinition> columns = table.columns;
    columns.removeIf([](const ColumnDefinition &column) { return column.generated.has_value(); });
    return columns;
}

QString plainValue(const ColumnType &type, int number)
{
    const QString digits = QString::number(number);
    switch (knownType(type).family) {
    case TypeFamily::Decimal: {
        const int scale = type.scale.value_or(0);
        return type.precision.value_or(10) - scale >= 3 ? digits
                                                        : u"0."_s + digits.rightJustified(scale, u'0').right(scale);
    }
    case TypeFamily::Text:
    case TypeFamily::Bytes:
        return quotedText((u"v"_s + digits).right(type.length.value_or(10)));
    case TypeFamily::Choice:
        return text(type.members.at(number % type.members.size()));
    case TypeFamily::Time:
        return type.name == u"time" ? u"SEC_TO_TIME(%1)"_s.arg(number)
                                    : u"TIMESTAMPADD(DAY, %1, '2026-01-01')"_s.arg(number);
    case TypeFamily::Year:
        return QString::number(2000 + number % 100);
    case TypeFamily::Json:
        return quotedText(u"{\"n\":%1}"_s.arg(number));
    case TypeFamily::Spatial:
        return u"POINT(%1,1)"_s.arg(number);
    case TypeFamily::Bit:
        return QString::number(number % 2);
    case TypeFamily::Integer:
    case TypeFamily::Floating:
    case TypeFamily::Other:
        break;
    }
    return digits;
}

QList<QStringList> sampleRows(const TableDefinition &table)
{
    const QList<ColumnDefinition> columns = writtenColumns(table);
    QList<QStringList> rows;
    int number = 30; // above the partitions and the small numbers that are looked for
    const auto plainRow = [&] {
        ++number;
        QStringList row;
        for (const ColumnDefinition &column : columns)
            row.append(plainValue(column.type, number));
        return row;
    };
    for (qsizetype i = 0; i < columns.size(); ++i) {
        QStringList values = ends(columns.at(i).type);
        // Twice, and among values that differ.
        values.append({plainValue(columns.at(i).type, 1), plainValue(columns.at(i).type, 1)});
        if (columns.at(i).nullable)
            values.append({u"NULL"_s, u"NULL"_s});
        for (const QString &value : std::as_const(values)) {
            QStringList row = plainRow();
            row[i] = value;
            rows.append(row);
        }
    }
    // Rows that differ in the first column only, and small numbers in it.
    for (int id = 2; id < 10; ++id) {
        QStringList row;
        for (const ColumnDefinition &column : columns)
            row.append(plainValue(column.type, row.isEmpty() ? id : 2));
        rows.append(row);
    }
    return rows;
}

} // namespace orrery::interop
