// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/branches/branch_actions.h"

#include "api/branches/requests.h"
#include "api/core/page_loader.h"
#include "models/branches/branch_family.h"
#include "models/branches/branch_list.h"
#include "models/branches/branch_name.h"
#include "models/core/text.h"
#include "models/core/workspace.h"
#include "models/databases/database_list.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace orrery::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(BranchActions)
};

using Branch = api::Branch;

QString nameOf(const Branch &branch)
{
    return visibleText(branch.name);
}

bool isProduction(const Branch &branch)
{
    return branch.production.value_or(true); // where it is not known, it may be
}

bool hasSafeMigrations(const Branch &branch)
{
    return branch.safeMigrations.value_or(false);
}

bool isProtected(const Branch &branch)
{
    return branch.deletionProtected.value_or(false);
}

bool isPostgres(const api::OpenEnum<api::DatabaseKind> &kind)
{
    return kind == api::DatabaseKind::Postgresql;
}

/// Somebody else's change of what a person decides by.
QString differenceOf(const Branch &shown, const Branch &fresh)
{
    const QString name = nameOf(shown);
    if (!shown.id.isEmpty() && !fresh.id.isEmpty() && shown.id != fresh.id)
        return Words::tr("%1 is another branch than the one that was shown. Nothing was sent.").arg(name);
    if (isProduction(fresh) != isProduction(shown))
        return isProduction(fresh)
            ? Words::tr("%1 was promoted to production by someone else. Nothing was sent.").arg(name)
            : Words::tr("%1 was demoted by someone else. Nothing was sent.").arg(name);
    if (hasSafeMigrations(fresh) != hasSafeMigrations(shown))
        return Words::tr("Safe migrations of %1 were changed by someone else. Nothing was sent.").arg(name);
    if (isProtected(fresh) != isProtected(shown))
        return Words::tr("The protection of %1 was changed by someone else. Nothing was sent.").arg(name);
    return {};
}

/// What all actions on the branches of a database work with.
struct Scene
{
    QPointer<Workspace> workspace;
    api::DatabaseRef database;

    [[nodiscard]] BranchList *list() const
    {
        return workspace ? branchList(workspace, database.organization, database.database) : nullptr;
    }
    [[nodiscard]] QList<Branch> rows() const
    {
        const BranchList *branches = list();
        return branches ? branches->rows() : QList<Branch>();
    }
    /// Whether rows() are all there are.
    [[nodiscard]] bool isComplete() const
    {
        const BranchList *branches = list();
        return branches && branches->state().fetchedAt.isValid();
    }
    [[nodiscard]] QString defaultBranch() const
    {
        const api::Database *row =
            workspace ? knownDatabase(workspace, database.organization, database.database) : nullptr;
        return row ? row->defaultBranch : QString();
    }
    [[nodiscard]] bool isDefault(const Branch &branch) const
    {
        return branch.isDefault.value_or(branch.name == defaultBranch());
    }
    [[nodiscard]] api::OpenEnum<api::DatabaseKind> kind() const
    {
        const api::Database *row =
            workspace ? knownDatabase(workspace, database.organization, database.database) : nullptr;
        const QList<Branch> branches = rows();
        return row ? row->kind : branches.isEmpty() ? api::OpenEnum<api::DatabaseKind>() : branches.first().kind;
    }
    [[nodiscard]] api::BranchRef ref(const Branch &branch) const
    {
        return {database.organization, database.database, branch.name};
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const Branch &branch : rows())
            all.append(branch.name);
        return all;
    }
    /// The answer of an action: in the list, and on the page of the branch.
    void keep(const Branch &before, const Branch &answer) const
    {
        if (!workspace)
            return;
        if (answer.name != before.name)
            list()->removeRow(before.name);
        else
            branchItem(workspace, database.organization, database.database, before.name)->setValue(answer);
        list()->mergeRow(answer);
    }
};

