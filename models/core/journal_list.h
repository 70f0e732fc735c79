// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/journal.h"
#include "models/core/resource_list_model.h"

namespace orrery::models {

/// The latest journal entries as an item model that follows the journal.
class JournalList : public QObject
{
    Q_OBJECT
public:
    JournalList(Journal *journal, const Clock *clock, QObject *parent = nullptr);

    [[nodiscard]] ResourceListModel<JournalEntry> *model() const { return m_model; }
    /// False until the journal has been read once.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    void refresh() { reload(); }

Q_SIGNALS:
    void loaded();

private:
    void reload();

    Journal *m_journal;
    ResourceListModel<JournalEntry> *m_model;
    bool m_loaded = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace orrery::models
