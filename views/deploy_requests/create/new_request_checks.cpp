// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/create/new_request_checks.h"

#include "models/core/text.h"
#include "models/deploy_requests/deploy_request_places.h"
#include "views/deploy_requests/request_facts.h"

#include <QCoreApplication>

namespace orrery::views {

using models::LoadState;
using models::Tone;

namespace {
struct T
{
    Q_DECLARE_TR_FUNCTIONS(NewRequestChecks)
};

constexpr qsizetype mostNames = 5;

QString namesOf(const models::NewDeployRequest &request, models::UnifiedDiff::Change change)
{
    QStringList names;
    qsizetype all = 0;
    for (const models::DeployTable &table : request.tables()->rows()) {
        if (table.change == change && ++all <= mostNames)
            names.append(models::visibleText(table.name));
    }
    QString text = names.join(QLatin1String(", "));
    if (all > mostNames)
        text = T::tr("%1 and %Ln more", nullptr, int(all - mostNames)).arg(text);
    return text;
}

Check failure(const models::LoadState &state, const QString &title, const QString &consequence)
{
    const models::ErrorText error = models::describeError(state.error.value_or(api::ApiError()), title);
    return {Tone::Warn, error.title, error.cause + QLatin1Char(' ') + consequence, {}, {}};
}

QList<Check> changeChecks(const models::NewDeployRequest &request)
{
    const LoadState &state = request.changesState();
    if (state.phase == LoadState::Phase::Failed)
        return {failure(state, request.changesFailureTitle(),
                        T::tr("The deploy request shows its changes once it is created."))};
    if (state.phase != LoadState::Phase::Ready && state.phase != LoadState::Phase::Stale)
        return {{Tone::Busy, T::tr("The changes are being read"), {}, {}, {}}};
    const models::ChangeCounts counts = request.counts();
    const QString into = models::visibleText(request.into());
    if (counts.all() == 0)
        return {{Tone::Warn,
                 T::tr("Nothing to deploy"),
                 T::tr("%1 changes nothing in %2.").arg(models::visibleText(request.branch()), into),
                 {},
                 {}}};
    QList<Check> checks{
        {Tone::Ok, T::tr("%Ln table(s) will change in %1", nullptr, counts.all()).arg(into), {}, {}, {}}};
    if (counts.deleted > 0)
        checks.append({Tone::Critical,
                       T::tr("%Ln table(s) are dropped, with their data", nullptr, counts.deleted),
                       namesOf(request, models::UnifiedDiff::Change::Deleted),
                       {},
                       {}});
    const QString both =
        T::tr("Compared are the schemas of both branches as they are now: what was changed in %1 since "
              "the branch was made shows as well, the other way round.")
            .arg(into);
    if (request.source() == models::NewDeployRequest::Source::Schemas)
        checks.append({Tone::Accent, T::tr("%1 is not the parent of the branch").arg(into), both, {}, {}});
    else if (request.source() == models::NewDeployRequest::Source::SchemasInstead)
        checks.append({Tone::Warn,
                       T::tr("PlanetScale's own diff of the branch could not be read"),
                       request.sourceReason() + QLatin1Char(' ') + both,
                       {},
                       {}});
    return checks;
}

QList<Check> ruleChecks(const models::NewDeployRequest &request)
{
    const LoadState &state = request.lintState();
    if (state.phase == LoadState::Phase::Failed)
        return {failure(state, request.lintFailureTitle(),
                        T::tr("The deploy request is checked again once it is created."))};
    if (state.phase != LoadState::Phase::Ready && state.phase != LoadState::Phase::Stale)
        return {{Tone::Busy, T::tr("The schema check is being read"), {}, {}, {}}};
    QList<Check> checks = lintChecks(request.lintErrors());
    if (!request.lintErrors().isEmpty())
        checks.prepend({Tone::Critical,
                        T::tr("The schema check found %Ln problem(s)", nullptr, int(request.lintErrors().size())),
                        T::tr("The deploy request can be created, but not deployed before they are solved."),
                        {},
                        {}});
    return checks;
}

QList<Check> openRequestChecks(const models::NewDeployRequest &request, const models::Location &page,
                               const models::Routes &routes)
{
    if (request.openRequestsState().phase == LoadState::Phase::Failed)
        return {failure(request.openRequestsState(),
                        T::tr("Whether the branch has an open deploy request could not be read."), {})};
    QList<Check> checks;
    for (const api::DeployRequestSummary &open : request.openRequests()) {
        const qint64 number = open.number.value_or(0);
        // An assumption: no page of the documentation says that a second one is refused.
        const bool same = open.intoBranch == request.into();
        checks.append({Tone::Warn,
                       T::tr("An open deploy request of this branch into %1 exists: #%2")
                           .arg(models::visibleText(open.intoBranch))
                           .arg(number),
                       same ? T::tr("PlanetScale is expected to refuse a second one into the same branch.") : QString(),
                       T::tr("Open #%1").arg(number),
                       routes.toUrl(models::deployRequestPlace({}, models::organizationOf(page),
                                                               models::databaseOf(page), number))});
    }
    return checks;
}

} // namespace

QList<Check> newRequestChecks(const models::NewDeployRequest &request, const models::Location &page,
                              const models::Routes &routes, std::optional<bool> approvalRequired)
{
    if (request.branch().isEmpty())
        return {};
    QList<Check> checks = openRequestChecks(request, page, routes);
    const api::Branch *target = request.targetRow();
    if (target && target->safeMigrations && !*target->safeMigrations)
        checks.append({Tone::Critical,
                       T::tr("Safe migrations are off on %1").arg(models::visibleText(request.into())),
                       T::tr("Only branches that have them on take deploy requests. They are turned on on the branch's "
                             "page in PlanetScale."),
                       {},
                       {}});
    checks += changeChecks(request);
    checks += ruleChecks(request);
    if (approvalRequired.value_or(false))
        checks.append({Tone::Neutral, T::tr("Needs approval from someone else before it can be deployed"), {}, {}, {}});
    return checks;
}

QString autoApplyConsequence(bool on)
{
    return on ? T::tr("Once deployed, the tables are switched over as soon as they are ready.")
              : T::tr("Gated: once deployed, it waits until the changes are applied.");
}

QString autoDeleteConsequence(bool on, const QString &branch)
{
    return on ? T::tr("Branch %1 and its data are deleted after the deployment.").arg(models::visibleText(branch))
              : T::tr("Branch %1 stays.").arg(models::visibleText(branch));
}

} // namespace orrery::views
