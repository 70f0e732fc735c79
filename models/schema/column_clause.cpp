// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/column_clause.h"

#include "models/schema/table_clauses.h"

#include <QHash>

#include <limits>

namespace orrery::models {

using Kind = SqlToken::Kind;

namespace {

struct ColumnClauseText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::CreateStatement)
};

/// One word for each type that MySQL knows under several.
QString typeSynonym(const QString &name)
{
    static const QHash<QString, QString> synonyms{
        {QStringLiteral("integer"), QStringLiteral("int")},
        {QStringLiteral("int1"), QStringLiteral("tinyint")},
        {QStringLiteral("int2"), QStringLiteral("smallint")},
        {QStringLiteral("int3"), QStringLiteral("mediumint")},
        {QStringLiteral("middleint"), QStringLiteral("mediumint")},
        {QStringLiteral("int4"), QStringLiteral("int")},
        {QStringLiteral("int8"), QStringLiteral("bigint")},
        {QStringLiteral("dec"), QStringLiteral("decimal")},
        {QStringLiteral("numeric"), QStringLiteral("decimal")},
        {QStringLiteral("fixed"), QStringLiteral("decimal")},
        {QStringLiteral("float4"), QStringLiteral("float")},
        {QStringLiteral("float8"), QStringLiteral("double")},
        {QStringLiteral("real"), QStringLiteral("double")},
        {QStringLiteral("character"), QStringLiteral("char")},
        {QStringLiteral("varcharacter"), QStringLiteral("varchar")},
        {QStringLiteral("nchar"), QStringLiteral("char")},
        {QStringLiteral("nvarchar"), QStringLiteral("varchar")},
        {QStringLiteral("geometrycollection"), QStringLiteral("geomcollection")},
    };
    return synonyms.value(name, name);
}

/// Words that cannot be a type: a column without one would otherwise take its first attribute for it.
bool isNoType(const StatementReader &reader)
{
    return reader.isAnyWord({u"not",        u"null",           u"default",   u"primary",   u"key",     u"unique",
                             u"comment",    u"auto_increment", u"generated", u"as",        u"check",   u"constraint",
                             u"references", u"collate",        u"on",        u"invisible", u"visible", u"unsigned",
                             u"signed",     u"zerofill",       u"index"});
}

/// The name of the type, of one or several words; what the words imply goes into the clause.
bool readTypeName(StatementReader &reader, ColumnClause &clause)
{
    ColumnType &type = clause.column.type;
    if (reader.peek().kind != Kind::Word || !isPlainWord(reader.peek().raw) || isNoType(reader))
        return reader.failExpected(ColumnClauseText::tr("a column type"));
    QString name = reader.take().raw.toString().toLower();
    bool national = name == u"nchar" || name == u"nvarchar";
    if (name == u"national" && reader.isAnyWord({u"char", u"character", u"varchar", u"varcharacter"})) {
        national = true;
        name = reader.take().raw.toString().toLower();
    }
    if (name == u"long") {
        if (reader.acceptWord(u"varbinary")) {
            type.name = QStringLiteral("mediumblob");
            return true;
        }
        reader.acceptWords({u"char", u"varying"}) || reader.acceptWord(u"varchar");
        type.name = QStringLiteral("mediumtext");
        return true;
    }
    if (name == u"bool" || name == u"boolean") {
        type.name = QStringLiteral("tinyint");
        type.length = 1;
        return true;
    }
    if (name == u"serial") {
        type.name = QStringLiteral("bigint");
        type.isUnsigned = true;
        clause.column.nullable = false;
        clause.column.autoIncrement = true;
        clause.uniqueKey = true;
        return true;
    }
    type.name = typeSynonym(name);
    if (type.name == u"double")
        reader.acceptWord(u"precision");
    if (type.name == u"char" && (reader.acceptWord(u"varying") || (name == u"nchar" && reader.acceptWord(u"varchar"))))
        type.name = QStringLiteral("varchar");
    if (national)
        type.charset = QStringLiteral("utf8mb3");
    return true;
}

