// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/storage/storage_pane.h"

#include "models/core/workspace.h"
#include "views/core/plain_label.h"
#include "views/core/spacing.h"
#include "views/core/state_overlay.h"
#include "views/core/table.h"
#include "views/storage/storage_chart.h"

#include <QVBoxLayout>

namespace orrery::views {

StoragePane::StoragePane(models::Workspace *workspace, const api::OpenEnum<api::DatabaseKind> &kind,
                         const QString &organization, const QString &database, const QString &branch, QWidget *parent)
    : QWidget(parent),
      m_store(new models::StorageStore(workspace->context(), kind, organization, database, branch, this)),
      m_chart(new StorageChart), m_source(new PlainLabel({}, TextSize::Small, ColorRole::TextSecondary))
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::inner);
    column->addWidget(m_chart, 1);
    column->addWidget(m_source);
    m_states = new StateOverlay(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_states);
    m_states->setEmptyTest([this]() { return m_store->series().isEmpty(); });
    m_states->setEmptyState(
        {Glyph::Storage, tr("No storage metrics"),
         tr("PlanetScale has no storage readings of this branch for the period; sleeping and new branches have none."),
         nullptr});
    connect(m_states, &StateOverlay::retryRequested, this, &StoragePane::refresh);
    connect(m_states, &StateOverlay::signInRequested, this, &StoragePane::signInRequested);
    connect(m_store, &models::StorageStore::changed, this, &StoragePane::update);
    connect(m_chart, &StorageChart::notice, this, &StoragePane::notice);
    connect(m_chart->table(), &TableBinding::notice, this, &StoragePane::notice);
    m_chart->setRanges({StorageChart::Range::Day, StorageChart::Range::Week, StorageChart::Range::All});
    connect(m_chart, &StorageChart::rangeChanged, this, [this](StorageChart::Range range) {
        // The service keeps eight days; a day is asked for by itself because its points are closer together.
        m_store->setPeriod(range == StorageChart::Range::Day        ? QStringLiteral("1d")
                               : range == StorageChart::Range::Week ? QStringLiteral("7d")
                                                                    : QStringLiteral("8d"));
    });
}

void StoragePane::setKind(const api::OpenEnum<api::DatabaseKind> &kind)
{
    m_store->setKind(kind);
    if (m_opened && m_store->state().phase == models::LoadState::Phase::Idle)
        m_store->refresh();
}

void StoragePane::setBranchState(const models::LoadState &state, const QString &failureTitle)
{
    m_branchState = state;
    m_branchFailure = failureTitle;
    if (m_opened && !m_store->isKindKnown())
        update();
}

void StoragePane::open()
{
    m_opened = true;
    if (m_store->state().phase == models::LoadState::Phase::Idle && m_store->isKindKnown())
        m_store->refresh();
    update();
}

void StoragePane::refresh()
{
    if (m_store->isKindKnown())
        m_store->refresh();
    else
        Q_EMIT branchRetryRequested();
}

models::LoadState StoragePane::loadState() const
{
    return m_store->isKindKnown() ? m_store->state() : m_branchState;
}

void StoragePane::update()
{
    models::LoadState state = m_store->state();
    // Until the branch itself has told its kind, this is loading, or has failed with it.
    const bool branchFailed = !m_store->isKindKnown() && m_branchState.phase == models::LoadState::Phase::Failed;
    if (branchFailed)
        state = m_branchState;
    else if (m_opened && state.phase == models::LoadState::Phase::Idle)
        state.phase = models::LoadState::Phase::Loading;
    if (!m_store->state().isLoading() && m_store->state().phase == models::LoadState::Phase::Ready
        && !(m_chart->series() == m_store->series())) {
        m_chart->setSeries(m_store->series());
        m_source->setText(m_store->series().isEmpty() ? QString()
                                                      : tr("Source: %1").arg(m_store->series().first().source));
    }
    m_states->setState(state, branchFailed ? m_branchFailure : m_store->failureTitle());
    Q_EMIT loadStateChanged();
}

} // namespace orrery::views
