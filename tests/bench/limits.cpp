// SPDX-License-Identifier: GPL-3.0-or-later
// What hostile and broken answers cost: memory and the longest turn of the event loop, for each of them. The peer is a process
// of its own (this program with --serve), so that nothing of it is counted. With --check a figure beyond its limit is a failure:
// that is how `ctest -C Attack -L attack` runs it.
#include "api/core/answer_limits.h"
#include "api/core/api_client.h"
#include "api/core/clock.h"
#include "api/core/network_access.h"
#include "api/core/page_loader.h"
#include "api/databases/requests.h"
#include "api/deploy_requests/requests.h"
#include "tests/support/fixed_credentials.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace orrery;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mega = 1024LL * 1024;

struct Input
{
    const char *name; ///< the organization that is asked for
    const char *title;
    bool isDiff; ///< asks the operation with the largest limits, else a list
    const char *expected; ///< ApiError::detail; empty: it is read
};
constexpr Input inputs[] = {
    {"stream", "10 GB without end", false, "limit of body: 16777216"},
    {"bomb", "0.2 MB that decompress to 200 MB of lists", false, "limit of body: 16777216"},
    {"bomb", "the same, for the largest limit", true, "limit of body: 134217728"},
    {"rows", "1,000,000 rows in a page", false, "limit of rows: 1000"},
    {"fullrows", "1,000,000 rows with all members", false, "limit of body: 16777216"},
    {"name60", "one name of 60 MB", false, "limit of body: 16777216"},
    {"name15", "one name of 15 MB", false, "limit of text: 262144"},
    {"pages", "2,000,000,000 pages", false, "limit of pages: 2000"},
    {"values", "16 MB of numbers", false, "limit of values: 250000"},
    {"lists", "120 MB of empty lists", true, "limit of values: 1000000"},
    {"deep", "16 MB of brackets", false, "limit of depth: 200"},
    {"diff", "a diff of 60 MB that is as it should be", true, ""},
};

// --- the peer

QByteArray head(const QByteArray &more)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + more + "\r\n";
}
QByteArray whole(const QByteArray &body)
{
    return head("Content-Length: " + QByteArray::number(body.size()) + "\r\n") + body;
}
QByteArray page(const QByteArray &rows)
{
    return R"({"type":"list","next_page":null,"data":[)" + rows + "]}";
}

QByteArray answerTo(const QByteArray &name)
{
    if (name == "bomb") {
        const QByteArray packed = qCompress("[" + QByteArray("[],").repeated(70'000'000) + "1]", 9).mid(4);
        return head("Content-Encoding: deflate\r\nContent-Length: " + QByteArray::number(packed.size()) + "\r\n")
            + packed;
    }
    if (name == "rows")
        return whole(page(QByteArray("{},").repeated(1'000'000) + "{}"));
    if (name == "fullrows") {
        const QByteArray row =
            R"({"id":"d1","name":"shop","state":"ready","region":{"slug":"us-east"},"notes":"sales"})";
        return whole(page((row + ',').repeated(1'000'000) + row));
    }
    if (name == "name60")
        return whole(page(R"({"name":")" + QByteArray(60 * mega, 'n') + R"("})"));
    if (name == "name15")
        return whole(page(R"({"name":")" + QByteArray(15 * mega, 'n') + R"("})"));
    if (name == "pages")
        return whole(R"({"next_page":2,"total_pages":2000000000,"data":[{"name":"shop"}]})");
    if (name == "values")
        return whole(page(R"({"name":"a","x":[)" + QByteArray("0,").repeated(7'500'000) + "0]}"));
    if (name == "lists")
        return whole(R"({"data":[{"x":[)" + QByteArray("[],").repeated(40'000'000) + "0]}]}");
    if (name == "deep")
        return whole(QByteArray(15 * mega, '['));
    if (name == "diff") {
        const QByteArray table = R"({"name":"orders","raw":")"
            + QByteArray("+  `column` varchar(255) NOT NULL,\\n").repeated(17'000) + R"("})";
        return whole(R"({"data":[)" + (table + ',').repeated(99) + table + "]}");
    }
    return {};
}

/// Writes a repeated piece for as long as somebody reads it.
void pour(QTcpSocket *socket, const QByteArray &piece)
{
    QObject::connect(socket, &QTcpSocket::bytesWritten, socket, [socket, piece] {
        if (socket->bytesToWrite() < 4 * mega)
            socket->write(piece);
    });
    socket->write(piece);
}

int serve()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost, 0))
        return 1;
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const QByteArray request = socket->readAll();
            const QByteArray name = request.mid(request.indexOf("organizations/") + 14).split('/').value(0);
            if (name == "stream") {
                socket->write(head({}));
                pour(socket, R"([{"name":")" + QByteArray(1 * mega, 'a') + R"("},)");
            } else {
                socket->write(answerTo(name));
            }
        });
    });
    QTextStream(stdout) << server.serverPort() << Qt::endl;
    return QCoreApplication::exec();
}

