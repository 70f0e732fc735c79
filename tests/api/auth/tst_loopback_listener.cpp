// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/loopback_listener.h"
#include "tests/api/auth/browser.h"
#include "tests/support/suite.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QtTest>

using namespace orrery::api;
using namespace orrery::test;
using namespace std::chrono_literals;

namespace {
QByteArray request(quint16 port, const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n\r\n";
}
} // namespace

class TestLoopbackListener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listensOnTheLoopbackAddressOnly()
    {
        LoopbackListener listener({.ports = {0}});
        QVERIFY(listener.listen("s"));
        const auto *server = listener.findChild<QTcpServer *>();
        QCOMPARE(server->serverAddress(), QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(server->proxy().type(), QNetworkProxy::NoProxy);
    }

    void takesTheNextPortWhenOneIsTaken()
    {
        QTcpServer occupant;
        QVERIFY(occupant.listen(QHostAddress::LocalHost, 0));
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost, 0));
        const quint16 free = probe.serverPort();
        probe.close();
        LoopbackListener listener({.ports = {occupant.serverPort(), free}});
        QVERIFY(listener.listen("s"));
        QCOMPARE(listener.expected().port, free);
    }

    void saysWhenEveryPortIsTaken()
    {
        QTcpServer occupant;
        QVERIFY(occupant.listen(QHostAddress::LocalHost, 0));
        LoopbackListener listener({.ports = {occupant.serverPort()}});
        QVERIFY(!listener.listen("s"));
        QVERIFY(!listener.errorString().isEmpty());
        QVERIFY(!listener.isListening());
    }

    void answersJunkAndGoesOnWaiting_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("favicon") << QByteArray("GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
                                 << QByteArray("404");
        QTest::newRow("method") << QByteArray(
            "POST /callback?state=s HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 3\r\n\r\nabc")
                                << QByteArray("405");
        QTest::newRow("host") << QByteArray("GET /callback?state=s&code=a HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                              << QByteArray("400");
        QTest::newRow("state") << QByteArray("GET /callback?state=x&code=a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
                               << QByteArray("400");
        QTest::newRow("noise") << QByteArray("\x16\x03\x01\x00\xff\xfe\r\n\r\n", 10) << QByteArray("400");
        QTest::newRow("headers") << QByteArray("GET / HTTP/1.1\r\nX: " + QByteArray(64 * 1024, 'x') + "\r\n\r\n")
                                 << QByteArray("431");
        QTest::newRow("megabytes") << QByteArray("GET / HTTP/1.1\r\nX: " + QByteArray(2 * 1024 * 1024, 'x'))
                                   << QByteArray("431");
    }
    void answersJunkAndGoesOnWaiting()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        LoopbackListener listener({.ports = {0}});
        QVERIFY(listener.listen("s"));
        QSignalSpy received(&listener, &LoopbackListener::received);
        QSignalSpy ignored(&listener, &LoopbackListener::ignored);
        const quint16 port = listener.expected().port;

        const QByteArray answer = rawExchange(port, bytes.replace("PORT", QByteArray::number(port)));
        QCOMPARE(answer.left(12), "HTTP/1.1 " + status);
        QCOMPARE(ignored.count(), 1);
        QCOMPARE(received.count(), 0);

        Browser browser;
        browser.open("http://127.0.0.1:" + QByteArray::number(port) + "/callback?state=s&code=good");
        QTRY_COMPARE(received.count(), 1);
        QCOMPARE(received.at(0).at(0).value<Callback>().code, QByteArray("good"));
    }

    void silentAndSlowConnectionsBlockNobody()
    {
        LoopbackListener listener({.ports = {0}, .connectionDeadline = 200ms, .maximumConnections = 4});
        QVERIFY(listener.listen("s"));
        QSignalSpy received(&listener, &LoopbackListener::received);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 12; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), listener.expected().port);
        }
        QTRY_COMPARE(silent.front()->state(), QAbstractSocket::UnconnectedState); // the oldest make room
        silent.back()->write("GET /call");

        Browser browser;
        browser.open("http://127.0.0.1:" + QByteArray::number(listener.expected().port) + "/callback?state=s&code=c");
        QTRY_COMPARE(received.count(), 1);
        QTRY_COMPARE(silent.back()->state(), QAbstractSocket::UnconnectedState); // its time is up
    }

    void reportsOneCallbackOnceAndAnswersItInTheEnd()
    {
        LoopbackListener listener({.ports = {0}});
        QVERIFY(listener.listen("s"));
        QSignalSpy received(&listener, &LoopbackListener::received);
        Browser browser;
        const QByteArray address =
            "http://127.0.0.1:" + QByteArray::number(listener.expected().port) + "/callback?state=s&code=c";
        QNetworkReply *first = browser.open(address);
        QTRY_COMPARE(received.count(), 1);

        const QByteArray second =
            rawExchange(listener.expected().port, request(listener.expected().port, "/callback?state=s&code=c"));
        QCOMPARE(second.left(12), QByteArray("HTTP/1.1 409"));
        QCOMPARE(received.count(), 1);
        QVERIFY(!first->isFinished()); // the tab waits for the truth

        listener.answer(CallbackPage::SignedIn);
        listener.close();
        QTRY_VERIFY(first->isFinished());
        QCOMPARE(Browser::status(first), 200);
        QVERIFY(first->readAll().contains("You are signed in"));
        QVERIFY(!listener.isListening());
    }

    void thePageArrivesAlsoWhenTheListenerIsGone()
    {
        auto listener = std::make_unique<LoopbackListener>(LoopbackListener::Options{.ports = {0}});
        QVERIFY(listener->listen("s"));
        QSignalSpy received(listener.get(), &LoopbackListener::received);
        Browser browser;
        QNetworkReply *reply = browser.open("http://127.0.0.1:" + QByteArray::number(listener->expected().port)
                                            + "/callback?state=s&code=c");
        QTRY_COMPARE(received.count(), 1);
        listener->answer(CallbackPage::Failed);
        listener.reset();
        QTRY_VERIFY(reply->isFinished());
        QVERIFY(reply->readAll().contains("Sign-in failed"));
    }

    void aTabThatWentAwayIsNoHarm()
    {
        LoopbackListener listener({.ports = {0}});
        QVERIFY(listener.listen("s"));
        QSignalSpy received(&listener, &LoopbackListener::received);
        QTcpSocket tab;
        tab.connectToHost(QHostAddress(QHostAddress::LocalHost), listener.expected().port);
        tab.write(request(listener.expected().port, "/callback?state=s&code=c"));
        QTRY_COMPARE(received.count(), 1);
        tab.abort();
        QTRY_VERIFY(listener.findChildren<QTcpSocket *>().isEmpty());
        listener.answer(CallbackPage::SignedIn);
    }

    void aPastedAddressCountsAsTheCallback()
    {
        LoopbackListener listener({.ports = {0}});
        QVERIFY(listener.listen("s"));
        QSignalSpy received(&listener, &LoopbackListener::received);
        const QString address = listener.expected().redirectUri();
        QCOMPARE(listener.submitAddress(address + QStringLiteral("?state=x&code=c")).kind, Callback::Kind::WrongState);
        QCOMPARE(received.count(), 0);
        QCOMPARE(listener.submitAddress(address + QStringLiteral("?state=s&code=c")).kind, Callback::Kind::Code);
        listener.submitAddress(address + QStringLiteral("?state=s&code=d"));
        QCOMPARE(received.count(), 1);
        QCOMPARE(received.at(0).at(0).value<Callback>().code, QByteArray("c"));
    }
};

ORRERY_SUITE(TestLoopbackListener)
#include "tst_loopback_listener.moc"
