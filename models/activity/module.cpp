// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activity/module.h"

#include "models/activity/activity_places.h"
#include "models/activity/journal_word.h"
#include "models/core/feature_registry.h"

#include <QCoreApplication>

namespace orrery::models {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ActivityModule)
};
} // namespace

void contributeActivity(FeatureRegistry &registry)
{
    registry.routes.add({.id = activityPlace().route,
                         .patterns = {QStringLiteral("~/activity")},
                         .onlyOurs = true,
                         .ofAccount = false,
                         .title = [](const Location &) { return Words::tr("My activity"); }});
    registry.commandWords.push_back(journalWord());
    registry.globalPlaces.push_back({activityPlace().route, Words::tr("My activity"), {}});
}

} // namespace orrery::models
