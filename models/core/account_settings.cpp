// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/account_settings.h"

#include <QRegularExpression>
#include <QSettings>

namespace orrery::models {

void forgetAccountSettings(QSettings *settings, const QString &account)
{
    if (!settings || account.isEmpty())
        return;
    static const QRegularExpression between(QStringLiteral("[/|]"));
    const QStringList keys = settings->allKeys();
    for (const QString &key : keys) {
        if (key.split(between).contains(account))
            settings->remove(key);
    }
}

} // namespace orrery::models
