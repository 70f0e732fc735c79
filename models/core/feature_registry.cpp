// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/feature_registry.h"

#include <QSet>

#include <algorithm>

namespace orrery::models {

using namespace Qt::StringLiterals;

const SidebarLevel *FeatureRegistry::levelBelow(const QString &parentRoute) const
{
    const auto found =
        std::find_if(sidebarLevels.cbegin(), sidebarLevels.cend(),
                     [&parentRoute](const SidebarLevel &each) { return each.parentRoute == parentRoute; });
    return found == sidebarLevels.cend() ? nullptr : &*found;
}

QList<KnownPlace> FeatureRegistry::knownPlaces(const QList<Workspace *> &workspaces) const
{
    QList<KnownPlace> places;
    for (const auto &sources : {placeSources, beginningSources}) {
        for (const PlaceSource &source : sources) {
            for (Workspace *workspace : workspaces)
                places.append(source(workspace));
        }
    }
    return places;
}

QStringList FeatureRegistry::problems() const
{
    QStringList problems = routes.problems();
    QSet<QString> parents;
    for (const SidebarLevel &level : sidebarLevels) {
        if (!routes.find(level.parentRoute) || !routes.find(level.route))
            problems.append(u"The sidebar lists \"%1\" below \"%2\", and one of them is no route."_s.arg(
                level.route, level.parentRoute));
        if (parents.contains(level.parentRoute))
            problems.append(u"Two features bring children of \"%1\" to the sidebar."_s.arg(level.parentRoute));
        parents.insert(level.parentRoute);
    }
    for (const GlobalPlace &place : globalPlaces) {
        if (!routes.find(place.route))
            problems.append(u"The sidebar shows \"%1\", which is no route."_s.arg(place.route));
    }
    QSet<QString> features;
    for (const DatabaseTables &each : tables) {
        if (features.contains(each.feature))
            problems.append(u"Two features bring database tables called \"%1\"."_s.arg(each.feature));
        features.insert(each.feature);
    }
    QSet<QString> words;
    for (const CommandWord &each : commandWords) {
        if (words.contains(each.word))
            problems.append(u"Two features bring the word \"%1\" to the command line."_s.arg(each.word));
        words.insert(each.word);
    }
    QSet<QString> keys;
    for (const SettingRow &row : settings) {
        if (keys.contains(row.key))
            problems.append(u"Two features claim the setting \"%1\"."_s.arg(row.key));
        if (!row.defaultValue.isValid())
            problems.append(u"The setting \"%1\" has no default."_s.arg(row.key));
        keys.insert(row.key);
    }
    return problems;
}

} // namespace orrery::models
