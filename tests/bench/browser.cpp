// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/browser.h"

#include <QFile>
#include <QHttpServer>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace orrery::bench {

namespace {

/// QHttpServer 6.4 waits 40 ms for more to send on a connection that was used before, unless the socket is told not to.
class PromptServer : public QTcpServer
{
protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        addPendingConnection(socket);
    }
};

bool isRoot()
{
#ifdef Q_OS_UNIX
    return geteuid() == 0;
#else
    return false;
#endif
}

} // namespace

Browser::Browser(const QHash<QString, QByteArray> &bodies) : m_bodies(bodies), m_server(std::make_unique<QHttpServer>())
{
    m_server->route(u"/"_s, []() {
        QFile page(u":/bench/page.html"_s);
        return page.open(QIODevice::ReadOnly) ? QHttpServerResponse("text/html", page.readAll())
                                              : QHttpServerResponse(QHttpServerResponse::StatusCode::NotFound);
    });
    m_server->route(u"/mark/<arg>"_s, [this](const QString &name, const QHttpServerRequest &request) {
        m_marks.insert(name, nowNs());
        m_rows = request.query().queryItemValue(u"rows"_s).toInt();
        return QHttpServerResponse("text/plain", QByteArray());
    });
    m_server->setMissingHandler([this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
        const QUrl url = request.url();
        const auto body = m_bodies.constFind(url.path() + u'?' + url.query());
        if (body == m_bodies.constEnd())
            responder.write(QHttpServerResponder::StatusCode::NotFound);
        else
            responder.write(*body, "application/json");
    });
    auto *tcp = new PromptServer;
    tcp->listen(QHostAddress::LocalHost);
    m_port = tcp->serverPort();
    m_server->bind(tcp);
}

Browser::~Browser() = default;

QString Browser::find()
{
    const QString named = qEnvironmentVariable("ORRERY_CHROMIUM");
    if (!named.isEmpty())
        return QStandardPaths::findExecutable(named);
    for (const QString &name : {u"chromium"_s, u"chromium-browser"_s, u"google-chrome"_s}) {
        const QString path = QStandardPaths::findExecutable(name);
        if (!path.isEmpty())
            return path;
    }
    return {};
}

std::optional<Browser::Start> Browser::start(bool fill)
{
    m_marks.clear();
    QStringList arguments{u"--app=http://127.0.0.1:%1/"_s.arg(m_port),
                          u"--user-data-dir=%1"_s.arg(m_profile.path()),
                          u"--window-size=1280,800"_s,
                          u"--disable-gpu"_s,
                          u"--no-first-run"_s,
                          u"--no-default-browser-check"_s,
                          u"--disable-background-networking"_s,
                          u"--disable-component-update"_s,
                          u"--password-store=basic"_s};
    if (isRoot())
        arguments.append(u"--no-sandbox"_s); // it refuses to run as root otherwise
    Child child(find(), arguments, {});
    const QString first = fill ? u"complete"_s : u"painted"_s;
    if (!waitUntil([&]() { return m_marks.contains(first); }, 60'000)
        || !waitUntil([&]() { return m_marks.contains(u"complete"_s); }, 60'000)) {
        m_problem = u"the page did not report within a minute"_s;
        return {};
    }
    const Start result{.paintedMs = double(m_marks.value(first) - child.startedNs()) / 1e6};
    waitUntil([]() { return false; }, 4000); // the page's storage is written, start-up work has settled
    return Start{.paintedMs = result.paintedMs, .pssKib = child.pssKib(true).value_or(0)};
}

} // namespace orrery::bench
