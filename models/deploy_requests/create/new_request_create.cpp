// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/branches/requests.h"
#include "models/core/local_database.h"
#include "models/core/text.h"
#include "models/deploy_requests/create/new_request.h"

// The draft of a deploy request, and how it becomes one.

namespace orrery::models {

namespace {
constexpr QLatin1String intoEntry("into");
constexpr QLatin1String notesEntry("notes");
constexpr QLatin1String gatedEntry("gated");
constexpr QLatin1String autoDeleteEntry("auto_delete");
} // namespace

// --- the draft

QString NewDeployRequest::draftScope() const
{
    return m_organization + QLatin1Char('/') + m_database + QLatin1Char('/') + m_branch;
}

void NewDeployRequest::readDraft()
{
    if (!m_context.database) {
        m_draftLoaded = true;
        return;
    }
    m_context.database->load({m_context.account, QStringLiteral("new_deploy_request"), draftScope()}, this,
                             [this, branch = m_branch](const CachedList &kept) {
                                 if (branch == m_branch)
                                     adoptDraft(kept);
                             });
}

void NewDeployRequest::adoptDraft(const CachedList &kept)
{
    m_draftLoaded = true;
    // What was typed before it was read counts more.
    if (m_edited)
        return;
    for (const CacheEntry &entry : kept.entries) {
        if (entry.id == intoEntry)
            m_draft.into = QString::fromUtf8(entry.bytes);
        else if (entry.id == notesEntry)
            m_draft.notes = QString::fromUtf8(entry.bytes);
        else if (entry.id == gatedEntry)
            m_draft.autoApply = false;
        else if (entry.id == autoDeleteEntry)
            m_draft.autoDelete = true;
    }
    if (m_draft.into == m_branch)
        m_draft.into.clear();
    Q_EMIT draftChanged();
    if (m_reading && m_changesInto != into() && !into().isEmpty())
        readChanges();
    Q_EMIT changed();
}

void NewDeployRequest::edited()
{
    m_edited = true;
    m_autosave.start();
}

void NewDeployRequest::flush()
{
    m_autosave.stop();
    if (!m_edited || !m_context.database || m_branch.isEmpty() || m_forgotten)
        return;
    m_edited = false;
    QList<CacheEntry> entries;
    if (!m_draft.into.isEmpty())
        entries.append({intoEntry, m_draft.into.toUtf8()});
    if (!m_draft.notes.isEmpty())
        entries.append({notesEntry, m_draft.notes.toUtf8()});
    if (!m_draft.autoApply)
        entries.append({gatedEntry, "1"});
    if (m_draft.autoDelete)
        entries.append({autoDeleteEntry, "1"});
    m_context.database->store(
        {m_context.account, QStringLiteral("new_deploy_request"), draftScope()}, [entries]() { return entries; },
        m_context.clock->now());
}

void NewDeployRequest::removeDraft()
{
    m_draft = {};
    m_edited = true;
    flush();
    Q_EMIT draftChanged();
}

void NewDeployRequest::setInto(const QString &into)
{
    const QString before = this->into();
    const QString chosen = into == suggestedTarget() ? QString() : into;
    if (chosen == m_draft.into || m_creating)
        return;
    m_draft.into = chosen;
    edited();
    if (this->into() != before && m_reading && !this->into().isEmpty())
        readChanges();
    Q_EMIT changed();
}

void NewDeployRequest::setNotes(const QString &notes)
{
    if (notes == m_draft.notes)
        return;
    m_draft.notes = notes;
    edited();
}

void NewDeployRequest::setAutoApply(bool on)
{
    if (on == m_draft.autoApply)
        return;
    m_draft.autoApply = on;
    edited();
    Q_EMIT changed();
}

void NewDeployRequest::setAutoDelete(bool on)
{
    if (on == m_draft.autoDelete)
        return;
    m_draft.autoDelete = on;
    edited();
    Q_EMIT changed();
}

// --- creating

std::optional<QString> NewDeployRequest::refusal() const
{
    if (m_context.client->isReadOnly())
        return tr("Read-only mode is on: nothing can be changed.");
    if (m_branch.isEmpty())
        return tr("Choose the branch whose changes are to be deployed.");
    const QString target = into();
    if (target.isEmpty())
        return tr("Choose the branch to deploy into.");
    if (m_creating)
        return tr("The deploy request is being created.");
    if (m_createdNumber > 0)
        return tr("Deploy request #%1 was created already.").arg(m_createdNumber);
    if (m_outcomeUnknown) {
        return m_open.isLoading()
            ? tr("The service did not answer; whether the deploy request was created is being looked up.")
            : tr("Whether the deploy request was created is not known. Refresh the page to look it up.");
    }
    if (target == m_branch)
        return tr("A branch cannot be deployed into itself.");
    const api::Branch *row = targetRow();
    if (row && row->safeMigrations && !*row->safeMigrations)
        return tr("Safe migrations are off on %1: only branches that have them on take deploy requests.")
            .arg(visibleText(target));
    if (m_changes.isLoading() || m_changes.phase == LoadState::Phase::Idle)
        return tr("The changes are still being read.");
    if (m_changes.phase == LoadState::Phase::Ready && m_counts.all() == 0)
        return tr("%1 changes nothing in %2: there is nothing to deploy.")
            .arg(visibleText(m_branch), visibleText(target));
    return std::nullopt;
}

api::DeployRequestCreate NewDeployRequest::body() const
{
    api::DeployRequestCreate body;
    body.branch = m_branch;
    body.intoBranch = into();
    if (!m_draft.notes.trimmed().isEmpty())
        body.notes = m_draft.notes;
    body.autoCutover = m_draft.autoApply;
    body.autoDeleteBranch = m_draft.autoDelete;
    return body;
}

RequestPreview NewDeployRequest::preview() const
{
    return previewRequest(api::deploy_requests::create({m_organization, m_database}, body()),
                          m_context.client->options().hosts.api);
}

void NewDeployRequest::create()
{
    const QString failed = tr("The deploy request could not be created.");
    if (const auto reason = refusal()) {
        ActionResult result;
        result.kind = ActionResult::Kind::Refused;
        result.sentence = *reason;
        result.error.title = failed;
        result.error.cause = *reason;
        Q_EMIT notCreated(result);
        return;
    }
    flush();
    m_creating = true;
    Mutation<api::Branch, api::DeployRequest> mutation;
    mutation.title = tr("Create deploy request %1").arg(deployRequestTitle(visibleText(m_branch), visibleText(into())));
    mutation.object = m_organization + QLatin1Char('/') + m_database;
    mutation.request = api::deploy_requests::create({m_organization, m_database}, body());
    mutation.reread = api::branches::get({m_organization, m_database, m_branch});
    // The changes on screen are those of the branch as it was read with them.
    const QDateTime shown = m_row ? m_row->schemaLastUpdatedAt : QDateTime();
    mutation.difference = [shown, branch = m_branch](const api::Branch &fresh) {
        if (shown.isValid() && fresh.schemaLastUpdatedAt.isValid() && fresh.schemaLastUpdatedAt != shown)
            return tr("The schema of %1 was changed while its changes were on screen. They are read again; nothing was "
                      "sent.")
                .arg(visibleText(branch));
        return QString();
    };
    runMutation<api::Branch, api::DeployRequest>(m_context, this, std::move(mutation),
                                                 [this](const auto &outcome) { onCreated(outcome); });
    Q_EMIT changed();
}

void NewDeployRequest::finishCreated(qint64 number, const QString &sentence)
{
    m_createdNumber = number;
    m_readAt = {}; // looked at again, everything is read again
    removeDraft();
    Q_EMIT changed();
    Q_EMIT created(number, sentence);
}

void NewDeployRequest::onCreated(const MutationOutcome<api::Branch, api::DeployRequest> &outcome)
{
    using Kind = MutationOutcome<api::Branch, api::DeployRequest>::Kind;
    m_creating = false;
    const qint64 number = outcome.answer ? outcome.answer->number.value_or(0) : 0;
    const ActionResult result = actionResult(outcome, tr("Deploy request #%1 was created.").arg(number),
                                             tr("The deploy request could not be created."));
    if (outcome.kind == Kind::Done) {
        finishCreated(number, result.sentence);
        return;
    }
    if (outcome.kind == Kind::Changed)
        read();
    if (outcome.kind == Kind::Unknown) {
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
    Q_EMIT notCreated(result);
}

} // namespace orrery::models
