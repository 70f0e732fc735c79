// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/database_schema.h"
#include "models/core/sql_statements.h"
#include "models/schema/snapshot_store.h"
#include "tests/models/list_checks.h"
#include "tests/models/locked_file.h"
#include "tests/models/model_features.h"
#include "tests/models/service_fixture.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QSqlQuery>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {
const QByteArray schemaLine = "GET /v1/organizations/acme/databases/shop/branches/main/schema";

api::TableSchema table(const QString &name, const QString &raw)
{
    api::TableSchema made;
    made.name = name;
    made.raw = raw;
    return made;
}

SchemaSnapshot originOf(const QString &name)
{
    SchemaSnapshot origin;
    origin.organization = u"acme"_s;
    origin.database = u"shop"_s;
    origin.branch = u"main"_s;
    origin.name = name;
    return origin;
}

const QList<api::TableSchema> twoTables{
    table(u"users"_s, u"CREATE TABLE `users` (\n  `name` varchar(20) COMMENT 'é'\n)"_s),
    table(u"orders"_s, u"CREATE TABLE `orders` (\n  `id` int\n);"_s)};
} // namespace

class TestSnapshotStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::ServiceFixture> m_desk;

    std::unique_ptr<SnapshotStore> opened()
    {
        auto store = std::make_unique<SnapshotStore>(m_desk->context());
        store->open();
        static_cast<void>(QTest::qWaitFor([&] { return store->state().phase == LoadState::Phase::Ready; }));
        return store;
    }
    static QString keptAs(SnapshotStore &store, const QString &name, const QList<api::TableSchema> &tables = twoTables)
    {
        QSignalSpy kept(&store, &SnapshotStore::kept);
        store.keep(originOf(name), tables);
        if (!kept.wait())
            return {};
        return kept.at(0).at(0).toString();
    }
    static std::optional<QList<api::TableSchema>> tablesOf(SnapshotStore &store, const QString &id)
    {
        std::optional<QList<api::TableSchema>> found;
        bool called = false;
        store.tables(id, &store, [&](const std::optional<QList<api::TableSchema>> &tables) {
            found = tables;
            called = true;
        });
        static_cast<void>(QTest::qWaitFor([&called] { return called; }));
        return found;
    }
    qint64 count(const QString &from)
    {
        qint64 value = -1;
        bool done = false;
        m_desk->database.run(
            [&value, from](QSqlDatabase &database) {
                QSqlQuery query(database);
                if (query.exec(u"SELECT count(*) FROM "_s + from) && query.next())
                    value = query.value(0).toLongLong();
            },
            &m_desk->database, [&done]() { done = true; });
        static_cast<void>(QTest::qWaitFor([&done] { return done; }));
        return value;
    }
    static QStringList names(const SnapshotStore &store)
    {
        QStringList all;
        for (const SchemaSnapshot &each : store.model()->rows())
            all.append(each.name);
        return all;
    }

