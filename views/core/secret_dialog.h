// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action_result.h"

class QWidget;

namespace orrery::views {

/// Shows a secret masked, to reveal and to copy; a copy is cleared from the clipboard after 30 s.
void showSecret(QWidget *parent, const models::ShownSecret &secret);

} // namespace orrery::views
