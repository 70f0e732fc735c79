// SPDX-License-Identifier: GPL-3.0-or-later
// Below HTTP, through the whole window: names that cannot be resolved, certificates nobody vouches for, proxies that refuse
// or are not there, connections that break. Each is a sentence that names the object, the cause and the next step.
#include "models/databases/database_places.h"
#include "models/organizations/organization_places.h"
#include "tests/app/app_fixture.h"
#include "tests/support/suite.h"
#include "tests/support/tls_peer.h"
#include "views/window/page.h"

using namespace orrery;
using namespace orrery::test;
using namespace Qt::StringLiterals;
using models::Location;

namespace {

/// Sets environment variables for as long as it lives.
class Environment
{
public:
    explicit Environment(const QList<std::pair<QByteArray, QByteArray>> &variables)
    {
        for (const auto &[name, value] : variables) {
            m_before.append({name, qgetenv(name.constData())});
            qputenv(name.constData(), value);
        }
    }
    ~Environment()
    {
        for (const auto &[name, value] : std::as_const(m_before))
            value.isNull() ? qunsetenv(name.constData()) : qputenv(name.constData(), value);
    }
    Q_DISABLE_COPY_MOVE(Environment)

private:
    QList<std::pair<QByteArray, QByteArray>> m_before;
};

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatCannotProveItself();
    void aNameThatDoesNotExist();
    void aProxyThatIsNotThere_data();
    void aProxyThatIsNotThere();
    void theTokenLeavesOverHttpsOnly();
    void aProxyThatRefuses_data();
    void aProxyThatRefuses();
    void aConnectionThatBreaks_data();
    void aConnectionThatBreaks();

private:
    /// Starts the program with a service token at this address, looks at pages that cannot be had, and ends it. What is tried
    /// three times takes seconds each: `further` also presses Retry and goes back.
    static void lookAround(const QUrl &host, const QString &sentence, bool further = true);
};

