// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace orrery::api {

/// Where an account's PlanetScale is. Settable, so that the simulator and tests can stand in.
struct Hosts
{
    QUrl api = QUrl(QStringLiteral("https://api.planetscale.com"));
    QUrl auth = QUrl(QStringLiteral("https://auth.planetscale.com"));
    QUrl app = QUrl(QStringLiteral("https://app.planetscale.com"));
    QUrl metrics = QUrl(QStringLiteral("https://metrics.psdb.cloud"));

    /// True when every host is PlanetScale's own; anything else is shown in the window at all times.
    [[nodiscard]] bool isPlanetScale() const;
    /// All four at one address: how the simulator is reached.
    static Hosts allAt(const QUrl &base);
    friend bool operator==(const Hosts &, const Hosts &) = default;
};

/// "localhost", 127.0.0.0/8, ::1.
bool isLoopbackHost(const QString &host);
/// https, or http to this computer; nothing else, and no user name. What may be opened in the browser, and where a secret
/// may be sent.
bool isProtectedAddress(const QUrl &url);

} // namespace orrery::api
