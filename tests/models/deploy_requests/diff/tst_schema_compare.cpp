// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/changes_text.h"
#include "models/deploy_requests/diff/schema_compare.h"
#include "models/schema/snapshot_store.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using Side = SchemaCompare::Side;

namespace {

api::TableSchema table(const QString &name, const QString &raw)
{
    api::TableSchema made;
    made.name = name;
    made.raw = raw;
    return made;
}

/// "Modified users +1 -2" of each.
QStringList linesOf(const QList<DeployTable> &tables)
{
    QStringList lines;
    for (const DeployTable &each : tables)
        lines.append(
            u"%1 %2 +%3 -%4"_s.arg(describeChange(each.change).text, each.id).arg(each.added).arg(each.removed));
    return lines;
}

/// A schema as the service answers it: "users:CREATE…" each.
QByteArray schemaJson(const QByteArrayList &tables)
{
    QByteArrayList data;
    for (const QByteArray &each : tables) {
        const qsizetype colon = each.indexOf(':');
        data.append("{\"name\":\"" + each.left(colon) + "\",\"raw\":\"" + each.mid(colon + 1) + "\"}");
    }
    return "{\"data\":[" + data.join(',') + "]}";
}

QByteArray schemaLine(const QByteArray &organization, const QByteArray &database, const QByteArray &branch)
{
    return "GET /v1/organizations/" + organization + "/databases/" + database + "/branches/" + branch + "/schema";
}

const QByteArray mainLine = schemaLine("acme", "shop", "main");
const QByteArray featureLine = schemaLine("acme", "shop", "feature");
const SchemaSide mainSide = SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"main"_s);
const SchemaSide featureSide = SchemaSide::ofBranch(u"acme"_s, u"shop"_s, u"feature"_s);

} // namespace

