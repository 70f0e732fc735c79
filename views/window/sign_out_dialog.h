// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/page.h"

namespace orrery::views {

class ConfirmDialog;

/// Asks whether to sign out, and of which account where there are several, `account` first; says what is removed from this
/// computer, and offers to keep what the features can export. Signs out when the person agrees. The dialog deletes itself;
/// null when nobody is signed in.
ConfirmDialog *askSignOut(const PageContext &context, const QString &account, QWidget *parent);

} // namespace orrery::views
