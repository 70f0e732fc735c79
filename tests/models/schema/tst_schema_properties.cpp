// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every table: made-up ones by the thousand, and the schemas kept as seeds of the fuzzer.
#include "models/schema/create_statement_parser.h"
#include "models/schema/create_statement_writer.h"
#include "models/schema/sql_tokens.h"
#include "models/schema/structure_diff.h"
#include "models/schema/unique_keys.h"
#include "tests/models/schema/schema_generator.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace orrery::models;
using namespace Qt::StringLiterals;
using orrery::test::SchemaGenerator;

namespace {

constexpr unsigned tables = 3000;

QByteArray explained(const QString &sql, unsigned seed)
{
    const auto read = parseCreateStatement(sql);
    const QString error = read ? u"another value"_s : read.error().message;
    return u"seed %1: %2\n%3"_s.arg(seed).arg(error, sql).toUtf8();
}

QList<QByteArray> seeds()
{
    QList<QByteArray> out;
    const QDir folder(QStringLiteral(ORRERY_STATEMENTS));
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            out.append(file.readAll());
    }
    return out;
}

/// The same statement with other blanks, comments in between and words in another case.
QString respelt(const QString &sql, SchemaGenerator &generator)
{
    const QStringList blanks{u" "_s, u"\n\t"_s, u" /* '( */ "_s, u" -- it's\n"_s, u"#\n"_s, u"/**/"_s, u" /*!50000 "_s};
    QString out;
    bool open = false;
    const QList<SqlToken> tokens = sqlTokens(sql);
    for (const SqlToken &token : tokens) {
        if (token.spaceBefore) {
            const QString blank = blanks.at(generator.below(int(blanks.size())));
            if (open)
                out += u" */ "_s;
            open = blank.contains(u'!');
            out += blank;
        }
        const QString raw = token.raw.toString();
        const int spelling = token.kind == SqlToken::Kind::Word ? generator.below(3) : 0;
        out += spelling == 0 ? raw : spelling == 1 ? raw.toUpper() : raw.toLower();
    }
    return open ? out + u"*/"_s : out;
}

/// As wide as a table can be.
TableDefinition widest()
{
    TableDefinition table;
    table.name = u"wide"_s;
    for (int i = 0; i < 1017; ++i) {
        ColumnDefinition column;
        column.name = u"c%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        column.type.name = u"int"_s;
        column.defaultValue.kind = DefaultValue::Kind::Null;
        table.columns.append(column);
    }
    return table;
}

} // namespace

class SchemaPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadAsTheSame()
    {
        for (unsigned seed = 0; seed < tables; ++seed) {
            const TableDefinition table = SchemaGenerator(seed).table();
            const QString sql = renderCreateStatement(table);
            const auto read = parseCreateStatement(sql);
            QVERIFY2(read && *read == SchemaObject(table), explained(sql, seed).constData());
        }
    }

    void aTableDoesNotDifferFromItself()
    {
        for (unsigned seed = 0; seed < tables; ++seed) {
            const TableDefinition table = SchemaGenerator(seed).table();
            QVERIFY2(compareTables(table, table) == StructureDiff(), explained({}, seed).constData());
        }
    }

    void differencesMakeTheNewTableOfTheOld()
    {
        int differing = 0;
        for (unsigned seed = 0; seed < tables; ++seed) {
            SchemaGenerator generator(seed);
            const TableDefinition before = generator.table();
            const TableDefinition after = generator.changed(before);
            const StructureDiff diff = compareTables(before, after);
            differing += diff.isEmpty() ? 0 : 1;
            QVERIFY2(applyDiff(before, diff) == after, explained(renderCreateStatement(after), seed).constData());
            QCOMPARE(diff.isEmpty(), before == after);
            QVERIFY(applyDiff(after, compareTables(after, before)) == before);
        }
        QVERIFY(differing > int(tables) * 9 / 10);
    }

    void spellingIsNoRealChange()
    {
        int spelt = 0;
        for (unsigned seed = 0; seed < tables / 5; ++seed) {
            SchemaGenerator generator(seed);
            const TableDefinition table = generator.table();
            const QString sql = respelt(renderCreateStatement(table), generator);
            const auto read = parseCreateStatement(sql);
            QVERIFY2(read, explained(sql, seed).constData());
            const StructureDiff diff = compareObjects(SchemaObject(table), *read);
            spelt += diff.isEmpty() ? 0 : 1;
            QVERIFY2(!diff.hasRealChange(), explained(sql, seed).constData());
            QVERIFY(applyDiff(std::optional<SchemaObject>(table), diff) == *read);
        }
        QVERIFY(spelt > int(tables) / 10);
    }

    void strangersMakeEachOtherToo()
    {
        for (unsigned seed = 0; seed < tables / 10; ++seed) {
            const TableDefinition before = SchemaGenerator(seed).table();
            const TableDefinition after = SchemaGenerator(seed + tables).table();
            QVERIFY(applyDiff(before, compareTables(before, after)) == after);
        }
    }

    void anOrderTakesTheFewestMoves()
    {
        SchemaGenerator generator(7);
        for (int round = 0; round < 200; ++round) {
            TableDefinition before;
            before.columns = widest().columns.mid(0, 8);
            TableDefinition after = before;
            const int from = generator.below(8);
            const int to = generator.below(8);
            after.columns.move(from, to);
            const StructureDiff diff = compareTables(before, after);
            if (from == to) {
                QVERIFY(diff.isEmpty());
                continue;
            }
            QCOMPARE(diff.changes.size(), 1);
            QCOMPARE(diff.changes.constFirst().moves.size(), 1);
            QVERIFY(applyDiff(before, diff) == after);
        }
    }

    void seedsSurviveCutsAndDamage()
    {
        const QList<QByteArray> all = seeds();
        QVERIFY(all.size() >= 15);
        SchemaGenerator generator(1);
        int understood = 0;
        for (const QByteArray &seed : all) {
            if (const auto whole = parseCreateStatement(QString::fromUtf8(seed))) {
                ++understood;
                QVERIFY(parseCreateStatement(renderCreateStatement(*whole)) == *whole);
            }
            // Before its parenthesis closes, a part of a statement is no table.
            const qsizetype close = seed.indexOf("\n)");
            for (qsizetype length = 0; length < seed.size(); ++length) {
                const auto part = parseCreateStatement(QString::fromUtf8(seed.left(length)));
                QVERIFY2(!part || length > close + 1, seed.left(length).constData());
            }
            for (int round = 0; round < 400; ++round) {
                QByteArray damaged = seed;
                for (int flips = generator.below(3); flips >= 0 && !damaged.isEmpty(); --flips)
                    damaged[generator.below(int(damaged.size()))] = char(generator.below(256));
                const auto read = parseCreateStatement(QString::fromUtf8(damaged));
                if (read) {
                    const QString sql = renderCreateStatement(*read);
                    QVERIFY2(parseCreateStatement(sql) == *read, explained(sql, unsigned(round)).constData());
                } else {
                    QVERIFY(!read.error().message.isEmpty());
                }
            }
        }
        QVERIFY(understood >= 11);
    }

    void theWidestTable()
    {
        const TableDefinition before = widest();
        TableDefinition after = before;
        after.columns.move(1016, 0);
        after.columns.removeAt(500);
        for (ColumnDefinition &column : after.columns)
            column.type.name = u"bigint"_s;
        QElapsedTimer clock;
        clock.start();
        const auto read = parseCreateStatement(renderCreateStatement(before));
        QVERIFY(read && *read == SchemaObject(before));
        const StructureDiff diff = compareTables(before, after);
        QCOMPARE(diff.changes.size(), 1018); // 1016 types, one removed, one order
        QCOMPARE(diff.changes.constLast().moves, (QList<StructureChange::Move>{{u"c1016"_s, {}}}));
        QVERIFY(applyDiff(before, diff) == after);

        // Every column under a new name: looked at by place, not each with each.
        TableDefinition renamed = before;
        for (ColumnDefinition &column : renamed.columns)
            column.name.prepend(u"new_"_s);
        QCOMPARE(compareTables(before, renamed).possibleRenames.size(), 1017);
        QVERIFY2(clock.elapsed() < 5000, "linear work");
    }

    void badInputTakesLinearTime_data()
    {
        QTest::addColumn<QString>("piece");
        QTest::newRow("parentheses") << u"("_s;
        QTest::newRow("closing") << u"(("_s + u"))"_s;
        QTest::newRow("comments") << u"/*![ "_s + u"*/"_s;
        QTest::newRow("open comments") << u"/*!"_s;
        QTest::newRow("hints") << u"select /*+ "_s;
        QTest::newRow("quotes") << u"'a' "_s;
        QTest::newRow("doubled quotes") << u"``"_s;
        QTest::newRow("keys") << u",key(a)"_s;
        QTest::newRow("checks") << u",check(a)"_s;
        QTest::newRow("dashes") << u"--1"_s;
        QTest::newRow("exponents") << u"1e"_s;
    }
    void badInputTakesLinearTime()
    {
        QFETCH(QString, piece);
        QElapsedTimer clock;
        clock.start();
        const QString sql = u"CREATE TABLE t (a int "_s + piece.repeated(200000);
        static_cast<void>(parseCreateStatement(sql));
        static_cast<void>(parseCreateStatement(sql + u')'));
        static_cast<void>(parseCreateStatement(u"CREATE VIEW v AS "_s + sql));
        QVERIFY2(clock.elapsed() < 10000, QByteArray::number(clock.elapsed()).constData());
    }
};

ORRERY_SUITE(SchemaPropertiesTest)
#include "tst_schema_properties.moc"
