// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/create/kept_draft.h"

namespace orrery::models {

namespace {
constexpr QLatin1String intoEntry("into");
constexpr QLatin1String notesEntry("notes");
constexpr QLatin1String gatedEntry("gated");
constexpr QLatin1String autoDeleteEntry("auto_delete");
} // namespace

KeptDraft::KeptDraft(StoreContext context, QString organization, QString database, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_organization(std::move(organization)),
      m_database(std::move(database))
{
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosave);
    connect(&m_autosave, &QTimer::timeout, this, &KeptDraft::flush);
    if (!m_context.database)
        return;
    connect(m_context.database, &LocalDatabase::accountForgotten, this,
            [this](const QString &account) { m_forgotten = m_forgotten || account == m_context.account; });
}

KeptDraft::~KeptDraft()
{
    flush();
}

CacheKey KeptDraft::key() const
{
    return {m_context.account, QStringLiteral("new_deploy_request"),
            m_organization + QLatin1Char('/') + m_database + QLatin1Char('/') + m_branch};
}

void KeptDraft::open(const QString &branch)
{
    flush();
    m_branch = branch;
    m_draft = {};
    m_edited = false;
    m_loaded = !m_branch.isEmpty() && !m_context.database;
    if (m_branch.isEmpty() || !m_context.database)
        return;
    m_context.database->load(key(), this, [this, branch](const CachedList &kept) {
        if (branch == m_branch)
            adopt(kept);
    });
}

void KeptDraft::adopt(const CachedList &kept)
{
    m_loaded = true;
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
    Q_EMIT loaded();
}

bool KeptDraft::set(const NewRequestDraft &draft)
{
    if (m_draft == draft)
        return false;
    m_draft = draft;
    m_edited = true;
    if (!m_autosave.isActive()) // not started over by each key: a person who types on and on is saved as well
        m_autosave.start();
    return true;
}

void KeptDraft::flush()
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
        key(), [entries]() { return entries; }, m_context.clock->now());
}

void KeptDraft::remove()
{
    m_draft = {};
    m_edited = true;
    flush();
}

} // namespace orrery::models
