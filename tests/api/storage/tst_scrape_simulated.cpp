// SPDX-License-Identifier: GPL-3.0-or-later
// Discovery and scrapes against the running simulator: all branches, expired addresses, missing rights, a service in trouble.
#include "api/core/network_access.h"
#include "api/storage/metrics_scraper.h"
#include "tests/support/fixed_credentials.h"
#include "tests/support/simulator_process.h"
#include "tests/support/suite.h"

#include <QJsonArray>
#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using namespace Qt::StringLiterals;

class TestScrapeSimulated final : public QObject
{
    Q_OBJECT

    SimulatorProcess m_simulator;
    LoopbackOnlyNetwork m_network;
    FixedCredentials m_credentials;
    Clock m_clock;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<MetricsScraper> m_scraper;

    Result<ScrapeTargets> targets()
    {
        std::optional<Result<ScrapeTargets>> answer;
        m_scraper->discover(u"acme"_s, this, [&](const Result<ScrapeTargets> &result) { answer = result; });
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, 30'000);
        return answer.value_or(tl::unexpected(ApiError{.kind = ApiError::Kind::Timeout}));
    }

    Result<ScrapedVolumes> scrape(const QString &branch)
    {
        std::optional<Result<ScrapedVolumes>> answer;
        m_scraper->scrape(u"acme"_s, branch, this, [&](const Result<ScrapedVolumes> &result) { answer = result; });
        (void)QTest::qWaitFor([&] { return answer.has_value(); }, 30'000);
        return answer.value_or(tl::unexpected(ApiError{.kind = ApiError::Kind::Timeout}));
    }

    QString branchOf(const QString &database)
    {
        const auto known = targets();
        if (known) {
            for (const ScrapeTarget &target : known->targets) {
                if (target.database == database && target.branch == u"main")
                    return target.branchId;
            }
        }
        return {};
    }

    void setFault(const QJsonObject &fault)
    {
        QJsonArray rules;
        if (!fault.isEmpty()) {
            QJsonObject rule = fault;
            rule.insert(u"path"_s, u"^/metrics/branch/"_s);
            rules.append(rule);
        }
        QVERIFY(!m_simulator.control(u"faults"_s, QJsonDocument(rules)).isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_simulator.start({u"--time-scale"_s, u"0"_s}), qPrintable(m_simulator.errorString()));
    }

    void init()
    {
        m_credentials.authorization = "demotoken001:pscale_tkn_demo";
        ApiClient::Options options;
        options.hosts = Hosts::allAt(m_simulator.url());
        options.retryBase = std::chrono::milliseconds(1);
        m_client = std::make_unique<ApiClient>(&m_network, &m_credentials, &m_clock, options);
        m_scraper = std::make_unique<MetricsScraper>(m_client.get(), &m_network, &m_clock);
    }

    void everyBranch()
    {
        const auto known = targets();
        QVERIFY(known);
        QCOMPARE(known->leftOut, 0);
        QVERIFY(known->targets.size() >= 10);
        for (const ScrapeTarget &target : known->targets) {
            QCOMPARE(target.organization, u"acme"_s);
            const auto scraped = scrape(target.branchId);
            QVERIFY2(scraped, qPrintable(target.database));
            QVERIFY(!scraped->volumes.isEmpty());
            QCOMPARE(scraped->counts.malformed, 0);
            QVERIFY(!scraped->counts.truncated);
            for (const VolumeSample &sample : scraped->volumes) {
                QCOMPARE(sample.volume.branchId, target.branchId);
                QVERIFY(sample.capacityBytes && sample.availableBytes);
                QVERIFY(*sample.capacityBytes > 0 && *sample.availableBytes <= *sample.capacityBytes);
                QVERIFY(!sample.volume.role.isEmpty() && !sample.volume.pod.isEmpty());
            }
        }
    }

    void expiredAddress()
    {
        const QString branch = branchOf(u"shop"_s);
        QVERIFY(scrape(branch));
        QList<SentRequest> sent;
        connect(m_scraper.get(), &MetricsScraper::requestFinished, this, [&](const SentRequest &s) { sent.append(s); });
        // Only the service's clock goes on, so that nobody here can know.
        QVERIFY(!m_simulator.control(u"advance"_s, QJsonDocument(QJsonObject{{u"seconds"_s, 1000}})).isEmpty());
        QVERIFY(scrape(branch));
        QCOMPARE(sent.size(), 2);
        QCOMPARE(sent.at(0).status, 401);
        QCOMPARE(sent.at(1).status, 200);
    }

    void missingRights_data()
    {
        QTest::addColumn<QByteArray>("authorization");
        QTest::addColumn<ApiError::Kind>("kind");
        // A service token is not told what exists.
        QTest::newRow("a token that may not")
            << QByteArray("readtoken001:pscale_tkn_none") << ApiError::Kind::Unauthorized;
        const QString token = m_simulator.control(u"issue-token"_s).value(u"access_token"_s).toString();
        QVERIFY(!token.isEmpty());
        QTest::newRow("a browser sign-in") << QByteArray("Bearer " + token.toLatin1()) << ApiError::Kind::Forbidden;
    }
    void missingRights()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(ApiError::Kind, kind);
        m_credentials.authorization = authorization;
        const auto known = targets();
        QVERIFY(!known);
        QCOMPARE(known.error().kind, kind);
        QCOMPARE(known.error().operation, u"list_scrape_targets"_s);
    }

    void trouble_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        QTest::addColumn<ApiError::Kind>("kind");
        QTest::addColumn<QString>("message");
        using Kind = ApiError::Kind;
        QTest::newRow("down") << QJsonObject{{u"action"_s, u"status"_s},
                                             {u"status"_s, 503},
                                             {u"message"_s, u"Metrics service unavailable"_s}}
                              << Kind::Server << u"Metrics service unavailable"_s;
        QTest::newRow("page") << QJsonObject{{u"action"_s, u"html"_s}} << Kind::Decode << u"Bad gateway"_s;
        QTest::newRow("no metrics") << QJsonObject{{u"action"_s, u"non_json"_s}} << Kind::Decode
                                    << u"upstream connect error or disconnect/reset before headers"_s;
        QTest::newRow("cut") << QJsonObject{{u"action"_s, u"truncate"_s}} << Kind::Offline << QString();
        QTest::newRow("dropped") << QJsonObject{{u"action"_s, u"drop"_s}} << Kind::Offline << QString();
        QTest::newRow("sent elsewhere") << QJsonObject{{u"action"_s, u"redirect"_s},
                                                       {u"location"_s, u"http:"_s + u"//metrics.example.com/"_s}}
                                        << Kind::Decode << QString();
    }
    void trouble()
    {
        QFETCH(QJsonObject, fault);
        QFETCH(ApiError::Kind, kind);
        QFETCH(QString, message);
        const QString branch = branchOf(u"shop"_s);
        setFault(fault);
        const auto scraped = scrape(branch);
        setFault({});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().kind, kind);
        QCOMPARE(scraped.error().message, message);
        QVERIFY(!(scraped.error().detail + scraped.error().message).contains(u"sig=1"_s));
        QVERIFY(scrape(branch)); // and it goes on
    }
};

ORRERY_SUITE(TestScrapeSimulated)
#include "tst_scrape_simulated.moc"
