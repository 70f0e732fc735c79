// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clusters/cluster_size.h"
#include "api/core/reference.h"
#include "api/databases/database.h"
#include "models/core/form.h"
#include "models/core/item_store.h"

namespace orrery::models {

class Workspace;

/// The sizes a branch of one database can have in one region, with prices.
using ClusterSizes = ItemStore<QList<api::ClusterSize>>;

/// `region` is a slug; empty: the organization's default one.
ClusterSizes *clusterSizes(Workspace *workspace, const api::DatabaseRef &database,
                           const api::OpenEnum<api::DatabaseKind> &kind, const QString &region);

/// The sizes the organization may have, smallest first, each with processors, memory and price. `current` is the size of a
/// branch as the branch names it: it is offered also when it is not among them.
QList<FormChoice> clusterSizeChoices(const QList<api::ClusterSize> &sizes, const QString &current);
/// Which of the choices is that size: branches add provider and architecture to a name ("PS_10_AWS_X86") that the list may
/// have without. Invalid when there are no choices.
QVariant chosenClusterSize(const QList<FormChoice> &choices, const QString &current);

/// "PS-10" for "PS_10_AWS_X86".
QString clusterSizeText(const QString &name);

} // namespace orrery::models
