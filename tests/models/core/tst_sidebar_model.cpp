// SPDX-License-Identifier: GPL-3.0-or-later
// The tree at the left: what it shows, what it asks for and when, and that it is never made anew.
#include "models/activity/activity_places.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_places.h"
#include "models/core/badge.h"
#include "models/core/roles.h"
#include "models/core/services.h"
#include "models/core/sidebar_model.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/organizations/organization_list.h"
#include "models/organizations/organization_places.h"
#include "models/storage/storage_places.h"
#include "tests/models/list_checks.h"
#include "tests/models/model_features.h"
#include "tests/support/suite.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray organizations = "GET /v1/organizations";
const QByteArray databases = organizations + "/acme/databases";
const QByteArray branches = databases + "/shop/branches";

/// "b,a*" → rows named b and a, the second one in production.
QByteArray named(const QByteArray &names)
{
    QByteArrayList rows;
    for (QByteArray name : names.split(',')) {
        const bool production = name.endsWith('*');
        if (production)
            name.chop(1);
        rows.append("{\"id\":\"" + name + "\",\"name\":\"" + name
                    + "\",\"production\":" + (production ? "true" : "false") + '}');
    }
    return listJson(names.isEmpty() ? QByteArray() : rows.join(','));
}

/// The tree as a text: one row a line, two blanks a level, a star behind production, a plus behind what was not opened yet.
QString drawn(const QAbstractItemModel &model, const QModelIndex &parent = {}, const QString &indent = {})
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += indent + index.data().toString() + (index.data(ProductionRole).toBool() ? u"*"_s : QString())
            + (model.canFetchMore(index) ? u"+"_s : QString()) + u'\n';
        text += drawn(model, index, indent + u"  "_s);
    }
    return text;
}

/// Qt's own tester on model and proxy. It opens every row it sees, as no view does: not for tests of who asks when.
struct Testers
{
    Testers(SidebarModel &model, QSortFilterProxyModel &proxy)
        : m_model(&model, QAbstractItemModelTester::FailureReportingMode::QtTest),
          m_proxy(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {}

private:
    QAbstractItemModelTester m_model;
    QAbstractItemModelTester m_proxy;
};

/// One account on a scripted service, and the model with a proxy on top.
struct Fixture : ServiceFixture
{
    Workspace workspace{context(), {.id = u"account-1"_s, .label = u"Sam"_s, .description = u"Signed in as Sam."_s}};
    const FeatureRegistry features = modelFeatures();
    SidebarModel model{&features, nullptr};
    QSortFilterProxyModel proxy;
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};

    Fixture()
    {
        proxy.setSourceModel(&model);
        peer.set(organizations, 200, named("acme,Beta"));
        peer.set(organizations + "/Beta/databases", 200, named({}));
        peer.set(databases, 200, named("shop,shop10,shop9,Billing"));
        for (const QByteArray name : {"shop9", "shop10", "Billing"})
            peer.set(databases + '/' + name + "/branches", 200, named({}));
        peer.set(branches, 200, named("zeta,main*,add-loyalty"));
    }
    ~Fixture() { model.removeWorkspace(u"account-1"_s); }

    [[nodiscard]] QModelIndex at(const QStringList &path) const
    {
        QModelIndex index = model.index(2, 0);
        for (const QString &name : path) {
            QModelIndex found;
            for (int row = 0; row < model.rowCount(index); ++row) {
                if (model.index(row, 0, index).data(IdRole) == name)
                    found = model.index(row, 0, index);
            }
            index = found;
        }
        return index;
    }
    void openAll()
    {
        model.addWorkspace(&workspace);
        QTRY_COMPARE(model.rowCount(at({})), 2);
        model.fetchMore(at({u"acme"_s}));
        QTRY_COMPARE(model.rowCount(at({u"acme"_s})), 4);
        model.fetchMore(at({u"acme"_s, u"shop"_s}));
        QTRY_COMPARE(model.rowCount(at({u"acme"_s, u"shop"_s})), 3);
        QTRY_COMPARE(client->pendingCount(), 0);
    }
    void refresh(ListStoreBase *store)
    {
        store->refresh();
        QTRY_COMPARE(store->state().phase, LoadState::Phase::Ready);
    }
};

} // namespace

class TestSidebarModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void beforeAnyoneSignedIn()
    {
        const FeatureRegistry features = modelFeatures();
        SidebarModel model(&features, nullptr);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(drawn(model), u"Storage\nMy activity\n"_s);
        QCOMPARE(model.index(0, 0).data(LocationRole).value<Location>(), (storagePlace()));
        QCOMPARE(model.index(1, 0).data(LocationRole).value<Location>(), (activityPlace()));
        QVERIFY(!model.hasChildren(model.index(0, 0)));
        QVERIFY(!model.hasChildren(model.index(1, 0)));
    }

    void aBadgeTellsHowManyThingsNeedAttention()
    {
        Badge badge;
        FeatureRegistry features = modelFeatures();
        features.globalPlaces.front().badge = [&badge](const Services &) { return &badge; };
        const Services services;
        SidebarModel model(&features, &services);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        const QModelIndex row = model.index(0, 0);
        QVERIFY(!row.data(CountRole).isValid());
        badge.set(2, u"Storage, 2 volumes need attention"_s);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(row.data(CountRole).toInt(), 2);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"Storage, 2 volumes need attention"_s);
        badge.set(0, {});
        QVERIFY(!row.data(CountRole).isValid());
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"Storage"_s);
    }

    void theTree()
    {
        Fixture f;
        f.openAll();
        // By name with numbers as numbers, whatever the case; production first.
        QCOMPARE(drawn(f.model),
                 u"Storage\n"
                 "My activity\n"
                 "Sam\n"
                 "  acme\n"
                 "    Billing+\n"
                 "    shop\n"
                 "      main*\n"
                 "      add-loyalty\n"
                 "      zeta\n"
                 "    shop9+\n"
                 "    shop10+\n"
                 "  Beta+\n"_s);
        QCOMPARE(drawn(f.proxy), drawn(f.model));
        QCOMPARE(f.resets.size(), 0);
    }

    void asksWhenARowIsOpened()
    {
        Fixture f;
        f.model.addWorkspace(&f.workspace);
        QTRY_COMPARE(f.model.rowCount(f.at({})), 2);
        QCOMPARE(f.peer.requests().size(), 1);
        // An arrow is shown for what may have children; asking whether it has sends nothing.
        QVERIFY(f.model.hasChildren(f.at({u"acme"_s})));
        QVERIFY(f.model.canFetchMore(f.at({u"acme"_s})));
        QCOMPARE(f.peer.requests().size(), 1);
        f.model.fetchMore(f.at({u"acme"_s}));
        f.model.fetchMore(f.at({u"acme"_s}));
        QTRY_COMPARE(f.model.rowCount(f.at({u"acme"_s})), 4);
        QCOMPARE(f.peer.count(databases), 1);
        QVERIFY(!f.model.canFetchMore(f.at({u"acme"_s})));
        QCOMPARE(f.peer.requests().size(), 2);
    }

    void anEmptyPlaceHasNoArrowOnceItIsKnown()
    {
        Fixture f;
        f.peer.set(databases, 200, named({}));
        f.model.addWorkspace(&f.workspace);
        QTRY_COMPARE(f.model.rowCount(f.at({})), 2);
        f.model.fetchMore(f.at({u"acme"_s}));
        QTRY_COMPARE(databaseList(&f.workspace, u"acme"_s)->state().phase, LoadState::Phase::Ready);
        QVERIFY(!f.model.hasChildren(f.at({u"acme"_s})));
    }

    void whatARowSaysOfItself()
    {
        Fixture f;
        f.openAll();
        const QModelIndex account = f.at({});
        const QModelIndex shop = f.at({u"acme"_s, u"shop"_s});
        const QModelIndex main = f.at({u"acme"_s, u"shop"_s, u"main"_s});
        QCOMPARE(account.data(Qt::ToolTipRole).toString(), u"Signed in as Sam."_s);
        QCOMPARE(account.data(LocationRole).value<Location>(), (organizationsPlace(u"account-1"_s)));
        QCOMPARE(main.data(Qt::AccessibleTextRole).toString(), u"main, production"_s);
        QCOMPARE(shop.data(Qt::AccessibleTextRole).toString(), u"shop"_s);
        QCOMPARE(main.data(LocationRole).value<Location>(),
                 branchPlace(u"account-1"_s, u"acme"_s, u"shop"_s, u"main"_s));
        // Without this a view keeps an index for every leaf.
        QVERIFY(main.flags().testFlag(Qt::ItemNeverHasChildren));
        QVERIFY(!shop.flags().testFlag(Qt::ItemNeverHasChildren));
        QVERIFY(main.flags().testFlag(Qt::ItemIsSelectable));
    }

    void hostileNamesAreShownAsWhatTheyAre()
    {
        Fixture f;
        f.peer.set(organizations, 200, named(R"(a\u202eb\n<b>c</b>)"));
        f.model.addWorkspace(&f.workspace);
        QTRY_COMPARE(f.model.rowCount(f.at({})), 1);
        const QModelIndex row = f.model.index(0, 0, f.at({}));
        const QString raw = u"a\u202eb\n<b>c</b>"_s;
        QCOMPARE(row.data().toString(), u"a⟨U+202E⟩b␊<b>c</b>"_s);
        QCOMPARE(row.data(Qt::ToolTipRole).toString(), u"a⟨U+202E⟩b␊<b>c</b>"_s);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"a⟨U+202E⟩b␊<b>c</b>"_s);
        // The place is the name as it is.
        QCOMPARE(row.data(IdRole).toString(), raw);
        QCOMPARE(row.data(LocationRole).value<Location>(), organizationPlace(u"account-1"_s, raw));
        QCOMPARE(f.model.indexOf(organizationPlace({}, raw)), row);
    }

    void aRefreshThatChangesNothingIsNotSeen()
    {
        Fixture f;
        f.openAll();
        const Testers testers(f.model, f.proxy);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(&f.model, &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.refresh(organizationList(&f.workspace));
        f.refresh(databaseList(&f.workspace, u"acme"_s));
        f.refresh(branchList(&f.workspace, u"acme"_s, u"shop"_s));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(inserted.size() + removed.size() + moved.size() + changed.size() + f.resets.size(), 0);
    }

    void aRefreshMergesInPlace()
    {
        Fixture f;
        f.openAll();
        const Testers testers(f.model, f.proxy);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        const QPersistentModelIndex zeta = f.at({u"acme"_s, u"shop"_s, u"zeta"_s});
        const QPersistentModelIndex main = f.at({u"acme"_s, u"shop"_s, u"main"_s});
        const QPersistentModelIndex gone = f.at({u"acme"_s, u"shop"_s, u"add-loyalty"_s});
        const QPersistentModelIndex proxied = f.proxy.mapFromSource(zeta);
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        f.peer.set(branches, 200, named("zeta*,main,b1,b2,b3"));
        f.refresh(branchList(&f.workspace, u"acme"_s, u"shop"_s));
        QTRY_COMPARE(drawn(f.model, f.at({u"acme"_s, u"shop"_s})), u"zeta*\nb1\nb2\nb3\nmain\n"_s);
        QCOMPARE(drawn(f.proxy), drawn(f.model));
        QVERIFY(zeta.isValid() && main.isValid() && !gone.isValid());
        QCOMPARE(zeta.row(), 0);
        QCOMPARE(main.row(), 4);
        QCOMPARE(proxied.data().toString(), u"zeta"_s);
        QCOMPARE(inserted.size(), 1); // a run of new rows is one signal
        QCOMPARE(f.resets.size(), 0);
    }

    void aFailedRefreshKeepsTheRows()
    {
        Fixture f;
        f.openAll();
        const QString before = drawn(f.model);
        f.peer.set(databases, 403, R"({"code":"forbidden","message":"No"})");
        databaseList(&f.workspace, u"acme"_s)->refresh();
        QTRY_COMPARE(databaseList(&f.workspace, u"acme"_s)->state().phase, LoadState::Phase::Failed);
        QCOMPARE(drawn(f.model), before);
    }

    void aRemovedDatabaseTakesItsBranchesAlong()
    {
        Fixture f;
        f.openAll();
        const Testers testers(f.model, f.proxy);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        const QPersistentModelIndex main = f.at({u"acme"_s, u"shop"_s, u"main"_s});
        f.peer.set(databases, 200, named("Billing"));
        f.refresh(databaseList(&f.workspace, u"acme"_s));
        QTRY_COMPARE(drawn(f.model, f.at({u"acme"_s})), u"Billing\n"_s);
        QVERIFY(!main.isValid());
        // The branches' own list lives on; its news find no row, and do no harm.
        f.peer.set(branches, 200, named("main,new"));
        f.refresh(branchList(&f.workspace, u"acme"_s, u"shop"_s));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(drawn(f.model, f.at({u"acme"_s})), u"Billing\n"_s);
    }

    void theNearestRowOfAPlace_data()
    {
        QTest::addColumn<Location>("place");
        QTest::addColumn<QString>("row"); // empty: none
        const QString account = u"account-1"_s;
        QTest::newRow("storage") << storagePlace() << u"Storage"_s;
        QTest::newRow("activity") << activityPlace() << u"My activity"_s;
        QTest::newRow("the account") << organizationsPlace(account) << u"Sam"_s;
        QTest::newRow("a branch") << branchPlace(account, u"acme"_s, u"shop"_s, u"main"_s) << u"main"_s;
        QTest::newRow("its tab") << branchPlace({}, u"acme"_s, u"shop"_s, u"main"_s, u"schema"_s) << u"main"_s;
        QTest::newRow("a deploy request") << deployRequestPlace({}, u"acme"_s, u"shop"_s, 42) << u"shop"_s;
        QTest::newRow("a branch nobody listed") << branchPlace({}, u"acme"_s, u"Billing"_s, u"main"_s) << u"Billing"_s;
        QTest::newRow("an organization that is not there") << organizationPlace({}, u"gone"_s) << u"Sam"_s;
        QTest::newRow("another account") << organizationPlace(u"account-2"_s, u"acme"_s) << QString();
    }
    void theNearestRowOfAPlace()
    {
        QFETCH(Location, place);
        QFETCH(QString, row);
        Fixture f;
        f.openAll();
        QCOMPARE(f.model.indexOf(place).data().toString(), row);
    }

    void theAccountsNameFollows()
    {
        Fixture f;
        f.openAll();
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        AccountFacts facts = f.workspace.facts();
        facts.label = u"Sam Keller"_s;
        facts.description = u"Signed in as Sam Keller."_s;
        f.workspace.setFacts(facts);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(f.at({}).data().toString(), u"Sam Keller"_s);
        QCOMPARE(f.at({}).data(Qt::ToolTipRole).toString(), u"Signed in as Sam Keller."_s);
    }

    void signingOutWhileRowsArrive()
    {
        Fixture f;
        f.openAll();
        const Testers testers(f.model, f.proxy);
        QTRY_COMPARE(f.client->pendingCount(), 0);
        QSignalSpy removed(&f.model, &QAbstractItemModel::rowsRemoved);
        f.peer.set(databases, 200, named("a,b,c"));
        databaseList(&f.workspace, u"acme"_s)->refresh();
        QSignalSpy arrived(databaseList(&f.workspace, u"acme"_s)->model(), &QAbstractItemModel::rowsInserted);
        QVERIFY(arrived.wait()); // the comparison is queued now
        f.model.removeWorkspace(u"nobody"_s);
        QCOMPARE(removed.size(), 0);
        f.model.removeWorkspace(u"account-1"_s);
        QCOMPARE(removed.size(), 1);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(drawn(f.model), u"Storage\nMy activity\n"_s);
        QCOMPARE(drawn(f.proxy), u"Storage\nMy activity\n"_s);
    }
};

ORRERY_SUITE(TestSidebarModel)
#include "tst_sidebar_model.moc"
