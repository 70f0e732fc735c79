// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/main_window.h"

#include "api/core/connectivity.h"
#include "models/auth/accounts.h"
#include "models/core/feature_registry.h"
#include "models/core/notices.h"
#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/age_label.h"
#include "views/core/breadcrumb_bar.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/progress_line.h"
#include "views/core/spacing.h"
#include "views/core/state_chip.h"
#include "views/core/state_overlay.h"
#include "views/core/status_strip.h"
#include "views/window/crumbs.h"
#include "views/window/desktop_notices.h"
#include "views/window/page_host.h"
#include "views/window/pane_focus.h"
#include "views/window/sidebar.h"
#include "views/window/sign_out_dialog.h"
#include "views/window/standing_bar.h"
#include "views/window/tabs.h"
#include "views/window/tray_presence.h"
#include "views/window/view_registry.h"
#include "views/window/window_dialogs.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
constexpr int sidebarWidth = 240;
constexpr QLatin1String sidebarKey("window/sidebar");
constexpr int saidFor = 8000; ///< milliseconds; what nobody could see stays

/// Whether no splitter separates the two.
bool inSamePane(const QWidget *left, const QWidget *right)
{
    const auto paneOf = [](const QWidget *widget) {
        while (widget->parentWidget() && !qobject_cast<const QSplitter *>(widget->parentWidget()))
            widget = widget->parentWidget();
        return widget;
    };
    return paneOf(left) == paneOf(right);
}
} // namespace

MainWindow::MainWindow(PageContext context, ThemeController *theme, QWidget *parent)
    : QMainWindow(parent), m_context(std::move(context)), m_theme(theme),
      m_notices(new DesktopNotices(m_context.service<models::Notices>(), m_context.notifier, this)),
      m_tray(new TrayPresence(m_context, this)), m_splitter(new QSplitter(Qt::Horizontal))
{
    setWindowTitle(QApplication::applicationDisplayName());
    setMinimumSize(720, 480);
    const QSize frame(0, 48); // the title bar is not part of a window's size
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - frame));
    buildActions();

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    m_progress = new ProgressLine;
    column->addWidget(m_progress);
    m_bar = new ErrorBar;
    m_bar->clear();
    connect(m_bar, &ErrorBar::signInRequested, this, [this]() { open(signInPlace(currentAccount())); });
    connect(m_bar, &ErrorBar::retryRequested, this, [this]() { m_context.accounts->retryKeychain(currentAccount()); });
    m_connectionBar = new ErrorBar;
    m_connectionBar->clear();
    m_standingBar = new StandingBar;
    column->addWidget(m_standingBar);
    column->addWidget(m_connectionBar);
    column->addWidget(m_bar);
    m_pages = new PageHost([this](const models::Location &location, QWidget *host) {
        PageContext page = m_context;
        page.workspace = m_context.accounts->workspace(location.account);
        return m_context.views->makePage(page, location, host);
    });
    connect(m_pages, &PageHost::pageMade, this, &MainWindow::connectPage);
    column->addWidget(m_pages, 1);
    m_status = new StatusStrip;
    m_offlineNote = new PlainLabel(tr("Offline"), TextSize::Small, ColorRole::Warn);
    m_offlineNote->setToolTip(tr("The computer has no network. What was read stays readable."));
    m_offlineNote->hide();
    if (m_context.connectivity) {
        m_offlineNote->setHidden(m_context.connectivity->isOnline());
        connect(m_context.connectivity, &api::Connectivity::onlineChanged, this, [this](bool online) {
            m_offlineNote->setHidden(online);
            Page *page = currentPage();
            if (online && page)
                page->refresh();
        });
    }
    m_hostNote = new PlainLabel({}, TextSize::Small, ColorRole::Warn);
    m_status->addPermanentWidget(m_offlineNote);
    m_status->addPermanentWidget(m_hostNote);
    column->addWidget(m_status);

    m_sidebar = new Sidebar(m_context, m_goTo);
    connect(m_sidebar, &Sidebar::locationOpened, this, &MainWindow::open);
    connect(m_sidebar, &Sidebar::actionFinished, this, [this](const models::ActionResult &result) {
        if (result.kind == models::ActionResult::Kind::Done)
            showNotice(result.sentence);
        else if (result.kind == models::ActionResult::Kind::Changed)
            showNotice(result.sentence, models::Tone::Warn);
        else
            showError(result.error);
    });
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false); // F9 and its button hide the sidebar, and bring it back
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({sidebarWidth, 1280 - sidebarWidth});
    m_splitter->setHandleWidth(1);
    setCentralWidget(m_splitter);
    restoreShape();
    if (m_context.settings)
        setSidebarShown(m_context.settings->value(sidebarKey, true).toBool());
    connectAccounts();
    centralWidget()->installEventFilter(this);
}