/// What every action on an existing branch has in common.
template<class Answer, class Body = api::Nothing>
ActionSpec<Branch, Answer, Body> onBranch(const Scene &scene, const QString &id)
{
    ActionSpec<Branch, Answer, Body> spec;
    spec.id = id;
    spec.journalObject = scene.database.organization + u'/' + scene.database.database;
    spec.reread = [scene](const Branch &branch) { return api::branches::get(scene.ref(branch)); };
    spec.difference = &differenceOf;
    if constexpr (std::is_same_v<Answer, Branch>)
        spec.merge = [scene](const Branch &branch, const Branch &answer) { scene.keep(branch, answer); };
    return spec;
}

Confirmation question(const Branch &branch, const QString &title, const QString &consequence, const QString &verb)
{
    Confirmation words;
    words.tier = ConfirmationTier::Sentence;
    words.title = title;
    words.consequence = consequence;
    words.verb = verb;
    words.production = isProduction(branch);
    return words;
}

FormField nameField(const QString &id, const QString &label, const Scene &scene)
{
    FormField name;
    name.id = id;
    name.label = label;
    name.required = true;
    name.problem = [id, scene](const FormValues &values) {
        return branchNameProblem(values.value(id).toString(), scene.names());
    };
    return name;
}

BodyForm<api::BranchCreate> newBranchForm(const Scene &scene, const Branch &from, const QString &draft)
{
    BodyForm<api::BranchCreate> form(draft);
    form.text(nameField(QStringLiteral("name"), Words::tr("Name"), scene), &api::BranchCreate::name);
    FormField parent;
    parent.id = QStringLiteral("parent_branch");
    parent.kind = FormField::Kind::Choice;
    parent.label = Words::tr("From branch");
    QStringList names = scene.names();
    for (const QString &known : {from.name, scene.defaultBranch()}) {
        if (!known.isEmpty() && !names.contains(known))
            names.append(known);
    }
    names.sort(Qt::CaseInsensitive);
    for (const QString &name : std::as_const(names))
        parent.choices.append({name, visibleText(name)});
    parent.initial = !from.name.isEmpty()  ? from.name
        : !scene.defaultBranch().isEmpty() ? scene.defaultBranch()
                                           : names.value(0);
    parent.help = isPostgres(scene.kind())
        ? Words::tr("PlanetScale does not copy the schema of a Postgres branch: the new branch is empty.")
        : Words::tr("Its schema is copied, its data is not.");
    form.text(parent, &api::BranchCreate::parentBranch);
    FormField guarded;
    guarded.id = QStringLiteral("deletion_protected");
    guarded.kind = FormField::Kind::Check;
    guarded.label = Words::tr("Protect from deletion");
    guarded.initial = false;
    form.with(guarded, [](api::BranchCreate &body, const QVariant &value) {
        if (value.toBool())
            body.deletionProtected = true;
    });
    return form;
}

Action createAction(const Scene &scene, const StoreContext &context,
                    const std::function<std::optional<Branch>()> &current)
{
    auto create = onBranch<Branch, api::BranchCreate>(scene, QStringLiteral("create"));
    create.primary = true;
    create.verb = [](const Branch &) { return Words::tr("New branch…"); };
    create.confirmation = [scene](const Branch &) {
        Confirmation words;
        words.tier = ConfirmationTier::Sentence;
        words.title = Words::tr("New branch of %1").arg(visibleText(scene.database.database));
        words.consequence = isPostgres(scene.kind())
            ? Words::tr("An empty development branch is created. It is billed while it exists.")
            : Words::tr("A development branch is created, with a schema and without data. It may be billed while it "
                        "exists, depending on the plan.");
        words.verb = Words::tr("Create branch");
        return words;
    };
    create.form = [scene,
                   draft = QStringLiteral("branch|%1|%2/%3")
                               .arg(context.account, scene.database.organization, scene.database.database)](
                      const Branch &branch) {
        // Of its own for each branch it may be made from: what was begun for one is not suggested for another.
        return newBranchForm(scene, branch, draft + u'/' + branch.name);
    };
    create.request = [scene](const Branch &, const api::BranchCreate &body) {
        return api::branches::create(scene.database, body);
    };
    create.accesses = "create_branch"; // restoring a backup is the same operation
    create.reread = {};
    create.difference = {};
    create.search = [context, database = scene.database](const Branch &, const api::BranchCreate &body) {
        return branchSearch(context, database, body.name);
    };
    create.journalTitle = [](const Branch &) { return Words::tr("Create branch"); };
    create.failed = [](const Branch &) { return Words::tr("The branch could not be created."); };
    create.done = [](const Branch &, const Branch &answer) {
        return Words::tr("Branch %1 is being created.").arg(nameOf(answer));
    };
    create.merge = [scene](const Branch &, const Branch &answer) {
        if (BranchList *list = scene.list())
            list->mergeRow(answer);
    };
    return bindAction<Branch, Branch, api::BranchCreate>(
        context, create, [current]() { return std::optional<Branch>(current().value_or(Branch{})); });
}

