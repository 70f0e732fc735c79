// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/command_word.h"

namespace orrery {

/// `orrery endpoints [--json]`: the endpoint table as text.
models::CommandWord endpointsWord();

} // namespace orrery