MainWindow::~MainWindow()
{
    // At once: pages use stores of the accounts, which the composition root takes down after the window.
    delete m_pages;
}

QWidget *MainWindow::buildHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::group, space::inner, space::group, space::inner);
    row->setSpacing(space::inner);
    auto *sidebar = new QToolButton;
    sidebar->setDefaultAction(m_showSidebar);
    sidebar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    sidebar->setAccessibleName(m_showSidebar->text());
    sidebar->setAutoRaise(true);
    row->addWidget(sidebar);
    m_breadcrumb = new BreadcrumbBar;
    connect(m_breadcrumb->backAction(), &QAction::triggered, this, [this]() { step(true); });
    connect(m_breadcrumb->forwardAction(), &QAction::triggered, this, [this]() { step(false); });
    connect(m_breadcrumb, &BreadcrumbBar::crumbActivated, this,
            [this](const QVariant &target) { open(target.value<models::Location>()); });
    row->addWidget(m_breadcrumb, 1);
    // Here nobody overlooks them: what is seen is no real account, or nothing of it can be changed.
    m_demoBadge = new StateChip({models::Tone::Warn, tr("DEMO"), {}});
    m_demoBadge->hide();
    m_readOnlyBadge = new StateChip(
        {models::Tone::Accent, tr("Read-only"), tr("Only requests that change nothing are sent for this account.")});
    m_readOnlyBadge->hide();
    row->addWidget(m_demoBadge);
    row->addWidget(m_readOnlyBadge);
    m_age = new AgeLabel(nullptr, [clock = m_context.clock]() { return clock->now(); });
    row->addWidget(m_age);
    auto *refresh = new QToolButton;
    refresh->setDefaultAction(m_refresh);
    refresh->setToolButtonStyle(Qt::ToolButtonIconOnly);
    refresh->setAccessibleName(tr("Refresh"));
    refresh->setAutoRaise(true);
    row->addWidget(refresh);
    m_menuButton = new QToolButton;
    m_menuButton->setIcon(glyphIcon(Glyph::Settings));
    m_menuButton->setPopupMode(QToolButton::InstantPopup);
    m_menuButton->setMenu(m_menu);
    m_menuButton->setAutoRaise(true);
    m_menuButton->setToolTip(tr("Menu"));
    m_menuButton->setAccessibleName(tr("Menu"));
    row->addWidget(m_menuButton);
    return header;
}

