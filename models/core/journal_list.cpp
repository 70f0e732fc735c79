// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/journal_list.h"

#include "models/core/journal_columns.h"

namespace orrery::models {

namespace {
constexpr int shownEntries = 1000;
}

JournalList::JournalList(Journal *journal, const Clock *clock, QObject *parent)
    : QObject(parent), m_journal(journal),
      m_model(new ResourceListModel<JournalEntry>(
          journalColumns(clock), [](const JournalEntry &entry) { return QString::number(entry.id); }, {}, this))
{
    connect(journal, &Journal::changed, this, &JournalList::reload);
    reload();
}

void JournalList::reload()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_journal->recent(shownEntries, this, [this](const QList<JournalEntry> &entries) {
        m_reading = false;
        QSet<QString> ids;
        for (const JournalEntry &entry : entries)
            ids.insert(QString::number(entry.id));
        m_model->upsert(entries);
        m_model->retain(ids);
        if (!m_loaded) {
            m_loaded = true;
            Q_EMIT loaded();
        }
        if (std::exchange(m_again, false))
            reload();
    });
}

} // namespace orrery::models
