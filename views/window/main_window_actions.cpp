// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the window wherever it stands: its actions, its menu, and how it ends.
#include "models/auth/accounts.h"
#include "views/core/action_gate.h"
#include "views/core/icons.h"
#include "views/storage/alerts/alert_settings_dialog.h"
#include "views/window/desktop_notices.h"
#include "views/window/go_to_dialog.h"
#include "views/window/main_window.h"
#include "views/window/page_host.h"
#include "views/window/tray_presence.h"

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
        auto *dialog = new GoToDialog(m_context.accounts, this);
        connect(dialog, &GoToDialog::chosen, this, &MainWindow::open);
        dialog->open();
    });
    m_refresh = add(tr("Refresh"), QKeySequence(Qt::CTRL | Qt::Key_R), [this]() {
        if (Page *page = currentPage())
            page->refresh();
    });
    m_refresh->setIcon(glyphIcon(Glyph::Refresh));
    setToolTipWithShortcut(m_refresh, tr("Refresh"));
    m_readOnly = add(tr("Read-only mode"), {}, [this](bool on) { m_context.accounts->setReadOnly(on); });
    m_readOnly->setCheckable(true);
    m_addAccount =
        add(tr("Add account…"), {}, [this]() { open(models::Location{.page = models::Location::Page::Welcome}); });
    m_signOut = add(tr("Sign out…"), {}, [this]() { askSignOut(); });
    auto *storage =
        add(tr("Storage"), {}, [this]() { open(models::Location{.page = models::Location::Page::Storage}); });
    storage->setVisible(m_context.storage);
    auto *warnings = add(tr("Storage warnings…"), {}, [this]() { openAlertSettings(); });
    warnings->setVisible(m_context.storageWatch);
    auto *activity =
        add(tr("Activity"), {}, [this]() { open(models::Location{.page = models::Location::Page::Activity}); });
    auto *keys = add(tr("Keyboard shortcuts"), QKeySequence(Qt::Key_Question), [this]() { showKeys(); });
    auto *about = add(tr("About Orrery"), {}, [this]() { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
    auto *quit = add(tr("Quit"), QKeySequence::Quit, [this]() { this->quit(); });
    quit->setMenuRole(QAction::QuitRole);
    auto *pane = add(tr("Next pane"), QKeySequence(Qt::Key_F6), [this]() { focusNextPane(); });
    for (int number = 1; number <= 9; ++number)
        add(tr("Tab %1").arg(number), QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)),
            [this, number]() { openTabNumber(number); });

    m_menu = new QMenu(this);
    m_menu->setToolTipsVisible(true); // why something cannot be chosen
    connect(m_menu, &QMenu::aboutToShow, m_tray, &TrayPresence::update);
    m_menu->addAction(m_goTo);
    m_menu->addAction(m_refresh);
    m_menu->addAction(storage);
    m_menu->addAction(activity);
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
            if (m_context.settings)
                m_context.settings->setValue(QStringLiteral("window/scheme"), int(value));
        });
    };
    scheme(tr("Follow the system"), Theme::Scheme::System);
    scheme(tr("Light"), Theme::Scheme::Light);
    scheme(tr("Dark"), Theme::Scheme::Dark);
    m_menu->addAction(m_readOnly);
    m_menu->addAction(m_notices->action());
    m_menu->addAction(warnings);
    m_menu->addAction(m_tray->action());
    m_menu->addAction(pane);
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

void MainWindow::openAlertSettings()
{
    if (m_context.storageWatch)
        AlertSettingsDialog::ask(m_context, this);
}

void MainWindow::connectTray()
{
    connect(m_tray, &TrayPresence::showRequested, this, &MainWindow::bringToFront);
    connect(m_tray, &TrayPresence::openRequested, this, [this](const models::Location &place) {
        open(place);
        bringToFront();
    });
    connect(m_tray, &TrayPresence::alertSettingsRequested, this, [this]() {
        bringToFront();
        openAlertSettings();
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

void MainWindow::showEvent(QShowEvent *event)
{
    m_hiddenInTray = false;
    m_pages->setActive(true);
    QMainWindow::showEvent(event);
}

} // namespace orrery::views