void MainWindow::connectAccounts()
{
    connectTray();
    connect(m_notices, &DesktopNotices::opened, this, [this](const models::Location &place) {
        open(place);
        bringToFront();
    });
    connect(m_notices, &DesktopNotices::shownInWindow, this,
            [this](const QString &sentence, bool urgent, const models::Location &place) {
                m_status->showMessage(
                    sentence, urgent ? models::Tone::Warn : models::Tone::Accent, tr("Show"),
                    [this, place]() { open(place); }, isVisible() ? saidFor : 0);
                QApplication::alert(this);
            });
    models::Accounts *accounts = m_context.accounts;
    const auto add = [this](models::Workspace *workspace) {
        m_sidebar->addWorkspace(workspace);
        connect(workspace, &models::Workspace::factsChanged, this, [this]() {
            updateHostNote();
            updateHeader();
        });
        updateHostNote();
    };
    for (models::Workspace *workspace : accounts->workspaces())
        add(workspace);
    connect(accounts, &models::Accounts::workspaceAdded, this, add);
    connect(accounts, &models::Accounts::workspaceAboutToBeRemoved, this, [this](models::Workspace *workspace) {
        const QString account = workspace->facts().id;
        m_history.removeAccount(account);
        m_pages->dropAccount(account);
        m_sidebar->removeWorkspace(account);
    });
    connect(accounts, &models::Accounts::signedOut, this, [this](const QString &label, const QStringList &receipt) {
        updateHostNote();
        if (!m_pages->current()) {
            const QList<models::Workspace *> left = m_context.accounts->workspaces();
            open(left.isEmpty() ? signInPlace({}) : accountPlace(left.first()->facts().id));
        }
        showSentences(this, tr("Signed out of %1").arg(label), receipt);
    });
    connect(accounts, &models::Accounts::problemChanged, this, [this]() { updateAccountBar(); });
    connect(accounts, &models::Accounts::paused, this, [this](const QString &label, std::chrono::milliseconds wait) {
        const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
        if (seconds > 1)
            showNotice(tr("Rate limited by PlanetScale (%1); loading resumes in %2.")
                           .arg(label, models::formattedDuration(seconds)),
                       models::Tone::Warn);
    });
    connect(accounts, &models::Accounts::reachableChanged, this, [this](const QString &account, bool reachable) {
        if (account != location().account)
            return;
        updateConnectionBar();
        if (reachable)
            currentPage()->lookAgain();
    });
    connect(accounts, &models::Accounts::keychainWaiting, this, [this](bool waiting) {
        // Waiting is no error, and goes by itself.
        if (waiting)
            m_bar->showNotice(models::Tone::Busy,
                              tr("Unlock your keychain to continue. A prompt of the system may be "
                                 "open behind other windows."));
        else
            updateAccountBar();
    });
    connect(accounts, &models::Accounts::signInKept, this, [this](const QString &label) {
        updateAccountBar();
        showNotice(tr("The sign-in of %1 is in the keychain now.").arg(label));
    });
    connect(accounts, &models::Accounts::notice, this, [this](const models::ErrorText &text) { showError(text); });
    connect(accounts, &models::Accounts::readOnlyChanged, this, [this](const QString &account) {
        updateReadOnly();
        Page *page = currentPage();
        if (page && page->location().account == account)
            page->refresh();
    });
    updateReadOnly();
    updateHostNote();
}

void MainWindow::connectPage(Page *page)
{
    connect(page, &Page::navigate, this, &MainWindow::open);
    connect(page, &Page::locationChanged, this, [this, page](const models::Location &location) {
        if (page == m_pages->current()) {
            m_history.replace(location);
            updateHeader();
        }
    });
    connect(page, &Page::loadStateChanged, this, [this, page]() {
        if (page == m_pages->current())
            updateHeader();
    });
    connect(page, &Page::titleChanged, this, [this, page]() {
        if (page == m_pages->current())
            updateHeader();
    });
    connect(page, &Page::notice, this, [this](const QString &sentence) { showNotice(sentence); });
    connect(page, &Page::signInRequested, this, [this, page]() { open(signInPlace(page->location().account)); });
}

void MainWindow::open(const models::Location &location)
{
    models::Location target = location;
    const models::Route *route = m_context.features->routes.find(target.route);
    if (!route || route->ofAccount) {
        const models::Workspace *workspace = m_context.accounts->workspace(target.account);
        if (!workspace)
            target = signInPlace({});
        else
            target.account = workspace->facts().id;
    }
    // Nobody comes back to a sign-in that is done.
    const auto isSignIn = [this](const models::Location &place) {
        return place.route == m_context.features->signInRoute || !m_context.features->routes.find(place.route);
    };
    if (currentPage() && isSignIn(this->location()) && !isSignIn(target))
        m_history.visitInstead(target);
    else
        m_history.visit(target);
    showPlace(target);
}

