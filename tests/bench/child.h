// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace orrery::bench {

/// Waits in an event loop until `done` or the time is over; false in the latter case.
bool waitUntil(const std::function<bool()> &done, int milliseconds);

/// steady_clock in nanoseconds: the clock of all `ns` in the measure files.
qint64 nowNs();

/// A program under measurement: when it was started, what it wrote into its measure file, what memory it holds.
class Child
{
public:
    /// `measureFile` may be empty, for a program that writes none.
    Child(const QString &program, const QStringList &arguments, const QString &measureFile);
    ~Child();

    /// The first line with that event, or nothing after that time, after `failed`, or when the program has ended.
    std::optional<QJsonObject> waitForEvent(const QString &event, int milliseconds);
    /// Why waitForEvent gave nothing, in words.
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] qint64 startedNs() const { return m_startedNs; }
    [[nodiscard]] QByteArray firstLine(int milliseconds);

    /// Proportional set size in KiB, of the process or of the whole tree below it; nothing where /proc is missing.
    [[nodiscard]] std::optional<qint64> pssKib(bool wholeTree) const;

private:
    QProcess m_process;
    QString m_measureFile;
    QString m_problem;
    qint64 m_startedNs = 0;
};

} // namespace orrery::bench
