// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/location.h"

#include <QList>

namespace orrery::models {

class Accounts;

/// A place to go to by name.
struct KnownPlace
{
    Location location;
    QString text; ///< "acme / shop / add-loyalty", "acme / shop #42 add-loyalty → main"
};

/// Everything this run has loaded (nothing is requested), organizations first.
QList<KnownPlace> knownPlaces(const Accounts *accounts);

} // namespace orrery::models
