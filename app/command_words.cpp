// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_words.h"

#include <QStandardPaths>

#include <algorithm>
#include <cstdio>

namespace orrery {

namespace {

void writeTo(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
}

} // namespace

int runWord(const CommandLine &line, const std::vector<models::CommandWord> &words)
{
    const auto found = std::find_if(words.begin(), words.end(), [&line](const models::CommandWord &word) {
        return word.word == line.word.value(0);
    });
    if (found == words.end())
        return models::commandCode::usage;
    models::CommandContext context;
    context.folder =
        line.profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : line.profile;
    context.arguments = line.word.mid(1);
    context.json = line.json;
    context.csv = line.csv;
    context.print = [](const QString &text) { writeTo(stdout, text); };
    context.complain = [](const QString &text) { writeTo(stderr, QStringLiteral("orrery: %1\n").arg(text)); };
    const int code = found->run(context);
    // Whoever reads has gone, or the disk is full: what was asked for is not there.
    return std::fflush(stdout) == 0 ? code : std::max(code, models::commandCode::refused);
}

} // namespace orrery
