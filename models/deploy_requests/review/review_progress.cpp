// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy_requests/review/review_progress.h"

#include "models/core/text.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace orrery::models {

namespace {

struct ReviewText
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::ReviewProgress)
};

/// Names in a sentence beyond this are counted.
constexpr qsizetype namedAtMost = 3;

QString listed(const QStringList &names)
{
    const QString list = names.mid(0, namedAtMost).join(ReviewText::tr(", ", "between the names of a list"));
    const auto more = int(names.size() - namedAtMost);
    return more > 0 ? ReviewText::tr("%1 and %Ln more", nullptr, more).arg(list) : list;
}

/// The tables' names, with the keyspace where one name stands for several.
QStringList namesOf(const QStringList &ids, const QList<DeployTable> &tables)
{
    QHash<QString, int> uses;
    QHash<QString, QString> names;
    for (const DeployTable &table : tables) {
        ++uses[table.name];
        names.insert(table.id, table.name);
    }
    QStringList list;
    for (const QString &id : ids) {
        const QString name = names.value(id);
        list.append(visibleText(uses.value(name) == 1 ? name : id));
    }
    return list;
}

} // namespace

QByteArray reviewDigest(const DeployTable &table)
{
    if (!table.digest.isEmpty() || table.statements.isEmpty())
        return table.digest;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &statement : table.statements) {
        hash.addData(statement.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return hash.result();
}

ViewState ReviewProgress::state(const DeployTable &table) const
{
    const auto mark = viewed.constFind(table.id);
    if (mark == viewed.cend())
        return ViewState::NotViewed;
    return mark->digest == reviewDigest(table) ? ViewState::Viewed : ViewState::ChangedSince;
}

int ReviewProgress::viewedCount(const QList<DeployTable> &tables) const
{
    return int(
        std::count_if(tables.cbegin(), tables.cend(), [this](const DeployTable &table) { return isViewed(table); }));
}

StateWord describeViewState(ViewState state)
{
    switch (state) {
    case ViewState::Viewed:
        return {Tone::Ok, ReviewText::tr("Viewed"), ReviewText::tr("You viewed this change as it is now.")};
    case ViewState::ChangedSince:
        return {Tone::Warn, ReviewText::tr("Changed since you viewed it"),
                ReviewText::tr("You viewed an earlier change of this table; the mark was taken back.")};
    case ViewState::NotViewed:
        break;
    }
    return {Tone::Neutral, ReviewText::tr("Not viewed"), ReviewText::tr("You have not marked this change as viewed.")};
}

qsizetype nextUnviewed(const QList<DeployTable> &tables, const ReviewProgress &progress, qsizetype from, int step)
{
    const qsizetype count = tables.size();
    const bool within = from >= 0 && from < count;
    const qsizetype start = within ? from : (step < 0 ? count : -1);
    const qsizetype candidates = within ? count - 1 : count;
    for (qsizetype i = 1; i <= candidates; ++i) {
        const qsizetype moved = start + (step < 0 ? -i : i);
        const qsizetype at = (moved % count + count) % count;
        if (!progress.isViewed(tables.at(at)))
            return at;
    }
    return -1;
}

QString DestructiveItem::key() const
{
    switch (kind) {
    case Kind::Table:
        return QLatin1String("table:") + name;
    case Kind::Column:
        return QLatin1String("column:") + name;
    case Kind::Values:
        return QLatin1String("values:") + name;
    case Kind::Partition:
        return QLatin1String("partition:") + name;
    case Kind::ForeignKey:
        return QLatin1String("foreign-key:") + name;
    case Kind::Data:
        break;
    }
    return QLatin1String("data:") + name;
}

QString DestructiveItem::sentence() const
{
    const QString shown = visibleText(name);
    switch (kind) {
    case Kind::Table:
        return ReviewText::tr("I understand that %1 will be dropped with all its rows.").arg(shown);
    case Kind::Column:
        return ReviewText::tr("I understand that %1 and its data will be dropped.").arg(shown);
    case Kind::Values:
        return ReviewText::tr("I understand that the values in %1 will be lost.").arg(shown);
    case Kind::Partition:
        return ReviewText::tr("I understand that partition %1 will be dropped with its rows.").arg(shown);
    case Kind::ForeignKey:
        return ReviewText::tr("I understand that the foreign key %1 will be removed.").arg(shown);
    case Kind::Data:
        break;
    }
    return ReviewText::tr("I understand that data of %1 can be lost.").arg(shown);
}

namespace {

/// What of the data goes, when the risk is that some does.
std::optional<DestructiveItem::Kind> lossOf(const SchemaRisk &risk)
{
    if (risk.severity != SchemaRisk::Severity::Danger)
        return std::nullopt;
    switch (risk.rule) {
    case SchemaRisk::Rule::DropsData:
        return DestructiveItem::Kind::Column;
    case SchemaRisk::Rule::LosesGeneratedValues:
    case SchemaRisk::Rule::BecomesGenerated:
        return DestructiveItem::Kind::Values;
    case SchemaRisk::Rule::RemovesPartition:
        return DestructiveItem::Kind::Partition;
    default:
        return std::nullopt;
    }
}

} // namespace

QList<DestructiveItem> destructiveItems(const DeployTable &table)
{
    using Kind = DestructiveItem::Kind;
    QList<DestructiveItem> items;
    const QByteArray digest = reviewDigest(table);
    const auto append = [&](Kind kind, const QString &name) {
        const DestructiveItem item{kind, table.id, name, digest};
        if (!items.contains(item))
            items.append(item);
    };
    // A dropped table is told whether or not the service says that data is lost with it.
    if (table.change == UnifiedDiff::Change::Deleted)
        append(Kind::Table, table.name);
    for (const QString &name : table.dropped) {
        if (name != table.name)
            append(Kind::Column, name);
        else if (table.change != UnifiedDiff::Change::Deleted)
            append(Kind::Data, name);
    }
    // What the two definitions show is told even where the service has said nothing (yet).
    if (table.structure && table.change == UnifiedDiff::Change::Modified) {
        for (const SchemaRisk &risk : table.structure->risks) {
            const std::optional<Kind> kind = lossOf(risk);
            const bool known = std::any_of(items.cbegin(), items.cend(), [&risk](const DestructiveItem &item) {
                return item.name.compare(risk.subject, Qt::CaseInsensitive) == 0;
            });
            if (kind && !known)
                append(*kind, risk.subject);
        }
    }
    if (table.canDropData && items.isEmpty())
        append(Kind::Data, table.name);
    for (const QString &name : table.removedForeignKeys)
        append(Kind::ForeignKey, name);
    return items;
}

bool Acknowledgements::contains(const DestructiveItem &item) const
{
    const auto table = digests.constFind(item.table);
    if (table == digests.cend())
        return false;
    const auto digest = table->constFind(item.key());
    return digest != table->cend() && *digest == item.digest;
}

void Acknowledgements::set(const DestructiveItem &item, bool acknowledged)
{
    if (acknowledged) {
        digests[item.table].insert(item.key(), item.digest);
        return;
    }
    const auto table = digests.find(item.table);
    if (table == digests.end())
        return;
    table->remove(item.key());
    if (table->isEmpty())
        digests.erase(table);
}

ApprovalReadiness approvalReadiness(const QList<DeployTable> &tables, const ReviewProgress &progress,
                                    const Acknowledgements &acknowledged)
{
    ApprovalReadiness result;
    for (const DeployTable &table : tables) {
        const QList<DestructiveItem> items = destructiveItems(table);
        if (items.isEmpty())
            continue;
        const ViewState state = progress.state(table);
        if (state == ViewState::NotViewed)
            result.notViewed.append(table.id);
        else if (state == ViewState::ChangedSince)
            result.changedSince.append(table.id);
        for (const DestructiveItem &item : items) {
            if (!acknowledged.contains(item))
                result.notAcknowledged.append(item);
        }
    }
    QStringList sentences;
    if (!result.notViewed.isEmpty()) {
        sentences.append(ReviewText::tr("%Ln table(s) with destructive changes not viewed yet: %1.", nullptr,
                                        int(result.notViewed.size()))
                             .arg(listed(namesOf(result.notViewed, tables))));
    }
    if (!result.changedSince.isEmpty()) {
        sentences.append(ReviewText::tr("%Ln table(s) with destructive changes changed since you viewed them: %1.",
                                        nullptr, int(result.changedSince.size()))
                             .arg(listed(namesOf(result.changedSince, tables))));
    }
    result.toView = sentences.join(QLatin1Char(' '));
    if (!result.notAcknowledged.isEmpty()) {
        QStringList names;
        for (const DestructiveItem &item : std::as_const(result.notAcknowledged))
            names.append(visibleText(item.name));
        sentences.append(
            ReviewText::tr("%Ln loss(es) not acknowledged yet: %1.", nullptr, int(names.size())).arg(listed(names)));
    }
    result.sentence = sentences.join(QLatin1Char(' '));
    return result;
}

} // namespace orrery::models
