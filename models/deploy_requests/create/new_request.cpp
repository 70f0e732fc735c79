// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/create/new_request.h"

#include "api/branches/requests.h"
#include "models/core/local_database.h"
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
    : QObject(parent), m_context(std::move(context)), m_branches(branches), m_snapshots(snapshots),
      m_organization(std::move(organization)), m_database(std::move(database)),
      m_tables(new DeployTableModel(
          deployTableColumns(), [](const DeployTable &table) { return table.id; }, {}, this))
{
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosave);
    connect(&m_autosave, &QTimer::timeout, this, &NewDeployRequest::flush);
    connect(m_branches, &Store::stateChanged, this, [this]() {
        // The list may be what tells the target.
        if (m_reading && !into().isEmpty() && m_changesInto != into())
            readChanges();
        Q_EMIT changed();
    });
    if (!m_context.database)
        return;
    connect(m_context.database, &LocalDatabase::accountForgotten, this,
            [this](const QString &account) { m_forgotten = m_forgotten || account == m_context.account; });
}

NewDeployRequest::~NewDeployRequest()
{
    flush();
}

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
    m_wanted.drop();
    m_compare = nullptr;
    m_reading.reset();
    for (LoadState *state : {&m_changes, &m_lint, &m_open}) {
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
    if (!m_branch.isEmpty()) {
        readDraft();
        read();
    }
    Q_EMIT draftChanged();
    Q_EMIT changed();
}

void NewDeployRequest::startOver()
{
    m_draft = {};
    m_draftLoaded = m_edited = false;
    m_row.reset();
    m_readAt = {};
    m_tables->retain({});
    m_counts = {};
    m_changes = m_lint = m_open = {};
    m_lintErrors.clear();
    m_openRequests.clear();
    m_changesInto.clear();
    m_openBefore.reset();
    m_outcomeUnknown = false;
    m_createdNumber = 0;
}

void NewDeployRequest::read()
{
    m_reading = std::make_unique<QObject>();
    m_compare = nullptr;
    m_readAt = m_context.clock->now();
    m_changesInto.clear();
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
        m_changes = loading(m_changes);
    m_context.client->send(api::branches::get({m_organization, m_database, m_branch}), m_reading.get())
        ->then(m_reading.get(), [this](const api::Result<api::Branch> &result) {
            if (result)
                m_row = *result;
            if (m_changesInto.isEmpty() && !into().isEmpty())
                readChanges();
            else if (m_changesInto.isEmpty() && !result)
                m_changes = failedWith(m_changes, result.error());
            Q_EMIT changed();
        });
}

void NewDeployRequest::readChanges()
{
    m_changesInto = into();
    m_changes = loading({});
    m_tables->retain({});
    m_counts = {};
    m_sourceReason.clear();
    delete std::exchange(m_compare, nullptr);
    const api::Branch *row = branchRow();
    if (row && row->parentBranch == m_changesInto)
        readServiceDiff();
    else
        readSchemas(Source::Schemas, {});
}

void NewDeployRequest::readServiceDiff()
{
    m_source = Source::Service;
    auto request = api::branches::diff({m_organization, m_database, m_branch});
    m_context.client->send(request, m_reading.get())
        ->then(m_reading.get(), [this, into = m_changesInto](const api::Result<QList<api::TableDiff>> &result) {
            if (into != m_changesInto)
                return;
            if (!result) {
                if (!result.error().isCanceled())
                    readSchemas(Source::SchemasInstead, describeError(result.error(), {}).cause);
                return;
            }
            runAside(
                m_reading.get(),
                [diffs = *result, isStale = m_wanted.renew()]() {
                    return deployTables(api::Deployment(), parseDiffs(diffs, {}, isStale));
                },
                [this, into](const QList<DeployTable> &rows) {
                    if (into == m_changesInto)
                        showRows(rows, m_context.clock->now());
                });
        });
}

void NewDeployRequest::readSchemas(Source source, const QString &reason)
{
    m_source = source;
    m_sourceReason = reason;
    m_compare =
        new SchemaCompare(m_context, m_snapshots, SchemaSide::ofBranch(m_organization, m_database, m_changesInto),
                          SchemaSide::ofBranch(m_organization, m_database, m_branch), m_reading.get());
    connect(m_compare, &SchemaCompare::changed, m_reading.get(), [this]() {
        if (!m_compare)
            return;
        const LoadState state = m_compare->state();
        if (state.phase == LoadState::Phase::Ready || (state.phase == LoadState::Phase::Failed && state.hasContent))
            showRows(m_compare->tables()->rows(), state.fetchedAt);
        m_changes = state;
        Q_EMIT changed();
    });
    m_compare->open();
    Q_EMIT changed();
}

void NewDeployRequest::showRows(const QList<DeployTable> &rows, const QDateTime &at)
{
    m_counts = countChanges(rows);
    replaceTables(m_tables, rows);
    m_changes = ready(at, rows.size());
    Q_EMIT changed();
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
    api::deploy_requests::ListFilter filter;
    filter.state = QStringLiteral("open");
    filter.branch = m_branch;
    m_context.client->send(api::deploy_requests::listSummaries({m_organization, m_database}, filter), m_reading.get())
        ->then(m_reading.get(), [this](const api::Result<api::Page<api::DeployRequestSummary>> &result) {
            if (!result) {
                m_open = failedWith(m_open, result.error());
                Q_EMIT changed();
                return;
            }
            const bool known = m_openBefore.has_value();
            m_openRequests = result->items;
            m_open = ready(m_context.clock->now(), m_openRequests.size());
            const bool unknown = std::exchange(m_outcomeUnknown, false);
            if (unknown && findCreated())
                return;
            Q_EMIT changed();
            if (unknown)
                Q_EMIT lookedUp(m_openRequests.isEmpty() || known
                                    ? tr("The service did not answer, and there is no new deploy request: it was not "
                                         "created. Nothing you wrote is lost.")
                                    : tr("The service did not answer. Look at the open deploy requests of the branch "
                                         "before you create one again."));
        });
}

bool NewDeployRequest::findCreated()
{
    const auto before = std::exchange(m_openBefore, std::nullopt);
    if (!before)
        return false;
    for (const api::DeployRequestSummary &request : std::as_const(m_openRequests)) {
        if (request.number && request.intoBranch == into() && !before->contains(*request.number)) {
            finishCreated(*request.number,
                          tr("The service did not answer, but it created deploy request #%1.").arg(*request.number));
            return true;
        }
    }
    return false;
}

QString NewDeployRequest::changesFailureTitle() const
{
    if (m_compare)
        return m_compare->failureTitle();
    return tr("The changes of branch %1 could not be read.").arg(visibleText(m_branch));
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
    return m_draft.into.isEmpty() ? suggestedTarget() : m_draft.into;
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

} // namespace orrery::models