bool isFractional(const QString &name)
{
    return name == u"time" || name == u"datetime" || name == u"timestamp";
}

/// "(10)", "(10,2)", "('a','b')".
bool readTypeArguments(StatementReader &reader, ColumnType &type)
{
    if (type.name == u"enum" || type.name == u"set") {
        if (!reader.expectSymbol(u'('))
            return false;
        do {
            const auto member = reader.expectText(ColumnClauseText::tr("a value in quotes"));
            if (!member)
                return false;
            type.members.append(*member);
        } while (reader.acceptSymbol(u','));
        return reader.expectSymbol(u')');
    }
    if (!reader.acceptSymbol(u'('))
        return true;
    const QString what = ColumnClauseText::tr("a number");
    const auto first = reader.expectNumber(what);
    if (!first)
        return false;
    std::optional<qint64> second;
    if (reader.acceptSymbol(u',')) {
        second = reader.expectNumber(what);
        if (!second)
            return false;
    }
    const bool exact = type.name == u"decimal" || type.name == u"float" || type.name == u"double";
    const bool isSmall =
        *first <= std::numeric_limits<int>::max() && second.value_or(0) <= std::numeric_limits<int>::max();
    if ((exact || second || isFractional(type.name)) && !isSmall)
        return reader.fail(ColumnClauseText::tr("the type's size is too large"));
    if (isFractional(type.name) && !second) {
        type.fractionalSeconds = int(*first);
    } else if (type.name == u"float" && !second) {
        // The number only chooses between four and eight bytes.
        if (*first > 24)
            type.name = QStringLiteral("double");
    } else if (exact || second) {
        type.precision = int(*first);
        if (second)
            type.scale = int(*second);
    } else {
        type.length = first;
    }
    return reader.expectSymbol(u')');
}

/// "CURRENT_TIMESTAMP" for every way to say it, with the digits when they are not 0; nothing for another function.
std::optional<QString> readCurrentTimestamp(StatementReader &reader)
{
    if (!reader.isAnyWord({u"current_timestamp", u"now", u"localtime", u"localtimestamp"}))
        return std::nullopt;
    QString text = QStringLiteral("CURRENT_TIMESTAMP");
    reader.take();
    if (!reader.acceptSymbol(u'('))
        return text;
    if (reader.acceptSymbol(u')'))
        return text;
    const auto digits = reader.expectNumber(ColumnClauseText::tr("a number"));
    if (!digits || !reader.expectSymbol(u')'))
        return std::nullopt;
    if (*digits > 0)
        text += u'(' + QString::number(*digits) + u')';
    return text;
}

