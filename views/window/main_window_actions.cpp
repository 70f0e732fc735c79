// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the window wherever it stands: its actions, its menu, and how it ends.
#include "models/auth/accounts.h"
#include "models/core/feature_registry.h"
#include "models/core/workspace.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/core/state_chip.h"
#include "views/window/desktop_notices.h"
#include "views/window/go_to_dialog.h"
#include "views/window/main_window.h"
#include "views/window/page_host.h"
#include "views/window/preferences_dialog.h"
#include "views/window/tray_presence.h"
#include "views/window/view_registry.h"
#include "views/window/window_settings.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>

namespace orrery::views {

namespace {
constexpr QLatin1String geometryKey("window/geometry");
constexpr QLatin1String splitterKey("window/splitter");
} // namespace

void MainWindow::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto handler) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, handler);
        addAction(action);
        return action;
    };
    m_goTo = add(tr("Go to…"), QKeySequence(Qt::CTRL | Qt::Key_K), [this]() {
        auto *dialog = new GoToDialog(m_context, this);
        connect(dialog, &GoToDialog::chosen, this, &MainWindow::open);
        dialog->open();
    });
    m_refresh = add(tr("Refresh"), QKeySequence(Qt::CTRL | Qt::Key_R), [this]() {
        if (Page *page = currentPage())
            page->refresh();
    });
    m_refresh->setIcon(glyphIcon(Glyph::Refresh));
    setToolTipWithShortcut(m_refresh, tr("Refresh"));
    m_readOnly =
        add(tr("Read-only mode"), {}, [this](bool on) { m_context.accounts->setReadOnly(currentAccount(), on); });
    m_readOnly->setCheckable(true);
    m_addAccount = add(tr("Add account…"), {}, [this]() { open(signInPlace({})); });
    m_signOut = add(tr("Sign out…"), {}, [this]() { askSignOut(); });
    m_preferences = add(tr("Preferences…"), QKeySequence(QKeySequence::Preferences), [this]() { openPreferences(); });
    if (m_preferences->shortcut().isEmpty())
        m_preferences->setShortcut(Qt::CTRL | Qt::Key_Comma);
    m_preferences->setMenuRole(QAction::PreferencesRole);
    auto *keys = add(tr("Keyboard shortcuts"), QKeySequence(Qt::Key_Question), [this]() { showKeys(); });
    auto *about = add(tr("About Orrery"), {}, [this]() { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
    auto *quit = add(tr("Quit"), QKeySequence::Quit, [this]() { this->quit(); });
    quit->setMenuRole(QAction::QuitRole);
    if (quit->shortcut().isEmpty())
        quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    auto *pane = add(tr("Next pane"), QKeySequence(Qt::Key_F6), [this]() { focusPane(1); });
    add(tr("Previous pane"), QKeySequence(Qt::SHIFT | Qt::Key_F6), [this]() { focusPane(-1); });
    m_showSidebar = add(tr("Sidebar"), QKeySequence(Qt::Key_F9), [this](bool shown) { setSidebarShown(shown); });
    m_showSidebar->setCheckable(true);
    m_showSidebar->setChecked(true);
    m_showSidebar->setIcon(glyphIcon(Glyph::Columns));
    setToolTipWithShortcut(m_showSidebar, tr("Show or hide the sidebar"));
    for (int number = 1; number <= 9; ++number)
        add(tr("Tab %1").arg(number), QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)),
            [this, number]() { openTabNumber(number); });

    m_menu = new QMenu(this);
    m_menu->setToolTipsVisible(true); // why something cannot be chosen
    connect(m_menu, &QMenu::aboutToShow, m_tray, &TrayPresence::update);
    m_menu->addAction(m_goTo);
    m_menu->addAction(m_refresh);
    for (const models::GlobalPlace &place : m_context.features->globalPlaces) {
        m_menu->addAction(add(place.title, {}, [this, route = place.route]() {
            open({.route = route, .account = {}, .parameters = {}, .tab = {}});
        }));
    }
    m_menu->addSeparator();
    auto *look = m_menu->addMenu(tr("Appearance"));
    auto *group = new QActionGroup(this);
    const auto scheme = [&](const QString &text, Theme::Scheme value) {
        auto *action = look->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_theme && m_theme->scheme() == value);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, value]() {
            m_theme->setScheme(value);
            schemeSetting.setValue(m_context.settings, int(value));
        });
    };
    scheme(tr("Follow the system"), Theme::Scheme::System);
    scheme(tr("Light"), Theme::Scheme::Light);
    scheme(tr("Dark"), Theme::Scheme::Dark);
    m_menu->addAction(m_readOnly);
    addFeatureCommands();
    m_menu->addAction(m_tray->action());
    m_menu->addAction(pane);
    m_menu->addAction(m_showSidebar);
    m_menu->addAction(m_preferences);
    m_menu->addSeparator();
    m_menu->addAction(m_addAccount);
    m_menu->addAction(m_signOut);
    m_menu->addSeparator();
    m_menu->addAction(keys);
    m_menu->addAction(about);
    m_menu->addAction(quit);
