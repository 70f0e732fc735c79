// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/possible_renames.h"

#include "models/core/text.h"
#include "models/schema/column_types.h"
#include "models/schema/structure_details.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace orrery::models {

using What = StructureChange::What;
using Change = StructureChange::Kind;
using Confidence = PossibleRename::Confidence;

namespace {

struct RenameText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::PossibleRenames)
};

/// The name's letters and digits in lower case: userName and user_name are near.
QString letters(const QString &name)
{
    QString out;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            out += c.toLower();
    }
    return out;
}

/// The number of single letters to put in, take out or change.
qsizetype editDistance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = row.at(0);
        row[0] = i + 1;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype change = diagonal + (a.at(i) == b.at(j) ? 0 : 1);
            diagonal = row.at(j + 1);
            row[j + 1] = std::min({change, diagonal + 1, row.at(j) + 1});
        }
    }
    return row.constLast();
}

bool areNear(const QString &a, const QString &b)
{
    constexpr qsizetype shortest = 3; // "id" is in half of all names
    const qsizetype longer = std::max(a.size(), b.size());
    if (std::min(a.size(), b.size()) >= shortest && (a.contains(b) || b.contains(a)))
        return true;
    return longer > 0 && longer <= 128 && a.size() - b.size() <= longer / 3 && b.size() - a.size() <= longer / 3
        && editDistance(a, b) * 3 <= longer;
}

/// The column both tables have that a column comes behind, and how many that only one table has lie between.
struct Place
{
    QString behind;
    qsizetype distance = 0;
    friend bool operator==(const Place &, const Place &) = default;
};

QHash<QString, Place> places(const QList<ColumnDefinition> &columns, const TableDefinition &other)
{
    QSet<QString> shared;
    for (const ColumnDefinition &column : other.columns)
        shared.insert(column.name.toCaseFolded());
    QHash<QString, Place> out;
    Place place;
    for (const ColumnDefinition &column : columns) {
        const QString key = column.name.toCaseFolded();
        if (shared.contains(key)) {
            place = {key, 0};
        } else {
            out.insert(key, place);
            ++place.distance;
        }
    }
    return out;
}

struct Candidate
{
    ColumnDefinition column;
    ColumnType type;
    QString letters;
    Place place;
};

struct Pair
{
    qsizetype removed = 0;
    qsizetype added = 0;
    int score = 0;
    bool sameType = false;
    bool samePlace = false;
    bool nearName = false;
};

Pair judged(const Candidate &from, const Candidate &to, bool compareNames)
{
    Pair pair;
    pair.sameType = sameType(from.type, to.type);
    pair.samePlace = from.place == to.place;
    pair.nearName = compareNames && areNear(from.letters, to.letters);
    if (from.column.generated.has_value() != to.column.generated.has_value())
        return pair;
    const bool sameBase = from.type.name == to.type.name;
    // Two of the three have to speak for it; a place alone or a name alone says little about another type.
    if (pair.sameType)
        pair.score = (pair.samePlace ? 2 : 0) + (pair.nearName ? 3 : 0);
    else if (pair.samePlace && pair.nearName)
        pair.score = sameBase ? 2 : 1;
    if (pair.score > 0 && from.column.nullable == to.column.nullable
        && from.column.defaultValue == to.column.defaultValue && from.column.comment == to.column.comment)
        ++pair.score;
    return pair;
}

QString reasonOf(const Pair &pair)
{
    QStringList reasons;
    if (pair.sameType)
        reasons.append(RenameText::tr("same type"));
    if (pair.samePlace)
        reasons.append(RenameText::tr("same place"));
    if (pair.nearName)
        reasons.append(RenameText::tr("similar name"));
    return reasons.join(QStringLiteral(", "));
}

QList<Candidate> candidates(const QList<StructureChange> &changes, Change kind, const TableDefinition &table,
                            const TableDefinition &other)
{
    const QHash<QString, Place> placed = places(table.columns, other);
    QList<Candidate> out;
    for (const StructureChange &change : changes) {
        if (change.what != What::Column || change.kind != kind)
            continue;
        const auto &part = kind == Change::Removed ? change.before : change.after;
        if (const auto *column = std::get_if<ColumnDefinition>(&part))
            out.append({*column, resolvedType(*column, table), letters(column->name),
                        placed.value(column->name.toCaseFolded())});
    }
    return out;
}

