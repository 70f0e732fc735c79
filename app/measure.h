// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QTimer>

#include <vector>

namespace orrery {

class Application;

/// QApplication that can time its own event loop. Costs one test of a flag per event when it does not.
class MeasuredApplication final : public QApplication
{
    Q_OBJECT
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;
    /// From now on each event handled outside of another one is a turn whose length is kept.
    void startTiming() { m_timing = true; }
    [[nodiscard]] std::vector<float> takeTurns() { return std::exchange(m_turns, {}); }

private:
    bool m_timing = false;
    int m_depth = 0;
    std::vector<float> m_turns; ///< milliseconds
};

/// `--measure FILE`: writes what tests/bench/README.md asks for while the program does the task named on the command line.
class Measurement final : public QObject
{
    Q_OBJECT
public:
    Measurement(MeasuredApplication &application, Application &orrery);

private:
    void write(const char *event, QJsonObject values = {});
    void onFirstPaint();
    void watchRequests();
    void whenIdle(std::function<void()> then);
    void openDatabase();
    void loadEverything(std::function<void()> then);
    void loadNext();
    void writeTurns();
    void measureFilter();
    void measureChanges();
    QJsonObject turns();

    MeasuredApplication &m_application;
    Application &m_orrery;
    QFile m_file;
    int m_pending = 0;
    QTimer m_quiet;
    std::function<void()> m_onQuiet;
    QTimer m_look;
    std::function<void()> m_onLoaded;
};

} // namespace orrery
