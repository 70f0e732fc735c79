// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/operations_tab.h"

#include "models/core/text.h"
#include "models/deploy_requests/deploy_request_store.h"
#include "views/core/cell_delegate.h"
#include "views/core/code_view.h"
#include "views/core/plain_label.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/deploy_requests/request_facts.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
using Operations = models::OperationsModel;

constexpr int nameWidth = 200;
constexpr int changeWidth = 100;
constexpr int stateWidth = 150;
constexpr int progressWidth = 140;
constexpr int statementHeight = 160;
} // namespace

OperationsTab::OperationsTab(models::DeployRequestStore *store, const Clock *clock, QWidget *parent)
    : QWidget(parent), m_store(store), m_clock(clock), m_summary(new PlainLabel), m_progress(new QProgressBar),
      m_hints(new CheckList), m_view(new QTreeView), m_statementTitle(new SectionHeader(QString())),
      m_statement(new CodeView)
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
    m_overlay->setEmptyTest([this]() { return m_store->operations()->rowCount() == 0; });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::unit, 0, 0);
    column->setSpacing(space::inner);
    column->addLayout(line);
    column->addWidget(m_hints);
    column->addWidget(m_overlay, 1);

    connect(m_hints, &CheckList::linkActivated, this, &OperationsTab::linkActivated);
    connect(m_overlay, &StateOverlay::retryRequested, m_store, [this]() { m_store->refresh(); });
    connect(m_overlay, &StateOverlay::signInRequested, this, &OperationsTab::signInRequested);
    connect(m_store, &models::DeployRequestStore::changed, this, &OperationsTab::showRequest);
    connect(m_store->operations(), &QAbstractItemModel::dataChanged, this, &OperationsTab::showStatement);
}

void OperationsTab::setUpView()
{
    m_view->setModel(m_store->operations());
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Operations of deploy request #%1").arg(m_store->number()));
    m_view->setColumnHidden(Operations::StatementColumn, true); // shown below, whole
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(true);
    header->setSectionsMovable(false);
    header->resizeSection(Operations::NameColumn, nameWidth);
    header->resizeSection(Operations::ChangeColumn, changeWidth);
    header->resizeSection(Operations::StateColumn, stateWidth);
    header->resizeSection(Operations::ProgressColumn, progressWidth);
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
    const Operations *operations = m_store->operations();
    const models::StateWord word = models::describeDeploymentState(models::deploymentStateOf(*request));
    QStringList parts{word.text};
    const auto progress = operations->overallProgress();
    if (models::isRunning(models::deploymentStateOf(*request))) {
        if (progress)
            parts.append(models::progressText(progress));
        if (const QString left = models::etaText(operations->timeLeft()); !left.isEmpty())
            parts.append(left);
    }
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_progress->setVisible(progress.has_value() && operations->rowCount() > 0);
    m_progress->setValue(progress ? int(*progress * 10) : 0);
    const QList<Check> hints =
        request->deployment ? deploymentHints(*request->deployment, m_clock->now()) : QList<Check>();
    m_hints->setChecks(hints);
    m_hints->setVisible(!hints.isEmpty());
    if (!m_view->currentIndex().isValid() && operations->rowCount() > 0) {
        m_view->setCurrentIndex(operations->index(0, 0));
        if (operations->rowCount() == 1)
            m_view->expand(operations->index(0, 0));
    }
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
