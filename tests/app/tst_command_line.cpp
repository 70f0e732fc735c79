// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/endpoints_word.h"
#include "tests/support/suite.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest/QtTest>

using namespace orrery;
using namespace Qt::StringLiterals;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing();
    void demo();
    void screenshotsAreADemo();
    void link();
    void hosts();
    void qtsOwnOptions();
    void helpAndVersion();
    void refused_data();
    void refused();
    void endpointsAsText();
    void endpointsAsJson();
    void words();

private:
    /// What the word of the arguments prints; nothing when there is none.
    static QString output(const QStringList &arguments);
};

QString TestCommandLine::output(const QStringList &arguments)
{
    const std::vector<models::CommandWord> words{endpointsWord()};
    const CommandLine line = parseCommandLine(arguments, words);
    if (line.mode != CommandLine::Mode::Word || line.word.value(0) != words.front().word)
        return {};
    QString printed;
    models::CommandContext context;
    context.arguments = line.word.mid(1);
    context.json = line.json;
    context.print = [&printed](const QString &text) { printed += text; };
    context.complain = [](const QString &) {};
    return words.front().run(context) == 0 ? printed : QString();
}

void TestCommandLine::words()
{
    const std::vector<models::CommandWord> words{endpointsWord()};
    QCOMPARE(parseCommandLine({u"endpoints"_s}).mode, CommandLine::Mode::Window); // nobody brings it: an address
    const CommandLine line = parseCommandLine({u"--csv"_s, u"endpoints"_s, u"more"_s, u"--profile=/tmp/p"_s}, words);
    QCOMPARE(line.mode, CommandLine::Mode::Word);
    QCOMPARE(line.word, (QStringList{u"endpoints"_s, u"more"_s}));
    QVERIFY(line.csv);
    QCOMPARE(line.profile, u"/tmp/p"_s);
    QCOMPARE(output({u"endpoints"_s, u"more"_s}), QString()); // not as it is used
    QVERIFY(parseCommandLine({u"--help"_s}, words).output.contains(u"endpoints [--json]"_s));
}

void TestCommandLine::nothing()
{
    const CommandLine line = parseCommandLine({});
    QCOMPARE(line.mode, CommandLine::Mode::Window);
    QCOMPARE(line.error, QString());
    QVERIFY(!line.demo);
    QVERIFY(!line.readOnly);
    QVERIFY(!line.link);
    QVERIFY(!line.host.isValid());
    QCOMPARE(line.scheme, views::Theme::Scheme::System);
    QCOMPARE(line.profile, QString());
}

void TestCommandLine::qtsOwnOptions()
{
    // QApplication reads them; what is this program's stays.
    const CommandLine line =
        parseCommandLine({u"-platform"_s, u"offscreen"_s, u"--demo"_s, u"-reverse"_s, u"--style=Fusion"_s,
                          u"orrery://acme/shop"_s, u"-qwindowtitle"_s, u"--read-only"_s});
    QCOMPARE(line.error, QString());
    QVERIFY(line.demo);
    QVERIFY(!line.readOnly); // the title of the window
    QCOMPARE(line.link, std::optional(QUrl(u"orrery://acme/shop"_s)));
}

void TestCommandLine::demo()
{
    const CommandLine line =
        parseCommandLine({u"--demo"_s, u"--scenario"_s, u"large"_s, u"--time-scale=60"_s, u"--record"_s, u"r.jsonl"_s,
                          u"--faults"_s, u"f.json"_s, u"--profile"_s, u"/tmp/p"_s, u"--read-only"_s, u"--theme"_s,
                          u"dark"_s, u"--size"_s, u"960x600"_s});
    QCOMPARE(line.error, QString());
    QVERIFY(line.demo);
    QCOMPARE(line.scenario, u"large"_s);
    QCOMPARE(line.timeScale, u"60"_s);
    QCOMPARE(line.record, u"r.jsonl"_s);
    QCOMPARE(line.faults, u"f.json"_s);
    QCOMPARE(line.profile, u"/tmp/p"_s);
    QVERIFY(line.readOnly);
    QCOMPARE(line.scheme, views::Theme::Scheme::Dark);
    QCOMPARE(line.size, QSize(960, 600));
}

void TestCommandLine::screenshotsAreADemo()
{
    const CommandLine line = parseCommandLine({u"--screenshots"_s, u"pictures"_s});
    QVERIFY(line.demo);
    QCOMPARE(line.screenshots, u"pictures"_s);
    QCOMPARE(line.scenario, u"demo"_s);
}

void TestCommandLine::link()
{
    const CommandLine line = parseCommandLine({u"orrery://acme/shop/deploy-requests/42"_s});
    QCOMPARE(line.error, QString());
    QCOMPARE(line.mode, CommandLine::Mode::Window);
    QVERIFY(line.link);
    QCOMPARE(*line.link, QUrl(u"orrery://acme/shop/deploy-requests/42"_s));
}

