// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/request/deploy_request_page.h"

#include "models/access/current_user.h"
#include "models/auth/accounts.h"
#include "models/branches/branch_list.h"
#include "models/core/feature_registry.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"
#include "models/databases/database_places.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "models/deploy_requests/deployment/deployment_watch.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/diff/external_diff.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "models/deploy_requests/request/known_requests.h"
#include "models/deploy_requests/request/open_requests.h"
#include "models/deploy_requests/review/review_store.h"
#include "models/organizations/organization_places.h"
#include "models/organizations/organization_roles.h"
#include "views/core/age_ticker.h"
#include "views/core/error_bar.h"
#include "views/core/icons.h"
#include "views/core/page_title.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/deployment/deploy_request_actions.h"
#include "views/deploy_requests/deployment/operations_tab.h"
#include "views/deploy_requests/links.h"
#include "views/deploy_requests/request_facts.h"
#include "views/deploy_requests/review/changes_tab.h"
#include "views/deploy_requests/review/impact_panel.h"
#include "views/deploy_requests/review/overview_tab.h"
#include "views/deploy_requests/review/publish_dialog.h"
#include "views/deploy_requests/review/reviews_tab.h"
#include "views/window/tabs.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
constexpr QLatin1String overviewId("overview");
constexpr QLatin1String changesId("changes");
constexpr QLatin1String operationsId("operations");
constexpr int narrowWidth = 860;
constexpr QLatin1String reviewsId("reviews");
using A = models::DeployRequestAction;
} // namespace

DeployRequestPage::DeployRequestPage(PageContext pageContext, models::Location where, QWidget *parent)
    : Page(std::move(pageContext), std::move(where), parent),
      m_store(new models::DeployRequestStore(context().workspace->context(), models::organizationOf(location()),
                                             models::databaseOf(location()), models::requestNumberOf(location()),
                                             this)),
      m_deployment(new models::RequestDeployment(m_store)),
      m_review(new models::ReviewStore(context().workspace->context(), models::organizationOf(location()),
                                       models::databaseOf(location()), models::requestNumberOf(location()), this)),
      m_actions(new DeployRequestActions(new models::RequestActions(m_store, m_deployment), this)),
      m_heading(new PageTitle), m_revertWindow(new CheckList), m_result(new ErrorBar), m_changes(new ErrorBar),
      m_tabs(new Tabs), m_tick(new QTimer(this))
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

    m_actions->setReview(m_review);
    // On every tab of the page; the other keys belong to the changes.
    auto *approve = new QShortcut(QKeySequence(QStringLiteral("A")), this);
    approve->setContext(Qt::WidgetWithChildrenShortcut);
    connect(approve, &QShortcut::activated, this, &DeployRequestPage::approve);
    makeTabs();
    makeMenu();
    m_tick->setInterval(std::chrono::seconds(1));
    connect(m_tick, &QTimer::timeout, this, &DeployRequestPage::showRevertWindow);
    connect(m_store, &models::DeployRequestStore::changed, this, &DeployRequestPage::showRequest);
    new AgeTicker(this, [this]() { showRequest(); });
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &DeployRequestPage::showPending);
    connect(m_actions->model(), &models::RequestActions::started, this, [this]() {
        m_result->clear();
        m_actions->update();
    });
    connect(m_actions->model(), &models::RequestActions::finished, this, &DeployRequestPage::onFinished);
    connect(m_store->reviews(), &models::Store::stateChanged, this, &DeployRequestPage::showCounts);
    connect(m_overlay, &StateOverlay::retryRequested, this, &DeployRequestPage::refresh);
    connect(m_overlay, &StateOverlay::signInRequested, this, &Page::signInRequested);
    connect(m_result, &ErrorBar::retryRequested, this, &DeployRequestPage::refresh);
    connect(m_result, &ErrorBar::signInRequested, this, &Page::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &DeployRequestPage::showToReview);
    connect(m_store, &models::DeployRequestStore::changesChanged, this, &DeployRequestPage::showToReview);
    connect(m_review, &models::ReviewStore::progressChanged, this, &DeployRequestPage::showCounts);
    connect(m_review, &models::ReviewStore::progressChanged, this, &DeployRequestPage::showApprovalRefusal);
    connect(m_review, &models::ReviewStore::notesChanged, this, &DeployRequestPage::showCounts);
    models::deploymentWatch(context().workspace)->watch(m_actions->model());
    readSurroundings();
    showRequest();
}

