// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/schema/type_pairs.h"

namespace orrery::test {

using namespace Qt::StringLiterals;

const QList<TypePair> &typePairs()
{
    static const QList<TypePair> pairs = [] {
        QList<TypePair> all;
        const auto row = [&all](const char *before, const char *after, const QString &why) {
            all.append({QString::fromLatin1(before), QString::fromLatin1(after), why});
        };
        row("int", "int", {});
        row("int(11)", "int", {});
        row("int", "bigint", {});
        row("int unsigned", "bigint", {});
        row("bigint", "int", u"bigint holds numbers up to 9,223,372,036,854,775,807, int only up to 2,147,483,647."_s);
        row("int", "int unsigned", u"Negative values do not fit an unsigned column."_s);
        row("int unsigned", "int", u"int unsigned holds numbers up to 4,294,967,295, int only up to 2,147,483,647."_s);
        row("int", "decimal(10,0)", {});
        row("int", "decimal(10,2)", u"decimal(10,2) has fewer digits in front of the point than int can need."_s);
        row("smallint", "float", {});
        row("int", "float", u"float rounds large numbers."_s);
        row("int", "double", {});
        row("bigint", "double", u"double rounds large numbers."_s);
        row("int", "varchar(11)", {});
        row("int", "varchar(10)",
            u"varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for every number of int."_s);
        row("int", "text", {});
        row("int", "date", u"Values of int are converted to date, which not all of them survive unchanged."_s);
        row("tinyint unsigned", "bit(8)", {});
        row("bit(8)", "bit(4)", u"bit(4) has fewer bits than bit(8)."_s);
        row("bit(8)", "tinyint unsigned", {});
        row("bit(8)", "tinyint", u"Values of bit are converted to tinyint, which not all of them survive unchanged."_s);
        row("decimal(10,2)", "decimal(12,2)", {});
        row("decimal(10,2)", "decimal(10,3)",
            u"decimal(10,3) has fewer digits in front of the point than decimal(10,2)."_s);
        row("decimal(10,2)", "decimal(9,1)", u"decimal(9,1) has fewer digits behind the point than decimal(10,2)."_s);
        row("decimal(10,2)", "bigint", u"Digits behind the point are lost."_s);
        row("decimal(9,0)", "int", {});
        row("decimal(10,0)", "int", u"int holds numbers up to 2,147,483,647 only."_s);
        row("decimal(10,2)", "double", u"decimal is exact, double rounds."_s);
        row("float", "double", {});
        row("double", "float", u"double is more precise than float."_s);
        row("double", "double(10,2)", u"double(10,2) rounds to fewer digits."_s);
        row("varchar(100)", "varchar(255)", {});
        row("varchar(255)", "varchar(100)",
            u"varchar(100) is shorter than varchar(255): longer text is cut off or refused."_s);
        row("varchar(100)", "text", {});
        row("varchar(100)", "tinytext", u"tinytext is shorter than varchar(100): longer text is cut off or refused."_s);
        row("varchar(16383)", "text", {});
        row("text", "varchar(1000)", u"varchar(1000) is shorter than text: longer text is cut off or refused."_s);
        row("text", "mediumtext", {});
        row("longtext", "text", u"text is shorter than longtext: longer text is cut off or refused."_s);
        row("char(10)", "varchar(10)", {});
        row("varchar(10)", "char(10)", u"char drops the blanks at the end of a text."_s);
        row("text", "json", u"Only valid JSON is accepted."_s);
        row("varchar(10)", "enum('a')", u"Only the listed values are accepted."_s);
        row("varchar(10)", "varbinary(40)", {});
        row("varchar(10)", "varbinary(39)",
            u"varbinary(39) has too little room for the bytes a text of varchar can take."_s);
        row("blob", "text", u"Bytes that are no characters are refused or changed."_s);
        row("varbinary(20)", "varbinary(10)",
            u"varbinary(10) is shorter than varbinary(20): longer values are cut off or refused."_s);
        row("varbinary(10)", "binary(10)", u"binary fills values up with zero bytes."_s);
        row("enum('a','b')", "enum('a','b','c')", {});
        row("enum('a','b','it''s')", "enum('a')", u"Values that are no longer listed: 'b', 'it''s'."_s);
        row("enum('a','b')", "enum('b','a')",
            u"Listed values change their number, and with it the order they sort in."_s);
        row("enum('a','bcd')", "varchar(3)", {});
        row("set('a','b')", "varchar(3)", {});
        row("set('a','b')", "varchar(2)",
            u"varchar(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for the longest value."_s);
        row("set('a')", "char(1)", {});
        row("decimal(10,2)", "varchar(12)", {});
        row("decimal(10,2)", "varchar(11)",
            u"varchar(11) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for every number of decimal(10,2)."_s);
        row("decimal(10,0) unsigned", "varchar(10)", {});
        row("decimal(3,3)", "varchar(5)",
            u"varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for every number of decimal(3,3)."_s);
        row("int(15) zerofill", "varchar(12)",
            u"varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for every number of int."_s);
        row("json", "longtext charset latin1", u"Not every character of utf8mb4 exists in latin1."_s);
        row("text charset utf8", "text", {});
        row("datetime(6)", "datetime(3)", u"datetime(3) keeps fewer digits of a second than datetime(6)."_s);
        row("datetime", "datetime(6)", {});
        row("datetime", "timestamp", u"timestamp holds the years 1970 to 2038 only."_s);
        row("timestamp", "datetime", {});
        row("datetime", "date", u"The time of day is lost."_s);
        row("datetime", "time", u"The date is lost."_s);
        row("date", "datetime", {});
        row("datetime", "varchar(19)", {});
        row("datetime(6)", "char(19)",
            u"char(19) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci is too short for every value of datetime."_s);
        row("year", "smallint", {});
        row("year", "tinyint", u"Values of year are converted to tinyint, which not all of them survive unchanged."_s);
        row("json", "longtext", {});
        row("json", "text", u"Values of json are converted to text, which not all of them survive unchanged."_s);
        row("point", "geometry", {});
        row("geometry", "point", u"point does not hold every geometry."_s);
        row("point", "point srid 4326", u"Only values of SRID 4326 are accepted."_s);
        row("vector(8)", "vector(4)", u"vector(4) is shorter than vector(8)."_s);
        row("varchar(10)", "varchar(10) charset latin1", u"Not every character of utf8mb4 exists in latin1."_s);
        row("varchar(10) charset latin1", "varchar(10)", {});
        row("varchar(10) charset utf8", "varchar(10)", {});
        row("varchar(10)", "varchar(10) charset utf8", u"Not every character of utf8mb4 exists in utf8mb3."_s);
        row("varchar(10) charset ascii", "varchar(10) charset latin1", {});
        row("text charset latin1", "text",
            u"Characters take more bytes in utf8mb4, so the longest texts no longer fit text."_s);
        row("bigint", "int unsigned",
            u"bigint holds numbers up to 9,223,372,036,854,775,807, int unsigned only up to 4,294,967,295. Negative values do not fit an unsigned column."_s);
        return all;
    }();
    return pairs;
}

} // namespace orrery::test
