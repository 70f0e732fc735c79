// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/column_types.h"

#include "models/schema/charsets.h"
#include "models/schema/sql_tokens.h"

#include <QStringList>

#include <algorithm>

namespace orrery::models {

namespace {

bool isInteger(const QString &name)
{
    return name == u"tinyint" || name == u"smallint" || name == u"mediumint" || name == u"int" || name == u"bigint";
}

/// The type as every way to write it comes out: without what says nothing, with what goes without saying.
ColumnType normalized(ColumnType type)
{
    if ((isInteger(type.name) && !type.zerofill) || type.name == u"year")
        type.length.reset();
    if (!type.length && (type.name == u"char" || type.name == u"binary" || type.name == u"bit"))
        type.length = 1;
    if (type.name == u"decimal") {
        type.precision = type.precision.value_or(10);
        type.scale = type.scale.value_or(0);
    }
    if (type.fractionalSeconds == 0)
        type.fractionalSeconds.reset();
    type.charset = canonicalCharset(type.charset);
    type.collation = canonicalCollation(type.collation);
    if (type.charset.isEmpty() && !type.collation.isEmpty())
        type.charset = charsetOfCollation(type.collation);
    if (type.collation.isEmpty() && !type.charset.isEmpty())
        type.collation = defaultCollation(type.charset);
    return type;
}

} // namespace

bool hasCharset(const ColumnType &type)
{
    return type.name == u"char" || type.name == u"varchar" || type.name == u"enum" || type.name == u"set"
        || type.name == u"text" || type.name == u"tinytext" || type.name == u"mediumtext" || type.name == u"longtext";
}

QString typeText(const ColumnType &type)
{
    QString out = type.name;
    if (!type.members.isEmpty()) {
        QStringList members;
        members.reserve(type.members.size());
        for (const QString &member : type.members)
            members.append(quotedText(member));
        out += u'(' + members.join(u',') + u')';
    } else if (type.precision) {
        out += u'(' + QString::number(*type.precision);
        if (type.scale)
            out += u',' + QString::number(*type.scale);
        out += u')';
    } else if (type.fractionalSeconds) {
        out += u'(' + QString::number(*type.fractionalSeconds) + u')';
    } else if (type.length) {
        out += u'(' + QString::number(*type.length) + u')';
    }
    if (type.isUnsigned)
        out += QStringLiteral(" unsigned");
    if (type.zerofill)
        out += QStringLiteral(" zerofill");
    if (!type.charset.isEmpty())
        out += QStringLiteral(" CHARACTER SET ") + type.charset;
    if (!type.collation.isEmpty())
        out += QStringLiteral(" COLLATE ") + type.collation;
    return out;
}

ColumnType resolvedType(const ColumnDefinition &column, const TableDefinition &table)
{
    ColumnType type = column.type;
    if (!hasCharset(type))
        return type;
    if (type.charset.isEmpty() && type.collation.isEmpty()) {
        type.charset = tableCharset(table);
        type.collation = tableCollation(table);
    } else if (type.charset.isEmpty()) {
        type.charset = charsetOfCollation(canonicalCollation(type.collation));
    } else if (type.collation.isEmpty()) {
        type.collation = defaultCollation(canonicalCharset(type.charset));
    }
    type.charset = canonicalCharset(type.charset);
    type.collation = canonicalCollation(type.collation);
    return type;
}

bool sameType(const ColumnType &before, const ColumnType &after)
{
    return before == after || normalized(before) == normalized(after);
}

} // namespace orrery::models
