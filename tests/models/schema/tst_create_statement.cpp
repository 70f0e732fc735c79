// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/create_statement_parser.h"
#include "models/schema/create_statement_writer.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using Index = IndexDefinition;
using Default = DefaultValue::Kind;
using Action = ForeignKeyDefinition::Action;

namespace {

TableDefinition tableOf(const QString &sql)
{
    const auto object = parseCreateStatement(sql);
    if (!object) {
        qCritical("%s", qPrintable(object.error().message));
        return {};
    }
    const auto *table = std::get_if<TableDefinition>(&*object);
    return table ? *table : TableDefinition();
}

/// The only column of a table.
ColumnDefinition columnOf(const QString &definition)
{
    const TableDefinition table = tableOf(u"CREATE TABLE t (`c` "_s + definition + u')');
    return table.columns.value(0);
}

/// What stands beside a column in a table.
TableDefinition tableWith(const QString &clause)
{
    return tableOf(u"CREATE TABLE `t` (`a` int NOT NULL,`b` varchar(50), "_s + clause + u')');
}

QString shown(const ColumnDefinition &column)
{
    return columnText(column).mid(4);
}

} // namespace

class CreateStatementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsATableWhole()
    {
        const TableDefinition table = tableOf(
            u"CREATE TABLE `shop`.`order` (\n"
            "  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n"
            "  `e``mail` varchar(100) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'it''s' COMMENT 'a \\\\ \"b\"',\n"
            "  `sum` decimal(10,2) GENERATED ALWAYS AS ((`net` + `tax`)) STORED,\n"
            "  `hidden` int DEFAULT NULL /*!80023 INVISIBLE */,\n"
            "  PRIMARY KEY (`id`),\n"
            "  UNIQUE KEY `m` (`e``mail`(20) DESC,`id`) USING BTREE COMMENT 'c' /*!80000 INVISIBLE */,\n"
            "  KEY `f` ((lower(`e``mail`))),\n"
            "  CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `b` (`x`) ON DELETE SET NULL ON UPDATE CASCADE,\n"
            "  CONSTRAINT `chk` CHECK ((`id` > 0)) /*!80016 NOT ENFORCED */\n"
            ") ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='it''s'\n"
            "/*!50100 PARTITION BY RANGE (`id`)\n"
            "(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,\n"
            " PARTITION `p,1` VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */"_s);
        QCOMPARE(table.schema, u"shop"_s);
        QCOMPARE(table.name, u"order"_s);
        QCOMPARE(table.columns.size(), 4);
        const ColumnDefinition &id = table.columns.at(0);
        QCOMPARE(id.type.name, u"bigint"_s);
        QVERIFY(id.type.isUnsigned && id.autoIncrement && !id.nullable);
        const ColumnDefinition &mail = table.columns.at(1);
        QCOMPARE(mail.name, u"e`mail"_s);
        QCOMPARE(mail.type.length, std::optional<qint64>(100));
        QCOMPARE(mail.type.charset, u"latin1"_s);
        QCOMPARE(mail.type.collation, u"latin1_bin"_s);
        QCOMPARE(mail.defaultValue, (DefaultValue{Default::Text, u"it's"_s}));
        QCOMPARE(mail.comment, u"a \\ \"b\""_s);
        QVERIFY(mail.nullable);
        QCOMPARE(table.columns.at(2).generated, std::optional(GeneratedValue{u"(`net` + `tax`)"_s, true}));
        QCOMPARE(table.columns.at(2).type.precision, std::optional(10));
        QCOMPARE(table.columns.at(2).type.scale, std::optional(2));
        QVERIFY(table.columns.at(3).invisible);
        QCOMPARE(table.columns.at(3).defaultValue.kind, Default::Null);

        QCOMPARE(table.indexes.size(), 3);
        QCOMPARE(table.primaryKey(), &table.indexes.at(0));
        QCOMPARE(table.indexes.at(0).name, u"PRIMARY"_s);
        const Index &unique = table.indexes.at(1);
        QCOMPARE(unique.kind, Index::Kind::Unique);
        QCOMPARE(unique.parts, (QList<IndexPart>{{u"e`mail"_s, {}, 20, true}, {u"id"_s, {}, std::nullopt, false}}));
        QCOMPARE(unique.usingMethod, u"BTREE"_s);
        QCOMPARE(unique.comment, u"c"_s);
        QVERIFY(unique.invisible);
        QCOMPARE(table.indexes.at(2).parts, (QList<IndexPart>{{{}, u"lower(`e``mail`)"_s, std::nullopt, false}}));

        QCOMPARE(table.foreignKeys,
                 (QList<ForeignKeyDefinition>{
                     {u"fk"_s, {}, {u"id"_s}, {}, u"b"_s, {u"x"_s}, Action::SetNull, Action::Cascade, {}}}));
        QCOMPARE(table.checks, (QList<CheckDefinition>{{u"chk"_s, u"(`id` > 0)"_s, false}}));
        QCOMPARE(table.options,
                 (QList<NamedOption>{{u"ENGINE"_s, u"InnoDB"_s},
                                     {u"AUTO_INCREMENT"_s, u"7"_s},
                                     {u"DEFAULT CHARSET"_s, u"utf8mb4"_s},
                                     {u"COLLATE"_s, u"utf8mb4_bin"_s}}));
        QCOMPARE(table.option(u"engine"), u"InnoDB"_s);
        QCOMPARE(table.comment, u"it's"_s);
        QVERIFY(table.partitioning);
        QCOMPARE(table.partitioning->scheme, u"RANGE (`id`)"_s);
        QCOMPARE(table.partitioning->names(), (QStringList{u"p0"_s, u"p,1"_s}));
        QCOMPARE(table.partitioning->partitions.at(1).definition, u"VALUES LESS THAN MAXVALUE ENGINE = InnoDB"_s);
        QCOMPARE(table.column(u"ID"), &table.columns.at(0));
        QCOMPARE(table.column(u"nope"), nullptr);
    }

    void writesWhatShowCreatePrints()
    {
        const QString sql = u"CREATE TABLE `t` (\n"
                            "  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n"
                            "  `g` point NOT NULL /*!80003 SRID 4326 */,\n"
                            "  `at` timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),\n"
                            "  `h` int DEFAULT NULL /*!80023 INVISIBLE */ COMMENT 'it''s',\n"
                            "  `e` enum('a','b''c') CHARACTER SET latin1 COLLATE latin1_bin NOT NULL DEFAULT 'a',\n"
                            "  PRIMARY KEY (`id`),\n"
                            "  KEY `k` (`h` DESC,`e`(1)),\n"
                            "  CONSTRAINT `c` CHECK ((`h` > 0)) /*!80016 NOT ENFORCED */\n"
                            ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='x'"_s;
        QCOMPARE(renderCreateStatement(tableOf(sql)), sql);
    }

    void types_data()
    {
        QTest::addColumn<QString>("definition");
        QTest::addColumn<QString>("expected"); // as it is written again
        const auto row = [](const QString &definition, const QString &expected) {
            QTest::newRow(qPrintable(definition)) << definition << expected;
        };
        row(u"INTEGER"_s, u"int"_s);
        row(u"int(11) unsigned zerofill"_s, u"int(11) unsigned zerofill"_s);
        row(u"INT8 SIGNED"_s, u"bigint"_s);
        row(u"BOOL"_s, u"tinyint(1)"_s);
        row(u"DEC(5)"_s, u"decimal(5)"_s);
        row(u"NUMERIC(12, 2)"_s, u"decimal(12,2)"_s);
        row(u"REAL"_s, u"double"_s);
        row(u"double precision NOT NULL"_s, u"double NOT NULL"_s);
        row(u"float(10)"_s, u"float"_s);
        row(u"float(30)"_s, u"double"_s);
        row(u"float(7,3)"_s, u"float(7,3)"_s);
        row(u"CHARACTER VARYING(10)"_s, u"varchar(10)"_s);
        row(u"CHAR CHARACTER SET binary"_s, u"char CHARACTER SET binary"_s);
        row(u"char(3) byte"_s, u"binary(3)"_s);
        row(u"NATIONAL VARCHAR(5)"_s, u"varchar(5) CHARACTER SET utf8mb3"_s);
        row(u"NCHAR VARCHAR(5)"_s, u"varchar(5) CHARACTER SET utf8mb3"_s);
        row(u"LONG"_s, u"mediumtext"_s);
        row(u"LONG VARBINARY"_s, u"mediumblob"_s);
        row(u"datetime(3)"_s, u"datetime(3)"_s);
        row(u"GeometryCollection"_s, u"geomcollection"_s);
        row(u"geometry SRID 0"_s, u"geometry /*!80003 SRID 0 */"_s);
        row(u"vector(1536)"_s, u"vector(1536)"_s);
        row(u"set('a,b','c''d',\"e\")"_s, u"set('a,b','c''d','e')"_s);
        row(u"text charset utf8 collate utf8_bin"_s, u"text CHARACTER SET utf8 COLLATE utf8_bin"_s);
        row(u"year(4)"_s, u"year(4)"_s);
        row(u"inet6"_s, u"inet6"_s);
    }
    void types()
    {
        QFETCH(QString, definition);
        QTEST(shown(columnOf(definition)), "expected");
    }

    void defaults_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<DefaultValue::Kind>("kind");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &text, Default kind, const QString &expected) {
            QTest::newRow(qPrintable(text)) << text << kind << expected;
        };
        row(u"NULL"_s, Default::Null, {});
        row(u"'NULL'"_s, Default::Text, u"NULL"_s);
        row(u"(NULL)"_s, Default::Expression, u"NULL"_s);
        row(u"''"_s, Default::Text, u""_s);
        row(u"'a' 'b'"_s, Default::Text, u"ab"_s);
        row(u"\"a\""_s, Default::Text, u"a"_s);
        row(u"- 1.5"_s, Default::Literal, u"-1.5"_s);
        row(u"+1"_s, Default::Literal, u"1"_s);
        row(u"true"_s, Default::Literal, u"TRUE"_s);
        row(u"b'01'"_s, Default::Literal, u"b'01'"_s);
        row(u"0xFF"_s, Default::Literal, u"0xFF"_s);
        row(u"_utf8mb4'a'"_s, Default::Literal, u"_utf8mb4'a'"_s);
        row(u"DATE '2026-01-01'"_s, Default::Literal, u"DATE '2026-01-01'"_s);
        row(u"now()"_s, Default::Function, u"CURRENT_TIMESTAMP"_s);
        row(u"LOCALTIMESTAMP(6)"_s, Default::Function, u"CURRENT_TIMESTAMP(6)"_s);
        row(u"current_timestamp(0)"_s, Default::Function, u"CURRENT_TIMESTAMP"_s);
        row(u"uuid()"_s, Default::Function, u"uuid()"_s);
        row(u"(json_object(_utf8mb4')',1))"_s, Default::Expression, u"json_object(_utf8mb4')',1)"_s);
    }
    void defaults()
    {
        QFETCH(QString, text);
        QFETCH(Default, kind);
        QFETCH(QString, expected);
        const ColumnDefinition column = columnOf(u"int DEFAULT "_s + text + u" COMMENT 'x'"_s);
        QCOMPARE(column.defaultValue, (DefaultValue{kind, expected}));
        QCOMPARE(column.comment, u"x"_s);
    }

    void attributesInAnyOrder()
    {
        const ColumnDefinition column = columnOf(
            u"varchar(20) COMMENT 'x' /*!80023 INVISIBLE */ NOT NULL COLUMN_FORMAT dynamic DEFAULT 'a' "
            "STORAGE disk COLLATE utf8mb4_bin /*!80021 ENGINE_ATTRIBUTE '{\"a\": 1}' */ /*T![auto_rand] AUTO_RANDOM(5) */"_s);
        QCOMPARE(column.comment, u"x"_s);
        QVERIFY(column.invisible && !column.nullable);
        QCOMPARE(column.columnFormat, u"DYNAMIC"_s);
        QCOMPARE(column.storage, u"DISK"_s);
        QCOMPARE(column.type.collation, u"utf8mb4_bin"_s);
        QCOMPARE(column.options,
                 (QList<NamedOption>{{u"ENGINE_ATTRIBUTE"_s, u"'{\"a\": 1}'"_s}, {u"AUTO_RANDOM"_s, u"(5)"_s}}));
    }

    void indexes_data()
    {
        QTest::addColumn<QString>("clause");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &clause, const QString &expected) {
            QTest::newRow(qPrintable(clause)) << clause << expected;
        };
        row(u"INDEX k USING HASH (a ASC, b(5) DESC) KEY_BLOCK_SIZE = 8 COMMENT \"x\""_s,
            u"KEY `k` (`a`,`b`(5) DESC) USING HASH KEY_BLOCK_SIZE=8 COMMENT 'x'"_s);
        row(u"FULLTEXT INDEX k (b) /*!50100 WITH PARSER `ngram` */"_s, u"FULLTEXT KEY `k` (`b`) WITH PARSER `ngram`"_s);
        row(u"SPATIAL KEY k (b)"_s, u"SPATIAL KEY `k` (`b`)"_s);
        row(u"VECTOR INDEX k (b) SECONDARY_ENGINE_ATTRIBUTE='{\"type\":\"spann\"}'"_s,
            u"VECTOR KEY `k` (`b`) SECONDARY_ENGINE_ATTRIBUTE='{\"type\":\"spann\"}'"_s);
        row(u"UNIQUE k ((a + 1), ((b)) desc)"_s, u"UNIQUE KEY `k` ((a + 1),((b)) DESC)"_s);
        row(u"CONSTRAINT `u` UNIQUE KEY (a)"_s, u"UNIQUE KEY `u` (`a`)"_s);
        row(u"CONSTRAINT `u` UNIQUE KEY `k` (a)"_s, u"UNIQUE KEY `k` (`a`)"_s);
        row(u"CONSTRAINT PRIMARY KEY `x` (a) USING BTREE"_s, u"PRIMARY KEY (`a`) USING BTREE"_s);
        row(u"PRIMARY KEY (a) /*T![clustered_index] CLUSTERED */"_s, u"PRIMARY KEY (`a`) /*!80000 CLUSTERED */"_s);
        row(u"KEY `k` (a) VISIBLE"_s, u"KEY `k` (`a`)"_s);
        row(u"KEY (b)"_s, u"KEY `b` (`b`)"_s);
        row(u"KEY ((lower(b)))"_s, u"KEY `functional_index` ((lower(b)))"_s);
    }
    void indexes()
    {
        QFETCH(QString, clause);
        const TableDefinition table = tableWith(clause);
        QCOMPARE(table.indexes.size(), 1);
        QTEST(indexText(table.indexes.constFirst()), "expected");
    }

    void makesUpNamesAsMySqlDoes()
    {
        const TableDefinition table = tableWith(u"KEY (a), KEY `A_2` (b), UNIQUE (a,b), KEY ((a+1)), KEY ((a+2)), "
                                                "FOREIGN KEY (a) REFERENCES x (y), CONSTRAINT t_ibfk_2 FOREIGN KEY (b) "
                                                "REFERENCES x (y), FOREIGN KEY (b) REFERENCES x (z), CHECK (a > 0), "
                                                "CONSTRAINT CHECK (a > 1)"_s);
        QStringList names;
        for (const Index &index : table.indexes)
            names.append(index.name);
        QCOMPARE(names, (QStringList{u"a"_s, u"A_2"_s, u"a_3"_s, u"functional_index"_s, u"functional_index_2"_s}));
        names.clear();
        for (const ForeignKeyDefinition &key : table.foreignKeys)
            names.append(key.name);
        QCOMPARE(names, (QStringList{u"t_ibfk_1"_s, u"t_ibfk_2"_s, u"t_ibfk_3"_s}));
        names.clear();
        for (const CheckDefinition &check : table.checks)
            names.append(check.name);
        QCOMPARE(names, (QStringList{u"t_chk_1"_s, u"t_chk_2"_s}));
    }

    void readsWhatPeopleWrite()
    {
        const TableDefinition table =
            tableOf(u"-- accounts\n"
                    "create temporary table if not exists Accounts (\n"
                    "  id serial,\n"
                    "  \"e mail\" varchar(10) not null unique comment \"a \"\"b\"\"\", # ansi\n"
                    "  code int primary key check (code > 0) constraint small check (code < 9) not enforced,\n"
                    "  parent int references other.accounts (id) match full on delete cascade on update no action,\n"
                    "  twice int as (code * 2) virtual not null\n"
                    ") engine innodb, default character set = 'utf8' comment 'x' auto_increment 5;"_s);
        QVERIFY(table.temporary);
        QCOMPARE(table.name, u"Accounts"_s);
        QCOMPARE(columnText(table.columns.at(0)), u"`id` bigint unsigned NOT NULL AUTO_INCREMENT"_s);
        QCOMPARE(columnText(table.columns.at(1)), u"`e mail` varchar(10) NOT NULL COMMENT 'a \"b\"'"_s);
        QCOMPARE(columnText(table.columns.at(2)), u"`code` int NOT NULL"_s);
        QCOMPARE(columnText(table.columns.at(4)), u"`twice` int GENERATED ALWAYS AS (code * 2) VIRTUAL NOT NULL"_s);
        QCOMPARE(table.indexes.size(), 3);
        QCOMPARE(indexText(table.indexes.at(0)), u"UNIQUE KEY `id` (`id`)"_s);
        QCOMPARE(indexText(table.indexes.at(1)), u"UNIQUE KEY `e mail` (`e mail`)"_s);
        QCOMPARE(indexText(table.indexes.at(2)), u"PRIMARY KEY (`code`)"_s);
        QCOMPARE(
            table.checks,
            (QList<CheckDefinition>{{u"Accounts_chk_1"_s, u"code > 0"_s, true}, {u"small"_s, u"code < 9"_s, false}}));
        QCOMPARE(foreignKeyText(table.foreignKeys.value(0)),
                 u"CONSTRAINT `Accounts_ibfk_1` FOREIGN KEY (`parent`) REFERENCES `other`.`accounts` (`id`) MATCH FULL "
                 "ON DELETE CASCADE ON UPDATE NO ACTION"_s);
        QCOMPARE(table.option(u"DEFAULT CHARSET"), u"utf8"_s);
        QCOMPARE(table.option(u"AUTO_INCREMENT"), u"5"_s);
        QCOMPARE(table.comment, u"x"_s);
    }

    void columnsOfThePrimaryKeyAreNotNull()
    {
        const TableDefinition table = tableOf(u"CREATE TABLE t (a int, `B` int, c int, PRIMARY KEY (A, b))"_s);
        QVERIFY(!table.columns.at(0).nullable);
        QVERIFY(!table.columns.at(1).nullable);
        QVERIFY(table.columns.at(2).nullable);
    }

    void keepsOptionsItDoesNotKnow()
    {
        const TableDefinition table =
            tableOf(u"CREATE TABLE t (a int) ENGINE=InnoDB FOO=1 /*!99999 BAR */ "
                    "DATA DIRECTORY='/x y' UNION=(`a`,`b`) Compression=\"zlib\" START TRANSACTION "
                    "TABLESPACE `ts` STORAGE DISK FOO=2"_s);
        QCOMPARE(table.options,
                 (QList<NamedOption>{{u"ENGINE"_s, u"InnoDB"_s},
                                     {u"FOO"_s, u"2"_s},
                                     {u"BAR"_s, {}},
                                     {u"DATA DIRECTORY"_s, u"'/x y'"_s},
                                     {u"UNION"_s, u"(`a`,`b`)"_s},
                                     {u"COMPRESSION"_s, u"'zlib'"_s},
                                     {u"START TRANSACTION"_s, {}},
                                     {u"TABLESPACE"_s, u"`ts`"_s},
                                     {u"STORAGE"_s, u"DISK"_s}}));
    }

    void readsPartitionsOfEachSort_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("hash") << u"PARTITION BY LINEAR HASH (`a`)\nPARTITIONS 4"_s
                              << u"LINEAR HASH (`a`) PARTITIONS 4"_s << QStringList();
        QTest::newRow("key") << u"/*!50100 PARTITION BY KEY ()\nPARTITIONS 2 */"_s << u"KEY () PARTITIONS 2"_s
                             << QStringList();
        QTest::newRow("list columns")
            << u"/*!50500 PARTITION BY LIST  COLUMNS(a,b) (PARTITION x VALUES IN ((1,')'),(2,'b')), "
               "PARTITION y VALUES IN ((3,'c')) COMMENT = 'a, b') */"_s
            << u"LIST COLUMNS(a,b)"_s << QStringList{u"x"_s, u"y"_s};
        QTest::newRow("subpartitions")
            << u"PARTITION BY RANGE (a) SUBPARTITION BY HASH (b) SUBPARTITIONS 2 (PARTITION p VALUES LESS THAN (1) "
               "(SUBPARTITION s0, SUBPARTITION s1))"_s
            << u"RANGE (a) SUBPARTITION BY HASH (b) SUBPARTITIONS 2"_s << QStringList{u"p"_s};
    }
    void readsPartitionsOfEachSort()
    {
        QFETCH(QString, text);
        const TableDefinition table = tableOf(u"CREATE TABLE t (a int, b int) ENGINE=InnoDB "_s + text);
        QVERIFY(table.partitioning);
        QTEST(table.partitioning->scheme, "scheme");
        QTEST(table.partitioning->names(), "names");
    }

    void readsViews_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<ViewDefinition>("expected");
        QTest::newRow("show create")
            << u"CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW `v` AS select `t`.`a` AS `a` from `t`"_s
            << ViewDefinition{
                   {}, u"v"_s, u"UNDEFINED"_s, u"`root`@`%`"_s, u"DEFINER"_s, {}, u"select `t`.`a` AS `a` from `t`"_s};
        QTest::newRow("dump")
            << u"/*!50001 CREATE ALGORITHM=MERGE */\n/*!50013 DEFINER='a'@localhost SQL SECURITY INVOKER */\n"
               "/*!50001 VIEW `s`.`v` (`x`,`y`) AS select 1,\n   ';' */ /*!50002 WITH CASCADED CHECK OPTION */;"_s
            << ViewDefinition{u"s"_s,
                              u"v"_s,
                              u"MERGE"_s,
                              u"`a`@`localhost`"_s,
                              u"INVOKER"_s,
                              {u"x"_s, u"y"_s},
                              u"select 1, ';' WITH CASCADED CHECK OPTION"_s};
        QTest::newRow("hand written") << u"create or replace definer = current_user() view v as (select 1)"_s
                                      << ViewDefinition{{}, u"v"_s, {}, u"CURRENT_USER"_s, {}, {}, u"(select 1)"_s};
    }
    void readsViews()
    {
        QFETCH(QString, sql);
        QFETCH(ViewDefinition, expected);
        const auto object = parseCreateStatement(sql);
        QVERIFY(object);
        QVERIFY(std::holds_alternative<ViewDefinition>(*object));
        QCOMPARE(std::get<ViewDefinition>(*object), expected);
        QCOMPARE(orrery::models::objectName(*object), u"v"_s);
        QVERIFY(parseCreateStatement(renderCreateStatement(*object)) == *object);
    }

    void readsOtherWritersToo_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("expected"); // as it is written again, on one line
        const auto row = [](const char *name, const QString &sql, const QString &expected) {
            QTest::newRow(name) << sql << expected;
        };
        row("Vitess' own form",
            u"create table t (\n\tid bigint not null auto_increment,\n\t`at` datetime default current_timestamp() on "
            "update current_timestamp(),\n\tkind enum('a', 'b'),\n\tprimary key (id),\n\tkey k (kind, `at` desc)\n) "
            "ENGINE InnoDB,\n  CHARSET utf8mb4,\n  COLLATE utf8mb4_0900_ai_ci\npartition by range (id)\n(partition p0 "
            "values less than (10) engine InnoDB,\n partition p1 values less than maxvalue engine InnoDB)"_s,
            u"CREATE TABLE `t` ( `id` bigint NOT NULL AUTO_INCREMENT, `at` datetime DEFAULT CURRENT_TIMESTAMP ON "
            u"UPDATE "
            "CURRENT_TIMESTAMP, `kind` enum('a','b'), PRIMARY KEY (`id`), KEY `k` (`kind`,`at` DESC) ) ENGINE=InnoDB "
            "DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci PARTITION BY range (id) (PARTITION `p0` values less "
            "than "
            "(10) engine InnoDB, PARTITION `p1` values less than maxvalue engine InnoDB)"_s);
        row("a Vitess sequence",
            u"create table s(id int, next_id bigint, cache bigint, primary key(id)) comment 'vitess_sequence';"_s,
            u"CREATE TABLE `s` ( `id` int NOT NULL, `next_id` bigint, `cache` bigint, PRIMARY KEY (`id`) ) "
            "COMMENT='vitess_sequence'"_s);
        row("MariaDB",
            u"CREATE TABLE `t` (`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK "
            "(json_valid(`j`)), `n` int(11) NOT NULL DEFAULT 0) ENGINE=Aria PAGE_CHECKSUM=1"_s,
            u"CREATE TABLE `t` ( `j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL, `n` int(11) NOT "
            u"NULL "
            "DEFAULT 0, CONSTRAINT `t_chk_1` CHECK (json_valid(`j`)) ) ENGINE=Aria PAGE_CHECKSUM=1"_s);
        row("names that are keywords",
            u"CREATE TABLE t (type text, comment text, date date, vector vector(3), status char(1) binary, INDEX USING "
            "BTREE (type(5)), FULLTEXT (comment), KEY type (status))"_s,
            u"CREATE TABLE `t` ( `type` text, `comment` text, `date` date, `vector` vector(3), `status` char(1) "
            u"BINARY, KEY "
            "`type_2` (`type`(5)) USING BTREE, FULLTEXT KEY `comment` (`comment`), KEY `type` (`status`) )"_s);
        row("partition by key with an algorithm",
            u"CREATE TABLE t (id int) ENGINE='InnoDB' PARTITION BY KEY /*!50611 ALGORITHM = 1 */ (id) PARTITIONS 4"_s,
            u"CREATE TABLE `t` ( `id` int ) ENGINE='InnoDB' PARTITION BY KEY ALGORITHM = 1 (id) PARTITIONS 4"_s);
        row("a foreign key with an index name",
            u"CREATE TABLE t (a int, CONSTRAINT `c` FOREIGN KEY `i` (a) REFERENCES `d`.`u` (b)) -- end"_s,
            u"CREATE TABLE `t` ( `a` int, CONSTRAINT `c` FOREIGN KEY `i` (`a`) REFERENCES `d`.`u` (`b`) )"_s);
        row("windows line ends", u"CREATE TABLE `t` (\r\n  `a` int\r\n) ENGINE=InnoDB\r\n"_s,
            u"CREATE TABLE `t` ( `a` int ) ENGINE=InnoDB"_s);
    }
    void readsOtherWritersToo()
    {
        QFETCH(QString, sql);
        const TableDefinition table = tableOf(sql);
        QTEST(renderCreateStatement(table).simplified(), "expected");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QString &sql, int line, int column, const QString &message) {
            QTest::newRow(name) << sql << line << column << message;
        };
        row("nothing", u""_s, 1, 1, u"CREATE was expected, but the statement ends"_s);
        row("prose", u"hello"_s, 1, 1, u"CREATE was expected before “hello”"_s);
        row("another statement", u"CREATE INDEX a"_s, 1, 8, u"TABLE, VIEW was expected before “INDEX”"_s);
        row("no type", u"CREATE TABLE t (\n  `a` NOT NULL)"_s, 2, 7, u"a column type was expected before “NOT”"_s);
        row("cut", u"CREATE TABLE t (\n  `a` int,"_s, 2, 11, u"a column name was expected, but the statement ends"_s);
        row("open string", u"CREATE TABLE t (a int COMMENT 'x)"_s, 1, 31, u"a string does not end"_s);
        row("open name", u"CREATE TABLE `t"_s, 1, 14, u"a name in backticks does not end"_s);
        row("open comment", u"CREATE TABLE t (a int /* x"_s, 1, 23, u"a comment does not end"_s);
        row("open versioned comment", u"CREATE TABLE t (a int /*!80023 INVISIBLE"_s, 1, 41,
            u"a comment does not end"_s);
        row("slip in a property", u"CREATE TABLE t (a int NOT NUL)"_s, 1, 23,
            u"“,”, “)” or an option was expected before “NOT”"_s);
        row("unknown word", u"CREATE TABLE t (a int FOO)"_s, 1, 23,
            u"“,”, “)” or an option was expected before “FOO”"_s);
        row("unknown option", u"CREATE TABLE t (a int) FOO"_s, 1, 24,
            u"“,”, “)” or an option was expected before “FOO”"_s);
        row("trailing comma", u"CREATE TABLE t (a int,)"_s, 1, 23, u"a column name was expected before “)”"_s);
        row("second statement", u"CREATE TABLE t (a int); DROP TABLE t"_s, 1, 25,
            u"the end of the statement was expected before “DROP”"_s);
        row("second statement, view", u"CREATE VIEW v AS SELECT 1; DROP TABLE t"_s, 1, 28,
            u"the end of the statement was expected before “DROP”"_s);
        row("from a query", u"CREATE TABLE t (a int) AS SELECT 1"_s, 1, 24,
            u"a table made from a query is not its structure"_s);
        row("like", u"CREATE TABLE t LIKE u"_s, 1, 16, u"a table made like another does not say its structure"_s);
        row("only keys", u"CREATE TABLE t (KEY (a))"_s, 1, 25, u"the table has no columns"_s);
        row("column twice", u"CREATE TABLE t (a int, `A` int)"_s, 1, 32, u"column `A` is defined twice"_s);
        row("two primary keys", u"CREATE TABLE t (a int primary key, primary key (a))"_s, 1, 52,
            u"the table has two primary keys"_s);
        row("index twice", u"CREATE TABLE t (a int, key k (a), key K (a))"_s, 1, 45, u"index `K` is defined twice"_s);
        row("partition twice",
            u"CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1), PARTITION P VALUES LESS THAN (2))"_s,
            1, 115, u"partition `P` is defined twice"_s);
        row("open parenthesis", u"CREATE TABLE t (a int CHECK ((a > 0))"_s, 1, 38,
            u"“,”, “)” or a property of the column was expected, but the statement ends"_s);
        row("open inner parenthesis", u"CREATE TABLE t (a int CHECK ((a > 0)"_s, 1, 37,
            u"“)” was expected, but the statement ends"_s);
        row("empty expression", u"CREATE TABLE t (a int CHECK ())"_s, 1, 30,
            u"an expression in parentheses was expected before “)”"_s);
        row("size too large", u"CREATE TABLE t (a decimal(99999999999))"_s, 1, 38, u"the type's size is too large"_s);
        row("closing too much in a view", u"CREATE VIEW v AS SELECT 1)"_s, 1, 26,
            u"a parenthesis is closed that was not opened"_s);
        row("empty name", u"CREATE TABLE `` (a int)"_s, 1, 14, u"a table name was expected before “``”"_s);
        row("hostile text", QString(u"CREATE TABLE t (a "_s + QChar(0x202e) + u"x int)"_s), 1, 19,
            u"a column type was expected before “⟨U+202E⟩x”"_s);
    }
    void refuses()
    {
        QFETCH(QString, sql);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QString, message);
        const auto object = parseCreateStatement(sql);
        QVERIFY(!object);
        QCOMPARE(object.error().message, message);
        QCOMPARE(object.error().line, line);
        QCOMPARE(object.error().column, column);
    }

    void nestingIsBounded()
    {
        const auto nested = [](int depth) {
            return u"CREATE TABLE t (a int CHECK ("_s + QString(depth, u'(') + u'1' + QString(depth, u')') + u"))"_s;
        };
        QVERIFY(parseCreateStatement(nested(900)));
        const auto tooDeep = parseCreateStatement(nested(100000));
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().message, u"parentheses are nested too deeply"_s);
    }
};

ORRERY_SUITE(CreateStatementTest)
#include "tst_create_statement.moc"