void DeployRequestPage::makeTabs()
{
    const Clock *clock = context().clock;
    m_tabs->add(overviewId, tr("Overview"), [this, clock]() {
        auto *tab = new OverviewTab(m_actions->model(), clock);
        connect(tab, &OverviewTab::linkActivated, this, &DeployRequestPage::openAddress);
        return tab;
    });
    m_tabs->add(changesId, tr("Changes"), [this]() { return makeChanges(); });
    m_tabs->add(operationsId, tr("Operations"), [this, clock]() {
        auto *tab = new OperationsTab(m_actions->model(), clock);
        connect(tab, &OperationsTab::linkActivated, this, &DeployRequestPage::openAddress);
        connect(tab, &OperationsTab::signInRequested, this, &Page::signInRequested);
        connect(tab, &OperationsTab::notice, this, &Page::notice);
        connect(tab, &OperationsTab::failed, m_result, &ErrorBar::showError);
        return tab;
    });
    m_tabs->add(reviewsId, tr("Reviews"), [this]() { return makeReviews(); });
    connect(m_tabs, &Tabs::currentChanged, this, [this](const QString &id) { setTab(id); });
}

QWidget *DeployRequestPage::makeChanges()
{
    auto *tab = new ChangesTab(m_actions->model(), m_review, context().settings,
                               context().service<models::ExternalDiff>(), context().clock);
    connect(tab, &ChangesTab::signInRequested, this, &Page::signInRequested);
    connect(tab, &ChangesTab::notice, this, &Page::notice);
    connect(tab, &ChangesTab::linkActivated, this, &DeployRequestPage::openAddress);
    connect(tab, &ChangesTab::publishRequested, this, &DeployRequestPage::publish);
    models::loadKnownRequests(context().workspace->context(), models::organizationOf(location()),
                              models::databaseOf(location()), tab,
                              [tab](const QList<models::KnownRequest> &known) { tab->setKnownRequests(known); });
    QMetaObject::invokeMethod(this, &DeployRequestPage::followOpenRequests, Qt::QueuedConnection);
    return tab;
}

void DeployRequestPage::followOpenRequests()
{
    const auto &request = m_store->request();
    auto *tab = qobject_cast<ChangesTab *>(m_tabs->content(changesId));
    if (!tab || !request || request->intoBranch.isEmpty() || request->state == api::DeployRequestState::Closed)
        return;
    if (!m_openRequests || m_openRequests->intoBranch() != request->intoBranch) {
        if (m_openRequests)
            m_openRequests->removeViewer(this);
        m_openRequests = models::openRequests(context().workspace, models::organizationOf(location()),
                                              models::databaseOf(location()), request->intoBranch);
        tab->impact()->setOpenRequests(m_openRequests, [this](qint64 number) {
            return context().features->routes.toUrl(models::deployRequestPlace({}, models::organizationOf(location()),
                                                                               models::databaseOf(location()), number));
        });
    }
    if (m_active)
        m_openRequests->addViewer(this);
}

QWidget *DeployRequestPage::makeReviews()
{
    auto *tab = new ReviewsTab(m_review, m_actions, context().clock);
    connect(tab, &ReviewsTab::signInRequested, this, &Page::signInRequested);
    connect(tab, &ReviewsTab::publishRequested, this, &DeployRequestPage::publish);
    connect(tab, &ReviewsTab::anchorActivated, this,
            [this](const models::NoteAnchor &anchor) { changesTab()->goTo(anchor); });
    connect(tab, &ReviewsTab::linkActivated, this, &DeployRequestPage::openAddress);
    connect(tab, &ReviewsTab::draftActivated, this, [this](const QString &id) { changesTab()->editDraft(id); });
    return tab;
}

