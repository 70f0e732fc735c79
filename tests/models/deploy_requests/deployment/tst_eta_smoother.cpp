// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/utc.h"
#include "models/deploy_requests/deployment/eta_smoother.h"
#include "tests/support/suite.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace orrery::models;
using Told = QList<std::pair<int, double>>; ///< seconds after the start, what was told

Q_DECLARE_METATYPE(Told)

namespace {

QDateTime at(int second)
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), orrery::kUtc).addSecs(second);
}

constexpr double nothing = -1;

EtaSmoother fed(const Told &told)
{
    EtaSmoother smoother;
    for (const auto &[second, eta] : told)
        smoother.add(at(second), eta == nothing ? std::nullopt : std::optional<double>(eta));
    return smoother;
}

} // namespace

class TestEtaSmoother : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void estimates_data()
    {
        QTest::addColumn<Told>("told");
        QTest::addColumn<int>("asked"); // seconds after the start
        QTest::addColumn<double>("left"); // negative: nothing
        QTest::addColumn<bool>("slower");

        QTest::newRow("nothing told") << Told{} << 0 << nothing << false;
        QTest::newRow("the first one as it is") << Told{{0, 300}} << 0 << 300.0 << false;
        QTest::newRow("counts down by itself") << Told{{0, 300}} << 40 << 260.0 << false;
        QTest::newRow("not below nothing") << Told{{0, 10}} << 60 << 0.0 << false;
        QTest::newRow("agrees with the service") << Told{{0, 300}, {4, 296}, {8, 292}} << 8 << 292.0 << false;
        QTest::newRow("null keeps the last one") << Told{{0, 300}, {4, nothing}} << 4 << 296.0 << false;
        QTest::newRow("silence ends it") << Told{{0, 300}} << 121 << nothing << false;
        QTest::newRow("almost there is believed at once") << Told{{0, 300}, {4, 0}} << 4 << 0.0 << false;
        QTest::newRow("after a sleep the new one counts") << Told{{0, 300}, {4000, 900}} << 4000 << 900.0 << false;
        // 4 s are a fifth of the settling time: 1 - e^-0.2 = 18 % of the way from 296 to 596.
        QTest::newRow("a jump is followed slowly") << Told{{0, 300}, {4, 596}} << 4 << 350.4 << true;
        QTest::newRow("so is one downwards") << Told{{0, 300}, {4, 146}} << 4 << 268.8 << false;
        QTest::newRow("a little later is no news") << Told{{0, 300}, {4, 310}} << 4 << 298.5 << false;
        QTest::newRow("a tenth of a long time is no news") << Told{{0, 3600}, {4, 3700}} << 4 << 3614.9 << false;
    }
    void estimates()
    {
        QFETCH(const Told, told);
        QFETCH(const int, asked);
        QFETCH(const double, left);
        QFETCH(const bool, slower);
        const EtaSmoother::Estimate estimate = fed(told).at(at(asked));
        QCOMPARE(estimate.secondsLeft.has_value(), left >= 0);
        if (left >= 0)
            QVERIFY2(std::abs(*estimate.secondsLeft - left) < 0.1, qPrintable(QString::number(*estimate.secondsLeft)));
        QCOMPARE(estimate.slower, slower);
    }

    void neverJumpsAndArrivesWithinAMinuteAndAHalf()
    {
        EtaSmoother smoother;
        smoother.add(at(0), 300);
        double last = 300;
        for (int second = 4; second <= 90; second += 4) {
            smoother.add(at(second), 600 - second); // the end is suddenly 300 s later
            const double left = smoother.at(at(second)).secondsLeft.value();
            QVERIFY2(std::abs(left - last) < 60, qPrintable(QString::number(left - last)));
            last = left;
        }
        QVERIFY2(std::abs(last - 512) < 10, qPrintable(QString::number(last)));
    }

    void growingIsToldUntilItStops()
    {
        EtaSmoother smoother;
        for (int second = 0; second <= 60; second += 4)
            smoother.add(at(second), 300 + second); // two seconds later with every second
        QVERIFY(smoother.at(at(60)).slower);
        for (int second = 64; second <= 240; second += 4)
            smoother.add(at(second), 420 - second); // steady from here
        QVERIFY(!smoother.at(at(240)).slower);
        smoother.reset();
        QCOMPARE(smoother.at(at(240)), EtaSmoother::Estimate());
    }

    void strangeNumbersAreNoEstimates()
    {
        EtaSmoother smoother;
        for (const double strange : {-5.0, std::nan(""), std::numeric_limits<double>::infinity()})
            smoother.add(at(0), strange);
        smoother.add(QDateTime(), 10);
        QVERIFY(!smoother.at(at(0)).secondsLeft);
        smoother.add(at(10), 50);
        smoother.add(at(5), 50); // a clock that was set back
        QVERIFY(smoother.at(at(10)).secondsLeft.value() > 0);
        QVERIFY(!smoother.at(QDateTime()).secondsLeft);
    }
};

ORRERY_SUITE(TestEtaSmoother)
#include "tst_eta_smoother.moc"
