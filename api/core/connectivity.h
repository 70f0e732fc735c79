// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace orrery::api {

/// Whether the computer has a network at all. Online until the system says that it is cut off: a system that does not tell
/// never keeps anybody from trying.
class Connectivity final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Asks the system from now on (QNetworkInformation). Loads a plug-in, so not before the first paint.
    void followSystem();

    [[nodiscard]] bool isOnline() const { return m_online; }
    /// For followSystem() and tests.
    void setOnline(bool online);

Q_SIGNALS:
    void onlineChanged(bool online);

private:
    bool m_online = true;
};

} // namespace orrery::api