ChangesTab *DeployRequestPage::changesTab()
{
    openTab(changesId);
    return qobject_cast<ChangesTab *>(m_tabs->content(changesId));
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
        QApplication::clipboard()->setText(
            context().features->routes.toUrl(location().withTab({})).toString(QUrl::FullyEncoded));
        Q_EMIT notice(tr("The link to deploy request #%1 is copied.").arg(models::requestNumberOf(location())));
    });
    m_actions->addToMenu(browser);
    m_actions->addToMenu(link);
    m_heading->setMenu(m_actions->menu());
}

// --- what the rules want to know beside the request

void DeployRequestPage::readSurroundings()
{
    models::Workspace *workspace = context().workspace;
    connect(models::currentUser(workspace), &models::Store::stateChanged, this, &DeployRequestPage::askForSurroundings);
    connect(models::databaseList(workspace, models::organizationOf(location())), &models::Store::stateChanged, this,
            &DeployRequestPage::askForSurroundings);
    connect(models::organizationRoles(workspace, models::organizationOf(location())),
            &models::OrganizationRoles::changed, this, &DeployRequestPage::askForSurroundings);
}

void DeployRequestPage::askForSurroundings()
{
    models::Workspace *workspace = context().workspace;
    models::RequestActions::Surroundings around;
    if (workspace->facts().hasUser) {
        if (const auto &user = models::currentUser(workspace)->value())
            around.currentUserId = user->id;
        const auto *roles = models::organizationRoles(workspace, models::organizationOf(location()));
        around.administrator = roles->administrator();
        around.soleAdministrator = roles->soleAdministrator();
        around.administrators = roles->administrators();
    } else if (const api::Session *session = context().accounts->session(workspace->facts().id)) {
        // Assumed: an actor's id is the id of the token. A token is nobody's administrator.
        for (const auto &token : session->account().serviceTokens) {
            if (token.organization.isEmpty() || token.organization == models::organizationOf(location()))
                around.currentUserId = token.id;
        }
        around.soleAdministrator = false;
    }
    if (const api::Database *database =
            models::knownDatabase(workspace, models::organizationOf(location()), models::databaseOf(location())))
        around.approvalRequired = database->requireApprovalForDeploy;
    if (const auto &request = m_store->request()) {
        if (const api::Branch *branch = models::knownBranch(workspace, models::organizationOf(location()),
                                                            models::databaseOf(location()), request->intoBranch))
            around.intoProduction = branch->production;
    }
    m_actions->model()->setSurroundings(around);
}

// --- the page

QString DeployRequestPage::title() const
{
    return tr("#%1 %2", "number and title of a deploy request")
        .arg(models::requestNumberOf(location()))
        .arg(m_title)
        .trimmed();
}

void DeployRequestPage::activate()
{
    m_active = true;
    models::Workspace *workspace = context().workspace;
    if (workspace->facts().hasUser) {
        models::currentUser(workspace)->open();
        models::organizationRoles(workspace, models::organizationOf(location()))->open();
    }
    if (!models::knownDatabase(workspace, models::organizationOf(location()), models::databaseOf(location())))
        models::databaseList(workspace, models::organizationOf(location()))->open();
    models::BranchList *branches =
        models::branchList(workspace, models::organizationOf(location()), models::databaseOf(location()));
    connect(branches, &models::Store::stateChanged, this, &DeployRequestPage::askForSurroundings, Qt::UniqueConnection);
    m_store->setVisible(true);
    m_store->open();
    m_review->open();
    branches->open();
    askForSurroundings();
    if (!m_tabs->setCurrent(location().tab))
        m_tabs->setCurrent(overviewId);
    followOpenRequests();
}

void DeployRequestPage::deactivate()
{
    m_active = false;
    m_tick->stop();
    m_store->setVisible(false);
    if (m_openRequests)
        m_openRequests->removeViewer(this);
    m_review->flush(); // the list may be next, with its rings
}

