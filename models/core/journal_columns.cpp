// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/journal_columns.h"

#include "api/core/clock.h"
#include "models/core/text.h"

#include <QCoreApplication>

namespace orrery::models {

using namespace Qt::StringLiterals;

namespace {
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::Journal)
};
} // namespace

StateWord outcomeWord(const JournalEntry &entry)
{
    switch (entry.outcome) {
    case JournalEntry::Outcome::Pending:
        return {Tone::Busy, Text::tr("Sending"), Text::tr("The request is under way.")};
    case JournalEntry::Outcome::Done:
        return {Tone::Ok, Text::tr("Done"), Text::tr("PlanetScale accepted the request.")};
    case JournalEntry::Outcome::Refused:
        return {Tone::Warn, Text::tr("Refused"), Text::tr("Nothing was changed.")};
    case JournalEntry::Outcome::Unknown:
        return {Tone::Critical, Text::tr("Unknown"),
                Text::tr("The request was sent, but its answer never came. It may have taken effect.")};
    }
    return {};
}

QList<Column<JournalEntry>> journalColumns(const Clock *clock)
{
    using E = JournalEntry;
    QList<Column<E>> columns;
    columns.append({.id = "at",
                    .title = Text::tr("Time"),
                    .description = Text::tr("When the request was about to be sent"),
                    .text = [clock](const E &entry) { return relativeTime(entry.at, clock->now()); },
                    // The id breaks the tie of entries within one millisecond.
                    .sortKey = [](const E &entry) { return QVariant(entry.id); },
                    .state = {},
                    .exact = [](const E &entry) { return exactTime(entry.at); },
                    .relativeTime = true,
                    .width = 120});
    columns.append({.id = "title",
                    .title = Text::tr("Action"),
                    .description = {},
                    .text = [](const E &entry) { return visibleText(entry.title); },
                    .sortKey = {},
                    .state = {},
                    .exact = {},
                    .width = 280});
    columns.append({.id = "object",
                    .title = Text::tr("Object"),
                    .description = {},
                    .text = [](const E &entry) { return visibleText(entry.object); },
                    .sortKey = {},
                    .state = {},
                    .exact = {},
                    .width = 180});
    columns.append({.id = "outcome",
                    .title = Text::tr("Outcome"),
                    .description = {},
                    .text = {},
                    .sortKey = [](const E &entry) { return QVariant(int(entry.outcome)); },
                    .state = [](const E &entry) { return std::optional(outcomeWord(entry)); },
                    .exact = {},
                    .width = 110});
    columns.append({.id = "request",
                    .title = Text::tr("Request"),
                    .description = Text::tr("Method and path sent to PlanetScale"),
                    .text = [](const E &entry) { return visibleText(u"%1 %2"_s.arg(entry.method, entry.path)); },
                    .sortKey = {},
                    .state = {},
                    .exact = {},
                    .monospace = true,
                    .width = 320});
    columns.append({.id = "detail",
                    .title = Text::tr("Detail"),
                    .description = Text::tr("What PlanetScale said when it refused"),
                    .text = [](const E &entry) { return visibleText(entry.detail); },
                    .sortKey = {},
                    .state = {},
                    .exact = {},
                    .width = 260});
    return columns;
}

} // namespace orrery::models
