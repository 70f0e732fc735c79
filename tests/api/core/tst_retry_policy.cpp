// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/core/retry_policy.h"
#include "tests/support/manual_clock.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace orrery::api;
using namespace std::chrono_literals;
using orrery::test::ManualClock;
using Kind = ApiError::Kind;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("retriesBefore");
        QTest::addColumn<qint64>("wait"); // milliseconds without jitter; -1: not sent again
        const auto row = [](const char *name, Method method, Kind kind, int status, int before, qint64 wait) {
            QTest::newRow(name) << method << kind << status << before << wait;
        };
        row("GET offline", Method::Get, Kind::Offline, 0, 0, 500);
        row("GET offline, second", Method::Get, Kind::Offline, 0, 1, 1000);
        row("GET offline, third", Method::Get, Kind::Offline, 0, 2, -1);
        row("GET host not found", Method::Get, Kind::HostNotFound, 0, 0, 500);
        row("GET timeout", Method::Get, Kind::Timeout, 0, 0, 500);
        row("GET 500", Method::Get, Kind::Server, 500, 0, -1);
        row("GET 501", Method::Get, Kind::Server, 501, 0, -1);
        row("GET 502", Method::Get, Kind::Server, 502, 0, 500);
        row("GET 503", Method::Get, Kind::Server, 503, 1, 1000);
        row("GET 504", Method::Get, Kind::Server, 504, 2, -1);
        row("GET TLS", Method::Get, Kind::Tls, 0, 0, -1);
        row("GET proxy", Method::Get, Kind::Proxy, 407, 0, -1);
        row("GET 401", Method::Get, Kind::Unauthorized, 401, 0, -1);
        row("GET 403", Method::Get, Kind::Forbidden, 403, 0, -1);
        row("GET 404", Method::Get, Kind::NotFound, 404, 0, -1);
        row("GET 409", Method::Get, Kind::Conflict, 409, 0, -1);
        row("GET 422", Method::Get, Kind::Invalid, 422, 0, -1);
        row("GET undecodable", Method::Get, Kind::Decode, 200, 0, -1);
        row("GET too large", Method::Get, Kind::TooLarge, 200, 0, -1);
        row("POST offline", Method::Post, Kind::Offline, 0, 0, -1);
        row("POST timeout", Method::Post, Kind::Timeout, 0, 0, -1);
        row("POST 502", Method::Post, Kind::Server, 502, 0, -1);
        row("PUT 503", Method::Put, Kind::Server, 503, 0, -1);
        row("PATCH 504", Method::Patch, Kind::Server, 504, 0, -1);
        row("DELETE offline", Method::Delete, Kind::Offline, 0, 0, -1);
    }
    void decides()
    {
        QFETCH(Method, method);
        QFETCH(Kind, kind);
        QFETCH(int, status);
        QFETCH(int, retriesBefore);
        QFETCH(qint64, wait);
        ApiError error{.kind = kind};
        error.status = status;
        error.method = method;
        const RetryDecision decision = decideRetry(error, {.retries = retriesBefore}, {}, {}, 0.0);
        QCOMPARE(decision.again, wait >= 0);
        if (wait >= 0)
            QCOMPARE(decision.wait.count(), wait);
        QCOMPARE(decision.pauseAll.count(), 0);
    }

    void jitterAddsUpToAQuarter()
    {
        const ApiError error{.kind = Kind::Offline};
        QCOMPARE(decideRetry(error, {}, {}, {}, 0.5).wait.count(), 562);
        QCOMPARE(decideRetry(error, {.retries = 1}, {}, {}, 0.999).wait.count(), 1249);
    }

    void rateLimitsAnyVerb_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("GET") << Method::Get;
        QTest::newRow("POST") << Method::Post;
        QTest::newRow("PUT") << Method::Put;
        QTest::newRow("PATCH") << Method::Patch;
        QTest::newRow("DELETE") << Method::Delete;
    }
    void rateLimitsAnyVerb()
    {
        QFETCH(Method, method);
        ApiError error{.kind = Kind::RateLimited};
        error.status = 429;
        error.method = method;
        const qint64 waits[] = {1000, 2000, 4000};
        for (int before = 0; before < 3; ++before) {
            const RetryDecision decision = decideRetry(error, {.rateLimitWaits = before}, {}, {}, 0.0);
            QVERIFY(decision.again);
            QCOMPARE(decision.wait.count(), waits[before]);
            QCOMPARE(decision.pauseAll, decision.wait);
        }
        const RetryDecision last = decideRetry(error, {.rateLimitWaits = 3}, {}, {}, 0.0);
        QVERIFY(!last.again);
        QCOMPARE(last.pauseAll.count(), 4000);
    }

    void theServicesOwnWaitIsKeptExactly()
    {
        const ApiError error{.kind = Kind::RateLimited};
        const RetryDecision decision = decideRetry(error, {.rateLimitWaits = 2}, {}, 7s, 0.9);
        QVERIFY(decision.again);
        QCOMPARE(decision.wait, std::chrono::milliseconds(7s));
        QCOMPARE(decision.pauseAll, std::chrono::milliseconds(7s));
    }

    void nobodyWaitsAnHour()
    {
        const ApiError error{.kind = Kind::RateLimited};
        const RetryDecision decision = decideRetry(error, {}, {}, 1h, 0.0);
        QVERIFY(!decision.again);
        QCOMPARE(decision.pauseAll, std::chrono::milliseconds(2min));
    }

    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("wait"); // -1: unreadable
        // The clock here says 2026-03-01 12:00:00 UTC.
        QTest::newRow("seconds") << QByteArray("12") << QByteArray() << qint64(12'000);
        QTest::newRow("blanks") << QByteArray(" 3 ") << QByteArray() << qint64(3'000);
        QTest::newRow("zero") << QByteArray("0") << QByteArray() << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << QByteArray() << qint64(0);
        QTest::newRow("absurd") << QByteArray("99999999999") << QByteArray() << qint64(86'400'000);
        QTest::newRow("date") << QByteArray("Sun, 01 Mar 2026 12:00:30 GMT") << QByteArray() << qint64(30'000);
        QTest::newRow("date gone by") << QByteArray("Sun, 01 Mar 2026 11:00:00 GMT") << QByteArray() << qint64(0);
        QTest::newRow("our clock an hour early") << QByteArray("Sun, 01 Mar 2026 13:00:20 GMT")
                                                 << QByteArray("Sun, 01 Mar 2026 13:00:00 GMT") << qint64(20'000);
        QTest::newRow("our clock a year late") << QByteArray("Sat, 01 Mar 2025 12:00:05 GMT")
                                               << QByteArray("Sat, 01 Mar 2025 12:00:00 GMT") << qint64(5'000);
        QTest::newRow("date, unreadable Date")
            << QByteArray("Sun, 01 Mar 2026 12:00:30 GMT") << QByteArray("soon") << qint64(30'000);
        QTest::newRow("nothing") << QByteArray() << QByteArray() << qint64(-1);
        QTest::newRow("words") << QByteArray("later") << QByteArray() << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << QByteArray() << qint64(-1);
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, date);
        QFETCH(qint64, wait);
        const ManualClock clock;
        const auto read = parseRetryAfter(header, date, clock.now());
        QCOMPARE(read ? qint64(read->count()) : -1, wait);
    }
};

ORRERY_SUITE(TestRetryPolicy)
#include "tst_retry_policy.moc"
