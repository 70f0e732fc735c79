// SPDX-License-Identifier: GPL-3.0-or-later
// What resized a disk, as a view of a volume marks it. (What else a view shows: tst_storage_radar.)
#include "models/branches/branch_places.h"
#include "models/storage/history/history.h"
#include "models/storage/view/view.h"
#include "tests/models/account_fixture.h"
#include "tests/support/service_stub.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;

namespace {

constexpr double gib = 1024.0 * 1024 * 1024;
const QByteArray shop = "GET /v1/organizations/acme/databases/shop";
const QByteArray branch = shop + "/branches/main";
const QByteArray keyspaces = branch + "/keyspaces/";

QByteArray page(const QByteArray &rows)
{
    return "{\"type\":\"list\",\"current_page\":1,\"next_page\":null,\"data\":[" + rows + "]}";
}

struct Fixture : test::AccountFixture
{
    test::ServiceStub service;
    StorageHistory history{&database, &clock};
    StorageRadar radar{&accounts, &history, &clock};
    StorageView view{&accounts, &radar, &clock};
    StorageVolume volume;

    Fixture()
    {
        signIn(service.url());
        volume.account = accounts.workspaces().first()->facts().id;
        volume.organization = u"acme"_s;
        volume.database = u"shop"_s;
        volume.branch = u"main"_s;
    }
    [[nodiscard]] QByteArray ago(int hours) const
    {
        return '"' + clock.now().addSecs(-3600LL * hours).toString(Qt::ISODate).toUtf8() + '"';
    }
    [[nodiscard]] QByteArray resize(const QByteArray &state, const QByteArray &before, const QByteArray &after,
                                    int hours) const
    {
        return "{\"id\":\"" + after + "\",\"state\":\"" + state + "\",\"previous_cluster_display_name\":\"" + before
            + "\",\"cluster_display_name\":\"" + after + "\",\"started_at\":" + ago(hours)
            + ",\"completed_at\":" + (state == "completed" ? ago(hours) : QByteArray("null")) + "}";
    }
    [[nodiscard]] QStringList titles() const
    {
        QStringList list;
        for (const StorageEvent &event : view.events())
            list.append(event.title);
        return list;
    }
    [[nodiscard]] int asked(const QByteArray &part) const
    {
        int all = 0;
        for (const auto &seen : service.requests())
            all += seen.line.contains(part) ? 1 : 0;
        return all;
    }
};

} // namespace

