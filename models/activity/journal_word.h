// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/command_word.h"

namespace orrery::models {

/// `orrery journal verify | export`: reads the journal of a data folder, also while Orrery runs, and changes nothing.
CommandWord journalWord();

} // namespace orrery::models
