// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/sources/prometheus_plan.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery;
using namespace orrery::models;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate);
}

KnownBranch known(const QString &branch, const QString &id, const QString &account = u"a1"_s)
{
    KnownBranch made;
    made.branch.account = account;
    made.branch.organization = u"acme"_s;
    made.branch.database = u"shop"_s;
    made.branch.branch = branch;
    made.id = id;
    return made;
}

api::VolumeSeries series(const QString &id, const QString &branch)
{
    api::VolumeSeries made;
    made.volume.branchId = id;
    made.organization = u"acme"_s;
    made.database = u"shop"_s;
    made.branch = branch;
    return made;
}

} // namespace

class TestPrometheusPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBranchIsFoundByItsIdOrWhereThatIsUnknownByItsNames()
    {
        const auto match = matchBranches(
            {series(u"b1"_s, {}), series(u"b1"_s, u"whatever"_s), series(u"b2"_s, u"dev"_s), series(u"b9"_s, u"main"_s),
             series(u"b8"_s, u"gone"_s), series(u"b7"_s, {}), series({}, u"dev"_s)},
            {known(u"main"_s, u"b1"_s), known(u"main"_s, u"b1"_s, u"a2"_s), known(u"dev"_s, {})});
        QCOMPARE(match.branches.size(), 2);
        QCOMPARE(match.branches.value(u"b1"_s).size(), 2); // both accounts see it
        QCOMPARE(match.branches.value(u"b1"_s).first().branch, u"main"_s);
        QCOMPARE(match.branches.value(u"b2"_s).first().branch, u"dev"_s);
        // b9 carries the name of a branch whose id is another: one that was deleted, or is not ours.
        QCOMPARE(match.unknownSeries, 4);
        QCOMPARE(match.unknownBranches,
                 (QStringList{u"acme / shop / dev"_s, u"acme / shop / gone"_s, u"acme / shop / main"_s, u"b7"_s}));
    }

    void aRoundAsksForWhatIsNewAndALittleMore()
    {
        const QDateTime now = utc(u"2026-11-21T12:03:20Z"_s);
        const auto pieces =
            planPieces({u"b2"_s, u"b1"_s},
                       {{u"b1"_s, utc(u"2026-11-21T11:55:00Z"_s)}, {u"b2"_s, utc(u"2026-11-21T11:55:00Z"_s)}}, now);
        QCOMPARE(pieces.size(), 1U);
        QCOMPARE(pieces[0].branchIds, (QStringList{u"b1"_s, u"b2"_s}));
        QCOMPARE(pieces[0].from, utc(u"2026-11-21T11:45:00Z"_s));
        QCOMPARE(pieces[0].to, utc(u"2026-11-21T12:00:00Z"_s));
        QCOMPARE(pieces[0].step, std::chrono::seconds(300));
    }

    void thePastIsHourlyAndTheLastWeekClose()
    {
        const QDateTime now = utc(u"2026-11-21T12:03:20Z"_s);
        const auto pieces = planPieces({u"b1"_s}, {}, now);
        QCOMPARE(pieces.front().from, utc(u"2025-10-17T13:00:00Z"_s)); // 400 days, on the hour
        QCOMPARE(pieces.front().step, std::chrono::seconds(3600));
        QCOMPARE(pieces.back().to, utc(u"2026-11-21T12:00:00Z"_s));
        QCOMPARE(pieces.back().step, std::chrono::seconds(300));
        QDateTime end = pieces.front().from.addSecs(-3600);
        int hourly = 0;
        for (const PrometheusPiece &piece : pieces) {
            // Nothing twice and nothing left out.
            QCOMPARE(piece.from, end.addSecs(piece.step.count()));
            QVERIFY(piece.from.secsTo(piece.to) / piece.step.count() < 340);
            QCOMPARE(piece.from.toSecsSinceEpoch() % piece.step.count(), 0);
            if (piece.step == 1h) {
                ++hourly;
                QVERIFY(piece.to <= utc(u"2026-11-14T12:00:00Z"_s));
            }
            end = piece.to;
        }
        QCOMPARE(hourly, 28);
        QCOMPARE(pieces.size(), 28U + 6U);
    }

    void manyBranchesAreAskedForInParts_data()
    {
        QTest::addColumn<int>("branches");
        QTest::addColumn<QDateTime>("until");
        QTest::addColumn<int>("parts");
        QTest::newRow("a round of 80") << 80 << utc(u"2026-11-21T11:55:00Z"_s) << 1;
        QTest::newRow("a round of 81") << 81 << utc(u"2026-11-21T11:55:00Z"_s) << 2;
        QTest::newRow("a night of 80") << 80 << utc(u"2026-11-21T02:00:00Z"_s) << 3; // 123 points, so 27 at once
    }
    void manyBranchesAreAskedForInParts()
    {
        QFETCH(int, branches);
        QFETCH(QDateTime, until);
        QFETCH(int, parts);
        QStringList ids;
        QHash<QString, QDateTime> readUntil;
        for (int i = 0; i < branches; ++i) {
            ids.append(u"branch%1"_s.arg(i));
            readUntil.insert(ids.last(), until);
        }
        const auto pieces = planPieces(ids, readUntil, utc(u"2026-11-21T12:03:20Z"_s));
        QCOMPARE(int(pieces.size()), parts);
        QStringList asked;
        for (const PrometheusPiece &piece : pieces)
            asked += piece.branchIds;
        asked.sort();
        ids.sort();
        QCOMPARE(asked, ids);
    }

    void aNewBranchDoesNotHoldUpTheOthers()
    {
        const auto pieces = planPieces({u"new"_s, u"old"_s}, {{u"old"_s, utc(u"2026-11-21T11:55:00Z"_s)}},
                                       utc(u"2026-11-21T12:03:20Z"_s));
        QCOMPARE(pieces.front().branchIds, QStringList{u"old"_s});
        QCOMPARE(pieces.back().branchIds, QStringList{u"new"_s});
    }
};

ORRERY_SUITE(TestPrometheusPlan)
#include "tst_prometheus_plan.moc"
