// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QSettings;

namespace orrery::models {

/// Removes what was remembered of an account that signs out: every setting whose key names the account as one of its parts
/// ("drafts/webhook|ACCOUNT|acme"). What has SettingScope::Account is kept under such keys.
void forgetAccountSettings(QSettings *settings, const QString &account);

} // namespace orrery::models
