// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/charsets.h"

#include <algorithm>
#include <array>

namespace orrery::models {

namespace {

struct Charset
{
    QStringView name;
    QStringView collation;
    int bytes;
};

constexpr std::array<Charset, 41> charsets{{
    {u"armscii8", u"armscii8_general_ci", 1}, {u"ascii", u"ascii_general_ci", 1},
    {u"big5", u"big5_chinese_ci", 2},         {u"binary", u"binary", 1},
    {u"cp1250", u"cp1250_general_ci", 1},     {u"cp1251", u"cp1251_general_ci", 1},
    {u"cp1256", u"cp1256_general_ci", 1},     {u"cp1257", u"cp1257_general_ci", 1},
    {u"cp850", u"cp850_general_ci", 1},       {u"cp852", u"cp852_general_ci", 1},
    {u"cp866", u"cp866_general_ci", 1},       {u"cp932", u"cp932_japanese_ci", 2},
    {u"dec8", u"dec8_swedish_ci", 1},         {u"eucjpms", u"eucjpms_japanese_ci", 3},
    {u"euckr", u"euckr_korean_ci", 2},        {u"gb18030", u"gb18030_chinese_ci", 4},
    {u"gb2312", u"gb2312_chinese_ci", 2},     {u"gbk", u"gbk_chinese_ci", 2},
    {u"geostd8", u"geostd8_general_ci", 1},   {u"greek", u"greek_general_ci", 1},
    {u"hebrew", u"hebrew_general_ci", 1},     {u"hp8", u"hp8_english_ci", 1},
    {u"keybcs2", u"keybcs2_general_ci", 1},   {u"koi8r", u"koi8r_general_ci", 1},
    {u"koi8u", u"koi8u_general_ci", 1},       {u"latin1", u"latin1_swedish_ci", 1},
    {u"latin2", u"latin2_general_ci", 1},     {u"latin5", u"latin5_turkish_ci", 1},
    {u"latin7", u"latin7_general_ci", 1},     {u"macce", u"macce_general_ci", 1},
    {u"macroman", u"macroman_general_ci", 1}, {u"sjis", u"sjis_japanese_ci", 2},
    {u"swe7", u"swe7_swedish_ci", 1},         {u"tis620", u"tis620_thai_ci", 1},
    {u"ucs2", u"ucs2_general_ci", 2},         {u"ujis", u"ujis_japanese_ci", 3},
    {u"utf16", u"utf16_general_ci", 4},       {u"utf16le", u"utf16le_general_ci", 4},
    {u"utf32", u"utf32_general_ci", 4},       {u"utf8mb3", u"utf8mb3_general_ci", 3},
    {u"utf8mb4", u"utf8mb4_0900_ai_ci", 4},
}};

const Charset *known(const QString &name)
{
    const auto found =
        std::find_if(charsets.begin(), charsets.end(), [&](const Charset &charset) { return charset.name == name; });
    return found == charsets.end() ? nullptr : &*found;
}

bool isOneOf(const QString &name, std::initializer_list<QStringView> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// How a collation compares, as far as its name tells (MySQL's manual, "Collation Naming Conventions").
struct CollationRules
{
    QString family; ///< charset and language or version: two of them compare alike but for `strictness`
    int strictness = 0; ///< 0: neither accents nor case count, 1: accents do, 2: both do
    bool binary = false; ///< by code points: what differs at all is told apart
    bool noPad = false; ///< blanks at the end count
};

CollationRules rulesOf(const QString &collation)
{
    const QString name = canonicalCollation(collation);
    CollationRules rules;
    rules.binary = name == u"binary" || name.endsWith(u"_bin");
    rules.noPad = name == u"binary" || name.contains(u"_0900_");
    QStringList words = name.split(u'_');
    // utf8mb3 is the part of utf8mb4 without its longest characters, and is compared by the same rules.
    if (words.constFirst() == u"utf8mb3")
        words.first() = QStringLiteral("utf8mb4");
    const auto has = [&words](QStringView word) { return words.removeAll(word.toString()) > 0; };
    const bool accents = has(u"as");
    const bool letterCase = has(u"cs");
    has(u"ai");
    has(u"ci");
    rules.strictness = letterCase ? 2 : accents ? 1 : 0;
    rules.family = words.join(u'_');
    return rules;
}

} // namespace

QString canonicalCharset(const QString &charset)
{
    return charset == u"utf8" ? QStringLiteral("utf8mb3") : charset;
}

QString canonicalCollation(const QString &collation)
{
    return collation.startsWith(u"utf8_") ? QStringLiteral("utf8mb3") + collation.mid(4) : collation;
}

QString charsetOfCollation(const QString &collation)
{
    return canonicalCharset(collation.section(u'_', 0, 0));
}

QString defaultCollation(const QString &charset)
{
    const Charset *found = known(canonicalCharset(charset));
    return found ? found->collation.toString() : QString();
}

int bytesPerCharacter(const QString &charset)
{
    const Charset *found = known(canonicalCharset(charset));
    return found ? found->bytes : 4;
}

bool holdsAllOf(const QString &after, const QString &before)
{
    const QString into = canonicalCharset(after);
    const QString from = canonicalCharset(before);
    if (into == from)
        return true;
    if (from == u"binary" || into == u"binary")
        return false;
    if (isOneOf(into, {u"utf8mb4", u"utf16", u"utf16le", u"utf32", u"gb18030"}))
        return true;
    // The rest of Unicode has no four-byte characters.
    if (isOneOf(into, {u"utf8mb3", u"ucs2"}))
        return !isOneOf(from, {u"utf8mb4", u"utf16", u"utf16le", u"utf32", u"gb18030"});
    return from == u"ascii" && into != u"swe7";
}

bool canTakeMoreBytes(const QString &after, const QString &before)
{
    const QString into = canonicalCharset(after);
    const QString from = canonicalCharset(before);
    if (into == from)
        return false;
    const bool fixedWidth = isOneOf(into, {u"ucs2", u"utf16", u"utf16le", u"utf32"});
    // These write what they have with the bytes of ASCII and utf8mb4.
    if (!fixedWidth && (from == u"ascii" || (from == u"utf8mb3" && into == u"utf8mb4")))
        return false;
    return fixedWidth || bytesPerCharacter(into) > bytesPerCharacter(from);
}

bool countsTrailingBlanks(const QString &collation)
{
    return rulesOf(collation).noPad;
}

bool keepsApart(const QString &after, const QString &before)
{
    const CollationRules into = rulesOf(after);
    const CollationRules from = rulesOf(before);
    if (from.noPad && !into.noPad)
        return false;
    return into.binary || (!from.binary && into.family == from.family && into.strictness >= from.strictness);
}

QString tableCharset(const TableDefinition &table)
{
    const QString charset = table.option(u"DEFAULT CHARSET").toLower();
    if (!charset.isEmpty())
        return canonicalCharset(charset);
    const QString collation = table.option(u"COLLATE").toLower();
    return collation.isEmpty() ? QStringLiteral("utf8mb4") : charsetOfCollation(collation);
}

QString tableCollation(const TableDefinition &table)
{
    const QString collation = canonicalCollation(table.option(u"COLLATE").toLower());
    return collation.isEmpty() ? defaultCollation(tableCharset(table)) : collation;
}

} // namespace orrery::models
