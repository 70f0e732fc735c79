// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/core/age_label.h"

#include "models/core/text.h"
#include "views/core/action_gate.h"
#include "views/core/age_ticker.h"

namespace orrery::views {

AgeLabel::AgeLabel(QWidget *parent, Clock clock)
    : PlainLabel(parent), m_clock(clock ? std::move(clock) : Clock([] { return QDateTime::currentDateTimeUtc(); })),
      m_ticker(new AgeTicker(this, [this]() { refresh(); }))
{
    setTextSize(this, TextSize::Small);
    setTextRole(this, ColorRole::TextSecondary);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void AgeLabel::setState(const models::LoadState &state)
{
    m_state = state;
    refresh();
}

void AgeLabel::setTime(const QDateTime &fetchedAt)
{
    m_state = {};
    m_state.phase = models::LoadState::Phase::Ready;
    m_state.fetchedAt = fetchedAt;
    refresh();
}

void AgeLabel::refresh()
{
    using Phase = models::LoadState::Phase;
    const QDateTime now = m_clock();
    const QString age = models::relativeTime(m_state.fetchedAt, now);
    QString text;
    if (m_state.phase == Phase::Loading)
        text = m_state.total && *m_state.total > m_state.loaded && m_state.loaded > 0
            ? tr("loading %1").arg(models::countOf(m_state.loaded, *m_state.total))
            : m_state.fetchedAt.isValid() ? tr("refreshing… (%1)").arg(age)
                                          : tr("loading…");
    else if (age.isEmpty())
        text = QString();
    else if (m_state.phase == Phase::Stale || m_state.phase == Phase::Failed)
        text = tr("offline copy, %1").arg(age);
    else if (disagrees() && *m_state.total < m_state.loaded)
        text = tr("%1 instead of %2, updated %3", "124 instead of 120, updated 2 min ago")
                   .arg(models::formattedCount(m_state.loaded), models::formattedCount(*m_state.total), age);
    else if (disagrees())
        text = tr("%1, updated %2", "120 of 124, updated 2 min ago")
                   .arg(models::countOf(m_state.loaded, *m_state.total), age);
    else
        text = tr("updated %1").arg(age);
    if (text != rawText())
        setText(text);
    QString answered;
    if (m_state.fetchedAt.isValid())
        answered = tr("Answered by PlanetScale on %1").arg(models::exactTime(m_state.fetchedAt));
    if (disagrees())
        answered += u'\n'
            + tr("PlanetScale says there are %1, but sent %2.")
                  .arg(models::formattedCount(*m_state.total), models::formattedCount(m_state.loaded));
    setToolTip(plainToolTip(answered));
    setAccessibleName(text);

    // Seconds matter for a minute; later the text changes once a minute at most.
    const bool young = m_state.fetchedAt.isValid() && m_state.fetchedAt.secsTo(now) < 60;
    m_ticker->setPace(young ? std::chrono::milliseconds(1000) : AgeTicker::usualPace);
}

bool AgeLabel::disagrees() const
{
    return m_state.phase == models::LoadState::Phase::Ready && m_state.total && *m_state.total != m_state.loaded;
}

void AgeLabel::showEvent(QShowEvent *event)
{
    PlainLabel::showEvent(event);
    refresh();
}

} // namespace orrery::views
