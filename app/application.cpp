// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "api/auth/keychain_secret_store.h"
#include "api/core/hosts.h"
#include "api/core/network_access.h"
#include "app/demo_browser.h"
#include "app/simulator_process.h"
#include "app/single_instance.h"
#include "models/auth/auth_text.h"
#include "models/core/account_settings.h"
#include "models/core/notices.h"
#include "models/organizations/organization_places.h"
#include "views/core/icons.h"
#include "views/window/window_settings.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QTimer>

namespace orrery {

using namespace std::chrono_literals;

namespace {
Q_LOGGING_CATEGORY(featuresLog, "orrery.app.features", QtWarningMsg)
constexpr QLatin1String demoAccount("demo");
constexpr QLatin1String settingsFile("settings.ini");
constexpr int keptDays = 180;
constexpr QLatin1String lastPlaceKey("window/place");
constexpr QLatin1String lastAccountKey("window/account");

// What is kept names databases and programs to run: nobody else on this machine reads or changes it. A folder of the
// person's own that was given by name keeps its permissions.
void makePrivateFolder(const QString &path)
{
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner;
    QDir().mkpath(QFileInfo(path).absolutePath());
    QDir().mkdir(path, owner | QFile::ExeOwner);
    // QSettings makes a file anybody may read, but leaves an existing one as it is.
    QFile settings(QDir(path).filePath(settingsFile));
    if (!settings.open(QIODevice::WriteOnly | QIODevice::NewOnly, owner))
        settings.setPermissions(owner);
}
} // namespace

Application::Application(QApplication &application, CommandLine line,
                         std::optional<api::ServiceTokenInput> environmentToken)
    : m_application(application), m_line(std::move(line)), m_environmentToken(std::move(environmentToken)),
      m_features(Features::all())
{
    for (const QString &problem : m_features.problems())
        qCWarning(featuresLog, "%s", qUtf8Printable(problem));
    Q_ASSERT(m_features.problems().isEmpty());
    if (!m_line.profile.isEmpty()) {
        m_folder = QDir(m_line.profile).absolutePath();
    } else if (m_line.demo) {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->path();
    } else {
        m_folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    }
    makePrivateFolder(m_folder);
    QApplication::setQuitOnLastWindowClosed(false);
    followEnd();
}

Application::~Application()
{
    rememberPlace();
}

void Application::followEnd()
{
    connect(&m_application, &QGuiApplication::lastWindowClosed, this, [this]() {
        // A dialog that outlived the window is no reason to end what goes on without one.
        if (!m_window || !m_window->isHiddenInTray())
            end(0);
    });
    // The end of a session closes windows, and so does the system's own "Quit"; neither is refused.
    m_application.installEventFilter(this);
    connect(&m_application, &QGuiApplication::commitDataRequest, this, [this]() {
        if (!m_window)
            return;
        m_window->setEnding(true);
        // Somebody may call the end of the session off, which nobody tells.
        QTimer::singleShot(1min, this, [this]() { m_window->setEnding(false); });
    });
#ifdef Q_OS_MACOS
    // The icon in the Dock brings a hidden window back.
    connect(&m_application, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive && m_window && m_window->isHiddenInTray())
            m_window->bringToFront();
    });
#endif
}

bool Application::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_application && event->type() == QEvent::Quit && m_window)
        m_window->setEnding(true);
    return QObject::eventFilter(watched, event);
}

void Application::rememberPlace()
{
    if (m_window && m_settings && !m_line.demo) {
        m_settings->setValue(lastPlaceKey, m_features.models.routes.toUrl(m_window->location()));
        m_settings->setValue(lastAccountKey, m_window->location().account);
    }
}

void Application::end(int exitCode)
{
    if (!m_simulator) {
        QCoreApplication::exit(exitCode);
        return;
    }
    connect(m_simulator.get(), &SimulatorProcess::stopped, this, [exitCode]() { QCoreApplication::exit(exitCode); });
    m_simulator->stop();
}

void Application::start()
{
    m_instance = std::make_unique<SingleInstance>(m_folder);
    connect(m_instance.get(), &SingleInstance::linkReceived, this, &Application::openLink);
    connect(m_instance.get(), &SingleInstance::decided, this, [this](SingleInstance::Outcome outcome) {
        if (outcome == SingleInstance::Outcome::HandedOver) {
            QCoreApplication::quit();
            return;
        }
        build(outcome == SingleInstance::Outcome::First ? models::Journal::Owner::Yes : models::Journal::Owner::No);
        if (const QString problem = m_instance->listenProblem(); !problem.isEmpty()) {
            m_window->showNotice(
                tr("Links to Orrery open a window of their own while this one runs: it could not listen "
                   "for them (%1).")
                    .arg(problem),
                models::Tone::Warn);
        }
        if (outcome == SingleInstance::Outcome::Unreachable) {
            m_window->showNotice(tr("Another Orrery may be running with the same folder, or the folder cannot be "
                                    "written; this one may not keep what it loads."),
                                 models::Tone::Warn);
        }
    });
    m_instance->decide(m_line.link ? m_line.link->toString() : QString());
}

