// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/impact_panel.h"

#include "models/deploy_requests/deployment/request_deployment.h"
#include "models/deploy_requests/request/deploy_request_store.h"
#include "views/core/age_ticker.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"
#include "views/core/theme.h"
#include "views/deploy_requests/request_facts.h"
#include "views/deploy_requests/review/table_impact.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

ImpactPanel::ImpactPanel(models::DeployRequestStore *store, models::RequestDeployment *deployment, const Clock *clock,
                         QWidget *parent)
    : QWidget(parent), m_store(store), m_deployment(deployment), m_clock(clock), m_table(new CheckList),
      m_target(new CheckList), m_targetHeader(new SectionHeader(tr("Target"))), m_others(new CheckList),
      m_othersHeader(new SectionHeader(tr("Elsewhere")))
{
    auto *content = new QWidget;
    auto *sections = new QVBoxLayout(content);
    sections->setContentsMargins(space::group, 0, space::inner, space::group);
    sections->setSpacing(space::inner);
    sections->addWidget(new SectionHeader(tr("Impact")));
    sections->addWidget(m_table);
    sections->addSpacing(space::inner);
    sections->addWidget(m_othersHeader);
    sections->addWidget(m_others);
    sections->addSpacing(space::inner);
    sections->addWidget(m_targetHeader);
    sections->addWidget(m_target);
    sections->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Impact"));
    scroll->setWidget(content);
    setFillRole(scroll, ColorRole::Surface);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    setMinimumWidth(std::max(200, fontMetrics().averageCharWidth() * 24));
    for (CheckList *list : {m_table, m_target, m_others})
        connect(list, &CheckList::linkActivated, this, &ImpactPanel::linkActivated);
    connect(store, &models::DeployRequestStore::changed, this, &ImpactPanel::showImpact);
    new AgeTicker(this, [this]() { showImpact(); });
}

void ImpactPanel::setTable(const QString &tableId)
{
    m_id = tableId;
    showImpact();
}

void ImpactPanel::setKnownRequests(const QList<models::KnownRequest> &known)
{
    m_known = known;
    showImpact();
}

void ImpactPanel::setOpenRequests(const models::OpenRequests *open, std::function<QUrl(qint64)> linkTo)
{
    m_open = open;
    m_linkTo = std::move(linkTo);
    connect(open, &models::OpenRequests::changed, this, &ImpactPanel::showImpact, Qt::UniqueConnection);
    showImpact();
}

void ImpactPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showImpact();
}

void ImpactPanel::ask()
{
    if (m_asked)
        return;
    m_asked = true;
    connect(m_deployment->storageCheck(), &models::Store::stateChanged, this, &ImpactPanel::showImpact);
    connect(m_deployment->queue(), &models::Store::stateChanged, this, &ImpactPanel::showImpact);
}

void ImpactPanel::showImpact()
{
    const auto &request = m_store->request();
    if (!request || !isVisible())
        return;
    const QDateTime now = m_clock->now();
    const bool before = isBeforeDeployment(*request);
    if (before)
        ask();
    const models::DeployTable *table = m_store->tables()->find(m_id);
    m_table->setChecks(table ? tableImpact(*table, *request, now) : requestImpact(*request, now));

    QList<Check> others;
    if (table && m_open)
        others = conflictImpact(*table, *request, m_open->others(request->number.value_or(0)), m_linkTo);
    if (table)
        others += historyImpact(*table, *request, m_known, now);
    m_others->setChecks(others);
    m_othersHeader->setVisible(!others.isEmpty());

    QList<Check> target;
    if (before) {
        auto *storage = m_deployment->storageCheck();
        target.append(storageCheckOf(storage->state(), storage->value(), storage->failureTitle()));
        const auto place = m_deployment->queuePlace();
        if (const auto queue = queueImpact(place ? std::optional(place->ahead) : std::nullopt))
            target.append(*queue);
    }
    m_target->setChecks(target);
    m_targetHeader->setVisible(!target.isEmpty());
}

} // namespace orrery::views
