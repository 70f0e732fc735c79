// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace orrery::models {

class FeatureRegistry;
class Workspace;
struct KnownPlace;

/// Every database an account has loaded; other features name places of theirs for each.
QList<KnownPlace> knownDatabases(Workspace *workspace);

/// What the feature brings to the models.
void contributeDatabases(FeatureRegistry &registry);

} // namespace orrery::models
