// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/page/pane.h"

#include "models/branches/branch_places.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/storage/view/radar.h"
#include "models/storage/view/view.h"
#include "views/core/state_overlay.h"
#include "views/storage/page/detail.h"

#include <QVBoxLayout>

#include <algorithm>

namespace orrery::views {

StoragePane::StoragePane(const PageContext &context, const models::Location &place, QWidget *parent)
    : Pane(parent), m_radar(context.service<models::StorageRadar>()), m_workspace(context.workspace),
      m_branch(models::branchItem(m_workspace, models::organizationOf(place), models::databaseOf(place),
                                  models::branchOf(place))),
      m_account(m_workspace->facts().id),
      m_view(new models::StorageView(context.accounts, m_radar, context.clock, this)),
      m_detail(new StorageDetail(m_view, context.clock, context.settings)), m_states(new StateOverlay(m_detail))
{
    m_target.organization = models::organizationOf(place);
    m_target.database = models::databaseOf(place);
    m_target.branch = models::branchOf(place);
    readBranch();
    connect(m_branch, &models::Store::stateChanged, this, &StoragePane::readBranch);
    m_detail->setOpenShown(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);
    m_states->setEmptyTest([this]() { return m_radar->ofBranch(branch()).isEmpty(); });
    m_states->setEmptyState(
        {Glyph::Storage, tr("No storage metrics"),
         tr("PlanetScale has no storage readings of this branch; sleeping and new branches have none."), nullptr});
    connect(m_states, &StateOverlay::retryRequested, this, &StoragePane::refresh);
    connect(m_states, &StateOverlay::signInRequested, this, &StoragePane::askToSignIn);
    connect(m_detail, &StorageDetail::placeActivated, this, &StoragePane::navigate);
    connect(m_detail, &StorageDetail::linkOpened, this, [context](const QUrl &url) { context.openInBrowser(url); });
    connect(m_detail, &StorageDetail::notice, this, &StoragePane::notice);
    connect(m_detail, &StorageDetail::volumeChosen, m_detail, &StorageDetail::setVolume);
    connect(m_radar, &models::StorageRadar::branchChanged, this, [this](const models::StorageVolume &changed) {
        if (changed == branch())
            update();
    });
    connect(m_radar->model(), &QAbstractItemModel::rowsInserted, this, &StoragePane::update);
    connect(m_radar->model(), &QAbstractItemModel::rowsRemoved, this, &StoragePane::update);
}

models::StorageVolume StoragePane::branch() const
{
    models::StorageVolume volume;
    volume.account = m_account;
    volume.organization = m_target.organization;
    volume.database = m_target.database;
    volume.branch = m_target.branch;
    return volume;
}

void StoragePane::readBranch()
{
    const bool wasKnown = isKindKnown();
    if (const api::Branch *known =
            models::shownBranch(m_workspace, m_target.organization, m_target.database, m_target.branch))
        m_target = models::storageTarget(m_target.organization, m_target.database, *known);
    if (!m_opened)
        return;
    if (!wasKnown && isKindKnown())
        refresh();
    else if (!isKindKnown())
        update();
}

void StoragePane::setActive(bool active)
{
    if (active)
        open();
}

void StoragePane::open()
{
    const bool first = !std::exchange(m_opened, true);
    if (first && isKindKnown())
        refresh();
    update();
}

void StoragePane::refresh()
{
    if (isKindKnown())
        m_radar->collectBranch(m_account, m_target);
    else
        m_branch->refresh();
}

models::LoadState StoragePane::loadState() const
{
    return isKindKnown() ? m_radar->branchState(m_account, m_target) : m_branch->state();
}

void StoragePane::update()
{
    models::LoadState state = loadState();
    // Until the kind of the branch is known, this is loading, or has failed with it.
    const bool branchFailed = !isKindKnown() && state.phase == models::LoadState::Phase::Failed;
    const bool waiting = !isKindKnown() || state.phase == models::LoadState::Phase::Idle;
    if (m_opened && waiting && !branchFailed)
        state.phase = models::LoadState::Phase::Loading;
    const QList<models::RadarVolume> volumes = m_radar->ofBranch(branch());
    if (!volumes.isEmpty() && !m_view->row()) {
        const auto fullest = std::max_element(volumes.cbegin(), volumes.cend(), [](const auto &a, const auto &b) {
            return a.point.usedPercent.value_or(-1) < b.point.usedPercent.value_or(-1);
        });
        m_detail->setVolume(fullest->volume);
    }
    m_states->setState(state,
                       branchFailed
                           ? m_branch->failureTitle()
                           : tr("The storage of branch %1 of %2/%3 could not be loaded.")
                                 .arg(models::visibleText(m_target.branch), models::visibleText(m_target.organization),
                                      models::visibleText(m_target.database)));
    reportLoadState();
}

} // namespace orrery::views