#ifdef Q_OS_MACOS
    m_menu->setTitle(tr("Orrery"));
    menuBar()->addMenu(m_menu);
#endif
}

void MainWindow::addFeatureCommands()
{
    for (const CommandRow &row : m_context.views->commands) {
        auto *action = new QAction(row.text, this);
        addAction(action);
        m_menu->addAction(action);
        if (!row.toolTip.isEmpty())
            action->setToolTip(plainToolTip(row.toolTip));
        if (!row.setting) {
            connect(action, &QAction::triggered, this, [this, run = row.run]() { run(m_context, this); });
            continue;
        }
        action->setCheckable(true);
        action->setChecked(row.setting->value(m_context.settings));
        connect(action, &QAction::toggled, this,
                [this, setting = *row.setting](bool on) { setting.setValue(m_context.settings, on); });
        connect(this, &MainWindow::settingChanged, action, [this, action, setting = *row.setting](const QString &key) {
            if (key == setting.key)
                action->setChecked(setting.value(m_context.settings));
        });
    }
}

void MainWindow::openPreferences()
{
    auto *dialog = new PreferencesDialog(*m_context.features, m_context.services, m_context.settings, this);
    connect(dialog, &PreferencesDialog::changed, this, [this](const QString &key) {
        if (key == schemeSetting.key && m_theme) {
            m_theme->setScheme(Theme::Scheme(schemeSetting.value(m_context.settings)));
        } else if (key == keepInTraySetting.key) {
            m_tray->action()->setChecked(keepInTraySetting.value(m_context.settings));
        }
        Q_EMIT settingChanged(key);
    });
    dialog->open();
}

void MainWindow::connectTray()
{
    connect(m_tray, &TrayPresence::showRequested, this, &MainWindow::bringToFront);
    connect(m_tray, &TrayPresence::openRequested, this, [this](const models::Location &place) {
        open(place);
        bringToFront();
    });
    connect(m_tray, &TrayPresence::commandRequested, this, [this](const std::function<void(QWidget *)> &run) {
        bringToFront();
        run(this);
    });
    connect(m_tray, &TrayPresence::quitRequested, this, &MainWindow::quit);
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::quit()
{
    // Not by closing: a window that is hidden already would not be the last one that closes.
    rememberShape();
    Q_EMIT quitRequested();
}

void MainWindow::restoreShape()
{
    if (!m_context.settings)
        return;
    restoreGeometry(m_context.settings->value(geometryKey).toByteArray());
    m_splitter->restoreState(m_context.settings->value(splitterKey).toByteArray());
}

void MainWindow::rememberShape()
{
    if (!m_context.settings)
        return;
    m_context.settings->setValue(geometryKey, saveGeometry());
    m_context.settings->setValue(splitterKey, m_splitter->saveState());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    rememberShape();
    if (m_ending || !m_tray->keeps()) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    m_hiddenInTray = true;
    hide();
    m_pages->setActive(false);
    m_tray->tellHidden(location());
    Q_EMIT hiddenInTray();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow() || !m_pages)
        return;
    for (models::Workspace *workspace : m_context.accounts->workspaces())
        workspace->lookAgain();
    if (Page *page = currentPage())
        page->lookAgain();
}

void MainWindow::showEvent(QShowEvent *event)
{
    m_hiddenInTray = false;
    m_pages->setActive(true);
    QMainWindow::showEvent(event);
}

/// Of the account of the current page.
void MainWindow::updateReadOnly()
{
    const models::Accounts *accounts = m_context.accounts;
    const QString account = currentAccount();
    const bool readOnly = accounts->isReadOnly(account);
    std::optional<QString> fixed;
    if (account.isEmpty())
        fixed = tr("No account is signed in.");
    setEnabledWithReason(m_signOut, fixed);
    if (accounts->isReadOnlyRun())
        fixed = tr("Orrery was started with --read-only.");
    setEnabledWithReason(m_readOnly, fixed);
    m_readOnly->setChecked(readOnly);
    m_readOnlyBadge->setVisible(readOnly);
}

} // namespace orrery::views
