// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/core/theme.h"
#include "views/window/history.h"
#include "views/window/page.h"

#include <QMainWindow>

class QAction;
class QMenu;
class QSplitter;
class QToolButton;
class QTreeView;

namespace orrery::views {

class AgeLabel;
class BreadcrumbBar;
class DesktopNotices;
class ErrorBar;
class PageHost;
class PlainLabel;
class ProgressLine;
class Sidebar;
class StateChip;
class StandingBar;
class StatusStrip;
class TrayPresence;

/// The window: sidebar, header with history and breadcrumb, one page at a time, a quiet line at the bottom.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// `context.workspace` is ignored: each page gets its own account's.
    MainWindow(PageContext context, ThemeController *theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a place; unknown accounts lead to the sign-in page.
    void open(const models::Location &location);
    [[nodiscard]] models::Location location() const;
    [[nodiscard]] Page *currentPage() const;
    void showNotice(const QString &sentence, models::Tone tone = models::Tone::Ok);
    /// Something that lasts: it stays until a person dismisses it.
    void showStanding(const QString &sentence);
    /// A bar above every page until it is closed.
    void showError(const models::ErrorText &text);
    [[nodiscard]] QTreeView *sidebar() const;
    /// Shows the window, also out of the notification area, above the others.
    void bringToFront();
    /// From now on closing the window ends it, whatever the person chose: the session or the program ends.
    void setEnding(bool ending) { m_ending = ending; }
    /// Whether it was closed to the notification area: the program goes on without a window.
    [[nodiscard]] bool isHiddenInTray() const { return m_hiddenInTray; }
    /// Says at all times that the service is a simulated one.
    void setDemo(bool demo);

Q_SIGNALS:
    /// After the first time the window was painted.
    void firstPainted();
    /// The window was closed, but only hidden.
    void hiddenInTray();
    /// The program is to end.
    void quitRequested();
    /// By the Preferences; the value is written.
    void settingChanged(const QString &key);

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildActions();
    QWidget *buildHeader();
    void connectAccounts();
    void connectTray();
    void connectPage(Page *page);
    void showPlace(const models::Location &location);
    void updateHeader();
    /// Whether what is wrong with the account is the window's to say, not the page's.
    [[nodiscard]] bool saysAccountProblem() const;
    void updateReadOnly();
    void updateAccountBar();
    void updateConnectionBar();
    void step(bool back);
    void openTabNumber(int number);
    void addFeatureCommands();
    void openPreferences();
    void quit();
    void restoreShape();
    void rememberShape();
    void showKeys();
    void showAbout();
    void askSignOut();
    void updateHostNote();
    void focusPane(int step);
    void focusWork(QWidget *root);
    void setSidebarShown(bool shown);
    [[nodiscard]] QString currentAccount() const;
    [[nodiscard]] models::Location signInPlace(const QString &account) const;
    /// Where an account begins.
    [[nodiscard]] models::Location accountPlace(const QString &account) const;

    PageContext m_context;
    ThemeController *m_theme;
    DesktopNotices *m_notices;
    TrayPresence *m_tray;
    History m_history;
    QSplitter *m_splitter;
    Sidebar *m_sidebar = nullptr;
    BreadcrumbBar *m_breadcrumb = nullptr;
    AgeLabel *m_age = nullptr;
    ProgressLine *m_progress = nullptr;
    ErrorBar *m_bar = nullptr;
    StandingBar *m_standingBar = nullptr;
    ErrorBar *m_connectionBar = nullptr; ///< that nothing answers: one cause, said once for everything on screen
    PageHost *m_pages = nullptr;
    StatusStrip *m_status = nullptr;
    PlainLabel *m_hostNote = nullptr;
    StateChip *m_demoBadge = nullptr;
    StateChip *m_readOnlyBadge = nullptr;
    PlainLabel *m_offlineNote = nullptr;
    QToolButton *m_menuButton = nullptr;
    QMenu *m_menu = nullptr;
    bool m_demo = false;
    bool m_problemSaid = false;
    QAction *m_goTo = nullptr;
    QAction *m_preferences = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_showSidebar = nullptr;
    QAction *m_readOnly = nullptr;
    QAction *m_signOut = nullptr;
    QAction *m_addAccount = nullptr;
    bool m_painted = false;
    bool m_ending = false;
    bool m_hiddenInTray = false;
};

} // namespace orrery::views
