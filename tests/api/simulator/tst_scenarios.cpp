// SPDX-License-Identifier: GPL-3.0-or-later
#include "harness.h"

#include "api/simulator/storage_model.h"
#include "tests/support/suite.h"

#include <QSet>

#include <algorithm>

using namespace orrery::simulator;
using namespace Qt::StringLiterals;

class TestScenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoHasEveryState()
    {
        Harness h;
        QSet<QString> deployments;
        QSet<QString> backups;
        QSet<QString> kinds;
        size_t databases = 0;
        for (const auto &organization : h.server.world().organizations) {
            databases += organization->databases.size();
            for (const auto &database : organization->databases) {
                kinds.insert(database->kind);
                for (const auto &request : database->deployRequests)
                    deployments.insert(deployStateName(request->deployment.state));
                for (const auto &backup : database->backups)
                    backups.insert(backup->state);
            }
        }
        QCOMPARE(h.server.world().organizations.size(), size_t(2));
        QCOMPARE(databases, size_t(12));
        QCOMPARE(kinds, QSet<QString>({u"mysql"_s, u"postgresql"_s}));
        QCOMPARE(deployments.size(), 20);
        QCOMPARE(backups,
                 QSet<QString>({u"pending"_s, u"running"_s, u"success"_s, u"failed"_s, u"canceled"_s, u"ignored"_s}));
    }

    // The thresholds the webhooks know are 60, 75, 85, 90 and 95 %: something lies in every band.
    void demoStorageIsNearThresholds()
    {
        Harness h;
        QList<int> percents;
        for (const auto &organization : h.server.world().organizations) {
            for (const auto &database : organization->databases) {
                for (const Keyspace &keyspace : database->branch(u"main"_s)->keyspaces) {
                    for (const StorageCurve &curve : keyspace.storage)
                        percents += static_cast<int>(storageAt(curve, h.server.world().now()).percent());
                }
            }
        }
        std::sort(percents.begin(), percents.end());
        QCOMPARE(percents, QList<int>({35, 41, 44, 58, 58, 62, 62, 69, 74, 77, 77, 86, 86, 91, 91, 93, 96}));
    }

    void storageGrowsAndRepeats()
    {
        StorageCurve curve;
        curve.percentNow = 70;
        curve.percentPerDay = 2;
        curve.capacity = 100'000'000'000;
        curve.anchor = 1'000 * kDay;
        curve.enlargedAt = 998 * kDay;
        curve.capacityBefore = 80'000'000'000;
        QCOMPARE(storageAt(curve, 1'000 * kDay).used, 70'000'000'000);
        QCOMPARE(storageAt(curve, 1'000 * kDay).capacity, 100'000'000'000);
        QCOMPARE(storageAt(curve, 997 * kDay).capacity, 80'000'000'000);
        const double week = storageAt(curve, 1'000 * kDay).percent() - storageAt(curve, 999 * kDay).percent();
        QVERIFY2(week > 1.4 && week < 2.6, qPrintable(QString::number(week)));
        QCOMPARE(storageAt(curve, 999 * kDay + 12345).used, storageAt(curve, 999 * kDay + 12345).used);
    }

    void largeHasTheAgreedSize()
    {
        Harness h(u"large"_s);
        size_t databases = 0, branches = 0, requests = 0;
        for (const auto &organization : h.server.world().organizations) {
            databases += organization->databases.size();
            for (const auto &database : organization->databases) {
                branches += database->branches.size();
                requests += database->deployRequests.size();
            }
        }
        QCOMPARE(h.server.world().organizations.size(), size_t(3));
        QCOMPARE(databases, size_t(120));
        QCOMPARE(branches, size_t(2000));
        QCOMPARE(requests, size_t(10000));
        const Answer page = h.get(u"/v1/organizations/acme/databases/monolith/deploy-requests?per_page=100&page=30"_s);
        QCOMPARE(page.data().size(), 100);
        QVERIFY(page.json.value(u"next_page"_s).isNull());
        QCOMPARE(page.json.value(u"total_count"_s).toInt(), 3000);
    }

    void sameSeedSameWorld()
    {
        const auto ids = [](quint32 seed) {
            Options options = Harness::options(u"demo"_s, 0);
            options.seed = seed;
            Server server(options);
            QString error;
            server.listen(&error);
            const auto &shop = server.world().organization(u"acme"_s)->databases.front();
            return QStringList{shop->id, shop->branches.back()->id, shop->deployRequests.back()->id};
        };
        QCOMPARE(ids(7), ids(7));
        QVERIFY(ids(7) != ids(8));
    }

    void empty()
    {
        Harness h(u"empty"_s);
        QCOMPARE(h.get(u"/v1/organizations"_s).data().size(), 1);
        QCOMPARE(h.get(u"/v1/organizations/acme/databases"_s).data().size(), 0);
        QCOMPARE(h.get(u"/v1/organizations/acme/databases"_s).json.value(u"total_count"_s).toInt(), 0);
    }

    // However odd a name is, everything below it answers when the name is percent-encoded.
    void hostileNamesAreReachable()
    {
        Harness h(u"hostile"_s);
        const Answer databases = h.get(u"/v1/organizations/acme/databases?per_page=100"_s);
        QCOMPARE(databases.data().size(), 10);
        for (const QJsonValue &value : databases.data()) {
            const QString name = value.toObject().value(u"name"_s).toString();
            const QString path =
                u"/v1/organizations/acme/databases/"_s + QString::fromLatin1(QUrl::toPercentEncoding(name));
            for (const QString &tail :
                 {u""_s, u"/branches"_s, u"/branches/"_s + QString::fromLatin1(QUrl::toPercentEncoding(name)),
                  u"/deploy-requests"_s, u"/deploy-requests/1/diff"_s, u"/branches/main/backups"_s})
                QVERIFY2(h.get(path + tail).status == 200, qPrintable(path.left(80) + tail.left(80)));
        }
    }

    void hugeIsAsLargeAsAnyMayBe()
    {
        Harness h(u"huge"_s);
        const QString requests = u"/v1/organizations/acme/databases/monolith/deploy-requests"_s;
        const QJsonObject deployment = h.get(requests + u"/1"_s).json.value(u"deployment"_s).toObject();
        QCOMPARE(deployment.value(u"deploy_operations"_s).toArray().size(), 2048);
        QCOMPARE(deployment.value(u"deploy_operation_summaries"_s).toArray().size(), 2048);
        const QJsonArray tables = h.get(requests + u"/1/diff"_s).data();
        QCOMPARE(tables.size(), 2048);
        qsizetype widest = 0;
        for (const QJsonValue &table : tables) {
            qsizetype columns = 0;
            const QStringList lines = table[u"raw"_s].toString().split(u'\n');
            for (const QString &line : lines)
                columns += line.startsWith("   `"_L1) || line.startsWith("+  `"_L1) ? 1 : 0;
            widest = std::max(widest, columns);
        }
        QCOMPARE(widest, 1017);
        // Made when it is asked for, and the same each time.
        const Answer large = h.get(requests + u"/2/diff"_s);
        QCOMPARE(large.data().size(), 1);
        QCOMPARE(large.data()[0][u"name"_s].toString(), u"customer_event_archive"_s);
        const QString raw = large.data()[0][u"raw"_s].toString();
        QVERIFY2(raw.size() >= 20'000'000 && raw.size() < 20'500'000, qPrintable(QString::number(raw.size())));
        QVERIFY(raw.startsWith(" CREATE TABLE `customer_event_archive` (\n"_L1));
        QCOMPARE(Harness(u"huge"_s).get(requests + u"/2/diff"_s).data()[0][u"raw"_s].toString(), raw);
    }

    void unknownScenario()
    {
        Server server(Harness::options(u"nonsense"_s, 0));
        QString error;
        QVERIFY(!server.listen(&error));
        QCOMPARE(error, u"there is no scenario \"nonsense\""_s);
    }
};

ORRERY_SUITE(TestScenarios)
#include "tst_scenarios.moc"
