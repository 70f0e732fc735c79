// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/clock.h"

#include <QString>

namespace orrery::api {
class ApiClient;
class Connectivity;
} // namespace orrery::api

namespace orrery::models {

class Journal;
class LocalDatabase;
class Services;

/// What every store of one account works with. Copied by value; everything pointed to outlives the stores.
struct StoreContext
{
    api::ApiClient *client = nullptr;
    LocalDatabase *database = nullptr; ///< may be null: nothing is kept over runs then
    Journal *journal = nullptr;
    const Clock *clock = nullptr;
    const api::Connectivity *connectivity = nullptr; ///< null: always online (an account on this computer)
    const Services *services = nullptr; ///< what features share; null: nothing
    QString account; ///< account id, the first key of everything kept
};

} // namespace orrery::models