void TestCommandLine::hosts()
{
    const CommandLine line = parseCommandLine({u"--host"_s, u"http://127.0.0.1:8080"_s, u"--demo-server"_s,
                                               u"http://127.0.0.1:8081"_s, u"--org"_s, u"acme"_s});
    QCOMPARE(line.error, QString());
    QCOMPARE(line.host, QUrl(u"http://127.0.0.1:8080"_s));
    QCOMPARE(line.demoServer, QUrl(u"http://127.0.0.1:8081"_s));
    QCOMPARE(line.organization, u"acme"_s);
}

void TestCommandLine::helpAndVersion()
{
    const CommandLine help = parseCommandLine({u"--help"_s});
    QCOMPARE(help.mode, CommandLine::Mode::Help);
    QVERIFY(help.output.contains(u"A desktop console for PlanetScale."_s));
    QVERIFY(help.output.startsWith(u"Usage: orrery "_s));
    QVERIFY(help.output.contains(u"--demo"_s));
    QVERIFY(!help.output.contains(u"--measure-task"_s)); // the benchmark's own

    QCoreApplication::setApplicationVersion(u"1.2.3"_s);
    const CommandLine version = parseCommandLine({u"--version"_s});
    QCOMPARE(version.mode, CommandLine::Mode::Version);
    QCOMPARE(version.output, u"orrery 1.2.3\n"_s);
}

void TestCommandLine::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("unknown option") << QStringList{u"--bogus"_s} << u"Unknown option 'bogus'."_s;
    QTest::newRow("missing value") << QStringList{u"--profile"_s} << u"Missing value after '--profile'."_s;
    QTest::newRow("theme") << QStringList{u"--theme"_s, u"pink"_s} << u"--theme wants system, light or dark."_s;
    QTest::newRow("host without scheme") << QStringList{u"--host"_s, u"127.0.0.1:80"_s}
                                         << u"--host wants an address such as http://127.0.0.1:8080."_s;
    QTest::newRow("host as a file") << QStringList{u"--host"_s, u"file:///etc/passwd"_s}
                                    << u"--host wants an address such as http://127.0.0.1:8080."_s;
    QTest::newRow("demo server without host") << QStringList{u"--demo-server"_s, u"http://"_s}
                                              << u"--demo-server wants an address such as http://127.0.0.1:8080."_s;
    QTest::newRow("size") << QStringList{u"--size"_s, u"960"_s} << u"--size wants two numbers, such as 960x600."_s;
    QTest::newRow("size below nothing") << QStringList{u"--size"_s, u"960x-1"_s}
                                        << u"--size wants two numbers, such as 960x600."_s;
    QTest::newRow("two links") << QStringList{u"orrery://a"_s, u"orrery://b"_s} << u"Only one link can be opened."_s;
}

void TestCommandLine::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    QCOMPARE(parseCommandLine(arguments).error, sentence);
}

void TestCommandLine::endpointsAsText()
{
    const QString text = output({u"endpoints"_s});
    int operations = 0;
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        operations += line.startsWith(u' ') ? 0 : 1; // what an operation needs is indented below it
    QCOMPARE(operations, 202); // the 199 documented ones and the three Orrery uses beside them
    QVERIFY(text.contains(
        u"POST   /organizations/{organization}/databases/{database}/deploy-requests/{number}/reviews  review_deploy_request\n"_s));
    QVERIFY(
        text.contains(u"/diff  get_deploy_request_diff\n       not documented: seen in PlanetScale's own clients\n"_s));
}

void TestCommandLine::endpointsAsJson()
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(output({u"endpoints"_s, u"--json"_s}).toUtf8(), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    const QJsonArray rows = document.array();
    QCOMPARE(rows.size(), 202);
    int documented = 0;
    QSet<QString> ids;
    QSet<QString> places;
    for (const QJsonValue &row : rows) {
        documented += row[u"documented"_s].toBool() ? 1 : 0;
        ids.insert(row[u"id"_s].toString());
        places.insert(row[u"method"_s].toString() + u' ' + row[u"path"_s].toString());
        QVERIFY(row[u"path"_s].toString().startsWith(u"/v1/"_s));
        QVERIFY(!row[u"summary"_s].toString().isEmpty());
        QVERIFY(row[u"scopes"_s].isObject());
        QVERIFY(row[u"service_token_accesses"_s].isArray());
    }
    QCOMPARE(documented, 199);
    QCOMPARE(ids.size(), 202);
    QCOMPARE(places.size(), 202);
}

ORRERY_SUITE(TestCommandLine)
#include "tst_command_line.moc"
