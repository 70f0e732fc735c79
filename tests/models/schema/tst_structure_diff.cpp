// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/create_statement_parser.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/structure_diff.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using What = StructureChange::What;
using Kind = StructureChange::Kind;
using Property = StructureDetail::Property;

namespace {

const QString options = u") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci"_s;

TableDefinition tableOf(const QString &sql)
{
    const auto object = parseCreateStatement(sql);
    return object ? std::get<TableDefinition>(*object) : TableDefinition();
}

TableDefinition orders(const QString &body)
{
    return tableOf(u"CREATE TABLE `orders` ("_s + body + options);
}

/// "~Column email type varchar(100) -> varchar(255)", one line a detail or change; "?" in front of what is not real.
QString shown(const StructureDiff &diff)
{
    static const QHash<What, QString> whats{{What::Table, u"table"_s},   {What::Column, u"column"_s},
                                            {What::Index, u"index"_s},   {What::ForeignKey, u"key"_s},
                                            {What::Check, u"check"_s},   {What::Partitioning, u"partitioning"_s},
                                            {What::Option, u"option"_s}, {What::View, u"view"_s}};
    static const QHash<Kind, QString> kinds{
        {Kind::Added, u"+"_s}, {Kind::Removed, u"-"_s}, {Kind::Changed, u"~"_s}, {Kind::Moved, u"^"_s}};
    QStringList out;
    for (const StructureChange &change : diff.changes) {
        QStringList line{(change.real ? QString() : u"?"_s) + kinds.value(change.kind) + whats.value(change.what)};
        if (!change.name.isEmpty())
            line.append(change.name);
        for (const StructureDetail &detail : change.details)
            line.append(u"[%1%2%3: %4 -> %5]"_s.arg(detail.real ? QString() : u"?"_s, propertyText(detail.property),
                                                    detail.subject.isEmpty() ? QString() : u' ' + detail.subject,
                                                    detail.before, detail.after));
        out.append(line.join(u' '));
    }
    return out.join(u'\n');
}

} // namespace

class StructureDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &before, const QString &after, const QString &expected) {
            QTest::newRow(name) << before << after << expected;
        };
        row("a type", u"`email` varchar(100)"_s, u"`email` varchar(255)"_s,
            u"~column email [type: varchar(100) -> varchar(255)]"_s);
        row("several properties", u"a int"_s, u"a bigint NOT NULL DEFAULT '0' COMMENT 'x' /*!80023 INVISIBLE */"_s,
            u"~column a [type: int -> bigint] [NULL: NULL -> NOT NULL] [default:  -> '0'] [comment:  -> x] "
            "[visibility:  -> INVISIBLE]"_s);
        row("added and removed", u"a int, b int, c int"_s, u"x int, a int, y datetime, c int"_s,
            u"+column x\n-column b\n+column y"_s);
        row("display width", u"a int(11) DEFAULT NULL"_s, u"a int"_s,
            u"?~column a [?type: int(11) -> int] [?default: NULL -> ]"_s);
        row("charset alias", u"a varchar(5) CHARACTER SET utf8"_s, u"a varchar(5) CHARACTER SET utf8mb3"_s,
            u"?~column a [?type: varchar(5) CHARACTER SET utf8 -> varchar(5) CHARACTER SET utf8mb3]"_s);
        row("charset written out", u"a varchar(5)"_s,
            u"a varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci"_s,
            u"?~column a [?type: varchar(5) -> varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci]"_s);
        row("the same number", u"a int NOT NULL DEFAULT 0"_s, u"a int NOT NULL DEFAULT '0'"_s,
            u"?~column a [?default: 0 -> '0']"_s);
        row("not the same text", u"a char(3) NOT NULL DEFAULT 1.0"_s, u"a char(3) NOT NULL DEFAULT '1'"_s,
            u"~column a [default: 1.0 -> '1']"_s);
        row("a literal spelt otherwise", u"a char(3) DEFAULT _utf8mb4'x'"_s, u"a char(3) DEFAULT _UTF8MB4 'x'"_s,
            u"?~column a [?default: _utf8mb4'x' -> _UTF8MB4 'x']"_s);
        row("NULL and 'NULL'", u"a char(4) DEFAULT NULL"_s, u"a char(4) DEFAULT 'NULL'"_s,
            u"~column a [default: NULL -> 'NULL']"_s);
        row("generated", u"a int, b int AS (a+1) VIRTUAL"_s, u"a int, b int AS ((`a` + 1)) STORED"_s,
            u"~column b [generated: (a+1) VIRTUAL -> ((`a` + 1)) STORED]"_s);
        row("expression spelt otherwise", u"a int, b int AS (a+1) VIRTUAL"_s, u"a int, b int AS ((`a` + 1)) VIRTUAL"_s,
            u"?~column b [?generated: (a+1) VIRTUAL -> ((`a` + 1)) VIRTUAL]"_s);
        row("case of a name", u"`Id` int"_s, u"`id` int"_s, u"~column Id [name: Id -> id]"_s);
        row("srid", u"p point SRID 0"_s, u"p point SRID 4326"_s,
            u"~column p [type: point SRID 0 -> point SRID 4326]"_s);
        row("attribute", u"a int ENGINE_ATTRIBUTE='{}'"_s, u"a int"_s,
            u"~column a [attribute ENGINE_ATTRIBUTE: ENGINE_ATTRIBUTE='{}' -> ]"_s);
        row("order", u"a int, b int, c int, d int"_s, u"d int, a int, b int, c int"_s,
            u"^column [position d: after `c` -> first]"_s);
        row("order and a change of the same column", u"a int, b int, c int"_s, u"c bigint, a int, b int"_s,
            u"~column c [type: int -> bigint]\n^column [position c: after `b` -> first]"_s);
        row("order beside additions", u"a int, b int, c int"_s, u"b int, x int, a int, c int"_s,
            u"+column x\n^column [position a: first -> after `x`]"_s);
        row("index", u"a int, b int, KEY k (a)"_s, u"a int, b int, KEY k (a,b DESC) COMMENT 'x'"_s,
            u"~index k [columns: (`a`) -> (`a`,`b` DESC)] [comment:  -> x]"_s);
        row("index made unique", u"a int, KEY k (a) USING BTREE"_s, u"a int, UNIQUE KEY k (a)"_s,
            u"~index k [kind: KEY -> UNIQUE KEY] [?method: BTREE -> ]"_s);
        row("order of indexes", u"a int, KEY k (a), KEY l (a)"_s, u"a int, KEY l (a), KEY k (a)"_s,
            u"?^index [?position k: first -> after `l`]"_s);
        row("foreign key", u"a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES b (c) ON DELETE RESTRICT"_s,
            u"a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES b (c) ON DELETE CASCADE"_s,
            u"~key f [on delete: RESTRICT -> CASCADE]"_s);
        row("foreign key spelt otherwise", u"a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES b (c) ON DELETE RESTRICT"_s,
            u"a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES b (c) ON UPDATE NO ACTION"_s,
            u"?~key f [?on delete: RESTRICT -> ] [?on update:  -> NO ACTION]"_s);
        row("check", u"a int, CONSTRAINT c CHECK (a > 0)"_s, u"a int, CONSTRAINT c CHECK (a > 1) NOT ENFORCED"_s,
            u"~check c [expression: a > 0 -> a > 1] [enforced:  -> NOT ENFORCED]"_s);
    }
    void changes()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, expected);
        const TableDefinition old = orders(before);
        const TableDefinition now = orders(after);
        QVERIFY(!old.columns.isEmpty() && !now.columns.isEmpty());
        const StructureDiff diff = compareTables(old, now);
        QCOMPARE(shown(diff), expected);
        QVERIFY(applyDiff(old, diff) == now);
        const QStringList lines = expected.split(u'\n');
        const bool real =
            std::any_of(lines.cbegin(), lines.cend(), [](const QString &line) { return !line.startsWith(u'?'); });
        QCOMPARE(diff.hasRealChange(), real);
    }

    void tableOptions_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        QTest::newRow("counter") << u"ENGINE=InnoDB AUTO_INCREMENT=5"_s << u"ENGINE=InnoDB AUTO_INCREMENT=9"_s
                                 << u"?~option AUTO_INCREMENT [?value: 5 -> 9]"_s;
        QTest::newRow("counter appears") << u""_s << u"AUTO_INCREMENT=9"_s << u"?+option AUTO_INCREMENT"_s;
        QTest::newRow("engine said") << u""_s << u"ENGINE=innodb"_s << u"?+option ENGINE"_s;
        QTest::newRow("engine") << u"ENGINE=InnoDB"_s << u"ENGINE=MyISAM"_s
                                << u"~option ENGINE [value: InnoDB -> MyISAM]"_s;
        QTest::newRow("charset alias") << u"CHARSET=utf8"_s << u"CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci"_s
                                       << u"?~option DEFAULT CHARSET [?value: utf8 -> utf8mb3]\n?+option COLLATE"_s;
        QTest::newRow("charset")
            << u"CHARSET=latin1"_s << u"CHARSET=utf8mb4"_s
            << u"~column a [type: char(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci -> char(5) "
               "CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci]\n"
               "~option DEFAULT CHARSET [value: latin1 -> utf8mb4]"_s;
        QTest::newRow("text counts by letter") << u"ENGINE_ATTRIBUTE='{\"a\":1}'"_s << u"ENGINE_ATTRIBUTE='{\"A\":1}'"_s
                                               << u"~option ENGINE_ATTRIBUTE [value: '{\"a\":1}' -> '{\"A\":1}']"_s;
        QTest::newRow("order") << u"ENGINE=InnoDB ROW_FORMAT=DYNAMIC"_s << u"ROW_FORMAT=DYNAMIC ENGINE=InnoDB"_s
                               << u"?^option [?position ENGINE: first -> after `ROW_FORMAT`]"_s;
        QTest::newRow("comment") << u"COMMENT='x'"_s << u""_s << u"~table t [comment: x -> ]"_s;
        QTest::newRow("partition added") << u"PARTITION BY RANGE (b) (PARTITION p VALUES LESS THAN (1))"_s
                                         << u"PARTITION BY RANGE (b) (PARTITION p VALUES LESS THAN (1), PARTITION q "
                                            "VALUES LESS THAN (2))"_s
                                         << u"~partitioning [partition q:  -> VALUES LESS THAN (2)]"_s;
        QTest::newRow("partitioning") << u"PARTITION BY HASH (b) PARTITIONS 4"_s
                                      << u"PARTITION BY HASH (b) PARTITIONS 8"_s
                                      << u"~partitioning [scheme: HASH (b) PARTITIONS 4 -> HASH (b) PARTITIONS 8]"_s;
        QTest::newRow("partitioned") << u""_s << u"PARTITION BY HASH (b)"_s << u"+partitioning"_s;
    }
    void tableOptions()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const TableDefinition old = tableOf(u"CREATE TABLE t (a char(5), b int) "_s + before);
        const TableDefinition now = tableOf(u"CREATE TABLE t (a char(5), b int) "_s + after);
        QVERIFY(!old.columns.isEmpty() && !now.columns.isEmpty());
        const StructureDiff diff = compareTables(old, now);
        QTEST(shown(diff), "expected");
        QVERIFY(applyDiff(old, diff) == now);
    }

    void columnsThatKeepTheirLatin1AreNotChanged()
    {
        const TableDefinition before = tableOf(u"CREATE TABLE t (a char(5)) CHARSET=latin1"_s);
        const TableDefinition after =
            tableOf(u"CREATE TABLE t (a char(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci) CHARSET=utf8mb4"_s);
        QCOMPARE(shown(compareTables(before, after)),
                 u"?~column a [?type: char(5) -> char(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci]\n"
                 "~option DEFAULT CHARSET [value: latin1 -> utf8mb4]"_s);
    }

    void saysTheTextOfBothSides()
    {
        const StructureDiff diff = compareTables(orders(u"a int, b int NOT NULL"_s), orders(u"b bigint, c int"_s));
        QCOMPARE(diff.changes.size(), 3);
        QCOMPARE(diff.changes.at(0).beforeText, u"`a` int"_s);
        QCOMPARE(diff.changes.at(0).afterText, u""_s);
        QCOMPARE(diff.changes.at(1).beforeText, u"`b` int NOT NULL"_s);
        QCOMPARE(diff.changes.at(1).afterText, u"`b` bigint"_s);
        QCOMPARE(diff.changes.at(2).afterText, u"`c` int"_s);
        QCOMPARE(diff.changes.at(2).behind, u"b"_s);
        QCOMPARE(std::get<ColumnDefinition>(diff.changes.at(1).after).type.name, u"bigint"_s);
    }

    void renames_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &before, const QString &after,
                            const QStringList &expected) { QTest::newRow(name) << before << after << expected; };
        row("similar, same place", u"id int, mail varchar(100), z int"_s, u"id int, email varchar(100), z int"_s,
            {u"mail > email: same type, same place, similar name, likely"_s});
        row("same place, other name", u"id int, foo varchar(100) NOT NULL, z int"_s,
            u"id int, bar varchar(100) NOT NULL, z int"_s, {u"foo > bar: same type, same place, likely"_s});
        row("similar, elsewhere", u"user_name varchar(50), id int, z int"_s, u"id int, z int, username varchar(50)"_s,
            {u"user_name > username: same type, similar name, likely"_s});
        row("type widened too", u"id int, mail varchar(100)"_s, u"id int, email varchar(255)"_s,
            {u"mail > email: same place, similar name, likely"_s});
        row("only the type", u"foo int, id int, z int"_s, u"id int, z int, bar int"_s, {});
        row("only the place", u"id int, foo int"_s, u"id int, bar json"_s, {});
        row("each once, the surest first", u"id int, a_one int, a_two int"_s,
            u"id int, b_one int, a_three int, a_two2 int"_s,
            {u"a_one > b_one: same type, same place, similar name, likely"_s,
             u"a_two > a_two2: same type, similar name, likely"_s});
        row("nothing added", u"id int, a int"_s, u"id int"_s, {});
        row("worked out", u"id int, a int AS (id) VIRTUAL"_s, u"id int, a2 int"_s, {});
    }
    void renames()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, expected);
        const StructureDiff diff = compareTables(orders(before), orders(after));
        QStringList seen;
        for (const PossibleRename &rename : diff.possibleRenames) {
            const QString sure = rename.confidence == PossibleRename::Confidence::Likely ? u"likely"_s : u"possible"_s;
            seen.append(u"%1 > %2: %3, %4"_s.arg(rename.from, rename.to, rename.reason, sure));
            QVERIFY(rename.losesData);
        }
        QCOMPARE(seen, expected);
    }

    void saysWhatARenameCosts()
    {
        const StructureDiff diff =
            compareTables(orders(u"id int, mail varchar(100)"_s), orders(u"id int, email varchar(100)"_s));
        QCOMPARE(diff.changes.size(), 2);
        QCOMPARE(diff.possibleRenames.size(), 1);
        QCOMPARE(diff.possibleRenames.constFirst().sentence,
                 u"This looks like a rename of mail to email, but it drops the data of mail."_s);
    }

    void constraintsUnderNewNames()
    {
        const StructureDiff diff = compareTables(
            orders(
                u"a int, b int, KEY k (a,b), CONSTRAINT f FOREIGN KEY (a) REFERENCES x (y), CONSTRAINT c CHECK (a > 0)"_s),
            orders(u"a int, b int, KEY l (a,b) USING BTREE, CONSTRAINT f_7x FOREIGN KEY (a) REFERENCES x (y), "
                   "CONSTRAINT c_7x CHECK ((`a` > 0)), KEY m (b)"_s));
        QStringList seen;
        for (const PossibleRename &rename : diff.possibleRenames) {
            seen.append(rename.from + u'>' + rename.to);
            QCOMPARE(rename.confidence, PossibleRename::Confidence::Certain);
            QVERIFY(!rename.losesData);
        }
        QCOMPARE(seen, (QStringList{u"k>l"_s, u"f>f_7x"_s, u"c>c_7x"_s}));
        QCOMPARE(diff.possibleRenames.constFirst().sentence,
                 u"k is renamed to l; nothing else about it changes. Queries that name it in an index hint fail."_s);
    }

    void wholeTablesAndViews()
    {
        const SchemaObject table = orders(u"a int"_s);
        const SchemaObject view = *parseCreateStatement(u"CREATE VIEW `orders` AS select 1"_s);
        const StructureDiff added = compareObjects(std::nullopt, table);
        QCOMPARE(shown(added), u"+table orders"_s);
        QCOMPARE(added.changes.constFirst().afterText, renderCreateStatement(table));
        QVERIFY(applyDiff(std::nullopt, added) == table);
        const StructureDiff removed = compareObjects(table, std::nullopt);
        QCOMPARE(shown(removed), u"-table orders"_s);
        QVERIFY(applyDiff(std::optional(table), removed) == std::nullopt);
        const StructureDiff turned = compareObjects(table, view);
        QCOMPARE(shown(turned), u"-table orders\n+view orders"_s);
        QVERIFY(applyDiff(std::optional(table), turned) == view);
        QVERIFY(compareObjects(std::nullopt, std::nullopt).isEmpty());
    }

    void views()
    {
        const SchemaObject before = *parseCreateStatement(u"CREATE VIEW v AS select 1"_s);
        const SchemaObject spelt =
            *parseCreateStatement(u"CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW v AS SELECT  1"_s);
        const SchemaObject after = *parseCreateStatement(u"CREATE SQL SECURITY INVOKER VIEW v AS select 2"_s);
        QCOMPARE(shown(compareObjects(before, spelt)),
                 u"?~view v [?algorithm:  -> UNDEFINED] [?security:  -> DEFINER] [?query: select 1 -> SELECT 1]"_s);
        const StructureDiff diff = compareObjects(before, after);
        QCOMPARE(shown(diff), u"~view v [security:  -> INVOKER] [query: select 1 -> select 2]"_s);
        QVERIFY(applyDiff(std::optional(before), diff) == after);
    }
};

ORRERY_SUITE(StructureDiffTest)
#include "tst_structure_diff.moc"
