// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simulator_process.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QtCore/qtestsupport_core.h>

#include <memory>

namespace orrery::test {

SimulatorProcess::~SimulatorProcess()
{
    stop();
}

bool SimulatorProcess::start(const QStringList &arguments)
{
    stop();
    QString program = qEnvironmentVariable("ORRERY_SIMULATOR");
#ifdef Q_OS_WIN
    if (!program.endsWith(QLatin1String(".exe")))
        program += QLatin1String(".exe");
#endif
    if (!QFileInfo(program).isExecutable()) {
        m_error = QStringLiteral("ORRERY_SIMULATOR names no program: \"%1\"").arg(program);
        return false;
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program,
                    QStringList{QStringLiteral("--exit-with-parent"), QStringLiteral("--port"), QStringLiteral("0")}
                        + arguments);
    const QRegularExpression address(QStringLiteral("listening on (http://127\\.0\\.0\\.1:[0-9]+)"));
    QString output;
    for (QDeadlineTimer deadline(30'000); !deadline.hasExpired();) {
        if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
            break;
        output += QString::fromUtf8(m_process.readAllStandardOutput());
        if (const auto match = address.match(output); match.hasMatch()) {
            m_url = QUrl(match.captured(1));
            return true;
        }
    }
    m_error = QStringLiteral("the simulator named no address: %1 %2").arg(m_process.errorString(), output);
    stop();
    return false;
}

QJsonObject SimulatorProcess::control(const QString &command, const QJsonDocument &body) const
{
    QNetworkAccessManager network;
    QNetworkRequest request(m_url.resolved(QUrl(QStringLiteral("/_simulator/") + command)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, body.isNull() ? QByteArray("{}") : body.toJson(QJsonDocument::Compact)));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 5000) || reply->error() != QNetworkReply::NoError)
        return {};
    return QJsonDocument::fromJson(reply->readAll()).object();
}

void SimulatorProcess::stop()
{
    m_url.clear();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

} // namespace orrery::test