void DeployRequestPage::lookAgain()
{
    m_store->lookAgain();
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
    followOpenRequests();
    showApprovalRefusal();
    if (before != m_title)
        Q_EMIT titleChanged();
    Q_EMIT loadStateChanged();
}

void DeployRequestPage::showChips()
{
    if (!m_store->request())
        return;
    QList<models::StateWord> chips = requestChips(*m_store->request(), m_actions->model()->context().approvalRequired);
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
    if (m_review->isLoaded() && m_review->tableCount() > 0)
        m_tabs->setNote(
            changesId,
            tr("%1/%2", "tables viewed, all tables").arg(m_review->viewedCount()).arg(m_review->tableCount()));
    else
        m_tabs->setCount(changesId, request ? m_store->tables()->rowCount() : -1);
    m_tabs->setCount(reviewsId, m_store->reviews()->state().hasContent ? m_store->reviews()->model()->rowCount() : -1);
    const bool running = request && models::isRunning(models::deploymentStateOf(*request));
    m_tabs->setNote(operationsId,
                    running ? models::progressText(m_deployment->operations()->overallProgress()) : QString());
}

void DeployRequestPage::showRevertWindow()
{
    const QDateTime deadline = m_deployment->revertDeadline();
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
    m_changes->showNotice(models::Tone::Accent, tr("%Ln table(s) changed since you opened it", nullptr, pending),
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
        if (action == A::Deploy || action == A::DeployInstantly)
            openTab(operationsId); // where it is seen to run
        // What was switched can be switched back where it was switched.
        if (const auto opposite = models::oppositeOf(action); opposite && !m_actions->model()->refusal(*opposite)) {
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

// --- reviewing

void DeployRequestPage::showToReview()
{
    const auto &request = m_store->request();
    // Marks are bound to the diffs: before they are read, nothing can be said of any.
    const bool read = !m_store->shownDigest().isEmpty() && !m_store->isReadingChanges();
    if (!request || (!read && m_store->diffState().phase != models::LoadState::Phase::Failed))
        return;
    QList<models::DeployTable> tables = m_store->tables()->rows();
    std::stable_sort(tables.begin(), tables.end(), [](const models::DeployTable &a, const models::DeployTable &b) {
        return a.keyspace < b.keyspace;
    });
    m_review->setTables(tables);
    m_review->setClosedAt(request->closedAt);
    m_actions->update();
}

void DeployRequestPage::publish()
{
    const auto open = findChildren<PublishDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (std::any_of(open.cbegin(), open.cend(), [](const PublishDialog *each) { return each->isVisible(); }))
        return;
    auto *dialog = new PublishDialog(m_review, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setRefusals(m_actions->refusal(A::Comment), m_actions->refusal(A::Approve));
    connect(dialog, &PublishDialog::commentRequested, m_actions, [this]() { m_actions->start(A::Comment); });
    connect(dialog, &PublishDialog::approveRequested, m_actions, [this]() { m_actions->start(A::Approve); });
    dialog->open();
}

void DeployRequestPage::approve()
{
    m_approvalRefusal = m_actions->refusal(A::Approve).value_or(QString());
    if (m_approvalRefusal.isEmpty())
        m_actions->start(A::Approve);
    else
        m_result->showNotice(models::Tone::Warn, m_approvalRefusal);
}

void DeployRequestPage::showApprovalRefusal()
{
    // Only the bar's own sentence: something else may stand there by now.
    if (m_approvalRefusal.isEmpty() || !m_result->isShowing() || m_result->text() != m_approvalRefusal)
        return;
    m_approvalRefusal = m_actions->refusal(A::Approve).value_or(QString());
    if (m_approvalRefusal.isEmpty())
        m_result->clear();
    else
        m_result->showNotice(models::Tone::Warn, m_approvalRefusal);
}

void DeployRequestPage::openAddress(const QUrl &url)
{
    followLink(context(), location(), url, this, [this](const models::Location &place) { Q_EMIT navigate(place); });
}

} // namespace orrery::views
