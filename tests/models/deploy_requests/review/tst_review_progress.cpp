// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has viewed and acknowledged counts for the change it was said of, and for no other.
#include "api/core/utc.h"
#include "models/deploy_requests/review/review_progress.h"
#include "tests/models/deploy_requests/review/review_tables.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime viewedAt(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);

DeployTable commerceTable(const QString &name, const QString &line = u"id int"_s)
{
    return changedTable(u"commerce"_s, name, diffText({u" CREATE TABLE `%1` ("_s.arg(name), u"+  "_s + line, u" )"_s}));
}

DeployTable destructive(const QString &name, const QStringList &dropped, const QString &line = u"id int"_s)
{
    DeployTable made = commerceTable(name, line);
    made.canDropData = true;
    made.dropped = dropped;
    return made;
}

ViewedMark markOf(const DeployTable &of)
{
    return {reviewDigest(of), viewedAt};
}

QStringList keysOf(const QList<DestructiveItem> &items)
{
    QStringList keys;
    for (const DestructiveItem &item : items)
        keys.append(item.key());
    return keys;
}

} // namespace

class TestReviewProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMarkCountsForTheChangeItWasSetOn()
    {
        const DeployTable users = commerceTable(u"users"_s);
        const DeployTable changed = commerceTable(u"users"_s, u"id bigint"_s);
        const DeployTable orders = commerceTable(u"orders"_s);
        ReviewProgress progress;
        QCOMPARE(progress.state(users), ViewState::NotViewed);
        progress.viewed.insert(u"commerce.users"_s, markOf(users));
        QCOMPARE(progress.state(users), ViewState::Viewed);
        QVERIFY(progress.isViewed(users));
        QCOMPARE(progress.state(changed), ViewState::ChangedSince);
        QVERIFY(!progress.isViewed(changed));
        QCOMPARE(progress.viewedCount({users, orders}), 1);
        QCOMPARE(progress.viewedCount({changed, orders}), 0);
        // Back at what was viewed, nothing is new.
        QCOMPARE(progress.state(users), ViewState::Viewed);
    }

    void saysThatItChanged()
    {
        QCOMPARE(describeViewState(ViewState::ChangedSince).text, u"Changed since you viewed it"_s);
        QCOMPARE(describeViewState(ViewState::ChangedSince).tone, Tone::Warn);
        QCOMPARE(describeViewState(ViewState::Viewed).text, u"Viewed"_s);
        QCOMPARE(describeViewState(ViewState::NotViewed).text, u"Not viewed"_s);
    }

    void withoutADiffTheStatementsCount()
    {
        DeployTable bare;
        bare.id = u"commerce.users"_s;
        bare.statements = QStringList{u"DROP TABLE users"_s};
        ReviewProgress progress;
        progress.viewed.insert(bare.id, markOf(bare));
        QVERIFY(progress.isViewed(bare));
        QCOMPARE(reviewDigest(bare).size(), 32);
        // Statements beside a diff come and go with the deployment; they unmark nothing.
        DeployTable users = commerceTable(u"users"_s);
        const QByteArray before = reviewDigest(users);
        users.statements = QStringList{u"ALTER TABLE users ADD id int"_s};
        QCOMPARE(reviewDigest(users), before);
        // The diff that comes later was not looked at.
        bare.digest = users.digest;
        QCOMPARE(progress.state(bare), ViewState::ChangedSince);
    }

    void goesToTheNextUnviewed_data()
    {
        QTest::addColumn<QList<int>>("viewed");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("next");
        QTest::newRow("forward") << QList<int>{1} << 0 << 1 << 2;
        QTest::newRow("around the end") << QList<int>{3} << 2 << 1 << 0;
        QTest::newRow("back") << QList<int>{1} << 2 << -1 << 0;
        QTest::newRow("back around the edge") << QList<int>{3} << 0 << -1 << 2;
        QTest::newRow("from nowhere") << QList<int>{0} << -1 << 1 << 1;
        QTest::newRow("back from nowhere") << QList<int>{} << -1 << -1 << 3;
        QTest::newRow("itself is the last one") << QList<int>{0, 1, 3} << 2 << 1 << -1;
        QTest::newRow("the only one, from nowhere") << QList<int>{0, 1, 3} << -1 << 1 << 2;
        QTest::newRow("all viewed") << QList<int>{0, 1, 2, 3} << 1 << 1 << -1;
        QTest::newRow("out of range counts as nowhere") << QList<int>{} << 17 << 1 << 0;
    }
    void goesToTheNextUnviewed()
    {
        QFETCH(QList<int>, viewed);
        QFETCH(int, from);
        QFETCH(int, step);
        const QList<DeployTable> tables{commerceTable(u"a"_s), commerceTable(u"b"_s), commerceTable(u"c"_s),
                                        commerceTable(u"d"_s)};
        ReviewProgress progress;
        for (const int index : viewed)
            progress.viewed.insert(tables.at(index).id, markOf(tables.at(index)));
        QTEST(int(nextUnviewed(tables, progress, from, step)), "next");
    }
    void noTablesHaveNoNext() { QCOMPARE(nextUnviewed({}, {}, -1, 1), -1); }

    void namesEachLoss()
    {
        DeployTable orders = destructive(u"orders"_s, {u"orders.total"_s, u"orders.note"_s});
        orders.removedForeignKeys = QStringList{u"fk_customer"_s};
        const auto items = destructiveItems(orders);
        QCOMPARE(keysOf(items),
                 QStringList({u"column:orders.total"_s, u"column:orders.note"_s, u"foreign-key:fk_customer"_s}));
        QCOMPARE(items.at(0).sentence(), u"I understand that orders.total and its data will be dropped."_s);
        QCOMPARE(items.at(2).sentence(), u"I understand that the foreign key fk_customer will be removed."_s);
        QCOMPARE(items.at(0).table, u"commerce.orders"_s);

        DeployTable gone = destructive(u"old"_s, {u"old"_s});
        gone.change = UnifiedDiff::Change::Deleted;
        QCOMPARE(keysOf(destructiveItems(gone)), QStringList{u"table:old"_s});
        QCOMPARE(destructiveItems(gone).first().sentence(),
                 u"I understand that old will be dropped with all its rows."_s);
        gone.canDropData = false; // the service may not say so
        gone.dropped.clear();
        QCOMPARE(keysOf(destructiveItems(gone)), QStringList{u"table:old"_s});

        // DDL that could not be read names the table only.
        QCOMPARE(keysOf(destructiveItems(destructive(u"odd"_s, {u"odd"_s}))), QStringList{u"data:odd"_s});
        QCOMPARE(keysOf(destructiveItems(destructive(u"odd"_s, {}))), QStringList{u"data:odd"_s});
        QVERIFY(destructiveItems(commerceTable(u"users"_s)).isEmpty());
    }

    void whatTheServiceDidNotSayIsReadFromTheDiff()
    {
        DeployTable orders = commerceTable(u"orders"_s);
        orders.structure = readStructure(u"orders"_s,
                                         parseUnifiedDiff(u" CREATE TABLE `orders` (\n   `id` int,\n-  `total` int,\n"
                                                          "   PRIMARY KEY (`id`)\n )\n"_s));
        QCOMPARE(keysOf(destructiveItems(orders)), QStringList{u"column:orders.total"_s});
        // Said by both: once.
        orders.canDropData = true;
        orders.dropped = QStringList{u"orders.total"_s};
        QCOMPARE(keysOf(destructiveItems(orders)), QStringList{u"column:orders.total"_s});
    }

    void valuesThatAreLostInAColumnThatStays()
    {
        DeployTable orders = commerceTable(u"orders"_s);
        orders.structure = readStructure(
            u"orders"_s,
            parseUnifiedDiff(
                u" CREATE TABLE `orders` (\n   `id` int,\n-  `total` int GENERATED ALWAYS AS (`id` * 2) STORED,\n"
                "+  `total` int DEFAULT NULL,\n   PRIMARY KEY (`id`)\n )\n"_s));
        QCOMPARE(keysOf(destructiveItems(orders)), QStringList{u"values:orders.total"_s});
        QCOMPARE(destructiveItems(orders).first().sentence(),
                 u"I understand that the values in orders.total will be lost."_s);
    }

    void aHostileNameIsMadeVisible()
    {
        const auto items = destructiveItems(destructive(u"orders"_s, {u"orders.\u202Etxt"_s}));
        QCOMPARE(items.first().sentence(),
                 u"I understand that orders.\u27E8U+202E\u27E9txt and its data will be dropped."_s);
    }

    void anAcknowledgementVanishesWithTheChange()
    {
        const auto before = destructiveItems(destructive(u"orders"_s, {u"orders.total"_s})).first();
        const auto after = destructiveItems(destructive(u"orders"_s, {u"orders.total"_s}, u"id bigint"_s)).first();
        QCOMPARE(before.key(), after.key());
        Acknowledgements acknowledged;
        acknowledged.set(before, true);
        QVERIFY(acknowledged.contains(before));
        QVERIFY(!acknowledged.contains(after));
        acknowledged.set(before, false);
        QVERIFY(!acknowledged.contains(before));
        QCOMPARE(acknowledged, Acknowledgements());
        acknowledged.set(after, false);
        QCOMPARE(acknowledged, Acknowledgements());
    }

    void approvalNamesWhatIsMissing()
    {
        const DeployTable users = commerceTable(u"users"_s);
        const DeployTable orders = destructive(u"orders"_s, {u"orders.total"_s});
        DeployTable points = commerceTable(u"points"_s);
        points.removedForeignKeys = QStringList{u"fk_a"_s, u"fk_b"_s};
        const QList<DeployTable> tables{users, orders, points};
        ReviewProgress progress;
        Acknowledgements acknowledged;

        QVERIFY(approvalReadiness({users}, progress, acknowledged).isReady());
        ApprovalReadiness result = approvalReadiness(tables, progress, acknowledged);
        QVERIFY(!result.isReady());
        QCOMPARE(result.notViewed, QStringList({u"commerce.orders"_s, u"commerce.points"_s}));
        QCOMPARE(result.sentence,
                 u"2 table(s) with destructive changes not viewed yet: orders, points. 3 loss(es) not "
                 u"acknowledged yet: "
                 "orders.total, fk_a, fk_b."_s);

        progress.viewed.insert(points.id, markOf(points));
        progress.viewed.insert(orders.id, markOf(destructive(u"orders"_s, {}, u"id bigint"_s)));
        acknowledged.set(destructiveItems(orders).first(), true);
        acknowledged.set(destructiveItems(points).first(), true);
        result = approvalReadiness(tables, progress, acknowledged);
        QCOMPARE(result.changedSince, QStringList{u"commerce.orders"_s});
        QCOMPARE(keysOf(result.notAcknowledged), QStringList{u"foreign-key:fk_b"_s});
        QCOMPARE(result.sentence,
                 u"1 table(s) with destructive changes changed since you viewed them: orders. "
                 "1 loss(es) not acknowledged yet: fk_b."_s);
        QCOMPARE(result.toView, u"1 table(s) with destructive changes changed since you viewed them: orders."_s);

        progress.viewed.insert(orders.id, markOf(orders));
        acknowledged.set(destructiveItems(points).at(1), true);
        result = approvalReadiness(tables, progress, acknowledged);
        QVERIFY(result.isReady());
        QCOMPARE(result.sentence, QString());
    }

    void manyMissingAreCounted()
    {
        QList<DeployTable> tables;
        Acknowledgements acknowledged;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}) {
            tables.append(destructive(name, {name + u".x"_s}));
            acknowledged.set(destructiveItems(tables.last()).first(), true);
        }
        QCOMPARE(approvalReadiness(tables, {}, acknowledged).sentence,
                 u"5 table(s) with destructive changes not viewed yet: a, b, c and 2 more."_s);
        // One name in two keyspaces is told apart.
        tables = {tables.at(0), tables.at(0)};
        tables[1].id = u"billing.a"_s;
        tables[1].keyspace = u"billing"_s;
        QVERIFY(
            approvalReadiness(tables, {}, acknowledged)
                .sentence.startsWith(u"2 table(s) with destructive changes not viewed yet: commerce.a, billing.a."_s));
    }
};

ORRERY_SUITE(TestReviewProgress)
#include "tst_review_progress.moc"
