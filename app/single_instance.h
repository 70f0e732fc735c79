// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <chrono>

class QLocalSocket;
class QTimer;

namespace orrery {

/// One running program per data folder: a second start hands its link to the first and ends. Both meet at a socket inside the
/// folder, which only the person may open, and whoever is at its other end has to be that person.
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
    /// Why later starts cannot reach this one; empty when they can.
    [[nodiscard]] QString listenProblem() const { return m_listenProblem; }

    /// How long another one that holds the lock is given to answer.
    static constexpr std::chrono::seconds patience{3};
    /// A lock of another machine (a shared home folder) that was not renewed for so long is left over.
    static constexpr std::chrono::minutes foreignLockAge{30};

Q_SIGNALS:
    void decided(orrery::SingleInstance::Outcome outcome);
    /// Another start asked for this link (or, empty, for the window).
    void linkReceived(const QString &link);

private:
    void tryOnce();
    void handOver();
    void end(Outcome outcome);
    void listen();
    void takeLinkFrom(QLocalSocket *socket);
    /// Removes a lock nobody can hold any more; whether there was one.
    bool removeLeftOverLock();
    void renewLock();

    QString m_folder;
    QString m_serverName;
    QString m_link;
    QString m_listenProblem;
    QLockFile m_lock;
    QLocalServer m_server;
    QTimer *m_again;
    QTimer *m_patience;
    QTimer *m_renewal;
    QLocalSocket *m_socket = nullptr;
};

} // namespace orrery
