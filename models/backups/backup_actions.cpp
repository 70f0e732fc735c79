// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backups/backup_actions.h"

#include "api/backups/requests.h"
#include "models/backups/backup_list.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_name.h"
#include "models/clusters/cluster_sizes.h"
#include "models/core/created_search.h"
#include "models/core/text.h"
#include "models/core/workspace.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BackupActions)
};

using Backup = api::Backup;

QString nameOf(const Backup &backup)
{
    return visibleText(backup.name.isEmpty() ? backup.id : backup.name);
}

bool isProtected(const Backup &backup)
{
    // A list may leave it out; that is the same as "no".
    return backup.isProtected.value_or(false);
}

QString differenceOf(const Backup &shown, const Backup &fresh)
{
    if (!(fresh.state == shown.state))
        return Words::tr("Backup %1 changed while it was on screen: it is now “%2”. Nothing was sent.")
            .arg(nameOf(shown), describeBackupState(fresh).text);
    if (isProtected(fresh) != isProtected(shown))
        return Words::tr("The protection of backup %1 was changed by someone else. Nothing was sent.")
            .arg(nameOf(shown));
    return {};
}

/// What all actions on one branch's backups work with.
struct Scene
{
    QPointer<Workspace> workspace;
    api::BranchRef branch;
    QPointer<BackupList> list;

    [[nodiscard]] const api::Branch *branchRow() const
    {
        return workspace ? shownBranch(workspace, branch.organization, branch.database, branch.branch) : nullptr;
    }
    [[nodiscard]] bool isPostgres() const
    {
        const api::Branch *row = branchRow();
        return row && row->kind == api::DatabaseKind::Postgresql;
    }
    [[nodiscard]] ClusterSizes *sizes() const
    {
        const api::Branch *row = branchRow();
        return row ? clusterSizes(workspace, {branch.organization, branch.database}, row->kind,
                                  row->region ? row->region->slug : QString())
                   : nullptr;
    }
    [[nodiscard]] QList<FormChoice> sizeChoices() const
    {
        const api::Branch *row = branchRow();
        const ClusterSizes *known = sizes();
        return row ? clusterSizeChoices(known->value().value_or(QList<api::ClusterSize>()), row->clusterName)
                   : QList<FormChoice>();
    }
    [[nodiscard]] QString draft(const QString &action, const QString &account) const
    {
        return action + u'|' + account + u'|' + branch.organization + u'/' + branch.database + u'/' + branch.branch;
    }
};

/// What every action on an existing backup has in common.
template<class Answer, class Body = api::Nothing>
ActionSpec<Backup, Answer, Body> onBackup(const Scene &scene, const QString &id)
{
    ActionSpec<Backup, Answer, Body> spec;
    spec.id = id;
    spec.journalObject = scene.branch.organization + u'/' + scene.branch.database + u'/' + scene.branch.branch;
    spec.reread = [branch = scene.branch](const Backup &backup) { return api::backups::get(branch, backup.id); };
    spec.difference = &differenceOf;
    return spec;
}

BodyForm<api::BackupCreate> newBackupForm(const Scene &scene, const QString &draft)
{
    BodyForm<api::BackupCreate> form(draft);
    FormField name;
    name.id = QStringLiteral("name");
    name.label = Words::tr("Name");
    name.placeholder = Words::tr("Chosen by PlanetScale");
    form.text(name, &api::BackupCreate::name);
    FormField keep;
    keep.id = QStringLiteral("retention_value");
    keep.kind = FormField::Kind::Number;
    keep.label = Words::tr("Keep for");
    keep.initial = 0;
    keep.maximum = 1000;
    keep.minimumText = Words::tr("default");
    form.with(keep, [](api::BackupCreate &body, const QVariant &value) {
        if (value.toInt() > 0)
            body.retentionValue = value.toInt();
    });
    FormField unit;
    unit.id = QStringLiteral("retention_unit");
    unit.kind = FormField::Kind::Choice;
    unit.label = Words::tr("Unit");
    using Unit = api::OpenEnum<api::PeriodUnit>;
    const auto choice = [](api::PeriodUnit value, const QString &text) { return FormChoice{Unit(value).text(), text}; };
    unit.choices = {choice(api::PeriodUnit::Hour, Words::tr("hours")), choice(api::PeriodUnit::Day, Words::tr("days")),
                    choice(api::PeriodUnit::Week, Words::tr("weeks")),
                    choice(api::PeriodUnit::Month, Words::tr("months")),
                    choice(api::PeriodUnit::Year, Words::tr("years"))};
    unit.initial = Unit(api::PeriodUnit::Day).text();
    unit.applies = [](const FormValues &values) { return values.value(QStringLiteral("retention_value")).toInt() > 0; };
    form.with(unit, [](api::BackupCreate &body, const QVariant &value) {
        body.retentionUnit = Unit::fromText(value.toString());
    });
    if (scene.isPostgres()) {
        FormField emergency;
        emergency.id = QStringLiteral("emergency");
        emergency.kind = FormField::Kind::Check;
        emergency.label = Words::tr("Emergency backup");
        emergency.help = Words::tr("Starts at once and may slow the database.");
        form.with(emergency, [](api::BackupCreate &body, const QVariant &value) {
            if (value.toBool())
                body.emergency = true;
        });
    }
    return form;
}

