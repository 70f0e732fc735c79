// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_notes.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace orrery::models {

namespace {

struct NoteText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::ReviewNotes)
};

constexpr qsizetype neighbours = 2;

/// A line of one side: its index in the diff.
using SideLines = QList<qsizetype>;

int numberOn(const DiffLine &line, NoteAnchor::Side side)
{
    return side == NoteAnchor::Side::Old ? line.oldNumber : line.newNumber;
}

SideLines sideLines(const UnifiedDiff &diff, NoteAnchor::Side side)
{
    SideLines lines;
    for (qsizetype i = 0; i < diff.lines.size(); ++i) {
        if (numberOn(diff.lines.at(i), side) > 0)
            lines.append(i);
    }
    return lines;
}

/// A line as it is compared: in DDL the comma after a line belongs to the next one.
QStringView essence(QStringView text)
{
    text = text.trimmed();
    if (text.endsWith(u','))
        text = text.chopped(1).trimmed();
    return text;
}

/// ")" and blank lines are everywhere: their text alone proves nothing.
bool saysSomething(QStringView text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetterOrNumber(); });
}

/// How many neighbours of the line at `at` are those of the anchor.
int matchingNeighbours(const NoteAnchor &anchor, const UnifiedDiff &diff, const SideLines &lines, qsizetype at)
{
    int matches = 0;
    for (qsizetype i = 0; i < anchor.before.size(); ++i) {
        const qsizetype other = at - anchor.before.size() + i;
        if (other >= 0 && essence(diff.lines.at(lines.at(other)).text) == essence(anchor.before.at(i)))
            ++matches;
    }
    for (qsizetype i = 0; i < anchor.after.size(); ++i) {
        const qsizetype other = at + 1 + i;
        if (other < lines.size() && essence(diff.lines.at(lines.at(other)).text) == essence(anchor.after.at(i)))
            ++matches;
    }
    return matches;
}

qsizetype indexOfTable(const QString &id, const QList<DeployTable> &tables)
{
    qsizetype named = -1;
    int count = 0;
    for (qsizetype i = 0; i < tables.size(); ++i) {
        if (tables.at(i).id == id)
            return i;
        if (tables.at(i).name == id) {
            named = i;
            ++count;
        }
    }
    // Written when the keyspace was not known yet.
    return count == 1 ? named : -1;
}

qsizetype findByText(const NoteAnchor &anchor, const UnifiedDiff &diff)
{
    const SideLines lines = sideLines(diff, anchor.side);
    const QStringView wanted = essence(anchor.text);
    const bool needsNeighbours = !saysSomething(wanted) && !(anchor.before.isEmpty() && anchor.after.isEmpty());
    qsizetype best = -1;
    int bestMatches = -1;
    int bestDistance = 0;
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const DiffLine &line = diff.lines.at(lines.at(at));
        if (essence(line.text) != wanted)
            continue;
        const int matches = matchingNeighbours(anchor, diff, lines, at);
        if (matches == 0 && needsNeighbours)
            continue;
        const int distance = std::abs(numberOn(line, anchor.side) - anchor.line);
        if (matches > bestMatches || (matches == bestMatches && distance < bestDistance)) {
            best = lines.at(at);
            bestMatches = matches;
            bestDistance = distance;
        }
    }
    return best;
}

qsizetype findByNumber(const NoteAnchor &anchor, const UnifiedDiff &diff)
{
    for (qsizetype i = 0; i < diff.lines.size(); ++i) {
        if (anchor.line > 0 && numberOn(diff.lines.at(i), anchor.side) == anchor.line)
            return i;
    }
    return -1;
}

/// Markdown code on one line, whatever the text holds.
QString inlineCode(const QString &text)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    const QString padding = longest > 0 ? QStringLiteral(" ") : QString();
    return fence + padding + text + padding + fence;
}

/// The note for readers who cannot be shown the line any more.
ReviewNote withoutLine(ReviewNote note)
{
    const QString quoted = note.anchor.text.trimmed();
    if (!quoted.isEmpty())
        note.body = inlineCode(quoted) + QLatin1String(": ") + note.body.trimmed();
    NoteAnchor anchor;
    anchor.kind = NoteAnchor::Kind::Table;
    anchor.table = note.anchor.table;
    note.anchor = anchor;
    return note;
}

} // namespace

