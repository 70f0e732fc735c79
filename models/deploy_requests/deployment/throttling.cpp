// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/deployment/throttling.h"

#include "models/core/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace orrery::models {

using S = api::DeploymentState;

namespace {

struct Throttling
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::Throttling)
};

int wholeRatio(std::optional<double> ratio)
{
    if (!ratio || !std::isfinite(*ratio))
        return 0;
    return int(std::lround(std::clamp(*ratio, 0.0, double(strongestThrottle))));
}

/// Whether anything is left that could be slowed down.
bool copiesOrWill(S state)
{
    switch (state) {
    case S::Pending:
    case S::Ready:
    case S::Queued:
    case S::Submitting:
    case S::InProgress:
    case S::PendingCutover: // the copies are kept in step until the cutover
        return true;
    default:
        return false;
    }
}

} // namespace

QList<KeyspaceRatio> throttleRatios(const api::Throttler &throttler)
{
    QList<KeyspaceRatio> ratios;
    for (const QString &keyspace : throttler.keyspaces)
        ratios.append({keyspace, 0});
    for (const api::ThrottlerConfiguration &set : throttler.configurations) {
        const auto known = std::find_if(ratios.begin(), ratios.end(), [&set](const KeyspaceRatio &each) {
            return each.keyspace == set.keyspaceName;
        });
        if (known != ratios.end())
            known->ratio = wholeRatio(set.ratio);
        else if (throttler.keyspaces.isEmpty()) // a service that names the keyspaces only once
            ratios.append({set.keyspaceName, wholeRatio(set.ratio)});
    }
    return ratios;
}

QString throttleEffect(int ratio)
{
    const int bounded = std::clamp(ratio, 0, strongestThrottle);
    if (bounded == 0)
        return Throttling::tr("full speed");
    const QString speed = formattedPercent(100 - bounded, 0);
    return bounded < 90 ? Throttling::tr("about %1 of full speed").arg(speed)
                        : Throttling::tr("nearly stopped, about %1 of full speed").arg(speed);
}

QString throttleText(const QList<KeyspaceRatio> &ratios)
{
    QStringList parts;
    for (const KeyspaceRatio &each : ratios)
        parts.append(Throttling::tr("%1 %2", "a keyspace, its throttle ratio")
                         .arg(visibleText(each.keyspace), QString::number(each.ratio)));
    return parts.join(Throttling::tr(", ", "between the parts of a list"));
}

api::ThrottlerUpdate throttlerUpdate(const QList<KeyspaceRatio> &ratios)
{
    api::ThrottlerUpdate update;
    if (ratios.isEmpty())
        return update;
    const int first = ratios.first().ratio;
    if (std::all_of(ratios.cbegin(), ratios.cend(), [first](const KeyspaceRatio &r) { return r.ratio == first; })) {
        update.ratio = first;
        return update;
    }
    for (const KeyspaceRatio &each : ratios) {
        api::KeyspaceThrottle one;
        one.keyspaceName = each.keyspace;
        one.ratio = each.ratio;
        update.configurations.append(one);
    }
    return update;
}

std::optional<QString> throttleRefusal(const ReviewContext &context)
{
    if (auto reason = refusedAltogether(context))
        return reason;
    const api::DeployRequest &request = context.request;
    const auto state = deploymentStateOf(request);
    if (!state.isPresent())
        return Throttling::tr("PlanetScale did not say where the deployment stands; refresh before throttling it.");
    if (!state.isKnown())
        return Throttling::tr("The deployment is in a state this version of Orrery does not know (“%1”).")
            .arg(visibleText(state.text()));
    if (state == S::NoChanges || state == S::Error
        || (request.state == api::DeployRequestState::Closed && (state == S::Ready || state == S::Pending)))
        return Throttling::tr("It is not going to be deployed, so there is nothing to slow down.");
    if (!copiesOrWill(state.value()))
        return Throttling::tr("Its tables are copied; only the copying can be slowed down.");
    if (deploymentOrNone(request).instantDdl == true)
        return Throttling::tr("An instant deployment copies nothing; there is nothing to slow down.");
    return std::nullopt;
}

QString throttleTitle(qint64 number)
{
    return Throttling::tr("Throttle deploy request #%1").arg(number);
}

QString throttleDone(qint64 number, const QList<KeyspaceRatio> &ratios)
{
    return Throttling::tr("The throttle of deploy request #%1 is set: %2.")
        .arg(QString::number(number), throttleText(ratios));
}

QString throttleFailed(qint64 number)
{
    return Throttling::tr("The throttle of deploy request #%1 could not be changed.").arg(number);
}

} // namespace orrery::models
