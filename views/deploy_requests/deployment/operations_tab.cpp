// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/deployment/operations_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/deployment/deployment_summary.h"
#include "models/deploy_requests/deployment/request_actions.h"
#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/age_ticker.h"
#include "views/core/cell_delegate.h"
#include "views/core/code_view.h"
#include "views/core/facts_dialog.h"
#include "views/core/icons.h"
#include "views/core/plain_label.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/deployment/throttle_sliders.h"
#include "views/deploy_requests/request_facts.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

namespace {
using Operations = models::OperationsModel;

constexpr int nameWidth = 170;
constexpr int changeWidth = 80;
constexpr int stateWidth = 150;
constexpr int progressWidth = 140;
constexpr int statementHeight = 160;
} // namespace

OperationsTab::OperationsTab(models::RequestActions *actions, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_actions(actions), m_store(actions->store()), m_operations(actions->deployment()->operations()),
      m_clock(clock), m_summary(new PlainLabel), m_progress(new QProgressBar), m_hints(new CheckList),
      m_view(new QTreeView), m_statementTitle(new SectionHeader(QString())), m_statement(new CodeView)
{
    setUpView();
    m_statement->setAccessibleName(tr("Statement of the selected change"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth * 2);
    m_progress->setAccessibleName(tr("Progress of the deployment"));

    auto *line = new QHBoxLayout;
    line->setSpacing(space::group);
    line->addWidget(m_progress);
    line->addWidget(m_summary);
    line->addStretch(1);

    auto *split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(m_view);
    auto *statement = new QWidget;
    auto *reading = new QVBoxLayout(statement);
    reading->setContentsMargins(0, space::inner, 0, 0);
    reading->setSpacing(space::unit);
    reading->addWidget(m_statementTitle);
    reading->addWidget(m_statement, 1);
    split->addWidget(statement);
    split->setStretchFactor(0, 1);
    split->setSizes({statementHeight * 3, statementHeight});
    m_overlay = new StateOverlay(split);
    m_overlay->setEmptyState(
        {Glyph::Table, tr("Nothing to run"),
         tr("The statements of the deployment are listed here, each with its progress on every shard."), nullptr});
    m_overlay->setEmptyTest([this]() { return m_operations->rowCount() == 0; });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::unit, 0, 0);
    column->setSpacing(space::inner);
    column->addLayout(line);
    column->addWidget(m_hints);
    column->addWidget(makeThrottle());
    column->addWidget(makeSummary());
    column->addWidget(m_overlay, 1);

    connect(m_hints, &CheckList::linkActivated, this, &OperationsTab::linkActivated);
    connect(m_overlay, &StateOverlay::retryRequested, m_store, [this]() { m_store->refresh(); });
    connect(m_overlay, &StateOverlay::signInRequested, this, &OperationsTab::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &OperationsTab::showRequest);
    new AgeTicker(this, [this]() { showRequest(); });
    connect(m_operations, &QAbstractItemModel::dataChanged, this, &OperationsTab::showStatement);
    connect(m_actions, &models::RequestActions::throttleFinished, this, [this](const models::ActionResult &result) {
        if (result.kind == models::ActionResult::Kind::Done) {
            Q_EMIT notice(result.sentence);
            return;
        }
        // What is set is what the service says, not what was wished.
        m_sliders->reset();
        models::ErrorText text = result.error;
        if (text.title.isEmpty())
            text.title = result.sentence;
        Q_EMIT failed(text);
    });
}

QWidget *OperationsTab::makeThrottle()
{
    m_throttle = new QWidget;
    auto *column = new QVBoxLayout(m_throttle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::unit);
    m_throttleNote = new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary);
    m_throttleNote->setWordWrap(true);
    m_sliders = new ThrottleSliders;
    column->addWidget(m_throttleNote);
    column->addWidget(m_sliders);
    m_throttle->hide();
    connect(m_sliders, &ThrottleSliders::released, this, [this]() { m_actions->setThrottle(m_sliders->ratios()); });
    return m_throttle;
}

QWidget *OperationsTab::makeSummary()
{
    m_over = new QWidget;
    auto *row = new QHBoxLayout(m_over);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::group);
    m_facts = new PlainLabel(QString(), TextSize::Body, ColorRole::TextSecondary);
    m_facts->setWordWrap(true);
    m_facts->setSelectable(true);
    m_facts->setAccessibleName(tr("Summary of the deployment"));
    row->addWidget(m_facts, 1);
    auto *copy = new QPushButton(glyphIcon(Glyph::Copy), tr("Copy summary"));
    copy->setToolTip(tr("As Markdown, for a chat or a pull request"));
    row->addWidget(copy, 0, Qt::AlignTop);
    connect(copy, &QPushButton::clicked, this, [this]() {
        const auto &request = m_store->request();
        if (!request)
            return;
        QApplication::clipboard()->setText(
            models::deploymentSummary(*request, m_store->organization(), m_store->database()).asMarkdown());
        Q_EMIT notice(tr("The summary of deploy request #%1 is copied.").arg(m_store->number()));
    });
    m_over->hide();
    return m_over;
}

