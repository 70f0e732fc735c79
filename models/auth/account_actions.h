// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/action.h"

namespace orrery::models {

class Accounts;

/// What can be done with a sign-in, beside signing out. Everything here stays on this computer but the check of a token.
struct AccountActions
{
    Action appearance; ///< name and colour
    Action addToken; ///< a service token of an organization, beside an OAuth sign-in
    Action removeToken;
};

/// `accounts` outlives them. `organization` gives the one that is meant now; empty: it is asked for, and nothing is removed.
AccountActions accountActions(Accounts *accounts, const QString &account, const std::function<QString()> &organization);

/// The colours an account can be marked with; the first is none. Values are what is kept.
QList<FormChoice> accountColors();

} // namespace orrery::models
