// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>
#include <vector>

namespace orrery::models {

/// Turns the estimates of a service, another at every reading, into one a person can rely on: it counts down by itself, follows a
/// new estimate within about a minute instead of jumping to it, and says when the end keeps moving away. A value; pure.
class EtaSmoother
{
public:
    struct Estimate
    {
        std::optional<double> secondsLeft; ///< nothing: not known, or not estimated for a while
        bool slower = false; ///< the end has moved away since about two minutes ago

        friend bool operator==(const Estimate &, const Estimate &) = default;
    };

    /// What was estimated at `now` (UTC, in the order of time); nothing, below zero or not finite: no estimate.
    void add(const QDateTime &now, std::optional<double> secondsLeft);
    /// The estimate as of `now`.
    [[nodiscard]] Estimate at(const QDateTime &now) const;
    /// Forgets everything: earlier estimates say nothing about what comes (another speed, another state).
    void reset() { *this = EtaSmoother(); }

private:
    struct Sample
    {
        double at; ///< seconds since the epoch
        double end; ///< likewise: when it would be over
    };

    std::optional<double> m_end; ///< smoothed
    double m_lastAt = 0;
    std::vector<Sample> m_samples; ///< of the last minutes, the oldest first
};

} // namespace orrery::models