// --- this side

/// The largest resident size since the last reset, in bytes; nothing where /proc does not tell.
std::optional<qint64> largestResident(bool current)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return {};
    const QByteArray name = current ? "VmRSS:" : "VmHWM:";
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.mid(name.size()).trimmed().split(' ').value(0).toLongLong() * 1024;
    }
    return {};
}

void resetLargestResident()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

struct Outcome
{
    QString detail;
    bool isRead = false;
};

class Limits : public QObject
{
public:
    Limits(const QUrl &peer, QFile *out, bool check) : m_out(out), m_check(check)
    {
        api::ApiClient::Options options;
        options.hosts = api::Hosts::allAt(peer);
        m_client = std::make_unique<api::ApiClient>(&m_network, &m_credentials, &m_clock, options);
        m_pulse.setTimerType(Qt::PreciseTimer);
        connect(&m_pulse, &QTimer::timeout, this, [this] { beat(); });
    }

    [[nodiscard]] bool failed() const { return m_failed; }
    void next()
    {
        if (m_at == std::size(inputs)) {
            QCoreApplication::quit();
            return;
        }
        const Input &input = inputs[m_at];
        resetLargestResident();
        m_before = largestResident(true).value_or(0);
        m_longest = 0;
        m_started = m_last = Steady::now();
        m_pulse.start(1);
        const QString organization = QString::fromLatin1(input.name);
        if (input.isDiff)
            ask(api::deploy_requests::diff({organization, u"shop"_s}, 1));
        else
            ask(api::databases::list({organization}));
    }

private:
    using Steady = std::chrono::steady_clock;
    static double since(Steady::time_point from)
    {
        return std::chrono::duration<double, std::milli>(Steady::now() - from).count();
    }

    template<class T>
    void ask(const api::Request<T> &request)
    {
        m_limit = api::answerLimits(*request.endpoint).body;
        m_client->send(request, this)->then(this, [this](const api::Result<T> &result) {
            m_outcome = {.detail = result ? QString() : result.error().detail, .isRead = result.has_value()};
            // What the answer leaves behind counts too.
            QTimer::singleShot(50, this, [this] { end(); });
        });
    }

    void beat()
    {
        m_longest = std::max(m_longest, since(m_last));
        m_last = Steady::now();
    }

    void end()
    {
        m_pulse.stop();
        const Input &input = inputs[m_at++];
        const auto peak = largestResident(false);
        const double memory = double(peak.value_or(m_before) - m_before) / mega;
        const double most = 3.0 * double(m_limit) / mega;
        const bool asExpected =
            m_outcome.isRead == (*input.expected == 0) && m_outcome.detail == QLatin1String(input.expected);
        const QJsonObject line{{u"event"_s, u"limit"_s},
                               {u"input"_s, QString::fromUtf8(input.title)},
                               {u"memory_mib"_s, memory},
                               {u"most_mib"_s, most},
                               {u"turn_ms"_s, m_longest},
                               {u"ms"_s, since(m_started)},
                               {u"answer"_s, m_outcome.isRead ? u"read"_s : m_outcome.detail},
                               {u"as_expected"_s, asExpected}};
        m_out->write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        m_out->flush();
        // A turn says something of the machine too; twice the limit is ours.
        if (m_check && (!asExpected || memory > most || m_longest > 100))
            m_failed = true;
        next();
    }

    api::LoopbackOnlyNetwork m_network;
    test::FixedCredentials m_credentials;
    Clock m_clock;
    std::unique_ptr<api::ApiClient> m_client;
    QFile *m_out;
    bool m_check;
    bool m_failed = false;
    std::size_t m_at = 0;
    QTimer m_pulse;
    Steady::time_point m_started;
    Steady::time_point m_last;
    double m_longest = 0;
    qint64 m_before = 0;
    qint64 m_limit = 0;
    Outcome m_outcome;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"measure"_s, u"Where the figures go; default: standard output."_s, u"FILE"_s});
    parser.addOption({u"check"_s, u"Fails when a figure is beyond its limit."_s});
    parser.addOption({u"serve"_s, u"Be the peer."_s});
    parser.process(app);
    if (parser.isSet(u"serve"_s))
        return serve();

    QProcess peer;
    peer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
    if (!peer.waitForReadyRead(10'000))
        return 1;
    const QUrl url(u"http://127.0.0.1:%1"_s.arg(QString::fromLatin1(peer.readLine().trimmed())));
    QFile out(parser.value(u"measure"_s));
    if (!(parser.isSet(u"measure"_s) ? out.open(QIODevice::WriteOnly | QIODevice::Append)
                                     : out.open(stdout, QIODevice::WriteOnly)))
        return 1;
    Limits limits(url, &out, parser.isSet(u"check"_s));
    QTimer::singleShot(0, &limits, [&limits] { limits.next(); });
    QCoreApplication::exec();
    peer.kill();
    peer.waitForFinished();
    return limits.failed() ? 1 : 0;
}