NoteAnchor tableAnchor(const DeployTable &table)
{
    NoteAnchor anchor;
    anchor.kind = NoteAnchor::Kind::Table;
    anchor.table = table.id;
    return anchor;
}

NoteAnchor lineAnchor(const DeployTable &table, qsizetype index)
{
    NoteAnchor anchor = tableAnchor(table);
    if (!table.diff || index < 0 || index >= table.diff->lines.size())
        return anchor;
    const UnifiedDiff &diff = *table.diff;
    const DiffLine &line = diff.lines.at(index);
    if (line.newNumber <= 0 && line.oldNumber <= 0)
        return anchor;
    anchor.kind = NoteAnchor::Kind::Line;
    anchor.side = line.newNumber > 0 ? NoteAnchor::Side::New : NoteAnchor::Side::Old;
    anchor.line = numberOn(line, anchor.side);
    anchor.text = line.text.isNull() ? QStringLiteral("") : line.text;
    const SideLines lines = sideLines(diff, anchor.side);
    const qsizetype at = lines.indexOf(index);
    for (qsizetype i = std::max<qsizetype>(0, at - neighbours); i < at; ++i)
        anchor.before.append(diff.lines.at(lines.at(i)).text);
    for (qsizetype i = at + 1; i < lines.size() && i <= at + neighbours; ++i)
        anchor.after.append(diff.lines.at(lines.at(i)).text);
    return anchor;
}

NotePlace placeOf(const NoteAnchor &anchor, const QList<DeployTable> &tables)
{
    NotePlace place;
    if (anchor.kind == NoteAnchor::Kind::Request)
        return place;
    place.table = indexOfTable(anchor.table, tables);
    if (place.table < 0) {
        place.status = NotePlace::Status::TableGone;
        return place;
    }
    if (anchor.kind == NoteAnchor::Kind::Table)
        return place;
    if (const auto &diff = tables.at(place.table).diff) {
        place.line = anchor.text.isNull() ? findByNumber(anchor, *diff) : findByText(anchor, *diff);
        if (place.line >= 0)
            place.number = numberOn(diff->lines.at(place.line), anchor.side);
    }
    if (place.line < 0)
        place.status = NotePlace::Status::Outdated;
    else if (place.number != anchor.line)
        place.status = NotePlace::Status::Moved;
    return place;
}

std::optional<StateWord> describePlace(const NotePlace &place)
{
    switch (place.status) {
    case NotePlace::Status::Moved:
        return StateWord{Tone::Neutral, NoteText::tr("Moved"),
                         NoteText::tr("The line has another number than when the note was written.")};
    case NotePlace::Status::Outdated:
        return StateWord{Tone::Warn, NoteText::tr("Outdated"),
                         NoteText::tr("The line this note is about is no longer part of the change.")};
    case NotePlace::Status::TableGone:
        return StateWord{Tone::Warn, NoteText::tr("Table gone"),
                         NoteText::tr("The deploy request no longer changes the table this note is about.")};
    case NotePlace::Status::Found:
        break;
    }
    return std::nullopt;
}

QList<ReviewNote> publishable(const QList<ReviewNote> &notes, const QList<DeployTable> &tables)
{
    struct Placed
    {
        std::tuple<int, qsizetype, qsizetype> order;
        ReviewNote note;
    };
    QList<Placed> placed;
    for (const ReviewNote &note : notes) {
        if (note.body.trimmed().isEmpty())
            continue;
        const NotePlace place = placeOf(note.anchor, tables);
        Placed each{{0, place.table, place.line}, note};
        if (note.anchor.kind != NoteAnchor::Kind::Request)
            std::get<0>(each.order) = place.table < 0 ? 2 : 1;
        if (place.table >= 0)
            each.note.anchor.table = tables.at(place.table).id;
        if (note.anchor.kind == NoteAnchor::Kind::Line) {
            if (place.line < 0)
                each.note = withoutLine(each.note);
            else
                each.note.anchor.line = place.number;
        }
        placed.append(std::move(each));
    }
    std::stable_sort(placed.begin(), placed.end(), [](const Placed &a, const Placed &b) { return a.order < b.order; });
    QList<ReviewNote> sorted;
    for (Placed &each : placed)
        sorted.append(std::move(each.note));
    return sorted;
}

} // namespace orrery::models
