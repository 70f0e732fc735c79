// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/simulator_process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace orrery {

SimulatorProcess::SimulatorProcess(QObject *parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this]() {
        static const QByteArray greeting = QByteArrayLiteral("listening on ");
        while (m_process.canReadLine()) {
            const QByteArray line = m_process.readLine().trimmed();
            if (!m_listening && line.startsWith(greeting)) {
                m_listening = true;
                Q_EMIT listening(QUrl(QString::fromLatin1(line.mid(greeting.size()))));
            }
        }
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("The demo needs orrery-simulator beside this program, and it could not be started: %1.")
                              .arg(m_process.errorString()));
    });
    connect(&m_process, &QProcess::finished, this, [this](int code) {
        Q_EMIT failed(
            tr("The simulated PlanetScale ended (exit code %1). What is on screen stays readable.").arg(code));
    });
}

SimulatorProcess::~SimulatorProcess()
{
    m_process.disconnect(this);
}

void SimulatorProcess::stop()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning) {
        Q_EMIT stopped();
        return;
    }
    connect(&m_process, &QProcess::finished, this, &SimulatorProcess::stopped);
    // It holds nothing that a clean end would save.
    m_process.kill();
}

void SimulatorProcess::start(const CommandLine &line)
{
    QString program =
        QStandardPaths::findExecutable(QStringLiteral("orrery-simulator"), {QCoreApplication::applicationDirPath()});
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(QStringLiteral("orrery-simulator"));
    QStringList arguments{QStringLiteral("--exit-with-parent"), QStringLiteral("--scenario"), line.scenario,
                          QStringLiteral("--time-scale"), line.timeScale};
    if (!line.faults.isEmpty())
        arguments << QStringLiteral("--faults") << line.faults;
    if (!line.record.isEmpty())
        arguments << QStringLiteral("--record") << line.record;
    m_process.start(program.isEmpty() ? QStringLiteral("orrery-simulator") : program, arguments);
}

} // namespace orrery
