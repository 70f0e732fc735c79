// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/auth/account_registry.h"
#include "api/auth/secret_store.h"
#include "api/auth/service_token.h"
#include "api/core/clock.h"
#include "api/core/connectivity.h"
#include "app/command_line.h"
#include "app/features.h"
#include "app/idle_memory.h"
#include "models/auth/accounts.h"
#include "models/auth/sign_in.h"
#include "models/core/journal.h"
#include "models/core/local_database.h"
#include "models/core/services.h"
#include "views/core/notifier.h"
#include "views/window/main_window.h"

#include <QNetworkAccessManager>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <optional>

class QApplication;

namespace orrery {

class DemoBrowser;
class SimulatorProcess;
class SingleInstance;

/// The composition root: builds clock → secrets → accounts → stores → window and hands each its collaborators. No object
/// of the program finds another by itself.
class Application final : public QObject
{
    Q_OBJECT
public:
    /// `environmentToken`: for this run only, what the program was started with.
    Application(QApplication &application, CommandLine line, std::optional<api::ServiceTokenInput> environmentToken);
    ~Application() override;

    void start();
    /// Ends the program once the demo's simulator has ended; the window may be gone already.
    void end(int exitCode);
    [[nodiscard]] views::MainWindow *window() const { return m_window.get(); }
    [[nodiscard]] models::Accounts *accounts() const { return m_accounts.get(); }
    [[nodiscard]] const CommandLine &commandLine() const { return m_line; }
    [[nodiscard]] const models::Services &services() const { return m_services; }

Q_SIGNALS:
    /// The window is on screen with its first page.
    void shown();
    /// The demo could not be signed in to; a sentence.
    void demoFailed(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followEnd();
    void rememberPlace();
    void build(models::Journal::Owner owner);
    void startDemo();
    void signInToDemo(const QUrl &base);
    void addTokenFromEnvironment();
    void showWindow();
    void openLink(const QString &link);
    bool openInBrowser(const QUrl &url);
    [[nodiscard]] models::Location firstLocation() const;
    [[nodiscard]] models::FeatureContext featureContext();

    QApplication &m_application;
    CommandLine m_line;
    std::optional<api::ServiceTokenInput> m_environmentToken;
    std::unique_ptr<QTemporaryDir> m_temporary; ///< of a demo without a profile
    QString m_folder;
    Clock m_clock;
    Features m_features;
    api::Connectivity m_connectivity;
    std::unique_ptr<SingleInstance> m_instance;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<views::ThemeController> m_theme;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<api::SecretStore> m_keychain;
    std::unique_ptr<api::SecretStore> m_memory;
    std::unique_ptr<models::LocalDatabase> m_database;
    std::unique_ptr<models::Journal> m_journal;
    std::unique_ptr<api::AccountRegistry> m_registry;
    std::unique_ptr<models::Accounts> m_accounts;
    models::Services m_services; ///< of the features; they use accounts and database, and go before these
    std::unique_ptr<IdleMemory> m_idleMemory;
    std::unique_ptr<SimulatorProcess> m_simulator;
    std::unique_ptr<DemoBrowser> m_demoBrowser;
    std::unique_ptr<models::SignIn> m_demoSignIn;
    std::unique_ptr<views::Notifier> m_notifier;
    std::unique_ptr<views::MainWindow> m_window;
};

} // namespace orrery