BodyForm<api::BranchCreate> restoreForm(const Scene &scene, const QString &draft)
{
    BodyForm<api::BranchCreate> form(draft);
    FormField name;
    name.id = QStringLiteral("name");
    name.label = Words::tr("New branch");
    name.required = true;
    name.problem = [scene](const FormValues &values) {
        QStringList taken;
        if (scene.workspace) {
            for (const api::Branch &row :
                 branchList(scene.workspace, scene.branch.organization, scene.branch.database)->rows())
                taken.append(row.name);
        }
        return branchNameProblem(values.value(QStringLiteral("name")).toString(), taken);
    };
    form.text(name, &api::BranchCreate::name);
    FormField size;
    size.id = QStringLiteral("cluster_size");
    size.kind = FormField::Kind::Choice;
    size.label = Words::tr("Cluster size");
    size.choices = scene.sizeChoices();
    const api::Branch *row = scene.branchRow();
    size.initial = chosenClusterSize(size.choices, row ? row->clusterName : QString());
    const ClusterSizes *sizes = scene.sizes();
    size.help = sizes && sizes->value()
        ? Words::tr(
            "Prices are those PlanetScale lists for the region; it names neither their currency nor the period.")
        : Words::tr("Only the size of this branch is known: the list of sizes could not be read.");
    form.text(size, &api::BranchCreate::clusterSize);
    return form;
}

} // namespace

