// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace orrery {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};
} // namespace

namespace {

/// Without Qt's own options (-platform xcb, -reverse, …), which QApplication reads: they are not this program's to judge.
QStringList withoutQtOptions(const QStringList &arguments)
{
    static const QStringList flags{QStringLiteral("reverse"), QStringLiteral("widgetcount"), QStringLiteral("nograb"),
                                   QStringLiteral("dograb"), QStringLiteral("sync")};
    static const QStringList withValue{QStringLiteral("platform"),        QStringLiteral("platformpluginpath"),
                                       QStringLiteral("platformtheme"),   QStringLiteral("plugin"),
                                       QStringLiteral("qwindowgeometry"), QStringLiteral("qwindowicon"),
                                       QStringLiteral("qwindowtitle"),    QStringLiteral("session"),
                                       QStringLiteral("style"),           QStringLiteral("stylesheet"),
                                       QStringLiteral("display"),         QStringLiteral("geometry"),
                                       QStringLiteral("fontengine"),      QStringLiteral("dialogs")};
    static const QRegularExpression option(QStringLiteral("^--?([a-z]+)(=.*)?$"));
    QStringList own;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QRegularExpressionMatch match = option.match(arguments.at(i));
        const QString name = match.captured(1);
        if (flags.contains(name) && match.captured(2).isEmpty())
            continue;
        if (withValue.contains(name)) {
            if (match.captured(2).isEmpty())
                ++i; // its value
            continue;
        }
        own.append(arguments.at(i));
    }
    return own;
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments, const std::vector<models::CommandWord> &words)
{
    CommandLine line;
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("A desktop console for PlanetScale."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, Words::tr("Shows this help."));
    const QCommandLineOption version(QStringLiteral("version"), Words::tr("Shows the version."));
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  Words::tr("Starts a simulated PlanetScale and signs in to it."));
    const QCommandLineOption scenario(QStringLiteral("scenario"),
                                      Words::tr("Scenario of the demo: demo, large, huge, empty or hostile."),
                                      QStringLiteral("name"), QStringLiteral("demo"));
    const QCommandLineOption timeScale(QStringLiteral("time-scale"),
                                       Words::tr("How much faster time passes in the demo."), QStringLiteral("factor"),
                                       QStringLiteral("1"));
    const QCommandLineOption faults(QStringLiteral("faults"), Words::tr("File of faults the demo's service makes."),
                                    QStringLiteral("file"));
    const QCommandLineOption record(QStringLiteral("record"), Words::tr("File the demo's service records requests in."),
                                    QStringLiteral("file"));
    const QCommandLineOption host(QStringLiteral("host"),
                                  Words::tr("Address that stands in for all of PlanetScale's hosts."),
                                  QStringLiteral("url"));
    const QCommandLineOption organization(
        QStringLiteral("org"),
        Words::tr("Organization of the service token in PLANETSCALE_SERVICE_TOKEN_ID and PLANETSCALE_SERVICE_TOKEN."),
        QStringLiteral("name"));
    const QCommandLineOption demoServer(QStringLiteral("demo-server"),
                                        Words::tr("With --demo: a running simulator to sign in to."),
                                        QStringLiteral("url"));
    const QCommandLineOption profile(QStringLiteral("profile"),
                                     Words::tr("Folder for accounts, settings and the local database."),
                                     QStringLiteral("folder"));
    const QCommandLineOption readOnly(QStringLiteral("read-only"),
                                      Words::tr("Sends only requests that change nothing."));
    const QCommandLineOption theme(QStringLiteral("theme"), Words::tr("system, light or dark."), QStringLiteral("name"),
                                   QStringLiteral("system"));
    const QCommandLineOption screenshots(
        QStringLiteral("screenshots"), Words::tr("Walks through the demo, writes pictures into this folder, and ends."),
        QStringLiteral("folder"));
    const QCommandLineOption size(QStringLiteral("size"), Words::tr("Size of the window, such as 960x600."),
                                  QStringLiteral("size"));
    const QCommandLineOption measure(QStringLiteral("measure"), Words::tr("Writes measurements into this file."),
                                     QStringLiteral("file"));
    QCommandLineOption measureTask(QStringLiteral("measure-task"), QString(), QStringLiteral("task"),
                                   QStringLiteral("open"));
    measureTask.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption json(QStringLiteral("json"), Words::tr("For words: prints JSON."));
    const QCommandLineOption csv(QStringLiteral("csv"), Words::tr("For words: prints CSV."));
    parser.addOptions({help, version, demo, scenario, timeScale, faults, record, host, demoServer, organization,
                       profile, readOnly, theme, size, screenshots, measure, measureTask, json, csv});
    parser.addPositionalArgument(QStringLiteral("link"),
                                 Words::tr("A page to open (orrery://… or https://app.planetscale.com/…)."),
                                 QStringLiteral("[link]"));
    for (const models::CommandWord &word : words)
        parser.addPositionalArgument(word.word, QStringLiteral("%1\n%2").arg(word.usage, word.text),
                                     QStringLiteral("[%1…]").arg(word.word));

    if (!parser.parse(QStringList{QStringLiteral("orrery")} + withoutQtOptions(arguments))) {
        line.error = parser.errorText();
        return line;
    }
    if (parser.isSet(help)) {
        line.mode = CommandLine::Mode::Help;
        // The parser takes the name from the application object: a path, or a placeholder while there is none.
        const QString name = QCoreApplication::instance() ? QCoreApplication::arguments().constFirst()
                                                          : QStringLiteral("<executable_name>");
        line.output = parser.helpText().replace(name, QLatin1String("orrery"));
        return line;
    }
    if (parser.isSet(version)) {
        line.mode = CommandLine::Mode::Version;
        line.output = QStringLiteral("orrery %1\n").arg(QCoreApplication::applicationVersion());
        return line;
    }
    line.demo = parser.isSet(demo) || parser.isSet(screenshots);
    line.scenario = parser.value(scenario);
    line.timeScale = parser.value(timeScale);
    line.faults = parser.value(faults);
    line.record = parser.value(record);
    line.organization = parser.value(organization);
    line.profile = parser.value(profile);
    line.readOnly = parser.isSet(readOnly);
    line.screenshots = parser.value(screenshots);
    line.measure = parser.value(measure);
    line.measureTask = parser.value(measureTask);
    line.json = parser.isSet(json);
    line.csv = parser.isSet(csv);
    const auto address = [&](const QCommandLineOption &option, QUrl &out) {
        if (!parser.isSet(option))
            return;
        out = QUrl(parser.value(option), QUrl::StrictMode);
        const bool web = out.scheme() == QLatin1String("http") || out.scheme() == QLatin1String("https");
        if (!out.isValid() || !web || out.host().isEmpty())
            line.error =
                Words::tr("--%1 wants an address such as http://127.0.0.1:8080.").arg(option.names().constLast());
    };
    address(host, line.host);
    address(demoServer, line.demoServer);
    const QString scheme = parser.value(theme);
    if (scheme == QLatin1String("light"))
        line.scheme = views::Theme::Scheme::Light;
    else if (scheme == QLatin1String("dark"))
        line.scheme = views::Theme::Scheme::Dark;
    else if (scheme != QLatin1String("system"))
        line.error = Words::tr("--theme wants system, light or dark.");
    if (parser.isSet(size)) {
        const QStringList sides = parser.value(size).split(QLatin1Char('x'));
        if (sides.size() == 2)
            line.size = QSize(sides.first().toInt(), sides.last().toInt());
        if (line.size.isEmpty())
            line.error = Words::tr("--size wants two numbers, such as 960x600.");
    }
    const QStringList positional = parser.positionalArguments();
    const bool isWord = !positional.isEmpty()
        && std::any_of(words.begin(), words.end(),
                       [&](const models::CommandWord &word) { return word.word == positional.first(); });
    if (isWord) {
        line.mode = CommandLine::Mode::Word;
        line.word = positional;
    } else if (positional.size() > 1) {
        line.error = Words::tr("Only one link can be opened.");
    } else if (positional.size() == 1) {
        line.link = QUrl(positional.first(), QUrl::StrictMode);
    }
    return line;
}

} // namespace orrery
