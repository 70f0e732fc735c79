// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QUrl>

class QNetworkAccessManager;
class QNetworkReply;

namespace orrery {

/// The person and the browser of `--demo`: opens the simulator's consent page, presses Allow, and follows the redirect to
/// Orrery's listener, so that the demo signs in over the very path a real account takes. Talks to loopback only.
class DemoBrowser final : public QObject
{
    Q_OBJECT
public:
    explicit DemoBrowser(QNetworkAccessManager *network, QObject *parent = nullptr);

    /// False when the address is not on this machine.
    bool open(const QUrl &authorizeUrl);

private:
    void allow(const QUrl &authorizeUrl, const QString &page);

    QNetworkAccessManager *m_network;
};

} // namespace orrery
