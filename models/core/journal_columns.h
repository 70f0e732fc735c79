// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/column.h"
#include "models/core/journal.h"

namespace orrery {
class Clock;
}

namespace orrery::models {

/// "Done", "Refused", "Unknown", "Sending" with a tone and a sentence.
StateWord outcomeWord(const JournalEntry &entry);

/// The journal as a table: time, action, object, outcome, request, detail. `clock` outlives the columns.
QList<Column<JournalEntry>> journalColumns(const Clock *clock);

} // namespace orrery::models
