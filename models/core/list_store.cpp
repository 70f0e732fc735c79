// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/list_store.h"

#include <QMetaMethod>

namespace orrery::models {

bool ListStoreBase::isObserved() const
{
    return Store::isObserved() || model()->isObserved();
}

} // namespace orrery::models