class TestSchemaCompare : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::ServiceFixture> m_fixture;
    std::unique_ptr<SnapshotStore> m_snapshots;

    std::unique_ptr<SchemaCompare> opened(const SchemaSide &from, const SchemaSide &to)
    {
        auto compare = std::make_unique<SchemaCompare>(m_fixture->context(), m_snapshots.get(), from, to);
        compare->open();
        return compare;
    }
    static bool isDone(const std::unique_ptr<SchemaCompare> &compare)
    {
        return compare->state().phase == LoadState::Phase::Ready;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::ServiceFixture>();
        m_snapshots = std::make_unique<SnapshotStore>(m_fixture->context());
        m_fixture->peer.set(mainLine, 200, schemaJson({"users:a\\nb", "orders:x", "gone:g"}));
        m_fixture->peer.set(featureLine, 200, schemaJson({"users:a\\nc", "orders:x", "added:n"}));
    }
    void cleanup()
    {
        m_snapshots.reset();
        m_fixture.reset();
    }

    void compares_data()
    {
        QTest::addColumn<QList<api::TableSchema>>("before");
        QTest::addColumn<QList<api::TableSchema>>("after");
        QTest::addColumn<QStringList>("expected");
        using List = QList<api::TableSchema>;
        const auto one = table(u"a"_s, u"x\ny"_s);
        QTest::newRow("nothing") << List{} << List{} << QStringList();
        QTest::newRow("the same") << List{one} << List{one} << QStringList();
        QTest::newRow("only line ends") << List{one} << List{table(u"a"_s, u"x\r\ny\r\n"_s)} << QStringList();
        QTest::newRow("modified") << List{one} << List{table(u"a"_s, u"x\nz\nq"_s)}
                                  << QStringList{u"Modified a +2 -1"_s};
        QTest::newRow("added and deleted, by name")
            << List{table(u"z"_s, u"1"_s), table(u"b"_s, u"1\n2"_s)} << List{table(u"c"_s, u"1"_s)}
            << QStringList{u"Deleted b +0 -2"_s, u"Added c +1 -0"_s, u"Deleted z +0 -1"_s};
        QTest::newRow("order does not matter")
            << List{one, table(u"b"_s, u"1"_s)} << List{table(u"b"_s, u"1"_s), one} << QStringList();
        QTest::newRow("two of one name: equal texts find each other")
            << List{table(u"a"_s, u"1"_s), table(u"a"_s, u"2"_s)} << List{table(u"a"_s, u"2"_s), table(u"a"_s, u"3"_s)}
            << QStringList{u"Modified a +1 -1"_s};
        QTest::newRow("two of one name, both changed")
            << List{table(u"a"_s, u"1"_s), table(u"a"_s, u"2"_s)} << List{table(u"a"_s, u"3"_s)}
            << QStringList{u"Modified a +1 -1"_s, u"Deleted a#2 +0 -1"_s};
        QTest::newRow("an empty statement is there all the same")
            << List{table(u"a"_s, {})} << List{table(u"a"_s, u"x"_s), table(u"b"_s, {})}
            << QStringList{u"Modified a +1 -0"_s, u"Added b +0 -0"_s};
        QTest::newRow("names differ by case") << List{table(u"A"_s, u"1"_s)} << List{table(u"a"_s, u"1"_s)}
                                              << QStringList{u"Deleted A +0 -1"_s, u"Added a +1 -0"_s};
    }
    void compares()
    {
        QFETCH(QList<api::TableSchema>, before);
        QFETCH(QList<api::TableSchema>, after);
        QFETCH(QStringList, expected);
        QCOMPARE(linesOf(compareSchemas(before, after)), expected);
    }

    void givesUpBetweenTables()
    {
        QList<api::TableSchema> tables;
        for (int i = 0; i < 100; ++i)
            tables.append(table(u"t%1"_s.arg(i), u"x"_s));
        int asked = 0;
        QCOMPARE(compareSchemas({}, tables, [&asked] { return ++asked > 3; }).size(), 3);
    }

    void makesAPatch()
    {
        const auto tables = compareSchemas({table(u"users"_s, u"a\nb\nc"_s), table(u"old"_s, u"o"_s)},
                                           {table(u"users"_s, u"a\nB\nc"_s), table(u"new"_s, u"n"_s)});
        QCOMPARE(changesAsText(tables, ChangesFormat::Patch),
                 u"--- /dev/null\n+++ b/new.sql\n@@ -0,0 +1 @@\n+n\n\\ No newline at end of file\n"
                 "--- a/old.sql\n+++ /dev/null\n@@ -1 +0,0 @@\n-o\n\\ No newline at end of file\n"
                 "--- a/users.sql\n+++ b/users.sql\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n\\ No newline at end of file\n"_s);
    }

    void comparesBranches()
    {
        const auto compare = opened(mainSide, featureSide);
        const QAbstractItemModelTester tester(compare->tables());
        QVERIFY(compare->state().isLoading());
        QVERIFY(!compare->state().hasContent);
        QTRY_VERIFY(isDone(compare));
        QCOMPARE(linesOf(compare->tables()->rows()),
                 (QStringList{u"Added added +1 -0"_s, u"Deleted gone +0 -1"_s, u"Modified users +1 -1"_s}));
        QCOMPARE(compare->counts(), (ChangeCounts{1, 1, 1}));
        QCOMPARE(compare->sideName(Side::From), u"acme / shop / main"_s);
        QCOMPARE(compare->sideShortName(Side::To), u"feature"_s);
        QCOMPARE(m_fixture->peer.requests().size(), 2);
        QVERIFY(m_fixture->peer.mutations().isEmpty());
        // Reading again within a minute asks for nothing, on wish it does; rows come in their order.
        compare->open();
        QCOMPARE(m_fixture->peer.requests().size(), 2);
        m_fixture->peer.set(featureLine, 200, schemaJson({"users:a\\nb", "orders:y", "gone:g", "b:n"}));
        compare->refresh();
        QTRY_COMPARE(linesOf(compare->tables()->rows()), (QStringList{u"Added b +1 -0"_s, u"Modified orders +1 -1"_s}));
        QCOMPARE(m_fixture->peer.requests().size(), 4);
    }

    void comparesAcrossOrganizations()
    {
        m_fixture->peer.set(schemaLine("northwind", "orders", "main"), 200, schemaJson({"users:a\\nb"}));
        const auto compare = opened(mainSide, SchemaSide::ofBranch(u"northwind"_s, u"orders"_s, u"main"_s));
        QTRY_VERIFY(isDone(compare));
        QCOMPARE(linesOf(compare->tables()->rows()), (QStringList{u"Deleted gone +0 -1"_s, u"Deleted orders +0 -1"_s}));
    }

    void comparesSnapshots()
    {
        SchemaSnapshot origin;
        origin.organization = u"acme"_s;
        origin.database = u"shop"_s;
        origin.branch = u"main"_s;
        QStringList ids;
        connect(m_snapshots.get(), &SnapshotStore::kept, m_snapshots.get(),
                [&ids](const QString &id) { ids.append(id); });
        origin.name = u"Monday"_s;
        m_snapshots->keep(origin, {table(u"users"_s, u"a\nb"_s)});
        origin.name = u"Tuesday"_s;
        m_snapshots->keep(origin, {table(u"users"_s, u"a\nB"_s)});
        QTRY_COMPARE(ids.size(), 2);
        const auto both = opened(SchemaSide::ofSnapshot(ids.at(0)), SchemaSide::ofSnapshot(ids.at(1)));
        QTRY_VERIFY(isDone(both));
        QCOMPARE(linesOf(both->tables()->rows()), QStringList{u"Modified users +1 -1"_s});
        QCOMPARE(both->sideName(Side::From), u"Monday"_s);
        QCOMPARE(both->sideShortName(Side::To), u"Tuesday"_s);
        QVERIFY(m_fixture->peer.requests().isEmpty());

        const auto mixed = opened(SchemaSide::ofSnapshot(ids.at(0)), featureSide);
        QTRY_VERIFY(isDone(mixed));
        QCOMPARE(linesOf(mixed->tables()->rows()),
                 (QStringList{u"Added added +1 -0"_s, u"Added orders +1 -0"_s, u"Modified users +1 -1"_s}));
        QCOMPARE(m_fixture->peer.requests().size(), 1);
    }

    void saysThatASnapshotIsGone()
    {
        const auto compare = opened(SchemaSide::ofSnapshot(u"nonsense"_s), mainSide);
        QTRY_COMPARE(compare->missingSnapshot(),
                     u"A snapshot of this comparison is not kept on this computer, or was deleted."_s);
        QTRY_COMPARE(compare->state().phase, LoadState::Phase::Idle);
        QVERIFY(!compare->state().hasContent);
    }

    void tellsWhichSideFailed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("missing") << 404 << QByteArray("{\"code\":\"not_found\",\"message\":\"Not Found\"}");
        QTest::newRow("forbidden") << 403 << QByteArray("{\"code\":\"forbidden\",\"message\":\"no\"}");
        QTest::newRow("not JSON") << 200 << QByteArray("<html>");
    }
    void tellsWhichSideFailed()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_fixture->peer.set(featureLine, status, body);
        const auto compare = opened(mainSide, featureSide);
        QTRY_COMPARE(compare->state().phase, LoadState::Phase::Failed);
        QCOMPARE(compare->failureTitle(), u"The schema of branch feature of acme/shop could not be loaded."_s);
        QVERIFY(!compare->state().hasContent);
        QCOMPARE(compare->tables()->rowCount(), 0);
        // And comes back.
        m_fixture->peer.set(featureLine, 200, schemaJson({"users:a\\nb"}));
        compare->refresh();
        QTRY_VERIFY(isDone(compare));
        QCOMPARE(compare->counts(), (ChangeCounts{0, 0, 2}));
    }

    void showsWhatWasKept()
    {
        {
            const auto first = opened(mainSide, featureSide);
            QTRY_VERIFY(isDone(first));
        }
        m_fixture->peer.set(mainLine, test::ServiceStub::hold, {});
        m_fixture->peer.set(featureLine, test::ServiceStub::hold, {});
        m_fixture->clock.advance(std::chrono::hours(1));
        const auto compare = opened(mainSide, featureSide);
        QTRY_COMPARE(compare->tables()->rowCount(), 3);
        QVERIFY(compare->state().hasContent);
        QVERIFY(compare->state().isLoading());
    }

    void stopsWhenNobodyLooks()
    {
        m_fixture->peer.set(featureLine, test::ServiceStub::hold, {});
        const auto compare = opened(mainSide, featureSide);
        QTRY_COMPARE(m_fixture->peer.requests().size(), 2);
        QTRY_VERIFY(compare->schema(Side::From).has_value());
        compare->cancel();
        QTRY_COMPARE(m_fixture->client->pendingCount(), 0);
        QVERIFY(!compare->state().isLoading());
        m_fixture->peer.set(featureLine, 200, schemaJson({"users:a\\nb"}));
        compare->open();
        QTRY_VERIFY(isDone(compare));
        QCOMPARE(compare->counts(), (ChangeCounts{0, 0, 2}));
    }

    void manyTablesDoNotStopTheThread()
    {
        QList<api::TableSchema> before;
        QList<api::TableSchema> after;
        for (int i = 0; i < 2048; ++i) {
            QString raw = u"CREATE TABLE `t%1` (\n"_s.arg(i);
            for (int column = 0; column < 30; ++column)
                raw += u"  `column_%1` varchar(100) NOT NULL DEFAULT '',\n"_s.arg(column);
            before.append(table(u"t%1"_s.arg(i), raw + u"  PRIMARY KEY (`column_1`)\n)"_s));
            after.append(table(u"t%1"_s.arg(i), raw + u"  PRIMARY KEY (`column_1`,`column_2`)\n)"_s));
        }
        SchemaSnapshot origin;
        origin.branch = u"main"_s;
        QStringList ids;
        connect(m_snapshots.get(), &SnapshotStore::kept, m_snapshots.get(),
                [&ids](const QString &id) { ids.append(id); });
        m_snapshots->keep(origin, before);
        m_snapshots->keep(origin, after);
        QTRY_COMPARE_WITH_TIMEOUT(ids.size(), 2, 30000);
        const auto compare = opened(SchemaSide::ofSnapshot(ids.at(0)), SchemaSide::ofSnapshot(ids.at(1)));
        // The longest turn of this thread until the rows are there.
        qint64 longest = 0;
        QElapsedTimer turn;
        turn.start();
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] {
            longest = std::max(longest, turn.elapsed());
            turn.restart();
        });
        beat.start(0);
        QTRY_VERIFY_WITH_TIMEOUT(isDone(compare), 30000);
        QCOMPARE(compare->tables()->rowCount(), 2048);
        qInfo("longest turn %lld ms", longest);
        QVERIFY2(longest < 500, "comparing holds the thread up");
    }
};

ORRERY_SUITE(TestSchemaCompare)
#include "tst_schema_compare.moc"
