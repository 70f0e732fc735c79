// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command_line.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

namespace orrery {

/// The orrery-simulator beside this program, started for `--demo`; it ends with this object.
class SimulatorProcess final : public QObject
{
    Q_OBJECT
public:
    explicit SimulatorProcess(QObject *parent = nullptr);
    ~SimulatorProcess() override;

    void start(const CommandLine &line);
    /// Ends it; stopped() follows, at once when it does not run.
    void stop();

Q_SIGNALS:
    void listening(const QUrl &base);
    /// A sentence: it could not be started, or ended by itself.
    void failed(const QString &sentence);
    void stopped();

private:
    QProcess m_process;
    bool m_listening = false;
};

} // namespace orrery
