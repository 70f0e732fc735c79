// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace orrery::models {

/// What a word of the command line works with: no window, no account, nothing sent.
struct CommandContext
{
    QString folder; ///< where everything is kept
    QStringList arguments; ///< behind the word
    bool json = false;
    bool csv = false;
    std::function<void(const QString &)> print; ///< to standard output
    std::function<void(const QString &)> complain; ///< to standard error
};

/// The exit codes of words.
namespace commandCode {
inline constexpr int done = 0;
inline constexpr int refused = 1; ///< or failed, or what was asked for does not hold
inline constexpr int usage = 2;
} // namespace commandCode

/// A word of the command line, `orrery journal verify`: does something without a window and ends.
struct CommandWord
{
    QString word; ///< "journal"
    QString usage; ///< "journal verify", "journal export [--json|--csv]", a line each
    QString text; ///< translated: what it is for
    std::function<int(const CommandContext &)> run; ///< answers the exit code
};

} // namespace orrery::models
