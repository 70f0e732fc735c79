// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/diff/external_diff.h"

#include "models/core/aside.h"
#include "models/core/text.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>

#include <array>

namespace orrery::models {

namespace {

constexpr QLatin1String commandKey("deploy-request/diff-tool");

struct KnownTool
{
    const char *name;
    const char *command;
};

// Each with what keeps it from asking which folder, or from writing anything.
constexpr std::array knownTools{
    KnownTool{"Meld", "meld %1 %2"},          KnownTool{"KDiff3", "kdiff3 %1 %2"},
    KnownTool{"Kompare", "kompare %1 %2"},    KnownTool{"Beyond Compare", "bcompare -ro %1 %2"},
    KnownTool{"FileMerge", "opendiff %1 %2"}, KnownTool{"WinMerge", "WinMergeU /e /wl /wr %1 %2"},
    KnownTool{"Diffuse", "diffuse %1 %2"},    KnownTool{"xxdiff", "xxdiff %1 %2"}};

/// Part of a file's name from a table's: nothing in it can leave the folder, be taken for an option or break a command.
QString fileStem(const QString &name)
{
    constexpr qsizetype longest = 80;
    QString stem;
    for (const QChar c : QStringView(name).left(longest)) {
        const bool plain =
            (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
        stem += plain ? c : QChar(u'_');
    }
    return stem.isEmpty() ? QStringLiteral("table") : stem;
}

/// In one pass: a folder whose own name holds "%1" stays what it is.
QString filled(const QString &argument, const QString &before, const QString &after)
{
    QString out;
    for (qsizetype i = 0; i < argument.size(); ++i) {
        const QStringView two = QStringView(argument).mid(i, 2);
        if (two == u"%1" || two == u"%2") {
            out += two == u"%1" ? before : after;
            ++i;
        } else {
            out += argument.at(i);
        }
    }
    return out;
}

/// One side of a diff, as much of it as the diff holds: all of a table in the service's diffs.
QString linesWithout(const UnifiedDiff &diff, DiffLine::Kind other)
{
    QString text;
    for (const DiffLine &line : diff.lines) {
        if (line.kind != other && line.kind != DiffLine::Kind::HunkHeader && line.kind != DiffLine::Kind::Note)
            text += line.text + QLatin1Char('\n');
    }
    return text;
}

/// Empty when all went well.
QString writePrivately(const QString &path, const QString &text)
{
    QFile file(path);
    // The permissions come with the file's birth: nobody can open it in between.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return file.errorString();
    const QByteArray bytes = text.toUtf8();
    if (file.write(bytes) != bytes.size() || !file.flush())
        return file.errorString();
    return {};
}

} // namespace

std::optional<DiffTool> diffToolOf(const QString &command)
{
    QStringList words = QProcess::splitCommand(command);
    if (words.isEmpty())
        return std::nullopt;
    DiffTool tool;
    const QString wanted = words.takeFirst();
    tool.program = QStandardPaths::findExecutable(wanted);
    if (tool.program.isEmpty())
        return std::nullopt;
    tool.name = QFileInfo(wanted).completeBaseName();
    tool.arguments = words;
    const QString all = words.join(QLatin1Char(' '));
    if (!all.contains(QLatin1String("%1")) && !all.contains(QLatin1String("%2")))
        tool.arguments += {QStringLiteral("%1"), QStringLiteral("%2")};
    return tool;
}

QString diffToolCommand(const QSettings *settings)
{
    return settings ? settings->value(commandKey).toString().trimmed() : QString();
}

void setDiffToolCommand(QSettings *settings, const QString &command)
{
    if (settings)
        settings->setValue(commandKey, command.trimmed());
}

std::optional<DiffTool> findDiffTool(const QSettings *settings)
{
    if (const QString command = diffToolCommand(settings); !command.isEmpty())
        return diffToolOf(command);
    for (const KnownTool &known : knownTools) {
        if (auto tool = diffToolOf(QLatin1String(known.command))) {
            tool->name = QLatin1String(known.name);
            return tool;
        }
    }
    return std::nullopt;
}

void ExternalDiff::open(const DiffTool &tool, const QString &tableName, std::shared_ptr<const UnifiedDiff> diff)
{
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + QLatin1String("/orrery-diff-XXXXXX"));
    if (!m_folder->isValid()) {
        const QString why = m_folder->errorString();
        m_folder.reset();
        Q_EMIT failed(tr("The files for %1 could not be written: %2").arg(tool.name, visibleText(why)));
        return;
    }
    const QString stem =
        m_folder->path() + QLatin1Char('/') + QString::number(++m_count) + QLatin1Char('-') + fileStem(tableName);
    const QString before = stem + QLatin1String(".before.sql");
    const QString after = stem + QLatin1String(".after.sql");
    runAside(
        this,
        [diff = std::move(diff), before, after]() {
            const QString why = writePrivately(before, linesWithout(*diff, DiffLine::Kind::Added));
            return why.isEmpty() ? writePrivately(after, linesWithout(*diff, DiffLine::Kind::Removed)) : why;
        },
        [this, tool, before, after](const QString &why) {
            if (!why.isEmpty()) {
                Q_EMIT failed(tr("The files for %1 could not be written: %2").arg(tool.name, visibleText(why)));
                return;
            }
            QStringList arguments;
            for (const QString &argument : tool.arguments)
                arguments += filled(argument, before, after);
            if (QProcess::startDetached(tool.program, arguments, QFileInfo(before).absolutePath()))
                Q_EMIT opened();
            else
                Q_EMIT failed(tr("%1 could not be started.").arg(tool.name));
        });
}

} // namespace orrery::models
