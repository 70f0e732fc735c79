// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deploy_request_page.h"

#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/deploy_requests/deploy_request_store.h"
#include "models/deploy_requests/deployment_watch.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/changes_tab.h"
#include "views/deploy_requests/deploy_request_actions.h"
#include "views/deploy_requests/operations_tab.h"
#include "views/deploy_requests/overview_tab.h"
#include "views/deploy_requests/request_facts.h"
#include "views/deploy_requests/reviews_tab.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QTimer>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
const QString overviewId = QStringLiteral("overview");
const QString changesId = QStringLiteral("changes");
const QString operationsId = QStringLiteral("operations");
constexpr int narrowWidth = 860;
const QString reviewsId = QStringLiteral("reviews");

using A = models::DeployRequestAction;

std::optional<A> oppositeOf(A action)
{
    switch (action) {
    case A::EnableAutoApply:
        return A::DisableAutoApply;
    case A::DisableAutoApply:
        return A::EnableAutoApply;
    case A::EnableAutoDelete:
        return A::DisableAutoDelete;
    case A::DisableAutoDelete:
        return A::EnableAutoDelete;
    default:
        return std::nullopt;
    }
}
} // namespace

DeployRequestPage::DeployRequestPage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent),
      m_store(new models::DeployRequestStore(context().workspace->context(), location().organization,
                                             location().database, location().number, this)),
      m_actions(new DeployRequestActions(m_store, this)), m_heading(new PageTitle), m_revertWindow(new CheckList),
      m_result(new ErrorBar), m_changes(new ErrorBar), m_tabs(new Tabs), m_tick(new QTimer(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_overlay = new StateOverlay(m_tabs);
    m_revertWindow->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::page, space::group, space::page, space::inner);
    column->setSpacing(space::inner + space::unit);
    column->addWidget(m_heading);
    column->addWidget(m_revertWindow);
    column->addWidget(m_result);
    column->addWidget(m_changes);
    column->addWidget(m_overlay, 1);

    makeTabs();
    makeMenu();
    m_tick->setInterval(std::chrono::seconds(1));
    connect(m_tick, &QTimer::timeout, this, &DeployRequestPage::showRevertWindow);
    connect(m_store, &models::DeployRequestStore::changed, this, &DeployRequestPage::showRequest);
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &DeployRequestPage::showPending);
    connect(m_store, &models::DeployRequestStore::actionStarted, this, [this]() {
        m_result->clear();
        m_actions->update();
    });
    connect(m_store, &models::DeployRequestStore::actionFinished, this, &DeployRequestPage::onFinished);
    connect(m_store->reviews(), &models::ListStoreBase::stateChanged, this, &DeployRequestPage::showCounts);
    connect(m_overlay, &StateOverlay::retryRequested, this, &DeployRequestPage::refresh);
    connect(m_overlay, &StateOverlay::signInRequested, this, &Page::signInRequested);
    connect(m_result, &ErrorBar::retryRequested, this, &DeployRequestPage::refresh);
    connect(m_result, &ErrorBar::signInRequested, this, &Page::signInRequested);
    context().workspace->deploymentWatch()->watch(m_store);
    readSurroundings();
    showRequest();
}

void DeployRequestPage::makeTabs()
{
    const Clock *clock = context().clock;
    m_tabs->add(overviewId, tr("Overview"), [this, clock]() {
        auto *tab = new OverviewTab(m_store, clock);
        connect(tab, &OverviewTab::linkActivated, this, &DeployRequestPage::openAddress);
        return tab;
    });
    m_tabs->add(changesId, tr("Changes"), [this]() {
        auto *tab = new ChangesTab(m_store, context().settings);
        connect(tab, &ChangesTab::signInRequested, this, &Page::signInRequested);
        connect(tab, &ChangesTab::notice, this, &Page::notice);
        return tab;
    });
    m_tabs->add(operationsId, tr("Operations"), [this, clock]() {
        auto *tab = new OperationsTab(m_store, clock);
        connect(tab, &OperationsTab::linkActivated, this, &DeployRequestPage::openAddress);
        connect(tab, &OperationsTab::signInRequested, this, &Page::signInRequested);
        connect(tab, &OperationsTab::notice, this, &Page::notice);
        connect(tab, &OperationsTab::failed, m_result, &ErrorBar::showError);
        return tab;
    });
    m_tabs->add(reviewsId, tr("Reviews"), [this, clock]() {
        auto *tab = new ReviewsTab(m_store, m_actions, clock);
        connect(tab, &ReviewsTab::signInRequested, this, &Page::signInRequested);
        return tab;
    });
    connect(m_tabs, &Tabs::currentChanged, this, [this](const QString &id) { setTab(id); });
}