void TestConnections::lookAround(const QUrl &host, const QString &sentence, bool further)
{
    const Environment token(
        {{"PLANETSCALE_SERVICE_TOKEN_ID", "demotoken001"}, {"PLANETSCALE_SERVICE_TOKEN", "pscale_tkn_demo"}});
    AppFixture app;
    CommandLine line;
    line.host = host;
    line.profile = app.profile();
    line.organization = u"acme"_s;
    QVERIFY(app.startProgram(line));
    const QStringList organizations{u"The organizations could not be loaded."_s + sentence};
    QTRY_COMPARE_WITH_TIMEOUT(app.shownErrors(), organizations, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(app.isQuiet(), 20'000);

    // A page that names what it could not show.
    app.window()->open(models::databasePlace({}, u"acme"_s, u"shop"_s));
    const QStringList branches{u"The branches of acme/shop could not be loaded."_s + sentence};
    QTRY_COMPARE_WITH_TIMEOUT(app.shownErrors(), branches, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(app.isQuiet(), 20'000);
    QCOMPARE(unnamedWidgets(app.window()), QStringList());
    QCOMPARE(secretIn(LogCapture::lines().join(u'\n')), QString());
    QCOMPARE(secretIn(app.shownText()), QString());
    QAbstractButton *retry = AppFixture::button(app.page(), u"Retry"_s);
    QVERIFY(retry);
    if (!further)
        return;
    QVERIFY(app.click(retry));
    QTRY_VERIFY_WITH_TIMEOUT(app.isQuiet() && app.shownErrors() == branches, 20'000);

    // Going back finds the other page as it was left.
    app.window()->open(models::organizationsPlace(app.workspace()->facts().id));
    QTRY_VERIFY_WITH_TIMEOUT(app.isQuiet() && app.shownErrors() == organizations, 20'000);
}

void TestConnections::aServerThatCannotProveItself()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("no TLS library for Qt here");
    TlsPeer peer;
    peer.addHttp(200, "{\"type\":\"list\",\"data\":[]}");
    lookAround(
        peer.secureUrl(),
        u" The secure connection failed: the server did not prove that it is PlanetScale. Nothing was sent. Check "
        "the computer's date, and whether a proxy or a security program opens secure connections."_s);
    QVERIFY(peer.connectionCount() > 0);
    QCOMPARE(peer.requests().size(), 0); // the token never left
}

void TestConnections::aNameThatDoesNotExist()
{
    // No name server has it (RFC 6761), nor does the resolver of a machine without one.
    lookAround(
        QUrl(u"https://planetscale.invalid"_s),
        u" The name of PlanetScale's server was not found. Check the network and its name server, then try again."_s);
}

void TestConnections::aProxyThatIsNotThere_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("through a tunnel") << u"https://planetscale.invalid"_s;
}

void TestConnections::aProxyThatIsNotThere()
{
    QFETCH(QString, host);
    const QByteArray address = "http://127.0.0.1:" + QByteArray::number(closedPort());
    const Environment proxy({{"http_proxy", address}, {"https_proxy", address}, {"no_proxy", {}}});
    lookAround(QUrl(host), u" The proxy refused the connection. Check the system's proxy settings and sign-in."_s);
}

// Plain http to another machine would show the token to the proxy and to everybody on the way.
void TestConnections::theTokenLeavesOverHttpsOnly()
{
    RawPeer peer;
    const QByteArray address = peer.url().toEncoded();
    const Environment proxy({{"http_proxy", address}, {"https_proxy", address}, {"no_proxy", {}}});
    lookAround(QUrl(u"http://planetscale.invalid"_s),
               u" The sign-in is sent over https only, except to this computer. Nothing was sent. Check the hosts in "
               "this account's settings."_s);
    QCOMPARE(peer.connectionCount(), 0);
}

void TestConnections::aProxyThatRefuses_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("a password is wanted for the tunnel") << u"https://planetscale.invalid"_s << 407;
    QTest::newRow("no tunnel to there") << u"https://planetscale.invalid"_s << 403;
}

void TestConnections::aProxyThatRefuses()
{
    QFETCH(QString, host);
    QFETCH(int, status);
    RawPeer peer;
    QList<QByteArray> headers{"Content-Type: text/html"};
    if (status == 407)
        headers.append("Proxy-Authenticate: Basic realm=\"corp\"");
    peer.addHttp(status, "<html><title>Corporate proxy</title></html>", headers, RawPeer::Then::Close);
    const QByteArray address = peer.url().toEncoded();
    const Environment proxy({{"http_proxy", address}, {"https_proxy", address}, {"no_proxy", {}}});
    lookAround(QUrl(host), u" The proxy refused the connection. Check the system's proxy settings and sign-in."_s);
    QVERIFY(!peer.requests().isEmpty());
    for (const RawPeer::Seen &seen : peer.requests())
        QVERIFY(!seen.headers.contains("proxy-authorization"));
}

void TestConnections::aConnectionThatBreaks_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("further");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    QTest::newRow("at once") << QByteArray() << false;
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Ty") << false;
    QTest::newRow("in the body") << head + "Content-Length: 1000\r\n\r\n{\"type\":\"list\",\"data\":[{\"id\":\"o1\","
                                 << true;
    QTest::newRow("in a chunk") << head
            + "Transfer-Encoding: chunked\r\n\r\n100\r\n{\"type\":\"list\",\"data\":[{\"id\":\"o1\","
                                << false;
}

void TestConnections::aConnectionThatBreaks()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, further);
    RawPeer peer;
    peer.add(bytes, RawPeer::Then::Close);
    lookAround(peer.url(), u" There is no connection to PlanetScale. Check the network, then try again."_s, further);
    QVERIFY(!peer.requests().isEmpty());
}

ORRERY_SUITE(TestConnections)
#include "tst_connections.moc"