ActionSpec<Branch, Branch, api::BranchUpdate> renameSpec(const Scene &scene)
{
    auto rename = onBranch<Branch, api::BranchUpdate>(scene, QStringLiteral("rename"));
    rename.verb = [](const Branch &) { return Words::tr("Rename…"); };
    rename.confirmation = [](const Branch &branch) {
        return question(branch, Words::tr("Rename branch %1").arg(nameOf(branch)),
                        Words::tr("Credentials stay valid. Scripts and links that use the old name no longer find it."),
                        Words::tr("Rename branch"));
    };
    rename.form = [scene](const Branch &branch) {
        BodyForm<api::BranchUpdate> form;
        FormField name = nameField(QStringLiteral("new_name"), Words::tr("New name"), scene);
        name.initial = branch.name;
        name.problem = [taken = name.problem, old = branch.name](const FormValues &values) {
            return values.value(QStringLiteral("new_name")).toString() == old ? Words::tr("This is its name already.")
                                                                              : taken(values);
        };
        form.text(name, &api::BranchUpdate::newName);
        return form;
    };
    rename.request = [scene](const Branch &branch, const api::BranchUpdate &body) {
        return api::branches::update(scene.ref(branch), body);
    };
    rename.journalTitle = [](const Branch &branch) { return Words::tr("Rename branch %1").arg(nameOf(branch)); };
    rename.failed = [](const Branch &branch) {
        return Words::tr("Branch %1 could not be renamed.").arg(nameOf(branch));
    };
    rename.done = [](const Branch &branch, const Branch &answer) {
        return Words::tr("Branch %1 is named %2 now.").arg(nameOf(branch), nameOf(answer));
    };
    return rename;
}

