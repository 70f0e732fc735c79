// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/feature_registry.h"

#include <QStringList>

namespace orrery::models {

class LocalDatabase;

/// What an earlier run, or a list that was dropped since, had read of these accounts, named by the features' kept sources,
/// the widest first. Read and named on the local database's thread; the callback comes in the receiver's, unless that is
/// gone. Nothing where nothing is kept, or `database` is null.
void readKeptPlaces(const FeatureRegistry &features, LocalDatabase *database, const QStringList &accounts,
                    QObject *receiver, std::function<void(QList<KnownPlace>)> callback);

} // namespace orrery::models
