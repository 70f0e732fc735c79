// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/sql_tokens.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Kind = SqlToken::Kind;

namespace {

QString shown(const QString &sql)
{
    static const QHash<Kind, QString> letters{
        {Kind::Word, u"w"_s},   {Kind::QuotedName, u"q"_s}, {Kind::DoubleQuoted, u"d"_s}, {Kind::Text, u"t"_s},
        {Kind::Number, u"n"_s}, {Kind::Hex, u"x"_s},        {Kind::Bit, u"b"_s},          {Kind::Symbol, u"s"_s},
        {Kind::Hint, u"h"_s},   {Kind::Invalid, u"i"_s},    {Kind::End, u"e"_s}};
    QStringList out;
    const QList<SqlToken> tokens = sqlTokens(sql);
    for (const SqlToken &token : tokens) {
        if (token.kind != Kind::End)
            out.append(letters.value(token.kind) + u':' + token.raw.toString());
    }
    return out.join(u' ');
}

} // namespace

class SqlTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cuts_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &sql, const QString &expected) {
            QTest::newRow(name) << sql << expected;
        };
        row("nothing", u""_s, u""_s);
        row("words and symbols", u"a=b_1,$c;"_s, u"w:a s:= w:b_1 s:, w:$c s:;"_s);
        row("backticks", u"`a``b` ``"_s, u"q:`a``b` q:``"_s);
        row("double quotes", u"\"a\"\"b\" \"c\\\"d\""_s, u"d:\"a\"\"b\" d:\"c\\\"d\""_s);
        row("strings", u"'it''s' 'it\\'s' ''"_s, u"t:'it''s' t:'it\\'s' t:''"_s);
        row("numbers", u"1 1.5 .5 1e5 1E-3 1. 2fa 1e 12e5x"_s,
            u"n:1 n:1.5 n:.5 n:1e5 n:1E-3 n:1. w:2fa w:1e w:12e5x"_s);
        row("qualified names", u"a.b.1c `t`.5"_s, u"w:a s:. w:b s:. w:1c q:`t` s:. n:5"_s);
        row("hex and bits", u"0xfF x'0A' X'' 0b01 b'1' B'0' 0xg 0b2"_s,
            u"x:0xfF x:x'0A' x:X'' b:0b01 b:b'1' b:B'0' w:0xg w:0b2"_s);
        row("introducers", u"_utf8mb4'a' N'b'"_s, u"w:_utf8mb4 t:'a' w:N t:'b'"_s);
        row("dash comments", u"a -- b\nc --\nd --1"_s, u"w:a w:c w:d s:- s:- n:1"_s);
        row("hash comments", u"a # b ' \nc"_s, u"w:a w:c"_s);
        row("block comments", u"a/* ' */b /**/c"_s, u"w:a w:b w:c"_s);
        row("versioned comments", u"/*!50100 a /*! b */ */ c /*M!100100 d */ /*T! e */ /*T![f] g */"_s,
            u"w:a w:b w:c w:d w:e w:g"_s);
        row("a string in a versioned comment", u"/*!80021 a '*/' */ b"_s, u"w:a t:'*/' w:b"_s);
        row("hints", u"select /*+ x */ 1 /*+ y */"_s, u"w:select h:/*+ x */ n:1"_s);
        row("arrows", u"`d`->>'$.a'"_s, u"q:`d` s:- s:> s:> t:'$.a'"_s);
        row("open string", u"a 'b"_s, u"w:a i:'b"_s);
        row("open string with a backslash", u"'b\\"_s, u"i:'b\\"_s);
        row("open name", u"`a``"_s, u"i:`a``"_s);
        row("open comment", u"a /* b"_s, u"w:a i:/* b"_s);
        row("open versioned comment", u"/*!50100 a"_s, u"w:a i:"_s);
        row("open hint", u"select /*+ b"_s, u"w:select i:/*+ b"_s);
        row("other scripts", u"größe 名前 😀"_s, u"w:größe w:名前 w:😀"_s);
        row("mark at the front", QString(QChar(0xFEFF)) + u"a"_s, u"w:a"_s);
    }
    void cuts()
    {
        QFETCH(QString, sql);
        QTEST(shown(sql), "expected");
    }

    void knowsWhereAndHow()
    {
        const QString sql = u"a\n  /*!80023 b */,\r\nc"_s;
        const QList<SqlToken> tokens = sqlTokens(sql);
        QCOMPARE(tokens.size(), 5);
        QCOMPARE(tokens.at(0).line, 1);
        QCOMPARE(tokens.at(0).column, 1);
        QVERIFY(!tokens.at(0).spaceBefore);
        QCOMPARE(tokens.at(1).line, 2);
        QCOMPARE(tokens.at(1).column, 12);
        QVERIFY(tokens.at(1).versioned);
        QVERIFY(tokens.at(1).spaceBefore);
        QCOMPARE(tokens.at(2).raw.toString(), u","_s);
        QVERIFY(!tokens.at(2).versioned);
        QCOMPARE(tokens.at(3).line, 3);
        QCOMPARE(tokens.at(3).column, 1);
        QCOMPARE(tokens.at(4).kind, Kind::End);
    }

    void decodesStrings_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"'abc'"_s << u"abc"_s;
        QTest::newRow("doubled") << u"'it''s \"x\"'"_s << u"it's \"x\""_s;
        QTest::newRow("double quotes") << u"\"it's \"\"x\"\"\""_s << u"it's \"x\""_s;
        QTest::newRow("escapes") << u"'a\\n\\t\\r\\\\\\'\\\"\\q'"_s << u"a\n\t\r\\'\"q"_s;
        QTest::newRow("patterns") << u"'\\%\\_'"_s << u"\\%\\_"_s;
        QTest::newRow("zero") << u"'\\0'"_s << QString(QChar(u'\0'));
    }
    void decodesStrings()
    {
        QFETCH(QString, raw);
        QFETCH(QString, expected);
        QCOMPARE(decodedText(raw), expected);
        QCOMPARE(decodedText(quotedText(expected)), expected);
    }

    void quotes()
    {
        QCOMPARE(quotedName(u"a`b"_s), u"`a``b`"_s);
        QCOMPARE(quotedText(u"it's\na\\b"_s), u"'it''s\\na\\\\b'"_s);
        QCOMPARE(unquotedSql(u"'it''s'"_s), u"it's"_s);
        QCOMPARE(unquotedSql(u"`a``b`"_s), u"a`b"_s);
        QCOMPARE(unquotedSql(u"InnoDB"_s), u"InnoDB"_s);
        QCOMPARE(unquotedSql(u"('a')"_s), u"('a')"_s);
    }

    void joins_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("expected");
        QTest::newRow("blanks") << u"  a  +\n\tb "_s << u"a + b"_s;
        QTest::newRow("comments") << u"a/* x */+ -- y\nb"_s << u"a + b"_s;
        QTest::newRow("versioned") << u"a /*!80000 b */"_s << u"a b"_s;
        QTest::newRow("dashes") << u"1--/* */1"_s << u"1- - 1"_s;
        QTest::newRow("strings stay") << u"concat('a  b' ,\"c\")"_s << u"concat('a  b' ,\"c\")"_s;
    }
    void joins()
    {
        QFETCH(QString, sql);
        QFETCH(QString, expected);
        const auto joined = [](const QString &text) {
            const QList<SqlToken> tokens = sqlTokens(text);
            return joinedSql(tokens, 0, tokens.size() - 1);
        };
        QCOMPARE(joined(sql), expected);
        QCOMPARE(joined(expected), expected);
    }

    void sameExpressions_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("same");
        QTest::newRow("blanks") << u"a>0"_s << u"a > 0"_s << true;
        QTest::newRow("quotes and case") << u"(`A` > 0)"_s << u"a > 0"_s << true;
        QTest::newRow("many parentheses") << u"((a))"_s << u"a"_s << true;
        QTest::newRow("parentheses apart") << u"(a) or (b)"_s << u"a) or (b"_s << false;
        QTest::newRow("inner parentheses") << u"((a) or (b))"_s << u"(a) or (b)"_s << true;
        QTest::newRow("parentheses that bind") << u"(a or b) and c"_s << u"a or b and c"_s << false;
        QTest::newRow("strings differ by case") << u"a = 'X'"_s << u"a = 'x'"_s << false;
        QTest::newRow("strings escaped otherwise") << u"a = 'it\\'s'"_s << u"a = 'it''s'"_s << true;
        QTest::newRow("longer") << u"a"_s << u"a + 1"_s << false;
        QTest::newRow("empty") << u""_s << u"()"_s << false;
    }
    void sameExpressions()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, same);
        QCOMPARE(sameSql(before, after), same);
        QCOMPARE(sameSql(after, before), same);
    }
};

ORRERY_SUITE(SqlTokensTest)
#include "tst_sql_tokens.moc"