void DeployRequestPage::makeMenu()
{
    auto *browser = new QAction(glyphIcon(Glyph::External), tr("Open in the browser"), this);
    connect(browser, &QAction::triggered, this, [this]() {
        if (m_store->request())
            openAddress(QUrl(m_store->request()->htmlUrl, QUrl::StrictMode));
    });
    auto *link = new QAction(glyphIcon(Glyph::Link), tr("Copy link"), this);
    connect(link, &QAction::triggered, this, [this]() {
        QApplication::clipboard()->setText(location().withTab({}).toUrl().toString(QUrl::FullyEncoded));
        Q_EMIT notice(tr("The link to deploy request #%1 is copied.").arg(location().number));
    });
    m_actions->addToMenu(browser);
    m_actions->addToMenu(link);
    m_heading->setMenu(m_actions->menu());
}

// --- what the rules want to know beside the request

void DeployRequestPage::readSurroundings()
{
    models::Workspace *workspace = context().workspace;
    connect(workspace->user(), &models::ItemStoreBase::changed, this, &DeployRequestPage::askForSurroundings);
    connect(workspace->databases(location().organization), &models::ListStoreBase::stateChanged, this,
            &DeployRequestPage::askForSurroundings);
}

void DeployRequestPage::askForSurroundings()
{
    models::Workspace *workspace = context().workspace;
    models::DeployRequestStore::Surroundings around;
    if (const auto &user = workspace->user()->value())
        around.currentUserId = user->id;
    if (const api::Database *database = workspace->knownDatabase(location().organization, location().database))
        around.approvalRequired = database->requireApprovalForDeploy;
    if (const auto &request = m_store->request()) {
        if (const api::Branch *branch =
                workspace->knownBranch(location().organization, location().database, request->intoBranch))
            around.intoProduction = branch->production;
    }
    m_actions->setIntoProduction(around.intoProduction.value_or(false));
    m_store->setSurroundings(around);
}

// --- the page

QString DeployRequestPage::title() const
{
    return tr("#%1 %2", "number and title of a deploy request").arg(location().number).arg(m_title).trimmed();
}

void DeployRequestPage::activate()
{
    m_active = true;
    models::Workspace *workspace = context().workspace;
    if (workspace->facts().hasUser)
        workspace->user()->open();
    if (!workspace->knownDatabase(location().organization, location().database))
        workspace->databases(location().organization)->open();
    models::BranchList *branches = workspace->branches(location().organization, location().database);
    connect(branches, &models::ListStoreBase::stateChanged, this, &DeployRequestPage::askForSurroundings,
            Qt::UniqueConnection);
    m_store->setVisible(true);
    m_store->open();
    branches->open();
    askForSurroundings();
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(overviewId);
}

void DeployRequestPage::deactivate()
{
    m_active = false;
    m_tick->stop();
    m_store->setVisible(false);
}

void DeployRequestPage::refresh()
{
    m_result->clear();
    m_store->refresh();
}

void DeployRequestPage::openTab(const QString &tab)
{
    if (!m_tabs->contains(tab))
        return;
    setTab(tab);
    if (m_active)
        m_tabs->setCurrent(tab);
}

models::LoadState DeployRequestPage::loadState() const
{
    return m_store->state();
}

QList<std::pair<QString, QString>> DeployRequestPage::keys() const
{
    return ChangesTab::keys();
}