ActionSpec<Branch, Branch> roleSpec(const Scene &scene)
{
    auto role = onBranch<Branch>(scene, QStringLiteral("role"));
    role.verb = [](const Branch &branch) {
        return isProduction(branch) ? Words::tr("Demote to development…") : Words::tr("Promote to production…");
    };
    role.refusal = [scene](const Branch &branch) -> std::optional<QString> {
        if (!branch.production)
            return Words::tr("Whether the branch is production is not known yet.");
        if (!isProduction(branch)) {
            if (branch.ready == false)
                return Words::tr("The branch is not ready yet.");
            return std::nullopt;
        }
        if (isPostgres(branch.kind) && scene.isDefault(branch))
            return Words::tr("A Postgres database needs a production branch as its default branch. Choose another "
                             "default branch first.");
        const QList<Branch> rows = scene.rows();
        const bool another = std::any_of(rows.cbegin(), rows.cend(), [&branch](const Branch &other) {
            return other.name != branch.name && isProduction(other);
        });
        if (scene.isComplete() && !another)
            return Words::tr("A database needs at least one production branch, and this is the only one.");
        return std::nullopt;
    };
    role.confirmation = [](const Branch &branch) {
        if (!isProduction(branch)) {
            return question(branch, Words::tr("Promote %1 to production?").arg(nameOf(branch)),
                            Words::tr("PlanetScale adds replicas to make it highly available. Production branches "
                                      "beyond those of the plan are billed."),
                            Words::tr("Promote branch"));
        }
        Confirmation words =
            question(branch, Words::tr("Demote %1 to development?").arg(nameOf(branch)),
                     Words::tr("It loses its high availability, and its scheduled production backups no longer run. "
                               "Read-only regions have to be removed first. On Enterprise plans another administrator "
                               "has to approve it in the dashboard."),
                     Words::tr("Demote branch"));
        words.tier = ConfirmationTier::TypeName;
        words.nameToType = branch.name;
        words.destructive = true;
        return words;
    };
    role.request = [scene](const Branch &branch, const api::Nothing &) {
        return isProduction(branch) ? api::branches::demote(scene.ref(branch))
                                    : api::branches::promote(scene.ref(branch));
    };
    role.journalTitle = [](const Branch &branch) {
        return isProduction(branch) ? Words::tr("Demote branch %1").arg(nameOf(branch))
                                    : Words::tr("Promote branch %1").arg(nameOf(branch));
    };
    role.failed = [](const Branch &branch) {
        return isProduction(branch) ? Words::tr("Branch %1 could not be demoted.").arg(nameOf(branch))
                                    : Words::tr("Branch %1 could not be promoted.").arg(nameOf(branch));
    };
    role.done = [](const Branch &branch, const Branch &answer) {
        if (isProduction(answer))
            return isProduction(branch)
                ? Words::tr("Demotion of %1 was requested; it is production until that is approved.")
                      .arg(nameOf(answer))
                : Words::tr("%1 is a production branch now.").arg(nameOf(answer));
        return isProduction(branch) ? Words::tr("%1 is a development branch now.").arg(nameOf(answer))
                                    : Words::tr("Promotion of %1 has begun.").arg(nameOf(answer));
    };
    return role;
}

ActionSpec<Branch, Branch> safeMigrationsSpec(const Scene &scene)
{
    auto safe = onBranch<Branch>(scene, QStringLiteral("safe_migrations"));
    safe.verb = [](const Branch &branch) {
        return hasSafeMigrations(branch) ? Words::tr("Disable safe migrations…") : Words::tr("Enable safe migrations…");
    };
    safe.refusal = [](const Branch &branch) -> std::optional<QString> {
        if (branch.kind.isPresent() && !isVitess(branch.kind))
            return Words::tr("Only Vitess databases have safe migrations.");
        if (!branch.safeMigrations)
            return Words::tr("Whether safe migrations are on is not known yet.");
        return std::nullopt;
    };
    safe.confirmation = [](const Branch &branch) {
        if (!hasSafeMigrations(branch)) {
            return question(branch, Words::tr("Enable safe migrations on %1?").arg(nameOf(branch)),
                            Words::tr("Schema changes sent to it directly are refused from then on; its schema changes "
                                      "through deploy requests only."),
                            Words::tr("Enable safe migrations"));
        }
        Confirmation words =
            question(branch, Words::tr("Disable safe migrations on %1?").arg(nameOf(branch)),
                     Words::tr("Its schema can be changed directly, without review and without a way back. Deploy "
                               "requests into it are no longer possible."),
                     Words::tr("Disable safe migrations"));
        words.destructive = true;
        return words;
    };
    safe.request = [scene](const Branch &branch, const api::Nothing &) {
        return hasSafeMigrations(branch) ? api::branches::disableSafeMigrations(scene.ref(branch))
                                         : api::branches::enableSafeMigrations(scene.ref(branch));
    };
    safe.journalTitle = [](const Branch &branch) {
        return hasSafeMigrations(branch) ? Words::tr("Disable safe migrations of branch %1").arg(nameOf(branch))
                                         : Words::tr("Enable safe migrations of branch %1").arg(nameOf(branch));
    };
    safe.failed = [](const Branch &branch) {
        return Words::tr("Safe migrations of branch %1 could not be changed.").arg(nameOf(branch));
    };
    safe.done = [](const Branch &, const Branch &answer) {
        return hasSafeMigrations(answer) ? Words::tr("Safe migrations are on for %1.").arg(nameOf(answer))
                                         : Words::tr("Safe migrations are off for %1.").arg(nameOf(answer));
    };
    return safe;
}

