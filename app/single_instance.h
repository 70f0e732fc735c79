// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

namespace orrery {

/// One running program per data folder: a second start hands its link to the first and ends.
class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Outcome : quint8 {
        First, ///< this is the one
        HandedOver, ///< another runs and took the link: end
        Unreachable, ///< another holds the lock but does not answer: go on, without the shared files
    };
    /// Ends with decided(), never synchronously. `link` may be empty: the window is only brought to the front.
    void decide(const QString &link);

Q_SIGNALS:
    void decided(orrery::SingleInstance::Outcome outcome);
    /// Another start asked for this link (or, empty, for the window).
    void linkReceived(const QString &link);

private:
    void listen();

    QString m_serverName;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace orrery
