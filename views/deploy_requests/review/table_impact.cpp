// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/deploy_requests/review/table_impact.h"

#include "models/core/text.h"
#include "views/deploy_requests/request_facts.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::views {

namespace {

// lupdate finds the context through the name that tr() is called by: no alias.
struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::views::TableImpact)
};
using models::SchemaRisk;
using models::Tone;
using models::visibleText;

/// The severity as a word before the title: the icon's colour alone says nothing to some.
QString graded(Tone tone, const QString &title)
{
    switch (tone) {
    case Tone::Critical:
        return T::tr("Danger: %1", "a risk").arg(title);
    case Tone::Warn:
        return T::tr("Caution: %1", "a risk").arg(title);
    default:
        return T::tr("Note: %1", "a risk").arg(title);
    }
}

void setPage(Check &check, const QUrl &page)
{
    if (!isPlanetScaleAddress(page))
        return;
    check.linkText = T::tr("Documentation");
    check.link = page;
}

/// Lines below each other, the first few of many. The table's own name goes from before its parts': the panel is about it.
QString asList(QStringList lines, const QString &table = {})
{
    constexpr qsizetype mostLines = 5;
    const auto more = int(lines.size() - mostLines);
    if (more > 1)
        lines = lines.mid(0, mostLines) << T::tr("and %Ln more", nullptr, more);
    QString list = lines.join(QLatin1Char('\n'));
    return table.isEmpty() ? list : list.remove(visibleText(table) + QLatin1Char('.'));
}

QString shown(const QStringList &names)
{
    return visibleText(names.join(QLatin1String(", ")));
}

bool hasRisk(const models::DeployTable &table, SchemaRisk::Rule rule)
{
    return table.structure
        && std::any_of(table.structure->risks.cbegin(), table.structure->risks.cend(),
                       [rule](const SchemaRisk &risk) { return risk.rule == rule; });
}

/// What the service itself found, before anything we conclude.
QList<Check> serviceFindings(const models::DeployTable &table, const api::Deployment &deployment)
{
    QList<Check> checks;
    if (!table.errors.isEmpty())
        checks.append({Tone::Critical, T::tr("The deployment of this table failed"), table.errors, {}, {}});
    QList<api::LintError> lint;
    for (const api::LintError &each : deployment.lintErrors) {
        const bool here = each.tableName == table.name
            && (each.keyspaceName.isEmpty() || table.keyspace.isEmpty() || each.keyspaceName == table.keyspace);
        if (here)
            lint.append(each);
    }
    if (!lint.isEmpty())
        checks.append(lintChecks(lint));
    if (!deployment.deployCheckErrors.isEmpty() && lint.isEmpty())
        checks.append({Tone::Critical, T::tr("Deploy checks failed"), deployment.deployCheckErrors, {}, {}});
    if (table.canDropData && !hasRisk(table, SchemaRisk::Rule::DropsData))
        checks.append({Tone::Critical, graded(Tone::Critical, T::tr("Drops data")), shown(table.dropped), {}, {}});
    if (!table.removedForeignKeys.isEmpty() && !hasRisk(table, SchemaRisk::Rule::RemovesForeignKey))
        checks.append(
            {Tone::Warn, graded(Tone::Warn, T::tr("Removes foreign keys")), shown(table.removedForeignKeys), {}, {}});
    return checks;
}

QList<Check> revertChecks(const models::TableStructure &structure, const QString &table)
{
    const models::RevertForecast &revert = structure.revert;
    QList<Check> checks;
    if (!revert.loses.isEmpty())
        checks.append({Tone::Warn, T::tr("A revert would lose data"), asList(revert.loses, table), {}, {}});
    if (!revert.orphans.isEmpty())
        checks.append({Tone::Warn, T::tr("A revert may leave orphaned rows"), asList(revert.orphans, table), {}, {}});
    if (!revert.mayFail.isEmpty())
        checks.append({Tone::Warn, T::tr("A revert may fail"), asList(revert.mayFail, table), {}, {}});
    if (checks.isEmpty())
        checks.append({Tone::Ok,
                       T::tr("A revert loses nothing"),
                       T::tr("As far as the definitions tell; it is possible for 30 minutes."),
                       {},
                       {}});
    return checks;
}

/// What the service says comes first; what we found in the definitions is its reason, or all there is until it speaks.
Check instantCheck(const models::TableStructure *structure, const api::Deployment &deployment)
{
    const QStringList obstacles = structure ? structure->instantObstacles : QStringList();
    if (deployment.instantDdlEligible == true)
        return {
            Tone::Accent, T::tr("Can be deployed instantly"), T::tr("Faster, and it cannot be reverted then."), {}, {}};
    if (deployment.instantDdlEligible == false)
        return {Tone::Neutral,
                T::tr("Not instant"),
                obstacles.isEmpty() ? T::tr("PlanetScale reports this for the whole request.") : asList(obstacles),
                {},
                {}};
    if (!obstacles.isEmpty())
        return {Tone::Neutral,
                T::tr("Probably not instant"),
                asList(obstacles) + QLatin1Char('\n')
                    + T::tr("As far as the definitions tell; PlanetScale has not said yet."),
                {},
                {}};
    return {Tone::Neutral, T::tr("Instant or not: not known"), T::tr("PlanetScale has not said yet."), {}, {}};
}

} // namespace

