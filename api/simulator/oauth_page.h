// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/simulator/credentials.h"

#include <QByteArray>

namespace orrery::simulator {

/// The page on which a person allows or denies an application. Its form posts `fields` unchanged to `action`,
/// with `decision` = "allow" or "deny" and one `organization` per ticked box.
QByteArray consentPage(const QString &applicationName, const QString &userName, const QStringList &scopes,
                       const QStringList &organizations, const QString &action,
                       const QList<QPair<QString, QString>> &fields);
/// A page with one sentence, for what cannot be answered by a redirect.
QByteArray messagePage(const QString &title, const QString &text);

} // namespace orrery::simulator