void DeployRequestPage::showRequest()
{
    m_overlay->setState(m_store->state(), m_store->failureTitle());
    m_actions->update();
    const auto &request = m_store->request();
    const QString before = m_title;
    m_title = request ? requestTitle(*request) : QString();
    m_heading->setTitle(title());
    if (request) {
        const QDateTime now = context().clock->now();
        showChips();
        QList<TitleFact> facts{{models::deployRequestTitle(request->branch, request->intoBranch), {}, true}};
        if (request->actor && !request->actor->displayName.isEmpty())
            facts.append({request->actor->displayName, {}, false});
        if (request->createdAt.isValid())
            facts.append({tr("opened %1").arg(models::relativeTime(request->createdAt, now)),
                          models::exactTime(request->createdAt), false});
        m_heading->setFacts(facts);
        m_heading->setActions(m_actions->firstButton(), m_actions->secondButton(),
                              m_actions->firstIsPrimary() ? ButtonKind::Primary : ButtonKind::Normal);
        m_heading->setMenu(m_actions->menu());
    }
    showCounts();
    showPending();
    showRevertWindow();
    if (before != m_title)
        Q_EMIT titleChanged();
    Q_EMIT loadStateChanged();
}

void DeployRequestPage::showChips()
{
    if (!m_store->request())
        return;
    QList<models::StateWord> chips = requestChips(*m_store->request(), m_store->reviewContext().approvalRequired);
    // The deployment's state tells that it is open; in a narrow window the title needs the room more.
    if (width() < narrowWidth && chips.size() > 2)
        chips.removeFirst();
    m_heading->setChips(chips);
}

void DeployRequestPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    showChips();
}

void DeployRequestPage::showCounts()
{
    const auto &request = m_store->request();
    m_tabs->setCount(changesId, request ? m_store->tables()->rowCount() : -1);
    m_tabs->setCount(reviewsId, m_store->reviews()->state().hasContent ? m_store->reviews()->model()->rowCount() : -1);
    const bool running = request && models::isRunning(models::deploymentStateOf(*request));
    m_tabs->setNote(operationsId, running ? models::progressText(m_store->operations()->overallProgress()) : QString());
}

void DeployRequestPage::showRevertWindow()
{
    const QDateTime deadline = m_store->revertDeadline();
    const qint64 left = deadline.isValid() ? context().clock->now().secsTo(deadline) : -1;
    const bool open = left > 0;
    if (open) {
        m_revertWindow->setChecks({{models::Tone::Accent,
                                    tr("It can be reverted for another %1").arg(models::formattedDuration(left)),
                                    tr("Until %1. The deploy queue waits until the revert window ends or is skipped.")
                                        .arg(models::exactTime(deadline)),
                                    {},
                                    {}}});
    }
    m_revertWindow->setVisible(open);
    if (open && m_active && !m_tick->isActive())
        m_tick->start();
    else if (!open || !m_active)
        m_tick->stop();
}

void DeployRequestPage::showPending()
{
    const int pending = m_store->pendingChanges();
    if (pending == 0) {
        m_changes->clear();
        return;
    }
    m_changes->showNotice(models::Tone::Accent, tr("%n table(s) changed since you opened it", nullptr, pending),
                          tr("Show"), [this]() {
                              m_store->showPendingChanges();
                              openTab(changesId);
                          });
}

void DeployRequestPage::onFinished(A action, const models::ActionResult &result)
{
    m_actions->update();
    switch (result.kind) {
    case models::ActionResult::Kind::Done:
        // The dialog shows the steps before the deployment; there is nothing to take back between them.
        if (m_actions->isDeploying() && action != A::Deploy && action != A::DeployInstantly)
            break;
        // What was switched can be switched back where it was switched.
        if (const auto opposite = oppositeOf(action); opposite && !m_store->refusal(*opposite)) {
            m_result->showNotice(models::Tone::Ok, result.sentence, tr("Undo"), [this, back = *opposite]() {
                m_result->clear();
                m_actions->start(back);
            });
        } else {
            Q_EMIT notice(result.sentence);
        }
        break;
    case models::ActionResult::Kind::Changed:
        m_result->showNotice(models::Tone::Warn, result.sentence, tr("Reload"), [this]() { refresh(); });
        break;
    case models::ActionResult::Kind::Refused:
    case models::ActionResult::Kind::Unknown:
        m_result->showError(result.error);
        break;
    }
}

void DeployRequestPage::openAddress(const QUrl &url)
{
    if (isPlanetScaleAddress(url) && context().openUrl)
        context().openUrl(url);
}

} // namespace orrery::views