void OperationsTab::setUpView()
{
    m_view->setModel(m_operations);
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setUniformRowHeights(true);
    showDetailsOnSpace(m_view);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Operations of deploy request #%1").arg(m_store->number()));
    m_view->setColumnHidden(Operations::StatementColumn, true); // shown below, whole
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(true);
    header->setSectionsMovable(false);
    header->resizeSection(Operations::NameColumn, std::max(nameWidth, header->sectionSizeHint(Operations::NameColumn)));
    header->resizeSection(Operations::ChangeColumn,
                          std::max(changeWidth, header->sectionSizeHint(Operations::ChangeColumn)));
    header->resizeSection(Operations::StateColumn,
                          std::max(stateWidth, header->sectionSizeHint(Operations::StateColumn)));
    header->resizeSection(Operations::ProgressColumn,
                          std::max(progressWidth, header->sectionSizeHint(Operations::ProgressColumn)));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &OperationsTab::showStatement);
}

void OperationsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showRequest();
}

void OperationsTab::showRequest()
{
    m_overlay->setState(m_store->state(), m_store->failureTitle());
    const auto &request = m_store->request();
    if (!request || !isVisible())
        return;
    showProgress();
    showThrottle();
    showSummary();
    const QList<Check> hints =
        request->deployment ? deploymentHints(*request->deployment, m_clock->now()) : QList<Check>();
    m_hints->setChecks(hints);
    m_hints->setVisible(!hints.isEmpty());
    const Operations *operations = m_operations;
    if (!m_view->currentIndex().isValid() && operations->rowCount() > 0) {
        m_view->setCurrentIndex(operations->index(0, 0));
        if (operations->rowCount() == 1)
            m_view->expand(operations->index(0, 0));
    }
}

void OperationsTab::showProgress()
{
    const api::DeployRequest &request = *m_store->request();
    const Operations *operations = m_operations;
    const auto state = models::deploymentStateOf(request);
    QStringList parts{models::describeDeploymentState(state).text};
    const auto progress = operations->overallProgress();
    if (models::isRunning(state) && !(state == api::DeploymentState::InProgressCutover)) {
        if (progress)
            parts.append(models::progressText(progress));
        else if (state == api::DeploymentState::InProgress)
            parts.append(tr("progress not known yet"));
        if (const QString left = models::etaText(operations->timeLeft()); !left.isEmpty())
            parts.append(left);
        if (operations->isGettingSlower())
            parts.append(tr("getting slower"));
    }
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_progress->setVisible(progress.has_value() && operations->rowCount() > 0 && !models::isDeploymentOver(request));
    m_progress->setValue(progress ? int(*progress * 10) : 0);
}

void OperationsTab::showThrottle()
{
    using S = api::DeploymentState;
    const auto state = models::deploymentStateOf(*m_store->request());
    const bool underWay =
        state == S::Queued || state == S::Submitting || state == S::InProgress || state == S::PendingCutover;
    const bool instant = models::deploymentOrNone(*m_store->request()).instantDdl == true;
    m_throttle->setVisible(underWay && !instant);
    if (!underWay || instant)
        return;
    auto *throttler = m_actions->deployment()->throttler();
    connect(throttler, &models::Store::stateChanged, this, &OperationsTab::showRequest, Qt::UniqueConnection);
    if (throttler->value()) {
        if (!m_actions->isThrottling())
            m_sliders->setRatios(models::throttleRatios(*throttler->value()));
        const auto refusal = m_actions->throttle(m_sliders->ratios()).refusal();
        m_sliders->setRefusal(refusal);
        m_throttleNote->setText(refusal && !m_actions->isThrottling() ? tr("Copy throttle: %1").arg(*refusal)
                                                                      : tr("Copy throttle (applies on release)"));
    } else if (throttler->state().phase == models::LoadState::Phase::Failed && throttler->state().error) {
        m_throttleNote->setText(
            models::describeError(*throttler->state().error, throttler->failureTitle()).paragraph());
    } else {
        m_throttleNote->setText(tr("Reading the throttle…"));
    }
}

void OperationsTab::showSummary()
{
    const api::DeployRequest &request = *m_store->request();
    const bool over = models::isDeploymentOver(request);
    m_over->setVisible(over);
    if (!over)
        return;
    // In full where it is copied; state and branch stand on the page already.
    QStringList parts;
    const auto summary = models::deploymentSummary(request, m_store->organization(), m_store->database());
    for (const auto &[label, value] : summary.facts)
        parts.append(tr("%1: %2", "a fact of the deployment").arg(label, value));
    m_facts->setText(parts.mid(2).join(QStringLiteral(" · ")));
}

void OperationsTab::showStatement()
{
    QModelIndex row = m_view->currentIndex();
    if (row.parent().isValid())
        row = row.parent(); // a shard runs its table's statement
    m_statementTitle->setTitle(
        row.isValid() ? tr("Statement for %1").arg(row.siblingAtColumn(Operations::NameColumn).data().toString())
                      : tr("Statement"));
    m_statement->setCode(row.siblingAtColumn(Operations::StatementColumn).data(models::ExactRole).toString());
}

} // namespace orrery::views
