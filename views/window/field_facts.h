// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/core/field.h"
#include "views/core/facts_panel.h"

namespace orrery::views {

/// Every field as lines for a FactsPanel; nested objects are written "Region · Slug". Absent fields are left out.
QList<Fact> factsOf(const QList<api::FieldValue> &fields);

} // namespace orrery::views