private Q_SLOTS:
    void init() { m_desk = std::make_unique<test::ServiceFixture>(); }
    void cleanup() { m_desk.reset(); }

    void whatIsNotWrittenIsNotSaidToBeKept()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"Before"_s);
        QVERIFY(!id.isEmpty());
        QSignalSpy kept(store.get(), &SnapshotStore::kept);
        QSignalSpy failed(store.get(), &SnapshotStore::failed);
        {
            const test::LockedFile other(m_desk->database.filePath());
            store->keep(originOf(u"During"_s), twoTables);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 20'000);
            QCOMPARE(failed.at(0).at(0).value<ErrorText>().title, u"Snapshot During was not kept."_s);
            QCOMPARE(kept.size(), 0);
            store->remove(id);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, 20'000);
            QCOMPARE(failed.at(1).at(0).value<ErrorText>().title, u"Snapshot Before was not deleted."_s);
        }
        QCOMPARE(names(*store), QStringList{u"Before"_s});
        QVERIFY(!store->restore(id)); // it is there
        QCOMPARE(store->keepingNotice(), QString());
        auto again = opened();
        QCOMPARE(names(*again), QStringList{u"Before"_s});
    }

    void keepsOverRuns()
    {
        QString id;
        {
            auto store = opened();
            const QAbstractItemModelTester tester(store->model());
            QCOMPARE(store->model()->rowCount(), 0);
            id = keptAs(*store, u"Before the release"_s);
            QCOMPARE(names(*store), QStringList{u"Before the release"_s});
            QCOMPARE(store->keepingNotice(), QString());
        }
        auto store = opened();
        const SchemaSnapshot *kept = store->find(id);
        QVERIFY(kept);
        QCOMPARE(kept->organization, u"acme"_s);
        QCOMPARE(kept->database, u"shop"_s);
        QCOMPARE(kept->branch, u"main"_s);
        QCOMPARE(kept->takenAt, m_desk->clock.now());
        QCOMPARE(kept->tables, 2);
        QCOMPARE(kept->bytes, 95); // 58 and 37; é is two
        QCOMPARE(tablesOf(*store, id), std::optional(twoTables));
        QCOMPARE(tablesOf(*store, u"nonsense"_s), std::nullopt);
    }

    void readsTheBranchWithOneRequest()
    {
        m_desk->peer.set(
            schemaLine, 200,
            "{\"data\":[{\"name\":\"users\",\"html\":\"<b>x</b>\",\"raw\":\"CREATE TABLE `users` (`id` int)\"}]}");
        auto store = opened();
        QSignalSpy kept(store.get(), &SnapshotStore::kept);
        store->keepBranch(u"acme"_s, u"shop"_s, u"main"_s);
        QVERIFY(kept.wait());
        const SchemaSnapshot *snapshot = store->find(kept.at(0).at(0).toString());
        QVERIFY(snapshot);
        QVERIFY2(snapshot->name.startsWith(u"main, "_s), qPrintable(snapshot->name));
        QCOMPARE(m_desk->peer.requests().size(), 1);
        QCOMPARE(tablesOf(*store, snapshot->id),
                 std::optional(QList{table(u"users"_s, u"CREATE TABLE `users` (`id` int)"_s)}));
    }

    void saysWhyNothingWasKept()
    {
        m_desk->peer.set(schemaLine, 404, "{\"code\":\"not_found\",\"message\":\"Not Found\"}");
        auto store = opened();
        QSignalSpy failed(store.get(), &SnapshotStore::failed);
        store->keepBranch(u"acme"_s, u"shop"_s, u"main"_s);
        QVERIFY(failed.wait());
        QCOMPARE(failed.at(0).at(0).value<ErrorText>().title,
                 u"No snapshot of branch main could be kept: its schema could not be read."_s);
        QCOMPARE(count(u"schema_snapshot"_s), 0);
    }

    void keepsEqualStatementsOnce()
    {
        auto store = opened();
        const QString first = keptAs(*store, u"a"_s);
        QList<api::TableSchema> changed = twoTables;
        changed[1].raw = u"CREATE TABLE `orders` (\n  `id` bigint\n)"_s;
        const QString second = keptAs(*store, u"b"_s, changed);
        QCOMPARE(count(u"schema_snapshot_table"_s), 4);
        QCOMPARE(count(u"schema_text"_s), 3);
        store->remove(first);
        // Still there, for the way back.
        QCOMPARE(count(u"schema_text"_s), 3);
        m_desk->clock.advance(std::chrono::seconds(1));
        store = opened();
        QCOMPARE(names(*store), QStringList{u"b"_s});
        QCOMPARE(count(u"schema_snapshot"_s), 1);
        QCOMPARE(count(u"schema_snapshot_table"_s), 2);
        QCOMPARE(count(u"schema_text"_s), 2);
        QCOMPARE(tablesOf(*store, second), std::optional(changed));
        QVERIFY(!store->restore(first));
    }

    void renames()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"a"_s);
        store->rename(id, u"  Before the release  "_s);
        QCOMPARE(names(*store), QStringList{u"Before the release"_s});
        store->rename(id, u"   "_s);
        store->rename(u"nonsense"_s, u"x"_s);
        QCOMPARE(names(*store), QStringList{u"Before the release"_s});
        store = opened();
        QCOMPARE(names(*store), QStringList{u"Before the release"_s});
    }

    void bringsBackWhatWasDeleted()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"a"_s);
        QSignalSpy removed(store.get(), &SnapshotStore::removed);
        store->remove(id);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.at(0).at(1).toString(), u"a"_s);
        QCOMPARE(names(*store), QStringList());
        QVERIFY(store->restore(id));
        QVERIFY(!store->restore(id));
        QCOMPARE(names(*store), QStringList{u"a"_s});
        m_desk->clock.advance(std::chrono::seconds(1));
        store = opened();
        QCOMPARE(names(*store), QStringList{u"a"_s});
        QCOMPARE(tablesOf(*store, id), std::optional(twoTables));
    }

    void halfASnapshotIsNone()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"a"_s);
        m_desk->database.run([](QSqlDatabase &database) {
            runStatement(database, u"DELETE FROM schema_text WHERE id = (SELECT min(id) FROM schema_text)"_s);
        });
        QCOMPARE(tablesOf(*store, id), std::nullopt);
    }

    void goesWithItsAccount()
    {
        auto store = opened();
        keptAs(*store, u"a"_s);
        m_desk->database.forgetAccount(u"account-2"_s);
        QCOMPARE(count(u"schema_snapshot"_s), 1);
        m_desk->database.forgetAccount(u"account-1"_s);
        QCOMPARE(names(*store), QStringList());
        QCOMPARE(count(u"schema_snapshot"_s), 0);
        QCOMPARE(count(u"schema_snapshot_table"_s), 0);
        QCOMPARE(count(u"schema_text"_s), 0);
    }

    void othersDoNotSeeIt()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"a"_s);
        StoreContext other = m_desk->context();
        other.account = u"account-2"_s;
        SnapshotStore theirs(other);
        theirs.open();
        QTRY_COMPARE(theirs.state().phase, LoadState::Phase::Ready);
        QCOMPARE(theirs.model()->rowCount(), 0);
        QCOMPARE(tablesOf(theirs, id), std::nullopt);
    }

    void worksInMemory()
    {
        StoreContext context = m_desk->context();
        context.database = nullptr;
        SnapshotStore store(context);
        store.open();
        QCOMPARE(store.keepingNotice(),
                 u"The local database cannot be written: snapshots are kept only until Orrery ends."_s);
        QString id;
        connect(&store, &SnapshotStore::kept, &store, [&id](const QString &kept) { id = kept; });
        store.keep(originOf(u"a"_s), twoTables);
        QTRY_VERIFY(!id.isEmpty());
        QCOMPARE(tablesOf(store, id), std::optional(twoTables));
        store.remove(id);
        QVERIFY(store.restore(id));
    }

    void readsWhatTheFileHasOnAFullDisk()
    {
        LocalDatabase small(m_desk->dir.filePath(u"small.sqlite"_s),
                            test::allTables(LocalDatabase::Options{.clock = nullptr, .maximumPages = 60}));
        StoreContext context = m_desk->context();
        context.database = &small;
        SnapshotStore store(context);
        const QString old = keptAs(store, u"old"_s);
        QSignalSpy problems(&small, &LocalDatabase::problem);
        small.write([](QSqlDatabase &connection) {
            return runStatement(connection,
                                u"INSERT INTO journal (at, account, object, title, method, path, body)"
                                " VALUES (1, '', '', '', '', '', ?)"_s,
                                {QString(400'000, u'x')});
        });
        QVERIFY(problems.wait());
        m_desk->clock.advance(std::chrono::seconds(1));
        const QString made = keptAs(store, u"new"_s, {table(u"users"_s, u"CREATE TABLE `users` ()"_s)});
        QVERIFY(!store.keepingNotice().isEmpty());
        QCOMPARE(tablesOf(store, old), std::optional(twoTables));
        QCOMPARE(tablesOf(store, made)->size(), 1);
        SnapshotStore again(context);
        again.open();
        QTRY_COMPARE(again.state().phase, LoadState::Phase::Ready);
        QStringList shown = names(again);
        shown.sort();
        QCOMPARE(shown, QStringList({u"new"_s, u"old"_s}));
        QVERIFY(!again.keepingNotice().isEmpty());
    }

    void exportsAScript()
    {
        auto store = opened();
        const QString id = keptAs(*store, u"a\nDROP TABLE x"_s);
        QSignalSpy exported(store.get(), &SnapshotStore::exported);
        const QString path = m_desk->dir.filePath(u"out.sql"_s);
        store->exportSql(id, path);
        QVERIFY(exported.wait());
        QCOMPARE(exported.at(0).at(1).toString(), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString moment = m_desk->clock.now().toUTC().toString(Qt::ISODate);
        QCOMPARE(QString::fromUtf8(file.readAll()),
                 u"-- a\u240aDROP TABLE x\n-- Schema of acme/shop, branch main, "_s + moment
                     + u"\n\nCREATE TABLE `users` (\n  `name` varchar(20) COMMENT 'é'\n);\n"
                       "\nCREATE TABLE `orders` (\n  `id` int\n);\n"_s);
        exported.clear();
        store->exportSql(id, m_desk->dir.filePath(u"no/such/folder.sql"_s));
        QVERIFY(exported.wait());
        QVERIFY(exported.at(0).at(1).toString().contains(u"could not be written"_s));
    }

    void showsWhatItHas()
    {
        SchemaSnapshot snapshot = originOf(u"Before the release"_s);
        snapshot.takenAt = m_desk->clock.now().addSecs(-7200);
        snapshot.tables = 1200;
        snapshot.bytes = 2048;
        QCOMPARE(test::titles(snapshotColumns(m_desk->context())),
                 (QStringList{u"Snapshot"_s, u"Database"_s, u"Branch"_s, u"Taken"_s, u"Tables"_s, u"Size"_s}));
        QCOMPARE(
            test::cells(snapshotColumns(m_desk->context()), snapshot),
            (QStringList{u"Before the release"_s, u"acme/shop"_s, u"main"_s, u"2 h ago"_s, u"1,200"_s, u"2.0 KiB"_s}));
    }

    void migratesTheFormatBefore()
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"migrate"_s);
        connection.setDatabaseName(u":memory:"_s);
        QVERIFY(connection.open());
        QVERIFY(!migrateDatabase(connection, coreMigrations().mid(0, 1)).isValid());
        QList<SchemaSnapshot> snapshots;
        QVERIFY(kept_snapshots::list(connection, u"a"_s, &snapshots).isValid());
        QVERIFY(!migrateDatabase(connection, test::allTables().tables).isValid());
        QVERIFY(!kept_snapshots::list(connection, u"a"_s, &snapshots).isValid());
        connection.close();
        connection = {};
        QSqlDatabase::removeDatabase(u"migrate"_s);
    }
};

ORRERY_SUITE(TestSnapshotStore)
#include "tst_snapshot_store.moc"
