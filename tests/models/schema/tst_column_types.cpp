// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/charsets.h"
#include "models/schema/column_types.h"
#include "models/schema/create_statement_parser.h"
#include "models/schema/unique_keys.h"
#include "tests/models/schema/type_pairs.h"
#include "tests/support/suite.h"

#include <QLocale>
#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

TableDefinition tableOf(const QString &sql)
{
    const auto object = parseCreateStatement(sql);
    return object ? std::get<TableDefinition>(*object) : TableDefinition();
}

/// The type of a column in a utf8mb4 table, with what it inherits.
ColumnType typeOf(const QString &definition)
{
    const TableDefinition table = tableOf(u"CREATE TABLE t (c "_s + definition + u") DEFAULT CHARSET=utf8mb4"_s);
    return table.columns.isEmpty() ? ColumnType() : resolvedType(table.columns.constFirst(), table);
}

/// The table of the documentation's page, with another list of columns and keys.
TableDefinition users(const QString &body)
{
    return tableOf(u"CREATE TABLE `users` ("_s + body + u')');
}

} // namespace

class ColumnTypesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void sameTypes_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *before, const char *after, bool same) {
            QTest::addRow("%s, %s", before, after) << QString::fromLatin1(before) << QString::fromLatin1(after) << same;
        };
        row("int(11)", "int", true);
        row("int(11)", "int unsigned", false);
        row("int(5) zerofill", "int(6) zerofill", false);
        row("tinyint(1)", "tinyint", true);
        row("year(4)", "year", true);
        row("decimal", "decimal(10,0)", true);
        row("decimal(10)", "decimal(10,2)", false);
        row("char", "char(1)", true);
        row("datetime(0)", "datetime", true);
        row("datetime", "datetime(3)", false);
        row("varchar(10) charset utf8", "varchar(10) charset utf8mb3", true);
        row("varchar(10) collate utf8_bin", "varchar(10) charset utf8mb3 collate utf8mb3_bin", true);
        row("varchar(10)", "varchar(10) charset utf8mb4 collate utf8mb4_0900_ai_ci", true);
        row("varchar(10)", "varchar(10) collate utf8mb4_bin", false);
        row("varchar(10)", "varchar(11)", false);
        row("enum('a','b')", "enum('b','a')", false);
        row("point", "point srid 4326", false);
    }
    void sameTypes()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(bool, same);
        QCOMPARE(sameType(typeOf(before), typeOf(after)), same);
    }

    void inheritsFromTheTable_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("charset");
        QTest::addColumn<QString>("collation");
        QTest::newRow("nothing said") << u"text"_s << u""_s << u"utf8mb4"_s << u"utf8mb4_0900_ai_ci"_s;
        QTest::newRow("table's charset") << u"text"_s << u"CHARSET=latin1"_s << u"latin1"_s << u"latin1_swedish_ci"_s;
        QTest::newRow("table's collation")
            << u"text"_s << u"CHARSET=utf8 COLLATE=utf8_bin"_s << u"utf8mb3"_s << u"utf8mb3_bin"_s;
        QTest::newRow("only a collation") << u"text"_s << u"COLLATE=ascii_bin"_s << u"ascii"_s << u"ascii_bin"_s;
        QTest::newRow("own charset") << u"text charset ascii"_s << u"CHARSET=utf8mb4 COLLATE=utf8mb4_bin"_s
                                     << u"ascii"_s << u"ascii_general_ci"_s;
        QTest::newRow("own collation") << u"text collate latin1_bin"_s << u"CHARSET=utf8mb4"_s << u"latin1"_s
                                       << u"latin1_bin"_s;
        QTest::newRow("no text") << u"json"_s << u"CHARSET=utf8mb4"_s << u""_s << u""_s;
    }
    void inheritsFromTheTable()
    {
        QFETCH(QString, column);
        QFETCH(QString, options);
        const TableDefinition table = tableOf(u"CREATE TABLE t (c %1) %2"_s.arg(column, options));
        const ColumnType type = resolvedType(table.columns.constFirst(), table);
        QTEST(type.charset, "charset");
        QTEST(type.collation, "collation");
    }

    void narrowing_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("why"); // empty: every value stays as it is
        for (const orrery::test::TypePair &pair : orrery::test::typePairs())
            QTest::addRow("%s to %s", qPrintable(pair.before), qPrintable(pair.after))
                << pair.before << pair.after << pair.why;
    }
    void narrowing()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const std::optional<QString> why = narrows(typeOf(before), typeOf(after));
        QTEST(why.value_or(QString()), "why");
    }

    void charsets()
    {
        QCOMPARE(charsetOfCollation(u"utf8_general_ci"_s), u"utf8mb3"_s);
        QCOMPARE(defaultCollation(u"utf8"_s), u"utf8mb3_general_ci"_s);
        QCOMPARE(defaultCollation(u"klingon"_s), QString());
        QCOMPARE(bytesPerCharacter(u"latin1"_s), 1);
        QVERIFY(holdsAllOf(u"utf8mb4"_s, u"gbk"_s));
        QVERIFY(holdsAllOf(u"utf8mb3"_s, u"latin1"_s));
        QVERIFY(!holdsAllOf(u"utf8mb3"_s, u"utf8mb4"_s));
        QVERIFY(!holdsAllOf(u"utf8mb4"_s, u"binary"_s));
        QVERIFY(!holdsAllOf(u"ascii"_s, u"latin1"_s));
    }

    void narrowingCountsLettersOfAList()
    {
        // Two letters that are four units of UTF-16 and eight bytes.
        const ColumnType list = typeOf(u"enum('😀😀')"_s);
        QVERIFY(!narrows(list, typeOf(u"char(2)"_s)));
        QVERIFY(narrows(list, typeOf(u"char(1)"_s)));
        const ColumnType longest = typeOf(u"enum('%1')"_s.arg(QString(63, u'ü')));
        QVERIFY(!narrows(longest, typeOf(u"tinytext"_s)));
        const ColumnType set = typeOf(u"set('%1','%2')"_s.arg(QString(64, u'ü'), QString(63, u'ö')));
        QVERIFY(!narrows(set, typeOf(u"tinytext"_s))); // 254 bytes and a comma
        const ColumnType tooLong = typeOf(u"set('%1','%2')"_s.arg(QString(64, u'ü'), QString(64, u'ö')));
        QVERIFY(narrows(tooLong, typeOf(u"tinytext"_s)));
    }

    void collationsThatKeepTextsApart_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("apart");
        const auto row = [](const QString &before, const QString &after, bool apart) {
            QTest::addRow("%s to %s", qPrintable(before), qPrintable(after)) << before << after << apart;
        };
        row(u"utf8mb4_general_ci"_s, u"utf8mb4_general_ci"_s, true);
        row(u"utf8mb4_bin"_s, u"utf8mb4_general_ci"_s, false);
        row(u"utf8mb4_general_ci"_s, u"utf8mb4_bin"_s, true);
        row(u"utf8mb4_0900_ai_ci"_s, u"utf8mb4_bin"_s, false); // which forgets blanks at the end
        row(u"utf8mb4_0900_ai_ci"_s, u"utf8mb4_0900_bin"_s, true);
        row(u"utf8mb4_0900_ai_ci"_s, u"utf8mb4_0900_as_cs"_s, true);
        row(u"utf8mb4_0900_as_cs"_s, u"utf8mb4_0900_as_ci"_s, false);
        row(u"utf8mb4_0900_as_ci"_s, u"utf8mb4_0900_ai_ci"_s, false);
        row(u"utf8mb4_de_pb_0900_ai_ci"_s, u"utf8mb4_0900_ai_ci"_s, false);
        row(u"utf8_general_ci"_s, u"utf8mb4_general_ci"_s, true);
        row(u"utf8mb4_general_ci"_s, u"utf8mb4_0900_ai_ci"_s, false);
        row(u"latin1_general_ci"_s, u"utf8mb4_general_ci"_s, false);
        row(u"latin1_bin"_s, u"utf8mb4_bin"_s, true);
        row(u"binary"_s, u"utf8mb4_bin"_s, false);
        row(u"binary"_s, u"utf8mb4_0900_bin"_s, true);
    }
    void collationsThatKeepTextsApart()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(keepsApart(after, before), "apart");
    }

    void valuesThatBecomeEqual_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("equal");
        const auto row = [](const char *before, const char *after, bool equal) {
            QTest::addRow("%s to %s", before, after)
                << QString::fromLatin1(before) << QString::fromLatin1(after) << equal;
        };
        row("varchar(10)", "varchar(20)", false);
        row("varchar(20)", "varchar(10)", false); // what is longer is refused
        row("varchar(10)", "char(10)", true);
        row("varchar(10) collate utf8mb4_bin", "char(10) collate utf8mb4_bin", false); // blanks did not count before
        row("varchar(10) collate utf8mb4_bin", "varchar(10) collate utf8mb4_general_ci", true);
        row("varbinary(10)", "varchar(10)", true);
        row("varbinary(10)", "binary(10)", true);
        row("varchar(10)", "varbinary(40)", false);
        row("int", "bigint", false);
        row("bigint", "int", false);
        row("bigint", "double", true);
        row("int", "float", true);
        row("smallint", "double", false);
        row("decimal(8,3)", "decimal(8,2)", true);
        row("decimal(8,3)", "int", true);
        row("decimal(8,2)", "decimal(9,3)", false);
        row("datetime(6)", "datetime(3)", true);
        row("datetime", "date", true);
        row("datetime", "timestamp", false);
        row("date", "datetime", false);
        row("varchar(10)", "int", true);
        row("enum('a','b')", "enum('a')", false);
        row("enum('a','b')", "varchar(5)", false);
    }
    void valuesThatBecomeEqual()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(makesEqual(typeOf(before), typeOf(after)).has_value(), "equal");
    }

    void uniqueKeys_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<bool>("shared");
        QTest::addColumn<QString>("reason");
        const QString columns = u"`id` int, `other_info` int, `username` varchar(128), `email` varchar(128)"_s;
        // The six examples of the documentation's page, in its order.
        QTest::newRow("key expanded") << columns + u", PRIMARY KEY (`id`,`other_info`)"_s << true << u""_s;
        QTest::newRow("key moved") << columns + u", PRIMARY KEY (`email`)"_s << true << u""_s;
        QTest::newRow("key moved to several")
            << columns + u", PRIMARY KEY (`username`,`other_info`)"_s << true << u""_s;
        QTest::newRow("key moved, another added")
            << columns + u", PRIMARY KEY (`username`,`other_info`), UNIQUE KEY `email` (`email`)"_s << true << u""_s;
        QTest::newRow("key on a new column")
            << columns + u", `new_info` int, PRIMARY KEY (`username`,`new_info`)"_s << false
            << u"The key PRIMARY needs columns that the table does not have yet: new_info."_s;
        QTest::newRow("column of the old key dropped")
            << u"`other_info` int, `username` varchar(128), `email` varchar(128), PRIMARY KEY (`email`)"_s << false
            << u"The key PRIMARY needs columns that the changed table does not have: id."_s;
        // And what the page says in its first sentences.
        QTest::newRow("no key left")
            << columns << false << u"The changed table has no unique key without NULL that tells its rows apart."_s;
        QTest::newRow("only a key with NULL")
            << columns + u", UNIQUE KEY `e` (`email`)"_s << false
            << u"The changed table has no unique key without NULL that tells its rows apart."_s;
        QTest::newRow("a unique key without NULL")
            << u"`id` int NOT NULL, `x` int, UNIQUE KEY `i` (`id`)"_s << true << u""_s;
        QTest::newRow("only a part of a column")
            << u"`id` int, `email` varchar(128) NOT NULL, UNIQUE KEY `e` (`email`(10))"_s << false
            << u"The changed table has no unique key without NULL that tells its rows apart."_s;
        QTest::newRow("only an expression")
            << u"`id` int NOT NULL, UNIQUE KEY `e` ((`id` + 1))"_s << false
            << u"The changed table has no unique key without NULL that tells its rows apart."_s;
        QTest::newRow("the column is worked out now")
            << u"`a` int, `id` int GENERATED ALWAYS AS (`a`) STORED NOT NULL, PRIMARY KEY (`id`)"_s << false
            << u"The key PRIMARY needs columns that the changed table does not have: id."_s;
    }
    void uniqueKeys()
    {
        QFETCH(QString, after);
        QFETCH(bool, shared);
        const TableDefinition before = users(u"`id` int, `other_info` int, `username` varchar(128), "
                                             "`email` varchar(128), PRIMARY KEY (`id`)"_s);
        const TableDefinition now = users(after);
        QVERIFY(!now.columns.isEmpty());
        const UniqueKeySharing sharing = uniqueKeySharing(before, now);
        QCOMPARE(sharing.shared, shared);
        QTEST(sharing.reason, "reason");
    }

    void namesTheKeysItWouldUse()
    {
        const TableDefinition before = users(u"a int NOT NULL, b float NOT NULL, UNIQUE KEY f (b), UNIQUE KEY u (a)"_s);
        const TableDefinition after = users(u"a int NOT NULL, b float NOT NULL, UNIQUE KEY v (a), PRIMARY KEY (a)"_s);
        QCOMPARE(rowKeys(before), QStringList{u"u"_s});
        QCOMPARE(rowKeys(after), (QStringList{u"PRIMARY"_s, u"v"_s}));
        const UniqueKeySharing sharing = uniqueKeySharing(before, after);
        QCOMPARE(sharing.beforeKey, u"u"_s);
        QCOMPARE(sharing.afterKey, u"PRIMARY"_s);
        const UniqueKeySharing without = uniqueKeySharing(users(u"a int"_s), after);
        QCOMPARE(without.reason, u"The table as it is has no unique key without NULL that tells its rows apart."_s);
        QCOMPARE(without.missingColumns, QStringList());
    }
};

ORRERY_SUITE(ColumnTypesTest)
#include "tst_column_types.moc"
