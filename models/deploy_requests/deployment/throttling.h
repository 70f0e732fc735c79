// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/throttler.h"
#include "models/deploy_requests/deployment/deployment_rules.h"

namespace orrery::models {

// How strongly the copying of a deployment is slowed down, per keyspace. Pure. Follows the page
// "throttling-deploy-requests": 0 is full speed, 25 about three quarters of it, 95 the most there is.

inline constexpr int strongestThrottle = 95;

/// One keyspace and its ratio, 0..95.
struct KeyspaceRatio
{
    QString keyspace;
    int ratio = 0;
    friend bool operator==(const KeyspaceRatio &, const KeyspaceRatio &) = default;
};

/// Every keyspace that can be throttled, in the service's order, with its ratio; 0 where none is set.
QList<KeyspaceRatio> throttleRatios(const api::Throttler &throttler);
/// "full speed", "about 75 % of full speed", "nearly stopped, about 5 % of full speed".
QString throttleEffect(int ratio);
/// "commerce 25, lookup 0": for one line.
QString throttleText(const QList<KeyspaceRatio> &ratios);
/// The body that sets these: one ratio for all where they are equal, else one for each keyspace.
api::ThrottlerUpdate throttlerUpdate(const QList<KeyspaceRatio> &ratios);

/// Why the throttle cannot be changed now, in a sentence; nothing when it can.
std::optional<QString> throttleRefusal(const ReviewContext &context);

/// "Throttle deploy request #42": for the journal.
QString throttleTitle(qint64 number);
/// "Deploy request #42 is throttled: commerce 25.": the quiet line after success.
QString throttleDone(qint64 number, const QList<KeyspaceRatio> &ratios);
/// "The throttle of deploy request #42 could not be changed.": the title of the error otherwise.
QString throttleFailed(qint64 number);

} // namespace orrery::models