ActionSpec<Branch, Branch> protectSpec(const Scene &scene)
{
    auto protect = onBranch<Branch>(scene, QStringLiteral("protect"));
    protect.verb = [](const Branch &branch) {
        return isProtected(branch) ? Words::tr("Remove deletion protection…") : Words::tr("Protect from deletion");
    };
    protect.confirmation = [](const Branch &branch) {
        // Protecting takes nothing away and is undone by the same action.
        return isProtected(branch)
            ? question(branch, Words::tr("Remove the protection of %1?").arg(nameOf(branch)),
                       Words::tr("The branch can be deleted again."), Words::tr("Remove protection"))
            : Confirmation{};
    };
    protect.request = [scene](const Branch &branch, const api::Nothing &) {
        api::BranchUpdate body;
        body.deletionProtected = !isProtected(branch);
        return api::branches::update(scene.ref(branch), body);
    };
    protect.journalTitle = [](const Branch &branch) {
        return isProtected(branch) ? Words::tr("Remove protection of branch %1").arg(nameOf(branch))
                                   : Words::tr("Protect branch %1 from deletion").arg(nameOf(branch));
    };
    protect.failed = [](const Branch &branch) {
        return Words::tr("The protection of branch %1 could not be changed.").arg(nameOf(branch));
    };
    protect.done = [](const Branch &, const Branch &answer) {
        return isProtected(answer) ? Words::tr("Branch %1 is protected from deletion.").arg(nameOf(answer))
                                   : Words::tr("Branch %1 is no longer protected from deletion.").arg(nameOf(answer));
    };
    return protect;
}

/// All branches of the database, read again; ends with nothing when that is not possible.
void readAllBranches(const Scene &scene, api::ApiClient *client, QObject *owner,
                     const std::function<void(const std::optional<QList<Branch>> &)> &end)
{
    const auto rows = std::make_shared<QList<Branch>>();
    new api::PageLoader<Branch>(
        client,
        [database = scene.database](const api::PageRequest &page) { return api::branches::list(database, {}, page); },
        api::Priority::Foreground, [rows](const api::Page<Branch> &page) { rows->append(page.items); },
        [rows, end](const api::Result<api::Nothing> &result) {
            end(result ? std::optional<QList<Branch>>(*rows) : std::nullopt);
        },
        owner);
}

