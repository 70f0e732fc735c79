// SPDX-License-Identifier: GPL-3.0-or-later
// A complete list: pages, merge, first paint from what was kept, and every way a load can end.
#include "models/core/list_store.h"
#include "tests/models/core/store_fixture.h"
#include "tests/models/manual_timer.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QSortFilterProxyModel>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using api::Organization;
using Phase = LoadState::Phase;

namespace {

using TestedStore = ListStore<Organization>;

const CacheKey key{u"account-1"_s, u"organizations"_s, {}};

TestedStore::Spec spec(const CacheKey &cacheKey = key)
{
    Column<Organization> name;
    name.id = "name";
    name.text = [](const Organization &row) { return row.name; };
    Column<Organization> plan;
    plan.id = "plan";
    plan.text = [](const Organization &row) { return row.plan; };
    TestedStore::Spec spec;
    spec.key = cacheKey;
    spec.failureTitle = u"Organizations could not be loaded."_s;
    spec.list = &api::organizations::list;
    spec.columns = {name, plan};
    spec.idOf = [](const Organization &row) { return row.id; };
    return spec;
}

/// "a:1 b:2": names and plans of the rows.
QString shown(const TestedStore &store)
{
    QStringList rows;
    for (const Organization &row : store.rows())
        rows.append(row.plan.isEmpty() ? row.name : row.name + u':' + row.plan);
    return rows.join(u' ');
}

Organization organization(const QString &name, const QString &plan = {})
{
    Organization row;
    row.id = name;
    row.name = name;
    row.plan = plan;
    return row;
}

/// Puts a list where an earlier run would have left it.
void keep(StoreFixture &f, const QList<Organization> &rows, const QDateTime &at)
{
    f.database.store(
        key,
        [rows] {
            QList<CacheEntry> entries;
            for (const Organization &row : rows)
                entries.append({row.id, api::Codec<Organization>::encode(row)});
            return entries;
        },
        at);
}

QString kept(StoreFixture &f)
{
    std::optional<QStringList> names;
    f.database.load(key, &f.database, [&names](const CachedList &list) {
        names.emplace();
        for (const CacheEntry &entry : list.entries) {
            const auto row = api::Codec<Organization>::decode(entry.bytes);
            names->append(row ? (row->plan.isEmpty() ? row->name : row->name + u':' + row->plan) : u"undecodable"_s);
        }
    });
    static_cast<void>(QTest::qWaitFor([&names] { return names.has_value(); }));
    return names.value_or(QStringList()).join(u' ');
}

} // namespace

class TestListStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsAllPages()
    {
        StoreFixture f;
        f.addPage("a,b", 2, 5);
        f.addPage("c,d", 3, 5);
        f.addPage("e", 0, 5);
        TestedStore store(f.context(), spec());
        const QAbstractItemModelTester tester(store.model());
        QCOMPARE(store.state().phase, Phase::Idle);
        QVERIFY(!store.state().hasContent);
        QList<qint64> counts;
        connect(&store, &Store::stateChanged, &store, [&] { counts.append(store.state().loaded); });
        store.refresh();
        QCOMPARE(store.state().phase, Phase::Loading);
        store.refresh(); // nothing: one is under way
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b c d e"_s);
        QCOMPARE(counts, QList<qint64>({0, 2, 4, 5, 5}));
        QCOMPARE(store.state().loaded, 5);
        QCOMPARE(store.state().total, std::optional<qint64>(5));
        QCOMPARE(store.state().fetchedAt, f.clock.now());
        QVERIFY(store.state().hasContent);
        QCOMPARE(f.peer.requests().size(), 3);
        QCOMPARE(f.peer.requests().at(0).target, "/v1/organizations?page=1&per_page=100");
        QCOMPARE(f.peer.requests().at(2).target, "/v1/organizations?page=3&per_page=100");
        QCOMPARE(kept(f), u"a b c d e"_s);
    }

    void anEmptyListIsContent()
    {
        StoreFixture f;
        f.addPage("");
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QVERIFY(store.state().hasContent);
        QCOMPARE(store.state().loaded, 0);
    }

    void refreshMergesInPlace()
    {
        StoreFixture f;
        f.addPage("a:1,b:1,c:1");
        f.addPage("d:1,c:2,a:1");
        TestedStore store(f.context(), spec());
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(store.model());
        proxy.sort(0, Qt::DescendingOrder);
        const QAbstractItemModelTester tester(store.model());
        const QAbstractItemModelTester proxyTester(&proxy);
        QSignalSpy reset(store.model(), &QAbstractItemModel::modelReset);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        const QPersistentModelIndex c = store.model()->index(2, 1);
        const QPersistentModelIndex b = store.model()->index(1, 0);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:1 c:2 d:1"_s);
        QCOMPARE(c.data().toString(), u"2"_s);
        QVERIFY(!b.isValid());
        QCOMPARE(reset.size(), 0);
        QCOMPARE(kept(f), u"a:1 c:2 d:1"_s);
    }

    void aFailedRefreshKeepsTheRows()
    {
        StoreFixture f;
        f.addPage("a,b");
        f.addPage("c", 2);
        f.peer.addHttp(403, R"({"code":"forbidden","message":"no"})");
        f.addPage("a,b");
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        const QDateTime firstAnswer = f.clock.now();
        f.clock.advance(std::chrono::minutes(2));
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Failed);
        QCOMPARE(shown(store), u"a b c"_s);
        QCOMPARE(store.state().fetchedAt, firstAnswer);
        QVERIFY(store.state().hasContent);
        QCOMPARE(store.state().error->kind, api::ApiError::Kind::Forbidden);
        QCOMPARE(store.failureTitle(), u"Organizations could not be loaded."_s);
        QCOMPARE(kept(f), u"a b"_s); // half a list is not kept for a whole one
        store.refresh();
        QVERIFY(!store.state().error.has_value());
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b"_s);
    }

    void aFirstLoadThatFailsHasNoContent()
    {
        StoreFixture f;
        f.peer.addHttp(200, "<html>Wi-Fi sign-in</html>");
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Failed);
        QVERIFY(!store.state().hasContent);
        QCOMPARE(store.state().error->kind, api::ApiError::Kind::Decode);
    }

    void cancelForgetsTheRequest()
    {
        StoreFixture f;
        f.addPage("a,b");
        f.peer.addHttp(200, StoreFixture::page("c"), {}, RawPeer::Then::Hold);
        f.addPage("d");
        TestedStore store(f.context(), spec());
        store.refresh();
        store.cancel();
        QCOMPARE(store.state().phase, Phase::Idle);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b"_s);
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 2);
        store.cancel();
        QCOMPARE(store.state().phase, Phase::Stale);
        store.cancel();
        f.peer.release();
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"d"_s);
    }

    void cancelFromWithinAPage()
    {
        StoreFixture f;
        f.addPage("a", 2);
        f.addPage("b");
        TestedStore store(f.context(), spec());
        connect(&store, &Store::stateChanged, &store, [&store] {
            if (store.state().loaded == 1)
                store.cancel();
        });
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Stale);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(shown(store), u"a"_s);
    }

    void aLoadThatTheClientCancelsIsNotLoadingForEver()
    {
        StoreFixture f;
        f.peer.addHttp(200, StoreFixture::page("a"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        for (api::Job *job : store.findChildren<api::Job *>())
            job->cancel();
        QTRY_COMPARE(store.state().phase, Phase::Idle);
        QVERIFY(!store.state().error.has_value());
    }

    void showsWhatWasKeptAndRefreshesBehind()
    {
        StoreFixture f;
        const QDateTime yesterday = f.clock.now().addDays(-1);
        keep(f, {organization(u"a"_s, u"1"_s), organization(u"b"_s, u"1"_s)}, yesterday);
        f.peer.addHttp(200, StoreFixture::page("a:2,c:1"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        const QAbstractItemModelTester tester(store.model());
        store.open();
        QTRY_COMPARE(shown(store), u"a:1 b:1"_s);
        QCOMPARE(store.state().phase, Phase::Loading);
        QVERIFY(store.state().hasContent);
        QCOMPARE(store.state().fetchedAt, yesterday);
        QTRY_COMPARE(f.peer.requests().size(), 1);
        const QPersistentModelIndex a = store.model()->index(0, 1);
        f.peer.release();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:2 c:1"_s);
        QCOMPARE(a.data().toString(), u"2"_s);
        QCOMPARE(store.state().fetchedAt, f.clock.now());
    }

    void whatWasKeptStaysReadableOffline()
    {
        StoreFixture f;
        const QDateTime yesterday = f.clock.now().addDays(-1);
        keep(f, {organization(u"a"_s)}, yesterday);
        f.peer.close();
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Failed);
        QTRY_COMPARE(shown(store), u"a"_s);
        QCOMPARE(store.state().phase, Phase::Failed);
        QVERIFY(store.state().hasContent);
        QCOMPARE(store.state().fetchedAt, yesterday);
    }

    void whatWasKeptDoesNotOverwriteAnAnswer()
    {
        StoreFixture f;
        keep(f, {organization(u"a"_s, u"old"_s), organization(u"gone"_s)}, f.clock.now().addDays(-1));
        QSemaphore gate;
        f.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        f.addPage("a:new");
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        gate.release();
        QCOMPARE(kept(f), u"a:new"_s);
        QCOMPARE(shown(store), u"a:new"_s);
        QCOMPARE(store.state().phase, Phase::Ready);
    }

    void whatWasKeptFillsUpBehindAFirstPage()
    {
        StoreFixture f;
        keep(f, {organization(u"a"_s, u"old"_s), organization(u"b"_s, u"old"_s), organization(u"gone"_s)},
             f.clock.now().addDays(-1));
        QSemaphore gate;
        f.database.run([&gate](QSqlDatabase &) { gate.acquire(); });
        f.addPage("a:new", 2);
        f.peer.addHttp(200, StoreFixture::page("b:new"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(f.peer.requests().size(), 2);
        QCOMPARE(shown(store), u"a:new"_s);
        gate.release();
        QTRY_COMPARE(shown(store), u"a:new b:old gone"_s);
        f.peer.release();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:new b:new"_s);
    }

    void openIsCheapWhileFresh()
    {
        StoreFixture f;
        f.addPage("a");
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        f.clock.advance(std::chrono::seconds(29));
        store.open();
        QCOMPARE(store.state().phase, Phase::Ready);
        f.clock.advance(std::chrono::seconds(1));
        store.open();
        QCOMPARE(store.state().phase, Phase::Loading);
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void mergesAndRemovesSingleRows()
    {
        StoreFixture f;
        f.addPage("a:1,b:1", 0, 2);
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QSignalSpy changed(&store, &Store::stateChanged);
        store.mergeRow(organization(u"b"_s, u"2"_s));
        QCOMPARE(changed.size(), 0);
        store.mergeRow(organization(u"c"_s, u"1"_s));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(store.state().loaded, 3);
        QCOMPARE(store.state().total, std::optional<qint64>(3));
        store.removeRow(u"a"_s);
        QCOMPARE(shown(store), u"b:2 c:1"_s);
        QCOMPARE(store.state().total, std::optional<qint64>(2));
        QCOMPARE(kept(f), u"b:2 c:1"_s);
    }

    void aSingleRowIsNotKeptForTheList()
    {
        StoreFixture f;
        TestedStore store(f.context(), spec());
        store.mergeRow(organization(u"a"_s));
        QCOMPARE(shown(store), u"a"_s);
        QVERIFY(store.state().hasContent);
        QCOMPARE(kept(f), QString());
    }

    void whatAnActionAnsweredIsNewerThanAPageUnderWay()
    {
        StoreFixture f;
        f.addPage("a:1,b:1");
        f.peer.addHttp(200, StoreFixture::page("a:1,b:1"), {}, RawPeer::Then::Hold);
        f.addPage("a:3,b:3");
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 2);
        store.mergeRow(organization(u"a"_s, u"2"_s));
        store.mergeRow(organization(u"new"_s, u"2"_s));
        store.removeRow(u"b"_s);
        f.peer.release();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:2 new:2"_s);
        // The next one was asked for later: it tells how things are.
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:3 b:3"_s);
    }

    void rowsWithoutIdAreNeitherLostNorDoubled()
    {
        StoreFixture f;
        f.addPage("?x,a", 2);
        f.addPage("?y");
        f.addPage("?x,a", 2);
        f.addPage("?y");
        TestedStore store(f.context(), spec());
        const QAbstractItemModelTester tester(store.model());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"?x a ?y"_s);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"?x a ?y"_s);
        QCOMPARE(kept(f), u"?x a ?y"_s);
    }

    void duplicateIdsAreOneRow()
    {
        StoreFixture f;
        // A service that lists a row twice every time is believed the second time, and from then on at once.
        for (int pass = 0; pass < 3; ++pass) {
            f.addPage("a:1,b:1", 2);
            f.addPage("a:2,c:1");
        }
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:2 b:1 c:1"_s);
        QCOMPARE(f.peer.requests().size(), 4);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a:2 b:1 c:1"_s);
        QCOMPARE(f.peer.requests().size(), 6);
    }

    void aRowThatSlipsBetweenTwoPagesIsNotLost()
    {
        StoreFixture f;
        // "a" goes while page 1 is on its way: "c" moves to page 1, which was read already.
        f.addPage("a,b", 2, 5);
        f.addPage("d,e", 0, 4);
        f.addPage("b,c", 2, 4);
        f.addPage("d,e", 0, 4);
        TestedStore store(f.context(), spec());
        QList<Phase> phases;
        connect(&store, &Store::stateChanged, &store, [&] { phases.append(store.state().phase); });
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"b d e c"_s);
        QCOMPARE(phases.count(Phase::Ready), 1); // once, when it is whole
        QCOMPARE(kept(f), u"b d e c"_s);
    }

    void aRowThatComesInFrontIsNotLost()
    {
        StoreFixture f;
        // "new" comes while page 1 is on its way: "b" is listed again on page 2. No total tells.
        f.addPage("a,b", 2);
        f.addPage("b,c");
        f.addPage("new,a", 2);
        f.addPage("b,c");
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b c new"_s);
    }

    void aTotalThatCountsOtherwiseIsBelieved()
    {
        StoreFixture f;
        for (int i = 0; i < 3; ++i)
            f.addPage("a,b", 0, 7);
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(f.peer.requests().size(), 2);
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(f.peer.requests().size(), 3);
    }

    void aListThatMovesAllTheTimeEnds()
    {
        StoreFixture f;
        for (int total = 4; total < 10; total += 2) {
            f.addPage("a,b", 2, total);
            f.addPage("c", 0, total + 1);
        }
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(f.peer.requests().size(), 6);
        QCOMPARE(shown(store), u"a b c"_s);
    }

    // A row that slipped to a page that had been read is not gone: an earlier pass saw it.
    void aListThatMovesAllTheTimeLosesNoRow()
    {
        StoreFixture f;
        f.addPage("gone,a,b,c");
        for (const QByteArray &last : {"c", "c", "d"}) {
            f.addPage("a,b", 2, 4);
            f.addPage(last, 0, 5);
        }
        f.addPage("a,b,d", 0, 3);
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        store.refresh();
        QTRY_COMPARE(f.peer.requests().size(), 7);
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b c d"_s);
        // The next whole reading decides.
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b d"_s);
    }

    void marksWhatCameSinceTheLastLook()
    {
        StoreFixture f;
        f.addPage("a,b");
        f.addPage("c,a,b");
        f.addPage("a,b");
        TestedStore store(f.context(), spec());
        const auto marked = [&store]() {
            QStringList names;
            for (int row = 0; row < store.model()->rowCount(); ++row) {
                if (store.model()->index(row, 0).data(NewRole).toBool())
                    names.append(store.model()->index(row, 0).data().toString());
            }
            return names;
        };
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(marked(), QStringList()); // the first time nothing is news
        // What the person made is no news either.
        store.mergeRow(organization(u"mine"_s));
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(marked(), QStringList{u"c"_s});
        const QModelIndex c = store.model()->index(store.model()->rowOf(u"c"_s), 0);
        QCOMPARE(c.data(Qt::AccessibleTextRole).toString(), u"c, new"_s);
        QVERIFY(!store.model()->index(0, 0).data(Qt::AccessibleTextRole).isValid());
        QSignalSpy changed(store.model(), &QAbstractItemModel::dataChanged);
        store.model()->markSeen({u"c"_s, u"a"_s});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(marked(), QStringList());
        QVERIFY(!c.data(Qt::AccessibleTextRole).isValid());
        QVERIFY(!store.model()->hasNew());
    }

    void aRestartKnowsWhatWasThere()
    {
        StoreFixture f;
        keep(f, {organization(u"a"_s)}, f.clock.now().addDays(-1));
        f.peer.addHttp(200, StoreFixture::page("a,b"), {}, RawPeer::Then::Hold);
        TestedStore store(f.context(), spec());
        store.open();
        QTRY_COMPARE(shown(store), u"a"_s);
        f.peer.release();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QVERIFY(!store.model()->index(0, 0).data(NewRole).toBool());
        QVERIFY(store.model()->index(1, 0).data(NewRole).toBool());
        // Gone again before anybody looked.
        f.addPage("a");
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QVERIFY(!store.model()->hasNew());
    }

    void pollsAsOftenAsItsRowsNeed()
    {
        StoreFixture f;
        f.addPage("a:running");
        f.addPage("a:done");
        TestedStore::Spec described = spec();
        described.pollEvery = [](const QList<Organization> &rows) {
            return std::chrono::seconds(!rows.isEmpty() && rows.first().plan == u"running"_s ? 5 : 60);
        };
        TestedStore store(f.context(), described);
        auto owned = std::make_unique<ManualTimer>();
        ManualTimer *timer = owned.get();
        store.setPollTimer(std::move(owned));
        QObject viewer;
        store.addViewer(&viewer);
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(timer->wait, std::optional(std::chrono::milliseconds(5000)));
        f.clock.advance(std::chrono::seconds(5));
        timer->fire();
        QTRY_COMPARE(shown(store), u"a:done"_s);
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(timer->wait, std::optional(std::chrono::milliseconds(60'000)));
        store.removeViewer(&viewer);
        QCOMPARE(timer->wait, std::nullopt);
    }

    // Pages that wait to be asked for let what somebody looks at go first.
    void aListThatWasLeftLetsOthersGoFirst()
    {
        StoreFixture f;
        f.peer.addHttp(200, StoreFixture::page("a", 2), {}, RawPeer::Then::Hold);
        f.peer.addHttp(200, R"({"id":"o2","name":"other"})");
        f.addPage("b");
        TestedStore store(f.context(), spec());
        store.setPollTimer(std::make_unique<ManualTimer>());
        QObject viewer;
        store.addViewer(&viewer);
        store.open();
        QTRY_COMPARE(f.peer.requests().size(), 1);
        store.removeViewer(&viewer);
        f.client->send(api::organizations::get({u"other"_s}), &viewer);
        f.peer.release();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"a b"_s);
        QCOMPARE(f.peer.requests().at(1).target, "/v1/organizations/other");
    }

    void looksAgainOnlyAtWhatIsViewedAndNotFresh()
    {
        StoreFixture f;
        f.addPage("a");
        f.addPage("b");
        TestedStore store(f.context(), spec());
        store.refresh();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        f.clock.advance(std::chrono::minutes(5));
        store.lookAgain(); // nobody looks
        QCOMPARE(store.state().phase, Phase::Ready);
        QObject viewer;
        store.setPollTimer(std::make_unique<ManualTimer>());
        store.addViewer(&viewer);
        store.lookAgain();
        QCOMPARE(store.state().phase, Phase::Loading);
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        QCOMPARE(shown(store), u"b"_s);
        store.lookAgain(); // fresh
        QCOMPARE(store.state().phase, Phase::Ready);
    }

    void worksWithoutALocalDatabase()
    {
        StoreFixture f;
        f.addPage("a");
        StoreContext context = f.context();
        context.database = nullptr;
        TestedStore store(context, spec());
        store.open();
        QTRY_COMPARE(store.state().phase, Phase::Ready);
        store.mergeRow(organization(u"b"_s));
        QCOMPARE(shown(store), u"a b"_s);
    }

    void goingWhileLoadingIsSilent()
    {
        StoreFixture f;
        f.peer.addHttp(200, StoreFixture::page("a"), {}, RawPeer::Then::Hold);
        {
            TestedStore store(f.context(), spec());
            store.open();
            QTRY_COMPARE(f.peer.requests().size(), 1);
        }
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QCOMPARE(kept(f), QString());
    }
};

ORRERY_SUITE(TestListStore)
#include "tst_list_store.moc"
