// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/device_flow.h"
#include "api/core/network_access.h"
#include "api/core/utc.h"
#include "tests/support/manual_clock.h"
#include "tests/support/raw_peer.h"
#include "tests/support/suite.h"

#include <QtTest>

using namespace orrery;
using namespace orrery::api;
using namespace orrery::test;
using namespace std::chrono_literals;
using State = DeviceFlow::State;

namespace {
// No slashes in a row inside raw strings: moc takes them for a comment.
const QByteArray code =
    R"({"device_code":"dev","user_code":"WDJB-MJHT","verification_uri":"https:\/\/auth.example\/device","expires_in":600,"interval":0})";
const QByteArray pending = R"({"error":"authorization_pending"})";
} // namespace

class TestDeviceFlow : public QObject
{
    Q_OBJECT

    ManualClock m_clock;
    LoopbackOnlyNetwork m_network;

    std::unique_ptr<DeviceFlow> start(const RawPeer &service, const QStringList &scope = {})
    {
        auto flow = std::make_unique<DeviceFlow>(&m_network, &m_clock,
                                                 DeviceFlow::Config{.hosts = Hosts::allAt(service.url()),
                                                                    .clientId = QStringLiteral("cli"),
                                                                    .scope = scope,
                                                                    .second = 4ms});
        flow->begin();
        return flow;
    }

private Q_SLOTS:
    void signsIn()
    {
        RawPeer service;
        service.addHttp(200, code);
        service.addHttp(400, pending);
        service.addHttp(400, R"({"error":"slow_down"})");
        service.addHttp(503, "");
        service.addHttp(200, R"({"access_token":"pscale_oauth_a","expires_in":60})");
        auto flow = start(service, {QStringLiteral("read_user"), QStringLiteral("read_databases")});
        QSignalSpy ready(flow.get(), &DeviceFlow::codeReady);
        QSignalSpy succeeded(flow.get(), &DeviceFlow::succeeded);
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(flow->userCode(), QStringLiteral("WDJB-MJHT"));
        QCOMPARE(flow->verificationUrl(), QUrl(QStringLiteral("https://auth.example/device")));
        QCOMPARE(flow->deadline(), QDateTime(QDate(2026, 3, 1), QTime(12, 10), orrery::kUtc));
        QTRY_COMPARE(succeeded.count(), 1);
        QCOMPARE(flow->takeGrant().tokens.authorization(), QByteArray("Bearer pscale_oauth_a"));
        QCOMPARE(service.requests().size(), 5);
        QCOMPARE(service.requests().at(0).target, QByteArray("/oauth/authorize_device"));
        QCOMPARE(service.requests().at(0).body, QByteArray("client_id=cli&scope=read_user%20read_databases"));
        QCOMPARE(service.requests().at(1).target, QByteArray("/oauth/token"));
        QCOMPARE(
            service.requests().at(1).body,
            QByteArray(
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=dev&client_id=cli"));
    }

    void failures_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("then");
        QTest::addColumn<int>("kind");
        const int deadline = int(SignInError::Kind::CodeExpired);
        QTest::newRow("denied") << 200 << code << QByteArray(R"({"error":"access_denied"})")
                                << int(SignInError::Kind::Denied);
        QTest::newRow("expired") << 200 << code << QByteArray(R"({"error":"expired_token"})") << deadline;
        QTest::newRow("never") << 200 << QByteArray(code).replace("600", "9") << pending << deadline;
        QTest::newRow("not enabled") << 401 << QByteArray(R"({"error":"unauthorized_client"})") << pending
                                     << int(SignInError::Kind::InvalidClient);
        QTest::newRow("no address") << 200
                                    << QByteArray(
                                           R"({"device_code":"d","user_code":"u","verification_uri":"file:\/x"})")
                                    << pending << int(SignInError::Kind::MissingAccessToken);
    }
    void failures()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, then);
        QFETCH(int, kind);
        RawPeer service;
        service.addHttp(status, first);
        service.addHttp(400, then);
        auto flow = start(service);
        QSignalSpy failed(flow.get(), &DeviceFlow::failed);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(int(flow->error().kind), kind);
        QCOMPARE(flow->state(), State::Failed);
    }

    void cancels()
    {
        RawPeer service;
        service.addHttp(200, code);
        service.addHttp(400, pending);
        auto flow = start(service);
        QSignalSpy canceled(flow.get(), &DeviceFlow::canceled);
        QTRY_COMPARE(flow->state(), State::WaitingForPerson);
        flow->cancel();
        flow->cancel();
        QTRY_COMPARE(canceled.count(), 1);
        QCOMPARE(flow->state(), State::Canceled);
    }

    void needsAClientId()
    {
        DeviceFlow flow(&m_network, &m_clock, {});
        QSignalSpy failed(&flow, &DeviceFlow::failed);
        flow.begin();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(flow.error().kind, SignInError::Kind::ClientIdMissing);
    }
};

ORRERY_SUITE(TestDeviceFlow)
#include "tst_device_flow.moc"
