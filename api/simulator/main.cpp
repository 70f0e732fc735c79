// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/simulator/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QMetaObject>
#include <QTimer>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

// A signal handler may do no more than this; the event loop looks at it.
std::atomic<bool> g_stopAsked = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void askToStop(int)
{
    g_stopAsked = true;
}

/// Ends the program when the other end of its standard input is gone. A blocking read in a thread works alike on
/// all systems; waiting for readiness does not. Not through stdio: newer C libraries wait for its lock when they exit.
void exitWithParent()
{
    std::thread([] {
        char byte = 0;
#ifdef Q_OS_WIN
        while (_read(0, &byte, 1) > 0) {}
#else
        while (::read(STDIN_FILENO, &byte, 1) > 0) {}
#endif
        QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    }).detach();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"orrery-simulator"_s);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"A stateful PlanetScale look-alike on 127.0.0.1, for the demo and for tests."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"port"_s, u"Port to listen on; 0 = any free one."_s, u"N"_s, u"0"_s},
         {u"scenario"_s, u"demo, large, huge, empty or hostile."_s, u"name"_s, u"demo"_s},
         {u"time-scale"_s, u"How many simulated seconds pass in a real one; 0 stops time."_s, u"X"_s, u"1"_s},
         {u"record"_s, u"Append one JSON line per request to this file."_s, u"file"_s},
         {u"faults"_s, u"Read fault rules (a JSON list) from this file."_s, u"file"_s},
         {u"rate-limit"_s, u"Requests a minute and credential; 0 = no limit."_s, u"N"_s, u"600"_s},
         {u"seed"_s, u"Seed of everything random."_s, u"N"_s, u"1"_s},
         {u"exit-with-parent"_s, u"Exit when standard input ends."_s}});
    parser.process(application);

    const auto complain = [](const QString &text) {
        std::fprintf(stderr, "orrery-simulator: %s\n", qPrintable(text));
        return 2;
    };
    orrery::simulator::Options options;
    bool portOk = false, scaleOk = false, limitOk = false, seedOk = false;
    options.port = parser.value(u"port"_s).toUShort(&portOk);
    options.scenario = parser.value(u"scenario"_s);
    options.timeScale = parser.value(u"time-scale"_s).toDouble(&scaleOk);
    options.recordFile = parser.value(u"record"_s);
    options.faultsFile = parser.value(u"faults"_s);
    options.rateLimit = parser.value(u"rate-limit"_s).toInt(&limitOk);
    options.seed = parser.value(u"seed"_s).toUInt(&seedOk);
    if (!portOk || !scaleOk || !limitOk || !seedOk || options.timeScale < 0)
        return complain(u"--port, --time-scale, --rate-limit and --seed take numbers"_s);

    orrery::simulator::Server server(options);
    QString error;
    if (!server.listen(&error))
        return complain(error);

    std::signal(SIGTERM, askToStop);
    std::signal(SIGINT, askToStop);
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &application, [&server] {
        if (g_stopAsked)
            QCoreApplication::quit();
        server.world().settle();
    });
    tick.start(250);
    QTimer preparing; // in slices between requests, so that nobody waits for it
    QObject::connect(&preparing, &QTimer::timeout, &application, [&] {
        if (!server.prepare(5))
            preparing.stop();
    });
    preparing.start(1);
    if (parser.isSet(u"exit-with-parent"_s))
        exitWithParent();

    std::printf("listening on %s\n", qPrintable(server.baseAddress()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