void MainWindow::showPlace(const models::Location &location)
{
    const Page *before = currentPage();
    Page *page = m_pages->show(location);
    m_sidebar->reveal(this->location());
    // Who walks through the sidebar stays there.
    if (page != before && !sidebar()->hasFocus())
        focusWork(page);
    updateHeader();
    updateAccountBar();
}

void MainWindow::step(bool back)
{
    if (back ? m_history.canGoBack() : m_history.canGoForward())
        showPlace(back ? m_history.back() : m_history.forward());
}

QTreeView *MainWindow::sidebar() const
{
    return m_sidebar->tree();
}

void MainWindow::updateHeader()
{
    const Page *page = currentPage();
    if (!page)
        return;
    m_breadcrumb->setCrumbs(crumbsFor(page->location(), m_context));
    m_breadcrumb->setHistory(m_history.canGoBack(), m_history.canGoForward());
    const models::LoadState state = page->loadState();
    m_age->setState(state);
    m_progress->setLoading(state.isLoading() && state.hasContent);
    updateConnectionBar();
    if (saysAccountProblem() != m_problemSaid)
        updateAccountBar();
    const QString title = page->title();
    // Where the platform shows it there, Qt adds the program's name.
    setWindowTitle(title.isEmpty() ? QApplication::applicationDisplayName() : title);
    updateReadOnly();
}

void MainWindow::updateConnectionBar()
{
    using Kind = api::ApiError::Kind;
    const models::LoadState state = currentPage() ? currentPage()->loadState() : models::LoadState();
    // What failed for another reason says so itself, and a page without content has its own way on.
    const bool another = state.error && state.error->kind != Kind::Offline && state.error->kind != Kind::HostNotFound
        && state.error->kind != Kind::Timeout;
    const bool lost = state.hasContent && !another && !m_context.accounts->isReachable(location().account);
    StateOverlay::setSaidByWindow(this, StateOverlay::Cause::ConnectionLost, lost);
    if (!lost)
        m_connectionBar->clear();
    else if (!m_connectionBar->isShowing())
        m_connectionBar->showNotice(
            models::Tone::Warn,
            tr("PlanetScale cannot be reached. What was loaded stays readable; Orrery keeps trying."), tr("Try now"),
            [this]() {
                if (Page *page = currentPage())
                    page->refresh();
            });
}

bool MainWindow::saysAccountProblem() const
{
    using Kind = api::ApiError::Kind;
    // The page of the sign-in, and one without content, have their own way on.
    const models::LoadState state = currentPage() ? currentPage()->loadState() : models::LoadState();
    const bool pageSays = !state.hasContent && state.error
        && (state.error->kind == Kind::Unauthorized || state.error->kind == Kind::NotSignedIn);
    return m_context.accounts->problem(currentAccount()) && !pageSays
        && location().route != m_context.features->signInRoute;
}

void MainWindow::updateAccountBar()
{
    m_problemSaid = saysAccountProblem();
    StateOverlay::setSaidByWindow(this, StateOverlay::Cause::SignInRejected, m_problemSaid);
    if (m_problemSaid)
        m_bar->showError(*m_context.accounts->problem(currentAccount()));
    else
        m_bar->clear();
}

void MainWindow::setDemo(bool demo)
{
    m_demo = demo;
    updateHostNote();
}