void Application::build(models::Journal::Owner owner)
{
    m_settings = std::make_unique<QSettings>(QDir(m_folder).filePath(settingsFile), QSettings::IniFormat);
    auto scheme = m_line.scheme;
    if (scheme == views::Theme::Scheme::System)
        scheme = views::Theme::Scheme(views::schemeSetting.value(m_settings.get()));
    m_theme = std::make_unique<views::ThemeController>(m_application, scheme);
    QApplication::setWindowIcon(views::applicationIcon());

    m_network = api::makeNetworkAccess();
    m_keychain = std::make_unique<api::KeychainSecretStore>();
    m_memory = std::make_unique<api::MemorySecretStore>();
    m_database = std::make_unique<models::LocalDatabase>(
        QDir(m_folder).filePath(QStringLiteral("orrery.db")),
        models::LocalDatabase::Options{.clock = &m_clock, .maximumPages = 0, .tables = m_features.models.tables});
    m_journal = std::make_unique<models::Journal>(m_database.get(), &m_clock, owner);
    m_registry =
        std::make_unique<api::AccountRegistry>(QDir(m_folder).filePath(QStringLiteral("accounts.json")), &m_clock);
    models::Accounts::Services services;
    services.network = m_network.get();
    services.clock = &m_clock;
    services.connectivity = &m_connectivity;
    services.keychain = m_keychain.get();
    services.memory = m_memory.get();
    services.registry = m_registry.get();
    services.database = m_database.get();
    services.journal = m_journal.get();
    services.services = &m_services;
    m_accounts = std::make_unique<models::Accounts>(services);
    if (m_line.readOnly)
        m_accounts->makeReadOnly();
    if (m_line.host.isValid())
        m_accounts->setDefaultHosts(api::Hosts::allAt(m_line.host));

    m_services.add(std::make_unique<models::Notices>());
    for (const auto &start : m_features.models.starters)
        start(featureContext());

    m_idleMemory = std::make_unique<IdleMemory>();
    connect(m_accounts.get(), &models::Accounts::workspaceAdded, m_idleMemory.get(),
            [this](const models::Workspace *workspace) { m_idleMemory->watch(workspace->context().client); });

    views::PageContext context;
    context.accounts = m_accounts.get();
    context.journal = m_journal.get();
    context.settings = m_settings.get();
    context.clock = &m_clock;
    context.features = &m_features.models;
    context.views = &m_features.views;
    context.services = &m_services;
    context.connectivity = &m_connectivity;
    context.openUrl = [this](const QUrl &url) { return openInBrowser(url); };
    m_notifier = std::make_unique<views::TrayNotifier>(views::applicationIcon());
    context.notifier = m_notifier.get();
    m_window = std::make_unique<views::MainWindow>(context, m_theme.get());
    m_window->setDemo(m_line.demo);
    // Behind the window: its pages of the account are gone then, and remember nothing more.
    connect(m_accounts.get(), &models::Accounts::workspaceAboutToBeRemoved, this,
            [this](const models::Workspace *workspace) {
                const QString account = workspace->facts().id;
                models::forgetAccountSettings(m_settings.get(), account);
                if (m_settings->value(lastAccountKey).toString() == account) {
                    m_settings->remove(lastAccountKey);
                    m_settings->remove(lastPlaceKey);
                }
            });
    connect(m_window.get(), &views::MainWindow::quitRequested, this, [this]() { end(0); });
    connect(m_window.get(), &views::MainWindow::hiddenInTray, this, &Application::rememberPlace);
    connect(m_database.get(), &models::LocalDatabase::problem, this,
            [this](const QString &sentence) { m_window->showStanding(sentence); });

    if (m_line.demo) {
        startDemo();
        return;
    }
    connect(m_accounts.get(), &models::Accounts::restored, this, [this]() {
        addTokenFromEnvironment();
        showWindow();
    });
    m_accounts->restore();
}