class TestStorageView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void resizesOfTheKeyspaceAreMarked()
    {
        Fixture f;
        f.service.set(keyspaces + "commerce/resizes", 200,
                      page(f.resize("queued", "PS-160", "PS-320", 1) + "," + f.resize("resizing", "PS-80", "PS-160", 2)
                           + "," + f.resize("completed", "PS-40", "PS-80", 30)));
        f.service.set(keyspaces + "lookup/resizes", 200, page(f.resize("completed", "PS-10", "PS-20", 40)));
        f.volume.keyspace = u"commerce"_s;
        f.volume.shard = u"-80"_s;
        f.view.setVolume(f.volume);
        const QStringList ofCommerce{u"Cluster PS-40 → PS-80"_s, u"Cluster PS-80 → PS-160 (running)"_s};
        QTRY_COMPARE(f.titles(), ofCommerce);
        QCOMPARE(f.view.events().first().kind, StorageEvent::Kind::Resize);
        QCOMPARE(f.view.events().first().place,
                 branchPlace(f.volume.account, u"acme"_s, u"shop"_s, u"main"_s, u"storage"_s));

        // Another shard of the keyspace: known already. Another keyspace of the branch: only its resizes are asked for.
        f.volume.shard = u"80-"_s;
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.titles(), ofCommerce);
        f.volume.keyspace = u"lookup"_s;
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.titles(), QStringList{u"Cluster PS-10 → PS-20"_s});
        QCOMPARE(f.service.count(keyspaces + "commerce/resizes"), 1);
        QCOMPARE(f.service.count(keyspaces + "lookup/resizes"), 1);
        QCOMPARE(f.service.count(shop + "/deploy-requests"), 1);
        QCOMPARE(f.service.count(branch + "/backups"), 1);
        QCOMPARE(f.service.count(branch + "/changes"), 0);
    }

    void changesOfAPostgresBranchAreMarked()
    {
        Fixture f;
        f.service.set(branch + "/changes", 200,
                      page("{\"id\":\"c1\",\"state\":\"completed\",\"completed_at\":" + f.ago(2)
                           + ",\"previous_minimum_storage_bytes\":85899345920,"
                             "\"minimum_storage_bytes\":128849018880}"));
        f.volume.pod = u"postgres-0"_s;
        // Hourly; the first reading with the new size came half an hour after the change.
        QList<StorageReading> readings;
        for (const int minutes : {210, 150, 90, 30}) {
            StorageReading reading;
            reading.volume = f.volume;
            reading.point.at = f.clock.now().addSecs(-60LL * minutes);
            reading.point.usedPercent = 50;
            reading.point.capacityBytes = (minutes > 100 ? 80 : 120) * gib;
            readings.append(reading);
        }
        f.history.add(readings);
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.view.series().points.size(), 4);
        // One mark, not two: the step of the capacity is the change's.
        const QStringList expected{u"Storage 80.0 GiB → 120 GiB"_s};
        QTRY_COMPARE(f.titles(), expected);
        QCOMPARE(f.view.events().first().kind, StorageEvent::Kind::Resize);
        // Another pod of the branch shares its changes.
        f.volume.pod = u"postgres-1"_s;
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.titles(), expected);
        QCOMPARE(f.service.count(branch + "/changes"), 1);
        QCOMPARE(f.asked("/keyspaces"), 0);
        // Another branch has none of them.
        f.volume.branch = u"staging"_s;
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.asked("/branches/staging/changes"), 1);
        QTRY_VERIFY(f.view.events().isEmpty() && !f.view.isLoading());
    }

    void whatIsRefusedIsNotMarked_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("forbidden") << 403;
        QTest::newRow("not found") << 404;
        QTest::newRow("broken") << 500;
    }

    void whatIsRefusedIsNotMarked()
    {
        QFETCH(int, status);
        Fixture f;
        QStringList notices;
        connect(&f.accounts, &Accounts::notice, this, [&](const ErrorText &text) { notices.append(text.title); });
        f.service.set(
            branch + "/backups", 200,
            page("{\"id\":\"b1\",\"name\":\"nightly\",\"state\":\"success\",\"completed_at\":" + f.ago(3) + "}"));
        f.service.set(keyspaces + "commerce/resizes", status, R"({"code":"no","message":"No"})");
        f.volume.keyspace = u"commerce"_s;
        f.volume.shard = u"-"_s;
        f.view.setVolume(f.volume);
        QTRY_VERIFY(f.service.count(keyspaces + "commerce/resizes") > 0);
        QTRY_COMPARE(f.titles(), QStringList{u"Backup nightly"_s});
        QCOMPARE(notices, QStringList());
    }

    // A request that nobody waits for and that must fail is not sent.
    void whatTheSignInCannotOpenIsNotAskedFor()
    {
        Fixture f;
        f.volume.organization = u"globex"_s; // the account's only token belongs to acme
        f.volume.keyspace = u"commerce"_s;
        f.view.setVolume(f.volume);
        f.volume.keyspace.clear();
        f.view.setVolume(f.volume);
        f.volume.organization = u"acme"_s;
        f.view.setVolume(f.volume);
        QTRY_COMPARE(f.service.count(branch + "/changes"), 1);
        QCOMPARE(f.asked("globex"), 0);
    }
};

ORRERY_SUITE(TestStorageView)
#include "tst_view.moc"