QList<Check> tableImpact(const models::DeployTable &table, const api::DeployRequest &request, const QDateTime &now)
{
    const api::Deployment deployment = request.deployment.value_or(api::Deployment());
    QList<Check> checks = serviceFindings(table, deployment);
    const models::TableStructure *structure =
        table.structure && table.structure->isRead() ? table.structure.get() : nullptr;
    if (structure) {
        for (const SchemaRisk &risk : structure->risks) {
            const Tone tone = models::toneOf(risk.severity);
            Check check{tone, graded(tone, risk.title), risk.detail, {}, {}};
            setPage(check, risk.page);
            checks.append(check);
        }
    } else if (table.structure) {
        checks.append({Tone::Neutral, T::tr("Not judged by its definitions"), table.structure->unread, {}, {}});
    }
    if (table.recentlyUsed || table.recentlyUsedAt.isValid()) {
        const bool grave = table.canDropData || hasRisk(table, SchemaRisk::Rule::DropsData);
        checks.append({grave ? Tone::Warn : Tone::Accent,
                       table.recentlyUsedAt.isValid()
                           ? T::tr("Last queried %1", "5 min ago").arg(models::relativeTime(table.recentlyUsedAt, now))
                           : T::tr("Queried recently"),
                       {},
                       {},
                       {}});
    }
    if (deployment.instantDdl.value_or(false)) {
        checks.append({Tone::Warn, T::tr("Deployed instantly: no revert"), {}, {}, {}});
    } else if (structure) {
        checks.append(revertChecks(*structure, table.name));
    }
    if (isBeforeDeployment(request) && !deployment.instantDdl.value_or(false))
        checks.append(instantCheck(structure, deployment));
    return checks;
}

std::optional<Check> queueImpact(std::optional<int> ahead)
{
    if (!ahead)
        return std::nullopt;
    if (*ahead == 0)
        return Check{Tone::Ok, T::tr("Nothing is ahead in the deploy queue"), {}, {}, {}};
    return Check{Tone::Accent, T::tr("%Ln deployment(s) ahead in the queue", nullptr, *ahead), {}, {}, {}};
}

namespace {
QString wholeName(const models::DeployTable &table)
{
    return table.keyspace.isEmpty() ? table.name : table.keyspace + QLatin1Char('.') + table.name;
}
} // namespace

QList<Check> conflictImpact(const models::DeployTable &table, const api::DeployRequest &request,
                            const models::OpenRequests::Others &others,
                            const std::function<QUrl(qint64 number)> &linkTo)
{
    const QString into = visibleText(request.intoBranch);
    if (!others.listed) {
        return {others.failed
                    ? Check{Tone::Neutral,
                            T::tr("Not known: whether other open requests change it"),
                            T::tr("The open deploy requests into %1 could not be listed.").arg(into),
                            {},
                            {}}
                    : Check{Tone::Busy, T::tr("Looking through the open requests into %1").arg(into), {}, {}, {}}};
    }
    const auto checked = int(others.checked.size());
    QString scope = others.isComplete()
        ? T::tr("Checked all %Ln other open request(s) into %1.", nullptr, others.total).arg(into)
        : T::tr("Checked %1 of %Ln other open request(s) into %2.", nullptr, others.total)
              .arg(models::formattedCount(checked), into);
    if (others.failed)
        scope += QLatin1Char(' ') + T::tr("Some could not be read.");
    const QList<models::KnownRequest> touching =
        models::requestsTouching(others.checked, wholeName(table), request.number.value_or(0), request.intoBranch);
    if (touching.isEmpty()) {
        if (others.total == 0)
            return {{Tone::Ok, T::tr("No other open requests into %1").arg(into), {}, {}, {}}};
        if (!others.isComplete())
            return {{others.failed ? Tone::Neutral : Tone::Busy, T::tr("No conflicts found so far"), scope, {}, {}}};
        return {{Tone::Ok, T::tr("No conflicts found in %Ln open request(s)", nullptr, others.total), {}, {}, {}}};
    }
    QList<Check> checks;
    for (const models::KnownRequest &each : touching)
        checks.append({Tone::Warn, T::tr("#%1 changes it too", "a deploy request").arg(each.number), each.title,
                       T::tr("Open #%1").arg(each.number), linkTo ? linkTo(each.number) : QUrl()});
    checks.append({Tone::Neutral, scope, {}, {}, {}});
    return checks;
}

QList<Check> historyImpact(const models::DeployTable &table, const api::DeployRequest &request,
                           const QList<models::KnownRequest> &known, const QDateTime &now)
{
    QStringList past;
    const QList<models::KnownRequest> deployments = models::deploymentsOf(known, wholeName(table), request.intoBranch);
    for (const models::KnownRequest &each : deployments) {
        QString line = T::tr("#%1, %2", "a deploy request, when it was deployed")
                           .arg(each.number)
                           .arg(models::relativeTime(each.finishedAt, now));
        if (each.seconds)
            line += each.instant
                ? T::tr(", instantly", "behind: when it was deployed")
                : T::tr(", took %1 with %Ln table(s)", "behind: when it was deployed", int(each.tables.size()))
                      .arg(models::formattedDuration(*each.seconds));
        past.append(line);
    }
    return past.isEmpty() ? QList<Check>()
                          : QList<Check>{{Tone::Neutral, T::tr("Deployed before"), asList(past), {}, {}}};
}

} // namespace orrery::views
