// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QUrl>

namespace orrery::test {

/// A running orrery-simulator: the program named by $ORRERY_SIMULATOR, on a free port. Ends with the object.
class SimulatorProcess
{
public:
    SimulatorProcess() = default;
    ~SimulatorProcess();
    Q_DISABLE_COPY_MOVE(SimulatorProcess)

    /// Starts it with "--port 0" and these arguments, and waits for its address. False when there is no simulator to
    /// start; errorString() then says why.
    bool start(const QStringList &arguments = {});
    void stop();
    /// POST /_simulator/<command>; empty when it failed.
    QJsonObject control(const QString &command, const QJsonDocument &body = {}) const;
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QString errorString() const { return m_error; }

private:
    QProcess m_process;
    QUrl m_url;
    QString m_error;
};

} // namespace orrery::test
