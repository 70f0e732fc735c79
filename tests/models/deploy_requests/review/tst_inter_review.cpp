// SPDX-License-Identifier: GPL-3.0-or-later
// What changed between two looks: which tables, and how the outcome of one differs.
#include "api/core/utc.h"
#include "models/deploy_requests/review/inter_review.h"
#include "models/deploy_requests/review/review_progress.h"
#include "tests/models/deploy_requests/review/review_tables.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace orrery::test;
using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc);

DeployTable table(const QString &keyspace, const QString &name, const QString &line)
{
    return changedTable(keyspace, name, diffText({u" CREATE TABLE `%1` ("_s.arg(name), u"+  "_s + line, u" )"_s}));
}

/// "4:5 +text", one line each: the numbers and the marker a page shows.
QStringList shown(const UnifiedDiff &diff)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines) {
        const QString marker = line.kind == DiffLine::Kind::Added ? u"+"_s
            : line.kind == DiffLine::Kind::Removed                ? u"-"_s
            : line.kind == DiffLine::Kind::HunkHeader             ? u"@"_s
                                                                  : u" "_s;
        lines.append(u"%1:%2 %3%4"_s.arg(line.oldNumber).arg(line.newNumber).arg(marker, line.text));
    }
    return lines;
}

/// mail widened
const QString first = diffText({u" CREATE TABLE `users` ("_s, u"   `id` int,"_s, u"-  `mail` varchar(100)"_s,
                                u"+  `mail` varchar(200)"_s, u" )"_s});
/// widened further, and a column added
const QString second = diffText({u" CREATE TABLE `users` ("_s, u"   `id` int,"_s, u"-  `mail` varchar(100)"_s,
                                 u"+  `mail` varchar(255),"_s, u"+  `name` text"_s, u" )"_s});

} // namespace

class TestInterReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheTablesThatDiffer()
    {
        const DeployTable users = table(u"shop"_s, u"users"_s, u"a int"_s);
        const DeployTable orders = table(u"shop"_s, u"orders"_s, u"a int"_s);
        const DeployTable widerUsers = table(u"shop"_s, u"users"_s, u"a bigint"_s);
        const DeployTable points = table(u"shop"_s, u"points"_s, u"a int"_s);
        const DeployTable old = table(u"shop"_s, u"old"_s, u"a int"_s);
        const SeenVersion then = seenVersion({old, users, orders}, noon);
        QCOMPARE(then.at, noon);
        QCOMPARE(then.tables.at(1), (SeenTable{u"shop.users"_s, users.digest}));

        QVERIFY(changedSince(then, {users, orders, old}).isEmpty()); // the order is no change
        const ChangesSince since = changedSince(then, {widerUsers, orders, points});
        QCOMPARE(since.added, QStringList{u"shop.points"_s});
        QCOMPARE(since.changed, QStringList{u"shop.users"_s});
        QCOMPARE(since.removed, QStringList{u"shop.old"_s});
        QCOMPARE(since.size(), 3);
        // No look before is not "everything is new".
        QVERIFY(changedSince({}, {users}).isEmpty());
    }

    void aKeyspaceThatBecameKnownIsNoChange()
    {
        const SeenVersion then =
            seenVersion({table({}, u"users"_s, u"a int"_s), table({}, u"orders"_s, u"a int"_s)}, noon);
        const ChangesSince since =
            changedSince(then, {table(u"shop"_s, u"users"_s, u"a int"_s), table(u"shop"_s, u"orders"_s, u"b int"_s)});
        QCOMPARE(since.added, QStringList{u"shop.orders"_s});
        QCOMPARE(since.changed, QStringList());
        QCOMPARE(since.removed, QStringList{u"orders"_s});
    }

    void comparesTheOutcomes()
    {
        const InterReviewDiff result = interReviewDiff(first, second);
        QVERIFY(!result.partial);
        QVERIFY(!result.asSent);
        QCOMPARE(shown(result.diff),
                 QStringList({u"1:1  CREATE TABLE `users` ("_s, u"2:2    `id` int,"_s, u"3:0 -  `mail` varchar(200)"_s,
                              u"0:3 +  `mail` varchar(255),"_s, u"0:4 +  `name` text"_s, u"4:5  )"_s}));
        QCOMPARE(result.diff.added, 2);
        QCOMPARE(result.diff.removed, 1);
        const InterReviewDiff same = interReviewDiff(first, first);
        QCOMPARE(same.diff.added + same.diff.removed, 0);
    }

    void aTableThatWasNotChangedThenStoodAsItWas()
    {
        const InterReviewDiff added = interReviewDiff(std::nullopt, first);
        QCOMPARE(shown(added.diff),
                 QStringList({u"1:1  CREATE TABLE `users` ("_s, u"2:2    `id` int,"_s, u"3:0 -  `mail` varchar(100)"_s,
                              u"0:3 +  `mail` varchar(200)"_s, u"4:4  )"_s}));
        const InterReviewDiff removed = interReviewDiff(first, std::nullopt);
        QCOMPARE(shown(removed.diff),
                 QStringList({u"1:1  CREATE TABLE `users` ("_s, u"2:2    `id` int,"_s, u"3:0 -  `mail` varchar(200)"_s,
                              u"0:3 +  `mail` varchar(100)"_s, u"4:4  )"_s}));
        QVERIFY(!added.partial && !removed.partial);
    }

    void aDroppedTableHasNoOutcome()
    {
        const QString dropped =
            diffText({u"--- a/users"_s, u"+++ /dev/null"_s, u"@@ -1,4 +0,0 @@"_s, u"-CREATE TABLE `users` ("_s,
                      u"-  `id` int,"_s, u"-  `mail` varchar(100)"_s, u"-)"_s});
        const InterReviewDiff result = interReviewDiff(first, dropped);
        QCOMPARE(result.diff.change, UnifiedDiff::Change::Deleted);
        QCOMPARE(result.diff.removed, 4);
        QCOMPARE(result.diff.added, 0);
        const InterReviewDiff back = interReviewDiff(dropped, first);
        QCOMPARE(back.diff.change, UnifiedDiff::Change::Added);
        QCOMPARE(back.diff.added, 4);
    }

    void hunksAreCompletedFromTheOtherVersion()
    {
        // Then a column near the top; now another one too, far below. Lines 6 to 9 were never sent.
        const QString then = diffText({u"@@ -2,3 +2,4 @@"_s, u" b2"_s, u"+new"_s, u" b3"_s, u" b4"_s});
        const QString now = diffText({u"@@ -2,3 +2,4 @@"_s, u" b2"_s, u"+new"_s, u" b3"_s, u" b4"_s,
                                      u"@@ -10,2 +11,3 @@"_s, u" b10"_s, u"+late"_s, u" b11"_s});
        const InterReviewDiff result = interReviewDiff(then, now);
        QVERIFY(result.partial);
        QCOMPARE(shown(result.diff),
                 QStringList({u"0:0 @@@ -2 +2 @@"_s, u"2:2  b2"_s, u"3:3  new"_s, u"4:4  b3"_s, u"5:5  b4"_s,
                              u"0:0 @@@ -11 +11 @@"_s, u"11:11  b10"_s, u"0:12 +late"_s, u"12:13  b11"_s}));
        QCOMPARE(result.diff.added, 1);
        QCOMPARE(result.diff.removed, 0);
        QCOMPARE(result.diff.pairs.size(), result.diff.lines.size());
    }

    void aWholeVersionCompletesOneInHunks()
    {
        const QString inHunks =
            diffText({u"@@ -3,2 +3,2 @@"_s, u"-  `mail` varchar(100)"_s, u"+  `mail` varchar(120)"_s, u" )"_s});
        const InterReviewDiff result = interReviewDiff(inHunks, second);
        QVERIFY(!result.partial);
        QCOMPARE(shown(result.diff),
                 QStringList({u"1:1  CREATE TABLE `users` ("_s, u"2:2    `id` int,"_s, u"3:0 -  `mail` varchar(120)"_s,
                              u"0:3 +  `mail` varchar(255),"_s, u"0:4 +  `name` text"_s, u"4:5  )"_s}));
    }

    void aBaseThatChangedIsNotMixed()
    {
        const QString otherBase = diffText({u" CREATE TABLE `users` ("_s, u"   `id` bigint,"_s,
                                            u"-  `mail` varchar(100)"_s, u"+  `mail` varchar(200)"_s, u" )"_s});
        const InterReviewDiff result = interReviewDiff(first, otherBase);
        QVERIFY(!result.partial);
        QCOMPARE(shown(result.diff),
                 QStringList({u"1:1  CREATE TABLE `users` ("_s, u"2:0 -  `id` int,"_s, u"0:2 +  `id` bigint,"_s,
                              u"3:3    `mail` varchar(200)"_s, u"4:4  )"_s}));
    }

    void textThatIsNoDiffIsComparedAsItIs()
    {
        const InterReviewDiff result = interReviewDiff(u"ALTER TABLE a\nADD b"_s, u"ALTER TABLE a\nADD c"_s);
        QVERIFY(result.asSent);
        QCOMPARE(shown(result.diff), QStringList({u"1:1  ALTER TABLE a"_s, u"2:0 -ADD b"_s, u"0:2 +ADD c"_s}));
    }

    void hostileHunkNumbersEnd()
    {
        const QString far = diffText({u"@@ -2147483640,2 +2147483640,2 @@"_s, u" a"_s, u"+b"_s});
        const QString backwards =
            diffText({u"@@ -900,2 +900,2 @@"_s, u" a"_s, u"+b"_s, u"@@ -1,1 +1,1 @@"_s, u"-c"_s, u"+d"_s});
        QVERIFY(interReviewDiff(far, first).partial);
        QVERIFY(interReviewDiff(backwards, far).partial);
        QVERIFY(interReviewDiff(far, backwards).partial);
    }

    void theTextOfATableWithoutADiffAreItsStatements()
    {
        DeployTable bare;
        bare.statements = QStringList{u"ALTER TABLE a ADD b int"_s, u"DROP TABLE c"_s};
        QCOMPARE(reviewText(bare), u"ALTER TABLE a ADD b int\nDROP TABLE c"_s);
        QCOMPARE(reviewText(changedTable(u"shop"_s, u"users"_s, first)), first);
    }
};

ORRERY_SUITE(TestInterReview)
#include "tst_inter_review.moc"
