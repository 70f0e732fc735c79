// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/deploy_requests/deploy_request.h"

#include <QDateTime>

#include <optional>

namespace orrery::models {

// What is announced of a deployment to a person while they look elsewhere. Pure.

enum class DeploymentEvent : quint8 {
    ReadyToApply, ///< gated: waits for somebody
    CutoverExpiring, ///< gated: nobody has applied it, and soon it is too late
    Failed,
    RevertFailed,
    RevertWindowOpened,
    RevertTenMinutes, ///< left of the revert window
    RevertTwoMinutes,
};

/// What was announced of a deployment already; kept over runs.
struct DeploymentMemory
{
    QString deployment; ///< id; another one starts anew
    quint32 announced = 0; ///< a bit for each DeploymentEvent

    friend bool operator==(const DeploymentMemory &, const DeploymentMemory &) = default;
};

/// What there is to tell now, at most one thing: of several that hold at once the most urgent one, and none a second time.
/// `memory` is changed accordingly. Where nothing was known before (no id is remembered), what
/// holds already is no news.
std::optional<DeploymentEvent> nextEvent(const api::DeployRequest &request, const QDateTime &now,
                                         DeploymentMemory &memory);

/// A message for outside the window: plain text, translated, names made visible.
struct DeploymentNotice
{
    QString title; ///< "shop #42 can be reverted for 30 min"
    QString text;
    bool urgent = false;

    friend bool operator==(const DeploymentNotice &, const DeploymentNotice &) = default;
};

DeploymentNotice describeEvent(DeploymentEvent event, const api::DeployRequest &request, const QString &database,
                               const QDateTime &now);

} // namespace orrery::models
