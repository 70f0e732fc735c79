// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/create/new_request.h"

#include "api/branches/requests.h"
#include "models/core/permissions.h"
#include "models/core/text.h"

#include <algorithm>

namespace orrery::models {

namespace {
constexpr std::chrono::seconds freshFor{60};

LoadState loading(LoadState before)
{
    before.phase = LoadState::Phase::Loading;
    before.error.reset();
    return before;
}

LoadState ready(const QDateTime &at, qint64 loaded)
{
    LoadState state;
    state.phase = LoadState::Phase::Ready;
    state.hasContent = true;
    state.fetchedAt = at;
    state.loaded = loaded;
    return state;
}

LoadState failedWith(LoadState before, const api::ApiError &error)
{
    before.phase = LoadState::Phase::Failed;
    before.error = error;
    return before;
}
} // namespace

NewDeployRequest::NewDeployRequest(StoreContext context, BranchList *branches, SnapshotStore *snapshots,
                                   QString organization, QString database, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_branches(branches), m_organization(std::move(organization)),
      m_database(std::move(database)), m_draft(new KeptDraft(m_context, m_organization, m_database, this)),
      m_changes(new BranchChanges(m_context, snapshots, m_organization, m_database, this))
{
    connect(m_branches, &Store::stateChanged, this, [this]() {
        followTarget(); // the list may be what tells it
        Q_EMIT changed();
    });
    connect(m_changes, &BranchChanges::changed, this, &NewDeployRequest::changed);
    if (Permissions *permissions = permissionsOf(m_context)) {
        connect(permissions, &Permissions::changed, this, [this](const QString &account) {
            if (account == m_context.account)
                Q_EMIT changed();
        });
    }
    connect(m_draft, &KeptDraft::loaded, this, [this]() {
        Q_EMIT draftChanged();
        followTarget();
        Q_EMIT changed();
    });
}

NewDeployRequest::~NewDeployRequest() = default;

// --- what is read

void NewDeployRequest::open()
{
    m_branches->open();
    const bool fresh = m_readAt.isValid() && m_readAt.addSecs(freshFor.count()) > m_context.clock->now();
    if (m_branch.isEmpty() || m_reading)
        return;
    if (fresh)
        m_reading = std::make_unique<QObject>();
    else
        read();
}

void NewDeployRequest::refresh()
{
    m_branches->refresh();
    if (!m_branch.isEmpty() && !m_creating)
        read();
}

void NewDeployRequest::cancel()
{
    flush();
    if (m_changes->state().isLoading())
        m_readAt = {};
    m_changes->cancel();
    m_reading.reset();
    for (LoadState *state : {&m_lint, &m_open}) {
        if (state->isLoading()) {
            state->phase = state->hasContent ? LoadState::Phase::Stale : LoadState::Phase::Idle;
            m_readAt = {};
        }
    }
}

void NewDeployRequest::setBranch(const QString &branch)
{
    if (branch == m_branch || m_creating)
        return;
    cancel();
    m_branch = branch;
    startOver();
    m_draft->open(m_branch);
    if (!m_branch.isEmpty())
        read();
    Q_EMIT draftChanged();
    Q_EMIT changed();
}

void NewDeployRequest::startOver()
{
    m_row.reset();
    m_readAt = {};
    m_changes->clear();
    m_lint = m_open = {};
    m_lintErrors.clear();
    m_openRequests.clear();
    m_openBefore.reset();
    m_outcomeUnknown = false;
    m_createdNumber = 0;
}

void NewDeployRequest::read()
{
    m_reading = std::make_unique<QObject>();
    m_changes->cancel();
    m_changes->forgetTarget();
    m_readAt = m_context.clock->now();
    m_createdNumber = 0;
    readBranch();
    readLint();
    readOpenRequests();
    if (!into().isEmpty())
        readChanges();
    Q_EMIT changed();
}

void NewDeployRequest::readBranch()
{
    if (into().isEmpty())
        m_changes->expectTarget();
    m_context.client->send(api::branches::get({m_organization, m_database, m_branch}), m_reading.get())
        ->then(m_reading.get(), [this](const api::Result<api::Branch> &result) {
            if (result)
                m_row = *result;
            if (m_changes->into().isEmpty() && !into().isEmpty())
                readChanges();
            else if (m_changes->into().isEmpty() && !result)
                m_changes->fail(result.error());
            else if (m_changes->into().isEmpty())
                m_changes->cancel(); // none is suggested (a default branch has no parent): it has to be chosen
            Q_EMIT changed();
        });
}

void NewDeployRequest::readChanges()
{
    const QString target = into();
    const api::Branch *row = branchRow();
    m_changes->read(m_branch, target, row && row->parentBranch == target);
}

void NewDeployRequest::followTarget()
{
    if (m_reading && !into().isEmpty() && m_changes->into() != into())
        readChanges();
}

void NewDeployRequest::readLint()
{
    m_lint = loading(m_lint);
    auto found = std::make_shared<QList<api::LintError>>();
    new api::PageLoader<api::LintError>(
        m_context.client,
        [organization = m_organization, database = m_database, branch = m_branch](const api::PageRequest &page) {
            return api::branches::lint({organization, database, branch}, page);
        },
        api::Priority::Foreground, [found](const api::Page<api::LintError> &page) { found->append(page.items); },
        [this, found](const api::Result<api::Nothing> &end) {
            if (end) {
                m_lintErrors = *found;
                m_lint = ready(m_context.clock->now(), found->size());
            } else {
                m_lint = failedWith(m_lint, end.error());
            }
            Q_EMIT changed();
        },
        m_reading.get());
}

void NewDeployRequest::readOpenRequests()
{
    m_open = loading(m_open);
    const auto list = [database = api::DatabaseRef{m_organization, m_database},
                       branch = m_branch](const api::PageRequest &page) {
        api::deploy_requests::ListFilter filter;
        filter.state = QStringLiteral("open");
        filter.branch = branch;
        return api::deploy_requests::listSummaries(database, filter, page);
    };
    if (m_outcomeUnknown) {
        using Search = CreatedSearch<api::DeployRequestSummary>;
        // Without knowing what was there before, none of them can be told to be the new one.
        const auto isNew = [into = into(), before = m_openBefore](const api::DeployRequestSummary &request) {
            return before && request.number && request.intoBranch == into && !before->contains(*request.number);
        };
        new Search(
            m_context, list, isNew, [this](const Search::Result &result) { onLookedUp(result); }, m_reading.get());
        return;
    }
    const auto rows = std::make_shared<QList<api::DeployRequestSummary>>();
    new api::PageLoader<api::DeployRequestSummary>(
        m_context.client, list, api::Priority::Foreground,
        [rows](const api::Page<api::DeployRequestSummary> &page) { rows->append(page.items); },
        [this, rows](const api::Result<api::Nothing> &end) {
            if (end) {
                m_openRequests = *rows;
                m_open = ready(m_context.clock->now(), m_openRequests.size());
            } else {
                m_open = failedWith(m_open, end.error());
            }
            Q_EMIT changed();
        },
        m_reading.get());
}

void NewDeployRequest::onLookedUp(const CreatedSearch<api::DeployRequestSummary>::Result &result)
{
    if (!result.rows) {
        m_open = failedWith(m_open, result.error.value_or(api::ApiError{}));
        Q_EMIT changed();
        return;
    }
    m_openRequests = *result.rows;
    m_open = ready(m_context.clock->now(), m_openRequests.size());
    m_outcomeUnknown = false;
    const bool known = std::exchange(m_openBefore, std::nullopt).has_value();
    if (result.found) {
        const qint64 number = result.found->number.value_or(0);
        finishCreated(number, tr("PlanetScale did not answer, but it created deploy request #%1.").arg(number));
        return;
    }
    Q_EMIT changed();
    Q_EMIT lookedUp(
        m_openRequests.isEmpty() || known
            ? tr("PlanetScale did not answer, and no new deploy request has appeared since. Whether it was created is "
                 "not known yet: refresh before you create it again. Nothing you wrote is lost.")
            : tr("PlanetScale did not answer. Look at the open deploy requests of the branch before you create one "
                 "again."));
}

QString NewDeployRequest::lintFailureTitle() const
{
    return tr("The schema check of branch %1 could not be read.").arg(visibleText(m_branch));
}

// --- branches

const api::Branch *NewDeployRequest::find(const QString &name) const
{
    return name.isEmpty() ? nullptr : m_branches->model()->find(name);
}

const api::Branch *NewDeployRequest::branchRow() const
{
    return m_row ? &*m_row : find(m_branch);
}

const api::Branch *NewDeployRequest::targetRow() const
{
    return find(into());
}

QString NewDeployRequest::suggestedTarget() const
{
    const api::Branch *row = branchRow();
    if (row && !row->parentBranch.isEmpty())
        return row->parentBranch;
    for (const api::Branch &branch : m_branches->rows()) {
        if (branch.isDefault.value_or(false) && branch.name != m_branch)
            return branch.name;
    }
    return {};
}

QString NewDeployRequest::into() const
{
    return draft().into.isEmpty() ? suggestedTarget() : draft().into;
}

QStringList NewDeployRequest::branchChoices() const
{
    QStringList names;
    for (const api::Branch &branch : m_branches->rows())
        names.append(branch.name);
    if (!m_branch.isEmpty() && !names.contains(m_branch))
        names.append(m_branch);
    names.sort(Qt::CaseInsensitive);
    return names;
}

QStringList NewDeployRequest::targetChoices() const
{
    QStringList names = branchChoices();
    const QString first = suggestedTarget();
    const QString chosen = into();
    names.removeAll(m_branch);
    names.removeAll(first);
    if (!chosen.isEmpty() && chosen != first && !names.contains(chosen))
        names.append(chosen);
    if (!first.isEmpty())
        names.prepend(first);
    return names;
}

// --- the draft

bool NewDeployRequest::edit(const std::function<void(NewRequestDraft &)> &change)
{
    NewRequestDraft draft = m_draft->value();
    change(draft);
    return m_draft->set(draft);
}

void NewDeployRequest::setInto(const QString &into)
{
    const QString before = this->into();
    const QString chosen = into == suggestedTarget() ? QString() : into;
    if (m_creating || !edit([&chosen](NewRequestDraft &draft) { draft.into = chosen; }))
        return;
    if (this->into() != before)
        followTarget();
    Q_EMIT changed();
}

void NewDeployRequest::setNotes(const QString &notes)
{
    edit([&notes](NewRequestDraft &draft) { draft.notes = notes; });
}

void NewDeployRequest::setAutoApply(bool on)
{
    if (edit([on](NewRequestDraft &draft) { draft.autoApply = on; }))
        Q_EMIT changed();
}

void NewDeployRequest::setAutoDelete(bool on)
{
    if (edit([on](NewRequestDraft &draft) { draft.autoDelete = on; }))
        Q_EMIT changed();
}

// --- creating

std::optional<QString> NewDeployRequest::refusal() const
{
    const QString target = into();
    if (target.isEmpty())
        return tr("Choose the branch to deploy into.");
    if (m_creating)
        return tr("The deploy request is being created.");
    if (m_createdNumber > 0)
        return tr("Deploy request #%1 was created already.").arg(m_createdNumber);
    if (m_outcomeUnknown) {
        return m_open.isLoading()
            ? tr("PlanetScale did not answer; whether the deploy request was created is being looked up.")
            : tr("Whether the deploy request was created is not known. Refresh the page to look it up.");
    }
    if (target == m_branch)
        return tr("A branch cannot be deployed into itself.");
    // Assumed, as in the official clients: the service takes one open request of a branch into another.
    if (const auto open = openIntoTarget())
        return tr("Deploy request #%1 from %2 into %3 is open already.")
            .arg(*open)
            .arg(visibleText(m_branch), visibleText(target));
    const api::Branch *row = targetRow();
    if (row && row->safeMigrations && !*row->safeMigrations)
        return tr("Safe migrations are off on %1: only branches that have them on take deploy requests.")
            .arg(visibleText(target));
    if (changesState().isLoading() || changesState().phase == LoadState::Phase::Idle)
        return tr("The changes are still being read.");
    if (changesState().phase == LoadState::Phase::Ready && counts().all() == 0)
        return tr("%1 changes nothing in %2: there is nothing to deploy.")
            .arg(visibleText(m_branch), visibleText(target));
    return std::nullopt;
}

std::optional<qint64> NewDeployRequest::openIntoTarget() const
{
    for (const api::DeployRequestSummary &open : m_openRequests) {
        if (open.intoBranch == into() && open.number)
            return open.number;
    }
    return std::nullopt;
}

api::DeployRequestCreate NewDeployRequest::body() const
{
    api::DeployRequestCreate body;
    body.branch = m_branch;
    body.intoBranch = into();
    if (!draft().notes.trimmed().isEmpty())
        body.notes = draft().notes;
    body.autoCutover = draft().autoApply;
    body.autoDeleteBranch = draft().autoDelete;
    return body;
}

ActionSpec<api::Branch, api::DeployRequest> NewDeployRequest::creation()
{
    using Object = api::Branch;
    ActionSpec<Object, api::DeployRequest> spec;
    spec.id = QStringLiteral("create");
    spec.verb = [](const Object &) { return tr("Create deploy request"); };
    spec.refusal = [this](const Object &) { return refusal(); };
    spec.request = [this](const Object &, const api::Nothing &) {
        return api::deploy_requests::create({m_organization, m_database}, body());
    };
    spec.reread = [this](const Object &) { return api::branches::get({m_organization, m_database, m_branch}); };
    // The changes on screen are those of the branch as it was read with them.
    spec.difference = [](const Object &shown, const Object &fresh) {
        const QDateTime then = shown.schemaLastUpdatedAt;
        if (then.isValid() && fresh.schemaLastUpdatedAt.isValid() && fresh.schemaLastUpdatedAt != then)
            return tr("The schema of %1 was changed while its changes were on screen. They are read again; nothing was "
                      "sent.")
                .arg(visibleText(shown.name));
        return QString();
    };
    spec.journalTitle = [this](const Object &) {
        return tr("Create deploy request %1").arg(deployRequestTitle(visibleText(m_branch), visibleText(into())));
    };
    spec.journalObject = m_organization + QLatin1Char('/') + m_database;
    spec.failed = [](const Object &) { return tr("The deploy request could not be created."); };
    spec.done = [](const Object &, const api::DeployRequest &made) {
        return tr("Deploy request #%1 was created.").arg(made.number.value_or(0));
    };
    spec.merge = [this](const Object &, const api::DeployRequest &made) { m_createdNumber = made.number.value_or(0); };
    return spec;
}

Action NewDeployRequest::create()
{
    const auto branch = [this]() -> std::optional<api::Branch> {
        if (m_branch.isEmpty())
            return std::nullopt;
        api::Branch shown = m_row.value_or(api::Branch());
        shown.name = m_branch;
        return shown;
    };
    const Action inner = bindAction<api::Branch, api::DeployRequest>(
        m_context, creation(), branch, tr("Choose the branch whose changes are to be deployed."));
    Action outer = inner;
    outer.pinned = nullptr; // no other branch is chosen while it is under way
    outer.run = [this, inner](QObject *owner, const FormValues &values,
                              const std::function<void(const ActionResult &)> &end) {
        if (inner.refusal()) {
            inner.run(owner, values, end);
            return;
        }
        flush();
        inner.run(this, values, [this, watcher = QPointer<QObject>(owner), end](const ActionResult &result) {
            ActionResult outcome = result;
            if (result.sendUnrecorded)
                outcome.sendUnrecorded = [alive = QPointer<NewDeployRequest>(this), send = result.sendUnrecorded]() {
                    if (alive)
                        alive->m_creating = true; // the branch stays the one it is created from
                    send();
                };
            onEnded(result);
            if (watcher)
                end(outcome);
        });
        m_creating = true;
        Q_EMIT changed();
    };
    return outer;
}

void NewDeployRequest::finishCreated(qint64 number, const QString &sentence)
{
    m_createdNumber = number;
    m_readAt = {}; // looked at again, everything is read again
    m_draft->remove();
    Q_EMIT draftChanged();
    Q_EMIT changed();
    Q_EMIT created(number, sentence);
}

void NewDeployRequest::onEnded(const ActionResult &result)
{
    m_creating = false;
    if (result.kind == ActionResult::Kind::Done) {
        finishCreated(m_createdNumber, result.sentence);
        return;
    }
    if (result.kind == ActionResult::Kind::Changed)
        read();
    if (result.kind == ActionResult::Kind::Unknown) {
        // Asked for again only by a person, and only when it is certain that it does not exist.
        m_outcomeUnknown = true;
        m_openBefore.reset();
        if (m_open.hasContent) {
            m_openBefore.emplace();
            for (const api::DeployRequestSummary &request : std::as_const(m_openRequests))
                m_openBefore->insert(request.number.value_or(0));
        }
        if (!m_reading)
            m_reading = std::make_unique<QObject>();
        readOpenRequests();
    }
    Q_EMIT changed();
}

} // namespace orrery::models