QList<PossibleRename> columnRenames(const QList<StructureChange> &changes, const TableDefinition &before,
                                    const TableDefinition &after)
{
    const QList<Candidate> removed = candidates(changes, Change::Removed, before, after);
    const QList<Candidate> added = candidates(changes, Change::Added, after, before);
    // Comparing every name with every other costs too much when a table is rewritten as a whole; then only the place and
    // the type count, and pairs at the same place are found without looking at all.
    constexpr qsizetype mostPairs = 20000;
    const bool few = removed.size() * added.size() <= mostPairs;
    QList<Pair> pairs;
    const auto consider = [&](qsizetype from, qsizetype to) {
        Pair pair = judged(removed.at(from), added.at(to), true);
        pair.removed = from;
        pair.added = to;
        if (pair.score > 0)
            pairs.append(pair);
    };
    if (few) {
        for (qsizetype from = 0; from < removed.size(); ++from) {
            for (qsizetype to = 0; to < added.size(); ++to)
                consider(from, to);
        }
    } else {
        QHash<std::pair<QString, qsizetype>, qsizetype> byPlace;
        for (qsizetype to = 0; to < added.size(); ++to)
            byPlace.insert({added.at(to).place.behind, added.at(to).place.distance}, to);
        for (qsizetype from = 0; from < removed.size(); ++from) {
            const auto found = byPlace.constFind({removed.at(from).place.behind, removed.at(from).place.distance});
            if (found != byPlace.cend())
                consider(from, *found);
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) { return a.score > b.score; });
    QSet<qsizetype> usedRemoved;
    QSet<qsizetype> usedAdded;
    QList<Pair> chosen;
    for (const Pair &pair : std::as_const(pairs)) {
        if (usedRemoved.contains(pair.removed) || usedAdded.contains(pair.added))
            continue;
        usedRemoved.insert(pair.removed);
        usedAdded.insert(pair.added);
        chosen.append(pair);
    }
    std::sort(chosen.begin(), chosen.end(), [](const Pair &a, const Pair &b) { return a.removed < b.removed; });

    QList<PossibleRename> out;
    for (const Pair &pair : std::as_const(chosen)) {
        const ColumnDefinition &from = removed.at(pair.removed).column;
        const ColumnDefinition &to = added.at(pair.added).column;
        PossibleRename rename;
        rename.what = What::Column;
        rename.from = from.name;
        rename.to = to.name;
        rename.confidence = pair.score >= 3 ? Confidence::Likely : Confidence::Possible;
        rename.reason = reasonOf(pair);
        // A virtual column has no data of its own, and a generated one is worked out again.
        rename.losesData = !from.generated;
        const QString old = visibleText(from.name);
        const QString now = visibleText(to.name);
        rename.sentence = rename.losesData
            ? RenameText::tr("This looks like a rename of %1 to %2, but it drops the data of %1.").arg(old, now)
            : RenameText::tr("This looks like a rename of %1 to %2.").arg(old, now);
        out.append(rename);
    }
    return out;
}

// What two parts with the same body have in common, so that not every one is compared with every other.

QString bodyKey(const IndexDefinition &index)
{
    QStringList columns;
    for (const IndexPart &part : index.parts)
        columns.append(part.column.toCaseFolded());
    return columns.join(QChar(0));
}

QString bodyKey(const ForeignKeyDefinition &key)
{
    return key.columns.join(QChar(0)).toCaseFolded();
}

QString bodyKey(const CheckDefinition &check)
{
    return letters(check.expression);
}

/// Indexes, foreign keys and checks: one removed and one added with the same body.
template<typename Definition>
void appendPureRenames(QList<PossibleRename> &out, const QList<StructureChange> &changes, What what,
                       bool (*same)(const Definition &, const Definition &))
{
    QHash<QString, QList<const Definition *>> added;
    for (const StructureChange &change : changes) {
        const auto *to = std::get_if<Definition>(&change.after);
        if (change.what == what && change.kind == Change::Added && to)
            added[bodyKey(*to)].append(to);
    }
    for (const StructureChange &change : changes) {
        const auto *from = std::get_if<Definition>(&change.before);
        if (change.what != what || change.kind != Change::Removed || !from)
            continue;
        const auto bucket = added.find(bodyKey(*from));
        if (bucket == added.end())
            continue;
        const auto found = std::find_if(bucket->begin(), bucket->end(),
                                        [&](const Definition *candidate) { return same(*from, *candidate); });
        if (found == bucket->end())
            continue;
        QString sentence = RenameText::tr("%1 is renamed to %2; nothing else about it changes.")
                               .arg(visibleText(from->name), visibleText((*found)->name));
        if (what == What::Index)
            sentence += u' ' + RenameText::tr("Queries that name it in an index hint fail.");
        out.append({what, from->name, (*found)->name, Confidence::Certain, RenameText::tr("the same but for the name"),
                    sentence, false});
        bucket->erase(found);
    }
}

} // namespace

QList<PossibleRename> possibleRenames(const QList<StructureChange> &changes, const TableDefinition &before,
                                      const TableDefinition &after)
{
    QList<PossibleRename> out = columnRenames(changes, before, after);
    appendPureRenames<IndexDefinition>(out, changes, What::Index, sameIndexBody);
    appendPureRenames<ForeignKeyDefinition>(out, changes, What::ForeignKey, sameForeignKeyBody);
    appendPureRenames<CheckDefinition>(out, changes, What::Check, sameCheckBody);
    return out;
}

} // namespace orrery::models