BackupActions backupActions(Workspace *workspace, const api::BranchRef &branch, const std::function<QString()> &current)
{
    const StoreContext context = workspace->context();
    const Scene scene{workspace, branch, backupList(workspace, branch)};
    const QString branchName = visibleText(branch.branch);
    const auto chosen = [scene, current]() -> std::optional<Backup> {
        const Backup *row = scene.list ? scene.list->model()->find(current()) : nullptr;
        return row ? std::optional<Backup>(*row) : std::nullopt;
    };
    const QString none = Words::tr("Select a backup first.");
    const auto keep = [scene](const Backup &, const Backup &answer) {
        if (scene.list)
            scene.list->mergeRow(answer);
    };
    BackupActions actions;

    auto create = onBackup<Backup, api::BackupCreate>(scene, QStringLiteral("create"));
    create.primary = true;
    create.verb = [](const Backup &) { return Words::tr("Create backup…"); };
    create.confirmation = [branchName](const Backup &) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("Create a backup of branch %1").arg(branchName);
        words.consequence =
            Words::tr("A backup of branch %1 is taken now. Manual backups are billed for the storage they use.")
                .arg(branchName);
        words.verb = Words::tr("Create backup");
        return words;
    };
    create.form = [scene, draft = scene.draft(QStringLiteral("backup"), context.account)](const Backup &) {
        return newBackupForm(scene, draft);
    };
    create.request = [branch](const Backup &, const api::BackupCreate &body) {
        return api::backups::create(branch, body);
    };
    create.reread = {};
    create.difference = {};
    create.search = [context, scene](const Backup &, const api::BackupCreate &) {
        const QStringList before = scene.list ? scene.list->model()->ids() : QStringList();
        return searchIn<Backup>(
            context,
            [branch = scene.branch](const api::PageRequest &page) { return api::backups::list(branch, {}, page); },
            // One that a schedule began is another.
            [before](const Backup &row) { return !before.contains(row.id) && !row.backupPolicy; });
    };
    create.journalTitle = [branchName](const Backup &) {
        return Words::tr("Create backup of branch %1").arg(branchName);
    };
    create.failed = [branchName](const Backup &) {
        return Words::tr("A backup of branch %1 could not be created.").arg(branchName);
    };
    create.done = [branchName](const Backup &, const Backup &) {
        return Words::tr("Backup of branch %1 started.").arg(branchName);
    };
    create.merge = keep;
    actions.create = bindAction<Backup, Backup, api::BackupCreate>(context, create,
                                                                   []() { return std::optional<Backup>(Backup{}); });

    auto restore = onBackup<api::Branch, api::BranchCreate>(scene, QStringLiteral("restore"));
    restore.verb = [](const Backup &) { return Words::tr("Restore to a new branch…"); };
    restore.refusal = [scene](const Backup &backup) -> std::optional<QString> {
        if (backup.state != api::BackupState::Success)
            return Words::tr("Only a complete backup can be restored.");
        // Without a size nothing can be restored: the reference requires one with a backup.
        if (scene.sizeChoices().isEmpty())
            return Words::tr("A restored branch needs a cluster size, and which there are is not known yet.");
        if (const ClusterSizes *sizes = scene.sizes(); !sizes->value() && sizes->state().isLoading())
            return Words::tr("The cluster sizes are still being read.");
        return std::nullopt;
    };
    restore.confirmation = [branchName](const Backup &backup) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("Restore a backup to a new branch");
        words.consequence = Words::tr("A new branch is created with the schema and data of backup %1. Branch %2 is not "
                                      "changed. The new branch is billed.")
                                .arg(nameOf(backup), branchName);
        words.verb = Words::tr("Restore backup");
        return words;
    };
    restore.form = [scene, draft = scene.draft(QStringLiteral("restore"), context.account)](const Backup &backup) {
        return restoreForm(scene, draft + u'/' + backup.id);
    };
    restore.request = [branch](const Backup &backup, const api::BranchCreate &body) {
        api::BranchCreate whole = body;
        whole.parentBranch = branch.branch;
        whole.backupId = backup.id;
        return api::backups::restore({branch.organization, branch.database}, whole);
    };
    restore.search = [context, branch](const Backup &, const api::BranchCreate &body) {
        return branchSearch(context, {branch.organization, branch.database}, body.name);
    };
    restore.accesses = "restore_production_branch_backup restore_backup";
    restore.journalTitle = [](const Backup &backup) {
        return Words::tr("Restore backup %1 to a new branch").arg(nameOf(backup));
    };
    restore.failed = [](const Backup &backup) {
        return Words::tr("Backup %1 could not be restored.").arg(nameOf(backup));
    };
    restore.done = [](const Backup &backup, const api::Branch &answer) {
        return Words::tr("Backup %1 is being restored to branch %2.").arg(nameOf(backup), visibleText(answer.name));
    };
    restore.merge = [scene](const Backup &, const api::Branch &answer) {
        if (scene.workspace)
            branchList(scene.workspace, scene.branch.organization, scene.branch.database)->mergeRow(answer);
    };
    actions.restore = bindAction<Backup, api::Branch, api::BranchCreate>(context, restore, chosen, none);

    auto protect = onBackup<Backup>(scene, QStringLiteral("protect"));
    protect.verb = [](const Backup &backup) {
        return isProtected(backup) ? Words::tr("Remove protection…") : Words::tr("Protect");
    };
    protect.confirmation = [](const Backup &backup) {
        Confirmation words; // protecting takes nothing away and is undone by the same action
        if (!isProtected(backup))
            return words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("Remove the protection of backup %1?").arg(nameOf(backup));
        words.consequence =
            Words::tr("Backup %1 can be deleted again, by people and when it expires.").arg(nameOf(backup));
        words.verb = Words::tr("Remove protection");
        return words;
    };
    protect.request = [branch](const Backup &backup, const api::Nothing &) {
        return api::backups::setProtected(branch, backup.id, !isProtected(backup));
    };
    protect.journalTitle = [](const Backup &backup) {
        return isProtected(backup) ? Words::tr("Remove protection of backup %1").arg(nameOf(backup))
                                   : Words::tr("Protect backup %1").arg(nameOf(backup));
    };
    protect.failed = [](const Backup &backup) {
        return Words::tr("The protection of backup %1 could not be changed.").arg(nameOf(backup));
    };
    protect.done = [](const Backup &, const Backup &answer) {
        return isProtected(answer) ? Words::tr("Backup %1 is protected.").arg(nameOf(answer))
                                   : Words::tr("Backup %1 is no longer protected.").arg(nameOf(answer));
    };
    protect.merge = keep;
    actions.protect = bindAction<Backup, Backup>(context, protect, chosen, none);

    auto remove = onBackup<api::Nothing>(scene, QStringLiteral("delete"));
    remove.verb = [](const Backup &) { return Words::tr("Delete backup…"); };
    remove.refusal = [](const Backup &backup) -> std::optional<QString> {
        if (isProtected(backup))
            return Words::tr("The backup is protected from deletion. Remove the protection first.");
        return std::nullopt;
    };
    remove.confirmation = [branchName](const Backup &backup) {
        Confirmation words;
        words.tier = ConfirmationTier::TypeName;
        words.title = Words::tr("Delete backup %1?").arg(nameOf(backup));
        words.consequence =
            Words::tr(
                "Backup %1 of branch %2 is deleted. What it holds can no longer be restored. This cannot be undone.")
                .arg(nameOf(backup), branchName);
        words.verb = Words::tr("Delete backup");
        words.nameToType = backup.name;
        words.destructive = true;
        return words;
    };
    remove.request = [branch](const Backup &backup, const api::Nothing &) {
        return api::backups::remove(branch, backup.id);
    };
    remove.journalTitle = [](const Backup &backup) { return Words::tr("Delete backup %1").arg(nameOf(backup)); };
    remove.failed = [](const Backup &backup) {
        return Words::tr("Backup %1 could not be deleted.").arg(nameOf(backup));
    };
    remove.done = [](const Backup &backup, const api::Nothing &) {
        return Words::tr("Backup %1 was deleted.").arg(nameOf(backup));
    };
    const auto drop = [scene](const Backup &backup) {
        if (scene.list)
            scene.list->removeRow(backup.id);
    };
    remove.merge = [drop](const Backup &backup, const api::Nothing &) { drop(backup); };
    remove.goneAlready = drop;
    actions.remove = bindAction<Backup, api::Nothing>(context, remove, chosen, none);
    return actions;
}

} // namespace orrery::models
