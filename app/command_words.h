// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

namespace orrery {

/// Runs the word that the line names, of those the features bring; answers the exit code. Needs an application object.
int runWord(const CommandLine &line, const std::vector<models::CommandWord> &words);

} // namespace orrery