void Application::startDemo()
{
    m_demoBrowser = std::make_unique<DemoBrowser>(m_network.get());
    if (m_line.demoServer.isValid()) {
        signInToDemo(m_line.demoServer);
        return;
    }
    m_simulator = std::make_unique<SimulatorProcess>();
    connect(m_simulator.get(), &SimulatorProcess::listening, this, &Application::signInToDemo);
    connect(m_simulator.get(), &SimulatorProcess::failed, this, [this](const QString &sentence) {
        showWindow();
        m_window->showNotice(sentence, models::Tone::Critical);
        Q_EMIT demoFailed(sentence);
    });
    m_simulator->start(m_line);
}

void Application::signInToDemo(const QUrl &base)
{
    const api::Hosts hosts = api::Hosts::allAt(base);
    m_accounts->setDefaultHosts(hosts);
    m_accounts->prepare(demoAccount, tr("Demo"), hosts);
    showWindow();
    // The same path as a real account, with the demo's own browser: register, consent page, loopback, code exchange.
    m_demoSignIn = std::make_unique<models::SignIn>(
        m_accounts.get(), hosts, [this](const QUrl &url) { return m_demoBrowser->open(url); }, demoAccount);
    connect(m_demoSignIn.get(), &models::SignIn::changed, this, [this]() {
        if (m_demoSignIn->step() != models::SignIn::Step::Failed)
            return;
        m_accounts->abandon(demoAccount);
        m_window->showError(m_demoSignIn->error());
        Q_EMIT demoFailed(m_demoSignIn->error().paragraph());
    });
    m_demoSignIn->beginOAuth({}, true);
}

void Application::addTokenFromEnvironment()
{
    const auto input = std::exchange(m_environmentToken, std::nullopt);
    if (!input)
        return;
    if (input->problem != api::ServiceTokenProblem::None) {
        models::ErrorText text;
        text.title = tr("The service token of the environment cannot be used.");
        text.cause = models::describeServiceTokenProblem(input->problem);
        text.nextStep = tr("Set PLANETSCALE_SERVICE_TOKEN_ID and PLANETSCALE_SERVICE_TOKEN, or unset both.");
        m_window->showError(text);
        return;
    }
    QStringList organizations;
    if (!m_line.organization.isEmpty())
        organizations.append(m_line.organization);
    m_accounts->addServiceToken(input->token, organizations, m_accounts->defaultHosts(), true);
}

models::Location Application::firstLocation() const
{
    if (m_line.link) {
        if (const auto location = m_features.models.routes.fromUrl(*m_line.link))
            return *location;
    }
    const QList<models::Workspace *> workspaces = m_accounts->workspaces();
    if (workspaces.isEmpty())
        return {};
    if (auto last = m_features.models.routes.fromUrl(m_settings->value(lastPlaceKey).toUrl())) {
        // A link names no account, but the same organization may be there twice.
        last->account = m_settings->value(lastAccountKey).toString();
        if (!m_accounts->workspace(last->account))
            last->account.clear();
        return *last;
    }
    return models::organizationsPlace(workspaces.first()->facts().id);
}

void Application::showWindow()
{
    if (m_window->isVisible())
        return;
    if (!m_line.size.isEmpty())
        m_window->resize(m_line.size);
    m_window->open(firstLocation());
    m_window->show();
    Q_EMIT shown();
    // What the first paint does not need.
    QTimer::singleShot(2000, this, [this]() {
        if (!m_line.demo)
            m_connectivity.followSystem();
        if (const auto moment = m_database->moment())
            m_database->expire(*moment, keptDays);
        if (!m_line.measure.isEmpty())
            return;
        for (const auto &start : m_features.models.lateStarters)
            start(featureContext());
    });
}

models::FeatureContext Application::featureContext()
{
    return {.services = &m_services,
            .accounts = m_accounts.get(),
            .database = m_database.get(),
            .settings = m_settings.get(),
            .clock = &m_clock};
}

void Application::openLink(const QString &link)
{
    if (!m_window)
        return;
    if (const auto location = m_features.models.routes.fromUrl(QUrl(link, QUrl::StrictMode)))
        m_window->open(*location);
    m_window->bringToFront();
}

bool Application::openInBrowser(const QUrl &url)
{
    // Never a file or another program, whoever asks.
    if (!api::isProtectedAddress(url))
        return false;
    if (m_line.demo)
        return m_demoBrowser && url.path().startsWith(QLatin1String("/oauth/")) ? m_demoBrowser->open(url)
                                                                                : QDesktopServices::openUrl(url);
    return QDesktopServices::openUrl(url);
}

} // namespace orrery
