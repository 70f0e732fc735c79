// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backups/backup_list.h"

#include "api/backups/requests.h"
#include "models/core/column_kit.h"
#include "models/core/workspace.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BackupList)
};

bool isUnderWay(const api::Backup &backup)
{
    return backup.state == api::BackupState::Pending || backup.state == api::BackupState::Running;
}
} // namespace

StateWord describeBackupState(const api::Backup &backup)
{
    using State = api::BackupState;
    const auto &state = backup.state;
    if (!state.isPresent())
        return {Tone::Neutral, Words::tr("Unknown"),
                Words::tr("PlanetScale did not say which state the backup is in.")};
    if (!state.isKnown())
        return {Tone::Neutral, visibleText(state.text()), Words::tr("A state this version of Orrery does not know.")};
    switch (state.value()) {
    case State::Pending:
        return {Tone::Busy, Words::tr("Pending"), Words::tr("The backup waits to be started.")};
    case State::Running:
        return {Tone::Busy, Words::tr("Running"), Words::tr("The backup is being taken.")};
    case State::Success:
        return {Tone::Ok, Words::tr("Complete"), Words::tr("The backup can be restored to a new branch.")};
    case State::Failed:
        return {Tone::Critical, Words::tr("Failed"), Words::tr("The backup failed and cannot be restored.")};
    case State::Canceled:
        return {Tone::Neutral, Words::tr("Canceled"), Words::tr("The backup was canceled and cannot be restored.")};
    case State::Ignored:
        return {Tone::Neutral, Words::tr("Ignored"), Words::tr("The scheduled backup was skipped.")};
    }
    return {};
}

BackupList::Spec backupListSpec(const StoreContext &context, const api::BranchRef &branch)
{
    using Row = api::Backup;
    const QString database = branch.organization + QLatin1Char('/') + branch.database;
    BackupList::Spec spec;
    spec.key = {context.account, QStringLiteral("backups"), database + QLatin1Char('/') + branch.branch};
    spec.failureTitle = Words::tr("The backups of branch %1 of %2 could not be loaded.")
                            .arg(visibleText(branch.branch), visibleText(database));
    spec.list = [branch](const api::PageRequest &page) { return api::backups::list(branch, {}, page); };
    spec.idOf = [](const Row &row) { return row.id; };
    spec.columns = {
        textColumn<Row>("name", Words::tr("Backup"), 230, [](const Row &row) { return row.name; }),
        stateColumn<Row>("state", Words::tr("State"), 110, describeBackupState),
        bytesColumn<Row>("size", Words::tr("Size"), 90,
                         [](const Row &row) {
                             // A backup under way has no size yet; the service says 0.
                             return row.size.value_or(0) > 0 ? row.size : std::nullopt;
                         }),
        textColumn<Row>("policy", Words::tr("Schedule"), 140,
                        [](const Row &row) {
                            return row.backupPolicy ? row.backupPolicy->displayName
                                : row.actor         ? Words::tr("by %1").arg(row.actor->displayName)
                                                    : Words::tr("Manual");
                        }),
        stateColumn<Row>(
            "protected", Words::tr("Protection"), 110,
            [](const Row &row) -> std::optional<StateWord> {
                if (row.isProtected.value_or(false))
                    return StateWord{Tone::Accent, Words::tr("Protected"),
                                     Words::tr("The backup cannot be deleted while it is protected.")};
                if (row.required.value_or(false))
                    return StateWord{Tone::Neutral, Words::tr("Required"), Words::tr("A required system backup.")};
                return std::nullopt;
            }),
        timeColumn<Row>("completed_at", Words::tr("Completed"), 120, context.clock,
                        [](const Row &row) { return row.completedAt; }),
        timeColumn<Row>("expires_at", Words::tr("Expires"), 120, context.clock,
                        [](const Row &row) { return row.expiresAt; }),
        timeColumn<Row>("created_at", Words::tr("Created"), 110, context.clock,
                        [](const Row &row) { return row.createdAt; }),
    };
    // One under way is finished when it is, and then it can be restored.
    spec.pollEvery = [](const QList<Row> &rows) {
        return std::any_of(rows.cbegin(), rows.cend(), isUnderWay) ? std::chrono::seconds(15) : Store::viewedInterval;
    };
    return spec;
}

BackupList *backupList(Workspace *workspace, const api::BranchRef &branch)
{
    return workspace->store<BackupList>(
        {QStringLiteral("backups"), branch.organization, branch.database, branch.branch},
        [&](const StoreContext &context, QObject *parent) {
            return new BackupList(context, backupListSpec(context, branch), parent);
        });
}

} // namespace orrery::models
