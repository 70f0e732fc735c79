// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/history/volume.h"

#include <QList>

namespace orrery::models {

class Accounts;
class StorageRadar;

/// A branch of a signed-in account, as far as this run knows it.
struct KnownBranch
{
    StorageVolume branch; ///< account, organization, database, branch
    QString id; ///< empty where only the names are known
    friend bool operator==(const KnownBranch &, const KnownBranch &) = default;
};

/// Every branch that is followed, has kept readings, or was listed in this run; in the order of their names, each once for
/// each account. Nothing is requested. `radar` may be null.
QList<KnownBranch> knownBranches(const Accounts *accounts, const StorageRadar *radar);

} // namespace orrery::models