void MainWindow::updateHostNote()
{
    QStringList notes;
    for (const models::Workspace *workspace : m_context.accounts->workspaces()) {
        const QString &note = workspace->facts().hostNote;
        if (!note.isEmpty() && !notes.contains(note))
            notes.append(note);
    }
    const QString hosts = notes.join(QStringLiteral(", "));
    m_hostNote->setText(notes.isEmpty() ? QString() : tr("Custom host %1").arg(hosts));
    m_hostNote->setVisible(!notes.isEmpty() && !m_demo);
    m_demoBadge->setState({models::Tone::Warn, tr("DEMO"),
                           notes.isEmpty() ? tr("A simulated PlanetScale: nothing here is real.")
                                           : tr("A simulated PlanetScale at %1: nothing here is real.").arg(hosts)});
    m_demoBadge->setVisible(m_demo);
}

models::Location MainWindow::location() const
{
    const Page *page = currentPage();
    return page ? page->location() : models::Location{};
}

Page *MainWindow::currentPage() const
{
    return m_pages->current();
}

QString MainWindow::currentAccount() const
{
    QString account = location().account;
    if (!account.isEmpty())
        return account;
    const models::Workspace *first = m_context.accounts->workspace({});
    return first ? first->facts().id : QString();
}

models::Location MainWindow::signInPlace(const QString &account) const
{
    return {.route = m_context.features->signInRoute, .account = account, .parameters = {}, .tab = {}};
}

models::Location MainWindow::accountPlace(const QString &account) const
{
    const models::Route *root = m_context.features->routes.accountRoot();
    return {.route = root ? root->id : QString(), .account = account, .parameters = {}, .tab = {}};
}

void MainWindow::showNotice(const QString &sentence, models::Tone tone)
{
    m_status->showMessage(sentence, tone);
}

void MainWindow::showStanding(const QString &sentence)
{
    m_standingBar->add(sentence);
}

void MainWindow::showError(const models::ErrorText &text)
{
    m_bar->showError(text);
}

void MainWindow::openTabNumber(int number)
{
    const Page *page = currentPage();
    auto *tabs = page ? page->findChild<QTabBar *>() : nullptr;
    if (!tabs || number > tabs->count() || !tabs->isTabEnabled(number - 1))
        return;
    tabs->setCurrentIndex(number - 1);
    const auto *parts = page->findChild<Tabs *>();
    if (QWidget *content = parts ? parts->content(parts->current()) : nullptr)
        focusWork(content);
}

void MainWindow::focusWork(QWidget *root)
{
    // Where the person was before, or where the work is.
    QWidget *work = root->focusWidget();
    if (!work || !work->isVisible() || !root->isAncestorOf(work))
        work = workOf(root);
    if (work)
        work->setFocus(Qt::OtherFocusReason);
}

void MainWindow::setSidebarShown(bool shown)
{
    if (!shown && m_sidebar->isAncestorOf(focusWidget()) && currentPage())
        focusWork(currentPage());
    m_sidebar->setVisible(shown);
    m_showSidebar->setChecked(shown);
    if (m_context.settings)
        m_context.settings->setValue(sidebarKey, shown);
}

void MainWindow::focusPane(int step)
{
    QWidgetList panes;
    if (m_sidebar->isVisible())
        panes.append(sidebar());
    if (currentPage())
        panes.append(panesOf(currentPage()));
    if (panes.isEmpty())
        return;
    // From wherever the focus is in a pane; from the header the first one follows.
    const QWidget *now = focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; now && i < panes.size(); ++i) {
        if (panes.at(i) == now || (at < 0 && inSamePane(panes.at(i), now)))
            at = i;
    }
    const qsizetype count = panes.size();
    const qsizetype next = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
    panes.at(next)->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showKeys()
{
    const Page *page = currentPage();
    showKeysSheet(this, page ? page->keys() : QList<std::pair<QString, QString>>());
}

void MainWindow::showAbout()
{
    showAboutSheet(this);
}

void MainWindow::askSignOut()
{
    views::askSignOut(m_context, currentAccount(), this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_painted && watched == centralWidget() && event->type() == QEvent::Paint) {
        m_painted = true;
        if (!focusWidget() && currentPage())
            focusWork(currentPage());
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace orrery::views
