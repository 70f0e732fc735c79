// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/command_word.h"
#include "views/core/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace orrery {

/// What the program was started with.
struct CommandLine
{
    enum class Mode : quint8 { Window, Word, Help, Version };

    Mode mode = Mode::Window;
    QString output; ///< help or version text
    QString error; ///< a sentence when the arguments make no sense

    bool demo = false; ///< start a simulator and sign in to it
    QString scenario = QStringLiteral("demo");
    QString timeScale = QStringLiteral("1");
    QString faults; ///< handed to the simulator
    QString record; ///< handed to the simulator
    QUrl demoServer; ///< sign in to this simulator instead of starting one
    QUrl host; ///< one address for all of PlanetScale's hosts (a simulator)
    QString organization; ///< with a service token from the environment
    QString profile; ///< folder for everything kept; empty: the platform's own place
    bool readOnly = false;
    views::Theme::Scheme scheme = views::Theme::Scheme::System;
    QSize size; ///< of the window; empty: as it was left
    QString screenshots; ///< walk through the demo, write pictures here, end
    QString measure; ///< write measurements here (tests/bench/README.md)
    QString measureTask = QStringLiteral("open");
    std::optional<QUrl> link; ///< a page to open
    QStringList word; ///< for Mode::Word: the word and what stands behind it
    bool json = false; ///< for Mode::Word
    bool csv = false; ///< for Mode::Word
};

/// Reads the arguments (without the program's name); `words` are those that features bring. Pure.
CommandLine parseCommandLine(const QStringList &arguments, const std::vector<models::CommandWord> &words = {});

} // namespace orrery