bool readDefault(StatementReader &reader, DefaultValue &value)
{
    const auto literal = [&](const QString &prefix) {
        value = {DefaultValue::Kind::Literal, prefix + reader.take().raw.toString()};
        return true;
    };
    const SqlToken &token = reader.peek();
    const QString what = ColumnClauseText::tr("a default value");
    if (reader.acceptWord(u"null")) {
        value = {DefaultValue::Kind::Null, {}};
        return true;
    }
    if (reader.isSymbol(u'(')) {
        const auto expression = reader.expectParenthesised(what);
        if (!expression)
            return false;
        value = {DefaultValue::Kind::Expression, *expression};
        return true;
    }
    if (reader.isText()) {
        value = {DefaultValue::Kind::Text, *reader.expectText(what)};
        return true;
    }
    if (reader.isSymbol(u'-') || reader.isSymbol(u'+')) {
        const bool negative = reader.take().raw == u"-";
        return reader.peek().kind == Kind::Number ? literal(negative ? QStringLiteral("-") : QString())
                                                  : reader.failExpected(what);
    }
    if (token.kind == Kind::Number || token.kind == Kind::Hex || token.kind == Kind::Bit)
        return literal({});
    if (token.kind != Kind::Word)
        return reader.failExpected(what);
    if (reader.isAnyWord({u"true", u"false"})) {
        value = {DefaultValue::Kind::Literal, reader.take().raw.toString().toUpper()};
        return true;
    }
    const SqlToken &following = reader.peek(1);
    // _utf8mb4'a', N'a', DATE '2026-01-01'
    if ((token.raw.startsWith(u'_') || reader.isAnyWord({u"n", u"date", u"time", u"timestamp"}))
        && (following.kind == Kind::Text || following.kind == Kind::Hex || following.kind == Kind::Bit)) {
        QString introducer = reader.take().raw.toString();
        if (reader.peek().spaceBefore)
            introducer += u' ';
        return literal(introducer);
    }
    if (reader.isAnyWord({u"current_timestamp", u"now", u"localtime", u"localtimestamp"})) {
        const auto text = readCurrentTimestamp(reader);
        if (!text)
            return false;
        value = {DefaultValue::Kind::Function, *text};
        return true;
    }
    if (!reader.isSymbol(u'(', 1) && !reader.isAnyWord({u"current_date", u"current_time", u"current_user"}))
        return reader.failExpected(what);
    QString text = reader.take().raw.toString();
    if (reader.isSymbol(u'(')) {
        if (reader.isSymbol(u')', 1)) {
            reader.take();
            reader.take();
            text += QStringLiteral("()");
        } else {
            const auto arguments = reader.expectParenthesised(what);
            if (!arguments)
                return false;
            text += u'(' + *arguments + u')';
        }
    }
    value = {DefaultValue::Kind::Function, text};
    return true;
}

bool readGenerated(StatementReader &reader, ColumnDefinition &column)
{
    const auto expression = reader.expectParenthesised(ColumnClauseText::tr("an expression in parentheses"));
    if (!expression)
        return false;
    const bool stored = reader.isAnyWord({u"stored", u"persistent"});
    if (stored || reader.isWord(u"virtual"))
        reader.take();
    column.generated = GeneratedValue{*expression, stored};
    return true;
}

bool readColumnCheck(StatementReader &reader, ColumnClause &clause)
{
    CheckDefinition check;
    if (reader.acceptWord(u"constraint") && !reader.isWord(u"check")) {
        const auto name = reader.expectName(ColumnClauseText::tr("a constraint name"));
        if (!name)
            return false;
        check.name = *name;
    }
    if (!readCheck(reader, check))
        return false;
    clause.checks.append(check);
    return true;
}

/// Charset, collation, sign: what belongs to the type wherever it stands. Nothing: it is something else.
std::optional<bool> readTypeAttribute(StatementReader &reader, ColumnClause &clause)
{
    ColumnType &type = clause.column.type;
    const auto lowerWord = [&](QString &into, const QString &what) {
        const auto word = reader.expectPlainWord(what);
        if (word)
            into = word->toLower();
        return word.has_value();
    };
    if (reader.acceptWord(u"unsigned")) {
        type.isUnsigned = true;
        return true;
    }
    if (reader.acceptWord(u"signed"))
        return true;
    if (reader.acceptWord(u"zerofill")) {
        type.zerofill = true;
        type.isUnsigned = true;
        return true;
    }
    if (reader.acceptWords({u"character", u"set"}) || reader.acceptWords({u"char", u"set"})
        || reader.acceptWord(u"charset"))
        return lowerWord(type.charset, ColumnClauseText::tr("a character set"));
    if (reader.acceptWord(u"collate"))
        return lowerWord(type.collation, ColumnClauseText::tr("a collation"));
    if (reader.acceptWord(u"ascii")) {
        type.charset = QStringLiteral("latin1");
        return true;
    }
    if (reader.acceptWord(u"unicode")) {
        type.charset = QStringLiteral("ucs2");
        return true;
    }
    if (reader.isWord(u"byte") && type.name == u"char") {
        reader.take();
        type.name = QStringLiteral("binary");
        return true;
    }
    if (reader.acceptWord(u"srid")) {
        type.srid = reader.expectNumber(ColumnClauseText::tr("a number"));
        return type.srid.has_value();
    }
    return std::nullopt;
}

