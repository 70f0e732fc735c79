// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/application.h"
#include "tests/support/simulator_process.h"
#include "tests/support/simulator_record.h"
#include "tests/views/eyes.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest/QtTest>

namespace orrery::views {
class Tabs;
}

namespace orrery::test {

/// Everything the program logs, as it would reach a file: each line raw, before the redaction of main().
class LogCapture
{
public:
    LogCapture();
    ~LogCapture();
    Q_DISABLE_COPY_MOVE(LogCapture)

    [[nodiscard]] static QStringList lines();
    static void clear();

private:
    QtMessageHandler m_before;
};

/// The first thing in a text that has the shape of a credential (an access, refresh or service token, a client secret,
/// an authorization code, a bearer header); empty when there is none.
QString secretIn(const QString &text);

/// The whole program against a real orrery-simulator process: a profile folder of its own, the record, and the hands and
/// eyes of a person. One per test function.
class AppFixture
{
public:
    AppFixture();
    ~AppFixture();
    Q_DISABLE_COPY_MOVE(AppFixture)

    /// Marks every table on the changes tab of the deploy request on screen as viewed, with the keyboard.
    [[nodiscard]] bool viewAllTables() const;

    // --- the service

    /// Starts the simulator with --record and these arguments. Time stands still by default: the test lets it pass.
    bool startService(const QStringList &arguments = {QStringLiteral("--time-scale"), QStringLiteral("0")});
    void stopService() { m_service.stop(); }
    /// Writes the rules into a file for --faults and answers its name.
    QString writeFaults(const QJsonArray &rules);
    [[nodiscard]] QUrl url() const { return m_service.url(); }
    /// POST /_simulator/<command>; empty when it failed.
    QJsonObject control(const QString &command, const QJsonDocument &body = {})
    {
        return m_service.control(command, body);
    }
    void advance(int seconds);
    void setFaults(const QJsonArray &rules);

    /// The requests so far, controls left out.
    [[nodiscard]] QList<Recorded> record() const { return readRecord(m_recordFile); }
    [[nodiscard]] QByteArray recordText() const;
    /// Requests below /v1 that are no GET.
    [[nodiscard]] QList<Recorded> mutations() const { return mutationsOf(record()); }
    [[nodiscard]] int count(const QString &method, const QString &path) const;

    // --- the program

    [[nodiscard]] QString profile() const { return m_profile; }
    void setProfile(const QString &folder) { m_profile = folder; }
    /// Whether the program reads storage in the background, from its first start on; off at first.
    void setCollects(bool collects) { m_collects = collects; }
    /// --demo --demo-server URL --profile FOLDER
    [[nodiscard]] CommandLine demoLine() const;
    /// Starts it and waits for the window.
    bool startProgram(const CommandLine &line);
    bool startDemo() { return startProgram(demoLine()); }
    /// Ends it; the profile stays.
    void endProgram();
    [[nodiscard]] Application *program() const { return m_program.get(); }
    [[nodiscard]] views::MainWindow *window() const { return m_program->window(); }
    [[nodiscard]] views::Page *page() const { return window()->currentPage(); }
    [[nodiscard]] models::Workspace *workspace() const { return m_program->accounts()->workspace({}); }

    // --- eyes

    /// Everything the window's labels say, a line each; only what is visible.
    [[nodiscard]] QString shownText() const { return test::shownText(window()); }
    /// What stands in visible error bars and failure states, title, cause and next step each.
    [[nodiscard]] QStringList shownErrors() const { return test::shownErrors(window()); }
    /// The text of the header's age label.
    [[nodiscard]] QString age() const;
    /// The visible table of the page; null when there is none.
    [[nodiscard]] QTreeView *table() const { return page() ? shownTable(page()) : nullptr; }
    /// Rows of the visible table; 0 when there is none.
    [[nodiscard]] int rowCount() const;
    /// The text of a column of every visible row.
    [[nodiscard]] QStringList column(int column) const { return shownColumn(table(), column); }
    /// A visible, enabled button with this text (without mnemonics).
    [[nodiscard]] static QAbstractButton *button(const QWidget *in, const QString &text)
    {
        return shownButton(in, text);
    }
    [[nodiscard]] views::Tabs *tabs() const;
    /// Whether nothing is queued or under way.
    [[nodiscard]] bool isQuiet() const;

    // --- hands: each false when what is wanted is not there

    /// Goes down the sidebar by names, unfolding on the way, and clicks the last one.
    bool clickInSidebar(const QStringList &names);
    /// Makes the row that has this text in some column current and presses Enter.
    bool enterRow(const QString &text);
    bool clickTab(const QString &id);
    bool click(QWidget *widget);
    /// Ctrl+R.
    bool refresh();

private:
    QTemporaryDir m_folder;
    QString m_profile;
    bool m_collects = false;
    QString m_recordFile;
    int m_faultFiles = 0;
    SimulatorProcess m_service;
    LogCapture m_log;
    std::unique_ptr<Application> m_program;
};

} // namespace orrery::test
