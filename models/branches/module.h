// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace orrery::models {

class FeatureRegistry;
class Workspace;
struct KnownPlace;

/// Every branch an account has loaded.
QList<KnownPlace> knownBranchPlaces(Workspace *workspace);

/// What the feature brings to the models.
void contributeBranches(FeatureRegistry &registry);

} // namespace orrery::models
