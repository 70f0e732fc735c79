// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/schema/partition_risks.h"

#include "models/core/text.h"
#include "models/schema/sql_tokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace orrery::models {

namespace {

using Rule = SchemaRisk::Rule;
using Severity = SchemaRisk::Severity;

struct T
{
    Q_DECLARE_TR_FUNCTIONS(orrery::models::PartitionRisks)
};

/// RANGE and LIST name the values of each partition; HASH and KEY take every row.
bool namesValues(const Partitioning &partitioning)
{
    return partitioning.scheme.startsWith(u"RANGE", Qt::CaseInsensitive)
        || partitioning.scheme.startsWith(u"LIST", Qt::CaseInsensitive);
}

bool takesEveryRow(const Partitioning &partitioning)
{
    return !namesValues(partitioning)
        || std::any_of(
            partitioning.partitions.cbegin(), partitioning.partitions.cend(),
            [](const PartitionDefinition &each) { return each.definition.contains(u"MAXVALUE", Qt::CaseInsensitive); });
}

const PartitionDefinition *partitionOf(const Partitioning &partitioning, const QString &name)
{
    const auto found = std::find_if(
        partitioning.partitions.cbegin(), partitioning.partitions.cend(),
        [&name](const PartitionDefinition &each) { return each.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == partitioning.partitions.cend() ? nullptr : &*found;
}

std::optional<Partitioning> partitioningOf(const StructurePart &part)
{
    const auto *partitioning = std::get_if<Partitioning>(&part);
    return partitioning ? std::optional(*partitioning) : std::nullopt;
}

} // namespace

bool leavesNoPartition(const std::optional<Partitioning> &before, const std::optional<Partitioning> &after)
{
    if (!after || takesEveryRow(*after))
        return false;
    if (!before || !sameSql(before->scheme, after->scheme))
        return true;
    // A partition that goes is dropped with its rows (see droppedPartitions); one whose values change may leave some out.
    return std::any_of(before->partitions.cbegin(), before->partitions.cend(),
                       [&after](const PartitionDefinition &old) {
                           const PartitionDefinition *now = partitionOf(*after, old.name);
                           return now && !sameSql(old.definition, now->definition);
                       });
}

QStringList droppedPartitions(const std::optional<Partitioning> &before, const std::optional<Partitioning> &after)
{
    QStringList names;
    if (!before || !after || !namesValues(*before) || !sameSql(before->scheme, after->scheme))
        return names;
    for (const PartitionDefinition &old : before->partitions) {
        if (!partitionOf(*after, old.name))
            names.append(old.name);
    }
    return names;
}

void judgePartitioning(const StructureChange &change, RiskList &risks)
{
    if (!change.real)
        return;
    const std::optional<Partitioning> before = partitioningOf(change.before);
    const std::optional<Partitioning> after = partitioningOf(change.after);
    const QStringList dropped = droppedPartitions(before, after);
    for (const QString &name : dropped)
        risks.add(Rule::RemovesPartition, Severity::Danger, name, T::tr("Removes partition %1").arg(visibleText(name)),
                  T::tr("Its rows are dropped, or have to fit another partition."));
    if (leavesNoPartition(before, after))
        risks.add(Rule::LeavesNoPartition, Severity::Caution, {}, T::tr("Rows may fit no partition"),
                  T::tr("The deployment fails when a row has a value that none of the partitions takes."));
}

} // namespace orrery::models