ActionSpec<Branch, api::Nothing> removeSpec(const Scene &scene, api::ApiClient *client)
{
    auto remove = onBranch<api::Nothing>(scene, QStringLiteral("delete"));
    // What was listed when it was confirmed; another list means that somebody has made or deleted one since.
    const auto confirmed = std::make_shared<QStringList>();
    remove.verb = [](const Branch &) { return Words::tr("Delete branch…"); };
    remove.refusal = [scene](const Branch &branch) -> std::optional<QString> {
        if (scene.isDefault(branch))
            return Words::tr("The default branch cannot be deleted. Choose another default branch first.");
        if (isProtected(branch))
            return Words::tr("The branch is protected from deletion. Remove the protection first.");
        if (!scene.isComplete())
            return Words::tr("Which branches were made from it is not known yet.");
        for (const Branch &row : scene.rows()) {
            if (isProtected(row) && descendantsOf(scene.rows(), branch.name).contains(row.name))
                return Words::tr("Branch %1, made from it, is protected from deletion.").arg(nameOf(row));
        }
        return std::nullopt;
    };
    remove.confirmation = [scene, confirmed](const Branch &branch) {
        *confirmed = descendantsOf(scene.rows(), branch.name);
        QString text = confirmed->isEmpty()
            ? Words::tr("Its schema and its data are deleted, and connections to it end. This cannot be undone.")
            : Words::tr("This branch and %Ln branch(es) made from it are deleted with their schemas and data, and "
                        "connections to them end. This cannot be undone.",
                        nullptr, int(confirmed->size()));
        const QList<Branch> rows = scene.rows();
        const auto production = [&](const Branch &row) { return confirmed->contains(row.name) && isProduction(row); };
        const bool anyProduction = isProduction(branch) || std::any_of(rows.cbegin(), rows.cend(), production);
        if (anyProduction)
            text += u' '
                + (isPostgres(branch.kind)
                       ? Words::tr("Organization and database administrators may delete production branches.")
                       : Words::tr("Only organization administrators may delete production branches."));
        Confirmation words =
            question(branch, Words::tr("Delete branch %1?").arg(nameOf(branch)), text, Words::tr("Delete branch"));
        words.tier = ConfirmationTier::TypeName;
        words.nameToType = branch.name;
        words.destructive = true;
        words.production = anyProduction;
        for (const QString &name : std::as_const(*confirmed)) {
            const auto row =
                std::find_if(rows.cbegin(), rows.cend(), [&name](const Branch &each) { return each.name == name; });
            words.losses.append(isProduction(*row) ? Words::tr("%1 (production)").arg(visibleText(name))
                                                   : visibleText(name));
        }
        return words;
    };
    remove.precheck = [scene, confirmed, client = QPointer<api::ApiClient>(client)](
                          QObject *owner, const Branch &branch, const std::function<void(const QString &)> &end) {
        if (!client)
            return;
        readAllBranches(scene, client, owner, [=](const std::optional<QList<Branch>> &rows) {
            if (!rows)
                end(Words::tr("The branches made from %1 could not be read again. Nothing was sent.")
                        .arg(nameOf(branch)));
            else if (descendantsOf(*rows, branch.name) != *confirmed)
                end(Words::tr("The branches made from %1 are not the ones that were listed any more. Nothing was sent.")
                        .arg(nameOf(branch)));
            else
                end({});
        });
    };
    remove.request = [scene, confirmed](const Branch &branch, const api::Nothing &) {
        return api::branches::remove(scene.ref(branch), !confirmed->isEmpty());
    };
    remove.journalTitle = [](const Branch &branch) { return Words::tr("Delete branch %1").arg(nameOf(branch)); };
    remove.failed = [](const Branch &branch) {
        return Words::tr("Branch %1 could not be deleted.").arg(nameOf(branch));
    };
    remove.done = [confirmed](const Branch &branch, const api::Nothing &) {
        return confirmed->isEmpty()
            ? Words::tr("Branch %1 was deleted.").arg(nameOf(branch))
            : Words::tr("Branch %1 and %Ln branch(es) made from it were deleted.", nullptr, int(confirmed->size()))
                  .arg(nameOf(branch));
    };
    remove.merge = [scene, confirmed](const Branch &branch, const api::Nothing &) {
        BranchList *list = scene.list();
        if (!list)
            return;
        for (const QString &name : *confirmed + QStringList{branch.name})
            list->removeRow(name);
    };
    return remove;
}

} // namespace

BranchActions branchActions(Workspace *workspace, const api::DatabaseRef &database,
                            const std::function<std::optional<api::Branch>()> &current)
{
    const StoreContext context = workspace->context();
    const Scene scene{workspace, database};
    const QString none = Words::tr("Select a branch first.");
    BranchActions actions;
    actions.create = createAction(scene, context, current);
    actions.rename = bindAction<Branch, Branch, api::BranchUpdate>(context, renameSpec(scene), current, none);
    actions.role = bindAction<Branch, Branch>(context, roleSpec(scene), current, none);
    actions.safeMigrations = bindAction<Branch, Branch>(context, safeMigrationsSpec(scene), current, none);
    actions.protect = bindAction<Branch, Branch>(context, protectSpec(scene), current, none);
    actions.remove = bindAction<Branch, api::Nothing>(context, removeSpec(scene, context.client), current, none);
    return actions;
}

} // namespace orrery::models
