// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/auth/service_token.h"
#include "api/core/http_log.h"
#include "app/application.h"
#include "app/command_words.h"
#include "app/features.h"
#include "app/measure.h"
#include "app/screenshot_walk.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <cstdio>

namespace {

// Secrets must not reach a log whatever a message holds: every line goes through the same redaction.
void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = orrery::api::redact(qFormatLogMessage(type, context, message)).toLocal8Bit();
    std::fprintf(stderr, "%s\n", line.constData());
    if (type == QtFatalMsg)
        std::abort();
}

void print(const QString &text, std::FILE *stream)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
}

/// The words of the person's language, Qt's own too.
class Translators
{
public:
    Translators()
    {
        // English needs one too: its plural forms live in the translation.
        if (m_words.load(QLocale(), QStringLiteral("orrery"), QStringLiteral("_"), QStringLiteral(":/i18n"))
            || m_words.load(QStringLiteral(":/i18n/orrery_en")))
            QCoreApplication::installTranslator(&m_words);
        // The buttons and menus that Qt brings itself.
        if (m_wordsOfQt.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                             QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
            QCoreApplication::installTranslator(&m_wordsOfQt);
    }

private:
    QTranslator m_words;
    QTranslator m_wordsOfQt;
};

} // namespace

int main(int argc, char *argv[])
{
    qInstallMessageHandler(writeMessage);
    QCoreApplication::setOrganizationDomain(QStringLiteral("orrery.invalid"));
    QCoreApplication::setApplicationName(QStringLiteral("orrery"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ORRERY_VERSION));

    // Words on the terminal need no display.
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Most starts have no arguments: they need not know the words.
    const orrery::CommandLine line = orrery::parseCommandLine(
        arguments,
        arguments.isEmpty() ? std::vector<orrery::models::CommandWord>() : orrery::Features::all().models.commandWords);
    if (!line.error.isEmpty()) {
        print(QStringLiteral("orrery: %1\n").arg(line.error), stderr);
        return 2;
    }
    if (line.mode == orrery::CommandLine::Mode::Word) {
        QCoreApplication application(argc, argv);
        const Translators translators;
        return orrery::runWord(line, orrery::Features::all().models.commandWords);
    }
    if (line.mode != orrery::CommandLine::Mode::Window) {
        print(line.output, stdout);
        return 0;
    }

    auto environmentToken = orrery::api::takeServiceTokenFromEnvironment();
    orrery::MeasuredApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Orrery"));
    QGuiApplication::setDesktopFileName(QStringLiteral("orrery"));
    const Translators translators;
    orrery::Application orrery(application, line, std::move(environmentToken));
    std::unique_ptr<orrery::Measurement> measurement;
    if (!line.measure.isEmpty())
        measurement = std::make_unique<orrery::Measurement>(application, orrery);
    std::unique_ptr<orrery::ScreenshotWalk> walk;
    if (!line.screenshots.isEmpty())
        walk = std::make_unique<orrery::ScreenshotWalk>(orrery);
    orrery.start();
    return QApplication::exec();
}
