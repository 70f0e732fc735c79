// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/child.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace orrery::bench {

namespace {

std::optional<qint64> pssOf(qint64 pid)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("Pss:"))
            return line.mid(4).simplified().split(' ').first().toLongLong();
    }
    return {};
}

/// Parent of a process, from the fourth field of its stat line (the second, a name in brackets, may hold anything).
qint64 parentOf(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

} // namespace

bool waitUntil(const std::function<bool()> &done, int milliseconds)
{
    if (done())
        return true;
    QEventLoop loop;
    QElapsedTimer time;
    time.start();
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&]() {
        if (done())
            loop.exit(1);
        else if (time.hasExpired(milliseconds))
            loop.exit(0);
    });
    poll.start(10);
    return loop.exec() == 1;
}

qint64 nowNs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

Child::Child(const QString &program, const QStringList &arguments, const QString &measureFile)
    : m_measureFile(measureFile)
{
    QStringList all = arguments;
    if (!measureFile.isEmpty()) {
        QFile::remove(measureFile);
        all += {u"--measure"_s, measureFile};
    }
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_startedNs = nowNs();
    m_process.start(program, all);
}

Child::~Child()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
}

std::optional<QJsonObject> Child::waitForEvent(const QString &event, int milliseconds)
{
    std::optional<QJsonObject> found;
    const bool ended = waitUntil(
        [&]() {
            QFile file(m_measureFile);
            if (file.open(QIODevice::ReadOnly)) {
                const QList<QByteArray> lines = file.readAll().split('\n');
                for (const QByteArray &line : lines) {
                    const QJsonObject object = QJsonDocument::fromJson(line).object();
                    const QString name = object.value("event"_L1).toString();
                    if (name == event)
                        found = object;
                    else if (name == "failed"_L1)
                        m_problem = object.value("why"_L1).toString();
                }
            }
            return found || !m_problem.isEmpty() || m_process.state() == QProcess::NotRunning;
        },
        milliseconds);
    if (found)
        return found;
    if (!ended)
        m_problem = u"no \"%1\" within %2 s"_s.arg(event).arg(milliseconds / 1000);
    else if (m_problem.isEmpty())
        m_problem = u"%1 ended before \"%2\": %3"_s.arg(m_process.program().section(u'/', -1), event,
                                                        QString::fromUtf8(m_process.readAll().simplified().left(300)));
    return {};
}

QByteArray Child::firstLine(int milliseconds)
{
    waitUntil([&]() { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; }, milliseconds);
    return m_process.readLine().trimmed();
}

std::optional<qint64> Child::pssKib(bool wholeTree) const
{
    const qint64 root = m_process.processId();
    std::optional<qint64> sum = pssOf(root);
    if (!sum || !wholeTree)
        return sum;
    const QStringList entries = QDir(u"/proc"_s).entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        const qint64 pid = entry.toLongLong();
        for (qint64 up = pid > 0 ? parentOf(pid) : 0; up > 1; up = parentOf(up)) {
            if (up == root) {
                sum = *sum + pssOf(pid).value_or(0);
                break;
            }
        }
    }
    return sum;
}

} // namespace orrery::bench