std::optional<bool> readKeyAttribute(StatementReader &reader, ColumnClause &clause)
{
    if (reader.acceptWord(u"primary")) {
        clause.primaryKey = true;
        return reader.expectWord(u"key");
    }
    if (reader.acceptWord(u"unique")) {
        reader.acceptWord(u"key");
        clause.uniqueKey = true;
        return true;
    }
    if (reader.acceptWord(u"key")) {
        clause.primaryKey = true;
        return true;
    }
    if (reader.isAnyWord({u"constraint", u"check"}))
        return readColumnCheck(reader, clause);
    if (reader.isWord(u"references")) {
        ForeignKeyDefinition key;
        key.columns.append(clause.column.name);
        if (!readReference(reader, key))
            return false;
        clause.reference = key;
        return true;
    }
    return std::nullopt;
}

bool readOnUpdate(StatementReader &reader, ColumnDefinition &column)
{
    const auto text = reader.expectWord(u"update") ? readCurrentTimestamp(reader) : std::nullopt;
    if (!text)
        return reader.failExpected(QStringLiteral("CURRENT_TIMESTAMP"));
    column.onUpdate = *text;
    return true;
}

bool readAttribute(StatementReader &reader, ColumnClause &clause)
{
    ColumnDefinition &column = clause.column;
    if (reader.peek().kind != Kind::Word)
        return reader.failExpected(ColumnClauseText::tr("“,”, “)” or a property of the column"));
    if (const auto read = readTypeAttribute(reader, clause))
        return *read;
    if (const auto read = readKeyAttribute(reader, clause))
        return *read;
    if (reader.acceptWords({u"not", u"null"})) {
        column.nullable = false;
        return true;
    }
    if (reader.acceptWord(u"null")) {
        column.nullable = true;
        return true;
    }
    if (reader.acceptWords({u"not", u"secondary"})) {
        setOption(column.options, QStringLiteral("NOT SECONDARY"), {});
        return true;
    }
    if (reader.acceptWords({u"serial", u"default", u"value"})) {
        column.nullable = false;
        column.autoIncrement = true;
        clause.uniqueKey = true;
        return true;
    }
    if (reader.acceptWord(u"default"))
        return readDefault(reader, column.defaultValue);
    if (reader.acceptWord(u"on"))
        return readOnUpdate(reader, column);
    if (reader.acceptWord(u"auto_increment")) {
        column.autoIncrement = true;
        return true;
    }
    if (reader.acceptWord(u"comment")) {
        const auto text = reader.expectText(ColumnClauseText::tr("a comment in quotes"));
        column.comment = text.value_or(QString());
        return text.has_value();
    }
    if (reader.isAnyWord({u"visible", u"invisible"})) {
        column.invisible = reader.isWord(u"invisible");
        reader.take();
        return true;
    }
    if (reader.acceptWords({u"generated", u"always", u"as"}) || reader.acceptWord(u"as"))
        return readGenerated(reader, column);
    if (reader.isAnyWord({u"column_format", u"storage"})) {
        QString &into = reader.isWord(u"storage") ? column.storage : column.columnFormat;
        const auto word = reader.expectPlainWord(reader.take().raw.toString().toUpper());
        into = word.value_or(QString()).toUpper();
        return word.has_value();
    }
    if (reader.isAnyWord({u"binary", u"compressed"})) {
        setOption(column.options, reader.take().raw.toString().toUpper(), {});
        return true;
    }
    return readUnknownOption(reader, column.options);
}

} // namespace

bool readColumn(StatementReader &reader, ColumnClause &clause)
{
    const auto name = reader.expectName(ColumnClauseText::tr("a column name"));
    if (!name)
        return false;
    clause.column.name = *name;
    if (!readTypeName(reader, clause) || !readTypeArguments(reader, clause.column.type))
        return false;
    while (!reader.isSymbol(u',') && !reader.isSymbol(u')')) {
        if (!readAttribute(reader, clause))
            return false;
    }
    return true;
}

} // namespace orrery::models
