// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/branches/branch_overview.h"

#include "api/core/clock.h"
#include "models/branches/branch_list.h"
#include "models/core/service_names.h"
#include "models/core/text.h"
#include "models/databases/database_list.h"
#include "views/core/card.h"
#include "views/core/error_bar.h"
#include "views/core/facts_panel.h"
#include "views/core/section_header.h"
#include "views/core/spacing.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace orrery::views {

namespace {
QString yesNo(const std::optional<bool> &value)
{
    return value ? (*value ? BranchOverview::tr("Yes") : BranchOverview::tr("No")) : QString();
}

QString number(const std::optional<qint64> &value)
{
    return value ? models::formattedCount(*value) : QString();
}

Fact bytesFact(const QString &label, const std::optional<qint64> &bytes)
{
    Fact fact;
    fact.label = label;
    if (bytes) {
        fact.value = models::formattedBytes(double(*bytes));
        fact.exact = models::exactBytes(double(*bytes));
    }
    return fact;
}

Fact fact(const QString &label, const QString &value, bool monospace = false, const QString &exact = {})
{
    Fact made;
    made.label = label;
    made.value = value;
    made.exact = exact;
    made.monospace = monospace;
    return made;
}
} // namespace

BranchOverview::BranchOverview(const Clock *clock, QWidget *parent)
    : QScrollArea(parent), m_clock(clock), m_attention(new ErrorBar)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Overview"));
    auto *content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::group);
    m_attention->clear();
    column->addWidget(m_attention);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::group);
    column->addLayout(row);
    column->addStretch(1);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    left->setSpacing(space::group);
    right->setSpacing(space::group);
    row->addLayout(left, 1);
    row->addLayout(right, 1);
    const auto group = [](QVBoxLayout *into, const QString &title, QWidget **card = nullptr) {
        auto *box = new Card;
        auto *lines = new QVBoxLayout(box);
        lines->setContentsMargins(space::group, space::group, space::group, space::group);
        lines->setSpacing(space::inner);
        lines->addWidget(new SectionHeader(title));
        auto *facts = new FactsPanel;
        lines->addWidget(facts);
        into->addWidget(box);
        if (card)
            *card = box;
        return facts;
    };
    m_state = group(left, tr("State"));
    m_origin = group(left, tr("Origin"));
    m_cluster = group(right, tr("Cluster"));
    m_storage = group(right, tr("Storage limits"), &m_storageCard);
    left->addStretch(1);
    right->addStretch(1);
    setWidget(content);
}

void BranchOverview::setBranch(const api::Branch &branch)
{
    const bool vitess = models::isVitess(branch.kind);
    if (vitess && branch.production.value_or(false) && branch.safeMigrations && !*branch.safeMigrations)
        m_attention->showNotice(models::Tone::Warn,
                                tr("This production branch has no safe migrations: its schema can be changed directly, "
                                   "without a deploy request and without a way back."));
    else if (branch.staleSchema.value_or(false))
        m_attention->showNotice(models::Tone::Warn,
                                tr("The schema of this branch is stale: its parent has changed since."));
    else
        m_attention->clear();

    Fact state = fact(tr("State"), {});
    state.state = models::describeBranchState(branch);
    Fact role = fact(tr("Role"), {});
    role.state = models::describeBranchRole(branch);
    QList<Fact> states{state, role, fact(tr("Serves queries"), yesNo(branch.ready))};
    if (vitess)
        states.append({fact(tr("Safe migrations"), yesNo(branch.safeMigrations)),
                       fact(tr("Schema ready"), yesNo(branch.schemaReady))});
    states.append(fact(tr("Protected from deletion"), yesNo(branch.deletionProtected)));
    m_state->setFacts(states);

    QList<Fact> origin{fact(tr("Parent branch"), branch.parentBranch, true),
                       fact(tr("Created"), models::relativeTime(branch.createdAt, m_clock->now()), false,
                            models::exactTime(branch.createdAt)),
                       fact(tr("Created by"), branch.actor ? branch.actor->displayName : QString()),
                       fact(tr("Schema changed"), models::relativeTime(branch.schemaLastUpdatedAt, m_clock->now()),
                            false, models::exactTime(branch.schemaLastUpdatedAt))};
    if (branch.restoredFromBranch)
        origin.append(fact(tr("Restored from"), branch.restoredFromBranch->name, true));
    origin.append(fact(tr("ID"), branch.id, true));
    m_origin->setFacts(origin);

    QList<Fact> cluster{
        fact(tr("Kind"), models::databaseKindText(branch.kind)),
        fact(tr("Cluster size"), models::clusterSizeName(branch.clusterName, branch.clusterDisplayName)),
        fact(tr("Region"), branch.region ? branch.region->displayName : QString(), false,
             branch.region ? branch.region->slug : QString())};
    if (vitess) {
        cluster.append(
            {fact(tr("Shards"), number(branch.shardCount)), fact(tr("Keyspaces"), number(branch.keyspaceCount)),
             fact(tr("VTGates"),
                  branch.vtgateCount ? tr("%1 × %2").arg(
                      number(branch.vtgateCount), branch.vtgateName.isEmpty() ? branch.vtgateSize : branch.vtgateName)
                                     : QString()),
             fact(tr("Host"), branch.mysqlAddress, true)});
    } else {
        cluster.append(
            {fact(tr("Architecture"), branch.clusterArchitecture), fact(tr("Replicas"), number(branch.replicas))});
    }
    cluster.append({fact(tr("Metal"), yesNo(branch.metal)),
                    fact(tr("Read-only replicas"), yesNo(branch.hasReadOnlyReplicas)),
                    fact(tr("Private connectivity"), yesNo(branch.privateEdgeConnectivity))});
    m_cluster->setFacts(cluster);

    const bool limits = branch.minimumStorageBytes || branch.maximumStorageBytes || branch.storageAutoscaling;
    m_storageCard->setVisible(limits);
    if (limits) {
        m_storage->setFacts(
            {bytesFact(tr("Minimum"), branch.minimumStorageBytes), bytesFact(tr("Maximum"), branch.maximumStorageBytes),
             fact(tr("Autogrow"), yesNo(branch.storageAutoscaling)),
             fact(tr("Autoshrink"), yesNo(branch.storageShrinking)), fact(tr("Type"), branch.storageType, true),
             fact(tr("IOPS"), number(branch.storageIops)),
             fact(tr("Throughput"),
                  branch.storageThroughputMibs ? tr("%1 MiB/s").arg(number(branch.storageThroughputMibs))
                                               : QString())});
    }
}

} // namespace orrery::views
