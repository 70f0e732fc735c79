// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/eta_smoother.h"

#include <algorithm>
#include <cmath>

namespace orrery::models {

namespace {

constexpr double settling = 20; ///< seconds after which two thirds of a change are shown
constexpr double remembered = 120; ///< seconds over which "slower" is judged
constexpr double silence = 120; ///< seconds without an estimate after which the last one counts no more
constexpr double noise = 20; ///< seconds the end may wander before it counts as getting slower
constexpr double noiseShare = 0.1; ///< likewise, of what is left

double secondsOf(const QDateTime &time)
{
    return double(time.toMSecsSinceEpoch()) / 1000.0;
}

} // namespace

void EtaSmoother::add(const QDateTime &now, std::optional<double> secondsLeft)
{
    if (!now.isValid() || !secondsLeft || !std::isfinite(*secondsLeft) || *secondsLeft < 0)
        return;
    const double at = secondsOf(now);
    const double end = at + *secondsLeft;
    if (!m_end || at - m_lastAt > silence || *secondsLeft < 1) {
        // The first, one after a long silence (a computer that slept), and the last are taken as they are.
        m_end = end;
    } else {
        const double weight = 1.0 - std::exp(-std::max(0.0, at - m_lastAt) / settling);
        m_end = *m_end + (end - *m_end) * weight;
    }
    m_lastAt = at;
    m_samples.push_back({at, end});
    m_samples.erase(std::remove_if(m_samples.begin(), m_samples.end(),
                                   [at](const Sample &each) { return each.at < at - remembered; }),
                    m_samples.end());
}

EtaSmoother::Estimate EtaSmoother::at(const QDateTime &now) const
{
    if (!m_end || !now.isValid())
        return {};
    const double at = secondsOf(now);
    if (at - m_lastAt > silence)
        return {};
    Estimate estimate;
    estimate.secondsLeft = std::max(0.0, *m_end - at);
    const auto earliest = std::min_element(m_samples.cbegin(), m_samples.cend(),
                                           [](const Sample &a, const Sample &b) { return a.end < b.end; });
    const double moved = m_samples.back().end - earliest->end;
    estimate.slower = moved > std::max(noise, noiseShare * *estimate.secondsLeft);
    return estimate;
}

} // namespace orrery::models
